-- # views: columns and replacing
create table t (id int primary key, name text, "Org" int, deleted_at timestamptz);
create view v as select * from t where deleted_at is null;
create view w (a, b) as select id, name from v;
create view x as select id, count(*) as n, max(name) from t group by id;
-- refused
create view v as select 1 as one;
create or replace view v as select *, 1 as extra from t;
-- refused
create or replace view v as select id from t;
-- refused
create or replace view v as select id as other, name, "Org", deleted_at, 1 as extra from t;
-- refused
create or replace view v as select id::bigint as id, name, "Org", deleted_at, 1 as extra from t;
create or replace view t2 with (security_invoker) as select 1 as one;
create or replace view t2 as select 1 as one;
create view t3 with (security_invoker = true, security_barrier) as select 1 as one;
alter view t3 set (security_invoker = false);
alter view t2 set (security_invoker);
alter view t2 reset (security_invoker);
-- refused
create or replace view t as select 1 as one;
-- refused
create view y as select id, id from t;
-- refused
create view y as select nope from t;
-- refused
create view y as select t.nope from t;
-- refused
create view y as select id from t, v;
-- refused
create view y (a, b, c) as select id, name from t;
alter view v rename to vv;
alter view vv rename column extra to more;
alter table vv rename column more to most;
alter view if exists nope rename to x;
alter view vv alter column id set default 3;
alter view vv alter id drop default;
-- refused
alter view t rename to u;
alter table vv rename to v;
create recursive view r (n) as values (1) union all select n + 1 from r where n < 10;

-- # views: what they hold on to
create table t (id int, name text, a int, b int);
create table o (id int, t int, extra int);
create view v as select id from t where name <> '';
create view w as select * from v;
create view x as select t.id, o.extra from t join o on o.t = t.id;
-- refused
alter table t drop id;
-- refused
alter table t drop name;
alter table t drop a;
-- refused
alter table t alter name type varchar(3);
alter table t alter b type bigint;
-- refused
drop table t;
-- refused
drop view v;
-- refused
drop table o;
alter table t rename id to key;
alter table t rename to tt;
alter view v rename to vv;
-- refused
alter table tt drop key;
-- refused
drop table vv;
-- refused
drop view tt;
-- refused
drop materialized view w;
drop view w, vv;
alter table tt drop name;
-- refused
alter table tt drop key;
alter table tt drop key cascade;
create view y as select 1 as one;
drop view if exists y, nope;
-- refused
drop view nope;
create view star as select * from tt;
-- refused
alter table tt drop b;
alter table tt add c int;
alter table tt drop c;
create view nat as select * from tt natural join (select 1 as b) q;
create view us as select q.b from tt join tt q using (b);
create view sub as select 1 as one where exists (select from o where o.extra in (select b from tt));
-- refused
alter table o drop extra;
alter table o drop t;
create view whole as select o from o;
alter table o drop id;
create view cte as with q as (select extra from o) select 1 as one from q;
-- refused
alter table o drop extra;
drop table tt, o cascade;

-- # views: names in a query mean the nearest table
create table a (id int, x int, y int);
create table b (id int, a int, x int, z int);
create view v1 as select a.id from a where exists (select from b where b.a = a.id and b.x = 1);
alter table a drop x;
create view v2 as select id from a where id in (select a from b where z = y);
-- refused
alter table a drop y;
drop view v2;
create view v3 as select id from a as q order by q.id;
alter table a drop y;
create table c (id int, k int);
create view v4 as select (select k from c where c.id = a.id) as k from a;
-- refused
alter table c drop k;
create view v5 as with c as (select 1 as w) select w from c;
create view v6 as select s.id from (select id from a) s;
create view v7 as select f.id from a left join lateral (select b.id from b where b.a = a.id limit 1) f on true;
create view v8 as select id from a union all select z from b;
-- refused
alter table b drop z;
create view v9 as select a.id, row_number() over (partition by a.id order by b.x) from a, b;
-- refused
alter table b drop x;
create view v10 as select case when exists (select from b where b.a = 1) then id end as id from a group by id having count(*) > 1;
create view v12 as select j.id as jid from (a join b using (id)) as j;
create view v13 as select a.ctid, a.tableoid from a;
create view v14 as select (b).x from b;
drop view v1, v3, v4, v5, v6, v7, v8, v9, v10, v12, v13, v14;
alter table a drop id;

-- # materialized views
create table t (id int primary key, name text);
create materialized view m as select * from t;
create materialized view if not exists m as select 1 as one;
-- refused
create materialized view m as select 1 as one;
create materialized view n (a, b) as select id, name from t with no data;
create unique index on m (id);
create index on m (lower(name)) where id > 3;
refresh materialized view m;
create view v as select id from m;
-- refused
drop materialized view m;
-- refused
drop view m;
-- refused
alter table t drop name;
alter materialized view m rename to mm;
alter materialized view mm rename name to nn;
alter materialized view if exists nope rename to x;
alter table mm rename nn to nnn;
-- refused
alter materialized view mm add x int;
create schema s;
alter materialized view mm set schema s;
drop materialized view s.mm cascade;
-- refused
alter table m add unique (a);
drop table t cascade;

-- # views: joins by names that one side has
create table a (x int, y int);
create table b (x int, z int);
-- refused
create view v as select * from a join b using (y);
-- refused
create view v as select * from a join b using (x, nope);
create view v as select * from a join b using (x);
create view w as select * from a natural join b;
create view f as select * from a full join b using (x);
create view r as select x, y, z from a right join b using (x);
create view j as select j.x from a join b using (x) as j;
-- refused
create view k as select a.x from (a join b using (x)) as k;
create view l as select k.x from (a join b using (x)) as k;
alter table a rename x to xx;
