import type { Catalog, Table } from '../catalog/catalog.ts'
import type { Place, Range } from '../catalog/place.ts'
import type { SqlStatement } from '../document/document.ts'
import { statementsAround } from '../document/statement-at.ts'
import { touchesHole, wholeQueries } from '../document/readings.ts'
import type { Call } from '../query/query.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import { knownFunctions, type KnownFunctions, type UnknownFunction } from '../proofs/unknown-functions.ts'
import { isWhole } from '../proofs/unknown-names.ts'
import { meant } from '../proofs/name-notes.ts'
import { KnownTypes, type UnknownType } from '../proofs/unknown-types.ts'
import type { OpenFile } from './open-file.ts'

/** A call or a type that Postgres refuses. */
export interface UnknownObject {
  readonly kind: 'function' | 'arguments' | 'type'
  readonly name: string
  readonly range: Range
  /** How many arguments a call has, and may have. */
  readonly given: string
  readonly takes: string
  /** What may be meant. */
  readonly note: string
}

/** A part of a file in which names are looked up, with the text that it was read from. */
interface Part {
  readonly node: unknown
  readonly statement: SqlStatement
  readonly source: SqlStatement['source']
}

/** What a file calls and names as a type, and the database does not have; nothing where not all of that is known. */
export function unknownObjectsOf(file: OpenFile): UnknownObject[] {
  const { document, schema, settings } = file
  if (document.foreign || schema.installs === undefined || !isWhole(schema.catalog, settings)) return []
  const functions = knownFunctions(schema.catalog, settings)
  const types = new KnownTypes(schema.catalog)
  const own = madeHere(file)
  const found = [...definedTypes(file, types), ...partsOf(file).flatMap((part) => inPart(part, functions, types))]
  return found.filter(({ name }) => !own.has(name))
}

function inPart({ node, statement, source }: Part, functions: KnownFunctions, types: KnownTypes): UnknownObject[] {
  const { text } = source
  const calls = unlessTooDeep(() => functions.unknownIn(node), [])
  const casts = unlessTooDeep(() => types.unknownIn(node), [])
  return [
    ...calls.flatMap((one) => placed(ofCall(one), callIn(text, one.call), source, statement)),
    ...casts.flatMap((one) => placed(ofType(one), typeIn(text, one.range, one.name), source, statement)),
  ]
}

function definedTypes(file: OpenFile, known: KnownTypes): UnknownObject[] {
  return typedIn(file.schema.catalog, file.path).flatMap(({ place, types, after }) => {
    const statement = ownStatementAt(file, place)
    if (!statement) return []
    const { source } = statement
    const unknown = types.flatMap((type) => known.unknown(type))
    return unknown.flatMap((one) =>
      placed(ofType(one), new RegExp(`${after}(${word(one.name)})`, 'di').exec(source.text)?.indices?.[1], source, statement),
    )
  })
}

function ofCall({ kind, name, given, takes, nearest, note }: UnknownFunction): Omit<UnknownObject, 'range'> {
  return {
    kind,
    name,
    given: `${String(given)} argument${given === 1 ? '' : 's'}`,
    takes,
    note: note === undefined ? meant(nearest) : ` ${note}.`,
  }
}

function ofType({ name, nearest }: UnknownType): Omit<UnknownObject, 'range'> {
  return { kind: 'type', name, given: '', takes: '', note: meant(nearest) }
}

/** What the statements of the file make, also where they are no steps of the schema. */
function madeHere({ document }: OpenFile): ReadonlySet<string> {
  const changes = document.statements.flatMap(({ statement }) => statement?.changes ?? [])
  return new Set(changes.flatMap((change) => (change.kind.startsWith('create') && 'name' in change ? (nameOf(change.name) ?? []) : [])))
}

function nameOf(name: unknown): string | undefined {
  if (typeof name !== 'object' || name === null) return undefined
  if ('text' in name && typeof name.text === 'string') return name.text
  return 'name' in name ? nameOf(name.name) : undefined
}

/** The definitions that stand in a file, and its queries where it is no migration. */
function partsOf(file: OpenFile): Part[] {
  const { path, document, schema, settings } = file
  const defined = schema.catalog.tablesOf(path).flatMap((table) =>
    definitionsOf(table).flatMap(({ place, node }): Part[] => {
      const statement = place.file === path ? ownStatementAt(file, place) : undefined
      return statement ? [{ node, statement, source: statement.source }] : []
    }),
  )
  if (schema.isMigration && settings.migrations.queries !== true) return defined
  const asked = wholeQueries(document, schema.catalog, settings)
    .filter(({ sentBy }) => sentBy === undefined)
    .flatMap((statement) =>
      [statement, ...statement.variants].map(({ statement: one, source }) => ({ node: one?.query, statement, source })),
    )
  return [...defined, ...asked]
}

function definitionsOf(table: Table): { readonly place: Place; readonly node: unknown }[] {
  const { columns, indexes, checks, policies, place, query } = table
  return [
    ...columns.map((column) => ({ place: column.place, node: [column.default, column.generated] })),
    ...indexes.map((index) => ({ place: index.place, node: [index.keys.map(({ expression }) => expression), index.predicate] })),
    ...checks.map((check) => ({ place: check.place, node: check.expression })),
    ...policies.map((policy) => ({ place: policy.place, node: [policy.using, policy.withCheck] })),
    { place, node: query },
  ]
}

interface Typed {
  readonly place: Place
  readonly types: readonly Parameters<KnownTypes['unknown']>[0][]
  /** What stands before the type. */
  readonly after: string
}

/** The columns and functions that stand in a file, with their types. */
function typedIn(catalog: Catalog, path: string): Typed[] {
  const columns = catalog.tablesOf(path).flatMap((table) => (table.query ? [] : table.columns))
  const ofColumns = columns.map(({ place, type, written }) => ({
    place,
    types: [type],
    after: `${word(written)}\\s+(?:(?:set\\s+data\\s+)?type\\s+)?`,
  }))
  const ofFunctions = catalog.parts.functions.map(({ place, types }) => ({ place, types, after: '\\([^$]*?' }))
  return [...ofColumns, ...ofFunctions].filter(({ place }) => place.file === path)
}

/** One that no call sends, and that is no part of another. */
function ownStatementAt({ document }: OpenFile, { range }: Place): SqlStatement | undefined {
  return statementsAround(document, range).find(({ sentBy, goesOn }) => sentBy === undefined && goesOn === undefined)
}

function placed(
  one: Omit<UnknownObject, 'range'>,
  inText: Range | undefined,
  source: SqlStatement['source'],
  statement: SqlStatement,
): UnknownObject[] {
  const range = inText && source.hostRange(inText)
  return range && !touchesHole(statement, range) ? [{ ...one, range }] : []
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

/** Where a call is written as one: much that is none has a syntax of its own. */
function callIn(text: string, { range: [start, end], schema, name }: Call): Range | undefined {
  const before = schema === undefined ? '' : String.raw`"?${escaped(schema)}"?\s*\.\s*`
  const called = new RegExp(String.raw`^(?:${before})?("?${escaped(name)}"?)\s*\(`, 'i')
  const found = called.exec(text.slice(start, end))
  if (!found) return undefined
  const from = start + found[0].indexOf(found[1] ?? '')
  return [from, from + (found[1] ?? '').length]
}

/** A name as it may stand in a text. */
function word(name: string): string {
  return String.raw`(?<![\w$."'])"?${escaped(name)}"?(?![\w$"'])`
}

function typeIn(text: string, range: Range | undefined, name: string): Range | undefined {
  if (!range) return undefined
  const found = [...text.slice(...range).matchAll(new RegExp(word(name), 'gi'))].at(-1)
  return found && [range[0] + found.index, range[0] + found.index + found[0].length]
}
