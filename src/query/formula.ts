import type { Range } from '../catalog/place.ts'
import type { Relation, RowSource } from './relation.ts'

/** A nullable side of an outer join: its rows are either all there or all NULL. */
export interface Side {
  readonly sources: ReadonlySet<RowSource>
}

/** A column of a source, or something that is the same for every row. */
export type Operand =
  | { readonly kind: 'column'; readonly source: RowSource; readonly name: string }
  | { readonly kind: 'value'; readonly key: string; readonly mayBeNull: boolean }

/** What must hold of rows, with NOT pushed down to where it means something. */
export type Formula =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] }
  /** Holds where these sides are present. */
  | { readonly kind: 'when'; readonly sides: readonly Side[]; readonly then: Formula }
  /** The rows of a relation that stands here; judged from inside, its own facts are left out. */
  | { readonly kind: 'of'; readonly relation: Relation; readonly then: Formula }
  /** `strict`: not true when either is NULL. `link`: the one is the other, be it NULL. */
  | {
      readonly kind: 'equal'
      readonly left: Operand
      readonly right: Operand
      readonly how: 'strict' | 'equivalent' | 'link'
      readonly range: Range
    }
  /** Equal to one of several values. */
  | { readonly kind: 'among'; readonly column: Operand; readonly range: Range }
  | { readonly kind: 'null'; readonly column: Operand; readonly not: boolean; readonly range: Range }
  /** Something else, which is not true when one of these is NULL. */
  | { readonly kind: 'other'; readonly rejects: readonly Operand[]; readonly mentions: readonly Operand[]; readonly range: Range }
  | { readonly kind: 'constant'; readonly value: boolean }
  /** `narrows`: it is a conjunct of its own and can only leave rows out. */
  | { readonly kind: 'hidden'; readonly reason: string; readonly narrows: boolean; readonly range: Range }

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

/** Whether a relation stands somewhere in a formula. */
function holds(formula: Formula, relation: Relation): boolean {
  switch (formula.kind) {
    case 'and':
    case 'or':
      return formula.of.some((part) => holds(part, relation))
    case 'when':
      return holds(formula.then, relation)
    case 'of':
      return formula.relation === relation || holds(formula.then, relation)
    default:
      return false
  }
}

/** What a formula says at the place where a relation stands in it: only the branch of an OR that it is in, and nothing of its own. */
export function at(formula: Formula, relation: Relation): { readonly says: Formula; readonly present: readonly Side[] } {
  switch (formula.kind) {
    case 'and': {
      const parts = formula.of.map((part) => (holds(part, relation) ? at(part, relation) : { says: part, present: [] }))
      return { says: all(parts.map((part) => part.says)), present: parts.flatMap((part) => part.present) }
    }
    case 'or': {
      const branch = formula.of.find((part) => holds(part, relation))
      return branch ? at(branch, relation) : { says: formula, present: [] }
    }
    case 'when': {
      if (!holds(formula, relation)) return { says: formula, present: [] }
      const inner = at(formula.then, relation)
      return { says: inner.says, present: [...formula.sides, ...inner.present] }
    }
    case 'of':
      return formula.relation === relation
        ? { says: always, present: [] }
        : holds(formula.then, relation)
          ? at(formula.then, relation)
          : { says: formula, present: [] }
    default:
      return { says: formula, present: [] }
  }
}
