import { isAskedFor, isAsking } from './asked.ts'
import { bare, nothingIn, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import { declaredType, mayBeAbsent, memberType, type Absent } from './types.ts'
import type { Located } from './resolve.ts'
import type { Value } from './symbolic/value.ts'

/**
 * Whether a value may be undefined by what is written of it: `a ?? undefined`, `a?.b`, an optional parameter, or an optional property of a type
 * in sight. Where it is put is asked, too, for what the program asks of it there.
 */
export function mayBeUndefined({ at }: Value, put?: Located, as: Absent = 'undefined'): boolean {
  const { node, program } = at
  const open = openIn(at, as)
  if (open.length === 0 || open.every((part) => isAskedFor(part, node, program))) return false
  return !isAskedByName(at) && !(put && isAskedWherePut(put))
}

/** `if (!id) throw …` before the property of an object that has it, wherever the value comes from. */
function isAskedWherePut({ node, program }: Located): boolean {
  const value = node.type === 'Property' ? bare(node.value) : node
  return isAskedFor(value, value, program)
}

/** `const id = session?.id; if (!id) throw …`: whether a name has the value, and is asked for before it is handed on. */
function isAskedByName({ node, program }: Located): boolean {
  const declarator = program.outside(node)
  const binding =
    declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? program.named(declarator.id) : undefined
  if (!binding || binding.writes.length > 0) return false
  const handed = program.usesOf(binding).filter((use) => isHandedOn(use, program))
  return handed.length > 0 && handed.every((use) => isAskedFor(use, use, program))
}

function isHandedOn(use: Node, program: Program): boolean {
  const outside = program.outside(use)
  return outside?.type === 'Property' || (outside?.type === 'CallExpression' && bare(outside.callee) !== use && !isAsking(outside))
}

/** The parts of an expression that are to be there for it to be. */
function openIn({ node, program }: Located, as: Absent): Node[] {
  switch (node.type) {
    case 'LogicalExpression':
      return node.operator !== '&&' && isAbsent(bare(node.right), as) ? [node.left] : []
    case 'MemberExpression':
      return [...chainedIn(node, program), ...(isOptionalProperty(node, program, as) ? [node] : [])]
    case 'CallExpression':
      return chainedIn(node, program)
    case 'Identifier':
      return isOptionalName(node, program, as) ? [node] : []
    default:
      return []
  }
}

function isAbsent(node: Node, as: Absent): boolean {
  const nothing = nothingIn(node)
  return nothing === 'undefined' || (nothing === 'null' && as !== 'undefined')
}

/** Of `a?.b.c?.d`, whatever follows in the same chain: `a` and `a?.b.c`. */
function chainedIn(node: Node, program: Program): Node[] {
  if (program.parentOf(node)?.type !== 'ChainExpression') return []
  const parts: Node[] = []
  let at: Node = node
  while (at.type === 'MemberExpression' || at.type === 'CallExpression') {
    const object: Node = bare(at.type === 'MemberExpression' ? at.object : at.callee)
    if (at.optional) parts.push(object)
    at = object
  }
  return parts
}

function isOptionalName(node: Extract<Node, { type: 'Identifier' }>, program: Program, as: Absent): boolean {
  const parent = program.parentOf(node)
  const binding = program.named(node)
  if (binding?.kind !== 'parameter' || binding.writes.length > 0) return false
  const target = binding.node
  if (parent?.type === 'TSNonNullExpression') return false
  if (parent?.type === 'AssignmentPattern' || program.parentOf(target)?.type === 'AssignmentPattern') return false
  if (target.type === 'Identifier' && target.optional) return true
  const type = declaredType(binding, program)
  return mayBeAbsent(type, as) || isOptionalIn(target, binding.name, program, as)
}

/** `({ organizationId }: { organizationId?: string })` */
function isOptionalIn(target: Node, name: string, program: Program, as: Absent): boolean {
  const property = program.parentOf(target)
  const pattern = property?.type === 'Property' ? program.parentOf(property) : undefined
  if (property?.type !== 'Property' || pattern?.type !== 'ObjectPattern' || !pattern.typeAnnotation) return false
  const key = property.key.type === 'Identifier' ? property.key.name : name
  return memberType(pattern.typeAnnotation.typeAnnotation, key, program, as) !== undefined
}

function isOptionalProperty(node: Extract<Node, { type: 'MemberExpression' }>, program: Program, as: Absent): boolean {
  const object = bare(node.object)
  const name = node.property.type === 'Identifier' && !node.computed ? node.property.name : undefined
  const binding = program.named(object)
  if (binding?.kind !== 'parameter' || binding.writes.length > 0 || name === undefined) return false
  const type = declaredType(binding, program)
  return type !== undefined && memberType(type, name, program, as) !== undefined
}
