import { describe, expect, it } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'
import { rowsOf } from '../support/rows.ts'

const schema = 'create table "Orders" (id int primary key)'
const of = (term: string, from = 'pg_tables'): string => `select ${term} from ${from} where schemaname = 'public'`

const unquoted: readonly (readonly [sql: string, at: string])[] = [
  [of("pg_total_relation_size(schemaname || '.' || tablename)"), "schemaname || '.' || tablename"],
  [of("(schemaname || '.' || tablename)::regclass"), "schemaname || '.' || tablename"],
  [of("pg_size_pretty(pg_table_size(concat(schemaname, '.', tablename)))"), "concat(schemaname, '.', tablename)"],
  [of("format('%s.%s', schemaname, tablename)::regclass"), "format('%s.%s', schemaname, tablename)"],
  [of('tablename::text::regclass'), 'tablename'],
  [
    of("pg_relation_size(quote_ident(t.schemaname) || '.' || t.tablename)", 'pg_tables t'),
    "quote_ident(t.schemaname) || '.' || t.tablename",
  ],
]
const statements: readonly string[] = ["'analyze ' || schemaname || '.' || tablename", "'DROP TABLE ' || tablename || ';'"]
const quoted = [
  of("pg_total_relation_size(format('%I.%I', schemaname, tablename))"),
  of("pg_total_relation_size(quote_ident(schemaname) || '.' || quote_ident(tablename))"),
  of(`('"' || schemaname || '"."' || tablename || '"')::regclass`),
  of("schemaname || '.' || tablename"),
  of("'the table ' || tablename || ' is large'"),
  of('pg_total_relation_size(relid)', 'pg_stat_user_tables'),
]

testRule('no-unquoted-name-concat', [
  ...unquoted.map(([sql, at]): Case => ({ name: sql, serves: 'S2-43', sql, expect: [{ messageId: 'unquoted', at }] })),
  ...statements.map((term): Case => ({ name: term, serves: 'S2-43', sql: of(term), expect: [{ messageId: 'unquoted', at: term }] })),
  ...quoted.map((sql): Case => ({ name: sql, serves: 'S2-43', sql, expect: [] })),
  {
    name: 'two in one file, in upper case',
    sqlFile: `SELECT pg_table_size(RELNAME::text), pg_table_size("relname") FROM PG_CLASS; select pg_table_size(:name)`,
    expect: ['unquoted', 'unquoted'],
  },
  {
    name: 'itself joined',
    sql: "select a.oid from pg_class a join pg_class b on a.oid = ('public.' || b.relname)::regclass",
    expect: ['unquoted'],
  },
  { name: 'what cannot be seen', ts: 'db.query(`select pg_table_size(${name}) from pg_tables`)', expect: [] },
])

describe('Postgres', () => {
  it.each(unquoted)('does not find "Orders": %s', async (sql) => {
    expect(await rowsOf(sql, schema)).toMatch(/relation ".*orders" does not exist/)
  })

  it.each(quoted)('finds it: %s', async (sql) => {
    expect(await rowsOf(sql, schema)).toHaveLength(1)
  })
})
