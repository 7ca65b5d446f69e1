import type { Source } from '../../query/query.ts'

/** The sources that a join is made of. */
export function sourcesIn(source: Source): Source[] {
  return source.kind === 'join' ? [...sourcesIn(source.left), ...sourcesIn(source.right)] : [source]
}

/** What the rest of a query calls a source. */
export function nameOf(source: Source): string | undefined {
  if (source.kind === 'hidden') return undefined
  return source.alias?.name ?? (source.kind === 'table' ? source.name : undefined)
}

/** Programs write the names of columns in camel case as well. */
export function isSameName(a: string, b: string): boolean {
  return snake(a) === snake(b)
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** As far as it has to be told from others: `categor` is of `category` and `categories`. */
export function stemOf(name: string): string {
  const letters = name.replace(/_/g, '').toLowerCase()
  return letters.replace(/(?<![es])[es]+$/, '').replace(/[iy]$/, '') || letters
}
