import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import type { Script } from '../sql/script.ts'

/** The address of a database, as it stands in a file. */
export interface Connection {
  /** With holes of a template as they are written. */
  readonly text: string
  readonly range: Range
  /** What the file says of TLS besides, as an option of a client. */
  readonly hasSslOption: boolean
}

const none: readonly Connection[] = []
const address = /(?<![\w+])postgres(?:ql)?:\/\/(?:\$\{[^}]{0,300}\}|[^\s'"`\\])+/g

/** Most files hold none, and are not looked through. Every rule asks. */
export function connectionsIn({ text, ast }: { readonly text: string; readonly ast: object }): readonly Connection[] {
  return readConnections(ast, text)
}

const readConnections = onceFor((ast: object, text: string): readonly Connection[] => {
  if (!text.includes('postgres://') && !text.includes('postgresql://')) return none
  const comments = commentsOf(ast)
  const hasSslOption = /\bssl\s*:/.test(text)
  return [...text.matchAll(address)].flatMap(({ 0: match, index }): Connection[] => {
    const isCommented = comments.some(([start, end]) => start <= index && index < end) || isLineComment(text, index)
    return isCommented ? [] : [{ text: match, range: [index, index + match.length], hasSslOption }]
  })
})

function commentsOf(ast: object): readonly Range[] {
  if ('script' in ast) return (ast.script as Script).comments
  if (!('comments' in ast) || !Array.isArray(ast.comments)) return []
  return (ast.comments as readonly { readonly range: Range }[]).map(({ range }) => range)
}

/** As schemas of Prisma have it. */
function isLineComment(text: string, index: number): boolean {
  return /^\s*(?:\/\/|\*)/.test(text.slice(text.lastIndexOf('\n', index) + 1, index))
}
