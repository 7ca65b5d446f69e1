import { grouped } from '../../catalog/grouped.ts'
import type { Guard } from '../../catalog/guard.ts'
import type { Range } from '../../catalog/place.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import type { Statement } from '../orm.ts'
import { columnSql, createEnum, referencedTable, referencesSql, tableSql, unreadIn, type ColumnHome, type RangeIn } from './columns.ts'
import { quoted } from './expressions.ts'
import { fieldsOf, indexSql } from './index-sql.ts'
import { underscored } from './inflection.ts'
import { isColumn, type Attribute, type Model, type Spot, type TableName } from './model.ts'
import { guarded, joined, placed, statementOf, unreadAt, type Sql } from './placed.ts'

export function rangesIn(file: string): RangeIn {
  return (spot) => (spot?.file === file ? spot.range : undefined)
}

/** The statements for a model, in the order in which all models need them. */
export interface ModelStatements {
  readonly tables: readonly Statement[]
  readonly columns: readonly Statement[]
  readonly indexes: readonly Statement[]
  readonly foreignKeys: readonly Statement[]
}

export function statementsOf(model: Model, modelOf: (value: Value) => Model | undefined, engine: SqlEngine): ModelStatements {
  return new ModelWriter(model, modelOf, engine).write()
}

class ModelWriter {
  readonly #model: Model
  readonly #modelOf: (value: Value) => Model | undefined
  readonly #engine: SqlEngine
  readonly #file: string
  readonly #rangeIn: RangeIn

  constructor(model: Model, modelOf: (value: Value) => Model | undefined, engine: SqlEngine) {
    this.#model = model
    this.#modelOf = modelOf
    this.#engine = engine
    this.#file = model.parts.spot.file
    this.#rangeIn = rangesIn(this.#file)
  }

  write(): ModelStatements {
    const { columns, parts } = this.#model
    const own = columns.filter((attribute) => !this.#isApart(attribute))
    const apart = columns.filter((attribute) => this.#isApart(attribute))
    return {
      tables: [
        ...own.flatMap((attribute) => this.#enum(attribute)),
        ...this.#send(this.#createTable(own), parts.nameSpot),
        ...parts.unread.map(({ spot, reason }) => unreadAt(spot.file, spot.range, reason)),
        ...[...this.#model.attributes.values()].flatMap((attribute) =>
          isColumn(attribute) && !own.includes(attribute) ? [] : this.#unread(attribute),
        ),
      ],
      columns: apart.flatMap((attribute) => [...this.#enum(attribute), ...this.#addColumn(attribute), ...this.#unread(attribute)]),
      indexes: [...parts.indexes.flatMap((index) => this.#index(index)), ...columns.flatMap((attribute) => this.#ginIndex(attribute))],
      foreignKeys: columns.flatMap((attribute) => this.#foreignKey(attribute)),
    }
  }

  /** A column that another file tells, which is none of a key. */
  #isApart({ spot, primaryKey, unique }: Attribute): boolean {
    return spot.file !== this.#file && primaryKey !== true && (unique === undefined || typeof unique === 'boolean')
  }

  #home(attribute: Attribute, rangeIn = this.#rangeIn): ColumnHome {
    return { table: this.#model.table, field: this.#model.fieldOf(attribute), rangeIn }
  }

  #send(sql: Sql, { file, range }: Spot): Statement[] {
    return statementOf(file, sql, range, this.#engine)
  }

  #unread(attribute: Attribute): Statement[] {
    const { file, range } = this.#spotOf(attribute)
    return unreadIn(attribute, this.#home(attribute)).map((reason) => unreadAt(file, range, reason))
  }

  #spotOf(attribute: Attribute): Spot {
    return this.#isApart(attribute) || attribute.spot.file === this.#file ? attribute.spot : this.#model.parts.nameSpot
  }

  #enum(attribute: Attribute): Statement[] {
    const spot = this.#spotOf(attribute)
    const sql = createEnum(attribute, this.#home(attribute, rangesIn(spot.file)))
    return sql === undefined ? [] : this.#send(sql, spot)
  }

  #createTable(columns: readonly Attribute[]): Sql {
    const { table, parts } = this.#model
    const elements = [
      ...columns.map((attribute) => columnSql(attribute, this.#home(attribute))),
      ...this.#uniqueKeys(columns),
      ...this.#primaryKey(columns),
    ]
    return ['CREATE TABLE ', placed(this.#rangeIn(parts.nameSpot), tableSql(table)), ' (', joined(elements, ', '), ')']
  }

  #primaryKey(columns: readonly Attribute[]): Sql[] {
    const keys = columns.filter(({ primaryKey }) => primaryKey === true)
    const [first] = keys
    return first ? [placed(this.#rangeIn(first.spot), ['PRIMARY KEY (', this.#fields(keys), ')'])] : []
  }

  /** Those with one name are one key, whose name Postgres chooses. */
  #uniqueKeys(columns: readonly Attribute[]): Sql[] {
    const named = columns.flatMap((attribute) => {
      const { unique, name } = attribute
      return typeof unique === 'object' ? [{ attribute, key: unique.name ?? `${this.#model.table.table}_${name}_unique` }] : []
    })
    const groups = grouped(named, ({ key }) => key)
    return [...groups.values()].map((group) =>
      placed(this.#rangeIn(group[0]?.attribute.spot), ['UNIQUE (', this.#fields(group.map(({ attribute }) => attribute)), ')']),
    )
  }

  #fields(attributes: readonly Attribute[]): Sql {
    return joined(
      attributes.map((attribute) => placed(this.#rangeIn(attribute.spot), quoted(this.#model.fieldOf(attribute)))),
      ', ',
    )
  }

  /** Where steps made the column already, this is where it is told, too. */
  #addColumn(attribute: Attribute): Statement[] {
    const { spot } = attribute
    const sql = columnSql(attribute, this.#home(attribute, rangesIn(spot.file)))
    return this.#send([`ALTER TABLE ${tableSql(this.#model.table)} ADD COLUMN IF NOT EXISTS `, sql], spot)
  }

  #index(options: Value): Statement[] {
    const { table, parts } = this.#model
    const own = { file: options.at.program.file, range: options.at.node.range }
    const range = this.#rangeIn(own) ?? parts.nameSpot.range
    const said = { fields: fieldsOf(options), options, prefix: table.table }
    return this.#indexStatement(said, range)
  }

  /** `sync` passes over one whose name an index of the table has already, such as that of its primary key. */
  #indexStatement(said: Parameters<typeof indexSql>[1], range: Range): Statement[] {
    const { table, schema } = this.#model.table
    const index = indexSql(this.#model.table, said, range, this.#rangeIn)
    if ('unread' in index) return [unreadAt(this.#file, range, index.unread)]
    const isFree: Guard = { object: 'index', name: index.name, schema, of: table, negated: true }
    return this.#send(index.sql, { file: this.#file, range }).map((statement) => guarded(statement, isFree))
  }

  #ginIndex(attribute: Attribute): Statement[] {
    const { index, type } = attribute
    if (index !== true || type?.name !== 'JSONB') return []
    const { range } = this.#spotOf(attribute)
    const field = this.#model.fieldOf(attribute)
    const name = underscored(`${this.#model.table.table}_${field}`)
    return this.#send(ginSql(this.#model.table, field, name, range), { file: this.#file, range })
  }

  #foreignKey(attribute: Attribute): Statement[] {
    const { references, onDelete, onUpdate } = attribute
    if (!references) return []
    const { file, range } =
      references.spot.file === attribute.spot.file || references.spot.file === this.#file ? references.spot : attribute.spot
    const table = this.#tableOf(references.table)
    if (!table) return [unreadAt(file, range, 'the table that this refers to is not known')]
    const { key, deferrable } = references
    const sql = referencesSql({ table: referencedTable(this.#model.table, table), key, deferrable, onDelete, onUpdate })
    const column = placed(range, quoted(this.#model.fieldOf(attribute)))
    return this.#send([`ALTER TABLE ${tableSql(this.#model.table)} ADD `, placed(range, ['FOREIGN KEY (', column, `) ${sql}`])], {
      file,
      range,
    })
  }

  #tableOf(table: TableName | Value): TableName | undefined {
    return 'kind' in table ? this.#modelOf(table)?.table : table
  }
}

function ginSql(table: TableName, field: string, name: string, range: Range): Sql {
  return placed(range, `CREATE INDEX ${quoted(name)} ON ${tableSql(table)} USING gin (${quoted(field)})`)
}
