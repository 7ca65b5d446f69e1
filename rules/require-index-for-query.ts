import { shownTable } from '../src/proofs/index-sql.ts'
import { missingIndex } from '../src/proofs/index-use/missing.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-index-for-query',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require an index by which each query finds its rows',
      presets: { strict: 'warn' },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkSorting: { type: 'boolean', description: 'Also report rows that are all read and sorted to give the first of them.' },
        },
      },
    ],
    defaultOptions: [{ checkSorting: true }],
    messages: {
      scan: 'No index finds the rows of {{table}} by {{columns}}, so Postgres reads the whole table each time, and that takes longer as it grows. Add one: {{sql}}.',
      sort: 'This query wants the first rows of {{table}} by {{order}}, and no index has them in that order, so Postgres reads and sorts all of them each time. Add one: {{sql}}.',
      trigrams:
        'Only {{index}} finds the rows of {{table}} by {{columns}}, an index for parts of texts: for a whole value Postgres looks up each of its trigrams and then checks every row that has them. Add one for whole values: {{sql}}.',
    },
  },
  create(context) {
    const [{ checkSorting }] = context.options
    return {
      uses(uses) {
        for (const { readings, table, range } of uses) {
          const missing = missingIndex(readings, context.catalog, context.settings)
          if (!missing || (missing.kind === 'sort' && !checkSorting)) continue
          const { kind, compared, order, sql, index, wanted } = missing
          const columns = compared.length > 0 ? compared.join(', ') : order
          const data = { table: shownTable(table), columns, order, sql, index: index?.name ?? '' }
          context.report({ messageId: kind, range, data, remedy: { kind: 'add', table, wanted } })
        }
      },
    }
  },
})
