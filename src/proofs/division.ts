import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import { ownColumns } from '../query/columns.ts'
import { isAggregate } from '../query/functions.ts'
import { operandOf } from '../query/operand.ts'
import { printTerm } from '../query/print.ts'
import type { Call, Column, Query, Term } from '../query/query.ts'
import { shownName } from '../query/relation.ts'
import { isQuery, nodesIn, whereOf, type Block } from './blocks.ts'
import { isNullable } from './tenant/nulls.ts'

/** A divisor that may be 0. */
interface UnguardedDivision {
  readonly range: Range
  readonly written: string
  readonly divisor: string
}

export const unguardedDivisions = onceFor((block: Block): UnguardedDivision[] => {
  const divisors = new Divisors(block)
  return [...divisionsOf(block.query)].flatMap(({ call, asked }) => {
    const [, divisor] = call.args
    const parts = divisor && divisors.zeroes(divisor)
    if (!divisor || !parts || parts.length === 0 || parts.some((part) => namesIn(part).some((name) => asked.has(name)))) return []
    return [{ range: divisor.range, written: printTerm(call), divisor: printTerm(divisor) }]
  })
})

interface Division {
  readonly call: Call
  /** What conditions ask for before it is computed. */
  readonly asked: ReadonlySet<string>
}

function* divisionsOf(query: Query): Generator<Division> {
  const asked = askedBy(query)
  for (const part of Object.values(query)) yield* divisionsIn(part, asked)
}

function* divisionsIn(node: unknown, asked: ReadonlySet<string>): Generator<Division> {
  if (typeof node !== 'object' || node === null || isQuery(node)) return
  if (isCase(node)) {
    yield* inCase(node, asked)
    return
  }
  if (isDivision(node)) yield { call: node, asked }
  for (const part of Object.values(node)) yield* divisionsIn(part, asked)
}

/** A branch is computed where its condition holds, and those before it do not. */
function* inCase({ of, when, otherwise }: Extract<Term, { kind: 'case' }>, asked: ReadonlySet<string>): Generator<Division> {
  let known = new Set([...asked, ...(of ? namesIn(of) : [])])
  for (const { when: condition, then } of when) {
    yield* divisionsIn(condition, known)
    known = new Set([...known, ...namesIn(condition)])
    yield* divisionsIn(then, known)
  }
  yield* divisionsIn(otherwise, known)
}

/** What the conditions of a query compare: those that ask for no more than NULL say nothing of 0. */
function askedBy(query: Query): ReadonlySet<string> {
  const conditions = [
    whereOf(query),
    ...(query.kind === 'select' ? [query.having, query.from] : query.kind === 'update' ? [query.from] : []),
  ]
  const compared = nodesIn(conditions).filter((node) => 'kind' in node && /^(?:compare|between|bare|like)$/.test(String(node.kind)))
  return new Set(compared.flatMap(namesIn))
}

/** The columns and computed terms that stand in something. */
function namesIn(node: object): string[] {
  const calls = nodesIn(node).flatMap((one) => (isCall(one) && !one.operator ? [printTerm(one)] : []))
  return [...calls, ...[...ownColumns(node)].map(({ name }) => name)]
}

/** Knows which terms of a block may be 0. */
class Divisors {
  readonly #block: Block
  readonly #isGrouped: boolean

  constructor(block: Block) {
    this.#block = block
    const { query } = block
    this.#isGrouped = query.kind === 'select' && query.groupBy?.kind === 'terms' && query.groupBy.terms.length > 0
  }

  /** The columns and aggregates that make a term 0 when they are; none where it is not known that it may be. */
  zeroes(term: Term): Term[] {
    switch (term.kind) {
      case 'column':
        return this.#mayBeZero(term) ? [term] : []
      case 'cast':
      case 'collate':
        return this.zeroes(term.term)
      case 'call':
        return term.operator ? this.#ofOperator(term) : this.#ofFunction(term)
      default:
        return []
    }
  }

  #ofOperator({ name, args }: Call): Term[] {
    const [left, right] = args.map((arg) => this.zeroes(arg))
    if (name === '*') return [...(left ?? []), ...(right ?? [])]
    return (name === '+' || name === '-') && left?.length && right?.length ? [...left, ...right] : []
  }

  #ofFunction(call: Call): Term[] {
    const { name, args } = call
    if (isAggregate(name)) return name === 'count' ? this.#ofCount(call) : /^(?:sum|avg|min|max)$/.test(name) ? [call] : []
    if (/^(?:abs|round|floor|trunc|ceil|ceiling)$/.test(name)) return args[0] ? this.zeroes(args[0]) : []
    if (name === 'coalesce') return args.flatMap((arg) => this.zeroes(arg))
    if (name !== 'greatest') return []
    const found = args.map((arg) => this.zeroes(arg))
    return found.every((one) => one.length > 0) ? found.flat() : []
  }

  /** A group has a row, and a window the row that it is for. */
  #ofCount(call: Call): Term[] {
    const { args, star, filter, over } = call
    if (!filter && (over !== undefined || this.#isGrouped)) {
      const [arg] = args
      if (star || arg?.kind !== 'column') return []
      const operand = operandOf(arg, this.#block.scope)
      if (operand?.kind !== 'column' || !operand.source.table || !isNullable(operand.source.table, operand.name)) return []
    }
    return [call]
  }

  #mayBeZero(column: Column): boolean {
    const { scope } = this.#block
    const operand = operandOf(column, scope)
    if (!operand) return scope.sources.length > 0 && scope.sources.every(({ kind, table }) => kind === 'table' && !table)
    if (operand.kind !== 'column' || operand.source.kind !== 'table') return false
    const { table } = operand.source
    if (!table) return true
    const own = table.columns.find((one) => shownName(operand.source, one.name) === operand.name)
    return !table.checks.some(({ expression }) => [...ownColumns(expression)].some(({ name }) => name === (own?.name ?? column.name)))
  }
}

function isCall(node: object): node is Call {
  return 'kind' in node && node.kind === 'call' && 'args' in node
}

function isDivision(node: object): node is Call {
  return isCall(node) && node.operator && (node.name === '/' || node.name === '%') && node.args.length === 2
}

function isCase(node: object): node is Extract<Term, { kind: 'case' }> {
  return 'kind' in node && node.kind === 'case'
}
