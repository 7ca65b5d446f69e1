import type { TSESTree } from '@typescript-eslint/utils'
import { bare, nothingIn, outcomesFor, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import { declaredType, mayBeAbsent, memberType, type Absent } from './types.ts'
import type { Located } from './resolve.ts'
import type { Value } from './symbolic/value.ts'

/**
 * Whether a value may be undefined by what is written of it: `a ?? undefined`, `a?.b`, an optional parameter, or an optional property of a type
 * in sight. Where it is put is asked, too, for what the program asks of it there.
 */
export function mayBeUndefined({ at }: Value, put?: Located, as: Absent = 'undefined'): boolean {
  return isOpen(at, as) && !isAskedFor(at) && !(put && isAskedWherePut(put))
}

/** `if (!id) throw …` before the property of an object that has it, wherever the value comes from. */
function isAskedWherePut({ node, program }: Located): boolean {
  const value = node.type === 'Property' ? bare(node.value) : node
  const binding = value.type === 'Identifier' ? program.bindingOf(value.name, value) : undefined
  return value.type === 'Identifier' && binding?.writes.length === 0 && isGuarded(value, value.name, program)
}

/** `const id = session?.id; if (!id) throw …`: whether a constant has the value, and is asked for before each object that it is put into. */
function isAskedFor({ node, program }: Located): boolean {
  const outside = program.parentOf(node)
  const declarator = outside?.type === 'ChainExpression' ? program.parentOf(outside) : outside
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false
  const { name } = declarator.id
  const binding = program.bindingOf(name, declarator.id)
  if (binding?.kind !== 'const') return false
  const put = program.usesOf(binding).filter((use) => program.parentOf(use)?.type === 'Property')
  return put.length > 0 && put.every((use) => isGuarded(use, name, program))
}

function isOpen({ node, program }: Located, as: Absent): boolean {
  switch (node.type) {
    case 'LogicalExpression':
      return node.operator !== '&&' && isAbsent(bare(node.right), as)
    case 'MemberExpression':
      return isChained(node, program) || isOptionalProperty(node, program, as)
    case 'CallExpression':
      return isChained(node, program)
    case 'Identifier':
      return isOptionalName(node, program, as)
    default:
      return false
  }
}

function isAbsent(node: Node, as: Absent): boolean {
  const nothing = nothingIn(node)
  return nothing === 'undefined' || (nothing === 'null' && as !== 'undefined')
}

/** `a?.b`, whatever follows in the same chain. */
function isChained(node: Node, program: Program): boolean {
  return program.parentOf(node)?.type === 'ChainExpression'
}

function isOptionalName(node: Extract<Node, { type: 'Identifier' }>, program: Program, as: Absent): boolean {
  const parent = program.parentOf(node)
  const binding = program.bindingOf(node.name, node)
  if (binding?.kind !== 'parameter' || binding.writes.length > 0) return false
  const target = binding.node
  if (parent?.type === 'TSNonNullExpression') return false
  if (parent?.type === 'AssignmentPattern' || program.parentOf(target)?.type === 'AssignmentPattern') return false
  if (isGuarded(node, binding.name, program)) return false
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
  const binding = object.type === 'Identifier' ? program.bindingOf(object.name, object) : undefined
  if (binding?.kind !== 'parameter' || binding.writes.length > 0 || name === undefined) return false
  const type = declaredType(binding, program)
  const text = program.text.slice(...node.range)
  return type !== undefined && memberType(type, name, program, as) !== undefined && !isGuarded(node, text, program)
}

/** Whether something before leaves where it is not there, or what is around asks for it. */
function isGuarded(node: Node, text: string, program: Program): boolean {
  let below = node
  for (const ancestor of program.ancestors(node)) {
    if (ancestor.type === 'LogicalExpression') {
      if (ancestor.right === below && mentions(ancestor.left, text, program)) return true
    } else if (
      outcomesFor(below, ancestor).some(({ test, isTrue }) => mentions(test, text, program) && asksForNone(test, program) !== isTrue)
    )
      return true
    if (ancestor.type === 'BlockStatement' || ancestor.type === 'Program') {
      for (const statement of ancestor.body) {
        if (statement === below) break
        if (statement.type === 'IfStatement' && mentions(statement.test, text, program) && leaves(statement, program)) return true
        if (
          statement.type === 'ExpressionStatement' &&
          /^(?:await\s+)?(?:\w+\.)*(?:assert|invariant|ensure|check|expect|require)\w*\s*\(/.test(program.text.slice(...statement.range)) &&
          mentions(statement, text, program)
        )
          return true
      }
    }
    below = ancestor
  }
  return false
}

/** `if (!id) throw …` */
function leaves({ test, consequent }: TSESTree.IfStatement, program: Program): boolean {
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent
  if (!last || !asksForNone(test, program)) return false
  return (
    /^(?:Return|Throw|Continue|Break)Statement$/.test(last.type) ||
    (last.type === 'ExpressionStatement' && endsAll.test(program.text.slice(...last.range)))
  )
}

const endsAll = /\b(?:redirect|permanentRedirect|notFound|unauthorized|forbidden|fail|abort|exit|throw\w*|reject)\s*\(/

/** Whether a test holds where something is not there: `!id`, `id === undefined`, `isNil(id)`. */
function asksForNone(test: Node, program: Program): boolean {
  return /!(?!=)|===?\s*(?:null|undefined|''|"")|typeof\s+[\w.]+\s*!==?|\b(?:isNil|isNull|isUndefined|isEmpty|isBlank)/.test(
    program.text.slice(...test.range),
  )
}

function mentions(node: Node, text: string, program: Program): boolean {
  const within = program.text.slice(...node.range)
  for (let at = within.indexOf(text); at >= 0; at = within.indexOf(text, at + 1))
    if (!/[\w$.]/.test(within[at - 1] ?? ' ') && !/[\w$]/.test(within[at + text.length] ?? ' ')) return true
  return false
}
