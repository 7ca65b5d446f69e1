import type { Change, Written } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import { entriesOf, itemsOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { enableRowSecurity } from '../ddl.ts'
import type { SourceText, Statement } from '../orm.ts'
import { toldBy } from './calls/relations.ts'
import { columnReferences } from './keys.ts'
import { createTable } from './create-table.ts'
import { shownBy, type Shown } from './exports.ts'
import { readExtras, type Extras } from './extras.ts'
import { objectOf, type NamedCall } from './objects.ts'
import { createPolicy } from './policies.ts'
import type { Reading } from './reading.ts'
import { unreadAt, type Scene } from './scene.ts'
import type { Seats } from './seats.ts'
import { SqlText } from './sql-text.ts'
import { qualified, Tables, type Table } from './tables.ts'
import { createView } from './views.ts'

interface Named {
  readonly object: NamedCall
  readonly seats: Seats
  readonly value: Value
}

interface ReadTable {
  readonly scene: Scene
  readonly extras: Extras
}

/** What drizzle-kit would send to an empty database for what files show. */
export function drizzleStatements(files: readonly SourceText[], reading: Reading): Statement[] {
  const programs = files.flatMap(({ file }) => reading.world.program(file) ?? [])
  const shown = distinct(shownBy(programs, reading))
  const tables = new Tables(reading)
  const made = shown.flatMap(({ value, seats }) => ({ object: objectOf(value), seats, value }))
  for (const { object, seats } of made) if (object?.kind === 'table') tables.declare(object, seats)
  const named = made.flatMap(({ object, seats, value }): Named[] => (object && object.kind !== 'table' ? [{ object, seats, value }] : []))
  const calls = made.filter(({ object }) => object?.kind === 'table')
  const read = calls.flatMap(({ value }) => tables.of(value) ?? []).map((table) => readTable(table, tables, reading))
  const nameless = calls.flatMap(({ value, seats }): Statement[] =>
    tables.of(value) ? [] : [unreadAt({ seats }, seats.of(value.at), 'the name of a table is not known')],
  )
  const told = shown.flatMap(({ value, seats }) => relate(value, seats, tables, reading))
  return [...inOrder(read, named, tables, reading), ...nameless, ...told]
}

/** What `relations(…)` says where no column says it. A key of its own may be said to lead to what hangs on it, too. */
function relate(value: Value, seats: Seats, tables: Tables, reading: Reading): Statement[] {
  const range = seats.of(value.at)
  const written = (text: string): Written => ({ text, range })
  return toldBy(value, { tables, scene: reading }).flatMap(({ table, target, pairs }): Statement[] => {
    const isOwnKey = pairs.some(({ own }) => table.columns.some(({ name, said }) => name.text === own && said.has('primaryKey')))
    if (isOwnKey) return []
    const [columns, referencedColumns] = [pairs.map(({ own }) => written(own)), pairs.map(({ other }) => written(other))]
    const change: Change = {
      kind: 'relate',
      range,
      table: qualified(table, range),
      columns,
      references: qualified(target, range),
      referencedColumns,
    }
    return [{ file: seats.file, changes: [change] }]
  })
}

/** What several modules show is one thing. */
function distinct(shown: readonly Shown[]): Shown[] {
  const seen = new Set<Value>()
  return shown.filter(({ value }) => {
    const made = objectOf(value)?.call ?? value
    return !seen.has(made) && seen.add(made)
  })
}

function readTable(table: Table, tables: Tables, reading: Reading): ReadTable {
  const scene: Scene = { table, tables, reading, alone: new SqlText(tables, true), sql: new SqlText(tables, false) }
  return { scene, extras: readExtras(scene) }
}

function inOrder(read: readonly ReadTable[], named: readonly Named[], tables: Tables, reading: Reading): Statement[] {
  const of = (...kinds: readonly NamedCall['kind'][]): Named[] => named.filter(({ object }) => kinds.includes(object.kind))
  const foreignKeys = read.flatMap(({ scene, extras }) => [...columnReferences(scene), ...extras.foreignKeys])
  const indexes = read.flatMap(({ extras }) => extras.indexes)
  const linked = of('policy').flatMap((policy) => linkedPolicy(policy, tables, reading))
  const sql = new SqlText(tables, false)
  return [
    ...createSchemas(read, named),
    ...of('enum').flatMap(createEnum),
    ...of('sequence').flatMap(createSequence),
    ...read.flatMap(({ scene, extras }) => [...createTable(scene, extras), ...rowSecurity(scene.table, extras, linked)]),
    ...(reading.major < 1 ? [...foreignKeys, ...indexes] : [...indexes, ...foreignKeys]),
    ...of('view', 'materialized view').flatMap(({ object, seats }) => createView(object, seats, sql, reading)),
    ...linked.flatMap(({ statements }) => statements),
    ...read.flatMap(({ extras }) => [...extras.policies, ...extras.unread]),
  ]
}

/** Those that are shown, and those that something is made in, which must be there. */
function createSchemas(read: readonly ReadTable[], named: readonly Named[]): Statement[] {
  const first = new Map<string, Statement>()
  const add = (name: string | undefined, range: Range, file: string): void => {
    if (name !== undefined && !first.has(name))
      first.set(name, { file, changes: [{ kind: 'create schema', range, name: { text: name, range }, ifNotExists: true }] })
  }
  for (const { object, seats } of named)
    if (object.kind === 'schema') {
      const [given] = object.call.args
      if (!object.calls.some(({ name }) => name === 'existing')) add(textOf(given), seats.argument(object.call, 0), seats.file)
    }
  for (const { scene } of read) add(scene.table.schema, scene.table.name.range, scene.table.seats.file)
  for (const { object, seats } of named) add(object.schema?.name, seats.of(object.call.at), seats.file)
  return [...first.values()]
}

/** `pgEnum('role', ['admin'])`, or of the values of an object. */
function createEnum({ object, seats }: Named): Statement[] {
  const { call, schema } = object
  const [given, values] = call.args
  const range = seats.of(call.at)
  const unread = (reason: string): Statement[] => [unreadAt({ seats }, range, reason)]
  const name = textOf(given)
  if (!given || name === undefined) return unread('the name of an enum is not known')
  const labels = values?.kind === 'record' ? entriesOf(values).map(({ value }) => value) : itemsOf(values)
  const texts = labels.map((label) => ({ text: textOf(label), range: seats.of(label.at, range) }))
  const known = texts.flatMap(({ text, range: at }) => (text === undefined ? [] : [{ text, range: at }]))
  if (!values || !('open' in values) || values.open || known.length < texts.length)
    return unread(`the values of the enum \`${name}\` are not known`)
  const at = seats.argument(call, 0, range)
  return [
    {
      file: seats.file,
      changes: [{ kind: 'create enum', range: at, name: { schema: schema?.name, name: { text: name, range: at } }, labels: known }],
    },
  ]
}

function createSequence({ object, seats }: Named): Statement[] {
  const [given] = object.call.args
  const name = textOf(given)
  if (!given || name === undefined) return [unreadAt({ seats }, seats.of(object.call.at), 'the name of a sequence is not known')]
  const range = seats.argument(object.call, 0)
  const text = { schema: object.schema?.name, name: { text: name, range } }
  return [
    {
      file: seats.file,
      changes: [{ kind: 'create sequence', range, name: text, ifNotExists: false, temporary: false, ownedBy: undefined }],
    },
  ]
}

interface Linked {
  readonly table: Table
  readonly statements: readonly Statement[]
}

/** `pgPolicy(…).link(table)`; one that is linked to nothing is not made. */
function linkedPolicy({ object, seats, value }: Named, tables: Tables, reading: Reading): Linked[] {
  const target = object.calls.find(({ name }) => name === 'link')?.args[0]
  const table = target && tables.of(target)
  if (!table) return []
  const scene: Scene = { table, tables, reading, alone: new SqlText(tables, true), sql: new SqlText(tables, false) }
  const range = seats.of(value.at)
  return [
    { table, statements: [createPolicy(value, range, seats, scene) ?? unreadAt({ seats }, range, 'a part of this policy is not known')] },
  ]
}

/** A table with policies has it switched on. */
function rowSecurity(table: Table, { policies }: Extras, linked: readonly Linked[]): Statement[] {
  const isOn = table.made.rowSecurity || policies.length > 0 || linked.some((one) => one.table === table)
  return isOn ? [{ file: table.seats.file, changes: [enableRowSecurity(qualified(table), table.name.range)] }] : []
}
