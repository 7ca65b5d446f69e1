import { quotedName } from '../../catalog/names.ts'
import { isTrue, propertyOf } from '../../javascript/symbolic/value.ts'
import type { ClassArgs, ColumnMode } from './class-args.ts'
import type { Column } from './column.ts'
import { columnsOf, primaryOf, type Embedded, type Entity, type Link, type Relation } from './entity.ts'
import type { Models } from './models.ts'

/** An entity as queries see it. */
export class Model {
  readonly entity: Entity
  readonly #models: Models
  /** The class, where several share the table. */
  readonly child: ClassArgs | undefined
  readonly #columns: ReadonlyMap<string, Column>
  readonly #relations: ReadonlyMap<string, Relation>
  readonly #embedded: ReadonlySet<string>
  #names: ReadonlyMap<string, string> | undefined

  constructor(entity: Entity, models: Models, child?: ClassArgs) {
    this.entity = entity
    this.#models = models
    this.child = child
    this.#columns = new Map(columnsOf(entity).map((column) => [column.path, column]))
    this.#relations = new Map(entity.relations.map((relation) => [pathOf(relation), relation]))
    this.#embedded = new Set(entity.embeddeds.flatMap(pathsOf))
  }

  /** What queries without an alias call it. */
  get name(): string {
    return this.child?.name ?? this.entity.args?.name ?? this.entity.name
  }

  /** The table, as SQL. */
  get table(): string {
    const { schema, name } = this.entity
    return schema === undefined ? quotedName(name) : `${quotedName(schema.text)}.${quotedName(name)}`
  }

  /** The column that the properties of a path lead to. */
  column(path: string): Column | undefined {
    return this.#columns.get(path)
  }

  get columns(): Iterable<Column> {
    return this.#columns.values()
  }

  relation(path: string): Relation | undefined {
    return this.#relations.get(path)
  }

  isEmbedded(path: string): boolean {
    return this.#embedded.has(path)
  }

  get keys(): readonly Column[] {
    return primaryOf(this.entity)
  }

  /** What is joined with every row that is found. */
  get eager(): readonly Relation[] {
    return this.entity.relations.filter(({ args }) => isTrue(propertyOf(args.options, 'eager')))
  }

  /** The column that tells what was deleted. */
  get deleted(): Column | undefined {
    return this.#ofMode('deleteDate')
  }

  get updated(): Column | undefined {
    return this.#ofMode('updateDate')
  }

  #ofMode(mode: ColumnMode): Column | undefined {
    for (const { args } of this.entity.sources) {
      const found = args.columns.find((column) => column.mode === mode)
      if (found) return this.#columns.get(found.property)
    }
    return undefined
  }

  /** The column that tells the classes of a table apart. */
  get discriminator(): Column | undefined {
    const name = this.entity.sources.map(({ args }) => args.inheritance?.column).find((column) => column !== undefined)
    if (!this.child || !name) return undefined
    const given = propertyOf(name, 'name')
    const text = given?.kind === 'literal' ? String(given.value) : 'type'
    return this.#columns.get(text)
  }

  /** How the rows of a relation are found, whichever side says so. */
  link(relation: Relation): Link | undefined {
    if (relation.link) return relation.link
    const { target } = relation
    const other = target?.relations.find(({ args }) =>
      relation.args.tree === 'children' ? args.tree === 'parent' : args.property === relation.args.inverse,
    )
    if (!target || !other?.link) return undefined
    const { pairs, through } = other.link
    return {
      target,
      pairs: pairs.map(([a, b]) => [b, a] as const),
      ...(through && { through: { table: through.table, own: through.other, other: through.own } }),
    }
  }

  of(entity: Entity): Model {
    return this.#models.ofEntity(entity)
  }

  /** The columns that texts mean, by what they may call them. */
  get names(): ReadonlyMap<string, string> {
    return (this.#names ??= this.#readNames())
  }

  #readNames(): ReadonlyMap<string, string> {
    const names = new Map<string, string>()
    for (const relation of this.entity.relations) if (relation.joinColumns[0]) names.set(pathOf(relation), relation.joinColumns[0].name)
    for (const relation of this.entity.relations)
      for (const [own, other] of relation.link?.pairs ?? []) names.set(`${pathOf(relation)}.${other.path}`, own.name)
    const columns = [...this.#columns.values()]
    for (const { name } of columns) names.set(name, name)
    for (const { property, name, path } of columns) if (path === property) names.set(property, name)
    for (const { path, name } of columns) names.set(path, name)
    return names
  }
}

export function pathOf({ args, embedded }: Relation): string {
  return embedded ? `${embedded.path}.${args.property}` : args.property
}

function pathsOf({ path, embeddeds }: Embedded): string[] {
  return [path, ...embeddeds.flatMap(pathsOf)]
}
