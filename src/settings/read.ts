import { defaultSettings, readers, type Settings } from './settings.ts'
import { problemsOfTable } from './inline-table.ts'
import {
  also,
  eitherOf,
  fields,
  isRecord,
  listOf,
  oneOf,
  recordOf,
  text,
  truth,
  wholeNumber,
  type SettingsProblem,
  type Shape,
} from './shape.ts'

const texts = listOf(text)

const inlineTable = fields(
  {
    columns: texts,
    primaryKey: texts,
    unique: listOf(texts),
    foreignKeys: listOf(
      fields({ columns: texts, references: fields({ table: text, columns: texts }, ['table', 'columns']) }, ['columns', 'references']),
    ),
  },
  ['columns'],
)

const contract: { readonly [K in keyof Settings]: Shape } = {
  tenantColumns: texts,
  softDeleteColumns: texts,
  schema: listOf(eitherOf(text, fields({ reader: oneOf(...readers), files: eitherOf(text, texts) }, ['reader', 'files']))),
  tables: recordOf(also(inlineTable, (table, path) => problemsOfTable(table, path))),
  globalTables: texts,
  membershipTables: texts,
  peopleTables: texts,
  unknownTables: oneOf('auto', 'tenant', 'global'),
  smallTables: texts,
  followForeignKeys: truth,
  scopedClients: texts,
  bypassClients: texts,
  secretColumns: texts,
  filledByTrigger: texts,
  clientRole: text,
  queryFunctions: listOf(
    fields({ name: text, entity: eitherOf(wholeNumber, text), where: eitherOf(wholeNumber, text) }, ['name', 'entity', 'where']),
  ),
  scopingHelpers: texts,
  rowLevelSecurity: oneOf('ignore', 'trust'),
  sql: fields({ tags: texts, calls: texts }),
  migrations: fields({ after: text, tool: text, queries: truth, transactions: truth }),
  engine: oneOf('libpg-query', 'pgsql-ast-parser'),
  postgres: wholeNumber,
  cache: truth,
}

const whole = fields(contract)

/** The settings to lint by, and what was wrong with those given: a wrong key counts as left out. */
export interface ReadSettings {
  readonly settings: Readonly<Settings>
  readonly problems: readonly SettingsProblem[]
}

const standard: ReadSettings = { settings: defaultSettings, problems: [] }
const cache = new WeakMap<object, ReadSettings>()
/** Editors make a configuration anew for each text that they lint: what the schema comes to is kept by the settings, which are to be the same ones. */
const byText = new Map<string, ReadSettings>()
const mostTexts = 100

/** Reads `settings.tenancy` as a configuration gives it. */
export function readSettings(given: unknown): ReadSettings {
  if (given === undefined) return standard
  if (!isRecord(given)) return { settings: defaultSettings, problems: whole.check(given, 'tenancy') }
  const known = cache.get(given)
  if (known) return known
  const own = withoutToJson(given)
  const text = textOf(own)
  const read = (text === '{}' ? standard : byText.get(text ?? '')) ?? check(own)
  cache.set(given, read)
  if (text !== undefined) {
    if (byText.size === mostTexts) byText.clear()
    byText.set(text, read)
  }
  return read
}

/** All that settings say, as a text; none where a text does not tell it. */
function textOf(given: Record<string, unknown>): string | undefined {
  const asItIs = (_: string, value: unknown): unknown => {
    const isTold = ['string', 'boolean', 'undefined'].includes(typeof value) || Number.isFinite(value)
    if (isTold || value === null || Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]') return value
    throw new TypeError('a text does not tell it')
  }
  try {
    return JSON.stringify(given, asItIs)
  } catch {
    return undefined
  }
}

function check(given: Record<string, unknown>): ReadSettings {
  const thrown = new Map(Object.entries(given).flatMap(([key, value]) => problemOfReading(key, value)))
  const readable = Object.fromEntries(Object.entries(given).filter(([key]) => !thrown.has(key)))
  const right: Record<string, unknown> = {}
  for (const [key, shape] of Object.entries(contract)) {
    const value = readable[key]
    if (value !== undefined && shape.check(value, key).length === 0) right[key] = value
  }
  return { settings: { ...defaultSettings, ...right }, problems: [...whole.check(readable, 'tenancy'), ...thrown.values()] }
}

/** A configuration is a program: what it computes of a setting may throw. */
function problemOfReading(key: string, value: unknown): [string, SettingsProblem][] {
  try {
    whole.check({ [key]: value }, 'tenancy')
    return []
  } catch (error) {
    return [[key, { path: `tenancy.${key}`, reason: `cannot be read: ${error instanceof Error ? error.message : String(error)}` }]]
  }
}

/** Our own presets put a `toJSON` beside a user's settings. */
function withoutToJson(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => key !== 'toJSON' || typeof value !== 'function'))
}
