import { all, either, some, type Doc } from './doc.ts'
import {
  columnsOf,
  isKey,
  pairOf,
  parameterOf,
  tenantColumnsOf,
  tenantFilter,
  type Named,
  type Place,
  type QueryMaker,
} from './query-maker.ts'
import { typeOf } from './random-schema.ts'
import { subselect } from './random-select.ts'

/** A condition over the columns of a place, with subqueries so deep. */
export function condition(maker: QueryMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  return dice.weighted<() => Doc>([
    [5, () => comparison(maker, place)],
    [4, () => tie(maker, place)],
    [3, () => filter(maker, place)],
    [3, () => nullTest(maker, place)],
    [
      depth > 0 ? 2 : 0,
      () => either(all('(', some([condition(maker, place, depth - 1), condition(maker, place, depth - 1)], ' or '), ')'), 'true'),
    ],
    [
      depth > 0 ? 1 : 0,
      () => either(all('(', some([condition(maker, place, depth - 1), condition(maker, place, depth - 1)], ' and '), ')'), 'true'),
    ],
    [depth > 0 ? 1.5 : 0, () => wrapped(maker, condition(maker, place, depth - 1))],
    [depth > 0 ? 5 : 0, () => withSubquery(maker, place, depth - 1)],
  ])()
}

/** NOT and tests of truth around a condition. */
function wrapped({ dice }: QueryMaker, inner: Doc): Doc {
  const [before, after] = dice.pick([
    ['not (', ')'],
    ['not (', ')'],
    ['(', ') is true'],
    ['(', ') is not true'],
    ['(', ') is false'],
    ['(', ') is not false'],
    ['(', ') is unknown'],
    ['(', ') is not unknown'],
    ['coalesce(', ', false)'],
    ['coalesce(', ', true)'],
    ['(', ') = true'],
    ['(', ') <> true'],
    ['not ((', ') is not true)'],
    ['case when ', ' then true else false end'],
  ] as const)
  return either(all(before, inner, after), inner)
}

function anyColumn({ dice }: QueryMaker, { own, outer }: Place): Named {
  const [inside, outside] = [columnsOf(own), columnsOf(outer)]
  return dice.pick(outside.length > 0 && dice.chance(0.15) ? outside : inside.length > 0 ? inside : outside)
}

/** A comparison of a plain column with a constant, or of a key with a value of ours. */
function comparison(maker: QueryMaker, place: Place): Doc {
  const { dice } = maker
  const { text, domain } = anyColumn(maker, place)
  const value = parameterOf(domain)
  if (value !== undefined)
    return dice.pick([
      `${text} = ${value}`,
      `${text} > ${value}`,
      `${text} <> ${value}`,
      `${text} in (${value})`,
      `${text} not in (${value})`,
    ])
  switch (domain) {
    case 'text':
      return dice.pick([
        `${text} = 'red'`,
        `${text} <> 'blue'`,
        `${text} like 'r%'`,
        `${text} in ('red', 'left')`,
        `${text} is not distinct from 'red'`,
        `coalesce(${text}, 'red') = 'red'`,
        `${text} not in ('left')`,
      ])
    case 'int':
      return dice.pick([
        `${text} < 3`,
        `${text} = 2`,
        `${text} between 0 and 3`,
        `${text} not between 0 and 3`,
        `${text} + 1 > 2`,
        `${text} is distinct from 1`,
        `coalesce(${text}, 2) = 2`,
      ])
    case 'bool':
      return dice.pick([text, `not ${text}`, `${text} is true`, `${text} is not true`, `${text} = false`])
    default:
      return dice.pick([`${text} > '2025-01-15'`, `${text} is null`, `${text} = '2025-02-01 00:00:00+00'`])
  }
}

/** An equality of two columns. */
function tie(maker: QueryMaker, { own, outer }: Place): Doc {
  const { dice } = maker
  const inside = columnsOf(own)
  const outside = outer.length > 0 && dice.chance(0.4) ? columnsOf(outer) : inside
  const pair = pairOf(inside, outside, dice)
  return pair ? equality(maker, pair) : comparison(maker, { own, outer })
}

export function equality({ dice }: QueryMaker, [a, b]: readonly [Named, Named]): Doc {
  return dice.weighted<Doc>([
    [12, `${a.text} = ${b.text}`],
    [2, `${a.text} is not distinct from ${b.text}`],
    [1, `not (${a.text} <> ${b.text})`],
    [1, `not (${a.text} is distinct from ${b.text})`],
    [1, `(${a.text}, 1) = (${b.text}, 1)`],
    [1, `${a.text} in (${b.text})`],
    [0.5, `${a.text} <> ${b.text}`],
    [0.5, `${a.text} is distinct from ${b.text}`],
    [0.5, `(${a.text} = ${b.text} or ${a.text} is null)`],
  ])
}

function filter(maker: QueryMaker, place: Place): Doc {
  const columns = tenantColumnsOf(place.own)
  return columns.length > 0 ? tenantFilter(maker.dice.pick(columns), maker.dice) : comparison(maker, place)
}

function nullTest(maker: QueryMaker, place: Place): Doc {
  const { text } = anyColumn(maker, place)
  return maker.dice.pick([`${text} is null`, `${text} is not null`])
}

function withSubquery(maker: QueryMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  const around = [...place.own, ...place.outer]
  const inside = columnsOf(place.own)
  const keys = inside.filter(isKey)
  const operand = keys.length > 0 && dice.chance(0.8) ? dice.pick(keys) : anyColumn(maker, place)
  const { text, domain } = operand
  const query = (): Doc => subselect(maker, around, [domain], depth)
  return dice.weighted<() => Doc>([
    [4, () => all('exists (', subselect(maker, around, undefined, depth), ')')],
    [3, () => all('not exists (', subselect(maker, around, undefined, depth), ')')],
    [4, () => all(`${text} in (`, query(), ')')],
    [1.5, () => all(`${text} not in (`, query(), ')')],
    [1, () => all(`${text} = any (array(`, query(), '))')],
    [0.5, () => all(`${text} <> all (array(`, query(), '))')],
    [0.5, () => all(`${text} = all (`, query(), ')')],
    [0.5, () => all(`not (${text} = any (`, query(), '))')],
    [0.5, () => all(`not (${text} <> all (`, query(), '))')],
    [0.5, () => all(`${text} ${typeOf(domain) === 'boolean' ? '=' : '<'} any (`, query(), ')')],
    [1.5, () => all(`${text} = `, scalar(maker, around, domain, depth))],
    [0.7, () => all(`coalesce(${scalarText(domain)}`, scalar(maker, around, domain, depth), `) = ${text}`)],
    [1, () => all('(', subselect(maker, around, ['count'], depth), `) ${dice.pick(['>', '<', '='])} ${dice.below(4)}`)],
  ])()
}

function scalarText(domain: string): string {
  return `null::${typeOf(domain)}, `
}

/** One value of a query: its smallest, or that of its first row. */
export function scalar(maker: QueryMaker, around: Place['own'], domain: string, depth: number): Doc {
  const how = maker.dice.weighted([
    [2, 'least'],
    [2, 'first'],
    [1.2, 'any'],
  ] as const)
  if (how === 'any') return all('(', subselect(maker, around, [domain], depth), ')')
  const inner = subselect(maker, around, [domain], depth)
  const name = maker.alias('s')
  const least = typeOf(domain) === 'boolean' ? 'bool_and' : 'min'
  return how === 'least'
    ? all(`(select ${least}(${name}.c1) from (`, inner, `) ${name})`)
    : all(`(select ${name}.c1 from (`, inner, `) ${name} order by 1 limit 1)`)
}
