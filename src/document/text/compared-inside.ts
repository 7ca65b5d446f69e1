import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction, type LocatedFunction } from '../../javascript/called.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, parametersOf, pathOf, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { testedAtEnds } from './checks.ts'
import type { Compared, Known } from './known.ts'
import type { SqlNames } from './libraries.ts'

/** What a function of the program compares of what it is given, and does not come back unless it is the same: `sameTenant(row, org)`. */
export function comparedInside(expression: Node, program: Program, names: SqlNames): readonly Compared[] {
  const call = awaited(expression)
  if (call.type !== 'CallExpression' || call.optional || call.arguments.some(({ type }) => type === 'SpreadElement')) return []
  const callee = calledFunction(call, program, names.modules ?? noModules)
  if (!callee || callee.node.generator || (callee.node.async && bare(expression) === call)) return []
  return comparedBy(names)(callee.node, callee.program).flatMap(([one, other]): Compared[] => {
    const [given, another] = [one, other].map(({ index }) => call.arguments[index])
    return given && another ? [{ kind: 'compared', one: given, other: another, within: one.path, of: other.path }] : []
  })
}

/** A part of what a function is given. */
interface Part {
  readonly index: number
  readonly path: readonly string[]
}

type Pair = readonly [one: Part, other: Part]

/** The parts of what functions are given that are the same wherever they come back, while their modules are what they are. */
const comparedBy = onceFor((names: SqlNames) => onceFor((node: LocatedFunction['node'], program: Program) => pairsIn(node, program, names)))

const mostPairs = 50

function pairsIn(node: LocatedFunction['node'], program: Program, names: SqlNames): readonly Pair[] {
  const [first, ...others] = testedAtEnds({ node, program }, names).map((known) => {
    const pairs = known.map((one) => pairIn(one, { node, program })).filter((pair) => pair !== undefined)
    return new Map(pairs.slice(0, mostPairs).map((pair) => [JSON.stringify(pair), pair]))
  })
  return [...(first ?? [])].flatMap(([key, pair]) => (others.every((pairs) => pairs.has(key)) ? [pair] : []))
}

function pairIn(known: Known, { node, program }: LocatedFunction): Pair | undefined {
  if (known.kind !== 'compared' || known.each || known.unless || known.isOneOf) return undefined
  const [part, other] = [known.one, known.other].map((thing) => partGiven(thing, node, program))
  return part && other ? [part, other] : undefined
}

function partGiven(thing: Node, node: LocatedFunction['node'], program: Program): Part | undefined {
  const [root, path] = [rootOf(thing), pathOf(thing)]
  if (root?.type !== 'Identifier' || !path) return undefined
  const binding = program.named(root)
  const index = parametersOf(node).findIndex((parameter) => parameter === binding?.node)
  const isIt = binding?.writes.length === 0 && bare(thing).type !== 'CallExpression'
  return index >= 0 && isIt ? { index, path: path.slice(1) } : undefined
}

/** What a call compares so, with what waits for it. */
export function comparedByCall(call: TSESTree.CallExpression, program: Program, names: SqlNames): readonly Compared[] {
  const outer = program.outside(call)
  return comparedInside(outer?.type === 'AwaitExpression' ? outer : call, program, names)
}
