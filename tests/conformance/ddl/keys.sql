-- # keys: each way to write one
create table t (a int primary key, b int unique, c int constraint c_once unique, d int, e int, unique (d, e), constraint de unique (e, d));
-- refused
alter table t add primary key (b);
alter table t add unique (c, d) include (e);
alter table t add constraint nd unique nulls not distinct (d);
alter table t add unique (a) deferrable initially deferred;
create table u (a int, b int, primary key (a, b) include (c), c text);
create table v (a int, constraint p primary key (a));
-- refused
create table w (a int primary key, b int primary key);
-- refused
create table w (a int primary key, b int, primary key (b));
-- refused
create table w (a int, unique (nope));
-- refused
create table w (a int, unique (a, a));
-- refused
create table w (a int, primary key (a) include (nope));
create table w (a int, b int, unique (a) include (a, b));
-- refused
create table x (a int unique primary key unique, b int unique unique, unique (b), primary key (a), unique (a, b), unique (a, b) include (b));
-- refused
create table y (a int unique, primary key (a), primary key (a));
create table y (a int constraint named unique, unique (a), constraint other unique (a));
create table z (a int unique, constraint pk primary key (a));
create table zz (a int unique deferrable, unique (a), unique nulls not distinct (a));
alter table zz drop constraint zz_a_key, drop constraint zz_a_key1;
create table big (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb int, ccccccccccccccccccccccccccccccccccc int, ddddddddddddddddddddddddddddd int, unique (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccccccccccccccccccccccc, ddddddddddddddddddddddddddddd));

-- # keys: by an index that there is
create table t (a int, b int, c int);
create unique index i on t (a);
alter table t add constraint pk primary key using index i;
create unique index j on t (b, c) include (a);
alter table t add unique using index j;
-- refused
alter table t add unique using index j;
create index k on t (c);
-- refused
alter table t add unique using index k;
create unique index l on t (c) where c > 0;
-- refused
alter table t add unique using index l;
create unique index m on t ((c + 1));
-- refused
alter table t add unique using index m;
create unique index n on t (c desc);
-- refused
alter table t add unique using index n;
-- refused
alter table t add unique using index nope;
create table u (a int);
create unique index o on u (a);
-- refused
alter table t add unique using index o;
-- refused
alter table u add constraint t primary key using index o;
alter table u add constraint o primary key using index o deferrable;
alter index o rename to oo;
alter table u rename constraint oo to ooo;
-- refused
drop index ooo;
alter table u drop constraint ooo;
create table x (a int not null);
create unique index xi on x (a);
alter table x add primary key using index xi;

-- # keys: dropping them
create table t (a int primary key, b int unique);
alter table t drop constraint t_pkey;
-- refused
alter table t drop constraint t_pkey;
alter table t drop constraint if exists t_pkey;
-- refused
drop index t_b_key;
-- refused
drop index t_b_key cascade;
alter table t add primary key (b);
create table u (a int references t, b int references t (b));
-- refused
alter table t drop constraint t_b_key;
alter table t drop constraint t_pkey cascade;
alter table t alter a drop not null;
alter table t alter b drop not null;
-- refused
alter table t drop constraint nope;

-- # keys: exclusion
create table t (a int4range, b int, c tsrange, exclude using gist (a with &&));
alter table t add constraint x exclude using gist (a with &&, c with =) include (b) where (b > 0) deferrable;
alter table t add exclude (b with =);
alter table t add exclude (b desc nulls last with =, (b + 1) with =);
alter table t add exclude using hash (b with =);
alter table t rename column c to cc;
alter table t drop column b;
-- refused
alter table t drop constraint x;

-- # keys: without overlaps
create table rooms (id int4range, during tstzrange, primary key (id, during without overlaps));
alter table rooms add constraint u unique (id, during without overlaps);
create table bookings (id int, room int4range, during tstzrange, foreign key (room, period during) references rooms (id, period during));
alter table bookings add foreign key (room, period during) references rooms;
-- refused
alter table bookings add foreign key (room, during) references rooms (id, during);
-- refused
create table x (a tstzrange, unique (a without overlaps));
-- refused
alter table rooms drop constraint rooms_pkey;
alter table rooms drop constraint rooms_pkey cascade;

-- # checks
create table t (a int check (a > 0) check (a < 10), b int, c int constraint c check (c > b), check (a > b and b > c), check (true), constraint named check (a = 1) not enforced);
alter table t add constraint later check (b > 0) not valid;
alter table t validate constraint later;
alter table t validate constraint later;
-- refused
alter table t validate constraint nope;
-- refused
alter table t validate constraint named;
alter table t add check (a > 0) no inherit;
alter table t drop constraint later, drop constraint t_a_check;
alter table t add check (a in (1, 2) or b is null), add check (a between 1 and 10), add check (a = any (array[1, 2]));
-- refused
alter table t add check (nope > 0);
-- refused
alter table t add check (t.nope > 0);
alter table t add check (t.a > 0);
-- refused
alter table t add check (other.a > 0);
-- refused
alter table t add check (a > (select 1));
alter table t rename a to aa;
alter table t drop b;
-- refused
alter table t alter constraint named deferrable;
create table u (a text check (a ~ '^x' and length(a) > 3 and a like 'x%' and a <> ''), b bool check (b), c bool check (not c), d int check (d is distinct from 3));
-- refused
create table v (a int, check (a > 0), constraint v_a_check check (a > 1), constraint v_a_check check (a > 2));
-- refused
create table v (a int, check (a > 0), constraint v_a_check check (a > 1));
create table w (a int, check (a > 0) not valid);

-- # foreign keys: each way to write one
create table p (a int primary key, b int unique, c int, d int, unique (c, d));
create table t (
  a int references p, b int references p (b) on delete cascade, c int, d int constraint named references p on update set null on delete set default,
  foreign key (c, d) references p (c, d) match full, constraint reversed foreign key (d, c) references p (d, c) on delete restrict deferrable initially deferred
);
alter table t add foreign key (a) references p;
alter table t add constraint late foreign key (a) references p (b) not valid;
alter table t validate constraint late;
alter table t add e int references p deferrable;
alter table t add constraint ne foreign key (a) references p not enforced;
-- refused
alter table t validate constraint ne;
alter table t alter constraint ne enforced;
alter table t alter constraint ne not enforced;
alter table t alter constraint ne deferrable initially deferred;
alter table t alter constraint ne not deferrable;
-- refused
alter table t alter constraint nope deferrable;
-- refused
alter table t add foreign key (a) references p (c);
-- refused
alter table t add foreign key (a, b) references p;
-- refused
alter table t add foreign key (nope) references p;
-- refused
alter table t add foreign key (a) references p (nope);
-- refused
alter table t add constraint named foreign key (a) references p;
alter table t add foreign key (c, d) references p (d, c);
alter table t add foreign key (c) references p on delete set null (c);
create unique index i on p (d);
alter table t add foreign key (d) references p (d);
create unique index j on p (c) where c > 0;
-- refused
alter table t add foreign key (c) references p (c);
-- refused
drop index i;
drop index i cascade;
create table nokey (a int);
-- refused
create table u (a int references nokey);
create table self (id int primary key, parent int references self, up int references self (id), unique (parent, id), foreign key (parent, up) references self (parent, id));
create table fwd (a int references fwd (b), b int unique, c int references fwd (d), d int primary key);
-- refused
create table x (a int references x);
create view v as select a from p;
-- refused
create table y (a int references v);
create table y (a int unique deferrable);
-- refused
create table z (a int references y (a));

-- # foreign keys: what they follow
create table p (a int primary key, b int unique);
create table c (a int references p, b int references p (b));
alter table p rename to pp;
alter table pp rename a to aa;
alter table c rename b to bb;
alter table c rename to cc;
alter table cc rename constraint c_a_fkey to fk;
-- refused
drop table pp;
-- refused
alter table pp drop aa;
-- refused
alter table pp drop constraint p_pkey;
alter table pp drop aa cascade;
alter table cc drop bb;
drop table pp;
create table p (id int primary key);
create table q (id int primary key references p);
create table r (id int primary key references q, p int references p);
-- refused
drop table p, q;
drop table q, p, r;
create table p (id int primary key);
create table q (id int primary key references p);
drop table p cascade;

-- # foreign keys: names that Postgres chooses
create table p (a int primary key, b int, c int, unique (b, c));
create table c (a int references p, b int, c int, foreign key (b, c) references p (b, c), foreign key (a) references p);
alter table c add foreign key (a) references p, add foreign key (b, c) references p (b, c);
create table c_a_fkey3 (a int);
create table d (x int constraint c_a_fkey2 check (x > 0));
alter table c add foreign key (a) references p;
alter table c add d int references p, add foreign key (d) references p;
create table "Long table name with more than forty letters in it" ("a column's name that is nearly as long as the other" int references p, "second" int, foreign key ("a column's name that is nearly as long as the other", "second") references p (b, c));
alter table "Long table name with more than forty letters in it" add foreign key ("a column's name that is nearly as long as the other") references p;

-- # keys: initially deferred
create table t (a int primary key, b int unique initially deferred);
create table u (a int references t initially deferred, b int constraint k references t on delete cascade deferrable initially immediate);
create table v (a int, b int, unique (a) initially deferred, foreign key (b) references t initially deferred);
-- refused
alter table u add foreign key (b) references t (b);
alter table u alter constraint k initially deferred;
alter table u alter constraint k not deferrable;

-- # keys: what Postgres refuses of indexes and generated columns
create table t (a int primary key, b int);
create unique index i on t (b) nulls not distinct;
create table u (a int, g int generated always as (a + 1) stored, h int generated always as (a + 2) stored references t on delete cascade);
create unique index j on u (g) nulls not distinct;
-- refused
alter table u add primary key using index j;
alter table u add unique using index j;
-- refused
alter table u add foreign key (g) references t on update cascade;
-- refused
alter table u add foreign key (g) references t on delete set null;
-- refused
alter table u add foreign key (g) references t on update set default;
alter table u add foreign key (g) references t on delete cascade on update restrict;

-- # keys: exclusion constraints that repeat another
create table t (a int, exclude (a with =), constraint b exclude (a with =), exclude (a with =) where (a > 1), exclude using hash (a with =));
create table u (a int, b int, constraint c exclude (a with =, lower(b::text) with =), constraint d exclude (a with =, lower(b::text) with =) deferrable);
alter table u add constraint e exclude (a with =), add constraint f exclude (a with =);

-- # keys: columns within an exclusion constraint's expressions
create table t (a int, b int, c text, d int, exclude (a with =) where (b > 0), exclude (a with =, lower(c) with =), exclude (a with =, b with =) include (d));
-- refused
alter table t drop b;
-- refused
alter table t drop c;
alter table t drop d;
alter table t drop b cascade;
alter table t drop c cascade;

-- # keys: by an index that sorts otherwise
create table t (a text, b text collate "C", c varchar(3));
create unique index i on t (a text_pattern_ops);
create unique index j on t (a collate "C");
create unique index k on t (a collate "default" text_ops, b collate "C");
create unique index l on t (c varchar_ops);
-- refused
alter table t add unique using index i;
-- refused
alter table t add unique using index j;
alter table t add unique using index k;
-- refused
alter table t add primary key using index l;

-- # keys: a NOT NULL that goes and comes back with a key
create table t (a int not null, b int not null, c int not null);
-- refused
alter table t alter a drop not null, add primary key (a);
alter table t alter a drop not null, add primary key (a, b), add not null a;
alter table t drop constraint t_pkey, alter b drop not null, alter b set not null, add primary key (b);

-- # keys: foreign tables, and those that partitions may not have
create foreign table f (x int, y int not null, check (x > 0)) server nowhere;
-- refused
alter table f add primary key (x);
-- refused
alter table f add unique (x);
create table r (id int primary key);
-- refused
alter table f add foreign key (x) references r;
-- refused
create index on f (x);
alter table f add check (y > 0);
create table p (x int, y int) partition by range (x);
create index on p (y);
create foreign table p1 partition of p for values from (1) to (2) server nowhere;
-- refused
create unique index on p (x);
-- refused
alter table p add primary key (x);
drop foreign table p1;
create unique index on p (x);
-- refused
create foreign table p2 partition of p for values from (1) to (2) server nowhere;
create foreign table p3 (x int, y int) server nowhere;
-- refused
alter table p attach partition p3 for values from (1) to (2);

-- # keys: on columns that are not quite NOT NULL
create table t (a int not null no inherit, b int, c int, d int not null);
-- refused
alter table t add primary key (a);
alter table t add constraint nb not null b not valid;
-- refused
alter table t add primary key (b);
alter table t validate constraint nb;
alter table t add primary key (b);
alter table t drop constraint t_pkey;
create unique index i on t (c);
alter table t add primary key using index i;
alter table t drop constraint i;
-- refused
alter table t add primary key (c, c);
-- refused
alter table t add unique (c, c);
create table u (x int);
create table uc () inherits (u);
-- refused
alter table only u add primary key (x);
alter table uc alter x set not null;
alter table only u add primary key (x);
create unique index uci on uc (x);
-- refused
alter table u add constraint k unique using index uci;
