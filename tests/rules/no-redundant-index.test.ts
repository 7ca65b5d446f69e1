import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'no-redundant-index'

/** A table and statements behind it, by lines. */
const orders = (...more: string[]): string =>
  [
    'create table orders (id bigint primary key, org_id bigint, user_id bigint, status text, paid boolean, email text unique)',
    ...more,
  ].join(';\n')
const silent = (name: string, serves: string | readonly string[], ...more: string[]): Case => ({
  name,
  serves,
  sql: orders(...more),
  expect: [],
})

const found: Case[] = [
  {
    name: 'beside a unique key that is asked at the end alone',
    sql: orders('alter table orders add constraint one unique (user_id) deferrable', 'create index by_user on orders (user_id)'),
    expect: [{ messageId: 'unique', at: 'by_user' }],
  },
  {
    name: 'the same unique key twice, where both are to leave deleted rows out',
    sql: `create table users (id bigint primary key);
create table notes (id bigint primary key, user_id bigint references users, title text, deleted_at timestamptz, constraint one_user unique (user_id));
create unique index again on notes (user_id)`,
    expect: [{ messageId: 'duplicate', at: 'again' }],
  },
  {
    name: 'beside a unique key that is to leave deleted rows out, where no foreign key asks for all rows',
    sql: `create table notes (id bigint primary key, code text, title text, deleted_at timestamptz, unique (code, title));
create index by_code on notes (code)`,
    expect: [{ messageId: 'prefix', at: 'by_code', data: { other: 'notes_code_title_key' } }],
  },
  {
    name: 'the beginning of another',
    serves: ['S0-3', 'S3-9'],
    sql: orders('create index by_org on orders (org_id)', 'create index by_status on orders (org_id, status)'),
    expect: [
      {
        messageId: 'prefix',
        at: 'by_org',
        data: { index: 'by_org', table: 'orders', columns: 'org_id', other: 'by_status', otherColumns: 'org_id, status' },
        suggestions: [{ messageId: 'drop', output: orders('create index by_status on orders (org_id, status)') }],
      },
    ],
  },
  {
    name: 'the same twice: the second goes',
    serves: 'S0-13',
    sql: orders('create index one on orders (org_id, status)', 'create index two on orders (org_id, status)'),
    expect: [{ messageId: 'duplicate', at: 'two', data: { index: 'two', other: 'one' } }],
  },
  {
    name: 'three in a row: what stays is named',
    sql: orders(
      'create index a on orders (org_id)',
      'create index b on orders (org_id, status)',
      'create index c on orders (org_id, status, id)',
    ),
    expect: [
      { messageId: 'prefix', at: 'a', data: { other: 'c' } },
      { messageId: 'prefix', at: 'b', data: { other: 'c' } },
    ],
  },
  {
    name: 'a plain one beside a unique constraint',
    serves: 'S0-13',
    sql: orders('create index by_email on orders (email)'),
    expect: [{ messageId: 'unique', at: 'by_email', data: { other: 'orders_email_key' } }],
  },
  {
    name: 'a unique index beside a unique constraint',
    serves: 'S0-13',
    sql: orders('create unique index one_email on orders (email)'),
    expect: [{ messageId: 'duplicate', at: 'one_email' }],
  },
  {
    name: 'a unique constraint twice',
    sql: orders('alter table orders add constraint one_email unique (email)'),
    expect: [
      {
        messageId: 'duplicate',
        at: 'one_email',
        suggestions: [
          {
            messageId: 'drop',
            output: orders('alter table orders add constraint one_email unique (email)', 'ALTER TABLE orders DROP CONSTRAINT one_email'),
          },
        ],
      },
    ],
  },
  {
    name: 'an index of the primary key',
    serves: ['S3-7', 'S4-3'],
    sql: orders(
      'create index by_id on orders (id)',
      'create unique index one_id on orders (id)',
      'create table lines (order_id bigint references orders (id))',
    ),
    expect: [
      { messageId: 'unique', at: 'by_id' },
      { messageId: 'duplicate', at: 'one_id' },
    ],
  },
  {
    name: 'all directions reversed',
    sql: orders('create index a on orders (org_id desc)', 'create index b on orders (org_id, status)'),
    expect: [{ messageId: 'prefix', at: 'a' }],
  },
  {
    name: 'the same condition, and what is included is in the other',
    sql: orders(
      'create index a on orders (org_id) include (status) where paid and status is not null',
      'create index b on orders (org_id, status) where status is not null and paid',
    ),
    expect: [{ messageId: 'prefix', at: 'a' }],
  },
  {
    name: 'the same expression',
    sql: orders('create index a on orders (lower(email))', 'create index b on orders (lower(email), status)'),
    expect: [{ messageId: 'prefix', at: 'a' }],
  },
  {
    name: 'the one where NULLs are equal says more',
    sql: orders(
      'create unique index one on orders (org_id, status) nulls not distinct',
      'create unique index two on orders (org_id, status)',
    ),
    expect: [{ messageId: 'duplicate', at: 'two' }],
  },
  {
    name: 'two gin indexes of one document',
    sql: 'create table docs (body jsonb); create index a on docs using gin (body); create index b on docs using gin (body)',
    expect: [{ messageId: 'duplicate', at: 'b' }],
  },
  {
    name: 'quoted names in another schema',
    sql: 'create schema crm; create table crm."Deals" ("Org" int, "Owner" int); create index "One" on crm."Deals" ("Org"); create index "Two" on crm."Deals" ("Org", "Owner")',
    expect: [{ messageId: 'prefix', at: '"One"', data: { table: 'crm.Deals', index: 'One', columns: 'Org' } }],
  },
]

const exempt: Case[] = [
  {
    name: 'beside a unique key that is to leave deleted rows out, which will not serve the foreign key then',
    sql: `create table users (id bigint primary key);
create table notes (id bigint primary key, user_id bigint references users, title text, deleted_at timestamptz, unique (user_id, title));
create index by_user on notes (user_id)`,
    expect: [],
  },
  silent(
    'a unique key that is asked at once, beside one that is asked at the end',
    'S0-3',
    'alter table orders add constraint one unique (user_id) deferrable',
    'create unique index at_once on orders (user_id)',
  ),
  silent('not a prefix', ['S0-3', 'S1-16'], 'create index on orders (org_id, status)', 'create index on orders (org_id, user_id)'),
  silent('the other column leads', 'S0-52', 'create unique index on orders (user_id, org_id)', 'create index on orders (org_id, user_id)'),
  silent('a unique beginning', 'S0-3', 'create unique index on orders (org_id)', 'create index on orders (org_id, status)'),
  silent(
    'a unique key that holds another',
    'S0-75',
    'create unique index on orders (email, org_id)',
    'create unique index on orders (org_id, id)',
  ),
  silent(
    'the longer one is partial',
    ['S0-3', 'S3-9'],
    'create index on orders (org_id)',
    'create index on orders (org_id, status) where paid',
  ),
  silent('a full and a partial one', 'S0-13', 'create index on orders (org_id) where paid', 'create index on orders (org_id)'),
  silent(
    'conditions that complement each other',
    'S1-8',
    'create unique index on orders (org_id, email) where email is not null',
    'create unique index on orders (org_id, email) where email is not null and status is null',
  ),
  silent('mixed directions', 'S0-3', 'create index on orders (org_id, status)', 'create index on orders (org_id, status desc)'),
  silent('NULLS elsewhere', 'S0-3', 'create index on orders (org_id)', 'create index on orders (org_id nulls first)'),
  silent('another operator class', 'S0-3', 'create index on orders (status)', 'create index on orders (status text_pattern_ops, id)'),
  silent('another collation', 'S0-3', 'create index on orders (status)', 'create index on orders (status collate "C", id)'),
  silent(
    'another method',
    'S0-3',
    'create index on orders (org_id)',
    'create index on orders using hash (org_id)',
    'create index on orders using brin (org_id)',
  ),
  silent('an expression', 'S0-3', 'create index on orders (status)', 'create index on orders (lower(status), id)'),
  silent('it includes more', 'S0-3', 'create index on orders (org_id) include (paid)', 'create index on orders (org_id, status)'),
  silent(
    'a foreign key may stand on either',
    'S0-13',
    'create unique index one_email on orders (email)',
    'create table mails (email text references orders (email))',
  ),
  {
    name: 'an exclusion constraint',
    sql: 'create table bookings (during tsrange, exclude using gist (during with &&)); create index on bookings using gist (during)',
    expect: [],
  },
  {
    name: 'what partitions have from their parent',
    sql: 'create table events (id int, at date) partition by range (at); create table events_1 partition of events for values from (minvalue) to (maxvalue); create index on events (id)',
    expect: [],
  },
  {
    name: 'one is dropped later',
    sql: orders('create index a on orders (org_id)', 'create index b on orders (org_id, status)', 'drop index a'),
    expect: [],
  },
]

const files: Case[] = [
  {
    name: 'the other is in another file',
    schema: {
      'migrations/0001_orders.sql': `${orders('create index by_org on orders (org_id)')};\n`,
      'migrations/0002_more.sql': 'create index by_status on orders (org_id, status);\n',
    },
    file: 'migrations/0001_orders.sql',
    sqlFile: `${orders('create index by_org on orders (org_id)')};\n`,
    expect: [
      {
        messageId: 'prefix',
        at: 'by_org',
        data: { other: 'by_status (migrations/0002_more.sql)' },
        suggestions: [{ messageId: 'drop', output: `${orders()};\n` }],
      },
    ],
  },
  {
    name: 'where it is mentioned again, nothing is taken away',
    sqlFile: `${orders('create index by_org on orders (org_id)', 'create index by_status on orders (org_id, status)', "comment on index by_org is 'by organization'")};\n`,
    expect: [{ messageId: 'prefix', at: 'by_org', suggestions: [] }],
  },
]

const source = 'datasource db {\n  provider = "postgresql"\n}\n\n'
const model = (...lines: string[]): string =>
  `${source}model Order {\n${['  id     Int    @id', '  orgId  Int', '  status String', ...lines].join('\n')}\n}\n`

const prisma: Case[] = [
  {
    name: 'a line of its own',
    prisma: model('', '  @@index([orgId])', '  @@index([orgId, status])'),
    expect: [
      {
        messageId: 'prefix',
        at: '@@index([orgId])',
        data: { index: 'Order_orgId_idx', columns: 'orgId' },
        suggestions: [{ messageId: 'drop', output: model('', '  @@index([orgId, status])') }],
      },
    ],
  },
  {
    name: 'a field that is unique, with an index besides',
    serves: 'S0-13',
    prisma: model('  email  String @unique', '', '  @@index([email])'),
    expect: [
      { messageId: 'unique', at: '@@index([email])', suggestions: [{ messageId: 'drop', output: model('  email  String @unique') }] },
    ],
  },
  {
    name: 'the same twice, once at the field',
    prisma: model('  email  String @unique', '', '  @@unique([email], map: "one_email")'),
    expect: [{ messageId: 'duplicate', at: '@@unique([email], map: "one_email")' }],
  },
  { name: 'other orders', prisma: model('', '  @@index([orgId, status])', '  @@index([status, orgId])'), expect: [] },
]

for (const [group, cases] of Object.entries({ found, exempt })) {
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

const [made, sales] = ['prisma/migrations/20250101000000_init/migration.sql', 'prisma/schema.prisma']
const renamed = {
  'package.json': '{ "dependencies": { "@prisma/client": "^6.0.0" } }',
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
  [made]:
    'create table "Sale" (id int not null, "orgId" int not null, status text not null, email text not null, constraint "Sale_pkey" primary key (id)); create unique index "Sale_email_key" on "Sale" (email);',
  'prisma/migrations/20250202000000_key/migration.sql':
    'alter table "Sale" rename to "Order"; alter index "Sale_pkey" rename to "Order_pkey"; create unique index "Order_email_key" on "Order" (email);',
  [sales]: model('  email  String @unique'),
}

describe('a schema of Prisma beside its migrations', () => {
  testRule(rule, [
    { name: 'what the schema has stays', file: sales, prisma: renamed[sales] ?? '', schema: renamed, expect: [] },
    {
      name: 'what a migration has made besides goes',
      file: made,
      sqlFile: renamed[made] ?? '',
      schema: renamed,
      expect: [{ messageId: 'duplicate', at: '"Sale_email_key"', data: { index: 'Sale_email_key' } }],
    },
  ])
})

/** A project whose schema is the linted file. */
const entities = (...more: string[]): { file: string; ts: string; schema: Record<string, string> } => {
  const ts = `import { ChildEntity, Column, Entity, Index, JoinTable, ManyToMany, PrimaryColumn, TableInheritance, Tree } from 'typeorm'
@Entity('teams') export class Team { @PrimaryColumn('int') id: number }
${more.join('\n')}
`
  return { file: 'src/entities.ts', ts, schema: { 'package.json': '{ "dependencies": { "typeorm": "^0.3.20" } }', 'src/entities.ts': ts } }
}

describe('what TypeORM makes by itself, and makes again, is let be', () => {
  testRule(rule, [
    {
      name: 'of a table between two',
      ...entities(
        "@Entity('users') export class User { @PrimaryColumn('int') id: number; @ManyToMany(() => Team) @JoinTable() teams: Team[] }",
      ),
      expect: [],
    },
    {
      name: 'of the ways in a tree',
      ...entities("@Entity('folders') @Tree('closure-table') export class Folder { @PrimaryColumn('int') id: number }"),
      expect: [],
    },
    {
      name: 'where migrations made it, too',
      ...entities(
        "@Entity('users') export class User { @PrimaryColumn('int') id: number; @ManyToMany(() => Team) @JoinTable() teams: Team[] }",
      ),
      schema: {
        ...entities(
          "@Entity('users') export class User { @PrimaryColumn('int') id: number; @ManyToMany(() => Team) @JoinTable() teams: Team[] }",
        ).schema,
        'migrations/0001_init.sql': `create table teams (id int primary key);
create table users (id int primary key);
create table users_teams_teams ("usersId" int not null references users, "teamsId" int not null references teams, primary key ("usersId", "teamsId"));
create index by_user on users_teams_teams ("usersId");
create index by_team on users_teams_teams ("teamsId");`,
      },
      expect: [],
    },
    {
      name: 'but not what an entity asks for',
      ...entities(
        "@Entity('users') @Index('by_name', ['name']) @Index('by_name_and_age', ['name', 'age'])",
        "export class User { @PrimaryColumn('int') id: number; @Column() name: string; @Column('int') age: number }",
      ),
      expect: [{ messageId: 'prefix', at: "'by_name'" }],
    },
  ])
})
