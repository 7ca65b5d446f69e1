import type { Range } from '../../catalog/place.ts'
import type { Column, Condition, Hidden, Insert, Output, Query, Term, Update, Value } from '../../query/query.ts'
import type { Statement } from '../engine.ts'
import { nextToken } from '../lexer.ts'
import { hasHole, hasMarker, holeOfParameter, markersIn, type Hole } from './hole.ts'
import { unknownOperator, type Seat } from './seats.ts'

/** A hole in the text that was read, and what it was taken for. */
export interface PlacedHole {
  readonly number: number
  readonly seat: Seat
  readonly range: Range
}

/** A statement as far as it can be seen: what holes decide in it is hidden, and says why. */
export function hideHoles(statement: Statement, placed: readonly PlacedHole[], holes: readonly Hole[], text: string): Statement {
  if (placed.length === 0) return statement
  const changes = statement.changes.some(isMarked) ? [] : statement.changes
  if (!statement.query) return { ...statement, changes }
  const hiding = new Hiding(placed, holes, text)
  return { ...statement, changes, query: hiding.query(statement.query) }
}

function isMarked(node: unknown): boolean {
  return hasMarker(JSON.stringify(node))
}

type Node = Condition | Output | Insert | Update

/** Clauses after which a text cannot undo a condition before it. */
const closesConditions = /^(?:group|order|limit|offset|fetch|for|window|returning|select)$/
const opensConditions = /^(?:where|on|having)$/
const clause =
  /^(?:select|from|where|on|having|group|order|limit|offset|fetch|for|window|returning|set|using|join|values|update|delete|insert)$/

class Hiding {
  readonly #placed: readonly PlacedHole[]
  readonly #holes: readonly Hole[]
  readonly #text: string

  constructor(placed: readonly PlacedHole[], holes: readonly Hole[], text: string) {
    this.#placed = placed
    this.#holes = holes
    this.#text = text
  }

  query(query: Query): Query {
    const seen = this.#node(query) as Query
    const fragments = this.#placed.filter(({ seat }) => seat === 'nothing')
    return fragments.reduce((whole, hole) => this.#withFragment(whole, hole), seen)
  }

  #node(node: unknown): unknown {
    if (typeof node === 'string') return this.#name(node)
    if (Array.isArray(node)) return node.map((part) => this.#node(part))
    if (!isObject(node)) return node
    if (isValue(node)) return this.#value(node)
    const parts = Object.fromEntries(Object.entries(node).map(([key, part]: [string, unknown]) => [key, this.#node(part)]))
    return this.#replaced(parts as Partial<Node> as Node)
  }

  #replaced(node: Node): unknown {
    switch (node.kind) {
      case 'bare':
      case 'null':
      case 'like':
      case 'between':
      case 'compare':
        return this.#condition(node)
      case 'term':
        return this.#output(node)
      case 'insert':
        return this.#insert(node)
      case 'update':
        return this.#update(node)
      default:
        return node
    }
  }

  /** A name with a hole in it is written as the program writes it, and is no name of the catalog. */
  #name(name: string): string {
    if (!hasMarker(name)) return name
    return markersIn(name).reduceRight(
      (text, { start, end, number }) => `${text.slice(0, start)}\${${this.#holes[number]?.text ?? ''}}${text.slice(end)}`,
      name,
    )
  }

  #value(value: Value): Value {
    const { value: is } = value
    const number =
      is.kind === 'parameter'
        ? holeOfParameter(is.name)
        : is.kind === 'literal' && typeof is.literal === 'string'
          ? markersIn(is.literal)[0]?.number
          : undefined
    const hole = number === undefined ? undefined : this.#holes[number]
    if (!hole) return value
    const { text, as, from } = hole
    return { ...value, many: value.many || as === 'values', value: { kind: 'program', text, mayBeUndefined: false, ...(from && { from }) } }
  }

  #condition(condition: Condition): Condition {
    const terms = operandsOf(condition)
    const marked = terms.find((term) => isMarkedColumn(term))
    if (marked) return this.#hidden(marked.range, true)
    if (condition.kind === 'bare')
      return isProgram(condition.term) ? this.#hidden(condition.range, this.#isParenthesised(condition.range)) : condition
    if (condition.kind !== 'compare') return condition
    const isOpen = condition.op === unknownOperator || (terms.some(isProgram) && terms.every((term) => term.kind === 'value'))
    return isOpen ? this.#hidden(condition.range, true) : condition
  }

  #output(output: Extract<Output, { kind: 'term' }>): Output {
    return isMarkedColumn(output.term) ? this.#hidden(output.range, true) : output
  }

  #insert(insert: Insert): Insert {
    if (!insert.columns?.some(({ text }) => hasHole(text))) return insert
    return { ...insert, columns: undefined, source: this.#hidden(insert.range, true) }
  }

  #update(update: Update): Update {
    const set = update.set.map((item) => ('column' in item && hasHole(item.column) ? this.#hidden(item.range, true) : item))
    return { ...update, set }
  }

  #hidden(range: Range, narrows: boolean): Hidden {
    const hole = this.#placed.find((one) => one.range[0] >= range[0] && one.range[1] <= range[1]) ?? this.#placed[0]
    return this.#hiddenBy(hole, range, narrows)
  }

  #hiddenBy(hole: PlacedHole | undefined, range: Range, narrows: boolean): Hidden {
    const text = (hole && this.#holes[hole.number]?.text) ?? ''
    return { kind: 'hidden', reason: `what ${shown(text)} stands for cannot be seen`, narrows, range }
  }

  #isParenthesised([start, end]: Range): boolean {
    return /\(\s*$/.test(this.#text.slice(0, start)) && /^\s*\)/.test(this.#text.slice(end))
  }

  /** Hangs what a fragment may say on the block that it stands in. */
  #withFragment(whole: Query, hole: PlacedHole): Query {
    const { start, clause: last } = blockAt(this.#text, hole.range[0], startsOfBlocks(whole))
    if (start === undefined || closesConditions.test(last)) return whole
    return this.#hangOn(whole, start, this.#hiddenBy(hole, hole.range, !opensConditions.test(last))) as Query
  }

  #hangOn(node: unknown, start: number, hidden: Hidden): unknown {
    if (Array.isArray(node)) return node.map((part) => this.#hangOn(part, start, hidden))
    if (!isObject(node)) return node
    if (isBlock(node) && node.range[0] === start) return { ...node, where: node.where ? both(node.where, hidden) : hidden }
    return Object.fromEntries(Object.entries(node).map(([key, part]: [string, unknown]) => [key, this.#hangOn(part, start, hidden)]))
  }
}

function both(where: Condition, hidden: Hidden): Condition {
  return { kind: 'and', of: [where, hidden], range: where.range }
}

/** The terms that a condition compares, without what stands in subqueries. */
function operandsOf(condition: Condition): Term[] {
  const top = condition.kind === 'compare' ? [condition.left, condition.right] : 'term' in condition ? [condition.term] : []
  return top.flatMap(partsOf)
}

function partsOf(term: Term): Term[] {
  switch (term.kind) {
    case 'cast':
    case 'collate':
      return partsOf(term.term)
    case 'row':
    case 'array':
    case 'list':
      return term.terms.flatMap(partsOf)
    case 'call':
      return [term, ...term.args.flatMap(partsOf)]
    default:
      return [term]
  }
}

function isMarkedColumn(term: Term): term is Column {
  return term.kind === 'column' && (hasHole(term.name) || hasHole(term.of ?? ''))
}

function isProgram(term: Term): boolean {
  return term.kind === 'value' && term.value.kind === 'program'
}

interface Block {
  readonly kind: 'select' | 'update' | 'delete'
  readonly range: Range
  readonly where: Condition | undefined
}

function isObject(node: unknown): node is object {
  return typeof node === 'object' && node !== null
}

function isValue(node: object): node is Value {
  return 'kind' in node && node.kind === 'value' && 'many' in node
}

function isBlock(node: object): node is Block {
  return 'kind' in node && (node.kind === 'select' || node.kind === 'update' || node.kind === 'delete') && 'range' in node
}

function startsOfBlocks(query: Query): Set<number> {
  const starts = new Set<number>()
  const open: object[] = [query]
  for (let node = open.pop(); node; node = open.pop()) {
    if (isBlock(node)) starts.add(node.range[0])
    open.push(...Object.values(node as Record<string, unknown>).filter(isObject))
  }
  return starts
}

/** The block that a place stands in, and the last word before it that begins a clause of that block. */
function blockAt(text: string, at: number, starts: ReadonlySet<number>): { readonly start: number | undefined; readonly clause: string } {
  const open: { start: number | undefined; clause: string }[] = [{ start: undefined, clause: '' }]
  for (let token = nextToken(text, 0); token && token.start < at; token = nextToken(text, token.end)) {
    const top = open.at(-1)
    if (!top) break
    if (starts.has(token.start)) Object.assign(top, { start: token.start, clause: '' })
    const sign = text.slice(token.start, token.end).toLowerCase()
    if (sign === '(') open.push({ start: undefined, clause: '' })
    else if (sign === ')') open.pop()
    else if (token.kind === 'word' && clause.test(sign)) top.clause = sign
  }
  return open.findLast(({ start }) => start !== undefined) ?? { start: undefined, clause: '' }
}

/** An expression for a message. */
function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return `\`${line.length > 40 ? `${line.slice(0, 39)}…` : line}\``
}
