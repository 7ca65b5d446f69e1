import { lookup } from '../../catalog/lookup.ts'
import { keyAt } from '../query-sql.ts'
import { entriesOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { callsIn, type CallStep, type Step } from '../builders.ts'
import { joined, partsOf } from '../clauses.ts'
import type { Sql } from '../query-sql.ts'
import { waysOf } from '../ways.ts'
import { assignedFields, givenSql, writtenRows, type Assigned, type WrittenRow } from '../written-rows.ts'
import { isRaw, rawSql, specialSql } from './call-raw.ts'
import { aliased, dotted, spread, type Writing } from './call-writing.ts'
import { columnSql, conditionsSql, queryOf, valueSql } from './conditions.ts'
import { namingTable } from './methods.ts'
import { aliasOf, joinsSql, sourceSql } from './sources.ts'

/** What the steps of a builder send; undefined where they name no table. */
export function statementSql(writing: Writing, steps: readonly Step[]): Sql | undefined {
  const { pen } = writing
  const all = callsIn(steps)
  const schema = all.findLast(({ name }) => name === 'withSchema')?.args[0] ?? writing.schema
  const { inner, sql } = withSql({ ...writing, schema }, steps)
  const table = tableOf(inner, steps)
  const method = all.findLast(({ name }) => methods.has(name))?.name ?? 'select'
  const write = methods.get(method) ?? selectSql
  if (table.length === 0 && write !== selectSql) return undefined
  if (table.length === 0 && !all.some(({ name }) => /^(?:union|select|from)/.test(name))) return undefined
  return [...sql, ...write({ writing: inner, steps, table, spaced: (parts) => (parts.length === 0 ? [] : [...pen.text(' '), ...joined(parts, ' ', pen)]) })] // prettier-ignore
}

interface Statement {
  readonly writing: Writing
  readonly steps: readonly Step[]
  readonly table: Sql
  readonly spaced: (parts: readonly Sql[]) => Sql
}

const methods = new Map<string, (statement: Statement) => Sql>([
  ['insert', insertSql],
  ['batchInsert', insertSql],
  ['update', updateSql],
  ['increment', updateSql],
  ['decrement', updateSql],
  ['del', deleteSql],
  ['delete', deleteSql],
  ['truncate', ({ writing: { pen }, table }) => pen.sql`truncate ${table}`],
])

/** The last one counts. */
function tableOf(writing: Writing, steps: readonly Step[]): Sql {
  const { pen } = writing
  return steps.reduce<Sql>((before, step) => {
    if (step.kind === 'hidden') return before
    if (step.kind === 'ways') {
      const of = step.of.map((way) => tableOf(writing, way))
      return of.every((one) => one.length === 0) ? before : pen.choice(step.key, step.on, of.map((one) => (one.length === 0 ? before : one))) // prettier-ignore
    }
    const [first] = step.args
    if (!namingTable.test(step.name) || !first) return before
    if (step.name === 'fromRaw') return rawSql(writing, step.args)
    return first.kind === 'list' ? pen.list(first.items.map((item) => sourceSql(writing, item))) : sourceSql(writing, first)
  }, [])
}

/** `with('name', query)`, wherever it is called. */
function withSql(writing: Writing, steps: readonly Step[]): { readonly inner: Writing; readonly sql: Sql } {
  const { pen } = writing
  const calls = callsIn(steps).filter(({ name }) => /^with(?:Recursive|Materialized|NotMaterialized)?$/.test(name))
  if (calls.length === 0) return { inner: writing, sql: [] }
  const names = calls.map(({ args: [name] }) => textOf(name) ?? '')
  const isRecursive = calls.some(({ name }) => name === 'withRecursive')
  const parts = calls.map(({ args }, i) => {
    const known: Writing = { ...writing, common: new Set([...writing.common, ...names.slice(0, isRecursive ? i + 1 : i)]) }
    const [name, second, third] = args
    const query = third ?? second
    const columns = third && second ? pen.sql` (${pen.list(spread([second]).map((one) => columnSql(writing, one)))})` : []
    const sql = query && queryOf(known, query)
    return pen.sql`${pen.name(names[i] ?? '', name?.at)}${columns} as (${sql ?? pen.text('select null')})`
  })
  return {
    inner: { ...writing, common: new Set([...writing.common, ...names]) },
    sql: pen.sql`with ${isRecursive ? 'recursive ' : ''}${pen.list(parts)} `,
  }
}

function whereClause({ writing, steps }: Statement, more: readonly Sql[] = []): Sql {
  const { pen } = writing
  const where = conditionsSql(writing, steps, 'where')
  const all = [...(where.length === 0 ? [] : [more.length === 0 ? where : pen.sql`(${where})`]), ...more]
  return all.length === 0 ? [] : pen.sql` where ${pen.list(all, ' and ')}`
}

function selectSql(statement: Statement): Sql {
  const { writing, steps, table, spaced } = statement
  const { pen } = writing
  const output = outputsOf(writing, steps)
  const isDistinct = callsIn(steps).some(({ name }) => name === 'distinct')
  const having = conditionsSql(writing, steps, 'having')
  return [
    ...pen.sql`select ${distinctOn(writing, steps)}${isDistinct ? 'distinct ' : ''}${output.length === 0 ? pen.text('*') : joined(output, ', ', pen)}`,
    ...(table.length === 0 ? [] : pen.sql` from ${table}`),
    ...spaced(joinsSql(writing, steps)),
    ...whereClause(statement),
    ...listClause(writing, steps, ' group by ', groupsOf),
    ...(having.length === 0 ? [] : pen.sql` having ${having}`),
    ...spaced(unionsSql(writing, steps)),
    ...listClause(writing, steps, ' order by ', ordersOf),
    ...limitSql(writing, steps, 'limit'),
    ...limitSql(writing, steps, 'offset'),
    ...pen.text(callsIn(steps).some(({ name }) => name === 'forUpdate') ? ' for update' : ''),
  ]
}

const aggregates = /^(?:count|min|max|sum|avg|countDistinct|sumDistinct|avgDistinct)$/

/** They say no more of which rows there are. */
const rankings: Readonly<Record<string, string>> = lookup({ rank: 'rank', denseRank: 'dense_rank', rowNumber: 'row_number' })

function outputsOf(writing: Writing, steps: readonly Step[]): readonly Sql[] {
  const { pen } = writing
  const add = ({ name, args }: CallStep): readonly Sql[] => {
    if (/^(?:select|columns?|first|pluck|distinct)$/.test(name)) return spread(args).map((one) => outputOf(writing, one))
    const ranking = rankings[name]
    if (ranking !== undefined) return [pen.sql`${ranking}() over ()`]
    return aggregates.test(name) ? aggregated(writing, name, args) : []
  }
  return partsOf(steps, { add, clears: ({ name }) => name === 'clearSelect', between: ', ' }, pen)
}

function outputOf(writing: Writing, value: Value): Sql {
  const { pen } = writing
  if (value.kind === 'record')
    return pen.list(entriesOf(value).map(({ key, value: of, at }) => pen.sql`${columnSql(writing, of)} as ${pen.name(key, keyAt(at))}`))
  const alias = aliasOf(writing, value)
  const query = value.kind === 'function' || writing.query(value, writing) ? queryOf(writing, value) : undefined
  if (query) return alias === undefined ? pen.sql`(${query})` : pen.sql`(${query}) as ${pen.name(alias)}`
  if (textOf(value) !== undefined) return columnSql(writing, value)
  const special = specialSql(writing, value) ?? pen.value(value)
  return alias === undefined ? special : pen.sql`${special} as ${pen.name(alias)}`
}

/** `count('id as n')`, `max({ m: 'id' })` */
function aggregated(writing: Writing, name: string, args: readonly Value[]): readonly Sql[] {
  const { pen } = writing
  const word = name.replace('Distinct', '')
  const of = (value: Sql): Sql => pen.sql`${word}(${name.endsWith('Distinct') ? 'distinct ' : ''}${value})`
  const given = args.filter(({ kind }, i) => i === 0 || kind !== 'record')
  if (given.length === 0) return [of(pen.text('*'))]
  return given.flatMap((value): readonly Sql[] => {
    const text = textOf(value)
    if (value.kind === 'record')
      return value.entries.map(({ key, value: one }) => pen.sql`${of(columnSql(writing, one))} as ${pen.name(key)}`)
    if (text === undefined) return [of(isRaw(value) ? rawSql(writing, value.args) : pen.text('*'))]
    const { name: column, alias, start } = aliased(text)
    const sql = of(dotted(writing, column, start, value))
    return [alias === undefined ? sql : pen.sql`${sql} as ${pen.name(alias)}`]
  })
}

function distinctOn(writing: Writing, steps: readonly Step[]): Sql {
  const { pen } = writing
  const on = partsOf(steps, { add: ({ name, args }) => (name === 'distinctOn' ? spread(args).map((one) => columnSql(writing, one)) : []), between: ', ' }, pen) // prettier-ignore
  return on.length === 0 ? [] : pen.sql`distinct on (${joined(on, ', ', pen)}) `
}

function groupsOf(writing: Writing, { name, args }: CallStep): readonly Sql[] {
  if (name === 'groupByRaw') return [rawSql(writing, args)]
  return name === 'groupBy' ? spread(args).map((one) => columnSql(writing, one)) : []
}

function ordersOf(writing: Writing, { name, args }: CallStep): readonly Sql[] {
  const { pen } = writing
  const [first, direction] = args
  if (name === 'orderByRaw') return [rawSql(writing, args)]
  if (name !== 'orderBy' || !first) return []
  const one = (value: Value, way: Value | undefined): Sql =>
    pen.sql`${columnSql(writing, value)}${textOf(way)?.toLowerCase() === 'desc' ? ' desc' : ''}`
  if (first.kind !== 'list') return [one(first, direction)]
  return first.items.map((item) => {
    const column = entriesOf(item).find(({ key }) => key === 'column')?.value
    return column ? one(column, entriesOf(item).find(({ key }) => key === 'order')?.value) : one(item, undefined)
  })
}

function listClause(
  writing: Writing,
  steps: readonly Step[],
  words: string,
  of: (writing: Writing, step: CallStep) => readonly Sql[],
): Sql {
  const { pen } = writing
  const clearing = words.includes('group') ? 'clearGroup' : 'clearOrder'
  const parts = partsOf(steps, { add: (step) => of(writing, step), clears: ({ name }) => name === clearing, between: ', ' }, pen)
  const [only] = parts
  const [choice] = only ?? []
  if (parts.length === 0) return []
  if (parts.length > 1 || only?.length !== 1 || choice?.kind !== 'choice') return pen.sql`${words}${joined(parts, ', ', pen)}`
  return pen.choice(choice.key, choice.on, choice.of.map((way) => (way.length === 0 ? [] : pen.sql`${words}${way}`))) // prettier-ignore
}

/** The last one counts; `first` is limited to one. */
function limitSql(writing: Writing, steps: readonly Step[], word: 'limit' | 'offset'): Sql {
  const { pen } = writing
  return steps.reduce<Sql>((before, step) => {
    if (step.kind === 'hidden') return before
    if (step.kind === 'ways') {
      const of = step.of.map((way) => limitSql(writing, way, word))
      return of.every((one) => one.length === 0) ? before : pen.choice(step.key, step.on, of.map((one) => (one.length === 0 ? before : one))) // prettier-ignore
    }
    const [count] = step.args
    if (word === 'limit' && step.name === 'first') return pen.text(' limit 1')
    return step.name === word && count ? pen.sql` ${word} ${valueSql(writing, count)}` : before
  }, [])
}

const sets: Readonly<Record<string, string>> = lookup({ union: 'union', unionAll: 'union all', intersect: 'intersect', except: 'except' })

function unionsSql(writing: Writing, steps: readonly Step[]): readonly Sql[] {
  const { pen } = writing
  const add = ({ name, args }: CallStep): readonly Sql[] => {
    const word = sets[name]
    if (word === undefined) return []
    return spread(args)
      .filter(({ kind }) => kind !== 'literal')
      .map((one) => pen.sql`${word} (${queryOf(writing, one) ?? pen.sql`select ${pen.named(one)}`})`)
  }
  return partsOf(steps, { add, between: ' ' }, pen)
}

function updateSql(statement: Statement): Sql {
  const { writing, steps, table } = statement
  const { pen } = writing
  const from = partsOf(steps, { add: ({ name, args }) => (name === 'updateFrom' ? args.map((one) => sourceSql(writing, one)) : []), between: ', ' }, pen) // prettier-ignore
  return [
    ...pen.sql`update ${table} set ${joined(setsOf(writing, steps), ', ', pen)}`,
    ...(from.length === 0 ? [] : pen.sql` from ${joined(from, ', ', pen)}`),
    ...whereClause(statement),
    ...returningSql(writing, steps),
  ]
}

function setsOf(writing: Writing, steps: readonly Step[]): readonly Sql[] {
  const { pen } = writing
  const add = ({ name, args: [first, second] }: CallStep): readonly Sql[] => {
    if (!first) return []
    if (name === 'increment' || name === 'decrement') return countersOf(writing, first, second, name === 'increment' ? '+' : '-')
    if (name !== 'update') return []
    if (textOf(first) !== undefined && second) return [pen.sql`${columnSql(writing, first)} = ${valueSql(writing, second)}`]
    return assignedSql(writing, assignedFields(first))
  }
  return partsOf(steps, { add, between: ', ' }, pen)
}

function countersOf(writing: Writing, first: Value, amount: Value | undefined, sign: string): readonly Sql[] {
  const { pen } = writing
  const one = (column: Sql, by: Sql): Sql => pen.sql`${column} = ${column} ${sign} ${by}`
  if (first.kind === 'record') return first.entries.map(({ key, value, at }) => one(pen.name(key, keyAt(at)), pen.value(value)))
  return [one(columnSql(writing, first), amount ? pen.value(amount) : pen.text('1'))]
}

function assignedSql(writing: Writing, fields: readonly Assigned[]): readonly Sql[] {
  const { pen } = writing
  return fields.map((field): Sql => {
    if (field.kind === 'hidden') return pen.sql`${pen.opening(field.value)} = null`
    if (field.kind === 'ways') return pen.choice(field.key, field.on, field.of.map((way) => joined(assignedSql(writing, way), ', ', pen))) // prettier-ignore
    return pen.sql`${pen.name(field.key.split('.').at(-1) ?? field.key, keyAt(field.at))} = ${valueSql(writing, field.value)}`
  })
}

function deleteSql(statement: Statement): Sql {
  const { writing, steps, table } = statement
  const { pen } = writing
  const joining = callsIn(steps).filter(({ name }) => /[jJ]oin$/.test(name))
  const using = [
    ...partsOf(steps, { add: ({ name, args }) => (name === 'using' ? spread(args).map((one) => sourceSql(writing, one)) : []), between: ', ' }, pen), // prettier-ignore
    ...joining.flatMap(({ args: [one] }) => (one ? [sourceSql(writing, one)] : [])),
  ]
  const on = joining.flatMap(({ args: [, left, second, third], call }) => {
    const right = third ?? second
    return [
      left && right && left.kind !== 'function' ? pen.sql`${columnSql(writing, left)} = ${columnSql(writing, right)}` : pen.hidden(call),
    ]
  })
  return [
    ...pen.sql`delete from ${table}`,
    ...(using.length === 0 ? [] : pen.sql` using ${joined(using, ', ', pen)}`),
    ...whereClause(statement, on),
    ...returningSql(writing, steps),
  ]
}

/** What `returning` names, or the second argument of what writes. */
function returningSql(writing: Writing, steps: readonly Step[]): Sql {
  const { pen } = writing
  const given = callsIn(steps).flatMap(({ name, args }) => {
    if (name === 'returning') return spread(args)
    const isSecond = name === 'insert' || (name === 'update' && textOf(args[0]) === undefined)
    const other = isSecond ? args[1] : name === 'del' || name === 'delete' ? args[0] : undefined
    return other ? spread([other]) : []
  })
  const names = given.filter((value) => textOf(value) !== undefined)
  return names.length === 0 ? [] : pen.sql` returning ${pen.list(names.map((one) => columnSql(writing, one)))}`
}

function insertSql(statement: Statement): Sql {
  const { writing, steps, table } = statement
  const { pen } = writing
  const call = callsIn(steps).findLast(({ name }) => name === 'insert' || name === 'batchInsert')
  const data = call?.name === 'batchInsert' ? call.args[1] : call?.args[0]
  const query = data && (isRaw(data) || writing.query(data, writing) || data.kind === 'function') ? queryOf(writing, data) : undefined
  const rows = data && !query ? writtenRows(data) : []
  return [
    ...pen.sql`insert into ${table} ${query ?? rowsSql(writing, rows)}`,
    ...conflictSql(statement, rows),
    ...returningSql(writing, steps),
  ]
}

function rowsSql(writing: Writing, rows: readonly WrittenRow[]): Sql {
  const { pen } = writing
  const keys = [...new Map(rows.flatMap(({ given }) => given.map(({ key, at }) => [key, at] as const)))]
  const hidden = rows.find((row) => row.hidden)?.hidden
  const names = [...keys.map(([key, at]) => pen.name(key, keyAt(at))), ...(hidden ? [pen.opening(hidden)] : [])]
  if (names.length === 0) return pen.text('default values')
  const values = rows.map(({ given }) => {
    const set = keys.map(([key]) => {
      const found = given.find((one) => one.key === key)
      return found ? givenSql(pen, found, valueSql(writing, found.value)) : pen.text('default')
    })
    return pen.sql`(${pen.list([...set, ...(hidden ? [pen.text('default')] : [])])})`
  })
  return pen.sql`(${pen.list(names)}) values ${pen.list(values)}`
}

/** `onConflict('id').merge(…)`; conditions behind it are those of the update. */
function conflictSql(statement: Statement, rows: readonly WrittenRow[]): Sql {
  const { writing, steps } = statement
  const { pen } = writing
  const calls = callsIn(steps)
  const target = calls.findLast(({ name }) => name === 'onConflict')
  const merge = calls.findLast(({ name }) => name === 'merge' || name === 'ignore')
  if (!target || !merge) return []
  const [first] = target.args
  const columns = first && isRaw(first) ? pen.sql` ${rawSql(writing, first.args)}` : first ? pen.sql` (${pen.list(spread(target.args).map((one) => columnSql(writing, one)))})` : [] // prettier-ignore
  if (merge.name === 'ignore') return pen.sql` on conflict${columns} do nothing`
  const set = mergedSql(writing, merge.args[0], rows)
  return set.length === 0 ? [] : pen.sql` on conflict${columns} do update set ${joined(set, ', ', pen)}${whereClause(statement)}`
}

function mergedSql(writing: Writing, value: Value | undefined, rows: readonly WrittenRow[]): readonly Sql[] {
  const { pen } = writing
  const excluded = (name: Sql): Sql => pen.sql`${name} = excluded.${name}`
  if (value?.kind === 'list') return value.items.map((item) => excluded(columnSql(writing, item)))
  if (value && !waysOf(value)) return assignedSql(writing, assignedFields(value))
  const keys = [...new Set(rows.flatMap(({ given }) => given.map(({ key }) => key)))]
  const hidden = rows.find((row) => row.hidden)?.hidden
  return [...keys.map((key) => excluded(pen.name(key))), ...(hidden ? [pen.sql`${pen.opening(hidden)} = null`] : [])]
}
