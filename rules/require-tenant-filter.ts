import { beside, deeds, reportsOf, type Verdict } from '../src/proofs/tenant/reports.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-tenant-filter',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a condition on the tenant column for every table of a tenant that a query touches',
      presets: {
        essential: ['error', { checkOptionalValues: false }],
        recommended: 'error',
        strict: ['error', { checkJoinedRows: true, checkLoadedRows: true, checkHidden: true }],
      },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkOptionalValues: { type: 'boolean', description: 'Also report conditions that vanish where a value is undefined.' },
          checkJoinedRows: { type: 'boolean', description: 'Also report rows that only a join to a row of the tenant holds to it.' },
          checkLoadedRows: { type: 'boolean', description: 'Also report rows that only a row loaded before holds to the tenant.' },
          checkHidden: { type: 'boolean', description: 'Also report queries of which a part that could decide cannot be seen.' },
        },
      },
    ],
    defaultOptions: [{ checkOptionalValues: true, checkJoinedRows: false, checkLoadedRows: false, checkHidden: false }],
    messages: {
      unscoped:
        'This query {{deed}} {{table}}{{others}} without holding it to one tenant: {{reason}}, so rows of every tenant are {{effect}}. Compare {{table}}.{{column}} with the tenant that asks.{{note}}',
      vacuous:
        'This query {{deed}} {{table}}{{others}} with a condition on {{column}} that does not hold it to one tenant: {{reason}}. Make {{column}} equal the tenant in every branch.{{note}}',
      mayVanish:
        'This query {{deed}} {{table}}{{others}} with a condition on {{column}} that may vanish: {{reason}}, and then rows of every tenant are {{effect}}. Make sure that there is a value before.{{note}}',
      truncated:
        'TRUNCATE empties {{table}} for every tenant, since it takes no condition. Use DELETE with a condition on {{column}}.{{note}}',
      copied: 'COPY {{deed}} {{table}} for every tenant, since it takes no condition. Copy a query with a condition on {{column}}.{{note}}',
      filled:
        'COPY fills {{table}} with rows of any tenant, since it asks nothing of them. Copy them into a table of their own, and INSERT from there those of one tenant.{{note}}',
      byParent:
        'Only a join holds {{table}}{{others}} to the tenant: {{reason}}. Compare {{table}}.{{column}} with the tenant too, so that a wrong reference leaks nothing.',
      byRow:
        'Only a row that was loaded before holds {{table}}{{others}} to the tenant: {{reason}}. Compare {{table}}.{{column}} with the tenant too.',
      dynamic:
        'Whether this query holds {{table}}{{others}} to one tenant cannot be seen: {{reason}}. Put the condition on {{column}} where it can.',
    },
  },
  create(context) {
    const [{ checkOptionalValues, checkJoinedRows, checkLoadedRows, checkHidden }] = context.options
    const checked = { 'by-parent': checkJoinedRows, 'by-row': checkLoadedRows, dynamic: checkHidden }
    const alsoTold = (['by-parent', 'by-row', 'dynamic'] as const).filter((verdict) => checked[verdict])
    return {
      accesses(accesses) {
        for (const { first, weakest, others } of reportsOf(accesses, alsoTold)) {
          const { verdict, table, column, reason, does, hint } = weakest
          if (!isOurs(verdict) || (verdict === 'may-vanish' && !checkOptionalValues)) continue
          const messageId = does in byDeed ? byDeed[does as keyof typeof byDeed] : messageIds[verdict]
          const [deed, effect] = deeds[does]
          const note = context.isSchemaKnown ? '' : ` No schema was found, so ${table} is taken to belong to tenants.`
          context.report({
            messageId,
            range: first.range,
            data: { table, others: beside(others), column, reason, deed, effect, note: hint + note },
          })
        }
      },
    }
  },
})

const byDeed = { truncate: 'truncated', 'copy to': 'copied', 'copy from': 'filled' } as const
const own = { unscoped: 'unscoped', vacuous: 'vacuous', 'may-vanish': 'mayVanish', dynamic: 'dynamic' } as const
const messageIds = { ...own, 'by-parent': 'byParent', 'by-row': 'byRow' } as const

function isOurs(verdict: Verdict): verdict is keyof typeof messageIds {
  return verdict in messageIds
}
