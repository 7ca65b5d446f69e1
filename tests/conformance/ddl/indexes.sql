-- # indexes: keys
create table t (a int, b text, c jsonb, d int4range, e inet, f text[], g tsvector, h point, i varchar(10) collate "C", "J" int);
create index on t (a);
create index on t ((a), (b collate "C") desc, (((t."J"))), ((b)) text_pattern_ops);
create index on t using hash ((b)) where (a) > 1;
create index x on t (a, b desc, "J" asc nulls first);
create index on t (b text_pattern_ops, b collate "C" desc nulls last, i collate "POSIX", i collate "C");
create index on t (lower(b), (a + 1), (b || i), (c ->> 'k'), ((c -> 'a') ->> 'b'));
create unique index on t (a) nulls not distinct;
create unique index u on t (a, b) include ("J", c) nulls not distinct where a is not null and b <> '';
create index on t using hash (b);
create index on t using gin (c);
create index on t using gin (c jsonb_path_ops, f, g);
create index on t using gist (d, e inet_ops, h);
create index on t using spgist (b);
create index on t using brin (a, e inet_inclusion_ops) with (pages_per_range = 4);
create index on t using btree (a) with (fillfactor = 50) tablespace pg_default;
create index concurrently on t (a);
create index concurrently if not exists x on t (b);
create index if not exists x on t (b);
create index if not exists y on t (b);
-- refused
create index x on t (b);
-- refused
create index on t (nope);
-- refused
create index on t (lower(nope));
-- refused
create index on t (a) where nope > 0;
-- refused
create index on t (a) include (nope);
-- refused
create index on nope (a);
-- refused
create index t on t (a);
-- refused
create index on t using hash (a, b);
-- refused
create index on t using gin (c) include (a);
-- refused
create unique index on t using hash (a);
-- refused
create index on t using gist (d desc);
create index on t (a, a);
create index on t (a) include (a);
create index on t ((a), ("J"));

-- # indexes: predicates
create table t (a int, b text, c timestamptz, d bool, e int);
create index on t (a) where c is null;
create index on t (a) where d;
create index on t (a) where not d;
create index on t (a) where d is true and d is not false;
create index on t (a) where d = true or e > 3 and not (a = 1 or e <> 2);
create index on t (a) where b in ('x', 'y');
create index on t (a) where b not in ('x', 'y');
create index on t (a) where a = any (array[1, 2]);
create index on t (a) where a between 1 and 2;
create index on t (a) where b like 'x%' and b not like 'y%' and b ilike 'z%';
create index on t (a) where b ~ 'x' and b !~* 'y';
create index on t (a) where a is distinct from e;
create index on t (a) where (a + e) * 2 > 3 and -a < 0;
create index on t (a) where coalesce(b, 'x') = 'x' and length(b) > 3;
create index on t (a) where case when a > 0 then d else true end;
create index on t (a) where (a, e) > (1, 2);
alter table t rename c to deleted_at;
alter table t rename d to "Live";
alter table t drop b;
alter table t drop "Live";
alter table t drop deleted_at;

-- # indexes: dropping and renaming
create table t (a int, b int);
create index i on t (a);
create index j on t (b);
create index k on t (b);
drop index i, j;
-- refused
drop index i;
drop index if exists i, k;
create index i on t (a);
-- refused
drop index t;
-- refused
drop table i;
-- refused
drop index if exists t;
drop index concurrently i;
create index i on t (a);
alter index i rename to "I";
alter table t rename to tt;
create index on tt (a);
drop table tt;
drop index if exists "I";
create materialized view m as select 1 as a, 2 as b;
create unique index mi on m (a);
create index on m (b) where a > 1;
alter materialized view m rename column b to bb;
drop index mi;
drop materialized view m;
create view v as select 1 as a;
-- refused
create index on v (a);

-- # indexes: in other schemas
create schema s;
create table s.t (a int);
create index i on s.t (a);
create table i (a int);
create index on s.t (a);
-- refused
drop index i;
drop index s.i;
set search_path = s, public;
create index i on t (a);
alter index t_a_idx rename to k;
drop index k;
create table u (a int);
create index on u (a);
reset search_path;
-- refused
alter index u_a_idx rename to x;
alter index s.u_a_idx rename to x;
alter table s.u set schema public;
drop index x;

-- # indexes: collations when a type changes
create table t (a text, b text collate "C", c text collate "C", d text);
create index on t (a collate "C", b collate "C", c, d collate "default");
alter table t alter b type varchar;
alter table t alter c type text;
alter table t alter d type text collate "C";
alter table t alter a type text collate "C";
alter table t alter a type text;

-- # indexes: operator classes that are not for the type
create type mood as enum ('sad', 'ok');
create domain label as text;
create table t (id uuid, day date, a text, b varchar(5), c label, d mood, e int[], n int, s timestamptz(3), i interval, p cidr, q char(3), r text collate "C");
create index on t (id uuid_ops, day date_ops, a text_ops, b text_ops, c text_ops, d enum_ops);
create index on t (a varchar_ops, n int4_ops, s timestamptz_ops, i interval_ops, p inet_ops, q bpchar_ops, r text_ops);
create index on t using hash (b varchar_ops);
create index on t (c text_pattern_ops, e array_ops);
-- refused
create index on t (id text_ops);
-- refused
create index on t (n int8_ops);
-- refused
create index on t (day uuid_ops, a);
-- refused
create index on t (d text_ops);
-- refused
create index on t (a enum_ops);
-- refused
create unique index on t (c uuid_ops);
-- refused
create index on t using hash (s timestamp_ops);
-- refused
create index on t (e int4_ops);
-- refused
create index on t (q text_ops);

-- # indexes: what statements name
create table t (x int);
create table u (x int);
create index ti on t (x);
create index ui on u (x);
cluster t using ti;
-- refused
cluster t using ui;
-- refused
cluster t using nope;
cluster t;
reindex index ti;
-- refused
reindex index t;
-- refused
reindex index nope;
reindex table t;
-- refused
reindex table nope;
alter table t cluster on ti;
-- refused
alter table t cluster on ui;
alter table t set without cluster;
alter table if exists t cluster on ti, add column y int;
alter table if exists t set without cluster;
alter table if exists nope cluster on ti;
create index hashed on t using hash (x);
create index part on t (x) where x > 1;
create index other on t (y);
-- refused
alter table t cluster on hashed;
-- refused
cluster t using part;
cluster t using ti;
cluster t using other;
create view v as select x from t;
-- refused
alter table v set without cluster;
create materialized view m as select x from t;
create index mi on m (x);
alter materialized view m cluster on mi;
alter materialized view m set without cluster;
cluster m using mi;
create table p (x int) partition by list (x);
create table p1 partition of p for values in (1);
create table p2 partition of p for values in (2) partition by list (x);
create table p21 partition of p2 for values in (2);
create index pi on p (x);
create index mine on p1 (x, x);
cluster p1 using mine;
-- refused
alter table p cluster on pi;
-- refused
alter table p set without cluster;
cluster p using pi;
alter table p21 set without cluster;
-- refused
alter index t attach partition ti;
-- refused
alter index ti attach partition t;
-- refused
alter index ti attach partition nope;
-- refused
alter index nope attach partition ti;
-- refused
alter index ti attach partition ui;
create sequence s;
-- refused
reindex index s;
