import type { Catalog } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { isWithin, type Edit, type Range } from '../../catalog/place.ts'
import { partsAround } from '../../document/parts.ts'
import { readingsOf } from '../../document/readings.ts'
import { programOf } from '../../project/modules.ts'
import type { JudgedStatement } from '../../project/judged-by.ts'
import { judgeFor, judgeDocument } from '../../project/judged-document.ts'
import { mayHoldQueries, readProjectFile, type ProjectFile } from '../../project/project-file.ts'
import { isNamed } from '../../proofs/owner.ts'
import type { Judge } from '../../proofs/tenant/judge.ts'
import type { PlacedJudged } from '../../proofs/tenant/readings.ts'
import { isAlwaysTold } from '../../proofs/tenant/reports.ts'
import { unlessTooDeep } from '../../proofs/too-deep.ts'
import type { Settings } from '../../settings/settings.ts'

/** What there is without a condition: a rule that tells of it, something else that holds the rows, or nothing that can be seen. */
export type Outcome = 'told' | 'held' | 'unseen'

/** A condition on the tenant that was left out. */
export interface Tried {
  readonly range: Range
  readonly text: string
  readonly outcome: Outcome
  /** What its query is without it. */
  readonly left: readonly PlacedJudged[]
}

/** A file as the rules see it. */
interface Seen {
  readonly read: ProjectFile
  readonly judge: Judge
  readonly statements: readonly JudgedStatement[]
  /** Of each statement, where it says something of a tenant column. */
  readonly conditions: readonly (readonly Range[])[]
}

/** What may be left out, in the ways in which that may be done, the smallest first. */
interface Part {
  readonly ways: readonly Edit[]
  /** The statement of which it is, in a script: of those no one is read by another one. */
  readonly statement?: number
}

/** Leaves each condition on the tenant out of a file by itself, and sees what is there then. Nothing is written. */
export function tryFile(file: string, settings: Readonly<Settings>, cwd: string): Tried[] {
  const whole = mayHoldQueries(file) ? see(readProjectFile(file, settings, cwd), settings) : undefined
  if (!whole || whole.statements.length === 0) return []
  const seeWith = (edits: readonly Edit[]): Seen | undefined =>
    see(readProjectFile(file, settings, cwd, edited(whole.read.text, edits)), settings)
  const tried = file.endsWith('.sql')
    ? roundsOf(partsOfScript(whole)).flatMap((round) => triedTogether(round, whole, seeWith))
    : partsOfProgram(whole).flatMap((part) => triedAlone(part, whole, seeWith))
  return tried.sort((a, b) => a.range[0] - b.range[0])
}

/** A long script is read a few times, and not once for each of its statements. */
function roundsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const rounds: Part[][] = []
  const next = new Map<number | undefined, number>()
  for (const part of parts) {
    const at = next.get(part.statement) ?? 0
    next.set(part.statement, at + 1)
    rounds[at] = [...(rounds[at] ?? []), part]
  }
  return rounds
}

function triedTogether(round: readonly Part[], whole: Seen, seeWith: (edits: readonly Edit[]) => Seen | undefined): Tried[] {
  const without = seeWith(round.flatMap(({ ways }) => ways.slice(0, 1)))
  const lacking = without ? lackingIn(without, whole) : []
  // Where one is no statement any more, it is not seen which one.
  if (!without || lacking.length === 0) return round.flatMap((part) => triedAlone(part, whole, seeWith))
  return round.flatMap(({ ways: [edit], statement = -1 }) =>
    edit && lacking.includes(statement) ? [{ ...shownOf(edit, whole), ...outcomeOf(leftIn(without, [statement])) }] : [],
  )
}

function triedAlone({ ways }: Part, whole: Seen, seeWith: (edits: readonly Edit[]) => Seen | undefined): Tried[] {
  for (const edit of ways) {
    const without = seeWith([edit])
    const lacking = without ? lackingIn(without, whole) : []
    if (without && lacking.length > 0)
      return [{ ...shownOf(edit, whole), ...outcomeOf(leftIn(without, lacking), toldIn(without) > toldIn(whole)) }]
  }
  return []
}

function edited(text: string, edits: readonly Edit[]): string {
  let at = 0
  const kept = edits
    .toSorted((a, b) => a.range[0] - b.range[0])
    .map(({ range: [start, end], text: instead }) => {
      const before = text.slice(at, start)
      at = end
      return before + instead
    })
  return kept.join('') + text.slice(at)
}

function see(read: ProjectFile | undefined, settings: Readonly<Settings>): Seen | undefined {
  if (!read || read.document.statements.length === 0 || read.isLeftOut()) return undefined
  const { document } = read
  const { catalog } = read.schema()
  const judge = judgeFor(catalog, settings)
  const statements = judgeDocument(document, judge, catalog, settings)
  return {
    read,
    judge,
    statements,
    conditions: statements.map((one) => unlessTooDeep(() => conditionsIn(one, judge), [])),
  }
}

function conditionsIn({ statement }: JudgedStatement, judge: Judge): Range[] {
  return readingsOf(statement).flatMap(({ query, place }) =>
    judge.uses(query).flatMap((use) =>
      judge.ownership
        .columnsOf(use.table)
        .flatMap((column) => use.saidOf(column))
        .flatMap((leaf) => (leaf.kind === 'equal' || leaf.kind === 'among' ? [place(leaf.range)] : [])),
    ),
  )
}

function partsOfScript(whole: Seen): Part[] {
  return whole.statements.flatMap((_, statement) => saidIn(whole, [statement]).map((edit) => ({ ways: [edit], statement })))
}

/** In its texts what is a condition on the tenant, in its calls what names such a column. */
function partsOfProgram(whole: Seen): Part[] {
  const { text, file } = whole.read
  const texts = saidIn(
    whole,
    whole.statements.flatMap(({ statement }, i) => (statement.sentBy === undefined ? [i] : [])),
  )
  const program = programOf(file, text)
  const inCode = program ? partsAround(program, isMentionedIn(whole)) : []
  const isText = ([smallest]: readonly Edit[]): boolean =>
    texts.some(({ range }) => smallest !== undefined && isWithin(range, smallest.range))
  return [...texts.map((edit) => ({ ways: [edit] })), ...inCode.filter((ways) => !isText(ways)).map((ways) => ({ ways }))]
}

/** The conditions of statements that stand in their texts. */
function saidIn(whole: Seen, statements: readonly number[]): Edit[] {
  const isMentioned = isMentionedIn(whole)
  const ranges = statements.flatMap((i) => whole.conditions[i] ?? [])
  return [...new Map(ranges.map((range) => [String(range), range])).values()]
    .filter((range) => (whole.read.text.slice(...range).match(/[\w$]+/g) ?? []).some(isMentioned))
    .map((range) => ({ range, text: 'true' }))
}

function isMentionedIn({ read, judge }: Seen): (name: string) => boolean {
  const columns = columnsIn(read.schema().catalog, judge)
  return (name) => isNamed(name, columns)
}

const columnsIn = onceFor((catalog: Catalog, judge: Judge): readonly string[] => [
  ...new Set(catalog.tables.flatMap((table) => judge.ownership.columnsOf(table))),
])

/** The statements that lack a condition, or a check beside them, which they have in the whole file; none where it does not hold the same statements. */
function lackingIn(without: Seen, whole: Seen): readonly number[] {
  if (without.statements.length !== whole.statements.length) return []
  const guards = ({ statements }: Seen, i: number): number =>
    statements[i]?.judged.filter(({ verdict }) => verdict === 'by-guard').length ?? 0
  const conditions = (seen: Seen, i: number): number => seen.conditions[i]?.length ?? 0
  return whole.statements.flatMap((_, i) =>
    conditions(without, i) < conditions(whole, i) || guards(without, i) < guards(whole, i) ? [i] : [],
  )
}

function leftIn({ statements }: Seen, lacking: readonly number[]): PlacedJudged[] {
  return lacking.flatMap((i) => statements[i]?.judged ?? [])
}

/** What is told elsewhere may be told of a row that such a query has loaded. */
function outcomeOf(all: readonly PlacedJudged[], isToldElsewhere = false): Pick<Tried, 'outcome' | 'left'> {
  const left = all.filter(({ verdict }) => verdict !== 'global')
  if (left.some(isTold) || isToldElsewhere) return { left, outcome: 'told' }
  // Rows of tables without a tenant column were held by what they hang on.
  if (left.length === 0) return { left: all, outcome: 'unseen' }
  return { left, outcome: left.some(({ verdict }) => verdict === 'dynamic') ? 'unseen' : 'held' }
}

function isTold({ verdict, isTold: isElsewhere }: PlacedJudged): boolean {
  return isAlwaysTold(verdict) && isElsewhere !== true
}

function toldIn({ statements }: Seen): number {
  return statements.reduce((all, { judged }) => all + judged.filter(isTold).length, 0)
}

function shownOf({ range }: Edit, { read }: Seen): Pick<Tried, 'range' | 'text'> {
  const text = read.text.slice(...range).replace(/^\s*,|,\s*$/g, '')
  return { range, text: text.replace(/\s+/g, ' ').trim() }
}
