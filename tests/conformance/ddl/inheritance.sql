-- # inheritance: columns and merges
create table a (x int not null default 1, y text);
create table b (y text not null, z int check (z > 0));
create table c (w int, x int) inherits (a, b);
create table d () inherits (c);
alter table a add v int not null default 3 check (v > 0);
alter table a rename x to xx;
-- refused
alter table c rename xx to x;
-- refused
alter table a rename y to yy;
alter table a drop v;
alter table a drop y;
alter table b drop y;
-- refused
alter table c drop xx;
alter table only a drop xx;
alter table c drop xx;
alter table b add constraint k check (z < 10);
-- refused
alter table c drop constraint k;
alter table b rename constraint k to k2;
-- refused
alter table c rename constraint k2 to k3;
alter table only b drop constraint k2;
alter table c drop constraint k2;
alter table b alter z set default 5;
alter table only b alter z set default 6;
alter table b alter z type bigint;
-- refused
alter table c alter z type int;
-- refused
alter table only b alter z type int;
-- refused
alter table only b add q int;
-- refused
alter table only b add check (z < 100);
alter table only b add check (z < 100) no inherit;
alter table b add check (z < 200) no inherit;
-- refused
drop table a;
drop table d, c;
drop table a, b;

-- # inheritance: what does not merge
create table a (x int default 1);
create table b (x text);
create table c (x int default 2);
-- refused
create table d () inherits (a, b);
-- refused
create table d () inherits (a, c);
create table d (x int default 3) inherits (a, c);
-- refused
create table e (x text) inherits (a);
-- refused
create table e () inherits (a, a);
-- refused
create table e () inherits (nope);
create table k1 (x int, constraint k check (x > 0));
create table k2 (x int, constraint k check (x > 1));
-- refused
create table e () inherits (k1, k2);
create table k3 (x int, constraint k check (x > 0));
create table e () inherits (k1, k3);
-- refused
create table f (constraint k check (x > 5)) inherits (k1);
create table f (constraint k check (x > 0)) inherits (k1);
alter table k1 drop constraint k;
create table p (x int) partition by list (x);
-- refused
create table f2 () inherits (p);
create view v as select 1 as x;
-- refused
create table f2 () inherits (v);

-- # inheritance: keys are not inherited
create table a (id int primary key, x int unique references a, y int references a);
create table b () inherits (a);
create index on a (y);
alter table b add primary key (id);
alter table a drop constraint a_pkey cascade;
-- refused
alter table b alter id drop not null;
-- refused
alter table a alter id drop not null;
alter table b drop constraint b_pkey;
-- refused
alter table b alter id drop not null;

-- # inheritance: inherit and no inherit
create table a (x int not null, y text default 'y', check (x > 0));
create table b (x int not null, y text);
-- refused
alter table b inherit a;
alter table b add constraint a_x_check check (x > 0);
alter table b inherit a;
-- refused
alter table b inherit a;
-- refused
alter table a inherit b;
alter table a add z int;
alter table b no inherit a;
-- refused
alter table b no inherit a;
alter table b drop z, drop constraint a_x_check, alter x drop not null;
create table c (x int);
-- refused
alter table c inherit a;
create table d (x int, y text, z int, constraint a_x_check check (x > 0));
-- refused
alter table d inherit a;
alter table d alter x set not null;
alter table d inherit a;
create table e (w int) inherits (d);
alter table a add constraint nn not null y;
alter table a drop constraint nn;
alter table a rename z to zz;
alter table d no inherit a;
alter table a drop zz;
-- refused
drop table d;
drop table a;

-- # inheritance: not null through several parents
create table a (x int not null);
create table b (x int constraint b_nn not null);
create table c () inherits (a, b);
create table d (x int constraint own not null) inherits (a, b);
alter table a alter x drop not null;
-- refused
alter table c alter x drop not null;
alter table b drop constraint b_nn;
alter table d alter x drop not null;
alter table a alter x set not null;
alter table b alter x set not null;
alter table only a alter x drop not null;
create table e (x int, y int constraint a_x_not_null not null);
create table f (x int constraint clash not null, y int);
create table g (y int constraint clash not null) inherits (f);
create table n (x int not null no inherit);
create table o () inherits (n);
create table q () inherits (c);
-- refused
alter table a rename constraint a_x_not_null to renamed;
-- refused
alter table q rename constraint renamed to other;
-- refused
alter table q no inherit a;
-- refused
alter table q rename constraint renamed to other;
-- refused
create table r (x int not null no inherit) inherits (b);
alter table only b alter x drop not null;
-- refused
alter table d alter x set not null, alter x drop not null, drop column x;
alter table c alter x drop not null;

-- # inheritance: renaming through several parents
create table a (x int);
create table b (x int);
create table c () inherits (a, b);
-- refused
alter table a rename x to y;
-- refused
alter table b rename x to y;
create table top (k int);
create table l () inherits (top);
create table r () inherits (top);
create table bottom () inherits (l, r);
alter table top rename k to kk;
alter table top add m int;
alter table top drop kk;
alter table l no inherit top;
alter table top drop m;
-- refused
alter table only top rename m to mm;

-- # inheritance: an identity beside the parent's default
create table a (x int default 1, y int default 2, z int);
create table b (x int generated by default as identity, y serial) inherits (a);
create table i (z int generated always as identity, x int generated always as identity);
create table c (like i including all) inherits (a);
alter table b alter x drop identity;
alter table c alter x drop identity;

-- # inheritance: a check and a NOT NULL of one name
create table a (x int constraint k not null);
create table b (y int constraint k check (y > 0));
create table c (z int constraint k not null);
-- refused
create table d () inherits (a, b);
create table e (w int constraint k check (w > 0)) inherits (a);
create table d () inherits (a, c);

-- # columns: what inherits is altered where it comes from
create table p (x int, g int generated always as (x * 2) stored, k int check (k > 0));
create table c () inherits (p);
create table d (x int, own int) inherits (p);
create table q (x int);
create table e () inherits (p, q);
-- refused
alter table c alter x type bigint;
-- refused
alter table only p alter x type bigint;
-- refused
alter table p alter x type bigint;
-- refused
alter table q alter x type bigint;
-- refused
alter table c alter g drop expression;
-- refused
alter table only p alter g drop expression;
alter table p alter g drop expression;
-- refused
alter table p alter g drop expression;
alter table p alter g drop expression if exists;
-- refused
alter table d drop x;
alter table only p drop x;
alter table c drop x;
alter table d drop x;
-- refused
alter table e drop x;
alter table q drop x;
-- refused
alter table c drop constraint p_k_check;
alter table only p drop constraint p_k_check;
alter table c drop constraint p_k_check;
alter table only c alter k set default 4;
alter table only p alter k set default 5;

-- # columns: a column of several parents loses one
create table a (x int);
create table b (x int);
create table ab () inherits (a, b);
create table abx (x int) inherits (a, b);
alter table a drop x;
alter table only b drop x;
alter table ab drop x;
alter table abx drop x;

-- # inheritance: what a parent and a child disagree in
create table p (a int, b text collate "C", c int generated always as (a + 1) stored, d int, e int not null);
create table q (a int, b text, c int, e int);
create table r (c int generated always as (5) stored);
create table s (b text collate "C", c int);
-- refused
create table m () inherits (p, q);
-- refused
create table m () inherits (q, r);
-- refused
create table m () inherits (p, s);
-- refused
create table m (b text) inherits (p);
create table m (b text collate "C", c int) inherits (p);
-- refused
create table m (c int default 4) inherits (p);
create table n (a int, b text, c int generated always as (a + 1) stored, d int, e int not null);
-- refused
alter table n inherit p;
alter table n alter b type text collate "C";
alter table n inherit p;
create table o (a int, b text collate "C", c int, d int, e int not null);
-- refused
alter table o inherit p;
create table o2 (a int, b text collate "C", c int generated always as (a + 1) stored, d int generated always as (a + 1) stored, e int not null);
-- refused
alter table o2 inherit p;
create table o3 (a int, b text collate "C", c int generated always as (a + 1) stored, d int, e int);
-- refused
alter table o3 inherit p;
alter table o3 alter e set not null;
alter table o3 inherit p;
create table o4 (b text collate "C", c int generated always as (1) stored, d int, e int not null);
-- refused
alter table o4 inherit p;
-- refused
alter table p add b int;
alter table p add f int;
create table x (f text) inherits (q);
-- refused
alter table q add f int;
alter table q add f text;

-- # inheritance: temporary tables
create temp table t (x int);
-- refused
create table c () inherits (t);
create temp table c () inherits (t);
create table p (x int);
create temp table d () inherits (p);
create table e (x int);
-- refused
alter table e inherit t;
alter table p add y int;
alter table t add y int;

-- # not null: through parents, with and without heirs
create table p (x int, y int, z int);
create table c () inherits (p);
create table g () inherits (c);
alter table p add constraint nx not null x no inherit;
-- refused
alter table p add constraint other not null x;
-- refused
alter table p alter x set not null;
alter table only p alter x set not null;
alter table c add constraint ny not null y;
alter table p add constraint ny2 not null y no inherit;
alter table p add not null z not valid;
-- refused
alter table p add not null z;
-- refused
alter table p add constraint nz not null z not valid;
alter table p alter z set not null;
-- refused
alter table c alter z drop not null;
alter table p alter z drop not null;
-- refused
alter table only p add not null z;
alter table c add constraint nz not null z not valid;
-- refused
alter table p add constraint pz not null z;
alter table p add constraint pz not null z not valid;
alter table c validate constraint nz;
alter table p validate constraint pz;
alter table only p alter z drop not null;
alter table c alter z drop not null;
-- refused
alter table p drop constraint nope;
alter table p drop constraint if exists nope;
alter table p drop constraint nx;
-- refused
create table d (a int not null no inherit, b int, not null a);
create table d (a int not null no inherit, b int, not null a no inherit);
-- refused
create table e (a int constraint one not null, constraint two not null a);
create table e (a int constraint one not null, constraint one not null a);
create table f (a int not null, constraint two not null a);
create table h (x int, constraint own not null z no inherit) inherits (p);
-- refused
alter table p add constraint pz not null z;
-- refused
create table h (x int, constraint own not null z no inherit) inherits (p);
-- refused
create table h (x int, constraint own not null z) inherits (p);
create table i (x int, constraint pz check (x > 0)) inherits (p);

-- # inheritance: defaults and expressions of several parents
create table a (x int default 1, g int generated always as (5) stored, y int, s serial);
create table b (x int default 1, g int generated always as (5) stored, y int default 2, s int);
create table c (x int, g int generated always as (6) stored, y int default 3);
create table d (x int default 1 + 0);
create table ab () inherits (a, b);
-- refused
create table bc () inherits (b, c);
-- refused
create table bc (y int default 4) inherits (b, c);
create table bc (y int default 4, g int generated always as (7) stored) inherits (b, c);
-- refused
create table ad () inherits (a, d);
create table cd () inherits (c, d);
create table da () inherits (d, c);
alter table a add z int generated always as (x + 1) stored;
create table deep () inherits (ab);
create table deeper () inherits (deep);
alter table a add w int generated always as (y * 2) stored, add v int default 7 check (v > 0);
-- refused
alter table a add id int generated always as identity;
-- refused
alter table only a add u int;
alter table a add n serial;
alter table b add t text collate "C";
-- refused
alter table a add t text;
alter table a add t text collate "C";
alter table a alter w drop expression;
alter table ab alter y set default 9;
alter table a alter y set default 10;
alter table only a alter y drop default;

-- # inheritance: what may become a parent or a child
create type ty as (x int);
create table typed of ty;
create table p (x int);
create table pt (x int) partition by range (x);
create table pt1 partition of pt for values from (1) to (2);
create view v as select 1 as x;
create foreign table f (x int) server nowhere;
create temp table tt (x int);
create table c (x int);
-- refused
alter table typed inherit p;
-- refused
alter table pt inherit p;
-- refused
alter table pt1 inherit p;
-- refused
alter table c inherit pt;
-- refused
alter table c inherit pt1;
-- refused
alter table c inherit v;
-- refused
alter table c inherit tt;
-- refused
alter table c inherit c;
alter table c inherit f;
alter table f inherit p;
alter table tt inherit p;
alter table c inherit p;
-- refused
alter table c inherit p;
-- refused
alter table p inherit c;
-- refused
alter table c no inherit typed;
alter table c no inherit p;
-- refused
alter table pt1 no inherit pt;
-- refused
create table g () inherits (v);
create table g () inherits (f);
-- refused
create table g () inherits (p, p);

-- # inheritance: a child gives up a parent
create table p (x int not null, y int constraint yn not null, constraint k check (x > 0), constraint l check (y > 0));
create table q (x int not null, constraint k check (x > 0));
create table c (own int) inherits (p, q);
create table d (x int not null, y int not null, constraint k check (x > 0), constraint l check (y > 0)) inherits (p);
create table g () inherits (c);
alter table c no inherit p;
alter table c alter y drop not null;
alter table c drop constraint l;
-- refused
alter table c drop constraint k;
alter table c drop y;
alter table c no inherit q;
alter table c drop constraint k;
alter table c alter x drop not null;
alter table d no inherit p;
alter table d drop constraint k;
-- refused
alter table d inherit p;
alter table d add constraint k check (x > 0) not valid;
-- refused
alter table d inherit p;
alter table d validate constraint k;
alter table d inherit p;
-- refused
alter table d drop constraint l;

-- # inheritance: NOT NULL that a child has otherwise
create table p (x int not null);
create table c1 (x int);
create table c2 (x int not null no inherit);
create table c3 (x int, constraint n not null x not valid);
-- refused
alter table c1 inherit p;
-- refused
alter table c2 inherit p;
alter table c1 alter x set not null;
alter table c1 inherit p;
create table c4 (x int);
alter table c4 add constraint n not null x not valid;
-- refused
alter table c4 inherit p;
alter table c4 validate constraint n;
alter table c4 inherit p;
alter table p alter x drop not null;
