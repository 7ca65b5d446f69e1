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

/** Of each ASCII character: whether a word may begin with it, or go on. All others may stand in a word. */
const beginsWord = charactersOf(/[A-Za-z_]/)
const inWord = charactersOf(/[\w$]/)

function charactersOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => Number(pattern.test(String.fromCharCode(code))))
}

/** Whether a table holds a character; behind the end of a text the code is not a number. */
function holds(table: Uint8Array, code: number): boolean {
  return code < 128 ? table[code] === 1 : code >= 128
}

function wordEnd(text: string, from: number): number {
  let i = from
  while (holds(inWord, text.charCodeAt(i))) i++
  return i
}

function blankEnd(text: string, from: number): number {
  for (let i = from; ; i++) {
    const code = text.charCodeAt(i)
    if (code !== 32 && !(code >= 9 && code <= 13)) return i
  }
}

function closing(text: string, from: number, quote: string): number {
  for (let i = text.indexOf(quote, from); i >= 0; i = text.indexOf(quote, i + 2)) if (text[i + 1] !== quote) return i + 1
  return -1
}

/** Where a backslash takes the meaning from the character behind it. */
function closingEscaped(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === "'") {
      if (text[i + 1] !== "'") return i + 1
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
    const end = backslash ? closingEscaped(text, start) : closing(text, start, "'")
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

/** A string or a name that begins with a letter before its quote, such as E'…' or U&"…". */
function prefixed(text: string, start: number): Token | undefined {
  const next = text[start + 1]
  if (next !== "'" && next !== '&') return undefined
  const c = text[start] ?? ''
  if (next === "'") return 'EeBbXx'.includes(c) ? enclosed('string', text, start, stringEnd(text, start + 2, /[Ee]/.test(c))) : undefined
  const quote = 'Uu'.includes(c) ? text[start + 2] : undefined
  if (quote === "'") return enclosed('string', text, start, stringEnd(text, start + 3))
  return quote === '"' ? enclosed('quoted', text, start, closing(text, start + 3, '"')) : undefined
}

function lineCommentEnd(text: string, start: number): number {
  const line = /[\n\r]/g
  line.lastIndex = start
  return line.exec(text)?.index ?? text.length
}

function dollar(text: string, start: number): Token {
  const tag = matchEnd(dollarTag, text, start)
  if (tag >= 0) {
    const close = text.indexOf(text.slice(start, tag), tag)
    return enclosed('dollar', text, start, close < 0 ? -1 : close + tag - start)
  }
  const end = matchEnd(parameter, text, start)
  return end < 0 ? token('unknown', start, start + 1) : token('parameter', start, end)
}

function numberOrSign(text: string, start: number): Token {
  const numberEnd = matchEnd(number, text, start)
  if (numberEnd >= 0) return token('number', start, numberEnd)
  const [c = '', next] = [text[start], text[start + 1]]
  if (c === ':' && (next === ':' || next === '=')) return token('operator', start, start + 2)
  if (c === '.' && next === '.') return token('operator', start, start + 2)
  if (',()[].;:'.includes(c)) return token('punctuation', start, start + 1)
  if (matchEnd(operator, text, start) >= 0) return token('operator', start, operatorEnd(text, start))
  return token('unknown', start, start + 1)
}

/** The token at or after `from`, as Postgres' own scanner would cut it; undefined at the end of the text. */
export function nextToken(text: string, from: number): Token | undefined {
  const start = blankEnd(text, from)
  const code = text.charCodeAt(start)
  if (holds(beginsWord, code)) return prefixed(text, start) ?? token('word', start, wordEnd(text, start))
  const c = text[start]
  switch (c) {
    case undefined:
      return undefined
    case ',':
    case '(':
    case ')':
    case ';':
      return token('punctuation', start, start + 1)
    case "'":
      return enclosed('string', text, start, stringEnd(text, start + 1))
    case '"':
      return enclosed('quoted', text, start, closing(text, start + 1, '"'))
    case '$':
      return dollar(text, start)
    case '-':
      if (text[start + 1] === '-') return token('comment', start, lineCommentEnd(text, start))
      break
    case '/':
      if (text[start + 1] === '*') return enclosed('comment', text, start, blockCommentEnd(text, start))
      break
    default:
  }
  return numberOrSign(text, start)
}

/** All tokens of a text, comments included. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (let t = nextToken(text, 0); t; t = nextToken(text, t.end)) tokens.push(t)
  return tokens
}
