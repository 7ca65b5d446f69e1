import { defineRule, type PlacedAccess } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-tenant-filter',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a condition on the tenant column for every table of a tenant that a query touches',
      presets: {
        essential: 'error',
        recommended: 'error',
        strict: ['error', { checkJoinedRows: true, checkLoadedRows: true, checkHidden: true }],
      },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkJoinedRows: { type: 'boolean', description: 'Also report rows that only a join to a row of the tenant holds to it.' },
          checkLoadedRows: {
            type: 'boolean',
            description: 'Also report rows that only the key of a row loaded before holds to the tenant.',
          },
          checkHidden: { type: 'boolean', description: 'Also report queries of which a part that could decide cannot be seen.' },
        },
      },
    ],
    defaultOptions: [{ checkJoinedRows: false, checkLoadedRows: false, checkHidden: false }],
    messages: {
      unscoped:
        'This query {{deed}} {{table}} without holding it to one tenant: {{reason}}, so rows of every tenant are {{effect}}. Compare {{table}}.{{column}} with the tenant that asks.{{note}}',
      vacuous:
        'This query {{deed}} {{table}} with a condition on {{column}} that does not hold it to one tenant: {{reason}}. Make {{column}} equal the tenant in every branch.{{note}}',
      truncated:
        'TRUNCATE empties {{table}} for every tenant, since it takes no condition. Use DELETE with a condition on {{column}}.{{note}}',
      byParent:
        'Only a join holds {{table}} to the tenant: {{reason}}. Compare {{table}}.{{column}} with the tenant too, so that a wrong reference leaks nothing.',
      byRow:
        'Only a row that was loaded before holds {{table}} to the tenant: {{reason}}. Compare {{table}}.{{column}} with the tenant too.',
      dynamic: 'Whether this query holds {{table}} to one tenant cannot be seen: {{reason}}. Put the condition on {{column}} where it can.',
    },
  },
  create(context) {
    const [{ checkJoinedRows, checkLoadedRows, checkHidden }] = context.options
    const messageOf = ({ verdict, does }: PlacedAccess) => {
      if (verdict === 'unscoped' && does === 'truncate') return 'truncated'
      if (verdict === 'unscoped' || verdict === 'vacuous') return verdict
      if (verdict === 'by-parent' && checkJoinedRows) return 'byParent'
      if (verdict === 'by-row' && checkLoadedRows) return 'byRow'
      return verdict === 'dynamic' && checkHidden ? 'dynamic' : undefined
    }
    return {
      accesses(accesses) {
        for (const access of accesses) {
          const messageId = messageOf(access)
          if (!messageId) continue
          const { table, column, reason, does } = access
          const [deed, effect] = words[does]
          const note = context.isSchemaKnown ? '' : ` No schema was found, so ${table} is taken to belong to tenants.`
          context.report({ messageId, range: access.range, data: { table, column, reason, deed, effect, note } })
        }
      },
    }
  },
})

const words = {
  read: ['reads', 'read'],
  update: ['updates', 'changed'],
  delete: ['deletes from', 'deleted'],
  insert: ['adds to', 'added'],
  'conflict update': ['updates', 'changed'],
  truncate: ['empties', 'deleted'],
  copy: ['copies', 'copied'],
} as const
