import { writtenDecorators } from '../../javascript/nodes.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import { classAt, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { ClassArgs } from './class-args.ts'
import { ClassReader } from './class-reader.ts'
import type { Column } from './column.ts'
import type { SourceOptions } from './data-source.ts'
import { EntityBuilder, ancestorsOf } from './entity-builder.ts'
import { SchemaReading } from './entity-schema.ts'
import { noteUnknownParts } from './entity-statements.ts'
import { columnsOf, primaryOf, type Entity } from './entity.ts'
import { forPostgres } from './for-postgres.ts'
import { unread } from './placed-sql.ts'
import { RelationBuilder } from './relations.ts'

/** The major version of TypeORM that is taken where none is known. */
export const latestMajor = 1

/** Reads the classes and the schemas of programs. */
export class EntityReading {
  readonly machine: Machine
  readonly schemas: SchemaReading
  readonly #classes: ClassReader

  constructor(modules: Modules) {
    this.machine = new Machine(modules, forPostgres)
    this.schemas = new SchemaReading(this.machine)
    this.#classes = new ClassReader(this.machine, modules)
  }

  argsIn(program: Program): ClassArgs[] {
    const decorated = program.classes.filter((node) => writtenDecorators(node).length > 0)
    const found = decorated.map((node) => this.#classes.read(classAt(node, program)))
    return [...found, ...this.schemas.of(program)]
  }
}

/** The tables of classes and schemas, with the columns, keys and tables that their relations need. */
export class EntitySet {
  /** What is read as tables are, and is made otherwise. */
  readonly views: readonly Entity[]
  readonly #tables: Entity[]
  readonly #byName: ReadonlyMap<string, Entity>
  readonly #byId: ReadonlyMap<ClassArgs['id'], Entity>
  readonly #all: Entity[]
  readonly #args: readonly ClassArgs[]
  readonly #machine: Machine
  readonly #targets: SchemaReading

  constructor(args: readonly ClassArgs[], options: SourceOptions, { machine, schemas }: EntityReading, major: number) {
    this.#args = args
    this.#machine = machine
    this.#targets = schemas
    const builder = new EntityBuilder(options, machine)
    this.views = args.flatMap((one) => (one.table?.kind === 'view' ? [builder.build(one, [])] : []))
    this.#tables = args.flatMap((one) => (one.table?.kind === 'regular' ? [builder.build(one, this.#childrenOf(one))] : []))
    this.#byName = firstBy(this.#tables, ({ args: own }) => own?.name)
    this.#byId = firstBy(this.#tables, ({ args: own }) => own?.id)
    const relations = new RelationBuilder(options, (relation, from) => this.#target(relation.args.target, from), major)
    const between = this.#tables.flatMap((entity) => entity.relations.flatMap((relation) => relations.add(relation, entity) ?? []))
    for (const entity of [...this.#tables, ...between]) alignTypes(entity)
    const ways = this.#tables.flatMap((entity) => (entity.args?.tree?.type === 'closure-table' ? [relations.closure(entity)] : []))
    for (const entity of this.#tables) this.#addDeclaredKeys(entity)
    this.#all = [...this.#tables, ...between, ...ways]
    for (const entity of this.#all) noteUnknownParts(entity)
  }

  /** All, whoever makes them. */
  get all(): readonly Entity[] {
    return this.#all
  }

  get entities(): Entity[] {
    return this.#all.filter(({ synchronize }) => synchronize)
  }

  /** The views that are made, each behind those that it is said to depend on. */
  get madeViews(): readonly Entity[] {
    const made: Entity[] = []
    const seen = new Set<Entity>()
    const make = (view: Entity): void => {
      if (seen.has(view)) return
      seen.add(view)
      for (const name of view.args?.table?.view?.dependsOn ?? []) {
        const before = this.views.find(({ args }) => args && isNamedBy(args, name))
        if (before) make(before)
      }
      if (view.synchronize) made.push(view)
    }
    for (const view of this.views) make(view)
    return made
  }

  /** Those that share the table of a class, and have columns of their own in it. */
  #childrenOf(args: ClassArgs): ClassArgs[] {
    if (!args.inheritance) return []
    return this.#args.filter((one) => one.table?.kind === 'child' && ancestorsOf(one).some(({ args: base }) => base === args))
  }

  /** The table that a class, a schema or a name stands for. */
  #target(target: Value | undefined, from: Entity): Entity | undefined {
    if (target === undefined) return from
    const value = target.kind === 'function' ? this.#machine.call(target, [], target.at) : target
    const name = textOf(value)
    if (name !== undefined) return this.#byName.get(name) ?? this.#tables.find(({ given }) => given === name)
    const id = value.kind === 'class' ? value.node : this.#targets.idOf(value)
    const own = id === undefined ? undefined : this.#byId.get(id)
    return own ?? this.#tables.find((one) => one.sources.some(({ args }) => args.id === id && args.table?.kind === 'child'))
  }

  #addDeclaredKeys(entity: Entity): void {
    for (const { args, range, nameRange: named } of entity.declaredKeys) {
      const references = args.target && this.#target(args.target, entity)
      const columns = columnsBy(entity, args.columns)
      const referenced = references && (args.referenced?.length === 0 ? primaryOf(references) : columnsBy(references, args.referenced))
      if (references && columns && referenced)
        entity.foreignKeys.push({ ...args, name: args.name?.text, range, nameRange: named, columns, references, referenced })
      else entity.unread.push(unread(range, 'what this foreign key references is not known'))
    }
  }
}

function isNamedBy({ id, name }: ClassArgs, by: Value): boolean {
  return by.kind === 'class' ? by.node === id : textOf(by) === name
}

/** Columns by their properties or their own names. */
function columnsBy(entity: Entity, names: readonly string[] | undefined): Column[] | undefined {
  const all = columnsOf(entity)
  const found = names?.map((name) => all.find(({ property, name: own }) => property === name || own === name))
  return found?.every((column) => column !== undefined) ? found : undefined
}

/** A column that references one that references another has the type of the last. */
function alignTypes({ foreignKeys }: Entity): void {
  for (const { columns, referenced } of foreignKeys) columns.forEach((column, i) => (column.type = referenced[i]?.type ?? column.type))
}

function firstBy<K>(entities: readonly Entity[], keyOf: (entity: Entity) => K | undefined): Map<K, Entity> {
  const first = new Map<K, Entity>()
  for (const entity of entities) {
    const key = keyOf(entity)
    if (key !== undefined && !first.has(key)) first.set(key, entity)
  }
  return first
}
