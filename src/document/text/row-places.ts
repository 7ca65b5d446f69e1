import type { TSESTree } from '@typescript-eslint/utils'
import { bare, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

const firsts = /^(?:first|executeTakeFirst\w*)$/

/** Which of several rows a method gives: each `shift()` gives another one, and `slice()` some of them. */
export function placeIn(call: TSESTree.CallExpression, name: string, program: Program): string {
  if (firsts.test(name)) return '0'
  const [at] = call.arguments
  return name === 'at' && at ? placeOf(at, call, program) : String(call.range)
}

/** Where in a list something is taken from: the same place only as long as nothing moves in the list, and nothing is counted on. */
export function placeOf(index: Node, taken: TSESTree.MemberExpression | TSESTree.CallExpression, program: Program): string {
  const [list = ''] = pathOf(taken.type === 'CallExpression' ? taken.callee : taken.object) ?? []
  const isMoved = program.bindingOf(list, taken)?.writes.some(({ type }) => type === 'CallExpression') ?? false
  return (isMoved ? undefined : steadyPlace(index, program)) ?? String(taken.range)
}

/** What says a place that is the same whenever it is read; names of the same text may be different ones. */
function steadyPlace(index: Node, program: Program): string | undefined {
  const node = bare(index)
  const text = program.text.slice(...node.range)
  switch (node.type) {
    case 'Literal':
      return text
    case 'UnaryExpression':
      return steadyPlace(node.argument, program) === undefined ? undefined : text
    case 'BinaryExpression': {
      const parts = [node.left, node.right].map((part) => steadyPlace(part, program))
      return parts.includes(undefined) ? undefined : parts.join(node.operator)
    }
    case 'Identifier': {
      const binding = program.named(node)
      return binding?.writes.every((write) => isCountedByLoop(write, program)) === false
        ? undefined
        : `${text}@${String(binding?.node.range)}`
    }
    case 'MemberExpression': {
      const name = propertyName(node)
      const object = name === undefined || program.isSet(name) ? undefined : steadyPlace(node.object, program)
      return object === undefined ? undefined : `${object}/${name ?? ''}`
    }
    default:
      return undefined
  }
}

/** `for (let i = 0; …; i++)`: within a round it is the same. */
function isCountedByLoop(write: Node, program: Program): boolean {
  const loop = program.parentOf(write)
  return loop?.type === 'ForStatement' && loop.update === write
}
