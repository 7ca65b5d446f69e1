import { camelCase } from '../../catalog/names.ts'
import type { Catalog, Column, Table } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'

const nowhere = { file: '', range: [0, 0] as const }

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

/** Tables that no schema tells of, taken as the tenant's where the team wants that: they have the tenant columns, and `id` is their key. */
export class AssumedTables {
  readonly #isAssumed: boolean
  readonly #columns: readonly Column[]
  readonly #tables = new Map<string, Table>()

  constructor(catalog: Catalog, { unknownTables, tenantColumns }: Readonly<Settings>) {
    this.#isAssumed = unknownTables === 'tenant' || (unknownTables === 'auto' && catalog.isEmpty)
    this.#columns = ['id', ...new Set(tenantColumns.flatMap((name) => [name, camelCase(name)]))].map(column)
  }

  table(name: string): Table | undefined {
    // What a program puts in place of a name is no name.
    if (!this.#isAssumed || name.includes('${')) return undefined
    const table = this.#tables.get(name) ?? assumedTable(name, this.#columns)
    this.#tables.set(name, table)
    return table
  }
}

function assumedTable(name: string, columns: readonly Column[]): Table {
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
  const primaryKey = { ...index, kind: 'primary key' as const, columns: ['id'], index, deferrable: false }
  return {
    ...named,
    schema: 'public',
    kind: 'table',
    complete: false,
    columns,
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
