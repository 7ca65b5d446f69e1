import { PGlite } from '@electric-sql/pglite'

/** A table as it is compared: what Postgres says in pg_catalog, and what the catalog says in the same words. */
export interface PlainTable {
  readonly name: string
  readonly kind: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly notNull: boolean; readonly hasDefault: boolean }[]
  readonly keys: readonly string[]
  readonly foreignKeys: readonly string[]
  readonly checks: readonly string[]
  readonly indexes: readonly PlainIndex[]
  readonly rowSecurity: string
  readonly policies: readonly string[]
  readonly triggers: readonly string[]
}

export interface PlainIndex {
  readonly name: string
  readonly method: string
  readonly unique: boolean
  readonly nullsNotDistinct: boolean
  readonly valid: boolean
  /** Each key as `column` or `expression`, with what follows it. */
  readonly keys: readonly string[]
  readonly include: readonly string[]
  readonly predicate: string | null
}

const outside = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'`

const tables = `
select c.oid, n.nspname as schema, c.relname as name, c.relkind as kind, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'f', 'v', 'm') and ${outside}`

const columns = `
select a.attrelid as oid, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as not_null,
  a.atthasdef or a.attidentity <> '' as has_default
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f', 'v', 'm') and ${outside} order by a.attrelid, a.attnum`

const constraints = `
select k.conrelid as oid, k.conname as name, k.contype as type, k.convalidated as validated, k.conenforced as enforced,
  (select array_agg(a.attname order by x.n) from unnest(k.conkey) with ordinality x(attnum, n) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.attnum) as columns,
  (select array_agg(a.attname order by x.n) from unnest(k.confkey) with ordinality x(attnum, n) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.attnum) as referenced,
  k.confrelid::regclass::text as target, k.confdeltype as del, k.confupdtype as upd, k.conparentid as parent, pg_get_expr(k.conbin, k.conrelid) as expression
from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
where k.contype <> 'n' and ${outside}`

const indexes = `
select i.indrelid as oid, c.relname as name, am.amname as method, i.indisunique as unique, i.indnullsnotdistinct as nulls_not_distinct, i.indisvalid as valid,
  i.indnkeyatts as nkeys, i.indoption::int2[] as options, pg_get_expr(i.indpred, i.indrelid) as predicate,
  (select array_agg(pg_get_indexdef(i.indexrelid, n, false) order by n) from generate_series(1, i.indnatts) n) as parts
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am am on am.oid = c.relam join pg_namespace n on n.oid = c.relnamespace where ${outside}`

const policies = `
select p.polrelid as oid, p.polname as name, p.polpermissive as permissive, p.polcmd as command from pg_policy p`

const triggers = `select t.tgrelid as oid, t.tgname as name from pg_trigger t where not t.tgisinternal and t.tgparentid = 0`

type Row = Record<string, unknown>

export async function newPostgres(): Promise<PGlite> {
  return PGlite.create()
}

/** What a database holds. */
export async function readPostgres(db: PGlite): Promise<PlainTable[]> {
  const all = async (sql: string): Promise<Row[]> => (await db.query<Row>(sql)).rows
  const rows = { tables: await all(tables), columns: await all(columns), constraints: await all(constraints), indexes: await all(indexes), policies: await all(policies), triggers: await all(triggers) }
  return rows.tables
    .map((table): PlainTable => {
      const own = (list: Row[]): Row[] => list.filter((row) => row['oid'] === table['oid'])
      const keys = own(rows.constraints)
      return {
        name: `${text(table['schema'])}.${text(table['name'])}`,
        kind: text(table['kind']),
        columns: own(rows.columns).map((c) => ({ name: text(c['name']), type: text(c['type']), notNull: c['not_null'] === true, hasDefault: c['has_default'] === true })),
        keys: keys.filter((k) => 'pux'.includes(text(k['type']))).map((k) => `${text(k['type'])} ${text(k['name'])} (${names(k['columns'])})`).sort(),
        foreignKeys: keys.filter((k) => k['type'] === 'f' && k['parent'] === 0).map(foreignKey).sort(),
        checks: keys.filter((k) => k['type'] === 'c').map((k) => `${text(k['name'])} ${k['validated'] === true ? '' : 'not valid'}`.trim()).sort(),
        indexes: own(rows.indexes).map(index).sort((a, b) => (a.name < b.name ? -1 : 1)),
        rowSecurity: `${table['enabled'] === true ? 'enabled' : ''} ${table['forced'] === true ? 'forced' : ''}`.trim(),
        policies: own(rows.policies).map((p) => `${text(p['name'])} ${p['permissive'] === true ? 'permissive' : 'restrictive'} ${commands[text(p['command'])] ?? ''}`).sort(),
        triggers: own(rows.triggers).map((t) => text(t['name'])).sort(),
      }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const commands: Readonly<Record<string, string>> = { '*': 'all', r: 'select', a: 'insert', w: 'update', d: 'delete' }

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function names(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : ''
}

const actions: Readonly<Record<string, string>> = { a: 'no action', r: 'restrict', c: 'cascade', n: 'set null', d: 'set default' }

function foreignKey(k: Row): string {
  const state = k['enforced'] === true ? (k['validated'] === true ? '' : ' not valid') : ' not enforced'
  return `${text(k['name'])} (${names(k['columns'])}) -> ${text(k['target']).replaceAll('"', '')} (${names(k['referenced'])}) ${actions[text(k['del'])] ?? ''}/${actions[text(k['upd'])] ?? ''}${state}`
}

function index(row: Row): PlainIndex {
  const parts = Array.isArray(row['parts']) ? row['parts'].map(text) : []
  const options = Array.isArray(row['options']) ? row['options'].map(Number) : []
  const count = Number(row['nkeys'])
  return {
    name: text(row['name']),
    method: text(row['method']),
    unique: row['unique'] === true,
    nullsNotDistinct: row['nulls_not_distinct'] === true,
    valid: row['valid'] === true,
    keys: parts.slice(0, count).map((part, i) => `${part.replaceAll('"', '')}${order(options[i] ?? 0)}`),
    include: parts.slice(count).map((part) => part.replaceAll('"', '')),
    predicate: typeof row['predicate'] === 'string' ? row['predicate'] : null,
  }
}

function order(bits: number): string {
  const descending = (bits & 1) !== 0
  const nullsFirst = (bits & 2) !== 0
  return `${descending ? ' desc' : ''}${nullsFirst === descending ? '' : nullsFirst ? ' nulls first' : ' nulls last'}`
}
