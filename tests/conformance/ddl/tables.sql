-- # columns: every type in Postgres' own words
create table t (
  a int, b int2, c int8, d integer[], e float4, f float8, g float(3), h float(40), i decimal, j numeric(10), k numeric(10, 2), l numeric(3, -2),
  m varchar, n varchar(20), o char, p char(5), q character varying(7)[], r "char", s name, t text, u bpchar, v bytea, w bool,
  x timestamp, y timestamptz(3), z time(2), aa timetz, ab date, ac interval, ad interval year to month, ae interval(3), af interval second(2),
  ag bit, ah bit(3), ai varbit, aj varbit(5), ak uuid, al json, am jsonb, an inet, ao cidr, ap macaddr, aq point, ar box, at tsvector,
  au tsquery, av xml, aw money, ax int4range, ay tstzrange, az int4multirange, ba regclass, bb oid, bc pg_catalog.int4, bd "pg_catalog"."varchar"(4),
  be int[3][4], bf text array, bg timestamp(0) with time zone[], bh time without time zone
);
create table u ("a" "int4", b "varchar"(3), c "timestamptz"[], d pg_catalog."int8", e "bit", f "bit"(3), g "numeric"(3));

-- # columns: no columns, one, and the same one twice
create table t ();
create table u (a int);
-- refused
create table v (a int, a text);
-- refused
create table v (a int, "A" int, A int);
create table v (a int, "A" int);
alter table t add a int;
-- refused
alter table t add a text;
alter table t add if not exists a text;
alter table t add column if not exists b text;
-- refused
alter table nope add c int;
alter table if exists nope add c int;

-- # names: a table is made once
create table t (a int);
-- refused
create table t (b int);
create table if not exists t (b int);
create view v as select 1 as one;
-- refused
create table v (a int);
create index i on t (a);
-- refused
create table i (a int);
create table if not exists i (a int);
create sequence s;
-- refused
create table s (a int);
-- refused
create sequence t;
create sequence if not exists t;
-- refused
create view t as select 1 as one;
create type mood as enum ('a');
-- refused
create table mood (a int);
-- refused
create type t as enum ('a');
-- refused
create domain t as int;

-- # names: cut to 63 bytes wherever they are written
create table aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (
  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb int primary key,
  "ééééééééééééééééééééééééééééééééééééééééé" int unique
);
alter table aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaazzz rename bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbzzz to short;
-- refused
create table aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaqqq (a int);
create index "日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語" on aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (short);
drop index "日本語日本語日本語日本語日本語日本語日本語";
create index on aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ("ééééééééééééééééééééééééééééééééééééééééé", short);
create index on aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ("ééééééééééééééééééééééééééééééééééééééééé", short);
alter table aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa add check (short > 0), add check (short > 1);
create table "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" ("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" serial);

-- # names: those that Postgres chooses, one after the other
create table t (a int unique, b int unique, unique (a), unique (a, b), check (a > 0), check (a > b), check (b > 0), check (1 > 0));
alter table t add check (a > 1), add check (a < b), add unique (a);
create index on t (a);
create index on t (a);
create index on t (a, b);
create index on t (lower(a::text));
create index on t ((a + b), (a - b), (b));
create index on t (abs(a), abs(b), coalesce(a, b), (case when a > 0 then b end), nullif(a, 1), greatest(a, b));
create index on t ((a::text), ((a || 'x')::varchar), (array[a]));
create table t_a_idx3 (a int);
create index on t (a);
create index on t (a);
create index on t (a);
create table t_pkey (a int);
alter table t add primary key (a);
-- refused
create table fk (a int references t_pkey);
create table t_x_seq (a int);
alter table t add x serial;
alter table t rename to u;
create table t (a int unique, check (a > 0), x serial);

-- # names: a constraint's name is free of those of the schema
create table a_check (a int);
create table t (a int, check (a > 0));
create table t_a_check1 (a int);
create table u (a int, constraint t_a_check2 check (a > 0), constraint t_a_key unique (a));
alter table t add check (a > 1), add check (a > 2), add unique (a);
create table v (a int, constraint t_a_check check (a > 0));
-- refused
alter table v add constraint t_a_check check (a > 1);
-- refused
alter table v add constraint u primary key (a);
-- refused
create table w (a int, constraint x check (a > 0), constraint x check (a > 1));
-- refused
create table w (a int, constraint x check (a > 0), constraint x unique (a));
-- refused
create table w (a int constraint x not null, constraint x check (a > 1));
-- refused
create table w (a int constraint x not null, constraint x foreign key (a) references v);
create table w (a int, constraint w check (a > 0));
-- refused
create table y (a int, constraint y unique (a));

-- # nulls: named since Postgres 18
create table t (a int not null, b int constraint here not null, c int null, d int, constraint there not null d);
alter table t alter a drop not null, alter c set not null;
alter table t alter c set not null;
-- refused
alter table t add constraint again not null c;
-- refused
alter table t add constraint again not null c;
alter table t add constraint a_there not null a;
alter table t drop constraint here;
alter table t rename constraint there to elsewhere;
-- refused
alter table t rename constraint elsewhere to a_there;
alter table t add e int not null default 1, add f int constraint f_there not null default 2;
alter table t drop constraint t_c_not_null, drop constraint if exists nope;
-- refused
alter table t drop constraint nope;
alter table t rename c to cc;
alter table t alter cc set not null;
alter table t rename to u;
alter table u alter b set not null;
-- refused
create table v (a int not null null);
-- refused
create table v (a int constraint x not null constraint y not null);
create table v (a int not null constraint y not null);
create table w (a int not null, constraint given not null a);
create table x (a int not null, b int not null, constraint x_a_not_null check (b > 0));
-- refused
create table y (a int null primary key);
create table z (a int not null no inherit);
create table z2 (a int, constraint z not null a no inherit);
-- refused
alter table z alter a set not null;
-- refused
alter table x add constraint late not null b not valid;
create table nv (a int);
alter table nv add constraint late not null a not valid;
alter table nv validate constraint late;

-- # defaults
create table t (a int default 1, b text default 'x', c timestamptz default now(), d int default null, e date default current_date, f uuid default gen_random_uuid());
alter table t alter a drop default, alter b set default 'y', alter d set default 3, alter c set default null;
alter table t alter a set default 1 + 2, alter a drop default;
alter table t add g int default null, add h int default (1 + 2) * 3, add i bool default true, add j int[] default '{}', add k int[] default array[1, 2];
alter table t add l text default upper('a' || 'b'), add m jsonb default '{"a": 1}';
-- refused
alter table t alter nope set default 1;
-- refused
create table u (a int, b int default a);
alter table t alter h drop default;
create sequence s;
create table u (a int default nextval('s'), b int default nextval('s'::regclass));
-- refused
drop sequence s;
alter sequence s rename to s2;
drop sequence s2 cascade;

-- # serial, identity and generated columns
create table t (a serial, b bigserial primary key, c smallserial not null, d int generated always as identity, e int generated by default as identity (start 5));
alter table t alter a drop default;
-- refused
alter table t alter d drop not null;
-- refused
alter table t alter d set default 1;
alter table t alter d drop identity, alter d drop not null;
alter table t alter d drop identity if exists;
-- refused
alter table t alter d drop identity;
-- refused
alter table t alter d add generated always as identity;
alter table t alter d set not null, alter d add generated by default as identity;
-- refused
alter table t alter c add generated always as identity;
alter table t alter c drop default;
alter table t alter c add generated always as identity;
alter table t add f serial, add g int generated always as identity;
alter table t drop column f, drop column g;
create table g (a int, b int generated always as (a + 1) stored, c int generated always as (a * 2) virtual, d int generated always as (a - 1));
-- refused
create table h (a int generated always as (b + 1) stored, b int generated always as (a + 1) stored);
-- refused
create table h (a int default 1 generated always as (2) stored);
-- refused
create table h (a int generated always as identity default 1);
-- refused
create table h (a int generated always as identity generated always as (2) stored);
-- refused
create table h (a serial default 1);
-- refused
create table h (a serial generated always as identity);
alter table g alter b drop expression;
-- refused
alter table g alter b drop expression;
alter table g alter b drop expression if exists;
alter table g alter d set expression as (a + 100);
-- refused
alter table g alter a set expression as (1);
-- refused
alter table g alter d set default 1;
-- refused
alter table g alter d drop default;
-- refused
alter table g drop column a;
alter table g drop column a cascade;
alter table t rename a to aa;
alter table t rename to tt;
create table t (a serial);
drop table tt;
create table tt (aa serial, b bigserial);
-- refused
create table k (a bigint generated always as identity, b text generated always as identity);

-- # altering a column's type
create table t (a int default 1, b text, c varchar(10) not null unique, check (a > 0));
alter table t alter a type bigint, alter b type varchar(3) using b::varchar(3), alter column c set data type text collate "C";
create index i on t (c, lower(b)) where a > 1;
alter table t alter c type varchar(20);
alter table t alter a type numeric(10, 2) using a / 2;
-- refused
alter table t alter nope type int;
create view v as select a from t;
-- refused
alter table t alter a type int;
alter table t alter c type text;
create table g (a int, b int generated always as (a + 1) stored);
-- refused
alter table g alter a type bigint;
alter table g alter b type bigint;
create table s (a serial, b int generated always as identity);
alter table s alter a type bigint, alter b type bigint;
-- refused
alter table s alter a type int, alter a type bigint;

-- # many actions in one statement run in passes
create table t (a int, b int, c int);
alter table t add constraint k unique (d), add d int, drop a, alter b type text, alter e set not null, add e int;
-- refused
alter table t drop f, add f int;
alter table t drop b, add b int;
alter table t add foreign key (b) references t (c), add unique (c);
alter table t drop constraint k, add constraint k check (b > 0);
alter table t rename c to cc;
alter table t add primary key (g), add g int, add h int default 3, alter h set default 4;
-- refused
alter table t add i int, drop i;
-- refused
alter table t add i int, add i int;
alter table t add i int, add if not exists i text;
alter table t alter i set default 1, alter i drop default, alter i set default 2;
alter table t add check (z > 0), add z int not null check (z > 1) unique default 3 references t (g);
-- refused
alter table t add y int, add constraint y check (nope > 0);
alter table t drop g cascade, add g int generated always as identity primary key;

-- # dropping columns
create table t (a int primary key, b int unique, c int check (c > 0), d int, e int, check (d > e), unique (d, e));
create index i on t (a, b);
create index j on t (d) include (e);
create index k on t (d) where c > 0;
create index l on t ((c + 1));
alter table t drop c;
alter table t drop e;
-- refused
alter table t drop nope;
alter table t drop if exists nope;
create table u (t int references t, x int references t (b));
-- refused
alter table t drop a;
alter table t drop b cascade;
alter table t drop a cascade;
alter table t drop d, add dd int;
create table o (a int);
alter table only o drop a;
alter table o add b int, add "a" int;
create view v as select b from o;
-- refused
alter table o drop b;
alter table o drop a;
alter table o drop column if exists b cascade;

-- # renaming
create table t (a int primary key, b int unique check (b > 0), c serial, d int generated always as (a + 1) stored);
create index i on t (lower(b::text)) where a > 0;
alter table t rename a to x;
alter table t rename column b to "Y";
alter table t rename c to cc;
alter table t rename d to dd;
-- refused
alter table t rename x to "Y";
-- refused
alter table t rename nope to b;
-- refused
alter table t rename x to x;
alter table t rename constraint t_pkey to pk;
alter table t rename constraint t_b_check to t_b_key1;
-- refused
alter table t rename constraint t_b_key1 to pk;
alter index t_b_key rename to uk;
alter index pk rename to pk2;
alter table i rename to ii;
-- refused
alter index ii rename to t;
alter index t rename to tt;
alter table if exists nope rename to x;
alter index if exists nope rename to x;
-- refused
alter table nope rename to x;
alter sequence t_c_seq rename to seq;
alter table seq rename to seq2;
alter table tt rename to "T T";
-- refused
alter table "T T" rename constraint "t_Y_key" to z;
alter table "T T" drop constraint pk2, drop constraint uk;
alter table "T T" alter x drop not null;
create table u (a int);
-- refused
alter table u rename to "T T";
alter table if exists nope rename a to b;
alter table if exists nope rename constraint a to b;

-- # temporary and unlogged tables
create temp table t (a serial primary key, b int unique);
create table t (a int);
create index on pg_temp.t (b);
alter table t add c int;
drop table t;
alter table t add c int;
-- refused
create unlogged table u (a int references t (c));
create unlogged table u (a int);
create temporary table x on commit drop as select 1 as a;
create temp view v as select * from t;
create view w as select 1 as a;
create temp table y (a int);
create view tv as select * from y;
create index y_i on y (a);
create index y_i on u (a);
drop index y_i;
create table pg_temp.z (a int);
create temp sequence s;
-- refused
create table kept (a int references y);
-- refused
create temp table public.p (a int);

-- # comments, ownership, storage and statistics shape nothing
create table t (a int, b text);
comment on table t is 'x';
comment on column t.a is 'x';
alter table t alter b set storage external, alter a set statistics 100, set (fillfactor = 70), alter a set (n_distinct = 5);
alter table t owner to app;
alter table t replica identity full;
alter table t set unlogged;
grant select on t to app;
create statistics st on a, b from t;
create index i on t (a);
alter table t cluster on i;
alter index i set (fillfactor = 70);
insert into t values (1, 'x');
truncate t;
analyze t;
alter table t disable trigger all;

-- # tables: policies with queries
create table t (k text);
create table u (z int);
create function f() returns setof text language sql as $$ select 'x' $$;
create policy p on t using (k in (select f()));
create policy q on t using (k = any (select f() as g) and exists (select k as z from u));
create policy r on t using (k = (select max(z)::text from u where u.z::text = k));
alter table u rename z to zz;

-- # another identity
create table t (a int generated by default as identity, b int generated always as identity, c int);
alter table t alter a set generated always, alter b set generated by default;
alter table only t alter a set generated by default set start 5 restart;
alter table t alter b set increment 3;
-- refused
alter table t alter c set generated always;
create table p (a int generated always as identity, b int) partition by list (b);
create table p1 partition of p for values in (1);
alter table p alter a set generated by default;
-- refused
alter table p1 alter a set generated always;
-- refused
alter table only p alter a set generated always;

-- # names: not nulls in the order of the columns, those of a key of the table last
create table 日本日本日本日本日本日本日本日本日本日本0 (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1 int primary key, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 serial, not null aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2);
create table 日本日本日本日本日本日本日本日本日本日本1 (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1 int, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 serial, primary key (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1));
create table 日本日本日本日本日本日本日本日本日本日本2 (not null aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1 int primary key, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 serial, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa3 int not null);
create table 日本日本日本日本日本日本日本日本日本日本3 (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1 int not null, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 serial primary key, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa3 int not null);

-- # an identity whose sequence serves another column
create table t (a int generated always as identity, b int, c int generated always as identity);
create table u (d int default nextval('t_a_seq'));
-- refused
alter table t alter a drop identity;
alter table t alter c drop identity;
alter table u alter d drop default;
alter table t alter a drop identity;

-- # identity: what may not have one
create table t (a int, b int not null, c text not null, d int not null default 4, e serial, f int generated by default as identity);
-- refused
alter table t alter a add generated always as identity;
alter table t alter b add generated always as identity;
-- refused
alter table t alter b add generated always as identity;
-- refused
alter table t alter c add generated always as identity;
-- refused
alter table t alter d add generated always as identity;
-- refused
alter table t alter e add generated always as identity;
-- refused
alter table t alter f add generated always as identity;
-- refused
alter table t alter b set default 4;
-- refused
alter table t alter b drop default;
alter table t alter d drop default;
alter table t alter d add generated by default as identity (sequence name numbers);
-- refused
alter table t alter nope add generated always as identity;
-- refused
alter table t alter a set generated always;
-- refused
alter table t alter a drop identity;
alter table t alter a drop identity if exists;

-- # types: what reads a column holds its type
create table t (a int, b int, c int, d int);
create policy p1 on t using (a > 0);
-- refused
alter table t alter a type bigint;
drop policy p1 on t;
alter table t alter a type bigint;
create policy p2 on t for insert with check (b > 0);
-- refused
alter table t alter b type bigint;
create table u (x int);
create policy p3 on u using (exists (select 1 from t where t.c = u.x));
-- refused
alter table t alter c type bigint;
-- refused
alter table u alter x type bigint;
alter table t alter d type bigint;
create view v as select d from t;
-- refused
alter table t alter d type text;
create table w (r t);
-- refused
alter table t alter d type text;
create table x (r u[]);
-- refused
alter table u alter x type text;

-- # identity: the name of its sequence
create schema s;
create table taken (x int);
create table t (a int generated always as identity (sequence name numbers start 3), b int generated by default as identity (sequence name "Numbers"), c int not null, d int not null);
-- refused
create table u (a int generated always as identity (sequence name numbers));
-- refused
create table u (a int generated always as identity (sequence name s.numbers));
create table s.u (a int generated always as identity (sequence name s.numbers));
create table s.v (a int generated always as identity (sequence name others));
alter table t alter c add generated always as identity (sequence name public.c_numbers cache 5);
-- refused
alter table t alter d add generated always as identity (sequence name taken);
alter table t alter d add generated always as identity (sequence name u_numbers);
alter table t add e int generated always as identity (sequence name e_numbers);
-- refused
alter table t add f int generated always as identity (sequence name t);
-- refused
create table w (a int generated always as identity (sequence name w));
-- refused
create table x (a int generated always as identity (sequence name nope.w));
create table y (like t including identity);
alter table t drop a;
alter table t alter b drop identity;
-- refused
create table z (a int generated always as identity (sequence name z_b_seq), b serial);
