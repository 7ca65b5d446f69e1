import { pick } from '../../support/random.ts'

/** Two tables, of every type for which indexes are asked something of their own. */
export const tables = `
create table t (id integer primary key, a integer, b bigint, n numeric, f float8, s text, v varchar(20), c char(5), d date,
  ts timestamptz, ok boolean, z integer not null, tags text[], j jsonb);
create table r (id integer primary key, a integer, b bigint, n numeric, s text, ts timestamptz, ok boolean);
`

type Dice = () => number

const keysOf = {
  t: ['a', 'b', 'n', 'f', 's', 'v', 'c', 'd', 'ts', 'ok', 'z', 'a', 'b', 's', 'lower(s)', "(j ->> 'k')"],
  r: ['a', 'b', 'n', 's', 'ts', 'ok'],
} as const

function key(random: Dice, table: 't' | 'r'): string {
  const column = pick(random, keysOf[table] as readonly [string, ...string[]])
  const isText = column === 's' || column === 'v'
  const special = isText && random() < 0.3 ? pick(random, [' text_pattern_ops', ' collate "C"']) : ''
  const turned = random() < 0.25 ? pick(random, [' desc', ' nulls first', ' desc nulls last']) : ''
  return column + special + turned
}

const predicates = {
  t: [
    'a > 10',
    'a = 20',
    "s = 'x'",
    'ok',
    'not ok',
    'a is not null',
    'a in (1, 2)',
    "s <> 'x'",
    "b > 5 and s = 'x'",
    'ok is true',
    'b is null',
    'a < 5 or b < 5',
    'ok = false',
    "s like 'a%'",
  ],
  r: ['a > 10', 'ok', 'a is not null'],
} as const

/** A random index, as DDL. */
export function randomIndex(random: Dice, name: string): string {
  const table = random() < 0.75 ? 't' : 'r'
  const where = random() < 0.25 ? ` where ${pick(random, predicates[table] as readonly [string, ...string[]])}` : ''
  const method = random()
  if (table === 't' && method < 0.05) return `create index ${name} on t using hash (${pick(random, ['a', 's', 'b'])})${where}`
  if (table === 't' && method < 0.1)
    return `create index ${name} on t using gin (${pick(random, ['tags', 'j', 'j jsonb_path_ops'])})${where}`
  const keys = Array.from({ length: 1 + Math.floor(random() * 3) }, () => key(random, table))
  const different = keys.filter((one, i) => keys.findIndex((other) => other.split(' ')[0] === one.split(' ')[0]) === i)
  return `create index ${name} on ${table} (${different.join(', ')})${where}`
}

const conditions = [
  ...[
    'a = 20',
    'a = 1',
    'a in (1, 2)',
    'a > 15',
    'a >= 10',
    'a < 4',
    'a between 11 and 14',
    'a <> 1',
    'a not in (1, 2)',
    'a is null',
    'a is not null',
  ],
  ...[
    'a = $1',
    'a > $1',
    'a = any($2)',
    "a = any('{1,2}'::int[])",
    'a = any(array[1, 2])',
    'a = 1.5',
    'a = 2::float8',
    't.a::text = $3',
    't.a::bigint = 1',
    'a + 2 = 2',
  ],
  ...[
    'a is not distinct from 1',
    'a is distinct from null',
    'coalesce(a, 0) = 1',
    'a = b',
    'a < b + 1',
    'a = (random() * 9)::int',
    'a = (select sum(r.b) from r)',
    'not a > 3',
  ],
  ...['b = 6', 'b > 7', 'b < 3', 'b = a + 1', 'b = 5::numeric', 'b is null', 'b in (1, 2.5)'],
  ...['n = 1', 'n > 2.5', 'n = 1::float8', 'f = 1.5', 'f > 2', 'z = 1', 'z > 2'],
  ...[
    "s = 'x'",
    "s = 'y'",
    's = $3',
    "s like 'ab%'",
    "s like '%ab'",
    "s like 'ab'",
    "s ilike 'ab%'",
    "s ~ '^ab'",
    "s > 'b'",
    "s <> 'x'",
    "lower(s) = 'x'",
    "lower(s) like 'ab%'",
    's collate "C" = \'x\'',
    "s in ('x', 'y')",
    "s like 'a%'",
  ],
  ...[
    "v = 'x'",
    "v::text = 'x'",
    'v = $3',
    "v = 'x'::text",
    "c = 'x'",
    "c = 'x'::text",
    "d = '2024-01-01'",
    'd = now()',
    'd > current_date',
    'ts > now()',
    "ts > now() - interval '1 day'",
    "t.ts::date = '2024-01-01'",
    'ts = d',
  ],
  ...[
    'ok',
    'not ok',
    'ok = true',
    'ok = false',
    'ok is true',
    'ok is not true',
    'ok is false',
    'ok is not false',
    'ok <> true',
    'ok is null',
  ],
  ...['(a, b) > (1, 2)', '(a, b) = (1, 2)', '(a, b) in ((1, 2), (3, 4))', '(b, a) < ($1, 3)', 'not (a = 1 or b = 2)', 'not (a <> 1)'],
  ...["tags @> '{x}'", "tags && '{x}'", "'x' = any(tags)", `j @> '{"k":"x"}'`, "j ->> 'k' = 'x'", "j ? 'k'", "(j ->> 'k')::text = 'x'"],
  ...[
    'exists (select 1 from r where r.a = t.a)',
    'a in (select r.a from r)',
    'a not in (select r.a from r)',
    'not exists (select 1 from r where r.a = t.a)',
    'a in (select r.n from r)',
  ],
] as const
const joins = [
  'r.a = t.a',
  'r.b = t.a',
  'r.n = t.a',
  'r.n = t.b',
  'r.s = t.v',
  'r.s = t.c',
  'r.a = t.a and r.b = t.b',
  'r.id = t.a',
  'r.ts = t.d',
  'r.a > t.a',
  'r.ok = t.ok',
  'r.a + 1 = t.a',
  'r.s = lower(t.s)',
] as const
const onOther = ['r.a = 1', 'r.b > 3', 'r.ok', "r.s = 'x'", 'r.a is null'] as const
const orders = [
  'a',
  'a desc',
  'a, b',
  'a, b desc',
  'b desc, z',
  'z',
  'z desc',
  's',
  'lower(s)',
  'ts desc',
  'a desc nulls last',
  'a nulls first',
  'b, a',
  'id',
] as const

/** A random condition: comparisons, in the way of people joined by AND, and now and then by OR. */
function condition(random: Dice, depth = 0): string {
  const shape = random()
  if (depth < 2 && shape < 0.3) return `${condition(random, depth + 1)} and ${condition(random, depth + 1)}`
  if (depth < 2 && shape < 0.42) return `(${condition(random, depth + 1)} or ${condition(random, depth + 1)})`
  return pick(random, conditions)
}

/** A random query. */
export function randomQuery(random: Dice): string {
  let last = 0
  return queryText(random).replace(/\$\d/g, () => `$${++last}`)
}

function queryText(random: Dice): string {
  const where = random() < 0.9 ? ` where ${condition(random)}` : ''
  const sorts = random() < 0.25 ? ` order by ${pick(random, orders)} limit 5` : ''
  if (random() < 0.75) return `select * from t${where}${sorts}`
  const how = pick(random, ['join', 'join', 'left join'])
  const more = random() < 0.3 ? ` and ${pick(random, onOther)}` : ''
  return `select * from t ${how} r on ${pick(random, joins)}${more}${where
    .replace(/\b(a|b|n|f|s|v|c|d|ts|ok|z|j|tags)\b(?![.(':])/g, 't.$1')
    .replaceAll('r.t.', 'r.')
    .replaceAll('t.t.', 't.')}`
}
