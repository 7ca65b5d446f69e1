import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Name } from '../src/catalog/names.ts'
import { engineNames, type Parsed, type SqlEngine } from '../src/sql/engine.ts'
import { engineNamed } from '../src/sql/engines.ts'
import { identifierText, stringText } from '../src/sql/identifier.ts'
import { nextToken } from '../src/sql/lexer.ts'
import { splitScript } from '../src/sql/script.ts'
import { meaningOf } from '../tests/sql/meaning.ts'

interface Figures {
  statements: number
  parsed: number
  names: number
  wrong: number
  crashes: number
  slowest: { milliseconds: number; text: string }
}

function scripts(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => join(folder, file))
}

/** A name's token, unescaped, must be the name, and no token may stand for two. */
function wrongNames(text: string, names: readonly Name[]): Name[] {
  const seen = new Set<number>()
  return names.filter((name) => {
    const [start, end] = name.range
    const token = nextToken(text, start)
    const written = token?.start === start && token.end === end ? (identifierText(text, token) ?? stringText(text, token)) : undefined
    const twice = seen.has(start)
    seen.add(start)
    return twice || written !== name.text
  })
}

function attempt<T>(run: () => Parsed<T>, crashed: (why: string) => void): T | undefined {
  try {
    const result = run()
    if (result.ok) return result.value
    if (result.error.kind === 'engine') crashed(result.error.message)
  } catch (error) {
    crashed(String(error))
  }
  return undefined
}

function check(engine: SqlEngine, text: string, figures: Figures, complain: (why: string) => void): void {
  const crashed = (why: string): void => {
    figures.crashes++
    complain(`crash, ${why}`)
  }
  const start = performance.now()
  figures.statements++
  if (attempt(() => engine.parse(text), crashed)) figures.parsed++
  const names = attempt(() => engine.names(text), crashed) ?? []
  const wrong = wrongNames(text, names)
  for (const name of wrong) complain(`wrong range of ${name.role} ${name.text}`)
  figures.names += names.length
  figures.wrong += wrong.length
  const milliseconds = performance.now() - start
  if (milliseconds > figures.slowest.milliseconds) figures.slowest = { milliseconds, text }
}

interface Agreement {
  both: number
  differences: number
}

/** What both engines read, both must mean the same by. */
function compare(text: string, agreement: Agreement, complain: (why: string) => void): void {
  const meanings = engineNames.map((name) => engineNamed(name).parse(text))
  if (!meanings.every((parsed) => parsed.ok)) return
  agreement.both++
  const [first, ...others] = meanings.map(meaningOf)
  if (others.every((other) => isDeepStrictEqual(other, first))) return
  agreement.differences++
  complain('the engines differ')
}

async function run(folder: string): Promise<boolean> {
  const agreement: Agreement = { both: 0, differences: 0 }
  const totals = engineNames.map((name) => {
    const figures: Figures = { statements: 0, parsed: 0, names: 0, wrong: 0, crashes: 0, slowest: { milliseconds: 0, text: '' } }
    return { engine: engineNamed(name), figures }
  })
  for (const file of scripts(folder)) {
    for (const { text } of splitScript(readFileSync(file, 'utf8')).statements) {
      for (const { engine, figures } of totals) {
        check(engine, text, figures, (why) => console.error(`${engine.name}: ${why}: ${file}: ${text.slice(0, 100)}`))
      }
      compare(text, agreement, (why) => console.error(`${why}: ${file}: ${text.slice(0, 100)}`))
    }
    await turn()
  }
  for (const { engine, figures } of totals) report(engine.name, figures)
  console.log(`${agreement.both} statements read by both, ${agreement.differences} that they mean differently`)
  return agreement.differences === 0 && totals.every(({ figures }) => figures.wrong + figures.crashes === 0)
}

function report(engine: string, { statements, parsed, names, wrong, crashes, slowest }: Figures): void {
  console.log(`${engine}: ${parsed} of ${statements} statements parsed (${((100 * parsed) / Math.max(1, statements)).toFixed(2)} %)`)
  console.log(`  ${names} names checked, ${wrong} wrong ranges, ${crashes} crashes`)
  console.log(`  slowest: ${slowest.milliseconds.toFixed(1)} ms: ${slowest.text.slice(0, 80).replace(/\s+/g, ' ')}`)
}

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('usage: npx tsx scripts/regression-suite.ts <folder of .sql files>')
  process.exitCode = 2
} else if (!(await run(folder))) process.exitCode = 1
