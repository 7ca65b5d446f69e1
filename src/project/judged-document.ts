import type { Catalog } from '../catalog/catalog.ts'
import type { Range } from '../catalog/place.ts'
import { once } from '../catalog/once-for.ts'
import { withHanded, type Document, type SqlStatement } from '../document/document.ts'
import { isMeant, readingsOf } from '../document/readings.ts'
import { onceOfSchema } from '../proofs/of-schema.ts'
import { isForPerson } from '../proofs/tenant/asked-for-person.ts'
import { isOfWhoAsks, type KnownOfGuards } from '../proofs/tenant/guarded.ts'
import { Judge } from '../proofs/tenant/judge.ts'
import { columnsHanging } from '../proofs/tenant/hanging.ts'
import { columnsAsked, columnsGiven, givesColumns, type HeldTables } from '../proofs/tenant/loaded.ts'
import type { ColumnOf } from '../proofs/tenant/meant-rows.ts'
import { inAllRuns, keyOf, type JudgeQuery, type PlacedJudged } from '../proofs/tenant/readings.ts'
import { withNulls, withoutNulls } from '../proofs/tenant/null-facts.ts'
import { isWeak } from '../proofs/tenant/verdict.ts'
import type { LoadedColumn, LoadedColumns, LoadedFact, Loading } from '../proofs/tenant/loaded-facts.ts'
import type { Query } from '../query/query.ts'
import { withFarCallers, withoutFarCallers } from '../query/far-callers.ts'
import type { AskedQuery, ComparedRow, Elsewhere, GuardsOfCaller, LoadedProperty, LoadedValue, RowGuard } from '../query/told.ts'
import type { Settings } from '../settings/settings.ts'
import { heldTables } from './held-tables.ts'
import type { AskedAbout, JudgedBy, JudgedStatement, Judging, KnownOfRow } from './judged-by.ts'
import { judgeStatement } from './judged-statement.ts'
import { giveWithOthers, guardsIn, mayBeBefore, ofStatement, onAllWays, saidInAll, within, withoutTold, withSeen } from './told-facts.ts'
import { nearFirst, toldBy, type Tell } from './near-first.ts'
import { isHeld, loadedAs, OwnRows } from './own-rows.ts'

export const judgeFor = onceOfSchema((catalog, settings) => new Judge(catalog, settings))

const seen: Loading = 'seen'
/** So many rows may say of the next one whose it is. */
const mostCompared = 3
const mostFacts = 20

/** The queries of a document, judged in their order: a later one may go by rows that an earlier one loaded. */
export function judgeDocument(
  document: Document,
  judge: Judge,
  catalog: Catalog,
  settings: Readonly<Settings>,
  judging: Judging = (by, ...given) => by.judge(...given),
  among: readonly SqlStatement[] = document.statements,
): JudgedStatement[] {
  const all = new DocumentJudge(document, { judge, catalog, settings, judging })
  return among.flatMap((statement) => all.judged(statement) ?? [])
}

class DocumentJudge {
  readonly #document: Document
  readonly #by: JudgedBy
  /** Undefined are those that are not meant, and those that are being judged. */
  readonly #known = new Map<SqlStatement, JudgedStatement | undefined>()
  readonly #asking = new Set<string>()
  readonly #beside: Map<Document, DocumentJudge>
  /** It is asked about a row that is being judged. */
  readonly #isApart: boolean
  #past: Judge | undefined

  constructor(document: Document, by: JudgedBy, beside = new Map<Document, DocumentJudge>(), isApart = false) {
    this.#document = document
    this.#by = by
    this.#beside = beside
    this.#isApart = isApart
  }

  judged(statement: SqlStatement): JudgedStatement | undefined {
    if (this.#known.has(statement)) return this.#known.get(statement)
    this.#known.set(statement, undefined)
    if (!statement.statement?.query || !isMeant(statement, this.#by.catalog, this.#by.settings)) return undefined
    const judgedWith = (tell: Tell): readonly PlacedJudged[] => {
      const before = this.#known.get(statement)
      // It says nothing of itself, also when it is judged once more for a message.
      this.#known.set(statement, undefined)
      const judged = [statement, ...(statement.otherRuns ?? [])].map((run) => {
        const own = new OwnRows(run)
        return own.judged(() => this.#judgedBy(run, this.#knownOfGuards(run), tell, own))
      })
      this.#known.set(statement, before)
      return inAllRuns(judged)
    }
    const found: JudgedStatement = { statement, judged: this.#judgedByCallers(statement, nearFirst(judgedWith, statement.callersAsking)) }
    this.#known.set(statement, found)
    return found
  }

  /** As if the query asked what those do with its rows to whom the function gives them that asks it: of each, the weakest counts. */
  #judgedByCallers(statement: SqlStatement, judged: readonly PlacedJudged[]): readonly PlacedJudged[] {
    const isOpen = judged.some(isWeak) && !statement.otherRuns?.length
    const callers = isOpen ? (statement.guardsOfCallers?.() ?? []) : []
    if (callers.length === 0) return judged
    const asked = inAllRuns(callers.map((caller) => this.#judgedFor(caller, statement, withFarCallers) ?? judged))
    const held = new Map(asked.map((one) => [keyOf(one, one), one]))
    return judged.map((one) => (isWeak(one) ? { ...one, ...held.get(keyOf(one, one)), isHeldByCallers: true } : one))
  }

  /** As if a query asked what one of those does with its rows. */
  #judgedFor({ file, guards }: GuardsOfCaller, statement: SqlStatement, tell?: Tell): readonly PlacedJudged[] | undefined {
    const caller = file === undefined ? this : this.#of(this.#document.documentIn?.(file))
    return caller && this.#judgedBy({ ...statement, guards: () => guardsIn(file, guards) }, caller.#knownOfGuards(statement), tell)
  }

  #knownOfGuards(
    statement: SqlStatement,
    saysWhoAsks: KnownOfGuards['saysWhoAsks'] = ({ rows }) => rows.every((of) => this.#isOfWhoAsks(of, [statement])),
    mayBeAlone = !this.#isApart,
  ): KnownOfGuards {
    return {
      asksForPerson: (guard, all, about) => this.#asksForPerson(guard, all, about),
      columnsAsked: (guard) => this.#columnsAsked(guard, statement),
      saysWhoAsks,
      mayBeAlone,
      ownership: this.#by.judge.ownership,
    }
  }

  #judgedBy(
    statement: SqlStatement,
    known: KnownOfGuards,
    tell: Tell = withoutFarCallers,
    own = new OwnRows(statement),
  ): readonly PlacedJudged[] {
    const loaded: LoadedColumns = (value) => this.#loadedColumns(value, statement, own)
    const judge: JudgeQuery = (query, told) => this.#by.judging(this.#judgeOf(statement), query, toldBy(told, tell), loaded)
    return judgeStatement(statement, judge, known)
  }

  #judgeOf({ client }: SqlStatement): Judge {
    if (client?.does !== 'bypass' || this.#by.settings.rowLevelSecurity === 'ignore') return this.#by.judge
    return (this.#past ??= new Judge(this.#by.catalog, { ...this.#by.settings, rowLevelSecurity: 'ignore' }))
  }

  /** What else the other statement is given of the same row, or of what that leads to, says of nobody who asks. */
  #asksForPerson(guard: RowGuard, guards: readonly RowGuard[], about: ColumnOf | undefined): boolean {
    const ofNobody = [...guards, ...(guard.ofNobody ?? [])].flatMap((one) => this.#askedBy(one))
    return this.#askedBy(guard).some((one) => this.#in(one)?.isForPerson(one, ofNobody, about))
  }

  /** What the other statement finds of the tenant may go by the row that is judged, so that it is judged apart: nobody else is to hear of that. */
  #columnsAsked(guard: RowGuard, by: SqlStatement): readonly LoadedColumn[] {
    if (this.#isApart || guard.isAlone !== true) return []
    const apart = new DocumentJudge(this.#document, this.#by, new Map(), true)
    apart.#known.set(by, undefined)
    const asked = this.#askedBy(guard).map((one): AskedQuery =>
      'by' in one ? one : { by: one.isGuarded ? 'guard' : 'row', isGuarded: false, ...one },
    )
    const facts = asked.flatMap((one) => apart.#in(one)?.asked(one) ?? [])
    return facts.find((fact) => fact.every(({ isShared, mayBeNull }) => !isShared && mayBeNull !== true)) ?? []
  }

  #askedBy({ asks, elsewhere }: Pick<RowGuard, 'asks' | 'elsewhere'>): readonly (AskedAbout | AskedQuery)[] {
    if (asks) return [asks]
    return (elsewhere && this.#document.toldElsewhere?.(elsewhere).asked) ?? []
  }

  /** Whether a statement asks whether a person belongs to what a value is. */
  isForPerson(asked: AskedAbout | AskedQuery, ofNobody: readonly AskedAbout[], about?: ColumnOf): boolean {
    const { statement, file, text, ofNobody: own = [], guards = [] } = asked
    // Of a statement in sight it was seen that it finds something; what a function asks has to tell of a row.
    if ('by' in asked && this.asked(asked).length === 0) return false
    const beside = ofNobody.filter((one) => one.file === file && String(one.statement) === String(statement)).map((one) => one.text)
    const queries = within(statement, this.#document.statements).flatMap(readingsOf)
    return (
      queries.length > 0 &&
      queries.every(({ query, told }) =>
        isForPerson(query, this.#by.judge.judge(query, told), this.#by.judge.ownership, text, [...beside, ...own], about, guards),
      )
    )
  }

  /** Of two rows that are compared with each other neither says who asks. */
  #isOfWhoAsks({ statement, isCall, property }: ComparedRow, compared: readonly SqlStatement[]): boolean {
    if (compared.length >= mostCompared) return false
    if (isCall) {
      const { given = [] } = this.#document.toldElsewhere?.({ text: '', back: [], row: { call: statement, path: [property] } }) ?? {}
      return given.every(({ or = [], ...row }) => [row, ...or].every((one) => this.#isCallOrOfWhoAsks(one, compared)))
    }
    return within(statement, this.#document.statements).every(
      (one) =>
        !compared.includes(one) &&
        this.#judgedBy(
          one,
          this.#knownOfGuards(one, ({ rows }) => rows.every((of) => this.#isOfWhoAsks(of, [...compared, one])), false),
        ).every(isOfWhoAsks),
    )
  }

  #isCallOrOfWhoAsks(row: LoadedProperty, compared: readonly SqlStatement[]): boolean {
    const judge = this.#in(row)
    return row.isCall === true || (judge !== undefined && judge.#isOfWhoAsks(row, compared))
  }

  /** What other queries say of a value of a statement: which columns of rows of the tenant it is. */
  #loadedColumns(value: LoadedValue, by: SqlStatement, own: OwnRows): readonly LoadedFact[] {
    const { statements } = this.#document
    const place = statements.findIndex((one) => one === by || one.otherRuns?.includes(by))
    const before = statements.filter((one, i) => i <= place || mayBeBefore(one, by))
    const repeated = 'property' in value ? [] : value.statements.flatMap((asked) => this.#repeated(asked, before))
    return [...this.#columnsOf(value, before, own), ...repeated]
  }

  #columnsOf(value: LoadedValue, before: readonly SqlStatement[], own: OwnRows): readonly LoadedFact[] {
    if (value.caller !== undefined) return this.#columnsOfCaller(value.caller, value, own)
    const known =
      'property' in value ? this.#givenHere(value, before, own) : value.statements.flatMap((asked) => this.#asked(asked, before))
    const same = (value.same ?? []).flatMap((one) => this.#given(one, before))
    const all = [value.byCallers, value.ofParts].flatMap((values) => this.#ofAll(values ?? [], own))
    const here = [...known, ...same, ...all]
    const { elsewhere } = value
    const told = elsewhere && this.#document.toldElsewhere?.(elsewhere)
    if (!told) return here
    const given = this.#givenElsewhere(told.given, elsewhere.row)
    const made = elsewhere.row && given.length === 0 ? this.#givenByMade(elsewhere.row) : []
    return [...here, ...given, ...made, ...told.asked.flatMap((one) => this.#in(one)?.asked(one) ?? [])]
  }

  /** What is told in another file may not be seen with this one. */
  #columnsOfCaller(file: string, { caller: _, ...value }: LoadedValue, own: OwnRows): readonly LoadedFact[] {
    const judge = this.#of(this.#document.documentIn?.(file))
    const facts = judge ? judge.#columnsOf(value, judge.#document.statements, own) : []
    return withoutTold(facts).map((fact) => fact.map((column) => ({ ...column, row: `${file}:${column.row}` })))
  }

  #givenElsewhere(given: readonly LoadedProperty[], known: KnownOfRow = {}): readonly LoadedFact[] {
    return given.flatMap(({ or = [], ...one }) => onAllWays([one, ...or].map((way) => this.#wayGivenElsewhere(way, known))))
  }

  #wayGivenElsewhere(one: LoadedProperty, { compared = [], there = [] }: KnownOfRow): readonly LoadedFact[] {
    const judge = this.#in(one)
    const rows = judge?.rowsCompared(one, compared)
    const facts = withSeen(rows, judge ? judge.#given({ ...one, there }, judge.#document.statements) : [])
    // What is told in another file may not be seen with this one, and of a class nothing is told that holds for its heirs.
    const isToldHere = one.file === undefined && !one.heir
    return isToldHere ? facts : withoutTold(facts)
  }

  /** What a function gives that is made with what it asks: of one that nobody checks nothing is told there. */
  #givenByMade({ call, path: [property = '', ...deeper], compared = [] }: NonNullable<Elsewhere['row']>): readonly LoadedFact[] {
    const [asked, ...others] = deeper.length === 0 ? (this.#document.givenBy?.(call) ?? []) : []
    if (!asked || others.length > 0) return []
    const rows = this.rowsCompared({ statement: asked.range }, compared, [asked])
    return withoutTold(withSeen(rows, this.#given({ statement: asked.range, property }, [asked])))
  }

  /** The rows that a statement gives of which it was compared who has them: they are the tenant's. */
  rowsCompared(
    given: Omit<LoadedProperty, 'property'>,
    compared: readonly string[],
    among = this.#document.statements,
  ): ReadonlySet<string> {
    const columns = compared.flatMap((property) => this.#given({ ...given, property }, among).flat())
    const isTenants = ({ table, column }: LoadedColumn): boolean => this.#by.judge.ownership.of(table).columns.includes(column)
    return new Set(columns.filter(isTenants).map(({ row }) => row))
  }

  /** What all callers of a function say of what they give it, or all parts of a list: a fact of each of them. */
  #ofAll([first, ...others]: readonly LoadedValue[], own: OwnRows): readonly LoadedFact[] {
    const facts = first ? withoutNulls(this.#columnsOf(first, this.#document.statements, own)) : []
    if (facts.length === 0 || others.length === 0) return facts
    const further = this.#ofAll(others, own)
    return facts.flatMap((fact) => further.map((other) => [...fact, ...other])).slice(0, mostFacts)
  }

  asked(value: AskedQuery): readonly LoadedFact[] {
    return this.#asked(value, this.#document.statements)
  }

  #in({ statement, file, heir }: Pick<AskedQuery, 'statement' | 'file' | 'heir'>): DocumentJudge | undefined {
    const home = file === undefined ? this.#document : this.#otherAsking(statement, file)
    return this.#of(heir ? home?.runOn?.(heir) : home)
  }

  #of(document: Document | undefined): DocumentJudge | undefined {
    if (!document || document === this.#document) return document && this
    const judge = this.#beside.get(document) ?? new DocumentJudge(document, this.#by, this.#beside, this.#isApart)
    this.#beside.set(document, judge)
    return judge
  }

  /** Another file; with what its functions ask for that call others, where it asks nothing there itself. */
  #otherAsking(statement: Range, file: string): Document | undefined {
    const other = this.#document.documentIn?.(file)
    return other && within(statement, other.statements).length === 0 ? withHanded(other) : other
  }

  /** Of what a function of the program gives, it may have asked itself whether that is null. */
  #givenHere(value: LoadedProperty, among: readonly SqlStatement[], own: OwnRows): readonly LoadedFact[] {
    const { isUnasked, isCall, path, or } = value
    const facts = this.#given(value, among, own)
    if (isUnasked !== true || isCall || path || or) return facts
    const gave = this.#within(value.statement, among, own).flatMap(({ statement }) => readingsOf(statement))
    const tops = gave.map(({ query }) => this.#by.judge.relations(query).top)
    return withNulls(facts, value, tops)
  }

  /** Of what one or another statement gave, both have to tell the same. */
  #given(value: LoadedProperty, among: readonly SqlStatement[], own?: OwnRows): readonly LoadedFact[] {
    return onAllWays([value, ...(value.or ?? [])].map((way) => this.#owned(way, this.#givenBy(way, among, own))))
  }

  /** A row that is known to have a tenant belongs to somebody. */
  #owned({ there = [], ...row }: LoadedProperty, facts: readonly LoadedFact[]): readonly LoadedFact[] {
    if (there.length === 0 || row.path || !facts.flat().some(({ isShared }) => isShared)) return facts
    const owned = this.rowsCompared({ ...row, or: [] }, there)
    return facts.map((fact) => fact.map((column) => (owned.has(column.row) ? { ...column, isShared: false } : column)))
  }

  #givenBy(
    { statement, file, property, path, isCall, byCaller }: LoadedProperty,
    among: readonly SqlStatement[],
    own?: OwnRows,
  ): readonly LoadedFact[] {
    const within = this.#within(statement, among, own)
    const sent = isCall ? within.filter((one) => String(one.statement.range) === String(statement)) : within
    if (isCall && sent.length === 0) return this.#givenByCall(statement, [...(path ?? []), property])
    if (path && !giveWithOthers(sent)) return []
    const isHeldFor = this.#heldFor({ statement, byCaller }, among)
    const giving = sent.filter((one) => readingsOf(one.statement).some(({ query }) => givesColumns(query)))
    const found = giving.flatMap((one) =>
      this.#said(
        one,
        (query, held) =>
          path ? columnsHanging(query, path, property, held, this.#by.judge.ownership) : columnsGiven(query, property, held),
        (held) => (isHeldFor(held) ? seen : loadedAs(held)),
      ),
    )
    return found.length === 0 || found.some((columns) => columns.length === 0) ? [] : [ofStatement(statement, file, found.flat())]
  }

  /** What a function gives that is called there. */
  #givenByCall(call: Range, path: readonly string[]): readonly LoadedFact[] {
    const key = `${call.join()} ${path.join('.')}`
    // Functions may call each other over and over.
    if (this.#asking.has(key)) return []
    this.#asking.add(key)
    try {
      return this.#givenElsewhere(this.#document.toldElsewhere?.({ text: '', back: [], row: { call, path } }).given ?? [])
    } finally {
      this.#asking.delete(key)
    }
  }

  #asked(query: AskedQuery, among: readonly SqlStatement[]): readonly LoadedFact[] {
    const { statement, file, isGuarded, compared = [], by } = query
    // Where it is no guard that holds the row, to be the same as something does not mean that there is one.
    const isPassed = ({ isHeldByCallers }: PlacedJudged): boolean => (isHeldByCallers ? query.isGuardedByCaller === true : isGuarded)
    const isOwn = (one: PlacedJudged): boolean =>
      one.verdict === 'by-guard' ? !one.isAlone && isPassed(one) : by !== 'guard' && isHeld(one)
    const rows = this.rowsCompared({ statement, file }, compared)
    const isHeldFor = this.#heldFor(query, among)
    const facts = this.#askedAs(query, among, (one) => (isOwn(one) || isHeldFor(one) ? seen : rows.size > 0 ? loadedAs(one) : undefined))
    return withSeen(rows, facts).filter((fact) => fact.every((column) => column.by === seen))
  }

  /** What is held of a query for one of those that call the function which gives its rows. */
  #heldFor(
    { statement, byCaller }: Pick<AskedQuery, 'statement' | 'byCaller'>,
    among: readonly SqlStatement[],
  ): (one: PlacedJudged) => boolean {
    const held = once(() => {
      const [only] = byCaller ? this.#within(statement, among) : []
      const judged = (only && byCaller && this.#judgedFor(byCaller, only.statement)) ?? []
      return new Set(judged.flatMap((one) => (one.verdict === 'by-guard' ? keyOf(one, one) : [])))
    })
    return (one) => (isWeak(one) || one.verdict === 'by-guard') && held().has(keyOf(one, one))
  }

  /** What a query says of its key that is told because of that, and without whose row the program does not go on. */
  #repeated(query: AskedQuery, among: readonly SqlStatement[]): readonly LoadedFact[] {
    if (query.by === 'guard') return []
    return this.#askedAs(query, among, ({ verdict }) => (verdict === 'by-key' ? 'repeated' : undefined))
  }

  #askedAs(
    { statement, file, ...asked }: AskedQuery,
    among: readonly SqlStatement[],
    loadingOf: (one: PlacedJudged) => Loading | undefined,
  ): readonly LoadedFact[] {
    const [only, ...more] = this.#within(statement, among)
    const isSent = !asked.sentBy || asked.sentBy.includes(only?.statement.sentBy ?? '')
    // What is written with a row comes behind the row.
    if (!only || (more.length > 0 && asked.by !== 'write') || !isSent) return []
    const readings = this.#said(only, (query, held) => columnsAsked(query, asked, held), loadingOf)
    return saidInAll(readings.filter((facts) => facts !== undefined)).map((fact) => ofStatement(statement, file, fact))
  }

  /** The statements that stand in a part of the file. */
  #within(range: Range, among: readonly SqlStatement[], own?: OwnRows): JudgedStatement[] {
    return within(range, among).flatMap((one) => own?.of(one) ?? this.judged(one) ?? [])
  }

  #said<Said>(
    one: JudgedStatement,
    said: (query: Query, held: HeldTables) => Said,
    loadingOf: (one: PlacedJudged) => Loading | undefined,
  ): Said[] {
    return readingsOf(one.statement).map(({ query, place }) => said(query, heldTables(one.judged, place, loadingOf, this.#by.catalog)))
  }
}
