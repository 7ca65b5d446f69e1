import { loadavg } from 'node:os'
import { buildInner } from './bench/built.ts'
import { parts } from './bench/parts.ts'
import { shownRow, writePage } from './bench/page.ts'
import { keepRow } from './bench/results.ts'

const isTiny = process.argv.includes('--tiny')
const [name, ...only] = process.argv.slice(2).filter((one) => one !== '--tiny')
if (name !== undefined && name !== 'page' && !(name in parts)) {
  console.error(`There is no part ${name}. The parts: ${Object.keys(parts).join(', ')}, and page, which writes the page alone.`)
  process.exit(2)
}
await buildInner()
for (const [key, part] of Object.entries(parts)) {
  if (name !== undefined && key !== name) continue
  console.log(`\n${part.title}`)
  for await (const row of part.rows(isTiny ? 'tiny' : 'full', only)) {
    console.log(shownRow(row))
    if (!isTiny) keepRow(key, row, loadavg()[1] ?? 0, part)
  }
}
if (!isTiny) await writePage()
process.exit()
