import { grouped } from '../../catalog/grouped.ts'
import type { Program } from '../../javascript/program.ts'
import { propertyOf, textOf } from '../../javascript/symbolic/value.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { callOf } from './library.ts'
import type { SourceText, World } from '../orm.ts'
import { configNames, readConfig } from './config.ts'
import { isCasing, type Casing } from './names.ts'
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
  return new Reading(world, major, first && major < 1 ? casingOf(first, files, world) : undefined)
}

/** What the config says, or else the call that opens the database, where that is among the files or beside the schema. */
function casingOf(first: SourceText, files: readonly SourceText[], world: World): Casing | undefined {
  const config = world.nearest(first.file, configNames)
  const program = config === undefined ? undefined : world.program(config)
  const configured = program && readConfig(program)?.casing
  if (configured) return configured
  const beside = clientNames.flatMap((name) => world.nearest(first.file, [name]) ?? [])
  const clients = [...files.filter(({ text }) => isClient(text)).map(({ file }) => file), ...beside].flatMap(
    (file) => world.program(file) ?? [],
  )
  return clients
    .filter(({ text }) => isClient(text))
    .map((client) => casingIn(client, world))
    .find((casing) => casing !== undefined)
}

/** What the file that opens a database is mostly called. */
const clientNames = ['client', 'connection', 'database', 'db', 'index'].map((name) => `${name}.ts`)

/** Whether a program opens a database with a setting for names. */
export function isClient(text: string): boolean {
  return /from\s*['"]drizzle-orm\/[\w-]+(?:\/[\w-]+)?['"]/.test(text) && /\bcasing\b/.test(text) && /\bdrizzle\s*[(<]/.test(text)
}

/** What `drizzle(client, { casing })` says, wherever it stands. */
function casingIn(program: Program, { modules }: World): Casing | undefined {
  const machine = new Machine(modules)
  for (const node of program.nodesOf('CallExpression')) {
    if (node.callee.type !== 'Identifier' || node.callee.name !== 'drizzle') continue
    const call = callOf(machine.evaluate({ node, program }), 'drizzle')
    const casing = call?.args.map((arg) => textOf(propertyOf(arg, 'casing'))).find(isCasing)
    if (casing) return casing
  }
  return undefined
}
