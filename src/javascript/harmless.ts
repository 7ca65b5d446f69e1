import type { TSESTree } from '@typescript-eslint/utils'
import { isNumberByDefault } from './defaults.ts'
import { roundsOf } from './listed.ts'
import { noModules } from './modules.ts'
import { bare, isFunction, pathOf, propertyName, type Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'
import { declaredType, elementType, isPlainType, memberType } from './types.ts'

const maxSteps = 8

/** Whether an expression gives no text that anybody but the program wrote: numbers, constants, placeholders that are counted. */
export function isHarmless(expression: Node, program: Program, steps = 0): boolean {
  const node = bare(expression)
  if (steps > maxSteps) return false
  const further = (next: Node): boolean => isHarmless(next, program, steps + 1)
  switch (node.type) {
    case 'Literal':
    case 'UpdateExpression':
      return true
    case 'TemplateLiteral':
      return node.expressions.every(further)
    case 'UnaryExpression':
      return true
    case 'BinaryExpression':
      return node.operator !== '+' || (further(node.left) && further(node.right))
    case 'ConditionalExpression':
      return further(node.consequent) && further(node.alternate)
    case 'LogicalExpression':
      return further(node.left) && further(node.right)
    case 'Identifier': {
      const binding = program.bindingOf(node.name, node)
      return binding !== undefined && isHarmlessName(binding, program, further)
    }
    case 'MemberExpression':
      return propertyName(node) === 'length' || isPlainType(typeOf(node, program), program)
    case 'CallExpression':
      return isHarmlessCall(node, program, further)
    default:
      return false
  }
}

function isHarmlessName(binding: Binding, program: Program, further: (node: Node) => boolean): boolean {
  const { kind, init, property, writes } = binding
  if (isPlainType(typeOfBinding(binding, program), program) || isIndex(binding, program)) return true
  if (isNumberByDefault(binding, program) || isHarmlessPart(binding, program, further)) return true
  const rounds = roundsOf(binding, program, noModules)
  if (rounds?.of.every((one) => typeof one === 'string' || further(one.node))) return true
  return kind === 'const' && init !== undefined && property === undefined && writes.length === 0 && further(init)
}

/** `const { limit = 10 } = paging`, where the type of the property and its default are harmless. */
function isHarmlessPart({ name, node, writes }: Binding, program: Program, further: (node: Node) => boolean): boolean {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern' || !node.init || writes.length > 0) return false
  for (const part of node.id.properties) {
    const assigned = part.type === 'Property' && part.value.type === 'AssignmentPattern' ? part.value : undefined
    if (part.type !== 'Property' || assigned?.left.type !== 'Identifier' || assigned.left.name !== name) continue
    const [object, key] = [node.id.typeAnnotation?.typeAnnotation ?? typeOf(node.init, program), propertyName(part)]
    return further(assigned.right) && object !== undefined && key !== undefined && isPlainType(memberType(object, key, program), program)
  }
  return false
}

/** The type that an expression is said to have, where that is written. */
function typeOf(expression: Node, program: Program, steps = 0): TSESTree.TypeNode | undefined {
  const node = bare(expression)
  if (steps > maxSteps) return undefined
  if (node.type === 'Identifier') {
    const binding = program.bindingOf(node.name, node)
    return binding && typeOfBinding(binding, program, steps + 1)
  }
  if (node.type !== 'MemberExpression') return undefined
  const [object, name] = [typeOf(node.object, program, steps + 1), propertyName(node)]
  return object && name !== undefined ? memberType(object, name, program) : undefined
}

function typeOfBinding(binding: Binding, program: Program, steps = 0): TSESTree.TypeNode | undefined {
  const declared = declaredType(binding, program)
  if (declared) return declared
  const { kind, init, node, property } = binding
  if (kind === 'item' && init && node.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
    const list = typeOf(init, program, steps)
    return list && elementType(list, program)
  }
  if (kind !== 'const' || !init || property === undefined) return undefined
  const object = typeOf(init, program, steps)
  return object && memberType(object, property, program)
}

/** The second parameter of what `map` and `forEach` are given counts. */
function isIndex({ kind, node, writes }: Binding, program: Program): boolean {
  const callback = kind === 'parameter' && writes.length === 0 ? program.parentOf(node) : undefined
  if (!isFunction(callback) || callback.params[1] !== node) return false
  const call = program.parentOf(callback)
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false
  const at = pathOf(call.callee)?.join('.') === 'Array.from' ? 1 : 0
  return call.arguments[at] === callback && /^(?:map|flatMap|forEach|filter|from)$/.test(propertyName(call.callee) ?? '')
}

const numbers = /^(?:Number|parseInt|parseFloat|BigInt|Boolean|Math\.\w+|Number\.\w+|Date\.now)$/

function isHarmlessCall(node: TSESTree.CallExpression, program: Program, further: (node: Node) => boolean): boolean {
  const { callee } = node
  if (callee.type === 'Identifier' && callee.name === 'String') return node.arguments.every(further)
  if (numbers.test(pathOf(callee)?.join('.') ?? '')) return true
  if (callee.type !== 'MemberExpression') return false
  const method = propertyName(callee) ?? ''
  if (/^(?:toString|toFixed|trim)$/.test(method)) return further(callee.object)
  return method === 'join' && node.arguments.every(further) && isHarmlessList(callee.object, program, further)
}

function isHarmlessList(expression: Node, program: Program, further: (node: Node) => boolean, steps = 0): boolean {
  const node = bare(expression)
  if (steps > maxSteps) return false
  const type = typeOf(node, program)
  const element = type && elementType(type, program)
  if (element) return isPlainType(element, program)
  switch (node.type) {
    case 'Identifier': {
      const binding = program.bindingOf(node.name, node)
      const isConstant = binding?.kind === 'const' && binding.writes.length === 0 && binding.property === undefined
      return isConstant && binding.init !== undefined && isHarmlessList(binding.init, program, further, steps + 1)
    }
    case 'ArrayExpression':
      return node.elements.every((one) => one !== null && one.type !== 'SpreadElement' && further(one))
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' && isMadeOf(node, node.callee, program, further, steps + 1)
    default:
      return false
  }
}

/** What `map`, `fill` and `Array.from` make a list of. */
function isMadeOf(
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  program: Program,
  further: (node: Node) => boolean,
  steps: number,
): boolean {
  const [first, second] = node.arguments
  switch (propertyName(callee)) {
    case 'map':
      return isFunction(first) && first.body.type !== 'BlockStatement' && further(first.body)
    case 'from':
      return isFunction(second) && second.body.type !== 'BlockStatement' && further(second.body)
    case 'fill':
      return first !== undefined && further(first)
    case 'filter':
    case 'slice':
    case 'sort':
      return isHarmlessList(callee.object, program, further, steps)
    default:
      return false
  }
}
