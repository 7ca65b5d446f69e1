import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'partial-unique-on-soft-delete'

/** A table whose rows are marked as deleted, with these columns and constraints besides; and what follows it. */
const users = (parts: string, ...more: string[]): string =>
  [`create table users (id bigint primary key, deleted_at timestamptz, ${parts})`, ...more].join(';\n')
/** The same with another mark. */
const marked = (marker: string, ...more: string[]): string =>
  [`create table users (id bigint primary key, email text, ${marker})`, ...more].join(';\n')
const unmarked = 'create table users (id bigint primary key, email text, name text);'

const constraints: Case[] = [
  {
    name: 'of a column whose name needs quotes, as ON CONFLICT does',
    sql: users('"orderId" bigint unique'),
    expect: [{ messageId: 'holdsDeleted', at: 'unique', data: { columns: 'orderId', target: '"orderId"' } }],
  },
  {
    name: 'beside a flag and when it was set, with neither',
    sql: marked('deleted boolean not null default false, deleted_at timestamptz, unique (email)'),
    expect: [{ messageId: 'holdsDeleted', at: 'unique (email)', data: { marker: 'deleted_at' } }],
  },
  {
    name: 'beside a flag and when it was set, with the flag among its columns',
    sql: marked('deleted boolean not null default false, deleted_at timestamptz, unique (email, deleted)'),
    expect: [{ messageId: 'onceDeleted', at: 'unique (email, deleted)', data: { marker: 'deleted' } }],
  },
  {
    name: 'beside a flag and when it was set, with one of them as its condition',
    sql: marked(
      'deleted boolean not null default false, deleted_at timestamptz',
      'create unique index one on users (email) where not deleted',
      'create unique index other on users (email) where deleted_at is null',
    ),
    expect: [],
  },
  {
    name: 'of a column',
    serves: ['S0-5', 'S3-13'],
    sql: users('email text unique'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'unique',
        data: { table: 'users', columns: 'email', marker: 'deleted_at', predicate: 'deleted_at IS NULL' },
        suggestions: [
          {
            messageId: 'makePartial',
            output: `${users('email text unique')};\nALTER TABLE users DROP CONSTRAINT users_email_key;\nCREATE UNIQUE INDEX users_email_key ON users (email) WHERE deleted_at IS NULL`,
          },
        ],
      },
    ],
  },
  {
    name: 'of a column, with a name',
    sql: users('email text constraint one_email unique'),
    expect: [{ messageId: 'holdsDeleted', at: 'one_email', data: { columns: 'email' } }],
  },
  {
    name: 'of a table',
    sql: users('organization_id bigint, email text, unique (organization_id, email)'),
    expect: [{ messageId: 'holdsDeleted', at: 'unique (organization_id, email)', data: { columns: 'organization_id, email' } }],
  },
  {
    name: 'two of one table',
    sql: users('email text unique, name text unique'),
    expect: [
      { messageId: 'holdsDeleted', at: 'unique', data: { columns: 'email' } },
      { messageId: 'holdsDeleted', at: 'unique', data: { columns: 'name' } },
    ],
  },
  {
    name: 'added to a table',
    schema: users('email text'),
    sql: 'alter table users add constraint one_email unique (email)',
    expect: [{ messageId: 'holdsDeleted', at: 'one_email', data: { columns: 'email' } }],
  },
  {
    name: 'added without a name',
    schema: users('email text'),
    sql: 'alter table users add unique (email)',
    expect: [{ messageId: 'holdsDeleted', at: 'unique (email)', data: { columns: 'email' } }],
  },
  {
    name: 'added before the mark',
    sql: `${unmarked} alter table users add unique (email); alter table users add column deleted_at timestamptz`,
    expect: ['holdsDeleted'],
  },
  { name: 'dropped again', sql: users('email text unique', 'alter table users drop constraint users_email_key'), expect: [] },
  {
    name: 'of an index made before',
    schema: users('email text'),
    sql: 'create unique index one_email on users (email); alter table users add constraint one_email unique using index one_email',
    expect: [{ messageId: 'holdsDeleted', at: 'one_email', data: { columns: 'email' } }],
  },
  {
    name: 'with columns that only ride along',
    sql: users('email text, name text, unique (email) include (name)'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'unique (email) include (name)',
        suggestions: [
          {
            messageId: 'makePartial',
            output: `${users('email text, name text, unique (email) include (name)')};\nALTER TABLE users DROP CONSTRAINT users_email_name_key;\nCREATE UNIQUE INDEX users_email_name_key ON users (email) INCLUDE (name) WHERE deleted_at IS NULL`,
          },
        ],
      },
    ],
  },
  {
    name: 'for which NULLs are equal',
    sql: users('email text, unique nulls not distinct (email)'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'unique nulls not distinct (email)',
        suggestions: [
          {
            messageId: 'makePartial',
            output: `${users('email text, unique nulls not distinct (email)')};\nALTER TABLE users DROP CONSTRAINT users_email_key;\nCREATE UNIQUE INDEX users_email_key ON users (email) NULLS NOT DISTINCT WHERE deleted_at IS NULL`,
          },
        ],
      },
    ],
  },
  { name: 'of a table without a mark', sql: unmarked.replace('email text', 'email text unique'), expect: [] },
]

const indexes: Case[] = [
  {
    name: 'unique',
    sql: users('email text', 'create unique index one_email on users (email)'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'one_email',
        data: { columns: 'email' },
        suggestions: [
          {
            messageId: 'makePartial',
            output: users('email text', 'create unique index one_email on users (email) WHERE deleted_at IS NULL'),
          },
        ],
      },
    ],
  },
  {
    name: 'unique, without a name',
    sql: users('email text', 'create unique index on users (email)'),
    expect: [{ messageId: 'holdsDeleted', at: 'users' }],
  },
  {
    name: 'of an expression',
    sql: users('email text', 'create unique index one_email on users (lower(email))'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'one_email',
        data: { columns: 'lower(email)' },
        suggestions: [
          {
            messageId: 'makePartial',
            output: users('email text', 'create unique index one_email on users (lower(email)) WHERE deleted_at IS NULL'),
          },
        ],
      },
    ],
  },
  { name: 'not unique', sql: users('email text', 'create index on users (email)'), expect: [] },
  {
    name: 'partial on the mark',
    sql: users('email text', 'create unique index on users (email) where deleted_at is null'),
    expect: [],
  },
  {
    name: 'partial on the mark and something else',
    sql: users('email text', 'create unique index on users (email) where email <> $$$$ and (deleted_at is null)'),
    expect: [],
  },
  {
    name: 'partial on the mark or something else',
    sql: users('email text', `create unique index one_email on users (email) where deleted_at is null or email <> 'x'`),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'one_email',
        data: { predicate: `(deleted_at IS NULL OR email <> 'x') AND deleted_at IS NULL` },
      },
    ],
  },
  {
    name: 'partial on something else',
    sql: users('email text', `create unique index one_email on users (email) where email <> ''`),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'one_email',
        data: { predicate: `email <> '' AND deleted_at IS NULL` },
        suggestions: [
          {
            messageId: 'makePartial',
            output: users('email text', `CREATE UNIQUE INDEX one_email ON users (email) WHERE email <> '' AND deleted_at IS NULL`),
          },
        ],
      },
    ],
  },
  {
    name: 'partial on the deleted',
    sql: users('email text', 'create unique index one_email on users (email) where deleted_at is not null'),
    expect: ['holdsDeleted'],
  },
  {
    name: 'with all that an index may have',
    sql: users(
      'email text, name text',
      'create unique index one_email on users (email collate "C" text_pattern_ops desc nulls last, name) where id > 5',
    ),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'one_email',
        suggestions: [
          {
            messageId: 'makePartial',
            output: users(
              'email text, name text',
              'CREATE UNIQUE INDEX one_email ON users (email COLLATE "C" text_pattern_ops DESC NULLS LAST, name) WHERE id > 5 AND deleted_at IS NULL',
            ),
          },
        ],
      },
    ],
  },
  {
    name: 'in another schema',
    schema: 'create schema crm; create table crm.users (id bigint primary key, email text, deleted_at timestamptz);',
    sql: 'create unique index one_email on crm.users (email) where id > 5',
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'one_email',
        suggestions: [
          {
            messageId: 'makePartial',
            output: 'CREATE UNIQUE INDEX one_email ON crm.users (email) WHERE id > 5 AND deleted_at IS NULL',
          },
        ],
      },
    ],
  },
  {
    name: 'in camel case and quotes',
    sql: 'create table "User" ("userId" bigint primary key, "eMail" text, "deletedAt" timestamptz); create unique index "oneEmail" on "User" ("eMail")',
    expect: [
      {
        messageId: 'holdsDeleted',
        at: '"oneEmail"',
        data: { table: 'User', columns: 'eMail', marker: 'deletedAt', predicate: '"deletedAt" IS NULL' },
      },
    ],
  },
  {
    name: 'of a partitioned table',
    sql: `create table visits (id bigint, at date, email text, deleted_at timestamptz, primary key (id, at)) partition by range (at);
      create table visits_2026 partition of visits for values from ('2026-01-01') to ('2027-01-01');
      create unique index visits_email on visits (email, at)`,
    expect: [{ messageId: 'holdsDeleted', at: 'visits_email', data: { table: 'visits' } }],
  },
]

const exempt: Case[] = [
  {
    name: 'a covering key of the living in some state',
    sql: users(
      'event_id bigint, code text, seat text, status text',
      `create unique index on users (event_id, code) include (seat) where deleted_at is null and status <> $$void$$`,
    ),
    expect: [],
  },
  { name: 'the primary key', sql: users('email text'), expect: [] },
  {
    name: 'a primary key of several columns',
    sql: 'create table members (team bigint, person bigint, deleted_at date, primary key (team, person))',
    expect: [],
  },
  { name: 'a key that contains the primary key', sql: users('organization_id bigint, unique (organization_id, id)'), expect: [] },
  { name: 'a key that a sequence fills', sql: users('number bigserial unique'), expect: [] },
  { name: 'a key that an identity fills', sql: users('number bigint generated always as identity unique'), expect: [] },
  { name: 'a key that is random', sql: users('public_id uuid default gen_random_uuid() unique'), expect: [] },
  {
    name: 'a key that is made of something random',
    sql: users("public_id text default replace(gen_random_uuid()::text, '-', '') unique"),
    expect: [],
  },
  { name: 'a key that is drawn', sql: users("number text default ('u_' || md5(random()::text)) unique"), expect: [] },
  {
    name: 'a key with a part that is random',
    sql: users('organization_id bigint, public_id uuid default gen_random_uuid(), unique (organization_id, public_id)'),
    expect: [],
  },
  { name: 'a key with a default that is not random', sql: users('email text default lower($$X$$) unique'), expect: ['holdsDeleted'] },
  {
    name: 'a key that is generated',
    sql: users('email text, plain text generated always as (lower(email)) stored unique'),
    expect: ['holdsDeleted'],
  },
  { name: 'a secret', sql: users('token_hash bytea unique'), expect: [] },
  ...['uuid', '"publicId"', 'public_id', '"accessToken"', 'refresh_token', 'payment_uuid', 'guid'].map((column) => ({
    name: `a value that a program draws: ${column}`,
    serves: 'S3-13',
    sql: users(`${column} text not null unique`),
    expect: [],
  })),
  { name: 'what is only called nearly so', sql: users('tokens text not null unique'), expect: ['holdsDeleted'] },
  {
    name: 'an idempotency key',
    sql: users('organization_id bigint, idempotency_key text, unique (organization_id, idempotency_key)'),
    expect: [],
  },
  { name: 'a secret in camel case', sql: users('"apiKey" text unique'), expect: [] },
  { name: 'a secret of the team’s own', sql: users('invitation text unique'), settings: { secretColumns: ['invitation'] }, expect: [] },
  {
    name: 'what is no secret by the team’s word',
    sql: users('token text unique'),
    settings: { secretColumns: ['invitation'] },
    expect: ['holdsDeleted'],
  },
  ...[
    `email, coalesce(deleted_at, $$infinity$$)`,
    'email, (deleted_at is null)',
    '(case when deleted_at is null then email end)',
    `lower(email), (deleted_at is null)`,
  ].map((keys): Case => ({
    name: `an expression that has the mark in it: ${keys}`,
    sql: users('email text', `create unique index on users (${keys})`),
    expect: [],
  })),
  { name: 'an expression that has not', sql: users('email text', 'create unique index on users (lower(email))'), expect: ['holdsDeleted'] },
  {
    name: 'an expression that ON CONFLICT wants in parentheses',
    sql: users('email text, org text', 'create unique index one on users ((org || email))'),
    expect: [{ messageId: 'holdsDeleted', at: 'one', data: { target: '(org || email)' } }],
  },
  {
    name: 'a materialized view, which is refreshed concurrently by a whole index alone',
    sql: users('email text', 'create materialized view people as select * from users', 'create unique index on people (email)'),
    expect: [],
  },
  { name: 'an exclusion constraint', sql: users('during tstzrange, exclude using gist (during with &&)'), expect: [] },
]

const referenced = users('email text unique', 'create table orders (id bigint primary key, buyer text references users (email))')

const references: Case[] = [
  { name: 'by default', sql: referenced, expect: [] },
  {
    name: 'with checkReferencedKeys',
    sql: referenced,
    options: [{ checkReferencedKeys: true }],
    expect: [{ messageId: 'referenced', at: 'unique', data: { table: 'users', columns: 'email', by: 'orders.buyer' }, suggestions: [] }],
  },
  {
    name: 'with checkReferencedKeys, by a later file',
    schema: {
      'migrations/0001_users.sql': users('email text unique'),
      'migrations/0002_orders.sql': 'create table orders (id bigint primary key, buyer text references users (email))',
    },
    file: 'migrations/0001_users.sql',
    sqlFile: users('email text unique'),
    options: [{ checkReferencedKeys: true }],
    expect: ['referenced'],
  },
  {
    name: 'of several columns in another order',
    sql: users(
      'a bigint, b bigint, unique (a, b)',
      'create table orders (id bigint primary key, a bigint, b bigint, foreign key (b, a) references users (b, a))',
    ),
    expect: [],
  },
  {
    name: 'of another key',
    sql: users('email text unique', 'create table orders (id bigint primary key, buyer bigint references users)'),
    expect: ['holdsDeleted'],
  },
]

const withMarker: Case[] = [
  {
    name: 'that is NULL in living rows',
    sql: users('email text, unique (email, deleted_at)'),
    expect: [
      {
        messageId: 'guardsNothing',
        at: 'unique (email, deleted_at)',
        data: { table: 'users', columns: 'email, deleted_at', marker: 'deleted_at', predicate: 'deleted_at IS NULL' },
        suggestions: [
          {
            messageId: 'makePartial',
            output: `${users('email text, unique (email, deleted_at)')};\nALTER TABLE users DROP CONSTRAINT users_email_deleted_at_key;\nCREATE UNIQUE INDEX users_email_deleted_at_key ON users (email) WHERE deleted_at IS NULL`,
          },
        ],
      },
    ],
  },
  {
    name: 'in an index',
    sql: users('email text', 'create unique index one_email on users (email, deleted_at)'),
    expect: [{ messageId: 'guardsNothing', at: 'one_email' }],
  },
  { name: 'where NULLs are equal', sql: users('email text, unique nulls not distinct (email, deleted_at)'), expect: [] },
  { name: 'that is the mark alone', sql: users('unique (deleted_at)'), expect: [] },
  { name: 'with a sentinel', sql: marked(`deleted_at timestamptz not null default 'infinity', unique (email, deleted_at)`), expect: [] },
  { name: 'with a sentinel that is a number', sql: marked('deleted_at bigint not null default 0, unique (email, deleted_at)'), expect: [] },
  {
    name: 'with a sentinel that may be NULL',
    sql: marked(`deleted_at timestamptz default 'infinity', unique (email, deleted_at)`),
    expect: [],
  },
  {
    name: 'a boolean',
    sql: marked('deleted boolean not null default false, unique (email, deleted)'),
    expect: [
      {
        messageId: 'onceDeleted',
        at: 'unique (email, deleted)',
        data: { table: 'users', columns: 'email, deleted', marker: 'deleted', predicate: 'deleted = false' },
        suggestions: [
          {
            messageId: 'makePartial',
            output: `${marked('deleted boolean not null default false, unique (email, deleted)')};\nALTER TABLE users DROP CONSTRAINT users_email_deleted_key;\nCREATE UNIQUE INDEX users_email_deleted_key ON users (email) WHERE deleted = false`,
          },
        ],
      },
    ],
  },
  {
    name: 'a boolean that may be NULL, false by default',
    sql: marked('deleted boolean default false, unique (email, deleted)'),
    expect: [{ messageId: 'onceDeleted', at: 'unique (email, deleted)', data: { predicate: 'deleted IS NOT TRUE' } }],
  },
  {
    name: 'a boolean that is NULL in living rows',
    sql: marked('deleted boolean, unique (email, deleted)'),
    expect: [{ messageId: 'guardsNothing', at: 'unique (email, deleted)', data: { predicate: 'deleted IS NOT TRUE' } }],
  },
  {
    name: 'a boolean that is NULL in living rows, where NULLs are equal',
    sql: marked('deleted boolean, unique nulls not distinct (email, deleted)'),
    expect: ['onceDeleted'],
  },
]

const marks: Case[] = [
  {
    name: 'a boolean',
    sql: marked('is_deleted boolean not null default false', 'create unique index one_email on users (email)'),
    expect: [{ messageId: 'holdsDeleted', at: 'one_email', data: { marker: 'is_deleted', predicate: 'is_deleted = false' } }],
  },
  {
    name: 'a boolean that may be NULL',
    sql: marked('deleted boolean default false', 'create unique index one_email on users (email)'),
    expect: [{ messageId: 'holdsDeleted', at: 'one_email', data: { predicate: 'deleted IS NOT TRUE' } }],
  },
  ...[
    'not deleted',
    'deleted = false',
    'deleted is false',
    'deleted is not true',
    'false = deleted',
    'deleted <> true',
    'not coalesce(deleted, false)',
    'coalesce(deleted, false) = false',
    'not (deleted is true)',
    'email is not null and not (deleted or email is null)',
  ].map((predicate): Case => ({
    name: `a boolean, as ${predicate}`,
    sql: marked('deleted boolean', `create unique index on users (email) where ${predicate}`),
    expect: [],
  })),
  {
    name: 'a boolean, the wrong way round',
    sql: marked('deleted boolean not null', 'create unique index one_email on users (email) where deleted'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'one_email',
        suggestions: [
          {
            messageId: 'makePartial',
            output: marked('deleted boolean not null', 'CREATE UNIQUE INDEX one_email ON users (email) WHERE deleted = false'),
          },
        ],
      },
    ],
  },
  ...['deleted_at is null', 'not (deleted_at is not null)', `deleted_at is null and email like $$a%$$`].map((predicate): Case => ({
    name: `a time, as ${predicate}`,
    sql: marked('deleted_at date', `create unique index on users (email) where ${predicate}`),
    expect: [],
  })),
  ...['deleted_at is null or id > 10', `deleted_at < $$infinity$$`, `email is not null`, 'deleted_at is not null'].map(
    (predicate): Case => ({
      name: `a time, not as ${predicate}`,
      sql: marked('deleted_at date', `create unique index on users (email) where ${predicate}`),
      expect: ['holdsDeleted'],
    }),
  ),
  {
    name: 'infinity',
    sql: marked(`deleted_at timestamptz not null default 'infinity'`, 'create unique index one_email on users (email)'),
    expect: [{ messageId: 'holdsDeleted', at: 'one_email', data: { predicate: `deleted_at = 'infinity'` } }],
  },
  {
    name: 'infinity, with a cast',
    sql: marked(
      `deleted_at timestamptz not null default 'infinity'::timestamptz`,
      `create unique index on users (email) where deleted_at = 'infinity'::timestamptz`,
    ),
    expect: [],
  },
  {
    name: 'a number',
    sql: marked('deleted_at bigint not null default 0', 'create unique index one_email on users (email)'),
    expect: [{ messageId: 'holdsDeleted', at: 'one_email', data: { predicate: 'deleted_at = 0' } }],
  },
  {
    name: 'of the team’s own',
    sql: marked('removed_on date', 'create unique index one_email on users (email)'),
    settings: { softDeleteColumns: ['removed_on'] },
    expect: [{ messageId: 'holdsDeleted', at: 'one_email', data: { predicate: 'removed_on IS NULL' } }],
  },
  { name: 'that the team does not use', sql: users('email text unique'), settings: { softDeleteColumns: ['removed_on'] }, expect: [] },
  { name: 'that is gone', sql: users('email text unique', 'alter table users drop column deleted_at'), expect: [] },
  {
    name: 'that is renamed',
    sql: users('email text unique', 'alter table users rename column deleted_at to "deletedAt"'),
    expect: [{ messageId: 'holdsDeleted', at: 'unique', data: { marker: 'deletedAt', predicate: '"deletedAt" IS NULL' } }],
  },
]

const steps: Case[] = [
  {
    name: 'the index is renamed',
    sql: users('email text', 'create unique index one_email on users (email)', 'alter index one_email rename to email_of_user'),
    expect: [{ messageId: 'holdsDeleted', at: 'email_of_user' }],
  },
  {
    name: 'the table is renamed',
    sql: users('email text unique', 'alter table users rename to people'),
    expect: [{ messageId: 'holdsDeleted', at: 'unique', data: { table: 'people' } }],
  },
  {
    name: 'the mark comes after the index',
    sql: `${unmarked} create unique index one_email on users (email); alter table users add column deleted_at timestamptz`,
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'one_email',
        suggestions: [
          {
            messageId: 'makePartial',
            output: `${unmarked} create unique index one_email on users (email); alter table users add column deleted_at timestamptz;\nDROP INDEX one_email;\nCREATE UNIQUE INDEX one_email ON users (email) WHERE deleted_at IS NULL`,
          },
        ],
      },
    ],
  },
  {
    name: 'the mark comes with a later file',
    schema: {
      'migrations/0001_users.sql': `${unmarked}\ncreate unique index one_email on users (email);\n`,
      'migrations/0002_delete.sql': 'alter table users add column deleted_at timestamptz;\n',
    },
    file: 'migrations/0001_users.sql',
    sqlFile: `${unmarked}\ncreate unique index one_email on users (email);\n`,
    expect: [{ messageId: 'holdsDeleted', at: 'one_email', suggestions: [] }],
  },
  {
    name: 'a later statement makes it partial',
    sql: users(
      'email text unique',
      'alter table users drop constraint users_email_key',
      'create unique index on users (email) where deleted_at is null',
    ),
    expect: [],
  },
]

const files: Case[] = [
  {
    name: 'Windows line ends, an empty search path, and a migration without a transaction',
    schema: 'create table public.users (id bigint primary key, email text, deleted_at timestamptz);',
    sqlFile:
      "-- +goose NO TRANSACTION\r\n-- +goose Up\r\nset search_path = '';\r\nalter table public.users add constraint one_email unique (email);\r\n",
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'one_email',
        suggestions: [
          {
            messageId: 'makePartial',
            output:
              "-- +goose NO TRANSACTION\r\n-- +goose Up\r\nset search_path = '';\r\nalter table public.users add constraint one_email unique (email);\r\nALTER TABLE public.users DROP CONSTRAINT one_email;\r\nCREATE UNIQUE INDEX CONCURRENTLY one_email ON public.users (email) WHERE deleted_at IS NULL;\r\n",
          },
        ],
      },
    ],
  },
  {
    name: 'a program with escapes',
    ts: String.raw`export const up = 'create table users (id int primary key, deleted_at date);\ncreate unique index on users ("\u0069d", deleted_at)'`,
    expect: [],
  },
  {
    name: 'a query',
    schema: users('email text unique'),
    sql: 'insert into users (email) values ($1) on conflict (email) do nothing',
    expect: [],
  },
]

const source = 'datasource db {\n  provider = "postgresql"\n}\n'
const partialIndexes = 'generator client {\n  provider        = "prisma-client"\n  previewFeatures = ["partialIndexes"]\n}\n'
/** A model of rows that are deleted by a mark. */
const user = (email: string, ...more: string[]): string =>
  [
    'model User {',
    '  id        Int       @id',
    `  email     String    ${email}`.trimEnd(),
    '  deletedAt DateTime? @map("deleted_at")',
    ...more,
    '}',
    '',
  ].join('\n')
const makePartial = (output: string): { messageId: string; output: string }[] => [{ messageId: 'makePartial', output }]
const byHand =
  ' Prisma writes a condition with the preview feature partialIndexes alone; without it, such an index is for a migration that is written by hand.'

const prisma: Case[] = [
  {
    name: 'Prisma without conditions',
    prisma: source + user('@unique'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: '@unique',
        data: { table: 'User', columns: 'email', marker: 'deleted_at', predicate: 'deleted_at IS NULL', note: byHand },
        suggestions: [],
      },
    ],
  },
  {
    name: 'a field',
    prisma: partialIndexes + user('@unique'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: '@unique',
        data: { note: '' },
        suggestions: makePartial(partialIndexes + user('@unique(where: { deletedAt: null })')),
      },
    ],
  },
  {
    name: 'a field with a name for its index',
    prisma: partialIndexes + user('@unique(map: "one_email")'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: '@unique(map: "one_email")',
        suggestions: makePartial(partialIndexes + user('@unique(map: "one_email", where: { deletedAt: null })')),
      },
    ],
  },
  {
    name: 'several fields, in two keys',
    prisma:
      partialIndexes +
      user('', '  org       Int', '  @@unique([org, email])', '  @@unique(fields: [email(sort: Desc), deletedAt], map: "one")'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: '@@unique([org, email])',
        suggestions: makePartial(
          partialIndexes +
            user(
              '',
              '  org       Int',
              '  @@unique([org, email], where: { deletedAt: null })',
              '  @@unique(fields: [email(sort: Desc), deletedAt], map: "one")',
            ),
        ),
      },
      {
        messageId: 'guardsNothing',
        at: '@@unique(fields: [email(sort: Desc), deletedAt], map: "one")',
        suggestions: makePartial(
          partialIndexes +
            user(
              '',
              '  org       Int',
              '  @@unique([org, email])',
              '  @@unique(fields: [email(sort: Desc)], map: "one", where: { deletedAt: null })',
            ),
        ),
      },
    ],
  },
  {
    name: 'a mark that is a boolean',
    prisma: `${partialIndexes}model User {\n  id Int @id\n  email String @unique\n  deleted Boolean @default(false)\n}\n`,
    expect: [
      {
        messageId: 'holdsDeleted',
        at: '@unique',
        suggestions: makePartial(
          `${partialIndexes}model User {\n  id Int @id\n  email String @unique(where: { deleted: false })\n  deleted Boolean @default(false)\n}\n`,
        ),
      },
    ],
  },
  {
    name: 'a mark that is a boolean or nothing',
    prisma: `${partialIndexes}model User {\n  id Int @id\n  email String @unique\n  isDeleted Boolean?\n}\n`,
    settings: { softDeleteColumns: ['isDeleted'] },
    expect: [
      {
        messageId: 'holdsDeleted',
        at: '@unique',
        suggestions: makePartial(
          `${partialIndexes}model User {\n  id Int @id\n  email String @unique(where: raw("\\"isDeleted\\" IS NOT TRUE"))\n  isDeleted Boolean?\n}\n`,
        ),
      },
    ],
  },
  {
    name: 'the key of a one-to-one relation',
    prisma:
      source +
      'model User {\n  id Int @id\n  card Card?\n}\nmodel Card {\n  id Int @id\n  userId Int @unique\n  user User @relation(fields: [userId], references: [id])\n  deletedAt DateTime?\n}\n',
    expect: [
      {
        messageId: 'holdsDeleted',
        at: '@unique',
        data: {
          columns: 'userId',
          note: `${byHand} Prisma insists on this key for a one-to-one relation: make it one-to-many.`,
        },
        suggestions: [],
      },
    ],
  },
  {
    name: 'the key of a one-to-one relation, with conditions',
    prisma:
      partialIndexes +
      'model User {\n  id Int @id\n  card Card?\n}\nmodel Card {\n  id Int @id\n  userId Int @unique\n  user User @relation(fields: [userId], references: [id])\n  deletedAt DateTime?\n}\n',
    expect: [{ messageId: 'holdsDeleted', at: '@unique', data: { note: '' } }],
  },
  { name: 'a key with a condition', prisma: partialIndexes + user('@unique(where: { deletedAt: null })'), expect: [] },
  {
    name: 'the preview feature in another file',
    file: 'prisma/user.prisma',
    schema: { 'prisma/main.prisma': source + partialIndexes },
    prisma: user('@unique'),
    expect: [{ messageId: 'holdsDeleted', at: '@unique', suggestions: makePartial(user('@unique(where: { deletedAt: null })')) }],
  },
  {
    name: 'an index that a migration has made otherwise',
    schema:
      'create table "User" (id int primary key, email text, deleted_at timestamp); create unique index one on "User" (email) where deleted_at is null',
    prisma: source + user('@unique'),
    expect: [],
  },
  { name: 'another database', prisma: source.replace('postgresql', 'sqlite') + user('@unique'), expect: [] },
]

const onPostgres = { constraints, indexes, exempt, references, 'a key with the mark': withMarker, marks, steps }

for (const [group, cases] of Object.entries(onPostgres)) {
  describe(group, () => {
    testRule(rule, cases, { onPostgres: true })
  })
}

describe('files', () => {
  testRule(rule, files)
})

describe('a schema of Prisma', () => {
  testRule(rule, prisma, { onPrisma: true })
})

describe('entities of TypeORM', () => {
  const ts = `import { Column, DeleteDateColumn, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm'
@Entity('users') export class User { @PrimaryColumn('int') id: number }
@Entity('cards') export class Card {
  @PrimaryColumn('int') id: number
  @OneToOne(() => User) @JoinColumn() user: User
  @DeleteDateColumn() deletedAt?: Date
}
`
  const written = ts
    .replace("@Entity('cards')", "@Entity('cards') @Unique(['user'])")
    .replace('@OneToOne(', '@ManyToOne(')
    .replace('PrimaryColumn }', 'PrimaryColumn, Unique }')
  testRule(rule, [
    {
      name: 'the key of a one-to-one relation',
      file: 'src/entities.ts',
      ts,
      schema: { 'package.json': '{ "dependencies": { "typeorm": "^0.3.20" } }', 'src/entities.ts': ts },
      expect: [
        {
          messageId: 'holdsDeleted',
          at: '@OneToOne(() => User) @JoinColumn() user: User',
          data: {
            columns: 'userId',
            note: ' TypeORM makes this key for @OneToOne by itself: make it @ManyToOne, with such an @Index beside it.',
          },
        },
      ],
    },
    {
      name: 'a key that somebody has written of a relation',
      file: 'src/entities.ts',
      ts: written,
      schema: { 'package.json': '{ "dependencies": { "typeorm": "^0.3.20" } }', 'src/entities.ts': written },
      expect: [{ messageId: 'holdsDeleted', at: "@Unique(['user'])", data: { columns: 'userId', note: '' } }],
    },
  ])
})

describe('migrations with a way back', () => {
  const up = {
    'migrations/0001_users.up.sql': users('email text, constraint users_email_key unique (email)'),
    'migrations/0001_users.down.sql': 'drop table users;',
    'migrations/0002_partial.up.sql':
      'alter table users drop constraint users_email_key; create unique index users_email_key on users (email) where deleted_at is null;',
  }
  const down = 'drop index users_email_key; alter table users add constraint users_email_key unique (email);'
  testRule(rule, [
    {
      name: 'what was there before is made again where the migration is undone',
      schema: { ...up, 'migrations/0002_partial.down.sql': down },
      file: 'migrations/0002_partial.down.sql',
      sqlFile: down,
      expect: [],
    },
    {
      name: 'a key that a later migration makes',
      schema: { ...up, 'migrations/0003_more.up.sql': down },
      file: 'migrations/0003_more.up.sql',
      sqlFile: down,
      expect: ['holdsDeleted'],
    },
  ])
})
