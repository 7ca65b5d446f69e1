import { testRule, type Case } from '../support/lint.ts'

const schema = `create table users (id bigint primary key, email text unique, name text);
create table orders (id bigint primary key, user_id bigint not null references users, state text, created_at timestamptz);`

const wrong = (sql: string, at: string, messageId = 'missing', more: Partial<Case> = {}): Case => ({
  name: sql,
  sql,
  schema,
  expect: [{ messageId, at }],
  ...more,
})
const right = (sql: string, more: Partial<Case> = {}): Case => ({ name: sql, sql, schema, expect: [], ...more })

testRule('require-limit', [
  wrong('select id from orders where user_id = $1 order by created_at desc', 'orders', 'missing', { serves: 'S2-22' }),
  wrong("select id from orders where state = 'open' for update skip locked", 'orders', 'missing', { serves: 'S4-19' }),
  wrong('select * from users', 'users'),
  wrong('select id from orders offset 20', 'orders', 'unordered', { serves: ['S1-11', 'S2-22'] }),
  wrong('select id from orders limit 10 offset 20', 'orders', 'unordered', { serves: 'S1-11' }),
  wrong('select state, count(*) from orders group by state', 'orders'),
  wrong('select a.id from users a join users b on b.name = a.name', 'users'),
  wrong('select "Id" from "USERS"', '"USERS"', 'missing', { schema: 'create table "USERS" ("Id" bigint primary key)' }),
  { name: 'two in one file', sql: 'select * from users; select * from orders', schema, expect: ['missing', 'missing'] },
  right('select id from orders where user_id = $1 order by created_at desc limit 20', { serves: 'S2-22' }),
  right('select id from orders order by created_at, id limit 20 offset 40', { serves: 'S2-22' }),
  right('select count(*) from orders', { serves: 'S2-22' }),
  right('select * from users where id = $1', { serves: 'S2-22' }),
  right('select * from users where email = $1'),
  right('select * from users where id = any($1)', { name: 'rows that are named one by one' }),
  right('select 1'),
  right('insert into orders (id, user_id) select id, id from users'),
  right('update users set name = $1'),
  right('select exists (select 1 from orders where user_id = $1)'),
  right('select * from users', { name: 'a small table', settings: { smallTables: ['users'] } }),
  { name: 'what cannot be seen', ts: 'db.query(`select * from users where ${more}`)', schema, expect: [] },
])
