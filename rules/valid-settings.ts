import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'valid-settings',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow unknown keys and wrong values in `settings.tenancy`',
      presets: { essential: 'error', recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: {
      invalid: 'The setting {{path}} {{reason}}. It is ignored until it is mended in the ESLint configuration.',
    },
  },
  create(context) {
    return {
      document() {
        for (const { path, reason } of context.settingsProblems) {
          context.report({ messageId: 'invalid', range: [0, 0], data: { path, reason } })
        }
      },
    }
  },
})
