import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import { rules } from '../rules/index.ts'
import { readSettings } from '../src/settings/read.ts'
import { tenancy } from './cli/run.ts'
import { lint } from './support/run-rule.ts'
import { blocksOf, wordAfter, type Block } from './support/markdown.ts'

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const settingsOf = ({ text }: Block): object => runInNewContext(`(${text})`) as object

const around = [['package.json', '{ "dependencies": { "@prisma/client": "6.0.0" } }']]

/** Where the section begins that a line is in. */
function sectionOf(page: string, line: number): number {
  return page.split('\n').findLastIndex((text, i) => i < line && text.startsWith('## '))
}

/** The examples of a page whose sections each have settings of their own. */
function examplesOf(page: string): { line: number; rule: string; isCorrect: boolean; found: () => (string | null)[] }[] {
  const blocks = blocksOf(page)
  const schema = blocks.filter(({ words }) => words.includes('schema')).map((block) => [wordAfter(block, 'file=') ?? '', block.text])
  return blocks.flatMap((block) => {
    const { line, words, language, text } = block
    const rule = wordAfter(block, 'rule=')
    if (rule === undefined) return []
    const above = blocks.filter((other) => other.words.includes('settings') && other.line < line && other.line > sectionOf(page, line))
    const settings = Object.assign({}, ...above.map(settingsOf)) as object
    const own = wordAfter(block, 'file=')
    const files = Object.fromEntries([...around, ...schema, ...(own === undefined ? [] : [[own, text]])]) as Record<string, string>
    const found = (): (string | null)[] =>
      lint(text, { rule, settings, file: own ?? `src/a.${language}`, schema: files }).map(({ ruleId }) => ruleId)
    return [{ line, rule, isCorrect: words.includes('correct'), found }]
  })
}

describe('the questions', () => {
  const page = read('docs/faq.md')
  const blocks = blocksOf(page)

  it.each(examplesOf(page))('are right in line $line', ({ rule, isCorrect, found }) => {
    expect(Object.keys(rules)).toContain(rule)
    expect(found()).toEqual(isCorrect ? [] : [`tenancy/${rule}`])
  })

  it.each(blocks.filter(({ words }) => words.includes('settings')))('have settings that are right in line $line', (block) => {
    expect(readSettings(settingsOf(block)).problems).toEqual([])
  })

  it('say in each section what to do, and when it is a leak', () => {
    for (const section of page.split(/^## /m).slice(1)) expect(section).toMatch(/\*\*When it is (?:really a leak|right)\.\*\*/)
  })

  it('leave no block without a mark', () => {
    const known = ['schema', 'settings', 'config', 'correct', 'incorrect']
    expect(blocks.filter(({ words }) => !words.some((word) => known.includes(word)))).toEqual([])
  })
})

it('the page on SQL in programs is right about rows that were loaded before', () => {
  const block = blocksOf(read('docs/sql-in-code.md')).find(({ heading }) => heading === 'Rows that were loaded before')
  const schema = `CREATE TABLE organizations (id bigint PRIMARY KEY);
CREATE TABLE customers (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organizations, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organizations, customer_id bigint REFERENCES customers);
`
  const linesOf = (options: readonly unknown[]): number[] =>
    lint(block?.text ?? '', { rule: 'require-tenant-filter', options, file: 'src/a.ts', schema }).map(({ line }) => line)
  expect(linesOf([])).toEqual([])
  expect(linesOf([{ checkLoadedRows: true }])).toEqual([3])
})

describe('commands on pages', () => {
  const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: fileURLToPath(new URL('..', import.meta.url)) })
  const flags = new Map<string, Set<string>>()
  for (const page of pages) {
    for (const [, command = '', given = ''] of read(page).matchAll(
      /\btenancy (check|init|catalog|queries|explain|report|fix|rls|doctor)\b([^`\n|]*)/g,
    )) {
      flags.set(command, new Set([...(flags.get(command) ?? []), ...(given.match(/--[a-z][a-z-]*/g) ?? [])]))
    }
  }

  it.each([...flags])('tenancy %s has all flags that are typed', (command, typed) => {
    const { out } = tenancy(fileURLToPath(new URL('..', import.meta.url)), command, '--help')
    expect(typed.size).toBeGreaterThan(0)
    for (const flag of typed) expect([flag, out]).toEqual([flag, expect.stringContaining(flag) as string])
  })
})
