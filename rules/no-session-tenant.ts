import { settingsOfPolicies } from '../src/proofs/row-security/session-calls.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { listOption } from '../src/rule/list-option.ts'

export default defineRule({
  name: 'no-session-tenant',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow naming the tenant for a whole session, which the next user of the connection inherits',
      presets: { strict: 'error' },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: { settings: listOption('Settings that name the tenant, besides those that policies read.') },
      },
    ],
    defaultOptions: [{ settings: [] as string[] }],
    messages: {
      stays:
        '{{setting}} stays set when this work is done, and whoever gets the connection of the pool next has the rows of this tenant. Set it with SET LOCAL, or set_config(…, true), in the transaction that needs it.',
    },
  },
  create(context) {
    const [{ settings }] = context.options
    return {
      sessionSettings(found) {
        const names = [...settings.map((name) => name.toLowerCase()), ...settingsOfPolicies(context.catalog)]
        for (const { name, range, stays } of found)
          if (stays && names.includes(name)) context.report({ messageId: 'stays', range, data: { setting: name } })
      },
    }
  },
})
