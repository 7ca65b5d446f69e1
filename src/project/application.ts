import type { Catalog, Table } from '../catalog/catalog.ts'
import type { SqlStatement } from '../document/document.ts'
import { isMeant } from '../document/readings.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import type { QueryUse } from '../proofs/index-use/possible-use.ts'
import { tableNamesIn } from '../query/table-names.ts'
import type { Settings } from '../settings/settings.ts'
import { judgeFor } from './judged-document.ts'
import { mentionIn, type Mention } from './names-of-tables.ts'
import { isUnreadProgram, mayHoldQueries, readProjectFile, type ProjectFile } from './project-file.ts'
import { atOneMoment, loadTextFile } from './text-files.ts'
import { isUnreadQuery, mayNameOthers, tablesElsewhere } from './unseen-tables.ts'
import { usesOf } from './uses.ts'
import { isInside } from './workspace.ts'

/** What all queries of an application ask. */
export interface Application {
  /** Of a table of a database; undefined where some of its queries may not have been seen. */
  usesOf(table: Table, database: string): readonly QueryUse[] | undefined
}

interface Announced {
  readonly files: readonly string[]
  readonly cwd: string
  readonly settings: Readonly<Settings> | undefined
  /** By what the settings say: ESLint has an object of them for each kind of file. */
  readonly read: Map<string, Application>
}

let announced: Announced | undefined

/**
 * Says which files, by their full paths, are all of a project; undefined: that this is not known. They are read when a rule first asks, by
 * the settings of its file where none are given. Those outside of `cwd` have another schema: of them only the names of tables count.
 */
export function announceApplication(files: readonly string[] | undefined, cwd = process.cwd(), settings?: Readonly<Settings>): void {
  announced = files && { files, cwd, settings, read: new Map() }
}

/** Undefined where nobody said which files there are. */
export function knownApplication(settings: Readonly<Settings>): Application | undefined {
  if (!announced) return undefined
  const by = announced.settings ?? settings
  const key = announced.settings ? '' : JSON.stringify(settings)
  const application = announced.read.get(key) ?? readApplication(announced.files, by, announced.cwd)
  announced.read.set(key, application)
  return application
}

function readApplication(files: readonly string[], settings: Readonly<Settings>, cwd: string): Application {
  const reading = new Reading(settings, cwd)
  atOneMoment(() => {
    for (const file of files) reading.add(file)
  })
  reading.close()
  return reading
}

/** Statements that ask something and are no queries. */
const asksBeside = /^(?:do|create table as|cluster)$/

class Reading implements Application {
  readonly #settings: Readonly<Settings>
  readonly #cwd: string
  readonly #uses = new Map<string, QueryUse[]>()
  readonly #catalogs = new Map<string, Catalog>()
  /** Texts that may hold queries of the tables that they name. */
  readonly #unread: Mention[] = []
  /** Of these, such that ask for some table in any case. */
  readonly #asking: Mention[] = []
  #isUnseen = false

  constructor(settings: Readonly<Settings>, cwd: string) {
    this.#settings = settings
    this.#cwd = cwd
  }

  usesOf(table: Table, database: string): readonly QueryUse[] | undefined {
    if (this.#isUnseen || this.#unread.some((mentions) => mentions(table))) return undefined
    const catalog = this.#catalogs.get(database)
    const parts = catalog?.tables.filter(({ partitionOf, parents }) => [partitionOf, ...parents].some((one) => one && isSame(one, table)))
    return [table, ...(parts ?? [])].flatMap((one) => this.#uses.get(keyOf(one, database)) ?? [])
  }

  add(file: string): void {
    if (!mayHoldQueries(file) || !isInside(this.#cwd, file)) {
      if (mayHoldQueries(file) || isUnreadProgram(file)) this.#passOver(loadTextFile(file).text, true)
      return
    }
    const read = readProjectFile(file, this.#settings, this.#cwd)
    if (!read) this.#passOver(loadTextFile(file).text, true)
    else if (!read.document.foreign) this.#addFile(read)
  }

  /** What the database asks by itself, and what is known once all tables are. */
  close(): void {
    for (const [database, catalog] of this.#catalogs) this.#addCatalog(catalog, database)
    const tables = [...this.#catalogs.values()].flatMap((catalog) => catalog.tables)
    this.#isUnseen ||= this.#asking.some((mentions) => !tables.some(mentions))
  }

  #addFile(file: ProjectFile): void {
    const { statements } = file.document
    for (const statement of statements) this.#addFunction(statement)
    const unseen = file.unseen()
    const asks = statements.some(({ statement }) => statement && (statement.query !== undefined || asksBeside.test(statement.kind)))
    if (!asks && !unseen?.runsAnything && !unseen?.asksLibrary && statements.every(({ error }) => !error)) return
    if (file.isLeftOut()) return
    if (unseen?.runsAnything) this.#isUnseen = true
    if (unseen?.asksLibrary) this.#ask(file.text, true)
    const { catalog, database } = file.schema()
    if (!this.#catalogs.has(database)) this.#catalogs.set(database, catalog)
    for (const uses of usesOf(file.document, catalog, this.#settings))
      for (const { readings, queries } of uses) for (const use of readings.flat()) this.#addUse({ use, queries }, database)
    for (const statement of statements) {
      this.#addUnseen(statement, catalog, file.text)
      if (asksBeside.test(statement.statement?.kind ?? '')) this.#addBody(statement)
    }
  }

  #addFunction(one: SqlStatement): void {
    if (/^create (?:function|procedure|rule)$/.test(one.statement?.kind ?? '')) this.#addBody(one)
  }

  /** What a function asks is not followed. */
  #addBody({ source: { text } }: SqlStatement): void {
    if (/\bexecute\b(?!\s+(?:function|procedure)\b)/i.test(text)) this.#isUnseen = true
    this.#passOver(text)
  }

  #addUnseen(one: SqlStatement, catalog: Catalog, text: string): void {
    if (isUnreadQuery(one)) this.#ask(one.source.text)
    if (one.filledIn) this.#passOver(one.source.text)
    const isQuery = one.statement?.query && isMeant(one, catalog, this.#settings)
    if (isQuery && mayNameOthers(one, text)) this.#isUnseen = true
    if (isQuery) for (const name of tablesElsewhere(one, catalog)) this.#passOver(name)
  }

  #passOver(text = '', isProgram = false): Mention {
    const mention = mentionIn(text, isProgram)
    this.#unread.push(mention)
    return mention
  }

  #ask(text: string, isProgram = false): void {
    this.#asking.push(this.#passOver(text, isProgram))
  }

  #addUse(one: QueryUse, database: string): void {
    const key = keyOf(one.use.table, database)
    const known = this.#uses.get(key)
    if (known) known.push(one)
    else this.#uses.set(key, [one])
  }

  #addCatalog(catalog: Catalog, database: string): void {
    for (const { kind, query, policies } of catalog.tables) {
      if ((kind === 'materialized view' || kind === 'view') && query)
        for (const use of unlessTooDeep(() => judgeFor(catalog, this.#settings).uses(query), []))
          this.#addUse({ use, queries: [query] }, database)
      for (const name of tableNamesIn(policies.flatMap(({ using, withCheck }) => [using, withCheck]))) this.#passOver(name)
    }
  }
}

function keyOf({ schema, name }: Pick<Table, 'schema' | 'name'>, database: string): string {
  return [database, schema, name].join('\0')
}

function isSame(a: Pick<Table, 'schema' | 'name'>, b: Pick<Table, 'schema' | 'name'>): boolean {
  return a.schema === b.schema && a.name === b.name
}
