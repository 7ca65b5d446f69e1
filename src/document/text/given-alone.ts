import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, callsUnder, type LocatedFunction } from '../../javascript/called.ts'
import { isLogging } from '../../javascript/logging.ts'
import { noModules, type Modules } from '../../javascript/modules.ts'
import type { Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { nodesUnder } from '../../javascript/under.ts'
import { mayGiveRows } from '../../orms/query-sites.ts'
import { runBy, tagKind, type SqlNames } from './libraries.ts'
import { isMadeIn, isOfModule, valuesIn } from './mentioned.ts'

/** Whether a call is of a function in sight that asks a query, and knows no more of who asks than what it is given. */
export function knowsGivenAlone(call: TSESTree.CallExpression, program: Program, names: SqlNames): boolean {
  const { modules = noModules } = names
  const called = calledFunction(call, program, modules)
  return called !== undefined && asksByGiven(called, names, modules)
}

const known = new WeakMap<Modules, WeakMap<LocatedFunction['node'], boolean>>()

function asksByGiven({ node, program }: LocatedFunction, names: SqlNames, modules: Modules): boolean {
  const found = known.get(modules) ?? new WeakMap<LocatedFunction['node'], boolean>()
  known.set(modules, found)
  const before = found.get(node)
  if (before !== undefined) return before
  // Functions may call each other over and over.
  found.set(node, false)
  const calls = callsUnder(node.body, program).filter((one) => !isLogging(one))
  const queries = new Set<Node>([...calls.filter((one) => isQuery(one, names)), ...tagsUnder(node.body, program, names)])
  const isGiven = (value: Node): boolean => isMadeIn(node, value, program)
  const isOfQuery = (one: TSESTree.CallExpression): boolean =>
    isPartOf(one, queries, program) && (isChained(one, program) || valuesIn(one, program).some(isGiven))
  const isAsking = (one: TSESTree.CallExpression): boolean => knowsGivenAlone(one, program, names)
  const is =
    (queries.size > 0 || calls.some(isAsking)) &&
    calls.every((one) => isGiven(one) || isOfQuery(one) || isAsking(one)) &&
    valuesIn(node.body, program).every((one) => one.type === 'Literal' || isGiven(one) || isOfModule(one, program))
  found.set(node, is)
  return is
}

function isQuery(call: TSESTree.CallExpression, names: SqlNames): boolean {
  return mayGiveRows(call) || runBy(call, names) !== undefined
}

function tagsUnder(node: Node, program: Program, names: SqlNames): readonly Node[] {
  return nodesUnder(node, program.nodesOf('TaggedTemplateExpression')).filter(({ tag }) => tagKind(tag, names) !== undefined)
}

/** Whether something is one of several, or stands in one. */
function isPartOf(node: Node, queries: ReadonlySet<Node>, program: Program): boolean {
  return queries.has(node) || [...program.ancestors(node)].some((around) => queries.has(around))
}

/** Whether another method is called on what a call gives: `ds.getRepository(Member).findOneBy(…)`. */
function isChained(call: TSESTree.CallExpression, program: Program): boolean {
  const method = program.outside(call)
  return method?.type === 'MemberExpression' && program.outside(method)?.type === 'CallExpression'
}
