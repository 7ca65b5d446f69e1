import type { Column } from '../catalog/catalog.ts'
import { literalOf } from '../query/literal.ts'
import type { Condition, Term } from '../query/query.ts'

/** What a condition may be for some rows: any of these, by whether the other columns of the rows are known. */
interface Outcome {
  readonly true: boolean
  readonly false: boolean
  readonly null: boolean
}

type Literal = string | number | boolean | null

/** What a marker holds in deleted rows: any value but the one of living rows. */
const marked = { only: 'deleted rows' } as const
type Marked = Literal | typeof marked

const anything: Outcome = { true: true, false: true, null: true }
const never: Outcome = { true: false, false: false, null: false }

function exactly(value: boolean | null): Outcome {
  return { ...never, [String(value)]: true }
}

/** The value that a living row's marker has where it is not NULL, such as `infinity`. */
export function sentinelOf(marker: Column): string | number | boolean | undefined {
  return (marker.default && literalOf(marker.default)) ?? undefined
}

/** The outcomes of conditions for the rows in which the marker has one value. */
class RowsWith {
  readonly #marker: Column
  readonly #value: Marked

  constructor(marker: Column, value: Marked) {
    this.#marker = marker
    this.#value = value
  }

  of(condition: Condition): Outcome {
    switch (condition.kind) {
      case 'constant':
        return exactly(condition.value)
      case 'and':
        return condition.of.map((part) => this.of(part)).reduce(both)
      case 'or':
        return negated(condition.of.map((part) => negated(this.of(part))).reduce(both))
      case 'not':
        return negated(this.of(condition.of))
      case 'bare':
        return asOutcome(this.#term(condition.term))
      case 'null': {
        const value = this.#term(condition.term)
        return value === undefined ? { ...anything, null: false } : exactly((value === null) !== condition.not)
      }
      case 'truth':
        return isTested(this.of(condition.of), condition.is === 'unknown' ? 'null' : condition.is, condition.not)
      case 'compare':
        return this.#compared(condition)
      default:
        return anything
    }
  }

  /** What a term is, if that can be told. */
  #term(term: Term): Marked | undefined {
    if (term.kind === 'column') return term.name === this.#marker.name ? this.#value : undefined
    if (term.kind === 'cast') return this.#term(term.term)
    if (term.kind !== 'call' || term.name !== 'coalesce') return literalOf(term)
    for (const arg of term.args) {
      const value = this.#term(arg)
      if (value !== null) return value
    }
    return null
  }

  #compared({ op, quantifier, left, right }: Extract<Condition, { kind: 'compare' }>): Outcome {
    if (quantifier || !/^(?:[<>]?=|<>|[<>])$/.test(op)) return anything
    const [a, b] = [this.#term(left), this.#term(right)]
    if (a === null || b === null) return exactly(null)
    if (op !== '=' && op !== '<>') return anything
    const isEqual = a === undefined || b === undefined ? undefined : this.#areEqual(a, b)
    return isEqual === undefined ? anything : exactly(isEqual === (op === '='))
  }

  #areEqual(a: string | number | boolean | typeof marked, b: string | number | boolean | typeof marked): boolean | undefined {
    if (a !== marked && b !== marked) return typeof a === typeof b ? a === b : undefined
    return a === b || a === sentinelOf(this.#marker) || b === sentinelOf(this.#marker) ? a === b : undefined
  }
}

function asOutcome(value: Marked | undefined): Outcome {
  return typeof value === 'boolean' || value === null ? exactly(value) : anything
}

function negated({ true: yes, false: no, null: unknown }: Outcome): Outcome {
  return { true: no, false: yes, null: unknown }
}

function both(a: Outcome, b: Outcome): Outcome {
  return {
    true: a.true && b.true,
    false: a.false || b.false,
    null: (a.null && (b.null || b.true)) || (b.null && a.true),
  }
}

function isTested(of: Outcome, is: keyof Outcome, not: boolean): Outcome {
  const others = (Object.keys(of) as (keyof Outcome)[]).some((key) => key !== is && of[key])
  return { true: not ? others : of[is], false: not ? of[is] : others, null: false }
}

function isBoolean(marker: Column): boolean {
  return marker.type?.name === 'boolean'
}

function livingValues(marker: Column): readonly Literal[] {
  if (isBoolean(marker)) return marker.nullable ? [false, null] : [false]
  return [sentinelOf(marker) ?? null]
}

/** Whether a condition keeps no row that is deleted. */
export function leavesDeletedOut(condition: Condition, marker: Column): boolean {
  return !new RowsWith(marker, isBoolean(marker) ? true : marked).of(condition).true
}

/** Whether a condition keeps no row that is not. */
export function leavesLivingOut(condition: Condition, marker: Column): boolean {
  return livingValues(marker).every((value) => !new RowsWith(marker, value).of(condition).true)
}
