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
