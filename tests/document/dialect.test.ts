import { describe, expect, it } from 'vitest'
import { readSqlFile } from '../../src/document/sql-file.ts'
import { isForeignSql } from '../../src/sql/dialect.ts'
import { engineNamed } from '../../src/sql/engines.ts'

const engine = engineNamed('libpg-query')

describe('files of other databases, and templates', () => {
  it.each([
    [
      'MySQL',
      'CREATE TABLE `orders` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;',
    ],
    ['MySQL without backticks', 'CREATE TABLE orders (id INT(11) UNSIGNED NOT NULL, PRIMARY KEY (id)) DEFAULT CHARSET=utf8;'],
    ['MySQL, a column in quotes', 'ALTER TABLE "e" ADD COLUMN "j" UUID AFTER "c";'],
    ['MySQL, what is there already', 'INSERT IGNORE INTO orders (id) VALUES (1);'],
    ['MySQL, a duplicate', 'INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE id = 2;'],
    ['MySQL, rows put in place', 'REPLACE INTO orders (id) VALUES (1);'],
    ['MySQL, a limit', 'SELECT id FROM orders LIMIT 5, 10;'],
    ['MySQL, an account', "GRANT ALL ON shop.* TO 'anna'@'localhost';"],
    ['MySQL, a comment', '# all orders\nSELECT id FROM orders;'],
    ['SQLite, what is there already', 'INSERT OR IGNORE INTO orders (id) VALUES (1);'],
    ['SQLite, a table of a module', 'CREATE VIRTUAL TABLE notes USING fts5(text);'],
    ['SQL Server, the first rows', 'SELECT TOP 10 id FROM orders;'],
    ['SQL Server, a hint', 'SELECT id FROM orders WITH (NOLOCK);'],
    ['SQL Server, a name', 'SELECT id FROM [order lines];'],
    ['Oracle, a client', 'CREATE OR REPLACE PROCEDURE p AS BEGIN NULL; END;\n/\n'],
    ['Oracle, a hierarchy', 'SELECT id FROM orders START WITH id = 1 CONNECT BY PRIOR id = parent_id;'],
    ['a MySQL client', 'DELIMITER //\nCREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW SET NEW.a = 1//\nDELIMITER ;'],
    ['SQLite', 'PRAGMA foreign_keys = ON;\nCREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT) WITHOUT ROWID;'],
    ['SQL Server', 'CREATE TABLE [dbo].[orders] ([id] INT IDENTITY(1,1) NOT NULL, [note] NVARCHAR(MAX))\nGO'],
    ['Oracle', 'CREATE TABLE orders (id NUMBER(10) PRIMARY KEY, note VARCHAR2(100) ENABLE);'],
    ['ClickHouse', 'CREATE TABLE events (id UInt64, at DateTime) ENGINE = MergeTree() ORDER BY (at)'],
    ['ClickHouse, a column', 'ALTER TABLE shop.events ADD COLUMN note String AFTER at;'],
    ['ClickHouse, a type', 'ALTER TABLE events ADD COLUMN price Nullable(Decimal(10, 1)) DEFAULT 1 CODEC(ZSTD);'],
    ['ClickHouse, a projection', 'ALTER TABLE events DROP PROJECTION by_day;'],
    ['ClickHouse, a view', 'CREATE MATERIALIZED VIEW by_day TO days AS SELECT at FROM events;'],
    ['Redshift', 'CREATE TABLE events (id BIGINT) DISTSTYLE KEY DISTKEY (id) SORTKEY (id);'],
    ['BigQuery', 'SELECT id FROM `project.data.events` WHERE at > 0'],
    ['dbt', "{{ config(materialized='table') }}\nselect id from {{ ref('orders') }}"],
    ['Jinja', 'select id from orders {% if limit %} limit 10 {% endif %}'],
    ['Handlebars', 'select id from {{table}} where id = 1'],
  ])('%s', (_, text) => {
    expect(readSqlFile(text, engine)).toMatchObject({ foreign: true, statements: [] })
  })
})

describe('files of Postgres, some with mistakes', () => {
  it.each([
    ['text in backticks', "insert into notes values ('use `id` here'); selec 1;"],
    ['braces in an array', "select '{{1,2},{3,4}}'::int[]; selec 1;"],
    ['a column called engine', "select id from cars where engine = $1 and engine = 'v8'; selec 1;"],
    ['a column called unsigned', 'select unsigned from documents where not unsigned; selec 1;'],
    ['a name in quotes', 'select "auto_increment" from "without rowid"; selec 1;'],
    ['a comment about another database', '-- was ENGINE=InnoDB, `id` INT AUTO_INCREMENT\nselec 1;'],
    ['the body of a function', 'create function f() returns text language plpgsql as $$ begin return `x`; end $$; selec 1;'],
    ['commands of psql', '\\set ON_ERROR_STOP on\n\\connect shop\nselect 1;\nselec 1;'],
    ['a dump', "SET client_encoding = 'UTF8';\nCOPY public.notes (id, note) FROM stdin;\n1\tuse `id` {{here}}\n\\.\nselec 1;"],
    ['operators of JSON', "select data ? 'a', data ?| array['b'], data #>> '{a,b}', data @> '{}'::jsonb from notes; selec 1;"],
    ['an identity column', 'create table orders (id int generated always as identity (start 1, increment 1)); selec 1;'],
    ['operators that others write otherwise', "select 4 # 2, data #> '{a}', '1' || '@' from orders limit 5 offset 10; selec 1;"],
    ['words of others in quotes', `select "on duplicate key update", 'insert ignore' from "top 10"; selec 1;`],
    ['slices of arrays', 'select tags[1], tags[2:3], matrix[1][2] from notes; selec 1;'],
    ['a half-typed statement', 'select id from orders where'],
    ['an empty file', ''],
  ])('%s', (_, text) => {
    expect(isForeignSql(text)).toBe(false)
    expect(readSqlFile(text, engine).foreign).toBe(false)
  })

  it('is not looked at for signs of others while it parses', () => {
    const text = "select 1 as x where 'a' = any (array['`'])"
    expect(readSqlFile(text, engine)).toMatchObject({ foreign: false, statements: [{ error: undefined }] })
  })
})
