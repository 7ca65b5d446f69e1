import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, type LocatedFunction } from '../../javascript/called.ts'
import { argumentAt, bare, parametersOf, propertyName } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import type { Kind } from '../../javascript/symbolic/value.ts'
import { placeOf } from '../handed-parameters.ts'

/** What `client` is in `client.$transaction(async (tx) => …)`, of `tx`, also where a function of the program hands that on: `inTransaction(async (tx) => …)` */
export function transactionOf({ declared }: Kind<'symbol'>, { modules }: Machine): Located | undefined {
  if (!declared) return undefined
  const { node, program } = declared
  const call = program.callGiving(node)
  if (!call) return undefined
  const own = clientBeginning(call, program)
  if (own) return own
  const called = calledFunction(call, program, modules, modules.heir)
  const callback = program.functionAround(node)
  const client =
    called &&
    clientHandedOn(
      called,
      call.arguments.findIndex((one) => one === callback),
    )
  const given = client && argumentAt(call, placeOf(called.program.named(client.node)?.node, called.node))
  return given ? { node: given, program } : client
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
