import type { Comment, Span } from 'oxc-parser'

/** A program and what stands between its brackets. */
export interface ParsedText {
  readonly text: string
  readonly comments: readonly Comment[]
}

/** Text to put in at a place. */
export interface Insertion {
  readonly at: number
  readonly text: string
}

/** How to add members behind those of a list, in the way in which the list is written: of an array, an object or a call. */
export function appendToList(
  parsed: ParsedText,
  { members, close }: { readonly members: readonly Span[]; readonly close: number },
  added: readonly string[],
): Insertion[] {
  const { text } = parsed
  const last = members.at(-1)
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  if (!last) return appendToEmpty(text, close, added, newline)
  const comma = findComma(parsed, last.end, close)
  const before = text.slice(0, close)
  const isBroken = before.includes('\n', last.start) && before.includes('\n', before.trimEnd().length)
  if (!isBroken) {
    const at = comma === undefined ? last.end : comma + 1
    return [{ at, text: `${comma === undefined ? ',' : ''} ${added.join(', ')}${comma === undefined ? '' : ','}` }]
  }
  const indent = indentAt(text, last.start)
  const at = endOfLineComments(parsed, comma === undefined ? last.end : comma + 1, close)
  const lines = added.map((member) => newline + indented(member, indent, newline)).join(',')
  if (comma !== undefined) return [{ at, text: `${lines},` }]
  return [
    { at: last.end, text: ',' },
    { at, text: lines },
  ]
}

export function withInsertions(text: string, insertions: readonly Insertion[]): string {
  // Those at one place stay in their order.
  return insertions
    .map((one, i) => ({ ...one, i }))
    .sort((a, b) => b.at - a.at || b.i - a.i)
    .reduce((all, { at, text: added }) => all.slice(0, at) + added + all.slice(at), text)
}

function appendToEmpty(text: string, close: number, added: readonly string[], newline: string): Insertion[] {
  const outer = indentAt(text, close)
  const lines = added.map((member) => newline + indented(member, `${outer}  `, newline)).join(',')
  const isBroken = /\n[ \t]*$/.test(text.slice(0, close))
  if (!isBroken) return [{ at: close, text: lines + newline + outer }]
  return [{ at: text.slice(0, close).trimEnd().length, text: lines }]
}

/** The blank beginning of the line in which a place is. */
function indentAt(text: string, place: number): string {
  const start = text.lastIndexOf('\n', place - 1) + 1
  return /^[ \t]*/.exec(text.slice(start, place))?.[0] ?? ''
}

function indented(member: string, indent: string, newline: string): string {
  return member
    .split('\n')
    .map((line) => indent + line)
    .join(newline)
}

function findComma({ text, comments }: ParsedText, from: number, to: number): number | undefined {
  for (let at = text.indexOf(',', from); at >= 0 && at < to; at = text.indexOf(',', at + 1))
    if (!comments.some(({ start, end }) => start <= at && at < end)) return at
  return undefined
}

/** What is said behind a member in its own line belongs to it. */
function endOfLineComments({ text, comments }: ParsedText, from: number, to: number): number {
  const next = comments.find(({ start }) => start >= from && start < to && /^[^\n]*$/.test(text.slice(from, start)))
  return next ? endOfLineComments({ text, comments }, next.end, to) : from
}
