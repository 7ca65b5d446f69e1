import type { PGlite } from '@electric-sql/pglite'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { cube } from '@electric-sql/pglite/contrib/cube'
import { earthdistance } from '@electric-sql/pglite/contrib/earthdistance'
import { fuzzystrmatch } from '@electric-sql/pglite/contrib/fuzzystrmatch'
import { hstore } from '@electric-sql/pglite/contrib/hstore'
import { intarray } from '@electric-sql/pglite/contrib/intarray'
import { isn } from '@electric-sql/pglite/contrib/isn'
import { ltree } from '@electric-sql/pglite/contrib/ltree'
import { pg_buffercache } from '@electric-sql/pglite/contrib/pg_buffercache'
import { pg_stat_statements } from '@electric-sql/pglite/contrib/pg_stat_statements'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { seg } from '@electric-sql/pglite/contrib/seg'
import { tablefunc } from '@electric-sql/pglite/contrib/tablefunc'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'

/** Extensions that applications use, and that PGlite has. */
export const loadable = {
  btree_gist,
  citext,
  cube,
  earthdistance,
  fuzzystrmatch,
  hstore,
  intarray,
  isn,
  ltree,
  pg_buffercache,
  pg_stat_statements,
  pg_trgm,
  pgcrypto,
  seg,
  tablefunc,
  unaccent,
  uuid_ossp,
}

interface Part {
  readonly part: string
  readonly shape: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

const create = `
  create extension btree_gist; create extension citext; create extension cube; create extension earthdistance; create extension fuzzystrmatch;
  create extension hstore; create extension intarray; create extension isn; create extension ltree; create extension pg_buffercache;
  create extension pg_stat_statements; create extension pg_trgm; create extension pgcrypto; create extension seg; create extension tablefunc;
  create extension unaccent; create extension "uuid-ossp"`

/** What has a name of its own: one that Postgres has too may mean that. */
const queries: Readonly<Record<string, { readonly shape: string; readonly sql: string }>> = {
  extensionFunctions: {
    shape: 'The functions of each extension that Postgres has none of the name of.',
    sql: `
      select extname as name, string_agg(distinct proname, ' ' order by proname) as value
      from pg_proc p join pg_depend on classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e' join pg_extension e on e.oid = refobjid
      where prorettype not in ('cstring'::regtype, 'internal'::regtype, 'trigger'::regtype)
        and not exists (select 1 from unnest(proargtypes) t where t in ('internal'::regtype, 'cstring'::regtype))
        and proname !~ '(?:_recv|_send|_support|_handler)$'
        and not exists (select 1 from pg_proc o where o.proname = p.proname and o.pronamespace = 'pg_catalog'::regnamespace)
      group by 1 order by 1`,
  },
  sharedFunctions: {
    shape: 'The functions of each extension that Postgres has some of the name of.',
    sql: `
      select extname as name, string_agg(distinct proname, ' ' order by proname) as value
      from pg_proc p join pg_depend on classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e' join pg_extension e on e.oid = refobjid
      where exists (select 1 from pg_proc o where o.proname = p.proname and o.pronamespace = 'pg_catalog'::regnamespace)
      group by 1 order by 1`,
  },
  extensionTypes: {
    shape: 'The types of each extension.',
    sql: `
      select extname as name, string_agg(typname, ' ' order by typname) as value
      from pg_type t join pg_depend on classid = 'pg_type'::regclass and objid = t.oid and deptype = 'e' join pg_extension e on e.oid = refobjid
      where typname !~ '^_' and typrelid = 0 group by 1 order by 1`,
  },
  extensionClasses: {
    shape: 'The operator classes of each extension that Postgres has none of the name of.',
    sql: `
      select extname as name, string_agg(distinct opcname, ' ' order by opcname) as value
      from pg_opclass c join pg_depend on classid = 'pg_opclass'::regclass and objid = c.oid and deptype = 'e'
        join pg_extension e on e.oid = refobjid
      where not exists (select 1 from pg_opclass o where o.opcname = c.opcname and o.opcnamespace = 'pg_catalog'::regnamespace)
      group by 1 order by 1`,
  },
  extensionOperators: {
    shape: 'The operators of each extension that Postgres has none of the name of.',
    sql: `
      select extname as name, string_agg(distinct oprname, ' ' order by oprname) as value
      from pg_operator c join pg_depend on classid = 'pg_operator'::regclass and objid = c.oid and deptype = 'e'
        join pg_extension e on e.oid = refobjid
      where not exists (select 1 from pg_operator o where o.oprname = c.oprname and o.oprnamespace = 'pg_catalog'::regnamespace)
      group by 1 order by 1`,
  },
  extensionColumns: {
    shape: 'The columns of each relation of an extension, by the name of both.',
    sql: `
      select extname || ' ' || relname as name, string_agg(attname, ' ' order by attnum) as value
      from pg_class c join pg_depend on classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e' join pg_extension e on e.oid = refobjid
      join pg_attribute on attrelid = c.oid and attnum > 0 where relkind in ('r', 'v') group by 1 order by 1`,
  },
}

/** What each extension brings, in tables for the file. */
export async function extensionRows(db: PGlite): Promise<Part[]> {
  await db.exec(create)
  const parts: Part[] = []
  for (const [part, { shape, sql }] of Object.entries(queries))
    parts.push({ part, shape, rows: (await db.query<Part['rows'][number]>(sql)).rows })
  return parts
}
