import type { TSESTree } from '@typescript-eslint/utils'
import type { FunctionNode, Node } from './nodes.ts'

/** What a variable holds, by what was done to it on the ways of its program. States that ways share are the same object. */
export type Held =
  /** What it is declared with. */
  | { readonly kind: 'start' }
  | Changed
  | Either
  /** It cannot be followed. */
  | { readonly kind: 'lost' }

/** A call of a function that is in sight, and that function. */
export interface Passage {
  readonly call: TSESTree.CallExpression
  readonly to: FunctionNode
}

interface Changed {
  readonly kind: 'changed'
  readonly before: Held
  readonly by: Node
  /** The calls that lead to it, outermost first, where a function of its own does it: `add(c)` of `const add = (c) => list.push(c)`. */
  readonly through: readonly Passage[]
  readonly isRepeated: boolean
  readonly depth: number
}

export interface Either {
  readonly kind: 'either'
  /** What decides; the same for all variables of the program. */
  readonly key: object
  readonly on: Node | string
  /** The first is taken where `on` is truthy. */
  readonly isTest: boolean
  readonly of: readonly Held[]
  /** How many of its kind lie behind each other. */
  readonly depth: number
}

export const lost: Held = { kind: 'lost' }
export const start: Held = { kind: 'start' }

/** Readers go down one by one where conditions lie behind each other. */
const maxDepth = 400

export function changed(before: Held, by: Node, isRepeated: boolean, through: readonly Passage[]): Held {
  return { kind: 'changed', before, by, isRepeated, through, depth: depthOf(before) }
}

export function either(one: Omit<Either, 'kind' | 'depth'>): Held {
  const depth = 1 + Math.max(...one.of.map(depthOf))
  return depth > maxDepth ? lost : { kind: 'either', ...one, depth }
}

function depthOf(held: Held): number {
  return held.kind === 'changed' || held.kind === 'either' ? held.depth : 0
}
