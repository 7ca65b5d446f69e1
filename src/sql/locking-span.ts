import type { Span, TokenCursor } from './token-cursor.ts'

const strengths = ['for update', 'for no key update', 'for share', 'for key share'].map((words) => words.split(' '))

/** The tokens of the next FOR UPDATE, FOR SHARE and the like at the depth of a token. */
export function lockingSpan(tokens: TokenCursor, from: number): Span | undefined {
  for (let i = from; i < tokens.end && tokens.word(i) !== ')'; i = Math.max(i, tokens.partner(i)) + 1) {
    const found = strengths.find((words) => words.every((word, at) => tokens.word(i + at) === word))
    if (found) return [i, i + found.length]
  }
  return undefined
}
