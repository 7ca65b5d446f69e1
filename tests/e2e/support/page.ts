import { readFileSync } from 'node:fs'
import { blocksOf, type Block } from '../../support/markdown.ts'

/** The blocks of a page of the docs that stand below a heading, up to the next one. */
function blocksBelow(page: string, heading: string): Block[] {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8')
  const section = text.split(/^(?=#{2,} )/m).find((part) => part.replace(/^#+ /, '').startsWith(`${heading}\n`))
  if (section === undefined) throw new Error(`docs/${page} has no heading ${heading}`)
  return blocksOf(section)
}

/** The files that a section shows, by what its blocks call them: `file=lefthook.yml`. */
export function filesBelow(page: string, heading: string): Record<string, string> {
  const named = blocksBelow(page, heading).flatMap(({ words, text }) =>
    words.filter((word) => word.startsWith('file=')).map((word) => [word.slice('file='.length), text]),
  )
  if (named.length === 0) throw new Error(`docs/${page} shows no file below ${heading}`)
  return Object.fromEntries(named) as Record<string, string>
}
