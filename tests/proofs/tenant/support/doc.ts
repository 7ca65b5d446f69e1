/** A text that knows how it could be smaller. */
export type Doc = string | Parts | Choice

/** Parts of which any may be left out, unless so many must stay; nothing is printed where none is left. */
interface Parts {
  readonly kind: 'parts'
  readonly before: string
  readonly between: string
  readonly after: string
  readonly parts: readonly Doc[]
  readonly least: number
}

/** What stands there, and what may stand there instead. */
interface Choice {
  readonly kind: 'choice'
  readonly is: Doc
  readonly instead: readonly Doc[]
}

export function print(doc: Doc): string {
  if (typeof doc === 'string') return doc
  if (doc.kind === 'choice') return print(doc.is)
  const parts = doc.parts.map(print).filter((part) => part !== '')
  return parts.length === 0 ? '' : `${doc.before}${parts.join(doc.between)}${doc.after}`
}

/** Parts that all must stay. */
export function all(...parts: readonly Doc[]): Doc {
  return { kind: 'parts', before: '', between: '', after: '', parts, least: parts.length }
}

export function some(parts: readonly Doc[], between: string, { before = '', after = '', least = 0 } = {}): Doc {
  return { kind: 'parts', before, between, after, parts, least }
}

export function either(is: Doc, ...instead: readonly Doc[]): Doc {
  return { kind: 'choice', is, instead }
}

/** What may be left out. */
export function maybe(doc: Doc): Doc {
  return either(doc, '')
}

/** All texts that are one step smaller, the boldest steps first. */
export function* smaller(doc: Doc): Generator<Doc> {
  if (typeof doc === 'string') return
  if (doc.kind === 'choice') {
    yield* doc.instead
    for (const is of smaller(doc.is)) yield { ...doc, is }
    return
  }
  const { parts, least } = doc
  if (parts.length > least) for (const at of parts.keys()) yield { ...doc, parts: parts.toSpliced(at, 1) }
  for (const [at, part] of parts.entries()) for (const next of smaller(part)) yield { ...doc, parts: parts.with(at, next) }
}
