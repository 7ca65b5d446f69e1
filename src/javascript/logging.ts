import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, callsUnder, type LocatedFunction } from './called.ts'
import type { Modules } from './modules.ts'
import { pathOf, type FunctionNode } from './nodes.ts'
import type { Program } from './program.ts'
import { nodesUnder } from './under.ts'

const logs = /^(?:console|log|logger|Sentry)$/

/** Whether a call only logs what it is given. */
export function isLogging({ callee }: TSESTree.CallExpression): boolean {
  return pathOf(callee)?.some((name) => logs.test(name)) ?? false
}

/** Whether a call is of a function in sight that throws nothing, and calls none but such: it says what is wrong, and goes on. */
export function onlyLogs(call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  const called = calledFunction(call, program, modules)
  return called !== undefined && goesOn(called, modules)
}

const known = new WeakMap<Modules, WeakMap<FunctionNode, boolean>>()

function goesOn({ node, program }: LocatedFunction, modules: Modules): boolean {
  const found = known.get(modules) ?? new WeakMap<FunctionNode, boolean>()
  known.set(modules, found)
  const before = found.get(node)
  if (before !== undefined) return before
  // Functions may call each other over and over.
  found.set(node, false)
  const throws = nodesUnder(node, program.nodesOf('ThrowStatement')).length > 0
  const is = !throws && callsUnder(node, program).every((one) => isLogging(one) || onlyLogs(one, program, modules))
  found.set(node, is)
  return is
}
