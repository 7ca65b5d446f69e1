import { dirname, extname } from 'node:path'
import { firstOf } from '../javascript/first-of.ts'
import { schemaReaders } from '../orms/index.ts'
import { passedOn } from '../orms/passed-on.ts'
import { findFiles } from './configured-files.ts'
import { DiskCache } from './discover-cache.ts'
import { readSign } from './discover-texts.ts'
import { orderMigrations } from './migrations/index.ts'
import { packageFiles } from './package-files.ts'
import type { LeftOut, SourceFile } from './source-file.ts'
import { findRealPath, findRoot } from './workspace.ts'

/** The setting `schema`; which readers there are is not looked at here. */
type SchemaEntries = readonly (string | { readonly reader: string; readonly files: string | readonly string[] })[]

/** An entry of the settings that leads nowhere, and why: the end of a sentence that begins with the entry. */
export interface EntryProblem {
  readonly entry: string
  readonly reason: string
}

export interface ConfiguredSources {
  readonly sources: readonly SourceFile[]
  /** Files that they name and that shape no schema. */
  readonly leftOut: readonly LeftOut[]
  readonly problems: readonly EntryProblem[]
}

interface Entry {
  readonly reader: string | undefined
  readonly pattern: string
  readonly ignore: readonly string[]
}

const isProgram = (file: string): boolean => /\.[cm]?[jt]sx?$/i.test(file)

/** By its ending, or of a program by what it imports, or what those do that it passes on. */
function readerOf(file: string): string | undefined {
  const ending = extname(file).toLowerCase()
  if (ending === '.sql' || ending === '.prisma') return ending.slice(1)
  return isProgram(file) ? (readerOfProgram(file) ?? 'code') : undefined
}

function readerOfProgram(file: string): string | undefined {
  const others = packageFiles(dirname(file), dirname(file), [], () => false)
  return readerByImports(file) ?? firstOf(passedOn(file, others), readerByImports)
}

function readerByImports(file: string): string | undefined {
  const place = packageFiles(dirname(file), dirname(file), [file], 'any')
  return schemaReaders.find((reader) => reader.find(place).files.includes(file))?.name
}

const isNegated = (pattern: string): boolean => /^!(?!\()/.test(pattern)

/** A pattern with an exclamation mark takes files from the patterns beside it. */
function listEntries(schema: SchemaEntries): Entry[] {
  const strings = schema.filter((entry) => typeof entry === 'string')
  const ignore = strings.filter(isNegated).map((pattern) => pattern.slice(1))
  return schema.flatMap((entry) => {
    const [reader, patterns] = typeof entry === 'string' ? [undefined, [entry]] : [entry.reader, [entry.files].flat()]
    const own = patterns.filter(isNegated).map((pattern) => pattern.slice(1))
    return patterns.filter((pattern) => !isNegated(pattern)).map((pattern) => ({ reader, pattern, ignore: [...ignore, ...own] }))
  })
}

/** What brings no file, whatever there is: exclamation marks alone. */
function entriesOfNothing(schema: SchemaEntries): readonly string[] {
  const patternsOf = (entry: SchemaEntries[number]): readonly string[] => (typeof entry === 'string' ? [entry] : [entry.files].flat())
  const isOfNothing = (entry: SchemaEntries[number]): boolean => patternsOf(entry).every(isNegated)
  const named = (entry: SchemaEntries[number]): string => patternsOf(entry).join(', ') || (typeof entry === 'string' ? entry : entry.reader)
  // Strings take files from all others.
  return schema.filter((entry) => isOfNothing(entry) && (typeof entry !== 'string' || schema.every(isOfNothing))).map(named)
}

interface EntrySources {
  readonly sources: readonly SourceFile[]
  readonly leftOut: readonly LeftOut[]
  readonly reasons: readonly string[]
}

/** Migrations in their order, then what tells more of the same schema in another notation. */
function sourcesOf({ reader, pattern, ignore }: Entry, cwd: string, root: string): EntrySources {
  const { files, exact, reasons } = findFiles(pattern, { cwd, root, ignore })
  if (files.length === 0) return { sources: [], leftOut: [], reasons: reasons.length > 0 ? reasons : [`finds no file from ${cwd} on`] }
  const read = files.flatMap((path): SourceFile[] => {
    const known = reader ?? readerOf(path)
    return known === undefined ? [] : [{ path, reader: known, tool: known }]
  })
  if (read.length === 0)
    return { sources: [], leftOut: [], reasons: [...reasons, `finds no file of a known kind: say with a reader what ${files[0] ?? ''} is`] }
  const { ordered, leftOut } = orderSql(
    read.filter((source) => source.reader === 'sql'),
    root,
    exact,
  )
  const sources = [...ordered, ...read.filter((source) => source.reader !== 'sql')]
  return { sources, leftOut, reasons: sources.length > 0 ? reasons : [...reasons, describeLeftOut(leftOut)] }
}

function orderSql(
  sources: readonly SourceFile[],
  root: string,
  exact: boolean,
): { ordered: readonly SourceFile[]; leftOut: readonly LeftOut[] } {
  const read = (path: string): string | undefined => (findRealPath(path, root) === undefined ? undefined : readSign(path))
  const { ordered, leftOut } = orderMigrations(
    sources.map(({ path }) => path),
    read,
  )
  return exact && ordered.length === 0
    ? { ordered: sources.map((source) => ({ ...source, tool: 'plain' })), leftOut: [] }
    : { ordered, leftOut }
}

function describeLeftOut(leftOut: readonly LeftOut[]): string {
  const [first] = leftOut
  return `finds no file that shapes the schema: ${first ? `${first.path} ${first.reason}` : 'all are left out'}`
}

/** Never throws: what goes wrong with an entry is a problem of that entry. */
function tryEntry(entry: Entry, cwd: string, root: string): EntrySources {
  try {
    return sourcesOf(entry, cwd, root)
  } catch (error) {
    return { sources: [], leftOut: [], reasons: [`cannot be looked for: ${error instanceof Error ? error.message : String(error)}`] }
  }
}

/** The files that the settings name, in the order of the settings; a file that several entries name counts where it comes first. */
export function findConfiguredSources(schema: SchemaEntries, cwd: string): ConfiguredSources {
  const root = findRoot(cwd) ?? cwd
  const entries = listEntries(schema).map((entry) => ({ entry, found: tryEntry(entry, cwd, root) }))
  const without = entriesOfNothing(schema).map((entry) => ({ entry, reason: 'names no files, or only such as are to be left out' }))
  const sources = new Map<string, SourceFile>()
  for (const source of entries.flatMap(({ found }) => found.sources)) if (!sources.has(source.path)) sources.set(source.path, source)
  return {
    sources: [...sources.values()],
    leftOut: entries.flatMap(({ found }) => found.leftOut),
    problems: [...entries.flatMap(({ entry, found }) => found.reasons.map((reason) => ({ entry: entry.pattern, reason }))), ...without],
  }
}

const answers = new DiskCache<ConfiguredSources>()

/** The same, looked for again after a while; it stays the same object while it says the same. */
export function configuredSources(schema: SchemaEntries, cwd: string): ConfiguredSources {
  return answers.get(JSON.stringify([cwd, schema]), (before) => {
    const answer = findConfiguredSources(schema, cwd)
    return before && JSON.stringify(before) === JSON.stringify(answer) ? before : answer
  })
}
