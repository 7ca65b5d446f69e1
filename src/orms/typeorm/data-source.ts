import { dirname } from 'node:path'
import type { Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isFrom } from '../../javascript/symbolic/chain.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { itemsOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { defaultNaming, snakeNaming, type Naming } from './naming.ts'

/** What a data source says of the tables. */
export interface SourceOptions {
  /** The database, where it is known. */
  readonly type: string | undefined
  readonly naming: Naming
  /** Where the naming strategy stands, if it is not known. */
  readonly unknownNaming: Value | undefined
  readonly schema: string | undefined
  readonly prefix: string
  readonly uuidDefault: string
  readonly entities: Listed | undefined
  readonly migrations: Listed | undefined
  /** What becomes of conditions without a value: left out, or not; undefined where it does not say. */
  readonly undefinedIs: string | undefined
  readonly nullIs: string | undefined
}

/** Files by their patterns, absolute or from the folder of the package. */
export interface Listed {
  readonly globs: readonly string[]
  /** There is nothing but these. */
  readonly complete: boolean
}

const noOptions: SourceOptions = {
  type: undefined,
  naming: defaultNaming,
  unknownNaming: undefined,
  schema: undefined,
  prefix: '',
  uuidDefault: 'uuid_generate_v4()',
  entities: undefined,
  migrations: undefined,
  undefinedIs: undefined,
  nullIs: undefined,
}

/** Whether a program, by its beginning, may hold the options of a data source. */
export const configures =
  /\b(?:DataSource(?:Options)?|ConnectionOptions|createConnection|TypeOrmModule(?:Options|AsyncOptions)?|TypeOrmOptionsFactory|PostgresConnectionOptions)\b/

/** The options of the data sources in a program, wherever they stand in it. */
export function sourceOptions(program: Program, machine: Machine): SourceOptions[] {
  return program
    .nodesOf('ObjectExpression')
    .filter(looksLikeOptions)
    .map((node) => optionsOf(machine.answer({ node, program })))
}

/** What only data sources have. */
const telling = /^(?:namingStrategy|entities|migrations|entityPrefix|autoLoadEntities|synchronize|migrationsRun|uuidExtension|subscribers)$/

function looksLikeOptions({ properties }: Extract<Node, { type: 'ObjectExpression' }>): boolean {
  const names = properties.flatMap((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' && !property.computed ? [property.key.name] : [],
  )
  return (
    names.some((name) => telling.test(name)) &&
    names.some((name) => /^(?:type|namingStrategy|autoLoadEntities|entities|migrations)$/.test(name))
  )
}

function optionsOf(options: Value): SourceOptions {
  const strategy = propertyOf(options, 'namingStrategy')
  const naming = strategy && namingOf(strategy)
  const without = propertyOf(options, 'invalidWhereValuesBehavior')
  return {
    type: textOf(propertyOf(options, 'type')),
    naming: naming ?? defaultNaming,
    unknownNaming: naming ? undefined : strategy,
    schema: textOf(propertyOf(options, 'schema')),
    prefix: textOf(propertyOf(options, 'entityPrefix')) ?? '',
    uuidDefault: textOf(propertyOf(options, 'uuidExtension')) === 'pgcrypto' ? 'gen_random_uuid()' : 'uuid_generate_v4()',
    entities: listedIn(propertyOf(options, 'entities')),
    migrations: listedIn(propertyOf(options, 'migrations')),
    undefinedIs: textOf(propertyOf(without, 'undefined')),
    nullIs: textOf(propertyOf(without, 'null')),
  }
}

/** What an `ormconfig.json` says, one data source or several. */
export function jsonOptions(text: string): SourceOptions[] {
  try {
    const json: unknown = JSON.parse(text)
    return (Array.isArray(json) ? (json as unknown[]) : [json]).flatMap((one) =>
      typeof one === 'object' && one !== null ? [jsonSource(one as Readonly<Record<string, unknown>>)] : [],
    )
  } catch {
    return []
  }
}

function jsonSource(json: Readonly<Record<string, unknown>>): SourceOptions {
  const text = (key: string): string | undefined => (typeof json[key] === 'string' ? json[key] : undefined)
  const list = (key: string): Listed | undefined => {
    const given = json[key]
    return Array.isArray(given) ? { globs: given.filter((one) => typeof one === 'string'), complete: true } : undefined
  }
  return {
    ...noOptions,
    type: text('type'),
    schema: text('schema'),
    prefix: text('entityPrefix') ?? '',
    uuidDefault: text('uuidExtension') === 'pgcrypto' ? 'gen_random_uuid()' : noOptions.uuidDefault,
    entities: list('entities'),
    migrations: list('migrations'),
  }
}

function listedIn(value: Value | undefined): Listed | undefined {
  if (value === undefined) return undefined
  const globs = itemsOf(value).map(globOf)
  const known = globs.filter((glob) => glob !== undefined)
  return { globs: known, complete: value.kind === 'list' && !value.open && known.length === globs.length }
}

/** A pattern, which may begin with the folder of the program or be put together by `join`. */
function globOf(value: Value): string | undefined {
  if (value.kind === 'literal') return textOf(value)
  const parts = value.kind === 'text' ? value.parts : value.kind === 'call' && isJoin(value.callee) ? value.args : undefined
  const texts = parts?.map((part) => textOf(part) ?? folderOf(part))
  if (!texts?.every((text) => text !== undefined)) return undefined
  return value.kind === 'text' ? texts.join('') : texts.join('/')
}

function isJoin(callee: Value): boolean {
  return (callee.kind === 'member' || callee.kind === 'import') && /^(?:join|resolve)$/.test(callee.name)
}

function folderOf(value: Value): string | undefined {
  if (value.kind === 'symbol' && value.name === '__dirname') return dirname(value.at.program.file)
  if (value.kind === 'member' && value.name === 'dirname') return dirname(value.at.program.file)
  return value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === 'cwd' ? '.' : undefined
}

function namingOf(value: Value): Naming | undefined {
  if (value.kind !== 'call' || !value.isNew) return undefined
  if (isFrom(value.callee, /^typeorm-naming-strategies(?:$|\/)/, 'SnakeNamingStrategy')) return snakeNaming
  return isFrom(value.callee, /^typeorm(?:$|\/)/, 'DefaultNamingStrategy') ? defaultNaming : undefined
}

const postgres: ReadonlySet<string> = new Set(['postgres', 'aurora-postgres'])

/** The other database that all data sources are for; undefined where one of them may be for Postgres. */
export function otherDatabase(sources: readonly SourceOptions[]): string | undefined {
  const types = sources
    .filter(({ type, entities, migrations }) => type !== undefined || entities !== undefined || migrations !== undefined)
    .map(({ type }) => type)
  const isOther = types.length > 0 && types.every((type) => type !== undefined && !postgres.has(type))
  return isOther ? types[0] : undefined
}

/** What counts, of several data sources. */
export function chosenOptions(sources: readonly SourceOptions[]): SourceOptions {
  const own = sources.filter(({ type }) => type === undefined || postgres.has(type))
  const said = own.filter(
    (one) => one.naming !== defaultNaming || one.unknownNaming !== undefined || one.schema !== undefined || one.prefix !== '',
  )
  const uuid = own.find(({ uuidDefault }) => uuidDefault !== noOptions.uuidDefault)
  const strict = own.find(({ undefinedIs, nullIs }) => undefinedIs !== undefined || nullIs !== undefined)
  return {
    ...(said[0] ?? own[0] ?? noOptions),
    ...(uuid ? { uuidDefault: uuid.uuidDefault } : {}),
    ...(strict ? { undefinedIs: strict.undefinedIs, nullIs: strict.nullIs } : {}),
  }
}
