import type { JoinColumn, JoinTableArgs } from './class-args.ts'
import { plainColumn, typeParts, type Column } from './column.ts'
import type { SourceOptions } from './data-source.ts'
import { columnsOf, emptyEntity, nameRange, primaryOf, type ColumnPair, type Entity, type Relation } from './entity.ts'
import { shorten } from './letters.ts'
import { hashedNames, type HashedNames } from './naming.ts'
import { isOff, isSet, textIn } from './options.ts'
import { unread } from './placed-sql.ts'

/** Finds the table that a relation leads to. */
export type FindEntity = (relation: Relation, from: Entity) => Entity | undefined

/** Adds the columns and the foreign keys of relations, and the tables between two. */
export class RelationBuilder {
  readonly #options: SourceOptions
  readonly #find: FindEntity
  readonly #isFirst: boolean
  readonly #names: HashedNames

  /** From version 1 on, columns of a key stand in the order of the key that they reference, and the actions of join tables are others. */
  constructor(options: SourceOptions, find: FindEntity, major: number) {
    this.#options = options
    this.#find = find
    this.#isFirst = major >= 1
    this.#names = hashedNames(major)
  }

  /** Adds what a relation of a table needs; gives the table between two, if there is one. */
  add(relation: Relation, entity: Entity): Entity | undefined {
    const { kind } = relation.args
    const inverse = this.#find(relation, entity)
    if (inverse) relation.target = inverse
    if (kind === 'one-to-many') return undefined
    if (!inverse) {
      if (kind === 'many-to-one' || this.#joinColumns(relation).length > 0 || this.#joinTable(relation))
        entity.unread.push(unread(relation.range, `the entity that ${relation.args.property} leads to is not known`))
      return undefined
    }
    if (kind !== 'many-to-many') {
      this.#addKey(relation, entity, inverse)
      return undefined
    }
    const table = this.#joinTable(relation)
    return table && this.#junction(relation, table, entity, inverse)
  }

  #joinColumns({ args, source }: Relation): readonly JoinColumn[] {
    return source.args.joinColumns.filter(({ property }) => property === args.property)
  }

  #joinTable({ args, source }: Relation): JoinTableArgs | undefined {
    return source.args.joinTables.find(({ property }) => property === args.property)
  }

  #addKey(relation: Relation, entity: Entity, inverse: Entity): void {
    const joins = this.#joinColumns(relation)
    const isDirect = relation.args.kind === 'many-to-one'
    if (joins.length === 0 && !isDirect) return
    const referenced = this.#referenced(joins, inverse.own, inverse)
    if (!referenced) {
      entity.unread.push(unread(relation.range, `the columns that ${relation.args.property} references are not known`))
      return
    }
    const columns = referenced.map((column) => this.#joinColumn(column, joins, relation, entity))
    relation.joinColumns = columns
    relation.link = { target: inverse, pairs: paired(columns, referenced) }
    const { options } = relation.args
    if (columns.length === 0) return
    const name = joins[0]?.foreignKeyName
    entity.foreignKeys.push({
      name: name?.text,
      range: relation.range,
      nameRange: nameRange(name, entity.file, relation.range),
      columns,
      references: inverse,
      referenced,
      isUnmade: isOff(options, 'createForeignKeyConstraints'),
      onDelete: textIn(options, 'onDelete'),
      onUpdate: textIn(options, 'onUpdate'),
      deferrable: textIn(options, 'deferrable'),
    })
    if (!isDirect && !columns.every(({ primary }) => primary)) this.#makeUnique(columns, relation, entity)
  }

  #makeUnique(columns: readonly Column[], { range }: Relation, entity: Entity): void {
    const names = columns.map(({ name }) => name)
    entity.madeUniques.push({ name: this.#names.relation(entity.name, names), range, nameRange: range, columns, deferrable: undefined })
  }

  #referenced(joins: readonly JoinColumn[], among: readonly Column[], inverse: Entity): Column[] | undefined {
    if (!joins.some(({ referenced }) => referenced !== undefined)) return primaryOf(inverse)
    const found = joins.map(({ referenced }) => among.find(({ property }) => property === referenced))
    if (!found.every((column) => column !== undefined)) return undefined
    return this.#isFirst ? inOrderOf(primaryOf(inverse), found) : found
  }

  #joinColumn(referenced: Column, joins: readonly JoinColumn[], relation: Relation, entity: Entity): Column {
    const { naming } = this.#options
    const { args, embedded, range } = relation
    const said = namedFor(referenced, joins)
    const given = said?.name?.text ?? naming.joinColumnName(args.property, referenced.property)
    const there = embedded?.columns ?? entity.own
    const own = there.find((column) => naming.columnName(column.property, column.given, []) === given)
    if (own) {
      own.type = referenced.type
      return own
    }
    const seat = {
      range,
      nameRange: nameRange(said?.name, entity.file, range),
      path: `${embedded ? `${embedded.path}.` : ''}${args.property}.${referenced.property}`,
      prefixes: embedded?.prefixes ?? [],
    }
    const nullable = !isOff(args.options, 'nullable') && !isSet(args.options, 'primary')
    const column = plainColumn(args.property, '', seat, { ...typeParts(referenced), given, nullable })
    column.name = naming.columnName(column.property, given, column.prefixes)
    entity.own.push(column)
    return column
  }

  #junction(relation: Relation, table: JoinTableArgs, entity: Entity, inverse: Entity): Entity | undefined {
    const first = this.#junctionReferences(table.columns, entity)
    const second = this.#junctionReferences(table.inverseColumns, inverse)
    if (!first || !second || !table.synchronize) return undefined
    const { range } = relation
    const tableName = this.#junctionName(relation, table, entity, inverse)
    const range0 = nameRange(table.name, entity.file, range)
    const made = emptyEntity({
      args: undefined,
      sources: [],
      file: entity.file,
      range: range0,
      schema: table.schema ? { text: table.schema.text, range: nameRange(table.schema, entity.file, range) } : entity.schema,
      nameWithoutPrefix: tableName,
      name: this.#options.prefix + tableName,
      given: tableName,
      synchronize: true,
    })
    const own = first.map((column) => this.#junctionColumn(column, table.columns, entity, relation))
    const others = second.map((column) => this.#junctionColumn(column, table.inverseColumns, inverse, relation))
    renameDoubles(own, others)
    made.own.push(...own, ...others)
    for (const columns of [own, others])
      made.madeIndexes.push({ name: undefined, range, nameRange: range, columns, where: undefined, unique: false, method: undefined })
    relation.link = { target: inverse, pairs: [], through: { table: made, own: paired(own, first), other: paired(others, second) } }
    this.#junctionKeys(made, relation, [entity, own, first], [inverse, others, second])
    return made
  }

  #junctionName({ args, embedded }: Relation, table: JoinTableArgs, entity: Entity, inverse: Entity): string {
    const path = embedded ? `${embedded.path}.${args.property}` : args.property
    const name = table.name?.text ?? this.#options.naming.joinTableName(entity.nameWithoutPrefix, inverse.nameWithoutPrefix, path)
    return name.length > 63 ? shorten(name) : name
  }

  #junctionReferences(joins: readonly JoinColumn[] | undefined, entity: Entity): Column[] | undefined {
    return this.#referenced(joins ?? [], columnsOf(entity), entity)
  }

  #junctionColumn(referenced: Column, joins: readonly JoinColumn[] | undefined, of: Entity, { range, source }: Relation): Column {
    const said = namedFor(referenced, joins ?? [])
    const name = said?.name?.text ?? this.#options.naming.joinTableColumnName(of.nameWithoutPrefix, referenced.name)
    const file = source.args.at.program.file
    const seat = { range, nameRange: nameRange(said?.name, file, range), path: name, prefixes: [] }
    const made = plainColumn(name, '', seat, {
      ...typeParts(referenced),
      given: name,
      primary: true,
      foreignKeyName: said?.foreignKeyName?.text,
    })
    made.name = this.#options.naming.columnName(name, name, [])
    return made
  }

  #junctionKeys(
    made: Entity,
    { args, range }: Relation,
    ...sides: readonly (readonly [Entity, readonly Column[], readonly Column[]])[]
  ): void {
    const isUnmade = isOff(args.options, 'createForeignKeyConstraints')
    sides.forEach(([references, columns, referenced], i) => {
      const inverse = references.relations.find((one) => one.args.property === args.inverse)
      const options = i === 0 ? args.options : inverse?.args.options
      const usual = i > 0 && inverse && !this.#isFirst ? undefined : 'CASCADE'
      made.foreignKeys.push({
        name: columns[0]?.foreignKeyName,
        range,
        nameRange: range,
        columns,
        references,
        referenced,
        isUnmade,
        onDelete: textIn(options, 'onDelete') ?? usual,
        onUpdate: textIn(options, 'onUpdate') ?? usual,
        deferrable: textIn(options ?? args.options, 'deferrable'),
      })
    })
  }

  /** The table that keeps the ways in a tree. */
  closure(entity: Entity): Entity {
    const options = entity.args?.tree?.options
    const given = textIn(options, 'closureTableName') ?? entity.nameWithoutPrefix
    const name = this.#options.naming.tableName('', `${given}_closure`)
    const schema = textIn(options, 'closureTableSchema')
    const { range, file } = entity
    const made = emptyEntity({
      args: undefined,
      sources: [],
      file,
      range,
      schema: schema === undefined ? entity.schema : { text: schema, range },
      nameWithoutPrefix: name,
      name: this.#options.prefix + name,
      given,
      synchronize: true,
    })
    const keys = primaryOf(entity)
    for (const key of keys) made.own.push(this.#wayColumn(key, 'ancestor', entity), this.#wayColumn(key, 'descendant', entity))
    for (const column of made.own.slice(0, 2)) {
      made.madeIndexes.push({
        name: undefined,
        range,
        nameRange: range,
        columns: [column],
        where: undefined,
        unique: false,
        method: undefined,
      })
      made.foreignKeys.push({
        ...{ name: undefined, range, nameRange: range, columns: [column], references: entity, referenced: keys },
        ...{ onDelete: 'CASCADE', onUpdate: undefined, deferrable: undefined },
      })
    }
    if (entity.args?.columns.some(({ mode }) => mode === 'treeLevel'))
      made.own.push(this.#named(plainColumn('level', 'int4', seatAt(entity, 'level'))))
    return made
  }

  #wayColumn(key: Column, end: string, entity: Entity): Column {
    const name = `${key.property}_${end}`
    const { type, length, precision, scale, collation } = key
    return this.#named(plainColumn(name, '', seatAt(entity, name), { type, length, precision, scale, collation, primary: true }))
  }

  #named(column: Column): Column {
    column.name = this.#options.naming.columnName(column.property, column.given, column.prefixes)
    return column
  }
}

function paired(columns: readonly Column[], others: readonly Column[]): ColumnPair[] {
  return columns.flatMap((column, i) => (others[i] ? [[column, others[i]] as const] : []))
}

function seatAt(
  { range }: Entity,
  path: string,
): { path: string; prefixes: readonly string[]; range: Entity['range']; nameRange: Entity['range'] } {
  return { path, prefixes: [], range, nameRange: range }
}

/** What is said of the column that references another. */
function namedFor(referenced: Column, joins: readonly JoinColumn[]): JoinColumn | undefined {
  return joins.find((one) => (one.referenced === undefined || one.referenced === referenced.property) && one.name !== undefined)
}

function inOrderOf(keys: readonly Column[], columns: readonly Column[]): Column[] {
  const place = (column: Column): number => (keys.includes(column) ? keys.indexOf(column) : Number.MAX_SAFE_INTEGER)
  return [...columns].sort((a, b) => place(a) - place(b))
}

/** A table that is joined with itself would have two columns of one name. */
function renameDoubles(own: readonly Column[], others: readonly Column[]): void {
  for (const column of own) {
    for (const other of others) {
      if (column.name !== other.name) continue
      const { name } = column
      column.name = `${name}_1`
      other.name = `${name}_2`
    }
  }
}
