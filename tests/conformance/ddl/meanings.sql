-- # meanings: what a name in a view means, as columns are renamed
create table t (a int, b int, c int);
create table u (a int, b int, d int);
create view grouped as select a as b, count(*) as n from t group by b, a order by b;
create view by_output as select c as d from t group by d order by d;
create view natural_one as select a, b, t.c, u.d from t natural join u;
-- refused
create view ambiguous as select b from t join u using (a);
create view merged as select a, t.b, u.b as other from t join u using (a) where a > 1;
create view recursive_one as with recursive w as (select a, b from t union all select t.a, w.b from w join t on t.b = w.a) select a, b from w;
create view correlated as select (select max(d) from u where u.a = t.a and b = c) as most from t;
create view beside as select t.a, l.d from t, lateral (select u.d from u where u.b = t.b) l;
create view whole_row as select t from t;
create view whole_row_as as select x as whole, x.a from t x;
create view having_one as select a from t group by a having count(b) > 1 order by 1;
create view distinct_one as select distinct on (a) b, a from t order by a, b;
create view windowed as select sum(c) over (partition by a order by b) as s, rank() over w as r from t window w as (order by c);
create view renamed_list (x, y) as select a, b from t;
create view of_list as select x from (select a, b from t) as s (x, y) where y > 1;
create view sorted_term as select a as c from t order by c + 1;
create view joined_as as select j.x, j.y from (t join u using (a)) as j (x, y);
create view within as select a from t where exists (select from u where u.a = t.a and b = t.b);
create view unioned as select a from t union select b from u order by a;
alter table t rename b to bb;
alter table u rename d to dd;
drop view merged;
drop view joined_as;
alter table t rename a to aa;
drop view natural_one;
alter table t rename c to a;
drop view recursive_one;
drop view whole_row;
alter table t rename to tt;
alter table u rename to t;
alter table t rename b to bb;
alter table tt add b int;
alter table t rename dd to b;
create schema s;
alter table t set schema s;
alter schema s rename to "S x";

-- # meanings: a name that another table has got since
create table t (a int, b int, c int);
create table u (a int, x int);
create view correlated as select (select max(x) from u where u.a = t.a and x = c) as most, b from t;
create view crossed as select b, x, c + x as sum from t, u where b = x order by c;
create view aliased as select b, x from t one, u two where c = x;
create view self as select one.a, x from t one join u on u.a = one.a where exists (select from t where b = x and c = 1);
create view in_join as select b, j.x from (t join u on t.a = u.a) j (a, b, c, d, x);
create view in_named_join as select b, j.x from (t join u on t.a = u.a) j;
create table n (x int, check (x > 0));
alter table n enable row level security;
create policy mine on n using (exists (select from t where b = x and c > x));
alter table t rename b to b2;
alter table t rename b2 to b;
drop view in_join, in_named_join;
alter table u add b int, add c int;
alter table t add x int;
alter table t rename c to k;
alter table u rename x to k;
alter table n rename x to b;
alter table n rename to t2;

-- # meanings: a name of what is no table, which a table beside it has got since
create table t (a int, b int, l int[]);
create table u (a int, c int, x int);
create table w (e int, f int);
create view named as with s as (select a, b from t) select s.a, x from s, u where b = x;
create view derived as select b, x from (select b from t) s, u where b = x order by b;
create view recursive_one as with recursive r (id, depth) as (select a, 0 from t where b is null union all select t.a, depth + 1 from t join r on b = id) select id, depth from r;
create view renamed_list as select p, x from t as tt (p, q), u where q = c;
create view unnested as select e, x from t, unnest(l) as e, u where e = x;
create view counted as select g, b from t, generate_series(1, b) g where b > g;
create view listed as select b, k from t, (values (1), (2)) s (k) where b = k;
create view captured as select (select max(x) from u where c = d) as m, exists (select from u where x = d) as n from (select a as d from t) s;
create view merged as select a, b, x from t join u using (a) where x > b;
create view joined as select j.c, f from (t join u on b = c) j left join w on f = c;
alter table u add b int, add depth int, add q int, add k int, add d int, add e int, add g int;
alter table t add k int, add g int, add e int, add depth int;
alter table w add x int, add a int, add b int, add c int;
alter table t rename a to key;
alter table u rename x to y;

-- # meanings: functions, sequences and types that expressions name
create schema s;
create sequence q;
create sequence s.q;
create function f(int) returns int immutable language sql as 'select $1';
create function s.f(int) returns int immutable language sql as 'select $1';
create type mood as enum ('ok', 'bad');
create domain d as int check (value > 0);
create table t (a int default nextval('q'), b int default nextval('s.q'::regclass), c mood default 'ok', e d, check (f(a) > 0));
create index on t (f(a)) where s.f(b) > 1;
create index on t (e) where c = 'ok'::mood;
alter table t add g int generated always as (f(a) + s.f(b)) stored;
create view v as select f(a) as x, s.f(b) as y, c = 'bad' as z, e::d from t where currval('q') > 1 and s.f(1) = f(2);
alter function f(int) rename to h;
alter function s.f(int) rename to f2;
alter sequence q rename to r;
alter sequence s.q rename to "Q q";
alter type mood rename to "Mood";
alter domain d rename to dd;
alter schema s rename to ss;
alter function h(int) set schema ss;
alter sequence r set schema ss;
alter type "Mood" set schema ss;
alter function ss.f2(int) set schema public;
-- refused
drop function ss.h(int);
-- refused
drop type ss."Mood";
-- refused
drop sequence ss.r;
drop function f2(int) cascade;
drop sequence ss.r cascade;
drop type ss."Mood" cascade;

-- # meanings: a label of an enum that is renamed
create type mood as enum ('ok', 'bad', 'sad');
create type other as enum ('ok');
create function f(boolean) returns boolean immutable language sql as 'select $1';
create table t (a mood default 'ok', b mood default 'ok'::mood, c text default 'ok', o other default 'ok', l mood[], n int,
  check (a <> 'ok'), check (a in ('ok', 'bad')), check (f('ok' = a)));
create index on t (n) where a = 'ok';
create index on t (n) where a = 'ok'::mood and c = 'ok' and o = 'ok';
create index on t (n) where a between 'ok' and 'sad';
create index on t (n) where 'ok' = any (l);
create index on t (n) where coalesce(a, 'ok') = 'ok';
create index on t ((a = 'ok'), (case a when 'ok' then 1 else 2 end));
create table p (a mood, n int) partition by list (a);
create policy mine on t using (a = 'ok') with check (a is distinct from 'ok');
alter table t add g boolean generated always as (a = 'ok') stored;
create view v as select a, c from t where a = 'ok' and c = 'ok';
create view w as select x.c from (select a, c from t) x join t y on y.a = 'ok' where exists (select from t z where z.a in ('ok', 'sad') and z.c = 'ok');
alter type mood rename value 'ok' to 'fine';
alter type mood rename value 'bad' to 'ok';
alter type mood rename to "Mood";
create index on t (n) where a = 'ok';
alter type "Mood" rename value 'ok' to 'worse';

-- # meanings: a label of an enum that is renamed, in lists, results and what queries give
create type mood as enum ('ok', 'bad', 'sad', 'it''s');
create domain dm as mood;
create function f(mood) returns int immutable language sql as 'select 1';
create table t (n int, a mood, l mood[] default '{ok,bad}', m mood[] default array['ok']::mood[], c text default 'ok'::mood::text, d dm default 'ok',
  e mood default 'ok'::text::mood, parent int, check (a = any ('{ok,bad,it''s}'::mood[])), check (l @> array['ok']::mood[]), check (not (l && '{ok}')),
  check (l[1] = 'ok'), check ((case when n > 1 then 'ok' else a end) = 'bad'), check (f('ok') = n), check (a = any (enum_range('ok'::mood, 'bad'))),
  check (a = 'ok'::text::mood), check (c = 'ok'));
alter table t add g mood generated always as (case when n > 1 then 'ok'::mood else 'bad' end) stored, add h mood generated always as ('ok') stored;
create table u (b mood, x int, a mood);
create view most as select n from t group by n having max(a) = 'ok';
create view derived as select n from (select n, a as b from t) s where s.b = 'ok';
create view named as with s as (select n, a as b from t) select n from s where b in ('ok', 'sad');
create view on_view as select n from derived where exists (select from named where named.n = derived.n and f('ok') = 1);
create view a_view as select n, a as b, c from t;
create view of_view as select n from a_view where b = 'ok' and c = 'ok';
create view scalar as select n from t where (select a from t limit 1) = 'ok' and a in (select 'ok'::mood);
create view united as select n, a from t union all select 1, 'ok' union all select 2, 'bad';
create view listed as select n from t join (values ('ok'), ('bad'::mood)) x (m) on x.m = a;
create view rows as select n from t where (a, n, c) = ('ok', 1, 'ok') and (n, a) in ((1, 'ok'), (2, 'bad'));
create view merged as select n, x from t full join u using (a) where a = 'ok';
create view joined as select j.n from (t join u on t.a = u.b) j (n, y) where j.y = 'ok';
create view beside as select t.n, o.b from t left join lateral (select b from u where u.x = t.n) o on o.b = 'ok';
create view recursive_one as with recursive r as (select n, a from t where a = 'ok' union all select t.n, t.a from t join r on t.parent = r.n where r.a <> 'ok') select n from r where a = 'ok';
create view of_lists as select n from t where not ('bad' = all (l)) and l = '{ok}' and l[1] in ('ok', 'bad');
create materialized view kept as select n, a from t;
create index on kept (n) where a = 'ok';
alter table t rename a to k;
alter type mood rename value 'ok' to 'all well, "really"';
alter type mood rename value 'bad' to 'ok';

-- # meanings: what is built again when a type changes
create table t (a int, b text, c int unique, d int, check (d > 1), unique (d, a), exclude (a with =));
create unique index one on t (b);
create index two on t (c) where d > 1;
create index three on t (d, b);
alter table t add primary key (a);
alter table t alter b set not null;
alter table t cluster on three;
create table u (x int references t (c), y int references t (a) on delete cascade);
alter table t alter d type bigint;
alter table t alter c type bigint;
alter table t alter a type bigint;
alter table t alter b type varchar(10);
-- refused
alter table t alter d type int, alter d type smallint;
alter table t alter b type text collate "C";
create table p (a int, b int) partition by range (a);
create table p1 partition of p for values from (1) to (2);
create index pi on p (b);
alter table p1 cluster on p1_b_idx;
alter table p alter b type bigint;
-- refused
alter table p1 alter b type int;
-- refused
alter table p alter a type bigint;

-- # meanings: the type that the arms of a union have in common
create table t (a smallint, b int, c bigint, d numeric(10, 2), e real, f float8, v varchar(10), w text, x varchar(20), k date, l timestamp, m timestamptz(3), n int[], o bigint[], p char(3), q char(5), r bit(3), s bit(4));
create view numbers as select a, b, c, d, e, a as f from t union all select b, c, a, e, f, c from t;
create view more_numbers as select d, d as e, f from t union select c, d, b from t;
create view texts as select v, w, v as x, w as y from t union select w, v, x, w from t;
create view times as select k, l, m, k as n from t union all select l, m, k, k from t;
create view padded as select p, r, p as same, r as alike from t union select q, s, p, r from t;
create table made as select a, b, c from t union all select c, a, c from t;
create table child () inherits (made);
create table other (a bigint, b int, c bigint);
create table of_two () inherits (made, other);
create table third (a int);
-- refused
create table neither () inherits (made, third);
create view three as select a from t union all select b from t union all select f from t;

-- # meanings: the expression of a generated column that only the parent changes
create table p (a int, g int generated always as (a + 1) stored not null, constraint k check (g > 0), constraint other check (a > 0), constraint mine check (g > 1) no inherit);
create table c () inherits (p);
create table d () inherits (c);
alter table only p alter g set expression as (a + 2);
alter table p alter g set expression as (a + 3);
-- refused
alter table c drop constraint k;
alter table p drop constraint k;
alter table only p drop constraint other;
