import { beside, reportsOf } from '../src/proofs/tenant/reports.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-tenant-with-key',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a condition on the tenant column beside a key that a request may bring',
      presets: { recommended: 'warn', strict: 'error' },
    },
    schema: [],
    messages: {
      byKey:
        'A key alone holds {{table}}{{others}}: {{reason}}, so whoever knows or guesses the id of another tenant reaches its row. Compare {{table}}.{{column}} with the tenant as well.{{note}}',
      byReference:
        'A reference alone holds {{table}}{{others}}: {{reason}}, so whoever passes an id of another tenant reaches its rows. Compare {{table}}.{{column}} with the tenant as well.{{note}}',
    },
  },
  create(context) {
    return {
      accesses(accesses) {
        for (const { first, weakest, others } of reportsOf(accesses)) {
          const { verdict, table, column, reason, hint } = weakest
          if (verdict !== 'by-key' && verdict !== 'by-reference') continue
          const messageId = verdict === 'by-key' ? 'byKey' : 'byReference'
          const note = context.isSchemaKnown ? '' : ` No schema was found, so ${table} is taken to belong to tenants.`
          context.report({ messageId, range: first.range, data: { table, others: beside(others), column, reason, note: hint + note } })
        }
      },
    }
  },
})
