import { reportsOf } from '../src/proofs/tenant/reports.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { saidOfQuery } from '../src/rule/said-query.ts'

export default defineRule({
  name: 'require-tenant-with-key',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a condition on the tenant column beside a key that a request may bring',
      presets: { recommended: 'warn', strict: 'error' },
      sparesTests: true,
    },
    schema: [],
    messages: {
      byKey:
        '{{query}} {{deed}} {{table}}{{others}} without asking for the tenant: {{reason}}, so whoever knows or guesses an id of another tenant reaches its row. Compare {{compared}} with the tenant as well.{{note}}',
      byConflict:
        'This INSERT may change a row of {{table}} that another tenant has: the key that ON CONFLICT goes by does not hold {{column}}, and whoever sends a key that is taken changes the row that has it. Have the key hold {{column}}, or give DO UPDATE the condition that {{table}}.{{column}} is that of excluded.{{note}}',
      byPerson:
        '{{query}} {{deed}} {{table}}{{others}} without asking for the tenant: {{reason}}, and that may have rows of several tenants, so those of all of them are {{effect}}. Compare {{compared}} with the tenant as well.{{note}}',
      byShared:
        '{{query}} {{deed}} {{table}}{{others}} without asking for the tenant: {{reason}}, so all tenants may share that row, and rows of all of them that refer to it are {{effect}}. Compare {{compared}} with the tenant as well.{{note}}',
      byNull:
        '{{query}} {{deed}} {{table}}{{others}} without asking for the tenant: {{reason}}, so rows of every tenant that have NULL there are {{effect}}. Go on only where there is a value, or compare {{compared}} with the tenant as well.{{note}}',
      byReference:
        '{{query}} {{deed}} {{table}}{{others}} without asking for the tenant: {{reason}}, so whoever passes an id of another tenant reaches its rows. Compare {{compared}} with the tenant as well.{{note}}',
    },
  },
  create(context) {
    return {
      accesses(accesses) {
        for (const report of reportsOf(accesses)) {
          const { verdict, does, isByPerson, isByShared, isByNull } = report.weakest
          if (verdict !== 'by-key' && verdict !== 'by-reference') continue
          const byVerdict = isByNull ? 'byNull' : isByShared ? 'byShared' : verdict === 'by-key' ? 'byKey' : 'byReference'
          const messageId = does === 'conflict update' ? 'byConflict' : isByPerson ? 'byPerson' : byVerdict
          context.report({ messageId, range: report.first.range, about: report.weakest.table, data: saidOfQuery(report, context) })
        }
      },
    }
  },
})
