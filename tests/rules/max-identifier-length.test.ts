import { describe, expect, it } from 'vitest'
import { cutName } from '../../src/catalog/names.ts'
import { engineNamed } from '../../src/sql/engines.ts'
import { testRule, type Case } from '../support/lint.ts'
import { nameOf } from '../support/names.ts'
import { applySuggestion, lint } from '../support/run-rule.ts'

const index63 = nameOf(63, 'idx_tickets_event_id')
const index64 = nameOf(64, 'idx_tickets_event_id')
const index70 = nameOf(70, 'idx_tickets_event_id')
const table64 = nameOf(64, 'tickets')
const column64 = nameOf(64, 'event_id')

const lengths: Case[] = [
  { name: 'exactly 63 bytes', sql: `create index ${index63} on tickets (event_id)`, expect: [] },
  {
    name: '64 bytes',
    serves: 'S0-37',
    sql: `create index ${index64} on tickets (event_id)`,
    expect: [{ messageId: 'cut', at: index64, data: { role: 'index', name: index64, bytes: 64, cut: index63 } }],
  },
  { name: '62 letters and an é are 64 bytes', sql: `create index "${'i'.repeat(62)}é" on t (a)`, expect: ['cut'] },
  { name: '61 letters and an é are 63 bytes', sql: `create index "${'i'.repeat(61)}é" on t (a)`, expect: [] },
  {
    name: 'a character that does not fit is dropped whole',
    sql: `create index ${'i'.repeat(62)}é on t (a)`,
    expect: [{ messageId: 'cut', at: `${'i'.repeat(62)}é`, data: { bytes: 64, cut: 'i'.repeat(62) } }],
  },
  { name: '59 letters and an emoji are 63 bytes', sql: `create index "${'i'.repeat(59)}😀" on t (a)`, expect: [] },
  {
    name: '60 letters and an emoji are 64 bytes',
    sql: `create index "${'i'.repeat(60)}😀" on t (a)`,
    expect: [{ messageId: 'cut', at: `"${'i'.repeat(60)}😀"`, data: { bytes: 64, cut: 'i'.repeat(60) } }],
  },
  { name: '21 characters of three bytes', sql: `create table "${'表'.repeat(21)}" (id int)`, expect: [] },
  {
    name: '22 characters of three bytes',
    sql: `create table "${'表'.repeat(22)}" (id int)`,
    expect: [{ messageId: 'cut', at: `"${'表'.repeat(22)}"`, data: { bytes: 66, cut: '表'.repeat(21) } }],
  },
  { name: 'a doubled quote counts once', sql: `create table "a""${'b'.repeat(61)}" (id int)`, expect: [] },
  {
    name: 'a doubled quote stays in the name',
    sql: `create table "a""${'b'.repeat(62)}" (id int)`,
    expect: [{ messageId: 'cut', at: `"a""${'b'.repeat(62)}"`, data: { bytes: 64, cut: `a"${'b'.repeat(61)}` } }],
  },
  { name: 'escapes count as their characters', sql: `create table U&"\\00e9${'b'.repeat(61)}" (id int)`, expect: [] },
  {
    name: 'an escaped é has two bytes',
    sql: `create table U&"\\00e9${'b'.repeat(62)}" (id int)`,
    expect: [{ messageId: 'cut', at: `U&"\\00e9${'b'.repeat(62)}"`, data: { bytes: 64, cut: `é${'b'.repeat(61)}` } }],
  },
  { name: 'escapes of another sign', sql: `create table U&"!00e9${'b'.repeat(62)}" UESCAPE '!' (id int)`, expect: ['cut'] },
  {
    name: 'letters without quotes are folded',
    sql: `create index ${index64.toUpperCase()} on tickets (event_id)`,
    expect: [{ messageId: 'cut', at: index64.toUpperCase(), data: { name: index64 } }],
  },
  {
    name: 'letters in quotes are kept',
    sql: `create index "${index64.toUpperCase()}" on tickets (event_id)`,
    expect: [{ messageId: 'cut', at: `"${index64.toUpperCase()}"`, data: { name: index64.toUpperCase() } }],
  },
]

/** The kind of a name, with a statement that has one of 64 bytes in the place of NAME. */
const roles: readonly (readonly [role: string, sql: string])[] = [
  ['schema', 'create schema NAME'],
  ['table', 'create table NAME (id int)'],
  ['table', 'create table other.NAME as select 1 as id'],
  ['table', 'alter table orders rename to NAME'],
  ['view', 'create view NAME as select 1 as id'],
  ['view', 'create materialized view NAME as select 1 as id'],
  ['sequence', 'create sequence NAME'],
  ['index', 'create unique index concurrently NAME on orders (id) where id > 1'],
  ['index', 'alter index orders_id rename to NAME'],
  ['column', 'create table orders (id int, NAME int)'],
  ['column', 'alter table orders add column NAME int'],
  ['column', 'alter table orders rename column id to NAME'],
  ['constraint', 'create table orders (id int constraint NAME check (id > 1))'],
  ['constraint', 'create table orders (id int, constraint NAME primary key (id))'],
  ['constraint', 'alter table orders add constraint NAME foreign key (user_id) references users (id)'],
  ['constraint', 'alter table orders rename constraint orders_check to NAME'],
  ['type', "create type NAME as enum ('new')"],
  ['type', 'create domain NAME as text'],
  ['function', "create function NAME() returns int language sql as 'select 1'"],
  ['trigger', 'create trigger NAME before update on orders for each row execute function touch()'],
  ['policy', 'create policy NAME on orders using (true)'],
  ['rule', 'create rule NAME as on delete to orders do instead nothing'],
  ['role', 'create role NAME'],
  ['database', 'create database NAME'],
  ['publication', 'create publication NAME for all tables'],
  ['alias', 'select NAME.id from orders as NAME'],
  ['result column', 'select id as NAME from orders'],
  ['common table expression', 'with NAME as (select 1 as id) select id from NAME'],
  ['window', 'select count(*) over NAME from orders window NAME as (order by id)'],
  ['prepared statement', 'prepare NAME as select 1'],
  ['savepoint', 'savepoint NAME'],
  ['cursor', 'declare NAME cursor for select 1'],
  ['channel', 'listen NAME'],
]

const kinds = roles.map(([role, sql]): Case => ({
  name: `${role}: ${sql}`,
  sql: sql.replaceAll('NAME', nameOf(64, 'tickets')),
  expect: [{ messageId: 'cut', at: nameOf(64, 'tickets'), data: { role } }],
}))

const mentions: Case[] = [
  {
    name: 'a table that is only read',
    sql: `select id from ${table64}`,
    expect: [{ messageId: 'cut', at: table64, data: { role: 'table' } }],
  },
  { name: 'a column that is only read', sql: `select ${column64} from tickets`, expect: [{ messageId: 'cut', at: column64 }] },
  { name: 'an index that is dropped', sql: `drop index if exists ${index64}`, expect: [{ messageId: 'cut', at: index64 }] },
  {
    name: 'a name mentioned twice is reported at the first',
    sql: `select t.${column64} from tickets t order by t.${column64}`,
    expect: ['cut'],
  },
  {
    name: 'a name defined once and mentioned three times is reported where it is defined',
    sql: `drop table if exists ${table64}; create table ${table64} (id int); select id from ${table64}; comment on table ${table64} is 'T'`,
    expect: [{ messageId: 'cut', at: table64 }],
  },
  {
    name: 'quoted and plain mentions of one name are one',
    sql: `select "${column64}" from tickets where ${column64.toUpperCase()} > 1`,
    expect: [{ messageId: 'cut', at: `"${column64}"` }],
  },
  {
    name: 'two names in one statement',
    sql: `create table ${table64} (${column64} int)`,
    expect: [
      { messageId: 'cut', at: table64 },
      { messageId: 'cut', at: column64 },
    ],
  },
  {
    name: 'a self-join whose aliases are cut alike',
    sql: `select 1 from tickets as ${nameOf(64, 'first')} join tickets as ${nameOf(66, 'first')} on true`,
    expect: [
      { messageId: 'cut', at: nameOf(64, 'first') },
      { messageId: 'collision', at: nameOf(66, 'first') },
    ],
  },
]

const silent: Case[] = [
  { name: 'nothing at all', sqlFile: '', expect: [] },
  {
    name: 'a name that Postgres makes from others, and fits itself',
    sql: `create table ${nameOf(60, 'tickets')} (${nameOf(60, 'code')} text unique)`,
    expect: [],
  },
  { name: 'text, comments and numbers', sql: `select '${index70}' as a /* ${index70} */, $$${index70}$$ as b -- ${index70}`, expect: [] },
  { name: 'a parameter', sql: 'select id from orders where id = $1', expect: [] },
  { name: 'SQL of MySQL', sqlFile: `CREATE TABLE \`orders\` (\`${table64}\` INT) ENGINE=InnoDB;\nselect 1 as ${column64};`, expect: [] },
  { name: 'SQL of SQL Server', sqlFile: `CREATE TABLE [dbo].[orders] (id INT)\nGO\nselect 1 as ${column64};`, expect: [] },
  { name: 'a template that becomes SQL', sqlFile: `select {{ columns }} from ${table64};`, expect: [] },
  { name: 'a name with a hole in it', ts: `export const q = db.query(\`select 1 from \${prefix}${table64}\`)`, expect: [] },
  { name: 'a string that is no statement', ts: `export const text = 'select the ${table64} please'`, expect: [] },
  { name: 'an attribute of JSX', js: `export default <p title="select 1 as ${column64}" />`, expect: [] },
  {
    name: 'a switched-off line',
    sqlFile: `-- eslint-disable-next-line tenancy/max-identifier-length\nselect 1 as ${column64};`,
    expect: [],
  },
]

const collisions: Case[] = [
  {
    name: 'two indexes of one schema',
    sql: `create index ${index64} on tickets (a); create index ${index70} on tickets (b)`,
    expect: [
      { messageId: 'cut', at: index64 },
      { messageId: 'collision', at: index70, data: { role: 'index', name: index70, other: index64, cut: index63 } },
    ],
  },
  {
    name: 'an index and a name of exactly 63 bytes',
    sql: `create index ${index63} on tickets (a); create index ${index64} on tickets (b)`,
    expect: [{ messageId: 'collision', at: index64, data: { other: index63 } }],
  },
  {
    name: 'indexes of two schemas',
    sql: `create index ${index64} on a.tickets (a); create index ${index70} on b.tickets (b)`,
    expect: ['cut', 'cut'],
  },
  {
    name: 'a primary key and an index share a namespace',
    sql: `create table orders (id int, constraint ${index64} primary key (id)); create index ${index70} on orders (id)`,
    expect: [
      { messageId: 'cut', at: index64 },
      { messageId: 'collision', at: index70 },
    ],
  },
  {
    name: 'a table and an index share a namespace',
    sql: `create table ${index64} (id int); create index ${index70} on ${index64} (id)`,
    expect: [
      { messageId: 'cut', at: index64 },
      { messageId: 'collision', at: index70 },
    ],
  },
  {
    name: 'a check and an index do not',
    sql: `create table orders (id int, constraint ${index64} check (id > 1)); create index ${index70} on orders (id)`,
    expect: ['cut', 'cut'],
  },
  {
    name: 'checks of two tables do not',
    sql: `create table a (id int constraint ${index64} check (id > 1)); create table b (id int constraint ${index70} check (id > 1))`,
    expect: ['cut', 'cut'],
  },
  {
    name: 'columns of one table',
    sql: `create table tickets (${column64} int, ${column64}_again int)`,
    expect: [
      { messageId: 'cut', at: column64 },
      { messageId: 'collision', at: `${column64}_again` },
    ],
  },
  {
    name: 'columns of two tables do not',
    sql: `create table a (${column64} int); create table b (${column64}_again int)`,
    expect: ['cut', 'cut'],
  },
  {
    name: 'result columns of one query',
    sql: `select 1 as ${column64}, 2 as ${column64}_again`,
    expect: [
      { messageId: 'cut', at: column64 },
      { messageId: 'collision', at: `${column64}_again`, data: { role: 'result column' } },
    ],
  },
  {
    name: 'an apostrophe in a name in quotes ends nothing',
    sql: `create policy "users can see their own organization's invoices and its payments" on orders using (true)`,
    expect: ['cut'],
  },
  { name: 'result columns of two queries do not', sql: `select 1 as ${column64}; select 2 as ${column64}_again`, expect: ['cut', 'cut'] },
  {
    name: 'the second is never created where IF NOT EXISTS says so',
    sql: `create index if not exists ${index64} on tickets (a); create index if not exists ${index70} on tickets (b)`,
    expect: [
      { messageId: 'cut', at: index64 },
      { messageId: 'skipped', at: index70, data: { role: 'index', other: index64 } },
    ],
  },
  {
    name: 'one name defined twice is no collision of two',
    sql: `create index if not exists ${index64} on t (a); create index if not exists ${index64} on t (a)`,
    expect: ['cut', 'cut'],
  },
  {
    name: 'an enum label is refused',
    sql: `create type status as enum ('new', '${nameOf(64, 'done')}')`,
    expect: [{ messageId: 'refused', at: `'${nameOf(64, 'done')}'`, data: { name: nameOf(64, 'done'), bytes: 64 } }],
  },
  { name: 'an added enum label is refused', sql: `alter type status add value '${nameOf(64, 'done')}' after 'new'`, expect: ['refused'] },
  { name: 'an enum label of 63 bytes', sql: `create type status as enum ('${nameOf(63, 'done')}')`, expect: [] },
]

const files: Case[] = [
  {
    name: 'a statement that does not parse hides no other',
    sqlFile: `create index ${index64} on tickets (event_id);\nselect from where;\nselect 1 as ${column64};\n`,
    expect: [
      { messageId: 'cut', at: index64 },
      { messageId: 'cut', at: column64 },
    ],
  },
  {
    name: 'commands of psql and data of COPY',
    sqlFile: `\\set ON_ERROR_STOP on\ncopy tickets (id) from stdin;\n${index64}\n\\.\ncreate index ${index64} on tickets (event_id);\n`,
    expect: [{ messageId: 'cut', at: index64 }],
  },
  {
    name: 'CRLF and emoji before the name',
    sqlFile: `-- 😀\r\ncreate index\r\n  ${index64}\r\n  on tickets (event_id);\r\n`,
    expect: [{ messageId: 'cut', at: index64 }],
  },
  {
    name: 'the body of a function in SQL is text',
    sqlFile: `create function f() returns int language sql as $$ select 1 as ${column64} $$;`,
    expect: [],
  },
  {
    name: 'the body of a function after BEGIN ATOMIC is not',
    sqlFile: `create function f() returns int language sql begin atomic select 1 as ${column64}; end;`,
    expect: [{ messageId: 'cut', at: column64 }],
  },
]

const programs: Case[] = [
  {
    name: 'escapes of a string',
    ts: String.raw`export const q = 'create index \x69${index64.slice(1)}\n\ton tickets (event_id)'`,
    expect: [{ messageId: 'cut', at: String.raw`\x69${index64.slice(1)}` }],
  },
  {
    name: 'an escaped quote',
    ts: String.raw`export const q = "select id as \"${column64}\" from tickets"`,
    expect: [{ messageId: 'cut', at: String.raw`\"${column64}\"` }],
  },
  {
    name: 'escapes of Unicode',
    ts: String.raw`export const q = 'create index \u0069\u{64}${index64.slice(2)} on tickets (event_id)'`,
    expect: [{ messageId: 'cut', at: String.raw`\u0069\u{64}${index64.slice(2)}` }],
  },
  {
    name: 'a line continuation within a name',
    ts: `export const q = 'create index ${index64.slice(0, 10)}\\\n${index64.slice(10)} on tickets (event_id)'`,
    expect: [{ messageId: 'cut', at: `${index64.slice(0, 10)}\\\n${index64.slice(10)}` }],
  },
  {
    name: 'a template with CRLF',
    ts: `export const q = \`\r\n  create index\r\n    ${index64}\r\n  on tickets (event_id)\r\n\`\r\n`,
    expect: [{ messageId: 'cut', at: index64 }],
  },
  {
    name: 'two strings of one program',
    js: `export const a = 'select 1 as ${column64}'\nexport const b = "select 2 as ${column64}_again"\n`,
    expect: [
      { messageId: 'cut', at: column64 },
      { messageId: 'cut', at: `${column64}_again` },
    ],
  },
  {
    name: 'types and JSX around it',
    ts: `const run = async <T>(db: Db): Promise<T> => (await db.query(\`select id as ${column64} from tickets\`)) satisfies T`,
    expect: [{ messageId: 'cut', at: column64 }],
  },
  {
    name: 'a tagged template',
    ts: `export const q = sql\`select id as ${column64} from tickets\``,
    expect: [{ messageId: 'cut', at: column64 }],
  },
]

const suggestions: Case[] = [
  {
    name: 'shortened in words, or cut as Postgres does',
    sql: 'create index idx_notifications_organization_id_event_timestamp_description_unique on t (a)',
    expect: [
      {
        messageId: 'cut',
        at: 'idx_notifications_organization_id_event_timestamp_description_unique',
        suggestions: [
          { messageId: 'useShorter', output: 'create index idx_notifs_organization_id_event_timestamp_description_unique on t (a)' },
          { messageId: 'useCut', output: 'create index idx_notifications_organization_id_event_timestamp_description_u on t (a)' },
        ],
      },
    ],
  },
  {
    name: 'every mention is renamed, each in its own form',
    sql: `create table "${table64}" (id int); select ${table64}.id from ${table64.toUpperCase()}`,
    expect: [
      {
        messageId: 'cut',
        at: `"${table64}"`,
        suggestions: ['tickts_and_more_words_and_more_words_and_more_words_and_more_wo', cutName(table64)].map((name, i) => ({
          messageId: i === 0 ? 'useShorter' : 'useCut',
          output: `create table "${name}" (id int); select ${name}.id from ${name}`,
        })),
      },
    ],
  },
]

const model = (name: string, ...lines: string[]): string =>
  [`model ${name} {`, '  id Int @id', ...lines.map((line) => (line === '' ? '' : `  ${line}`)), '}', ''].join('\n')
const renamed = (output: (name: string) => string): { messageId: string; output: string }[] => [
  { messageId: 'useShorter', output: output('tickts_and_more_words_and_more_words_and_more_words_and_more_wo') },
  { messageId: 'useCut', output: output(cutName(table64)) },
]

const prisma: Case[] = [
  {
    name: 'a model that is mapped',
    prisma: model('Ticket', `@@map("${table64}")`),
    expect: [
      { messageId: 'cut', at: table64, data: { role: 'table' }, suggestions: renamed((name) => model('Ticket', `@@map("${name}")`)) },
    ],
  },
  {
    name: 'a model',
    prisma: model(table64),
    expect: [{ messageId: 'cut', at: table64, suggestions: renamed((name) => model(table64, '', `@@map("${name}")`)) }],
  },
  {
    name: 'a field, and one that is mapped',
    prisma: model('Ticket', `${table64} Int? @default(1)`, `other Int @map("${index70}")`),
    expect: [
      {
        messageId: 'cut',
        at: table64,
        data: { role: 'column' },
        suggestions: renamed((name) => model('Ticket', `${table64} Int? @map("${name}") @default(1)`, `other Int @map("${index70}")`)),
      },
      { messageId: 'cut', at: index70, data: { role: 'column' } },
    ],
  },
  {
    name: 'the names of indexes and keys',
    prisma: model('Ticket', `a Int @unique(map: "${index64}")`, `b Int`, `@@index([b], map: "${index64}x")`),
    expect: [
      { messageId: 'cut', at: index64, data: { role: 'index' } },
      { messageId: 'collision', at: `${index64}x` },
    ],
  },
  {
    name: 'an enum with its values',
    prisma: `enum ${table64} {\n  A\n  ${index70}\n  B @map("${index64}")\n}\n`,
    expect: [
      { messageId: 'cut', at: table64, data: { role: 'type' } },
      { messageId: 'refused', at: index70 },
      { messageId: 'refused', at: index64 },
    ],
  },
  {
    name: 'names that Prisma makes up it cuts itself',
    prisma: model('Ticket', `${table64.slice(0, 60)} Int @unique`, `@@index([id, ${table64.slice(0, 60)}])`),
    expect: [],
  },
  {
    name: 'relations and what is no name of the database',
    prisma: model('Ticket', `a Ticket @relation("${index70}")`, `b String @default("${index70}") // ${index70}`),
    expect: [],
  },
  { name: 'another database', prisma: `datasource db {\n  provider = "mysql"\n}\n${model(table64)}`, expect: [] },
  {
    name: 'a table that a migration has made',
    schema: `create table ${table64} (id int)`,
    prisma: model('Ticket', `@@map("${table64}")`),
    expect: [],
  },
  {
    name: 'a table that no migration has yet',
    schema: 'create table a (id int)',
    prisma: model('Ticket', `@@map("${table64}")`),
    expect: ['cut'],
  },
]

for (const [group, cases] of Object.entries({ lengths, kinds, mentions, silent, collisions, files, programs, suggestions, prisma })) {
  describe(group, () => {
    testRule('max-identifier-length', cases)
  })
}

describe('a suggestion that is taken', () => {
  const rule = { rule: 'max-identifier-length', file: 'case.sql' }
  const cut = [...lengths, ...kinds, ...mentions].flatMap(({ name, sql, expect }) => (sql && expect.length === 1 ? [{ name, sql }] : []))

  it.each(cut)('leaves nothing to report: $name', ({ sql }) => {
    const [message] = lint(sql, rule)
    const outputs = (message?.suggestions ?? []).map((suggestion) => applySuggestion(sql, suggestion))
    expect(outputs).toHaveLength(2)
    for (const output of outputs) {
      expect(engineNamed('libpg-query').parse(output)).toMatchObject({ ok: true })
      expect(lint(output, rule)).toEqual([])
    }
  })

  it('renames to a name that the file does not have', () => {
    let sql = `create index ${index64} on tickets (a); create index ${index70} on tickets (b)`
    for (let [message] = lint(sql, rule); message?.suggestions?.[0]; [message] = lint(sql, rule))
      sql = applySuggestion(sql, message.suggestions[0])
    const names = [...sql.matchAll(/index (\w+)/g)].map(([, name]) => name)
    expect(new Set(names).size).toBe(2)
  })
})
