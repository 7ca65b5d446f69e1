import type { Catalog, Column, Table } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'

const nowhere = { file: '', range: [0, 0] as const }

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function column(name: string): Column {
  return {
    name,
    written: name,
    place: nowhere,
    type: undefined,
    nullable: false,
    collation: undefined,
    default: undefined,
    hasDefault: false,
    generated: undefined,
    identity: undefined,
  }
}

/** A table that no schema tells of, taken as the tenant's where the team wants that: it has the tenant columns, and `id` is its key. */
export function assumedTable(name: string, catalog: Catalog, { unknownTables, tenantColumns }: Readonly<Settings>): Table | undefined {
  const isAssumed = unknownTables === 'tenant' || (unknownTables === 'auto' && catalog.isEmpty)
  if (!isAssumed) return undefined
  const names = [...new Set(tenantColumns.flatMap((tenant) => [tenant, camel(tenant)]))]
  const named = { name, written: name, place: nowhere }
  const index = {
    ...named,
    name: `${name}_pkey`,
    table: name,
    schema: 'public',
    method: 'btree',
    unique: true,
    nullsNotDistinct: false,
    keys: [{ column: 'id', expression: undefined, operatorClass: undefined, collation: undefined, descending: false, nullsFirst: false }],
    include: [],
    predicate: undefined,
    operators: undefined,
    constraint: `${name}_pkey`,
    valid: true,
    ofParent: false,
  }
  const primaryKey = { ...index, kind: 'primary key' as const, columns: ['id'], index }
  return {
    ...named,
    schema: 'public',
    kind: 'table',
    columns: [column('id'), ...names.map(column)],
    primaryKey,
    keys: [primaryKey],
    foreignKeys: [],
    checks: [],
    indexes: [index],
    rowSecurity: { enabled: false, forced: false },
    policies: [],
    triggers: [],
    partitionOf: undefined,
    partitionBy: undefined,
    parents: [],
    query: undefined,
    securityInvoker: false,
    history: [],
  }
}
