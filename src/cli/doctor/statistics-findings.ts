import type { Catalog } from '../../catalog/catalog.ts'
import { coveringIndexes } from '../../proofs/foreign-key-index.ts'
import { dropIndexSql } from '../../proofs/index-sql.ts'
import { finding, shownBytes, shownNumber, type Finding } from './finding.ts'
import { shownName, typed, type Objects } from './objects.ts'
import type { IndexStatistics, Server, Sizes, Statement, Statistics, TableStatistics, Transaction } from './statistics.ts'

/** Statistics of fewer days tell little of what is not used: a report may run once a month. */
const enoughDays = 7
/** Fewer blocks say nothing of a cache: one that is cold has had no time. */
const enoughBlocks = 100_000
const smallIndexes = 10 * 1024 * 1024
const share = { cache: 0.99, dead: 0.2 }

export interface StatisticsFindings {
  readonly findings: readonly Finding[]
  readonly notes: readonly string[]
}

/** What the counters of Postgres tell of tables, indexes, the cache and transactions. */
export function statisticsFindings(
  statistics: Statistics,
  server: Server,
  theirs: Catalog,
  objects: Objects,
  maxSeqScanRows: number,
): StatisticsFindings {
  const { tables, indexes, sizes, cache, transactions, statements } = statistics
  const known = sizes.ok ? sizes.value : { tables: [], indexes: [] }
  const unused = indexes.ok ? unusedIndexes(indexes.value, known, theirs, objects) : []
  const isSure = server.days >= enoughDays
  return {
    findings: [
      ...(tables.ok ? tables.value.flatMap((table) => [...scanned(table, objects, maxSeqScanRows), ...dead(table, objects)]) : []),
      ...(isSure ? unused : []),
      ...footprints(known, objects),
      ...(cache.ok ? coldCache(cache.value.hit, cache.value.read) : []),
      ...(transactions.ok ? transactions.value.map(longTransaction) : []),
      ...(statements?.ok ? statements.value.map(slowStatement) : []),
    ],
    notes: [
      ...(isSure || unused.length === 0 ? [] : [unsureNote(unused, server)]),
      ...(unused.length > 0 && server.isReplica ? ['This is a replica: what only the primary reads shows as unused here.'] : []),
      ...(statements === undefined ? ['pg_stat_statements is not installed: which statements are slow is not known.'] : []),
    ],
  }
}

function unsureNote(unused: readonly Finding[], { since, wasReset, days }: Server): string {
  const names = unused.map(({ name }) => name ?? '').join(', ')
  const from = wasReset ? `The statistics were reset at ${since} UTC` : `The server has run since ${since} UTC`
  return `${from}, ${shownNumber(days)} ${days === 1 ? 'day' : 'days'} ago: that these indexes were not used since says little yet: ${names}.`
}

function scanned(
  { name, rows, sequentialScans, rowsReadSequentially, indexScans }: TableStatistics,
  { place }: Objects,
  max: number,
): Finding[] {
  if (rows <= max || sequentialScans < 10 || sequentialScans <= indexScans || rowsReadSequentially < rows) return []
  const table = shownName(name)
  const scans = `${shownNumber(sequentialScans)} times, by an index ${shownNumber(indexScans)} times`
  return [
    finding(
      'statistics',
      'sequential-scans',
      `${table} was read from end to end ${scans}, and holds ${shownNumber(rows)} rows. Such reads take longer with every row: look for the query without an index.`,
      { table, place: place.table(name), numbers: { rows, sequentialScans, indexScans, rowsReadSequentially } },
    ),
  ]
}

function dead({ name, rows, dead: count }: TableStatistics, { place }: Objects): Finding[] {
  if (count < 10_000 || count / (count + rows) < share.dead) return []
  const table = shownName(name)
  return [
    finding(
      'statistics',
      'dead-rows',
      `${table} holds ${shownNumber(count)} dead rows beside ${shownNumber(rows)} live ones. Every scan reads them, too, until they are vacuumed.`,
      { table, place: place.table(name), fix: `VACUUM (ANALYZE) ${shownName(name, true)};`, numbers: { dead: count, rows } },
    ),
  ]
}

/** Those that no key and no foreign key needs. */
function unusedIndexes(indexes: readonly IndexStatistics[], sizes: Sizes, theirs: Catalog, { place }: Objects): Finding[] {
  return indexes.flatMap(({ table: of, name, scans, isValid }): Finding[] => {
    const table = theirs.tables.find((one) => `${one.schema}.${one.name}` === of)
    const index = table?.indexes.find((one) => one.name === name)
    if (scans > 0 || !isValid || !table || !index || index.unique || index.constraint !== undefined || index.ofParent) return []
    if (table.foreignKeys.some((key) => coveringIndexes(table, key, theirs).some((one) => one === index))) return []
    const bytes = sizes.indexes.find((one) => one.table === of && one.name === name)?.bytes ?? 0
    return [
      finding(
        'statistics',
        'unused-index',
        `No query has used the index ${name} of ${shownName(of)}, which takes ${shownBytes(bytes)}. Every write keeps it up to date all the same.`,
        {
          table: shownName(of),
          name,
          place: place.index(of, name),
          fix: `${dropIndexSql(table, index, typed)};`,
          numbers: { bytes, scans },
        },
      ),
    ]
  })
}

function footprints({ tables }: Sizes, { place }: Objects): Finding[] {
  return tables.flatMap(({ name, bytes, indexBytes }): Finding[] => {
    if (indexBytes < smallIndexes || indexBytes <= 2 * bytes) return []
    const table = shownName(name)
    return [
      finding(
        'statistics',
        'index-footprint',
        `The indexes of ${table} take ${shownBytes(indexBytes)}, more than twice the ${shownBytes(bytes)} of its rows. They are written with each row: drop what is not needed, and rebuild what is bloated.`,
        { table, place: place.table(name), fix: `REINDEX TABLE CONCURRENTLY ${shownName(name, true)};`, numbers: { bytes, indexBytes } },
      ),
    ]
  })
}

function coldCache(hit: number, read: number): Finding[] {
  const all = hit + read
  if (all < enoughBlocks || hit / all >= share.cache) return []
  const percent = Math.floor((hit / all) * 1000) / 10
  return [
    finding(
      'statistics',
      'cache-hit',
      `${percent}% of the blocks that queries read were in memory, less than 99%. The others come from disk: the indexes and rows in use are larger than shared_buffers.`,
      { numbers: { hit, read } },
    ),
  ]
}

function longTransaction({ pid, seconds, state, application }: Transaction): Finding {
  const who = application === '' ? `process ${pid}` : `process ${pid} (${application})`
  return finding(
    'statistics',
    'long-transaction',
    `A transaction of ${who} has been open for ${shownNumber(seconds / 60)} minutes${state === null ? '' : `, ${state}`}. Until it ends, no vacuum takes away what died since, and its locks hold.`,
    { fix: `SELECT pg_terminate_backend(${pid});`, numbers: { pid, seconds } },
  )
}

function slowStatement({ text, calls, milliseconds }: Statement): Finding {
  const short = text.replace(/\s+/g, ' ').trim()
  return finding(
    'statistics',
    'slow-statement',
    `A statement takes ${shownNumber(milliseconds)} ms on average, over ${shownNumber(calls)} calls: ${short.length > 120 ? `${short.slice(0, 119)}…` : short}`,
    { numbers: { calls, milliseconds } },
  )
}
