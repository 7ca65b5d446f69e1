-- # a column that a view reads in WHERE
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select id from t where c > 0;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in GROUP BY
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select count(*) from t group by c;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in GROUP BY beside an output of that name
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select id as d, count(*) from t group by id, c;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in GROUP BY of an expression
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select count(*) from t group by c + 1;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in GROUPING SETS
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select count(*) from t group by grouping sets ((c), ());
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in HAVING
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select count(*) from t having max(c) > 0;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in ORDER BY
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select id from t order by c;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in ORDER BY behind LIMIT
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select id from t order by c limit 3;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in LIMIT
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select id from u limit (select max(c) from t);
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in OFFSET
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select id from u offset (select max(c) from t);
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in DISTINCT ON
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select distinct on (c) id from t;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in a window
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select rank() over (order by c) as r from t;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in a named window
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select rank() over w as r from t window w as (partition by c);
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in FILTER
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select count(*) filter (where c > 0) as n from t;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in ON
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select u.id from u join t on t.c = u.id;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in ON of LEFT
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select u.id from u left join t on t.c = u.id;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in ON within a join
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select u.id from u join (t join u as v on t.c = v.id) on v.id = u.id;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in USING
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select u.id from u join t using (c);
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in NATURAL
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select u.id from u natural join (select c from t) as x;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in a lateral query
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select u.id from u, lateral (select 1 from t where t.c = u.id) as x;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in what a lateral query takes
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select t.id from t, lateral (select u.id as other from u where u.id = t.c) as x;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in EXISTS
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select id from u where exists (select from t where t.c = u.id);
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in IN
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select id from u where id in (select c from t);
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in an outer level
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select id from t where exists (select from (select 1 as one) as x where one = c);
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in WITH
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as with x as (select c from t) select c from x;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in an arm of UNION
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select id from u union all select c from t;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in CASE
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select case when c > 0 then 1 else 2 end as n from t;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in an argument of a function in FROM
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select n from t, generate_series(1, t.c) as n;
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;

-- # a column that a view reads in VALUES
create table t (id int, c int, d int);
create table u (id int, c int);
create view v as select x.n from t, lateral (values (t.c)) as x (n);
-- refused
alter table t drop column c;
-- refused
alter table t alter column c type bigint;
alter table t drop column d;
alter table t rename column c to e;
alter table t drop column e cascade;
