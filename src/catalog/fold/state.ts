import type { QualifiedName } from '../change.ts'
import { isOwnType } from '../types.ts'
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
import { Families } from './families.ts'
import { Journal } from './journal.ts'
import { NamesBySchema } from './names-by-schema.ts'
import { Users, type Used } from './users.ts'
import { Watch, Watched, type Entry } from './watched.ts'

const defaultPath: readonly string[] = ['$user', 'public']
const publicSchema: SchemaState = { id: 0, name: 'public', written: 'public', place: { file: '', range: [0, 0] } }

/** The database so far. Objects are never changed but replaced, and each replacement is noted, so that any earlier state can be gone back to. */
export class State {
  readonly watch = new Watch()
  readonly tables = new Watched<Id, TableState>(this.watch)
  readonly indexes = new Watched<Id, IndexState>(this.watch)
  readonly sequences = new Watched<Id, SequenceState>(this.watch)
  /** Enums, domains and others; composite types are tables. */
  readonly types = new Watched<Id, TypeState>(this.watch)
  readonly functions = new Watched<Id, FunctionState>(this.watch)
  /** Names of functions that were dropped, of which others may be left. */
  readonly lostFunctions = new Watched<string, true>(this.watch)
  readonly extensions = new Watched<Id, ExtensionState>(this.watch)
  /** Whether there are casts that Postgres does not have itself. */
  readonly casts = new Watched<'own', true>(this.watch)
  readonly schemas = new Watched<string, SchemaState>(this.watch).set('public', publicSchema)
  readonly #users = new Users(this)
  readonly #families = new Families(this.watch)
  readonly #journal = new Journal(this.watch, (map, id, before, after) => {
    this.#users.touch(map, id)
    if (map === this.tables) this.#families.change(id, before as TableState | undefined, after as TableState | undefined)
  })
  /** Tables, indexes and sequences share their names. */
  readonly #relations = new NamesBySchema<Id>(this.#journal, this.watch, 'relation')
  /** A table is a type too. Limit: the names of array types, which begin with an underscore, are not followed. */
  readonly #types = new NamesBySchema<Id>(this.#journal, this.watch, 'type')
  readonly #functions = new NamesBySchema<Id>(this.#journal, this.watch, 'function')
  /** How many constraints of a schema have a name. */
  readonly #constraints = new NamesBySchema<number>(this.#journal, this.watch, 'constraint')
  /** By who tells the schema as it should be, the first number of what they make. */
  readonly declarers = new Watched<string, Id>(this.watch)
  /** The search path of the session, and the one that SET LOCAL puts before it. */
  readonly #paths = new Watched<'session' | 'local', readonly string[]>(this.watch)
  /** The number of the next object. */
  nextId: Id = 1
  /** The step tells what a schema says of the database, with types as its reader takes them to be, and not what made it. */
  isDeclaring = false

  newId(): Id {
    return this.nextId++
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

  mark(): number {
    return this.#journal.mark()
  }

  rollback(mark: number): void {
    this.#journal.rollback(mark)
  }

  /** What was replaced since a mark, as it is now. */
  since(mark: number): Entry[] {
    return this.#journal.since(mark)
  }

  undo(mark: number): void {
    this.#journal.undo(mark)
  }

  put<K, V>(map: Map<K, V>, at: K, value: V | undefined): void {
    this.#journal.put(map, at, value)
  }

  /** Where a new object goes. Limit: a schema, table or type that nothing here creates is taken to be there, since another tool may make it. */
  creationSchema(schema: string | undefined, temporary = false): string {
    if (schema === 'pg_temp' || (temporary && schema === undefined)) return 'pg_temp'
    if (temporary) refuse('cannot create temporary relation in non-temporary schema')
    if (schema !== undefined) return schema
    const named = this.searchPath.filter((candidate) => candidate !== '$user' && candidate !== 'pg_catalog')
    return named.find((candidate) => this.schemas.has(candidate)) ?? named[0] ?? refuse('no schema has been selected to create in')
  }

  relation(schema: string | undefined, name: string): Id | undefined {
    return this.#relations.find(schema, name, this.searchPath)
  }

  relationIn(schema: string, name: string): Id | undefined {
    return this.#relations.get(schema, name)
  }

  /** Whether there is something that goes when its session ends. */
  hasTemporary(): boolean {
    return this.#relations.holdsAny('pg_temp')
  }

  /** Gives a relation its name; a table's is a type's name too. */
  nameRelation(schema: string, name: string, id: Id, isType = false): void {
    this.#relations.give(schema, name, id)
    if (isType) this.nameType(schema, name, id)
  }

  unnameRelation(schema: string, name: string, isType = false): void {
    this.#relations.set(schema, name, undefined)
    if (isType) this.unnameType(schema, name)
  }

  /** Without a schema the types of Postgres come first. */
  typeNamed(schema: string | undefined, name: string): Id | undefined {
    if (schema === undefined && isOwnType(name)) return undefined
    return this.#types.find(schema, name, this.searchPath)
  }

  hasType(schema: string, name: string): boolean {
    return this.#types.get(schema, name) !== undefined
  }

  nameType(schema: string, name: string, id: Id): void {
    this.#types.give(schema, name, id)
  }

  unnameType(schema: string, name: string): void {
    this.#types.set(schema, name, undefined)
  }

  functionNamed(schema: string | undefined, name: string): FunctionState | undefined {
    const id = this.#functions.find(schema, name, this.searchPath)
    return id === undefined ? undefined : this.functions.get(id)
  }

  nameFunction(schema: string, name: string, id: Id): void {
    this.#functions.give(schema, name, id)
  }

  unnameFunction(schema: string, name: string): void {
    this.#functions.set(schema, name, undefined)
  }

  extensionNamed(name: string): ExtensionState | undefined {
    return [...this.extensions.values()].find((extension) => extension.name === name)
  }

  hasConstraintName(schema: string, name: string): boolean {
    return this.#constraints.get(schema, name) !== undefined
  }

  countConstraintName(schema: string, name: string, by: 1 | -1): void {
    this.#constraints.set(schema, name, (this.#constraints.get(schema, name) ?? 0) + by || undefined)
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
    this.watch.giveUp()
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
  children(id: Id): readonly TableState[] {
    const children = this.#families.childrenOf(id)
    return children.length === 0 ? none : children.flatMap((child) => this.tables.get(child) ?? [])
  }

  partitions(id: Id): readonly TableState[] {
    return this.children(id).filter((table) => table.partitionOf === id)
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

const none: readonly never[] = []

export function printed({ schema, name }: QualifiedName): string {
  return schema === undefined ? name.text : `${schema}.${name.text}`
}
