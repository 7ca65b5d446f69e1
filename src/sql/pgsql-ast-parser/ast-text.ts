import type { Name, PGNode, QName, SelectStatement } from 'pgsql-ast-parser'
import type { QualifiedName } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import type { Alias, Written } from '../../query/query.ts'
import { TokenCursor, type Span } from '../token-cursor.ts'
import { Unsupported } from './unsupported.ts'

/** Types that the package locates behind their first word. */
const cutType = /^(?:time|timestamp) (?:\(|with|without)$|^(?:character|bit) varying$/

const queries: ReadonlySet<unknown> = new Set(['select', 'union', 'union all', 'values', 'with', 'with recursive'])

export function isQuery(node: PGNode): node is SelectStatement {
  return 'type' in node && queries.has(node.type)
}

/** What an expression ends with. */
function lastOperand(node: PGNode): PGNode {
  let last = node
  while (!isQuery(last)) {
    const next = 'right' in last ? last.right : 'operand' in last ? last.operand : 'hi' in last ? last.hi : undefined
    if (typeof next !== 'object' || next === null) break
    last = next
  }
  return last
}

/** The text beside the tree: the tree says where most nodes stand, the tokens which brackets are around them and how names are spelt. */
export class AstText {
  readonly tokens: TokenCursor
  readonly #sql: string

  constructor(sql: string) {
    this.#sql = sql
    this.tokens = new TokenCursor(sql)
  }

  get whole(): Range {
    return [0, this.#sql.length]
  }

  slice([start, end]: Range): string {
    return this.#sql.slice(start, end)
  }

  refuse(reason: string, node?: PGNode): never {
    throw new Unsupported(reason, node?._location?.start ?? 0)
  }

  /** The first token of a node. */
  first(node: PGNode): number {
    const start = this.#start(node)
    return this.#filter(start)?.[0] ?? start
  }

  #start(node: PGNode): number {
    const start = this.tokens.at(this.#place(node).start)
    return !isQuery(node) && cutType.test(this.words(start - 1, start + 1)) ? start - 1 : start
  }

  /** The package takes the words around the condition of a FILTER for a part of it. */
  #filter(start: number): Span | undefined {
    if (this.words(start, start + 3) !== 'filter ( where') return undefined
    let [first, end] = [start + 3, this.tokens.partner(start + 1)]
    while (this.tokens.word(first) === '(' && this.tokens.partner(first) === end - 1) [first, end] = [first + 1, end - 1]
    return [first, end]
  }

  #place(node: PGNode): { start: number; end: number } {
    return node._location ?? this.refuse('pgsql-ast-parser does not tell where a part of this stands')
  }

  /** The tokens of a node without the brackets around it. */
  bare(node: PGNode): Span {
    const first = this.#start(node)
    const filter = this.#filter(first)
    if (filter) return filter
    const end = this.tokens.at(this.#place(node).end)
    if (isQuery(node)) return this.#query(first, end)
    const last = lastOperand(node)
    return this.#balanced(first, isQuery(last) ? Math.max(end, this.bare(last)[1]) : end)
  }

  /** The package leaves a last alias out, and counts the brackets around some queries in. */
  #query(first: number, end: number): Span {
    const { tokens } = this
    if (tokens.word(first) === '(' && tokens.partner(first) === end - 1) return [first + 1, end - 1]
    return tokens.word(first - 1) === '(' ? [first, tokens.partner(first - 1)] : this.#balanced(first, end)
  }

  /** The package leaves out the brackets around what a node begins or ends with. */
  #balanced(from: number, to: number): Span {
    const { tokens } = this
    let [first, end] = [from, to]
    for (;;) {
      const [opens, closes] = [tokens.partner(first - 1), tokens.partner(end)]
      if (opens >= first && opens < end && tokens.word(first - 1) === '(') first--
      else if (closes >= first && closes < end && tokens.word(end) === ')') end++
      else return [first, end]
    }
  }

  /** The tokens of an operand with the brackets around it. */
  outer(node: PGNode): Span {
    return this.bracketed(this.bare(node))
  }

  bracketed([first, end]: Span): Span {
    const { tokens } = this
    let depth = 0
    while (tokens.word(first - 1 - depth) === '(' && tokens.partner(first - 1 - depth) === end + depth) depth++
    return [first - depth, end + depth]
  }

  /** How many brackets there are around an operand. */
  depth(node: PGNode): number {
    return this.bare(node)[0] - this.outer(node)[0]
  }

  /** The words and signs from a token to another. */
  words(first: number, end: number): string {
    let words = ''
    for (let i = first; i < end; i++) words += i === first ? this.tokens.word(i) : ` ${this.tokens.word(i)}`
    return words
  }

  range([first, end]: Span): Range {
    return [this.tokens.range(first)[0], this.tokens.range(end - 1)[1]]
  }

  /** The name at a token as the parser cuts it. */
  name(index: number): string {
    return this.tokens.cutName(index) ?? this.refuse('pgsql-ast-parser does not tell where a name of this stands')
  }

  nameOf(node: Name): string {
    return this.name(this.first(node))
  }

  /** The name at a token, whole. */
  writtenAt(index: number): Written {
    return { text: this.tokens.text(index) ?? '', range: this.tokens.range(index) }
  }

  written(node: PGNode): Written {
    return this.writtenAt(this.first(node))
  }

  writtenAll(nodes: readonly PGNode[] | null | undefined): Written[] {
    return (nodes ?? []).map((node) => this.written(node))
  }

  /** The last token of a located name with its schema. */
  last(name: QName): number {
    return this.first(name) + (name.schema === undefined ? 0 : 2)
  }

  schemaOf(name: QName): string | undefined {
    return name.schema === undefined ? undefined : this.name(this.first(name))
  }

  qualified(name: QName): QualifiedName {
    return { schema: this.schemaOf(name), name: this.writtenAt(this.last(name)) }
  }

  /** The alias that stands at a token, and the names in the bracket behind it. */
  alias(index: number, hasColumns: boolean): Alias {
    const { tokens } = this
    const at = tokens.word(index) === 'as' ? index + 1 : index
    return { name: this.name(at), columns: hasColumns ? tokens.elements(at + 2).map(([first]) => this.name(first)) : [] }
  }
}
