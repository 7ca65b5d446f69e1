import {
  Catalog,
  noParts,
  type ForeignKey,
  type Index,
  type IndexKey,
  type Key,
  type Table,
  type TableKind,
} from '../../../catalog/catalog.ts'
import type { ForeignKeyAction } from '../../../catalog/change.ts'
import { lookup } from '../../../catalog/lookup.ts'
import type { Place } from '../../../catalog/place.ts'
import { readCondition, readTerm } from './expression.ts'
import type { ConstraintState, PlainDatabase, PlainForeignKey, PlainIndex, PlainIndexKey, PlainKey, PlainTable } from './plain.ts'

/** No file wrote what stands in a database. */
const place: Place = { file: '', range: [0, 0] }

const kinds: Readonly<Record<string, TableKind>> = lookup({
  r: 'table',
  p: 'partitioned table',
  f: 'foreign table',
  v: 'view',
  m: 'materialized view',
})
const keyKinds = { p: 'primary key', u: 'unique', x: 'exclusion' } as const

/** What a database holds as a catalog, so that what is proved of files can be asked of it: of keys and indexes, no more. */
export function catalogOf({ tables, schemas }: PlainDatabase): Catalog {
  return new Catalog({ ...noParts, schemas, tables: tables.map(tableOf) })
}

/** The schema and the name of `schema.name`; a dot in a name is not told from that between them. */
export function nameParts(qualified: string): { readonly schema: string; readonly name: string } {
  const dot = qualified.indexOf('.')
  return dot < 0 ? { schema: 'public', name: qualified } : { schema: qualified.slice(0, dot), name: qualified.slice(dot + 1) }
}

function named(name: string): { name: string; written: string; place: Place } {
  return { name, written: name, place }
}

function tableOf(table: PlainTable): Table {
  const { schema, name } = nameParts(table.name)
  const indexes = table.indexes.map((index) => indexOf(index, schema, name, table))
  const keys = table.keys.flatMap((key) => keyOf(key, indexes))
  return {
    ...named(name),
    schema,
    kind: kinds[table.kind] ?? 'table',
    columns: table.columns.map((column) => ({
      ...named(column.name),
      type: undefined,
      nullable: !column.notNull,
      collation: column.collation ?? undefined,
      default: undefined,
      hasDefault: column.hasDefault,
      generated: undefined,
      identity: undefined,
    })),
    complete: true,
    primaryKey: keys.find(({ kind }) => kind === 'primary key'),
    keys,
    foreignKeys: table.foreignKeys.map(foreignKeyOf),
    checks: [],
    indexes,
    rowSecurity: { enabled: table.rowSecurity.startsWith('enabled'), forced: table.rowSecurity.endsWith('forced') },
    policies: [],
    triggers: [],
    partitionOf: table.partitionOf.map(nameParts)[0],
    partitionBy: table.partitionBy === null ? undefined : [],
    parents: table.parents.map(nameParts),
    query: undefined,
    securityInvoker: table.securityInvoker,
    history: [],
  }
}

function keyOf({ kind, name, columns }: PlainKey, indexes: readonly Index[]): Key[] {
  const index = indexes.find(({ constraint }) => constraint === name)
  return index ? [{ ...named(name), kind: keyKinds[kind], columns, index, deferrable: false }] : []
}

function stateOf(state: ConstraintState): { readonly validated: boolean; readonly enforced: boolean } {
  return { validated: state === '', enforced: state !== 'not enforced' }
}

function foreignKeyOf(key: PlainForeignKey): ForeignKey {
  const { schema, name: table } = nameParts(key.target)
  return {
    ...named(key.name),
    columns: key.columns,
    references: { schema, table, columns: key.references },
    onDelete: key.onDelete as ForeignKeyAction,
    onUpdate: key.onUpdate as ForeignKeyAction,
    ...stateOf(key.state),
    deferrable: key.deferrable,
  }
}

function indexOf(index: PlainIndex, schema: string, table: string, { columns }: PlainTable): Index {
  const operators = index.keys.flatMap(({ operator }) => operator ?? [])
  return {
    ...named(index.name),
    table,
    schema,
    method: index.method,
    unique: index.unique,
    nullsNotDistinct: index.nullsNotDistinct,
    keys: index.keys.map((key) => indexKeyOf(key, columns)),
    include: index.include.map(unquoted),
    predicate: index.predicate === null ? undefined : readCondition(index.predicate),
    operators: operators.length > 0 ? operators : undefined,
    constraint: index.constraint ?? undefined,
    valid: index.valid,
    ofParent: index.ofParent,
  }
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}

function indexKeyOf({ key, order, operatorClass, collation }: PlainIndexKey, columns: PlainTable['columns']): IndexKey {
  const column = columns.find(({ name }) => name === unquoted(key))?.name
  return {
    column,
    expression: column === undefined ? readTerm(key) : undefined,
    operatorClass: operatorClass ?? undefined,
    collation: collation ?? undefined,
    descending: order.startsWith('desc'),
    nullsFirst: order === 'desc' || order === 'nulls first',
  }
}
