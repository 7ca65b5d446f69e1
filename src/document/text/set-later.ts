import { isWithin, type Range } from '../../catalog/place.ts'
import { isFunction, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

/** Whether an object that a statement gave gets a property only after it is used, in the same run of a function. */
export function isSetLater(object: Node, use: Node, statement: Range, program: Program): boolean {
  if (program.functionAround(object) !== program.functionAround(use)) return false
  for (const around of program.ancestors(object)) {
    if (isFunction(around)) return true
    if (sets.test(around.type) && use.range[1] > around.range[1]) return false
    // Each round but the first comes after what the one before has set.
    if (loops.test(around.type) && isWithin(use.range, around.range) && !isWithin(statement, around.range)) return false
  }
  return true
}

const sets = /^(?:Assignment|Update|Call|Unary)Expression$/
const loops = /^(?:For(?:In|Of)?|While|DoWhile)Statement$/
