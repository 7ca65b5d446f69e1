-- # drop: several at once
create table a (id int primary key);
create table b (a int references a);
create table c (id int);
-- refused
drop table a;
-- refused
drop table a, c;
drop table a, b;
-- refused
drop table c, nope;
drop table if exists c, nope;
create table p (id int);
create table q () inherits (p);
create view v as select id from p;
-- refused
drop table p, q;
drop table p, q cascade;
-- refused
drop table c, c
;
create table d (id int);
drop table d, d;

-- # drop: of the wrong kind
create table t (id serial);
create view v as select 1 as one;
create materialized view m as select 1 as one;
create index i on t (id);
create sequence s;
create type e as enum ('a');
create domain d as int;
create foreign table f (a int) server nowhere;
-- refused
drop table v;
-- refused
drop table m;
-- refused
drop table i;
-- refused
drop table s;
-- refused
drop table f;
-- refused
drop view t;
-- refused
drop sequence t;
-- refused
drop index s;
-- refused
drop domain e;
-- refused
drop foreign table t;
-- refused
drop table if exists v;
drop foreign table f;
drop type d;
-- refused
drop type t;
drop sequence s;
-- refused
drop sequence t_id_seq;
drop sequence t_id_seq cascade;
create table g (a int generated always as identity);
-- refused
drop sequence g_a_seq;
-- refused
drop sequence g_a_seq cascade;
create sequence own owned by t.id;
drop table t;
create sequence x;
create table y (a int default nextval('x'), b int);
alter sequence x owned by y.b;
-- refused
alter table y drop b;
-- refused
drop sequence x;
alter table y drop b cascade;
alter sequence if exists nope owned by none;
create sequence z owned by y.a;
alter sequence z owned by none;
drop table y;

-- # drop: functions
create function f(a int) returns int language sql immutable as 'select 1';
create function g() returns trigger language plpgsql as $$ begin return new; end $$;
create or replace function g() returns trigger language plpgsql security definer as $$ begin return new; end $$;
create function h() returns int language sql set search_path = public as 'select 1';
create procedure p() language sql as 'select 1';
create table t (a int default h(), b int check (f(b) > 0), c int generated always as (f(a)) stored);
create index i on t (f(b));
create trigger tr before insert on t for each row execute function g();
create policy po on t using (h() > 0);
create view v as select h() as h;
-- refused
drop function g();
-- refused
drop function h();
-- refused
drop function f(int);
-- refused
drop function nope();
drop function if exists nope();
drop function g() cascade;
drop function h() cascade;
drop function f(int) cascade;
drop procedure p();
create function k() returns int language sql as 'select 1';
alter function k() rename to kk;
drop routine kk();

-- # drop: triggers, policies and rules
create table t (a int, b int);
create function g() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger x before insert or update of a on t for each row when (new.b > 0) execute function g();
create or replace trigger x after insert on t for each row execute procedure g();
-- refused
create trigger x after insert on t for each row execute procedure g();
create constraint trigger ct after insert on t deferrable for each row execute function g();
alter trigger x on t rename to y;
alter trigger y on t rename to y;
-- refused
alter trigger x on t rename to z;
-- refused
alter trigger y on t rename to ct;
-- refused
drop trigger x on t;
drop trigger if exists x on t;
drop trigger if exists x on nope;
-- refused
drop trigger x on nope;
drop trigger y on t;
create policy p on t;
create policy q on t as restrictive for select to app, "Reader" using (a > 0);
create policy r on t for insert to public with check (a > 0 and b > 0);
create policy s on t for all to current_user using (a = 1) with check (b = 1);
-- refused
create policy p on t;
alter policy p on t to app;
alter policy s on t using (a = 2);
alter policy q on t rename to qq;
-- refused
alter policy qq on t rename to qq;
-- refused
alter policy qq on t rename to p;
-- refused
alter policy nope on t to app;
-- refused
alter policy qq on t with check (a > 0);
-- refused
create policy u on t for insert using (a > 0);
-- refused
create policy u on t using (nope > 0);
-- refused
alter table t drop a;
alter table t rename a to aa;
drop policy qq on t;
-- refused
drop policy qq on t;
drop policy if exists qq on t;
drop policy if exists qq on nope;
create table o (id int, t int);
create policy sub on t using (exists (select from o where o.t = t.aa));
-- refused
alter table o drop t;
-- refused
drop table o;
alter table o rename t to tt;
alter table o drop id;
drop table o cascade;
alter table t enable row level security, force row level security;
alter table t no force row level security;
alter table t disable row level security;
alter table t drop aa cascade;
create rule ru as on insert to t do also select 1;
alter rule ru on t rename to ru2;
drop rule ru2 on t;
create view v as select b from t;
create trigger iv instead of insert on v for each row execute function g();
-- refused
create trigger iv before insert on v for each row execute function g();
-- refused
create policy pv on v;
-- refused
alter table v enable row level security;
drop view v;
create table part (a int) partition by list (a);
create table part1 partition of part default;
create trigger pt after insert on part for each row execute function g();
create table part2 partition of part for values in (1);
alter trigger pt on part rename to pt2;
-- refused
drop trigger pt2 on part1;
drop trigger pt2 on part;

-- # drop: a function with a dot in its name
create table t (a int);
create function "x.y"() returns trigger language plpgsql as 'begin return new; end';
create trigger g after insert on t for each row execute function "x.y"();
create trigger h after insert on t for each row execute function public."x.y"();
-- refused
drop function "x.y"();
alter function "x.y"() rename to f;
drop function f() cascade;

-- # drop: what hangs on columns, indexes and keys
create table t (a int, b int, c int, constraint ab check (a > b), unique (a, b));
create index e on t ((a + b));
create index w on t (c) where a > 0;
create index inc on t (c) include (b);
create index plain on t (c);
create policy p on t using (c > 0);
create view v as select c from t where a > 0;
create unique index ub on t (b);
create table u2 (x int references t (b), y int, z int);
-- refused
alter table t drop b;
alter table t drop b cascade;
-- refused
alter table t drop a;
alter table t drop a cascade;
-- refused
alter table t drop c;
drop policy p on t;
alter table t drop c;
create table pt (a int, b int) partition by range ((a + 1));
-- refused
alter table pt drop a;
alter table pt drop b;
create table gen (a int, g int generated always as (a * 2) stored, h int);
-- refused
alter table gen drop a;
alter table gen drop a cascade;
create schema s;
create table s.a (x serial, y int);
create sequence s.q;
create type s.e as enum ('a');
create function s.f() returns int language sql as 'select 1';
create table b (x int default nextval('s.q'), y s.e, z int default s.f());
-- refused
drop schema s;
-- refused
drop sequence s.q;
drop schema s cascade;

-- # dropping: names are free again
create table t (id serial, x int unique, y int constraint yn not null, constraint k check (x > 0));
create index i on t (y);
create type e as enum ('a');
create function f() returns int language sql as 'select 1';
create view v as select 1 as a;
drop table t;
create table t_id_seq (x int);
create table t_x_key (x int);
create table i (x int);
create table t (id serial, x int unique, y int);
alter table t add constraint yn check (y > 0);
drop type e;
create table e (x int);
drop function f();
create function f() returns int language sql as 'select 1';
drop view v;
create table v (a int);
alter table t drop constraint yn;
alter table t add constraint yn not null y;
alter table t drop id;
create sequence t_id_seq1;
