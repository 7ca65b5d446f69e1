import type { TSESTree } from '@typescript-eslint/utils'
import { bare, propertyIn, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import type { Context } from './read-text.ts'

/** What a name stands for, where it is written. */
export interface Given {
  readonly node: Node
  readonly context: Context
}

/** A function that is called, and what is known within it. */
interface Called {
  readonly callee: FunctionNode
  readonly program: Program
  readonly inside: Context
}

/** What the parameters of a function stand for in a call of it; those of which that cannot be told are left out. */
export function argumentsOf(
  { arguments: all }: TSESTree.CallExpression,
  context: Context,
  called: Called,
): readonly (readonly [Binding, Given])[] {
  const spread = all.findIndex(({ type }) => type === 'SpreadElement')
  return called.callee.params
    .slice(0, spread < 0 ? undefined : spread)
    .flatMap((parameter, i) => [...filledBy(parameter, all[i] && { node: all[i], context }, called)])
}

function* filledBy(parameter: Node, given: Given | undefined, called: Called): Iterable<readonly [Binding, Given]> {
  switch (parameter.type) {
    case 'Identifier': {
      const binding = given && called.program.bindingOf(parameter.name, called.callee)
      if (binding) yield [binding, given]
      return
    }
    case 'AssignmentPattern':
      if (!given) yield* filledBy(parameter.left, { node: parameter.right, context: called.inside }, called)
      else if (isThere.test(given.node.type)) yield* filledBy(parameter.left, given, called)
      return
    case 'ObjectPattern': {
      const object = given ? bare(given.node) : undefined
      if (given && object?.type === 'ObjectExpression') yield* filledByParts(parameter, object, given.context, called)
      return
    }
    default:
  }
}

function* filledByParts(
  { properties }: TSESTree.ObjectPattern,
  object: TSESTree.ObjectExpression,
  context: Context,
  called: Called,
): Iterable<readonly [Binding, Given]> {
  // What is spread into an object may be any of its properties.
  const isWhole = object.properties.every((one) => one.type === 'Property' && propertyName(one) !== undefined)
  for (const part of properties) {
    const key = part.type === 'Property' ? propertyName(part) : undefined
    if (part.type !== 'Property' || key === undefined) continue
    const value = propertyIn(object, key)?.value
    if (value || isWhole) yield* filledBy(part.value, value && { node: value, context }, called)
  }
}

/** What is never undefined, so that it is taken instead of a default. */
const isThere = /^(?:Literal|TemplateLiteral|TaggedTemplateExpression|BinaryExpression|ArrayExpression|ObjectExpression)$/
