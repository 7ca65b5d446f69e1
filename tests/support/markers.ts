import { parse } from '@typescript-eslint/parser'
import type { TSESTree } from '@typescript-eslint/utils'
import { splitScript } from '../../src/sql/script.ts'

/** A comment that says whether what follows it is a mistake. */
export interface Marker {
  readonly kind: 'Wrong' | 'Right'
  readonly line: number
  /** The lines from it to the end of the statement that it is about, or to the next marker within that statement. */
  readonly until: number
}

const comment = /^[ \t]*(?:--|\/\/) (Wrong|Right): \S/gm

export function markersOf(file: string, text: string): Marker[] {
  const ends = file.endsWith('.sql') ? sqlStatements(text) : programStatements(text)
  const found = [...text.matchAll(comment)].map((match) => ({
    kind: kindOf(match),
    start: match.index,
    end: match.index + match[0].length,
  }))
  return found.map(({ kind, start, end }, i) => {
    const statement = statementAfter(ends, end)
    const next = found[i + 1]?.start ?? text.length
    return { kind, line: lineOf(text, start), until: lineOf(text, Math.min(statement, next)) }
  })
}

const kindOf = ([, word]: RegExpExecArray): Marker['kind'] => (word === 'Wrong' ? 'Wrong' : 'Right')

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

type Range = readonly [start: number, end: number]

/** The end of the statement around a comment, else of the first and largest one behind it. */
function statementAfter(statements: readonly Range[], offset: number): number {
  const within = statements.filter(([start, end]) => start < offset && offset < end)
  const behind = statements.filter(([start]) => start >= offset)
  const first = Math.min(...behind.map(([start]) => start))
  const inner = within.length > 0 ? Math.max(...within.map(([start]) => start)) : -1
  const around = within.find(([start]) => start === inner)
  const ends = behind.filter(([start, end]) => start === first && (!around || end <= around[1])).map(([, end]) => end)
  return ends.length > 0 ? Math.max(...ends) : (around?.[1] ?? offset)
}

function sqlStatements(text: string): Range[] {
  return splitScript(text).statements.map(({ start, end }) => [start, end])
}

function programStatements(text: string): Range[] {
  const ranges: Range[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (!isNode(value)) return
    if (/(?:Statement|Declaration|Definition|Property)$/.test(value.type) && value.type !== 'BlockStatement') ranges.push(value.range)
    for (const [key, child] of Object.entries(value)) if (key !== 'parent') visit(child)
  }
  visit(parse(text, { range: true }).body)
  return ranges
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value
}
