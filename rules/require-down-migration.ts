import { withoutWayBack } from '../src/proofs/migration/way-back.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-down-migration',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require a way back from each migration, where its tool has one',
      presets: {},
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkContent: { type: 'boolean', description: 'Also look for the names of what a migration makes in its way back.' },
        },
      },
    ],
    defaultOptions: [{ checkContent: true }],
    messages: {
      missing:
        'Nothing leads back from this migration, so the release that needs it cannot be taken back either. Write what undoes it {{where}}.',
      empty:
        'What undoes this migration does nothing: the tool takes it for undone, and fails when it runs it again. Write what undoes it {{where}}, or in a comment there that it is irreversible.',
      forgotten: 'Nothing takes {{name}} away again, so this migration fails when it is run again after it was undone. Drop it {{where}}.',
    },
  },
  create(context) {
    const [{ checkContent }] = context.options
    return {
      script(script) {
        for (const { kind, range, data } of withoutWayBack(script, checkContent))
          context.report({ messageId: kind, range, data: { ...data } })
      },
    }
  },
})
