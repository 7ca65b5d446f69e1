import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { repository } from './folders.ts'
import { parts } from './parts.ts'
import { readResults, type Cell, type Part, type Result, type Results, type Row } from './results.ts'

const page = join(repository, 'docs/performance.md')

const head = `# Performance

What linting with this plugin costs, measured by \`npm run bench\`, which writes this page. The figures are the processor's time, since a machine that does
other things, too, changes that less than the clock's, and most are ratios of two measurements that were taken in turns in one run. Of several rounds, the
median is told, and in parentheses the range in which the middle half of them lies. On another machine the milliseconds are others; the ratios are much the same.

\`\`\`sh
npm run bench
npm run bench -- editor
npm run bench -- growth 'joins'
npm run bench -- apps ../shop ../wiki
\`\`\`

The first measures all but public applications; a name behind it, one part; what stands behind that, the rows that have it in their names. Each row that is measured again takes the place of the old one, in
\`scripts/bench/results.json\` and here. \`--tiny\` shows in seconds that a part runs, and keeps nothing.
`

/** Writes what was measured, and when, on which machine. */
export async function writePage(): Promise<void> {
  writeFileSync(page, await pageOf(readResults()))
}

export async function pageOf(results: Results): Promise<string> {
  const sections = Object.entries(parts).flatMap(([name, part]) => (results[name] ? sectionOf(name, part, results[name]) : []))
  return format([head, ...sections].join('\n'), { ...(await resolveConfig(page)), parser: 'markdown' })
}

function sectionOf(name: string, { title, aim, how }: Part, results: readonly Result[]): string {
  const days = results.map(({ measured }) => measured).toSorted()
  const machines = [...new Set(results.map(({ machine }) => machine))]
  const loads = results.flatMap(({ load }) => load ?? []).toSorted((a, b) => a - b)
  const wanted = loads.length > 0 ? `; ${fromTo(loads.map((load) => load.toFixed(1)))} processes wanted the processor meanwhile` : ''
  return `## ${title}

${how.replaceAll('\n', ' ')}

${aim === undefined ? '' : `Aim: ${aim}.\n`}
${tableOf(results.map(({ row }) => row))}

\`npm run bench -- ${name}\`: ${fromTo(days)}, ${machines.join('; ')}${wanted}.
`
}

function fromTo(sorted: readonly string[]): string {
  return [...new Set([sorted[0], sorted.at(-1)])].join(' to ')
}

function tableOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row).filter((column) => row[column] !== undefined)))]
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const isText = (column: string): boolean => rows.some((row) => typeof row[column] === 'string')
  return [
    line(columns),
    line(columns.map((column) => (isText(column) ? '---' : '--:'))),
    ...rows.map((row) => line(columns.map((column) => shown(row[column]).replaceAll('|', '\\|')))),
  ].join('\n')
}

export function shownRow(row: Row): string {
  return Object.entries(row)
    .flatMap(([column, cell]) => (cell === undefined ? [] : `${column}: ${shown(cell)}`))
    .join('; ')
}

function shown(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return rounded(cell)
  const { median, low, high } = cell
  return low === high ? rounded(median) : `${rounded(median)} (${rounded(low)}–${rounded(high)})`
}

function rounded(number: number): string {
  if (Number.isInteger(number) || Math.abs(number) >= 100) return Math.round(number).toLocaleString('en')
  return Math.abs(number) >= 10 ? number.toFixed(1) : number.toFixed(Math.abs(number) < 2 ? 3 : 2)
}
