import type { HostText } from './host-text.ts'
import { nextToken, type Range, type Token } from './lexer.ts'
import { markerOf, type Hole } from './template/hole.ts'
import { WovenText } from './woven-text.ts'

/** Words behind which a value may stand, and so a placeholder rather than an operator. */
const opensValue =
  /^(?:select|where|and|or|not|on|having|when|then|else|case|in|any|all|some|like|ilike|similar|between|limit|offset|first|next|values|set|returning|by|is|escape|interval|date|timestamp|timestamptz|distinct|from|using|call|execute)$/i

interface Found {
  readonly start: number
  readonly end: number
  readonly name: string
  /** The type that it is cast to, with its sign. */
  readonly cast?: string | undefined
  /** It stands for a list in parentheses: `IN :ids`. */
  readonly isList?: boolean
  /** The keys of a row that it stands for, in parentheses: `VALUES $event(kind)`. */
  readonly row?: readonly string[]
  /** It is no value: names that its library quotes, or more SQL. */
  readonly as?: 'name' | 'text' | undefined
  /** The same without the format by which it is put in as it is. */
  readonly bound?: string | undefined
  /** What it says, where that can be seen. */
  readonly text?: string
}

/** `{{name}}` and `{{name::type}}`, as programs write them; in a file of SQL they are of a language of templates. */
const braced = /\{\{(\w+)(::\w+(?:\[\])?)?\}\}/y

/** `${name}`, `$/name/`, `$(name)`, `$<name>` and `$[name]` of pg-promise, with what it calls their format. */
const formatted = /\$([{(<[/])\s*([\w$]+(?:\.[\w$]+)*)(:[a-z]+|[~^#])?\s*([})>\]/])/y
const pairs = new Set(['{}', '()', '<>', '[]', '//'])

/** The same of a number: a sign alone may be an operator. */
const formatOfNumber = /:(?:name|alias|raw|value|csv|list|json)\b|[~^#](?=[\s,).;]|$)/y

/** The macros of sqlc. */
const ofSqlc = /sqlc\.(arg|narg|slice|embed)\(\s*['"]?(\w+)['"]?\s*\)/y

function kindOf(format = ''): Found['as'] {
  if (/^(?::name|:alias|~)$/.test(format)) return 'name'
  return /^(?::raw|\^)$/.test(format) ? 'text' : undefined
}

function isAdjacent(a: Token | undefined, b: Token | undefined): b is Token {
  return b !== undefined && a?.end === b.start
}

/** Whether a value can stand behind a token: it is an operator, an opening sign or a keyword that asks for one. */
function asksForValue(text: string, before: Token | undefined): boolean {
  if (!before) return false
  const sign = text.slice(before.start, before.end)
  if (before.kind === 'word') return opensValue.test(sign)
  return before.kind === 'operator' || sign === '(' || sign === ',' || sign === '['
}

/** Where a name ends, and with it the `!` by which pgTyped says that it is not NULL. */
function endOfName(text: string, name: Token, after: Token | undefined): number {
  return isAdjacent(name, after) && text.slice(after.start, after.end) === '!' ? after.end : name.end
}

/** Where a text is looked at, and what stands around. */
interface Place {
  readonly text: string
  readonly token: Token
  readonly before: Token | undefined
  readonly next: Token | undefined
  readonly afterNext: Token | undefined
  readonly isOfProgram: boolean
}

/** `(kind, status!)` behind a name by which pgTyped puts in a row, or one for each of a list. */
const keysOfRow = /\(\s*\w+!?(?:\s*,\s*\w+!?)*(?:\s*,)?\s*\)/y

/** What a pattern finds at a place, and its groups; nothing where it does not match. */
function matchAt(pattern: RegExp, text: string, at: number): readonly (string | undefined)[] {
  pattern.lastIndex = at
  return pattern.exec(text) ?? []
}

/** Placeholders with a format of pg-promise. What may be of another language of templates is one only where a value can stand, or with a format. */
function withFormat({ text, token, before }: Place): Found | undefined {
  const { start, end, kind } = token
  if (kind === 'parameter') {
    const [format] = matchAt(formatOfNumber, text, end)
    const name = text.slice(start, end)
    return format === undefined ? undefined : { start, end: end + format.length, name, ...asFormatted(name, format) }
  }
  const [whole, opener = '', name = '', format, closer = ''] = matchAt(formatted, text, start)
  if (whole === undefined || kind !== 'unknown' || !pairs.has(opener + closer)) return undefined
  if (opener === '{' && format === undefined && !asksForValue(text, before)) return undefined
  return { start, end: start + whole.length, name: `$${name}`, ...asFormatted(`$${opener}${name}${closer}`, format) }
}

function asFormatted(bound: string, format: string | undefined): Pick<Found, 'as' | 'bound'> {
  const as = kindOf(format)
  return as === 'text' ? { as, bound } : { as }
}

function macroOfSqlc({ text, token }: Place): Found | undefined {
  const [whole, macro, name = ''] = matchAt(ofSqlc, text, token.start)
  if (whole === undefined || token.kind !== 'word') return undefined
  const found = { start: token.start, end: token.start + whole.length, name: `@${name}` }
  return macro === 'embed' ? { ...found, text: `${name}.*` } : found
}

function inBraces({ text, token, before, isOfProgram }: Place): Found | undefined {
  const [whole, name = '', cast] = matchAt(braced, text, token.start)
  if (whole === undefined || !isOfProgram || !asksForValue(text, before)) return undefined
  return { start: token.start, end: token.start + whole.length, name: `{${name}`, cast }
}

/** `$name`, `:name` and `@name`. */
function withSign({ text, token, before, next, afterNext }: Place): Found | undefined {
  if (!isAdjacent(token, next) || next.kind !== 'word') return undefined
  const [sign, name] = [text.slice(token.start, token.end), text.slice(next.start, next.end)]
  const { start } = token
  if (token.kind === 'unknown' && /^\$\$?$/.test(sign)) return withDollar(text, sign, name, [start, endOfName(text, next, afterNext)])
  if (sign === ':' && asksForValue(text, before)) {
    const opener = before ? text.slice(before.start, before.end).toLowerCase() : ''
    const found = { start, end: endOfName(text, next, afterNext), name: `:${name}` }
    return opener === 'values' ? { ...found, as: 'text' } : { ...found, isList: opener === 'in' }
  }
  const isAt = token.kind === 'operator' && (sign === '@' || /[=<>]@$/.test(sign))
  return isAt ? { start: token.end - 1, end: next.end, name: `@${name}` } : undefined
}

/** `$name`, and of pgTyped `$$name`, `$name(a, b!)` and `$$name(a, b!)`. */
function withDollar(text: string, sign: string, name: string, [start, end]: Range): Found {
  const [keys] = matchAt(keysOfRow, text, end)
  if (keys === undefined) return { start, end, name: `$${name}`, isList: sign === '$$' }
  return { start, end: end + keys.length, name: `$${name}`, row: keys.match(/\w+/g) ?? [] }
}

/** `?` and `%s`, each of which is another one. */
function unnamed({ text, token, before, next }: Place): Found | undefined {
  if (token.kind !== 'operator') return undefined
  const [sign, start] = [text.slice(token.start, token.end), token.end - 1]
  if (/(?:^|[=<>+*/-])\?$/.test(sign) && (sign !== '?' || asksForValue(text, before))) return { start, end: token.end, name: `?${start}` }
  const isText = sign.endsWith('%') && isAdjacent(token, next) && text.slice(next.start, next.end) === 's'
  return isText ? { start, end: next.end, name: `%${start}` } : undefined
}

const notations = [withFormat, macroOfSqlc, inBraces, withSign, unnamed]

/** Whether `$$` opens no string, since none can stand there, but a list of pgTyped: `IN $$ids` and `VALUES $$rows(kind)`. */
function opensList(text: string, { kind, start }: Token, before: Token | undefined): boolean {
  if (kind !== 'dollar' || before?.kind !== 'word' || !/^\$\$[A-Za-z_]/.test(text.slice(start, start + 3))) return false
  return /^(?:in|values)$/i.test(text.slice(before.start, before.end))
}

/** The tokens that mean something to Postgres, or to who fills in its placeholders. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) {
    if (token.kind === 'comment') continue
    if (opensList(text, token, tokens.at(-1))) token = { kind: 'unknown', start: token.start, end: token.start + 2, closed: true }
    tokens.push(token)
  }
  return tokens
}

/** Placeholders as libraries write them; `::`, `:=`, slices and jsonb's `?` are left alone. */
function findPlaceholders(text: string, isOfProgram: boolean): Found[] {
  const tokens = tokensOf(text)
  const found: Found[] = []
  tokens.forEach((token, i) => {
    if (token.start < (found.at(-1)?.end ?? 0)) return
    const place = { text, token, before: tokens[i - 1], next: tokens[i + 1], afterNext: tokens[i + 2], isOfProgram }
    for (const notation of notations) {
      const one = notation(place)
      if (one) return void found.push(one)
    }
  })
  return found
}

/** A text in which parameters have numbers, and what of it is filled in otherwise. */
interface Numbered {
  readonly host: HostText
  readonly holes: readonly Hole[]
  /** The numbers of those that have names. */
  readonly names: ReadonlyMap<string, number>
}

/** The text with every placeholder as a numbered parameter, those of one name as one; undefined where it holds none. */
export function withParameters(host: HostText, before: readonly Hole[], isOfProgram = false): Numbered | undefined {
  const found = findPlaceholders(host.text, isOfProgram)
  if (found.length === 0) return undefined
  const numbers = new Map(Array.from(host.text.matchAll(/\$(\d+)/g), ([name, digits]) => [name, Number(digits)]))
  let last = Math.max(0, ...numbers.values())
  const holes = [...before]
  const woven = new WovenText()
  let from = 0
  const parameter = (name: string): string => {
    const number = numbers.get(name) ?? ++last
    numbers.set(name, number)
    return `$${number}`
  }
  const written = ({ start, end, name, cast = '', isList = false, row, as, bound, text }: Found): string => {
    if (text !== undefined) return text
    if (as) {
      const hole: Hole = { range: host.hostRange([start, end]), text: host.text.slice(start, end), as: as === 'name' ? as : undefined }
      holes.push(bound === undefined ? hole : { ...hole, placeholder: { name, bound } })
      return markerOf(holes.length - 1)
    }
    if (row) return `(${row.map((key) => parameter(`${name}.${key}`)).join(', ')})`
    return isList ? `(${parameter(name)})` : `${parameter(name)}${cast}`
  }
  for (const one of found) {
    woven.addPart(host, from, one.start).add(written(one), host.hostRange([one.start, one.end]))
    from = one.end
  }
  const { length } = host.text
  return { host: woven.addPart(host, from, length).finish(host.hostRange([length, length])), holes, names: numbers }
}
