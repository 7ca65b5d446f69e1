import type { Deed } from '../../query/relation.ts'
import type { Verdict } from './verdict.ts'

/** What is said of queries that are not held to one tenant. */
export const filterMessages = {
  unscoped:
    '{{query}} {{deed}} {{table}}{{others}} without keeping to one tenant: {{reason}}, so rows of every tenant are {{effect}}. Compare {{compared}} with the tenant that asks.{{note}}',
  nobodys:
    '{{query}} {{deed}} {{table}}{{others}} where {{column}} is NULL, so rows that belong to nobody, and that all tenants share, are {{effect}}. Compare {{compared}} with the tenant that asks.{{note}}',
  vacuous:
    '{{query}} {{deed}} {{table}}{{others}} with a condition on {{column}} that does not keep to one tenant: {{reason}}. Make {{column}} equal the tenant{{where}}.{{note}}',
  mayVanish:
    '{{query}} {{deed}} {{table}}{{others}} with a condition on {{column}} that may vanish: {{reason}}, and then rows of every tenant are {{effect}}. Make sure that there is a value before.{{note}}',
  truncated:
    'TRUNCATE empties {{table}}{{others}} for every tenant, since it takes no condition. Use DELETE with a condition on {{column}}.{{note}}',
  copied: 'COPY {{deed}} {{table}} for every tenant, since it takes no condition. Copy a query with a condition on {{column}}.{{note}}',
  filled:
    'COPY fills {{table}} with rows of any tenant, since it asks nothing of them. Copy them into a table of their own, and INSERT from there those of one tenant.{{note}}',
  byParent:
    'Only a join keeps {{table}}{{others}} to the tenant: {{reason}}. Compare {{compared}} with the tenant too, so that a wrong reference leaks nothing.',
  byRow: 'Only a row that was loaded before keeps {{table}}{{others}} to the tenant: {{reason}}. Compare {{compared}} with the tenant too.',
  byGuard:
    'Only a check of the program, and not the query, keeps {{table}}{{others}} to the tenant: {{reason}}. Compare {{compared}} with the tenant too.',
  dynamic:
    'Whether this query keeps {{table}}{{others}} to one tenant cannot be seen: {{reason}}. Put the condition on {{column}} where it can.',
  outOfScope:
    'This query {{deed}} {{table}}{{others}} without keeping to one {{column}}, as the option scopes asks: {{reason}}, so rows of every {{column}} are {{effect}}. Compare {{compared}} with the one that is meant.',
  unknownScopeTable:
    'The option scopes lists {{table}} for {{column}}, but the schema has no such table, so it asks nothing of any query. Mend the name in the ESLint configuration.',
  unknownScopeColumn:
    'The option scopes lists {{table}} for {{column}}, a column that it does not have, so it asks nothing of its queries. Mend the name in the ESLint configuration.',
} as const

const byDeed = { truncate: 'truncated', 'copy to': 'copied', 'copy from': 'filled' } as const
const own = { unscoped: 'unscoped', vacuous: 'vacuous', 'may-vanish': 'mayVanish', dynamic: 'dynamic' } as const
const byVerdict = { ...own, 'by-parent': 'byParent', 'by-row': 'byRow', 'by-guard': 'byGuard' } as const

/** Which of them an access deserves; none where its verdict is for another rule. */
export function filterMessage({
  verdict,
  does,
  isNobodys,
}: {
  readonly verdict: Verdict
  readonly does: Deed
  readonly isNobodys: boolean
}): keyof typeof filterMessages | undefined {
  if (!isKeyOf(byVerdict, verdict)) return undefined
  if (verdict === 'unscoped' && isNobodys) return 'nobodys'
  return isKeyOf(byDeed, does) ? byDeed[does] : byVerdict[verdict]
}

/** Whether a table is left out of its scope: where another verdict stands, or no condition can be, nothing is said. */
export function isOutOfScope({ verdict, does }: { readonly verdict: Verdict; readonly does: Deed }): boolean {
  return ['unscoped', 'vacuous', 'may-vanish'].includes(verdict) && !isKeyOf(byDeed, does)
}

function isKeyOf<Of extends object>(of: Of, key: PropertyKey): key is keyof Of {
  return key in of
}
