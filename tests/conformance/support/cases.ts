import { splitScript } from '../../../src/sql/script.ts'

export interface Case {
  readonly name: string
  readonly statements: readonly { readonly sql: string; readonly refused: boolean }[]
}

/** The cases of a script: `-- # a name` begins one, `-- refused` stands before a statement that Postgres refuses. */
export function readCases(script: string): Case[] {
  return script
    .split(/^-- # /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...lines] = part.split('\n')
      const text = lines.join('\n')
      let end = 0
      const statements = splitScript(text).statements.map((statement) => {
        const before = text.slice(end, statement.start)
        end = statement.end
        return { sql: statement.text, refused: /^-- refused/m.test(before) }
      })
      return { name, statements }
    })
}
