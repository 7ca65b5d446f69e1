/**
 * Writes the table of rules, the heads of their pages, the tables of presets and the picture of the demo, or with `--check` says where they are not up to
 * date; checks links.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'
import { drawDemo } from './picture.ts'
import { withTables } from './preset-tables.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const generated = spawnSync('npx', ['eslint-doc-generator', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
process.exitCode = generated.status ?? 1

/** Writes what a file should hold, or says that it does not. */
function keep(name: string, text: string): void {
  const file = join(root, name)
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`${name} is not up to date: npm run docs`)
    process.exitCode = 1
  }
}

keep('docs/demo.svg', drawDemo())
keep('docs/presets.md', await withTables(readFileSync(join(root, 'docs/presets.md'), 'utf8'), join(root, 'docs/presets.md')))

const outsideCode = (page: string): string =>
  page.replace(/^(`{3,})[^]*?^\1$/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ' '))

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(file: string): Set<string> {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)
  return new Set(
    [...headings].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

function isBroken(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path)
  return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).has(anchor))
}

for (const page of globSync(['*.md', '.github/**/*.md', '.changeset/*.md', 'docs/**/*.md'], { cwd: root, absolute: true, dot: true })) {
  for (const [, link = ''] of outsideCode(readFileSync(page, 'utf8')).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(link) || !isBroken(page, link)) continue
    console.error(`${relative(root, page)}: the link ${link} leads nowhere`)
    process.exitCode = 1
  }
}
