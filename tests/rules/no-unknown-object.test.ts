import { testRule, type Case } from '../support/lint.ts'

const schema = `
  create table orders (id bigint primary key, organization_id bigint not null, status text, "paidAt" timestamptz);
  create table "OrderItem" (id bigint primary key, "orderId" bigint references orders, price numeric);
  create view paid_orders as select id, status from orders where "paidAt" is not null;
  create table archive.orders_2020 (id bigint primary key);
`.replace('create table archive', 'create schema archive;\n  create table archive')

const unknown = (at: string, name: string, among: string, nearest = ''): Case['expect'] => [
  { messageId: 'column', at, data: { name, among, note: nearest } },
]
const table = (at: string, nearest = ''): Case['expect'] => [{ messageId: 'table', at, data: { name: at, note: nearest } }]
const right = (name: string, sql: string): Case => ({ name, schema, sql, expect: [] })

const wrong: Case[] = [
  {
    name: 'a table with a letter too few',
    serves: ['S2-24', 'S3-37'],
    schema,
    sql: 'select id from ordrs where id = 1',
    expect: table('ordrs', ' Did you mean orders?'),
  },
  {
    name: 'a table beside a known one',
    schema,
    sql: 'select o.id from orders o join shipments s on s.id = o.id',
    expect: table('shipments'),
  },
  {
    name: 'a table of a known schema',
    schema,
    sql: 'select id from archive.orders_2021 where id = 1',
    expect: table('archive.orders_2021', ' Did you mean orders_2020?'),
  },
  {
    name: 'a column',
    serves: 'S0-71',
    schema,
    sql: 'select stauts from orders',
    expect: unknown('stauts', 'stauts', 'orders', ' Did you mean status?'),
  },
  { name: 'a column with its alias', schema, sql: 'select o.total from orders o', expect: unknown('o.total', 'total', 'orders') },
  { name: 'a column in a condition', schema, sql: 'select id from orders where total > 1', expect: unknown('total', 'total', 'orders') },
  {
    name: 'a column in ON',
    schema,
    sql: 'select o.id from orders o join "OrderItem" i on i."orderId" = o.order_no',
    expect: unknown('o.order_no', 'order_no', 'orders'),
  },
  { name: 'a column in ORDER BY', schema, sql: 'select id from orders order by created', expect: unknown('created', 'created', 'orders') },
  {
    name: 'a column in a subquery',
    schema,
    sql: 'select id from orders o where exists (select 1 from "OrderItem" i where i."orderId" = o.id and quantity > 1)',
    expect: unknown('quantity', 'quantity', 'OrderItem and orders'),
  },
  {
    name: 'a column of a derived table',
    schema,
    sql: 'select x.total from (select id from orders) x',
    expect: unknown('x.total', 'total', 'x'),
  },
  {
    name: 'a column of a WITH query',
    schema,
    sql: 'with paid as (select id from orders) select status from paid',
    expect: unknown('status', 'status', 'paid'),
  },
  {
    name: 'a column of a view',
    schema,
    sql: 'select organization_id from paid_orders',
    expect: unknown('organization_id', 'organization_id', 'paid_orders'),
  },
  {
    name: 'a column that is inserted',
    schema,
    sql: 'insert into orders (id, organization_id, state) values (1, 2, 3)',
    expect: unknown('state', 'state', 'orders', ' Did you mean status?'),
  },
  { name: 'a column that is set', schema, sql: 'update orders set total = 1 where id = 1', expect: unknown('total', 'total', 'orders') },
  {
    name: 'columns of ON CONFLICT',
    schema,
    sql: 'insert into orders (id, organization_id) values (1, 2) on conflict (number) do update set total = 1',
    expect: [
      { messageId: 'column', at: 'number' },
      { messageId: 'column', at: 'total' },
    ],
  },
  { name: 'a column of DELETE', schema, sql: 'delete from orders where total = 1', expect: unknown('total', 'total', 'orders') },
  {
    name: 'the table beside its alias',
    schema,
    sql: 'select orders.id from orders o where o.id = 1',
    expect: [{ messageId: 'source', at: 'orders.id', data: { name: 'orders', among: 'o' } }],
  },
  {
    name: 'a table with capitals and no quotes',
    serves: ['S4-8'],
    schema,
    sql: 'select id from OrderItem where id = 1',
    expect: [{ messageId: 'folded', at: 'OrderItem', data: { name: 'orderitem', meant: 'OrderItem' } }],
  },
  {
    name: 'a column with capitals and no quotes',
    serves: ['S4-8'],
    schema,
    sql: 'select o.paidAt from orders o',
    expect: [{ messageId: 'folded', at: 'o.paidAt', data: { name: 'paidat', meant: 'paidAt' } }],
  },
  {
    name: 'two in one statement',
    serves: 'S4-9',
    schema,
    sql: 'select id, totl from orders where stat = 1',
    expect: ['column', 'column'],
  },
]

const fine: Case[] = [
  right('columns and tables', 'select o.id, "paidAt" from orders o join "OrderItem" i on i."orderId" = o.id where price > 1'),
  right('a name of the select list', 'select status as state, count(*) as n from orders group by state order by n desc'),
  right('a whole row', 'select o, to_json(o), count(o.*) from orders o group by o'),
  right('system columns', 'select ctid, o.xmin, tableoid::regclass from orders o'),
  right('an outer column', 'select id from orders o where exists (select 1 from "OrderItem" where "orderId" = organization_id)'),
  right('USING', 'select id, price from orders join "OrderItem" using (id) where id = 1'),
  right('functions as sources', 'select n, o.id from orders o, generate_series(1, 3) n, lateral unnest(array[1]) as u (x) where x = n'),
  right('elements of JSON', "select e.value, o.id from orders o, jsonb_array_elements(to_jsonb(o) -> 'x') e where e ->> 'a' = 'b'"),
  right('elements of JSON without an alias', 'select id, value from orders, jsonb_array_elements_text(to_jsonb(status))'),
  right(
    'elements of JSON with their places',
    'select e.value, e.ordinality from orders, json_array_elements(to_json(status)) with ordinality e',
  ),
  right(
    'columns of SEARCH and CYCLE',
    'with recursive r as (select id from orders union all select o.id from orders o join r on r.id = o.organization_id) search depth first by id set place cycle id set is_cycle using path select id, place, is_cycle, path from r',
  ),
  right('a function that gives rows', 'select j.anything, whatever from json_to_record($1) as j, orders'),
  right(
    'a recursion',
    'with recursive r (id, depth) as (select id, 1 from orders union all select r.id, depth + 1 from r where depth < 3) select depth from r',
  ),
  right('VALUES', 'select v.a, o.id from (values (1, 2)) as v (a, b) join orders o on o.id = v.b'),
  right('RETURNING', 'update orders o set status = \'x\' from "OrderItem" i where i."orderId" = o.id returning o.id, i.price'),
  right(
    'EXCLUDED',
    'insert into orders (id, organization_id) values (1, 2) on conflict (id) do update set status = excluded.status where orders.id > excluded.id',
  ),
  right('a table of Postgres', 'select relname from pg_class join orders on orders.id = pg_class.oid'),
  right('a table of a tool', 'select migration_name from _prisma_migrations, orders'),
  right('another schema', 'select id from auth.users join orders using (id)'),
  right('a table that another schema has', 'select id from orders_2020 join orders using (id)'),
  right('nothing of the schema', 'select visits from page_views where path = 1'),
  right('a table that the file makes', 'create temp table batch (id bigint, note text); select note from batch join orders using (id)'),
  right('windows', 'select rank() over w from orders window w as (partition by status order by id)'),
  {
    name: 'rows of the program in VALUES',
    schema,
    ts: 'sql`update orders set status = v.status from (values ${sql(rows)}) as v (id, status) where orders.id = v.id`',
    expect: [],
  },
  {
    name: 'rows that the program joins, in VALUES',
    schema,
    ts: "db.query(`with v (id, status) as (values ${rows.join(', ')}) update orders set status = v.status from v where orders.id = v.id`)",
    expect: [],
  },
  {
    name: 'columns beside those of rows of the program',
    schema,
    ts: 'sql`update orders set status = v.status from (values (${id}, ${status})) as v (id, state) where orders.id = v.id`',
    expect: unknown('v.status', 'status', 'v', ' Did you mean state?'),
  },
  { name: 'a part that cannot be seen', schema, ts: 'db.query(`select o.${column}, o.total from orders o where ${filter}`)', expect: [] },
  {
    name: 'a list of columns that cannot be seen',
    schema,
    ts: 'db.query(`select total from (select ${columns} from orders) o`)',
    expect: [],
  },
  { name: 'no schema', sql: 'select totl from orders', expect: [] },
  {
    name: 'a schema of which a part is unread',
    schema: `${schema}; do $$ begin execute format('create table %I (id bigint)', current_setting('x.y')); end $$;`,
    sql: 'select o.id from orders o join shipments s on s.id = o.id',
    expect: [],
  },
  {
    name: 'tables that the settings tell',
    schema,
    settings: { tables: { more: { columns: ['id'] } } },
    sql: 'select totl from orders',
    expect: [],
  },
  {
    name: 'a table made of a query that is not known',
    schema: `${schema}; create table copies as select * from elsewhere.things;`,
    sql: 'select totl from copies',
    expect: [],
  },
]

const calls: Case[] = [
  {
    name: 'a call of Knex',
    schema: { 'migrations/1_init.sql': schema, 'package.json': '{ "dependencies": { "knex": "^3.0.0" } }' },
    file: 'src/orders.ts',
    ts: `import { knex } from 'knex'
      const db = knex({ client: 'pg' })
      export const orders = (id: number) => db('orders').where({ id, totl: 1 }).select('id')`,
    expect: [{ messageId: 'column', at: 'totl', data: { name: 'totl', among: 'orders' } }],
  },
]

const none = (name: string, sql: string, rest: Partial<Case> = {}): Case => ({ name, sql, expect: [], ...rest })

const ofPostgres: Case[] = [
  {
    name: 'columns of a statistics view, as its people call them',
    serves: ['S0-42', 'S0-44', 'S3-26', 'S4-21'],
    sql: 'select schemaname, tablename, indexname, idx_scan from pg_stat_user_indexes where idx_scan = 0 order by pg_relation_size(indexrelid) desc',
    expect: [
      ...unknown('tablename', 'tablename', 'pg_stat_user_indexes', ' Did you mean relname?'),
      ...unknown('indexname', 'indexname', 'pg_stat_user_indexes', ' Did you mean indexrelname?'),
    ],
  },
  {
    name: 'sequential scans by table',
    serves: ['S0-43', 'S3-30'],
    sql: 'select schemaname, tablename, seq_scan, idx_scan from pg_stat_user_tables where seq_scan > idx_scan * 10 order by seq_scan desc',
    expect: unknown('tablename', 'tablename', 'pg_stat_user_tables', ' Did you mean relname?'),
  },
  {
    name: 'dead rows by table',
    serves: ['S0-45', 'S2-43'],
    sql: "select schemaname || '.' || tablename as name, n_dead_tup from pg_catalog.pg_stat_user_tables where n_live_tup > 0",
    expect: unknown('tablename', 'tablename', 'pg_stat_user_tables', ' Did you mean relname?'),
  },
  {
    name: 'columns that a later version renamed',
    serves: ['S3-27', 'S2-42'],
    sql: 'select query, calls, mean_time from pg_stat_statements order by total_time desc limit 10',
    expect: [
      ...unknown('mean_time', 'mean_time', 'pg_stat_statements', ' Since Postgres 13 it is mean_exec_time.'),
      ...unknown('total_time', 'total_time', 'pg_stat_statements', ' Since Postgres 13 it is total_exec_time.'),
    ],
  },
  none('columns that the oldest version has', 'select query, total_time from pg_stat_statements', { settings: { postgres: 12 } }),
  none(
    'columns that it has',
    'select relname, indexrelname, idx_scan from pg_stat_user_indexes s join pg_index i using (indexrelid) where not i.indisunique and ctid is not null',
  ),
  {
    name: 'in a migration, and beside a table of the schema',
    schema: { 'migrations/0001_init.sql': schema },
    file: 'migrations/0002_report.sql',
    sqlFile: 'select c.relnam from pg_class c; select c.relnam, o.x from pg_class c join orders o on o.id = c.oid;',
    expect: [{ messageId: 'column', at: 'c.relnam', data: { name: 'relnam', among: 'pg_class', note: ' Did you mean relname?' } }],
  },
  { name: 'an alias', sql: 'select i.relname from pg_class c', expect: ['source'] },
  {
    name: 'a view with a letter too few',
    sql: 'select relname from pg_stat_user_table',
    expect: table('pg_stat_user_table', ' Did you mean pg_stat_user_tables?'),
  },
  {
    name: 'a relation that pg_catalog does not have',
    sql: 'select relname from pg_catalog.pg_tuples',
    expect: [{ messageId: 'table', at: 'pg_catalog.pg_tuples' }],
  },
  {
    name: 'a table of information_schema',
    schema,
    sql: 'select tablename from information_schema.tables',
    expect: unknown('tablename', 'tablename', 'information_schema.tables', ' Did you mean table_name?'),
  },
  none('the information_schema of whatever database', 'select table_rows, data_length from information_schema.tables'),
  none('a view of an extension', 'select whatever from pg_stat_monitor'),
  none('its own names for columns', 'select c.a from pg_class c (a) where a > 1'),
  none('all columns', 'with c as (select * from pg_class) select c.tablename from c'),
  none('other tables beside it', 'select relname, whatever from pg_class join things on things.id = pg_class.oid'),
  { name: 'what cannot be seen', ts: 'db.query(`select c.${column}, tablename from pg_class c where ${filter}`)', expect: [] },
]

const everywhere: Case[] = [
  {
    name: 'RETURNING',
    schema,
    sql: 'update orders set status = $1 where id = $2 returning id, totl',
    expect: unknown('totl', 'totl', 'orders'),
  },
  {
    name: 'RETURNING of an insert',
    schema,
    sql: 'insert into orders (id, organization_id) values ($1, $2) returning orders.totl',
    expect: ['column'],
  },
  { name: 'old and new', schema, sql: 'delete from orders o where id = $1 returning old.status, new.id, o.totl', expect: ['column'] },
  {
    name: 'MERGE',
    schema,
    sql: 'merge into orders o using "OrderItem" i on i."orderId" = o.number when matched and i.weight > 1 then update set status = o.state, totl = 1',
    expect: ['column', 'column', 'column', 'column'],
  },
  {
    name: 'MERGE that means what is there',
    schema,
    sql: 'merge into orders o using (select "orderId" as id from "OrderItem") i on i.id = o.id when matched then update set status = $1 when not matched then insert (id, organization_id) values (i.id, 1) returning o.id, i.id, old.status',
    expect: [],
  },
  {
    name: 'a WITH query that nothing reads',
    schema,
    sql: 'with paid as (select totl from orders) select id from orders',
    expect: unknown('totl', 'totl', 'orders'),
  },
  none('a WITH query that another reads', 'with a as (select id as one from orders), b as (select one from a) select id from orders', {
    schema,
  }),
  none(
    'a WITH query that nothing reads and that is right',
    'with recursive a (n) as (select 1 union all select n + 1 from a), b (x) as (select id from orders) select id from orders',
    { schema },
  ),
  { name: 'words for people', schema, ts: "export const title = 'Select state from orderz'", expect: [] },
]

const first = {
  'migrations/0001_init.sql': `create table orders (id bigint primary key, organization_id bigint not null, status text, constraint orders_status check (status <> ''));
  create index orders_by_status on orders (status);`,
}
const migration = 'migrations/0002_more.sql'
const steps = (name: string, sqlFile: string, expect: Case['expect'], rest: Partial<Case> = {}): Case => ({
  name,
  schema: { ...first, [rest.file ?? migration]: sqlFile },
  file: migration,
  sqlFile,
  expect,
  ...rest,
})
const missing = (at: string, reason: string, note: string): Case['expect'][number] => ({ messageId: 'missing', at, data: { reason, note } })
const nothingNear = ' Name what the steps before it have made.'

const refused: Case[] = [
  steps('an index that is not there', 'DROP INDEX orders_by_stat;', [
    missing('orders_by_stat', 'index "orders_by_stat" does not exist', ' Did you mean orders_by_status?'),
  ]),
  steps(
    'indexes that REINDEX, ALTER, COMMENT and CLUSTER name',
    'REINDEX INDEX CONCURRENTLY a; ALTER INDEX b RENAME TO c; COMMENT ON INDEX d IS $$x$$; CLUSTER orders USING e;',
    ['missing', 'missing', 'missing', 'missing'],
    { serves: 'S0-49' },
  ),
  steps(
    'constraints and columns that are not there',
    'ALTER TABLE orders DROP CONSTRAINT orders_statu; ALTER TABLE orders VALIDATE CONSTRAINT x; ALTER TABLE orders DROP COLUMN total; CREATE INDEX i ON orders (stat);',
    [
      missing('orders_statu', 'constraint "orders_statu" of relation "orders" does not exist', ' Did you mean orders_status?'),
      missing('x', 'constraint "x" of relation "orders" does not exist', nothingNear),
      missing('total', 'column "total" of relation "orders" does not exist', nothingNear),
      'missing',
    ],
  ),
  {
    name: 'a name that is taken',
    serves: 'S3-29',
    sqlFile:
      'create table t (a int, b int); create index by_a on t (a); create index by_a on t (b); create index if not exists by_a on t (a, b); create index by_a on t (b, a);',
    expect: [
      { messageId: 'duplicate', at: 'by_a', data: { reason: 'relation "by_a" already exists' } },
      { messageId: 'duplicate', at: 'by_a', data: { reason: 'relation "by_a" already exists' } },
    ],
  },
  steps(
    'a name that an earlier migration has taken',
    'create index orders_by_status on orders (organization_id); alter table orders add column status text;',
    ['duplicate', 'duplicate'],
  ),
  steps(
    'tables that VACUUM and ANALYZE name',
    'VACUUM ANALYZE ordres; ANALYZE public.orders, parts (id); VACUUM orders, pg_class; VACUUM;',
    [
      missing('ordres', 'relation "ordres" does not exist', ' Did you mean orders?'),
      missing('parts', 'relation "parts" does not exist', nothingNear),
    ],
    { serves: 'S4-22' },
  ),
  steps(
    'where extensions are known to bring no tables',
    'create extension pg_trgm; create extension "uuid-ossp"; create index i on parts (id);',
    [missing('parts', 'relation "parts" does not exist', nothingNear)],
    { serves: 'S3-29' },
  ),
  steps('where an extension may have brought it', 'create extension postgis; create index i on parts (id);', []),
  steps(
    'columns that an index which was refused would have read',
    'create index a on parts (stat); create index b on orders (stat);',
    [missing('parts', 'relation "parts" does not exist', nothingNear), 'missing'],
    { serves: 'S4-8' },
  ),
  steps('what follows is not told', 'create index later on orders (stat); reindex index later; drop index later;', ['missing'], {
    serves: 'S4-22',
  }),
  steps('a drop that is refused keeps its name', 'drop table orders, nothing; create table orders (id int);', ['missing']),
  steps(
    'IF EXISTS, IF NOT EXISTS and what is there',
    'drop index if exists a; create index if not exists orders_by_status on orders (id); reindex index orders_by_status; reindex index orders_pkey; alter table orders validate constraint orders_status; drop index orders_by_status; create index orders_by_status on orders (id);',
    [],
  ),
  steps(
    'what cannot be known',
    `do $$ begin execute format('create index %I on orders (id)', current_setting('x.y')); end $$; drop index a;`,
    [],
  ),
  steps(
    'other schemas, tables of tools, names that were cut',
    `alter table auth.users add column a int; alter table schema_migrations add column a int; drop index ${'a'.repeat(63)};`,
    [],
  ),
  steps(
    'tables that a function may make',
    `create function make() returns void language sql as 'select 1'; select make(); alter table orders_2024 add column a int; drop table parts;`,
    [],
  ),
  steps(
    'keys that are not there, or cannot be',
    `create table lines (order_id bigint references orders (id), status text references orders (status));
    create table parts (a bigint, b bigint, foreign key (a, b) references orders (id));
    create table logs (id bigint primary key, at date) partition by range (at);
    create index orders_once on orders (organization_id); alter table orders add constraint once unique using index orders_once;`,
    [
      {
        messageId: 'refused',
        at: 'orders',
        data: {
          reason: 'there is no unique constraint matching given keys for referenced table "orders"',
          remedy: 'Refer to the columns of its primary key, or make a unique key of just these columns first, without WHERE',
        },
      },
      { messageId: 'refused', at: 'parts', data: { remedy: 'Name as many columns on both sides' } },
      { messageId: 'refused', at: 'logs', data: { remedy: 'Put the columns of its PARTITION BY into the key' } },
      { messageId: 'refused', at: 'orders_once', data: { reason: 'index "orders_once" is not a plain unique index' } },
    ],
  ),
  steps(
    'a foreign key between columns that cannot be compared',
    `create table people (id uuid primary key);
    alter table orders add column seller_id text;
    alter table orders add foreign key (seller_id) references people (id);
    alter table orders add column buyer_id uuid references people;
    create table notes (id bigint primary key, "authorId" text references people);`,
    [
      { messageId: 'refused', at: 'foreign key (seller_id) references people (id)', data: { remedy: 'Give seller_id the type uuid' } },
      {
        messageId: 'refused',
        at: 'notes',
        data: {
          reason: `foreign key constraint "notes_authorId_fkey" cannot be implemented: "authorId" of "notes" is text, and "id" of "people" is uuid`,
          remedy: 'Give "authorId" the type uuid',
        },
      },
    ],
  ),
  steps(
    'a column that does not become another type by itself',
    `create type order_status as enum ('open', 'closed');
    alter table orders alter column status type order_status;
    alter table orders add column state text default 'open';
    alter table orders alter column state type order_status using state::order_status;`,
    [
      {
        messageId: 'refused',
        at: 'status',
        data: {
          reason: 'column "status" cannot be cast automatically to type order_status',
          remedy: 'Say what its values become: USING status::order_status, or another expression where there is no such cast',
        },
      },
      {
        messageId: 'refused',
        at: 'state',
        data: {
          reason: 'default for column "state" cannot be cast automatically to type order_status',
          remedy: 'Drop the default before, ALTER COLUMN state DROP DEFAULT, and set it again behind',
        },
      },
    ],
  ),
  steps(
    'a cast that is refused since the one before it was',
    'alter table orders alter column status type int; alter table orders alter column status type numeric;',
    [{ messageId: 'refused', at: 'status', data: { reason: 'column "status" cannot be cast automatically to type integer' } }],
  ),
  steps(
    'a column that becomes another type',
    `create type order_status as enum ('open', 'closed'); alter table orders alter column status type varchar(20);
    alter table orders alter column status type order_status using status::order_status; alter table orders alter column id type int;`,
    [],
  ),
  steps(
    'a column whose type cannot change, since something reads it',
    `create view open_orders as select id, status from orders where status = 'open';
    alter table orders alter column status type varchar(20);
    create table lines (id bigint primary key, price int, tax int generated always as (price / 5) stored);
    alter table lines alter column price type bigint;
    create policy own on lines using (id > 0);
    alter table lines alter column id type int;`,
    [
      {
        messageId: 'refused',
        at: 'status',
        data: {
          reason: 'cannot alter type of a column used by a view or rule: view open_orders depends on column "status"',
          remedy: 'Drop the view open_orders before, and make it again behind',
        },
      },
      {
        messageId: 'refused',
        at: 'price',
        data: {
          reason: 'cannot alter type of a column used by a generated column: column "price" is used by generated column "tax"',
          remedy: 'Drop tax before, and add it again behind',
        },
      },
      {
        messageId: 'refused',
        at: 'id',
        data: {
          reason: 'cannot alter type of a column used in a policy definition: policy own on table lines depends on column "id"',
          remedy: 'Drop the policy own before, and make it again behind',
        },
      },
    ],
  ),
  steps(
    'a column whose type changes while nothing reads it',
    `create view open_orders as select id, status from orders where status = 'open'; alter table orders alter column organization_id type int;
    drop view open_orders; alter table orders alter column status type varchar(20); create view open_orders as select id, status from orders;`,
    [],
  ),
  steps(
    'what cannot be dropped, since something hangs on it',
    `create view open_orders as select id, status from orders where status = 'open'; alter table orders drop column status;
    create table lines (order_id bigint references orders); drop table orders; drop index orders_pkey; alter table orders drop column organization_id;
    alter table orders drop constraint orders_pkey; alter table orders add primary key (organization_id, id); drop view open_orders; alter table orders drop column status;`,
    [
      {
        messageId: 'refused',
        at: 'status',
        data: {
          reason: 'cannot drop column status of table orders because other objects depend on it: view open_orders',
          remedy: 'Drop these first, or say CASCADE if they are to go along',
        },
      },
      {
        messageId: 'refused',
        at: 'orders',
        data: {
          reason:
            'cannot drop table orders because other objects depend on it: constraint lines_order_id_fkey on table lines, view open_orders',
        },
      },
      {
        messageId: 'refused',
        at: 'orders_pkey',
        data: {
          reason: 'cannot drop index orders_pkey because constraint orders_pkey on table orders requires it',
          remedy: 'Drop the constraint: ALTER TABLE orders DROP CONSTRAINT orders_pkey',
        },
      },
      {
        messageId: 'refused',
        at: 'orders_pkey',
        data: {
          reason:
            'cannot drop constraint orders_pkey on table orders because other objects depend on it: constraint lines_order_id_fkey on table lines',
        },
      },
    ],
  ),
  steps(
    'indexes and keys that Postgres does not make',
    `create table logs (id bigint, at date) partition by list (id);
    create table codes (code text unique deferrable);
    create index concurrently logs_at_idx on logs (at);
    create table uses (code text references codes (code));
    alter table orders add primary key (organization_id);`,
    [
      {
        messageId: 'refused',
        at: 'logs',
        data: {
          reason: 'cannot create index on partitioned table "logs" concurrently',
          remedy: 'Make it ON ONLY logs, make one CONCURRENTLY on each partition, and ALTER INDEX … ATTACH PARTITION',
        },
      },
      {
        messageId: 'refused',
        at: 'codes',
        data: {
          reason: 'cannot use a deferrable unique constraint for referenced table "codes"',
          remedy: 'Refer to a key that is not DEFERRABLE',
        },
      },
      {
        messageId: 'refused',
        at: 'orders',
        data: {
          reason: 'multiple primary keys for table "orders" are not allowed',
          remedy: 'Drop the one before, or make this one UNIQUE',
        },
      },
    ],
  ),
  steps(
    'labels of an enum that are there, or are not',
    `create type mood as enum ('sad', 'ok'); alter type mood add value 'ok'; alter type mood add value if not exists 'ok';
    alter type mood add value 'fine' after 'good'; alter type mood rename value 'good' to 'best'; alter type mood add value 'good' after 'ok';`,
    [
      {
        messageId: 'refused',
        at: 'ok',
        data: { reason: 'enum label "ok" already exists', remedy: 'Leave it out, or say ADD VALUE IF NOT EXISTS' },
      },
      {
        messageId: 'refused',
        at: 'good',
        data: { reason: '"good" is not an existing enum label', remedy: 'Name a label that the type has by then' },
      },
      { messageId: 'refused', at: 'good', data: { reason: '"good" is not an existing enum label' } },
    ],
  ),
  steps(
    'indexes that are dropped concurrently',
    `create index concurrently a on orders (status, id); create index concurrently b on orders (status, organization_id);
    drop index concurrently a, b; drop index concurrently a cascade; drop index concurrently a; drop index concurrently b;`,
    [
      {
        messageId: 'refused',
        at: 'a',
        data: {
          reason: 'DROP INDEX CONCURRENTLY does not support dropping multiple objects',
          remedy: 'Write one DROP INDEX CONCURRENTLY for each',
        },
      },
      { messageId: 'refused', at: 'a', data: { reason: 'DROP INDEX CONCURRENTLY does not support CASCADE' } },
    ],
  ),
  steps(
    'an index of a partitioned table that is dropped concurrently',
    `create table logs (id bigint, at date) partition by range (at); create index logs_at on logs (at);
    drop index concurrently logs_at; drop index logs_at;`,
    [
      {
        messageId: 'refused',
        at: 'logs_at',
        data: { reason: 'cannot drop partitioned index "logs_at" concurrently', remedy: 'Leave CONCURRENTLY out' },
      },
    ],
  ),
  steps(
    'a generated column that reads another',
    'create table boxes (a int, b int generated always as (a * 2) stored, c int generated always as (b * 2) stored);',
    [
      {
        messageId: 'refused',
        at: 'b',
        data: {
          reason: 'cannot use generated column "b" in column generation expression',
          remedy: 'Write out what b computes',
        },
      },
    ],
  ),
  steps(
    'keys that are there',
    `create unique index orders_both on orders (organization_id, id); create unique index orders_once on orders (status);
    create table lines (a bigint, b bigint, status text references orders (status), foreign key (a, b) references orders (id, organization_id));
    create table logs (id bigint, at date, primary key (id, at)) partition by range (at);
    alter table orders add constraint once unique using index orders_once;`,
    [],
  ),
  steps(
    'a key that another step would have made',
    'alter table orders add constraint once unique (statu); create table lines (status text references orders (status));',
    ['missing'],
  ),
  steps(
    'a key that USING INDEX would have made',
    `create index once on orders (status); alter table orders add unique using index once;
    create table lines (status text references orders (status)); create table logs (id bigint primary key, at date) partition by range (at);`,
    [
      { messageId: 'refused', at: 'unique using index once' },
      { messageId: 'refused', at: 'logs' },
    ],
  ),
  {
    ...steps('a key that a schema of an ORM beside the migrations makes', '', []),
    schema: {
      'package.json': '{"dependencies":{"drizzle-orm":"0.44.0"}}',
      'db/migrations/0001_init.sql': 'create table customers (id int primary key, name text);',
      'db/migrations/0002_more.sql': 'create table lines (name text references customers (name));',
      'db/src/schema.ts':
        "import { pgTable, serial, text } from 'drizzle-orm/pg-core'\nexport const customers = pgTable('customers', { id: serial('id').primaryKey(), name: text('name').unique() })\n",
    },
    file: 'db/migrations/0002_more.sql',
    sqlFile: 'create table lines (name text references customers (name));',
  },
  steps('the way back', 'drop index gone;', [], { file: 'migrations/0002_more.down.sql' }),
  {
    name: 'a script beside the schema',
    schema: first,
    sqlFile: 'reindex index orders_by_state; create index orders_by_status on orders (id);',
    expect: ['missing'],
  },
  { name: 'a dump that tells the same again', schema: first, file: 'dump/all.sql', sqlFile: first['migrations/0001_init.sql'], expect: [] },
  steps('what a later step makes', 'alter table coming add column a int; create table coming (id int);', [
    missing('coming', 'relation "coming" does not exist', nothingNear),
  ]),
  {
    ...steps('tables that a schema of an ORM beside the migrations makes', 'alter table customers add column note text;', []),
    schema: {
      'package.json': '{"dependencies":{"drizzle-orm":"0.44.0"}}',
      'db/migrations/0001_more.sql': 'alter table customers add column note text;',
      'db/src/schema.ts':
        "import { pgTable, serial, text } from 'drizzle-orm/pg-core'\nexport const customers = pgTable('customers', { id: serial('id').primaryKey(), name: text('name') })\n",
    },
    file: 'db/migrations/0001_more.sql',
  },
  {
    name: 'a program',
    schema: first,
    ts: "db.query('drop index a'); db.query('create table orders (id int)'); db.query('create table b (id int)'); db.query('create table b (id int)')",
    expect: [],
  },
  {
    name: 'a query of a view that Drizzle makes',
    schema: { 'package.json': '{"dependencies":{"drizzle-orm":"0.44.0"}}', ...first },
    ts: "import { pgView } from 'drizzle-orm/pg-core'\nexport const open = pgView('open', {}).as(sql`select number from orders where id > 1`)",
    expect: [{ messageId: 'column', at: 'number' }],
  },
  {
    name: 'a constraint of ON CONFLICT',
    schema: first,
    sql: 'insert into orders (id, organization_id) values ($1, $2) on conflict on constraint orders_pk do nothing',
    expect: [{ messageId: 'constraint', at: 'on', data: { name: 'orders_pk', among: 'orders', note: ' Did you mean orders_pkey?' } }],
  },
  {
    name: 'a constraint that is there',
    schema: first,
    sql: 'insert into orders (id, organization_id) values ($1, $2) on conflict on constraint orders_pkey do nothing',
    expect: [],
  },
]

const kept = `
  create type state as enum ('open', 'paid');
  create domain email as text;
  create extension citext;
  create function total_of(order_id bigint, rate numeric default 1) returns numeric language sql as 'select 1';
  create function all_of(variadic ids bigint[]) returns bigint language sql as 'select 1';
  create aggregate longest(text) (sfunc = textcat, stype = text);
  create table orders (id bigint primary key, state state, contact email, name citext, tags text[], at timestamptz default now());
`
const functionsAnd = (name: string, sql: string, expect: Case['expect'], more: Partial<Case> = {}): Case => ({
  name,
  schema: kept,
  ...(more.sqlFile === undefined && { sql }),
  options: [{ functions: true, types: true }],
  expect,
  ...more,
})
const noFunction = (at: string, note = '', name = at) => ({ messageId: 'function', at, data: { name, note } })
const wrongCount = (at: string, given: string, takes: string) => ({ messageId: 'arguments', at, data: { name: at, given, takes } })
const noType = (at: string, note = '') => ({ messageId: 'type', at, data: { name: at, note } })

const optIn: Case[] = [
  functionsAnd('a function that nothing makes', 'select totl_of(id), lenght(name) from orders where frobnicate(id, 1)', [
    noFunction('totl_of', ' Did you mean total_of?'),
    noFunction('lenght', ' Did you mean length?'),
    noFunction('frobnicate'),
  ]),
  functionsAnd('without the options', "select frobnicate(id, 1), 'a'::nothing from orders", [], { options: [] }),
  functionsAnd('a number of arguments', "select total_of(id, 1, 2), lower(), left(name::text) from orders where date_trunc('day') > at", [
    wrongCount('total_of', '3 arguments', '1 to 2'),
    wrongCount('lower', '0 arguments', '1'),
    wrongCount('left', '1 argument', '2'),
    wrongCount('date_trunc', '1 argument', '2 or 3'),
  ]),
  functionsAnd(
    'what the functions of the schema take',
    'select total_of(id), total_of(id, 2), all_of(id), all_of(id, id, id), longest(name::text) from orders',
    [],
  ),
  functionsAnd(
    'what only looks like a call',
    "select coalesce(id, 1), greatest(id, 1, 2, 3), extract(day from at), trim(both ' ' from name::text), nullif(id, 1), json_object('a': 1, 'b': 2, 'c': 3), row(id, 1), current_date, count(*), xmlelement(name a) from orders",
    [],
  ),
  functionsAnd(
    'a column of a row, a cast and a composite',
    'select name(o), state(o), text(o.id), email(o.name), o.tags[1], x(d) from orders o, (select 1 as x) d',
    [],
  ),
  functionsAnd(
    'variadic arguments, arguments by name and what the program puts there',
    'select format($1, id, id, id), concat_ws($1, variadic tags), make_interval(days => 1) from orders',
    [],
  ),
  functionsAnd(
    'functions of extensions',
    'select similarity(name::text, $1), citext_eq(name, name), uuid_generate_v4(), st_within($1, $2) from orders',
    [],
  ),
  functionsAnd('an extension of which nothing is known', 'select frobnicate(id, 1) from orders', [], {
    schema: `${kept} create extension postgis;`,
  }),
  functionsAnd('a schema that is not whole', 'select frobnicate(id, 1) from orders', [], {
    schema: `${kept} do $$ begin execute format('create table %I (id int)', current_setting('a.b')); end $$;`,
  }),
  functionsAnd('other schemas', 'select auth.uid(), pg_catalog.frobnicate(1, 2), public.frobnicate(1, 2) from orders', [
    noFunction('frobnicate'),
    noFunction('frobnicate'),
  ]),
  functionsAnd('functions that Postgres had', 'select pg_current_xlog_location(), uuidv7() from orders', [
    noFunction('pg_current_xlog_location', ' Since Postgres 10 it is pg_current_wal_lsn.'),
  ]),
  functionsAnd('functions that Postgres will have', 'select uuidv7() from orders', [noFunction('uuidv7', ' Postgres has it since 18.')], {
    settings: { postgres: 17 },
  }),
  functionsAnd('one of several that was dropped', 'select f(1, 2) from orders', [], {
    schema: `${kept} create function f(a int) returns int language sql as 'select 1'; create function f(a int, b int) returns int language sql as 'select 1'; drop function f(int);`,
  }),
  functionsAnd('one that was dropped', 'select f(1, 2) from orders', [noFunction('f')], {
    schema: `${kept} create function f(a int, b int) returns int language sql as 'select 1'; drop function f(int, int);`,
  }),
  functionsAnd(
    'types of casts',
    `select 'a'::stat, cast(id as bigit), $1::orders, $1::_int4, $1::email[], 'a'::"char", interval '1' day, 1::serial4 from orders`,
    [noType('stat', ' Did you mean state?'), noType('bigit', ' Did you mean bigint?')],
  ),
  functionsAnd(
    'types of columns and parameters',
    '',
    [noType('sttus'), noType('citxt', ' Did you mean citext?'), noType('uid', ' Did you mean uuid?')],
    {
      file: 'migrations/0002_more.sql',
      sqlFile:
        "create table lines (id bigint primary key, state sttus, name citext not null); alter table lines add column other citxt[]; create function line(a int, b uid) returns int language sql as 'select 1';",
    },
  ),
  functionsAnd(
    'expressions of definitions',
    '',
    [noFunction('frob'), noFunction('lowr', ' Did you mean lower?'), wrongCount('upper', '2 arguments', '1')],
    {
      file: 'migrations/0002_more.sql',
      sqlFile:
        "alter table orders add column total numeric default frob(1, 2); create index on orders (lowr(name::text)); alter table orders add check (upper(name::text, 'a') = 'A');",
    },
  ),
]

const people =
  'create table people (id bigint primary key, email text); create table teams (id bigint primary key, name text); create table seats (id bigint primary key, email text);'
const elsewhere: Case[] = [
  {
    name: 'names in a query that reads no table of the schema',
    schema,
    ts: "export const guests = 'SELECT count() FROM persons WHERE isNull(properties.email)'\n",
    expect: [],
  },
  {
    name: 'a table that may be a WITH query of the program',
    schema,
    ts: 'export const steps = (more: string) => db.query(`WITH paid AS (SELECT id FROM orders), ${more} SELECT * FROM steps`)\n',
    expect: [],
  },
  {
    name: 'a table beside a WITH query whose text alone is of the program',
    schema,
    ts: 'export const steps = (more: string) => db.query(`WITH paid AS (SELECT id FROM orders WHERE ${more}) SELECT * FROM ordrs`)\n',
    expect: table('ordrs', ' Did you mean orders?'),
  },
]

const joined: Case[] = [
  {
    name: 'the name of what USING made one',
    schema: people,
    sql: 'select j.id, j.email from people join seats using (id, email) as j where j.id = 1',
    expect: [],
  },
  {
    name: 'a condition that names what is joined later',
    schema: people,
    sql: 'select p.id from people p join seats s on s.id = t.id join teams t on t.id = p.id',
    expect: [{ messageId: 'later', at: 't.id', data: { name: 't', among: 'p and s' } }],
  },
  {
    name: 'a condition that names the target of an UPDATE',
    schema: people,
    sql: 'update people p set email = s.email from seats s join teams t on t.id = p.id where s.id = p.id',
    expect: [{ messageId: 'later', at: 'p.id', data: { name: 'p', among: 's and t' } }],
  },
  {
    name: 'joins in the order that Postgres reads them',
    schema: people,
    sql: 'select p.id from people p join seats s on s.id = p.id join (teams t join seats o on o.id = t.id) on t.id = s.id, teams where exists (select 1 from seats i join teams k on k.id = p.id and i.id = teams.id)',
    expect: [],
  },
  {
    name: 'USING of a column that one side lacks',
    schema: people,
    sql: 'select p.id from people p join teams t using (email)',
    expect: [{ messageId: 'column', at: 'teams', data: { name: 'email', among: 'teams', note: '' } }],
  },
  {
    name: 'a column of the row that was to be inserted',
    schema: people,
    sql: 'insert into people (id, email) values (1, $1) on conflict (id) do update set email = excluded.mail where excluded.id > people.id',
    expect: [{ messageId: 'column', at: 'excluded.mail', data: { name: 'mail', among: 'people', note: ' Did you mean email?' } }],
  },
  {
    name: 'the table before a column that is set, of which valid-sql tells',
    schema: people,
    sql: 'update people p set p.email = $1',
    expect: [],
  },
  {
    name: 'a source that has no such column is not meant',
    schema: people,
    sql: 'select t.name from people p',
    expect: [{ messageId: 'source', at: 't.name', data: { name: 't', among: 'p', note: '' } }],
  },
]
const begun = {
  'package.json': '{ "dependencies": { "typeorm": "0.3.20" } }',
  'src/organization.entity.ts': `import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
@Entity('organizations')
export class Organization {
  @PrimaryGeneratedColumn('uuid') id!: string
  @Column({ type: 'enum', enum: ['free', 'pro', 'team'], default: 'free' }) plan!: string
}
`,
}
const renamesType = `import type { MigrationInterface, QueryRunner } from 'typeorm'
export class More1700000001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query('ALTER TYPE "organizations_plan_enum" RENAME TO "organizations_plan_enum_old"')
    await queryRunner.query("CREATE TYPE organizations_plan_enum AS ENUM ('free', 'pro', 'team')")
    await queryRunner.query('ALTER TABLE organizations ALTER COLUMN plan TYPE organizations_plan_enum USING plan::text::organizations_plan_enum')
    await queryRunner.query('DROP TYPE organizations_plan_enum_old')
  }
  async down() {}
}
`
const places: Case[] = [
  {
    name: 'a type of before the first migration that is kept',
    schema: { ...begun, 'src/migrations/1700000001000-More.ts': renamesType },
    file: 'src/migrations/1700000001000-More.ts',
    ts: renamesType,
    expect: [],
  },
  steps('the column of an index that is not there', 'create index on orders (nope);', [
    missing('nope', 'column "nope" of relation "orders" does not exist', nothingNear),
  ]),
  steps('the table of a column that is added', 'alter table missing add column a int;', [
    missing('missing', 'relation "missing" does not exist', nothingNear),
  ]),
]

/** What a text in parentheses names may be a table of the query that it is put into. */
const subqueries: Case[] = [
  'const items = db.raw(\'(select count(*) from "OrderItem" i where i."orderId" = o.id)\')',
  'const items = sql`(select count(*) from "OrderItem" i where i."orderId" = ${orders.id} or i."orderId" = o.id)`',
  `const items = [literal('(select count(*) from "OrderItem" i where i."orderId" = "Order".id)'), 'items']`,
].map((ts) => ({ name: ts, schema, ts, expect: [] }))
subqueries.push({
  name: 'a column of a table that a subquery reads itself',
  schema,
  ts: `const items = literal('(select max(i.cents) from "OrderItem" i where i."orderId" = "Order".id)')`,
  expect: unknown('i.cents', 'cents', 'OrderItem'),
})
subqueries.push({
  name: 'parentheses of a whole statement',
  schema,
  ts: `db.query('(select o.id from orders o) union all (select x.id from orders o)')`,
  expect: [{ messageId: 'source', at: 'x.id' }],
})

const joining = 'select o.id from orders o'
const join = 'join "OrderItem" i on i."orderId" = o.id'

/** What decides whether a table is joined decides whether it is asked about. */
const decidedAlike: Case[] = [
  `const by = (price?: string) => sql\`${joining} \${price ? sql\`${join}\` : sql\`\`} where true \${price ? sql\`and i.price = \${price}\` : sql\`\`}\``,
  `const by = (price?: string) => sql\`${joining} \${price ? sql\`${join}\` : sql\`\`} where true \${price && sql\`and i.price = \${price}\`}\``,
  `const by = ({ ids = [] }: { ids?: string[] }) => sql\`${joining} \${ids.length ? sql\`${join}\` : sql\`\`} where true \${ids.length > 0 ? sql\`and i.id in \${sql(ids)}\` : sql\`\`}\``,
  `function by(filter: { price?: string }) {
    const joined = filter.price ? '${join}' : ''
    const condition = !!filter.price ? 'and i.price = $1' : ''
    return db.query(\`${joining} \${joined} where true \${condition}\`, [filter.price])
  }`,
  `function by(price?: string) {
    let text = '${joining}'
    if (price) text += ' ${join}'
    text += ' where true'
    if (price) text += ' and i.price = $1'
    return db.query(text, [price])
  }`,
  `function by(price?: string) {
    const joins: string[] = []
    const conditions = ['true']
    if (price) joins.push('${join}')
    if (price) conditions.push('i.price = $1')
    return db.query(\`${joining} \${joins.join(' ')} where \${conditions.join(' and ')}\`, [price])
  }`,
].map((ts) => ({ name: `a table under a condition: ${ts}`, schema, ts, expect: [] }))

const decidedOtherwise: Case[] = [
  `const by = (price?: string, all?: boolean) => sql\`${joining} \${all ? sql\`${join}\` : sql\`\`} where true \${price ? sql\`and i.price = \${price}\` : sql\`\`}\``,
  `const by = (price?: string) => sql\`${joining} \${price ? sql\`${join}\` : sql\`\`} where i.price = \${price}\``,
  `function by(price?: string) {
    let text = '${joining}'
    if (price) text += ' ${join}'
    price ??= '1'
    if (price) text += ' where i.price = $1'
    return db.query(text, [price])
  }`,
  `function by(conditions: string[]) {
    const some = []
    let text = '${joining}'
    if (some.length) text += ' ${join}'
    some.push('x')
    if (some.length) text += ' where i.price = $1'
    return db.query(text, [1])
  }`,
].map((ts) => ({ name: `a table under another condition: ${ts}`, schema, ts, expect: [{ messageId: 'source', at: 'i.price' }] }))

testRule('no-unknown-object', [
  ...decidedAlike,
  ...decidedOtherwise,
  ...subqueries,
  ...elsewhere,
  ...joined,
  ...places,
  ...optIn,
  ...wrong,
  ...fine,
  ...calls,
  ...ofPostgres,
  ...everywhere,
  ...refused,
])
