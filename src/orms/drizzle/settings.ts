import { grouped } from '../../catalog/grouped.ts'
import type { SourceText, World } from '../orm.ts'
import { casingSaid, type CasingSources } from './casing.ts'
import { configNames } from './config.ts'
import { Reading } from './reading.ts'

/** The major version of Drizzle that is taken where none is known. */
const latestMajor = 0

/** Files that drizzle-kit is told the same of, and what. */
interface Group {
  readonly files: SourceText[]
  readonly reading: Reading
}

/** What drizzle-kit is told besides the files of a schema: each package may have its own config, and its own version. */
export function readingsOf(files: readonly SourceText[], world: World): Group[] {
  const groups = grouped(files, (file) => `${majorOf(file, world)} ${world.nearest(file.file, configNames) ?? ''}`)
  return [...groups.values()].map((own) => ({ files: own, reading: readingOf(own, world) }))
}

function majorOf({ file }: SourceText, world: World): number {
  return world.major(file, ['drizzle-orm', 'drizzle-kit']) ?? latestMajor
}

function readingOf(files: readonly SourceText[], world: World): Reading {
  const [first] = files
  const major = first ? majorOf(first, world) : latestMajor
  return new Reading(world, major, first && major < 1 ? casingSaid(files, sourcesAt(first, world)) : undefined)
}

function sourcesAt({ file }: SourceText, world: World): CasingSources {
  return { modules: world.modules, nearest: (names) => world.nearest(file, names), program: (path) => world.program(path) }
}
