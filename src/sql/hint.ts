import { tokenize, type Range } from './lexer.ts'
import type { Script, ScriptStatement } from './script.ts'

const sign = '/*+'

/** The first comment in or before each statement of a text that tells pg_hint_plan how it is to be run. */
export function hintsIn(text: string, { statements, comments }: Script): ReadonlyMap<ScriptStatement, Range> {
  if (!text.includes(sign)) return new Map()
  return new Map(
    statements.flatMap((statement, i): [ScriptStatement, Range][] => {
      const after = statements[i - 1]?.end ?? 0
      const before = comments.filter(([start]) => start >= after && start < statement.start)
      const within = tokenize(statement.text)
        .filter(({ kind }) => kind === 'comment')
        .map(({ start, end }): Range => [statement.start + start, statement.start + end])
      const hint = [...before, ...within].find(([start]) => text.startsWith(sign, start))
      return hint ? [[statement, hint]] : []
    }),
  )
}
