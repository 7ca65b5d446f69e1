import type { TokenCursor } from './token-cursor.ts'

/** Reserved words that end a select list; AS may turn any of them into a name. */
const endsList = new Set([
  'from',
  'into',
  'where',
  'group',
  'having',
  'window',
  'union',
  'intersect',
  'except',
  'order',
  'limit',
  'offset',
  'fetch',
  'for',
  'returning',
  'on',
  ')',
  ']',
  ';',
  ',',
])

function endsElement(cursor: TokenCursor, index: number): boolean {
  const [before, word, next] = [cursor.word(index - 1), cursor.word(index), cursor.word(index + 1)]
  if (before === 'as') return false
  if (word === 'with') return ['check', 'cascaded', 'local', 'no', 'data'].includes(next)
  if (word === 'from') return before !== 'distinct'
  if (word === 'group') return before !== 'within'
  return endsList.has(word)
}

/** The token behind an element of a select list, where a name of its own is the last token. */
export function elementEnd(cursor: TokenCursor, first: number): number {
  let i = first
  for (; i < cursor.end && !endsElement(cursor, i); i++) {
    if (cursor.word(i) === '(' || cursor.word(i) === '[') i = Math.max(i, cursor.partner(i))
  }
  return i
}
