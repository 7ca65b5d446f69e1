import { fanOutsIn } from '../src/proofs/fanout.ts'
import { unlessTooDeep } from '../src/proofs/too-deep.ts'
import { isWhole } from '../src/proofs/unknown-names.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-ambiguous-join-fanout',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow aggregates over rows that a join has multiplied',
      presets: { recommended: 'warn', strict: 'error' },
    },
    schema: [],
    messages: {
      multiplied:
        '{{aggregate}} counts a row of {{one}} again for each row of {{many}} that the join finds for it, so its result is wrong. Aggregate {{many}} in a subquery before the join, or ask for it with EXISTS.',
      multipliedInView:
        'In the view {{view}}, {{aggregate}} counts a row of {{one}} again for each row of {{many}} that the join finds for it, so its result is wrong. Aggregate {{many}} in a subquery before the join, or ask for it with EXISTS.',
    },
  },
  create(context) {
    const { settings } = context
    return {
      // A key that is not known may be what keeps the rows apart.
      uses(uses) {
        const [first] = uses
        const query = first?.queries[0]
        if (!first || !query || !isWhole(context.catalog, settings)) return
        for (const { text: aggregate, range, one, many } of unlessTooDeep(() => fanOutsIn(query, context.catalog, settings), []))
          context.report({ messageId: 'multiplied', range: first.place(range), data: { aggregate, one, many } })
      },
      table({ query, place, name: view }) {
        if (!query || !isWhole(context.catalog, settings)) return
        for (const { text: aggregate, one, many } of unlessTooDeep(() => fanOutsIn(query, context.catalog, settings), []))
          context.report({ messageId: 'multipliedInView', range: place.range, data: { view, aggregate, one, many } })
      },
    }
  },
})
