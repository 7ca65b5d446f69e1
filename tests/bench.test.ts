import { ESLint, Linter } from 'eslint'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import plugin from '../index.ts'
import { buildInner } from '../scripts/bench/built.ts'
import { writeFiles } from '../scripts/bench/folders.ts'
import { migrationScripts } from '../scripts/bench/migrations.ts'
import { notations, schemaOf } from '../scripts/bench/notations.ts'
import { pageOf } from '../scripts/bench/page.ts'
import { parts } from '../scripts/bench/parts.ts'
import { readResults } from '../scripts/bench/results.ts'
import { largeProgram, plainModule, queryModule } from '../scripts/bench/programs.ts'
import { shapes, shapeSchema } from '../scripts/bench/shapes.ts'
import { loadSchema } from '../src/project/project.ts'
import { defaultSettings } from '../src/settings/settings.ts'
import { engineNamed } from '../src/sql/engines.ts'
import { refusalOf } from './support/postgres.ts'

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'tenancy-bench-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(notations.map((notation) => [notation.name, notation] as const))('an application with %s', (name, notation) => {
  const root = join(folder, name)

  it.each([1, 4])('has all of its tables, %i in a file', (tablesOfFile) => {
    const project = join(root, String(tablesOfFile))
    writeFiles(project, schemaOf(notation, 10, tablesOfFile))
    const { catalog } = loadSchema(join(project, 'src/x.ts'), { ...defaultSettings }, project)
    expect(catalog.tables.map((table) => table.name)).toHaveLength(10)
    expect(catalog.parts.unread).toEqual([])
  })

  it('has a finding in each module with queries, and none elsewhere', async () => {
    writeFiles(root, {
      ...schemaOf(notation, 3, 1),
      'src/app/query.ts': queryModule(2, notation, 3, 1),
      'src/app/plain.ts': plainModule(2),
    })
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: plugin.configs.recommended })
    const results = await eslint.lintFiles(['src/app/plain.ts', 'src/app/query.ts'])
    const rulesOf = results.map(({ messages }) => messages.map(({ ruleId }) => ruleId))
    expect(rulesOf).toEqual([[], ['tenancy/require-tenant-filter']])
  })

  it('has a large program that can be parsed', () => {
    const linter = new Linter({ cwd: root, configType: 'flat' })
    const text = largeProgram(200, notation, 3, 1)
    expect(text.split('\n').length).toBeGreaterThanOrEqual(200)
    const messages = linter.verify(text, plugin.configs.recommended, { filename: join(root, 'src/app/large.ts') })
    expect(messages.filter(({ fatal }) => fatal)).toEqual([])
    expect(messages.length).toBeGreaterThan(2)
  })
})

const linter = new Linter({ cwd: folder, configType: 'flat' })

describe.each(shapes.map((shape) => [shape.name, shape] as const))('the shape %s', (_, { file, text }) => {
  const written = text(4, 'salt')

  it('grows', () => {
    expect(text(8, 'salt').length).toBeGreaterThan(written.length)
  })

  it('is parsed', () => {
    if (file.endsWith('.sql')) {
      expect(engineNamed('libpg-query').parse(written).ok).toBe(!written.includes('(id >'))
      return
    }
    const messages = linter.verify(written, plugin.configs.essential, { filename: join(folder, file) })
    expect(messages.filter(({ fatal, ruleId }) => fatal === true || (ruleId === null && file.endsWith('.prisma')))).toEqual([])
  })
})

it('migrates in a real Postgres', async () => {
  const scripts = migrationScripts(40).map((script) => script.replace(' CONCURRENTLY', ''))
  expect(await refusalOf(...scripts)).toBeUndefined()
  expect(await refusalOf(shapeSchema)).toBeUndefined()
})

it('says a part that was measured', async () => {
  await buildInner()
  const { parsing } = parts
  const rows = []
  for await (const row of parsing?.rows('tiny', []) ?? []) rows.push(row)
  expect(rows).toHaveLength(2)
  const days = ['2026-01-03', '2026-01-02']
  const results = rows.map((row, i) => ({ row, measured: days[i] ?? '', machine: 'a machine', load: 0.5 }))
  const page = await pageOf({ parsing: results })
  expect(page).toContain('## Parsing a statement')
  expect(page).toContain('| libpg-query')
  expect(page).toContain('`npm run bench -- parsing`: 2026-01-02 to 2026-01-03, a machine; 0.5 processes')
  expect(page).not.toContain('## Beside other tools')
})

it('keeps what the page is made of', async () => {
  const results = readResults()
  expect(Object.keys(parts)).toEqual(expect.arrayContaining(Object.keys(results)))
  expect(readFileSync(new URL('../docs/performance.md', import.meta.url), 'utf8')).toBe(await pageOf(results))
})
