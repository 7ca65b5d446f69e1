import { describe, expect, it } from 'vitest'
import { Fold, type Step } from '../../src/catalog/fold.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'

type Declares = Step['declares']

const schema = (by: string): Declares => ({ by, isHome: true })

/** Steps of SQL; what begins with `unread` cannot be read. */
function unreadOf(...sqls: readonly (string | readonly [sql: string, declares: Declares])[]): string[] {
  const fold = new Fold()
  fold.run(sqls.map((sql) => (typeof sql === 'string' ? step(sql) : step(...sql))))
  return fold.unread.map(({ reason }) => reason)
}

function step(sql: string, declares?: Declares): Step {
  const place: Step['place'] = (range) => ({ file: 'a', range })
  if (sql.startsWith('unread')) return { file: 'a', changes: [{ kind: 'unread', reason: sql, range: [0, 0] }], place, declares }
  const parsed = libpgQuery.parse(sql)
  return { file: 'a', changes: parsed.ok ? parsed.value.flatMap(({ changes }) => changes) : [], place, declares }
}

const refused = 'relation "v" does not exist'
const follows = `it follows from what was not read, or Postgres would refuse it: ${refused}`

describe('what is refused behind something unread', () => {
  it('may follow from that', () => {
    expect(unreadOf('unread view', 'create index i on v (a)')).toEqual(['unread view', follows])
  })

  it('does not, where the unread comes later', () => {
    expect(unreadOf('create index i on v (a)', 'unread view')).toEqual([`Postgres would refuse it: ${refused}`, 'unread view'])
  })

  it('does not, where all was read', () => {
    expect(unreadOf('create table t (a int)', 'create index i on v (a)', 'create index j on v (a)')).toEqual([
      `Postgres would refuse it: ${refused}`,
      `Postgres would refuse it: ${refused}`,
    ])
  })

  it('may, wherever the unread stands in the same schema', () => {
    expect(unreadOf(['create index i on v (a)', schema('drizzle')], ['unread view', schema('drizzle')])).toEqual([follows, 'unread view'])
    expect(unreadOf(['create index i on v (a)', schema('drizzle')], ['unread view', schema('prisma')])).toEqual([
      `Postgres would refuse it: ${refused}`,
      'unread view',
    ])
  })
})

describe('a step that is repeated', () => {
  const unread = step('unread view')
  const table = step('create table t (a int)')
  const behind = step('create index i on v (a)')
  const ofDrizzle = step('create index i on v (a)', schema('drizzle'))
  const unreadOfDrizzle = step('unread view', schema('drizzle'))
  const alone = `Postgres would refuse it: ${refused}`

  it.each<[string, Step[], Step[], string[]]>([
    ['is added before it', [behind], [unread, behind], ['unread view', follows]],
    ['is added behind it', [table, behind], [behind, unread], [alone, 'unread view']],
    ['goes', [unread, table, behind], [table, behind], [alone]],
    ['moves behind it', [unread, behind], [behind, unread], [alone, 'unread view']],
    ['is added to its schema', [table, ofDrizzle], [ofDrizzle, unreadOfDrizzle], [follows, 'unread view']],
    ['goes from its schema', [unreadOfDrizzle, ofDrizzle], [ofDrizzle], [alone]],
  ])('is refused for what is so now, where something unread %s', (_, before, now, expected) => {
    const fold = new Fold()
    fold.run(before)
    fold.run(now)
    expect(fold.unread.map(({ reason }) => reason)).toEqual(expected)
  })

  it('is told of beside what others did not read', () => {
    const fold = new Fold()
    const other = { place: { file: 'b', range: [0, 0] }, reason: 'cannot be parsed' } as const
    fold.run([table, behind])
    expect(fold.unreadBeside([]).map(({ reason }) => reason)).toEqual([alone])
    fold.run([behind])
    expect(fold.unreadBeside([other]).map(({ reason }) => reason)).toEqual(['cannot be parsed', follows])
  })
})

describe('a step that is refused', () => {
  it.each<[string, string, boolean]>([
    ['where all before it were run', 'create table t (a int); create index i on v (a)', true],
    ['for what a refused step would have made', 'create table t (a int references v); create index i on t (a)', false],
    ['for what a refused step would have gone by', 'create table t (a int references v); create index i on v (a)', true],
    ['for what a refused index is of', 'create index i on v (a); create index j on v (a)', true],
    ['for an index that was refused', 'create index i on v (a); drop index i', false],
    [
      'for a name that a refused step would have made free',
      'create table t (a int); create view u as select a from t; drop table t; create table t (b int)',
      false,
    ],
    ['for a name that a refused step would have taken', 'create table t (a int); create index t on v (a); create table t (b int)', true],
    [
      'for a column that a refused step would have named',
      'create table t (a int); alter table t rename b to c; alter table t drop c',
      false,
    ],
    ['for another column of that table', 'create table t (a int); alter table t rename b to c; alter table t drop d', true],
    [
      'for a table that a refused step would have named',
      'create table t (a int); alter table u rename to v; create index i on v (a)',
      false,
    ],
  ])('is a mistake of its own, or not, %s', (_, script, isCertain) => {
    const fold = new Fold()
    fold.run(script.split('; ').map((sql) => step(sql)))
    expect(fold.unread.at(-1)?.isCertain === true).toBe(isCertain)
  })
})
