import { shownKeys, shownTable } from '../src/proofs/index-sql.ts'
import { narrowerIndex } from '../src/proofs/narrower-index.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'prefer-partial-index',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Prefer a partial index where all queries that use an index ask for the same part of the table',
      presets: {},
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          maxValues: { type: 'integer', minimum: 2, description: 'How many labels of an enum, or values of a CHECK, are few.' },
          columns: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Further columns that have few values, by name.',
          },
        },
      },
    ],
    defaultOptions: [{ maxValues: 10, columns: ['status', 'state'] }],
    messages: {
      oneValue:
        'All queries that use the index {{index}} of {{table}} ({{columns}}) ask for {{condition}}, so the other rows make it larger and each of their writes slower for nothing. Index those rows alone: {{sql}}.',
      notNull:
        'No query finds rows without {{column}} by the index {{index}} of {{table}} ({{columns}}), which has an entry for each of them all the same. Leave them out: {{sql}}.',
      makePartial: 'Index the rows WHERE {{condition}} alone.',
    },
  },
  create(context) {
    const [options] = context.options
    return {
      index(index, table) {
        const uses = context.application?.usesOf(table)
        const found = uses && narrowerIndex(index, table, uses, context.catalog, context.settings, options)
        if (!found) return

        const { kind, column, condition, wanted } = found
        const { text: sql, edits, remedy } = context.indexes.replace(table, index, wanted)
        const data = { index: index.name, table: shownTable(table), columns: shownKeys(index), column, condition, sql }
        const suggest = edits.length > 0 ? [{ messageId: 'makePartial' as const, data: { condition }, edits }] : []
        context.report({ messageId: kind, range: index.place.range, data, suggest, remedy })
      },
    }
  },
})
