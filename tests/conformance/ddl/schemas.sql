-- # schemas
create schema s;
-- refused
create schema s;
create schema if not exists s;
create schema authorization app;
create schema x authorization app;
create schema y create table t (a int primary key, b int) create view v as select a from t create index i on t (b) create sequence sq;
create table s.t (a int references y.t);
-- refused
create table s.u (a serial, b int references s.t (a));
alter schema s rename to ss;
-- refused
alter schema nope rename to x;
-- refused
alter schema ss rename to y;
-- refused
drop schema ss;
drop schema x;
-- refused
drop schema x;
drop schema if exists x;
drop schema y cascade;
drop schema ss cascade;
create schema "Quoted s";
create table "Quoted s"."T" ("A" int);
alter schema "Quoted s" rename to "Other";
create index on "Other"."T" ("A");
drop schema "Other", app cascade;

-- # search path
create schema a;
create schema b;
set search_path to a, b;
create table t (id int);
create table public.t (id text);
create table b.t (id bigint);
create index on t (id);
alter table t add x int;
set search_path = b;
alter table t add y int;
set search_path to "$user", public;
alter table t add z int;
set search_path = nope, a;
create table u (id int);
set search_path = '';
-- refused
create table v (id int);
-- refused
alter table t add w int;
alter table a.t add w int;
set schema 'b';
create table v (id int);
reset search_path;
-- refused
alter table v add w int;
select set_config('search_path', 'b, a', false);
alter table v add w int;
create view vw as select * from u;
select pg_catalog.set_config('search_path', '', false);
create table public.dump (id int);
alter table only public.dump add constraint dump_pkey primary key (id);
create sequence public.dump_id_seq as integer start with 1;
alter sequence public.dump_id_seq owned by public.dump.id;
alter table only public.dump alter column id set default nextval('public.dump_id_seq'::regclass);
create index i on public.dump using btree (id);
set search_path = default;
create table after (id int);
drop table dump;
reset all;

-- # search path: within transactions
create schema a;
begin;
set local search_path = a;
create table t (id int);
commit;
create table t (id text);
begin;
set search_path = a;
create table u (id int);
commit;
create table v (id int);
begin;
set search_path = public;
create table v2 (id int);
rollback;
create table w (id int);
reset search_path;
begin;
select set_config('search_path', 'a', true);
create table x (id int);
end;
create table x (id text);
set local search_path = a;
create table y (id text);
begin;
set search_path = a;
set local search_path = public;
create table z (id int);
commit;
create table z2 (id int);
set session search_path = public;
begin;
savepoint s;
set search_path = a;
rollback to s;
create table z3 (id int);
commit;

-- # set schema
create schema s;
create table t (id serial primary key, a int unique, b int check (b > 0) not null);
create index i on t (b);
create view v as select id from t;
create table c (t int references t);
alter table t set schema s;
-- refused
alter table t set schema s;
alter table s.t set schema s;
alter table if exists t set schema s;
create table t (id serial primary key, a int unique);
-- refused
alter table t set schema s;
create index on s.t (a);
alter table s.t add unique (a);
alter table s.t add check (b > 1);
alter view v set schema s;
create sequence q;
alter sequence q set schema s;
-- refused
alter sequence t_id_seq set schema s;
create function f() returns int language sql as 'select 1';
alter function f() set schema s;
create type e as enum ('a');
create table u (e e);
alter type e set schema s;
create domain d as int;
alter table u add d d;
alter domain d set schema s;
create table clash (a int);
create table s.clash (a int);
-- refused
alter table clash set schema s;
create table other (a int);
create index clash2 on other (a);
create table s.clash2 (a int);
-- refused
alter table other set schema s;
-- refused
alter table s.t set schema public;
drop table t;
alter table s.t set schema public;

-- # schemas: what cannot be moved
create schema s;
create table t (id serial, x int, constraint k unique (x));
create index ti on t (x);
create temp table tt (x int);
-- refused
alter table ti set schema s;
-- refused
alter table tt set schema s;
-- refused
alter table t set schema pg_temp;
-- refused
alter sequence t_id_seq set schema s;
create table s.t (x int);
-- refused
alter table t set schema s;
drop table s.t;
create table s.k (x int);
-- refused
alter table t set schema s;
drop table s.k;
alter table t set schema s;
alter table s.t set schema s;
create type e as enum ('a');
create domain d as int;
alter type e set schema s;
alter domain d set schema s;
alter type s.d set schema public;
-- refused
alter type nope set schema s;
create view v as select 1 as x;
alter table v set schema s;
alter view s.v set schema public;
-- refused
alter view s.t set schema public;
-- refused
alter schema s rename to public;
alter schema s rename to t;
-- refused
alter schema nope rename to t2;
alter table t.t rename to moved;
-- refused
drop schema t;
drop schema t cascade;

-- # schemas: renamed with all that they have
create schema s;
create type s.e as enum ('a');
create domain s.d as int;
create sequence s.q;
create function s.f() returns int language sql as 'select 1';
create table s.t (id serial primary key, e s.e default 'a', x int default nextval('s.q'), y int default s.f());
create index i on s.t (x);
create view s.v as select id from s.t;
create schema other;
create type other.e as enum ('b');
create sequence other.q;
create function other.f() returns int language sql as 'select 1';
-- refused
alter schema s rename to other;
alter schema s rename to s2;
-- refused
create type s2.e as enum ('z');
create schema s;
create type s.e as enum ('b');
create table s.t (e s.e);
create sequence s.q;
create function s.f() returns int language sql as 'select 1';
-- refused
create sequence s2.q;
-- refused
create table s2.i (x int);
alter table s2.t add z s2.e;
-- refused
drop function s2.f();
drop function s2.f() cascade;
drop sequence s2.q cascade;
drop type s2.e cascade;
create type s2.e as enum ('new');
create sequence s2.q;
drop view s2.v;
drop index s2.i;
create table s2.i (x int);
alter type s2.d set schema s;
-- refused
alter type s2.d set schema s;
alter type s.d set schema s;
alter function s.f() set schema s2;
alter sequence s2.q set schema s2;
-- refused
alter sequence s2.q set schema other;
drop schema other cascade;
create schema other;
create type other.e as enum ('c');
