import { bare, isFunction, methodOf, type Node } from '../nodes.ts'
import { handingsOf } from '../handed.ts'
import type { Binding, Program } from '../program.ts'
import type { Value } from './value.ts'

/** What is in a list may be changed afterwards: then it is not known what each is that it was made of. */
export function settled(value: Value, binding: Binding, program: Program): Value {
  if (value.kind !== 'call' || !value.made || changersOfItems(binding, program).length === 0) return value
  return { ...value, made: undefined }
}

/** Where each thing in a list gets something more: `for (const one of list) one.id = id`, `list.forEach((one) => Object.assign(one, more))`. */
export function changersOfItems(binding: Binding, program: Program): readonly Node[] {
  return program.usesOf(binding).filter((use) => {
    const one = itemOf(use, program)
    const item = one && program.named(one)
    return item !== undefined && (item.writes.length > 0 || handingsOf(item, program).length > 0)
  })
}

/** What a loop, or a function, calls one after the other. */
function itemOf(use: Node, program: Program): Node | undefined {
  const around = program.outside(use)
  if (around?.type === 'ForOfStatement' && bare(around.right) === use)
    return around.left.type === 'VariableDeclaration' ? around.left.declarations[0].id : around.left
  const call = around?.type === 'MemberExpression' && around.object === use ? program.outside(around) : undefined
  if (call?.type !== 'CallExpression' || !/^(?:forEach|map|filter|some|every|find)$/.test(methodOf(call) ?? '')) return undefined
  const [callback] = call.arguments
  return isFunction(callback) ? callback.params[0] : undefined
}
