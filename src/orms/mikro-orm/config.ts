import { lookup } from '../../catalog/lookup.ts'
import type { Program } from '../../javascript/program.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, itemsOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { flagOf, textsOf } from './notation.ts'
import { isMikroOrm } from './packages.ts'

/** What a configuration says of the database and its names. */
export interface Config {
  /** What it is for where that is not Postgres. */
  readonly database: string | undefined
  readonly schema: string | undefined
  readonly namingStrategy: Value | undefined
  readonly hashAlgorithm: string | undefined
  readonly createForeignKeys: boolean
  readonly inferDefaults: boolean
  readonly readsTypes: boolean
  readonly relativePrefixes: boolean
  readonly skipTables: readonly string[]
  readonly skipColumns: ReadonlyMap<string, readonly string[]>
  readonly defaultUpdateRule: string | undefined
  readonly defaultDeleteRule: string | undefined
  /** Conditions that queries get by themselves. */
  readonly filters: Value | undefined
  /** Filters of what a row refers to decide whether it is found. */
  readonly filtersReferences: boolean
  /** What is undefined in a condition is left out of it. */
  readonly dropsUndefined: boolean
  /** What it changes by a function. */
  readonly hidden: readonly { readonly value: Value; readonly reason: string }[]
}

const drivers: Readonly<Record<string, string>> = lookup({
  mysql: 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  'better-sqlite': 'sqlite',
  libsql: 'sqlite',
  mssql: 'mssql',
  mongodb: 'mongodb',
  mongo: 'mongodb',
  oracledb: 'oracledb',
  singlestore: 'singlestore',
})

/** The database that one of MikroORM's packages is for, where that is not Postgres. */
export function databaseOf(from: string): string | undefined {
  const [, word = ''] = /mikro-orm\/([\w-]+)/.exec(from) ?? []
  return drivers[word]
}

/** Every driver that is not for Postgres. */
export const otherDrivers: readonly string[] = Object.keys(drivers).map((word) => `@mikro-orm/${word}`)

/** What a program configures MikroORM with; undefined where it does not. */
export function readConfig(program: Program, machine: Machine, major = 6): Config | undefined {
  const found = configuredIn(program, machine)
  return found && configOf(found.options, found.callee, major)
}

interface Configured {
  readonly options: Value
  readonly callee: Value | undefined
}

/** `export default defineConfig({ … })`, or an object; `MikroORM.init({ … })`, `MikroOrmModule.forRoot({ … })`. */
function configuredIn(program: Program, machine: Machine): Configured | undefined {
  const exported = machine.shown(program, 'default')
  const shown = exported && fromValue(exported, machine)
  if (shown) return shown
  for (const node of program.nodes) {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') continue
    const { callee } = node
    const name = callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : ''
    const isConfig =
      callee.type === 'Identifier' ? /^(?:defineConfig|MikroORM)$/.test(callee.name) : /^(?:init|initSync|forRoot)$/.test(name)
    const found = isConfig ? fromValue(machine.answer({ node, program }), machine) : undefined
    if (found) return found
  }
  return undefined
}

function fromValue(value: Value, machine: Machine): Configured | undefined {
  if (value.kind === 'function') return fromValue(machine.follow(value, []).value, machine)
  if (value.kind === 'record') return isConfigRecord(value) ? { options: value, callee: undefined } : undefined
  const [options] = value.kind === 'call' ? value.args : []
  if (value.kind !== 'call' || !options || !isMikroCall(value.callee)) return undefined
  const inner = fromValue(options, machine)
  if (inner) return { options: inner.options, callee: inner.callee ?? value.callee }
  return options.kind === 'record' ? { options, callee: value.callee } : undefined
}

function isMikroCall(callee: Value): boolean {
  const own = callee.kind === 'member' ? callee.object : callee
  return isMikroOrm(own)
}

function isConfigRecord(value: Value): boolean {
  return entriesOf(value).some(({ key }) => /^(?:entities|entitiesTs|dbName|clientUrl|driver|namingStrategy|metadataProvider)$/.test(key))
}

function configOf(options: Value, callee: Value | undefined, major: number): Config {
  const generator = propertyOf(options, 'schemaGenerator')
  const discovery = propertyOf(options, 'discovery')
  const provider = propertyOf(options, 'metadataProvider')
  const text = (key: string, of: Value | undefined = options): string | undefined => textOf(propertyOf(of, key))
  return {
    database: databaseIn(options, callee),
    schema: text('schema'),
    namingStrategy: propertyOf(options, 'namingStrategy'),
    hashAlgorithm: text('hashAlgorithm'),
    createForeignKeys: !generator || flagOf(generator, 'createForeignKeyConstraints') !== false,
    inferDefaults: !discovery || flagOf(discovery, 'inferDefaultValues') !== false,
    readsTypes: provider?.kind === 'import' && provider.name === 'TsMorphMetadataProvider',
    relativePrefixes: (text('prefixMode', propertyOf(options, 'embeddables')) ?? (major >= 7 ? 'relative' : 'absolute')) === 'relative',
    skipTables: itemsOf(major <= 5 ? undefined : propertyOf(generator, 'skipTables')).flatMap((one) => textOf(one) ?? []),
    skipColumns: new Map(
      entriesOf(major <= 5 ? undefined : propertyOf(generator, 'skipColumns')).map(({ key, value }) => [key, textsOf(value) ?? []]),
    ),
    defaultUpdateRule: text('defaultUpdateRule', generator),
    defaultDeleteRule: text('defaultDeleteRule', generator),
    filters: propertyOf(options, 'filters'),
    filtersReferences: major >= 6 && flagOf(options, 'autoJoinRefsForFilters') !== false && flagOf(options, 'filtersOnRelations') !== false,
    dropsUndefined: flagOf(options, 'ignoreUndefinedInQuery') === true,
    hidden: ['onMetadata', 'getMappedType', 'afterDiscovered'].flatMap((key) => {
      const value = propertyOf(discovery, key)
      return value ? [{ value, reason: `what \`${key}\` changes is not known` }] : []
    }),
  }
}

function databaseIn(options: Value, callee: Value | undefined): string | undefined {
  const type = textOf(propertyOf(options, 'type'))
  if (type !== undefined) return drivers[type]
  const driver = propertyOf(options, 'driver')
  if (driver?.kind === 'import') return databaseOf(driver.from)
  const own = callee?.kind === 'member' ? callee.object : callee
  return own?.kind === 'import' ? databaseOf(own.from) : undefined
}

/** Where nothing is configured. */
export function noConfig(major: number): Config {
  return {
    database: undefined,
    schema: undefined,
    namingStrategy: undefined,
    hashAlgorithm: undefined,
    createForeignKeys: true,
    inferDefaults: true,
    readsTypes: false,
    relativePrefixes: major >= 7,
    skipTables: [],
    skipColumns: new Map(),
    defaultUpdateRule: undefined,
    defaultDeleteRule: undefined,
    filters: undefined,
    filtersReferences: major >= 6,
    dropsUndefined: false,
    hidden: [],
  }
}
