import { isWithin, type Edit, type Range } from '../../catalog/place.ts'
import { partsAround } from '../../document/parts.ts'
import { readingsOf } from '../../document/readings.ts'
import { programOf } from '../../project/modules.ts'
import { judgeFor, judgeDocument, type JudgedStatement } from '../../project/judged-document.ts'
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

/** Leaves each condition on the tenant out of a file by itself, and sees what is there then. Nothing is written. */
export function tryFile(file: string, settings: Readonly<Settings>, cwd: string): Tried[] {
  const whole = mayHoldQueries(file) ? see(readProjectFile(file, settings, cwd), settings) : undefined
  if (!whole || whole.statements.length === 0) return []
  const seeWith = ({ range: [start, end], text }: Edit): Seen | undefined => {
    const before = whole.read.text
    return see(readProjectFile(file, settings, cwd, before.slice(0, start) + text + before.slice(end)), settings)
  }
  return partsIn(whole).flatMap((parts) => {
    for (const edit of parts) {
      const without = seeWith(edit)
      const lacking = without ? lackingIn(without, whole) : []
      if (without && lacking.length > 0) return [{ range: edit.range, text: textOf(edit, whole), ...outcomeOf(without, whole, lacking) }]
    }
    return []
  })
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

/** What may be a condition on the tenant: in SQL what is one, in calls what names such a column. */
function partsIn({ read, judge, statements, conditions }: Seen): readonly (readonly Edit[])[] {
  const { text, file } = read
  const columns = [...new Set(read.schema().catalog.tables.flatMap((table) => judge.ownership.columnsOf(table)))]
  const isMentioned = (name: string): boolean => isNamed(name, columns)
  const isSaid = (range: Range): boolean => (text.slice(...range).match(/[\w$]+/g) ?? []).some(isMentioned)
  const ofTexts = statements.flatMap(({ statement }, i) => (statement.sentBy === undefined ? (conditions[i] ?? []) : [])).filter(isSaid)
  const inTexts = [...new Map(ofTexts.map((range) => [String(range), range])).values()]
  const program = file.endsWith('.sql') ? undefined : programOf(file, text)
  const inCode = program ? partsAround(program, isMentioned) : []
  const isText = ([smallest]: readonly Edit[]): boolean =>
    inTexts.some((range) => smallest !== undefined && isWithin(range, smallest.range))
  return [...inTexts.map((range) => [{ range, text: 'true' }]), ...inCode.filter((parts) => !isText(parts))].sort(
    ([a], [b]) => (a?.range[0] ?? 0) - (b?.range[0] ?? 0),
  )
}

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

function outcomeOf(without: Seen, whole: Seen, lacking: readonly number[]): Pick<Tried, 'outcome' | 'left'> {
  const all = lacking.flatMap((i) => without.statements[i]?.judged ?? [])
  const left = all.filter(({ verdict }) => verdict !== 'global')
  if (left.some(isTold) || toldIn(without) > toldIn(whole)) return { left, outcome: 'told' }
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

function textOf({ range }: Edit, { read }: Seen): string {
  return read.text
    .slice(...range)
    .replace(/^\s*,|,\s*$/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
