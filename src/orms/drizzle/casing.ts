import { onceFor } from '../../catalog/once-for.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { propertyOf, textOf } from '../../javascript/symbolic/value.ts'
import type { SourceText } from '../orm.ts'
import { configNames, readConfig } from './config.ts'
import { callOf } from './library.ts'
import { isCasing, type Casing } from './names.ts'

/** What is asked for how columns without a name are called. */
export interface CasingSources {
  readonly modules: Modules
  /** The nearest file with one of these names, from where the tables are made on upwards. */
  readonly nearest: (names: readonly string[]) => string | undefined
  readonly program: (file: string) => Program | undefined
}

/** What the config says, or else the call that opens the database, where that is among the files of the schema or beside them. */
export function casingSaid(files: readonly SourceText[], { modules, nearest, program }: CasingSources): Casing | undefined {
  const config = nearest(configNames)
  const configured = config === undefined ? undefined : program(config)
  const said = configured && casingConfigured(configured)
  if (said) return said
  const beside = clientNames.flatMap((name) => nearest([name]) ?? [])
  return [...clientsAmong(files), ...beside]
    .flatMap((file) => program(file) ?? [])
    .map((client) => casingIn(client, modules))
    .find((casing) => casing !== undefined)
}

/** Asked for each file that makes a table, as the next one. */
const casingConfigured = onceFor((config: Program) => readConfig(config)?.casing)

const clientsAmong = onceFor((files: readonly SourceText[]): readonly string[] =>
  files.filter(({ text }) => isClient(text)).map(({ file }) => file),
)

/** What the file that opens a database is mostly called. */
const clientNames = ['client', 'connection', 'database', 'db', 'index'].map((name) => `${name}.ts`)

/** Whether a program opens a database with a setting for names. */
export function isClient(text: string): boolean {
  return /from\s*['"]drizzle-orm\/[\w-]+(?:\/[\w-]+)?['"]/.test(text) && /\bcasing\b/.test(text) && /\bdrizzle\s*[(<]/.test(text)
}

/** What `drizzle(client, { casing })` says, wherever it stands. */
function casingIn(client: Program, modules: Modules): Casing | undefined {
  if (!isClient(client.text)) return undefined
  const machine = new Machine(modules)
  for (const node of client.nodesOf('CallExpression')) {
    if (node.callee.type !== 'Identifier' || node.callee.name !== 'drizzle') continue
    const call = callOf(machine.evaluate({ node, program: client }), 'drizzle')
    const casing = call?.args.map((arg) => textOf(propertyOf(arg, 'casing'))).find(isCasing)
    if (casing) return casing
  }
  return undefined
}
