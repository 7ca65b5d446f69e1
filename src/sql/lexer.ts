import type { Range } from '../catalog/place.ts'

export type { Range }

export type TokenKind =
  | 'word' // an unquoted identifier or keyword
  | 'quoted' // "…" or U&"…"
  | 'string' // '…' with any prefix but N, which is a word to Postgres
  | 'dollar' // $tag$…$tag$
  | 'number'
  | 'parameter' // $1
  | 'operator'
  | 'punctuation'
  | 'comment'
  | 'unknown' // a character that Postgres' scanner refuses, such as a backslash

/** One lexical element of Postgres' grammar. */
export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  /** False when the text ends inside it. */
  readonly closed: boolean
}

const space = /[ \t\n\r\f\v]+/y
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y
const number =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*(?:\.(?!\.)(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?/y
const parameter = /\$\d+/y
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y
/** Postgres refuses an operator of 64 bytes and more, and a run of signs is read again from each of them. */
const operator = /[~!@#^&|`?+\-*/%<>=]{1,256}/y
const operatorKeepsSign = /[~!@#^&|`?%]/

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

function closing(text: string, from: number, quote: string, backslash: boolean): number {
  for (let i = from; i < text.length; i++) {
    const c = text[i]
    if (backslash && c === '\\') i++
    else if (c === quote) {
      if (text[i + 1] !== quote) return i + 1
      i++
    }
  }
  return -1
}

/** Strings that only blanks with a line break part are one: the start of the next part's body, or -1. libpg-query allows no comment there. */
function continuation(text: string, from: number): number {
  let broken = false
  for (let i = from; i < text.length; i++) {
    const c = text[i] ?? ''
    if (c === '\n' || c === '\r') broken = true
    else if (c === "'" && broken) return i + 1
    else if (!' \t\f\v'.includes(c)) return -1
  }
  return -1
}

/** The bodies of a string's parts, from the first one's start. */
export function stringParts(text: string, from: number, backslash: boolean): { parts: Range[]; end: number } {
  const parts: Range[] = []
  for (let start = from; start >= 0;) {
    const end = closing(text, start, "'", backslash)
    if (end < 0) return { parts, end }
    parts.push([start, end - 1])
    start = continuation(text, end)
  }
  return { parts, end: (parts.at(-1)?.[1] ?? -2) + 1 }
}

function stringEnd(text: string, from: number, backslash = false): number {
  return stringParts(text, from, backslash).end
}

function blockCommentEnd(text: string, from: number): number {
  let depth = 1
  for (let i = from + 2; i < text.length; i++) {
    if (text[i] === '*' && text[i + 1] === '/') {
      i++
      if (--depth === 0) return i + 1
    } else if (text[i] === '/' && text[i + 1] === '*') {
      i++
      depth++
    }
  }
  return -1
}

/** Postgres cuts an operator before a comment, and gives back a trailing sign unless the operator has a character that no number can follow. */
function operatorEnd(text: string, start: number): number {
  let end = matchEnd(operator, text, start)
  const found = text.slice(start, end)
  const comment = found.search(/--|\/\*/)
  if (comment > 0) end = start + comment
  if (operatorKeepsSign.test(text.slice(start, end))) return end
  while (end - start > 1 && /[+-]/.test(text[end - 1] ?? '')) end--
  return end
}

function enclosed(kind: TokenKind, text: string, start: number, end: number): Token {
  return { kind, start, end: end < 0 ? text.length : end, closed: end >= 0 }
}

function token(kind: TokenKind, start: number, end: number): Token {
  return { kind, start, end, closed: true }
}

/** The token at or after `from`, as Postgres' own scanner would cut it; undefined at the end of the text. */
export function nextToken(text: string, from: number): Token | undefined {
  const blank = matchEnd(space, text, from)
  const start = blank < 0 ? from : blank
  const c = text[start]
  if (c === undefined) return undefined
  const next = text[start + 1]
  if (c === '-' && next === '-') {
    const line = /[\n\r]/g
    line.lastIndex = start
    return token('comment', start, line.exec(text)?.index ?? text.length)
  }
  if (c === '/' && next === '*') return enclosed('comment', text, start, blockCommentEnd(text, start))
  if (c === "'") return enclosed('string', text, start, stringEnd(text, start + 1))
  if (c === '"') return enclosed('quoted', text, start, closing(text, start + 1, '"', false))
  if (next === "'" && /[EeBbXx]/.test(c)) return enclosed('string', text, start, stringEnd(text, start + 2, /[Ee]/.test(c)))
  if (next === '&' && /[Uu]/.test(c)) {
    if (text[start + 2] === "'") return enclosed('string', text, start, stringEnd(text, start + 3))
    if (text[start + 2] === '"') return enclosed('quoted', text, start, closing(text, start + 3, '"', false))
  }
  if (c === '$') {
    const tag = matchEnd(dollarTag, text, start)
    if (tag >= 0) {
      const close = text.indexOf(text.slice(start, tag), tag)
      return enclosed('dollar', text, start, close < 0 ? -1 : close + tag - start)
    }
    const end = matchEnd(parameter, text, start)
    return end < 0 ? token('unknown', start, start + 1) : token('parameter', start, end)
  }
  const wordEnd = matchEnd(word, text, start)
  if (wordEnd >= 0) return token('word', start, wordEnd)
  const numberEnd = matchEnd(number, text, start)
  if (numberEnd >= 0) return token('number', start, numberEnd)
  if (c === ':' && (next === ':' || next === '=')) return token('operator', start, start + 2)
  if (c === '.' && next === '.') return token('operator', start, start + 2)
  if (',()[].;:'.includes(c)) return token('punctuation', start, start + 1)
  if (matchEnd(operator, text, start) >= 0) return token('operator', start, operatorEnd(text, start))
  return token('unknown', start, start + 1)
}

/** All tokens of a text, comments included. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (let t = nextToken(text, 0); t; t = nextToken(text, t.end)) tokens.push(t)
  return tokens
}
