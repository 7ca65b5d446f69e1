-- # checks: merged with those that a child has
create table p (x int);
create table c (x int, constraint k check (x > 0)) inherits (p);
create table g () inherits (c);
-- refused
alter table p add constraint k check (x > 1);
alter table p add constraint k check (x > 0);
-- refused
alter table c drop constraint k;
alter table p drop constraint k;
alter table c drop constraint k;
create table c2 (x int, constraint k2 check (x > 0) no inherit) inherits (p);
-- refused
alter table p add constraint k2 check (x > 0);
alter table p add constraint k2 check (x > 0) no inherit;
alter table c add constraint k3 check (x > 0) not valid;
-- refused
alter table p add constraint k3 check (x > 0);
alter table p add constraint k3 check (x > 0) not valid;
alter table c add constraint k4 check (x > 0) not enforced;
-- refused
alter table p add constraint k4 check (x > 0);
alter table p add constraint k5 check (x > 0) not enforced;
alter table c add constraint k6 check (x > 0);
alter table p add constraint k6 check (x > 0) not enforced;
alter table c add constraint k7 unique (x);
-- refused
alter table p add constraint k7 check (x > 0);
-- refused
alter table p add constraint k6 check (x > 0);
alter table c add constraint k8 check (x > 8);
-- refused
alter table c add constraint k8 check (x > 8);
-- refused
alter table only p add constraint k9 check (x > 9);
alter table only p add constraint k9 check (x > 9) no inherit;

-- # checks: an inherited one said again by the child
create table p (x int, constraint k check (x > 0), constraint n check (x > 1) not enforced);
create table c () inherits (p);
-- refused
alter table c add constraint k check (x > 0) no inherit;
-- refused
alter table c add constraint k check (x > 5);
-- refused
alter table c add constraint k check (x > 0) not enforced;
alter table c add constraint k check (x > 0);
-- refused
alter table c add constraint k check (x > 0);
alter table c add constraint n check (x > 1);
alter table p drop constraint k;
alter table p drop constraint n;
alter table p add constraint v check (x > 2) not valid;
-- refused
alter table c add constraint v check (x > 2);
alter table c add constraint v check (x > 2) not valid;
alter table p validate constraint v;

-- # checks: validated with those below
create table p (x int);
create table c () inherits (p);
create table g () inherits (c);
create table c2 () inherits (p);
alter table p add constraint k check (x > 0) not valid;
alter table p validate constraint k;
alter table p add constraint m check (x > 0) no inherit not valid;
alter table c add constraint m check (x > 5) not valid;
alter table p validate constraint m;
alter table p validate constraint m;
alter table p add constraint f check (x > 0) not enforced;
-- refused
alter table p validate constraint f;
alter table p add constraint u unique (x);
-- refused
alter table p validate constraint u;
-- refused
alter table p validate constraint nope;
-- refused
alter table p validate constraint f;
