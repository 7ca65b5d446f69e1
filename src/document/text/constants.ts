import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, isWaiting, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { searchBy } from './searches.ts'
import { rootsOf } from './steady.ts'

/** What a constant stands for that nothing changes; anything else is itself. */
export function constantOf(node: Node, program: Program): Node {
  const binding = program.named(node)
  return (binding && constantIn(binding)) ?? node
}

export function constantIn({ kind, init, property, writes }: Binding): Node | undefined {
  return kind === 'const' && init && property === undefined && writes.length === 0 ? bare(init) : undefined
}

/** The function by which a list was picked out of another one: `ids.filter((id) => …)`. */
export function pickingBy(list: Node, program: Program): FunctionNode | undefined {
  const node = constantOf(bare(list), program)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'filter') return undefined
  const [callback] = node.arguments
  return callback && isFunction(callback) ? callback : undefined
}

/** What has found one of several where that, or a part of it, is something: `members.find((one) => one.userId === userId)?.role`. */
export function searchFor(part: Node, program: Program): Node | undefined {
  const node = constantOf(bare(part), program)
  const of = node.type === 'MemberExpression' ? constantOf(bare(node.object), program) : node
  return searchBy(of, /^find(?:Last)?$/) ? of : undefined
}

/** A constant instead of what it is worked out by, where that is written nowhere else around: another time it may give another thing. */
export function nameOf(expression: Node, program: Program): Node {
  const name = constantFor(expression, program)
  if (!name || rootsOf(expression, program)) return expression
  const [text, around] = [expression, program.functionAround(expression) ?? program.ast].map(({ range }) => program.text.slice(...range))
  return text !== undefined && around?.split(text).length === 2 ? name : expression
}

/** What an expression is put into, itself or what it comes to when it is waited for. */
function constantFor(expression: Node, program: Program): TSESTree.Identifier | undefined {
  const given = program.outside(expression)
  const outer = isWaiting(given) ? program.outside(given) : given
  return outer?.type === 'VariableDeclarator' && outer.id.type === 'Identifier' ? outer.id : undefined
}
