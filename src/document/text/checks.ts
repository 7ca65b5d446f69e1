import { onceFor } from '../../catalog/once-for.ts'
import type { LocatedFunction } from '../../javascript/called.ts'
import type { Node } from '../../javascript/nodes.ts'
import { endsOf, passedBefore, type End, type Passed } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import { insisted, knownWhere, type Known } from './known.ts'
import type { SqlNames } from './libraries.ts'

/** What is known behind a place that nothing passes otherwise. */
export type Check = Known & { readonly end: number }

/** The checks that everything that comes to a place with a value has passed, the nearest first; a function stands for its end. */
export function* checksBefore(place: Node, program: Program, names: SqlNames, used: Node = place): Generator<Check> {
  for (const passed of passedBefore(place, program, names.modules, used)) if (!passed.isGuessed) yield* checksBy(passed, program, names)
}

const mostEnds = 8

interface TestedEnd extends End {
  readonly tested: readonly Check[]
}

/** What tests tell wherever a function comes back, end by end; of one that comes back at many places nothing is said. */
export function testedAtEnds({ node, program }: LocatedFunction, names: SqlNames): readonly TestedEnd[] {
  const ends = endsOf(node, program, names.modules)
  if (ends.length > mostEnds) return []
  return ends.map((end) => {
    const tests = [...passedBefore(end.at, program, names.modules)].filter(
      (one) => one.end > node.range[0] && one.isTrue !== undefined && !one.isGuessed,
    )
    return { ...end, tested: tests.flatMap((one) => checksBy(one, program, names)) }
  })
}

const checksBy = onceFor((passed: Passed, program: Program, names: SqlNames): readonly Check[] => {
  const { end, each } = passed
  return knownBy(passed, program, names).map((one) => ({ ...one, end, ...(each && { each: one.each ?? each }) }))
})

function knownBy({ node, isTrue, ways }: Passed, program: Program, names: SqlNames): readonly Known[] {
  if (!ways) return isTrue === undefined ? insisted(node, program, names) : knownWhere(node, isTrue, program, names)
  const known = ways.map((way) => way.flatMap((one) => checksBy(one, program, names)))
  return known.every((way) => way.length > 0) ? [{ kind: 'either', ways: known }] : []
}
