import { firstWhere } from '../sorted.ts'
import { onceFor } from '../catalog/once-for.ts'
import { isWithin } from '../catalog/place.ts'
import { nextToken, type Range, type Token } from '../sql/lexer.ts'
import type { SqlStatement } from './document.ts'

interface Comment {
  readonly range: Range
  readonly value: string
}

/** A file as ESLint holds it. */
export interface RemarkedSource {
  readonly text: string
  readonly ast: { readonly range: Range; readonly comments?: readonly Comment[] | undefined }
}

/** What the comments say that stand in a statement, or directly before it or what runs it. */
export function remarksOn(statement: SqlStatement, { text, ast }: RemarkedSource): string[] {
  const { range, sentBy, source } = statement
  const comments = ast.comments ?? []
  const starts = new Set([range[0], ...startsAround(ast, range)])
  const before = [...starts].flatMap((start) => commentsBefore(start, comments, text))
  const inside = comments.filter((comment) => isWithin(comment.range, range))
  const texts = [...before, ...inside].map(({ value }) => value)
  if (sentBy !== undefined) return texts
  const literal = [...starts].findLast((start) => start < range[0])
  const inText = literal === undefined ? [] : textsOf(ast, text).commentsBefore(literal + 1, range[0])
  return [...texts, ...inText, ...commentsIn(source)]
}

/** From the statement of the program inwards: where what holds a place begins. */
function startsAround(root: object, [from, to]: Range): number[] {
  let starts: number[] = []
  let exported: number | undefined
  for (let node: Holder | undefined = holderIn(root, from, to); node; node = holderIn(node, from, to)) {
    if (/(?:Statement|Declaration|Definition)$/.test(node.type)) starts = exported === undefined ? [] : [exported]
    exported = node.type.startsWith('Export') ? node.range[0] : undefined
    starts.push(node.range[0])
  }
  return starts
}

interface Holder {
  readonly type: string
  readonly range: Range
}

function holderIn(node: object, from: number, to: number): Holder | undefined {
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (key === 'parent' || key === 'comments' || key === 'tokens') continue
    for (const part of Array.isArray(value) ? (value as unknown[]) : [value])
      if (isHolder(part) && part.range[0] <= from && to <= part.range[1]) return part
  }
  return undefined
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value && Array.isArray(value.range)
}

/** What stands behind the statement before, in its line, is about that one. */
function commentsBefore(start: number, comments: readonly Comment[], text: string): Comment[] {
  const found: Comment[] = []
  let at = start
  for (const comment of comments.filter(({ range }) => range[1] <= start).reverse()) {
    const between = text.slice(comment.range[1], at)
    if (between.trim() !== '' || /\n[^\S\n]*\n/.test(between)) break
    const line = text.slice(text.lastIndexOf('\n', comment.range[0] - 1) + 1, comment.range[0])
    if (line.trim() !== '' && between.includes('\n')) break
    found.push(comment)
    at = comment.range[0]
  }
  return found
}

const commentsIn = onceFor(({ text }: SqlStatement['source']): readonly string[] =>
  tokensOf(text).flatMap(({ kind, start, end }) => (kind === 'comment' ? [text.slice(start, end)] : [])),
)

const textsOf = onceFor((_: RemarkedSource['ast'], text: string) => new LexedTexts(text))

/** The strings of a program, each read as SQL as far as it was asked about: there may be thousands of statements in one. */
class LexedTexts {
  readonly #text: string
  /** By where they begin. */
  readonly #tokens = new Map<number, Token[]>()

  constructor(program: string) {
    this.#text = program.replaceAll(/(?:\\r)?\\n/g, (written) => '\n'.padStart(written.length))
  }

  /** The comments that stand before a statement of a string that begins there. */
  commentsBefore(from: number, to: number): string[] {
    const tokens = this.#tokensUntil(from, to)
    let first = firstWhere(tokens, ({ start }) => start >= to)
    const end = first
    while (first > 0 && tokens[first - 1]?.kind === 'comment') first--
    return tokens.slice(first, end).map((token) => this.#text.slice(token.start, Math.min(token.end, to)))
  }

  #tokensUntil(from: number, to: number): readonly Token[] {
    const tokens = this.#tokens.get(from) ?? []
    this.#tokens.set(from, tokens)
    for (let at = tokens.at(-1)?.end ?? from; at < to;) {
      const token = nextToken(this.#text, at)
      if (!token) break
      tokens.push(token)
      at = token.end
    }
    return tokens
  }
}

function tokensOf(text: string): Token[] {
  const found: Token[] = []
  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) found.push(token)
  return found
}
