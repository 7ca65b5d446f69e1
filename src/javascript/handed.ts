import type { TSESTree } from '@typescript-eslint/utils'
import { isFunctionOfEffect } from './effect.ts'
import { bare, isFunction, isWaiting, pathOf, propertyName, type FunctionNode, type Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'
import { moduleRequired } from './specifier.ts'

/** A place where others get hold of what a name stands for, or of a part of it, and may change it there or later. */
export interface Handing {
  readonly node: Node
  /** The properties that lead to the part; undefined for one that is not written out. */
  readonly path: readonly (string | undefined)[]
}

const known = new WeakMap<Binding, readonly Handing[]>()

/** Where a list or an object is given out of sight. */
export function handingsOf(binding: Binding, program: Program): readonly Handing[] {
  const found = known.get(binding)
  if (found) return found
  // A function that is given what it gives to itself ends here.
  known.set(binding, [])
  const handings = program.usesOf(binding).flatMap((node) => {
    const handing = handingAt(node, program)
    return handing && !isKept(handing.at, binding, program) ? handing.of : []
  })
  known.set(binding, handings)
  return handings
}

interface Found {
  readonly of: readonly Handing[]
  /** What is handed, with what is written around it. */
  readonly at: Node
}

function handingAt(node: Node, program: Program): Found | undefined {
  const path: (string | undefined)[] = []
  let at = node
  let isApart = false
  for (let parent = program.parentOf(at); parent; parent = program.parentOf(at)) {
    if (parent.type === 'MemberExpression' && parent.object === at && !isApart) path.push(propertyName(parent))
    else if (isSame(parent, at)) isApart ||= !isTyped(parent)
    else {
      const isFound = isGiven(at, parent) || (isApart && isReached(at, parent))
      return isFound ? { of: partsGiven(node, path, at, parent), at } : undefined
    }
    at = parent
  }
  return undefined
}

/** `(a ? list : other).push(…)`: no name says what is changed. */
function isReached(at: Node, parent: Node): boolean {
  if (parent.type === 'ForOfStatement') return at.type === 'ArrayExpression'
  if (parent.type !== 'MemberExpression') return false
  return /^(?:Array|Object)Expression$/.test(at.type) || !reads.test(propertyName(parent) ?? '')
}

const reads = /^(?:join|map|filter|some|every|includes|indexOf|slice|concat|entries|keys|values|find|reduce|toString)$/

/** What only types and optional chains put around an expression. */
function isTyped({ type }: Node): boolean {
  return /^TS|^ChainExpression$/.test(type)
}

/** `const { a } = o` gives the parts that it names. */
function partsGiven(node: Node, path: readonly (string | undefined)[], at: Node, parent: Node): readonly Handing[] {
  if (parent.type === 'CallExpression' && parent.callee === at) return [{ node, path: [] }]
  const pattern = parent.type === 'VariableDeclarator' && parent.init === at ? parent.id : undefined
  if (pattern?.type === 'ArrayPattern') return [{ node, path: [...path, undefined] }]
  if (pattern?.type !== 'ObjectPattern') return [{ node, path }]
  return pattern.properties.map((part) => ({ node, path: [...path, part.type === 'Property' ? propertyName(part) : undefined] }))
}

/** What is written around an expression and gives the same thing, or holds it. */
function isSame(parent: Node, at: Node): boolean {
  if (isWaiting(parent)) return true
  switch (parent.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ChainExpression':
    case 'ArrayExpression':
    case 'ObjectExpression':
      return true
    case 'LogicalExpression':
      return parent.right === at || parent.operator !== '&&'
    case 'ConditionalExpression':
      return parent.test !== at
    case 'SequenceExpression':
      return parent.expressions.at(-1) === at
    case 'Property':
      return parent.value === at
    default:
      return false
  }
}

function isGiven(at: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === at ? isUnknownMethod(at, parent.arguments) : !isHarmless(parent)
    case 'VariableDeclarator':
      return parent.init === at
    case 'AssignmentExpression':
      return parent.right === at && !isExport(parent.left)
    case 'AssignmentPattern':
      return parent.right === at
    case 'PropertyDefinition':
      return parent.value === at
    case 'ArrowFunctionExpression':
      return parent.body === at
    case 'ReturnStatement':
    case 'YieldExpression':
      return true
    default:
      return false
  }
}

/** `module.exports = orders` shows what others are not taken to change, as `export` does. */
function isExport(target: Node): boolean {
  return /^(?:module\.)?exports(?:\.|$)/.test(pathOf(target)?.join('.') ?? '')
}

/** `list[method]()`, and `list.forEach((item, i, all) => …)`. */
function isUnknownMethod(callee: Node, args: readonly Node[]): boolean {
  if (callee.type !== 'MemberExpression') return false
  return (
    propertyName(callee) === undefined || args.some((one) => isFunction(one) && takesList(one, propertyName(callee) === 'reduce' ? 3 : 2))
  )
}

function takesList({ params }: FunctionNode, at: number): boolean {
  return params.length > at || params.some(({ type }) => type === 'RestElement')
}

const leaveAlone =
  /^(?:query\w*|execute\w*|exec|any|all|one|many|none|manyOrNone|oneOrNone|oneFirst|maybeOne|maybeOneFirst|anyFirst|manyFirst|raw|unsafe|prepare|\$\w+|sql|join|array|json|jsonb|values|identifier|ref|id|format|isArray|stringify|keys|entries|freeze|from|fromEntries|structuredClone|String|Number|Boolean|Set|Map|Error|enum|includes|concat|log|debug|info|warn|error|trace|expect|set_config)$/

/** Whether a call is known to change nothing of what it is given. */
function isHarmless(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return leaveAlone.test(pathOf(call.callee)?.at(-1) ?? '')
}

/** What stays in sight: a function here that only reads it is given it, or its own function returns it. */
function isKept(at: Node, binding: Binding, program: Program): boolean {
  const parent = program.parentOf(at)
  if (parent?.type === 'ReturnStatement') return program.functionAround(parent) === program.functionAround(binding.node)
  if (parent?.type !== 'CallExpression' || parent.callee.type !== 'Identifier' || bare(at).type !== 'Identifier') return false
  const callee = program.bindingOf(parent.callee.name, parent)
  const body = callee?.writes.length === 0 ? (callee.kind === 'function' ? callee.node : callee.init) : undefined
  const parameter = isFunction(body) ? body.params[parent.arguments.findIndex((argument) => argument === at)] : undefined
  const taken = isFunction(body) && parameter?.type === 'Identifier' ? program.bindingOf(parameter.name, body) : undefined
  return taken?.writes.length === 0 && handingsOf(taken, program).length === 0
}

/** Whether others may change an object or a list that a name is declared with. */
export function isHandedOut(binding: Binding, program: Program): boolean {
  const { init } = binding
  if (!init || isFixed(init) || !isMutable(bare(init)) || moduleRequired(bare(init)) !== undefined) return false
  if (isFunctionOfEffect(bare(init), program)) return false
  return handingsOf(binding, program).some(({ path }) => isMutable(partOf(bare(init), path)))
}

/** `as const`: what could change it does not compile. */
export function isFixed(init: Node): boolean {
  if (init.type !== 'TSAsExpression') return init.type === 'TSSatisfiesExpression' && isFixed(init.expression)
  const { typeAnnotation: type } = init
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const'
}

/** What may be changed in place; a part that cannot be told may be. */
function isMutable(node: Node | undefined): boolean {
  return !node || !/^(?:Literal|TemplateLiteral|TaggedTemplateExpression|BinaryExpression|\w*Function\w*|Unary\w*)$/.test(node.type)
}

function partOf(node: Node, path: readonly (string | undefined)[]): Node | undefined {
  const [name, ...rest] = path
  if (path.length === 0) return node
  if (node.type === 'ArrayExpression') return anyOf(node.elements)
  if (node.type !== 'ObjectExpression') return undefined
  if (name === undefined) return anyOf(node.properties.map((property) => (property.type === 'Property' ? property.value : null)))
  const found = node.properties.find((property) => property.type === 'Property' && propertyName(property) === name)
  return found?.type === 'Property' ? partOf(bare(found.value), rest) : undefined
}

/** One that stands for all, where none of them may be changed. */
function anyOf(nodes: readonly (Node | null)[]): Node | undefined {
  return nodes.every((one) => one && !isMutable(bare(one))) ? (nodes[0] ?? undefined) : undefined
}
