-- What a database holds, as one JSON document in the words of `PlainDatabase`. Names are shown as under the usual search
-- path, whatever the session's own is.
create schema conformance;

create function conformance.is_ours(schema oid) returns boolean language sql stable as $$
  select nspname !~ '^(pg_|information_schema$|conformance$)' from pg_catalog.pg_namespace where oid = schema
$$;

-- An object that an extension brings is the extension's.
create function conformance.is_member(class oid, object oid) returns boolean language sql stable as $$
  select exists (select from pg_catalog.pg_depend where classid = class and objid = object and deptype = 'e')
$$;

create function conformance.names(relation oid, numbers int2[]) returns text language sql stable as $$
  select coalesce(string_agg(a.attname, ', ' order by x.n), '')
  from unnest(numbers) with ordinality x (number, n) join pg_catalog.pg_attribute a on a.attrelid = relation and a.attnum = x.number
$$;

create function conformance.expressions(relation oid, expression pg_catalog.pg_node_tree) returns text language sql stable set search_path = public as $$
  select pg_get_expr(expression, relation)
$$;

-- A domain may be over a domain that says it.
create function conformance.domain_has(type oid, what text) returns boolean language plpgsql stable as $$
declare found pg_catalog.pg_type;
begin
  select * into found from pg_catalog.pg_type where oid = type;
  if found.typtype is distinct from 'd' then return false; end if;
  if what = 'not null' and found.typnotnull then return true; end if;
  if what = 'default' and found.typdefault is not null then return true; end if;
  return conformance.domain_has(found.typbasetype, what);
end $$;

create function conformance.columns(relation oid) returns json language sql stable set search_path = public as $$
  select coalesce(json_agg(json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'collation', (select collname from pg_collation c join pg_type t on t.oid = a.atttypid where c.oid = a.attcollation and a.attcollation <> t.typcollation),
    'notNull', a.attnotnull or conformance.domain_has(a.atttypid, 'not null'),
    'constraint', (
      select k.conname || case when k.connoinherit then ' no inherit' else '' end || case when k.convalidated then '' else ' not valid' end
      from pg_constraint k where k.conrelid = relation and k.contype = 'n' and k.conkey[1] = a.attnum),
    'hasDefault', a.atthasdef or a.attidentity <> '' or conformance.domain_has(a.atttypid, 'default'),
    'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, relation) end,
    'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, relation) end,
    'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end
  ) order by a.attnum), '[]')
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
$$;

create function conformance.action(letter "char") returns text language sql immutable as $$
  select case letter when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' else 'set default' end
$$;

create function conformance.constraint_state(k pg_catalog.pg_constraint) returns text language sql stable as $$
  select case when not k.conenforced then ' not enforced' when not k.convalidated then ' not valid' else '' end
$$;

create function conformance.constraints(relation oid, kinds "char"[]) returns json language sql stable set search_path = public as $$
  select coalesce(json_agg(case k.contype
    when 'f' then format('%s (%s) -> %s (%s) %s/%s%s%s', k.conname, conformance.names(relation, k.conkey),
      replace(k.confrelid::regclass::text, '"', ''), conformance.names(k.confrelid, k.confkey),
      conformance.action(k.confdeltype), conformance.action(k.confupdtype), case when k.condeferrable then ' deferrable' else '' end, conformance.constraint_state(k))
    else format('%s %s (%s) by %s', k.contype, k.conname, conformance.names(relation, k.conkey), k.conindid::regclass::text)
  end order by k.conname), '[]')
  from pg_constraint k where k.conrelid = relation and k.contype = any (kinds) and (k.contype <> 'f' or k.conparentid = 0)
$$;

create function conformance.checks(relation oid) returns json language sql stable set search_path = public as $$
  select coalesce(json_agg(json_build_object(
    'name', k.conname, 'state', trim(conformance.constraint_state(k)), 'expression', pg_get_expr(k.conbin, relation))), '[]')
  from pg_constraint k where k.conrelid = relation and k.contype = 'c'
$$;

create function conformance.index_keys(i pg_catalog.pg_index) returns json language sql stable set search_path = public as $$
  select json_agg(json_build_object(
    'key', pg_get_indexdef(i.indexrelid, n, false),
    'order', case i.indoption[n - 1] & 3 when 0 then '' when 1 then 'desc nulls last' when 2 then 'nulls first' else 'desc' end,
    'operatorClass', (select opcname from pg_opclass o where o.oid = i.indclass[n - 1] and not o.opcdefault),
    'collation', (
      select collname from pg_collation c where c.oid = i.indcollation[n - 1]
      and c.oid <> coalesce((select a.attcollation from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[n - 1] and a.attnum > 0), 100)),
    'operator', (select o.oprname from pg_constraint k join pg_operator o on o.oid = k.conexclop[n] where k.conindid = i.indexrelid and k.contype = 'x')
  ) order by n)
  from generate_series(1, i.indnkeyatts) n
$$;

create function conformance.indexes(relation oid) returns json language sql stable set search_path = public as $$
  select coalesce(json_agg(json_build_object(
    'name', c.relname, 'method', m.amname, 'unique', i.indisunique, 'nullsNotDistinct', i.indnullsnotdistinct, 'valid', i.indisvalid,
    'keys', conformance.index_keys(i),
    'include', (select coalesce(json_agg(pg_get_indexdef(i.indexrelid, n, false) order by n), '[]') from generate_series(i.indnkeyatts + 1, i.indnatts) n),
    'predicate', pg_get_expr(i.indpred, relation),
    'constraint', (select k.conname from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')),
    'ofParent', c.relispartition
  ) order by c.relname), '[]')
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam where i.indrelid = relation
$$;

create function conformance.policies(relation oid) returns json language sql stable set search_path = public as $$
  select coalesce(json_agg(json_build_object(
    'name', p.polname,
    'rest', format('%s %s to %s', case when p.polpermissive then 'permissive' else 'restrictive' end,
      case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
      (select string_agg(case when x.oid = 0 then 'public' when r.rolname = current_user then 'current_user' else r.rolname end, ', ' order by r.rolname collate "C")
        from unnest(p.polroles) x (oid) left join pg_roles r using (oid))),
    'using', pg_get_expr(p.polqual, relation), 'withCheck', pg_get_expr(p.polwithcheck, relation))), '[]')
  from pg_policy p where p.polrelid = relation
$$;

create function conformance.triggers(relation oid) returns json language sql stable set search_path = public as $$
  select coalesce(json_agg(format('%s %s', t.tgname, replace(t.tgfoid::regproc::text, '"', '')) order by t.tgname), '[]')
  from pg_trigger t where t.tgrelid = relation and not t.tgisinternal and t.tgparentid = 0
$$;

create function conformance.parents(relation oid, is_partition boolean) returns json language sql stable as $$
  select coalesce(json_agg(n.nspname || '.' || c.relname order by i.inhseqno), '[]')
  from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhparent join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_class own on own.oid = i.inhrelid
  where i.inhrelid = relation and own.relispartition = is_partition
$$;

create function conformance.tables() returns json language sql stable as $$
  select coalesce(json_agg(json_build_object(
    'name', n.nspname || '.' || c.relname, 'kind', c.relkind,
    'columns', conformance.columns(c.oid),
    'keys', conformance.constraints(c.oid, '{p,u,x}'),
    'foreignKeys', conformance.constraints(c.oid, '{f}'),
    'checks', conformance.checks(c.oid),
    'indexes', conformance.indexes(c.oid),
    'constraintNames', (select coalesce(json_agg(k.conname order by k.conname), '[]') from pg_catalog.pg_constraint k where k.conrelid = c.oid and k.contype <> 't'),
    'rowSecurity', trim(case when c.relrowsecurity then 'enabled' else '' end || case when c.relforcerowsecurity then ' forced' else '' end),
    'policies', conformance.policies(c.oid),
    'triggers', conformance.triggers(c.oid),
    'partitionOf', conformance.parents(c.oid, true),
    'parents', conformance.parents(c.oid, false),
    'partitionBy', pg_catalog.pg_get_partkeydef(c.oid),
    'securityInvoker', coalesce('security_invoker=true' = any (c.reloptions), false)
  ) order by n.nspname || '.' || c.relname), '[]')
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'v', 'm') and conformance.is_ours(n.oid) and not conformance.is_member('pg_class'::regclass, c.oid)
$$;

create function conformance.types() returns json language sql stable set search_path = public as $$
  select coalesce(json_agg(format('%s.%s %s (%s)', n.nspname, t.typname,
    case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'c' then 'composite' else 'other' end,
    case t.typtype
      when 'e' then (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)
      when 'c' then (select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
        from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped)
      else '' end) order by n.nspname, t.typname), '[]')
  from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
  where conformance.is_ours(n.oid) and t.typelem = 0 and t.typtype in ('e', 'd', 'c', 'r', 'b') and (c.oid is null or c.relkind = 'c')
    and not conformance.is_member('pg_type'::regclass, t.oid)
$$;

create function conformance.sequences() returns json language sql stable as $$
  select coalesce(json_agg(n.nspname || '.' || c.relname order by n.nspname, c.relname), '[]')
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and conformance.is_ours(n.oid)
$$;

create function conformance.functions() returns json language sql stable as $$
  select coalesce(json_agg(format('%s.%s%s%s', n.nspname, p.proname, case when p.prosecdef then ' definer' else '' end,
    case when exists (select from unnest(p.proconfig) x (setting) where setting like 'search_path=%') then ' search path' else '' end)
    order by n.nspname, p.proname, p.prosecdef), '[]')
  from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where conformance.is_ours(n.oid) and not conformance.is_member('pg_proc'::regclass, p.oid)
    and not exists (select from pg_catalog.pg_depend d where d.objid = p.oid and d.deptype = 'i')
$$;

create function conformance.database() returns json language sql stable as $$
  select json_build_object(
    'tables', conformance.tables(), 'types', conformance.types(), 'sequences', conformance.sequences(), 'functions', conformance.functions(),
    'extensions', (select coalesce(json_agg(x.extname order by x.extname), '[]') from pg_catalog.pg_extension x where x.extname <> 'plpgsql'),
    'schemas', (select json_agg(n.nspname order by n.nspname) from pg_catalog.pg_namespace n where conformance.is_ours(n.oid)))
$$;

-- What takes everything away.
create function conformance.drops() returns setof text language sql stable as $$
  select format('drop table %s cascade', oid::pg_catalog.regclass) from pg_catalog.pg_class where relkind in ('r', 'p') and conformance.is_ours(relnamespace) and not relispartition
  union all
  select format('drop extension if exists %I cascade', extname) from pg_catalog.pg_extension where extname <> 'plpgsql'
  union all
  select format('drop schema %I cascade', nspname) from pg_catalog.pg_namespace where conformance.is_ours(oid)
$$;
