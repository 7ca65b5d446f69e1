-- # extensions
create extension citext;
-- refused
create extension citext;
create extension if not exists citext with schema public;
create table t (a citext primary key, b citext[], c text);
create schema ext;
create extension hstore schema ext;
create table u (a ext.hstore, b ext.hstore[]);
set search_path = public, ext;
create table v (a hstore default '');
reset search_path;
-- refused
drop extension hstore;
drop extension hstore cascade;
alter extension citext set schema ext;
create table w (a ext.citext);
create extension pg_trgm with schema public;
create index on t using gin (c gin_trgm_ops);
create index on t using gist (c gist_trgm_ops);
create extension btree_gist;
create table x (a int, b tsrange, exclude using gist (a with =, b with &&));
-- refused
drop schema ext;
drop extension if exists nope;
drop schema ext cascade;
