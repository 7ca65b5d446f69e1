import type { Catalog, SchemaFunction } from '../catalog/catalog.ts'
import { grouped } from '../catalog/grouped.ts'
import { lookup } from '../catalog/lookup.ts'
import { isOwnType, parseType } from '../catalog/types.ts'
import type { Call, Term } from '../query/query.ts'
import { nearest } from './nearest.ts'
import { onceOfSchema } from './of-schema.ts'
import { extensionFunctions, extensionTypes, sharedFunctions } from './postgres/extensions.ts'
import { functionArguments, ownTypes, rowFunctions } from './postgres/functions.ts'

/** A call that Postgres refuses since there is nothing of the name, or nothing that takes so many arguments. */
export interface UnknownFunction {
  readonly kind: 'function' | 'arguments'
  readonly name: string
  readonly call: Call
  /** How many arguments there are, and may be. */
  readonly given: number
  readonly takes: string
  readonly nearest: string | undefined
  /** The version that made it, or that took it away. */
  readonly note: string | undefined
}

/** How many arguments functions of one name take. */
interface Takes {
  readonly least: number
  readonly most: number
}

const words = (text: string | undefined): string[] => (text ?? '').split(' ').filter((word) => word !== '')

/** `2`, `1-3`, `2+` or `*`. */
function readTakes(text: string): Takes {
  const [, least = '0', more = ''] = /^(\d+)(\D.*)?$/.exec(text) ?? []
  if (text === '*') return { least: 0, most: Infinity }
  return { least: Number(least), most: more === '' ? Number(least) : more === '+' ? Infinity : Number(more.slice(1)) }
}

const ofPostgres: ReadonlyMap<string, readonly Takes[]> = new Map(
  Object.entries(functionArguments).flatMap(([counts, names]) => {
    const takes = counts.split(' ').map(readTakes)
    return names.split(' ').map((name) => [name, takes] as const)
  }),
)

/** What has a syntax of its own is a word of the grammar, and no function or one of other arguments. */
const ofGrammar = new Set(
  words(
    'coalesce greatest least nullif grouping row exists any some all array cast treat extract position overlay substring trim normalize ' +
      'json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value ' +
      'merge_action xmlconcat xmlelement xmlexists xmlforest xmlparse xmlpi xmlroot xmlserialize xmltable current_schema collation',
  ),
)

/** https://www.postgresql.org/docs/release/ */
const goneSince: Readonly<Record<string, readonly [since: number, instead: string]>> = lookup({
  pg_current_xlog_location: [10, 'pg_current_wal_lsn'],
  pg_current_xlog_insert_location: [10, 'pg_current_wal_insert_lsn'],
  pg_current_xlog_flush_location: [10, 'pg_current_wal_flush_lsn'],
  pg_last_xlog_receive_location: [10, 'pg_last_wal_receive_lsn'],
  pg_last_xlog_replay_location: [10, 'pg_last_wal_replay_lsn'],
  pg_xlog_location_diff: [10, 'pg_wal_lsn_diff'],
  pg_xlogfile_name: [10, 'pg_walfile_name'],
  pg_xlogfile_name_offset: [10, 'pg_walfile_name_offset'],
  pg_switch_xlog: [10, 'pg_switch_wal'],
  pg_is_xlog_replay_paused: [10, 'pg_is_wal_replay_paused'],
  pg_xlog_replay_pause: [10, 'pg_wal_replay_pause'],
  pg_xlog_replay_resume: [10, 'pg_wal_replay_resume'],
  pg_start_backup: [15, 'pg_backup_start'],
  pg_stop_backup: [15, 'pg_backup_stop'],
  pg_backup_start_time: [15, 'nothing'],
  pg_is_in_backup: [15, 'nothing'],
})

/** The first major version that has a function. */
const newSince = new Map(
  Object.entries({
    13: 'gcd lcm min_scale trim_scale',
    14: 'bit_count bit_xor date_bin range_agg range_intersect_agg string_to_table trim_array unistr',
    15: 'regexp_count regexp_instr regexp_like regexp_substr',
    16: 'any_value array_sample array_shuffle date_add date_subtract erf erfc pg_input_error_info pg_input_is_valid random_normal',
    17: 'to_bin to_oct uuid_extract_timestamp uuid_extract_version',
    18: 'array_reverse array_sort casefold crc32 crc32c gamma lgamma uuidv4 uuidv7',
  }).flatMap(([since, names]) => names.split(' ').map((name) => [name, Number(since)] as const)),
)

/** What extensions that PGlite does not have make, and platforms have already. */
const ofOtherExtensions =
  /^(?:_?st_|postgis|pgr_|cron|pgmq|http_|net_|dblink|time_bucket|create_(?:hypertable|distributed_table|reference_table)|(?:l[12]|cosine|inner|hamming|jaccard)_|inner_product|binary_quantize|subvector|vector_)/

const rowsOfPostgres = new Set(Object.values(rowFunctions).flatMap((names) => names.split(' ')))

const ofKnownExtensions = new Set(Object.values(extensionFunctions).flatMap(words))

/** Whether Postgres, or one of the usual extensions, has a function of a name. */
export function isOfPostgres(name: string): boolean {
  return ofPostgres.has(name) || ofGrammar.has(name) || ofKnownExtensions.has(name) || ofOtherExtensions.test(name)
}

/** Whether all is known of what an extension makes. */
export function isKnownExtension(name: string): boolean {
  return name === 'plpgsql' || Object.hasOwn(extensionFunctions, name)
}

/** Those of a schema, for all that ask. */
export const knownFunctions = onceOfSchema((catalog, { postgres }) => new KnownFunctions(catalog, postgres))

/** The functions of one database. */
export class KnownFunctions {
  readonly #catalog: Catalog
  readonly #postgres: number
  readonly #own: ReadonlyMap<string, readonly SchemaFunction[]>
  readonly #ofExtensions: ReadonlySet<string>
  readonly #shared: ReadonlySet<string>
  /** What a name with one argument may mean besides: a type to cast to, or a column of its row. */
  readonly #ofOne: ReadonlySet<string>
  /** It has an extension of which nothing is known. */
  readonly #isOpen: boolean

  constructor(catalog: Catalog, postgres: number) {
    const { functions, types, extensions, lostFunctions } = catalog.parts
    this.#catalog = catalog
    this.#postgres = postgres
    this.#own = grouped(functions, ({ name }) => name)
    // What is of an extension that nothing creates is told as that.
    this.#ofExtensions = new Set([...ofKnownExtensions, ...lostFunctions])
    this.#shared = new Set([...extensions.flatMap(({ name }) => words(sharedFunctions[name])), ...lostFunctions])
    this.#isOpen = extensions.some(({ name }) => !isKnownExtension(name))
    const columns = catalog.tables.flatMap((table) => [table.name, ...table.columns.map(({ name }) => name)])
    const attributes = types.flatMap((type) => [type.name, ...(type.attributes ?? []).map(({ name }) => name)])
    this.#ofOne = new Set([...columns, ...attributes, ...Object.values({ ...ownTypes, ...extensionTypes }).flatMap(words)])
  }

  /** The calls below a node that Postgres refuses. */
  unknownIn(node: unknown): UnknownFunction[] {
    if (this.#isOpen) return []
    const calls: Call[] = []
    const sources = new Set<string>()
    const open: unknown[] = [node]
    while (open.length > 0) {
      const next = open.pop()
      if (typeof next !== 'object' || next === null) continue
      if (isCall(next)) calls.push(next)
      for (const name of namesOfSource(next)) sources.add(name)
      open.push(...Object.values(next as Readonly<Record<string, unknown>>))
    }
    return calls.flatMap((call) => this.#unknown(call, sources) ?? []).sort((a, b) => a.call.range[0] - b.call.range[0])
  }

  #unknown(call: Call, sources: ReadonlySet<string>): UnknownFunction | undefined {
    const { schema, name, operator, args } = call
    if (operator || (schema !== undefined && schema !== 'pg_catalog' && schema !== 'public')) return undefined
    if (ofGrammar.has(name) || this.#mayMeanOther(call, sources)) return undefined
    const found = { name, call, given: args.length, takes: '', nearest: undefined, note: undefined }
    const takes = this.#takes(name, schema)
    if (takes === undefined) return this.#isElsewhere(name) ? undefined : { ...found, kind: 'function', ...this.#instead(name) }
    const since = newSince.get(name) ?? 0
    if (since > this.#postgres && !this.#own.has(name))
      return { ...found, kind: 'function', note: `Postgres has it since ${String(since)}` }
    const isTaken = args.some(isOpen) || takes.some(({ least, most }) => least <= args.length && args.length <= most)
    return isTaken || this.#shared.has(name) ? undefined : { ...found, kind: 'arguments', takes: takes.map(shown).join(' or ') }
  }

  #takes(name: string, schema: string | undefined): readonly Takes[] | undefined {
    const system = schema === 'public' ? undefined : ofPostgres.get(name)
    const own = schema === 'pg_catalog' ? undefined : this.#own.get(name)
    if (!system && !own) return undefined
    const ofOwn = (own ?? []).map(({ least, most, variadic }) => ({ least, most: variadic ? Infinity : most }))
    return [...(system ?? []), ...ofOwn]
  }

  #isElsewhere(name: string): boolean {
    const [since = 0] = Object.hasOwn(goneSince, name) ? (goneSince[name] ?? []) : []
    return this.#ofExtensions.has(name) || ofOtherExtensions.test(name) || this.#postgres < since
  }

  #instead(name: string): Pick<UnknownFunction, 'nearest' | 'note'> {
    const gone = Object.hasOwn(goneSince, name) ? goneSince[name] : undefined
    if (gone) return { nearest: undefined, note: `Since Postgres ${String(gone[0])} it is ${gone[1]}` }
    return { nearest: nearest(name, [...this.#own.keys(), ...ofPostgres.keys()]), note: undefined }
  }

  /** `name(row)` is a column of the row, `type(value)` a cast, and a range type has functions of its name. */
  #mayMeanOther({ name, args }: Call, sources: ReadonlySet<string>): boolean {
    const { types } = this.#catalog.parts
    if (types.some((type) => type.kind === 'other')) return true
    const [only, ...more] = args
    if (!only || more.length > 0) return false
    return this.#ofOne.has(name) || this.#mayBeRow(only, sources)
  }

  #mayBeRow(term: Term, sources: ReadonlySet<string>): boolean {
    switch (term.kind) {
      case 'column':
        return term.name === '*' || sources.has(term.name)
      case 'value':
      case 'condition':
      case 'array':
        return false
      case 'cast':
        return !isOwnType(parseType(term.type).name)
      case 'call':
        if (term.operator) return false
        return rowsOfPostgres.has(term.name) || !ofPostgres.has(term.name) || term.args.some((one) => this.#mayBeRow(one, sources))
      default:
        return true
    }
  }
}

function isCall(node: object): node is Call {
  return 'kind' in node && node.kind === 'call' && 'args' in node
}

/** Each may be read as a row. */
function namesOfSource(node: object): string[] {
  const alias = 'alias' in node && typeof node.alias === 'object' && node.alias !== null && 'name' in node.alias ? [node.alias.name] : []
  const own = 'kind' in node && node.kind === 'table' && 'name' in node ? [node.name] : []
  return [...alias, ...own].filter((name) => typeof name === 'string')
}

/** It may be more than one argument. */
function isOpen(term: Term): boolean {
  return term.kind === 'hidden' || term.kind === 'list' || (term.kind === 'value' && (term.many || term.value.kind === 'program'))
}

function shown({ least, most }: Takes): string {
  if (most === Infinity) return least === 0 ? 'any number' : `${String(least)} or more`
  return least === most ? String(least) : `${String(least)} to ${String(most)}`
}
