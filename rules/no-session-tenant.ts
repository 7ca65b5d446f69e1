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
        properties: {
          settings: listOption('Settings that name the tenant, besides those that policies read.'),
          checkTransactions: { type: 'boolean', description: 'Whether SET LOCAL needs a transaction in the file.' },
        },
      },
    ],
    defaultOptions: [{ settings: [] as string[], checkTransactions: false }],
    messages: {
      stays:
        '{{setting}} stays set when this work is done, and whoever gets the connection of the pool next has the rows of this tenant. Set it with SET LOCAL, or set_config(…, true), in the transaction that needs it.',
      lost: '{{setting}} is set for a transaction, and nothing in this file begins one, so Postgres forgets it at once and queries run without the tenant. Begin a transaction before it, on the same connection.',
    },
  },
  create(context) {
    const [{ settings, checkTransactions }] = context.options
    return {
      sessionSettings(found) {
        const names = [...settings.map((name) => name.toLowerCase()), ...settingsOfPolicies(context.catalog)]
        for (const { name, range, stays, isAlone } of found) {
          if (!names.includes(name)) continue
          if (stays) context.report({ messageId: 'stays', range, data: { setting: name } })
          else if (checkTransactions && isAlone) context.report({ messageId: 'lost', range, data: { setting: name } })
        }
      },
    }
  },
})
