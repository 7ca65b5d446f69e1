import { shownTable } from '../src/proofs/index-sql.ts'
import { isAmong } from '../src/proofs/table-patterns.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-partitioning',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require tables that grow very large to be partitioned',
      presets: {},
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          tables: {
            type: 'array',
            items: { type: 'string' },
            description: 'The tables that grow very large, as patterns such as events or audit_*.',
          },
        },
      },
    ],
    defaultOptions: [{ tables: [] as string[] }],
    messages: {
      missing:
        '{{table}} grows very large and is one table, so that old rows can only be deleted one by one, and every VACUUM and index goes over all of it. Make it PARTITION BY what it is read and cleared by, such as a range of time.',
    },
  },
  create(context) {
    const [{ tables }] = context.options
    return {
      table(table) {
        if (table.kind !== 'table' || table.partitionOf || !isAmong(table, tables)) return
        context.report({ messageId: 'missing', range: table.place.range, data: { table: shownTable(table) } })
      },
    }
  },
})
