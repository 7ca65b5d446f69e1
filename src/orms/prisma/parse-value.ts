import type { Written } from '../../catalog/change.ts'
import type { Argument, Value } from './syntax.ts'
import type { TokenReader } from './token-reader.ts'

/** Deeper than anybody writes; what stands deeper is not read. */
const maxDepth = 50

/** Reads a value; arguments without a name before them are a call without a name. */
export function parseValue(tokens: TokenReader, depth = 0): Value | undefined {
  const { now } = tokens
  const start = now.range[0]
  if (now.kind === 'string' || now.kind === 'number') {
    const { text, range } = tokens.take()
    return { kind: now.kind, text, range }
  }
  if (depth > maxDepth || !(now.kind === 'word' || ['[', '{', '('].includes(now.text))) {
    tokens.problem(now.range, 'this is no value')
    return undefined
  }
  if (tokens.is('[')) {
    const items = listOf(tokens, ']', () => parseValue(tokens, depth + 1))
    return { kind: 'array', items, range: [start, tokens.end] }
  }
  if (tokens.is('{')) {
    const entries = listOf(tokens, '}', () => parseArgument(tokens, depth + 1))
    return { kind: 'object', entries, range: [start, tokens.end] }
  }
  const name = now.kind === 'word' ? parsePath(tokens) : { text: '', range: [start, start] as const }
  if (!tokens.is('(')) return { kind: 'word', text: name.text, range: name.range }
  const args = listOf(tokens, ')', () => parseArgument(tokens, depth + 1))
  return { kind: 'call', name, args, range: [start, tokens.end] }
}

/** A name with dots in it. */
export function parsePath(tokens: TokenReader): Written {
  const first = tokens.take()
  let text = first.text
  while (tokens.is('.') && tokens.next.kind === 'word') {
    tokens.take()
    text += `.${tokens.take().text}`
  }
  return { text, range: [first.range[0], tokens.end] }
}

function parseArgument(tokens: TokenReader, depth: number): Argument | undefined {
  const start = tokens.now.range[0]
  const isNamed = tokens.now.kind === 'word' && tokens.next.text === ':' && tokens.next.kind === 'mark'
  const name = isNamed ? tokens.take() : undefined
  if (name) tokens.take()
  const value = parseValue(tokens, depth)
  return value && { name: name && { text: name.text, range: name.range }, value, range: [start, tokens.end] }
}

/** What stands between brackets; nothing in this language goes on in the next line. */
function listOf<T>(tokens: TokenReader, close: string, parse: () => T | undefined): T[] {
  const open = tokens.take()
  const items: T[] = []
  while (!isOver(tokens) && !isClosing(tokens)) {
    const before = tokens.now
    const item = parse()
    if (item !== undefined) items.push(item)
    else if (tokens.now === before && !isClosing(tokens)) tokens.take()
    tokens.takeIf(',')
  }
  if (isOver(tokens) || !tokens.takeIf(close)) tokens.problem(open.range, 'a bracket is not closed')
  return items
}

function isClosing(tokens: TokenReader): boolean {
  return tokens.is(')') || tokens.is(']') || tokens.is('}')
}

function isOver(tokens: TokenReader): boolean {
  return tokens.now.startsLine || tokens.is('@@') || tokens.is('@')
}
