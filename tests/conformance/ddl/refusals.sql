-- # a type twice in one statement
create table t (a int, b int);
-- refused
alter table t alter column a type bigint, alter column a type text;
alter table t alter column a type int, alter column a type text;
alter table t alter column b type bigint, alter column a type varchar;

-- # a column that is there
create table t (a int);
-- refused
alter table t add column a text;
alter table t add column if not exists a text;
-- refused
alter table t add column b int, add column b text;

-- # the type of a column that a child has of another parent, too
create table one (a int);
create table other (a int);
create table child () inherits (one, other);
-- refused
alter table one alter column a type bigint;
-- refused
alter table child alter column a type bigint;

-- # the type of a column that a generated one reads
create table t (a int, b int generated always as (a + 1) stored, c int);
-- refused
alter table t alter column a type bigint;
alter table t alter column c type bigint;

-- # the type of a column that a policy of another table reads
create table members (id int, org int);
create table rows (org int);
create policy own on rows using (org in (select org from members));
-- refused
alter table members alter column org type bigint;
alter table members alter column id type bigint;

-- # the type of a column of a row type
create table t (a int, b text);
create table holds (x t);
-- refused
alter table t alter column a type bigint;

-- # validation of what is no check
create table t (a int unique, b int, constraint positive check (b > 0) not valid);
-- refused
alter table t validate constraint t_a_key;
-- refused
alter table t validate constraint nowhere;
alter table t validate constraint positive;
alter table t validate constraint positive;

-- # validation of a check goes to the children that have it
create table parent (a int);
create table child () inherits (parent);
alter table parent add constraint positive check (a > 0) not valid, add constraint even check (a % 2 = 0) not valid;
alter table parent validate constraint positive;

-- # validation of a check of the table alone
create table parent (a int);
create table child (constraint positive check (a > 0)) inherits (parent);
alter table child add constraint more check (a > 1) not valid;
alter table parent add constraint more check (a > 2) no inherit not valid;
alter table parent validate constraint more;

-- # a primary key of what loses its NOT NULL
create table t (a int not null, b int not null);
-- refused
alter table t alter column a drop not null, add primary key (a);
alter table t alter column b drop not null, add primary key (a);
create table u (a int not null);
alter table u alter column a drop not null, alter column a set not null, add primary key (a);
create table v (a int);
alter table v alter column a drop not null, add primary key (a);

-- # NOT NULL of a partitioned table for itself alone
create table t (a int, b int) partition by list (a);
create table p partition of t for values in (1);
-- refused
alter table t add constraint filled not null b no inherit;
-- refused
alter table only t alter column b set not null;
-- refused
create table u (a int, b int not null no inherit) partition by list (a);
alter table t add constraint filled not null b;
-- refused
alter table p drop constraint filled;

-- # NOT NULL under a name that is taken
create table t (a int, b int, constraint filled check (a > 0));
-- refused
alter table t add constraint filled not null b;
-- refused
create table u (a int constraint filled not null, b int, constraint filled check (a > 0));
-- refused
create table v (a int constraint filled not null, b int constraint filled not null);

-- # NOT NULL of two parents
create table one (a int constraint one_filled not null);
create table other (a int constraint other_filled not null);
create table both_of () inherits (one, other);
create table own (a int not null) inherits (one, other);
-- refused
create table kept (a int not null no inherit) inherits (one);
alter table both_of no inherit one;
alter table one alter column a drop not null;
-- refused
alter table both_of alter column a drop not null;

-- # NOT NULL that is not valid yet
create table t (a int);
alter table t add constraint filled not null a not valid;
-- refused
alter table t add constraint filled not null a;
-- refused
alter table t add primary key (a);
alter table t alter column a set not null;
alter table t add primary key (a);

-- # NOT NULL that heirs do not have
create table parent (a int constraint filled not null no inherit);
create table child () inherits (parent);
-- refused
alter table parent alter column a set not null;
alter table only parent alter column a set not null;
alter table parent rename constraint filled to full_up;
-- refused
alter table child rename constraint full_up to other;

-- # a name that a constraint gets is free
create table parent (a int constraint filled not null, constraint positive check (a > 0));
create table child (b int, constraint own check (b > 0)) inherits (parent);
-- refused
alter table parent rename constraint positive to own;
-- refused
alter table parent rename constraint filled to own;
-- refused
alter table parent rename constraint positive to filled;
-- refused
alter table child rename constraint positive to other;
-- refused
alter table parent rename constraint nowhere to other;
alter table parent rename constraint positive to above;
alter table parent rename constraint filled to there;

-- # types of the system
-- refused
drop type int4;
-- refused
drop type pg_catalog.int4;
-- refused
drop domain nowhere;
drop type if exists nowhere;
create type mood as enum ('ok');
-- refused
drop domain mood;
create table t (a mood);
-- refused
drop type t;
-- refused
drop type mood;
drop type mood cascade;

-- # keys of a partitioned table
create table t (a int, b int, c int) partition by list (b);
-- refused
alter table t add unique (a);
-- refused
create unique index on t (a);
-- refused
create unique index on t (a, (b + 0));
create unique index on t (b, a);
create index on t (a);
-- refused
create table u (a int primary key, b int) partition by list (b);
-- refused
create table w (a int, b int, unique (a, b)) partition by list ((a + b));

-- # indexes that are attached
create table t (a int, b int) partition by list (a);
create table p partition of t for values in (1);
create table q partition of t for values in (2);
create index whole on only t (b);
create index of_p on p (b);
create index more_of_p on p (b);
create index other on p (a);
create index of_q on q (b);
-- refused
alter index whole attach partition other;
-- refused
alter index whole attach partition nowhere;
-- refused
alter index whole attach partition p;
alter index whole attach partition of_p;
alter index whole attach partition of_p;
-- refused
alter index whole attach partition more_of_p;
alter index whole attach partition of_q;
-- refused
drop index of_q;

-- # an index of a key that is attached
create table t (a int, b int) partition by list (a);
create table p partition of t for values in (1);
alter table only t add constraint whole unique (a);
create unique index of_p on p (a);
-- refused
alter index whole attach partition of_p;
alter table p add constraint p_key unique (a);
alter index whole attach partition p_key;

-- # keys that say the same
create table t (a int, b int, unique (a), unique (a), constraint named unique (a), unique (a, b), unique (b, a));
create table u (a int, unique (a) deferrable, unique (a), unique nulls not distinct (a));
create table v (a int primary key, unique (a), constraint other unique (a) include (a));
create table w (a int, b int, exclude using btree (a with =), exclude using btree (a with =), exclude using btree (b with =));
alter table w add unique (a), add unique (a);

-- # identity and sequences
create table t (a int generated always as identity, b serial, c int);
-- refused
alter table t alter column c add generated always as identity;
-- refused
alter table t alter column a add generated always as identity;
-- refused
alter table t alter column b add generated always as identity;
-- refused
alter table t alter column a set default 1;
-- refused
alter table t alter column a drop not null;
-- refused
drop sequence t_a_seq;
-- refused
drop sequence t_b_seq;
alter table t alter column a drop identity;
-- refused
alter table t alter column a drop identity;
alter table t alter column a drop identity if exists;
alter table t add column d bigserial;
alter table t add column e int generated by default as identity;
-- refused
alter table t add column f int null generated by default as identity;

-- # identity of children
create table parent (a int);
create table child () inherits (parent);
-- refused
alter table parent add column b int generated always as identity;
-- refused
alter table only parent add column b int;
create table t (a int, b int) partition by list (a);
create table p partition of t for values in (1);
alter table t add column c int generated always as identity;
-- refused
alter table p alter column c drop identity;
-- refused
alter table only t alter column c drop identity;
alter table t alter column c drop identity;

-- # generated columns
create table parent (a int, b int generated always as (a * 2) stored);
create table child () inherits (parent);
-- refused
alter table parent alter column a drop expression;
alter table parent alter column a drop expression if exists;
-- refused
alter table child alter column b drop expression;
-- refused
alter table only parent alter column b drop expression;
-- refused
alter table parent alter column b set default 1;
-- refused
alter table parent alter column a set expression as (1);
alter table parent alter column b set expression as (a * 3);
alter table parent alter column b drop expression;

-- # columns of partitions
create table t (a int, b int, c int) partition by list (a);
create table p partition of t for values in (1);
-- refused
alter table t drop column a;
-- refused
alter table p drop column b;
-- refused
alter table only t drop column b;
-- refused
alter table p add column d int;
-- refused
alter table t alter column a type bigint;
-- refused
alter table only t alter column b type bigint;
alter table t drop column b;
alter table t drop column if exists b;

-- # columns that children have by themselves, too
create table parent (a int, b int, c int);
create table child (b int) inherits (parent);
alter table only parent drop column c;
alter table parent drop column b;
-- refused
alter table child drop column a;
alter table child drop column c;

-- # indexes of what is not there, or of partitions
create table t (a int, b int) partition by list (a);
-- refused
create index concurrently on t (a);
-- refused
create index on nowhere (a);
-- refused
create index on t (c);
-- refused
create table u (a int) partition by list (b);
-- refused
create table w (a int, b int null not null);
-- refused
create table w (a int, b int generated always as (a + 1) stored, c int generated always as (b + 1) stored);

-- # what can be a partition
create table t (a int, b int);
create table p (a int, b int);
-- refused
alter table t attach partition p for values in (1);
-- refused
create table q partition of t for values in (1);
create table whole (a int, b int) partition by list (a);
alter table whole attach partition p for values in (1);
-- refused
alter table whole attach partition p for values in (2);
-- refused
alter table p inherit t;
-- refused
alter table p no inherit whole;
-- refused
alter table t inherit whole;
-- refused
alter table whole detach partition t;
alter table whole detach partition p;
alter table p inherit t;
-- refused
alter table p inherit t;
-- refused
alter table t inherit p;
alter table p no inherit t;
-- refused
alter table p no inherit t;

-- # heirs that lack what they should have
create table parent (a int not null, b int generated always as (a * 2) stored, constraint positive check (a > 0));
create table other (a int not null, constraint positive check (a > 0));
-- refused
alter table other inherit parent;
alter table other add column b int;
-- refused
alter table other inherit parent;
alter table other drop column b;
alter table other add column b int generated always as (a * 2) stored;
alter table other inherit parent;
create table bare (a int, b int generated always as (a * 2) stored, constraint positive check (a > 0));
-- refused
alter table bare inherit parent;
alter table bare alter column a set not null;
alter table bare drop constraint positive;
-- refused
alter table bare inherit parent;
alter table bare add constraint positive check (a > 1);
-- refused
alter table bare inherit parent;
create table kept (a int not null no inherit, b int generated always as (a * 2) stored, constraint positive check (a > 0));
-- refused
alter table kept inherit parent;
alter table other no inherit parent;
alter table other drop column b;
alter table other drop constraint positive;
alter table other alter column a drop not null;

-- # identity of what becomes a partition
create table whole (a int, b int generated always as identity) partition by list (a);
create table p (a int, b int not null);
alter table whole attach partition p for values in (1);
create table q (a int, b int generated always as identity);
-- refused
alter table whole attach partition q for values in (2);
-- refused
alter table p alter column b drop identity;
alter table whole detach partition p;
alter table p alter column b drop not null;

-- # checks that are not enforced
create table t (a int);
alter table t add constraint positive check (a > 0) not enforced;
-- refused
alter table t validate constraint positive;
create table child () inherits (t);
create table own (constraint positive check (a > 0)) inherits (t);
-- refused
alter table t add constraint positive check (a > 0);

-- # types and domains that move
create schema other;
create type mood as enum ('ok');
create domain positive as int check (value > 0);
create domain checked as positive not null default 1;
create table t (a mood, b checked, c positive[]);
alter type mood set schema other;
alter domain positive set schema other;
-- refused
alter domain other.mood set schema public;
-- refused
alter domain other.mood rename to state;
-- refused
alter type nowhere set schema other;
-- refused
alter domain nowhere rename to somewhere;
create type pair as (a int, b int);
-- refused
alter domain pair rename to two;
-- refused
alter domain pair set schema other;
-- refused
drop domain pair;
-- refused
drop domain other.positive;
alter table t add column d other.mood;
alter type other.mood rename to state;
alter domain other.positive rename to above;
drop domain other.above cascade;
drop type other.state cascade;

-- # extensions
create extension citext;
-- refused
create extension citext;
create extension if not exists citext;
create table t (a citext);
-- refused
drop extension citext;
drop extension citext cascade;

-- # views in the place of others
create table t (a int, b text);
create view v as select a, b from t;
-- refused
create view v as select 1 as one;
-- refused
create or replace view v as select a from t;
-- refused
create or replace view v as select b, a from t;
create or replace view v as select a, b, a + 1 as c from t;
-- refused
create view w (x, y, z, more) as select a, b from t;
create view w (x) as select a, b from t;
create materialized view m (x) as select a, b from t;
-- refused
create or replace view m as select a from t;
-- refused
drop view m;
-- refused
drop table v;
drop materialized view m;

-- # the type of a column with keys, indexes and references
create table t (a int primary key, b int unique, c int);
create index by_c on t (c);
create index by_sum on t ((b + c));
create index partial on t (a) where c > 0;
create table u (a int references t, b int references t (b));
alter table t alter column b type bigint;
alter table t alter column c type bigint;
alter table u alter column b type bigint;
alter table t alter column a type bigint;

-- # columns in a partition key of expressions
create table t (a int, b int, c int) partition by range ((a + 1), (b + 1));
-- refused
alter table t drop column a;
-- refused
alter table t drop column b;
-- refused
alter table t alter column b type bigint;
alter table t drop column c;

-- # keys of indexes with another order
create table t (a int not null, b int not null, c int not null);
create unique index down on t (a desc);
create unique index first on t (b nulls first);
create unique index plain on t (c);
-- refused
alter table t add constraint down_key unique using index down;
-- refused
alter table t add constraint first_key unique using index first;
alter table t add constraint plain_key primary key using index plain;

-- # checks that LIKE takes over under a name that is taken
create table source (a int constraint positive check (a > 0), b int not null);
-- refused
create table t (like source including constraints, c int constraint positive check (c > 0));
-- refused
create table t (like source including constraints, like source including constraints);
create table t (like source including constraints, c int constraint more check (c > 0));
create table u (like source, c int constraint positive check (c > 0));

-- # constraints that are altered
create table p (a int primary key);
create table t (a int references p, b int not null, c int unique, constraint positive check (b > 0));
alter table t alter constraint t_a_fkey deferrable;
-- refused
alter table t alter constraint t_c_key deferrable;
-- refused
alter table t alter constraint t_b_not_null deferrable;
-- refused
alter table t alter constraint positive deferrable;
-- refused
alter table t alter constraint nowhere deferrable;
alter table t alter constraint t_a_fkey not enforced;
alter table t alter constraint t_a_fkey enforced;

-- # search paths of a transaction and of the session
create schema one;
create schema two;
begin;
set local search_path to one;
create table t (a int);
set search_path to two;
create table t (b int);
commit;
create table u (c int);
begin;
set search_path to one;
rollback;
create table v (d int);
