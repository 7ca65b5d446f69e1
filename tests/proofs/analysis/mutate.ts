import { pick } from '../../support/random.ts'

const word = /(?<!['$\w.])[a-z_]\w*(?:\.\w+)?\b(?!['(])/g

const expressions = [
  'count(*)',
  'max(title)',
  'sum(n)',
  'count(id)',
  'row_number() over ()',
  'rank() over (order by id)',
  'generate_series(1, 2)',
  'lower(title)',
  'count(distinct n) over ()',
  '(select id, title from plans limit 1)',
  '(select count(*) from plans)',
  '(id, n)',
  'id',
  'title',
  'n',
] as const

const tails = [
  ' for update',
  ' for share',
  ' for update of t1',
  ' order by 1',
  ' order by 4',
  ' order by id',
  ' order by title',
  ' order by random()',
  ' order by lower(title)',
  ' limit id',
  ' limit 3',
  ' group by 1',
  ' group by id',
  ' group by title',
  ' group by t1.id',
  ' group by lower(title)',
  ' having count(*) > 1',
  ' union all select id from plans',
  ' union select id, title, n from plans',
  ' returning count(*)',
  ' returning id',
  ' on conflict (id) do nothing',
  ' on conflict (title) do nothing',
  ' on conflict (id) do update set id = id',
  ' on conflict do update set id = 1',
] as const

type Mutation = (sql: string, random: () => number) => string

function places(sql: string): readonly { readonly at: number; readonly text: string }[] {
  return [...sql.matchAll(word)].map((match) => ({ at: match.index, text: match[0] }))
}

function atWord(sql: string, random: () => number, change: (text: string) => string): string {
  const [first, ...others] = places(sql)
  if (!first) return sql
  const { at, text } = pick(random, [first, ...others])
  return sql.slice(0, at) + change(text) + sql.slice(at + text.length)
}

function otherWord(sql: string, random: () => number): string {
  const [first, ...others] = places(sql)
  return first ? pick(random, [first, ...others]).text : 'id'
}

function withoutItem(sql: string, random: () => number): string {
  const [first, ...others] = [...sql.matchAll(/, [^,()]+/g)]
  if (!first) return sql
  const { index, 0: text } = pick(random, [first, ...others])
  return sql.slice(0, index) + sql.slice(index + text.length)
}

const mutations: readonly [Mutation, ...Mutation[]] = [
  (sql, random) => atWord(sql, random, () => pick(random, expressions)),
  (sql, random) => atWord(sql, random, (text) => text.replace(/^.*\./, '')),
  (sql, random) => atWord(sql, random, (text) => `${text}, ${pick(random, expressions)}`),
  (sql, random) => atWord(sql, random, () => otherWord(sql, random)),
  (sql, random) => atWord(sql, random, (text) => `${pick(random, ['max', 'count', 'lower', 'sum'])}(${text})`),
  (sql, random) => sql + pick(random, tails),
  (sql, random) => sql + pick(random, tails) + pick(random, tails),
  (sql) => sql.replace(/^select /, 'select distinct '),
  (sql) => sql.replace(/^select /, 'select distinct on (id) '),
  (sql, random) => sql.replace(/^select /, `select ${pick(random, expressions)}, `),
  withoutItem,
]

/** A statement that may be wrong, made of one that is right. */
export function mutated(sql: string, random: () => number): string {
  let made = sql
  for (let i = Math.floor(random() * 3); i >= 0; i--) made = pick(random, mutations)(made, random)
  return made
}
