import { fewValuesOf } from '../src/proofs/few-values.ts'
import { shownTable, sqlNames } from '../src/proofs/index-sql.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-low-selectivity-index',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Disallow indexes of nothing but a column with few values',
      presets: { strict: 'warn' },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          maxValues: {
            type: 'integer',
            minimum: 2,
            description: 'How many labels of an enum, or values of a CHECK, are few.',
          },
          columns: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Further columns that have few values, by name.',
          },
        },
      },
    ],
    defaultOptions: [{ maxValues: 5, columns: [] }],
    messages: {
      found:
        'The index {{index}} of {{table}} has nothing but {{column}}, which {{because}}: each value leads to a large part of the table, so Postgres mostly reads all of it instead. Put {{column}} behind a column that tells rows apart, or index the few rows that are looked for: ON {{tableSql}} (…) WHERE {{columnSql}} = ….',
      mark: 'The index {{index}} of {{table}} has nothing but {{column}}, which {{because}}: whoever asks for those gets nearly the whole table, so Postgres reads it without the index. Drop it, or index the deleted rows alone: ON {{tableSql}} ({{columnSql}}) WHERE {{columnSql}} IS NOT NULL.',
    },
  },
  create(context) {
    const [options] = context.options
    return {
      index(index, table) {
        const found = fewValuesOf(table, index, options, context.catalog, context.settings)
        if (!found) return

        const { kind, ...because } = found
        const data = { index: index.name, table: shownTable(table), ...because, ...sqlNames(table, because.column) }
        context.report({ messageId: kind, range: index.place.range, data })
      },
    }
  },
})
