import type { Condition, Query, Term } from '../../query/query.ts'
import type { ForeignKeyAction, Guard, QualifiedName, TypeReference } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import type { Reading } from './view-columns.ts'

export type Id = number

/** What every object has: a name that may have been longer than Postgres keeps, and where it comes from. */
interface Named {
  readonly name: string
  /** As it was written, before the cut. */
  readonly written: string
  readonly place: Place
}

/** An expression with the columns that its names meant when it was written, so that it follows their renames. */
export interface Bound<E extends Term | Condition = Term | Condition> {
  readonly expression: E
  readonly columns: ReadonlyMap<string, number>
}

export interface ColumnState extends Named {
  /** Its number in the table, which no later column is given. */
  readonly number: number
  readonly type: TypeReference | undefined
  readonly collation: string | undefined
  readonly notNull: { readonly name: string; readonly noInherit: boolean; readonly local: boolean } | undefined
  readonly default: Bound<Term> | undefined
  /** The sequence of a serial or identity column. */
  readonly sequence: Id | undefined
  readonly generated: Bound<Term> | undefined
  readonly identity: 'always' | 'by default' | undefined
  /** Declared by the table itself, beside what its parents declare. */
  readonly local: boolean
  /** How many parents declare it. */
  readonly inherited: number
}

interface ConstraintShared extends Named {
  readonly id: Id
  readonly local: boolean
  readonly inherited: number
  /** The constraint of a partitioned parent that this one is a copy of. */
  readonly copyOf: Id | undefined
}

export interface ReferenceState {
  /** A table of the catalog, with its columns' numbers; or one that was not read, with names. */
  readonly table: Id | undefined
  readonly columns: readonly number[]
  /** The index that makes them unique, which the key depends on. */
  readonly index: Id | undefined
  readonly external: { readonly schema: string | undefined; readonly name: string; readonly columns: readonly string[] } | undefined
}

export type ConstraintState = ConstraintShared &
  (
    | { readonly kind: 'primary key' | 'unique' | 'exclusion'; readonly index: Id; readonly columns: readonly number[] }
    | {
        readonly kind: 'foreign key'
        readonly columns: readonly number[]
        readonly references: ReferenceState
        readonly onDelete: ForeignKeyAction
        readonly onUpdate: ForeignKeyAction
        readonly validated: boolean
        readonly enforced: boolean
        readonly deferrable: boolean
      }
    | { readonly kind: 'check'; readonly expression: Bound<Condition>; readonly columns: readonly number[]; readonly noInherit: boolean; readonly validated: boolean; readonly enforced: boolean }
  )

export interface IndexKeyState {
  readonly column: number | undefined
  readonly expression: Bound<Term> | undefined
  readonly operatorClass: string | undefined
  readonly collation: string | undefined
  readonly descending: boolean
  readonly nullsFirst: boolean
}

export interface IndexState extends Named {
  readonly id: Id
  readonly table: Id
  readonly method: string
  readonly unique: boolean
  readonly primary: boolean
  readonly nullsNotDistinct: boolean
  readonly keys: readonly IndexKeyState[]
  readonly include: readonly number[]
  readonly predicate: Bound<Condition> | undefined
  /** Of an exclusion constraint, by key. */
  readonly operators: readonly string[] | undefined
  /** False for an index ON ONLY a partitioned table until all partitions have theirs. */
  readonly valid: boolean
  /** The index of the partitioned parent that this one belongs to. */
  readonly parent: Id | undefined
}

export interface PolicyState extends Named {
  readonly permissive: boolean
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  readonly roles: readonly string[]
  readonly using: Bound<Condition> | undefined
  readonly withCheck: Bound<Condition> | undefined
}

export interface TriggerState extends Named {
  readonly function: string
}

export type TableKind = 'table' | 'partitioned table' | 'foreign table' | 'view' | 'materialized view' | 'composite type'

export interface TableState extends Named {
  readonly id: Id
  readonly schema: string
  readonly kind: TableKind
  readonly temporary: boolean
  /** ON COMMIT DROP. */
  readonly dropsOnCommit: boolean
  readonly columns: readonly ColumnState[]
  readonly nextNumber: number
  readonly constraints: readonly ConstraintState[]
  readonly indexes: readonly Id[]
  readonly parents: readonly Id[]
  readonly partitionOf: Id | undefined
  readonly partitionBy: readonly (number | Bound<Term>)[] | undefined
  readonly rowSecurity: { readonly enabled: boolean; readonly forced: boolean }
  readonly policies: readonly PolicyState[]
  readonly triggers: readonly TriggerState[]
  readonly query: Query | undefined
  /** What a view reads. */
  readonly reads: readonly Reading[]
  readonly securityInvoker: boolean
  /** The statements that made it what it is. */
  readonly history: readonly Place[]
}

export interface SequenceState extends Named {
  readonly id: Id
  readonly schema: string
  readonly ownedBy: { readonly table: Id; readonly column: number; readonly internal: boolean } | undefined
}

export interface TypeState extends Named {
  readonly schema: string
  readonly kind: 'enum' | 'domain' | 'other'
  readonly labels: readonly string[]
  readonly base: TypeReference | undefined
  readonly notNull: boolean
  readonly hasDefault: boolean
}

export interface FunctionState extends Named {
  readonly schema: string
  readonly arguments: number
  readonly securityDefiner: boolean
  readonly searchPath: boolean
  readonly returnsTrigger: boolean
}

/** What Postgres would refuse, in its words. */
export class Refusal extends Error {}

export function refuse(message: string): never {
  throw new Refusal(message)
}

interface Entry {
  readonly map: Map<unknown, unknown>
  readonly at: unknown
  readonly before: unknown
}

function assign<K, V>(map: Map<K, V>, at: K, value: V | undefined): void {
  if (value === undefined) map.delete(at)
  else map.set(at, value)
}

const defaultPath: readonly string[] = ['public']

function key(schema: string, name: string): string {
  return `${schema}\0${name}`
}

/** The database so far. Objects are never changed but replaced, and each replacement is noted, so that any earlier state can be gone back to. */
export class State {
  readonly tables = new Map<Id, TableState>()
  readonly indexes = new Map<Id, IndexState>()
  readonly sequences = new Map<Id, SequenceState>()
  readonly types = new Map<string, TypeState>()
  readonly functions = new Map<string, FunctionState>()
  readonly extensions = new Map<string, Named & { readonly schema: string | undefined }>()
  readonly schemas = new Map<string, Named | true>([['public', true]])
  /** Tables, indexes and sequences share their names. */
  readonly #relations = new Map<string, Id>()
  /** How many constraints of a schema have a name. */
  readonly #constraintNames = new Map<string, number>()
  readonly #session = new Map<'path', readonly string[]>()
  readonly #journal: Entry[] = []
  #nextId: Id = 1

  newId(): Id {
    return this.#nextId++
  }

  get searchPath(): readonly string[] {
    return this.#session.get('path') ?? defaultPath
  }

  set searchPath(schemas: readonly string[] | undefined) {
    this.put(this.#session, 'path', schemas)
  }

  /** A point that `rollback` and `undo` can go back to. */
  mark(): number {
    return this.#journal.length
  }

  /** Forgets everything since a mark. */
  rollback(mark: number): void {
    while (this.#journal.length > mark) {
      const entry = this.#journal.pop()
      if (entry) assign(entry.map, entry.at, entry.before)
    }
  }

  /** Takes back everything since a mark as a step of its own, as ROLLBACK does; marks made in between stay good. */
  undo(mark: number): void {
    for (let i = this.#journal.length - 1; i >= mark; i--) {
      const entry = this.#journal[i]
      if (entry) this.put(entry.map, entry.at, entry.before)
    }
  }

  put<K, V>(map: Map<K, V>, at: K, value: V | undefined): void {
    this.#journal.push({ map: map as Map<unknown, unknown>, at, before: map.get(at) })
    assign(map, at, value)
  }

  /** Where a new object goes. A schema that nothing here creates is taken to be there: another tool makes it. */
  creationSchema(schema: string | undefined, temporary = false): string {
    if (temporary) return 'pg_temp'
    return schema ?? this.searchPath.find((candidate) => this.schemas.has(candidate)) ?? 'public'
  }

  /** The schemas that a name without one is looked up in. */
  get #lookup(): readonly string[] {
    return ['pg_temp', ...this.searchPath]
  }

  relation(schema: string | undefined, name: string): Id | undefined {
    const cut = cutName(name)
    for (const candidate of schema === undefined ? this.#lookup : [schema]) {
      const id = this.#relations.get(key(candidate, cut))
      if (id !== undefined) return id
    }
    return undefined
  }

  relationIn(schema: string, name: string): Id | undefined {
    return this.#relations.get(key(schema, name))
  }

  nameRelation(schema: string, name: string, id: Id | undefined): void {
    this.put(this.#relations, key(schema, name), id)
  }

  hasConstraintName(schema: string, name: string): boolean {
    return (this.#constraintNames.get(key(schema, name)) ?? 0) > 0
  }

  countConstraintName(schema: string, name: string, by: 1 | -1): void {
    const at = key(schema, name)
    this.put(this.#constraintNames, at, (this.#constraintNames.get(at) ?? 0) + by || undefined)
  }

  findTable({ schema, name }: QualifiedName): TableState | undefined {
    const id = this.relation(schema, name.text)
    return id === undefined ? undefined : this.tables.get(id)
  }

  table(id: Id): TableState {
    return this.tables.get(id) ?? refuse('the table is gone')
  }

  getTable(name: QualifiedName): TableState {
    return this.findTable(name) ?? refuse(`relation "${printed(name)}" does not exist`)
  }

  setTable(table: TableState): void {
    this.put(this.tables, table.id, table)
  }

  index(id: Id): IndexState {
    return this.indexes.get(id) ?? refuse('the index is gone')
  }

  setIndex(index: IndexState): void {
    this.put(this.indexes, index.id, index)
  }

  typeKey(schema: string, name: string): string {
    return key(schema, cutName(name))
  }

  findType(schema: string | undefined, name: string): TypeState | undefined {
    for (const candidate of schema === undefined ? this.#lookup : [schema]) {
      const type = this.types.get(this.typeKey(candidate, name))
      if (type) return type
    }
    return undefined
  }

  children(id: Id): TableState[] {
    return [...this.tables.values()].filter((table) => table.partitionOf === id || table.parents.includes(id))
  }

  partitions(id: Id): TableState[] {
    return [...this.tables.values()].filter((table) => table.partitionOf === id)
  }

  /** The views that read a table, or one column of it. */
  viewsOf(id: Id, column?: number): TableState[] {
    return [...this.tables.values()].filter(
      (view) => view.query && view.id !== id && view.reads.some((read) => read.table === id && (column === undefined || read.columns.has(column))),
    )
  }

  /** Whether what a DO block or a program asks of the database holds. */
  holds(guard: Guard): boolean {
    return this.#exists(guard) !== guard.negated
  }

  #exists({ object, name, schema, of }: Guard): boolean {
    const relation = this.relation(schema, name)
    const tables = (): TableState[] => {
      const id = of === undefined ? undefined : this.relation(schema, of)
      return of === undefined ? [...this.tables.values()] : [...this.tables.values()].filter((table) => table.id === id)
    }
    switch (object) {
      case 'relation':
        return relation !== undefined
      case 'table':
      case 'view':
        return relation !== undefined && this.tables.has(relation)
      case 'index':
        return relation !== undefined && this.indexes.has(relation)
      case 'sequence':
        return relation !== undefined && this.sequences.has(relation)
      case 'type':
        return this.findType(schema, name) !== undefined
      case 'enum label':
        return [...this.types.values()].some((type) => (of === undefined || type.name === of) && type.labels.includes(name))
      case 'column':
        return tables().some((table) => table.columns.some((column) => column.name === name))
      case 'constraint':
        return tables().some((table) => table.constraints.some((constraint) => constraint.name === name))
      case 'policy':
        return tables().some((table) => table.policies.some((policy) => policy.name === name))
      case 'trigger':
        return tables().some((table) => table.triggers.some((trigger) => trigger.name === name))
      case 'schema':
        return this.schemas.has(name)
      case 'extension':
        return this.extensions.has(name)
      case 'function':
        return [...this.functions.values()].some((f) => f.name === name)
    }
  }
}

export function printed({ schema, name }: QualifiedName): string {
  return schema === undefined ? name.text : `${schema}.${name.text}`
}
