import type { Change } from '../../catalog/change.ts'
import { grouped } from '../../catalog/grouped.ts'
import { textOf } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { related } from '../ddl.ts'
import type { Statement } from '../orm.ts'
import type { Column } from './column.ts'
import type { SourceOptions } from './data-source.ts'
import { columnsOf, type Entity, type Index, type Unique } from './entity.ts'
import type { HashedNames } from './naming.ts'
import { placed, quoted, send, sendTable, unread, type Placed } from './placed-sql.ts'
import * as sql from './table-sql.ts'

/** What `synchronize` sends for tables to an empty database. */
export class EntityStatements {
  readonly #options: SourceOptions
  readonly #engine: SqlEngine
  readonly #names: HashedNames
  readonly #enums = new Set<string>()

  constructor(options: SourceOptions, names: HashedNames, engine: SqlEngine) {
    this.#options = options
    this.#names = names
    this.#engine = engine
  }

  of(entities: readonly Entity[], views: readonly Entity[]): Statement[] {
    const tables = sharingTables(entities)
    return [
      ...this.#schemas([...entities, ...views]),
      ...tables.flatMap((sharing) => this.#table(sharing)),
      ...tables.flatMap((sharing) => this.#indexes(sharing)),
      ...tables.flatMap((sharing) => this.#foreignKeys(sharing)),
      ...views.map((view) => this.#view(view)),
      ...[...entities, ...views].flatMap(({ file, unread: changes }) => (changes.length > 0 ? [{ file, changes }] : [])),
    ]
  }

  #view(entity: Entity): Statement {
    const { file, range, args } = entity
    const view = args?.table?.view
    const query = view?.expression && textOf(view.expression)
    const kind = view?.materialized === true ? 'MATERIALIZED VIEW' : 'VIEW'
    const made = this.#send(entity, placed(range, `CREATE ${kind} ${sql.pathSql(tableOf(entity))} AS ${query ?? 'SELECT'}`))
    return query === undefined ? { file, changes: made.changes.map(withoutColumns) } : made
  }

  #send(entity: Entity, part: Placed): Statement {
    return send(entity.file, part, this.#engine)
  }

  #schemas(entities: readonly Entity[]): Statement[] {
    const first = new Map(entities.flatMap((entity) => (entity.schema ? [[entity.schema.text, entity] as const] : [])).reverse())
    return [...first].map(([name, entity]) =>
      this.#send(entity, placed(entity.schema?.range ?? entity.range, `CREATE SCHEMA IF NOT EXISTS ${quoted(name)}`)),
    )
  }

  /** The first class makes the table, the others add what it has not. */
  #table([first, ...others]: readonly Entity[]): Statement[] {
    if (!first) return []
    const table = tableOf(first)
    const head = `CREATE TABLE ${sql.pathSql(table)}`
    const columns = columnsOf(first)
    const elements = [...columns.map((column) => this.#column(table, column)), ...this.#constraints(first)]
    const made = sendTable(first.file, first.range, head, elements, this.#engine)
    const known = new Set(columns.map(({ name }) => name))
    return [...this.#enumTypes(first, columns), made, ...others.flatMap((other) => this.#more(other, known))]
  }

  #more(entity: Entity, known: Set<string>): Statement[] {
    const fresh = columnsOf(entity).filter(({ name }) => !known.has(name))
    for (const { name } of fresh) known.add(name)
    const table = tableOf(entity)
    const uniques = uniquesOf(entity).filter(({ columns }) => columns.some((column) => fresh.includes(column)))
    return [
      ...this.#enumTypes(entity, fresh),
      ...fresh.map((column) => this.#send(entity, sql.alterSql(table, 'ADD', this.#column(table, column)))),
      ...uniques.map((unique) => this.#send(entity, sql.alterSql(table, 'ADD', uniquePart(entity, unique, this.#names)))),
    ]
  }

  #column(table: sql.TableName, column: Column): Placed {
    return sql.columnSql(table, column, this.#options.uuidDefault)
  }

  #enumTypes(entity: Entity, columns: readonly Column[]): Statement[] {
    return columns.flatMap((column): Statement[] => {
      if (column.type !== 'enum') return []
      const path = sql.pathSql(sql.enumPath(tableOf(entity), column))
      if (column.values && !this.#enums.has(path)) {
        this.#enums.add(path)
        return [this.#send(entity, sql.enumSql(tableOf(entity), column))]
      }
      if (this.#enums.has(path)) return []
      return [{ file: entity.file, changes: [unread(column.range, `the values of ${column.property} are not known`)] }]
    })
  }

  #constraints(entity: Entity): Placed[] {
    return [
      ...uniquesOf(entity).map((unique) => uniquePart(entity, unique, this.#names)),
      ...checksOf(entity, this.#names),
      ...primaryKeyOf(entity, this.#names),
    ]
  }

  #indexes(sharing: readonly Entity[]): Statement[] {
    const seen = new Set<string>()
    return sharing.flatMap((entity) =>
      indexesOf(entity).flatMap((index): Statement[] => {
        const columns = index.columns.map(({ name }) => name)
        const name = index.name ?? this.#names.index(entity.name, columns, index.where)
        if (seen.has(name)) return []
        seen.add(name)
        const made = this.#send(entity, sql.indexSql(tableOf(entity), { ...index, name, columns }))
        return [entity.madeIndexes.includes(index) ? implied(made) : made]
      }),
    )
  }

  #foreignKeys(sharing: readonly Entity[]): Statement[] {
    const seen = new Set<string>()
    return sharing.flatMap((entity) =>
      entity.foreignKeys.flatMap((key): Statement[] => {
        const columns = key.columns.map(({ name }) => name)
        const referenced = key.referenced.map(({ name }) => name)
        const name = key.name ?? this.#names.foreignKey(entity.name, columns)
        if (seen.has(name) || referenced.length === 0) return []
        seen.add(name)
        const part = sql.foreignKeySql({ ...key, name, columns, references: tableOf(key.references), referenced })
        const sent = this.#send(entity, sql.alterSql(tableOf(entity), 'ADD', part))
        return [key.isUnmade ? related(sent) : sent]
      }),
    )
  }
}

/** Classes may share a table. */
function sharingTables(entities: readonly Entity[]): Entity[][] {
  return [...grouped(entities, (entity) => sql.pathSql(tableOf(entity))).values()]
}

function tableOf({ schema, name }: Entity): sql.TableName {
  return { schema: schema?.text, name }
}

function primaryKeyOf(entity: Entity, hashed: HashedNames): Placed[] {
  const columns = columnsOf(entity).filter(({ primary }) => primary)
  const [first] = columns
  if (!first) return []
  const names = columns.map(({ name }) => name)
  const { range } = columns.length === 1 ? first : entity
  return [sql.primaryKeySql({ range, name: first.primaryKeyName ?? hashed.primaryKey(entity.name, names), nameRange: range }, names)]
}

function uniquePart(entity: Entity, { name, range, nameRange, columns, deferrable }: Unique, hashed: HashedNames): Placed {
  const names = columns.map((column) => column.name)
  return sql.uniqueSql({ range, nameRange, name: name ?? hashed.unique(entity.name, names) }, names, deferrable)
}

function checksOf(entity: Entity, hashed: HashedNames): Placed[] {
  const checks = entity.checks.flatMap(({ args: { name, expression }, range, nameRange }) =>
    expression === undefined
      ? []
      : [sql.checkSql({ range, nameRange, name: name?.text ?? hashed.check(entity.name, expression) }, expression)],
  )
  const exclusions = entity.exclusions.flatMap(({ args: { name, expression, deferrable }, range, nameRange }) => {
    if (expression === undefined) return []
    const said = { range, nameRange, name: name?.text ?? hashed.exclusion(entity.name, expression) }
    return [sql.exclusionSql(said, expression, deferrable)]
  })
  return [...checks, ...exclusions]
}

/** The columns that properties stand for: a column, or those of a relation. */
function columnsNamed(entity: Entity, paths: readonly string[] | undefined): Column[] | undefined {
  const all = columnsOf(entity)
  const found = paths?.map((path) => {
    const column = all.find((one) => one.path === path)
    if (column) return [column]
    const relation = entity.relations.find((one) => one.args.property === path && one.joinColumns.length > 0)
    return relation?.joinColumns
  })
  return found && found.length > 0 && found.every((columns) => columns !== undefined) ? found.flat() : undefined
}

function uniquesOf(entity: Entity): Unique[] {
  const said = entity.uniques.flatMap(({ args, range, nameRange, path }): Unique[] => {
    const columns = columnsNamed(
      entity,
      args.columns?.map((one) => path + one),
    )
    if (!columns) return []
    return [{ name: args.name?.text, range, nameRange, columns, deferrable: args.deferrable }]
  })
  const seen = new Set<string>()
  return [...said, ...entity.madeUniques].filter((unique) => {
    const name = unique.name ?? unique.columns.map((column) => column.name).join()
    return !seen.has(name) && seen.add(name)
  })
}

/** A view of which the query is not known: it is there, with whatever columns. */
function withoutColumns(change: Change): Change {
  if (change.kind !== 'create view' || change.query.kind !== 'select') return change
  const { range } = change.query
  return { ...change, query: { ...change.query, output: [{ kind: 'hidden', reason: 'the query of this view is not known', range }] } }
}

/** TypeORM makes it whatever the entities say. */
function implied(made: Statement): Statement {
  return { ...made, changes: made.changes.map((change) => (change.kind === 'create index' ? { ...change, implied: true } : change)) }
}

function indexesOf(entity: Entity): Index[] {
  const said = entity.indexes.flatMap(({ args, range, nameRange, path }): Index[] => {
    const columns = columnsNamed(
      entity,
      args.columns?.map((one) => path + one),
    )
    return columns ? [{ ...args, name: args.name?.text, range, nameRange, columns }] : []
  })
  return [...said, ...entity.madeIndexes]
}

/** What names properties that are no columns, and columns without a type. */
export function noteUnknownParts(entity: Entity): void {
  for (const column of columnsOf(entity))
    if (column.type === '') entity.unread.push(unread(column.range, `the type of ${column.property} is not known`))
  for (const [word, parts] of [
    ['index', entity.indexes],
    ['unique constraint', entity.uniques],
  ] as const)
    for (const { args, range, path } of parts)
      if (
        !columnsNamed(
          entity,
          args.columns?.map((one) => path + one),
        )
      )
        entity.unread.push(unread(range, `the columns of this ${word} are not all known`))
  for (const { args, range } of [...entity.checks, ...entity.exclusions])
    if (args.expression === undefined) entity.unread.push(unread(range, 'the expression of this constraint is not known'))
}
