import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction } from '../../javascript/called.ts'
import type { Modules } from '../../javascript/modules.ts'
import { bare, pathOf, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { truthWritten } from './results.ts'

const maxSteps = 4
/** What makes a response of the web, which is always something. */
const responds = /^(?:Next)?Response\.(?:json|redirect|error|rewrite)$/

/** Whether an expression is something, whatever is the case: what is written out, a response, or what a function of the program makes of these. */
export function isThing(expression: Node, program: Program, modules: Modules, steps = 0): boolean {
  const node = bare(expression)
  if (node.type !== 'CallExpression') return truthWritten(node) === true
  if (steps > maxSteps) return false
  if (isResponse(node, program)) return true
  const made = calledFunction(node, program, modules)
  const given = made && givenAtEnd(made.node)
  return made !== undefined && given !== undefined && isThing(given, made.program, modules, steps + 1)
}

function isResponse({ callee }: TSESTree.CallExpression, program: Program): boolean {
  const path = pathOf(callee) ?? []
  const binding = program.bindingOf(path[0] ?? '', callee)
  return responds.test(path.join('.')) && (binding === undefined || binding.kind === 'import')
}

/** What a function gives that leaves nowhere before its end. */
function givenAtEnd({ body, async, generator }: FunctionNode): Node | undefined {
  if (async || generator) return undefined
  if (body.type !== 'BlockStatement') return body
  const last = body.body.at(-1)
  const isPlain = body.body.every((one) => one === last || /^(?:VariableDeclaration|ExpressionStatement)$/.test(one.type))
  return isPlain && last?.type === 'ReturnStatement' ? (last.argument ?? undefined) : undefined
}
