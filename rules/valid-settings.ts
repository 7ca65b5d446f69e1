import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'valid-settings',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow unknown keys, wrong values and missing files in `settings.tenancy`',
      presets: { essential: 'error', recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: {
      invalid: 'The setting {{path}} {{reason}}. It is ignored until it is mended in the ESLint configuration.',
      schema: "The entry '{{entry}}' of the setting tenancy.schema {{reason}}. No rule knows the tables that it should bring.",
    },
  },
  create(context) {
    return {
      document() {
        for (const { path, reason } of context.settingsProblems) {
          context.report({ messageId: 'invalid', range: [0, 0], data: { path, reason } })
        }
        for (const { entry, reason } of context.schemaProblems) {
          context.report({ messageId: 'schema', range: [0, 0], data: { entry, reason } })
        }
      },
    }
  },
})
