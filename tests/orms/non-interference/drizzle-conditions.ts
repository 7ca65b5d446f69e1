import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { columnsOf, pairOf, type Named, type Place } from '../../proofs/tenant/support/query-maker.ts'
import type { DrizzleMaker } from './drizzle.ts'
import { listOf, oursOf, valueOf } from './support/values.ts'

/** All of several conditions. */
export function both({ dice }: DrizzleMaker, parts: readonly Doc[]): Doc {
  const [only] = parts
  if (only !== undefined && parts.length === 1 && dice.chance(0.8)) return only
  if (dice.chance(0.06)) return some(parts, '} and ${', { before: 'sql`${', after: '}`' })
  return either(some(parts, ', ', { before: 'and(', after: ')' }), 'undefined')
}

/** A condition that holds one tenant's rows, in one of the forms that an application may write. */
export function tenant({ dice }: DrizzleMaker, { text, domain }: Named): Doc {
  const [ours = 'null', several = '[]'] = [oursOf(domain), listOf(domain)]
  return dice.weighted<Doc>([
    [10, `eq(${text}, ${ours})`],
    [1, `inArray(${text}, [${ours}])`],
    [1, `inArray(${text}, ${several})`],
    [1, 'sql`${' + text + '} = ${' + ours + '}`'],
    [1, `not(ne(${text}, ${ours}))`],
    [1, `or(eq(${text}, ${ours}), isNull(${text}))`],
    [0.5, `or(eq(${text}, ${ours}), undefined)`],
    [0.5, `or(and(eq(${text}, ${ours})))`],
    [0.4, `ne(${text}, ${ours})`],
    [0.4, `notInArray(${text}, [${ours}])`],
    [0.4, `on ? eq(${text}, ${ours}) : undefined`],
    [0.3, `missing ? eq(${text}, missing) : undefined`],
    [0.3, `notInArray(${text}, [])`],
  ])
}

export function tie({ dice }: DrizzleMaker, [a, b]: readonly [Named, Named]): Doc {
  return dice.weighted<Doc>([
    [6, `eq(${a.text}, ${b.text})`],
    [2, 'sql`${' + a.text + '} = ${' + b.text + '}`'],
    [1, 'sql`${' + a.text + '} is not distinct from ${' + b.text + '}`'],
  ])
}

/** A condition over the columns of a place, with queries so deep. */
export function any(maker: DrizzleMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  const inner = (): Doc => any(maker, place, depth - 1)
  return dice.weighted<() => Doc>([
    [5, () => comparison(maker, place)],
    [2, () => columns(maker, place)],
    [1, () => raw(maker, place)],
    [depth > 0 ? 2 : 0, () => some([inner(), inner()], ', ', { before: 'or(', after: ')', least: 1 })],
    [depth > 0 ? 1 : 0, () => some([inner(), inner()], ', ', { before: 'and(', after: ')', least: 1 })],
    [depth > 0 ? 1 : 0, () => ((one: Doc) => either(all('not(', one, ')'), one))(inner())],
    [depth > 0 ? 2 : 0, () => among(maker, place, depth - 1)],
    [depth > 0 ? 3 : 0, () => exists(maker, place, depth - 1)],
    [0.3, () => 'undefined'],
    [0.2, () => 'and()'],
    [0.2, () => 'or(undefined, undefined)'],
  ])()
}

function columnOf({ dice }: DrizzleMaker, { own, outer }: Place): Named {
  const [inside, outside] = [columnsOf(own), columnsOf(outer)]
  return dice.pick(outside.length > 0 && dice.chance(0.1) ? outside : inside)
}

function comparison(maker: DrizzleMaker, place: Place): Doc {
  const { dice } = maker
  const { text, domain } = columnOf(maker, place)
  const [one, other] = [valueOf(domain, dice), valueOf(domain, dice)]
  return dice.pick<Doc>([
    `eq(${text}, ${one})`,
    `eq(${text}, ${one})`,
    `ne(${text}, ${one})`,
    `gt(${text}, ${one})`,
    `lte(${text}, ${one})`,
    `inArray(${text}, [${one}, ${other}])`,
    `notInArray(${text}, [${one}])`,
    `inArray(${text}, [])`,
    `isNull(${text})`,
    `isNotNull(${text})`,
    `between(${text}, ${one}, ${other})`,
    ...(domain === 'text' ? [`like(${text}, 'r%')`] : []),
  ])
}

function columns(maker: DrizzleMaker, { own, outer }: Place): Doc {
  const outside = outer.length > 0 && maker.dice.chance(0.4) ? outer : own
  const pair = pairOf(columnsOf(own), columnsOf(outside), maker.dice)
  return pair ? tie(maker, pair) : comparison(maker, { own, outer })
}

/** Text of SQL, which nobody puts into parentheses. */
function raw(maker: DrizzleMaker, place: Place): Doc {
  const [a, b] = [columnOf(maker, place), columnOf(maker, place)]
  const part = ({ text, domain }: Named, op = '='): string => '${' + text + '} ' + op + ' ${' + valueOf(domain, maker.dice) + '}'
  return maker.dice.pick<Doc>([
    'sql`' + part(a) + ' or ' + part(b) + '`',
    'sql`(' + part(a) + ' or ' + part(b) + ')`',
    'sql`' + part(a) + ' and ' + part(b) + '`',
    'sql`not ' + part(a) + '`',
    'sql`' + part(a, '<>') + '`',
    'sql`true`',
    'sql`coalesce(' + part(a) + ', true)`',
  ])
}

function among(maker: DrizzleMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  const { text, domain } = columnOf(maker, place)
  const query = maker.select([domain], place.own, depth, { isTied: dice.chance(0.2) }).doc
  return all(`${dice.chance(0.8) ? 'inArray' : 'notInArray'}(${text}, `, query, ')')
}

function exists(maker: DrizzleMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  const query = maker.select(undefined, place.own, depth, { isTied: dice.chance(0.85) }).doc
  return all(`${dice.chance(0.75) ? 'exists' : 'notExists'}(`, query, ')')
}
