import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { columnsOf, pairOf, type Named, type Place } from '../../proofs/tenant/support/query-maker.ts'
import type { KnexMaker } from './knex.ts'
import { listOf, oursOf, valueOf } from './support/values.ts'

/** What is called on a builder to narrow it. */
export const knexConditions = { any, tenant, tie, value }

function value({ dice }: KnexMaker, { domain }: Named): string {
  return valueOf(domain, dice)
}

/** A condition that holds one tenant's rows, in one of the forms that an application may write. */
function tenant({ dice }: KnexMaker, { text, domain }: Named): Doc {
  const [ours = 'null', several = '[]'] = [oursOf(domain), listOf(domain)]
  return dice.weighted<Doc>([
    [6, `.where('${text}', ${ours})`],
    [3, `.where({ '${text}': ${ours} })`],
    [2, `.andWhere('${text}', '=', ${ours})`],
    [1, `.whereIn('${text}', [${ours}])`],
    [1, `.whereIn('${text}', ${several})`],
    [1, `.whereRaw('${text} = ?', [${ours}])`],
    [1, `.whereRaw('?? = ?', ['${text}', ${ours}])`],
    [1, `.where(db.raw('${text}'), '=', ${ours})`],
    [1, `.whereNot('${text}', '<>', ${ours})`],
    [1, `.where((w) => w.where('${text}', ${ours}).orWhereNull('${text}'))`],
    [0.5, `.where(function () { void this.where('${text}', ${ours}) })`],
    [0.5, `.orWhere('${text}', ${ours})`],
    [0.5, `.whereNot('${text}', ${ours})`],
    [0.5, `.where('${text}', 'in', [${ours}])`],
    [0.5, `.whereNotIn('${text}', [${ours}])`],
  ])
}

function tie({ dice }: KnexMaker, [a, b]: readonly [Named, Named]): Doc {
  return dice.weighted<Doc>([
    [3, `.whereColumn('${a.text}', '${b.text}')`],
    [2, `.whereColumn('${a.text}', '=', '${b.text}')`],
    [2, `.whereRaw('${a.text} = ${b.text}')`],
    [1, `.whereRaw('?? = ??', ['${a.text}', '${b.text}'])`],
    [2, `.where('${a.text}', db.ref('${b.text}'))`],
    [0.5, `.whereRaw('${a.text} is not distinct from ${b.text}')`],
    [0.5, `.orWhereColumn('${a.text}', '${b.text}')`],
  ])
}

/** A condition over the columns of a place, with queries so deep. */
function any(maker: KnexMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  return dice.weighted<() => Doc>([
    [5, () => comparison(maker, place)],
    [2, () => columns(maker, place)],
    [2, () => nulls(maker, place)],
    [1, () => raw(maker, place)],
    [depth > 0 ? 3 : 0, () => group(maker, place, depth - 1)],
    [depth > 0 ? 3 : 0, () => among(maker, place, depth - 1)],
    [depth > 0 ? 3 : 0, () => exists(maker, place, depth - 1)],
  ])()
}

function columnOf({ dice }: KnexMaker, { own, outer }: Place): Named {
  const [inside, outside] = [columnsOf(own), columnsOf(outer)]
  return dice.pick(outside.length > 0 && dice.chance(0.1) ? outside : inside)
}

/** The name of a method: now and then with OR before it. */
function method({ dice }: KnexMaker, rest = ''): string {
  return dice.chance(0.12) ? `orWhere${rest}` : `where${rest}`
}

function comparison(maker: KnexMaker, place: Place): Doc {
  const { dice } = maker
  const column = columnOf(maker, place)
  const { text, domain } = column
  const [one, other] = [value(maker, column), value(maker, column)]
  const like = domain === 'text' ? [`.${method(maker, 'Like')}('${text}', 'r%')`, `.${method(maker, 'ILike')}('${text}', 'R%')`] : []
  const between =
    domain === 'int' ? [`.${method(maker, 'Between')}('${text}', [0, 3])`, `.${method(maker, 'NotBetween')}('${text}', [0, 3])`] : []
  return dice.pick<Doc>([
    `.${method(maker)}('${text}', ${one})`,
    `.${method(maker)}('${text}', ${one})`,
    `.${method(maker)}({ '${text}': ${one} })`,
    `.andWhere('${text}', '${dice.pick(['=', '<>', '>', '<='])}', ${one})`,
    `.${method(maker, 'In')}('${text}', [${one}, ${other}])`,
    `.${method(maker, 'NotIn')}('${text}', [${one}])`,
    `.${method(maker, 'Not')}('${text}', ${one})`,
    `.${method(maker, 'Not')}({ '${text}': ${one} })`,
    `.whereIn('${text}', [])`,
    `.whereNotIn('${text}', [])`,
    `.where({})`,
    ...(maker.hasProperties ? [`.not.where('${text}', ${one})`, `.or.where('${text}', ${one})`] : []),
    ...like,
    ...between,
  ])
}

function columns(maker: KnexMaker, { own, outer }: Place): Doc {
  const outside = outer.length > 0 && maker.dice.chance(0.4) ? outer : own
  const pair = pairOf(columnsOf(own), columnsOf(outside), maker.dice)
  return pair ? tie(maker, pair) : comparison(maker, { own, outer })
}

function nulls(maker: KnexMaker, place: Place): Doc {
  const { text } = columnOf(maker, place)
  return maker.dice.pick([
    `.${method(maker, 'Null')}('${text}')`,
    `.${method(maker, 'NotNull')}('${text}')`,
    `.where('${text}', null)`,
    `.where({ '${text}': null })`,
  ])
}

/** Text of SQL, which nobody puts into parentheses. */
function raw(maker: KnexMaker, place: Place): Doc {
  const [a, b] = [columnOf(maker, place), columnOf(maker, place)]
  const [one, other] = [value(maker, a), value(maker, b)]
  return maker.dice.pick<Doc>([
    `.${method(maker, 'Raw')}('${a.text} = ? or ${b.text} = ?', [${one}, ${other}])`,
    `.${method(maker, 'Raw')}('(${a.text} = ? or ${b.text} = ?)', [${one}, ${other}])`,
    `.${method(maker, 'Raw')}('${a.text} = ? and ${b.text} = ?', [${one}, ${other}])`,
    `.andWhereRaw('not ${a.text} = ?', [${one}])`,
    `.where(db.raw('${a.text} = ?', [${one}]))`,
    `.whereRaw('coalesce(${a.text} = :one, true)', { one: ${one} })`,
    `.orWhereRaw('false')`,
    `.whereRaw('true')`,
  ])
}

function group(maker: KnexMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  const steps = some(
    Array.from({ length: dice.between(1, 3) }, () => any(maker, place, depth)),
    '',
    { least: 1 },
  )
  const how = dice.weighted([
    [4, 'where'],
    [2, 'andWhere'],
    [1, 'orWhere'],
    [1, 'whereNot'],
    [0.5, 'orWhereNot'],
  ] as const)
  return either(
    dice.pick([
      all(`.${how}((w) => w`, steps, ')'),
      all(`.${how}(function () { void this`, steps, ' })'),
      all(`.${how}((w) => { void w`, steps, ' })'),
    ]),
    steps,
  )
}

function among(maker: KnexMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  const column = columnOf(maker, place)
  const query = maker.select([column.domain], place.own, depth, { isTied: dice.chance(0.2) }).doc
  const how = dice.weighted([
    [5, method(maker, 'In')],
    [1, method(maker, 'NotIn')],
  ])
  return all(`.${how}('${column.text}', `, query, ')')
}

function exists(maker: KnexMaker, place: Place, depth: number): Doc {
  const { dice } = maker
  const query = maker.select(undefined, place.own, depth, { isTied: dice.chance(0.85) }).doc
  const how = dice.weighted([
    [4, method(maker, 'Exists')],
    [1, method(maker, 'NotExists')],
  ])
  return all(`.${how}(`, query, ')')
}
