import { shownKeys, shownTable } from '../src/proofs/index-sql.ts'
import { nullableColumnOf, unaskedCondition, uselessPartOf, withoutColumn } from '../src/proofs/useless-index.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-useless-index',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Disallow columns and conditions of indexes that serve no query',
      presets: { recommended: 'warn', strict: 'error' },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkNullableColumns: { type: 'boolean', description: 'Also report columns of unique keys that may be NULL.' },
        },
      },
    ],
    defaultOptions: [{ checkNullableColumns: false }],
    messages: {
      constantColumn:
        'In the index {{index}} of {{table}} all rows have the same {{column}}, since they are those WHERE {{condition}}: it makes the index larger and finds nothing. Leave {{column}} out of ({{columns}}).',
      onlyConstantColumn:
        'The index {{index}} of {{table}} has nothing but {{column}}, which is the same in all its rows, since they are those WHERE {{condition}}. Put in its place a column by which those rows are looked up or sorted.',
      empty:
        'No row is ever in the index {{index}} of {{table}}: {{condition}} holds of none, since the column is NOT NULL. Drop the index, or mend its condition.',
      everyRow:
        'The condition {{condition}} of the index {{index}} leaves nothing out, since {{table}}.{{column}} is NOT NULL; yet before Postgres 17 only queries that repeat it use the index. Leave it out.',
      nullableColumn:
        'The unique key {{index}} of {{table}} ({{columns}}) lets the same values in again wherever {{column}} is NULL, since no NULL equals another. Make {{column}} NOT NULL, or say NULLS NOT DISTINCT.',
      unasked:
        'No query of the application asks for {{condition}}, so none can use the index {{index}} of {{table}}, which holds those rows alone. Repeat the condition in the queries that it is for, mend it, or drop the index.',
      leaveOut: 'Leave {{column}} out.',
    },
  },
  create(context) {
    const [{ checkNullableColumns }] = context.options
    return {
      index(index, table) {
        const { softDeleteColumns } = context.settings
        const uses = index.predicate && context.application?.usesOf(table)
        const found =
          uselessPartOf(table, index) ??
          (uses ? unaskedCondition(table, index, uses, context.catalog, context.settings) : undefined) ??
          (checkNullableColumns ? nullableColumnOf(table, index, softDeleteColumns) : undefined)
        if (!found) return

        const data = { index: index.name, table: shownTable(table), columns: shownKeys(index), ...found }
        const { range } = index.place
        if (found.kind !== 'constantColumn') {
          context.report({ messageId: found.kind, range, data })
          return
        }
        const { column } = found
        const wanted = withoutColumn(index, column)
        const { edits, remedy } = context.indexes.replace(table, index, wanted)
        const suggest = edits.length > 0 && wanted.keys.length > 0 ? [{ messageId: 'leaveOut' as const, data: { column }, edits }] : []
        context.report({ messageId: 'constantColumn', range, data, suggest, remedy: wanted.keys.length > 0 ? remedy : undefined })
      },
    }
  },
})
