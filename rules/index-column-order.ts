import { shownTable } from '../src/proofs/index-sql.ts'
import { columnOrder } from '../src/proofs/index-use/column-order.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'index-column-order',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require indexes to have the columns that a query compares by equality before those of ranges and sorting',
      presets: { strict: 'warn' },
    },
    schema: [],
    messages: {
      range:
        'The index {{index}} of {{table}} has {{early}}, of which this query reads a range, before {{late}}, which it compares by equality: Postgres reads the whole range. It could serve better as ({{columns}}), where no other query needs the order that it has.',
      sort: 'The index {{index}} of {{table}} has {{early}}, by which this query sorts, before {{late}}, which it compares by equality: Postgres passes over the rows of others. It could serve better as ({{columns}}), where no other query needs the order that it has.',
      direction:
        'The index {{index}} of {{table}} has {{early}} and {{late}}, but not in the directions in which this query sorts, so Postgres sorts again. Let it be ({{columns}}).',
      listed:
        'The index {{index}} of {{table}} has {{early}}, of which this query asks for several values, before {{late}}, by which it sorts: Postgres sorts all that it finds. The condition of the index says the same of {{early}}, so let the index be on ({{columns}}).',
    },
  },
  create(context) {
    return {
      uses(uses) {
        for (const { readings, table, range } of uses) {
          const found = columnOrder(readings.flat(), context.catalog, context.settings)
          if (!found) continue
          const { kind, index, early, late, columns, wanted } = found
          const data = { table: shownTable(table), index: index.name, early, late, columns }
          context.report({ messageId: kind, range, data, remedy: { kind: 'replace', table, index, wanted } })
        }
      },
    }
  },
})
