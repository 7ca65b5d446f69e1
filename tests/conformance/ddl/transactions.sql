-- # transactions
begin;
create table t (a int);
commit;
start transaction;
create table u (a int);
alter table t add b int;
rollback;
begin;
alter table t add b int;
abort;
begin work;
alter table t add c int;
end work;
rollback;
begin isolation level serializable;
create table x (a int);
commit and chain;
create table y (a int);
rollback and chain;
create table z (a int);
commit;
create table w (a int);

-- # savepoints
begin;
create table a (a int);
savepoint one;
create table b (a int);
savepoint two;
alter table a add b int;
drop table b;
rollback to one;
create table c (a int);
savepoint one;
create table d (a int);
release one;
rollback to savepoint one;
create table e (a int);
commit;
begin;
savepoint x;
drop table a;
savepoint x;
drop table e;
rollback to x;
release x;
rollback to x;
commit;

-- # ON COMMIT DROP goes with its transaction
begin;
create temp table t (a int) on commit drop;
create table u (a int);
commit;
create table t (a text);
alter table t add b int;
create temp table t (c int) on commit delete rows;
alter table t add d int;

-- # savepoints: those that are not there
-- refused
savepoint s;
-- refused
release s;
-- refused
rollback to s;
begin;
create table a (x int);
savepoint s;
create table b (x int);
savepoint s;
create table c (x int);
rollback to s;
release s;
create table d (x int);
rollback to s;
commit;
-- refused
release s;
create table e (x int);
rollback;
create table f (x int);
commit;
begin;
begin;
create table g (x int);
rollback;

-- # transactions: what is undone is as it was
create table t (a int, b int);
create type e as enum ('a');
begin;
alter table t rename to u;
alter table u drop a;
create index i on u (b);
alter type e add value 'b';
create schema s;
create table s.t (x e);
alter table u add constraint k check (b > 0), alter b set not null;
rollback;
create index i on t (a);
create schema s;
create table s.t (x e);
begin;
drop table t;
create table t (c int);
savepoint one;
drop table t;
create table t (d int);
rollback to one;
alter table t add e int;
commit;
alter table t drop c;
begin;
drop schema s cascade;
drop type e;
rollback;
create table more (x e);
set search_path to s;
create table here (x int);
begin;
set local search_path to public;
create table there (x int);
commit;
create table here2 (x int);
reset search_path;
create table last (x int);
