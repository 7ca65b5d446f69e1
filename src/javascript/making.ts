import type { TSESTree } from '@typescript-eslint/utils'
import type { Making } from './heir.ts'
import type { Modules } from './modules.ts'
import { parameterAt } from './members.ts'
import { argumentAt, bare, isClass, pathOf, propertyName, type FunctionNode, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import { resolve, type Located } from './resolve.ts'

/** `new Store('orders')` */
export function makingOf(node: TSESTree.NewExpression, program: Program): Making | undefined {
  const given = node.arguments.map((_, i) => givenAt(node, i, program))
  return given.length > 0 ? { node, program, given } : undefined
}

/** The same where the function in which it stands is called: `createStore('orders')` of `(table) => new Store(table)`. */
export function madeAtCall(made: Making, maker: FunctionNode, call: Located & { readonly node: TSESTree.CallExpression }): Making {
  const given = made.given.map((one) => {
    const name = one && bare(one.node)
    const index = one && name?.type === 'Identifier' ? parameterAt(name, maker, one.program) : -1
    return index < 0 ? one : givenAt(call.node, index, call.program)
  })
  return { node: call.node, program: call.program, given }
}

function givenAt(call: TSESTree.NewExpression | TSESTree.CallExpression, index: number, program: Program): Located | undefined {
  const node = argumentAt(call, index)
  return node && { node, program }
}

const makesTable = /table|define|model|repository|schema/i

/** What a name stands for that is handed out, and so may be changed in place. */
function madeOf({ node, program }: Located): Node {
  return bare((node.type === 'Identifier' ? program.named(node)?.init : undefined) ?? node)
}

/** Whether what a constructor is given may say which table the methods ask: `'orders'`, `Order`, `orders`, `prisma.order`, `{ table: 'orders' }` */
export function mayNameTable(given: Making['given'], modules: Modules): boolean {
  return given.some((one) => {
    if (!one) return false
    const node = madeOf(resolve(one, modules))
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string'
      case 'CallExpression':
        return makesTable.test(pathOf(node.callee)?.at(-1) ?? '')
      case 'MemberExpression':
        return bare(node.object).type !== 'ThisExpression' && propertyName(node) !== undefined
      default:
        return isClass(node) || node.type === 'ObjectExpression'
    }
  })
}
