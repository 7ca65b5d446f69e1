import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction } from '../javascript/called.ts'
import type { Modules } from '../javascript/modules.ts'
import { inAllNaming, nameAround, usesOfName } from '../javascript/named-anywhere.ts'
import { callOf, methodOf, soleResult, type FunctionNode, type Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import { callOn, hasMethod, isSurelySent, variableOf } from './call-sites.ts'
import type { QueryReader } from './query-reader.ts'

/** A query that a function gives and does nothing else with: `const ordersQuery = () => db.select().from(orders)`. */
interface GivenQuery {
  readonly node: Node
  readonly program: Program
  readonly reader: QueryReader
  readonly modules: Modules
}

/** Whether one of those that call the function sends the query as it is. */
export function isSentAsGiven(query: GivenQuery): boolean {
  return usesOf(query).some(({ call, program }) => call && !isGoneOn(call, program, query.reader) && isSurelySent(call, program))
}

/** Whether all that call the function go on with the query: what they ask is read there. */
export function isGoneOnByAll(query: GivenQuery): boolean {
  const uses = usesOf(query)
  return uses.length > 0 && uses.every(({ call, program }) => call && isGoneOn(call, program, query.reader))
}

interface Use {
  /** Nothing, where the function is not called but handed on. */
  readonly call: TSESTree.CallExpression | undefined
  readonly program: Program
}

function usesOf({ node, program, modules }: GivenQuery): readonly Use[] {
  const giver = program.functionAround(node)
  const name = giver && soleResult(giver) === node ? nameAround(giver, program) : undefined
  if (!giver || name === undefined) return []
  return inAllNaming([name], program, modules, (one) =>
    usesOfName(name, one)?.flatMap((use): Use[] => {
      const call = callOf(use, one)
      return call && !isOf(giver, program, call, one, modules) ? [] : [{ call, program: one }]
    }),
  )
}

/** Each of the programs may have been parsed by another parser. */
function isOf(giver: FunctionNode, home: Program, call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  const called = calledFunction(call, program, modules)
  return called?.program.file === home.file && String(called.node.range) === String(giver.range)
}

/** `ordersQuery().where(…)`, or `let query = ordersQuery()` and more of that. */
function isGoneOn(call: Node, program: Program, reader: QueryReader): boolean {
  const isBuilt = (node: Node): boolean => {
    const next = callOn(node, program)
    return next !== undefined && hasMethod(reader, methodOf(next) ?? '')
  }
  const held = variableOf(call, program)
  return isBuilt(call) || (held !== undefined && program.usesOf(held).some(isBuilt))
}
