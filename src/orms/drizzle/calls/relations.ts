import { once, onceFor } from '../../../catalog/once-for.ts'
import { firstOf } from '../../../javascript/first-of.ts'
import { entriesOf, entryOf, itemsOf, propertyOf, textOf, type Kind, type Value } from '../../../javascript/symbolic/value.ts'
import { callOf, methodOf } from '../library.ts'
import type { Table } from '../tables.ts'
import type { Writing } from './writing.ts'
import { shownAs, shownIn } from './shown.ts'

/** A column of each side, which are equal. */
export interface Pair {
  readonly own: string
  readonly other: string
}

/** How rows of another table belong to a row. */
export interface Relation {
  readonly target: Table
  readonly pairs: readonly Pair[]
  /** The table between, with its columns that are equal to those of the target. */
  readonly through: { readonly table: Table; readonly pairs: readonly Pair[] } | undefined
  readonly isOne: boolean
  /** What must hold of the target, as v2 has it. */
  readonly where: Value | undefined
}

/** What relations are read with. */
type Looking = Pick<Writing, 'tables'> & { readonly scene: Pick<Writing['scene'], 'machine'> }

/** What a database knows of tables and their relations. */
export interface Schema {
  table(key: string): Table | undefined
  relation(table: Table, name: string): Relation | undefined
}

/** What schemas tell, as `relations(…)` or `defineRelations(…)`. */
export function schemaOf(schemas: readonly Value[], looking: Looking): Schema {
  const shown = once(() => schemas.flatMap((schema) => [...namedIn(schema, looking)]))
  const tables = once(() => tablesIn(shown(), looking))
  const told = once(() => [...schemas, ...shown().map(([, value]) => value)])
  return {
    table: (key) => firstOf(schemas, (schema) => tableUnder(key, schema, looking)),
    relation: (table, name) =>
      firstOf(told(), (value) => ofRelations(value, table, name, told(), looking) ?? ofDefined(value, table, name, tables, looking)),
  }
}

/** Most queries ask for one table of many. */
function tableUnder(key: string, schema: Value, looking: Looking): Table | undefined {
  const value = shownAs(key, tablesSaid(schema), looking.scene.machine)
  return value && looking.tables.of(value)
}

/** Columns of a row that lead to one of another table. */
export interface Told {
  readonly table: Table
  readonly target: Table
  readonly pairs: readonly Pair[]
}

/** What a value tells of rows that lead to one other. */
export function toldBy(value: Value, looking: Looking): Told[] {
  const call = callOf(value, 'relations')
  const table = call?.args[0] && looking.tables.of(call.args[0])
  if (call && table) return entriesOf(configOf(call, looking)).flatMap((entry) => toldOf(entry.value, table, looking))
  const defined = callOf(value, 'defineRelations', 'defineRelationsPart')
  if (!defined) return []
  const tables = tablesIn(namedIn(value, looking), looking)
  return entriesOf(definedConfig(defined, looking)).flatMap(({ key, value: relations }) => {
    const own = tables.get(key)
    return own ? entriesOf(relations).flatMap((entry) => toldInDefined(entry.value, own, tables)) : []
  })
}

function toldOf(said: Value, table: Table, looking: Looking): Told[] {
  const made = relationCall(said)
  const target = made?.args[0] && looking.tables.of(made.args[0])
  const pairs = pairsOf(made?.args[1], looking)
  return made?.name === 'one' && target && pairs.length > 0 ? [{ table, target, pairs }] : []
}

function toldInDefined(said: Value, table: Table, tables: ReadonlyMap<string, Table>): Told[] {
  const made = methodOf(said)
  const target = made && tables.get(made.name)
  if (made?.object.kind !== 'member' || made.object.name !== 'one' || !target) return []
  const [options] = made.args
  const [from = [], to = []] = ['from', 'to'].map((side) => sidesOf(propertyOf(options, side), tables))
  if (propertyOf(options, 'where') || from.length === 0 || from.length !== to.length || from.some(({ through }) => through)) return []
  return [{ table, target, pairs: from.map(({ column }, i) => ({ own: column, other: to[i]?.column ?? '' })) }]
}

function tablesIn(shown: Iterable<readonly [string, Value]>, { tables }: Looking): Map<string, Table> {
  const found = new Map<string, Table>()
  for (const [key, value] of shown) {
    const table = tables.of(value)
    if (table && !found.has(key)) found.set(key, table)
  }
  return found
}

function namedIn(schema: Value, looking: Looking): ReadonlyMap<string, Value> {
  return shownIn(tablesSaid(schema), looking.scene.machine)
}

function tablesSaid(schema: Value): Value {
  return callOf(schema, 'defineRelations', 'defineRelationsPart')?.args[0] ?? schema
}

/** `relations(orders, ({ one, many }) => ({ … }))` */
function ofRelations(value: Value, table: Table, name: string, told: readonly Value[], looking: Looking): Relation | undefined {
  const call = callOf(value, 'relations')
  if (!call?.args[0] || looking.tables.of(call.args[0]) !== table) return undefined
  const said = entryOf(configOf(call, looking), name)?.value
  const made = said && relationCall(said)
  const target = made?.args[0] && looking.tables.of(made.args[0])
  if (!made || !target) return undefined
  const options = made.args[1]
  const base = { target, through: undefined, isOne: made.name === 'one', where: undefined }
  const pairs = pairsOf(options, looking)
  if (pairs.length > 0) return { ...base, pairs }
  const back = inverseOf(table, target, textOf(propertyOf(options, 'relationName')), told, looking)
  return back && { ...base, pairs: back.map(({ own, other }) => ({ own: other, other: own })) }
}

const configOf = onceFor((call: Kind<'call'>, looking: Looking): Value | undefined => {
  const name = (text: string): Value => ({ kind: 'symbol', name: text, at: call.at })
  const entries = ['one', 'many'].map((key) => ({ key, value: name(key), at: call.at }))
  return configWith({ kind: 'record', entries, open: false, at: call.at }, call, looking)
})

function configWith(helpers: Value, { args: [, callback] }: Kind<'call'>, { scene }: Looking): Value | undefined {
  return callback?.kind === 'function' ? scene.machine.within(callback, [helpers]).value : callback
}

function relationCall(value: Value): { readonly name: string; readonly args: readonly Value[] } | undefined {
  return value.kind === 'call' && value.callee.kind === 'symbol' ? { name: value.callee.name, args: value.args } : undefined
}

function pairsOf(options: Value | undefined, looking: Looking): Pair[] {
  const [own, other] = ['fields', 'references'].map((key) =>
    itemsOf(propertyOf(options, key)).map((one) => looking.tables.column(one)?.column.name.text),
  )
  return (own ?? []).flatMap((column, i) => {
    const reference = other?.[i]
    return column === undefined || reference === undefined ? [] : [{ own: column, other: reference }]
  })
}

/** What the other side says. */
function inverseOf(
  table: Table,
  target: Table,
  relationName: string | undefined,
  told: readonly Value[],
  looking: Looking,
): readonly Pair[] | undefined {
  for (const value of told) {
    const call = callOf(value, 'relations')
    if (!call?.args[0] || looking.tables.of(call.args[0]) !== target) continue
    for (const entry of entriesOf(configOf(call, looking))) {
      const made = relationCall(entry.value)
      if (!made?.args[0] || looking.tables.of(made.args[0]) !== table) continue
      if (textOf(propertyOf(made.args[1], 'relationName')) !== relationName) continue
      const pairs = pairsOf(made.args[1], looking)
      if (pairs.length > 0) return pairs
    }
  }
  return undefined
}

/** `defineRelations(schema, (r) => ({ orders: { items: r.many.items({ from, to }) } }))` */
function ofDefined(
  value: Value,
  table: Table,
  name: string,
  allTables: () => ReadonlyMap<string, Table>,
  looking: Looking,
): Relation | undefined {
  const call = callOf(value, 'defineRelations', 'defineRelationsPart')
  if (!call) return undefined
  const tables = allTables()
  const config = definedConfig(call, looking)
  const [key] = [...tables].find(([, one]) => one === table) ?? []
  const said = key === undefined ? undefined : entryOf(entryOf(config, key)?.value, name)?.value
  const made = said && methodOf(said)
  if (made?.object.kind !== 'member') return undefined
  const target = tables.get(made.name)
  const [options] = made.args
  if (!target) return undefined
  const isOne = made.object.name === 'one'
  const where = propertyOf(options, 'where')
  const [from, to] = ['from', 'to'].map((side) => sidesOf(propertyOf(options, side), tables))
  if (from && to && from.length > 0 && from.length === to.length) return joinedSides(from, to, target, isOne, where)
  const back = inverseDefined(config, table, made.name, textOf(propertyOf(options, 'alias')), tables)
  return back && joinedSides(back.to, back.from, target, isOne, where)
}

const definedConfig = onceFor((call: Kind<'call'>, looking: Looking) =>
  configWith({ kind: 'symbol', name: 'r', at: call.at }, call, looking),
)

interface Side {
  readonly column: string
  /** The column of a table between. */
  readonly through: { readonly table: Table; readonly column: string } | undefined
}

function sidesOf(value: Value | undefined, tables: ReadonlyMap<string, Table>): Side[] {
  const listed = value?.kind === 'list' ? value.items : value ? [value] : []
  return listed.flatMap((one): Side[] => {
    const through = methodOf(one)?.name === 'through' ? methodOf(one) : undefined
    const own = namedColumn(through?.object ?? one, tables)
    const between = through?.args[0] && namedColumn(through.args[0], tables)
    return own ? [{ column: own.column, through: between }] : []
  })
}

/** `r.orders.id` */
function namedColumn(value: Value, tables: ReadonlyMap<string, Table>): { readonly table: Table; readonly column: string } | undefined {
  if (value.kind !== 'member' || value.object.kind !== 'member') return undefined
  const table = tables.get(value.object.name)
  const column = table?.columns.find(({ key }) => key === value.name)
  return table && column && { table, column: column.name.text }
}

function joinedSides(
  from: readonly Side[],
  to: readonly Side[],
  target: Table,
  isOne: boolean,
  where: Value | undefined,
): Relation | undefined {
  const between = from[0]?.through?.table
  const pairs = from.flatMap(({ column, through }, i) => {
    const other = through?.column ?? to[i]?.column
    return other === undefined ? [] : [{ own: column, other }]
  })
  const onward = to.flatMap(({ column, through }) => (through ? [{ own: through.column, other: column }] : []))
  return { target, pairs, isOne, where, through: between && { table: between, pairs: onward } }
}

function inverseDefined(
  config: Value | undefined,
  table: Table,
  targetKey: string,
  alias: string | undefined,
  tables: ReadonlyMap<string, Table>,
): { readonly from: readonly Side[]; readonly to: readonly Side[] } | undefined {
  for (const entry of entriesOf(entryOf(config, targetKey)?.value)) {
    const made = methodOf(entry.value)
    if (!made || tables.get(made.name) !== table) continue
    const [options] = made.args
    if (textOf(propertyOf(options, 'alias')) !== alias) continue
    const [from, to] = ['from', 'to'].map((side) => sidesOf(propertyOf(options, side), tables))
    if (from && to && from.length > 0) return { from, to }
  }
  return undefined
}
