import type { Answer, Session } from './connection.ts'

export interface TableStatistics {
  readonly name: string
  /** What Postgres takes for the number of its rows. */
  readonly rows: number
  readonly dead: number
  readonly sequentialScans: number
  readonly rowsReadSequentially: number
  readonly indexScans: number
  readonly isAnalyzed: boolean
}

export interface IndexStatistics {
  readonly table: string
  readonly name: string
  readonly scans: number
  readonly isValid: boolean
  readonly isReady: boolean
}

export interface Server {
  readonly database: string
  readonly version: string
  readonly user: string
  /** Since when Postgres counts; without a reset, at least since it was started. */
  readonly since: string
  readonly wasReset: boolean
  /** Of that, in days. */
  readonly days: number
  readonly isReplica: boolean
}

export interface Cache {
  readonly hit: number
  readonly read: number
}

export interface Sizes {
  readonly tables: readonly { readonly name: string; readonly bytes: number; readonly indexBytes: number }[]
  readonly indexes: readonly { readonly table: string; readonly name: string; readonly bytes: number }[]
}

export interface Transaction {
  readonly pid: number
  readonly seconds: number
  readonly state: string | null
  readonly application: string
}

export interface Statement {
  readonly text: string
  readonly calls: number
  readonly milliseconds: number
}

/** What Postgres counts, each part as far as the user may see it. */
export interface Statistics {
  readonly tables: Answer<readonly TableStatistics[]>
  readonly indexes: Answer<readonly IndexStatistics[]>
  readonly sizes: Answer<Sizes>
  readonly cache: Answer<Cache>
  readonly transactions: Answer<readonly Transaction[]>
  /** Undefined where pg_stat_statements is not there. */
  readonly statements: Answer<readonly Statement[]> | undefined
}

const list = (query: string): string => `select coalesce(json_agg(x), '[]') as list from (${query}) x`

const server = `select json_build_object('database', current_database(), 'version', current_setting('server_version'), 'user', current_user,
  'since', to_char(since at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), 'wasReset', was_reset,
  'days', floor(extract(epoch from now() - since) / 86400), 'isReplica', pg_is_in_recovery()) as server
from (select coalesce(stats_reset, pg_postmaster_start_time()) as since, stats_reset is not null as was_reset
  from pg_stat_database where datname = current_database()) x`

/** As the planner takes it: as dense as when the table was analyzed, in the pages that it has now. */
const rows = `case when c.reltuples > 0 and c.relpages > 0
    then round(c.reltuples::float8 / c.relpages * (pg_relation_size(c.oid) / current_setting('block_size')::int)) else s.n_live_tup end`

const tables = list(`select s.schemaname || '.' || s.relname as name, ${rows} as rows, s.n_dead_tup as dead,
  s.seq_scan as "sequentialScans", s.seq_tup_read as "rowsReadSequentially", coalesce(s.idx_scan, 0) as "indexScans",
  coalesce(s.last_analyze, s.last_autoanalyze) is not null or c.reltuples > 0 as "isAnalyzed"
from pg_stat_user_tables s join pg_class c on c.oid = s.relid order by 1`)

const indexes = list(`select s.schemaname || '.' || s.relname as table, s.indexrelname as name, s.idx_scan as scans,
  i.indisvalid as "isValid", i.indisready as "isReady"
from pg_stat_user_indexes s join pg_index i on i.indexrelid = s.indexrelid order by 1, 2`)

const sizes = `select json_build_object(
  'tables', (select coalesce(json_agg(json_build_object('name', schemaname || '.' || relname, 'bytes', pg_table_size(relid), 'indexBytes', pg_indexes_size(relid))), '[]')
    from pg_stat_user_tables),
  'indexes', (select coalesce(json_agg(json_build_object('table', schemaname || '.' || relname, 'name', indexrelname, 'bytes', pg_relation_size(indexrelid))), '[]')
    from pg_stat_user_indexes)) as sizes`

const cache = `select json_build_object('hit', coalesce(sum(heap_blks_hit) + sum(idx_blks_hit), 0), 'read', coalesce(sum(heap_blks_read) + sum(idx_blks_read), 0)) as cache
from pg_statio_user_tables`

const transactions = list(`select pid, floor(extract(epoch from now() - xact_start)) as seconds, state, application_name as application
from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start < now() - interval '5 minutes' order by xact_start`)

const statementsOf = (schema: string): string =>
  list(`select s.query as text, s.calls, s.mean_exec_time as milliseconds from ${schema}.pg_stat_statements s
  join pg_database d on d.oid = s.dbid where d.datname = current_database() and s.calls >= 10 and s.mean_exec_time > 100
  order by s.mean_exec_time desc limit 10`)

const statementsSchema = `select (select quote_ident(n.nspname) from pg_extension x join pg_namespace n on n.oid = x.extnamespace
  where x.extname = 'pg_stat_statements') as schema`

export async function readServer(session: Session): Promise<Answer<Server>> {
  return session.ask<Server>(server)
}

export async function readStatistics(session: Session): Promise<Statistics> {
  const schema = await session.ask<string | null>(statementsSchema)
  return {
    tables: await session.ask(tables),
    indexes: await session.ask(indexes),
    sizes: await session.ask(sizes),
    cache: await session.ask(cache),
    transactions: await session.ask(transactions),
    statements: schema.ok && schema.value !== null ? await session.ask(statementsOf(schema.value)) : undefined,
  }
}
