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

-- # foreign keys: between columns of types that cannot be compared
create table users (id uuid primary key, n int unique, s text unique, ns int[] unique, k bigint unique);
-- refused
create table a (user_id text references users);
-- refused
create table a (user_id uuid[] references users);
-- refused
create table a (n numeric references users (n));
create table a (user_id uuid, n bigint references users (n), s varchar(10) references users (s), ns int[] references users (ns), t text);
-- refused
alter table a add foreign key (t) references users;
-- refused
alter table a add constraint two foreign key (n, t) references users (n, id);
alter table a add foreign key (user_id) references users;
-- refused
alter table a alter user_id type text;
-- refused
alter table users alter id type text;
alter table users alter n type bigint;
-- refused
alter table users alter n type text;
create domain user_id as uuid;
create domain name_of as text;
create domain short as name_of;
alter table a alter user_id type user_id;
alter table a add d short references users (s);
-- refused
alter table a add e short references users (k);
create table tree (id int primary key, parent int references tree);
alter table tree alter id type bigint, alter parent type bigint;
alter table tree alter id type text, alter parent type text;
create type own as enum ('a');
create table b (o own unique);
-- refused
create table c (o text references b (o));
create table c (o own references b (o));
create type other as enum ('a');
-- refused
alter table c add p other references b (o);
-- refused
alter table c add p own[] references b (o);
