import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction } from '../javascript/called.ts'
import type { Modules } from '../javascript/modules.ts'
import { inAllNaming, nameAround, usesOfName } from '../javascript/named-anywhere.ts'
import { bare, callOf, methodOf, type FunctionNode, type Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import { isSamePlace, resolve, type Located } from '../javascript/resolve.ts'
import { callOn, hasMethod, isSurelySent, variableOf } from './call-sites.ts'
import type { QueryReader } from './query-reader.ts'

/** A query that a function gives and does nothing else with: `const ordersQuery = () => db.select().from(orders)`. */
interface GivenQuery {
  readonly node: Node
  readonly program: Program
  readonly reader: QueryReader
  readonly modules: Modules
}

/** Whether one of those that have the function sends the query as it is, or may: it is handed on, and nobody knows by whom it is called. */
export function isSentAsGiven(query: GivenQuery): boolean {
  return usesOf(query).some(({ call, program }) => !call || isSentAsItIs(call, program, query.reader))
}

/** Whether all that have the function call it where what they ask can be read, and only go on with the query. */
export function isGoneOnByAll(query: GivenQuery): boolean {
  const { program: home, reader } = query
  const isOnlyGoneOn = ({ call, program }: Use): boolean =>
    call !== undefined &&
    (program === home || isOfImport(call, program)) &&
    isGoneOn(call, program, reader) &&
    !isSentAsItIs(call, program, reader)
  const uses = usesOf(query)
  return uses.length > 0 && uses.every(isOnlyGoneOn)
}

interface Use {
  /** Nothing, where the function is not called but handed on. */
  readonly call: TSESTree.CallExpression | undefined
  readonly program: Program
}

function usesOf({ node, program, modules }: GivenQuery): readonly Use[] {
  const giver = giverOf(node, program)
  const name = giver && nameAround(giver, program)
  if (!giver || name === undefined) return []
  const own = { node: giver, program }
  return inAllNaming([name], program, modules, (one) =>
    // What is loaded by `await import('./orders')` may be called under any name.
    one !== program && one.nodesOf('ImportExpression').length > 0
      ? [{ call: undefined, program: one }]
      : usesOfName(name, one)?.flatMap((use): Use[] => {
          const call = callOf(use, one)
          if (call ? !isOf(own, call, one, modules) : !isNameOf(own, use, one, modules)) return []
          return [{ call, program: one }]
        }),
  )
}

/** The function that gives a query, itself or in a variable. */
function giverOf(query: Node, program: Program): FunctionNode | undefined {
  const giver = program.functionAround(query)
  if (!giver || giver.async || giver.generator) return undefined
  return bare(giver.body) === query || program.outside(query)?.type === 'ReturnStatement' ? giver : undefined
}

/** Whether a name is that of the function, and not of another one. */
function isNameOf(giver: Located, use: Node, program: Program, modules: Modules): boolean {
  return isSamePlace(resolve({ node: use, program }, modules), giver)
}

function isOf(giver: Located, call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  const called = calledFunction(call, program, modules)
  return called !== undefined && isSamePlace(called, giver)
}

/** `ordersQuery()` of an import: by that a file is known to go on with queries of another one. */
function isOfImport({ callee }: TSESTree.CallExpression, program: Program): boolean {
  return bare(callee).type === 'Identifier' && program.named(callee)?.kind === 'import'
}

/** `ordersQuery().where(…)`, or `let query = ordersQuery()` and more of that. */
function isGoneOn(call: Node, program: Program, reader: QueryReader): boolean {
  return isBuilt(call, program, reader) || usesHolding(call, program).some((use) => isBuilt(use, program, reader))
}

function isBuilt(node: Node, program: Program, reader: QueryReader): boolean {
  const next = callOn(node, program)
  return next !== undefined && hasMethod(reader, methodOf(next) ?? '')
}

/** Whether a call, or a constant that holds what it gives, is waited for as it is. What is done to it in place is read where it is waited for. */
function isSentAsItIs(call: Node, program: Program, reader: QueryReader): boolean {
  if (isBuilt(call, program, reader)) return false
  if (isSurelySent(call, program)) return true
  const held = variableOf(call, program)
  const uses = held?.kind === 'const' ? usesHolding(call, program) : []
  const isDone = uses.some((use) => isBuilt(use, program, reader) && isStatement(use, program))
  return !isDone && uses.some((use) => !isBuilt(use, program, reader) && isSurelySent(use, program))
}

function usesHolding(call: Node, program: Program): readonly Node[] {
  const held = variableOf(call, program)
  return held ? program.usesOf(held) : []
}

/** `query.where(…)` by itself */
function isStatement(node: Node, program: Program): boolean {
  const next = callOn(node, program)
  return next ? isStatement(next, program) : program.outside(node)?.type === 'ExpressionStatement'
}
