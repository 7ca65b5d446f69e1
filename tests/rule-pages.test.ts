import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rules } from '../rules/index.ts'
import { blocksOf, libraryOf, type Block, type Library } from './support/markdown.ts'

type Name = keyof typeof rules
type Notation = Library | 'SQL'

const orms: readonly Notation[] = ['SQL', 'Prisma', 'Drizzle', 'TypeORM', 'MikroORM', 'Sequelize', 'Kysely', 'Knex']
/** Migrations of Prisma and Drizzle are SQL. */
const tools: readonly Notation[] = ['SQL', 'TypeORM', 'MikroORM', 'Sequelize', 'Kysely', 'Knex', 'node-pg-migrate']

/** Rules of what a migration sends: their pages show each tool whose migrations are programs. */
const ofMigrations: ReadonlySet<string> = new Set<Name>([
  'no-blocking-migration',
  'no-concurrently-in-transaction',
  'no-destructive-migration',
  'no-excessive-privilege',
  'require-analyze',
  'require-concurrently',
  'require-down-migration',
  'require-if-exists',
])

function noneBut(shown: Notation, why: string): Partial<Record<Notation, string>> {
  return Object.fromEntries(orms.filter((notation) => notation !== shown).map((notation) => [notation, why]))
}

/** Notations that have no words for what a rule is about, and why. */
const wordless: Readonly<Partial<Record<Name, Partial<Record<Notation, string>>>>> = {
  'consistent-migration-name': noneBut('SQL', 'the name of a file is judged, whatever is in it'),
  'no-session-tenant': { SQL: 'what a program sends over a connection of a pool is judged' },
  'no-unsafe-interpolation': { SQL: 'what a program puts into a text is judged' },
  'require-row-lock': { SQL: 'what a program does between two statements is judged' },
  'require-sslmode': { SQL: 'addresses of databases stand in programs' },
  'valid-schema': noneBut('Prisma', 'no other has a language of its own'),
  'valid-settings': noneBut('SQL', 'the configuration of ESLint is judged, by tables of whichever notation'),
}

const pageOf = (name: string): string => readFileSync(new URL(`../docs/rules/${name}.md`, import.meta.url), 'utf8')
const examplesOf = (name: string): Block[] => blocksOf(pageOf(name)).filter(({ words }) => !words.includes('config'))

/** SQL in the section of an ORM is how that one says it. */
function notationOf(block: Block): Notation | undefined {
  const section = [...orms, ...tools].find((notation) => block.heading === `In ${notation}`)
  return section ?? (block.language === 'sql' ? 'SQL' : libraryOf(block))
}

function isShown(name: string, notation: Notation): boolean {
  const examples = examplesOf(name).filter((block) => notationOf(block) === notation)
  return ['incorrect', 'correct'].every((word) => examples.some(({ words }) => words.includes(word)))
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

  it('shows it wrong and right in SQL and in each ORM that has words for it', () => {
    const missing = (ofMigrations.has(name) ? tools : orms).filter((notation) => !isShown(name, notation))
    expect(missing).toEqual(Object.keys(wordless[name as Name] ?? {}))
  })

  it('shows SQL first, then each ORM in a section of its own, in one order', () => {
    const sections = [...page.matchAll(/^### In (.+)$/gm)].map(([, section]) => section)
    const order = [...orms, 'Objection', 'node-pg-migrate']
    expect(sections).toEqual(order.filter((notation) => sections.includes(notation)))
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
