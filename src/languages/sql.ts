import { splitScript } from '../sql/script.ts'
import { textLanguage, type TextLanguage } from './text-language.ts'

function commentValue(comment: string): string {
  return comment.startsWith('--') ? comment.slice(2) : comment.replace(/^\/\*{1,2}|\*\/$/g, '')
}

/** `.sql` files, and SQL blocks of Markdown. */
export const sqlLanguage: TextLanguage = textLanguage('SqlRoot', (text) => {
  const script = splitScript(text)
  return {
    body: script.statements.map(({ start, end }) => ({ type: 'SqlStatement', range: [start, end] })),
    comments: script.comments.map((range) => ({ range, value: commentValue(text.slice(...range)) })),
    extra: { script },
  }
})
