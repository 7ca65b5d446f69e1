import { failure, type Parsed } from '../engine.ts'
import { nextToken, type Token } from '../lexer.ts'

const maxLength = 100_000
/** The package's time and memory grow with the square of a list's length: at this many tokens it takes about a second. */
const maxTokens = 10_000

export interface Readable {
  readonly tokens: readonly Token[]
  /** The text with its comments blanked: the package looks for quotes in them. */
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
    if (token.kind === 'comment' && token.closed) {
      bare += text.slice(bare.length, token.start) + text.slice(token.start, token.end).replace(/[^\n\r]/g, ' ')
      continue
    }
    if (isMisread(text, token, tokens)) return failure('unsupported', 'pgsql-ast-parser misreads this', token.start)
    if (tokens.push(token) > maxTokens) return failure('unsupported', `more than ${maxTokens} tokens`, token.start)
  }
  return { ok: true, value: { tokens, bare: bare + text.slice(bare.length) } }
}

const xmlSyntax = /^xml(?:element|exists|forest|parse|pi|root|serialize)$/i
const intervalField = /^(?:year|month|day|hour|minute|second)$/i

/** What the package cuts as Postgres does; of anything else it makes two tokens, such as `1` and a name of 1e5. */
const cutAlike: Readonly<Partial<Record<Token['kind'], RegExp>>> = {
  word: /^[A-Za-z_][A-Za-z0-9_]*$/,
  quoted: /^"/,
  string: /^(?:'(?:[^']|'')*'|[Ee]'(?:[^'\\]|\\[^]|'')+')$/,
  number: /^(?:\d+|\d*\.\d+|\d+\.)$/,
  operator: /^(?:[-+*/%^=<>~#&|]|!=|<>|<=|>=|::|->|->>|\|\||&&|#-|@>|<@|\?|\?[|&]|#>>|>>|<<|~~?\*?|!~~?\*?|@@)$/,
}

/** The package takes an open comment for a closed one, and the unit of INTERVAL '1' DAY and the second word of a type for an alias. */
function isMisread(text: string, { kind, start, end, closed }: Token, before: readonly Token[]): boolean {
  const written = text.slice(start, end)
  if (!closed || cutAlike[kind]?.test(written) === false || (kind === 'number' && /\w/.test(text[end] ?? ''))) return true
  if (kind !== 'word') return false
  const words = before.slice(-4).map((token) => (token.kind === 'string' ? "'" : text.slice(token.start, token.end).toLowerCase()))
  const head = words.join(' ')
  if (/^n$/i.test(written)) return text[end] === "'"
  if (/^varying$/i.test(written)) return /\b(?:n?char)$/.test(head)
  if (/^(?:n?char|character)$/i.test(written)) return /\bnational$/.test(head)
  return xmlSyntax.test(written) || (intervalField.test(written) && /\binterval(?: '| \( \d+ \))?$/.test(head))
}
