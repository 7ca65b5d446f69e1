/** Holds what the rules report against what the page expects of it, and against what Postgres says. */
import { companions, elsewhere, follows } from './elsewhere.ts'
import type { Refusal } from './database.ts'
import type { Finding } from './linting.ts'
import { overlap, type Lines, type Requirement } from './page.ts'
import type { Statement, Unit } from './units.ts'

export interface Judged {
  readonly unit: Unit
  readonly findings: readonly Finding[]
  readonly refusals: ReadonlyMap<Statement, Refusal>
}

export type Verdict = 'found' | 'elsewhere' | 'excused' | 'missed' | 'silent' | 'forbidden' | 'no SQL' | 'no rule'

export interface Outcome {
  readonly expects: 'bad' | 'good'
  readonly lines: Lines
  readonly verdict: Verdict
  /** What is said there instead, or what should not be. */
  readonly said: readonly string[]
}

/** Of two indexes of which one is too much, the other is named in the message. */
function isOf({ rule, message }: Finding, { text }: Statement): boolean {
  const [, name = ''] = /^create (?:unique )?index (\w+)/i.exec(text) ?? []
  return rule === 'no-redundant-index' && name !== '' && message.includes(name)
}

/** The findings of the statements that a range touches. */
function findingsAt(lines: Lines, judged: readonly Judged[]): Finding[] | undefined {
  const touched = judged.flatMap(({ unit, findings }) => {
    const statements = unit.statements.filter((statement) => overlap(statement, lines))
    return statements.map((statement) => findings.filter((finding) => overlap(finding, statement) || isOf(finding, statement)))
  })
  return touched.length > 0 ? [...new Set(touched.flat())] : undefined
}

const named = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ rule }) => rule))].sort()
const told = (findings: readonly Finding[]): string[] => findings.map(({ rule, from, message }) => `${rule} at ${from}: ${message}`)

export function outcomesOf({ good, bad }: Requirement, rules: readonly string[], judged: readonly Judged[]): Outcome[] {
  const besides = new Set(rules.flatMap((rule) => companions[rule] ?? []))
  const judge = (expects: Outcome['expects'], lines: Lines): Outcome => {
    const all = findingsAt(lines, judged)
    const ours = (all ?? []).filter(({ rule }) => rules.includes(rule) || (expects === 'bad' && besides.has(rule)))
    if (!all) return { expects, lines, verdict: 'no SQL', said: [] }
    if (rules.length === 0) return { expects, lines, verdict: 'no rule', said: named(all) }
    if (expects === 'bad') return { expects, lines, verdict: ours.length > 0 ? 'found' : 'missed', said: named(all) }
    const forbidden = ours.filter((finding) => overlap(finding, lines) && !bad.some((range) => overlap(finding, range)))
    return { expects, lines, verdict: forbidden.length > 0 ? 'forbidden' : 'silent', said: told(forbidden) }
  }
  return [...bad.map((lines) => judge('bad', lines)), ...good.map((lines) => judge('good', lines))]
}

/** What is said at another place counts, where the page's place has a reason to say nothing. */
export function withReasons(
  id: string,
  outcome: Outcome,
  rules: readonly string[],
  judged: readonly Judged[],
  ofSchema: readonly Finding[],
): Outcome {
  if (outcome.verdict !== 'missed' && outcome.verdict !== 'forbidden') return outcome
  const known = elsewhere.find((one) => one.id === id && one.lines.includes(outcome.lines.from))
  if (!known) return outcome
  const { said, why } = known
  if (!said) return { ...outcome, verdict: 'excused', said: [why] }
  const here = [...(findingsAt(outcome.lines, judged) ?? []), ...ofSchema]
  const isTold = here.some(({ rule, message }) => said.test(`${rule}: ${message}`))
  return isTold ? { ...outcome, verdict: 'elsewhere', said: [why] } : outcome
}

/** The rules that say that Postgres will not take a statement. */
const ofValidity = ['valid-sql', 'no-unknown-object', 'valid-index-method', 'immutable-index-expression', 'require-extension']
const ofRefusal = [
  ...ofValidity,
  'no-concurrently-in-transaction',
  'require-tenant-on-insert',
  'sargable-conditions',
  'valid-row-level-security',
]

export interface Disagreement {
  readonly statement: Statement
  readonly refusal: Refusal | undefined
  readonly said: readonly string[]
}

/** What depends on the rows of a table, which no file shows. */
const isOfRows = ({ code }: Refusal): boolean => code === '23505'

export interface Agreement {
  readonly refused: readonly Disagreement[]
  readonly taken: number
  readonly missed: readonly Disagreement[]
  readonly wronged: readonly Disagreement[]
}

export function agreementOf(document: string, judged: readonly Judged[]): Agreement {
  const known = follows.find((one) => one.document === document)?.lines ?? []
  const all = judged.flatMap(({ unit, findings, refusals }) =>
    unit.statements.map((statement) => {
      const here = findings.filter((finding) => overlap(finding, statement))
      return { statement, refusal: refusals.get(statement), here, said: named(here) }
    }),
  )
  const refused = all.filter(({ refusal }) => refusal && !isOfRows(refusal))
  const taken = all.filter(({ refusal }) => !refusal)
  return {
    refused,
    taken: taken.length,
    missed: refused.filter(({ statement, said }) => !said.some((rule) => ofRefusal.includes(rule)) && !known.includes(statement.from)),
    wronged: taken
      .filter(({ said }) => said.some((rule) => ofValidity.includes(rule)))
      .map(({ here, ...one }) => ({ ...one, said: told(here.filter(({ rule }) => ofValidity.includes(rule))) })),
  }
}
