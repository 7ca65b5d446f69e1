import type { Value } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import type { Statement } from '../orm.ts'
import { isWhole, joined, textOfSql, type Pen, type Sql } from '../placed-sql.ts'
import { propertyOf, isTrue } from '../../javascript/symbolic/value.ts'
import { enumLabels, enumName } from './column-types.ts'
import { columnNameSql, columnSql, columnType, conditionsOf, defaultSql, isNotNull, bareName } from './columns.ts'
import { checkSql, commandSql, foreignSql, primarySql, type TablePlace } from './commands.ts'
import { nameSql, tableSql } from './names.ts'
import { isGiven, type ColumnEntry, type CommandEntry, type Entry } from './table-entries.ts'

export interface TableSource {
  readonly method: 'create' | 'create if not exists' | 'create like' | 'alter'
  readonly schema: Value | undefined
  readonly table: Value | undefined
  readonly like: Value | undefined
  readonly pen: Pen
}

/** Writes what Knex sends for a table, in its order. */
export class TableWriter {
  readonly #source: TableSource
  readonly #place: TablePlace
  readonly #engine: SqlEngine
  readonly #mayBePrimary: boolean
  readonly #list: readonly Entry[]

  constructor(source: TableSource, list: readonly Entry[], engine: SqlEngine) {
    const { schema, table, pen } = source
    this.#source = source
    this.#place = { schema, table, name: tableSql(schema, table, pen) }
    this.#engine = engine
    this.#list = list
    this.#mayBePrimary = this.#commands('primary').length === 0
  }

  statements(): Statement[] {
    const { pen, method } = this.#source
    if (!isWhole(this.#place.name)) return [pen.unread('which table this is about is not known')]
    const columns = this.#list.filter((entry) => entry.kind === 'column')
    return [
      ...columns.flatMap((column) => this.#enumType(column)),
      ...(method === 'alter' ? this.#alter(columns) : this.#create(columns)),
      ...this.#list.flatMap((entry) => this.#further(entry)),
    ]
  }

  #commands(method: string): CommandEntry[] {
    return this.#list.filter((entry) => entry.kind === 'command').filter((entry) => entry.method === method)
  }

  #send(pen: Pen, sql: Sql): Statement[] {
    return pen.statement(sql, this.#engine)
  }

  /** A type that the first column of it makes. */
  #enumType(column: ColumnEntry): Statement[] {
    const { type, args, pen } = column
    const [, values, options] = args
    if (!/^enum?$/.test(type) || !isTrue(propertyOf(options, 'useNative')) || isTrue(propertyOf(options, 'existingType'))) return []
    const labels = values?.kind === 'list' && !values.open ? enumLabels(values, pen) : pen.gap
    return this.#send(pen, pen.sql`create type ${enumName(options, this.#schema(pen), pen)} as enum (${labels})`)
  }

  #schema(pen: Pen): Sql | undefined {
    return this.#source.schema && nameSql(this.#source.schema, pen)
  }

  #columns(columns: readonly ColumnEntry[]): { readonly known: Sql[]; readonly unread: Statement[] } {
    const written = columns.map((column) => {
      const own = columnSql(column, { mayBePrimary: this.#mayBePrimary, schema: this.#schema(column.pen) })
      return { pen: column.pen, ...own }
    })
    const unknown = written
      .filter(({ sql }) => !isWhole(sql))
      .map(({ pen }) => pen.unread('the name or the type of this column is not known'))
    const partly = written.flatMap(({ pen, unread }) => unread.map((reason) => pen.unread(reason)))
    return { known: written.flatMap(({ sql }) => (isWhole(sql) ? [sql] : [])), unread: [...unknown, ...partly] }
  }

  #create(columns: readonly ColumnEntry[]): Statement[] {
    const { pen, method, schema, like } = this.#source
    const { known, unread } = this.#columns(columns)
    const [key] = this.#commands('primary')
    const keySql = key && primarySql(key.args[0], key.args[1], this.#place, key.pen)
    const checks = this.#commands('check').map((check) => ({ check, sql: checkSql(check, true) }))
    const [inherits] = this.#commands('inherits')
    const parts = [
      ...(method === 'create like' ? [pen.sql`like ${tableSql(schema, like, pen)} including all`] : []),
      ...known,
      ...(keySql && isWhole(keySql) && method !== 'create like' ? [keySql] : []),
      ...(method === 'create like' ? [] : checks.flatMap(({ sql }) => (isWhole(sql) ? [sql] : []))),
    ]
    const words = method === 'create if not exists' ? 'create table if not exists' : 'create table'
    const tail = inherits ? pen.sql` inherits (${nameSql(inherits.args[0], pen)})` : ''
    return [
      ...this.#send(pen, pen.sql`${words} ${this.#place.name} (${joined(parts, pen.plain(', '))})${tail}`),
      ...unread,
      ...(key && keySql && !isWhole(keySql) ? [key.pen.unread('the columns of this key are not known')] : []),
      ...checks.filter(({ sql }) => !isWhole(sql)).map(({ check }) => check.pen.unread('what this checks is not known')),
    ]
  }

  #alter(columns: readonly ColumnEntry[]): Statement[] {
    const { pen } = this.#source
    const { known, unread } = this.#columns(columns.filter(({ alter }) => alter === undefined))
    const added = known.map((sql) => pen.sql`add column ${sql}`)
    return [
      ...(added.length > 0 ? this.#send(pen, pen.sql`alter table ${this.#place.name} ${joined(added, pen.plain(', '))}`) : []),
      ...unread,
      ...columns.filter(({ alter }) => alter !== undefined).flatMap((column) => this.#alterColumn(column)),
    ]
  }

  /** `alter()` sets a column anew: what is not said again is gone. */
  #alterColumn(column: ColumnEntry): Statement[] {
    const { pen, alter } = column
    const on = (key: string): boolean => {
      const given = alter === true ? undefined : propertyOf(alter, key)
      return given?.kind !== 'literal' || Boolean(given.value)
    }
    const start = pen.sql`alter table ${this.#place.name} alter column ${columnNameSql(column)} `
    const value = defaultSql(column)
    const steps = [
      pen.plain('drop default'),
      ...(on('alterNullable') ? [pen.plain('drop not null')] : []),
      ...(on('alterType') ? [this.#alterType(column)] : []),
      ...(value ? [pen.sql`set ${value}`] : []),
      ...(on('alterNullable') && isNotNull(column) ? [pen.plain('set not null')] : []),
    ]
    return [...steps.flatMap((step) => this.#send(pen, pen.sql`${start}${step}`)), ...this.#alterChecks(column)]
  }

  #alterType(column: ColumnEntry): Sql {
    const { pen, type: method } = column
    const type = columnType(column, { mayBePrimary: this.#mayBePrimary, schema: this.#schema(pen) })
    const cast = /^enum?$/.test(method) ? '::text::' : '::'
    return pen.sql`type ${type} using (${columnNameSql(column)}${cast}${type})`
  }

  #alterChecks(column: ColumnEntry): Statement[] {
    const { pen } = column
    return conditionsOf(column).flatMap(({ condition, called }, i) => {
      const made = pen.plain(
        `${textOfSql(nameSql(this.#source.table, pen))}_${textOfSql(columnNameSql(column))}_${i + 1}`.replaceAll('"', ''),
      )
      const name = isGiven(called) ? bareName(called, pen) : made
      return this.#send(pen, pen.sql`alter table ${this.#place.name} add constraint ${name} check(${condition})`)
    })
  }

  /** What is sent behind the columns. */
  #further(entry: Entry): Statement[] {
    if (entry.kind === 'column') return []
    if (entry.kind === 'foreign') {
      const sql = foreignSql(entry, this.#place)
      return sql ? this.#send(entry.pen, sql) : []
    }
    const isNew = this.#source.method !== 'alter'
    if (entry.method === 'check' && !isNew)
      return this.#send(entry.pen, entry.pen.sql`alter table ${this.#place.name} add ${checkSql(entry, false)}`)
    if (entry.method === 'primary' && /^create(?: if not exists)?$/.test(this.#source.method)) return []
    const sql = commandSql(entry, this.#place)
    return sql ? this.#send(entry.pen, sql) : []
  }
}
