import { keyAt } from '../query-sql.ts'
import { isNewId } from '../../javascript/new-ids.ts'
import type { Located } from '../../javascript/resolve.ts'
import { mergeEntries } from '../../javascript/symbolic/collections.ts'
import { literal, textOf, type Entry, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { declaredType } from '../../javascript/types.ts'
import { argumentsOf } from '../arguments.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsOf, rowsGiven, waysOf, type Field } from '../ways.ts'
import { whereSql, type Rules } from './find-where.ts'
import { keysSql } from './operators.ts'
import { entityOutput } from './find-queries.ts'
import { wholeRow } from './made-rows.ts'
import { columnSql, fromSql, isLiteral, whereClause, type Row, type Writing } from './writing.ts'

/** What a row is given in one column. */
interface Given {
  readonly column: string
  readonly value: Value
  readonly at: Located
}

interface Data {
  readonly given: readonly Given[]
  /** It says more, which cannot be seen. */
  readonly hidden: Value | undefined
}

/** The columns that an object of properties sets. */
function dataOf(row: Row, written: Value, { scene }: Writing): Data {
  const value = wholeRow(written, scene.machine)
  if (value.kind !== 'record') return { given: [], hidden: value }
  const given: Given[] = []
  let hidden: Value | undefined
  const put = (fields: readonly Field[], outer: string, isSure: boolean): void => {
    for (const field of fields) {
      if (field.kind === 'hidden') hidden ??= field.value
      else if (field.kind === 'ways') {
        const each = entriesOfWays(field)
        if (each) put(each, outer, isSure)
        else for (const way of field.of) put(way, outer, false)
      } else if (!isSure) hidden ??= field.value
      else {
        const path = outer === '' ? field.key : `${outer}.${field.key}`
        if (row.model.isEmbedded(path) && field.value.kind === 'record') put(fieldsOf(field.value), path, true)
        else given.push(...givenBy(row, path, field))
      }
    }
  }
  put(fieldsOf(value), '', true)
  return { given, hidden }
}

/** What a condition decides on, property by property; undefined where not all of it can be seen. */
function entriesOfWays({ key, on, of }: Extract<Field, { kind: 'ways' }>): readonly Field[] | undefined {
  const entries = of.flat().flatMap((field) => (field.kind === 'entry' ? [field] : []))
  if (entries.length < of.flat().length) return undefined
  return mergeEntries(entries).map((entry): Field => {
    const ways = of.map((way): Value => {
      const own = way.find((field) => field.kind === 'entry' && field.key === entry.key)
      return own?.kind === 'entry' ? own.value : literal(undefined, entry.at)
    })
    return { kind: 'entry', ...entry, value: { kind: 'choice', key, on, of: ways, at: entry.at } }
  })
}

function givenBy({ model }: Row, path: string, { value, at }: Entry): Given[] {
  if (isLiteral(value, undefined)) return []
  const column = model.column(path)
  if (column) return [{ column: column.name, value, at: keyAt(at) }]
  const pairs = model.relation(path)?.link?.pairs ?? []
  return pairs.map(([own, other]) => {
    const key = value.kind === 'record' ? value.entries.find((entry) => entry.key === other.path)?.value : undefined
    return { column: own.name, value: key ?? value, at: keyAt(at) }
  })
}

/** A value that is set, and what stands there where a condition leaves it out; a function gives SQL. */
function setSql(writing: Writing, value: Value, otherwise: Sql): Sql {
  const { pen } = writing
  if (value.kind === 'choice') return pen.either(value, (way) => setSql(writing, way, otherwise))
  if (isLiteral(value, undefined)) return otherwise
  if (isLiteral(value, null)) return pen.text('null', value.at)
  return pen.value(value.kind === 'function' ? { kind: 'unknown', reason: 'it is SQL', at: value.at } : value)
}

export function insertSql(writing: Writing, row: Row, at: Located | undefined, rows: readonly Value[]): Sql {
  const { pen } = writing
  const all = rows.map((one) => dataOf(row, one, writing))
  const columns = [...new Set(all.flatMap(({ given }) => given.map(({ column }) => column)))]
  const hidden = all.find((one) => one.hidden)?.hidden
  const into = pen.sql`insert into ${fromSql(writing, { ...row, alias: '' }, at)}`
  if (columns.length === 0 && !hidden) return pen.sql`${into} default values`
  const names = pen.list([...columns.map((name) => pen.name(name)), ...(hidden ? [pen.opening(hidden)] : [])])
  const values = all.map(({ given }) => {
    const set = columns.map((name) => {
      const found = given.find(({ column }) => column === name)
      return found ? setSql(writing, found.value, pen.text('default')) : pen.text('default')
    })
    return pen.sql`(${pen.list([...set, ...(hidden ? [pen.text('default')] : [])])})`
  })
  return pen.sql`${into} (${names}) values ${pen.list(values)}`
}

/** What becomes of a row that is there already. */
export interface Conflict {
  /** The columns of the key. Limit: a constraint by its name is not looked for. */
  readonly target: Value | undefined
  /** The columns that are set to what would have been inserted: all that are given, where nothing names them. */
  readonly overwrite?: Value | undefined
  /** What may name the rows that the key is of. */
  readonly options?: Value | undefined
}

/** `orUpdate(['subject'], ['id'], options)`, or `orUpdate({ overwrite: ['subject'], conflict_target: ['id'] })` as before */
export function conflictOf([first, target, options]: readonly Value[]): Conflict {
  if (first?.kind !== 'record') return { target, overwrite: first, options }
  const args = argumentsOf(first)
  return { target: args.of('conflict_target'), overwrite: args.of('overwrite') ?? args.of('columns'), options: target }
}

export function conflictSql(writing: Writing, row: Row, rows: readonly Value[], { target, overwrite, options }: Conflict): Sql {
  const { pen } = writing
  const keys = (target?.kind === 'list' ? target.items : target?.kind === 'record' ? [...pathsIn(target)] : []).flatMap((key) =>
    columnsNamed(row, key),
  )
  if (keys.length === 0) return pen.sql` on conflict do nothing`
  if (rows.length > 0 && rows.every((one) => hasNewKey(writing, row, one, keys))) return []
  const set = overwritten(writing, row, rows, keys, overwrite)
  const predicate = options?.kind === 'list' ? undefined : argumentsOf(options).of('indexPredicate')
  const rowsOfKey = predicate ? pen.sql` where (${pen.raw(predicate)})` : []
  return pen.sql` on conflict (${pen.list(keys.map((name) => pen.name(name)))})${rowsOfKey} do update set ${pen.list(set)}`
}

function overwritten(
  writing: Writing,
  row: Row,
  rows: readonly Value[],
  keys: readonly string[],
  overwrite: Value | undefined,
): readonly Sql[] {
  const { pen } = writing
  const named = overwrite?.kind === 'list' ? overwrite.items.flatMap((name) => columnsNamed(row, name)) : []
  const given = (): string[] => rows.flatMap((one) => dataOf(row, one, writing).given.map(({ column }) => column))
  return [...new Set(named.length > 0 ? named : [...keys, ...given()])].map(
    (name) => pen.sql`${pen.name(name)} = excluded.${pen.name(name)}`,
  )
}

function columnsNamed({ model }: Row, value: Value): readonly string[] {
  const name = textOf(value)
  return name === undefined ? [] : [model.names.get(name) ?? []].flat()
}

/** A row with a key that is made anew is none that is there. */
function hasNewKey(writing: Writing, row: Row, value: Value, keys: readonly string[]): boolean {
  return dataOf(row, value, writing).given.some(({ column, value: key }) => keys.includes(column) && isNewId(key.at))
}

function* pathsIn(options: Kind<'record'>): Generator<Value> {
  for (const { key, value } of options.entries) {
    if (key !== 'conflictPaths') continue
    if (value.kind === 'list') yield* value.items
    if (value.kind === 'record') for (const entry of value.entries) yield { kind: 'literal', value: entry.key, at: entry.at }
  }
}

export function updateSql(writing: Writing, row: Row, at: Located | undefined, data: Value | undefined, where: Sql): Sql {
  const { pen } = writing
  const { given, hidden } = data ? dataOf(row, data, writing) : { given: [], hidden: undefined }
  const set = [...setsSql(writing, row, given), ...(hidden ? [pen.sql`${pen.opening(hidden)} = null`] : [])]
  return setWhere(writing, row, at, set, where)
}

function setsSql(writing: Writing, row: Row, given: readonly Given[]): readonly Sql[] {
  const { pen } = writing
  const isGiven = given.some(({ column }) => column === row.model.updated?.name)
  return [
    ...given.map((one) => pen.sql`${pen.name(one.column, one.at)} = ${setSql(writing, one.value, pen.name(one.column))}`),
    ...(isGiven ? [] : touchedSql(writing, row)),
  ]
}

/** When a row was changed, where its entity has that. */
export function touchedSql({ pen }: Writing, { model: { updated } }: Row): readonly Sql[] {
  return updated ? [pen.sql`${pen.name(updated.name)} = CURRENT_TIMESTAMP`] : []
}

/** What `save` does to a row that is there: its key stays, and what is saved is given back with all that the row has. */
export function saveSql(writing: Writing, row: Row, at: Located | undefined, data: Value, where: Sql): Sql {
  const given = dataOf(row, data, writing).given.filter(({ column }) => !isOfKey(row, column))
  return writing.pen.sql`${setWhere(writing, row, at, setsSql(writing, row, given), where)}${returningSql(writing, row)}`
}

function isOfKey({ model }: Row, column: string): boolean {
  return model.keys.some(({ name }) => name === column)
}

export function setWhere(writing: Writing, row: Row, at: Located | undefined, set: readonly Sql[], where: Sql): Sql {
  const { pen } = writing
  const columns = [...row.model.columns]
  const first = columns.find(({ name }) => !isOfKey(row, name)) ?? columns[0]
  const all = set.length > 0 ? set : first ? [pen.sql`${pen.name(first.name)} = ${pen.name(first.name)}`] : []
  return pen.sql`update ${fromSql(writing, row, at)} set ${pen.list(all)}${whereClause(writing, [where])}`
}

/** `softDelete` and `restore`. */
export function markSql(writing: Writing, row: Row, at: Located | undefined, how: 'delete' | 'restore', where: Sql): Sql {
  const { pen } = writing
  const { deleted } = row.model
  const set = [
    ...(deleted ? [pen.sql`${pen.name(deleted.name)} = ${how === 'delete' ? 'CURRENT_TIMESTAMP' : 'null'}`] : []),
    ...touchedSql(writing, row),
  ]
  return setWhere(writing, row, at, set, where)
}

export function deleteSql(writing: Writing, row: Row, at: Located | undefined, where: Sql): Sql {
  return writing.pen.sql`delete from ${fromSql(writing, row, at)}${whereClause(writing, [where])}`
}

/** What `update`, `delete` and their like take: a key, several, or conditions. */
export function criteriaSql(writing: Writing, row: Row, value: Value | undefined): Sql {
  const { pen, models } = writing
  if (!value) return []
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => criteriaSql(writing, row, way))
  const rules: Rules = { undefinedIs: models.options.undefinedIs ?? 'throw', nullIs: models.options.nullIs ?? 'throw' }
  if (value.kind === 'record' || (value.kind === 'list' && value.items.some((item) => item.kind === 'record')))
    return whereSql(writing, row, value, rules)
  return isKey(value) ? inKeysSql(writing, row, value) : pen.hidden(value)
}

/** The rows with some keys. */
export function inKeysSql(writing: Writing, row: Row, value: Value): Sql {
  const keys = row.model.keys.map((key) => columnSql(writing, row, key))
  return keysSql(writing, keys, value, (item) => whereSql(writing, row, item, { undefinedIs: 'throw', nullIs: 'throw' }))
}

/** Whether something is one key or several by how it is written or called. */
export function isKey(value: Value): boolean {
  switch (value.kind) {
    case 'literal':
    case 'text':
      return true
    case 'list':
      return value.items.every(isKey) && (!value.open || value.items.length > 0)
    case 'symbol':
      return isKeyName(value.name) || isPlainlyTyped(value)
    case 'member':
      return isKeyName(value.name)
    case 'call':
      return (
        (value.callee.kind === 'symbol' && /^(?:Number|String|parseInt|BigInt|\+)$/.test(value.callee.name)) ||
        (value.callee.kind === 'member' && /^(?:map|toString|flatMap)$/.test(value.callee.name))
      )
    default:
      return false
  }
}

function isKeyName(name: string): boolean {
  return /(?:^|_|\b)(?:id|ids|uuid|uuids|pk|key|keys)$|(?:Id|Ids|Uuid|Key|Keys|ID|IDs)$/.test(name)
}

/** `id: string`, `name: User['id']` */
function isPlainlyTyped({ name, declared }: Kind<'symbol'>): boolean {
  const type = declared && declaredType({ name, node: declared.node }, declared.program)
  const text = type && declared.program.text.slice(...type.range)
  const plain = /^(?:string|number|bigint|ID|UUID|Date|\w+\['\w*[iI]d'\])(?:\[\])?$/
  return text?.split('|').every((one) => plain.test(one.trim())) === true
}

/** `save`, `remove` and their like: rows that are known are written by their keys, others are not known. */
export function persistSql(
  writing: Writing,
  row: Row,
  at: Located | undefined,
  saved: Value,
  write: (data: Value, where: Sql) => Sql,
): Sql[] {
  const { pen } = writing
  const value = wholeRow(saved, writing.scene.machine)
  const rows = rowsGiven(value)
  if (rows.length !== 1 || rows[0] !== value) return rows.flatMap((one) => persistSql(writing, row, at, one, write))
  const keys = row.model.keys
  const insert = (): Sql => pen.sql`${insertSql(writing, row, at, [value])}${returningSql(writing, row)}`
  if (value.kind !== 'record') return [write(value, pen.hidden(value))]
  if (keys.some(({ path }) => isLeftOut(fieldsOf(value), path))) return [insert()]
  const given = keys.map(({ path }) => value.entries.find(({ key, value: one }) => key === path && !isLiteral(one, undefined, null))?.value)
  if (given.every((key) => key !== undefined) && given.length > 0) {
    const [old, anew] = keyWays(given)
    const where = keys.map((key, i) => pen.sql`${columnSql(writing, row, key)} = ${pen.value(old[i] ?? value)}`)
    return [...(old.length > 0 ? [write(value, pen.all(where))] : []), ...(anew ? [insert()] : [])]
  }
  const isNew = !value.open || !keys.every(({ path }) => mayHave(fieldsOf(value), path))
  return isNew ? [insert()] : [write(value, pen.hidden(value))]
}

/** What was added or saved is given back with all that its row has. */
export function returningSql(writing: Writing, row: Row): Sql {
  return writing.pen.sql` returning ${entityOutput(writing, row)}`
}

/** The key that finds a row, if any does, and whether it may be one that is made anew: `row?.id ?? randomUUID()`. */
function keyWays(key: readonly Value[]): readonly [old: readonly Value[], isAnew: boolean] {
  const ways = key.map((one) => waysOf(one)?.of ?? [one])
  const old = ways.map((of) => of.filter(({ at }) => !isNewId(at)))
  const isAnew = old.some((of, i) => of.length < (ways[i]?.length ?? 0))
  return [old.some((of) => of.length === 0) ? [] : key.map((one, i) => (isAnew ? (old[i]?.[0] ?? one) : one)), isAnew]
}

/** Whether an object says at last that it has no such property: `{ ...order, id: undefined }` */
function isLeftOut(fields: readonly Field[], name: string): boolean {
  return fields.some((field) => field.kind === 'entry' && field.key === name && isLiteral(field.value, undefined, null))
}

/** Whether an object may have a property on any way. */
function mayHave(fields: readonly Field[], name: string): boolean {
  return fields.some((field) => {
    if (field.kind === 'ways') return field.of.some((way) => mayHave(way, name))
    return field.kind === 'hidden' || field.key === name
  })
}
