import { onceFor } from '../../catalog/once-for.ts'
import type { Node } from '../../javascript/nodes.ts'
import { passedBefore, type Passed } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import { insisted, knownWhere, type Known } from './known.ts'
import type { SqlNames } from './libraries.ts'

/** What is known behind a place that nothing passes otherwise. */
export type Check = Known & { readonly end: number }

/** The checks that everything that comes to a place has passed, the nearest first; a function stands for its end. */
export function* checksBefore(place: Node, program: Program, names: SqlNames): Generator<Check> {
  for (const passed of passedBefore(place, program, names.modules)) if (!passed.isGuessed) yield* checksBy(passed, program, names)
}

const checksBy = onceFor((passed: Passed, program: Program, names: SqlNames): readonly Check[] => {
  const { node, isTrue, end, each } = passed
  const known = isTrue === undefined ? insisted(node, program, names) : knownWhere(node, isTrue, program, names)
  return known.map((one) => ({ ...one, end, ...(each && { each: one.each ?? each }) }))
})
