import { shownTable } from '../src/proofs/index-sql.ts'
import { racesIn, type Step } from '../src/proofs/row-lock.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-row-lock',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a lock, or a condition on the old state, where a state is read and then changed',
      presets: {},
    },
    schema: [],
    messages: {
      unlocked:
        'Another request may change {{column}} of this row of {{table}} after it was read above and before this UPDATE, which then goes by an old {{column}}. Compare {{column}} with what was read in WHERE too, or read the row with FOR UPDATE in the same transaction.',
    },
  },
  create(context) {
    const steps: Step[] = []
    let told = 0
    return {
      uses(uses) {
        steps.push(...uses.map((use) => ({ ...use, within: use.statement.within })))
        const races = racesIn(steps, (from, to) => context.textAt([from, to]))
        for (const { update, column } of races.slice(told)) {
          // A stricter transaction or another lock may be taken in a call that is no statement here.
          if (/serializable|repeatable|\block|advisory|mutex/i.test(context.textAt(update.within ?? update.range))) continue
          context.report({ messageId: 'unlocked', range: update.range, data: { table: shownTable(update.table), column } })
        }
        told = races.length
      },
    }
  },
})
