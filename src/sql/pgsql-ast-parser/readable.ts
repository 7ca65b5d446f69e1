import { failure, type Parsed } from '../engine.ts'
import { nextToken, type Token } from '../lexer.ts'

const maxLength = 100_000
/** The package's time and memory grow with the square of a list's length: at this many tokens it takes about a second. */
const maxTokens = 10_000

export interface Readable {
  readonly tokens: readonly Token[]
  /** The text without what is in comments and bodies: the package looks for quotes in the first, and knows no `$tag$` around the second. */
  readonly bare: string
}

/** The tokens of a text, unless the package must not or cannot read it. */
export function readable(text: string): Parsed<Readable> {
  const nul = text.indexOf('\0')
  if (nul >= 0) return failure('input', 'a NUL character cannot stand in SQL', nul)
  if (text.length > maxLength) return failure('unsupported', `longer than ${maxLength} characters`, maxLength)
  const tokens: Token[] = []
  let bare = ''
  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) {
    const { kind, start, end, closed } = token
    const written = text.slice(start, end)
    if (closed && (kind === 'comment' || kind === 'dollar')) bare += text.slice(bare.length, start) + blank(written, kind)
    if (closed && kind === 'comment') continue
    // PL/pgSQL has it in the heads of loops.
    if (written === '..') return failure('syntax', 'syntax error at or near ".."', start)
    if (isMisread(text, token, tokens)) return failure('unsupported', 'pgsql-ast-parser misreads this', start)
    if (tokens.push(token) > maxTokens) return failure('unsupported', `more than ${maxTokens} tokens`, start)
  }
  return { ok: true, value: { tokens, bare: bare + text.slice(bare.length) } }
}

function blank(written: string, kind: Token['kind']): string {
  const blanks = written.replace(/[^\n\r]/g, ' ')
  return kind === 'dollar' ? `$$${blanks.slice(2, -2)}$$` : blanks
}

/** What the package cuts as Postgres does; of anything else it makes two tokens, such as 1 and a name of `1e5`. */
const cutAlike: Readonly<Partial<Record<Token['kind'], RegExp>>> = {
  word: /^[A-Za-z_]\w*$/,
  quoted: /^"/,
  string: /^(?:'[^']*(?:''[^']*)*'|[Ee]'[^'\\]*(?:(?:\\[^]|'')[^'\\]*)*')$/,
  number: /^(?:\d+|\d*\.\d+|\d+\.)$/,
  operator: /^(?:[-+*/%^=<>~#&|]|!=|<>|<=|>=|::|->|->>|\|\||&&|#-|@>|<@|\?|\?[|&]|#>>|>>|<<|~~?\*?|!~~?\*?|@@)$/,
}

const xmlSyntax = /^xml(?:element|exists|forest|parse|pi|root|serialize)$/i

/** Words of a type that the package takes for an alias, by what stands before them: `interval '1' day`, `char varying`. */
const laterWords: readonly (readonly [word: RegExp, before: RegExp])[] = [
  [/^(?:year|month|day|hour|minute|second)$/i, /\binterval(?: '| \( \d+ \))?$/],
  [/^varying$/i, /\bn?char$/],
  [/^(?:n?char|character)$/i, /\bnational$/],
]

/** The package takes an open comment for a closed one, and other things apart. */
function isMisread(text: string, { kind, start, end, closed }: Token, before: readonly Token[]): boolean {
  const written = text.slice(start, end)
  if (!closed || cutAlike[kind]?.test(written) === false) return true
  if (kind === 'number') return /\w/.test(text[end] ?? '')
  if (kind !== 'word') return false
  if (/^n$/i.test(written)) return text[end] === "'"
  return xmlSyntax.test(written) || laterWords.some(([word, head]) => word.test(written) && head.test(lastWords(text, before)))
}

function lastWords(text: string, tokens: readonly Token[]): string {
  const words = tokens.slice(-4).map(({ kind, start, end }) => (kind === 'string' ? "'" : text.slice(start, end).toLowerCase()))
  return words.join(' ')
}
