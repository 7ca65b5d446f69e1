import { dirname, relative } from 'node:path'
import { Catalog } from '../catalog/catalog.ts'
import { shapesSchema } from '../catalog/upkeep.ts'
import { Fold, type Step, type Unread } from '../catalog/fold.ts'
import { runWhole } from '../catalog/late-indexes.ts'
import { onceFor } from '../catalog/once-for.ts'
import { readState } from '../catalog/read-state.ts'
import { isSameTree } from '../catalog/same-tree.ts'
import type { SqlStatement } from '../document/document.ts'
import { isReader, type Settings } from '../settings/settings.ts'
import { engineNamed } from '../sql/engines.ts'
import type { OpenSchema } from './open-catalog.ts'
import { configuredSources, type EntryProblem } from './configured.ts'
import { discoverSchema } from './discover.ts'
import { trustedFor } from './discover-cache.ts'
import { inlineSteps } from './inline-tables.ts'
import { installedBy } from './installed.ts'
import { findKept, holds, holdsOf, keep, type KeptSchema } from './kept-schema.ts'
import { schemaReader, schemaReaders } from '../orms/index.ts'
import type { Seen } from './look.ts'
import { isLeftAlone, isMigration, transactionModel, type Migration } from './migration.ts'
import { undoes } from './migrations/index.ts'
import { Past, stepsIn } from './past.ts'
import { withPlanned } from './planned.ts'
import { ReaderSteps } from './reader-steps.ts'
import { stepsOfLoneSchema } from './lone-schema.ts'
import { stepsOf, stepsOfSql } from './schema-steps.ts'
import type { LeftOut, SourceFile } from './source-file.ts'
import { atOneMoment, loadTextFile, showing, showLiveText, type TextFile } from './text-files.ts'

/** The schema that a file is linted against. */
export interface Schema {
  readonly catalog: Catalog
  readonly sources: readonly SourceFile[]
  /** Where a schema was looked for. */
  readonly looked: readonly string[]
  /** Entries of the setting that lead nowhere. */
  readonly problems: readonly EntryProblem[]
  /** Why nothing was chosen where there was something. */
  readonly reason: string | undefined
  /** Files that look like sources and are none. */
  readonly leftOut: readonly LeftOut[]
  /** Sources of which nothing is known. */
  readonly unreadable: readonly Unread[]
}

type Found = Omit<Schema, 'catalog' | 'unreadable'>

interface ReadFile {
  readonly file: TextFile
  readonly steps: readonly Step[]
}

/** The sources of one schema, read and folded. */
class SchemaSources {
  readonly #settings: Readonly<Settings>
  readonly #cwd: string
  readonly #fold = new Fold()
  readonly #past = new Past()
  readonly #files = new Map<string, ReadFile>()
  readonly #readers: ReaderSteps
  #steps: readonly Step[] = []
  /** What was not read before there were steps of it. */
  #unread: readonly Unread[] = []
  #schema: Schema | undefined
  /** What was added last to a catalog that was read. */
  #added: { readonly to: Catalog; readonly own: readonly Step[]; readonly catalog: Catalog } | undefined
  /** What an earlier process came to, while that is so: then nothing is known of the steps. */
  #kept: KeptSchema | undefined

  constructor(settings: Readonly<Settings>, cwd: string) {
    this.#settings = settings
    this.#cwd = cwd
    this.#readers = new ReaderSteps(engineNamed(settings.engine), cwd)
  }

  /** Reads again what has changed. */
  load(found: Found): Schema {
    const before = this.#schema
    if (before && !this.#kept) return this.#read(found)
    this.#kept = atOneMoment(() => this.#stillKept(found.sources))
    if (!this.#kept) return before ? this.#read(found) : this.#readFirst(found)
    const { parts, unreadable } = this.#kept
    return (this.#schema = before?.sources === found.sources ? before : { ...found, unreadable, catalog: new Catalog(parts) })
  }

  #stillKept(sources: readonly SourceFile[]): KeptSchema | undefined {
    if (this.#schema?.sources !== sources) return findKept(this.#settings, sources, this.#cwd)
    return this.#kept && holds(this.#kept) ? this.#kept : undefined
  }

  #readFirst(found: Found): Schema {
    const schema = this.#read(found)
    const { catalog, unreadable, sources } = schema
    const seen = [
      ...sources.map(({ path }): Seen => ({ look: { ask: 'file', path }, answer: undefined })),
      ...this.#readers.seenFor(sources),
    ]
    keep(this.#settings, sources, this.#cwd, { parts: catalog.parts, unreadable }, seen)
    return schema
  }

  /** What was kept does not tell how it came about. */
  #readKept(): void {
    const before = this.#kept && this.#schema
    this.#kept = undefined
    if (before) this.#read(before)
  }

  #read(found: Found): Schema {
    const { sources } = found
    const steps = atOneMoment(() => this.#allSteps(sources))
    const unreadable = this.#unreadable(sources)
    const unread = [...unreadable, ...this.#readers.unreadOf(sources)]
    const same =
      this.#schema?.sources === sources &&
      steps.length === this.#steps.length &&
      steps.every((step, i) => step === this.#steps[i]) &&
      isSameTree(unread, this.#unread)
    if (same && this.#schema) return this.#schema
    this.#steps = steps
    this.#unread = unread
    this.#schema = { ...found, unreadable, catalog: this.#catalogOf(steps, unread) }
    return this.#schema
  }

  /** Whether it is what a file says now that was read of it. */
  hasRead(path: string): boolean {
    return this.#kept ? holdsOf(this.#kept, path) : this.#files.get(path)?.file === loadTextFile(path)
  }

  /** The same with what a file adds that is no source of it. */
  with(schema: Schema, own: readonly Step[]): Catalog {
    if (!own.some(({ changes }) => shapesSchema(changes))) return schema.catalog
    if (this.#added?.to !== schema.catalog || this.#added.own !== own) {
      this.#readKept()
      this.#added = { to: schema.catalog, own, catalog: this.#catalogOf([...this.#steps, ...own], this.#unread) }
    }
    return this.#added.catalog
  }

  /** What a file of steps does. */
  stepsIn(file: string): readonly Step[] {
    this.#readKept()
    return stepsIn(file, this.#steps)
  }

  /** What the steps before those of a file add up to. */
  before(file: string): Catalog {
    this.#readKept()
    return this.#past.before(file, this.#steps)
  }

  #allSteps(sources: readonly SourceFile[]): Step[] {
    return [
      ...this.#stepsOfAll(sources),
      ...schemaReaders.flatMap((reader) => (reader.tells !== 'steps' ? this.#readers.of(reader, this.#filesOf(reader.name, sources)) : [])),
      ...inlineSteps(this.#settings),
    ]
  }

  #catalogOf(steps: readonly Step[], unreadable: readonly Unread[]): Catalog {
    runWhole(this.#fold, steps)
    return readState(this.#fold.state, this.#fold.unreadBeside(unreadable))
  }

  #stepsOfAll(sources: readonly SourceFile[]): Step[] {
    const leading = new Map<string, TextFile[]>()
    return sources.flatMap((source) => {
      const file = loadTextFile(source.path)
      const { leadsOn } = schemaReader(source.reader) ?? {}
      if (!leadsOn) return this.#stepsOf(source, file, [])
      const key = `${source.reader} ${dirname(source.path)}`
      const before = leading.get(key) ?? []
      if (leadsOn.test(file.text ?? '')) leading.set(key, [...before, file])
      return this.#stepsOf(source, file, before)
    })
  }

  #stepsOf({ path, reader }: SourceFile, file: TextFile, leading: readonly TextFile[]): readonly Step[] {
    const before = this.#files.get(path)
    const code = schemaReader(reader)
    const isKnown = before?.file === file
    if (isKnown && !code) return before.steps
    const steps = code?.tells === 'steps' ? this.#readers.of(code, [file], leading) : reader === 'sql' ? this.#sqlSteps(file, before) : []
    if (!isKnown || before.steps !== steps) this.#files.set(path, { file, steps })
    return steps
  }

  #sqlSteps({ path, text }: TextFile, before: ReadFile | undefined): readonly Step[] {
    return text === undefined ? [] : stepsOfSql(path, text, engineNamed(this.#settings.engine), before?.steps ?? [])
  }

  #filesOf(name: string, sources: readonly SourceFile[]): TextFile[] {
    return sources.flatMap(({ path, reader }) => (reader === name ? (this.#files.get(path)?.file ?? []) : []))
  }

  #unreadable(sources: readonly SourceFile[]): Unread[] {
    return sources.flatMap(({ path, reader }): Unread[] => {
      const problem = this.#files.get(path)?.file.problem ?? (isReader(reader) ? undefined : 'there is no reader for this kind of file')
      return problem === undefined ? [] : [{ place: { file: path, range: [0, 0] }, reason: problem }]
    })
  }
}

interface Known {
  readonly sources: SchemaSources
  readonly schema: Schema
  /** What took the place of the disk then. */
  readonly shown: number
  readonly lookedAt: number
  /** How long it took to see that nothing has changed. */
  readonly took: number
}

/** By settings, which ESLint keeps one object of for each configuration, and then by the first of the sources. */
const schemas = new WeakMap<object, Map<string, Known>>()

/** The schema of the project that a file is in, as it is now. */
export function loadSchema(file: string, settings: Readonly<Settings>, cwd: string): Schema {
  return look(find(file, settings, cwd), settings, cwd).schema
}

const inMigrations = /[\\/](?:migrations?|migrate)[\\/]/
/** What a program exports that a tool is to run. */
const up = /\bexports\.up\b|\bexport\s+(?:async\s+)?(?:const|function)\s+up\b|\b(?:async\s+)?up\s*(?::|\([^)]{0,200}\)[^;{]{0,100}\{)/

/** Also what no tool runs any more, or none that is known. */
function looksLikeMigration(file: string, text: string): boolean {
  return inMigrations.test(file) && (file.endsWith('.sql') || up.test(text))
}

/** The schema for a file that is open: with its text as it stands, and with its own statements where it is no source. */
export function schemaFor(
  file: string,
  text: string,
  statements: readonly SqlStatement[],
  settings: Readonly<Settings>,
  cwd: string,
): OpenSchema {
  const found = find(file, settings, cwd)
  const { order, numbers } = orderOf(found.sources)
  const own = numbers.get(file) ?? -1
  const { schema, sources } = look(found, settings, cwd, own < 0 ? undefined : { file, text })
  const { catalog } = schema
  const database = order[0] ?? ''
  const problems = problemsOf(schema, settings, cwd)
  if (own < 0) {
    const steps = file.endsWith('.prisma') ? stepsOfLoneSchema(file, text, engineNamed(settings.engine)) : stepsOf(file, statements)
    const isMigration = looksLikeMigration(file, text)
    // A program may hold any part of a schema of which nothing else was found.
    const installs = order.length > 0 || file.endsWith('.sql') ? installedBy(found.sources) : undefined
    const none = { tool: undefined, migration: undefined, runsLater: () => false, database, sources: order }
    const isWayBack = found.leftOut.some(({ path, reason }) => path === file && reason === undoes)
    return { ...none, catalog: sources.with(schema, steps), problems, installs, isSource: false, isMigration, isWayBack }
  }
  const source = found.sources[own]
  return {
    catalog,
    database,
    sources: order,
    problems,
    isSource: true,
    isWayBack: false,
    isMigration: (schemaReader(source?.reader ?? '')?.tells ?? 'steps') === 'steps',
    tool: source?.tool,
    migration: source && migrationIn(source, sources, settings),
    installs: installedBy(found.sources),
    runsLater: (other) => (numbers.get(other) ?? -1) > own,
  }
}

const orderOf = onceFor((sources: readonly SourceFile[]) => {
  const order = sources.map(({ path }) => path)
  // Where a file is there twice, its first place counts.
  return { order, numbers: new Map(order.map((path, i): [string, number] => [path, i]).reverse()) }
})

function migrationIn(source: SourceFile, sources: SchemaSources, settings: Readonly<Settings>): Migration | undefined {
  if (!isMigration(source) || isLeftAlone(source, settings)) return undefined
  return {
    get steps() {
      return sources.stepsIn(source.path)
    },
    get before() {
      return sources.before(source.path)
    },
    transactions: transactionModel(source, settings),
  }
}

/** What somebody who named the files of the schema has to know: they count alone, so what they lack is lacking. */
function problemsOf({ problems, unreadable }: Schema, { schema }: Readonly<Settings>, cwd: string): readonly EntryProblem[] {
  if (schema.length === 0) return []
  return [
    ...problems,
    ...unreadable.map(({ place, reason }) => ({ entry: relative(cwd, place.file), reason: `cannot be read: ${reason}` })),
  ]
}

/** The schema as it was not long ago; but a source of it that is open, as that stands. */
function look(found: Found, settings: Readonly<Settings>, cwd: string, open?: { readonly file: string; readonly text: string }): Known {
  const known = schemas.get(settings) ?? new Map<string, Known>()
  schemas.set(settings, known)
  const key = found.sources[0]?.path ?? ''
  const before = known.get(key)
  const now = performance.now()
  if (open) showLiveText(open.file, open.text)
  const isSame = !open || before?.sources.hasRead(open.file)
  const shown = showing()
  const isTrusted = before?.shown === shown && now - before.lookedAt < trustedFor(before.took)
  if (before && isSame && before.schema.sources === found.sources && isTrusted) return before
  const sources = before?.sources ?? new SchemaSources(settings, cwd)
  const schema = sources.load(found)
  const lookedAt = performance.now()
  const fresh: Known = { sources, schema, shown, lookedAt, took: schema === before?.schema ? lookedAt - now : 0 }
  known.set(key, fresh)
  return fresh
}

function find(file: string, settings: Readonly<Settings>, cwd: string): Found {
  if (settings.schema.length === 0) {
    const { sources, leftOut, looked, reason } = discoverSchema(file, cwd)
    return { sources: withPlanned(sources), leftOut, looked, problems: [], reason }
  }
  const { sources, leftOut, problems } = configuredSources(settings.schema, cwd)
  return { sources: withPlanned(sources), leftOut, looked: [], problems, reason: undefined }
}
