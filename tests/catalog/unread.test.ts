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
