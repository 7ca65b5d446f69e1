import { reportsOf } from '../src/proofs/tenant/reports.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { dangerOf, dangers, isRepeated, messageOf } from '../src/rule/key-dangers.ts'
import { saidOfQuery } from '../src/rule/said-query.ts'

const asksNot = '{{query}} {{deed}} {{table}}{{others}} without asking for the tenant: {{reason}},'
const wayOut = 'Compare {{compared}} with the tenant as well.{{note}}'

export default defineRule({
  name: 'require-tenant-with-key',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a condition on the tenant column beside a key that a request may bring',
      presets: { recommended: 'warn', strict: ['error', { checkRepeatedKeys: true }] },
      sparesTests: true,
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkRepeatedKeys: {
            type: 'boolean',
            description: 'Also report queries by the key of one that is reported, without whose row the function does not go on.',
          },
        },
      },
    ],
    defaultOptions: [{ checkRepeatedKeys: false }],
    messages: {
      byKey: `${asksNot} ${dangers.byKey}. ${wayOut}`,
      byConflict:
        'This INSERT may change a row of {{table}} that another tenant has: the key that ON CONFLICT goes by does not hold {{column}}, and whoever sends a key that is taken changes the row that has it. Have the key hold {{column}}, or give DO UPDATE the condition that {{table}}.{{column}} is that of excluded.{{note}}',
      byPerson: `${asksNot} ${dangers.byPerson}. ${wayOut}`,
      byShared: `${asksNot} ${dangers.byShared}. ${wayOut}`,
      byNull: `${asksNot} ${dangers.byNull}. Go on only where there is a value, or compare {{compared}} with the tenant as well.{{note}}`,
      byNobody: `${asksNot} ${dangers.byNobody}. ${wayOut}`,
      byReference: `${asksNot} ${dangers.byReference}. ${wayOut}`,
      added:
        '{{query}} {{deed}} {{table}} below whatever row {{column}} names: nothing asks whose that is, so whoever passes an id of another tenant adds to its rows. Ask for that row with the tenant before.{{note}}',
      opened:
        '{{query}} {{deed}} {{table}}{{others}} with a condition on {{column}} that does not keep to one tenant: {{open}}, and beside it {{reason}}, {{danger}}. Make {{column}} equal the tenant{{where}}.{{note}}',
      mayVanish:
        '{{query}} {{deed}} {{table}}{{others}} with a condition on {{column}} that may vanish: {{open}}, and then {{reason}}, {{danger}}. Make sure that there is a value before.{{note}}',
    },
  },
  create(context) {
    const [{ checkRepeatedKeys }] = context.options
    return {
      accesses(accesses) {
        for (const report of reportsOf(accesses)) {
          const { verdict, table } = report.weakest
          if ((verdict !== 'by-key' && verdict !== 'by-reference') || (!checkRepeatedKeys && isRepeated(report))) continue
          const said = saidOfQuery(report, context)
          const data = { ...said, danger: dangers[dangerOf(report)].replace('{{effect}}', said.effect) }
          context.report({ messageId: messageOf(report), range: report.first.range, about: table, data })
        }
      },
    }
  },
})
