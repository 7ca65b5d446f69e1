import type { Policy, Table } from '../../catalog/catalog.ts'
import type { Condition } from '../../query/query.ts'
import type { Command, Policed, RowSecurity } from '../../query/row-security.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Ownership } from './ownership.ts'

/** Words for a role that stands for whoever asks. */
const whoever: readonly string[] = ['current_user', 'current_role', 'session_user']

/** Row security, where the team trusts it. */
export class Policies implements RowSecurity {
  readonly #ownership: Ownership
  readonly #isTrusted: boolean
  readonly #role: string | undefined

  constructor(ownership: Ownership, { rowLevelSecurity, clientRole }: Readonly<Settings>) {
    this.#ownership = ownership
    this.#isTrusted = rowLevelSecurity === 'trust'
    this.#role = clientRole
  }

  policed(table: Table, command: Command, rows: 'old' | 'new'): Policed | undefined {
    if (!this.#isTrusted || !this.#isInForce(table)) return undefined
    const policies = table.policies.filter((policy) => policy.command === 'all' || policy.command === command)
    const conditions = (of: readonly Policy[]): Condition[] => of.flatMap((policy) => conditionOf(policy, rows) ?? [])
    return {
      permissive: conditions(policies.filter((policy) => policy.permissive && this.#mayBeFor(policy))),
      restrictive: conditions(policies.filter((policy) => !policy.permissive && this.#isFor(policy))),
    }
  }

  isDecisive(table: Table, column: string): boolean {
    return this.#ownership.of(table).columns.includes(column)
  }

  /**
   * A table's owner passes by its policies unless they are forced. Limit: OWNER TO is not read, so a role that is named in the
   * settings is taken to own no tables.
   */
  #isInForce({ rowSecurity: { enabled, forced } }: Table): boolean {
    return enabled && (forced || this.#role !== undefined)
  }

  /** Limit: which roles are members of others is not read. */
  #isFor({ roles }: Policy): boolean {
    return roles.includes('public') || (this.#role !== undefined && roles.includes(this.#role))
  }

  #mayBeFor(policy: Policy): boolean {
    return this.#role === undefined || this.#isFor(policy) || policy.roles.some((role) => whoever.includes(role))
  }
}

/** A policy that says nothing of new rows holds them to what it says of old ones. */
function conditionOf({ using, withCheck }: Policy, rows: 'old' | 'new'): Condition | undefined {
  return rows === 'new' ? (withCheck ?? using) : using
}
