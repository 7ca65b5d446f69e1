create function conformance.is_ours(schema oid) returns boolean language sql stable as $$
  select nspname !~ '^(pg_|information_schema$|conformance$)' from pg_catalog.pg_namespace where oid = schema
$$;

-- What takes everything away. Tables go before the extensions that their indexes may need.
create function conformance.drops() returns setof text language sql stable as $$
  select format('drop table if exists %s cascade', c.oid::pg_catalog.regclass) from pg_catalog.pg_class c
  where c.relkind in ('r', 'p') and not c.relispartition and conformance.is_ours(c.relnamespace)
    and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  union all
  select format('drop extension if exists %I cascade', extname) from pg_catalog.pg_extension where extname <> 'plpgsql'
  union all
  select format('drop schema %I cascade', nspname) from pg_catalog.pg_namespace where conformance.is_ours(oid)
$$;

-- In what views differ from queries that should mean the same, each given as its name, its columns and its query.
create function conformance.view_differences(views json) returns setof text language plpgsql set search_path = public as $$
declare
  view record;
  theirs text;
  ours text;
begin
  for view in select * from json_to_recordset(views) x (name text, columns text, query text) loop
    theirs := pg_get_viewdef(view.name::regclass);
    begin
      execute format('create view conformance.probe (%s) as %s', view.columns, view.query);
      ours := pg_get_viewdef('conformance.probe'::regclass);
      drop view conformance.probe;
    exception when others then
      ours := sqlerrm;
    end;
    if ours <> theirs then return next format(E'  %s query %s\n    ours      %s\n    Postgres'' %s', view.name, view.query, ours, theirs); end if;
  end loop;
end $$;

-- What the fold keeps of tables and the catalog does not show, a line each: the numbers of columns, what is declared by a table itself and how often by its parents,
-- whose copies its constraints and indexes are, and the order that CLUSTER goes by.
create function conformance.kept() returns setof text language sql stable set search_path = public as $$
  with relations as (
    select c.oid, c.relkind, format('%s.%s', n.nspname, c.relname) as name
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f') and conformance.is_ours(n.oid)
      and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  )
  select format('%s column %s: number %s, %s, inherited %s', r.name, a.attname, a.attnum, case when a.attislocal then 'local' else 'theirs' end, a.attinhcount)
  from relations r join pg_catalog.pg_attribute a on a.attrelid = r.oid where a.attnum > 0 and not a.attisdropped
  union all
  select format('%s constraint %s: %s, inherited %s%s%s%s', r.name, k.conname, case when k.conislocal then 'local' else 'theirs' end, k.coninhcount,
    case when k.contype in ('c', 'n') and k.connoinherit then ', no inherit' else '' end, case when k.condeferrable then ', deferrable' else '' end,
    case when p.oid is not null then format(', a copy of %s', p.conname) else '' end)
  from relations r join pg_catalog.pg_constraint k on k.conrelid = r.oid left join pg_catalog.pg_constraint p on p.oid = k.conparentid where k.contype <> 't'
  union all
  select format('%s index %s:%s%s%s%s', r.name, c.relname, case when i.indisprimary then ' primary' else '' end, case when i.indimmediate then '' else ' deferrable' end,
    case when i.indisclustered then ' clusters' else '' end, case when p.oid is not null then format(' a part of %s', p.relname) else '' end)
  from relations r join pg_catalog.pg_index i on i.indrelid = r.oid join pg_catalog.pg_class c on c.oid = i.indexrelid
    left join pg_catalog.pg_inherits h on h.inhrelid = c.oid left join pg_catalog.pg_class p on p.oid = h.inhparent
  union all
  select format('sequence %s.%s: of %s.%s', n.nspname, s.relname, r.name, a.attname)
  from relations r join pg_catalog.pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = r.oid and d.deptype in ('a', 'i')
    join pg_catalog.pg_class s on d.classid = 'pg_class'::regclass and s.oid = d.objid and s.relkind = 'S' join pg_catalog.pg_namespace n on n.oid = s.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum = d.refobjsubid
$$;
