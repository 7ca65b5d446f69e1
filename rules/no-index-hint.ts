import { planningsIn, switchedOff } from '../src/proofs/planner-setting.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-index-hint',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Disallow hints and settings that keep the planner from choosing',
      presets: {},
    },
    schema: [],
    messages: {
      hint: 'This comment tells pg_hint_plan how to run the statement, whatever becomes of the data, and does nothing where the extension is not loaded. Give the planner the index or the statistics that it lacks instead.',
      setting:
        '{{setting}} = {{value}} keeps the planner from plans that may be the best ones once there are other data, for all statements that follow. Give it the index or the statistics that it lacks instead.',
    },
  },
  create(context) {
    return {
      document({ statements }) {
        for (const { statement, source, hint } of statements) {
          if (hint) context.report({ messageId: 'hint', range: hint })
          const command = statement?.command
          if (command?.kind !== 'set' || !switchedOff(command.name.text, command.value)) continue
          const data = { setting: command.name.text, value: command.value ?? '' }
          context.report({ messageId: 'setting', range: source.hostRange(command.name.range), data })
        }
      },
      blocks(blocks) {
        for (const { block, place } of blocks) {
          for (const { range, setting, value } of planningsIn(block)) {
            context.report({ messageId: 'setting', range: place(range), data: { setting, value } })
          }
        }
      },
    }
  },
})
