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

/** `$name`, `:name`, `@name`, `?` and `%s` as libraries write parameters; `::`, `:=`, slices and jsonb's `?` are left alone. */
function findPlaceholders(text: string): Found[] {
  const tokens = tokenize(text).filter((token) => token.kind !== 'comment')
  const found: Found[] = []
  let questions = 0
  tokens.forEach((token, i) => {
    const [before, next] = [tokens[i - 1], tokens[i + 1]]
    const sign = text.slice(token.start, token.end)
    const name = isAdjacent(token, next) && next.kind === 'word' ? text.slice(next.start, next.end) : undefined
    if (sign === '$' && token.kind === 'unknown' && next && name !== undefined)
      found.push({ start: token.start, end: next.end, name: `$${name}` })
    else if (sign === ':' && next && name !== undefined && asksForValue(text, before))
      found.push({ start: token.start, end: next.end, name: `:${name}` })
    else if (token.kind === 'operator' && sign.endsWith('@') && next && name !== undefined && (sign === '@' || /[=<>]@$/.test(sign))) {
      found.push({ start: token.end - 1, end: next.end, name: `@${name}` })
    } else if (token.kind === 'operator' && /(?:^|[=<>+*/-])\?$/.test(sign) && (sign !== '?' || asksForValue(text, before))) {
      found.push({ start: token.end - 1, end: token.end, name: `?${++questions}` })
    } else if (token.kind === 'operator' && sign.endsWith('%') && next && name === 's')
      found.push({ start: token.end - 1, end: next.end, name: `%${++questions}` })
  })
  return found
}

/** The text with every placeholder as a numbered parameter, those of one name as one; undefined where it holds none. */
export function withParameters(host: HostText): HostText | undefined {
  const found = findPlaceholders(host.text)
  if (found.length === 0) return undefined
  const taken = [...host.text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]))
  const numbers = new Map<string, number>()
  let last = Math.max(0, ...taken)
  const woven = new WovenText()
  let from = 0
  for (const { start, end, name } of found) {
    let number = numbers.get(name)
    if (number === undefined) numbers.set(name, (number = ++last))
    woven.addPart(host, from, start).add(`$${number}`, host.hostRange([start, end]))
    from = end
  }
  const { length } = host.text
  return woven.addPart(host, from, length).finish(host.hostRange([length, length]))
}
