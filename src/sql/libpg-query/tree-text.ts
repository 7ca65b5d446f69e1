import type { Node } from '@pgsql/types'
import type { Range } from '../../catalog/place.ts'
import type { Written } from '../../query/query.ts'
import { TokenCursor } from '../token-cursor.ts'
import type { EncodedText } from './offsets.ts'

const nowhere: Range = [0, 0]

/** The text beside the tree: the tree says where most nodes start, the tokens where they end and what the names were before the parser cut them. */
export class TreeText {
  readonly #sql: string
  readonly #encoded: EncodedText
  readonly #start: number
  #tokens: TokenCursor | undefined

  /** The statement is the one that begins at `start`. */
  constructor(sql: string, encoded: EncodedText, start = 0) {
    this.#sql = sql
    this.#encoded = encoded
    this.#start = start
  }

  /** Only some nodes need them, and reading them costs as much as the parse. */
  get tokens(): TokenCursor {
    return (this.#tokens ??= new TokenCursor(this.#sql))
  }

  get whole(): Range {
    return [0, this.#sql.length]
  }

  /** Behind the words that begin a CREATE, ALTER or DROP: what the statement is about may be called as one of them. */
  get head(): number {
    const modified = this.behind(this.#start, 'create', 'alter', 'drop', 'or replace', 'constraint', 'unique', 'foreign', 'materialized')
    return this.behind(this.next(modified), 'concurrently', 'if not exists', 'if exists')
  }

  /** Where the token behind the one at an offset starts. */
  next(offset: number): number {
    return this.tokens.range(this.tokens.at(offset) + 1)[0]
  }

  /** Where the token starts that follows groups of words, of those that stand at an offset in this order. */
  behind(offset: number, ...groups: readonly string[]): number {
    const { tokens } = this
    tokens.index = tokens.at(offset)
    tokens.skip(...groups)
    return tokens.range(tokens.index)[0]
  }

  /** Where the token starts that follows the next group of words from an offset on; the offset where there is none. */
  after(offset: number, group: string): number {
    const { tokens } = this
    tokens.index = tokens.at(offset)
    return tokens.after(group) ? tokens.range(tokens.index)[0] : offset
  }

  slice([start, end]: Range): string {
    return this.#sql.slice(start, end)
  }

  /** The offset that a tree's `location` means; an omitted one is 0, -1 is unknown. */
  offset(location: number | undefined): number | undefined {
    return location === -1 ? undefined : this.#encoded.fromByte(location ?? 0)
  }

  /** The single token at a location. */
  token(location: number | undefined): Range {
    const offset = this.offset(location)
    return offset === undefined ? nowhere : this.tokens.range(this.tokens.at(offset))
  }

  /** The dotted name at a location, whole. */
  path(location: number | undefined): Range {
    const offset = this.offset(location)
    if (offset === undefined) return nowhere
    const { tokens } = this
    const first = tokens.at(offset)
    let last = first
    while (tokens.word(last + 1) === '.') last += 2
    return [offset, tokens.range(last)[1]]
  }

  /** From a location to the bracket that closes the first one to open behind it. */
  bracketed(location: number | undefined): Range {
    const offset = this.offset(location)
    if (offset === undefined) return nowhere
    const { tokens } = this
    let open = tokens.at(offset)
    while (open < tokens.end && tokens.word(open) !== '(' && tokens.word(open) !== '[') open++
    const close = tokens.partner(open)
    return [offset, tokens.range(close < 0 ? tokens.end - 1 : close)[1]]
  }

  /** An element of a list that starts at a location, up to the comma or bracket behind it. */
  element(location: number | undefined): Range {
    const offset = this.offset(location)
    if (offset === undefined) return nowhere
    const { tokens } = this
    const first = tokens.at(offset)
    const end = tokens.elementEnd(first)
    return end > first ? [offset, tokens.range(end - 1)[1]] : [offset, offset]
  }

  /** The name at a location, as written. */
  nameAt(name: string, location: number | undefined): Written {
    const offset = this.offset(location)
    return offset === undefined ? { text: name, range: nowhere } : this.nameFrom(name, offset)
  }

  /** The first mention of a name at or behind an offset, as written; a name that the grammar made up stands nowhere. */
  nameFrom(name: string, offset: number): Written {
    const { tokens } = this
    tokens.index = tokens.at(offset)
    const index = tokens.cutName(tokens.index) === name ? tokens.index : tokens.find(name)
    return index < 0 ? { text: name, range: nowhere } : { text: tokens.text(index) ?? name, range: tokens.range(index) }
  }

  /** Names of a list, each behind the one before. */
  namesFrom(nodes: readonly Node[] | undefined, offset: number): readonly Written[] {
    if (!nodes) return none
    let from = offset
    return stringsOf(nodes).map((name) => {
      const written = this.nameFrom(name, from)
      from = Math.max(from, written.range[1])
      return written
    })
  }
}

const none: readonly never[] = []

export function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
  if (!nodes) return none
  const found: string[] = []
  for (const node of nodes) if ('String' in node) found.push(node.String.sval ?? '')
  return found
}

/** From the start of the first to the end of the last; nodes without a place are left out. */
export function spanOf(...ranges: readonly (Range | undefined)[]): Range {
  let start = Number.POSITIVE_INFINITY
  let end = 0
  for (const range of ranges) {
    if (!range || range[1] === 0) continue
    start = Math.min(start, range[0])
    end = Math.max(end, range[1])
  }
  return end === 0 ? nowhere : [start, end]
}
