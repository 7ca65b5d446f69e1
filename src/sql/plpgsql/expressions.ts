import type { Query, Term } from '../../query/query.ts'
import type { SqlEngine } from '../engine.ts'
import type { Range } from '../lexer.ts'
import { relocate } from './relocate.ts'

const prefix = 'select '

/** Reads the expressions of a body; ranges are those of its text. */
export class Expressions {
  readonly #text: string
  readonly #engine: Pick<SqlEngine, 'parse'>

  constructor(text: string, engine: Pick<SqlEngine, 'parse'>) {
    this.#text = text
    this.#engine = engine
  }

  /** What an expression of PL/pgSQL means, which may have a FROM and a WHERE as a query has. */
  term([start, end]: Range): Term | undefined {
    const query = this.#parse(prefix + this.#text.slice(start, end), start - prefix.length)
    return query && (outputOf(query) ?? { kind: 'subquery', query, array: false, range: [start, end] })
  }

  /** The query of a statement without the INTO that is PL/pgSQL's; PERFORM stands for SELECT. */
  query([start, end]: Range, into: Range | undefined): Query | undefined {
    const [from, to] = into ?? [end, end]
    const text = `${this.#text.slice(start, from)}${' '.repeat(to - from)}${this.#text.slice(to, end)}`
    return this.#parse(text.replace(/^perform/i, prefix), start)
  }

  #parse(text: string, offset: number): Query | undefined {
    const parsed = this.#engine.parse(text)
    const [statement, more] = parsed.ok ? parsed.value : []
    return statement?.query && !more ? relocate(statement.query, ([start, end]) => [start + offset, end + offset]) : undefined
  }
}

/** The one value of a query that reads nothing: `SELECT a`. */
export function outputOf(query: Query): Term | undefined {
  if (query.kind !== 'select' || query.from.length > 0 || query.where || query.having || query.output.length !== 1) return undefined
  const [output] = query.output
  return output?.kind === 'term' ? output.term : undefined
}
