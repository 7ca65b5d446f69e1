/**
 * Which requirements the tests show: `npx tsx scripts/requirements.ts requirements.md`. The page has tables with the columns `id`,
 * `rule` and `lint rule`; a case of a test names what it shows: `serves: 'S0-3'`.
 */
import { globSync } from 'tinyglobby'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [page] = process.argv.slice(2)
if (page === undefined) {
  console.error('Say which page has the requirements: npx tsx scripts/requirements.ts requirements.md')
  process.exit(2)
}

interface Requirement {
  readonly id: string
  readonly says: string
  readonly rule: string
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim())
}

function requirementsOf(text: string): Requirement[] {
  const found: Requirement[] = []
  let heads: string[] = []
  for (const line of text.split('\n')) {
    const cells = line.startsWith('|') ? cellsOf(line) : []
    if (cells[0] === 'id') heads = cells
    const [id = ''] = cells
    const cell = (name: string): string => cells[heads.indexOf(name)] ?? ''
    if (/^[A-Z]\d+-\d+$/.test(id)) found.push({ id, says: cell('rule'), rule: cell('lint rule').replaceAll('`', '') })
  }
  return found
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

/** What no file of an application shows: how people work, what only a running database knows, what documents say. */
function isBeyondFiles({ rule }: Requirement): boolean {
  return /^(?:\((?:process|monitoring|docs|none|note|out of scope|shell)[^)]*\)|—|-|)$/.test(rule) || rule.startsWith('explain-budget')
}

const requirements = requirementsOf(readFileSync(page, 'utf8'))
const served = servedBy()
const known = new Set(requirements.map(({ id }) => id))
const left = requirements.filter((one) => !served.has(one.id) && !isBeyondFiles(one))
const beyond = requirements.filter((one) => !served.has(one.id) && isBeyondFiles(one))

console.log(
  `${requirements.length} requirements: ${requirements.filter(({ id }) => served.has(id)).length} shown by tests, ${beyond.length} that no file shows, ${left.length} left`,
)
for (const { id, says, rule } of beyond) console.log(`  beyond files  ${id}  ${rule || 'no rule'}  ${says.slice(0, 90)}`)
for (const { id, says, rule } of [...left].sort((a, b) => a.rule.localeCompare(b.rule)))
  console.log(`  left          ${id}  ${rule}  ${says.slice(0, 90)}`)
for (const [id, files] of served) if (!known.has(id)) console.log(`  unknown       ${id}  ${[...files].join(', ')}`)
process.exitCode = left.length > 0 ? 1 : 0
