import { readFileSync } from 'node:fs'

export interface CallSet {
  readonly name: string
  readonly major: 0 | 1
  /** The texts of its files by their names. */
  readonly files: Readonly<Record<string, string>>
  /** The file with the calls, and the one with relations. */
  readonly calls: string
  readonly relations: string
  /** What Drizzle of this major sent for them. */
  readonly recorded: URL
}

const folder = new URL('../calls/', import.meta.url)

/** Calls of Drizzle. What it sends for them stands beside them; the slow tests ask it again. */
export const callSets: readonly CallSet[] = [
  setOf('core', 0, 'core-0'),
  setOf('core', 1, 'core-1'),
  setOf('query-0', 0, 'query-0'),
  setOf('query-1', 1, 'query-1'),
]

function setOf(name: string, major: 0 | 1, recorded: string): CallSet {
  const relations = `relations-${major}.js`
  const calls = `${name}.js`
  const files = Object.fromEntries(
    ['schema.js', relations, calls].map((file) => [file, readFileSync(new URL(`${file}.txt`, folder), 'utf8')]),
  )
  return { name, major, files, calls, relations, recorded: new URL(`sent/${recorded}.json`, folder) }
}
