-- # like: each option
create type mood as enum ('a');
create table t (
  id int generated always as identity primary key, a text collate "C" default 'x' not null, b int check (b > 0), c int generated always as (b + 1) stored,
  d mood default 'a', e int references t, s serial, constraint named unique (a, b), check (b > c), exclude (b with =)
);
create index t_expr on t (lower(a) desc) include (b) where b > 3;
comment on column t.a is 'x';
create table l0 (like t);
create table l1 (like t including defaults);
create table l2 (like t including constraints);
create table l3 (like t including indexes);
create table l4 (like t including identity);
create table l5 (like t including generated);
create table l6 (like t including all);
create table l7 (like t including all excluding indexes excluding constraints);
create table l8 (like t including comments including storage including statistics including compression);
-- refused
create table l9 (x int, like t including all, y int unique, primary key (x));
create table l9 (x int, like t including all excluding indexes, y int unique, primary key (x));
-- refused
create table l10 (a int, like t);
-- refused
create table l10 (like nope);
create table l11 (like t, check (b > 5), unique (a), foreign key (e) references t);
alter table t rename b to bb;
alter table t drop column bb cascade;
create table l12 (like t including all);
create view v as select 1 as one, 'x'::text as two;
create table l13 (like v, like l11);
-- refused
create table l14 (like mood);
create type pair as (x int, y text);
create table l15 (like pair);
create table other (z int);
create table l16 (like l0, like other including all);
create index on other (z);
create index on other (z);
create table l17 (like other including indexes);
create temp table l18 (like t including all);
create schema s;
create table s.t (like t including all);
create foreign table ft (like other) server nowhere;

-- # typed tables
create type pair as (x int, y text);
create table t of pair;
create table u of pair (primary key (x), y with options not null default 'y', check (x > 0));
create table if not exists u of pair;
-- refused
alter table t add z int;
-- refused
alter table t drop x;
-- refused
alter table t rename x to z;
-- refused
alter table t alter x type bigint;
-- refused
alter type pair add attribute z int;
-- refused
alter type pair drop attribute if exists z;
alter type pair drop attribute if exists z cascade;
-- refused
alter table u rename constraint u_pkey to k;
alter index u_pkey rename to k;
alter type pair add attribute z int cascade;
alter type pair drop attribute y cascade;
alter type pair rename attribute x to xx cascade;
alter type pair alter attribute xx type bigint cascade;
-- refused
drop type pair;
alter type pair rename to pairs;
alter type pairs rename to pair;
-- refused
create table v of nope;
-- refused
create table v of pair (nope with options not null);
drop type pair cascade;

-- # create table as and select into
create table t (id int primary key, name text not null, at timestamptz default now());
create table a as select * from t;
create table b (x, y) as select id, name from t;
create table c as select id as k, upper(name), count(*) as n, 1 as one, 'x', true as b from t group by 1, 2 with no data;
create table if not exists c as select 1 as one;
-- refused
create table c as select 1 as one;
-- refused
create table d as select id, id from t;
-- refused
create table d (x, y) as select id from t;
create table d (x) as select id, name from t;
select id, name into e from t;
select t.*, a.name as other into temp f from t join a using (id);
create table g as table t;
create table h as values (1, 'x'), (2, 'y');
create table i as select * from t natural join b, generate_series(1, 2) as s;
create table j as with w as (select id from t), w2 (z) as (select 1) select * from w, w2;
create table k as with recursive w (n) as (select 1 union all select n + 1 from w where n < 3) select * from w;
create table l as select case when true then 1 end, coalesce(1, 2), array[1], (select 3) as r, exists (select 1), current_date, interval '1 day', 'x'::varchar(3), null::text;
-- refused
create table l as select case when true then 1 end, coalesce(1, 2), array[1], (select name from t), exists (select 1), current_date, 'x'::varchar(3), nullif(1, 2);
create table m as select t.name, x.* from t, lateral (select t.id + 1 as next) x;
create table n as select (select 1) as one union select id from t;
create table o as select * from t left join b on t.id = b.x;
create table p as select b.* from t right join b on true;
create table q as select x.a1 from (values (1, 2)) as x (a1, a2);
create unlogged table r as select 1 as a;
alter table a add primary key (id);
