/**
 * Which requirements the tests show: `npx tsx scripts/requirements.ts requirements.md`. The page has tables with the columns `id`,
 * `rule` and `lint rule`; a case of a test names what it shows: `serves: 'S0-3'`.
 *
 * With `--seeds FOLDER`, the SQL of the documents that the requirements were taken from is linted too, and given to Postgres: what the page
 * calls bad must be reported by the rules of its row, what it calls good must not. The documents are read where they are.
 */
import { globSync } from 'tinyglobby'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { pageOf, type Requirement } from './requirements/page.ts'
import { holdsSeeds } from './requirements/report.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({ allowPositionals: true, options: { seeds: { type: 'string' } } })
const [file] = positionals
if (file === undefined) {
  console.error('Say which page has the requirements: npx tsx scripts/requirements.ts requirements.md')
  process.exit(2)
}

/** The ids that cases name, with the files that hold them. */
function servedBy(): Map<string, Set<string>> {
  const served = new Map<string, Set<string>>()
  for (const file of globSync('tests/**/*.ts', { cwd: root })) {
    const text = readFileSync(`${root}/${file}`, 'utf8')
    if (!/\bserves\b/.test(text)) continue
    for (const [, id = ''] of text.matchAll(/'([A-Z]\d+-\d+)'/g)) served.set(id, (served.get(id) ?? new Set()).add(file))
  }
  return served
}

/** What neither a file of an application nor its database shows: how people work, what documents say. */
function isBeyondFiles({ rule }: Requirement): boolean {
  return /^(?:\((?:process|docs|none|note|out of scope|shell)[^)]*\)|—|-|)$/.test(rule)
}

function tellServed(requirements: readonly Requirement[]): boolean {
  const served = servedBy()
  const known = new Set(requirements.map(({ id }) => id))
  const left = requirements.filter((one) => !served.has(one.id) && !isBeyondFiles(one))
  const beyond = requirements.filter((one) => !served.has(one.id) && isBeyondFiles(one))
  const shown = requirements.filter(({ id }) => served.has(id))
  console.log(
    `${requirements.length} requirements: ${shown.length} shown by tests, ${beyond.length} that no file shows, ${left.length} left`,
  )
  for (const { id, says, rule } of beyond) console.log(`  beyond files  ${id}  ${rule || 'no rule'}  ${says.slice(0, 90)}`)
  for (const { id, says, rule } of [...left].sort((a, b) => a.rule.localeCompare(b.rule)))
    console.log(`  left          ${id}  ${rule}  ${says.slice(0, 90)}`)
  for (const [id, files] of served) if (!known.has(id)) console.log(`  unknown       ${id}  ${[...files].join(', ')}`)
  return left.length === 0
}

const page = pageOf(readFileSync(file, 'utf8'))
const isServed = tellServed(page.requirements)
const isHeld = values.seeds === undefined || (await holdsSeeds(page, values.seeds))
process.exitCode = isServed && isHeld ? 0 : 1
