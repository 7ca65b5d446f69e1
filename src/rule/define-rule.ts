import { relative, resolve } from 'node:path'
import { RuleCreator } from '@typescript-eslint/utils/eslint-utils'
import type { TSESLint } from '@typescript-eslint/utils'
import type { Rule } from 'eslint'
import type { Catalog, Column, ForeignKey, Index, Policy, Table } from '../catalog/catalog.ts'
import type { Edit, Range } from '../catalog/place.ts'
import type { Remedy } from '../catalog/remedy.ts'
import type { Script } from '../catalog/script.ts'
import type { Connection } from '../document/connections.ts'
import type { AskingFunction, Document, SqlStatement } from '../document/document.ts'
import type { PlacedName } from '../document/names.ts'
import { remarksOn } from '../document/remarks.ts'
import type { Fault } from '../proofs/analysis/analysis.ts'
import type { UnownedInsert } from '../proofs/tenant/inserts.ts'
import type { Refusal } from './refusals.ts'
import type { UnknownName } from '../proofs/unknown-names.ts'
import type { Reassigned } from '../proofs/tenant/reassigned.ts'
import type { Scope } from '../proofs/tenant/scopes.ts'
import type { Splice } from '../document/splices.ts'
import { visible } from '../catalog/visible.ts'
import { readSettings } from '../settings/read.ts'
import type { OpenSchema } from '../project/open-catalog.ts'
import type { PlacedUse } from '../project/uses.ts'
import type { Settings } from '../settings/settings.ts'
import type { SettingsProblem } from '../settings/shape.ts'
import type { PlacedAccess, Said } from './placed-access.ts'
import { knownApplication } from '../project/application.ts'
import type { QueryUse } from '../proofs/index-use/possible-use.ts'
import type { PlacedBlock } from './blocks.ts'
import { exemptionsOf, type Exemption } from './exemptions.ts'
import { tellRemedy } from '../project/remedies.ts'
import { loadTextFile } from '../project/text-files.ts'
import type { Use } from '../proofs/uses.ts'
import { notesOn, type IndexNote } from './index-notes.ts'
import { askedByText } from './text-asked.ts'
import type { PlacedExtensionUse } from './extension-uses.ts'
import type { UnknownObject } from './unknown-objects.ts'
import { indexWriter, type IndexWriter } from './index-writer.ts'
import { tellFailure } from './failure.ts'
import { concernsDatabase, openFile, type OpenFile } from './open-file.ts'
import { RowSecurityWriter } from './row-security-writer.ts'
import { placeSilencedAbove } from './silenced-above.ts'
import type { SessionSetting } from '../document/session-settings.ts'
import { tell } from './tell.ts'

export type { Edit } from '../catalog/place.ts'
export type { PlacedName } from '../document/names.ts'
export type { PlacedAccess } from './placed-access.ts'
export type { PlacedUse } from '../project/uses.ts'

export type Severity = 'error' | 'warn'

/** The presets that a rule is in, with its severity there, and its options where they differ from the default. */
export type Presets<Options extends readonly unknown[] = readonly unknown[]> = Readonly<
  Partial<Record<'essential' | 'recommended' | 'strict', Severity | readonly [Severity, ...Partial<Options>]>>
>

export interface RuleDocs {
  readonly description: string
  readonly presets: Presets
  /** Tests and seeds go across tenants on purpose: it is not asked of them in presets before `strict`. */
  readonly sparesTests?: true
}

type Data = Readonly<Record<string, string | number>>

export interface Suggestion<MessageId extends string> {
  readonly messageId: MessageId
  readonly data?: Data
  readonly edits: readonly Edit[]
}

export interface Report<MessageId extends string> {
  readonly messageId: MessageId
  /** In the file; what is wrong, and no more. */
  readonly range: Range
  readonly data?: Data
  /** What is told once at a place, whatever else is said of it there. */
  readonly about?: string
  readonly suggest?: readonly Suggestion<MessageId>[]
  /** What a new migration would do about it. */
  readonly remedy?: Remedy | undefined
  /** It is about a comment that would silence it, too. */
  readonly isUnsilenced?: boolean
}

export interface RuleContext<MessageId extends string, Options extends readonly unknown[]> {
  readonly options: Options
  readonly settings: Readonly<Settings>
  readonly settingsProblems: readonly SettingsProblem[]
  /** Files of the setting `schema` that are not there or cannot be read. */
  readonly schemaProblems: OpenSchema['problems']
  /** The database that the project's files add up to, this one as it stands. */
  readonly catalog: Catalog
  /** The path of the file that is linted. */
  readonly file: string
  /** Another file for a message, as ` (db/1.sql)`; nothing where there is none. */
  named(file: string | undefined): string
  /** The same by itself, as `db/1.sql`. */
  shown(file: string): string
  /** What stands at a place of the file. */
  textAt(range: Range): string
  /** What the comments say that stand in a statement, or directly before it or what runs it. */
  remarksOn(statement: SqlStatement): readonly string[]
  /** The file holds steps to the schema. */
  readonly isMigration: boolean
  /** Whether a schema was found at all. */
  readonly isSchemaKnown: boolean
  /** What all queries of the application ask; undefined where it is not known which files that is, as in an editor. */
  readonly application: { usesOf(table: Table): readonly QueryUse[] | undefined } | undefined
  /** What is written of an index of this file for people. */
  notesOn(index: Index): readonly IndexNote[]
  /** What a query asks that stands in a comment; nothing where it cannot be read. */
  askedBy(sql: string): readonly Use[]
  /** The text of a file of the project, by its path from where ESLint runs; undefined where it cannot be read. */
  textOf(path: string): string | undefined
  /** Writes indexes in the notation of this file. */
  readonly indexes: IndexWriter
  /** Writes what row security needs. */
  readonly rowSecurity: RowSecurityWriter
  report(report: Report<MessageId>): void
}

/** A query of which a call gives a function the conditions or the values. */
interface OfFunction {
  readonly askedBy?: AskingFunction | undefined
}

/** What a rule listens to. What is defined in several files is told at the one that last defined it. */
export interface Handlers {
  /** Once for each file that holds SQL or a schema. */
  document?(document: Document): void
  /** The addresses of databases that the file holds outside its comments, in the order of the file. */
  connections?(connections: readonly Connection[]): void
  /** Once for each file that holds a name that a cut at 63 bytes changes or makes equal to another. */
  names?(names: readonly PlacedName[]): void
  /** The comments that tell ESLint to leave something out. */
  exemptions?(exemptions: readonly Exemption[]): void
  /** Each table that the file defines. */
  table?(table: Table): void
  /** Each column that the file defines, whichever file its table is from. */
  column?(column: Column, table: Table): void
  index?(index: Index, table: Table): void
  foreignKey?(key: ForeignKey, table: Table): void
  policy?(policy: Policy, table: Table): void
  /** For what Postgres refuses each statement that it can parse. */
  faults?(faults: readonly Fault[]): void
  /** The table references of each query, outside migrations. */
  accesses?(accesses: readonly PlacedAccess[]): void
  /** The same of columns that divide the rows of a tenant further, each judged as if it were the tenant column. */
  scopes?: { readonly of: readonly Scope[]; accesses(accesses: readonly PlacedAccess[]): void }
  /** The references of each query to tables of the catalog, with what is asked of their rows, outside migrations. */
  uses?(uses: readonly PlacedUse[]): void
  /** The SELECTs, INSERTs, UPDATEs and DELETEs of each query, outside migrations. */
  blocks?(blocks: readonly PlacedBlock[]): void
  /** The names in each query for which the database has nothing, where all of it is known; in migrations, those of Postgres alone. */
  unknownNames?(names: readonly UnknownName[]): void
  /** What the file does to the database, where it is a migration or does more than read rows. */
  script?(script: Script): void
  /** The steps of the file that Postgres refuses for a name, where all of the schema is known. */
  refusals?(refusals: readonly Refusal[]): void
  /** The calls and types for which the database has nothing, where all of the schema is known. */
  unknownObjects?(objects: readonly UnknownObject[]): void
  /** What needs an extension that nothing creates, where all of the schema is known. */
  extensionUses?(uses: readonly PlacedExtensionUse[]): void
  /** What the program puts into the text of its statements as it is. */
  splices?(splices: readonly Splice[]): void
  /** The settings of the session that statements set, outside migrations. */
  sessionSettings?(settings: readonly SessionSetting[]): void
  /** The inserts of each query that leave a tenant column unset, outside migrations. */
  inserts?(inserts: readonly (UnownedInsert & Said & OfFunction)[]): void
  /** The tenant columns that each query sets to another tenant's, outside migrations. */
  reassigned?(reassigned: readonly (Reassigned & Said & OfFunction)[]): void
}

interface RuleMeta<MessageId extends string, Options extends readonly unknown[]> {
  readonly type: 'problem' | 'suggestion' | 'layout'
  readonly docs: RuleDocs
  readonly hasSuggestions?: true
  /** One object for each option. */
  readonly schema: Extract<Rule.RuleMetaData['schema'], unknown[]>
  readonly defaultOptions?: Options
  readonly messages: Readonly<Record<MessageId, string>>
}

interface RuleDefinition<MessageId extends string, Options extends readonly unknown[]> {
  readonly name: string
  readonly meta: RuleMeta<MessageId, Options>
  readonly create: (context: RuleContext<MessageId, Options>) => Handlers
}

const createRule = RuleCreator<RuleDocs>(
  (name) => `https://github.com/eslint-plugin-tenancy/eslint-plugin-tenancy/blob/main/docs/rules/${name}.md`,
)

/** A rule as ESLint runs it, with what we say of it besides. */
export interface TenancyRule extends Rule.RuleModule {
  readonly name: string
  readonly meta: Rule.RuleMetaData & RuleMeta<string, readonly unknown[]> & { readonly docs: RuleDocs & { readonly url: string } }
}

/** The bridge from ESLint to a rule: its handlers see domain objects, its reports go back as ranges of the file. */
export function defineRule<MessageId extends string, Options extends unknown[] | []>(
  definition: RuleDefinition<MessageId, Options>,
): TenancyRule {
  const { name, meta, create } = definition
  const rule = createRule<Options, MessageId>({
    name,
    meta: { ...meta, schema: [...meta.schema] as TSESLint.RuleMetaData<MessageId>['schema'] },
    create: () => ({}),
  })
  // ESLint merges the default options itself; the helper would do it again for every rule and file.
  const bridge: object = { ...rule, create: (context: EslintContext<MessageId, Options>) => listener(context, create) }
  return bridge as TenancyRule
}

type EslintContext<MessageId extends string, Options extends unknown[]> = Readonly<TSESLint.RuleContext<MessageId, Options>>

const nothing: TSESLint.RuleListener = {}

/** Nothing is done for a rule, and nothing listened to, where its file holds nothing. */
function listener<MessageId extends string, Options extends unknown[]>(
  context: EslintContext<MessageId, Options>,
  create: RuleDefinition<MessageId, Options>['create'],
): TSESLint.RuleListener {
  const { settings, problems } = readSettings(context.settings['tenancy'])
  const file = openFile(context, settings)
  const concerns = concernsDatabase(file)
  if (concerns === false) return nothing
  const visit = (): void => {
    try {
      if (concerns !== true) throw concerns.error
      tell(create(new ContextOfRule(context, file, problems)), file, context.sourceCode.text, () => exemptionsOf(context.sourceCode))
    } catch (error) {
      tellFailure(context, error)
    }
  }
  return { Program: visit, TenancyDocument: visit }
}

/** Made for each rule and file: a class, since a literal with getters takes ten times as long. */
class ContextOfRule<MessageId extends string, Options extends unknown[]> implements RuleContext<MessageId, Options> {
  readonly #context: EslintContext<MessageId, Options>
  readonly #file: OpenFile
  readonly settingsProblems: readonly SettingsProblem[]
  #told: Set<string> | undefined

  constructor(context: EslintContext<MessageId, Options>, file: OpenFile, settingsProblems: readonly SettingsProblem[]) {
    this.#context = context
    this.#file = file
    this.settingsProblems = settingsProblems
  }

  get options(): Options {
    return this.#context.options
  }

  get settings(): Readonly<Settings> {
    return this.#file.settings
  }

  get schemaProblems(): OpenSchema['problems'] {
    return this.#file.schema.problems
  }

  get catalog(): Catalog {
    return this.#file.schema.catalog
  }

  get file(): string {
    return this.#file.path
  }

  get isMigration(): boolean {
    return this.#file.schema.isMigration
  }

  get isSchemaKnown(): boolean {
    return !this.catalog.isEmpty
  }

  get application(): RuleContext<MessageId, Options>['application'] {
    const { settings, schema } = this.#file
    const application = knownApplication(settings)
    return application && { usesOf: (table) => application.usesOf(table, schema.database) }
  }

  get indexes(): IndexWriter {
    return indexWriter(this.#file, this.#text)
  }

  get rowSecurity(): RowSecurityWriter {
    return new RowSecurityWriter(this.#file, this.#text)
  }

  get #text(): string {
    return this.#context.sourceCode.text
  }

  named(other: string | undefined): string {
    return other === undefined ? '' : ` (${this.shown(other)})`
  }

  shown(other: string): string {
    return relative(this.#context.cwd, other)
  }

  textAt([start, end]: Range): string {
    return this.#text.slice(start, end)
  }

  remarksOn(statement: SqlStatement): readonly string[] {
    return remarksOn(statement, this.#context.sourceCode)
  }

  notesOn(index: Index): readonly IndexNote[] {
    return notesOn(index, this.#file, this.#text)
  }

  askedBy(sql: string): readonly Use[] {
    return askedByText(sql, this.#file)
  }

  textOf(path: string): string | undefined {
    return loadTextFile(resolve(this.#context.cwd, path)).text
  }

  report(report: Report<MessageId>): void {
    const { remedy, messageId, range } = report
    // A text that is a part of several queries is judged with each of them.
    const key = JSON.stringify([messageId, range, report.about ?? report.data])
    this.#told ??= new Set()
    if (this.#told.has(key)) return
    this.#told.add(key)
    const { id, sourceCode } = this.#context
    this.#context.report(toEslint(report, id, sourceCode))
    if (remedy) tellRemedy(() => ({ rule: id, messageId, start: sourceCode.getLocFromIndex(range[0]), remedy }))
  }
}

function toEslint<MessageId extends string>(
  { messageId, range, data, suggest, isUnsilenced = false }: Report<MessageId>,
  rule: string,
  sourceCode: Readonly<TSESLint.SourceCode>,
): TSESLint.ReportDescriptor<MessageId> {
  const lineEnd = /\r?\n/.exec(sourceCode.text)?.[0] ?? '\n'
  const above = isUnsilenced ? undefined : placeSilencedAbove(range[0], rule, sourceCode)
  const start = above ?? sourceCode.getLocFromIndex(range[0])
  return {
    messageId,
    // What such a comment silences begins with its line.
    loc: { start: isUnsilenced ? { ...start, column: -1 } : start, end: sourceCode.getLocFromIndex(range[1]) },
    ...(data && { data: shownIn(data) }),
    suggest: (suggest ?? []).map((suggestion) => ({
      messageId: suggestion.messageId,
      ...(suggestion.data && { data: shownIn(suggestion.data) }),
      fix: (fixer) =>
        suggestion.edits.map(({ range: [from, to], text }) => fixer.replaceTextRange([from, to], text.replace(/\r?\n/g, lineEnd))),
    })),
  }
}

/** ESLint prints a message as it is; statements stand behind each other in it. */
function shownIn(data: Data): Data {
  const shown = (text: string): string => visible(text.replaceAll(';\n', '; '))
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? shown(value) : value]))
}
