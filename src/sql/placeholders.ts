import type { HostText } from './host-text.ts'
import { tokenize, type Token } from './lexer.ts'
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
}

/** `{{name}}` and `{{name::type}}`, as programs write them; in a file of SQL they are of a language of templates. */
const braced = /\{\{(\w+)(::\w+(?:\[\])?)?\}\}/y

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

/** `$name`, `:name`, `@name`, `{{name}}`, `?` and `%s` as libraries write parameters; `::`, `:=`, slices and jsonb's `?` are left alone. */
function findPlaceholders(text: string, isOfProgram: boolean): Found[] {
  const tokens = tokenize(text).filter((token) => token.kind !== 'comment')
  const found: Found[] = []
  let questions = 0
  tokens.forEach((token, i) => {
    const [before, next] = [tokens[i - 1], tokens[i + 1]]
    const sign = text.slice(token.start, token.end)
    const name = isAdjacent(token, next) && next.kind === 'word' ? text.slice(next.start, next.end) : undefined
    braced.lastIndex = token.start
    const inBraces = isOfProgram && sign === '{' && asksForValue(text, before) ? braced.exec(text) : null
    if (inBraces) found.push({ start: token.start, end: braced.lastIndex, name: `{${inBraces[1] ?? ''}`, cast: inBraces[2] })
    else if (sign === '$' && token.kind === 'unknown' && next && name !== undefined)
      found.push({ start: token.start, end: endOfName(text, next, tokens[i + 2]), name: `$${name}` })
    else if (sign === ':' && next && name !== undefined && asksForValue(text, before)) {
      const isList = before !== undefined && /^in$/i.test(text.slice(before.start, before.end))
      found.push({ start: token.start, end: endOfName(text, next, tokens[i + 2]), name: `:${name}`, isList })
    } else if (token.kind === 'operator' && sign.endsWith('@') && next && name !== undefined && (sign === '@' || /[=<>]@$/.test(sign))) {
      found.push({ start: token.end - 1, end: next.end, name: `@${name}` })
    } else if (token.kind === 'operator' && /(?:^|[=<>+*/-])\?$/.test(sign) && (sign !== '?' || asksForValue(text, before))) {
      found.push({ start: token.end - 1, end: token.end, name: `?${++questions}` })
    } else if (token.kind === 'operator' && sign.endsWith('%') && next && name === 's')
      found.push({ start: token.end - 1, end: next.end, name: `%${++questions}` })
  })
  return found
}

/** The text with every placeholder as a numbered parameter, those of one name as one; undefined where it holds none. */
export function withParameters(host: HostText, isOfProgram = false): HostText | undefined {
  const found = findPlaceholders(host.text, isOfProgram)
  if (found.length === 0) return undefined
  const taken = [...host.text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]))
  const numbers = new Map<string, number>()
  let last = Math.max(0, ...taken)
  const woven = new WovenText()
  let from = 0
  for (const { start, end, name, cast = '', isList = false } of found) {
    let number = numbers.get(name)
    if (number === undefined) numbers.set(name, (number = ++last))
    woven.addPart(host, from, start).add(isList ? `($${number})` : `$${number}${cast}`, host.hostRange([start, end]))
    from = end
  }
  const { length } = host.text
  return woven.addPart(host, from, length).finish(host.hostRange([length, length]))
}
