import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, type LocatedFunction } from '../javascript/called.ts'
import type { Heir } from '../javascript/heir.ts'
import type { Modules } from '../javascript/modules.ts'
import { awaited, bare, propertyName, type FunctionNode, type Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { Value } from '../javascript/symbolic/value.ts'

/** Whether the settings name a client that a call is made on. */
type IsNamed = (call: Node, program: Program) => boolean

/** Whether a chain of calls runs a function of the program where the library has one of that name. */
export function isOwnMethod(value: Value, modules: Modules, isNamed: IsNamed): boolean {
  for (let at = value; at.kind === 'call' || at.kind === 'member'; at = at.kind === 'call' ? at.callee : at.object) {
    const { node, program } = at.at
    if (at.kind === 'call' && node.type === 'CallExpression' && doesOtherwise({ node, program }, modules, isNamed, modules.heir))
      return true
  }
  return false
}

interface Call {
  readonly node: TSESTree.CallExpression
  readonly program: Program
}

const maxSteps = 6

/** Whether a call runs a function of the program that does not merely hand on to the library what it is given. */
function doesOtherwise({ node, program }: Call, modules: Modules, isNamed: IsNamed, heir: Heir | undefined, steps = 0): boolean {
  const own = calledFunction(node, program, modules, heir)
  if (!own) return false
  const handed = handedOn(own, nameOf(node))
  if (!handed || steps > maxSteps || isNamed(handed, own.program)) return true
  return doesOtherwise({ node: handed, program: own.program }, modules, isNamed, own.heir, steps + 1)
}

/** The call that a function hands all on to that it is given, to one of its own name: `find(options) { return super.find(options) }` */
function handedOn({ node }: LocatedFunction, name: string | undefined): TSESTree.CallExpression | undefined {
  const given = soleResult(node)
  const call = given && bare(awaited(given))
  if (call?.type !== 'CallExpression' || name === undefined || nameOf(call) !== name) return undefined
  const isAll = call.arguments.length === node.params.length && node.params.every((one, i) => isSame(one, call.arguments[i]))
  return isAll ? call : undefined
}

function soleResult({ body }: FunctionNode): Node | undefined {
  if (body.type !== 'BlockStatement') return body
  const [only, ...others] = body.body
  return only?.type === 'ReturnStatement' && others.length === 0 ? (only.argument ?? undefined) : undefined
}

function isSame(parameter: Node, given: Node | undefined): boolean {
  if (parameter.type === 'RestElement') return given?.type === 'SpreadElement' && isSame(parameter.argument, bare(given.argument))
  const value = given && bare(given)
  return parameter.type === 'Identifier' && value?.type === 'Identifier' && value.name === parameter.name
}

function nameOf({ callee }: TSESTree.CallExpression): string | undefined {
  const node = bare(callee)
  return node.type === 'MemberExpression' ? propertyName(node) : undefined
}
