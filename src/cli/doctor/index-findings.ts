import type { Catalog, ForeignKey, Index, Table } from '../../catalog/catalog.ts'
import { byteLength, maxNameBytes, quoteName } from '../../catalog/names.ts'
import { foreignKeyCoverage } from '../../proofs/foreign-key-index.ts'
import { newIndexName } from '../../proofs/index-name.ts'
import { createIndexSql, dropIndexSql, qualifiedName, shownKeys } from '../../proofs/index-sql.ts'
import { redundancyOf, type Redundancy } from '../../proofs/redundant-index.ts'
import type { Settings } from '../../settings/settings.ts'
import type { PlainDatabase } from './database/plain.ts'
import { finding, shownBytes, shownNumber, type Finding } from './finding.ts'
import { shownName, typed, type Objects } from './objects.ts'
import type { IndexStatistics, Statistics } from './statistics.ts'

interface Known {
  readonly theirs: Catalog
  readonly statistics: Statistics
  readonly objects: Objects
  readonly settings: Readonly<Settings>
}

/** What is wrong with the indexes and constraints that a database has, whatever the files say. */
export function indexFindings(database: PlainDatabase, known: Known): Finding[] {
  const { theirs } = known
  return [
    ...theirs.tables.flatMap((table) => [
      ...table.indexes.flatMap((index) => [...invalid(table, index, known), ...redundant(table, index, known)]),
      ...table.foreignKeys.flatMap((key) => unindexed(table, key, known)),
    ]),
    ...database.tables.flatMap((table) => notValidated(table, known)),
  ]
}

function fullName({ schema, name }: Table): string {
  return `${schema}.${name}`
}

function bytesOf(table: Table, index: Index, { statistics: { sizes } }: Known): number {
  const found = sizes.ok ? sizes.value.indexes.find((one) => one.table === fullName(table) && one.name === index.name) : undefined
  return found?.bytes ?? 0
}

function rowsOf(table: Table, { statistics: { tables } }: Known): number {
  return (tables.ok ? tables.value.find(({ name }) => name === fullName(table)) : undefined)?.rows ?? 0
}

function statisticsOf(table: Table, index: Index, { statistics: { indexes } }: Known): IndexStatistics | undefined {
  return indexes.ok ? indexes.value.find((one) => one.table === fullName(table) && one.name === index.name) : undefined
}

/** That of a partitioned table is invalid until each partition has its own. */
function invalid(table: Table, index: Index, known: Known): Finding[] {
  const isReady = statisticsOf(table, index, known)?.isReady ?? true
  if (index.valid && isReady) return []
  const shown = shownName(fullName(table))
  const rest = { table: shown, name: index.name, place: known.objects.place.index(fullName(table), index.name) }
  if (table.kind === 'partitioned table')
    return [
      finding(
        'indexes',
        'invalid-index',
        `The index ${index.name} of ${shown} is invalid: not each partition has its own yet. No query uses it until they have: ATTACH one of each partition.`,
        rest,
      ),
    ]
  const name = qualifiedName(index, typed)
  const why = index.unique ? 'a build that failed, on duplicates perhaps, or was stopped' : 'a build that failed or was stopped'
  return [
    finding(
      'indexes',
      'invalid-index',
      `The index ${index.name} of ${shown} is ${isReady ? 'invalid' : 'not ready'}, left behind by ${why}. No query uses it, writes ${isReady ? '' : 'may '}keep it up to date, and CREATE INDEX IF NOT EXISTS takes it for the index.`,
      {
        ...rest,
        fix: `REINDEX INDEX CONCURRENTLY ${name};  -- or: ${dropIndexSql(table, index, typed)};`,
        numbers: { bytes: bytesOf(table, index, known) },
      },
    ),
  ]
}

const how: Readonly<Record<Redundancy['kind'], string>> = {
  prefix: 'begins with the same columns',
  duplicate: 'is the same',
  unique: 'is the same, and unique besides',
}

function redundant(table: Table, index: Index, known: Known): Finding[] {
  const found = redundancyOf(table, index, known.theirs, known.settings)
  if (!found || known.objects.isImplied(fullName(table), index.name)) return []
  const bytes = bytesOf(table, index, known)
  const shown = shownName(fullName(table))
  return [
    finding(
      'indexes',
      found.kind === 'prefix' ? 'redundant-index' : 'duplicate-index',
      `The index ${index.name} of ${shown} (${shownKeys(index)}) does nothing that ${found.other.name} does not, which ${how[found.kind]}. It takes ${shownBytes(bytes)}, and time of each write.`,
      {
        table: shown,
        name: index.name,
        place: known.objects.place.index(fullName(table), index.name),
        fix: `${dropIndexSql(table, index, typed)};`,
        numbers: { bytes },
      },
    ),
  ]
}

function unindexed(table: Table, key: ForeignKey, known: Known): Finding[] {
  const { theirs, objects } = known
  if (table.partitionOf || foreignKeyCoverage(table, key, theirs).kind !== 'missing') return []
  const rows = rowsOf(table, known)
  const shown = shownName(fullName(table))
  const wanted = { keys: key.columns.map((column) => ({ column })) }
  return [
    finding(
      'indexes',
      'unindexed-foreign-key',
      `The foreign key ${key.name} of ${shown} (${key.columns.join(', ')}) has no index. Each delete in ${shownName(`${key.references.schema}.${key.references.table}`)} reads all ${rows > 0 ? `${shownNumber(rows)} rows ` : ''}of ${shown}.`,
      {
        table: shown,
        name: key.name,
        place: objects.place.constraint(fullName(table), key.name),
        fix: `${createIndexSql(table, wanted, newIndexName(table, key.columns, theirs), typed)};`,
        numbers: { rows },
      },
    ),
  ]
}

function notValidated(table: PlainDatabase['tables'][number], { objects }: Known): Finding[] {
  const shown = shownName(table.name)
  return [...table.foreignKeys, ...table.checks]
    .filter(({ state }) => state === 'not valid')
    .map(({ name }) =>
      finding(
        'indexes',
        'not-validated',
        `The constraint ${name} of ${shown} is NOT VALID. It holds for new rows alone, and the planner does not go by it.`,
        {
          table: shown,
          name,
          place: objects.place.constraint(table.name, name),
          fix: `ALTER TABLE ${shownName(table.name, true)} VALIDATE CONSTRAINT ${quoteName(name)};`,
        },
      ),
    )
}

type Part = Pick<Table, 'name' | 'written' | 'place'>

/** Names of the files that Postgres cut, as the database has them. */
export function cutNames(ours: Catalog, theirs: Catalog, show: (part: Part) => Finding['place']): Finding[] {
  return ours.tables.flatMap((table) => {
    const other = theirs.table(table.schema, table.name)
    if (!other) return []
    const constraints = (one: Table): readonly Part[] => [...one.keys, ...one.foreignKeys, ...one.checks]
    const parts: readonly [string, readonly Part[], readonly Part[]][] = [
      [table.kind, [table], [other]],
      ['column', table.columns, other.columns],
      ['index', table.indexes.filter(({ constraint }) => constraint === undefined), other.indexes],
      ['constraint', constraints(table), [...constraints(other), ...other.indexes]],
    ]
    return parts.flatMap(([what, own, there]) =>
      own
        .filter(({ name, written }) => written !== name && there.some((one) => one.name === name))
        .map((part) => cutName(what, part, table, show(part))),
    )
  })
}

function cutName(what: string, { name, written }: Part, table: Table, place: Finding['place']): Finding {
  const bytes = byteLength(written)
  return finding(
    'indexes',
    'cut-name',
    `The ${what} that the files call ${written} is ${name} in the database: Postgres cut ${bytes - maxNameBytes} of its ${bytes} bytes. What looks for the long name, in code or in monitoring, does not find it.`,
    { table: shownName(fullName(table)), name, place, numbers: { bytes } },
  )
}
