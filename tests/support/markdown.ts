/** A fenced block of a page. */
export interface Block {
  readonly language: string
  /** The words after the language, such as `incorrect` and `config`. */
  readonly words: readonly string[]
  readonly text: string
  /** The line of its opening fence, from 1. */
  readonly line: number
  /** The heading that it stands under. */
  readonly heading: string
}

const fence = /^(`{3,})(\w*)([^\n`]*)\n([^]*?)^\1[ \t]*$/gm
const headingLine = /^##+ (.+)$/gm

export function blocksOf(page: string): Block[] {
  return [...page.matchAll(fence)].map(({ index, 2: language = '', 3: words = '', 4: text = '' }) => ({
    language,
    words: words.split(/\s+/).filter((word) => word !== ''),
    text,
    line: page.slice(0, index).split('\n').length,
    heading: [...page.slice(0, index).matchAll(headingLine)].at(-1)?.[1] ?? '',
  }))
}

/** The cells of the tables of a page, row by row, without their headings. */
export function rowsOf(page: string): string[][] {
  const rows = [...page.matchAll(/^\|(.*)\|$/gm)].map(([, row = '']) =>
    row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')),
  )
  const rules = rows.flatMap((cells, i) => (cells.every((cell) => /^:?-+:?$/.test(cell)) ? [i] : []))
  return rows.filter((_, i) => !rules.includes(i) && !rules.includes(i + 1))
}

/** What a block says behind a word: of `file=migrations/0002.sql`, the name of the file. */
export function wordAfter({ words }: Block, beginning: string): string | undefined {
  return words.find((word) => word.startsWith(beginning))?.slice(beginning.length)
}

/** The libraries that examples are written with, each with what a project that has it depends on. */
export const packages = {
  Prisma: { '@prisma/client': '6.19.0' },
  Drizzle: { 'drizzle-orm': '0.45.0' },
  TypeORM: { typeorm: '0.3.27' },
  MikroORM: { '@mikro-orm/core': '6.6.0', '@mikro-orm/postgresql': '6.6.0' },
  Sequelize: { sequelize: '6.37.0' },
  Kysely: { kysely: '0.28.0' },
  Knex: { knex: '3.1.0' },
  Objection: { knex: '3.1.0', objection: '3.1.0' },
  'node-pg-migrate': { 'node-pg-migrate': '8.0.0' },
} as const

export type Library = keyof typeof packages

const signs: Readonly<Partial<Record<Library, RegExp>>> = {
  Prisma: /\bprisma\.\w+(?:\.\w+\(|`)|\bprisma\.\$\w+|\bPrisma\./,
  Drizzle: /\bdrizzle-orm\b|\bdb\.select\(/,
  TypeORM: /'typeorm'|@Entity/,
  Sequelize: /\bsequelize\b/i,
  Kysely: /\bselectFrom\(|\bKysely</,
  Knex: /\bknex\b/,
}

/** The library that a block is written with: that of its section, or else the one that it looks like. */
export function libraryOf({ language, text, heading }: Block): Library | undefined {
  if (language === 'prisma') return 'Prisma'
  if (language === 'sql') return undefined
  const libraries = Object.keys(packages) as Library[]
  return libraries.find((name) => heading === `In ${name}`) ?? libraries.find((name) => signs[name]?.test(text))
}
