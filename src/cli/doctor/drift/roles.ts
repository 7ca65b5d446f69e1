import type { PlainTable } from '../database/plain.ts'

/** The reading calls the role that asks `current_user`, whatever a policy calls it. */
export function rolesAsSeenBy(table: PlainTable, user: string): PlainTable {
  const policies = table.policies.map((policy) => {
    const [head = '', roles = ''] = policy.rest.split(' to ')
    const seen = roles.split(', ').map((role) => ([user, 'session_user', 'current_role'].includes(role) ? 'current_user' : role))
    return { ...policy, rest: `${head} to ${inOrder(seen, user).join(', ')}` }
  })
  return { ...table, policies }
}

/** Postgres gives them by their true names. */
function inOrder(roles: readonly string[], user: string): string[] {
  const key = (role: string): string => (role === 'current_user' ? user : role)
  return [...roles].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
