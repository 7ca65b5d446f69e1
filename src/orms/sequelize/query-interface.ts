import { lookup } from '../../catalog/lookup.ts'
import type { Range } from '../../catalog/place.ts'
import { entriesOf, isTrue, itemsOf, propertyOf, textOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import type { Statement } from '../orm.ts'
import { attributesOf, tableNameOf } from './attributes.ts'
import { enumOf, referenceOf, unreadOf, type Call, type NamedTable } from './call.ts'
import { changeColumn } from './change-column.ts'
import { columnSql, tableSql, type ColumnHome } from './columns.ts'
import { constraintSql } from './constraint-sql.ts'
import { quoted, quotedPath } from './expressions.ts'
import { fieldsOf, indexName, indexSql, type IndexSaid } from './index-sql.ts'
import { isColumn, spotOf, type Attribute } from './model.ts'
import { guarded, joined, placed, unreadAt, type Sql } from './placed.ts'
import { functionSql, triggerSql } from './routines.ts'

type Reader = (call: Call) => Statement[]

const noTable = 'the name of this table is not known'

/** The name of a table is one name, with whatever points in it. */
function ofTable(read: (call: Call, table: NamedTable) => Statement[]): Reader {
  return (call) => {
    const table = call.table()
    return table ? read(call, table) : call.unread(noTable)
  }
}

/** Here a point in the name of a table parts it from its schema. */
function ofPath(read: (call: Call, table: NamedTable) => Statement[]): Reader {
  return ofTable((call, table) => read(call, table.schema === undefined ? parted(table) : table))
}

function parted(table: NamedTable): NamedTable {
  const point = table.table.lastIndexOf('.')
  return point < 0 ? table : { ...table, schema: table.table.slice(0, point).replaceAll('.', '->'), table: table.table.slice(point + 1) }
}

export const methods: Readonly<Record<string, Reader>> = lookup({
  createTable: ofTable(createTable),
  dropTable: ofTable((call, table) => {
    const options = call.args[1]
    const cascade = isTrue(propertyOf(options, 'cascade')) || isTrue(propertyOf(options, 'force'))
    return call.send(['DROP TABLE IF EXISTS ', name(table), cascade ? ' CASCADE' : ''])
  }),
  renameTable: ofTable((call, table) => {
    const after = call.table(1)
    if (!after) return call.unread('the new name of this table is not known')
    return call.send(['ALTER TABLE ', name(table), ' RENAME TO ', placed(after.range, quoted(after.table))])
  }),
  addColumn: ofTable(addColumn),
  removeColumn: ofTable((call, table) => {
    const column = call.text(1)
    if (column === undefined) return call.unread('the name of this column is not known')
    return call.send(['ALTER TABLE ', name(inPublic(table)), ' DROP COLUMN ', placed(call.at(call.args[1]), quoted(column))])
  }),
  renameColumn: ofTable((call, table) => {
    const [before, after] = [call.text(1), call.text(2)]
    if (before === undefined || after === undefined) return call.unread('the name of this column is not known')
    const names = [placed(call.at(call.args[1]), quoted(before)), ' TO ', placed(call.at(call.args[2]), quoted(after))]
    return call.send(['ALTER TABLE ', name(table), ' RENAME COLUMN ', names])
  }),
  changeColumn: ofTable((call, table) => changeColumn(call, table)),
  addIndex: ofPath(addIndex),
  removeIndex: ofTable(removeIndex),
  addConstraint: ofPath((call, table) => {
    const list = call.args[1]
    const options = list?.kind === 'list' ? call.args[2] : list
    const constraint = constraintSql(table, list?.kind === 'list' ? list.items : fieldsOf(options), options, call)
    if ('unread' in constraint) return call.unread(constraint.unread)
    return call.send(['ALTER TABLE ', name(table), ' ADD ', constraint.sql])
  }),
  removeConstraint: ofPath((call, table) => {
    const constraint = call.text(1)
    if (constraint === undefined) return call.unread('the name of this constraint is not known')
    return call.send(['ALTER TABLE ', name(table), ' DROP CONSTRAINT ', placed(call.at(call.args[1]), quotedPath(constraint))])
  }),
  createSchema: ofName((schema) => ['CREATE SCHEMA IF NOT EXISTS ', schema]),
  dropSchema: ofName((schema) => ['DROP SCHEMA IF EXISTS ', schema, ' CASCADE']),
  dropEnum: ofName((type) => ['DROP TYPE IF EXISTS ', type]),
  createFunction: (call) => {
    const sql = functionSql(call.args)
    return sql === undefined ? call.unread('this function is not known') : call.send(sql)
  },
  dropFunction: (call) => {
    const function_ = call.text(0)
    return function_ === undefined ? call.unread('this function is not known') : call.send(`DROP FUNCTION ${function_} RESTRICT`)
  },
  createTrigger: ofTable((call, table) => {
    const sql = triggerSql(table, call.args)
    return sql === undefined ? call.unread('this trigger is not known') : call.send(sql)
  }),
  dropTrigger: ofTable((call, table) => {
    const trigger = call.text(1)
    return trigger === undefined
      ? call.unread('this trigger is not known')
      : call.send(`DROP TRIGGER ${quoted(trigger)} ON ${tableSql(table)}`)
  }),
  dropAllTables: (call) => call.unread('this drops all tables'),
  dropAllEnums: (call) => call.unread('this drops all enums'),
  sync: (call) => call.unread('what `sync` makes in a migration is not followed'),
})

function ofName(sql: (quotedName: Sql) => Sql): Reader {
  return (call) => {
    const text = call.text(0)
    return text === undefined ? call.unread('the name of this is not known') : call.send(sql(placed(call.at(call.args[0]), quoted(text))))
  }
}

function name(table: NamedTable): Sql {
  return placed(table.range, tableSql(table))
}

/** Columns are added to tables in `public` where no schema is said. */
function inPublic(table: NamedTable): NamedTable {
  return { ...table, schema: table.schema ?? 'public' }
}

function createTable(call: Call, named: NamedTable): Statement[] {
  const [, attributes, options] = call.args
  const schema = named.schema ?? textOf(propertyOf(options, 'schema'))
  const table = { ...named, schema }
  const home = (attribute: Attribute): ColumnHome => call.home(table, attribute.field ?? attribute.name)
  const seat = call.at(attributes) ?? call.range
  const placeOf = ({ at }: Entry): { file: string; range: Range } => {
    return { file: call.file, range: call.rangeIn(spotOf(at)) ?? seat }
  }
  const said = attributesOf(entriesOf(attributes), placeOf)
  const columns = said.filter((attribute) => isColumn(attribute))
  const keys = columns.filter(({ primaryKey }) => primaryKey === true)
  const elements = [
    ...columns.map((attribute) => columnSql(attribute, home(attribute))),
    ...uniqueKeys(call, propertyOf(options, 'uniqueKeys')),
    ...(keys[0] ? [placed(keys[0].spot.range, `PRIMARY KEY (${keys.map((key) => quoted(home(key).field)).join(', ')})`)] : []),
  ]
  const isKnown = attributes?.kind === 'record' && !attributes.open
  return [
    ...columns.flatMap((attribute) => enumOf(call, attribute, home(attribute))),
    ...call.send(['CREATE TABLE IF NOT EXISTS ', name(table), ' (', joined(elements, ', '), ')']),
    ...(isKnown ? [] : [unreadAt(call.file, seat, 'not all columns of this table are known')]),
    ...said.flatMap((attribute) => unreadOf(call, attribute, home(attribute))),
    ...columns.flatMap((attribute) => foreignKey(call, attribute, home(attribute))),
  ]
}

function uniqueKeys(call: Call, keys: Value | undefined): Sql[] {
  return entriesOf(keys).flatMap(({ value, at }) => {
    const fields = itemsOf(propertyOf(value, 'fields')).flatMap((field) => textOf(field) ?? [])
    return fields.length === 0 ? [] : [placed(call.rangeIn(spotOf(at)), `UNIQUE (${fields.map(quoted).join(', ')})`)]
  })
}

/** Apart from its table, which is there even if what it refers to is not known. */
function foreignKey(call: Call, attribute: Attribute, { table, field }: ColumnHome): Statement[] {
  const sql = referenceOf(attribute, table)
  if (sql === undefined) return []
  const range = attribute.references && call.rangeIn(attribute.references.spot)
  if (sql === null) return [unreadAt(call.file, range ?? attribute.spot.range, 'the table that this refers to is not known')]
  const key = placed(range ?? attribute.spot.range, `FOREIGN KEY (${quoted(field)}) ${sql}`)
  const missing = {
    object: 'constraint',
    constraint: 'foreign key',
    name: undefined,
    of: table.table,
    column: field,
    negated: true,
  } as const
  return call
    .send([`ALTER TABLE ${tableSql(table)} ADD `, key], range ?? attribute.spot.range)
    .map((statement) => guarded(statement, table.schema === undefined ? missing : { ...missing, schema: table.schema }))
}

function addColumn(call: Call, table: NamedTable): Statement[] {
  const [, column, said] = call.args
  const field = textOf(column)
  if (field === undefined || !column || !said) return call.unread('the name of this column is not known')
  const entry: Entry = { key: field, value: said, at: call.place }
  const [attribute] = attributesOf([entry], () => ({ file: call.file, range: call.range }))
  if (!attribute) return []
  const named = { ...attribute, fieldSpot: { file: call.file, range: call.at(column) ?? call.range } }
  const home = call.home(inPublic(table), field)
  const reference = referenceOf(attribute, table)
  return [
    ...enumOf(call, attribute, home),
    ...call.send(['ALTER TABLE ', name(inPublic(table)), ' ADD COLUMN ', columnSql(named, home)]),
    ...unreadOf(call, attribute, home),
    ...(reference === null ? call.unread('the table that this refers to is not known') : []),
    ...(reference ? addReference(call, table, attribute, field, reference) : []),
  ]
}

function addReference(call: Call, table: NamedTable, { references }: Attribute, field: string, sql: string): Statement[] {
  const range = (references && call.rangeIn(references.spot)) ?? call.range
  return call.send(['ALTER TABLE ', tableSql(inPublic(table)), ' ADD ', placed(range, `FOREIGN KEY (${quoted(field)}) ${sql}`)], range)
}

function addIndex(call: Call, table: NamedTable): Statement[] {
  const [first, second, third, fourth] = call.args
  const isList = second?.kind === 'list'
  const options = isList ? third : second
  const raw = tableNameOf(isList ? fourth : third)?.table ?? tableNameOf(first)?.table ?? table.table
  const said: IndexSaid = {
    fields: isList ? second.items : fieldsOf(options),
    options,
    prefix: raw.replaceAll('.', '_').replaceAll(/["']/g, ''),
  }
  const index = indexSql(table, said, call.range, call.rangeIn)
  return 'unread' in index ? call.unread(index.unread) : call.send(index.sql)
}

function removeIndex(call: Call, table: NamedTable): Statement[] {
  const [, given, options] = call.args
  const index = given?.kind === 'list' ? indexName(table.table, given.items) : textOf(given)
  if (index === undefined) return call.unread('the name of this index is not known')
  const concurrently = isTrue(propertyOf(options, 'concurrently')) ? ' CONCURRENTLY' : ''
  return call.send([`DROP INDEX${concurrently} IF EXISTS `, placed(call.at(given), quotedPath(index))])
}
