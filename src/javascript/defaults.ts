import { bare, isFunction, type Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'
import { isNumber } from './written-values.ts'

/** Whether TypeScript takes a parameter for a number because of its default alone, as in `(limit = 10) => …`. */
export function isNumberByDefault({ kind, node }: Binding, program: Program): boolean {
  if (kind !== 'parameter' || !/\.[cm]?tsx?$/.test(program.file) || node.type !== 'Identifier' || node.typeAnnotation) return false
  const assigned = program.parentOf(node)
  if (assigned?.type !== 'AssignmentPattern' || assigned.left !== node || !givesNumber(assigned.right)) return false
  let at: Node = assigned
  for (const ancestor of program.ancestors(assigned)) {
    if (isFunction(ancestor)) return isUntyped(ancestor, program)
    if (!isOpenPattern(ancestor, at)) return false
    at = ancestor
  }
  return false
}

function givesNumber(expression: Node): boolean {
  const node = bare(expression)
  if (node.type === 'UnaryExpression') return /^[-+]$/.test(node.operator) && givesNumber(node.argument)
  if (node.type === 'BinaryExpression' && /^(?:[-*/%]|\*\*)$/.test(node.operator)) return true
  return isNumber(node)
}

/** A pattern whose type is written nowhere, and comes from no other value. */
function isOpenPattern(node: Node, below: Node): boolean {
  if (node.type === 'AssignmentPattern')
    return node.left === below && node.right.type === 'ObjectExpression' && node.right.properties.length === 0
  return node.type === 'Property' ? node.value === below : node.type === 'ObjectPattern' && !node.typeAnnotation
}

/** Whether nothing around a function says what its parameters are. */
function isUntyped(callee: Node, program: Program): boolean {
  const parent = program.parentOf(callee)
  if (callee.type === 'FunctionDeclaration' || parent?.type === 'MethodDefinition') return true
  return parent?.type === 'ExportDefaultDeclaration' || (parent?.type === 'VariableDeclarator' && !parent.id.typeAnnotation)
}
