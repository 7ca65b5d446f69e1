import { inMigration } from '../support/in-migration.ts'
import { testRule, type Case } from '../support/lint.ts'

const before = `create table users (id bigint primary key, email varchar(40) not null);
create table orders (id bigint primary key, user_id bigint, code varchar(20), total numeric(8,2), at timestamp, note text,
  constraint code_given check (code is not null));
alter table orders add constraint at_given check (at is not null) not valid;
create type mood as enum ('good');
create table moods (id bigint primary key, mood mood);
create table events (at date not null) partition by range (at);
create table events_old (at date not null);
create table days (at date not null) partition by range (at);
create table days_rest partition of days default;
create table days_old (at date not null);
create unique index orders_user on orders (user_id);`

const file = 'migrations/0002_more.sql'
const off = { lockTimeout: false }

function migration(name: string, sql: string, expect: Case['expect'], more: Partial<Case> = {}): Case {
  return { name, sqlFile: sql, file, schema: { 'migrations/0001_init.sql': before, [file]: sql }, options: [off], expect, ...more }
}

const builtAgain = `alter table parts alter code type text; alter table parts alter name type text collate "C"; set timezone to 'UTC'; alter table parts alter at type timestamptz;
    alter table parts alter note type text; drop index parts_extra; alter table parts alter extra type text; alter table parts alter name type text;`

const silent = (name: string, sql: string, more: Partial<Case> = {}): Case => migration(name, sql, [], more)

testRule('no-blocking-migration', [
  migration(
    'a required column',
    'alter table orders add column "Paid" bool not null, add kind text not null;',
    [
      { messageId: 'requiredColumn', at: '"Paid"', data: { table: 'orders', column: 'Paid' } },
      { messageId: 'requiredColumn', at: 'kind', data: { column: 'kind' } },
    ],
    { serves: 'S2-36' },
  ),
  silent(
    'a required column with a default, of a new table, or without rows to be wrong',
    `alter table orders add paid bool not null default false;
    create table lines (id bigint primary key);
    alter table lines add paid bool not null;
    alter table lines rename to parts;
    alter table parts add more bool not null;`,
    { serves: 'S2-36' },
  ),
  silent('a column that is there already', 'alter table orders add column if not exists code text not null;'),
  silent(
    'what the file makes in the place of something else',
    `drop table orders; create table orders (id bigint); alter table orders add a text not null;
    create temp table users (id bigint); alter table users add a text not null; drop table users;
    alter table moods rename to feelings; create table moods (id bigint); alter table moods add a text not null;`,
  ),
  migration(
    'what has another name or schema by now',
    `create schema old; alter table orders set schema old; alter table old.orders rename to purchases; alter table old.purchases rename code to number;
    alter table old.purchases add a text not null; alter table old.purchases add check (number <> '');
    do $$ begin alter table users add constraint given check (email <> ''); end $$;`,
    [
      { messageId: 'requiredColumn', at: 'a', data: { table: 'old.purchases' } },
      'checkScan',
      { messageId: 'checkScan', at: 'given', suggestions: [] },
    ],
  ),
  migration(
    'values that differ from row to row',
    `alter table orders add key uuid default gen_random_uuid(), add moment timestamptz default clock_timestamp();
    alter table orders add nr bigserial;
    alter table orders add nr2 bigint generated always as identity;
    alter table orders add sum numeric generated always as (total * 2) stored;`,
    [
      { messageId: 'volatileDefault', at: 'key', data: { table: 'orders', column: 'key', default: 'gen_random_uuid()' } },
      { messageId: 'volatileDefault', at: 'moment' },
      { messageId: 'countedColumn', at: 'nr' },
      { messageId: 'countedColumn', at: 'nr2' },
      { messageId: 'storedColumn', at: 'sum' },
    ],
  ),
  silent(
    'values that are the same in each row, or unknown',
    `create function key() returns text language sql immutable as 'select 1';
    alter table orders add made timestamptz not null default now(), add a text default 'x', add b text default key(), add c int default null;`,
  ),
  migration(
    'NOT NULL reads all rows',
    `alter table orders alter total set not null, alter at set not null;
    alter table orders add extra text; alter table orders alter extra set not null;
    alter table orders add primary key using index orders_user;`,
    [
      { messageId: 'notNullScan', at: 'total', data: { table: 'orders', column: 'total' } },
      { messageId: 'notNullScan', at: 'at' },
      { messageId: 'notNullScan', at: 'extra' },
      'notNullScan',
    ],
    { serves: 'S2-36' },
  ),
  migration(
    'a primary key of an index that the file makes, over a column that may be NULL',
    `create unique index concurrently orders_pk on orders (id, user_id);
    alter table orders drop constraint orders_pkey, add constraint orders_pk primary key using index orders_pk;`,
    [{ messageId: 'notNullScan', at: 'orders_pk', data: { column: 'user_id' } }],
  ),
  silent(
    'NOT NULL that a CHECK proves in other words',
    `alter table orders add constraint c check (not (total is null)) not valid; alter table orders validate constraint c;
    alter table orders add constraint d check (not (note is null or user_id is null)) not valid; alter table orders validate constraint d;
    alter table orders alter total set not null, alter note set not null, alter user_id set not null;`,
  ),
  migration(
    'NOT NULL that a CHECK seems to prove',
    `alter table orders add constraint c check (not (total is null and note is null)) not valid; alter table orders validate constraint c;
    alter table orders add constraint d check (not (user_id is not null)) not valid; alter table orders validate constraint d;
    alter table orders alter total set not null, alter user_id set not null;`,
    ['notNullScan', 'notNullScan'],
  ),
  silent(
    'NOT NULL of what is proven',
    `alter table orders alter code set not null;
    alter table orders rename code to number; alter table orders alter number set not null;
    alter table users alter email set not null;
    alter table orders validate constraint at_given; alter table orders alter at set not null;
    alter table orders add constraint given check (note is not null and total is not null) not valid;
    alter table orders validate constraint given; alter table orders alter note set not null, alter total set not null;`,
    { serves: 'S2-36' },
  ),
  migration(
    'NOT NULL when its proof is gone, or is none yet',
    `alter table orders drop constraint code_given; alter table orders alter code set not null;
    alter table orders validate constraint at_given, alter at set not null;
    alter table orders add constraint given check (note is not null and total is not null) not valid;
    alter table orders validate constraint given;
    alter table orders alter note set not null, drop constraint given;
    do $$ begin alter table orders drop constraint if exists given; alter table orders alter total set not null; end $$;`,
    [
      { messageId: 'notNullScan', at: 'code' },
      { messageId: 'notNullScan', at: 'at' },
      { messageId: 'notNullScan', at: 'note' },
      { messageId: 'notNullScan', at: 'total' },
    ],
  ),
  silent(
    'NOT NULL before its proof goes, or by another',
    `alter table orders alter code set not null; alter table orders drop constraint code_given;
    alter table orders add constraint given check (note is not null) not valid, add constraint noted check (note is not null) not valid;
    alter table orders validate constraint given; alter table orders validate constraint noted;
    alter table orders drop constraint given; alter table orders alter note set not null;
    alter table orders add constraint given check (total is not null) not valid;
    do $$ begin alter table orders validate constraint given; alter table orders alter total set not null; end $$;`,
  ),
  migration(
    'constraints on rows that are there',
    `alter table orders add constraint known check (total > 0);
    alter table orders add foreign key (user_id) references users;
    alter table users add seller bigint default 1 references orders;
    alter table users add size int check (size > 0);`,
    [
      {
        messageId: 'checkScan',
        at: 'known',
        suggestions: [
          {
            messageId: 'sayNotValid',
            output: `alter table orders add constraint known check (total > 0) NOT VALID;
    alter table orders add foreign key (user_id) references users;
    alter table users add seller bigint default 1 references orders;
    alter table users add size int check (size > 0);`,
          },
        ],
      },
      { messageId: 'foreignKeyScan', at: 'foreign key (user_id) references users', data: { table: 'orders', other: 'users' } },
      { messageId: 'foreignKeyScan', at: 'seller' },
      { messageId: 'checkScan', at: 'size' },
    ],
  ),
  silent(
    'constraints that are left for later, or that no row can break',
    `alter table orders add constraint known check (total > 0) not valid;
    alter table orders add foreign key (user_id) references users not valid;
    alter table orders validate constraint known;
    alter table orders add seller bigint references users;
    create table lines (order_id bigint references orders, check (order_id > 0));`,
  ),
  migration(
    'a constraint that is validated in the transaction that adds it',
    `begin;
    alter table orders add constraint known check (total > 0) not valid;
    alter table orders validate constraint known;
    commit;
    begin; alter table orders validate constraint at_given; commit;`,
    [{ messageId: 'validatedAtOnce', at: 'known', data: { table: 'orders', constraint: 'known' } }],
  ),
  migration(
    'keys that make their index',
    `alter table orders add unique (code); alter table orders add nr int unique;
    alter table moods drop constraint moods_pkey, add primary key (id);
    alter table orders add exclude using btree (note with =);`,
    [
      { messageId: 'keyBuild', at: 'unique (code)', data: { kind: 'UNIQUE', table: 'orders' } },
      { messageId: 'keyBuild', at: 'nr' },
      { messageId: 'keyBuild', at: 'primary key (id)', data: { kind: 'PRIMARY KEY' } },
      'exclusionBuild',
    ],
  ),
  silent('a key of an index', 'alter table orders add constraint one unique using index orders_user;'),
  migration(
    'types that rewrite',
    `alter table orders alter id type int;
    alter table orders alter code type varchar(10) using code::varchar(10);
    alter table orders alter at type timestamptz;`,
    [
      { messageId: 'typeRewrite', at: 'id', data: { from: 'bigint', to: 'integer', table: 'orders' } },
      { messageId: 'typeRewrite', at: 'code', data: { from: 'character varying(20)', to: 'character varying(10)' } },
      { messageId: 'zoneRewrite', at: 'at' },
    ],
  ),
  migration(
    'what USING computes',
    `set timezone = 'UTC';
    alter table orders alter at type timestamptz using at at time zone 'UTC';
    alter table orders alter note type text using trim(note);
    alter table users alter email type text using email::varchar(10);
    alter table moods alter id type bigint using 1;`,
    [
      { messageId: 'usingRewrite', at: 'at', data: { table: 'orders' } },
      { messageId: 'usingRewrite', at: 'note' },
      { messageId: 'usingRewrite', at: 'email' },
      { messageId: 'usingRewrite', at: 'id' },
    ],
  ),
  silent(
    'what USING only casts',
    `set timezone = 'UTC';
    alter table orders alter at type timestamptz using at::timestamptz;
    alter table orders alter note type text using orders.note;
    alter table users alter email type varchar(50) using email::varchar(50);`,
  ),
  migration(
    'another type for a column that the file gave one before',
    `alter table orders alter note type varchar(10);
    alter table orders alter note type text;
    alter table orders rename note to remark;
    alter table orders alter remark type varchar(5);`,
    [
      { messageId: 'typeRewrite', at: 'note', data: { from: 'text', to: 'character varying(10)' } },
      { messageId: 'typeRewrite', at: 'remark', data: { from: 'text', to: 'character varying(5)' } },
    ],
  ),
  migration(
    'another type for a column that the file added',
    `alter table orders add remark text;
    alter table orders alter remark type varchar(10);
    alter table orders alter remark type varchar(20);
    alter table orders rename remark to hint;
    alter table orders alter hint type varchar(5);`,
    [
      { messageId: 'newTypeRewrite', at: 'remark', data: { column: 'remark', from: 'text', to: 'character varying(10)', table: 'orders' } },
      { messageId: 'newTypeRewrite', at: 'hint', data: { from: 'character varying(20)', to: 'character varying(5)' } },
    ],
  ),
  silent(
    'another type for a column of a table that the file makes',
    'create table hints (id int); alter table hints add remark text; alter table hints alter remark type varchar(10);',
  ),
  migration(
    'an enum that takes the place of another one',
    "create type kind_new as enum ('a', 'b'); alter table orders alter note type kind_new using note::text::kind_new;",
    [{ messageId: 'typeRewrite', at: 'note', data: { to: 'kind_new', table: 'orders' } }],
  ),
  migration(
    'a type for which a constraint is checked again',
    'alter table orders rename code to number; alter table orders alter number type text;',
    [{ messageId: 'recheck', at: 'number', data: { table: 'orders', column: 'number', constraint: 'code_given' } }],
  ),
  silent(
    'types that do not',
    `alter table orders drop constraint code_given; alter table orders alter code type varchar(30); alter table orders alter note type text, alter total type numeric(10,2);
    alter table users alter email type text;
    set timezone = 'UTC';
    alter table orders alter at type timestamptz;`,
  ),
  migration(
    'rows that are written all at once',
    `update orders set note = 'x';
    delete from orders where 1 = 1;
    with gone as (delete from users where id is not null returning id) select * from gone;
    update orders set note = u.email from users u;`,
    [
      { messageId: 'unbatched', at: "update orders set note = 'x'", data: { table: 'orders', column: 'note' } },
      'unbatchedDelete',
      'unbatched',
    ],
    { serves: 'S2-37' },
  ),
  silent(
    'rows that are written for once',
    `update orders set note = 'x' where note is null;
    delete from orders where code = 'x'; insert into orders (id) select id from users;
    create table lines (id int); update lines set id = 1;`,
    { serves: 'S2-37' },
  ),
  migration(
    'rows that are written under a lock',
    `begin; alter table orders add kind text;
    update orders set kind = 'a' where kind is null; update orders set kind = 'b' where id = 7; update users set email = 'a' where email is null; commit;
    begin; update orders set kind = 'a' where kind is null; commit;`,
    ['backfillUnderLock'],
    { serves: 'S2-37' },
  ),
  migration(
    'no timeout',
    `create table lines (id int);
    alter table orders add kind text;
    alter table users add kind text;`,
    [
      {
        messageId: 'noTimeout',
        at: 'kind',
        data: { table: 'orders', others: 'queries of' },
        suggestions: [
          {
            messageId: 'setTimeout',
            output: `create table lines (id int);
    SET lock_timeout = '5s';
alter table orders add kind text;
    alter table users add kind text;`,
          },
        ],
      },
    ],
    { options: [] },
  ),
  silent('a timeout that a function sets', `select set_config('lock_timeout', '5s', false); alter table orders add kind text;`, {
    options: [],
  }),
  migration(
    'a function that sets none',
    `select set_config('lock_timeout', '0', false); alter table orders add kind text;`,
    ['noTimeout'],
    { options: [] },
  ),
  migration(
    'a timeout that is none, or over',
    `begin; set local lock_timeout = '5s'; commit; set lock_timeout = 0; drop table orders;`,
    ['noTimeout'],
    { options: [] },
  ),
  migration(
    'a timeout of a transaction that the file declines',
    `-- +goose NO TRANSACTION
-- +goose Up
set local lock_timeout = '5s';
alter table orders add kind text;`,
    ['noTimeout'],
    { options: [], settings: { migrations: { tool: 'goose' } } },
  ),
  silent(
    'a timeout of a transaction that the file begins by itself',
    `-- +goose NO TRANSACTION
-- +goose Up
begin;
set local lock_timeout = '5s';
alter table orders add kind text;
commit;`,
    { options: [], settings: { migrations: { tool: 'goose' } } },
  ),
  silent('a timeout of the transaction of the tool', "-- +goose Up\nset local lock_timeout = '5s';\nalter table orders add kind text;", {
    options: [],
    settings: { migrations: { tool: 'goose' } },
  }),
  migration(
    'a table that a foreign key refers to',
    'create table lines (order_id bigint references orders);',
    [{ messageId: 'noTimeout', at: 'lines', data: { table: 'orders', others: 'writes to' } }],
    { options: [] },
  ),
  silent(
    'a timeout, and what needs none',
    `create table lines (id int, at date); alter table lines add b int;
    alter table orders validate constraint at_given; create index concurrently on orders (at); update orders set note = 'x' where note is null;
    set lock_timeout to '2s'; alter table orders add kind text;`,
    { options: [] },
  ),
  {
    ...migration('indexes that are built again with a type', builtAgain, [
      { messageId: 'rebuild', at: 'code', data: { index: 'parts_open', table: 'parts', column: 'code' } },
      { messageId: 'rebuild', at: 'name', data: { index: 'parts_name' } },
      { messageId: 'rebuild', at: 'at', data: { index: 'parts_at' } },
    ]),
    schema: {
      'migrations/0001_init.sql': `create table parts (id int, code varchar(20), name text, at timestamp, note varchar(20), extra varchar(20));
    create index parts_open on parts (id) where code = 'open'; create index parts_name on parts (name); create index parts_at on parts (at);
    create index parts_note on parts (note); create index parts_id on parts ((id + 1)) include (id); create index parts_extra on parts (lower(extra));`,
      [file]: builtAgain,
    },
  },
  migration('what writes a table again', 'vacuum full orders; cluster users using users_pkey; vacuum orders;', [
    { messageId: 'fullRewrite', at: 'orders', data: { verb: 'VACUUM FULL' } },
    { messageId: 'fullRewrite', at: 'users', data: { verb: 'CLUSTER' } },
  ]),
  migration(
    'what ALTER TABLE writes again as a whole',
    `alter table orders set unlogged; alter table users set tablespace fast; alter table moods set access method columnar, add kind text;
    create table lines (id int); alter table lines set unlogged; alter index orders_user set tablespace fast;`,
    [
      { messageId: 'tableRewrite', at: 'orders', data: { verb: 'SET UNLOGGED' } },
      { messageId: 'tableRewrite', at: 'users', data: { verb: 'SET TABLESPACE' } },
      { messageId: 'tableRewrite', at: 'moods', data: { verb: 'SET ACCESS METHOD' } },
    ],
  ),
  migration(
    'a partition beside one for all other rows',
    `create table days_new partition of days for values from ('2021-01-01') to ('2022-01-01');
    alter table days_old add constraint bounds check (at >= '2020-01-01' and at < '2021-01-01') not valid;
    alter table days attach partition days_old for values from ('2020-01-01') to ('2021-01-01');
    alter table days_rest add constraint rest check (at < '2020-01-01' or at >= '2023-01-01') not valid;
    create table days_more partition of days for values from ('2022-01-01') to ('2023-01-01');
    drop table days_rest; create table days_last partition of days for values from ('2023-01-01') to ('2024-01-01');`,
    [
      { messageId: 'defaultScan', at: 'days_new', data: { table: 'days_rest', parent: 'days' } },
      { messageId: 'defaultScan', at: 'days_old', data: { table: 'days_rest', parent: 'days' } },
    ],
  ),
  migration(
    'a partition with rows',
    `alter table events attach partition events_old for values from ('2020-01-01') to ('2021-01-01');`,
    [{ messageId: 'attachScan', at: 'events_old', data: { table: 'events_old' } }],
    { serves: 'S3-43' },
  ),
  silent(
    'a partition that is checked, or new',
    `create table events_new (at date not null);
    alter table events attach partition events_new for values from ('2021-01-01') to ('2022-01-01');
    alter table events_old add constraint bounds check (at >= '2020-01-01' and at < '2021-01-01') not valid;
    alter table events_old validate constraint bounds;
    alter table events attach partition events_old for values from ('2020-01-01') to ('2021-01-01');`,
    { serves: 'S3-43' },
  ),
  migration(
    'a label that is used at once',
    `begin; alter type mood add value 'fine'; alter type mood add value 'bad';
    alter table moods add other mood default 'fine';
    insert into moods (id, mood) values (1, 'bad'); commit;`,
    [{ messageId: 'valueUsed', at: 'other', data: { value: "'fine'", type: 'mood' } }, 'valueUsed'],
  ),
  silent(
    'a label that is used later',
    `begin; alter type mood add value 'fine'; commit;
    alter table moods add other mood default 'fine';
    begin; create type size as enum ('s'); alter type size add value 'm'; create table hats (size size default 'm'); commit;`,
  ),
  migration(
    'what could be one statement',
    'alter table orders add a int; alter table orders add b int; alter table users add c int;',
    [{ messageId: 'combinable', at: 'b', data: { table: 'orders' } }],
    { options: [{ ...off, combined: true }] },
  ),
  migration(
    'what is done for good step by step',
    `alter table orders add a int;
    create index concurrently on orders (note); update orders set a = 1 where a is null;`,
    [{ messageId: 'apart', at: 'a', data: { count: 2 } }],
    { options: [{ ...off, transactions: true }], serves: 'S2-38' },
  ),
  silent(
    'what is done at once',
    `begin; alter table orders add a int; alter table orders add b int; commit; create index concurrently on orders (note);`,
    { options: [{ ...off, transactions: true }], serves: 'S2-38' },
  ),
  {
    name: 'a file that is no migration',
    sqlFile: 'alter table orders add column paid bool not null;',
    file: 'queries/a.sql',
    schema: before,
    options: [],
    expect: [],
  },
  silent('a migration of long ago', 'alter table orders add column paid bool not null;', { settings: { migrations: { after: '0002' } } }),
  {
    name: 'of Knex',
    ...inMigration(
      'knex',
      "await knex.schema.createTable('orders', (t) => { t.bigIncrements(); t.string('code', 20) })",
      `await knex.schema.alterTable('orders', (t) => { t.string('kind').notNullable(); t.boolean('paid').notNullable().defaultTo(false) })
  await knex.schema.createTable('lines', (t) => { t.bigIncrements(); t.string('kind').notNullable() })
  await knex('orders').update({ code: 'a' })
  await knex.raw('alter table orders alter code set not null')`,
    ),
    options: [off],
    expect: ['requiredColumn', 'notNullScan'],
  },
  {
    name: 'of Kysely',
    ...inMigration(
      'kysely',
      "await db.schema.createTable('orders').addColumn('id', 'bigserial', (c) => c.primaryKey()).addColumn('code', 'varchar(20)').execute()",
      `await db.schema.alterTable('orders').addColumn('kind', 'text', (c) => c.notNull()).execute()
  await db.schema.alterTable('orders').alterColumn('code', (c) => c.setDataType('varchar(10)')).execute()
  await db.schema.alterTable('orders').addUniqueConstraint('one', ['code']).execute()`,
    ),
    options: [off],
    expect: ['requiredColumn', 'typeRewrite', 'keyBuild'],
  },
  {
    name: 'of TypeORM',
    ...inMigration(
      'typeorm',
      "await queryRunner.query('create table orders (id bigint primary key, code varchar(20), user_id bigint)'); await queryRunner.query('create table users (id bigint primary key)')",
      `await queryRunner.addColumn('orders', new TableColumn({ name: 'kind', type: 'text', isNullable: false }))
    await queryRunner.createForeignKey('orders', new TableForeignKey({ columnNames: ['user_id'], referencedTableName: 'users', referencedColumnNames: ['id'] }))
    await queryRunner.query('ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0) NOT VALID')
    await queryRunner.query('ALTER TABLE orders VALIDATE CONSTRAINT c')
    await queryRunner.query("UPDATE orders SET code = 'x'")`,
    ),
    options: [off],
    expect: ['requiredColumn', 'foreignKeyScan', 'validatedAtOnce', 'backfillUnderLock'],
  },
  {
    name: 'of Sequelize, which begins no transaction',
    ...inMigration(
      'sequelize',
      "await queryInterface.createTable('orders', { id: { type: Sequelize.BIGINT, primaryKey: true }, code: Sequelize.STRING(20) })",
      `await queryInterface.addColumn('orders', 'kind', { type: Sequelize.TEXT, allowNull: false })
    await queryInterface.changeColumn('orders', 'code', { type: Sequelize.STRING(10) })
    await queryInterface.sequelize.query('alter table orders add constraint c check (id > 0)')`,
    ),
    options: [{ ...off, transactions: true }],
    expect: ['requiredColumn', 'apart', 'typeRewrite', 'checkScan'],
    serves: 'S2-38',
  },
])
