import { describe, expect, it } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'
import { rowsOf } from '../support/rows.ts'

const schema = `create table sales (id int primary key, total int, "Count" int, seats int check (seats > 0), shop_id int not null);
create view totals as select 1 / 0 as broken, shop_id from sales;`

const of = (term: string, rest = ''): string => `select ${term} from sales${rest}`

/** Divisions that fail of the rows below, with what they divide by. */
const failing: readonly (readonly [sql: string, divisor: string])[] = [
  [of('id / total'), 'total'],
  [of('id % total'), 'total'],
  [of('id::numeric / total::numeric'), 'total::numeric'],
  [of('id / (total + "Count")'), 'total + "Count"'],
  [of('id / (total * id)'), 'total * id'],
  [of('id / coalesce(total, 1)'), 'coalesce(total, 1)'],
  [of('1 / count(total)', ' where false'), 'count(total)'],
  [of('sum(id) / sum(total)', ' where id = 1'), 'sum(total)'],
  [of('shop_id, 1 / count(*) filter (where id > 5)', ' group by shop_id'), 'count(*) filter (where id > 5)'],
  [of('case when id > 0 then id / total end'), 'total'],
  [of('id / total', ' where total is not null'), 'total'],
  [of('id / s.total', ' s where s.id = 1'), 's.total'],
]

/** Divisions that do not, or of which that is not known. */
const guarded = [
  of('id / 100'),
  of('id / nullif(total, 0)'),
  of('id / greatest(total, 1)'),
  of('id / seats'),
  of('id / (total + 1)'),
  of('case when total > 0 then id / total end'),
  of('case when total = 0 then 0 else id / total end'),
  of('case total when 0 then 0 else id / total end'),
  of('id / total', ' where total > 0'),
  of('shop_id, sum(id) / count(*)', ' group by shop_id'),
  of('shop_id, sum(id) / count(shop_id)', ' group by shop_id'),
  of('shop_id, sum(id) / sum(total)', ' group by shop_id having sum(total) > 0'),
  of('case when count(*) > 0 then sum(id) / count(*) end'),
  of('id / count(*) over ()'),
  'with t as (select nullif(total, 0) as n, id from sales) select id / n from t',
  'select 1 from totals',
]

testRule('no-unguarded-division', [
  ...failing.map(([sql, divisor]): Case => ({
    name: sql,
    serves: 'S0-45',
    schema,
    sql,
    expect: [{ messageId: 'unguarded', at: divisor.replace(/ 5\)$/, ' 5') }],
  })),
  ...guarded.map((sql): Case => ({ name: sql, serves: 'S0-45', schema, sql, expect: [] })),
  {
    name: 'statistics of Postgres, two in one file',
    serves: 'S0-45',
    sqlFile: `select relname, round(100.0 * n_dead_tup / n_live_tup, 2) from pg_stat_user_tables;
select sum(heap_blks_hit) / (sum(heap_blks_hit) + sum(heap_blks_read)) from pg_statio_user_tables`,
    expect: [{ messageId: 'unguarded', at: 'n_live_tup', data: { divisor: 'n_live_tup' } }, 'unguarded'],
  },
  {
    name: 'itself joined',
    schema,
    sql: 'select a.id / b.total from sales a join sales b on a.id = b.id',
    expect: [{ messageId: 'unguarded', at: 'b.total' }],
  },
  { name: 'in upper case', schema, sql: 'SELECT ID / "Count" FROM SALES', expect: [{ messageId: 'unguarded', at: '"Count"' }] },
  {
    name: 'in an update and in a subquery',
    schema,
    sql: 'update sales set total = id / total where id in (select id / total from sales)',
    expect: ['unguarded', 'unguarded'],
  },
  { name: 'by something of the program', schema, ts: 'db.query(sql`select id / ${parts}, id / $1 from sales`, [2])', expect: [] },
])

describe('Postgres', () => {
  const rows = 'insert into sales values (1, 0, 0, 4, 1), (2, 3, 3, 4, 1)'

  it.each(failing)('fails: %s', async (sql) => {
    expect(await rowsOf(sql, schema, rows)).toBe('division by zero')
  })

  it.each(guarded.filter((sql) => !sql.includes('totals') && !sql.includes('+ 1')))('gives rows: %s', async (sql) => {
    expect(await rowsOf(sql, schema, rows)).toBeInstanceOf(Array)
  })
})
