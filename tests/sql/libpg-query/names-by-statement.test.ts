import { describe, expect, it } from 'vitest'
import { outline } from './listed-names.ts'

describe('the names of a query', () => {
  it.each<[string, string]>([
    ['select a, t.b, s.t.c, t.*, * from s.t', 'column a, table t, column b, schema s, table t, column c, table t, schema s, table t'],
    [
      'select a as b, c d, e, f(g) "H" from t',
      'column a, result column b!, column c, result column d!, column e, function f, column g, result column H!, table t',
    ],
    ['select 1 as from, a is distinct from b as order from t', 'result column from!, column a, column b, result column order!, table t'],
    [
      'select percentile_cont(1) within group (order by a) as within from t',
      'function percentile_cont, column a, result column within!, table t',
    ],
    [
      'select (a).b.c as d, e[1].f g from t',
      'column a, column b, column c, result column d!, column e, column f, result column g!, table t',
    ],
    [
      'select a::int, b::s.c, cast(d as pg_catalog.int4), e::t.f[] from t',
      'column a, column b, schema s, type c, column d, schema pg_catalog, type int4, column e, schema t, type f, table t',
    ],
    [
      'select s.f(a => b, variadic c), extract(year from d), a like b escape c',
      'schema s, function f, parameter a, column b, column c, column d, column a, column b, column c',
    ],
    [
      'select a collate "C" from t order by b collate s.c using operator(s.<)',
      'column a, collation C, table t, column b, schema s, collation c',
    ],
    ['select * from only (t) as u (a, b), s.v * w', 'table t, alias u!, column a!, column b!, schema s, table v, alias w!'],
    [
      'select * from a join b using (c, d) as e left join f g on e.c = g.c',
      'table a, table b, column c, column d, alias e!, table f, alias g!, table e, column c, table g, column c',
    ],
    ['select * from (a cross join (b join c using (d))) e', 'table a, table b, table c, column d, alias e!'],
    [
      'select * from (select a as a from t order by a nulls first) first, lateral (values (1)) as v (a)',
      'column a, result column a!, table t, column a, alias first!, alias v!, column a!',
    ],
    ['select * from ((select 1) union (select 2)) a, ((select 3)) b', 'alias a!, alias b!'],
    [
      'select * from f(1) with ordinality as a (b, c), g() as (d int, e text), rows from (h(1), i(2) as (j s.k)) l',
      'function f, alias a!, column b!, column c!, function g, column d!, column e!, type text, function h, function i, column j!, schema s, type k, alias l!',
    ],
    ['select * from current_date d, t tablesample system (1)', 'alias d!, table t, function system'],
    ["select * from xmltable('a' passing b columns c int path 'd', e for ordinality) f", 'column b, column c!, column e!, alias f!'],
    [
      "select * from json_table(a, '$' as p columns (b int path '$.b', nested path '$' as q columns (c text))) d",
      'column a, name p, column b!, name q, column c!, type text, alias d!',
    ],
    [
      'select sum(a) over w, rank() over (w order by b) from t window w as (partition by c), x as (w)',
      'function sum, column a, window w, function rank, window w, column b, table t, window w!, column c, window x!, window w',
    ],
    [
      'with a (b, c) as materialized (select 1), d as (select 2 as e) select * from a, d',
      'common table expression a!, column b!, column c!, common table expression d!, result column e!, table a, table d',
    ],
    [
      'with recursive a (b) as (select 1) search depth first by b set c cycle b set d to true default false using e select * from a',
      'common table expression a!, column b!, column b, column c!, column b, column d!, column e!, table a',
    ],
    [
      'select a from t group by rollup (b), grouping sets ((c), ()) having d order by e limit (select f g from u) for update of t',
      'column a, table t, column b, column c, column d, column e, column f, result column g!, table u, table t',
    ],
    ['select a b into temp s from t', 'column a, result column b!, table s!, table t'],
    [
      'insert into s.t as u (a, b.c) overriding system value select d e from v on conflict (f collate "C" g, lower(h)) where i do update set j = excluded.k where l returning m as n',
      'schema s, table t, alias u!, column a, column b, column c, column d, result column e!, table v, column f, collation C, operator class g, function lower, column h, column i, column j, table excluded, column k, column l, column m, result column n!',
    ],
    [
      'insert into t default values on conflict on constraint c do nothing returning with (old as o, new as n) o.a, n.*',
      'table t, constraint c, alias o!, alias n!, table o, column a, table n',
    ],
    [
      'update only t u set a = b, (c, d[1].e) = (select f, g h from v) from w x where current of y returning *',
      'table t, alias u!, column a, column b, column c, column d, column e, column f, column g, result column h!, table v, table w, alias x!, cursor y',
    ],
    [
      'delete from t using u v where t.a = v.a returning t.a b',
      'table t, table u, alias v!, table t, column a, table v, column a, table t, column a, result column b!',
    ],
    [
      'merge into t u using (select 1 as a) v on u.a = v.a when matched then update set b = v.a when not matched then insert (a, b) values (v.a, c) returning merge_action() as d',
      'table t, alias u!, result column a!, alias v!, table u, column a, table v, column a, column b, table v, column a, column a, column b, table v, column a, column c, result column d!',
    ],
    [
      "select xmlelement(name a, xmlattributes(b as c)), json_value(d, '$' passing e as f)",
      'name a, column b, name c, column d, column e, name f',
    ],
    ['values (a), ((select b c))', 'column a, column b, result column c!'],
  ])('%s', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })
})

describe('the names of a definition', () => {
  it.each<[string, string]>([
    [
      'create table s.t (a int, b text collate "C" not null, c s.d[] default f(e))',
      'schema s, table t!, column a!, column b!, type text, collation C, column c!, schema s, type d, function f, column e',
    ],
    [
      'create table t (a int constraint b primary key, constraint c unique (a) include (d), foreign key (a, e) references s.u (f, g) on delete set null (a))',
      'table t!, column a!, constraint b!, constraint c!, column a, column d, column a, column e, schema s, table u, column f, column g, column a',
    ],
    [
      'create table t (constraint a exclude using gist (b with &&, lower(c) d with =) where (e), constraint f check (g > 0), constraint h primary key (i, j without overlaps))',
      'table t!, constraint a!, name gist, column b, function lower, column c, operator class d, column e, constraint f!, column g, constraint h!, column i, column j',
    ],
    [
      'create table t (like s.u including all) inherits (v, w) partition by range (a collate "C" b, lower(c)) using d tablespace e',
      'table t!, schema s, table u, table v, table w, column a, collation C, operator class b, function lower, column c, name d, tablespace e',
    ],
    ['create table t partition of u (a not null) for values from (minvalue) to (1)', 'table t!, table u, column a'],
    ['create table t of s.u (a with options default 1)', 'table t!, schema s, type u, column a'],
    ['create table t (a, b) as select 1', 'table t!, column a!, column b!'],
    ['create materialized view m (a) using b tablespace c as select 1 as d', 'view m!, column a!, name b, tablespace c, result column d!'],
    ['create or replace temp view v (a, b) as select 1 c, 2', 'view v!, column a!, column b!, result column c!'],
    ['create recursive view v (a) as select 1 union select a from v', 'view v!, column a!, column a, table v'],
    [
      'create unique index concurrently if not exists i on only s.t using gin (a, lower(b) c, (d || e) collate "C" f (g = 1) desc) include (h) tablespace k where j',
      'index i!, schema s, table t, name gin, column a, function lower, column b, operator class c, column d, column e, collation C, operator class f, column h, tablespace k, column j',
    ],
    ['create sequence s.q as bigint owned by t.a', 'schema s, sequence q!, table t, column a'],
    ['create sequence q owned by none', 'sequence q!'],
    ["create type s.e as enum ('a', 'b''c')", "schema s, type e!, enum label a!, enum label b'c!"],
    ['create type type as (type text, b s.c)', 'type type!, column type!, type text, column b!, schema s, type c'],
    ['create type r as range (subtype = s.a, subtype_diff = f, collation = "C")', 'type r!, schema s, type a, function f, collation C'],
    [
      'create domain s.d as s.a collate "C" constraint c check (value > 0)',
      'schema s, type d!, schema s, type a, collation C, constraint c!, column value',
    ],
    [
      'create function s.f(a int, inout b s.c default d(), in e text) returns setof g language plpgsql set h.i to j as $$$$',
      'schema s, function f!, parameter a!, parameter b!, schema s, type c, function d, parameter e!, type text, type g, name plpgsql, setting h, setting i',
    ],
    [
      'create function f(a in int, out b int) begin atomic select a as c; update t set d = 1; end',
      'function f!, parameter a!, parameter b!, column a, result column c!, table t, column d',
    ],
    [
      'create function f() returns table (a int, b text) language sql return 1',
      'function f!, parameter a!, parameter b!, type text, name sql',
    ],
    ['create aggregate s.a (b int) (sfunc = f, stype = g)', 'schema s, function a!, parameter b!, function f, type g'],
    ['create operator s.+ (function = f, leftarg = a)', 'schema s, function f, type a'],
    [
      'create operator class c default for type a using b family s.d as operator 1 <, function 2 f(a)',
      'operator class c!, type a, name b, schema s, operator class d, function f, type a',
    ],
    ['create operator family s.f using btree', 'schema s, operator class f!, name btree'],
    ['create collation s.c from "D"', 'schema s, collation c!, collation D'],
    ['create statistics s.a (mcv) on b, (c + d) from t', 'schema s, name a!, name mcv, column b, column c, column d, table t'],
    [
      'create trigger a after update of b, c on s.t referencing old table as d new table e for each row when (old.f) execute function s.g(h)',
      'trigger a!, column b, column c, schema s, table t, alias d!, alias e!, table old, column f, schema s, function g',
    ],
    ['create event trigger a on b execute function f()', 'trigger a!, name b, function f'],
    ['create policy p on s.t for select to r, public using (a) with check (b)', 'policy p!, schema s, table t, role r, column a, column b'],
    [
      'create rule r as on insert to t where a do also (insert into u values (1); notify c)',
      'rule r!, table t, column a, table u, channel c',
    ],
    [
      'create schema s authorization r create table t (a int) create index i on t (a) grant select on t to u',
      'schema s!, role r, table t!, column a!, index i!, table t, column a, table t, role u',
    ],
    ['create extension e with schema s', 'extension e!, schema s'],
    ['create role r in role s role t', 'role r!, role s, role t'],
    ['create database d owner r template = t tablespace s', 'database d!, role r, database t, tablespace s'],
    ["create tablespace t owner r location '/'", 'tablespace t!, role r'],
    [
      'create publication p for table s.t (a, b) where (c), tables in schema u, v',
      'publication p!, schema s, table t, column a, column b, column c, schema u, schema v',
    ],
    ["create subscription s connection '' publication a, b", 'subscription s!, publication a, publication b'],
    ['create foreign data wrapper w handler h validator v', 'name w!, function h, function v'],
    ['create server if not exists s foreign data wrapper w', 'name s!, name w'],
    ['create foreign table t (a int) server s', 'table t!, column a!, name s'],
    ['create user mapping for u server s', 'role u, name s'],
    ['create access method a type index handler h', 'name a!, function h'],
    ['create language l handler h inline i validator v', 'name l!, function h, function i, function v'],
    ['create cast (a as s.b) with function f(a)', 'type a, schema s, type b, function f, type a'],
    ["create conversion c for 'a' to 'b' from s.f", 'name c!, schema s, function f'],
    ['create text search configuration s.c (parser = p)', 'schema s, name c!, name p'],
  ])('%s', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })
})

describe('the names of an alteration', () => {
  it.each<[string, string]>([
    [
      'alter table if exists only s.t add column if not exists a int, drop column if exists b, alter column c set data type s.d using e, alter f set default g',
      'schema s, table t, column a!, column b, column c, schema s, type d, column e, column f, column g',
    ],
    [
      'alter table t add constraint a unique using index b, drop constraint c, validate constraint d, alter constraint e deferrable',
      'table t, constraint a!, index b, constraint c, constraint d, constraint e',
    ],
    [
      'alter table t enable always trigger a, disable rule b, cluster on c, set tablespace d, replica identity using index e, inherit f, owner to g',
      'table t, trigger a, rule b, index c, tablespace d, index e, table f, role g',
    ],
    ['alter table t attach partition s.u for values in (1)', 'table t, schema s, table u'],
    ['alter table t alter alter drop not null, alter column column_ set statistics 1', 'table t, column alter, column column_'],
    ['alter table rename rename to rename', 'table rename, table rename!'],
    ['alter table t rename column a to b', 'table t, column a, column b!'],
    ['alter view v rename a to b', 'table v, column a, column b!'],
    ['alter table t rename constraint a to b', 'table t, constraint a, constraint b!'],
    ['alter index s.i rename to j', 'schema s, index i, index j!'],
    ['alter trigger a on s.t rename to b', 'trigger a, schema s, table t, trigger b!'],
    ['alter policy a on t rename to b', 'policy a, table t, policy b!'],
    ['alter type s.t rename attribute a to b cascade', 'schema s, type t, column a, column b!'],
    ['alter type t add attribute a int, drop attribute attribute', 'type t, column a!, column attribute'],
    ["alter type s.t add value if not exists 'a' before 'b'", 'schema s, type t, enum label a!, enum label b'],
    ["alter type t rename value 'a' to 'b'", 'type t, enum label a, enum label b!'],
    ['alter domain s.d add constraint c check (value > 1)', 'schema s, type d, constraint c!, column value'],
    ['alter domain d rename constraint a to b', 'type d, constraint a, constraint b!'],
    ['alter domain d drop constraint if exists c', 'type d, constraint c'],
    ['alter function s.f(a int, b s.c) rename to g', 'schema s, function f, parameter a, parameter b, schema s, type c, function g!'],
    ['alter function f set schema s', 'function f, schema s'],
    ['alter schema a rename to b', 'schema a, schema b!'],
    ['alter user a rename to b', 'role a, role b!'],
    ['alter role a in database b set search_path to c, "D"', 'role a, database b, setting search_path, schema c, schema D'],
    ['alter database a owner to b', 'database a, role b'],
    ['alter sequence s.q owned by t.a', 'schema s, sequence q, table t, column a'],
    ['alter policy p on t to r using (a)', 'policy p, table t, role r, column a'],
    ['alter extension e add function s.f(int)', 'extension e, schema s, function f'],
    ['alter index i depends on extension e', 'index i, extension e'],
    ['alter publication p set table t (a), tables in schema s', 'publication p, table t, column a, schema s'],
    ['alter operator family f using btree add function 1 s.g(int, int)', 'operator class f, name btree, schema s, function g'],
    ['alter default privileges for role r in schema s, t grant select on tables to u', 'role r, schema s, schema t, role u'],
    ['alter system set work_mem = 1', 'setting work_mem'],
    ['drop table if exists s.t, u cascade', 'schema s, table t, table u'],
    ['drop table if', 'table if'],
    ['drop index concurrently if exists i', 'index i'],
    ['drop type type, s.t', 'type type, schema s, type t'],
    ['drop trigger a on s.t', 'trigger a, schema s, table t'],
    ['drop function s.f(a int, s.b), g', 'schema s, function f, parameter a, schema s, type b, function g'],
    ['drop operator class s.c using btree', 'schema s, operator class c, name btree'],
    ['drop operator s.+ (a, b)', 'schema s, type a, type b'],
    ['drop cast (a as b)', 'type a, type b'],
    ['drop schema a, b', 'schema a, schema b'],
    ['drop role a, b', 'role a, role b'],
    ["comment on column s.t.a is 'x'", 'schema s, table t, column a'],
    ["comment on constraint c on s.t is 'x'", 'constraint c, schema s, table t'],
    ["comment on constraint c on domain s.d is 'x'", 'constraint c, schema s, type d'],
    ["security label for p on table s.t is 'x'", 'schema s, table t'],
  ])('%s', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })
})

describe('the names of a command', () => {
  it.each<[string, string]>([
    [
      'grant select (a, b), insert (c), delete on s.t, u to r, public granted by q',
      'column a, column b, column c, schema s, table t, table u, role r, role q',
    ],
    ['grant usage on schema a, b to c', 'schema a, schema b, role c'],
    ['grant execute on all functions in schema a, b to c', 'schema a, schema b, role c'],
    ['revoke grant option for execute on function s.f(a) from r', 'schema s, function f, type a, role r'],
    ['grant a, b to c with admin option', 'role a, role b, role c'],
    ['copy s.t (a, b) from stdin with (force_null (a))', 'schema s, table t, column a, column b, column a'],
    ['copy (select a b from t) to stdout', 'column a, result column b!, table t'],
    ['set a.b = c', 'setting a, setting b'],
    ['set search_path = a, "B"', 'setting search_path, schema a, schema B'],
    ['set role r', 'role r'],
    ['set constructor to toString', 'setting constructor'],
    ['reset a', 'setting a'],
    ['show a.b', 'setting a, setting b'],
    ['show all', ''],
    ['savepoint a', 'savepoint a!'],
    ['rollback to savepoint a', 'savepoint a'],
    ['release a', 'savepoint a'],
    ['declare c scroll cursor for select a b from t', 'cursor c!, column a, result column b!, table t'],
    ['fetch forward 5 from c', 'cursor c'],
    ['move c', 'cursor c'],
    ['close c', 'cursor c'],
    ['prepare p (int, s.t) as select $1', 'prepared statement p!, schema s, type t'],
    ['execute p(a)', 'prepared statement p, column a'],
    ['create table t as execute p', 'table t!, prepared statement p'],
    ['deallocate prepare p', 'prepared statement p'],
    ['listen c', 'channel c!'],
    ["notify c, 'x'", 'channel c'],
    ['unlisten c', 'channel c'],
    ['cluster s.t using i', 'schema s, table t, index i'],
    ['vacuum (analyze) s.t (a, b), u', 'schema s, table t, column a, column b, table u'],
    ['reindex (tablespace a) index s.i', 'tablespace a, schema s, index i'],
    ['reindex schema s', 'schema s'],
    ['refresh materialized view s.m', 'schema s, view m'],
    ['set constraints s.a, b deferred', 'schema s, constraint a, constraint b'],
    ['lock table s.t in share mode', 'schema s, table t'],
    ['truncate s.t, u', 'schema s, table t, table u'],
    ['explain (analyze, constructor a) select b c', 'column b, result column c!'],
    ['call s.p(a => 1)', 'schema s, function p, parameter a'],
    ['do language plpgsql $$$$', 'name plpgsql'],
    ['drop owned by a', 'role a'],
    ['reassign owned by a to b', 'role a, role b'],
    ['import foreign schema a limit to (b, c) from server d into e', 'schema a, table b, table c, name d, schema e'],
  ])('%s', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })
})
