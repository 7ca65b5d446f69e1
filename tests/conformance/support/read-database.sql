-- What a database holds, as one JSON document in the words of `PlainDatabase`. Names are shown as under the usual search
-- path, whatever the session's own is. Each part is read at once for all relations.
create schema conformance;

create function conformance.is_ours(schema oid) returns boolean language sql stable as $$
  select nspname !~ '^(pg_|information_schema$|conformance$)' from pg_catalog.pg_namespace where oid = schema
$$;

-- An object that an extension brings is the extension's.
create function conformance.is_member(class oid, object oid) returns boolean language sql stable as $$
  select exists (select from pg_catalog.pg_depend where classid = class and objid = object and deptype = 'e')
$$;

create view conformance.relations as
  select c.oid, n.nspname || '.' || c.relname as name, c.relkind, c.relispartition, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname !~ '^(pg_|information_schema$|conformance$)'
    and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e');

create function conformance.names(of_relation oid, numbers int2[]) returns text language sql stable as $$
  select coalesce(string_agg(a.attname, ', ' order by x.n), '')
  from unnest(numbers) with ordinality x (number, n) join pg_catalog.pg_attribute a on a.attrelid = of_relation and a.attnum = x.number
$$;

-- A domain may be over a domain that says it.
create function conformance.is_not_null(type oid) returns boolean language sql stable as $$
  with recursive over as (
    select typnotnull, typbasetype from pg_catalog.pg_type where oid = type and typtype = 'd'
    union all select t.typnotnull, t.typbasetype from pg_catalog.pg_type t join over on t.oid = over.typbasetype where t.typtype = 'd'
  )
  select coalesce(bool_or(typnotnull), false) from over
$$;

create function conformance.columns() returns table (relation oid, list json) language sql stable set search_path = public as $$
  select a.attrelid, json_agg(json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'collation', case when a.attcollation <> t.typcollation then c.collname end,
    'notNull', a.attnotnull or t.typtype = 'd' and conformance.is_not_null(t.oid),
    'constraint', k.conname || case when k.connoinherit then ' no inherit' else '' end || case when k.convalidated then '' else ' not valid' end,
    'hasDefault', a.atthasdef or a.attidentity <> '' or t.typtype = 'd' and t.typdefault is not null,
    'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
    'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end,
    'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end
  ) order by a.attnum)
  from pg_attribute a join conformance.relations r on r.oid = a.attrelid join pg_type t on t.oid = a.atttypid left join pg_collation c on c.oid = a.attcollation
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'n' and k.conkey[1] = a.attnum
  where a.attnum > 0 and not a.attisdropped group by a.attrelid
$$;

create function conformance.shown_name(relation oid) returns text language sql stable as $$
  select case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = relation
$$;

create function conformance.action(letter "char") returns text language sql immutable as $$
  select case letter when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' else 'set default' end
$$;

create function conformance.constraints() returns table (relation oid, keys json, foreign_keys json, checks json, names json)
language sql stable set search_path = public as $$
  with all_constraints as (
    select k.*, case when not k.conenforced then 'not enforced' when not k.convalidated then 'not valid' else '' end as state
    from pg_constraint k join conformance.relations r on r.oid = k.conrelid
  )
  select k.conrelid,
    json_agg(format('%s %s (%s) by %s', k.contype, k.conname, conformance.names(k.conrelid, k.conkey), conformance.shown_name(k.conindid))) filter (where k.contype in ('p', 'u', 'x')),
    json_agg(trim(format('%s (%s) -> %s (%s) %s/%s%s %s', k.conname, conformance.names(k.conrelid, k.conkey), conformance.shown_name(k.confrelid),
      conformance.names(k.confrelid, k.confkey), conformance.action(k.confdeltype), conformance.action(k.confupdtype),
      case when k.condeferrable then ' deferrable' else '' end, k.state))) filter (where k.contype = 'f' and k.conparentid = 0),
    json_agg(json_build_object('name', k.conname, 'state', k.state, 'expression', pg_get_expr(k.conbin, k.conrelid))) filter (where k.contype = 'c'),
    json_agg(k.conname) filter (where k.contype <> 't')
  from all_constraints k group by k.conrelid
$$;

create function conformance.indexes() returns table (relation oid, list json) language sql stable set search_path = public as $$
  with parts as (
    select i.indexrelid, n <= i.indnkeyatts as is_key, n, pg_get_indexdef(i.indexrelid, n, false) as key_text, i.indoption[n - 1] & 3 as sorting,
      case when not o.opcdefault then o.opcname end as operator_class,
      case when l.oid <> coalesce(a.attcollation, 100) then l.collname end as own_collation, p.oprname as exclusion
    from pg_index i join conformance.relations r on r.oid = i.indrelid cross join lateral generate_series(1, i.indnatts) n
      left join pg_opclass o on o.oid = i.indclass[n - 1] left join pg_collation l on l.oid = i.indcollation[n - 1]
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[n - 1] and a.attnum > 0
      left join pg_constraint k on k.conindid = i.indexrelid and k.contype = 'x' left join pg_operator p on p.oid = k.conexclop[n]
  ), lists as (
    select indexrelid,
      json_agg(json_build_object(
        'key', key_text, 'order', case sorting when 0 then '' when 1 then 'desc nulls last' when 2 then 'nulls first' else 'desc' end,
        'operatorClass', operator_class, 'collation', own_collation, 'operator', exclusion) order by n) filter (where is_key) as keys,
      coalesce(json_agg(key_text order by n) filter (where not is_key), '[]') as include
    from parts group by indexrelid
  )
  select i.indrelid, json_agg(json_build_object(
    'name', c.relname, 'method', m.amname, 'unique', i.indisunique, 'nullsNotDistinct', i.indnullsnotdistinct, 'valid', i.indisvalid,
    'keys', lists.keys, 'include', lists.include, 'predicate', pg_get_expr(i.indpred, i.indrelid),
    'constraint', (select k.conname from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')),
    'ofParent', c.relispartition))
  from pg_index i join lists on lists.indexrelid = i.indexrelid join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
  group by i.indrelid
$$;

create function conformance.policies() returns table (relation oid, list json) language sql stable set search_path = public as $$
  select p.polrelid, json_agg(json_build_object(
    'name', p.polname,
    'rest', format('%s %s to %s', case when p.polpermissive then 'permissive' else 'restrictive' end,
      case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
      (select string_agg(case when x.oid = 0 then 'public' when r.rolname = current_user then 'current_user' else r.rolname end, ', ' order by r.rolname collate "C")
        from unnest(p.polroles) x (oid) left join pg_roles r using (oid))),
    'using', pg_get_expr(p.polqual, p.polrelid), 'withCheck', pg_get_expr(p.polwithcheck, p.polrelid)))
  from pg_policy p group by p.polrelid
$$;

create function conformance.triggers() returns table (relation oid, list json) language sql stable set search_path = public as $$
  select t.tgrelid, json_agg(t.tgname || ' ' || case when n.nspname = 'public' then '' else n.nspname || '.' end || p.proname)
  from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_namespace n on n.oid = p.pronamespace where not t.tgisinternal and t.tgparentid = 0 group by t.tgrelid
$$;

create function conformance.parents() returns table (relation oid, list json) language sql stable as $$
  select i.inhrelid, json_agg(r.name order by i.inhseqno) from pg_catalog.pg_inherits i join conformance.relations r on r.oid = i.inhparent group by i.inhrelid
$$;

create function conformance.tables() returns json language sql stable set search_path = public as $$
  select coalesce(json_agg(json_build_object(
    'name', r.name, 'kind', r.relkind,
    'columns', coalesce(columns.list, '[]'),
    'keys', coalesce(constraints.keys, '[]'),
    'foreignKeys', coalesce(constraints.foreign_keys, '[]'),
    'checks', coalesce(constraints.checks, '[]'),
    'constraintNames', coalesce(constraints.names, '[]'),
    'indexes', coalesce(indexes.list, '[]'),
    'policies', coalesce(policies.list, '[]'),
    'triggers', coalesce(triggers.list, '[]'),
    'rowSecurity', trim(case when r.relrowsecurity then 'enabled' else '' end || case when r.relforcerowsecurity then ' forced' else '' end),
    'partitionOf', case when r.relispartition then parents.list else '[]' end,
    'parents', case when r.relispartition then '[]' else coalesce(parents.list, '[]') end,
    'partitionBy', pg_get_partkeydef(r.oid),
    'securityInvoker', coalesce('security_invoker=true' = any (r.reloptions), false)
  )), '[]')
  from conformance.relations r
    left join conformance.columns() columns on columns.relation = r.oid left join conformance.constraints() constraints on constraints.relation = r.oid
    left join conformance.indexes() indexes on indexes.relation = r.oid left join conformance.policies() policies on policies.relation = r.oid
    left join conformance.triggers() triggers on triggers.relation = r.oid left join conformance.parents() parents on parents.relation = r.oid
$$;

create function conformance.types() returns json language sql stable set search_path = public as $$
  select coalesce(json_agg(format('%s.%s %s (%s)', n.nspname, t.typname,
    case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'c' then 'composite' else 'other' end,
    case t.typtype
      when 'e' then (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)
      when 'c' then (select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
        from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped)
      else '' end)), '[]')
  from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
  where conformance.is_ours(n.oid) and t.typelem = 0 and t.typtype in ('e', 'd', 'c', 'r', 'b') and (c.oid is null or c.relkind = 'c')
    and not conformance.is_member('pg_type'::regclass, t.oid)
$$;

create function conformance.sequences() returns json language sql stable as $$
  select coalesce(json_agg(n.nspname || '.' || c.relname), '[]')
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and conformance.is_ours(n.oid)
$$;

create function conformance.functions() returns json language sql stable as $$
  select coalesce(json_agg(format('%s.%s%s%s', n.nspname, p.proname, case when p.prosecdef then ' definer' else '' end,
    case when exists (select from unnest(p.proconfig) x (setting) where setting like 'search_path=%') then ' search path' else '' end)), '[]')
  from pg_catalog.pg_namespace n join pg_catalog.pg_proc p on n.oid = p.pronamespace
  where conformance.is_ours(n.oid) and not conformance.is_member('pg_proc'::regclass, p.oid)
    and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')
$$;

create function conformance.database() returns json language sql stable as $$
  select json_build_object(
    'tables', conformance.tables(), 'types', conformance.types(), 'sequences', conformance.sequences(), 'functions', conformance.functions(),
    'extensions', (select coalesce(json_agg(x.extname), '[]') from pg_catalog.pg_extension x where x.extname <> 'plpgsql'),
    'schemas', (select json_agg(n.nspname) from pg_catalog.pg_namespace n where conformance.is_ours(n.oid)))
$$;

-- What takes everything away. Tables go before the extensions that their indexes may need.
create function conformance.drops() returns setof text language sql stable as $$
  select format('drop table if exists %s cascade', oid::pg_catalog.regclass) from conformance.relations where relkind in ('r', 'p') and not relispartition
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
