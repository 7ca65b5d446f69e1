import { all, either, some, type Doc } from './doc.ts'
import type { Dice } from './dice.ts'
import {
  columnsOf,
  conjunction,
  parameterOf,
  pairOf,
  QueryMaker,
  tenantColumnsOf,
  tenantFilter,
  type Named,
  type Src,
  type With,
} from './query-maker.ts'
import { condition, equality, scalar } from './random-condition.ts'
import type { PlainTable, RandomSchema } from './random-schema.ts'
import { fromList, select, sourceOfColumns } from './random-select.ts'

/** A random statement over a random schema. */
export function randomQuery(schema: RandomSchema, dice: Dice): Doc {
  const maker = new QueryMaker(schema, dice)
  const named = withQueries(maker)
  const body = dice.chance(0.82) ? select(maker, [], undefined, 2).doc : write(maker, named?.isRecursive === true)
  return named ? either(all(named.doc, body), body) : body
}

/** WITH and its queries, of which the later ones may read the earlier. */
function withQueries(maker: QueryMaker): { doc: Doc; isRecursive: boolean } | undefined {
  const { dice } = maker
  if (!dice.chance(0.25)) return undefined
  const recursion = dice.chance(0.35) ? recursive(maker) : undefined
  const docs: Doc[] = recursion ? [recursion] : []
  for (let i = dice.between(recursion ? 0 : 1, 2); i > 0; i--) docs.push(dice.chance(0.15) ? returning(maker) : plainWith(maker))
  if (docs.length === 0) return undefined
  return { doc: all(`with ${recursion ? 'recursive ' : ''}`, some(docs, ', '), ' '), isRecursive: recursion !== undefined }
}

function addWith(maker: QueryMaker, columns: readonly string[]): With {
  const added = { name: `w_${maker.withs.length + 1}`, columns: columns.map((domain, i) => ({ name: `c${i + 1}`, domain })) }
  maker.withs.push(added)
  return added
}

function plainWith(maker: QueryMaker): Doc {
  const { doc, columns } = select(maker, [], undefined, 1)
  const { name, columns: shown } = addWith(maker, columns)
  return all(`${name} (${shown.map((column) => column.name).join(', ')}) as (`, doc, ')')
}

/** A write that returns what it wrote. */
function returning(maker: QueryMaker): Doc {
  const { doc, target } = maker.dice.weighted<() => { doc: Doc; target: Src }>([
    [3, () => update(maker)],
    [2, () => remove(maker)],
    [2, () => insert(maker)],
  ])()
  const outputs = maker.dice.some(columnsOf([target]), 3)
  const { name, columns } = addWith(
    maker,
    outputs.map(({ domain }) => domain),
  )
  return all(
    `${name} (${columns.map((column) => column.name).join(', ')}) as (`,
    doc,
    ` returning ${outputs.map(({ text }) => text).join(', ')})`,
  )
}

/** A walk along a table's references to itself, or from row to row in another way. */
function recursive(maker: QueryMaker): Doc | undefined {
  const { dice, schema } = maker
  const tables = schema.tables.filter(({ isSelfReferencing }) => isSelfReferencing)
  if (tables.length === 0) return undefined
  const table = dice.pick(tables)
  const shown = ['id', 'parent_id', ...table.tenantColumns.filter(() => dice.chance(0.7))]
  const domains = shown.map((name) => table.columns.find((column) => column.name === name)?.domain ?? 'int')
  const first = maker.sourceOf(table)
  const next = maker.sourceOf(table)
  const name = `w_${maker.withs.length + 1}`
  const rows = sourceOfColumns(name, domains)
  const start: Doc[] = [...tenantFilters(first, dice, 0.7), ...(dice.chance(0.5) ? [`${first.alias}.parent_id is null`] : [])]
  const walk = dice.weighted<Doc>([
    [6, `${next.alias}.parent_id = ${name}.c1`],
    [2, `${next.alias}.id = ${name}.c2`],
    [1, `${next.alias}.parent_id is not distinct from ${name}.c2`],
    [1, `${next.alias}.parent_id is not distinct from ${name}.c1`],
    [1, pairDoc(maker, next, rows)],
  ])
  const going = [walk, ...(dice.chance(0.3) ? [condition(maker, { own: [next, rows], outer: [] }, 0)] : [])]
  const output = (source: Src): string => shown.map((column) => `${source.alias}.${column}`).join(', ')
  addWith(maker, domains)
  return all(
    `${name} (${domains.map((_, i) => `c${i + 1}`).join(', ')}) as (select ${output(first)} from ${table.name} ${first.alias}`,
    conjunction(start, ' where '),
    ` union select ${output(next)} from ${table.name} ${next.alias} join ${name} on `,
    some(going, ' and ', { least: 1 }),
    conjunction(tenantFilters(next, dice, 0.2), ' where '),
    ')',
  )
}

function pairDoc(maker: QueryMaker, a: Src, b: Src): Doc {
  const pair = pairOf(columnsOf([a]), columnsOf([b]), maker.dice)
  return pair ? equality(maker, pair) : 'true'
}

function tenantFilters(source: Src, dice: Dice, often: number): Doc[] {
  const columns = tenantColumnsOf([source])
  return columns.length > 0 && dice.chance(often) ? [tenantFilter(dice.pick(columns), dice)] : []
}

/** WITH RECURSIVE may stand before all writes but MERGE. */
function write(maker: QueryMaker, isRecursive: boolean): Doc {
  return maker.dice.weighted<() => Doc>([
    [4, () => update(maker).doc],
    [3, () => remove(maker).doc],
    [3, () => insert(maker).doc],
    [isRecursive ? 0 : 3, () => merge(maker)],
  ])()
}

function ownTable({ schema, dice }: QueryMaker): PlainTable {
  return dice.pick(schema.tables.filter(({ name, tenantColumns, isView }) => !isView && (tenantColumns.length > 0 || /^t\d/.test(name))))
}

/** Columns that may be set without breaking what holds between tables. */
function settable({ columns }: PlainTable): readonly Named[] {
  return columns
    .filter(({ domain }) => ['text', 'int', 'bool', 'time'].includes(domain))
    .map(({ name, domain }) => ({ text: name, domain }))
}

function newValue(maker: QueryMaker, around: readonly Src[], domain: string): Doc {
  const { dice } = maker
  if (dice.chance(0.35))
    return domain === 'bool' ? all('coalesce(', scalar(maker, around, domain, 1), ', false)') : scalar(maker, around, domain, 1)
  return { text: `'set'`, int: '42', bool: 'true', time: `'2025-05-05'` }[domain] ?? 'null'
}

function setList(maker: QueryMaker, table: PlainTable, around: readonly Src[]): Doc {
  const columns = maker.dice.some(settable(table), maker.dice.between(1, 2))
  const [same = 'id'] = table.tenantColumns
  if (columns.length === 0) return `${same} = ${around[0]?.alias ?? table.name}.${same}`
  return some(
    columns.map(({ text, domain }) => all(`${text} = `, newValue(maker, around, domain))),
    ', ',
    { least: 1 },
  )
}

function update(maker: QueryMaker): { doc: Doc; target: Src } {
  const { dice } = maker
  const table = ownTable(maker)
  const target = maker.sourceOf(table, 'u')
  const from = dice.chance(0.35) ? fromList(maker, [], undefined, 1) : undefined
  const own = [target, ...(from?.sources ?? [])]
  const where = [
    ...tenantFilters(target, dice, 0.6),
    ...(from
      ? [pairDoc(maker, target, dice.pick(from.sources)), ...from.sources.flatMap((source) => tenantFilters(source, dice, 0.5))]
      : []),
  ]
  for (let i = dice.below(3); i > 0; i--) where.push(condition(maker, { own, outer: [] }, 1))
  const set = setList(maker, table, [target])
  return {
    doc: all(`update ${table.name} ${target.alias} set `, set, from ? all(' from ', from.doc) : '', conjunction(where, ' where ')),
    target,
  }
}

function remove(maker: QueryMaker): { doc: Doc; target: Src } {
  const { dice } = maker
  const table = ownTable(maker)
  const target = maker.sourceOf(table, 'u')
  const using = dice.chance(0.35) ? fromList(maker, [], undefined, 1) : undefined
  const own = [target, ...(using?.sources ?? [])]
  const where = [
    ...tenantFilters(target, dice, 0.6),
    ...(using
      ? [pairDoc(maker, target, dice.pick(using.sources)), ...using.sources.flatMap((source) => tenantFilters(source, dice, 0.5))]
      : []),
  ]
  for (let i = dice.below(3); i > 0; i--) where.push(condition(maker, { own, outer: [] }, 1))
  return {
    doc: all(`delete from ${table.name} ${target.alias}`, using ? all(' using ', using.doc) : '', conjunction(where, ' where ')),
    target,
  }
}

/** Values of a new row, which belongs to the asking tenant and hangs on its rows. */
function newRow(table: PlainTable, id: string, dice: Dice): string[] {
  return table.columns.map(({ name, domain, nullable }) => {
    if (name === 'id') return `(${id})::int`
    if (domain.startsWith('token ')) return `'new ' || (${id})`
    if (table.tenantColumns.includes(name)) return `${parameterOf(domain) ?? 'null'}::int`
    if (nullable && dice.chance(0.5)) return 'null'
    return parameterOf(domain) ?? { text: `'new'`, int: '7', bool: 'true', time: `'2025-06-06'` }[domain] ?? 'null'
  })
}

function insert(maker: QueryMaker): { doc: Doc; target: Src } {
  const { dice } = maker
  const table = dice.pick(maker.schema.tables.filter(({ name }) => /^t\d/.test(name)))
  const columns = table.columns.map(({ name }) => name)
  const into = `insert into ${table.name} (${columns.join(', ')})`
  const isTaken = dice.chance(0.3)
  const values = all(`${into} values (${newRow(table, isTaken ? `:${table.name}.id` : '99000001', dice).join(', ')})`)
  const target: Src = { alias: table.name, columns: table.columns, tenantColumns: table.tenantColumns, table }
  if (dice.chance(0.5)) return { doc: all(values, conflict(maker, table)), target }
  const source = maker.sourceOf(table)
  const given = table.columns.map(({ name, domain }) =>
    name === 'id' ? `${source.alias}.id + 1000` : domain.startsWith('token ') ? `'new ' || ${source.alias}.id` : `${source.alias}.${name}`,
  )
  const where = [...tenantFilters(source, dice, 0.7), ...(dice.chance(0.5) ? [condition(maker, { own: [source], outer: [] }, 1)] : [])]
  const from = all(`${into} select ${given.join(', ')} from ${table.name} ${source.alias}`, conjunction(where, ' where '))
  return { doc: all(from, conflict(maker, table)), target }
}

function conflict(maker: QueryMaker, table: PlainTable): Doc {
  const { dice } = maker
  const arbiter = dice.pick([table.key, ...table.unique]).join(', ')
  const target: Src = { alias: table.name, columns: table.columns, tenantColumns: table.tenantColumns, table }
  const where = [
    ...tenantFilters(target, dice, 0.4),
    ...table.tenantColumns
      .slice(0, 1)
      .filter(() => dice.chance(0.3))
      .map((name) => `${table.name}.${name} = excluded.${name}`),
  ]
  return either(
    dice.weighted<Doc>([
      [2, ''],
      [1, ' on conflict do nothing'],
      [4, all(` on conflict (${arbiter}) do update set `, setList(maker, table, [target]), conjunction(where, ' where '))],
    ]),
    '',
  )
}

function merge(maker: QueryMaker): Doc {
  const { dice } = maker
  const table = dice.pick(maker.schema.tables.filter(({ name }) => /^t\d/.test(name)))
  const target = maker.sourceOf(table, 'm')
  const source = sourceOf(maker, table)
  const on: Doc[] = [pairDoc(maker, target, source.src), ...tenantFilters(target, dice, 0.4), ...tenantTie(target, source.src, dice)]
  const and = (own: Src[], often: number): Doc =>
    conjunction(
      [...tenantFilters(own[0] ?? target, dice, 0.4), ...(dice.chance(often) ? [condition(maker, { own, outer: [] }, 1)] : [])],
      ' and ',
    )
  const matched = all(
    ' when matched',
    and([target, source.src], 0.3),
    dice.chance(0.6) ? all(' then update set ', setList(maker, table, [target])) : ' then delete',
  )
  const number = source.src.columns.find(({ domain }) => /^t\d/.test(domain))
  const id = number ? `99000000 + coalesce(${source.src.alias}.${number.name}, 0)` : '99000002'
  const missing = all(
    ' when not matched',
    and([source.src], 0.2),
    ` then insert (${table.columns.map(({ name }) => name).join(', ')}) values (${newRow(table, id, dice).join(', ')})`,
  )
  const left = all(
    ' when not matched by source',
    and([target], 0.3),
    dice.chance(0.6) ? all(' then update set ', setList(maker, table, [target])) : ' then delete',
  )
  const actions = dice.some([matched, missing, left], dice.between(1, 2))
  return all(
    `merge into ${table.name} ${target.alias} using `,
    source.doc,
    ' on ',
    some(on, ' and ', { least: 1 }),
    some(actions, '', { least: 1 }),
  )
}

function sourceOf(maker: QueryMaker, table: PlainTable): { doc: Doc; src: Src } {
  if (maker.dice.chance(0.4)) {
    const src = maker.sourceOf(maker.dice.chance(0.5) ? table : maker.table())
    return { doc: `${src.table?.name ?? ''} ${src.alias}`, src }
  }
  const { doc, columns } = select(maker, [], ['org', table.name], 1)
  const src = sourceOfColumns(maker.alias('d'), columns)
  return { doc: all('(', doc, `) ${src.alias} (${columns.map((_, i) => `c${i + 1}`).join(', ')})`), src }
}

function tenantTie(a: Src, b: Src, dice: Dice): Doc[] {
  const pair = pairOf(tenantColumnsOf([a]), tenantColumnsOf([b]), dice)
  return pair && dice.chance(0.5) ? [`${pair[0].text} = ${pair[1].text}`] : []
}
