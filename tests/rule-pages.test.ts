import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rules } from '../rules/index.ts'
import { blocksOf, libraryOf, type Block } from './support/markdown.ts'

/** Rules of which a page shows fewer notations, and why. */
const elsewhere: Readonly<Partial<Record<keyof typeof rules, string>>> = {
  'consistent-migration-name': 'it is about the names of files',
  'no-blocking-migration': 'it is about migrations: SQL and Knex stand for all',
  'no-concurrently-in-transaction': 'it is about migrations: SQL and Knex stand for all',
  'no-destructive-migration': 'it is about migrations: SQL and Knex stand for all',
  'no-excessive-privilege': 'it is about statements that no ORM has words for',
  'no-explain-analyze-dml': 'it is about statements that no ORM has words for',
  'no-index-hint': 'it is about statements that no ORM has words for',
  'no-plaintext-secret': 'it is about addresses and texts',
  'no-session-tenant': 'it is about what a program sends: there is no right statement in a file',
  'no-unquoted-name-concat': 'it is about statements that no ORM has words for',
  'no-unsafe-interpolation': 'it is about programs',
  'prefer-partial-index': 'it needs a project that is known wholly',
  'require-analyze': 'it is about statements that no ORM has words for',
  'require-concurrently': 'it is about migrations: SQL and Knex stand for all',
  'require-down-migration': 'it is about migrations: SQL and Knex stand for all',
  'require-exemption-reason': 'it is about comments',
  'require-if-exists': 'it is about migrations: SQL and Knex stand for all',
  'require-index-justification': 'it goes by comments, which only SQL and Prisma keep at an index',
  'require-row-lock': 'it is about what a program does between two statements',
  'require-sslmode': 'it is about addresses',
  'valid-schema': 'it is about the language of Prisma',
  'valid-settings': 'it is about the configuration',
  'valid-sql': 'it is about texts',
}

type Name = keyof typeof rules

const pageOf = (name: string): string => readFileSync(new URL(`../docs/rules/${name}.md`, import.meta.url), 'utf8')
const examplesOf = (name: string): Block[] => blocksOf(pageOf(name)).filter(({ words }) => !words.includes('config'))

function notations(name: string, word: string): Set<string> {
  const examples = examplesOf(name).filter(({ words }) => words.includes(word))
  return new Set(examples.map((block) => libraryOf(block) ?? block.language))
}

function showsAll(name: string): boolean {
  const [wrong, right] = [notations(name, 'incorrect'), notations(name, 'correct')]
  const libraries = [...wrong, ...right].filter((notation) => !['sql', 'ts', 'js'].includes(notation))
  return wrong.has('sql') && right.has('sql') && new Set(libraries).size >= 2
}

/** The section of a page under a heading, without the heading. */
function sectionOf(page: string, heading: string): string {
  return page.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? ''
}

describe.each(Object.keys(rules))('the page of %s', (name) => {
  const page = pageOf(name)
  const rule = rules[name as Name]

  it('says why it matters before anything else', () => {
    const why = page.split('<!-- end auto-generated rule header -->')[1]?.split(/^## /m)[0] ?? ''
    expect(why.trim().length).toBeGreaterThan(120)
  })

  it('shows it in SQL and in two ORMs, or there is a reason why not', () => {
    expect([name, showsAll(name)]).toEqual([name, elsewhere[name as Name] === undefined])
  })

  it('says when not to use it, and where to read on', () => {
    expect(sectionOf(page, 'When not to use it').trim().length).toBeGreaterThan(60)
    expect(sectionOf(page, 'Further reading')).toMatch(/\]\(https:\/\/www\.postgresql\.org\//)
  })

  it('says of each option what its default is, and shows it in a configuration', () => {
    const options = sectionOf(page, 'Options')
    const shown = blocksOf(options).filter(({ words }) => words.includes('config'))
    for (const key of Object.keys(rule.meta.defaultOptions?.[0] ?? {})) {
      const line = options.split(/\n(?=[|-] )/).find((text) => /^[|-] /.test(text) && text.includes(`\`${key}\``)) ?? ''
      expect([key, line]).toEqual([key, expect.stringMatching(/default|Left out|^\|(?:[^|]*\|){2,3} /) as string])
      expect([key, shown.some(({ text }) => text.includes(`'tenancy/${name}'`) && text.includes(key))]).toEqual([key, true])
    }
  })
})
