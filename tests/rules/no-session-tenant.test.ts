import { testRule, type Case } from '../support/lint.ts'

const schema = `create table notes (id int primary key, organization_id int not null);
  alter table notes enable row level security;
  create policy own on notes using (organization_id = (select nullif(current_setting('app.org', true), '')::int));`

const ofPg = (body: string): Pick<Case, 'ts'> => ({
  ts: `import { Pool } from 'pg'\nconst pool = new Pool()\nexport async function run(org: string) {\n  const client = await pool.connect()\n  ${body}\n}\n`,
})
const silent = (name: string, sql: string, more: Partial<Case> = {}): Case => ({ name, schema, sql, ...more, expect: [] })

testRule('no-session-tenant', [
  {
    name: 'SET',
    serves: 'S2-50',
    schema,
    sql: `set app.org = '1'`,
    expect: [{ messageId: 'stays', at: `set app.org = '1'`, data: { setting: 'app.org' } }],
  },
  { name: 'SET SESSION, in capitals', serves: 'S2-50', schema, sql: `SET SESSION App.Org TO '1'`, expect: ['stays'] },
  {
    name: 'set_config for the session, and another statement',
    serves: 'S2-50',
    schema,
    sql: `select set_config('app.org', '1', false); set app.org = 2`,
    expect: [{ messageId: 'stays', at: `set_config('app.org', '1', false)` }, 'stays'],
  },
  {
    name: 'a value of the program',
    serves: 'S2-50',
    schema,
    ...ofPg("await client.query(`SELECT set_config('app.org', $1, false)`, [org])"),
    expect: [{ messageId: 'stays', at: `set_config('app.org', $1, false)` }],
  },
  {
    name: 'a value put into the text',
    schema,
    ...ofPg("await client.query(`SET app.org = '${org}'`)"),
    expect: ['stays'],
  },
  {
    name: 'a client of Prisma',
    schema: { 'migrations/0001_init.sql': schema, 'package.json': '{ "dependencies": { "@prisma/client": "6.0.0" } }' },
    ts: `import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nexport const run = (org: string) => prisma.$executeRaw\`SELECT set_config('app.org', \${org}, FALSE)\`\n`,
    expect: ['stays'],
  },
  {
    name: 'Knex',
    schema: { 'migrations/0001_init.sql': schema, 'package.json': '{ "dependencies": { "knex": "^3.1.0" } }' },
    ts: `import knex from 'knex'\nconst db = knex({ client: 'pg' })\nexport const run = (org: string) => db.raw("select set_config('app.org', ?, false)", [org])\n`,
    expect: ['stays'],
  },
  { name: 'a setting by option', sql: `set my.tenant = '1'`, options: [{ settings: ['my.tenant'] }], expect: ['stays'] },
  silent('until the transaction ends', `set local app.org = '1'; select set_config('app.org', '1', true)`, { serves: 'S2-50' }),
  silent('a setting that no policy reads', `set app.other = '1'; select set_config('statement_timeout', '1', false)`, { serves: 'S2-50' }),
  silent('no policies', `set app.org = '1'`, { schema: 'create table notes (id int)' }),
  silent('it is set back', `set app.org = '1'; reset app.org`, { serves: 'S2-50' }),
  silent('all is set back', `select set_config('app.org', '1', false); discard all`),
  silent('it is emptied', `select set_config('app.org', '1', false); select set_config('app.org', '', false)`),
  silent('it is set to its default', `set app.org = '1'; set app.org to default`),
  { name: 'in a migration', schema, sqlFile: `set app.org = '1'`, file: 'migrations/0002_fill.sql', expect: [] },
  {
    name: 'set back at the end',
    schema,
    ...ofPg(
      "await client.query(`SELECT set_config('app.org', $1, false)`, [org]); try { await work() } finally { await client.query('RESET app.org') }",
    ),
    expect: [],
  },
  {
    name: 'the program says for how long',
    schema,
    ...ofPg("await client.query(`SELECT set_config('app.org', $1, $2)`, [org, local])"),
    expect: [],
  },
  {
    name: 'for a transaction that nothing begins',
    schema,
    ...ofPg("await client.query(`SELECT set_config('app.org', $1, true)`, [org])"),
    options: [{ checkTransactions: true }],
    expect: ['lost'],
  },
  { name: 'that is not asked for', schema, ...ofPg("await client.query(`SELECT set_config('app.org', $1, true)`, [org])"), expect: [] },
  {
    name: 'in a transaction',
    schema,
    ...ofPg("await client.query('BEGIN'); await client.query(`SET LOCAL app.org = '1'`); await client.query('COMMIT')"),
    options: [{ checkTransactions: true }],
    expect: [],
  },
  {
    name: 'in one text with what needs it',
    schema,
    ...ofPg("await client.query(`SET LOCAL app.org = '1'; SELECT count(*) FROM notes`)"),
    options: [{ checkTransactions: true }],
    expect: [],
  },
])
