import { readComments } from '../orms/prisma/comments.ts'
import { parsePrisma } from '../orms/prisma/parse.ts'
import { textLanguage, type TextLanguage } from './text-language.ts'

function commentValue(comment: string): string {
  const value = comment.replace(/^(?:\/{2,3}|\/\*{1,2})/, '')
  return comment.startsWith('/*') ? value.replace(/\*\/$/, '') : value
}

/** `.prisma` files. */
export const prismaLanguage: TextLanguage = textLanguage('PrismaRoot', (text) => {
  const schema = parsePrisma(text)
  return {
    body: [
      ...schema.blocks.map(({ range }) => ({ type: 'PrismaBlock', range })),
      ...schema.problems.map(({ range }) => ({ type: 'PrismaUnread', range })),
    ],
    comments: readComments(text).map((range) => ({ range, value: commentValue(text.slice(...range)) })),
    extra: { schema },
  }
})
