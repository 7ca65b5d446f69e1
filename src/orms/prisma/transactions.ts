import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, type LocatedFunction } from '../../javascript/called.ts'
import { argumentAt, bare, parametersOf, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import type { Kind } from '../../javascript/symbolic/value.ts'
import { placeOf } from '../handed-parameters.ts'

/** What `client` is in `client.$transaction(async (tx) => …)`, of `tx`, also where a function of the program hands that on: `inTransaction(async (tx) => …)` */
export function transactionOf({ declared }: Kind<'symbol'>, { modules }: Machine): Located | undefined {
  if (!declared) return undefined
  const { program } = declared
  const { call, callback } = givenOf(declared) ?? {}
  if (!call) return undefined
  const own = clientBeginning(call, program)
  if (own) return own
  const called = calledFunction(call, program, modules, modules.heir)
  const client =
    called &&
    clientHandedOn(
      called,
      call.arguments.findIndex((one) => one === callback),
    )
  const given = client && argumentAt(call, placeOf(called.program.named(client.node)?.node, called.node))
  return given ? { node: given, program } : client
}

interface Given {
  readonly call: TSESTree.CallExpression
  readonly callback: Node
}

/** The call that is given the function of which something is the first parameter, in place or by its name. */
function givenOf({ node, program }: Located): Given | undefined {
  const own = program.functionAround(node)
  if (own?.params[0] !== node) return undefined
  const callback = soleUseOf(own, program) ?? own
  const call = callback === own ? program.parentOf(own) : program.outside(callback)
  return call?.type === 'CallExpression' && call.callee !== callback ? { call, callback } : undefined
}

/** Where a function of the file is used by its name, if that is in one place. */
function soleUseOf(own: FunctionNode, program: Program): Node | undefined {
  const parent = program.parentOf(own)
  const name = own.type === 'FunctionDeclaration' ? own.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined
  const binding = program.named(name)
  if (!name || !binding || binding.writes.length > 0 || isShown(parent?.type === 'VariableDeclarator' ? parent : own, program))
    return undefined
  const [use, ...others] = program.usesOf(binding).filter((one) => one !== name)
  return others.length === 0 ? use : undefined
}

function isShown(declared: Node, program: Program): boolean {
  const around = [program.parentOf(declared), program.parentOf(program.parentOf(declared) ?? declared)]
  return around.some((one) => one?.type === 'ExportNamedDeclaration' || one?.type === 'ExportDefaultDeclaration')
}

function clientBeginning({ callee: written }: TSESTree.CallExpression, program: Program): Located | undefined {
  const callee = bare(written)
  return callee.type === 'MemberExpression' && propertyName(callee) === '$transaction' ? { node: callee.object, program } : undefined
}

/** `(fn) => client.$transaction(fn)` */
function clientHandedOn({ node, program }: LocatedFunction, index: number): Located | undefined {
  const parameter = parametersOf(node)[index]
  const binding = program.named(parameter)
  const [use, ...others] = binding ? program.usesOf(binding).filter((one) => one !== parameter) : []
  const call = use && others.length === 0 ? program.outside(use) : undefined
  return call?.type === 'CallExpression' && call.arguments[0] === use ? clientBeginning(call, program) : undefined
}
