import type { Change } from '../../catalog/change.ts'
import { lookup } from '../../catalog/lookup.ts'
import type { Range } from '../../catalog/place.ts'
import { itemsOf, isTrue, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import type { Statement } from '../orm.ts'
import { rangeIn } from '../sql-text.ts'
import { fullType } from './column-text.ts'
import type { Column } from './column.ts'
import { textIn, textsOf } from './options.ts'
import { placed, quoted, send, sendTable, unread, type Placed } from './placed-sql.ts'
import { optionsOf, partsIn, tableIn, type TableOptions } from './table-options.ts'
import * as sql from './table-sql.ts'

/** What stands for the default of a generated uuid. */
const uuidDefault = 'uuid_generate_v4()'

/** Reads the calls of a migration that make and change tables without SQL. */
export class TableApi {
  readonly #file: string
  readonly #engine: SqlEngine
  readonly #options: TableOptions

  constructor(file: string, engine: SqlEngine, options: TableOptions) {
    this.#file = file
    this.#engine = engine
    this.#options = options
  }

  /** What a method does; nothing where it changes no schema. */
  read(name: string, args: readonly Value[], at: Value): Statement[] {
    const range = this.#options.rangeOf(at)
    const parts = this.#parts(name, args, range)
    if (parts) return parts
    return silent.test(name) ? [] : [this.#unread(range, `what ${name} does is not read`)]
  }

  #unread(range: Range, reason: string): Statement {
    return { file: this.#file, changes: [unread(range, reason)] }
  }

  #send(part: Placed): Statement {
    return send(this.#file, part, this.#engine)
  }

  #parts(name: string, args: readonly Value[], range: Range): Statement[] | undefined {
    const [first, second, third] = args
    const table = tableIn(first)
    const schema = schemas[name]
    if (schema) return [this.#schema(schema, first, second, range)]
    if (name === 'createView') return this.#view(first, range)
    if (!table)
      return /^(?:create|drop|add|change|rename)/.test(name) && !silent.test(name)
        ? [this.#unread(range, 'the table is not known')]
        : undefined
    const one = this.#one(name, table, args, range)
    if (one) return one
    const singular = plurals[name]
    if (!singular) return undefined
    const list = second?.kind === 'list' && !second.open ? itemsOf(second) : undefined
    return (
      list?.flatMap((item) => this.#one(singular, table, [first ?? item, item, ...(third ? [third] : [])], range) ?? []) ?? [
        this.#unread(range, 'not all of this list is known'),
      ]
    )
  }

  #schema(verb: string, name: Value | undefined, option: Value | undefined, range: Range): Statement {
    const text = textOf(name)?.split('.').at(-1)
    if (text === undefined) return this.#unread(range, 'the name of the schema is not known')
    const exists = isTrue(option) ? (verb === 'CREATE' ? 'IF NOT EXISTS ' : 'IF EXISTS ') : ''
    return this.#send(
      placed(range, `${verb} SCHEMA ${exists}`, placed(this.#options.rangeOf(name), quoted(text)), verb === 'DROP' ? ' CASCADE' : ''),
    )
  }

  #view(view: Value | undefined, range: Range): Statement[] {
    const table = tableIn(view)
    const expression = textIn(optionsOf(view), 'expression')
    if (!table || expression === undefined) return [this.#unread(range, 'the query of this view is not known')]
    const kind = isTrue(propertyOf(optionsOf(view), 'materialized')) ? 'MATERIALIZED VIEW' : 'VIEW'
    return [this.#send(placed(range, `CREATE ${kind} ${sql.pathSql(table)} AS ${expression}`))]
  }

  #one(name: string, table: sql.TableName, args: readonly Value[], range: Range): Statement[] | undefined {
    const [, second, third] = args
    switch (name) {
      case 'createTable':
        return this.#createTable(table, args, range)
      case 'addColumn':
        return this.#addColumn(table, second, range)
      case 'changeColumn':
        return this.#changeColumn(table, second, third, range)
      case 'renameColumn':
        return this.#renameColumn(table, second, third, range)
      case 'dropColumn':
        return this.#dropColumn(table, second, range)
      case 'renameTable':
        return this.#rename(table, second, range)
      case 'dropTable':
      case 'dropView':
        return [
          this.#send(
            placed(range, `DROP ${name === 'dropView' ? 'VIEW' : 'TABLE'} ${isTrue(second) ? 'IF EXISTS ' : ''}${sql.pathSql(table)}`),
          ),
        ]
      case 'createPrimaryKey':
        return this.#primaryKey(table, second, third, range)
      case 'dropIndex':
        return this.#dropIndex(table, second, range)
      default:
        return this.#constraint(name, table, second, range)
    }
  }

  #createTable(table: sql.TableName, args: readonly Value[], range: Range): Statement[] {
    const [value, ifNotExists, keys, indexes] = args
    const guard = isTrue(ifNotExists) ? table : undefined
    const columns = partsIn(value, 'columns')
    const known = columns.map((column) => this.#options.column(column))
    const there = known.filter((column) => column !== undefined)
    const open = known.length > there.length || isOpen(optionsOf(value)) || isOpen(propertyOf(optionsOf(value), 'columns'))
    const elements = [
      ...there.map((column) => sql.columnSql(table, column, uuidDefault)),
      ...this.#elements(value, table, there, isOff(keys)),
    ]
    const name = propertyOf(optionsOf(value), 'name')
    const head = placed(this.#options.rangeOf(name ?? value), `CREATE TABLE ${sql.pathSql(table)}`)
    const statements = [
      ...this.#enums(table, there),
      sendTable(this.#file, this.#options.rangeOf(name ?? value), head, elements, this.#engine),
      ...(isOff(indexes) ? [] : partsIn(value, 'indices').flatMap((index) => this.#constraint('createIndex', table, index, range) ?? [])),
      ...(open ? [this.#unread(range, 'not all columns of this table are known')] : []),
    ]
    return guard ? [whereMissing(statements, guard)] : statements
  }

  #elements(value: Value | undefined, table: sql.TableName, columns: readonly Column[], withoutKeys: boolean): Placed[] {
    const options = this.#options
    const uniques = partsIn(value, 'uniques').flatMap((one) => options.unique(one, table) ?? [])
    const singles = partsIn(value, 'columns').flatMap((one): Placed[] => {
      const column = isTrue(propertyOf(optionsOf(one), 'isUnique')) ? options.column(one) : undefined
      if (!column || uniques.some(({ columns: [first, ...others] }) => first === column.name && others.length === 0)) return []
      return [this.#uniqueOf(table, column)]
    })
    return [
      ...uniques.map(({ said, columns: names, deferrable }) => sql.uniqueSql(said, names, deferrable)),
      ...singles,
      ...partsIn(value, 'checks').flatMap((one) => this.#check(one, table) ?? []),
      ...partsIn(value, 'exclusions').flatMap((one) => this.#exclusion(one, table) ?? []),
      ...(withoutKeys ? [] : partsIn(value, 'foreignKeys')).flatMap((one) => {
        const key = options.foreignKey(one, table)
        return key ? [sql.foreignKeySql(key)] : []
      }),
      ...this.#primaryOf(table, columns),
    ]
  }

  #uniqueOf(table: sql.TableName, { name, range }: Column): Placed {
    return sql.uniqueSql({ range, nameRange: range, name: this.#options.names.unique(table.name, [name]) }, [name], undefined)
  }

  #check(value: Value, table: sql.TableName): Placed | undefined {
    const found = this.#options.expression(value, (expression) => this.#options.names.check(table.name, expression))
    return found && sql.checkSql(found.said, found.expression)
  }

  #exclusion(value: Value, table: sql.TableName): Placed | undefined {
    const found = this.#options.expression(value, (expression) => this.#options.names.exclusion(table.name, expression))
    return found && sql.exclusionSql(found.said, found.expression, found.deferrable)
  }

  #primaryOf(table: sql.TableName, columns: readonly Column[]): Placed[] {
    const primary = columns.filter((column) => column.primary)
    const [first] = primary
    if (!first) return []
    const names = primary.map(({ name }) => name)
    const name = first.primaryKeyName ?? this.#options.names.primaryKey(table.name, names)
    return [sql.primaryKeySql({ range: first.range, nameRange: first.range, name }, names)]
  }

  #enums(table: sql.TableName, columns: readonly Column[]): Statement[] {
    return columns.flatMap((column): Statement[] => {
      if (column.type !== 'enum' || !column.values) return []
      const { schema, name } = sql.enumPath(table, column)
      const made = this.#send(sql.enumSql(table, column))
      const missing = { object: 'type' as const, name, schema, negated: true }
      return [{ ...made, changes: made.changes.map((change): Change => ({ ...change, guards: [missing] })) }]
    })
  }

  #addColumn(table: sql.TableName, value: Value | undefined, range: Range): Statement[] {
    const column = this.#options.column(value)
    if (!column) return [this.#unread(range, 'the column is not known')]
    const unique = isTrue(propertyOf(optionsOf(value), 'isUnique'))
      ? [this.#send(sql.alterSql(table, 'ADD', this.#uniqueOf(table, column)))]
      : []
    const keys = this.#primaryOf(table, [column]).map((key) => this.#send(sql.alterSql(table, 'ADD', key)))
    return [
      ...this.#enums(table, [column]),
      this.#send(sql.alterSql(table, 'ADD', sql.columnSql(table, column, uuidDefault))),
      ...keys,
      ...unique,
    ]
  }

  #changeColumn(table: sql.TableName, old: Value | undefined, value: Value | undefined, range: Range): Statement[] {
    const column = this.#options.column(value)
    const before = this.#options.nameOf(old)
    if (!column || !before) return [this.#unread(range, 'the column is not known')]
    const alter = (action: string): Statement =>
      this.#send(placed(column.range, `ALTER TABLE ${sql.pathSql(table)} ALTER COLUMN ${quoted(column.name)} ${action}`))
    const isEnum = column.type === 'enum'
    const type = isEnum ? sql.pathSql(sql.enumPath(table, column)) + (column.array ? '[]' : '') : fullType(column)
    return [
      ...(before.text === column.name ? [] : this.#renameColumn(table, old, undefined, range, column)),
      ...this.#enums(table, [column]),
      ...(isEnum ? [alter('DROP DEFAULT')] : []),
      alter(`TYPE ${type}${isEnum ? ` USING ${quoted(column.name)}::text::${type}` : ''}`),
      alter(column.nullable ? 'DROP NOT NULL' : 'SET NOT NULL'),
      ...(column.strategy === undefined ? [alter(column.default === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${column.default}`)] : []),
    ]
  }

  #renameColumn(table: sql.TableName, old: Value | undefined, value: Value | undefined, range: Range, made?: Column): Statement[] {
    const before = this.#options.nameOf(old)
    const after = made ? { text: made.name, range: made.nameRange } : this.#renamed(value)
    if (!before || !after) return [this.#unread(range, 'the column is not known')]
    return [
      this.#send(
        placed(
          range,
          `ALTER TABLE ${sql.pathSql(table)} RENAME COLUMN ${quoted(before.text)} TO `,
          placed(after.range, quoted(after.text)),
        ),
      ),
    ]
  }

  #renamed(value: Value | undefined): { text: string; range: Range } | undefined {
    const name = this.#options.nameOf(value)
    return name && { text: name.text, range: (name.at && rangeIn(this.#file, name.at)) ?? this.#options.rangeOf(value) }
  }

  #dropColumn(table: sql.TableName, value: Value | undefined, range: Range): Statement[] {
    const name = this.#options.nameOf(value)
    if (!name) return [this.#unread(range, 'the column is not known')]
    const type = sql.enumPath(table, { name: name.text, enumName: undefined })
    const enumType: Change = {
      kind: 'drop',
      object: 'type',
      range,
      name: { schema: type.schema, name: { text: type.name, range } },
      ifExists: true,
      cascade: false,
      tolerant: true,
    }
    return [
      this.#send(placed(range, `ALTER TABLE ${sql.pathSql(table)} DROP COLUMN ${quoted(name.text)}`)),
      { file: this.#file, changes: [enumType] },
    ]
  }

  /** Limit: TypeORM also renames the keys and indexes that have the names it made up. */
  #rename(table: sql.TableName, value: Value | undefined, range: Range): Statement[] {
    const after = this.#renamed(value)
    if (!after) return [this.#unread(range, 'the new name of the table is not known')]
    return [
      this.#send(
        placed(
          range,
          `ALTER TABLE ${sql.pathSql(table)} RENAME TO `,
          placed(after.range, quoted(after.text.split('.').at(-1) ?? after.text)),
        ),
      ),
    ]
  }

  #primaryKey(table: sql.TableName, value: Value | undefined, given: Value | undefined, range: Range): Statement[] {
    const columns = textsOf(value)
    if (!columns) return [this.#unread(range, 'the columns of this key are not known')]
    const name = textOf(given) ?? this.#options.names.primaryKey(table.name, columns)
    return [
      this.#send(sql.alterSql(table, 'ADD', sql.primaryKeySql({ range, nameRange: this.#options.rangeOf(given ?? value), name }, columns))),
    ]
  }

  #dropIndex(table: sql.TableName, value: Value | undefined, range: Range): Statement[] {
    const name = this.#options.nameOf(value)?.text ?? (value?.kind === 'call' ? this.#options.index(value, table)?.name : undefined)
    if (name === undefined) return [this.#unread(range, 'the index is not known')]
    return [this.#send(placed(range, `DROP INDEX ${sql.pathSql({ schema: table.schema, name })}`))]
  }

  #constraint(name: string, table: sql.TableName, value: Value | undefined, range: Range): Statement[] | undefined {
    if (drops.test(name)) return this.#dropConstraint(table, value, range)
    const make = value && this.#makers(value, table)[name]
    if (!make) return name in plurals || !creates.test(name) ? undefined : [this.#unread(range, 'what this makes is not known')]
    const part = make()
    return [part ? this.#send(part) : this.#unread(range, 'what this makes is not known')]
  }

  #makers(value: Value, table: sql.TableName): Readonly<Record<string, () => Placed | undefined>> {
    const add = (part: Placed | undefined): Placed | undefined => part && sql.alterSql(table, 'ADD', part)
    return lookup({
      createIndex: () => {
        const index = this.#options.index(value, table)
        return index && sql.indexSql(table, index)
      },
      createForeignKey: () => {
        const key = this.#options.foreignKey(value, table)
        return add(key && sql.foreignKeySql(key))
      },
      createUniqueConstraint: () => {
        const unique = this.#options.unique(value, table)
        return add(unique && sql.uniqueSql(unique.said, unique.columns, unique.deferrable))
      },
      createCheckConstraint: () => add(this.#check(value, table)),
      createExclusionConstraint: () => add(this.#exclusion(value, table)),
    })
  }

  #dropConstraint(table: sql.TableName, value: Value | undefined, range: Range): Statement[] {
    const made =
      value?.kind === 'call' ? (this.#options.foreignKey(value, table)?.name ?? this.#options.unique(value, table)?.said.name) : undefined
    const name = this.#options.nameOf(value)?.text ?? made
    if (name === undefined) return [this.#unread(range, 'the constraint is not known')]
    return [this.#send(placed(range, `ALTER TABLE ${sql.pathSql(table)} DROP CONSTRAINT ${quoted(name)}`))]
  }
}

const schemas: Readonly<Record<string, string>> = lookup({ createSchema: 'CREATE', dropSchema: 'DROP' })

const plurals: Readonly<Record<string, string>> = lookup({
  addColumns: 'addColumn',
  dropColumns: 'dropColumn',
  createIndices: 'createIndex',
  dropIndices: 'dropIndex',
  createForeignKeys: 'createForeignKey',
  dropForeignKeys: 'dropForeignKey',
  createUniqueConstraints: 'createUniqueConstraint',
  dropUniqueConstraints: 'dropUniqueConstraint',
  createCheckConstraints: 'createCheckConstraint',
  dropCheckConstraints: 'dropCheckConstraint',
  createExclusionConstraints: 'createExclusionConstraint',
  dropExclusionConstraints: 'dropExclusionConstraint',
})

const creates = /^create(?:Index|ForeignKey|UniqueConstraint|CheckConstraint|ExclusionConstraint)$/
const drops = /^drop(?:ForeignKey|UniqueConstraint|CheckConstraint|ExclusionConstraint)$/

/** What changes no schema. */
const silent =
  /^(?:has|get|is|select|clear|start|commit|rollback|release|connect|stream|createDatabase|dropDatabase|createQueryBuilder|changeTableComment|enable|disable|load|before|after)/

function isOpen(value: Value | undefined): boolean {
  return value !== undefined && ((value.kind !== 'record' && value.kind !== 'list') || value.open)
}

function isOff(value: Value | undefined): boolean {
  return value?.kind === 'literal' && value.value === false
}

/** All of it or nothing, by what is there before. */
function whereMissing(statements: readonly Statement[], { schema, name }: sql.TableName): Statement {
  const missing = { object: 'table' as const, name, schema, negated: true }
  const changes = statements.flatMap((one) => one.changes)
  return {
    file: statements[0]?.file ?? '',
    changes: changes.map((change): Change => ({ ...change, guards: [missing, ...(change.guards ?? [])] })),
  }
}
