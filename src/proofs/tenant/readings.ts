import type { Range } from '../../catalog/place.ts'
import { grouped } from '../../catalog/grouped.ts'
import { conditionIn, wordsOf } from '../../query/program-text.ts'
import type { Query } from '../../query/query.ts'
import { goesByAnother, isNamedForKey } from './instead.ts'
import type { Judged } from './judge.ts'
import { isAlwaysTold } from './reports.ts'
import { areRepeated, isOfTheTenant, isWeak, weaker, type Verdict } from './verdict.ts'
import type { CallPlace, ToldOf } from '../../query/told.ts'

/** A query as it is under some conditions of the program; the first of several has all that may be left out. */
export interface Reading {
  readonly query: Query
  /** Where a range of its text is in the file. */
  readonly place: (range: Range) => Range
  /** What the program tells of its values. */
  readonly told?: ToldOf | undefined
  /** The conditions that are otherwise than in the first reading, as they are written. */
  readonly on: readonly string[]
  /** A condition of it stands in the place of one that was given before. */
  readonly replaces?: boolean
}

/** A reference of one of the readings, which may stand in that one alone. */
export interface PlacedJudged extends Judged, Pick<Reading, 'place' | 'told'> {
  /** Those hold its row to whom a function gives it. */
  readonly isHeldByCallers?: boolean
  /** Who of those that call the function would hold it alone. */
  readonly callers?: () => CallersAsking
  /** The program has a filter on the tenant, and leaves it out on some ways, which need not be for those alone who may see more. */
  readonly isLeftOutOnSome?: boolean
}

export interface CallersAsking {
  readonly asking: number
  readonly asksNot: readonly CallPlace[]
}

export type JudgeQuery = (query: Query, told?: ToldOf) => readonly Judged[]

/** What holds of a query in all of its readings in which it gives anything; where they differ, a condition of the program decides. */
export function judgeReadings(readings: readonly Reading[], judge: JudgeQuery): readonly PlacedJudged[] {
  const ways = readings.flatMap((reading) => [...judgedOnce(reading, judge)].map(([key, one]): Way => ({ key, one, reading })))
  const references = [...grouped(ways, ({ key }) => key).values()].map((all) => {
    const giving = all.filter(({ one }) => !one.givesNothing)
    return giving.length > 0 ? giving : all
  })
  const isDecided = references.some(isHeldOnSome)
  return references.map(
    (same) =>
      openedBy(same) ??
      replacedBy(same) ??
      insteadOfTenant(same) ??
      leftOutAtWill(same) ??
      (isDecided ? undefined : narrowedBy(same)) ??
      same.reduce(together).one,
  )
}

/** What holds of a text that is run in several places, whatever each of them fills it with: the weakest. */
export function inAllRuns([first = [], ...others]: readonly (readonly PlacedJudged[])[]): readonly PlacedJudged[] {
  if (others.length === 0) return first
  const found = new Map<string, PlacedJudged>()
  for (const one of [...first, ...others.flat()]) {
    const key = keyOf(one, one)
    const known = found.get(key)
    found.set(key, known ? weakestOf(known, one) : one)
  }
  return [...found.values()]
}

/** A reference in one of the readings. */
interface Way {
  readonly key: string
  readonly one: PlacedJudged
  readonly reading: Reading
}

/** What one reading says of each place: the weakest, where a table is used twice by what is written there. */
function judgedOnce(reading: Reading, judge: JudgeQuery): ReadonlyMap<string, PlacedJudged> {
  const found = new Map<string, PlacedJudged>()
  for (const one of judge(reading.query, reading.told)) {
    const key = keyOf(one, reading)
    const told = { ...one, reason: reasonIn(reading, one), place: reading.place, told: reading.told }
    const known = found.get(key)
    found.set(key, known ? weakestOf(known, told) : told)
  }
  return found
}

function weakestOf(known: PlacedJudged, other: PlacedJudged): PlacedJudged {
  const weakest = weaker(known.verdict, other.verdict) === known.verdict ? known : other
  return { ...weakest, isRepeated: areRepeated([known, other]) }
}

const replacing = 'its last `where` replaces those before it'

function reasonIn({ replaces = false }: Reading, { verdict, reason }: Judged): string {
  if (!replaces || !isWeak({ verdict })) return reason
  return verdict === 'unscoped' ? replacing : `${reason}, since ${replacing}`
}

/** Where a reference stands in the file, and what it does. */
export function keyOf({ access: { range, name, does } }: Judged, { place }: Pick<Reading, 'place'>): string {
  return `${place(range).join()} ${name} ${does}`
}

/** Words of what asks who somebody is, or for what all share: it may well let one see more. */
const permitting = new Set(
  `admin admins superadmin superuser super owner staff internal system role roles permission permissions permitted allow allowed allows can access
  public shared global all any everyone support root platform moderator template templates default defaults privileged privilege scope scopes grant granted`.split(
    /\s+/,
  ),
)

function permits(condition: string): boolean {
  return wordsOf(condition).some((word) => permitting.has(word))
}

/** Whoever asks for all says of themselves by that not that they may see it. */
const askingForAll = new Set(['all', 'any', 'everyone', 'global', 'scope', 'scopes'])

function permitsSender(condition: string): boolean {
  return wordsOf(condition).some((word) => permitting.has(word) && !askingForAll.has(word))
}

/** A filter that is there on all ways, and that an OR undoes on some. */
function openedBy(ways: readonly Way[]): PlacedJudged | undefined {
  const opened = ways.find(({ one }) => isOpened(one))
  if (!opened || ways.some(({ one }) => !isOpened(one) && !isOfTheTenant(one))) return undefined
  return unlessPermitted(
    opened,
    ways.filter(({ one }) => isOfTheTenant(one)),
  )
}

/** Also by a key or a reference, but for what is a person's own. */
function isOpened({ isOpenedByOr = false, open, isByPerson = false }: Judged): boolean {
  return isOpenedByOr || (open?.isOpenedByOr === true && !isByPerson)
}

/** A filter that is lost on some ways, where another condition takes its place. */
function replacedBy(ways: readonly Way[]): PlacedJudged | undefined {
  const lost = ways.find(({ reading, one }) => reading.replaces && isWeak(one))
  return lost && unlessPermitted(lost, ways.filter(isHeldByItself))
}

/** What is told of a way by what decides between it and those that are held to the tenant. */
function unlessPermitted(way: Way, held: readonly Way[], isPermitted = permits): PlacedJudged | undefined {
  const deciding = decidingBetween(way, held)
  if (!deciding || deciding.some(isPermitted)) return undefined
  return { ...way.one, reason: `${way.one.reason}, which ${written(deciding)} decides` }
}

function decidingBetween({ reading }: Way, held: readonly Way[]): readonly string[] | undefined {
  const [first] = held.map((way) => way.reading.on).sort((a, b) => a.length - b.length)
  return first?.length === 0 ? reading.on : first
}

/** Not by other rows. */
function isHeldByItself({ one }: Way): boolean {
  return isOfTheTenant(one) && !byOthers.has(one.verdict)
}

const byOthers: ReadonlySet<Verdict> = new Set(['by-parent', 'by-row', 'by-guard'])

/** A filter on the tenant, and on the other ways one on something else that decides on it: who wrote that meant no rows of all. */
function insteadOfTenant(ways: readonly Way[]): PlacedJudged | undefined {
  const [held, others] = [ways.filter(isHeldByItself), ways.filter((way) => !isHeldByItself(way))]
  const [told] = others
  if (!told || held.length === 0) return undefined
  const deciding = [...new Set(ways.flatMap(({ reading }) => reading.on))]
  const queries = held.map(({ reading }) => reading.query)
  const isInstead = ({ one, reading }: Way): boolean => {
    if (isByAnother(one)) return goesByAnother(reading.query, queries, deciding)
    return one.verdict === 'unscoped' && goesByAnother(reading.query, queries, deciding, isNamedForKey)
  }
  if (deciding.some(permits) || !others.every(isInstead)) return undefined
  return {
    ...told.one,
    reason: `${told.one.reason}${told.one.verdict === 'unscoped' ? '' : ', and not the tenant,'} where ${written(deciding)} ${deciding.length > 1 ? 'decide' : 'decides'} so`,
  }
}

/** A filter on the tenant that whoever asks may leave out: `if (input.mine) where.organizationId = …`, `if (!req.query.all) …` */
function leftOutAtWill(ways: readonly Way[]): PlacedJudged | undefined {
  const held = ways.filter((way) => isHeldByItself(way) || way.one.verdict === 'by-parent')
  const lost = ways.find((way) => isAlwaysTold(way.one.verdict) && decidingBetween(way, held)?.every(isSent))
  return lost && unlessPermitted(lost, held, permitsSender)
}

/** Whether whoever sends a request decides on a condition. */
function isSent(condition: string): boolean {
  return conditionIn(condition).from !== undefined
}

/** What a person has is asked for instead of what a tenant has, where somebody has no tenant. */
function isByAnother({ verdict, isByPerson = false }: Judged): boolean {
  return (verdict === 'by-key' || verdict === 'by-reference') && !isByPerson
}

/** Whether the program has a filter on the tenant itself, and leaves it out where it means to. */
function isHeldOnSome(ways: readonly Way[]): boolean {
  return ways.some(({ one }) => isAlwaysTold(one.verdict)) && ways.some(isHeldByItself)
}

/** No filter on the tenant anywhere, and on some ways one on other rows that are the tenant's: `if (tagIds) where.id = { in: idsTagged }`. */
function narrowedBy(ways: readonly Way[]): PlacedJudged | undefined {
  const told = ways.find(({ one }) => one.verdict === 'unscoped')
  const held = ways.filter(({ one }) => one.verdict !== 'unscoped')
  if (!told || held.length === 0 || !held.every(({ one }) => byOthers.has(one.verdict))) return undefined
  const deciding = [...new Set(ways.flatMap(({ reading }) => reading.on))]
  if (deciding.some((condition) => permitsSender(condition) || asksWho(condition, told.one))) return undefined
  return told.one
}

const ofPeople =
  /^(?:users?|members?|memberships?|auth\w*|sessions?|viewers?|guests?|persons?|people|me|my|mine|own|self|actor|caller|principal|identity|tenants?|orgs?|organi[sz]ations?|teams?|workspaces?|compan(?:y|ies)|accounts?|clients?)$/

/** Whether a condition is about who asks, or for whom. */
function asksWho(condition: string, { column = '' }: Judged): boolean {
  const ofTenant = new Set(wordsOf(column).filter((word) => word !== 'id'))
  const ofLists = new Set(listsAsked(condition).flatMap(wordsOf))
  const isOfWho = (word: string): boolean => ofPeople.test(word) || ofTenant.has(word)
  return wordsOf(condition.replaceAll(writtenOut, '')).some((word) => !ofLists.has(word) && isOfWho(word))
}

const writtenOut = /'[^']*'|"[^"]*"/g

/** The lists of which a condition asks whether there is anything to look for: `accounts && accounts.length > 0`. */
function listsAsked(condition: string): readonly string[] {
  return condition.split(/[^\w$.?]+/).filter((name) => /\.(?:length|size)$/.test(name))
}

function together(known: Way, { one: other, reading: { on } }: Way): Way {
  const { one } = known
  const worst = weaker(one.verdict, other.verdict)
  const isRepeated = areRepeated([one, other])
  // A value that is one of several holds as little as the weakest of them.
  if (on.length === 0 || isAlwaysTold(one.verdict) === isAlwaysTold(other.verdict))
    return { ...known, one: worst === one.verdict ? { ...one, isRepeated } : { ...one, verdict: worst, reason: other.reason, isRepeated } }
  const reason = `${written(on)} decides whether it is held to a tenant`
  return { ...known, one: { ...one, verdict: 'dynamic', reason, at: undefined, isLeftOutOnSome: !on.some(permits) } }
}

function written(on: Reading['on']): string {
  return on.map(shownCondition).join(', ')
}

function shownCondition(condition: string): string {
  const { text, from } = conditionIn(condition)
  return from === undefined || text.includes(from) ? `\`${text}\`` : `\`${text}\` of \`${from}\``
}
