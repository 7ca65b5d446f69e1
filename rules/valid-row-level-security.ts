import { mutablePaths, tableFaults } from '../src/proofs/row-security/beside-policies.ts'
import { policyFaults, type PolicyFault } from '../src/proofs/row-security/faults.ts'
import { rowSecurityMessages } from '../src/proofs/row-security/messages.ts'
import { askedOnce, askedPerRow, nullWhenUnset, raisesWhenUnset } from '../src/proofs/row-security/session-calls.ts'
import { strictlyWanted, surelyWanted, wantedProperties } from '../src/proofs/row-security/wanted.ts'
import { defineRule, type Suggestion } from '../src/rule/define-rule.ts'
import type { Policy, Table } from '../src/catalog/catalog.ts'

type Suggestions = Suggestion<keyof typeof rowSecurityMessages>[]

export default defineRule({
  name: 'valid-row-level-security',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require policies of row-level security to hold what they seem to',
      presets: { recommended: 'warn', strict: ['error', strictlyWanted] },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: wantedProperties,
      },
    ],
    defaultOptions: [surelyWanted],
    messages: rowSecurityMessages,
  },
  create(context) {
    const [wanted] = context.options
    const suggestionsFor = (kind: PolicyFault, policy: Policy, table: Table, column = ''): Suggestions => {
      const { rowSecurity, indexes } = context
      if (kind === 'perRow') return [{ messageId: 'askOnce', edits: rowSecurity.within(policy, (of) => askedOnce(askedPerRow(of))) }]
      if (kind === 'raisesUnset')
        return [{ messageId: 'sayNull', edits: rowSecurity.within(policy, (of) => nullWhenUnset(raisesWhenUnset(of))) }]
      if (kind !== 'unindexed') return []
      const { text, edits } = indexes.add(table, { keys: [{ column }] }, policy.place)
      return [{ messageId: 'addIndex', data: { statement: text }, edits }]
    }
    return {
      policy(policy, table) {
        for (const { kind, data } of policyFaults(policy, table, context.catalog, context.settings, wanted)) {
          const suggest = suggestionsFor(kind, policy, table, data['column']).filter(({ edits }) => edits.length > 0)
          const { column } = data
          const remedy = kind === 'unindexed' ? { kind: 'add' as const, table, wanted: { keys: [{ column }] } } : undefined
          context.report({ messageId: kind, range: policy.place.range, data, suggest, remedy })
        }
      },
      table(table) {
        for (const { kind, data } of tableFaults(table, context.catalog, context.settings, wanted))
          context.report({ messageId: kind, range: table.place.range, data })
      },
      document() {
        if (!wanted.mutablePath) return
        for (const { name, place } of mutablePaths(context.catalog))
          if (place.file === context.file) context.report({ messageId: 'mutablePath', range: place.range, data: { name } })
      },
    }
  },
})
