-- # renaming: what is in the way
create table t (a int constraint an not null, b int, constraint k check (a > 0), constraint u unique (b));
create table taken (x int);
create index i on t (a);
create sequence s;
create view v as select a from t;
create materialized view m as select a from t;
-- refused
alter table t rename constraint k to u;
-- refused
alter table t rename constraint u to k;
-- refused
alter table t rename constraint an to k;
-- refused
alter table t rename constraint an to an;
alter table t rename constraint an to an2;
-- refused
alter table t rename constraint nope to k2;
-- refused
alter table nope rename constraint k to k2;
alter table if exists nope rename constraint k to k2;
-- refused
alter table t rename constraint u to taken;
alter table t rename constraint u to t_b_key;
alter index t_b_key rename to u3;
-- refused
alter index i rename to taken;
-- refused
alter index i rename to i;
-- refused
alter index nope rename to i2;
alter index if exists nope rename to i2;
alter index t rename to t2;
alter index i rename to "I";
alter table "I" rename to i;
-- refused
alter table t rename to taken;
-- refused
alter table t rename a to b;
-- refused
alter table t rename nope to c;
-- refused
alter table nope rename a to c;
alter table if exists nope rename a to c;
alter view v rename to w;
alter view w rename a to aa;
alter table w rename aa to a;
alter materialized view m rename to mm;
alter materialized view mm rename a to aa;
-- refused
alter view mm rename to m;
alter sequence s rename to s2;
-- refused
alter sequence s2 rename to taken;
alter table s2 rename to s;
-- refused
alter table t rename column b to c;
-- refused
alter table t rename a to xmin;
-- refused
alter table t rename to t2;

-- # renaming: of checks and NOT NULLs through children
create table p (x int, constraint k check (x > 0), constraint n check (x > 1) no inherit, y int constraint yn not null);
create table c (constraint n check (x > 5)) inherits (p);
create table g () inherits (c);
create table other (x int, y int, constraint k check (x > 0));
create table two () inherits (p, other);
-- refused
alter table p rename constraint k to k2;
alter table p rename constraint n to n2;
-- refused
alter table only p rename constraint k to k2;
-- refused
alter table c rename constraint k to k2;
-- refused
alter table c rename constraint yn to yn2;
alter table p rename constraint yn to yn2;
alter table two no inherit other;
alter table p rename constraint k to k2;
alter table other rename constraint k to k3;
alter table c add constraint z check (x > 9);
-- refused
alter table p rename constraint k2 to z;
alter table only p rename constraint n2 to n3;

-- # renaming: types, functions and schemas
create type e as enum ('a');
create type co as (x int);
create domain d as int;
create table t (a e, b co, c d);
create function f() returns int language sql as 'select 1';
-- refused
alter type e rename to d;
-- refused
alter type e rename to t;
alter type e rename to e2;
alter domain d rename to d2;
alter type d2 rename to d3;
alter type co rename attribute x to y;
alter type co add attribute z int;
alter type co drop attribute y;
-- refused
alter type t rename to t2;
alter function f() rename to g;
-- refused
drop function f;
drop function g;
alter table t add v co[];
alter type co rename to co2;
-- refused
drop type co2;
drop type co2 cascade;
