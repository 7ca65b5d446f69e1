/** Lints the shop, or the files of it that are named, and shows what is found: `node demo.js src/tickets.ts`. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { ESLint } from 'eslint'

const width = 100
const isColored = process.env.FORCE_COLOR
  ? process.env.FORCE_COLOR !== '0'
  : process.stdout.isTTY && !process.env.NO_COLOR
const paint = (code) => (text) => (isColored ? `\u001b[${code}m${text}\u001b[0m` : text)
const [bold, red, cyan, gray] = [1, 31, 36, 90].map(paint)

/** The line of a finding, without what is too long for a terminal, and a mark below it. */
function frame(lines, { line, column, endLine, endColumn }) {
  const all = lines[line - 1] ?? ''
  const end = endLine === line ? endColumn - 1 : all.length
  const indent = all.search(/\S|$/)
  const room = width - 8
  const start = end - indent <= room ? indent : Math.max(indent, column - 1 - Math.floor(room / 3))
  const shown = all.slice(start, start + room)
  const [before, after] = [start > indent ? '…' : '', start + room < all.length ? '…' : '']
  const mark = '^'.repeat(Math.max(1, Math.min(end, start + room) - column + 1))
  const number = String(line).padStart(4)
  return [
    `${gray(`${number} |`)} ${before}${shown}${after}`,
    `${gray('     |')} ${' '.repeat(before.length + column - 1 - start)}${red(mark)}`,
  ]
}

function told({ ruleId, message }) {
  const rule = ruleId ?? 'error'
  const lines = ['']
  for (const word of `${rule} ${message}`.split(' ')) {
    const line = lines.at(-1)
    if (line.length + word.length + 1 > width - 7) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map((line, i) => `       ${i === 0 ? line.replace(rule, cyan) : line}`)
}

function shown({ filePath, messages }) {
  const lines = readFileSync(filePath, 'utf8').split('\n')
  const findings = messages.flatMap((message) => [...frame(lines, message), ...told(message), ''])
  return [bold(relative(import.meta.dirname, filePath).replaceAll('\\', '/')), '', ...findings]
}

const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`

function summary(results) {
  const messages = results.flatMap((result) => result.messages)
  const rules = new Map()
  for (const { ruleId } of messages) rules.set(ruleId, (rules.get(ruleId) ?? 0) + 1)
  const rows = [...rules]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([rule, count]) => `${String(count).padStart(6)} ${rule}`)
  const files = results.filter((result) => result.messages.length > 0)
  return [
    bold(
      `${plural(messages.length, 'finding')} in ${plural(files.length, 'file')}, each of them a mistake on purpose:`,
    ),
    ...rows,
  ]
}

const named = process.argv.slice(2)
const results = await new ESLint({ cwd: import.meta.dirname }).lintFiles(
  named.length > 0 ? named : ['.'],
)
const found = results.filter(({ messages }) => messages.length > 0)
if (found.length > 0) console.log([...found.flatMap(shown), ...summary(results)].join('\n'))
else console.error('No mistakes were found, though examples/shop has them on purpose.')
process.exitCode = found.length > 0 ? 0 : 1
