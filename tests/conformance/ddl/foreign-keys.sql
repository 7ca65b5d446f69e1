-- # foreign keys: what they may refer to
create table r (id int primary key, a int, b int, c text, d int unique deferrable, g int generated always as (1) stored, unique (a, b));
create unique index on r (c) where c is not null;
create unique index on r (lower(c));
create index on r (b);
create view v as select 1 as id;
create sequence s;
create temp table tt (id int primary key);
create table t (x int, y int, z text, g int generated always as (x) stored);
-- refused
alter table t add foreign key (x) references v;
-- refused
alter table t add foreign key (x) references s;
-- refused
alter table t add foreign key (x) references tt;
-- refused
alter table tt add foreign key (id) references r;
-- refused
alter table t add foreign key (x) references r (b);
-- refused
alter table t add foreign key (z) references r (c);
-- refused
alter table t add foreign key (x) references r (a);
-- refused
alter table t add foreign key (x, y) references r (a);
-- refused
alter table t add foreign key (x, y) references r;
-- refused
alter table t add foreign key (x) references r (a, b);
alter table t add foreign key (x, y) references r (b, a);
-- refused
alter table t add foreign key (x) references r (d);
-- refused
alter table t add foreign key (g) references r on delete set null;
-- refused
alter table t add foreign key (g) references r on update cascade;
-- refused
alter table t add foreign key (g) references r on update set default;
alter table t add foreign key (g) references r on delete cascade;
-- refused
alter table t add foreign key (x) references t;
alter table t add primary key (x);
alter table t add foreign key (y) references t;
create unique index r_d on r (d);
alter table t add constraint by_d foreign key (y) references r (d);
create table u (a int, b int references r, foreign key (a, b) references r (a, b));
alter table r alter a type bigint;
-- refused
alter table r drop constraint r_a_b_key;
alter table r drop constraint r_a_b_key cascade;
create index on only r (a);
-- refused
drop table r;
drop table r cascade;

-- # foreign keys: of partitions that have one already
create table r (id int primary key);
create table q (id int, k int, primary key (id, k)) partition by range (id);
create table q1 partition of q for values from (1) to (2);
create table q2 partition of q for values from (2) to (4) partition by range (id);
create table q21 partition of q2 for values from (2) to (3);
create table p (id int, x int, k int) partition by range (id);
-- refused
alter table only p add foreign key (x) references r;
alter table p add constraint fx foreign key (x) references r on delete cascade;
alter table p add constraint fq foreign key (x, k) references q;
create table same (id int, x int, k int, constraint own foreign key (x) references r on delete cascade, constraint fq foreign key (x, k) references q);
alter table p attach partition same for values from (1) to (2);
create table other (id int, k int, x int, constraint own foreign key (x) references r, constraint own2 foreign key (k, x) references q, constraint fx check (x > 0));
alter table p attach partition other for values from (2) to (3);
create table third (id int, x int, k int, constraint own foreign key (x) references r on delete cascade deferrable, constraint own2 foreign key (x) references r on update cascade on delete cascade, constraint own3 foreign key (x) references r on delete cascade not enforced);
-- refused
alter table p attach partition third for values from (3) to (4);
create table q22 partition of q2 for values from (3) to (4);
alter table q detach partition q1;
alter table q attach partition q1 for values from (1) to (2);
alter table p detach partition same;
-- refused
alter table p detach partition third;
alter table p drop constraint fq;
alter table same drop constraint fq;
alter table p drop constraint fx;
-- refused
alter table other drop constraint fx1;
-- refused
drop table q;
drop table q cascade;

-- # foreign keys: a partitioned table that refers to itself
create table p (id int primary key, up int references p) partition by range (id);
create table p1 partition of p for values from (1) to (2);
create table p2 (id int primary key, up int);
alter table p attach partition p2 for values from (2) to (3);
alter table p2 add foreign key (up) references p;
alter table p detach partition p2;
-- refused
alter table p1 drop constraint p_up_fkey;
alter table p drop constraint p_up_fkey;
