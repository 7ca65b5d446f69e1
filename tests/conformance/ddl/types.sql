-- # enums
create type mood as enum ('sad', 'ok');
create type empty as enum ();
-- refused
create type mood as enum ('a');
-- refused
create type twice as enum ('a', 'a');
alter type mood add value 'happy';
alter type mood add value 'so so' before 'ok';
alter type mood add value if not exists 'ok';
alter type mood add value 'great' after 'happy';
-- refused
alter type mood add value 'ok';
-- refused
alter type mood add value 'x' before 'nope';
-- refused
alter type nope add value 'x';
alter type mood rename value 'sad' to 'blue';
-- refused
alter type mood rename value 'sad' to 'x';
-- refused
alter type mood rename value 'blue' to 'ok';
create table t (a mood default 'ok', b mood[]);
alter type mood rename to feeling;
create schema s;
alter type feeling set schema s;
alter table t add c s.feeling, add d s.feeling[];
-- refused
drop type s.feeling;
drop type s.feeling cascade;
drop type if exists nope, empty;
-- refused
drop type nope;
create type s.mood as enum ('a');
create table u (a s.mood);
set search_path = s, public;
create table v (a mood);
create type mood2 as enum ('b');
reset search_path;
create table w (a s.mood2);
drop schema s cascade;
-- refused
create type long as enum ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
create type "Quoted Type" as enum ('a''b', 'C d', 'é');
create table q (a "Quoted Type", b "Quoted Type"[]);

-- # domains
create domain a as int;
create domain b as text not null default 'x' check (value <> '');
create domain c as a default 3;
create domain e as b;
create table t (a a, b b, c c, e e, f a[]);
-- refused
create domain a as text;
alter domain a rename to aa;
create schema s;
alter domain aa set schema s;
-- refused
drop domain b;
-- refused
drop domain c;
-- refused
drop type nope;
alter table t drop c;
drop domain c;
drop domain s.aa cascade;
alter domain b drop not null;
alter domain b set not null;
alter domain b drop default;
alter domain b set default 'y';
alter domain b add constraint k check (value <> 'k');
alter domain b rename constraint k to kk;
alter domain b drop constraint kk;
drop domain if exists nope;
create type en as enum ('a');
-- refused
drop domain en;
create domain over as en;
-- refused
drop type en;
drop type en cascade;

-- # composite, range and other types
create type pair as (x int, y text collate "C");
create table t (a pair, b pair[]);
-- refused
create table pair (a int);
-- refused
create index pair on t (a);
alter type pair add attribute z int;
alter table t drop b, drop a;
-- refused
alter type pair add attribute z int, drop attribute x, alter attribute y type varchar(3);
alter type pair rename attribute z to zz;
alter type pair rename to duo;
create schema s;
alter type duo set schema s;
-- refused
drop table s.duo;
drop type s.duo;
create type floatrange as range (subtype = float8);
-- refused
create type floatrange as range (subtype = float8);
create table u (a floatrange, b floatrange[]);
-- refused
drop type floatrange;
drop type floatrange cascade;
create table w (a int, b text);
create table x (w w, ws w[]);
-- refused
drop table w;
-- refused
alter table w alter a type bigint;
drop table w cascade;
create type row1 as (a int);
create type row2 as (r row1, rs row1[]);
-- refused
drop type row1;
drop type row1 cascade;
-- refused
create type bad as (a int, a text);
create type none as ();

-- # types: names of Postgres' own
create domain name as int;
create type text as enum ('a');
create type point as (x int);
-- refused
alter domain name set schema public;
-- refused
alter type text add value 'b';
-- refused
drop domain name;
-- refused
drop type if exists text;
create table t (a name, b public.name, c text, d public.text);
alter domain public.name rename to label;
drop type public.text cascade;
alter type public.point rename to pair;

-- # enums: what is none
create type c as (x int);
create domain d as text;
create table t (x int);
-- refused
alter type c add value 'a';
-- refused
alter type d add value 'a';
-- refused
alter type t add value 'a';
-- refused
alter type nope add value 'a';
-- refused
alter type c rename value 'a' to 'b';
create type e as enum ('a', 'c');
alter type e add value 'b' before 'c';
-- refused
alter type e add value 'b';
alter type e add value if not exists 'b';
-- refused
alter type e add value 'd' after 'nope';
alter type e add value 'd' after 'a';
-- refused
alter type e rename value 'd' to 'a';
-- refused
alter type e rename value 'nope' to 'z';
alter type e rename value 'd' to 'D';
alter type e add value '';

-- # types: enums, domains and composites in detail
create type e as enum ('a', 'b');
alter type e add value 'c' before 'a';
alter type e add value 'd' after 'c';
-- refused
alter type e add value 'a';
alter type e add value if not exists 'a';
-- refused
alter type e add value 'f' before 'nope';
create domain d as int default 1 not null check (value > 0);
create domain d2 as d;
create domain d3 as d default 3;
alter domain d set default 2;
alter domain d drop default;
alter domain d add constraint big check (value > 5) not valid;
alter domain d validate constraint big;
alter domain d drop constraint big;
alter domain d drop not null;
alter domain d set not null;
-- refused
alter domain e set default 'a';
create type co as (x d, y e);
alter type co add attribute z text, drop attribute x;
alter type co alter attribute z type int;
alter type co rename attribute y to yy;
create table t (a d, b d2, c d3, e e default 'a', co co, many co[]);
alter type co drop attribute z;
alter type co add attribute q int;
-- refused
drop domain d;
drop domain d cascade;
create type r as range (subtype = int);
create table ranges (a r, b int4range, c int4multirange);
-- refused
drop type r;
drop type r cascade;

-- # a column becomes another type by itself, or with USING
create type mood as enum ('sad', 'happy');
create domain amount as numeric;
create table t (a text default 'sad', b integer default 0, c boolean not null default false, d amount, e uuid[], f jsonb, g varchar(20) default 'x', h mood default 'sad');
-- refused
alter table t alter a type integer;
-- refused
alter table t alter a type uuid;
-- refused
alter table t alter a type mood;
-- refused
alter table t alter a type mood using a::mood;
alter table t alter a drop default, alter a type mood using a::mood, alter a set default 'sad';
alter table t alter a type text;
alter table t alter b type bigint;
-- refused
alter table t alter b type boolean;
-- refused
alter table t alter b type boolean using b <> 0;
alter table t alter b type text;
-- refused
alter table t alter c type integer;
-- refused
alter table t alter c type integer using c::integer;
alter table t alter c type text;
alter table t alter d type integer;
-- refused
alter table t alter d type date;
alter table t alter e type text[];
-- refused
alter table t alter e type jsonb;
-- refused
alter table t alter f type text[];
alter table t alter f type text;
-- refused
alter table t alter f type json;
alter table t alter g type text;
alter table t alter g type varchar(10);
-- refused
alter table t alter h type integer;
alter table t alter h type varchar(8);

-- # people may make casts
create type mood as enum ('sad', 'happy');
create table t (a varchar default 'sad', b mood);
-- refused
alter table t alter a type mood;
create cast (varchar as mood) with inout as assignment;
alter table t alter a type mood;

-- # children change with their parent
create table p (a text, b integer);
create table c () inherits (p);
-- refused
alter table p alter a type date;
alter table p alter b type text, alter a type date using a::date;
