import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'
import { onceOfSchema } from '../of-schema.ts'
import { isNamed } from '../owner.ts'
import { isAmong } from '../table-patterns.ts'

/** Tables, by patterns, whose rows a further column divides as the tenant column does: `{ event_id: ['tickets', 'seat_*'] }`. */
export type Scopes = Readonly<Record<string, readonly string[]>>

/** One column of them. */
export interface Scope {
  readonly column: string
  readonly tables: readonly string[]
}

export function scopesOf(scopes: Scopes): Scope[] {
  return Object.entries(scopes).map(([column, tables]) => ({ column, tables }))
}

const known = onceOfSchema(() => new Map<string, Readonly<Settings>>())

/** The settings by which a scope is to be judged as a tenant is: its column is the tenant's, and all other tables are everybody's. */
export function settingsOfScope(scope: Scope, catalog: Catalog, settings: Readonly<Settings>): Readonly<Settings> {
  const made = known(catalog, settings)
  const key = JSON.stringify(scope)
  const before = made.get(key) ?? {
    ...settings,
    tenantColumns: [scope.column],
    globalTables: catalog.tables.filter((table) => !isAmong(table, scope.tables)).map(({ schema, name }) => `${schema}.${name}`),
    membershipTables: [],
    peopleTables: [],
    followForeignKeys: false,
    unknownTables: 'global',
  }
  made.set(key, before)
  return before
}

/** A table that a scope names and that nothing can be said of. */
export interface UnknownScope {
  readonly kind: 'unknownScopeTable' | 'unknownScopeColumn'
  readonly table: string
  readonly column: string
}

/** What of the scopes is to be told at a table: that it has no such column; at the first of all, also which tables there are not. */
export function unknownScopes(table: Table, scopes: readonly Scope[], catalog: Catalog): UnknownScope[] {
  return scopes.flatMap(({ column, tables }): UnknownScope[] => {
    // A pattern may be of tables that are still to come.
    const names = tables.filter((name) => !/[*!]/.test(name))
    const isFirst = table === catalog.tables[0] && catalog.parts.unread.length === 0
    const missing = isFirst ? names.filter((name) => !catalog.tables.some((one) => isAmong(one, [name]))) : []
    const lacks = table.complete && isAmong(table, names) && !table.columns.some(({ name }) => isNamed(name, [column]))
    return [
      ...missing.map((name) => ({ kind: 'unknownScopeTable' as const, table: name, column })),
      ...(lacks ? [{ kind: 'unknownScopeColumn' as const, table: table.name, column }] : []),
    ]
  })
}
