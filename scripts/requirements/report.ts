/** What the documents' own SQL gives: a line a requirement, then what Postgres and the rules say differently. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Linter } from 'eslint'
import plugin from '../../index.ts'
import { refusalsOf, startPostgres } from './database.ts'
import { readDocument } from './document.ts'
import { agreementOf, outcomesOf, withReasons, type Disagreement, type Judged, type Outcome, type Verdict } from './judging.ts'
import { findingsOf, type Finding } from './linting.ts'
import { rulesOf, type Lines, type Page, type Requirement } from './page.ts'
import { seeds, type Seed } from './seeds.ts'
import { schemaUnit, unitsOf, type Unit } from './units.ts'

const shown = ({ from, to }: Lines): string => (from === to ? `${from}` : `${from}-${to}`)

interface Reading {
  readonly judged: readonly Judged[]
  readonly ofSchema: readonly Finding[]
  readonly blocks: number
  readonly skipped: number
}

async function readingOf(seed: Seed, text: string): Promise<Reading> {
  const { blocks, skipped } = readDocument(text)
  const rules = Object.fromEntries(
    Object.entries(seed.options).map(([name, options]): [string, Linter.RuleEntry] => [`tenancy/${name}`, ['error', options]]),
  )
  const findings = (unit: Unit): Finding[] => findingsOf(unit, seed.settings, rules)
  const db = await startPostgres()
  const judged: Judged[] = []
  for (const unit of unitsOf(blocks, seed)) judged.push({ unit, findings: findings(unit), refusals: await refusalsOf(db, unit) })
  await db.close()
  return { judged, ofSchema: findings(schemaUnit(blocks, seed)), skipped, blocks: blocks.length }
}

function isFor(seed: Seed, id: string): boolean {
  const other = seeds.some(({ document, only }) => document === seed.document && only?.includes(id))
  return seed.only ? seed.only.includes(id) : !other
}

function tellOutcomes({ id, rule }: Requirement, asked: readonly string[], outcomes: readonly Outcome[]): void {
  const all = outcomes.map(({ expects, lines, verdict }) => `${expects} ${shown(lines)} ${verdict}`)
  console.log(`  ${id.padEnd(6)} ${asked.join(', ') || `(${rule})`}: ${all.join(', ')}`)
  for (const { verdict, lines, said } of outcomes)
    if (/^(?:missed|forbidden|excused|elsewhere)$/.test(verdict))
      console.log(`         ${verdict} ${shown(lines)}: ${said.join('; ') || 'nothing is said'}`)
}

function tellDisagreements(title: string, list: readonly Disagreement[]): void {
  console.log(`  ${title}: ${list.length}`)
  for (const { statement, refusal, said } of list)
    console.log(
      `    ${shown(statement)}  ${refusal ? `${refusal.code} ${refusal.message}` : 'taken'}  said: ${said.join('; ') || 'nothing'}`,
    )
}

/** Whether everything that the page expects of the documents is held, and nothing is said that Postgres contradicts. */
export async function holdsSeeds(page: Page, folder: string): Promise<boolean> {
  const existing = new Set(Object.keys(plugin.rules))
  const counts = new Map<Verdict, number>()
  let disagreements = 0
  for (const seed of seeds) {
    const file = readdirSync(folder).find((name) => name.startsWith(seed.document))
    if (file === undefined) throw new Error(`${folder} has no document ${seed.document}`)
    const { judged, ofSchema, blocks, skipped } = await readingOf(seed, readFileSync(join(folder, file), 'utf8'))
    console.log(`\n${seed.document} ${seed.variant}: ${blocks} blocks of SQL, ${skipped} pieces in pseudo notation skipped`)
    for (const requirement of page.requirements.filter((one) => one.document === seed.document && isFor(seed, one.id))) {
      const asked = rulesOf(requirement, page.vocabulary, existing)
      const outcomes = outcomesOf(requirement, asked, judged).map((one) => withReasons(requirement.id, one, asked, judged, ofSchema))
      for (const { verdict } of outcomes) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
      tellOutcomes(requirement, asked, outcomes)
    }
    const { refused, taken, missed, wronged } = agreementOf(seed.document, judged)
    tellDisagreements('Postgres refuses', refused)
    tellDisagreements('refused, and no rule says so', missed)
    tellDisagreements(`taken (${taken}), and a rule says otherwise`, wronged)
    disagreements += missed.length + wronged.length
  }
  const all = [...counts].map(([verdict, times]) => `${times} ${verdict}`).join(', ')
  console.log(`\n${all}; ${disagreements} statements judged otherwise than Postgres`)
  return disagreements === 0 && !counts.has('missed') && !counts.has('forbidden')
}
