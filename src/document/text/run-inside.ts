import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction, pathOf, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import { endsOf } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import type { SqlNames } from './libraries.ts'

/** Methods that run a function for each of several, or only where something has failed, or later. */
const runsOtherwise = /^(?:map|flatMap|filter|forEach|some|every|find\w*|reduce\w*|sort|toSorted|then|catch|finally|on|once|each)$/
const inTransaction = /transact|^(?:tx|trx)$/i

/**
 * What a call gives that runs a function written in its place, and gives what that gives: `retry(() => find(id))`,
 * `db.transaction(async (tx) => { … return row })`. That it does is guessed; what builds a query gets its builder, and waits for nothing.
 */
export function givenInside(call: TSESTree.CallExpression, program: Program, { modules }: SqlNames): readonly Node[] {
  const [run, ...others] = call.arguments.filter((one) => isFunction(one))
  if (!run || others.length > 0 || run.generator || !isRunOnce(call, run)) return []
  return endsOf(run, program, modules).flatMap(({ argument }) => argument ?? [])
}

function isRunOnce({ callee }: TSESTree.CallExpression, run: FunctionNode): boolean {
  const name = (callee.type === 'MemberExpression' ? propertyName(callee) : pathOf(callee)?.[0]) ?? ''
  return !runsOtherwise.test(name) && (run.async || run.params.length === 0 || inTransaction.test(name))
}
