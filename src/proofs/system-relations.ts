import type { RowSource } from '../query/relation.ts'
import { nearest } from './nearest.ts'
import { extensionColumns } from './postgres/extensions.ts'
import { systemColumns } from './postgres/relations.ts'

/** A relation of Postgres itself, or of an extension that it comes with. */
export interface SystemRelation {
  /** As the tables of facts name it: `pg_class`, `information_schema.tables`. */
  readonly name: string
  readonly columns: readonly string[]
  /** The extension that brings it. */
  readonly extension: string | undefined
}

const ofExtensions = new Map(
  Object.entries(extensionColumns).map(([key, columns]) => {
    const [extension = '', name = ''] = key.split(' ')
    return [name, { name, columns: columns.split(' '), extension }] as const
  }),
)

/** A column that Postgres had under another name, or in another relation. */
interface Gone {
  /** The first major version without it. */
  readonly since: number
  /** What it is since then. */
  readonly instead: string
}

function renamed(relation: string, since: number, names: Readonly<Record<string, string>>): (readonly [string, Gone])[] {
  return Object.entries(names).map(([name, instead]) => [`${relation} ${name}`, { since, instead }] as const)
}

const timed = ['total', 'min', 'max', 'mean', 'stddev'].map((name) => [`${name}_time`, `${name}_exec_time`])

/** https://www.postgresql.org/docs/release/ */
const gone: ReadonlyMap<string, Gone> = new Map([
  ...renamed('pg_stat_statements', 13, Object.fromEntries(timed) as Readonly<Record<string, string>>),
  ...renamed('pg_stat_statements', 17, { blk_read_time: 'shared_blk_read_time', blk_write_time: 'shared_blk_write_time' }),
  ...renamed('pg_stat_activity', 10, { procpid: 'pid', current_query: 'query', waiting: 'wait_event' }),
  ...renamed('pg_stat_replication', 10, {
    sent_location: 'sent_lsn',
    write_location: 'write_lsn',
    flush_location: 'flush_lsn',
    replay_location: 'replay_lsn',
  }),
  ...renamed('pg_class', 11, { relhaspkey: 'a row of pg_constraint with contype p' }),
  ...renamed('pg_class', 12, { relhasoids: 'nothing: no table has hidden oids' }),
  ...renamed('pg_proc', 11, { proisagg: "prokind = 'a'", proiswindow: "prokind = 'w'" }),
  ...renamed('pg_proc', 12, { protransform: 'prosupport' }),
  ...renamed('pg_constraint', 12, { consrc: 'pg_get_constraintdef(oid)' }),
  ...renamed('pg_attrdef', 12, { adsrc: 'pg_get_expr(adbin, adrelid)' }),
  ...renamed('pg_database', 15, { datlastsysoid: 'nothing: the first oid of a user is 16384' }),
  ...renamed('pg_database', 17, { daticulocale: 'datlocale' }),
  ...renamed('pg_collation', 17, { colliculocale: 'colllocale' }),
  ...renamed('pg_stat_bgwriter', 17, {
    checkpoints_timed: 'num_timed of pg_stat_checkpointer',
    checkpoints_req: 'num_requested of pg_stat_checkpointer',
    checkpoint_write_time: 'write_time of pg_stat_checkpointer',
    checkpoint_sync_time: 'sync_time of pg_stat_checkpointer',
    buffers_checkpoint: 'buffers_written of pg_stat_checkpointer',
    buffers_backend: 'writes of pg_stat_io',
    buffers_backend_fsync: 'fsyncs of pg_stat_io',
  }),
  ...renamed('pg_stat_progress_vacuum', 17, { max_dead_tuples: 'max_dead_tuple_bytes', num_dead_tuples: 'num_dead_item_ids' }),
  ...renamed('pg_stat_io', 18, { op_bytes: 'read_bytes, write_bytes and extend_bytes' }),
  ...renamed('pg_stat_wal', 18, {
    wal_write: 'writes of pg_stat_io',
    wal_sync: 'fsyncs of pg_stat_io',
    wal_write_time: 'write_time of pg_stat_io',
    wal_sync_time: 'fsync_time of pg_stat_io',
  }),
  ...renamed('pg_attribute', 18, { attcacheoff: 'nothing' }),
  ...renamed('pg_backend_memory_contexts', 18, { parent: 'path' }),
])

/** One thing under the names that it has in the views of Postgres. */
const synonyms: readonly (readonly string[])[] = [
  ['indexname', 'index_name', 'indexrelname'],
  ['tablename', 'table_name', 'relname'],
  ['schemaname', 'schema_name', 'table_schema', 'nspname'],
]

/** A relation that is looked up in pg_catalog before anything else, or is written with its schema. */
export function systemRelation(schema: string | undefined, name: string): SystemRelation | undefined {
  const extension = schema === undefined || schema === 'public' ? ofExtensions.get(name) : undefined
  if (extension) return extension
  const key = schema === undefined || schema === 'pg_catalog' ? name : `${schema}.${name}`
  if (!/^(?:pg_|information_schema\.)/.test(key)) return undefined
  const columns = Object.hasOwn(systemColumns, key) ? systemColumns[key] : undefined
  return columns === undefined ? undefined : { name: key, columns: columns.split(' '), extension: undefined }
}

/** What a source that the schema does not tell is in Postgres itself. */
export function systemSource({ kind, node, columns }: RowSource): SystemRelation | undefined {
  if (kind !== 'table' || !node || columns !== undefined || (node.alias?.columns.length ?? 0) > 0) return undefined
  return systemRelation(node.schema, node.name)
}

/** The columns of a relation in this version of Postgres or in any later one. */
export function columnsOfSystem({ name, columns }: SystemRelation, postgres: number): readonly string[] {
  const older = [...gone].flatMap(([key, { since }]) =>
    since > postgres && key.startsWith(`${name} `) ? [key.slice(name.length + 1)] : [],
  )
  return older.length === 0 ? columns : [...columns, ...older]
}

/** What a column was replaced by. */
export function replacementOf({ name }: SystemRelation, column: string): Gone | undefined {
  return gone.get(`${name} ${column}`)
}

/** The column that is called so elsewhere, or nearly so here. */
export function nearestColumn(name: string, columns: readonly string[]): string | undefined {
  const same = synonyms.find((names) => names.includes(name))
  return same?.find((other) => columns.includes(other)) ?? nearest(name, columns)
}

/** A relation of Postgres that may be meant by a name that it does not have. */
export function nearestSystemRelation(schema: string | undefined, name: string): string | undefined {
  const prefix = schema === 'information_schema' ? 'information_schema.' : 'pg_'
  const names = Object.keys(systemColumns).filter((key) => key.startsWith(prefix))
  return nearest(name, [...names.map((key) => key.replace('information_schema.', '')), ...ofExtensions.keys()])
}
