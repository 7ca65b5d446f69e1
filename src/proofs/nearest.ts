import leven from 'leven'
import type { Catalog } from '../catalog/catalog.ts'
import { grouped } from '../catalog/grouped.ts'
import { onceFor } from '../catalog/once-for.ts'

/** The name that somebody may have meant: one that differs in case and underscores alone, or in a letter or two. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const known = answersFor(names)
  if (!known.has(name)) known.set(name, findNearest(name, names))
  return known.get(name)
}

const answersFor = onceFor((_: readonly string[]) => new Map<string, string | undefined>())

function findNearest(name: string, names: readonly string[]): string | undefined {
  const most = name.length < 5 ? 1 : name.length < 9 ? 2 : 3
  const given = plain(name)
  const candidates = byLength(names)
  let best: { readonly other: Candidate; readonly distance: number } | undefined
  for (let length = given.length - most; length <= given.length + most; length++) {
    for (const other of candidates.get(length) ?? []) {
      // Of two that are as near, the one that begins alike, and then the first.
      const distance = leven(given, other.plain, { maxDistance: most + 1 }) + (other.plain.startsWith(given.slice(0, 1)) ? 0 : 0.5)
      if (Math.floor(distance) > most) continue
      if (!best || distance < best.distance || (distance === best.distance && other.at < best.other.at)) best = { other, distance }
    }
  }
  return best?.other.name
}

/** The same among the tables of a schema. */
export function nearestTable(name: string, schema: string | undefined, catalog: Catalog): string | undefined {
  return nearest(name, tableNames(catalog).get(schema ?? 'public') ?? [])
}

const tableNames = onceFor(
  ({ tables }: Catalog) => new Map([...grouped(tables, (one) => one.schema)].map(([schema, own]) => [schema, own.map(({ name }) => name)])),
)

interface Candidate {
  readonly name: string
  readonly plain: string
  readonly at: number
}

const byLength = onceFor((names: readonly string[]) =>
  grouped(
    names.map((name, at): Candidate => ({ name, plain: plain(name), at })),
    (one) => one.plain.length,
  ),
)

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}
