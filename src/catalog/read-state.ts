import { areSame } from './are-same.ts'
import {
  Catalog,
  type CatalogParts,
  type Check,
  type Column,
  type ForeignKey,
  type Index,
  type IndexKey,
  type Key,
  type Policy,
  type SchemaFunction,
  type Table,
  type UserType,
} from './catalog.ts'
import { currentType } from './fold/bind-type.ts'
import { columnName } from './fold/bind.ts'
import { currentExpression } from './fold/current.ts'
import type {
  Bound,
  ColumnState,
  Expression,
  Id,
  IndexState,
  KeyState,
  ConstraintState,
  PolicyState,
  TableState,
  TypeState,
} from './fold/objects.ts'
import { readRelations } from './fold/relations.ts'
import type { State } from './fold/state.ts'
import { domainOf, isNotNull } from './fold/types.ts'
import type { Fold, Unread } from './fold.ts'

/** Tables of an earlier reading by what they were read from: what did not change is not read again. */
const known = new WeakMap<TableState, { readonly table: Table; readonly from: readonly unknown[] }>()

/** The catalog that a state of the fold means, with names in place of numbers. */
export function readState(state: State, unread: readonly Unread[]): Catalog {
  return new Catalog({
    tables: tablesOf(state),
    sequences: sequencesOf(state),
    types: typesOf(state),
    functions: functionsOf(state),
    lostFunctions: [...state.lostFunctions.keys()],
    extensions: extensionsOf(state),
    schemas: schemasOf(state),
    unread,
  })
}

type Then = () => Pick<Fold, 'state' | 'unread'>

/** The same of a fold that goes on, of which `then` gives what it was: nothing is read before it is asked for, and of the tables only those. */
export function readLater(then: Then): Catalog {
  return new Catalog(new LaterParts(then), {
    in: (schema, name) => {
      const { state } = then()
      const id = state.relationIn(schema, name)
      const table = id === undefined ? undefined : state.tables.get(id)
      return table && isShown(table) ? readTable(state, table) : undefined
    },
    named: (name) => {
      const { state } = then()
      return [...state.tables.values()].filter((table) => table.name === name && isShown(table)).map((table) => readTable(state, table))
    },
  })
}

class LaterParts implements CatalogParts {
  readonly #then: Then
  readonly #known: Partial<{ -readonly [Part in keyof CatalogParts]: CatalogParts[Part] }> = {}

  constructor(then: Then) {
    this.#then = then
  }

  get tables(): CatalogParts['tables'] {
    return (this.#known.tables ??= tablesOf(this.#then().state))
  }

  get sequences(): CatalogParts['sequences'] {
    return (this.#known.sequences ??= sequencesOf(this.#then().state))
  }

  get types(): CatalogParts['types'] {
    return (this.#known.types ??= typesOf(this.#then().state))
  }

  get functions(): CatalogParts['functions'] {
    return (this.#known.functions ??= functionsOf(this.#then().state))
  }

  get lostFunctions(): CatalogParts['lostFunctions'] {
    return (this.#known.lostFunctions ??= [...this.#then().state.lostFunctions.keys()])
  }

  get extensions(): CatalogParts['extensions'] {
    return (this.#known.extensions ??= extensionsOf(this.#then().state))
  }

  get schemas(): CatalogParts['schemas'] {
    return (this.#known.schemas ??= schemasOf(this.#then().state))
  }

  get unread(): CatalogParts['unread'] {
    return (this.#known.unread ??= this.#then().unread)
  }
}

function isShown({ temporary, kind }: TableState): boolean {
  return !temporary && kind !== 'composite type'
}

function tablesOf(state: State): Table[] {
  return byAge(state.tables)
    .filter(isShown)
    .map((table) => readTable(state, table))
}

function sequencesOf({ sequences }: State): CatalogParts['sequences'] {
  const shown = byAge(sequences).filter(({ schema }) => schema !== 'pg_temp')
  return shown.map((sequence) => ({ ...named(sequence), schema: sequence.schema }))
}

function typesOf(state: State): UserType[] {
  const composites = byAge(state.tables).filter(({ temporary, kind }) => !temporary && kind === 'composite type')
  return [
    ...byAge(state.types).map((type): UserType => readType(state, type)),
    ...composites.map((table): UserType => readComposite(state, table)),
  ]
}

function functionsOf({ functions }: State): SchemaFunction[] {
  return byAge(functions).flatMap(({ schema, name, overloads }) =>
    overloads.map(({ arguments: most, ...overload }): SchemaFunction => ({ ...overload, most, name, schema })),
  )
}

function extensionsOf({ extensions }: State): CatalogParts['extensions'] {
  return byAge(extensions).map((extension) => ({ ...named(extension), schema: extension.schema }))
}

function schemasOf({ schemas }: State): string[] {
  return byAge(schemas).map(({ name }) => name)
}

function readType(state: State, type: TypeState): UserType {
  const { schema, kind, labels, base, notNull, checks, default: standard } = type
  return { ...named(type), schema, kind, labels, base: base && currentType(state, base), notNull, checks, default: standard }
}

function readComposite(state: State, table: TableState): UserType {
  const attributes = table.columns.map(({ name, type, collation }) => ({ name, type: type && currentType(state, type), collation }))
  return { ...named(table), schema: table.schema, kind: 'composite', labels: [], attributes }
}

/** In the order in which they were made, which a rollback does not keep. */
function byAge<T extends { readonly id: Id }>(objects: ReadonlyMap<unknown, T>): T[] {
  return [...objects.values()].sort((a, b) => a.id - b.id)
}

function readTable(state: State, table: TableState): Table {
  const from = dependencies(state, table)
  const before = known.get(table)
  if (before && areSame(before.from, from)) return before.table
  const read = makeTable(state, table)
  known.set(table, { table: read, from })
  return read
}

/** What a table's reading depends on besides its own state: its indexes, and all that it uses. */
function dependencies(state: State, table: TableState): unknown[] {
  return [...table.indexes.map((id) => state.indexes.get(id)), ...state.usedBy(table.id)]
}

function makeTable(state: State, table: TableState): Table {
  const { schema, complete, hasUnseenPast, rowSecurity, securityInvoker, history, partitionBound, partitionStrategy } = table
  const current = <E extends Expression>(bound: Bound<E>): E => currentExpression(state, bound, table)
  const indexes = table.indexes.map((id) => readIndex(table, state.index(id), current))
  const keys = table.constraints
    .flatMap((c) => readKey(state, table, c, indexes))
    .sort((a, b) => Number(b.kind === 'primary key') - Number(a.kind === 'primary key'))
  const parent = (id: Id | undefined): { schema: string; name: string } | undefined => {
    const found = id === undefined ? undefined : state.tables.get(id)
    return found && { schema: found.schema, name: found.name }
  }
  return {
    ...named(table),
    schema,
    rowSecurity,
    securityInvoker,
    complete,
    ...(hasUnseenPast && { hasUnseenPast }),
    history,
    partitionBound,
    partitionStrategy,
    keys,
    indexes,
    kind: table.kind === 'composite type' ? 'table' : table.kind,
    primaryKey: keys.find((key) => key.kind === 'primary key'),
    columns: table.columns.map((column) => readColumn(state, column, current)),
    foreignKeys: table.constraints.flatMap((c) => readForeignKey(state, table, c)),
    ...(table.relations && { relations: readRelations(state, table) }),
    checks: table.constraints.flatMap((c): Check[] =>
      c.kind === 'check' ? [{ expression: current(c.expression), validated: c.validated, enforced: c.enforced, ...named(c) }] : [],
    ),
    policies: table.policies.map((policy) => readPolicy(policy, current)),
    triggers: table.triggers.map((trigger) => ({ ...named(trigger), function: functionName(state, trigger.function) })),
    partitionOf: parent(table.partitionOf),
    partitionBy: table.partitionBy?.map((term) => (typeof term === 'number' ? columnName(table, term) : current(term))),
    parents: table.parents.flatMap((id) => parent(id) ?? []),
    query: table.query && current(table.query),
  }
}

type Current = <E extends Expression>(bound: Bound<E>) => E

type Named = Pick<Table, 'name' | 'written' | 'place' | 'madeAt' | 'formerly'>

function named({ name, written, place, madeAt, formerly }: Named): Named {
  return { name, written, place, ...(madeAt && { madeAt }), ...(formerly && { formerly }) }
}

function functionName(state: State, known: Id | string): string {
  if (typeof known === 'string') return known
  const { schema = 'public', name = '' } = state.functions.get(known) ?? {}
  return schema === 'public' ? name : `${schema}.${name}`
}

function readColumn(state: State, column: ColumnState, current: Current): Column {
  const { type, collation, identity, sequence } = column
  const filling = sequence === undefined ? undefined : state.sequences.get(sequence)
  const standard = column.default && current(column.default)
  const generated = column.generated && current(column.generated)
  return {
    ...named(column),
    type: type && currentType(state, type),
    collation,
    identity,
    sequence: filling && { schema: filling.schema, name: filling.name },
    default: standard,
    generated,
    nullable: column.notNull === undefined && !isNotNull(state, type),
    hasDefault: (standard ?? sequence ?? generated ?? identity) !== undefined || domainOf(state, type)?.hasDefault === true,
  }
}

function readIndex(table: TableState, index: IndexState, current: Current): Index {
  const { method, unique, nullsNotDistinct, operators, valid, parent } = index
  return {
    ...named(index),
    table: table.name,
    schema: table.schema,
    method,
    unique,
    nullsNotDistinct,
    operators,
    valid,
    keys: index.keys.map((key): IndexKey => ({
      ...key,
      column: key.column === undefined ? undefined : columnName(table, key.column),
      expression: key.expression && current(key.expression),
    })),
    include: index.include.map((number) => columnName(table, number)),
    predicate: index.predicate && current(index.predicate),
    constraint: table.constraints.find((c) => 'index' in c && c.index === index.id)?.name,
    ofParent: parent !== undefined,
    ...(index.clusters && { clusters: true }),
    ...(index.implied && { implied: true as const }),
  }
}

function readKey(state: State, table: TableState, constraint: ConstraintState, indexes: readonly Index[]): Key[] {
  if (!isKey(constraint)) return []
  const index = indexes[table.indexes.indexOf(constraint.index)]
  const columns = constraint.columns.map((number) => columnName(table, number))
  return index
    ? [{ kind: constraint.kind, columns, index, deferrable: state.index(constraint.index).deferrable, ...named(constraint) }]
    : []
}

function isKey(constraint: ConstraintState): constraint is KeyState {
  return 'index' in constraint
}

/** Those that a partition has of its parent are the parent's. */
function readForeignKey(state: State, table: TableState, constraint: ConstraintState): ForeignKey[] {
  if (constraint.kind !== 'foreign key' || constraint.copyOf !== undefined) return []
  const { references, onDelete, onUpdate, validated, enforced, deferrable } = constraint
  const { external } = references
  const target = references.table === undefined ? undefined : state.tables.get(references.table)
  const shown = target
    ? { schema: target.schema, table: target.name, columns: references.columns.map((number) => columnName(target, number)) }
    : { schema: external?.schema ?? 'public', table: external?.name ?? '', columns: external?.columns ?? [] }
  const columns = constraint.columns.map((number) => columnName(table, number))
  return [{ columns, references: shown, onDelete, onUpdate, validated, enforced, deferrable, ...named(constraint) }]
}

function readPolicy(policy: PolicyState, current: Current): Policy {
  const { permissive, command, roles, using, withCheck } = policy
  return { permissive, command, roles, using: using && current(using), withCheck: withCheck && current(withCheck), ...named(policy) }
}
