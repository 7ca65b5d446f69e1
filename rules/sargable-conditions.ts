import { shownTable } from '../src/proofs/index-sql.ts'
import { invalidValues } from '../src/proofs/index-use/invalid-value.ts'
import { unusableConditions } from '../src/proofs/index-use/unusable.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'sargable-conditions',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require conditions that leave an indexed column as it is, so that its index can be used',
      presets: { recommended: 'warn', strict: 'error' },
    },
    schema: [],
    messages: {
      invalid:
        'Postgres refuses this query (22P02): {{written}} is no {{type}}, as {{table}}.{{column}} is. Compare it with a value of its type, or with the column that holds such texts.',
      time: '{{written}} keeps Postgres from using the index {{index}} of {{table}}: it is computed for each row. Compare {{column}} itself with both ends of the time that is meant: {{column}} >= … AND {{column}} < ….',
      text: '{{written}} keeps Postgres from using the index {{index}} of {{table}}, which has {{column}} as it is. Add an index of the expression: {{sql}}.',
      json: 'The index {{index}} of {{table}} cannot answer {{written}}, so Postgres reads each row. Ask with @>, or add an index of the expression: {{sql}}.',
      member:
        'The index {{index}} of {{table}} cannot answer {{written}}, so Postgres reads each row. Ask for the list that holds it: {{sql}}.',
      function:
        '{{written}} keeps Postgres from using the index {{index}} of {{table}}: it is computed for each row. Compare {{column}} itself with a value that is computed once, or add an index of the expression: {{sql}}.',
      computed:
        '{{written}} keeps Postgres from using the index {{index}} of {{table}}: it is computed for each row. Compare {{column}} itself with a value that is computed once.',
      cast: '{{written}} keeps Postgres from using the index {{index}} of {{table}}: each row is cast. Cast the value to {{type}} instead, and compare {{column}} itself.',
      value:
        '{{written}} is of another type than {{column}}, so Postgres casts {{column}} in each row and cannot use the index {{index}} of {{table}}. Give a value of type {{type}}.',
    },
  },
  create(context) {
    return {
      uses(uses) {
        for (const { readings, table, place, statement } of uses) {
          for (const { range, written, type, column } of invalidValues(readings.flat())) {
            const at = place(range)
            // What the program puts into a text stands for any other, and so does a variable of psql: `:'id'`.
            const isFilled =
              statement.holes.some(({ range: [from, to] }) => from < at[1] && at[0] < to) || context.textAt([at[0] - 1, at[0]]) === ':'
            if (!isFilled) context.report({ messageId: 'invalid', range: at, data: { table: shownTable(table), written, type, column } })
          }
          for (const { kind, column, index, written, expression, isImmutable, leading, type, range } of unusableConditions(
            readings.flat(),
            context.catalog,
            context.settings,
          )) {
            const [name, key] = [shownTable(table), /^\w+\(.*\)$/.test(expression) ? expression : `(${expression})`]
            const keys = [...leading, key].join(', ')
            const sql = kind === 'member' ? expression : `CREATE INDEX ON ${name} (${keys})`
            const data = { table: name, column, index: index.name, written, type, sql }
            context.report({ messageId: kind === 'function' && !isImmutable ? 'computed' : kind, range: place(range), data })
          }
        }
      },
    }
  },
})
