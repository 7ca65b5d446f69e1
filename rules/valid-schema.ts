import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'valid-schema',
  meta: {
    type: 'problem',
    docs: {
      description: "Disallow lines of an ORM's schema that cannot be read",
      presets: { essential: 'error', recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: {
      unread: 'This line of the schema cannot be read: {{reason}}. No rule knows what it says of the database.',
    },
  },
  create(context) {
    return {
      document({ schema }) {
        for (const { range, reason } of schema?.problems ?? []) context.report({ messageId: 'unread', range, data: { reason } })
      },
    }
  },
})
