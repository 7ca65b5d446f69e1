/** A user who may not use the schema `public` sees its name before that of the type. */
const shownType = String.raw`case when not (select has_schema_privilege(n.oid, 'usage') from pg_namespace n where n.nspname = 'public')
      then regexp_replace(format_type(a.atttypid, a.atttypmod), '^public\.', '') else format_type(a.atttypid, a.atttypmod) end`

/**
 * The statement that reads what a database holds, as one JSON document in the words of `PlainDatabase`. It is written for the search
 * path `public`, under which Postgres shows the names in types and expressions as the catalog does. Each part is read at once for all relations.
 */
export function readingSql(version: number, besides = ''): string {
  const isOurs = `n.nspname !~ '^(pg_|information_schema$)' and n.nspname <> '${besides}'`
  const enforced = version >= 180_000 ? 'k.conenforced' : 'true'
  const nullsNotDistinct = version >= 150_000 ? 'i.indnullsnotdistinct' : 'false'
  return `
with recursive relations as (
  select c.oid, n.nspname || '.' || c.relname as name, c.relkind, c.relispartition, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'v', 'm') and ${isOurs}
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
), domains as (
  -- A domain may be over a domain that says NOT NULL.
  select oid, typnotnull, typbasetype from pg_type where typtype = 'd'
  union all
  select d.oid, t.typnotnull, t.typbasetype from domains d join pg_type t on t.oid = d.typbasetype where t.typtype = 'd'
), shown as (
  select c.oid, case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
), columns as (
  select a.attrelid as relation, json_agg(json_build_object(
    'name', a.attname,
    'type', ${shownType},
    'collation', case when a.attcollation <> t.typcollation then c.collname end,
    'notNull', a.attnotnull or exists (select from domains d where d.oid = t.oid and d.typnotnull),
    'constraint', k.conname || case when k.connoinherit then ' no inherit' else '' end || case when k.convalidated then '' else ' not valid' end,
    'hasDefault', a.atthasdef or a.attidentity <> '' or t.typtype = 'd' and t.typdefault is not null,
    'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
    'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end,
    'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end
  ) order by a.attnum) as list
  from pg_attribute a join relations r on r.oid = a.attrelid join pg_type t on t.oid = a.atttypid
    left join pg_collation c on c.oid = a.attcollation
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'n' and k.conkey[1] = a.attnum
  where a.attnum > 0 and not a.attisdropped group by a.attrelid
), all_constraints as (
  select k.*, case when not ${enforced} then 'not enforced' when not k.convalidated then 'not valid' else '' end as state,
    (select coalesce(json_agg(a.attname order by x.n), '[]') from unnest(k.conkey) with ordinality x (number, n)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.number) as own_columns,
    (select coalesce(json_agg(a.attname order by x.n), '[]') from unnest(k.confkey) with ordinality x (number, n)
      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.number) as their_columns
  from pg_constraint k join relations r on r.oid = k.conrelid
), actions (letter, name) as (
  values ('a', 'no action'), ('r', 'restrict'), ('c', 'cascade'), ('n', 'set null'), ('d', 'set default')
), constraints as (
  select k.conrelid as relation,
    json_agg(json_build_object('kind', k.contype, 'name', k.conname, 'columns', k.own_columns, 'index', own.name))
      filter (where k.contype in ('p', 'u', 'x')) as keys,
    json_agg(json_build_object('name', k.conname, 'columns', k.own_columns, 'target', target.name, 'references', k.their_columns,
      'onDelete', on_delete.name, 'onUpdate', on_update.name, 'deferrable', k.condeferrable, 'state', k.state))
      filter (where k.contype = 'f' and k.conparentid = 0) as foreign_keys,
    json_agg(json_build_object('name', k.conname, 'state', k.state, 'expression', pg_get_expr(k.conbin, k.conrelid)))
      filter (where k.contype = 'c') as checks,
    json_agg(k.conname) filter (where k.contype <> 't') as names
  from all_constraints k left join shown own on own.oid = k.conindid left join shown target on target.oid = k.confrelid
    left join actions on_delete on on_delete.letter = k.confdeltype::text left join actions on_update on on_update.letter = k.confupdtype::text
  group by k.conrelid
), index_parts as (
  select i.indexrelid, n <= i.indnkeyatts as is_key, n, pg_get_indexdef(i.indexrelid, n, false) as key_text, i.indoption[n - 1] & 3 as sorting,
    case when not o.opcdefault then o.opcname end as operator_class,
    case when l.oid <> coalesce(a.attcollation, 100) then l.collname end as own_collation, p.oprname as exclusion
  from pg_index i join relations r on r.oid = i.indrelid cross join lateral generate_series(1, i.indnatts) n
    left join pg_opclass o on o.oid = i.indclass[n - 1] left join pg_collation l on l.oid = i.indcollation[n - 1]
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[n - 1] and a.attnum > 0
    left join pg_constraint k on k.conindid = i.indexrelid and k.contype = 'x' left join pg_operator p on p.oid = k.conexclop[n]
), index_lists as (
  select indexrelid,
    json_agg(json_build_object(
      'key', key_text, 'order', case sorting when 0 then '' when 1 then 'desc nulls last' when 2 then 'nulls first' else 'desc' end,
      'operatorClass', operator_class, 'collation', own_collation, 'operator', exclusion) order by n) filter (where is_key) as keys,
    coalesce(json_agg(key_text order by n) filter (where not is_key), '[]') as include
  from index_parts group by indexrelid
), indexes as (
  select i.indrelid as relation, json_agg(json_build_object(
    'name', c.relname, 'method', m.amname, 'unique', i.indisunique, 'nullsNotDistinct', ${nullsNotDistinct},
    'valid', i.indisvalid, 'keys', l.keys, 'include', l.include, 'predicate', pg_get_expr(i.indpred, i.indrelid),
    'constraint', (select k.conname from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')),
    'ofParent', c.relispartition) order by i.indexrelid) as list
  from pg_index i join index_lists l on l.indexrelid = i.indexrelid join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
  group by i.indrelid
), policies as (
  select p.polrelid as relation, json_agg(json_build_object(
    'name', p.polname,
    'rest', format('%s %s to %s', case when p.polpermissive then 'permissive' else 'restrictive' end,
      case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
      (select string_agg(case when x.oid = 0 then 'public' when r.rolname = current_user then 'current_user' else r.rolname end, ', ' order by r.rolname collate "C")
        from unnest(p.polroles) x (oid) left join pg_roles r using (oid))),
    'using', pg_get_expr(p.polqual, p.polrelid), 'withCheck', pg_get_expr(p.polwithcheck, p.polrelid))) as list
  from pg_policy p group by p.polrelid
), triggers as (
  select t.tgrelid as relation, json_agg(t.tgname || ' ' || case when n.nspname = 'public' then '' else n.nspname || '.' end || p.proname) as list
  from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_namespace n on n.oid = p.pronamespace
  where not t.tgisinternal and t.tgparentid = 0 group by t.tgrelid
), parents as (
  select i.inhrelid as relation, json_agg(r.name order by i.inhseqno) as list
  from pg_inherits i join relations r on r.oid = i.inhparent group by i.inhrelid
), tables as (
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
  ) order by r.name), '[]') as list
  from relations r
    left join columns on columns.relation = r.oid left join constraints on constraints.relation = r.oid
    left join indexes on indexes.relation = r.oid left join policies on policies.relation = r.oid
    left join triggers on triggers.relation = r.oid left join parents on parents.relation = r.oid
), types as (
  select coalesce(json_agg(format('%s.%s %s (%s)', n.nspname, t.typname,
    case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'c' then 'composite' else 'other' end,
    case t.typtype
      when 'e' then (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)
      when 'c' then (select string_agg(a.attname || ' ' || ${shownType}, ', ' order by a.attnum)
        from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped)
      else '' end)), '[]') as list
  from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
  where ${isOurs} and t.typelem = 0 and t.typtype in ('e', 'd', 'c', 'r', 'b') and (c.oid is null or c.relkind = 'c')
    and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
), functions as (
  select coalesce(json_agg(format('%s.%s%s%s', n.nspname, p.proname, case when p.prosecdef then ' definer' else '' end,
    case when exists (select from unnest(p.proconfig) x (setting) where setting like 'search_path=%') then ' search path' else '' end)), '[]') as list
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${isOurs}
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i'))
)
select json_build_object(
  'tables', (select list from tables), 'types', (select list from types),
  'sequences', (select coalesce(json_agg(n.nspname || '.' || c.relname), '[]')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${isOurs}),
  'functions', (select list from functions),
  'extensions', (select coalesce(json_agg(x.extname), '[]') from pg_extension x where x.extname <> 'plpgsql'),
  'schemas', (select coalesce(json_agg(n.nspname), '[]') from pg_namespace n where ${isOurs})) as database`
}
