import { onceFor } from '../../catalog/once-for.ts'
import type { Catalog, Policy } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'
import { onceOfSchema } from '../of-schema.ts'
import { conditionsOf, functionsIn } from './terms.ts'

/** The roles of users of Supabase, signed in or not. */
const usersOfSupabase: readonly string[] = ['authenticated', 'anon']
const everybody = 'public'

/** Who asks the database for users. */
export interface Clients {
  /** Any one of these. */
  readonly roles: readonly string[]
  /** They are told apart from whoever owns the tables. */
  readonly areNamed: boolean
}

/** The role of the settings, or the one that policies are for; else whoever connects. */
export const clientsOf = onceOfSchema((catalog, { clientRole }: Readonly<Settings>): Clients => {
  if (clientRole !== undefined) return { roles: [clientRole], areNamed: true }
  const policies = catalog.tables.flatMap((table) => table.policies)
  const named = [...new Set(policies.flatMap(({ roles }) => roles).filter((role) => role !== everybody))]
  const users = named.filter((role) => usersOfSupabase.includes(role))
  if (users.length > 0) return { roles: users, areNamed: true }
  const [only] = named
  if (only !== undefined && named.length === 1 && !/^(?:current_|session_)/.test(only)) return { roles: [only], areNamed: true }
  return { roles: [everybody], areNamed: named.length > 0 || policies.some(isOfSupabase) }
})

function isOfSupabase(policy: Policy): boolean {
  return [...functionsIn(conditionsOf(policy))].some(({ schema }) => schema === 'auth')
}

/** Limit: which roles are members of others is not read. */
export function isFor({ roles }: Policy, role: string): boolean {
  return roles.includes(everybody) || roles.includes(role)
}

/** Whether some role has both policies. */
export function meet(a: Policy, b: Policy): boolean {
  return a.roles.includes(everybody) || b.roles.some((role) => isFor(a, role)) || a.roles.some((role) => isFor(b, role))
}

/** Whether anything in the schema goes by row security. */
export const usesRowSecurity = onceFor(({ tables }: Catalog): boolean =>
  tables.some(({ rowSecurity, policies }) => rowSecurity.enabled || rowSecurity.forced || policies.length > 0),
)

/** Row security is often switched on in a loop over tables, which cannot be followed. */
export function mayBeEnabledUnseen({ parts }: Catalog): boolean {
  return parts.unread.some(({ reason }) => /at run time|^CALL /.test(reason))
}
