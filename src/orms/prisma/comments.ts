import type { Range } from '../../catalog/place.ts'
import { readTokens } from './tokens.ts'

/** Everything that is no token is space or a comment. */
const comment = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g

/** The comments of a text in Prisma's schema language, each without the end of its line. */
export function readComments(text: string): Range[] {
  let end = 0
  return readTokens(text).flatMap(({ range }) => {
    const start = end
    end = range[1]
    return [...text.slice(start, range[0]).matchAll(comment)].map(({ index, 0: found }): Range => {
      const length = found.endsWith('\r') ? found.length - 1 : found.length
      return [start + index, start + index + length]
    })
  })
}
