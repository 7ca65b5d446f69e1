import { lookup } from '../../catalog/lookup.ts'
import type { Range } from '../../catalog/place.ts'

export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'mark' | 'unknown' | 'end'
  /** As it is written; of a string what it means. */
  readonly text: string
  readonly range: Range
  /** No other token stands before it in its line. */
  readonly startsLine: boolean
}

const gap = /(?:[^\S\n]|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))+/y
const number = /-?\d+(?:\.\d+)?(?![\p{L}\p{N}_])/uy
const word = /[\p{L}\p{N}_][\p{L}\p{N}_-]*/uy
const string = /"(?:[^"\\\n]|\\[^\n])*"?/y
const mark = /@@|[{}()[\],:=?.@!]/y

/** The tokens of a text in Prisma's schema language, the last of which is its end. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = []
  let startsLine = true
  for (let at = 0; at < text.length;) {
    if (text[at] === '\n') {
      startsLine = true
      at++
      continue
    }
    const space = match(gap, text, at)
    if (space !== undefined) {
      if (space.includes('\n')) startsLine = true
      at += space.length
      continue
    }
    const token = tokenAt(text, at, startsLine)
    tokens.push(token)
    startsLine = false
    at = token.range[1]
  }
  tokens.push({ kind: 'end', text: '', range: [text.length, text.length], startsLine: true })
  return tokens
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

const kinds = [
  ['number', number],
  ['word', word],
  ['string', string],
  ['mark', mark],
] as const

function tokenAt(text: string, at: number, startsLine: boolean): Token {
  for (const [kind, pattern] of kinds) {
    const found = match(pattern, text, at)
    if (found !== undefined) return { kind, text: kind === 'string' ? unescaped(found) : found, range: [at, at + found.length], startsLine }
  }
  return { kind: 'unknown', text: text.charAt(at), range: [at, at + 1], startsLine }
}

const escapes: Readonly<Record<string, string>> = lookup({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' })

function unescaped(literal: string): string {
  const inner = literal.length > 1 && literal.endsWith('"') ? literal.slice(1, -1) : literal.slice(1)
  return inner.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, single: string | undefined) =>
    code === undefined ? (escapes[single ?? ''] ?? single ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  )
}
