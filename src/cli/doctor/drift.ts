import type { Catalog, Table } from '../../catalog/catalog.ts'
import { lookup } from '../../catalog/lookup.ts'
import type { Place } from '../../catalog/place.ts'
import { isOfTools } from '../../proofs/unknown-names.ts'
import type { ShownPlace } from '../places.ts'
import { bareTable, fillTable } from './database/bare.ts'
import { plainDatabase } from './database/of-catalog.ts'
import type { PlainDatabase, PlainTable } from './database/plain.ts'
import { nameParts } from './database/to-catalog.ts'
import { partDrift, type Drift } from './drift/parts.ts'
import { rolesAsSeenBy } from './drift/roles.ts'
import { finding, type Finding } from './finding.ts'
import { shownName } from './objects.ts'

type Show = (place: Place) => ShownPlace

const kinds: Readonly<Record<string, string>> = lookup({
  r: 'table',
  p: 'partitioned table',
  f: 'foreign table',
  v: 'view',
  m: 'materialized view',
})
const migrate = 'Run the migrations that are not run yet.'
const byHand = 'Write a migration for it, or take it away.'

/** In what the database is not what the files add up to. */
export function driftFindings(ours: Catalog, theirs: PlainDatabase, user: string, show: Show): Finding[] {
  const plain = plainDatabase(ours)
  const pairs = ours.tables.map((table, i) => ({
    table,
    own: plain.tables[i],
    other: theirs.tables.find((one) => one.name === plain.tables[i]?.name),
  }))
  const missing = pairs.filter(({ other }) => !other)
  if (ours.tables.length > 1 && missing.length === ours.tables.length) return [nothingThere(ours, show)]
  return [
    ...missing.map(({ table }) =>
      told({ kind: 'not-migrated', what: `The ${table.kind} ${shownOf(table)}`, place: table.place }, table, show),
    ),
    ...unknownTables(ours, plain, theirs),
    ...pairs.flatMap(({ table, own, other }) => (own && other ? tableDrift(table, own, other, user, show) : [])),
    ...otherObjects(ours, plain, theirs, show),
  ]
}

function nothingThere({ tables }: Catalog, show: Show): Finding {
  const [first] = tables
  return finding(
    'drift',
    'not-migrated',
    `None of the ${tables.length} tables of the files is in the database. It may be another one than you think, or no migration has been run.`,
    { place: first ? show(first.place) : null },
  )
}

function shownOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return shownName(`${schema}.${name}`)
}

/** In schemas that the files know; partitions may be made by a job, and tables of migration tools by these. */
function unknownTables(ours: Catalog, plain: PlainDatabase, theirs: PlainDatabase): Finding[] {
  const schemas = new Set(ours.tables.map(({ schema }) => schema))
  const known = new Set(plain.tables.map(({ name }) => name))
  return theirs.tables
    .filter(({ name, partitionOf }) => {
      const { schema, name: bare } = nameParts(name)
      return schemas.has(schema) && !known.has(name) && !isOfTools(bare) && !partitionOf.some((parent) => known.has(parent))
    })
    .map(({ name, kind }) =>
      finding('drift', 'by-hand', `The ${kinds[kind] ?? 'table'} ${shownName(name)} is in the database, and no file makes it. ${byHand}`, {
        table: shownName(name),
      }),
    )
}

function tableDrift(table: Table, own: PlainTable, other: PlainTable, user: string, show: Show): Finding[] {
  if (own.kind !== other.kind) {
    const [a, b] = [kinds[own.kind] ?? '', kinds[other.kind] ?? '']
    return [told({ kind: 'differs', what: shownOf(table), ours: `a ${a}`, theirs: `a ${b}`, place: table.place }, table, show)]
  }
  const theirs = bareTable(other)
  const filled = fillTable(bareTable(rolesAsSeenBy(own, user)), theirs)
  return partDrift(table, filled, theirs).map((drift) => told(drift, table, show))
}

function told({ kind, what, name, place, ours, theirs }: Drift, table: Table | undefined, show: Show): Finding {
  const rest = { table: table ? shownOf(table) : null, name: name ?? null, place: place ? show(place) : null }
  switch (kind) {
    case 'not-migrated':
      return finding('drift', kind, `${what} is in the files, and not in the database. ${migrate}`, rest)
    case 'by-hand':
      return finding('drift', kind, `${what} is in the database, and no file makes it. ${byHand}`, rest)
    case 'differs':
      return finding(
        'drift',
        kind,
        `${what} is ${theirs ?? ''} in the database, and ${ours ?? ''} in the files. Run the migrations, or write the one that is missing.`,
        rest,
      )
  }
}

/** Enums with their labels, and extensions. */
function otherObjects(ours: Catalog, plain: PlainDatabase, theirs: PlainDatabase, show: Show): Finding[] {
  const types = ours.parts.types.flatMap((type, i): Finding[] => {
    const text = plain.types[i] ?? ''
    if (type.kind !== 'enum' || theirs.types.includes(text)) return []
    const head = text.slice(0, text.indexOf(' enum ('))
    const there = theirs.types.find((one) => one.startsWith(`${head} enum (`))
    const what = `The enum ${shownOf(type)}`
    const labels = (one: string): string => one.slice(head.length + ' enum '.length)
    const drift: Drift = there
      ? { kind: 'differs', what, ours: labels(text), theirs: labels(there), name: type.name, place: type.place }
      : { kind: 'not-migrated', what, name: type.name, place: type.place }
    return [told(drift, undefined, show)]
  })
  const extensions = ours.parts.extensions
    .filter(({ name }) => name !== 'plpgsql' && !theirs.extensions.includes(name))
    .map(({ name, place }) => told({ kind: 'not-migrated', what: `The extension ${name}`, name, place }, undefined, show))
  return [...types, ...extensions]
}
