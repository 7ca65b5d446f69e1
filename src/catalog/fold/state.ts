import type { QualifiedName } from '../change.ts'
import { cutName } from '../names.ts'
import {
  refuse,
  type ExtensionState,
  type FunctionState,
  type Id,
  type IndexState,
  type SchemaState,
  type SequenceState,
  type TableState,
  type TypeState,
} from './objects.ts'
import { Users, type Used } from './users.ts'

interface Entry {
  readonly map: Map<unknown, unknown>
  readonly at: unknown
  readonly before: unknown
}

const defaultPath: readonly string[] = ['$user', 'public']
const publicSchema: SchemaState = { id: 0, name: 'public', written: 'public', place: { file: '', range: [0, 0] } }

/** What is named within a schema is known by both names. */
function key(schema: string, name: string): string {
  return `${schema}\0${name}`
}

/** The database so far. Objects are never changed but replaced, and each replacement is noted, so that any earlier state can be gone back to. */
export class State {
  readonly tables = new Map<Id, TableState>()
  readonly indexes = new Map<Id, IndexState>()
  readonly sequences = new Map<Id, SequenceState>()
  /** Enums, domains and others; composite types are tables. */
  readonly types = new Map<Id, TypeState>()
  readonly functions = new Map<Id, FunctionState>()
  readonly extensions = new Map<Id, ExtensionState>()
  readonly schemas = new Map<string, SchemaState>([['public', publicSchema]])
  /** Tables, indexes and sequences share their names. */
  readonly #relations = new Map<string, Id>()
  /** A table is a type too. Limit: the names of array types, which begin with an underscore, are not followed. */
  readonly #typeNames = new Map<string, Id>()
  readonly #functionNames = new Map<string, Id>()
  /** How many constraints of a schema have a name. */
  readonly #constraintNames = new Map<string, number>()
  /** The search path of the session, and the one that SET LOCAL puts before it. */
  readonly #paths = new Map<'session' | 'local', readonly string[]>()
  readonly #journal: Entry[] = []
  readonly #users = new Users(this)
  #nextId: Id = 1

  newId(): Id {
    return this.#nextId++
  }

  get searchPath(): readonly string[] {
    return this.#paths.get('local') ?? this.#paths.get('session') ?? defaultPath
  }

  /** Without schemas the path is the default one. */
  setSearchPath(schemas: readonly string[] | undefined, local: boolean): void {
    if (local) this.put(this.#paths, 'local', schemas ?? defaultPath)
    else {
      if (this.#paths.get('session') !== schemas) this.put(this.#paths, 'session', schemas)
      this.endLocalPath()
    }
  }

  endLocalPath(): void {
    if (this.#paths.has('local')) this.put(this.#paths, 'local', undefined)
  }

  /** A point that `rollback` and `undo` can go back to. */
  mark(): number {
    return this.#journal.length
  }

  /** Forgets everything since a mark. */
  rollback(mark: number): void {
    while (this.#journal.length > mark) {
      const entry = this.#journal.pop()
      if (entry) this.#assign(entry.map, entry.at, entry.before)
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
    this.#journal.push({ map: map, at, before: map.get(at) })
    this.#assign(map, at, value)
  }

  #assign<K, V>(map: Map<K, V>, at: K, value: V | undefined): void {
    if (value === undefined) map.delete(at)
    else map.set(at, value)
    if (typeof at === 'number') this.#users.touch(at)
  }

  /** Where a new object goes. Limit: a schema, table or type that nothing here creates is taken to be there, since another tool may make it. */
  creationSchema(schema: string | undefined, temporary = false): string {
    if (schema === 'pg_temp' || (temporary && schema === undefined)) return 'pg_temp'
    if (temporary) refuse('cannot create temporary relation in non-temporary schema')
    if (schema !== undefined) return schema
    const named = this.searchPath.filter((candidate) => candidate !== '$user' && candidate !== 'pg_catalog')
    return named.find((candidate) => this.schemas.has(candidate)) ?? named[0] ?? refuse('no schema has been selected to create in')
  }

  #find<V>(map: ReadonlyMap<string, V>, schema: string | undefined, name: string): V | undefined {
    const cut = cutName(name)
    if (schema !== undefined) return map.get(key(schema, cut))
    const temporary = map.get(key('pg_temp', cut))
    if (temporary !== undefined) return temporary
    for (const candidate of this.searchPath) {
      const found = map.get(key(candidate, cut))
      if (found !== undefined) return found
    }
    return undefined
  }

  relation(schema: string | undefined, name: string): Id | undefined {
    return this.#find(this.#relations, schema, name)
  }

  relationIn(schema: string, name: string): Id | undefined {
    return this.#relations.get(key(schema, name))
  }

  /** Gives a relation its name; a table's is a type's name too. */
  nameRelation(schema: string, name: string, id: Id, isType = false): void {
    if (this.relationIn(schema, name) !== undefined) refuse(`relation "${name}" already exists in schema "${schema}"`)
    if (isType) this.nameType(schema, name, id)
    this.put(this.#relations, key(schema, name), id)
  }

  unnameRelation(schema: string, name: string, isType = false): void {
    this.put(this.#relations, key(schema, name), undefined)
    if (isType) this.unnameType(schema, name)
  }

  typeNamed(schema: string | undefined, name: string): Id | undefined {
    return this.#find(this.#typeNames, schema, name)
  }

  hasType(schema: string, name: string): boolean {
    return this.#typeNames.has(key(schema, name))
  }

  nameType(schema: string, name: string, id: Id): void {
    if (this.hasType(schema, name)) refuse(`type "${name}" already exists in schema "${schema}"`)
    this.put(this.#typeNames, key(schema, name), id)
  }

  unnameType(schema: string, name: string): void {
    this.put(this.#typeNames, key(schema, name), undefined)
  }

  functionNamed(schema: string | undefined, name: string): FunctionState | undefined {
    const id = this.#find(this.#functionNames, schema, name)
    return id === undefined ? undefined : this.functions.get(id)
  }

  nameFunction(schema: string, name: string, id: Id): void {
    if (this.#functionNames.has(key(schema, name))) refuse(`function "${name}" already exists in schema "${schema}"`)
    this.put(this.#functionNames, key(schema, name), id)
  }

  unnameFunction(schema: string, name: string): void {
    this.put(this.#functionNames, key(schema, name), undefined)
  }

  extensionNamed(name: string): ExtensionState | undefined {
    return [...this.extensions.values()].find((extension) => extension.name === name)
  }

  hasConstraintName(schema: string, name: string): boolean {
    return this.#constraintNames.has(key(schema, name))
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

  usersOf(used: Used): Id[] {
    return this.#users.of(used)
  }

  /** The objects that another one uses, as they are. */
  usedBy(id: Id): unknown[] {
    return this.#users.usedBy(id).map((used) => (used === 'pg_temp' ? used : this.#object(used)))
  }

  #object(id: Id): unknown {
    return (
      this.tables.get(id) ??
      this.indexes.get(id) ??
      this.types.get(id) ??
      this.sequences.get(id) ??
      this.functions.get(id) ??
      this.extensions.get(id)
    )
  }

  #usingTables(id: Id): TableState[] {
    return this.usersOf(id).flatMap((user) => this.tables.get(user) ?? [])
  }

  /** The partitions and heirs of a table. */
  children(id: Id): TableState[] {
    return this.#usingTables(id).filter((table) => table.partitionOf === id || table.parents.includes(id))
  }

  partitions(id: Id): TableState[] {
    return this.#usingTables(id).filter((table) => table.partitionOf === id)
  }

  /** The tables OF a composite type. */
  typedTables(id: Id): TableState[] {
    return this.#usingTables(id).filter((table) => table.ofType === id)
  }

  /** The views that read a table. */
  viewsOf(id: Id): TableState[] {
    return this.#usingTables(id).filter((table) => table.query !== undefined)
  }
}

export function printed({ schema, name }: QualifiedName): string {
  return schema === undefined ? name.text : `${schema}.${name.text}`
}
