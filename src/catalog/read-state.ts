import type { Condition, Term } from '../query/query.ts'
import { mapColumns } from '../query/columns.ts'
import { Catalog, type Check, type Column, type ForeignKey, type Index, type IndexKey, type Key, type Policy, type Table, type UserType } from './catalog.ts'
import type { TypeReference } from './change.ts'
import { columnByNumber } from './fold/bind.ts'
import type { Bound, ColumnState, ConstraintState, Id, IndexState, PolicyState, State, TableState } from './fold/state.ts'
import type { Unread } from './fold.ts'

/** Tables of an earlier reading by what they were read from: what did not change is not read again. */
const known = new WeakMap<TableState, { readonly table: Table; readonly from: readonly unknown[] }>()

/** The catalog that a state of the fold means, with names in place of numbers. */
export function readState(state: State, unread: readonly Unread[]): Catalog {
  const tables = [...state.tables.values()].filter((table) => table.kind !== 'composite type' && !table.temporary)
  const composites = [...state.tables.values()].filter((table) => table.kind === 'composite type')
  return new Catalog({
    tables: tables.map((table) => readTable(state, table)),
    sequences: [...state.sequences.values()],
    types: [...state.types.values(), ...composites.map((table): UserType => ({ ...table, kind: 'composite', labels: [] }))],
    functions: [...state.functions.values()],
    extensions: [...state.extensions.values()],
    schemas: [...state.schemas.keys()],
    unread,
  })
}

function readTable(state: State, table: TableState): Table {
  const from = dependencies(state, table)
  const before = known.get(table)
  if (before && before.from.length === from.length && before.from.every((part, i) => part === from[i])) return before.table
  const read = makeTable(state, table)
  known.set(table, { table: read, from })
  return read
}

/** What a table's reading depends on besides its own state: its indexes, and the tables that its keys name. */
function dependencies(state: State, table: TableState): unknown[] {
  const referenced = table.constraints.flatMap((c) => (c.kind === 'foreign key' && c.references.table !== undefined ? [state.tables.get(c.references.table)] : []))
  return [...table.indexes.map((id) => state.indexes.get(id)), ...referenced, ...[table.partitionOf, ...table.parents].map((id) => (id === undefined ? undefined : state.tables.get(id)))]
}

function makeTable(state: State, table: TableState): Table {
  const { name, written, place, schema, rowSecurity, query, securityInvoker, history } = table
  const indexes = table.indexes.map((id) => readIndex(table, state.index(id)))
  const keys = table.constraints.flatMap((c) => readKey(table, c, indexes)).sort((a, b) => Number(b.kind === 'primary key') - Number(a.kind === 'primary key'))
  const primaryKey = keys.find((key) => key.kind === 'primary key')
  const parent = (id: Id | undefined): { schema: string; name: string } | undefined => {
    const found = id === undefined ? undefined : state.tables.get(id)
    return found && { schema: found.schema, name: found.name }
  }
  return {
    name, written, place, schema, rowSecurity, query, securityInvoker, history, primaryKey, keys, indexes,
    kind: table.kind === 'composite type' ? 'table' : table.kind,
    columns: table.columns.map((column) => readColumn(state, table, column)),
    foreignKeys: table.constraints.flatMap((c) => readForeignKey(state, table, c)),
    checks: table.constraints.flatMap((c): Check[] => (c.kind === 'check' ? [{ ...named(c), expression: current(c.expression, table), validated: c.validated, enforced: c.enforced }] : [])),
    policies: table.policies.map((policy) => readPolicy(table, policy)),
    triggers: table.triggers,
    partitionOf: parent(table.partitionOf),
    partitionBy: table.partitionBy?.map((term) => (typeof term === 'number' ? columnName(table, term) : current(term, table))),
    parents: table.parents.flatMap((id) => parent(id) ?? []),
  }
}

function named<T extends { readonly name: string; readonly written: string; readonly place: Table['place'] }>({ name, written, place }: T): Pick<Table, 'name' | 'written' | 'place'> {
  return { name, written, place }
}

function columnName(table: TableState, number: number): string {
  return columnByNumber(table, number)?.name ?? ''
}

/** An expression with the names that its columns have now. */
function current<E extends Term | Condition>(bound: Bound<E>, table: TableState): E {
  const renamed = [...bound.columns].some(([name, number]) => columnName(table, number) !== name)
  if (!renamed) return bound.expression
  return mapColumns(bound.expression, (column) => {
    const number = bound.columns.get(column.name)
    return number === undefined ? column : { ...column, name: columnName(table, number) }
  })
}

function readColumn(state: State, table: TableState, column: ColumnState): Column {
  const { type, collation, identity } = column
  const domain = type && state.types.get(state.typeKey(type.schema ?? 'public', type.name))
  const standard = column.default && current(column.default, table)
  const generated = column.generated && current(column.generated, table)
  const isNull = standard?.kind === 'value' && standard.value.kind === 'literal' && standard.value.literal === null
  return {
    ...named(column), type: shownType(type), collation, identity, default: standard, generated,
    nullable: column.notNull === undefined && !(domain?.kind === 'domain' && domain.notNull),
    hasDefault: (standard !== undefined && !isNull) || column.sequence !== undefined || generated !== undefined || identity !== undefined || (domain?.hasDefault ?? false),
  }
}

/** Types of `public` are shown as `format_type` shows them under the usual search path. */
function shownType(type: TypeReference | undefined): TypeReference | undefined {
  if (type?.schema !== 'public') return type
  return { ...type, schema: undefined }
}

function readIndex(table: TableState, index: IndexState): Index {
  const constraint = table.constraints.find((c) => 'index' in c && c.index === index.id)
  return {
    ...named(index), table: table.name, schema: table.schema, method: index.method, unique: index.unique, nullsNotDistinct: index.nullsNotDistinct,
    keys: index.keys.map((key): IndexKey => ({
      ...key,
      column: key.column === undefined ? undefined : columnName(table, key.column),
      expression: key.expression && current(key.expression, table),
    })),
    include: index.include.map((number) => columnName(table, number)),
    predicate: index.predicate && current(index.predicate, table),
    operators: index.operators,
    constraint: constraint?.name,
    valid: index.valid,
    ofParent: index.parent !== undefined,
  }
}

function readKey(table: TableState, constraint: ConstraintState, indexes: readonly Index[]): Key[] {
  if (!('index' in constraint)) return []
  const index = indexes.find((i) => i.constraint === constraint.name)
  return index ? [{ ...named(constraint), kind: constraint.kind, columns: constraint.columns.map((number) => columnName(table, number)), index }] : []
}

/** Those that a partition has of its parent are the parent's. */
function readForeignKey(state: State, table: TableState, constraint: ConstraintState): ForeignKey[] {
  if (constraint.kind !== 'foreign key' || constraint.copyOf !== undefined) return []
  const { references, onDelete, onUpdate, validated, enforced, deferrable } = constraint
  const target = references.table === undefined ? undefined : state.tables.get(references.table)
  const shown = target
    ? { schema: target.schema, table: target.name, columns: references.columns.map((number) => columnName(target, number)) }
    : { schema: references.external?.schema ?? 'public', table: references.external?.name ?? '', columns: references.external?.columns ?? [] }
  const columns = constraint.columns.map((number) => columnName(table, number))
  return [{ ...named(constraint), columns, references: shown, onDelete, onUpdate, validated, enforced, deferrable }]
}

function readPolicy(table: TableState, policy: PolicyState): Policy {
  const { permissive, command, roles, using, withCheck } = policy
  return { ...named(policy), permissive, command, roles, using: using && current(using, table), withCheck: withCheck && current(withCheck, table) }
}
