import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'
import { shop as schema } from '../support/shop.ts'

const rule = 'require-tenant-with-key'

const keys: Case[] = [
  {
    name: 'a row by its primary key',
    sql: 'select price from tickets where id = $1',
    expect: [{ messageId: 'byKey', at: 'tickets', data: { table: 'tickets', column: 'organization_id', note: '' } }],
  },
  { name: 'with the tenant', sql: 'select price from tickets where id = $1 and organization_id = $2', expect: [] },
  {
    name: 'a row that hangs on one of a table between, which is told by its name rather than its alias',
    schema: `${schema}
create table guests (id bigint primary key, event_id bigint not null references events, ticket_id bigint not null references tickets);`,
    sql: 'select t.price from guests t0 join tickets t on t.id = t0.ticket_id where t0.event_id = $1',
    expect: [{ messageId: 'byReference', at: 'tickets', data: { reason: 'it hangs on guests, and there only event_id is fixed' } }],
  },
  {
    name: 'a row that hangs on one that a key finds, which is told of wherever it stands',
    sql: 'select e.title from events e join tickets t on t.event_id = e.id where t.id = $1',
    expect: [{ messageId: 'byKey', at: 'events', data: { table: 'tickets', others: ' (and the table joined to it: events)' } }],
  },
  {
    name: 'a row beside one that a key finds and that may be missing, of which a condition would leave it in',
    schema: `${schema}
create table guests (id bigint primary key, event_id bigint not null references events, ticket_id bigint not null references tickets);`,
    sql: 'select t.price from guests g join tickets t on t.id = g.ticket_id left join events e on e.id = t.event_id and e.id = $2 where g.event_id = $1',
    expect: [{ messageId: 'byReference', at: 'tickets', data: { table: 'tickets' } }],
  },
  {
    name: 'what refers to a row that all tenants may share, of a row of the tenant’s that a key finds',
    schema: `${schema}
create table kinds (id bigint primary key, organization_id bigint references organizations);
create table perks (id bigint primary key, organization_id bigint references organizations, kind_id bigint not null references kinds);
create table seats (id bigint primary key, organization_id bigint not null references organizations, kind_id bigint not null references kinds);`,
    sql: 'select p.id from seats s join kinds k on k.id = s.kind_id join perks p on p.kind_id = k.id where s.id = $1 and s.organization_id = $2',
    expect: [{ messageId: 'byShared', at: 'perks', data: { reason: 'it hangs on kinds, whose organization_id may be NULL' } }],
  },
  {
    name: 'a key beside a condition on the tenant that an OR opens',
    sql: 'select title from events where id = $1 and (organization_id = $2 or title is null)',
    expect: [
      {
        messageId: 'opened',
        at: 'events',
        data: {
          column: 'organization_id',
          open: 'the condition on organization_id does not hold in every branch of an OR',
          reason: 'only a key finds the row',
          danger: 'so whoever knows or guesses an id of another tenant reaches its row',
          where: ' in every branch',
        },
      },
    ],
  },
  {
    name: 'a reference beside a condition on the tenant that leaves others in',
    sql: 'select price from tickets where event_id = $1 and organization_id <> $2',
    expect: [
      {
        messageId: 'opened',
        at: 'tickets',
        data: { reason: 'only event_id is fixed', danger: 'so whoever passes an id of another tenant reaches its rows', where: '' },
      },
    ],
  },
  {
    name: 'a row that hangs on one that a key finds, beside a condition on the tenant that an OR opens',
    sql: 'select t.price from events e join tickets t on t.event_id = e.id where e.id = $1 and (t.organization_id = $2 or t.price = 0)',
    expect: [{ messageId: 'byKey', at: 'events' }],
  },
  { name: 'with the tenant first', sql: 'select title from events where (organization_id, id) = ($1, $2)', expect: [] },
  { name: 'several rows by their keys', sql: 'select price from tickets where id = any ($1)', expect: ['byKey'] },
  { name: 'an update', sql: 'update tickets set price = $2 where id = $1', expect: [{ messageId: 'byKey', at: 'tickets' }] },
  { name: 'a delete', sql: 'delete from tickets where id = $1', expect: [{ messageId: 'byKey', at: 'tickets' }] },
  ...(
    [
      ['bigserial primary key', 'organization_id, text', '$1, $2', true],
      ['bigint generated always as identity primary key', 'organization_id, text', '$1, $2', true],
      ['uuid primary key default gen_random_uuid()', 'organization_id, text', '$1, $2', true],
      ['uuid primary key default gen_random_uuid()', 'id, organization_id, text', 'default, $1, $2', true],
      ['uuid primary key default gen_random_uuid()', 'id, organization_id, text', '$3, $1, $2', false],
      ['uuid primary key default gen_random_uuid()', 'id, organization_id, text', 'default, $1, $2), ($3, $1, $2', false],
      ['bigint primary key default 1', 'organization_id, text', '$1, $2', false],
    ] as const
  ).map(([id, columns, values, isNew]) => ({
    name: `an upsert by a key that Postgres makes: ${id}, (${columns}) of ${values}`,
    schema: `${schema}\ncreate table notes (id ${id}, organization_id bigint not null references organizations, text text);`,
    sql: `insert into notes (${columns}) values (${values}) on conflict (id) do update set text = excluded.text`,
    expect: isNew ? [] : ['byConflict'],
  })),
  {
    name: 'an upsert that may meet the row of another tenant',
    sql: 'insert into events (id, organization_id, title) values ($1, $2, $3) on conflict (id) do update set title = excluded.title',
    expect: [{ messageId: 'byConflict', at: 'events', data: { table: 'events', column: 'organization_id', note: '' } }],
  },
  {
    name: 'an upsert that may meet the row of another tenant, which only what it refers to tells',
    schema: `${schema}\ncreate table seats (event_id bigint primary key references events, note text);`,
    settings: { followForeignKeys: true },
    sql: 'insert into seats (event_id, note) values ($1, $2) on conflict (event_id) do update set note = excluded.note',
    expect: [
      { messageId: 'byKey', at: 'seats', data: { table: 'seats', compared: 'the tenant of the row that seats.event_id refers to' } },
    ],
  },
  {
    name: 'a row that is added below whatever row is named',
    schema: `${schema}\ncreate table seats (id bigint primary key, event_id bigint not null references events, note text);`,
    settings: { followForeignKeys: true },
    sql: 'insert into seats (event_id, note) values ($1, $2)',
    expect: [{ messageId: 'added', at: 'seats', data: { table: 'seats', column: 'event_id' } }],
  },
  {
    name: 'a row that is added below one, by its own key',
    schema: `${schema}\ncreate table seats (id bigint primary key, event_id bigint not null references events, note text);`,
    settings: { followForeignKeys: true },
    sql: 'insert into seats (id, event_id, note) values ($1, $2, $3), ($4, $5, $6)',
    expect: ['added'],
  },
  ...[
    'insert into seats (event_id, note) select id, $2 from events where id = $1 and organization_id = $3',
    'insert into seats (note) values ($1)',
    'with event as (insert into events (organization_id, title) values ($1, $2) returning id) insert into seats (event_id) select id from event',
  ].map((sql) => ({
    name: `a row that is added below one of the tenant, or none: ${sql}`,
    schema: `${schema}\ncreate table seats (id bigint primary key, event_id bigint not null references events, note text);`,
    settings: { followForeignKeys: true },
    sql,
    expect: [],
  })),
  {
    name: 'a row that is added below one, where foreign keys are not followed',
    schema: `${schema}\ncreate table seats (id bigint primary key, event_id bigint not null references events, note text);`,
    sql: 'insert into seats (event_id, note) values ($1, $2)',
    expect: [],
  },
  {
    name: 'an upsert that changes rows of its tenant alone',
    sql: `insert into events (id, organization_id, title) values ($1, $2, $3)
on conflict (id) do update set title = excluded.title where events.organization_id = excluded.organization_id`,
    expect: [],
  },
  {
    name: 'an upsert that stays in its tenant',
    sql: 'insert into events (id, organization_id, title) values ($1, $2, $3) on conflict (organization_id, id) do update set title = excluded.title',
    expect: [],
  },
  {
    name: 'a row by what only its tenant was given',
    schema: `${schema}
create table sessions (id bigint primary key, organization_id bigint not null references organizations, session_token text unique, "refreshToken" text unique);`,
    sql: 'select id from sessions where session_token = $1; select id from sessions where "refreshToken" = $1; select id from sessions where id = $1',
    expect: ['byKey'],
  },
  {
    name: 'two in one file',
    sql: 'select price from tickets where id = $1; select title from events where id = $1',
    expect: [
      { messageId: 'byKey', at: 'tickets' },
      { messageId: 'byKey', at: 'events' },
    ],
  },
  {
    name: 'a name in quotes and upper case',
    sql: 'SELECT "price" FROM "tickets" WHERE ID = $1',
    expect: [{ messageId: 'byKey', at: '"tickets"' }],
  },
  {
    name: 'a join of a table with itself',
    sql: 'select b.price from tickets a join tickets b on b.id = a.id where a.id = $1 and b.organization_id = $2',
    expect: [],
  },
  {
    name: 'two rows that one condition holds',
    sql: 'select e.title from tickets t join events e on e.id = t.event_id where t.id = $1',
    expect: [{ messageId: 'byKey', at: 'tickets', data: { table: 'tickets', others: ' (and the table joined to it: events)' } }],
  },
  {
    name: 'joined to what nothing holds, which another rule is for',
    sql: 'select e.id from events e right join tickets t on t.event_id = e.id and e.id = $1',
    expect: [],
  },
  { name: 'a secret', sql: 'select price from tickets where token = $1', expect: [] },
  {
    name: 'a secret by the name of its table, and what is called like it elsewhere',
    schema: `${schema}
create table api_keys (id bigint primary key, organization_id bigint not null references organizations, hash text not null unique);
create table "RefreshToken" (id bigint primary key, "organizationId" bigint not null references organizations, hash text not null unique);
create table oauth_authorization_codes (id bigint primary key, organization_id bigint not null references organizations, code text not null unique);
create table files (id bigint primary key, organization_id bigint not null references organizations, hash text not null unique, key text not null unique);`,
    sql: `select organization_id from api_keys where hash = $1; select "organizationId" from "RefreshToken" where hash = $1;
select organization_id from oauth_authorization_codes where code = $1;
select organization_id from files where hash = $1; select organization_id from files where key = $1`,
    expect: [
      { messageId: 'byKey', at: 'files', data: { table: 'files' } },
      { messageId: 'byKey', at: 'files', data: { table: 'files' } },
    ],
  },
  {
    name: 'a secret that is kept as its hash',
    schema: 'create table keys (id int primary key, organization_id int not null, "hashedKey" text not null unique);',
    sql: 'select id from keys where "hashedKey" = $1',
    expect: [],
  },
  {
    name: 'a key of the API that is kept hashed, and another table’s column of that name',
    schema: `create table api_key (id int primary key, organization_id int not null, "hashedValue" text not null unique);
create table files (id int primary key, organization_id int not null, "hashedValue" text not null unique);`,
    sql: 'select id from api_key where "hashedValue" = $1; select id from files where "hashedValue" = $1',
    expect: [{ messageId: 'byKey', at: 'files' }],
  },
  { name: 'a row of everybody', sql: 'select name from plans where id = $1', expect: [] },
  { name: 'a tenant', sql: 'select name from organizations where id = $1', expect: [] },
  { name: 'a person', sql: 'select email from users where id = $1', expect: [] },
  { name: 'nothing at all, which another rule is for', sql: 'select price from tickets where price > $1', expect: [] },
]

const personal = `create table users (id int primary key);
  create table organizations (id int primary key);
  create table drafts (id int primary key, user_id int not null references users, organization_id int references organizations, title text);`

const secrets = `create table organizations (id int primary key);
  create table api_keys (id int primary key, organization_id int not null references organizations, hashed_secret_key text unique, fast_hashed_secret_key text unique, "secretKeyHash" text unique, title text unique);`

const invitations = `create table organizations (id int primary key);
  create table invitations (id int primary key, organization_id int not null references organizations, email text not null);`

const invitedTo = `create table organizations (id int primary key);
  create table bots (id int primary key, organization_id int not null references organizations, name text);
  create table posts (id int primary key, organization_id int not null references organizations, bot_id int not null references bots);
  create table bot_invitations (id int primary key, bot_id int not null references bots, email text not null, token text);`

const references: Case[] = [
  {
    name: 'to a row of a tenant',
    sql: 'select id from tickets where event_id = $1',
    expect: [{ messageId: 'byReference', at: 'tickets', data: { table: 'tickets', column: 'organization_id', note: '' } }],
  },
  {
    name: 'to a person, and to a row of the tenant',
    sql: 'delete from tickets where holder_id = $1 and event_id = $2',
    expect: [{ messageId: 'byReference', at: 'tickets', data: { reason: 'only event_id is fixed' } }],
  },
  {
    name: 'to a person',
    sql: 'select id from tickets where holder_id = $1',
    expect: [{ messageId: 'byPerson', at: 'tickets', data: { reason: 'only holder_id is fixed', effect: 'read' } }],
  },
  {
    name: 'to a person, beside a key',
    sql: 'delete from tickets where id = $1 and holder_id = $2',
    expect: [{ messageId: 'byPerson', at: 'tickets', data: { reason: 'only holder_id is fixed beside the key', effect: 'deleted' } }],
  },
  {
    name: 'to a person, by a key that holds it',
    schema: `create table users (id int primary key);
      create table organizations (id int primary key);
      create table drafts (user_id int references users, slug text, organization_id int not null references organizations, rank int, primary key (user_id, slug));`,
    sql: 'delete from drafts where user_id = $1 and slug = $2',
    expect: [{ messageId: 'byKey', at: 'drafts', data: { reason: 'only a key finds the row' } }],
  },
  {
    name: 'to a person, of rows that are no tenant’s',
    schema: personal,
    sql: 'update drafts set organization_id = $1 where user_id = $2 and organization_id is null',
    expect: [],
  },
  {
    name: 'of the tenant, or of nobody',
    schema: personal,
    sql: 'update drafts set title = $3 where id = $1 and (organization_id = $2 or organization_id is null)',
    expect: [
      {
        messageId: 'opened',
        at: 'drafts',
        data: { danger: 'so a row that belongs to nobody, and that all tenants share, may be changed' },
      },
    ],
  },
  {
    name: 'of nobody',
    schema: personal,
    sql: 'delete from drafts where id = $1 and organization_id is null',
    expect: [{ messageId: 'byNobody', at: 'drafts', data: { reason: 'only a key finds the row', effect: 'deleted' } }],
  },
  {
    name: 'of nobody, or of anybody',
    schema: personal,
    sql: "delete from drafts where id = $1 and (organization_id is null or title = 'x')",
    expect: [{ messageId: 'byKey', at: 'drafts' }],
  },
  {
    name: 'to a person, of rows that may be a tenant’s',
    schema: personal,
    sql: 'update drafts set title = $1 where user_id = $2',
    expect: [{ messageId: 'byPerson', at: 'drafts' }],
  },
  { name: 'with the tenant', sql: 'select id from tickets where event_id = $1 and organization_id = $2', expect: [] },
  {
    name: 'to whom an invitation was sent, which is taken away',
    schema: invitations,
    sql: 'delete from invitations where email = $1',
    expect: [{ messageId: 'byPerson', at: 'invitations', data: { reason: 'only email is fixed', effect: 'deleted' } }],
  },
  {
    name: 'and secrets by other names',
    schema: secrets,
    sql: 'select id from api_keys where hashed_secret_key = $1; select id from api_keys where fast_hashed_secret_key = $1; select id from api_keys where "secretKeyHash" = $1',
    expect: [],
  },
  {
    name: 'to whom an invitation was sent, beside its key',
    schema: invitations,
    sql: 'select id from invitations where id = $1 and email = $2; delete from invitations where id = $1 and email = $2',
    expect: [],
  },
  {
    name: 'to whom an invitation to a row was sent',
    schema: invitedTo,
    sql: 'select b.name from bot_invitations i join bots b on b.id = i.bot_id where i.email = $1; select b.name from bot_invitations i left join bots b on b.id = i.bot_id where i.email = $1 and i.id = $2; select name from bots where id in (select bot_id from bot_invitations where email = $1)',
    expect: [],
  },
  {
    name: 'to whom an invitation to a row may have been sent',
    schema: invitedTo,
    sql: 'select b.name, i.id from bots b left join bot_invitations i on i.bot_id = b.id and i.email = $1 where b.id = $2',
    expect: [{ messageId: 'byKey', at: 'bots' }],
  },
  {
    name: 'to whom an invitation was sent to what rows hang on, or to what is changed',
    schema: invitedTo,
    sql: 'select p.id from bot_invitations i join posts p on p.bot_id = i.bot_id where i.email = $1; update bots set name = $1 from bot_invitations i where i.bot_id = bots.id and i.email = $2',
    expect: [
      { messageId: 'byPerson', at: 'posts' },
      { messageId: 'byPerson', at: 'bots' },
    ],
  },
  {
    name: 'to a row that the query holds to the tenant',
    sql: 'select t.id from tickets t join events e on e.id = t.event_id where e.organization_id = $1',
    expect: [],
  },
]

const members = (name: string, more = ''): string =>
  `${schema}\ncreate table ${name} (id bigint primary key, user_id bigint not null references users, organization_id bigint not null references organizations${more});`

const memberships: Case[] = [
  {
    name: 'a table of members without a unique key, by its name',
    schema: members('team_members'),
    sql: 'select organization_id from team_members where user_id = $1; select e.id from events e join team_members m using (organization_id) where m.user_id = $1',
    expect: [],
  },
  {
    name: 'membershipTables, without a unique key',
    schema: members('seats'),
    settings: { membershipTables: ['seats'] },
    sql: 'select organization_id from seats where user_id = $1',
    expect: [],
  },
  {
    name: 'a table of a person’s that is not called one of members',
    schema: members('seats'),
    sql: 'select organization_id from seats where user_id = $1',
    expect: [{ messageId: 'byPerson', at: 'seats' }],
  },
  {
    name: 'a table of members of more than one thing',
    schema: members('team_members', ', plan_id int not null references plans'),
    sql: 'select organization_id from team_members where user_id = $1',
    expect: [{ messageId: 'byPerson', at: 'team_members' }],
  },
]

const files: Case[] = [
  { name: 'a migration', sqlFile: 'delete from tickets where id = 7;', file: 'migrations/0002_fix.sql', expect: [] },
  {
    name: 'a migration, with migrations.queries',
    sqlFile: 'delete from tickets where id = 7;',
    file: 'migrations/0002_fix.sql',
    settings: { migrations: { queries: true } },
    expect: ['byKey'],
  },
  {
    name: 'named queries',
    sqlFile:
      '-- name: GetTicket :one\nselect price from tickets where id = @id\n-- name: GetEvent :one\nselect title from events where id = @id and organization_id = @org\n',
    expect: [{ messageId: 'byKey', at: 'tickets' }],
  },
  {
    name: 'what is asked to be NULL where a row that was loaded has none',
    schema: `${schema}
create table folders (id bigint primary key, organization_id bigint not null references organizations, parent_id bigint references folders);`,
    ts: `export async function beside(id: string, organizationId: string) {
  const [folder] = await sql\`select * from folders where id = \${id} and organization_id = \${organizationId}\`
  return sql\`select id from folders where parent_id is not distinct from \${folder.parent_id}\`
}
`,
    expect: [{ messageId: 'byNull', at: 'folders', data: { reason: 'only parent_id is fixed, and `folder.parent_id` may be null' } }],
  },
  {
    name: 'a placeholder in a program',
    js: 'export const get = (id) => db.query("select price from tickets where id = ?", [id])\n',
    expect: [{ messageId: 'byKey', at: 'tickets' }],
  },
  {
    name: 'a query that cannot be read in full',
    ts: 'export const get = (id: string) => db.query(`select price from tickets where id = 1 and ${more}`)\n',
    expect: [],
  },
  {
    name: 'a key where the tenant is in scope',
    ts: 'export const get = (organizationId: string, id: string) => db.query(`select price from tickets where id = ${id}`)\n',
    expect: [{ messageId: 'byKey', at: 'tickets' }],
  },
  {
    name: 'a key beside a query that asks for the tenant',
    ts: `export async function get(ctx: Context, id: string) {
  const all = await sql\`select price from tickets where organization_id = \${ctx.org}\`
  return sql\`select price from tickets where id = \${id}\`
}
`,
    expect: [{ messageId: 'byKey', at: 'tickets' }],
  },
  {
    name: 'a key that the program gives',
    ts: 'export const get = (id: string) => db.query(`select price from tickets where id = ${id}`)\n',
    expect: [{ messageId: 'byKey', at: 'tickets' }],
  },
]

const note = ' No schema was found, so tickets is taken to belong to tenants.'

const withoutSchema: Case[] = [
  {
    name: 'id is the key',
    sql: 'select price from tickets where id = $1',
    expect: [{ messageId: 'byKey', at: 'tickets', data: { note } }],
  },
  { name: 'with the tenant', sql: 'select price from tickets where id = $1 and tenant_id = $2', expect: [] },
]

describe.each(Object.entries({ keys, references, memberships }))('%s', (_, cases) => {
  testRule(
    rule,
    cases.map((one) => ({ schema, ...one })),
    { onPostgres: true },
  )
})

const vanishing: Case[] = [
  {
    name: 'a key beside a condition on the tenant that Prisma leaves out where it has no value',
    schema: {
      'package.json': '{ "dependencies": { "@prisma/client": "6.0.0" } }',
      'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\nmodel Event {\n  id BigInt @id\n  organizationId BigInt\n}\n',
    },
    ts: 'export const find = (id: bigint, organizationId?: bigint) => prisma.event.findUnique({ where: { id, organizationId } })\n',
    expect: [
      {
        messageId: 'mayVanish',
        at: 'event',
        data: {
          open: 'Prisma leaves the condition on organizationId out where `organizationId` is undefined',
          reason: 'only a key finds the row',
          danger: 'so whoever knows or guesses an id of another tenant reaches its row',
          note: '',
        },
      },
    ],
  },
]

describe('a condition that may vanish', () => {
  testRule(rule, vanishing)
})

describe('files', () => {
  testRule(
    rule,
    files.map((one) => ({ schema, ...one })),
  )
})

describe('where no schema was found', () => {
  testRule(rule, withoutSchema)
})
