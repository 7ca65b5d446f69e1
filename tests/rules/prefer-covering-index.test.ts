import { describe, expect, it } from 'vitest'
import { PGlite } from '@electric-sql/pglite'
import { inNotation } from '../support/in-notation.ts'
import { testRule, type Case } from '../support/lint.ts'
import { lint } from '../support/run-rule.ts'

const rule = 'prefer-covering-index'
const schema = `create table events (id bigint primary key, organization_id bigint not null, title text);
create table tickets (
  id bigint primary key, organization_id bigint not null, event_id bigint not null, barcode text not null, status text not null,
  scanned_at timestamptz, deleted_at timestamptz, notes jsonb, available_count integer, balance numeric, "Seat No" text
);
create unique index tickets_barcode_idx on tickets (event_id, barcode);
create index tickets_live_idx on tickets (organization_id, status) where deleted_at is null;
create index tickets_scanned_idx on tickets (organization_id, scanned_at) include (barcode);
create unique index events_title_idx on events (organization_id, title);
`
const uncovered = (sql: string, index: string, missing: string, more: Partial<Case> = {}): Case => ({
  name: sql,
  sql: `-- hot\n${sql}`,
  expect: [{ messageId: 'uncovered', at: 'tickets', data: { index, table: 'tickets', missing } }],
  ...more,
})
const silent = (sql: string, name = sql, more: Partial<Case> = {}): Case => ({ name, sql: `-- hot\n${sql}`, expect: [], ...more })

const scan = 'select id, status from tickets where event_id = $1 and barcode = $2'
const wrong: Case[] = [
  {
    name: 'a lookup that reads more than the index holds',
    serves: ['S0-6', 'S0-31'],
    sql: `-- hot: each scan at the door\n${scan}`,
    expect: [
      {
        messageId: 'uncovered',
        at: 'tickets',
        data: {
          index: 'tickets_barcode_idx',
          missing: 'id, status',
          sql: 'CREATE UNIQUE INDEX tickets_barcode_idx ON tickets (event_id, barcode) INCLUDE (id, status)',
        },
      },
    ],
  },
  uncovered(
    `select barcode from tickets where organization_id = $1 and status = 'new' and deleted_at is null`,
    'tickets_live_idx',
    'barcode',
    {
      name: 'of an index that holds the mark of deleted rows as its condition',
      serves: 'S3-4',
    },
  ),
  uncovered(
    'select barcode, status from tickets where organization_id = $1 order by scanned_at desc limit 5',
    'tickets_scanned_idx',
    'status',
    {
      name: 'what is included already stays',
      expect: [
        {
          messageId: 'uncovered',
          at: 'tickets',
          data: { sql: 'CREATE INDEX tickets_scanned_idx ON tickets (organization_id, scanned_at) INCLUDE (barcode, status)' },
        },
      ],
    },
  ),
  uncovered(
    'select t.status from events e join tickets t on t.event_id = e.id and t.barcode = $3 where e.organization_id = $1 and e.title = $2',
    'tickets_barcode_idx',
    'status',
    {
      name: 'a join, of which each table is asked for',
      expect: [
        { messageId: 'uncovered', at: 'events', data: { missing: 'id' } },
        { messageId: 'uncovered', at: 'tickets', data: { missing: 'status' } },
      ],
    },
  ),
  uncovered('select "Seat No" from TICKETS where event_id = $1 and BARCODE = $2', 'tickets_barcode_idx', 'Seat No', {
    name: 'names that are quoted and in upper case',
    expect: [
      {
        messageId: 'uncovered',
        at: 'TICKETS',
        data: { sql: 'CREATE UNIQUE INDEX tickets_barcode_idx ON tickets (event_id, barcode) INCLUDE ("Seat No")' },
      },
    ],
  }),
  uncovered(
    'select a.status from tickets a join tickets b on b.id = a.id where a.event_id = $1 and a.barcode = $2',
    'tickets_barcode_idx',
    'id, status',
    {
      name: 'a self-join',
    },
  ),
  { name: 'two in one file', sql: `-- hot\n${scan};\n\n-- hot\n${scan}`, expect: ['uncovered', 'uncovered'] },
  { name: 'in the text', sql: `select id /* hot */ from tickets where event_id = $1 and barcode = $2`, expect: ['uncovered'] },
  { name: 'a table that the option names', sql: scan, options: [{ hotTables: ['tick*'] }], expect: ['uncovered'] },
  { name: 'before the call', ts: `// hot\nconst rows = await db.query(\n  '${scan}',\n)`, expect: ['uncovered'] },
  { name: 'before the string', ts: `await db.query(/* hot */ '${scan}')`, expect: ['uncovered'] },
  { name: 'before an export', ts: `// The hot path.\nexport const find = () => db.query('${scan}')`, expect: ['uncovered'] },
]

const right: Case[] = [
  { name: 'a query that is not hot', sql: scan, serves: 'S0-6', expect: [] },
  ...['not hot', 'Not a hot path.', 'no hot query', "isn't hot", 'non-hot', 'this is not on the hot path'].map((remark) => ({
    name: `a query that a comment calls ${remark}`,
    sql: `-- ${remark}\n${scan}`,
    expect: [],
  })),
  { name: 'a query that is hot, and not only once', sql: `-- hot, not once a day but always\n${scan}`, expect: ['uncovered'] },
  { name: 'a comment about another statement', sql: `-- hot\nselect 1;\n${scan}`, expect: [] },
  { name: 'a comment behind another statement', sqlFile: `select 1; -- hot\n${scan}`, expect: [] },
  { name: 'a comment before the function', ts: `// hot\nfunction run() {\n  const id = 1\n  return db.query('${scan}')\n}`, expect: [] },
  { name: 'a heading', ts: `// hot\n\nconst rows = db.query('${scan}')`, expect: [] },
  silent('select * from tickets where event_id = $1 and barcode = $2', 'a star', { serves: ['S0-6', 'S0-31'] }),
  silent('select t.*, t.id from tickets t where event_id = $1 and barcode = $2', 'a star of one table'),
  silent('select t from tickets t where event_id = $1 and barcode = $2', 'a whole row'),
  silent('select barcode from tickets where event_id = $1 and barcode = $2', 'what the index holds'),
  silent('select barcode, scanned_at from tickets where organization_id = $1 and scanned_at > $2', 'what the index includes', {
    serves: ['S0-6', 'S0-31'],
  }),
  silent('select count(*) from tickets where event_id = $1 and barcode = $2', 'a count'),
  silent('select id, balance from tickets where event_id = $1 and barcode = $2', 'a balance', { serves: ['S0-33', 'S0-6'] }),
  silent('select available_count from tickets where event_id = $1 and barcode = $2', 'a count that is kept', { serves: 'S0-33' }),
  silent('select notes from tickets where event_id = $1 and barcode = $2', 'what may be large'),
  silent('select status from tickets where event_id = $1 and barcode = $2', 'a column that the option names', {
    options: [{ volatileColumns: ['status'] }],
  }),
  silent('select id, status, scanned_at from tickets where event_id = $1 and barcode = $2', 'more columns than an index should include', {
    options: [{ maxIncluded: 2 }],
    serves: 'S3-4',
  }),
  silent('select status, barcode from tickets where id = $1', 'a primary key'),
  silent('select status from tickets where barcode = $1', 'a query that no index serves'),
  silent('select status from tickets where event_id = $1 and barcode = $2 for update', 'rows that are locked'),
  silent('select status from tickets where event_id = $1 and barcode = $2 or organization_id = $3', 'an OR'),
  silent('select ctid from tickets where event_id = $1 and barcode = $2', 'the place of a row'),
  silent('update tickets set status = $3 where event_id = $1 and barcode = $2', 'a write'),
  silent('with t as (select status from tickets where event_id = $1 and barcode = $2) select status from t', 'a common table expression'),
  silent(scan, 'a small table', { settings: { smallTables: ['tickets'] } }),
  {
    name: 'what cannot be seen',
    ts: '/* hot */ db.query(`select ${columns} from tickets where event_id = $1 and barcode = $2`)',
    expect: [],
  },
]

const withSchema = (cases: readonly Case[]): Case[] => cases.map((one) => ({ schema, ...one }))

describe('hot queries', () => {
  testRule(rule, withSchema(wrong))
})
describe('others', () => {
  testRule(rule, withSchema(right))
})

const projects =
  'create table projects (id uuid primary key, organization_id uuid not null, name text not null); create unique index one_name on projects (organization_id, name);'
const call = (name: 'prisma' | 'knex', text: string, expect: Case['expect']): Case => {
  const { schema: files, ...one } = inNotation(name, text)
  const others = Object.fromEntries(Object.entries(files ?? {}).filter(([file]) => !/\.(?:sql|prisma)$/.test(file)))
  return { name: `${name}: ${text}`, ...one, schema: { ...others, 'migrations/0001_init.sql': projects }, expect }
}

const fields = (some: string, mark = '// hot'): Case => ({
  name: `fields of MikroORM: ${some}${mark}`,
  ts: `import { Project } from './project'\n${mark}\nawait em.find(Project, { organization, name }, { fields: [${some}] })`,
  schema: {
    'migrations/0001_init.sql': `${projects} alter table projects add code text, add note jsonb;`,
    'package.json': JSON.stringify({ dependencies: { '@mikro-orm/postgresql': '6.6.0' } }),
    'project.ts': `import { Entity, PrimaryKey, Property } from '@mikro-orm/core'
@Entity({ tableName: 'projects' })
export class Project {
  @PrimaryKey({ type: 'uuid' }) id!: string
  @Property({ type: 'uuid', fieldName: 'organization_id' }) organization!: string
  @Property({ type: 'text' }) name!: string
  @Property({ type: 'text', nullable: true, fieldName: 'code' }) shortCode?: string
  @Property({ columnType: 'jsonb', nullable: true }) note?: object
}`,
  },
  expect: [],
})

describe('calls', () => {
  testRule(rule, [
    { ...fields("'shortCode'"), expect: ['uncovered'] },
    { ...fields("'name'"), expect: ['uncovered'] },
    fields("'shortCode'", ''),
    fields("'shortCode', 'note'"),
    fields('...some'),
    fields("'*'"),
    call('prisma', '// hot\n  await db.$queryRaw`select id from projects where organization_id = ${org} and name = ${id}`', ['uncovered']),
    call('knex', "// hot\n  await db('projects').select('id').where({ organization_id: org, name: id })", ['uncovered']),
    call('knex', "await db('projects').select('id').where({ organization_id: org, name: id })", []),
    call('knex', "// hot\n  await db('projects').where({ organization_id: org, name: id })", []),
  ])
})

const included = (columns: string): string =>
  `create table wallets (id bigint primary key, owner text, balance numeric, total_spent numeric, state text); create index wallets_owner_idx on wallets (owner) include (${columns})`

describe('indexes', () => {
  testRule(
    rule,
    [
      {
        name: 'that include a balance',
        serves: 'S0-33',
        sql: included('state, balance'),
        options: [{ checkIncluded: true }],
        expect: [
          {
            messageId: 'volatileIncluded',
            at: 'wallets_owner_idx',
            data: { index: 'wallets_owner_idx', table: 'wallets', columns: 'balance' },
            suggestions: [
              {
                messageId: 'leaveOut',
                output: included('state').replace(/create index.*/, 'CREATE INDEX wallets_owner_idx ON wallets (owner) INCLUDE (state)'),
              },
            ],
          },
        ],
      },
      {
        name: 'that include two',
        serves: 'S0-33',
        sql: included('total_spent, balance'),
        options: [{ checkIncluded: true }],
        expect: ['volatileIncluded'],
      },
      {
        name: 'that include what stays, whether or not a query is seen that reads it',
        serves: ['S0-33', 'S0-34'],
        sql: included('state, id'),
        options: [{ checkIncluded: true }],
        expect: [],
      },
      { name: 'of which nothing is asked', serves: 'S0-33', sql: included('balance'), expect: [] },
    ],
    { onPostgres: true },
  )
  testRule(rule, [
    {
      name: 'beside their hot query',
      settings: { migrations: { queries: true } },
      file: 'schema.sql',
      sqlFile: `create table a (id bigint primary key, k text, v text);\ncreate index a_k_idx on a (k);\n\n-- hot\nselect v from a where k = $1;\n`,
      expect: [
        {
          messageId: 'uncovered',
          at: 'a',
          suggestions: [
            {
              messageId: 'include',
              output: `create table a (id bigint primary key, k text, v text);\nCREATE INDEX a_k_idx ON a (k) INCLUDE (v);\n\n-- hot\nselect v from a where k = $1;\n`,
            },
          ],
        },
      ],
    },
  ])
})

let started: Promise<PGlite> | undefined

describe('on Postgres', () => {
  const queries = wrong.flatMap(({ sql }) => (sql === undefined ? [] : [sql])).filter((sql) => !sql.includes(';'))

  it.each(queries)('what is advised makes an index-only scan of %s', async (sql) => {
    const db = await (started ??= PGlite.create())
    await db.exec(`drop schema public cascade; create schema public; ${schema}`)
    await db.exec(
      `insert into tickets (id, organization_id, event_id, barcode, status, scanned_at) select i, i % 50, i % 100, 'b' || i, case when i % 7 = 0 then 'new' else 'old' end, now() - i * interval '1 minute' from generate_series(1, 5000) i;
       insert into events select i, i % 20, 't' || i from generate_series(1, 500) i`,
    )
    const advised = lint(sql, { rule, schema, file: 'case.sql', options: [{ hotTables: ['*'] }] }).map(
      ({ message }) => /CREATE .*(?=\.$)/.exec(message)?.[0] ?? '',
    )
    expect(await plan(db, sql)).not.toMatch(/^(?!.*Index Scan).*Index Only Scan/s)
    for (const create of advised) {
      const name = /INDEX (\w+)/.exec(create)?.[1] ?? ''
      await db.exec(`drop index ${name}; ${create}`)
    }
    expect(advised.length).toBeGreaterThan(0)
    const after = await plan(db, sql)
    for (const create of advised) expect(after).toMatch(new RegExp(`Index Only Scan.* using ${/INDEX (\w+)/.exec(create)?.[1] ?? ''}`))
  })
})

/** With values for the parameters, and without the ways that would be chosen for so few rows. */
async function plan(db: PGlite, sql: string): Promise<string> {
  for (const statement of ['vacuum analyze', 'set enable_seqscan = off', 'set enable_bitmapscan = off']) await db.exec(statement)
  const { rows } = await db.query<{ 'QUERY PLAN': string }>(
    `explain (costs off) ${sql
      .replaceAll(/\$[13]/g, '1')
      .replaceAll('$2', "'b1'")
      .replace('t.barcode = 1', "t.barcode = 'b1'")}`,
  )
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}
