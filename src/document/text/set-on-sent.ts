import { bare, isFunction, isUnder, parametersOf, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { routeOf } from './route-calls.ts'

/**
 * Whether a part of what was sent may be set where nobody hands it on to be set: anyhow in the function that has it, and elsewhere on what is called as the part is
 * that has it. What is first in a path may be a part of anything, unless it is said what that is called.
 */
export function isSetOnSent(path: readonly string[], within: FunctionNode, program: Program, whole?: RegExp): boolean {
  return path.some((name, i) => {
    const above = path[i - 1]
    const isOfSent = (called: string | undefined): boolean => (above === undefined ? (whole?.test(called ?? '') ?? true) : called === above)
    return program
      .givenWith(name)
      .some((object) => isUnder(object, within) || (isOfSent(nameFor(object, program)) && !isOfRoute(object, program)))
  })
}

/** Whether a function sets one of the names of a path on what it is given. */
export function setsAny(path: readonly string[], within: FunctionNode, program: Program): boolean {
  return path.some((name) => program.givenWith(name).some((object) => isUnder(object, within)))
}

const maxSteps = 8

/** What something is called where it is taken from. */
export function nameFor(object: Node, program: Program, steps = 0): string | undefined {
  const node = bare(object)
  if (node.type === 'MemberExpression') return propertyName(node)
  const { name, init, property } = program.named(node) ?? {}
  if (property !== undefined) return property
  return init && steps < maxSteps ? nameFor(init, program, steps + 1) : name
}

/** Whether something stands in the last handler of a route that hands its request on to no other one. */
function isOfRoute(node: Node, program: Program): boolean {
  return [...program.ancestors(node)].some((one) => isFunction(one) && routeOf(one, program) !== undefined && !goesOn(one))
}

function goesOn(handler: FunctionNode): boolean {
  const given = parametersOf(handler)
  const last = given.at(-1)
  return given.length > 2 || (last?.type === 'Identifier' && /^_?(?:next|done)$/.test(last.name))
}
