/** A fenced block of a page. */
export interface Block {
  readonly language: string
  /** The words after the language, such as `incorrect` and `config`. */
  readonly words: readonly string[]
  readonly text: string
  /** The line of its opening fence, from 1. */
  readonly line: number
}

const fence = /^(`{3,})(\w*)([^\n`]*)\n([^]*?)^\1[ \t]*$/gm

export function blocksOf(page: string): Block[] {
  return [...page.matchAll(fence)].map(({ index, 2: language = '', 3: words = '', 4: text = '' }) => ({
    language,
    words: words.split(/\s+/).filter((word) => word !== ''),
    text,
    line: page.slice(0, index).split('\n').length,
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
  prisma: { '@prisma/client': '6.19.0' },
  drizzle: { 'drizzle-orm': '0.45.0' },
  knex: { knex: '3.1.0' },
  kysely: { kysely: '0.28.0' },
  typeorm: { typeorm: '0.3.27' },
  sequelize: { sequelize: '6.37.0' },
} as const

const signs: Readonly<Record<keyof typeof packages, RegExp>> = {
  prisma: /\bprisma\.\w+(?:\.\w+\(|`)|\bprisma\.\$\w+|\bPrisma\./,
  drizzle: /\bdrizzle-orm\b|\bdb\.select\(/,
  knex: /\bknex\b/,
  kysely: /\bselectFrom\(|\bKysely</,
  typeorm: /'typeorm'|@Entity/,
  sequelize: /\bsequelize\b/i,
}

/** The library that a block is written with, where it is one of these. */
export function libraryOf({ language, text }: Block): keyof typeof packages | undefined {
  if (language === 'prisma') return 'prisma'
  if (language === 'sql') return undefined
  return (Object.keys(packages) as (keyof typeof packages)[]).find((name) => signs[name].test(text))
}
