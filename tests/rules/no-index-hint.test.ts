import { testRule } from '../support/lint.ts'

const schema = 'create table orders (id int primary key, note text)'

testRule('no-index-hint', [
  {
    name: 'a comment for pg_hint_plan',
    serves: 'S3-44',
    schema,
    sql: '/*+ IndexScan(orders orders_pkey) */ select id from orders',
    expect: [{ messageId: 'hint', at: '/*+ IndexScan(orders orders_pkey) */' }],
  },
  {
    name: 'within the statement, two in one file',
    schema,
    sqlFile:
      'select /*+ SeqScan(o) */ id from orders o;\n/* why */ /*+\n  NestLoop(a b)\n*/\nselect a.id from orders a join orders b using (id);',
    expect: [{ messageId: 'hint', at: '/*+ SeqScan(o) */' }, 'hint'],
  },
  {
    name: 'a setting of the planner',
    serves: 'S3-44',
    schema,
    sql: 'set local enable_seqscan = off',
    expect: [{ messageId: 'setting', at: 'enable_seqscan', data: { setting: 'enable_seqscan', value: 'off' } }],
  },
  {
    name: 'settings of roles, databases and the server',
    schema,
    sqlFile: `SET ENABLE_SEQSCAN TO 'off'; alter role app set enable_nestloop = false; alter database shop set join_collapse_limit = 1; alter system set enable_hashjoin = 0`,
    expect: ['setting', 'setting', 'setting', 'setting'],
  },
  {
    name: 'a function that sets it',
    schema,
    ts: `db.query("select set_config('enable_seqscan', 'off', true)")`,
    expect: [{ messageId: 'setting', at: "set_config('enable_seqscan', 'off', true)" }],
  },
  {
    name: 'settings and comments of other kinds',
    schema,
    sqlFile: `set enable_seqscan = on; set enable_seqscan to default; reset enable_seqscan; set work_mem = '1GB'; set statement_timeout = 0;
/* + no hint */ select '/*+ text */' as enable_seqscan from orders; select set_config('app.tenant', 'off', true); set join_collapse_limit = 8`,
    expect: [],
  },
  {
    name: 'a value of the program',
    schema,
    ts: "db.query(`set enable_seqscan = ${value}`); db.query(`select set_config('enable_seqscan', $1, true)`, [value])",
    expect: [],
  },
])
