import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { ESLint } from 'eslint'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import { rules } from '../rules/index.ts'
import { readSettings } from '../src/settings/read.ts'
import { defaultSettings } from '../src/settings/settings.ts'
import { loadConfig } from './support/load-config.ts'
import { blocksOf, libraryOf, packages, rowsOf, wordAfter, type Block } from './support/markdown.ts'
import { makeRepository } from './project/temp-project.ts'
import { lint } from './support/run-rule.ts'

const root = new URL('..', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')

/** What the rules of a configuration that stands in a page say of a file with SQL. */
async function reportsOf(config: string): Promise<(string | null)[]> {
  const eslint = new ESLint({ cwd: makeRepository({}), overrideConfigFile: true, overrideConfig: await loadConfig(config) })
  const [result] = await eslint.lintText('select 1 as one;', { filePath: 'a.sql' })
  return result?.messages.map(({ ruleId }) => ruleId) ?? []
}

/** What a block says that it is called, as `file=migrations/0002.sql`; a schema in code is a file of its project, too. */
function fileOf(block: Block): string | undefined {
  return wordAfter(block, 'file=') ?? (/\bpgTable\(|@Entity\(|\.init\(/.test(block.text) ? 'src/schema.ts' : undefined)
}

/** The schema that a block of a page is linted against: what stands above it in SQL, each a migration, and in its library. */
function schemaAbove(block: Block, blocks: readonly Block[]): Record<string, string> {
  const libraries = [undefined, libraryOf(block)]
  const above = blocks.filter((other) => other.words.includes('schema') && other.line < block.line && libraries.includes(libraryOf(other)))
  return Object.fromEntries(above.map((other, i) => [fileOf(other) ?? `migrations/000${i + 1}.sql`, other.text]))
}

/** The project of a block depends on the library that it is written with. */
function packageOf(block: Block): Record<string, string> {
  const name = libraryOf(block)
  return name === undefined ? {} : { 'package.json': JSON.stringify({ dependencies: packages[name] }) }
}

/** What a rule says of a block; one with the name of a file lies there. */
function reportsIn(rule: string, block: Block, blocks: readonly Block[]): (string | null)[] {
  const { language, text } = block
  const queries = queriesAbove(block, blocks)
  const isWhole = Object.keys(queries).length > 0
  const other = isWhole && language === 'sql' ? 'migrations/0009.sql' : `${isWhole ? 'schema' : 'src/a'}.${language}`
  const named = fileOf(block)
  const schema = { ...packageOf(block), ...schemaAbove(block, blocks), ...queries, ...(named !== undefined && { [named]: text }) }
  return lint(text, { rule, file: named ?? other, schema, ...(isWhole && { isWhole }) }).map(({ ruleId }) => ruleId)
}

/** The queries that a block is linted with: those above it, which are all of the application then. */
function queriesAbove({ line }: Block, blocks: readonly Block[]): Record<string, string> {
  const above = blocks.filter((block) => block.words.includes('query') && block.line < line)
  return Object.fromEntries(above.map(({ language, text }, i) => [`queries/${i + 1}.${language}`, text]))
}

async function reports(rule: string, block: Block, blocks: readonly Block[]): Promise<(string | null)[]> {
  const { words, text } = block
  const messages = words.includes('config') ? await reportsOf(text) : reportsIn(rule, block, blocks)
  return messages.filter((ruleId) => ruleId === `tenancy/${rule}`)
}

describe.each(Object.keys(rules))('the page of %s', (rule) => {
  const page = read(`docs/rules/${rule}.md`)
  const blocks = blocksOf(page)

  it('has the sections of every page', () => {
    const headings = [...page.matchAll(/^##? (.+)$/gm)].map(([, heading]) => heading)
    expect(headings[0]).toBe(`tenancy/${rule}`)
    expect(headings.filter((heading) => heading !== 'Options')).toEqual([
      headings[0],
      'Rule details',
      'When not to use it',
      'Further reading',
    ])
    expect(page).toMatch(/\]\(https:\/\/www\.postgresql\.org\//)
  })

  it('says of every block whether it is correct, or what the schema and the queries are', () => {
    for (const { words, line } of blocks) {
      expect([line, words.filter((word) => ['correct', 'incorrect', 'schema', 'query'].includes(word))]).toEqual([
        line,
        [expect.any(String)],
      ])
    }
    for (const word of ['correct', 'incorrect']) expect(blocks.filter(({ words }) => words.includes(word))).not.toEqual([])
  })

  it.each(blocks.filter(({ words }) => words.includes('incorrect')))('is right that line $line is incorrect', async (block) => {
    expect(await reports(rule, block, blocks)).not.toEqual([])
  })

  it.each(blocks.filter(({ words }) => words.includes('correct')))('is right that line $line is correct', async (block) => {
    expect(await reports(rule, block, blocks)).toEqual([])
  })
})

describe('configurations', () => {
  const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root.pathname }).sort()
  const blocks = pages.flatMap((file) => blocksOf(read(file)).map((block) => ({ ...block, file })))
  const configs = blocks.filter(({ words }) => words.includes('config') && !words.includes('incorrect'))

  it('stand in the README and the page of settings', () => {
    expect(configs.map(({ file }) => file)).toEqual(expect.arrayContaining(['README.md', 'docs/settings.md']))
  })

  it.each(configs)('of $file, line $line, are right', async ({ text }) => {
    expect(await reportsOf(text)).toEqual([])
  })

  it('are marked as such wherever the plugin is imported', () => {
    for (const { words, text, file, line } of blocks) {
      if (text.includes("from 'eslint-plugin-tenancy'") && !words.includes('output'))
        expect([file, line, words]).toEqual([file, line, expect.arrayContaining(['config'])])
    }
  })

  it.each(blocks.filter(({ language }) => language === 'json'))('in JSON, of $file, line $line, parse', ({ text }) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow()
  })
})

describe('the page of settings', () => {
  const page = read('docs/settings.md')
  const evaluated = (code: string): unknown => JSON.parse(JSON.stringify(runInNewContext(`(${code})`))) as unknown

  it('has every key with its default, in the order of the contract', () => {
    const keys = rowsOf(page).map(([key = '', , value = '']): [string, unknown] => [
      key.replaceAll('`', ''),
      value === 'none' ? undefined : evaluated(value.replaceAll('`', '')),
    ])
    expect(keys).toEqual(Object.entries(defaultSettings))
  })

  it.each(blocksOf(page).filter(({ words }) => words.includes('settings')))('is right in line $line', ({ text }) => {
    expect(readSettings(evaluated(text)).problems).toEqual([])
  })
})

describe('the page of the architecture', () => {
  const page = read('docs/architecture.md')
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>

  it.each(Object.keys({ ...dependencies, ...devDependencies }))('says why %s is there', (name) => {
    expect(rowsOf(page).map(([names]) => names)).toContainEqual(expect.stringContaining(`\`${name}\``))
  })
})
