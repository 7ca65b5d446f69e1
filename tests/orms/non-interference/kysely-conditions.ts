import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { columnsOf, pairOf, type Named, type Place } from '../../proofs/tenant/support/query-maker.ts'
import { typeOf } from '../../proofs/tenant/support/random-schema.ts'
import type { KyselyMaker } from './kysely.ts'
import { fromOf } from './kysely-sources.ts'
import { listOf, oursOf, outputsOf, valueOf } from './support/values.ts'

/** A condition as an expression; `args` are the three that it may be written of, `refs` those that compare columns. */
export interface Condition {
  readonly expr: Doc
  readonly args?: Doc
  readonly refs?: Doc
}

/** What is called on a builder to narrow it. */
export function step(maker: KyselyMaker, method: 'where' | 'on' | 'having' | 'filterWhere', { expr, args, refs }: Condition): Doc {
  const { dice } = maker
  const form = dice.below(10)
  if (args !== undefined && form < 6) return all(`.${method}(`, args, ')')
  if (refs !== undefined && form < 8) return all(`.${method}Ref(`, refs, ')')
  return dice.weighted<Doc>([
    [8, all(`.${method}(`, maker.callback(expr), ')')],
    [1, all(`.${method}((eb) => eb.and([`, whole(maker, expr), ']))')],
    [0.7, all(`.${method}(function (eb) { const all = [`, whole(maker, expr), ']; return eb.and(all) })')],
    [0.7, all(`.${method}((eb) => { const all = []; if (on) all.push(`, whole(maker, expr), '); return eb.and(all) })')],
    [0.5, all(`.${method}((() => { const eb = expressionBuilder(); return `, whole(maker, expr), ' })())')],
  ])
}

/** An expression where only `eb` is at hand. */
function whole(maker: KyselyMaker, expr: Doc): Doc {
  return all('(', maker.callback(expr), ')(eb)')
}

function compared(maker: KyselyMaker, column: string, operator: string, value: string): Condition {
  const { dice } = maker
  const left = dice.weighted([
    [20, `'${column}'`],
    [1, `sql.ref('${column}')`],
    [1, `${maker.db}.dynamic.ref('${column}')`],
  ])
  const args = `${left}, '${operator}', ${value}`
  return { args, expr: `eb(${args})` }
}

/** A condition that holds one tenant's rows, in one of the forms that an application may write. */
export function tenant(maker: KyselyMaker, { text, domain }: Named): Condition {
  const { dice } = maker
  const [ours = 'null', several = '[]'] = [oursOf(domain), listOf(domain)]
  const is = `eb('${text}', '=', ${ours})`
  const eb = (name: string): string => maker.eb(name)
  const raw = maker.raw(text)
  return dice.weighted<() => Condition>([
    [14, () => compared(maker, text, '=', ours)],
    [1, () => compared(maker, text, 'in', `[${ours}]`)],
    [1, () => compared(maker, text, 'in', several)],
    [1, () => compared(maker, text, 'is not distinct from', ours)],
    [0.5, () => compared(maker, text, '=', 'sql`${' + ours + '}`')],
    [0.5, () => compared(maker, text, '=', 'sql`any(${' + several + '})`')],
    [0.5, () => compared(maker, text, '=', 'sql.val(' + ours + ')')],
    [1, () => ({ expr: 'sql`' + raw + ' = ${' + ours + '}`' })],
    [0.5, () => ({ expr: 'sql`${sql.ref("' + text + '")} in (${sql.join(' + several + ')})`' })],
    [1, () => ({ expr: `${eb('and')}({ '${text}': ${ours} })` })],
    [1, () => ({ expr: `${eb('or')}([${is}, eb('${text}', 'is', null)])` })],
    [0.5, () => ({ expr: `${is}.or('${text}', 'is', null)` })],
    [1, () => ({ expr: `${eb('not')}(eb('${text}', '<>', ${ours}))` })],
    [0.5, () => ({ expr: `${eb('between')}('${text}', ${ours}, ${ours})` })],
    [0.5, () => ({ expr: `eb(${eb('refTuple')}('${text}', '${text}'), 'in', [${eb('tuple')}(${ours}, ${ours})])` })],
    [0.5, () => ({ expr: `eb(${eb('ref')}('${text}'), '=', ${eb('val')}(${ours}))` })],
    [0.5, () => ({ expr: `eb.fn.coalesce(${is}, ${eb('lit')}(false))` })],
    [0.5, () => ({ expr: `eb.case().when('${text}', '=', ${ours}).then(true).else(false).end()` })],
    [0.3, () => ({ expr: `eb.case().when('${text}', '=', ${ours}).then(true).else(true).end()` })],
    [0.5, () => ({ expr: `${eb('or')}([${is}])` })],
    [0.5, () => ({ expr: `${eb('or')}([${eb('and')}([${is}])])` })],
    [0.5, () => ({ expr: `${eb('or')}({ '${text}': ${ours}, ${text === 'id' ? 'n' : `'${text}'`}: ${ours} })` })],
    [0.5, () => compared(maker, text, '!=', ours)],
    [0.5, () => compared(maker, text, 'not in', `[${ours}]`)],
    [0.4, () => ({ expr: `on ? ${is} : ${eb('lit')}(true)` })],
    [0.4, () => ({ expr: `${eb('and')}([...(on ? [${is}] : [])])` })],
    [0.3, () => ({ expr: `${eb('and')}({ '${text}': missing })` })],
    [0.3, () => ({ expr: `${eb('or')}({ '${text}': missing })` })],
    [0.3, () => compared(maker, text, '=', 'missing')],
  ])()
}

export function tie(maker: KyselyMaker, [a, b]: readonly [Named, Named]): Condition {
  const refs = `'${a.text}', '=', '${b.text}'`
  const whole = `eb('${a.text}', '=', ${maker.eb('ref')}('${b.text}'))`
  return maker.dice.weighted<() => Condition>([
    [6, () => ({ refs, expr: whole })],
    [1, () => compared(maker, a.text, '=', `sql.ref('${b.text}')`)],
    [2, () => ({ expr: 'sql`' + maker.raw(a.text) + ' = ' + maker.raw(b.text) + '`' })],
    [1, () => ({ expr: 'sql`' + maker.raw(a.text) + ' is not distinct from ' + maker.raw(b.text) + '`' })],
  ])()
}

/** A condition over the columns of a place, with queries so deep. */
export function any(maker: KyselyMaker, place: Place, depth: number): Condition {
  const { dice } = maker
  return dice.weighted<() => Condition>([
    [5, () => comparison(maker, place)],
    [2, () => columns(maker, place)],
    [1.5, () => ({ expr: raw(maker, place) })],
    [depth > 0 ? 3 : 0, () => ({ expr: group(maker, place, depth - 1) })],
    [depth > 0 ? 1.5 : 0, () => ({ expr: chain(maker, place, depth - 1) })],
    [depth > 0 ? 3 : 0, () => among(maker, place, depth - 1)],
    [depth > 0 ? 0.7 : 0, () => asLarge(maker, place, depth - 1)],
    [depth > 0 ? 3 : 0, () => ({ expr: exists(maker, place, depth - 1) })],
    [depth > 0 ? 0.7 : 0, () => ({ expr: chosen(maker, place, depth - 1) })],
  ])()
}

function columnOf({ dice }: KyselyMaker, { own, outer }: Place): Named {
  const [inside, outside] = [columnsOf(own), columnsOf(outer)]
  return dice.pick(outside.length > 0 && dice.chance(0.1) ? outside : inside)
}

function comparison(maker: KyselyMaker, place: Place): Condition {
  const { dice } = maker
  const { text, domain } = columnOf(maker, place)
  const [one, other] = [valueOf(domain, dice), valueOf(domain, dice)]
  const eb = (name: string): string => maker.eb(name)
  const more: (() => Condition)[] = []
  if (domain === 'text') more.push(() => compared(maker, text, dice.pick(['like', 'not like', 'ilike', '~']), "'r%'"))
  if (domain === 'int')
    more.push(
      () => ({ expr: `eb(eb('${text}', '+', 1), '${dice.pick(['>', '='])}', 2)` }),
      () => ({ expr: `${eb('between')}('${text}', 0, 3)` }),
    )
  if (domain === 'bool') more.push(() => compared(maker, text, 'is', dice.pick(['true', 'false'])))
  return dice.pick<() => Condition>([
    () => compared(maker, text, '=', one),
    () => compared(maker, text, '=', one),
    () => compared(maker, text, dice.pick(['<>', '!=', '>', '<=']), one),
    () => compared(maker, text, 'in', `[${one}, ${other}]`),
    () => compared(maker, text, 'not in', `[${one}]`),
    () => compared(maker, text, dice.pick(['is', 'is not']), 'null'),
    () => compared(maker, text, 'is distinct from', one),
    () => ({ expr: `${eb('and')}({ '${text}': ${one} })` }),
    () => ({ expr: dice.pick([`${eb('and')}([])`, `${eb('or')}([])`, `${eb('lit')}(true)`, `${eb('lit')}(false)`, `${eb('val')}(true)`]) }),
    ...more,
  ])()
}

function columns(maker: KyselyMaker, { own, outer }: Place): Condition {
  const outside = outer.length > 0 && maker.dice.chance(0.4) ? outer : own
  const pair = pairOf(columnsOf(own), columnsOf(outside), maker.dice)
  return pair ? tie(maker, pair) : comparison(maker, { own, outer })
}

/** Text of SQL, which nobody puts into parentheses. */
function raw(maker: KyselyMaker, place: Place): Doc {
  const { dice } = maker
  const [a, b] = [columnOf(maker, place), columnOf(maker, place)]
  const part = ({ text, domain }: Named, op = '='): string => `${maker.raw(text)} ${op} ` + '${' + valueOf(domain, dice) + '}'
  return dice.pick<Doc>([
    'sql`' + part(a) + ' or ' + part(b) + '`',
    'sql`(' + part(a) + ' or ' + part(b) + ')`',
    maker.eb('parens') + '(sql`' + part(a) + ' or ' + part(b) + '`)',
    'sql`' + part(a) + ' and ' + part(b) + '`',
    'sql`not ' + part(a) + '`',
    'sql`' + part(a, '<>') + '`',
    'sql`true`',
    'sql`coalesce(' + part(a) + ', true)`',
    'sql`${sql`' + part(a) + '`} or ${sql`' + part(b) + '`}`',
    'sql.join([sql`' + part(a) + '`, sql`' + part(b) + '`], sql` ' + dice.pick(['or', 'and']) + ' `)',
  ])
}

function group(maker: KyselyMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  const parts = Array.from({ length: dice.between(1, 3) }, (): Doc => any(maker, place, depth).expr)
  const [only = ''] = parts
  const how = dice.weighted([
    [4, 'or'],
    [2, 'and'],
    [1, 'not'],
  ] as const)
  if (how === 'not') return all(`${maker.eb('not')}(`, only, ')')
  const chosen = parts.map((part) => (dice.chance(0.06) ? all('...(on ? [', part, '] : [])') : part))
  return some(chosen, ', ', { before: `${maker.eb(how)}([`, after: '])', least: 1 })
}

/** `eb(…).or(…).or(…)` */
function chain(maker: KyselyMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  const { args = '' } = compared(maker, columnOf(maker, place).text, 'is not', 'null')
  const how = dice.pick(['or', 'or', 'and'])
  const parts = Array.from({ length: dice.between(1, 3) }, (): Doc => {
    const one = any(maker, place, depth)
    return all(`.${how}(`, one.args !== undefined && dice.chance(0.7) ? one.args : one.expr, ')')
  })
  const first = dice.chance(0.5) ? comparison(maker, place).args : args
  return all('eb(', first ?? args, ')', some(parts, '', { least: 1 }))
}

function among(maker: KyselyMaker, place: Place, depth: number): Condition {
  const { dice } = maker
  const column = columnOf(maker, place)
  const query = maker.select([column.domain], place.own, depth, { isTied: dice.chance(0.2) })
  const how = dice.weighted([
    [5, 'in'],
    [1, 'not in'],
  ])
  const args = dice.chance(0.5)
    ? all(`'${column.text}', '${how}', `, maker.within(query, 'anywhere'))
    : all(`'${column.text}', '${how}', (eb) => `, maker.within(query, 'anywhere'))
  if (dice.chance(0.6)) return { args, expr: all('eb(', args, ')') }
  if (dice.chance(0.2)) return { expr: all('sql`' + maker.raw(column.text) + ` ${how} ` + '${', maker.within(query, 'anywhere'), '}`') }
  return { expr: all(`eb('${column.text}', '${how}', `, maker.within(query, 'in a callback'), ')') }
}

/** A column that is compared with the one value that a query gives. */
function asLarge(maker: KyselyMaker, place: Place, depth: number): Condition {
  const { dice } = maker
  const column = columnOf(maker, place)
  if (column.domain === 'bool') return comparison(maker, place)
  const { doc: from, sources } = fromOf(maker, [column.domain], depth)
  const [largest] = outputsOf(columnsOf(sources), [column.domain], dice)
  if (!largest || typeOf(largest.domain) !== typeOf(column.domain)) return comparison(maker, place)
  const where = maker.where({ own: sources, outer: place.own }, depth, dice.chance(0.3))
  const query = maker.within({ doc: all(from, where, `.select((eb) => eb.fn.max('${largest.text}').as('c1'))`), columns: [] }, 'anywhere')
  const args = all(`'${column.text}', '${dice.pick(['=', '=', '<'])}', `, dice.chance(0.5) ? '(eb) => ' : '', query)
  return { args, expr: all('eb(', args, ')') }
}

function exists(maker: KyselyMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  const query = maker.select(undefined, place.own, depth, { isTied: dice.chance(0.85) })
  const there = all(`${maker.eb('exists')}(`, maker.within(query, 'in a callback'), ')')
  return dice.chance(0.75) ? there : either(all(`${maker.eb('not')}(`, there, ')'), there)
}

function chosen(maker: KyselyMaker, place: Place, depth: number): Doc {
  const [when, then] = [any(maker, place, depth), any(maker, place, depth)]
  const end = maker.dice.pick(['.else(false).end()', '.else(true).end()', '.end()'])
  return all('eb.case().when(', when.args ?? when.expr, ').then(', then.expr, `)${end}`)
}
