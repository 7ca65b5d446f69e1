import type { Query, Term } from '../../query/query.ts'
import type { Expressions } from './expressions.ts'
import type { LoopHead } from './instruction.ts'
import { variable, type Scope } from './scope.ts'

/** More rounds than this are no list that someone wrote. */
const maxRounds = 200

/** What a loop gives its variables, round by round, where that stands in the text. */
export function roundsOf(head: LoopHead, text: string, scope: Scope, expressions: Expressions): Scope[] | undefined {
  const rounds =
    head.kind === 'array'
      ? fromArray(head, scope, expressions)
      : head.kind === 'query'
        ? (fromNumbers(head, text) ?? fromQuery(head, scope, expressions))
        : undefined
  return rounds && rounds.length <= maxRounds ? rounds : undefined
}

function fromArray({ variables: [name], of }: LoopHead, scope: Scope, expressions: Expressions): Scope[] | undefined {
  const array = expressions.term(of)
  return name === undefined || !array ? undefined : elementsOf(array, scope)?.map((element) => new Map([[name, element]]))
}

function elementsOf(term: Term, scope: Scope): readonly Term[] | undefined {
  if (term.kind === 'array') return term.terms
  if (term.kind === 'cast') return elementsOf(term.term, scope)
  const value = term.kind === 'column' ? variable(scope, term) : undefined
  return value && elementsOf(value, scope)
}

/** `1..12`, `REVERSE 3..1`. */
function fromNumbers({ variables: [name], of }: LoopHead, text: string): Scope[] | undefined {
  const [, reverse, first, last] = /^(reverse\s+)?(\d{1,9})\s*\.\.\s*(\d{1,9})$/i.exec(text.slice(...of)) ?? []
  if (name === undefined || first === undefined || last === undefined) return undefined
  const [low, high] = reverse === undefined ? [Number(first), Number(last)] : [Number(last), Number(first)]
  if (high - low >= maxRounds) return undefined
  const numbers = Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i)
  if (reverse !== undefined) numbers.reverse()
  return numbers.map((literal): Scope => new Map([[name, { kind: 'value', value: { kind: 'literal', literal }, many: false, range: of }]]))
}

interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Term[])[]
}

function fromQuery({ variables, of }: LoopHead, scope: Scope, expressions: Expressions): Scope[] | undefined {
  const query = expressions.query(of, undefined)
  const read = query && rowsOf(query, scope)
  const [name, ...others] = variables
  if (!read || name === undefined) return undefined
  return read.rows.map((row): Scope => {
    if (others.length > 0) return new Map(variables.map((each, i) => [each, row[i]]))
    const fields = read.columns.map((column, i): [string, Term | undefined] => [`${name}.${column}`, row[i]])
    return new Map([[name, row.length === 1 ? row[0] : undefined], ...fields])
  })
}

/** The rows of a query that reads nothing but what it says itself. */
function rowsOf(query: Query, scope: Scope): Rows | undefined {
  if (query.kind === 'values') return { rows: query.rows, columns: (query.rows[0] ?? []).map((_, i) => `column${i + 1}`) }
  if (query.kind !== 'select' || query.where || query.groupBy || query.limit || query.with.length > 0 || query.orderBy.length > 0)
    return undefined
  const [output, ...more] = query.output
  const [source, ...others] = query.from
  if (!source) return output?.kind === 'term' && more.length === 0 ? unnested(output.term, output.name ?? 'unnest', scope) : undefined
  const rows = others.length === 0 ? sourceRows(source, scope) : undefined
  return rows && selected(rows, query.output)
}

function unnested(term: Term, column: string, scope: Scope): Rows | undefined {
  const [array, ...more] = term.kind === 'call' && term.name === 'unnest' ? term.args : []
  const elements = array && more.length === 0 ? elementsOf(array, scope) : undefined
  return elements && { columns: [column], rows: elements.map((element) => [element]) }
}

function sourceRows(source: Extract<Query, { kind: 'select' }>['from'][number], scope: Scope): Rows | undefined {
  if (source.kind === 'derived') {
    const rows = rowsOf(source.query, scope)
    return rows && { rows: rows.rows, columns: rows.columns.map((column, i) => source.alias?.columns[i] ?? column) }
  }
  if (source.kind !== 'function' || source.ordinality || source.calls.length !== 1) return undefined
  const [call] = source.calls
  return call && unnested(call, source.alias?.columns[0] ?? source.alias?.name ?? 'unnest', scope)
}

function selected(rows: Rows, output: Extract<Query, { kind: 'select' }>['output']): Rows | undefined {
  if (output.length === 1 && output[0]?.kind === 'star') return rows
  const places = output.map((each) => (each.kind === 'term' && each.term.kind === 'column' ? rows.columns.indexOf(each.term.name) : -1))
  if (places.includes(-1)) return undefined
  const columns = output.map((each, i) => (each.kind === 'term' ? each.name : undefined) ?? rows.columns[places[i] ?? 0] ?? '')
  return { columns, rows: rows.rows.map((row) => places.flatMap((place) => row[place] ?? [])) }
}
