import { shownTable } from '../src/proofs/index-sql.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'max-indexes-per-table',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Enforce a maximum number of indexes of a table',
      presets: {},
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: { max: { type: 'integer', minimum: 1, description: 'How many indexes a table may have, those of its keys included.' } },
      },
    ],
    defaultOptions: [{ max: 10 }],
    messages: {
      tooMany:
        '{{table}} has {{count}} indexes, more than {{max}}. Each row that is written goes into all of them, and each takes memory from the others. Drop those that no query uses.',
    },
  },
  create(context) {
    const [{ max }] = context.options
    return {
      table(table) {
        const { length: count } = table.indexes
        if (count > max) context.report({ messageId: 'tooMany', range: table.place.range, data: { table: shownTable(table), count, max } })
      },
    }
  },
})
