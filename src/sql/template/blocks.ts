import type { Condition, Query } from '../../query/query.ts'
import { nextToken, type Range } from '../lexer.ts'

/** A part of a query that has conditions. */
export interface Block {
  readonly kind: 'select' | 'update' | 'delete'
  readonly range: Range
  readonly where: Condition | undefined
}

export function isObject(node: unknown): node is object {
  return typeof node === 'object' && node !== null
}

export function isBlock(node: object): node is Block {
  return 'kind' in node && (node.kind === 'select' || node.kind === 'update' || node.kind === 'delete') && 'range' in node
}

export function startsOfBlocks(query: Query): Set<number> {
  const starts = new Set<number>()
  const open: object[] = [query]
  for (let node = open.pop(); node; node = open.pop()) {
    if (isBlock(node)) starts.add(node.range[0])
    open.push(...Object.values(node as Record<string, unknown>).filter(isObject))
  }
  return starts
}

const clause =
  /^(?:select|from|where|on|having|group|order|limit|offset|fetch|for|window|returning|set|using|join|values|update|delete|insert)$/

/** What a place in a text is part of. */
export interface Surrounding {
  /** Where its block begins. */
  readonly start: number | undefined
  /** The last word before it that begins a clause of that block. */
  readonly clause: string
  /** The parentheses within the block that it stands in. */
  readonly group: Range | undefined
}

interface Frame {
  readonly from: number
  start: number | undefined
  clause: string
}

export function surroundingOf(text: string, at: number, starts: ReadonlySet<number>): Surrounding {
  const open: Frame[] = [{ from: 0, start: undefined, clause: '' }]
  for (let token = nextToken(text, 0); token && token.start < at; token = nextToken(text, token.end)) {
    const top = open.at(-1)
    if (!top) break
    if (starts.has(token.start)) Object.assign(top, { start: token.start, clause: '' })
    const sign = text.slice(token.start, token.end).toLowerCase()
    if (sign === '(') open.push({ from: token.start, start: undefined, clause: '' })
    else if (sign === ')') open.pop()
    else if (token.kind === 'word' && clause.test(sign) && !isLock(top.clause, sign)) top.clause = sign
  }
  const block = open.findLast(({ start }) => start !== undefined)
  const inner = open.at(-1)
  const group = block && inner && inner !== block ? groupFrom(text, inner.from) : undefined
  return { start: block?.start, clause: block?.clause ?? '', group }
}

/** `FOR UPDATE` updates nothing. */
function isLock(clauseBefore: string, sign: string): boolean {
  return clauseBefore === 'for' && sign === 'update'
}

function groupFrom(text: string, start: number): Range {
  let depth = 0
  for (let token = nextToken(text, start); token; token = nextToken(text, token.end)) {
    const sign = text.slice(token.start, token.end)
    if (sign === '(') depth++
    else if (sign === ')' && --depth === 0) return [start, token.end]
  }
  return [start, text.length]
}
