import { shownTable } from '../src/proofs/index-sql.ts'
import { unlimited } from '../src/proofs/index-use/unlimited.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { limitIn } from '../src/rule/words-of-calls.ts'

export default defineRule({
  name: 'require-limit',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require a LIMIT of queries that may give any number of rows',
      presets: {},
    },
    schema: [],
    messages: {
      missing:
        'This query returns every row of {{table}} that meets its conditions, however many there will be. Add {{limit}}, and read further pages when they are asked for.',
      unordered:
        'OFFSET passes over rows in no order, so a page may show again what another one showed, or miss it. Add an ORDER BY that ends with a unique column.',
    },
  },
  create(context) {
    return {
      uses([first, ...more]) {
        const query = first?.statement.statement?.query
        if (!first || !query || first.readings.length > 1) return
        const uses = [first, ...more].flatMap(({ readings }) => readings.flat())
        const found = unlimited(query, uses, context.catalog, context.settings)
        if (found)
          context.report({
            messageId: found,
            range: first.range,
            data: { table: shownTable(first.table), limit: limitIn(first.statement) },
          })
      },
    }
  },
})
