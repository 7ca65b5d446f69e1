import type { Range } from '../../catalog/place.ts'
import type { Node } from '../../javascript/nodes.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { propertyOf, textOf } from '../../javascript/symbolic/value.ts'
import type { ClassArgs, ColumnArgs, EmbeddedArgs } from './class-args.ts'
import { columnOf, plainColumn, type Column, type ColumnSeat } from './column.ts'
import { columnsOf, emptyEntity, nameRange, rangeOf, type Embedded, type Entity, type Source } from './entity.ts'
import type { SourceOptions } from './data-source.ts'
import { nameIn } from './options.ts'
import { unread } from './placed-sql.ts'
import { typeOf } from './property-notes.ts'

/** Makes tables of what classes say, without what depends on other tables. */
export class EntityBuilder {
  readonly #options: SourceOptions
  readonly #machine: Machine

  constructor(options: SourceOptions, machine: Machine) {
    this.#options = options
    this.#machine = machine
  }

  /** The table of a class; `children` are those that share it. */
  build(args: ClassArgs, children: readonly ClassArgs[]): Entity {
    const entity = this.#head(args, children)
    for (const source of entity.sources) this.#take(source, entity)
    if (args.inheritance) this.#addDiscriminator(args.inheritance, entity)
    this.#addTreeColumns(args, entity)
    for (const column of columnsOf(entity)) this.#finish(column)
    return entity
  }

  #head(args: ClassArgs, children: readonly ClassArgs[]): Entity {
    const { file } = args.at.program
    const { table } = args
    const own = nameRange(table?.name, file, args.at.node.range)
    const schema = table?.schema?.text ?? this.#options.schema
    const name = this.#options.naming.tableName(args.name, table?.name?.text)
    return emptyEntity({
      args,
      sources: [...ancestorsOf(args), ...children.map((child) => ({ args: child, seat: rangeOf(child.at, file, args.at.node.range) }))],
      file,
      range: own,
      schema: schema === undefined ? undefined : { text: schema, range: nameRange(table?.schema, file, own) },
      nameWithoutPrefix: name,
      name: this.#options.prefix + name,
      given: table?.name?.text,
      synchronize: table?.synchronize ?? true,
    })
  }

  #take(source: Source, entity: Entity): void {
    const { args } = source
    const shares = args.table?.kind === 'child'
    for (const column of args.columns) this.#addColumn(column, source, entity, shares)
    for (const embedded of args.embeddeds)
      if (embedded.type) entity.embeddeds.push(this.#embed(embedded, embedded.type, source, entity, undefined, []))
    for (const relation of args.relations) {
      const before = entity.relations.findIndex(({ args: one }) => one.property === relation.property)
      const known = entity.relations[before]
      const made = { args: relation, source, embedded: undefined, range: rangeOf(relation.at, entity.file, source.seat), joinColumns: [] }
      if (known) entity.relations[before] = { ...known, args: { ...known.args, target: relation.target } }
      else entity.relations.push(made)
    }
    this.#takeParts(source, '', entity)
    entity.unread.push(...args.unread.flatMap(({ at, reason }) => (at.program.file === entity.file ? unread(at.node.range, reason) : [])))
  }

  #takeParts({ args, seat }: Source, path: string, entity: Entity): void {
    const part = <A extends { readonly at: ClassArgs['at']; readonly name: ClassArgs['indexes'][number]['name'] }>(
      one: A,
    ): { args: A; range: Range; nameRange: Range; path: string } => {
      const range = rangeOf(one.at, entity.file, seat)
      return { args: one, range, nameRange: nameRange(one.name, entity.file, range), path }
    }
    entity.indexes.push(...args.indexes.map(part))
    entity.uniques.push(...args.uniques.map(part))
    if (path !== '') return
    entity.checks.push(...args.checks.map(part))
    entity.exclusions.push(...args.exclusions.map(part))
    entity.declaredKeys.push(...args.foreignKeys.map(part))
  }

  #addColumn(args: ColumnArgs, source: Source, entity: Entity, nullable: boolean): void {
    if (entity.own.some(({ property }) => property === args.property)) return
    const column = columnOf(args, this.#seat(args, source, entity, undefined), this.#machine)
    const standard = this.#ownDefault(args, source, entity) ?? column.default
    entity.own.push({ ...column, nullable: nullable || column.nullable, default: standard, strategy: strategyOf(args, source.args) })
  }

  /** Of a property that a class declares anew, the default alone counts. */
  #ownDefault({ property }: ColumnArgs, source: Source, entity: Entity): string | undefined {
    const own = source.args === entity.args ? undefined : entity.args?.columns.find((one) => one.property === property)
    return own && columnOf(own, { path: '', prefixes: [], range: [0, 0], nameRange: [0, 0] }, this.#machine).default
  }

  #seat({ property, at, options }: ColumnArgs, { seat }: Source, { file }: Entity, embedded: Embedded | undefined): ColumnSeat {
    const range = rangeOf(at, file, seat)
    const key = at.program.file === file ? keyRange(at.node) : undefined
    return {
      range,
      nameRange: nameRange(nameIn(options, 'name'), file, key ?? range),
      path: embedded ? `${embedded.path}.${property}` : property,
      prefixes: embedded?.prefixes ?? [],
    }
  }

  #embed(
    args: EmbeddedArgs,
    type: ClassArgs,
    source: Source,
    entity: Entity,
    outer: Embedded | undefined,
    within: readonly ClassArgs[],
  ): Embedded {
    const seat = rangeOf(args.at, entity.file, source.seat)
    const prefix = args.prefix === false ? [] : [args.prefix ?? args.property]
    const embeddeds: Embedded[] = []
    const embedded: Embedded = {
      path: outer ? `${outer.path}.${args.property}` : args.property,
      prefixes: [...(outer?.prefixes ?? []), ...prefix],
      columns: [],
      embeddeds,
    }
    for (const { args: inner } of ancestorsOf(type))
      this.#takeEmbedded({ args: inner, seat }, embedded, embeddeds, entity, [...within, type])
    return embedded
  }

  #takeEmbedded(source: Source, embedded: Embedded, embeddeds: Embedded[], entity: Entity, within: readonly ClassArgs[]): void {
    for (const one of source.args.columns) {
      if (embedded.columns.some(({ property }) => property === one.property)) continue
      const column = columnOf(one, this.#seat(one, source, entity, embedded), this.#machine)
      const nullable = column.nullable || entity.args?.inheritance !== undefined
      embedded.columns.push({ ...column, nullable, strategy: strategyOf(one, source.args) })
    }
    for (const relation of source.args.relations)
      entity.relations.push({ args: relation, source, embedded, range: rangeOf(relation.at, entity.file, source.seat), joinColumns: [] })
    for (const inner of source.args.embeddeds)
      if (inner.type && !within.includes(inner.type)) embeddeds.push(this.#embed(inner, inner.type, source, entity, embedded, within))
    this.#takeParts(source, `${embedded.path}.`, entity)
  }

  #addDiscriminator({ column, at }: NonNullable<ClassArgs['inheritance']>, entity: Entity): void {
    if (!column) return
    const name = textOf(column) ?? textOf(propertyOf(column, 'name')) ?? 'type'
    const range = rangeOf(at, entity.file, entity.range)
    if (!entity.own.some(({ property }) => property === name)) {
      const args: ColumnArgs = {
        property: name,
        at,
        mode: 'regular',
        type: typeOf(propertyOf(column, 'type')) ?? 'varchar',
        primary: false,
        options: column,
      }
      entity.own.push(columnOf(args, { path: name, prefixes: [], range, nameRange: range }, this.#machine))
    }
    const named = entity.own.filter(({ property }) => property === name)
    const isIndexed = entity.indexes.some(({ args }) => args.columns?.length === 1 && args.columns[0] === name)
    if (!isIndexed)
      entity.madeIndexes.push({
        name: undefined,
        range,
        nameRange: range,
        columns: named,
        where: undefined,
        unique: false,
        method: undefined,
      })
  }

  #addTreeColumns({ tree }: ClassArgs, entity: Entity): void {
    const seat = (path: string): ColumnSeat => ({ path, prefixes: [], range: entity.range, nameRange: entity.range })
    const add = (name: string, type: string, more: Partial<Column>): unknown =>
      entity.own.push(plainColumn(name, type, seat(name), { given: name, ...more }))
    if (tree?.type === 'materialized-path') add('mpath', 'String', { nullable: true, default: "''" })
    if (tree?.type !== 'nested-set') return
    add('nsleft', 'Number', { default: "'1'" })
    add('nsright', 'Number', { default: "'2'" })
  }

  #finish(column: Column): void {
    this.nameColumn(column)
    if (column.strategy === 'uuid') column.type = 'uuid'
    else if (column.strategy !== undefined && column.type === '') column.type = 'integer'
  }

  nameColumn(column: Column): void {
    column.name = this.#options.naming.columnName(column.property, column.given, column.prefixes)
  }
}

function strategyOf({ property }: ColumnArgs, args: ClassArgs): string | undefined {
  return args.generations.find((one) => one.property === property)?.strategy
}

function keyRange(member: Node): Range | undefined {
  return 'key' in member ? member.key.range : undefined
}

/** A class and those that it extends, the furthest first. */
export function ancestorsOf(args: ClassArgs): Source[] {
  const { file } = args.at.program
  const found: Source[] = []
  let seat: Range = args.at.node.range
  for (let at: ClassArgs | undefined = args; at && !found.some((one) => one.args === at); at = at.parent?.args) {
    found.push({ args: at, seat })
    if (at.parent) seat = rangeOf(at.parent.at, file, seat)
  }
  return found.reverse()
}
