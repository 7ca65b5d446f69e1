import type { Condition, ProgramValue } from './query.ts'
import type { Range } from '../catalog/place.ts'
import type { Relation, RowSource } from './relation.ts'
import type { Scope } from './scope.ts'

/** Rows that are either all there or all NULL: a nullable side of an outer join, or a column of GROUPING SETS. */
export interface Side {
  readonly of: 'join' | 'grouping sets'
}

/** A column or expression of a source, or something that is the same for every row. */
export type Operand =
  | { readonly kind: 'column'; readonly source: RowSource; readonly name: string }
  | { readonly kind: 'expression'; readonly source: RowSource; readonly text: string; readonly columns: readonly string[] }
  | ValueOperand

export interface ValueOperand {
  readonly kind: 'value'
  readonly key: string
  readonly mayBeNull: boolean
  /** The expression of the program that it is. */
  readonly program?: ProgramValue | undefined
}

/** The condition that a leaf was made from, and what its names mean; `not`: its opposite holds. */
export interface Origin {
  readonly condition: Condition
  readonly not: boolean
  readonly scope: Scope
}

/** A part of a formula that says one thing. What joins a relation to its surroundings is written nowhere. */
export type Leaf =
  /** `strict`: not true when either is NULL. `link`: the one is the other, be it NULL. */
  | {
      readonly kind: 'equal'
      readonly left: Operand
      readonly right: Operand
      readonly how: 'strict' | 'equivalent' | 'link'
      readonly range: Range
      readonly origin?: Origin
    }
  /** One of several values; `of` are those, where the program gives them as one. One that is what it was given may be NULL. */
  | {
      readonly kind: 'among'
      readonly column: Operand
      readonly of?: ValueOperand | undefined
      readonly mayBeNull?: boolean
      readonly range: Range
      readonly origin?: Origin
    }
  | { readonly kind: 'null'; readonly column: Operand; readonly not: boolean; readonly range: Range; readonly origin?: Origin }
  /** Something else, which is not true when one of these is NULL. */
  | {
      readonly kind: 'other'
      readonly rejects: readonly Operand[]
      readonly mentions: () => readonly Operand[]
      readonly range: Range
      readonly origin?: Origin
    }
  /** `narrows`: it is a conjunct of its own and can only leave rows out; `of`: those of one source. */
  | {
      readonly kind: 'hidden'
      readonly reason: string
      readonly narrows: boolean
      readonly of?: RowSource
      readonly scopes?: Scoping
      readonly range: Range
    }

/** What a helper of the settings holds to the tenant: the sources that its condition stands beside. */
export interface Scoping {
  readonly by: string
  readonly sources: readonly RowSource[]
}

export interface Or {
  readonly kind: 'or'
  readonly of: readonly Formula[]
}

/** What must hold of rows, with NOT pushed down to where it means something. */
export type Formula =
  | Leaf
  | { readonly kind: 'and'; readonly of: readonly Formula[] }
  | Or
  /** Holds where these sides are present. */
  | { readonly kind: 'when'; readonly sides: readonly Side[]; readonly then: Formula }
  /** The rows of a relation that stands here; judged from inside, its own facts are left out. */
  | { readonly kind: 'of'; readonly relation: Relation; readonly then: Formula }
  | { readonly kind: 'constant'; readonly value: boolean }

export const always: Formula = { kind: 'constant', value: true }
export const never: Formula = { kind: 'constant', value: false }

export function all(of: readonly (Formula | undefined)[]): Formula {
  const parts = of.filter((part) => part !== undefined).filter((part) => part !== always)
  const [only] = parts
  return parts.length === 1 && only ? only : parts.length === 0 ? always : { kind: 'and', of: parts }
}

export function any(of: readonly Formula[]): Formula {
  const [only] = of
  return of.length === 1 && only ? only : { kind: 'or', of }
}

export function when(sides: readonly Side[], then: Formula): Formula {
  return sides.length === 0 || then === always ? then : { kind: 'when', sides, then }
}

export function link(left: Operand, right: Operand): Formula {
  return { kind: 'equal', left, right, how: 'link', range: [0, 0] }
}

export function sameOperand(a: Operand, b: Operand): boolean {
  if (a.kind === 'value' || b.kind === 'value') return a.kind === 'value' && b.kind === 'value' && a.key === b.key
  if (a.source !== b.source) return false
  return a.kind === 'column' ? b.kind === 'column' && a.name === b.name : b.kind === 'expression' && a.text === b.text
}

/** What a formula says at a place in it. */
export interface Said {
  readonly says: Formula
  /** Sides that are taken to be present there. */
  readonly present: readonly Side[]
}

/** What a formula says at the place where a relation stands in it: only the branch of an OR that it is in, and nothing of its own. */
export function at(formula: Formula, relation: Relation): Said {
  return within(formula, relation) ?? { says: formula, present: [] }
}

function within(formula: Formula, relation: Relation): Said | undefined {
  switch (formula.kind) {
    case 'and':
      return withinAll(formula.of, relation)
    case 'or': {
      for (const branch of formula.of) {
        const found = within(branch, relation)
        if (found) return found
      }
      return undefined
    }
    case 'when': {
      const inner = within(formula.then, relation)
      return inner && { says: when(formula.sides, inner.says), present: [...formula.sides, ...inner.present] }
    }
    case 'of':
      return formula.relation === relation ? { says: always, present: [] } : within(formula.then, relation)
    default:
      return undefined
  }
}

function withinAll(parts: readonly Formula[], relation: Relation): Said | undefined {
  const found = parts.map((part) => within(part, relation))
  if (found.every((said) => said === undefined)) return undefined
  return { says: all(parts.map((part, i) => found[i]?.says ?? part)), present: found.flatMap((said) => said?.present ?? []) }
}
