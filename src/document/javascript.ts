import type { TSESTree } from '@typescript-eslint/utils'
import { once } from '../catalog/once-for.ts'
import { isWithin, type Range } from '../catalog/place.ts'
import { Heir, keptForHeirs } from '../javascript/heir.ts'
import { noModules, type Modules } from '../javascript/modules.ts'
import type { Node } from '../javascript/nodes.ts'
import { Program } from '../javascript/program.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { taggedTexts } from '../orms/drizzle/tagged-texts.ts'
import { readersFor } from '../orms/query-sites.ts'
import type { OwnFunction } from '../orms/own-functions.ts'
import { nothingAround, type NamedClients, type ProjectAround, type QueryReader } from '../orms/query-reader.ts'
import { callStatements } from './calls.ts'
import { calledModules, giving, sending, type CalledModule } from './called-modules.ts'
import { givenAt, handedIn, mayHand } from './handed.ts'
import { emptyDocument, type Document, type SqlStatement } from './document.ts'
import { inheritedIn, mayInherit } from './inherited.ts'
import { readSite } from './read-site.ts'
import { surroundingsOf } from './surroundings.ts'
import { isOnAnotherDatabase } from './text/branches.ts'
import { isOfAnotherDatabase, mayRunText, type SqlNames } from './text/libraries.ts'
import { placesOf, type Piece } from '../sql/template/pieces.ts'
import { toldElsewhere } from './text/elsewhere.ts'
import { isRunElsewhere as isTextRunElsewhere } from './text/run-elsewhere.ts'
import { sitesOf, type Site } from './text/sites.ts'
import { mayHold } from './text/statement.ts'

/** A call that may run a text of another module. */
const maybeRun = /\b(?:query\w*|execute\w*|\$\w+Unsafe|raw|unsafe|any|one|many|none|(?:one|many)OrNone)\(\s*[\w$.]+\s*[,()]/

/** Whether it is worth looking: most files hold no SQL. */
function mayHoldSql(text: string, names?: SqlNames): boolean {
  const found = mayHold(text)
  if (found === 'statements' || (found === 'sentences' && mayRunText(text, names))) return true
  return /\bimport\b/.test(text) && maybeRun.test(text)
}

export interface JavascriptSource {
  readonly file?: string | undefined
  readonly text: string
  readonly ast: TSESTree.Program
  /** What a team calls its tags and calls. */
  readonly names?: SqlNames | undefined
  readonly modules?: Modules | undefined
  /** Whether its package works with another database than Postgres. */
  readonly isForAnotherDatabase?: (() => boolean) | undefined
  /** What a program calls the tenant. */
  readonly tenantNames?: readonly string[]
  readonly around?: ProjectAround | undefined
  /** The receivers that the settings name. */
  readonly clients?: NamedClients
  /** The functions that the settings say run queries. */
  readonly queryFunctions?: readonly OwnFunction[]
  readonly documentIn?: Document['documentIn']
  /** How it is read otherwise, where it is read for one heir already. */
  readonly runOn?: Document['runOn']
  /** The parts of it that are read. */
  readonly parts?: readonly Range[] | undefined
}

type RunOn = NonNullable<Document['runOn']>
type Reads = NonNullable<Document['readOn']>

const noClients: NamedClients = { scoped: [], bypass: [] }

/** Reads the SQL that stands in a program: strings, templates and what is put together of them; the first time that it is asked for. */
export function readJavascript(source: JavascriptSource, engine: SqlEngine): Document {
  const { file = '', text, ast, modules = noModules, isForAnotherDatabase = () => false, around = nothingAround, queryFunctions } = source
  const { clients = noClients, tenantNames = [] } = source
  if (isMinified(text) || isOfSqlFile.test(text)) return emptyDocument(engine)
  const called = (calls: RegExp): Iterable<CalledModule> => calledModules({ file, text, ast, modules }, calls)
  const [holdsSql, readers] = [
    mayHoldSql(text, { ...source.names, modules }),
    readersFor(text, around, queryFunctions, () => called(sending)),
  ]
  const asksNothing = !holdsSql && readers.length === 0
  const hands = readers.length > 0 || mayHand(text, called(giving), { holdsSql, around })
  if (asksNothing && !hands && !mayInherit(text)) return askingNothing(source, engine)
  const program = new Program(file, text, ast)
  if (isOfAnotherDatabase(program, isForAnotherDatabase)) return { ...emptyDocument(engine), foreign: true }
  const names: SqlNames = { ...source.names, modules }
  const statements = once(() => (asksNothing ? [] : statementsIn(program, source, { holdsSql, readers, names }, engine)))
  const readOn: Reads = (heir, parts) =>
    heir instanceof Heir ? readJavascript({ ...source, modules: { ...modules, heir }, parts, runOn }, engine) : emptyDocument(engine)
  const readWith: NonNullable<Document['readWith']> = (given, parts) =>
    readJavascript({ ...source, modules: { ...modules, given }, parts, runOn }, engine)
  const kept = keptForHeirs(readOn)
  const runOn: RunOn = source.runOn ?? ((heir) => kept(heir) ?? emptyDocument(engine))
  const document: Document = {
    get statements() {
      return statements()
    },
    foreign: false,
    engine,
    documentIn: source.documentIn,
    taggedTexts: once(() => taggedTexts(program, modules)),
    toldElsewhere: (value) => toldElsewhere(value, program, names),
    givenBy: givenAt(program, { modules, names, around, clients, isForAnotherDatabase }, engine),
    runOn,
    readOn,
    readWith,
    handed: once(() =>
      hands && !modules.heir && !modules.given
        ? handedIn(program, document, { modules, names, around, clients, tenantNames, isForAnotherDatabase }, engine)
        : [],
    ),
    inherited: once(() => (modules.heir || modules.given ? [] : inheritedIn(program, modules, document))),
  }
  return document
}

/** What a file tells is of use to those whose functions it calls, also where it asks nothing itself. */
function askingNothing({ file = '', text, ast, modules, documentIn, ...source }: JavascriptSource, engine: SqlEngine): Document {
  const program = once(() => new Program(file, text, ast))
  const names: SqlNames = { ...source.names, modules }
  return { ...emptyDocument(engine), documentIn, toldElsewhere: (value) => toldElsewhere(value, program(), names) }
}

/** What pgTyped writes of a file of SQL: its queries are told there. */
const isOfSqlFile = /^\/\*\* Types generated for queries found in "[^"\n]*\.sql" \*\//

const fewestCharacters = 200_000
const longLine = 2_000

/** What a tool has written on a few long lines is another's program, and is mended where it came from. */
function isMinified(text: string): boolean {
  if (text.length < fewestCharacters) return false
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return text.length / lines > longLine
}

interface Readable {
  readonly holdsSql: boolean
  readonly readers: readonly QueryReader[]
  readonly names: SqlNames
}

function statementsIn(
  program: Program,
  source: JavascriptSource,
  { holdsSql, readers, names }: Readable,
  engine: SqlEngine,
): SqlStatement[] {
  const { modules = noModules, tenantNames = [], around = nothingAround, clients = noClients, parts } = source
  const isAsked = (node: Node): boolean => isWithinAny(node, parts)
  const isMeant = (node: Node): boolean => isAsked(node) && !isOnAnotherDatabase(node, program)
  const sent = readers.length > 0 ? callStatements(program, readers, { modules, names, around, clients, isAsked }, engine) : []
  const defines = (node: Node): boolean => readers.some((reader) => reader.isDefinition?.(node, program))
  const meant = sent.filter(({ call }) => isMeant(call.node) && !defines(call.node))
  const called = meant.map(({ call, statement }) => ({ ...statement, ...surroundingsOf(call.node, program, tenantNames, names) }))
  const read = new Set<Node>(meant.map(({ call }) => call.node))
  const sites = holdsSql ? sitesOf(program, { modules, names }) : []
  const isSaid = saidBy(sites.length > 0 ? meant.map(({ call }) => call.sql) : [])
  const texts = sites.filter((site) => isMeant(site.node) && !(site.run ? read.has(site.run.call) : isSaid(site)))
  const written = texts.flatMap((site) => {
    const readAt = (one: Site): SqlStatement[] => {
      const surroundings = surroundingsOf(one.run?.call ?? one.node, program, tenantNames, names)
      const isRunElsewhere = once(() => !one.run && isTextRunElsewhere(one.node, program, names))
      return readSite(one, engine).map((statement) => ({ ...statement, ...surroundings, isRunElsewhere }))
    }
    const statements = withOtherRuns(readAt(site), (site.otherRuns ?? []).map(readAt))
    return defines(site.node) ? statements.map(withoutQuery) : statements
  })
  return [...written, ...called].toSorted((a, b) => a.range[0] - b.range[0])
}

function withOtherRuns(statements: readonly SqlStatement[], others: readonly (readonly SqlStatement[])[]): readonly SqlStatement[] {
  if (others.length === 0) return statements
  return statements.map((statement, i) => ({ ...statement, otherRuns: others.flatMap((run) => run[i] ?? []) }))
}

/** Whether what calls send says a text already: ``db.select({ open: sql`(SELECT count(*) FROM …)` })``. */
function saidBy(sent: readonly (readonly Piece[])[]): (site: Site) => boolean {
  const said = placesOf(sent.flat())
  return ({ pieces }) => {
    const places = [...placesOf(pieces)]
    return places.length > 0 && places.every((place) => said.has(place))
  }
}

function isWithinAny(node: Node, parts: readonly Range[] | undefined): boolean {
  return parts === undefined || parts.some((part) => isWithin(node.range, part))
}

/** The query of a view asks for nothing: it is told with whatever reads the view. */
function withoutQuery(read: SqlStatement): SqlStatement {
  const { statement } = read
  return statement ? { ...read, statement: { ...statement, query: undefined }, ofView: statement, variants: [] } : read
}
