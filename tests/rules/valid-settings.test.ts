import { readers } from '../../src/settings/settings.ts'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { Linter } from 'eslint'
import { expect, it } from 'vitest'
import plugin from '../../index.ts'
import { makeRepository } from '../project/temp-project.ts'
import { testRule } from '../support/lint.ts'

const readersList = readers.map((reader) => `'${reader}'`).join(', ')

const sql = 'select id from orders'

const team = 'create table teams (id bigint primary key);'
const ofTeam = (name: string): string => `create table ${name} (id bigint primary key, team_id bigint not null references teams (id));`
const members = 'create table team_members (team_id bigint not null references teams (id), user_id bigint, primary key (team_id, user_id));'
const league = [team, ...['players', 'games', 'scores'].map(ofTeam)].join('\n')
const ofTeams = `${league}\n${members}`
const plain = Array.from({ length: 12 }, (_, i) => `create table plain_${i} (id bigint primary key);`).join('\n')
const organisations = ofTeams.replaceAll('team', 'organisation')
const inOne = { file: 'migrations/0001_init.sql', isWhole: true } as const

const clinics = `create table clinics (id bigint primary key);
create table users (id bigint primary key);
create table staff (clinic_id bigint references clinics, user_id bigint references users, primary key (clinic_id, user_id));
create table patients (id bigint primary key, clinic_id bigint not null references clinics);
create table visits (id bigint primary key, clinic_id bigint not null references clinics, patient_id bigint references patients);`

testRule('valid-settings', [
  {
    name: 'what people belong to, and half of the tables share',
    sql: clinics,
    ...inOne,
    expect: [{ messageId: 'unnamed', at: 'clinics', data: { column: 'clinic_id', tables: 3, all: 5, table: 'clinics' } }],
  },
  { name: 'the same in less than half of the tables', sql: `${clinics}\n${plain}`, expect: [] },
  { name: 'the same without people', sql: clinics.replace(' references users', ''), expect: [] },
  {
    name: 'the same beside tenants that are named',
    sql: `${clinics}\ncreate table plans (id bigint primary key, organization_id bigint not null);`,
    expect: [],
  },
  {
    name: 'a tenant column that is not named',
    sql: ofTeams,
    ...inOne,
    expect: [
      {
        messageId: 'unnamed',
        at: 'teams',
        data: { having: 'No table has', column: 'team_id', columns: "'team_id'", tables: 4, all: 5, table: 'teams' },
      },
    ],
  },
  { name: 'told where the tenants are', sql: ofTeam('fans'), file: 'migrations/0002_fans.sql', schema: ofTeams, expect: [] },
  { name: 'a tenant column that is named', sql: ofTeams, settings: { tenantColumns: ['team_id'] }, expect: [] },
  { name: 'rows of no tenant', sql: ofTeams, settings: { tenantColumns: [] }, expect: [] },
  { name: 'tables that all share', sql: ofTeams, settings: { globalTables: ['teams'] }, expect: [] },
  { name: 'another mistake in the settings', sql: ofTeams, settings: { tenantColumn: ['team_id'] }, expect: ['invalid'] },
  { name: 'a name that two tables have', sql: [team, ofTeam('players'), members].join('\n'), expect: [] },
  { name: 'teams of a league', sql: league, expect: [] },
  {
    name: 'teams that somebody follows',
    sql: `${league}\ncreate table favourites (user_id bigint, team_id bigint, primary key (user_id, team_id));`,
    expect: [],
  },
  { name: 'accounts of a bank', sql: ofTeams.replaceAll('team', 'account'), expect: [] },
  { name: 'people', sql: ofTeams.replaceAll('team', 'user'), expect: [] },
  {
    name: 'a name that says it all, without members',
    sql: league.replaceAll('team', 'organisation'),
    ...inOne,
    expect: [{ messageId: 'unnamed', at: 'organisations' }],
  },
  {
    name: 'a name that few tables have, with members',
    sql: `${ofTeams}\n${plain}`,
    ...inOne,
    expect: [{ messageId: 'unnamed', at: 'teams', data: { tables: 4, all: 17 } }],
  },
  { name: 'a name that few tables have, without members', sql: `${league.replaceAll('team', 'organisation')}\n${plain}`, expect: [] },
  {
    name: 'a column that is called as a table that it does not reference',
    sql: ofTeams.replaceAll(' references teams (id)', ''),
    ...inOne,
    expect: [{ messageId: 'unnamed', at: 'teams' }],
  },
  {
    name: 'a column of tenants that are not in sight',
    sql: ofTeams.replace(`${team}\n`, '').replaceAll(' references teams (id)', ''),
    expect: [],
  },
  {
    name: 'a table of that name in another schema',
    sql: `create schema old;\ncreate table old.teams (id bigint primary key);\n${ofTeams}`,
    ...inOne,
    expect: [{ messageId: 'unnamed', at: 'teams', data: { table: 'teams' } }],
  },
  {
    name: 'one that is named has hardly a table',
    sql: `${ofTeams}\ncreate table chats (id bigint primary key, workspace_id text not null);`,
    ...inOne,
    expect: [{ messageId: 'unnamed', at: 'teams', data: { having: 'Only one table has', columns: "'workspace_id', 'team_id'" } }],
  },
  {
    name: 'teams of an organisation',
    sql: `${organisations}\n${ofTeams.replace('primary key);', 'primary key, organisation_id bigint references organisations (id));').replaceAll(/players|games|scores/g, '$&_of_team')}\n${ofTeam('more')}`,
    ...inOne,
    expect: [{ messageId: 'unnamed', at: 'organisations', data: { column: 'organisation_id' } }],
  },
  {
    name: 'teams of a workspace that is named',
    sql: `create table workspaces (id bigint primary key);\n${ofTeams.replace('primary key);', 'primary key, workspace_id bigint references workspaces (id));')}`,
    expect: [],
  },
  {
    name: 'a tenant column of Prisma that is not named',
    prisma: `model Team {\n  id Int @id\n${['a', 'b', 'member'].map((name) => `  ${name} ${name.toUpperCase()}[]\n`).join('')}}\n${[
      'A',
      'B',
      'MEMBER',
    ]
      .map(
        (name) =>
          `model ${name} {\n  id Int @id\n  team Team @relation(fields: [teamId], references: [id])\n  teamId Int\n  userId Int\n}\n`,
      )
      .join('')}`,
    expect: [{ messageId: 'unnamed', at: 'Team', data: { column: 'teamId' } }],
  },
  { name: 'no settings', sql, expect: [] },
  { name: 'right settings', sql, settings: { tenantColumns: ['account_id'], postgres: 16, engine: 'pgsql-ast-parser' }, expect: [] },
  {
    name: 'an unknown key, with the nearest',
    sql,
    settings: { tenantColumn: ['account_id'] },
    expect: [
      { messageId: 'invalid', at: '', data: { path: 'tenancy.tenantColumn', reason: "is not known here (did you mean 'tenantColumns'?)" } },
    ],
  },
  {
    name: 'a wrong type',
    sql,
    settings: { tenantColumns: 'account_id' },
    expect: [{ messageId: 'invalid', at: '', data: { path: 'tenancy.tenantColumns' } }],
  },
  { name: 'in a schema of Prisma', prisma: 'model A {\n  id Int @id\n}\n', settings: { unknown: true }, expect: ['invalid'] },
  { name: 'in a schema of Prisma that holds nothing', prisma: '// nothing\n', settings: { unknown: true }, expect: [] },
  { name: 'two mistakes', sql, settings: { postgres: '18', unknown: true }, expect: ['invalid', 'invalid'] },
  {
    name: 'a mistake in a list',
    sql,
    settings: { globalTables: ['plans', 1] },
    expect: [
      { messageId: 'invalid', at: '', data: { path: 'tenancy.globalTables[1]', reason: 'must be a string that is not empty, not 1' } },
    ],
  },
  { name: 'a schema on disk', sql, schema: { 'db/schema.sql': 'create table orders (id int);' }, expect: [] },
  {
    name: 'a reader that there is not',
    sql,
    settings: { schema: [{ reader: 'SQL', files: 'db/*.sql' }] },
    expect: [
      {
        messageId: 'invalid',
        at: '',
        data: { path: 'tenancy.schema[0].reader', reason: `must be one of ${readersList}, not 'SQL' (did you mean 'sql'?)` },
      },
    ],
  },
  {
    name: 'a schema that is there',
    sql,
    settings: { schema: ['db/*.sql'] },
    schema: { 'db/schema.sql': 'create table orders (id int);' },
    expect: [],
  },
  {
    name: 'a file of a kind that no reader knows',
    sql,
    settings: { schema: ['schema.ts'] },
    schema: { 'schema.ts': 'export const orders = {}' },
    expect: [
      {
        messageId: 'schema',
        at: '',
        data: { entry: 'schema.ts', reason: 'cannot be read: there is no reader for this kind of file' },
      },
    ],
  },
  { name: 'a file without SQL is not bothered', js: "export const name = 'orders'", settings: { tenantColumn: [] }, expect: [] },
  { name: 'nor is an empty file', sqlFile: '-- nothing\n', settings: { tenantColumn: [] }, expect: [] },
  { name: 'nor one of another database', sqlFile: 'PRAGMA foreign_keys = ON;', settings: { tenantColumn: [] }, expect: [] },
])

/** What is said with a schema in the settings, once for each file, where the project lies aside. */
function messages(cwd: string, schema: string[], text = sql): string[] {
  const config = [...plugin.configs.all, { settings: { tenancy: { schema } } }]
  return new Linter({ configType: 'flat', cwd })
    .verify(`${text};\n`, config, { filename: join(cwd, 'query.sql') })
    .filter(({ ruleId }) => ruleId === 'tenancy/valid-settings')
    .map(({ message }) => message.replaceAll(cwd, '<root>'))
}

it('tells entries of the schema that find nothing', () => {
  const cwd = makeRepository({ 'db/1_orders.sql': 'create table orders (id int);' })
  expect(messages(cwd, ['db/*.sql', 'database/*.sql', '../*.sql'])).toEqual([
    "The entry 'database/*.sql' of the setting tenancy.schema finds no file from <root> on. No rule knows the tables that it should bring.",
    "The entry '../*.sql' of the setting tenancy.schema lies outside of the project, which is <root>. No rule knows the tables that it should bring.",
  ])
})

// Nothing is unreadable to the owner of the machine.
it.skipIf(process.getuid?.() === 0)('tells a file of the schema that cannot be read', () => {
  const cwd = makeRepository({ 'db/1_orders.sql': 'create table orders (id int);' })
  chmodSync(join(cwd, 'db/1_orders.sql'), 0)
  expect(messages(cwd, ['db/1_orders.sql'])).toEqual([
    expect.stringMatching(/^The entry 'db\/1_orders\.sql' of the setting tenancy\.schema cannot be read: /),
  ])
})
