import { inMigration } from '../support/in-migration.ts'
import { testRule, type Case } from '../support/lint.ts'

const before = `create table users (id bigint primary key, email text not null, old_name_deprecated text);
create table orders (id bigint primary key, user_id bigint references users, code text not null default 'x', seller bigint, note text default 'x');
create index orders_user on orders (user_id);
create table shops (id bigint primary key, slug text unique);
create table carts (id bigint primary key, shop_id bigint unique references shops);
create index orders_code on orders (code, note);
create view buyers as select user_id from orders;
create type mood as enum ('good');
create table moods (id bigint primary key, mood mood);
create sequence counter;
create table logs_deprecated (id int);`

const file = 'migrations/0002_more.sql'

function migration(name: string, sql: string, expect: Case['expect'], more: Partial<Case> = {}): Case {
  return { name, sqlFile: sql, file, schema: { 'migrations/0001_init.sql': before, [file]: sql }, expect, ...more }
}

const beside = (sql: string, first: string): NonNullable<Case['schema']> => ({ 'migrations/0001_init.sql': first, [file]: sql })

const dropsComputed = `alter table deals rename to contracts; alter table contracts drop column total cascade; alter table contracts drop column shop cascade;
alter table contracts drop column note cascade; drop table members cascade;`
const inRenamed = `alter schema app rename to core; alter table core.orders drop column note; drop index core.orders_note; drop schema core cascade;
create schema app; create table app.orders (note text); alter table app.orders drop column note;`

const silent = (name: string, sql: string, more: Partial<Case> = {}): Case => migration(name, sql, [], more)

testRule('no-destructive-migration', [
  migration(
    'columns and tables',
    'alter table orders drop column "code", drop if exists Seller; drop table moods; drop table if exists public.users;',
    [
      { messageId: 'droppedColumn', at: '"code"', data: { table: 'orders', column: 'code' } },
      { messageId: 'droppedColumn', at: 'Seller', data: { column: 'seller' } },
      { messageId: 'droppedTable', at: 'moods', data: { table: 'moods' } },
      { messageId: 'droppedTable', at: 'users' },
    ],
    { serves: 'S2-34' },
  ),
  silent(
    'what is deprecated, new, temporary, or a step towards that',
    `alter table users drop column old_name_deprecated; drop table logs_deprecated;
    alter table orders rename column code to code_deprecated;
    comment on column orders.code_deprecated is 'Since 2025-01-01; goes with version 4';
    alter table orders add extra text; alter table orders drop extra;
    create table lines (id int, a int); alter table lines drop a; drop table lines;
    create temp table orders (id int); drop table orders; drop table if exists nothing;`,
    { serves: ['S2-34', 'S2-35'] },
  ),
  silent('a table that is written again', 'create table moods_new (id bigint); drop table moods; alter table moods_new rename to moods;'),
  migration('a name of its own', 'alter table orders drop code; alter table orders drop zz_note;', ['droppedColumn'], {
    options: [{ deprecatedNames: ['zz_*'] }],
    schema: {
      'migrations/0001_init.sql': 'create table orders (code text, zz_note text)',
      [file]: 'alter table orders drop code; alter table orders drop zz_note;',
    },
  }),
  migration('other objects', 'drop view buyers; drop type mood; drop sequence counter;', [
    { messageId: 'droppedObject', at: 'buyers', data: { object: 'view', name: 'buyers' } },
    { messageId: 'droppedObject', at: 'mood', data: { object: 'type' } },
    { messageId: 'droppedObject', at: 'counter' },
  ]),
  silent(
    'objects that are made again, or were not there',
    `drop view buyers; create view buyers as select id from orders;
    create sequence more; drop sequence more; drop type if exists nothing; drop function f(); drop trigger a on orders; drop policy b on orders;`,
  ),
  silent('renaming is not dropping', 'alter table orders rename column code to number; alter table users rename to people;', {
    serves: 'S2-34',
  }),
  migration(
    'renaming',
    `alter table orders rename column code to number; alter table users rename to people; create view people2 as select 1;
    alter table moods rename to feelings; create view moods as select * from feelings; alter table orders rename seller to seller_deprecated;`,
    [
      { messageId: 'renamedColumn', at: 'number', data: { table: 'orders', column: 'code', to: 'number' } },
      { messageId: 'renamedTable', at: 'people', data: { table: 'users' } },
    ],
    { options: [{ renames: true, comments: false }], serves: 'S2-34' },
  ),
  migration(
    'a deprecated column without a word',
    `alter table orders rename code to code_deprecated; alter table orders rename seller to seller_deprecated;
    comment on column orders.seller_deprecated is 'soon';`,
    [
      { messageId: 'uncommented', at: 'code_deprecated', data: { table: 'orders', column: 'code_deprecated' } },
      { messageId: 'uncommented', at: 'seller_deprecated' },
    ],
    { serves: 'S2-35' },
  ),
  migration('all rows', 'truncate orders, users; create table lines (id int); truncate lines;', [
    { messageId: 'truncated', at: 'truncate orders, users', data: { table: 'orders' } },
    { messageId: 'truncated', at: 'truncate orders, users', data: { table: 'users' } },
  ]),
  migration(
    'what goes with it',
    'drop table users cascade; alter table orders drop column user_id cascade; drop type mood cascade;',
    [
      { messageId: 'cascade', at: 'users', data: { others: 'the foreign key orders_user_id_fkey of orders' } },
      { messageId: 'cascade', at: 'user_id', data: { others: 'the view buyers' } },
      { messageId: 'cascade', at: 'mood', data: { others: 'the column mood of moods' } },
    ],
    { options: [{ columns: false, tables: false, objects: false }] },
  ),
  migration(
    'what is computed from a column, and the policies that ask for it',
    dropsComputed,
    [
      { messageId: 'cascade', at: 'total', data: { others: 'the column vat' } },
      { messageId: 'cascade', at: 'shop', data: { others: 'the policy own of contracts' } },
      { messageId: 'cascade', at: 'members', data: { others: 'the policy joined of contracts' } },
    ],
    {
      options: [{ columns: false, tables: false }],
      schema: beside(
        dropsComputed,
        `create table members (shop int, person int);
create table deals (id int primary key, shop int, total int, vat int generated always as (total * 2) stored, note text);
create policy own on deals using (shop = current_setting('a.shop')::int);
create policy joined on deals using (exists (select from members m where m.person = 1));`,
      ),
    },
  ),
  migration(
    'in a schema that has another name by now',
    inRenamed,
    [
      { messageId: 'droppedColumn', at: 'note', data: { table: 'core.orders', column: 'note' } },
      { messageId: 'cascade', at: 'core', data: { others: 'table core.orders' } },
    ],
    {
      schema: beside(
        inRenamed,
        'create schema app; create table app.orders (id int primary key, note text); create index orders_note on app.orders (note);',
      ),
    },
  ),
  silent('cascade that takes nothing more', 'drop table moods cascade; create table lines (id int); drop table lines cascade;', {
    options: [{ tables: false }],
  }),
  migration('a default that inserts need', 'alter table orders alter code drop default; alter table orders alter note drop default;', [
    { messageId: 'droppedDefault', at: 'code', data: { table: 'orders', column: 'code' } },
  ]),
  silent(
    'a default that is put in the place of another',
    `alter table orders alter code drop default; alter table orders alter code set default 'y';
    alter table orders alter note drop default; alter table orders add extra text not null default 'a'; alter table orders alter extra drop default;`,
  ),
  migration(
    'the index of a foreign key',
    'drop index orders_user; drop index if exists orders_code;',
    [
      {
        messageId: 'droppedForeignKeyIndex',
        at: 'orders_user',
        data: { table: 'orders', index: 'orders_user', other: 'users', columns: 'user_id' },
      },
    ],
    { serves: 'S0-47' },
  ),
  migration(
    'the index of a foreign key that has another name by now',
    'alter index orders_user rename to "orders_by_user"; drop index orders_by_user;',
    [{ messageId: 'droppedForeignKeyIndex', at: 'orders_by_user', data: { index: 'orders_by_user' } }],
  ),
  migration(
    'what has another name by now',
    `alter table orders rename to purchases; alter table purchases rename user_id to buyer_id; alter table users rename to people;
    alter table purchases rename code to number; drop index orders_user; alter table purchases alter number drop default;
    alter table purchases rename note to remark; alter table purchases drop column remark;`,
    [
      { messageId: 'droppedForeignKeyIndex', at: 'orders_user', data: { table: 'purchases', other: 'people', columns: 'buyer_id' } },
      { messageId: 'droppedDefault', at: 'number', data: { table: 'purchases', column: 'number' } },
      { messageId: 'droppedColumn', at: 'remark', data: { table: 'purchases', column: 'remark' } },
    ],
  ),
  silent(
    'an index that is made under the name of another one',
    'alter index orders_user rename to orders_by_user; create index orders_user on orders (note); drop index orders_user;',
  ),
  migration(
    'the constraint whose index a foreign key needs',
    'alter table carts drop constraint carts_shop_id_key; alter table carts rename constraint carts_pkey to carts_key; alter table carts drop constraint carts_key;',
    [{ messageId: 'droppedForeignKeyIndex', at: 'carts_shop_id_key', data: { table: 'carts', columns: 'shop_id' } }],
  ),
  silent(
    'a constraint that another one takes the place of, or that no foreign key needs',
    `alter table carts drop constraint carts_shop_id_key; alter table carts add constraint one unique (shop_id, id);
    alter table shops drop constraint shops_slug_key;`,
  ),
  silent(
    'the constraint of a foreign key that goes with it',
    'alter table carts drop constraint carts_shop_id_fkey, drop constraint carts_shop_id_key;',
  ),
  migration(
    'foreign keys that go with the key which they reference',
    'alter table shops drop constraint shops_pkey cascade; alter table shops drop constraint shops_slug_key cascade;',
    [
      {
        messageId: 'cascade',
        at: 'shops_pkey',
        data: { others: 'the foreign key carts_shop_id_fkey of carts' },
      },
    ],
  ),
  migration(
    'the last index of a column',
    'drop index orders_code;',
    [{ messageId: 'droppedLastIndex', at: 'orders_code', data: { table: 'orders', index: 'orders_code', columns: 'code' } }],
    { options: [{ lastIndexes: true }], serves: 'S0-47' },
  ),
  silent(
    'an index for which there is another',
    `create index concurrently on orders (user_id, code); drop index concurrently orders_user; drop index orders_code;
    create index on orders (code); create index own on orders (seller); drop index own;`,
    { options: [{ lastIndexes: true }], serves: 'S0-47' },
  ),
  { name: 'a file that is no migration', sqlFile: 'drop table orders;', file: 'queries/a.sql', schema: before, expect: [] },
  {
    name: 'of Knex',
    ...inMigration(
      'knex',
      "await knex.schema.createTable('orders', (t) => { t.bigIncrements(); t.string('code', 20); t.string('old_deprecated') })",
      "await knex.schema.alterTable('orders', (t) => { t.dropColumn('code'); t.dropColumn('old_deprecated') })\n  await knex.schema.dropTable('orders')",
    ),
    expect: ['droppedColumn', 'droppedTable'],
  },
  {
    name: 'of TypeORM',
    ...inMigration(
      'typeorm',
      "await queryRunner.query('create table orders (id bigint primary key, code text)')",
      "await queryRunner.dropColumn('orders', 'code')\n    await queryRunner.query('TRUNCATE orders')",
    ),
    expect: ['droppedColumn', 'truncated'],
  },
  {
    name: 'of Kysely',
    ...inMigration(
      'kysely',
      "await db.schema.createTable('orders').addColumn('id', 'bigint').addColumn('code', 'text').execute()",
      "await db.schema.alterTable('orders').dropColumn('code').execute()",
    ),
    expect: ['droppedColumn'],
  },
  {
    name: 'of Sequelize',
    ...inMigration(
      'sequelize',
      "await queryInterface.createTable('orders', { id: { type: Sequelize.BIGINT, primaryKey: true }, code: Sequelize.STRING(20) })",
      "await queryInterface.renameColumn('orders', 'code', 'code_deprecated')\n    await queryInterface.removeColumn('orders', 'id')",
    ),
    expect: ['uncommented', 'droppedColumn'],
  },
])
