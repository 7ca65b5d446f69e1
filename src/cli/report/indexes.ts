import type { Catalog, Index, Table } from '../../catalog/catalog.ts'
import type { Application } from '../../project/application.ts'
import { coveringIndexes } from '../../proofs/foreign-key-index.ts'
import { shownKeys, shownTable } from '../../proofs/index-sql.ts'
import { possibleUse } from '../../proofs/index-use/possible-use.ts'
import { unlessTooDeep } from '../../proofs/too-deep.ts'
import { printCondition } from '../../query/print.ts'
import type { Settings } from '../../settings/settings.ts'
import type { placeShower } from '../places.ts'
import type { IndexRow, IndexState, QueryRow } from './model.ts'

/** What indexes are judged by. */
export interface Around {
  readonly catalog: Catalog
  readonly settings: Readonly<Settings>
  readonly show: ReturnType<typeof placeShower>
  /** Undefined where not all files were read. */
  readonly application: Application | undefined
  readonly database: string
  readonly queries: readonly QueryRow[]
}

interface Served {
  readonly surely: QueryRow[]
  readonly perhaps: QueryRow[]
}

/** Each index with what it is for, table by table. */
export function indexRows(around: Around): IndexRow[] {
  const served = servedBy(around.queries)
  const tables = [...around.catalog.tables].sort((a, b) => compare(shownTable(a), shownTable(b)))
  return tables.flatMap((table) =>
    [...table.indexes].sort((a, b) => compare(a.name, b.name)).map((index) => rowOf(index, table, served, around)),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function servedBy(queries: readonly QueryRow[]): ReadonlyMap<string, Served> {
  const served = new Map<string, Served>()
  for (const query of queries)
    for (const { table, service } of query.accesses)
      for (const { name } of service.indexes) {
        const key = keyOf(table, name)
        const one = served.get(key) ?? { surely: [], perhaps: [] }
        served.set(key, one)
        const list = service.kind === 'perhaps' ? one.perhaps : one.surely
        if (list.at(-1) !== query) list.push(query)
      }
  return served
}

function keyOf(table: string, index: string): string {
  return JSON.stringify([table, index])
}

function rowOf(index: Index, table: Table, served: ReadonlyMap<string, Served>, around: Around): IndexRow {
  const { surely: queries = [], perhaps = [] } = served.get(keyOf(shownTable(table), index.name)) ?? {}
  const keys = coveredKeys(index, table, around.catalog)
  const role = roleOf(index, table)
  return {
    table: shownTable(table),
    name: index.name,
    keys: shownKeys(index),
    details: detailsOf(index),
    state: stateOf(index, table, { queries, perhaps, isKey: role !== undefined, isForKeys: keys.length > 0 }, around),
    purposes: [...(role === undefined ? [] : [role]), ...keys],
    queries,
    perhaps,
    place: around.show(index.place),
  }
}

function coveredKeys(index: Index, table: Table, catalog: Catalog): string[] {
  const keys = table.foreignKeys.filter((key) => coveringIndexes(table, key, catalog).some(({ name }) => name === index.name))
  return keys.map(
    ({ columns, references: { schema, table: name } }) => `foreign key (${columns.join(', ')}) to ${shownTable({ schema, name })}`,
  )
}

function roleOf({ name, unique, operators, ofParent }: Index, { primaryKey }: Table): string | undefined {
  if (primaryKey?.index.name === name) return 'primary key'
  if (operators) return 'exclusion constraint'
  if (unique) return 'unique key'
  return ofParent ? 'part of the index of its parent' : undefined
}

function detailsOf({ method, include, predicate, valid }: Index): string[] {
  return [
    ...(method === 'btree' ? [] : [method]),
    ...(include.length > 0 ? [`include ${include.join(', ')}`] : []),
    ...(predicate ? [`where ${unlessTooDeep(() => printCondition(predicate), '…')}`] : []),
    ...(valid ? [] : ['not valid']),
  ]
}

interface Seen {
  readonly queries: readonly QueryRow[]
  readonly perhaps: readonly QueryRow[]
  readonly isKey: boolean
  readonly isForKeys: boolean
}

function stateOf(index: Index, table: Table, seen: Seen, { application, database, settings }: Around): IndexState {
  if (seen.queries.length > 0) return 'queries'
  if (seen.isKey) return 'key'
  if (seen.isForKeys) return 'foreign key'
  if (seen.perhaps.length > 0) return 'perhaps'
  const uses = application?.usesOf(table, database)
  if (!uses || !index.valid) return 'unseen'
  return uses.length > 0 && unlessTooDeep(() => possibleUse(index, table, uses, settings), 'yes') === 'yes' ? 'perhaps' : 'unused'
}
