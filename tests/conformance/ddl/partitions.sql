-- # partitions: range, list, hash, default and sub-partitions
create table r (id int not null, at date not null, x text default 'x') partition by range (at);
create table r1 partition of r for values from ('2020-01-01') to ('2021-01-01');
create table r2 partition of r (primary key (id), x default 'y') for values from ('2021-01-01') to (maxvalue);
create table rd partition of r default;
create table l (a text, b int) partition by list (a);
create table l1 partition of l for values in ('a', 'b') partition by hash (b);
create table l11 partition of l1 for values with (modulus 2, remainder 0);
create table l12 partition of l1 for values with (modulus 2, remainder 1) partition by range (a, b);
create table ld partition of l default;
create table e (a int, b int) partition by range ((a + b), lower(b::text));
create table e1 partition of e default;
create table h (a int) partition by hash (a);
-- refused
create table r3 partition of r1 for values from (1) to (2);
alter table r add y int not null default 1;
alter table r rename id to key;
alter table r drop x;
-- refused
alter table r1 rename y to z;
-- refused
alter table r1 drop y;
-- refused
alter table r drop at;
-- refused
alter table e drop b;
-- refused
alter table r alter at type timestamp;
-- refused
alter table r1 add z int;
-- refused
alter table only r add z int;
-- refused
create table bad (a int) partition by range (nope);
drop table r1;
drop table r;

-- # partitions: keys and indexes
create table p (id int, at date, x int, primary key (id, at), unique (at, x)) partition by range (at);
create index on p (x);
create index named on p (lower(x::text)) where x > 0;
create table p1 partition of p for values from ('2020-01-01') to ('2021-01-01');
create table p2 (id int not null, at date not null, x int);
create index p2_x on p2 (x);
create unique index p2_u on p2 (at, x);
alter table p attach partition p2 for values from ('2021-01-01') to ('2022-01-01');
create table p3 (id int not null, at date not null, x int, constraint pk primary key (id, at), unique (at, x));
create index p3_a on p3 (x desc);
create index p3_b on p3 (x);
create index p3_c on p3 (x);
alter table p attach partition p3 for values from ('2022-01-01') to ('2023-01-01');
create table p4 partition of p (unique (at, x), constraint own check (x > 0)) for values from ('2023-01-01') to ('2024-01-01') partition by range (at);
create table p41 partition of p4 default;
-- refused
drop index p1_x_idx;
-- refused
drop index p1_x_idx cascade;
-- refused
alter table p1 drop constraint p1_pkey;
drop index named;
alter table p drop constraint p_at_x_key;
alter table p add unique (at, id);
create index on only p (at);
create unique index p_only on only p (id, at, x);
create unique index p1_only on p1 (id, at, x);
alter index p_only attach partition p1_only;
alter index p_only attach partition p1_only;
create unique index p1_only2 on p1 (id, at, x);
-- refused
alter index p_only attach partition p1_only2;
create index p2_only on p2 (id, at);
-- refused
alter index p_only attach partition p2_only;
drop index p2_only;
create unique index p2_only on p2 (id, at, x);
alter index p_only attach partition p2_only;
create unique index p3_only on p3 (id, at, x);
alter index p_only attach partition p3_only;
create unique index p4_only on p4 (id, at, x);
alter index p_only attach partition p4_only;
-- refused
create unique index on p (x);
-- refused
alter table p add unique (x);
-- refused
alter table p add primary key (id);
-- refused
create index concurrently on p (x);
drop table p4;
create index later on p (x, at);
alter index later rename to later2;
alter index p1_x_at_idx rename to p1_later;
alter table p rename constraint p_pkey to p_pk;
alter table p1 rename constraint p1_pkey to p1_pk;
alter table p drop constraint p_pk;

-- # partitions: only
create table p (a int, b int) partition by list (a);
create table p1 partition of p for values in (1);
create table p2 partition of p for values in (2);
alter table only p add constraint u unique (a, b);
alter table p1 add constraint u1 unique (a, b);
alter index u attach partition u1;
alter table p2 add constraint u2 unique (a, b);
alter index u attach partition u2;
-- refused
alter table only p add primary key (a);
alter table p1 alter a set not null;
alter table p2 alter a set not null;
alter table only p add primary key (a);
-- refused
alter table only p add check (a > 0);
-- refused
alter table only p add foreign key (b) references p (a);
-- refused
alter table only p drop column b;
-- refused
alter table only p alter b set not null;
alter table only p drop constraint u;
create table q (a int primary key) partition by list (a);
alter table only q add unique (a);
create index on only q (a);
create table q1 partition of q default;

-- # partitions: attach and detach
create table p (a int not null, b text, constraint p_a_check check (a > 0), constraint c2 check (b <> '')) partition by list (a);
create table p1 (a int not null, b text, constraint p_a_check check (a > 0), constraint c2 check (b <> ''));
alter table p attach partition p1 for values in (1);
alter table p detach partition p1;
create table x1 (b text, a int not null, constraint p_a_check check (a > 0), constraint c2 check (b <> ''));
alter table p attach partition x1 default;
alter table p detach partition x1;
create table x2 (a int not null);
-- refused
alter table p attach partition x2 for values in (2);
create table x3 (a int not null, b text, c int);
-- refused
alter table p attach partition x3 for values in (2);
create table x4 (a bigint not null, b text);
-- refused
alter table p attach partition x4 for values in (2);
create table x5 (a int, b text, constraint p_a_check check (a > 0), constraint c2 check (b <> ''));
-- refused
alter table p attach partition x5 for values in (2);
create table x6 (a int not null, b text);
-- refused
alter table p attach partition x6 for values in (2);
-- refused
alter table p detach partition x6;
-- refused
alter table p attach partition p for values in (3);
alter table p attach partition p1 for values in (1);
-- refused
alter table p attach partition p1 for values in (2);
create index on p (b);
create table f (id int primary key);
alter table p add f int references f;
alter table p detach partition p1;
alter table p1 drop constraint p_f_fkey;
alter table p1 drop column f;
alter table p drop column f;
alter table p1 alter a drop not null;
drop index p1_b_idx;
alter table p attach partition x1 default;
drop table f;

-- # partitions: foreign keys
create table o (id int primary key);
create table p (id int, o int references o on delete cascade, primary key (id)) partition by hash (id);
create table p1 partition of p for values with (modulus 2, remainder 0);
create table p2 (id int not null, o int references o on delete cascade);
alter table p attach partition p2 for values with (modulus 2, remainder 1);
alter table p add constraint late foreign key (o) references o;
-- refused
alter table p1 drop constraint p_o_fkey;
-- refused
alter table p1 drop constraint late;
alter table p drop constraint late;
create table c (p int references p);
alter table c add foreign key (p) references p;
-- refused
create table p3 partition of p1 default;
-- refused
alter table p drop constraint p_pkey;
-- refused
drop table p;
-- refused
drop table p1;
alter table p detach partition p1;
drop table p cascade;
alter table o rename to oo;
create table x (a int primary key) partition by list (a);
create table x1 partition of x for values in (1) partition by list (a);
create table x11 partition of x1 for values in (1);
create table y (a int references x, b int references x1, c int references x11);
create table x2 partition of x for values in (2);
create table x12 partition of x1 default;
alter table y add foreign key (a) references x, add constraint y_b_fkey1 foreign key (b) references x1;
drop table y;

-- # partitions: not null, checks and defaults go down
create table p (a int, b int, c int) partition by list (a);
create table p1 partition of p for values in (1);
create table p2 partition of p (b not null, c default 5, check (b > 0)) for values in (2);
alter table p alter b set not null;
-- refused
alter table p1 alter b drop not null;
alter table p alter b drop not null;
alter table p add constraint chk check (c > 0);
-- refused
alter table p1 drop constraint chk;
alter table p drop constraint chk;
alter table p alter c set default 3;
alter table p1 alter c set default 4;
alter table only p alter c drop default;
alter table p alter c type bigint;
alter table p1 alter b set not null;
alter table p alter b set not null;
alter table p alter b drop not null;
alter table p add d int generated always as identity;
-- refused
alter table p1 alter d drop identity;
create table p3 partition of p for values in (3);
alter table p detach partition p3;
alter table p alter d drop identity;
alter table p add e int generated always as (b + 1) stored;
alter table p add s serial;
alter table p drop s;
-- refused
alter table p rename constraint p_b_not_null to x;
alter table p add constraint named not null c;
alter table p rename constraint named to renamed;
-- refused
alter table p1 rename constraint renamed to x;
-- refused
create table p4 partition of p (nope not null) for values in (4);
-- refused
create table p4 partition of p (b default 1, b default 2) for values in (4);

-- # partitions: dropping
create table p (a int, b int) partition by list (a);
create table p1 partition of p for values in (1) partition by list (b);
create table p11 partition of p1 for values in (1);
create view v as select * from p11;
-- refused
drop table p;
drop table p cascade;
create table p (a int) partition by list (a);
create table p1 partition of p default;
create schema s;
create table s.p2 partition of p for values in (2);
drop schema s cascade;
drop table p1;
alter table p rename to pp;
create table p1 partition of pp default;
alter table p1 set schema public;
alter table pp rename a to aa;
truncate pp;

-- # partitions: foreign keys through detach and attach
create table o (id int primary key) partition by list (id);
create table o1 partition of o for values in (1) partition by list (id);
create table o11 partition of o1 for values in (1);
create table c (id int, o int references o) partition by list (id);
create table c1 partition of c for values in (1);
create table c2 partition of c for values in (2) partition by list (id);
create table c21 partition of c2 for values in (2);
create table o2 partition of o for values in (2);
alter table c detach partition c1;
alter table c attach partition c1 for values in (1);
alter table c detach partition c2;
alter table c attach partition c2 for values in (2);
alter table o detach partition o1;
alter table o attach partition o1 for values in (1);
alter table o1 detach partition o11;
-- refused
drop table o2;
alter table c drop constraint c_o_fkey;
drop table o2;
create table s (id int primary key, up int references s) partition by list (id);
create table s1 partition of s for values in (1);
create table s2 partition of s for values in (2);
alter table s detach partition s1;
alter table s attach partition s1 for values in (1);
-- refused
drop table s1;

-- # partitions: a new type renames what partitions have of indexes and foreign keys
create table p (a int, b text, part int, primary key (a, b, part)) partition by list (part);
create table p1 partition of p for values in (1);
create table q (a int, b text, part int) partition by list (part);
alter table q add constraint fk foreign key (a, b, part) references p (a, b, part);
create table q1 partition of q for values in (1);
alter table q rename constraint fk to fk2;
alter table q alter b type text;
create index on q (b);
create unique index on p (b, part);
alter index p1_b_part_idx rename to foo;
alter index q1_b_idx rename to bar;
alter index p1_pkey rename to baz;
alter table p alter a type int;
alter table q alter b type text;
alter table p alter b type text;
alter table q rename constraint fk2 to fk3;
alter table p alter a type int;

-- # partitions: a new expression or type makes indexes anew
create table g (a int, b int generated always as (a + 1) stored, part int) partition by list (part);
create table g1 partition of g for values in (1);
create index on g (b);
alter index g1_b_idx rename to foo;
alter table g alter b set expression as (a + 2);
create table q (a int, b text, part int) partition by list (part);
create unique index on q (b, part);
create table q1 (a int, b text, part int, constraint own unique (b, part));
alter table q attach partition q1 for values in (1);
-- refused
alter table q alter b type varchar;
create table r (a int, b text, part int) partition by list (part);
create table r1 (a int, b text, part int);
create index own1 on r1 (b desc);
create index on r (b);
alter table r attach partition r1 for values in (1);
alter table r alter b type varchar;
alter table r rename b to c;
create index r1_c_idx on r1 (a);
alter table r alter c type text;
create table s (a int, part int) partition by list (part);
create table s1 partition of s for values in (1);
create table s2 partition of s for values in (2) partition by list (part);
create table s22 partition of s2 for values in (2);
create index of_s on only s (a);
create index on s1 (a);
create unique index on s (a, part);
alter table s add constraint self foreign key (a, part) references s (a, part);
alter table s rename a to "longer Name";
alter table s alter "longer Name" type bigint;
create table f (x bigint, y int, foreign key (x, y) references s ("longer Name", part));
alter table f rename constraint f_x_y_fkey to other;
alter table s alter "longer Name" type int;

-- # partitions: exclusion constraints through detach and attach
create table p (a int, b int, constraint x exclude (a with =, b with =)) partition by list (a);
create table p1 partition of p for values in (1);
alter table p detach partition p1;
alter table p attach partition p1 for values in (1);
create table p2 (a int, b int, constraint y exclude (a with =, b with =) where (b > 0));
alter table p attach partition p2 for values in (2);
create table p3 (a int, b int, unique (a, b), constraint z exclude (a with =, b with =));
alter table p attach partition p3 for values in (3);

-- # partitions: a key of another kind does for a new one
create table p (a int, b int) partition by list (a);
create table p1 partition of p (a unique) for values in (1);
alter table p add primary key (a);
create table p2 partition of p (b unique) for values in (2);
create table p3 (a int not null unique, b int);
alter table p attach partition p3 for values in (3);
alter table p detach partition p1;
alter table p attach partition p1 for values in (1);

-- # columns: only a partitioned table
create table p (id int not null, x int, g int generated always as (x + 1) stored, constraint k check (x > 0)) partition by range (id);
-- refused
alter table only p drop x;
create table p1 partition of p for values from (1) to (2);
-- refused
alter table only p drop g;
alter table only p drop constraint k;
-- refused
alter table only p alter g drop expression;
-- refused
alter table only p alter id add generated always as identity;
-- refused
alter table p1 alter id add generated always as identity;
alter table p alter id add generated always as identity;
-- refused
alter table only p alter id set generated by default;
-- refused
alter table p1 alter id set generated by default;
alter table p alter id set generated by default;
-- refused
alter table only p alter id drop identity;
-- refused
alter table p1 alter id drop identity;
alter table p alter id drop identity;
alter table p alter id drop identity if exists;
-- refused
alter table p alter id drop identity;
-- refused
alter table p alter id set generated always;
alter table p1 drop constraint k;
-- refused
alter table p drop constraint k;

-- # checks: those of partitions
create table p (id int, x int, constraint k check (x > 0)) partition by range (id);
create table p1 partition of p for values from (1) to (2);
-- refused
alter table p1 add constraint k check (x > 0);
alter table p1 add constraint own check (x > 3);
alter table p add constraint own check (x > 3);
-- refused
alter table p1 drop constraint own;
alter table p drop constraint own;
-- refused
alter table p add constraint n check (x > 3) no inherit;
alter table p1 add constraint n check (x > 3) no inherit;
-- refused
alter table p add constraint n check (x > 3);
create table p2 (id int, x int);
-- refused
alter table p attach partition p2 for values from (2) to (3);
alter table p2 add constraint k check (x > 9);
-- refused
alter table p attach partition p2 for values from (2) to (3);
alter table p2 drop constraint k;
alter table p2 add constraint k check (x > 0) no inherit;
-- refused
alter table p attach partition p2 for values from (2) to (3);
alter table p2 drop constraint k;
alter table p2 add constraint k check (x > 0) not valid;
-- refused
alter table p attach partition p2 for values from (2) to (3);
alter table p2 drop constraint k;
alter table p2 add constraint k check (x > 0) not enforced;
-- refused
alter table p attach partition p2 for values from (2) to (3);
alter table p2 drop constraint k;
alter table p2 add constraint k check (x > 0);
alter table p attach partition p2 for values from (2) to (3);
-- refused
alter table p2 drop constraint k;
alter table p detach partition p2;
alter table p2 drop constraint k;

-- # foreign keys: altered with their copies
create table r (id int primary key);
create table r2 (id int, k int, primary key (id, k)) partition by range (id);
create table r21 partition of r2 for values from (1) to (2);
create table p (id int, x int, k int) partition by range (id);
create table p1 partition of p for values from (1) to (2);
create table p2 partition of p for values from (2) to (3) partition by range (id);
create table p21 partition of p2 for values from (2) to (3);
alter table p add constraint fk foreign key (x) references r;
-- refused
alter table p1 alter constraint fk deferrable;
alter table p alter constraint fk deferrable initially deferred;
alter table p alter constraint fk not enforced;
alter table p alter constraint fk enforced;
alter table p alter constraint fk not deferrable;
-- refused
alter table p alter constraint nope deferrable;
alter table p add constraint fk2 foreign key (x, k) references r2 not valid;
-- refused
alter table p add constraint fk2 foreign key (x, k) references r2;
alter table p alter constraint fk2 deferrable;
alter table p add constraint ck check (x > 0);
-- refused
alter table p alter constraint ck deferrable;
-- refused
alter table p alter constraint p_pkey deferrable;
create table n (a int not null, b int constraint nb not null);
-- refused
alter table n alter constraint nb deferrable;
alter table n validate constraint nb;
alter table n add constraint fk foreign key (a) references r not valid;
alter table n alter constraint fk enforced;
alter table n validate constraint fk;
alter table n alter constraint fk not enforced;
alter table n alter constraint fk not enforced;
-- refused
alter table n validate constraint fk;
alter table n alter constraint fk enforced;

-- # not null: partitioned tables have it whole
-- refused
create table p (x int not null no inherit, y int) partition by range (x);
create table p (x int, y int, z int) partition by range (x);
-- refused
alter table p add not null y no inherit;
create table p1 partition of p for values from (1) to (2);
-- refused
alter table only p alter y set not null;
-- refused
alter table only p add not null y;
alter table p alter y set not null;
-- refused
alter table p1 alter y drop not null;
-- refused
alter table p1 add constraint own not null y;
alter table p1 add not null y;
-- refused
alter table p1 drop constraint p_y_not_null;
alter table p1 alter z set not null;
alter table p add not null z;
alter table p alter z drop not null;
alter table p1 alter z drop not null;
alter table p alter y drop not null;

-- # partitions: what cannot be one
create type ty as (x int, y int);
-- refused
create table g (x int, y int generated always as (x * 2) stored) partition by range (y);
create table p (x int, y int) partition by range (x);
create table typed of ty;
-- refused
alter table p attach partition typed for values from (1) to (2);
create table parent (x int, y int);
create table child () inherits (parent);
-- refused
alter table p attach partition child for values from (1) to (2);
-- refused
alter table p attach partition parent for values from (1) to (2);
-- refused
create temp table t1 partition of p for values from (1) to (2);
create temp table t1 (x int, y int);
-- refused
alter table p attach partition t1 for values from (1) to (2);
create temp table tp (x int, y int) partition by range (x);
-- refused
create table pp partition of tp for values from (1) to (2);
create temp table pp partition of tp for values from (1) to (2);
create table i1 (x int not null generated always as identity, y int);
-- refused
alter table p attach partition i1 for values from (1) to (2);
create table more (x int, y int, z int);
-- refused
alter table p attach partition more for values from (1) to (2);
create table less (x int);
-- refused
alter table p attach partition less for values from (1) to (2);
create table other (x bigint, y int);
-- refused
alter table p attach partition other for values from (1) to (2);
create view v as select 1 as x, 2 as y;
-- refused
alter table p attach partition v for values from (1) to (2);
create table ok (y int, x int);
alter table p attach partition ok for values from (1) to (2);
-- refused
alter table p attach partition ok for values from (2) to (3);
-- refused
alter table parent attach partition more for values from (1) to (2);
-- refused
alter table p detach partition more;
-- refused
alter table p attach partition p for values from (2) to (3);
-- refused
alter table ok inherit parent;
-- refused
create table h () inherits (p);
-- refused
create table h () inherits (ok);
-- refused
alter table child inherit p;
-- refused
alter table ok no inherit p;

-- # partitions: which index is the same
create table p (a int, b int, c text, d int) partition by range (a);
create index pa on p (a);
create index pad on p (a desc nulls last);
create index pac on p (a) include (b);
create index pc on p (c text_pattern_ops);
create index pcc on p (c collate "C");
create index ph on p using hash (b);
create index pe on p (lower(c));
create index pw on p (b) where b > 0;
create unique index pu on p (a, b) nulls not distinct;
create table p1 (a int, b int, c text, d int);
create index on p1 (a desc);
create index on p1 (a) include (d);
create index on p1 (c);
create index on p1 (c collate "POSIX");
create index on p1 (b);
create index on p1 (upper(c));
create index on p1 (b) where b > 1;
create unique index on p1 (a, b);
alter table p attach partition p1 for values from (1) to (2);
create table p2 (d int, c text, b int, a int);
create index one on p2 (a);
create index two on p2 (a desc nulls last);
create index three on p2 (a) include (b);
create index four on p2 (c text_pattern_ops);
create index five on p2 (c collate "C");
create index six on p2 using hash (b);
create index seven on p2 (lower(c));
create index eight on p2 (b) where b > 0;
create unique index nine on p2 (a, b) nulls not distinct;
alter table p attach partition p2 for values from (2) to (3);
-- refused
drop index one;
drop index pa;
alter table p detach partition p2;
drop index two;
alter index pc rename to pc2;
alter index five rename to six_;
drop index pcc;

-- # partitions: indexes that are attached one by one
create table p (a int, b int) partition by range (a);
create table p1 partition of p for values from (1) to (2);
create table p2 partition of p for values from (2) to (4) partition by range (a);
create table p21 partition of p2 for values from (2) to (3);
create index i on only p (b);
create index i1 on p1 (b);
create index i2 on only p2 (b);
create index i21 on p21 (b);
-- refused
alter index i attach partition i21;
alter index i attach partition i1;
alter index i attach partition i1;
alter index i attach partition i2;
alter index i2 attach partition i21;
create index i1b on p1 (b);
-- refused
alter index i attach partition i1b;
create index j on only p (a);
-- refused
alter index j attach partition i1;
create table loose (a int, b int);
create index li on loose (b);
-- refused
alter index i attach partition li;
alter table only p add constraint u unique (a);
alter table p1 add constraint u1 unique (a);
create unique index u2 on p2 (a);
-- refused
alter index u attach partition u2;
alter index u attach partition u1;
-- refused
drop index i1;
drop index i;
-- refused
alter table p1 drop constraint u1;
alter table p drop constraint u;
