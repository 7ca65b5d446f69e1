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
