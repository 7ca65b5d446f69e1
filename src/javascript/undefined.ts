import type { TSESTree } from '@typescript-eslint/utils'
import { isAskedFor, isAsking } from './asked.ts'
import { calledFunction } from './called.ts'
import type { Modules } from './modules.ts'
import { awaited, bare, nothingIn, propertyIn, soleGiven, type Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'
import type { Absent } from './types.ts'
import type { Located } from './resolve.ts'
import type { Machine } from './symbolic/machine.ts'
import { isOptional } from './symbolic/optional.ts'
import type { Value } from './symbolic/value.ts'

/**
 * Whether a value may be undefined by what is written of it: `a ?? undefined`, `a?.b`, an optional parameter, or an optional property of a type
 * or a schema in sight. Where it is put is asked, too, for what the program asks of it there.
 */
export function mayBeUndefined(value: Value, machine: Machine, put?: Located, as: Absent = 'undefined'): boolean {
  const { node, program } = value.at
  const open = openIn(value, machine, as)
  if (open.length === 0 || open.every((part) => isAskedFor(part, node, program))) return false
  return !isAskedByName(value.at) && !(put && isAskedWherePut(put, machine.modules))
}

/** `if (!id) throw …` before the property of an object that has it, or `if (id) where.id = id`, wherever the value comes from. */
function isAskedWherePut({ node, program }: Located, modules: Modules): boolean {
  const value = putAt(node, program)
  return isAskedFor(value, value, program) || isAskedWhereGiven({ node: value, program }, modules, 0)
}

function putAt(node: Node, program: Program): Node {
  if (node.type === 'Property') return bare(node.value)
  const by = program.parentOf(node)
  return by?.type === 'AssignmentExpression' && by.left === node ? bare(by.right) : node
}

const maxCalls = 4

/** Whether a function has asked for what it gives, or has that from one that has: `const userId = await requireUserId(request)`. */
function isAskedWhereGiven({ node, program }: Located, modules: Modules, calls: number): boolean {
  const binding = program.named(node)
  const isConstant = binding?.kind === 'const' && binding.writes.length === 0
  const call = awaited((isConstant ? binding.init : undefined) ?? node)
  const callee = call.type === 'CallExpression' && calls < maxCalls ? calledFunction(call, program, modules) : undefined
  const whole = callee && soleGiven(callee.node)
  const given = whole && partOf(whole, binding?.property)
  if (!callee || !given) return false
  return isAskedFor(given, given, callee.program) || isAskedWhereGiven({ node: given, program: callee.program }, modules, calls + 1)
}

/** What an object that is written out has under a name. */
function partOf(whole: Node, name: string | undefined): Node | undefined {
  const node = bare(whole)
  if (name === undefined) return node
  const value = node.type === 'ObjectExpression' ? propertyIn(node, name)?.value : undefined
  return value && bare(value)
}

/** `const id = session?.id; if (!id) throw …`: whether a name has the value, and is asked for before it is handed on. */
function isAskedByName({ node, program }: Located): boolean {
  const declarator = program.outside(node)
  const binding = program.named(declarator?.type === 'VariableDeclarator' ? declarator.id : node)
  if (!binding || binding.kind === 'parameter' || binding.writes.length > 0) return false
  if (isAskedBeforeTaken(binding, program)) return true
  const handed = program.usesOf(binding).filter((use) => use !== node && isHandedOn(use, program))
  return handed.length > 0 && handed.every((use) => isAskedFor(use, use, program))
}

/** `if (!input.id) throw …; const { id } = input` */
function isAskedBeforeTaken({ init, property }: Binding, program: Program): boolean {
  return init !== undefined && property !== undefined && isAskedFor(init, init, program, property)
}

function isHandedOn(use: Node, program: Program): boolean {
  const outside = program.outside(use)
  return outside?.type === 'Property' || (outside?.type === 'CallExpression' && bare(outside.callee) !== use && !isAsking(outside))
}

/** The parts of an expression that are to be there for it to be. */
function openIn(value: Value, machine: Machine, as: Absent): Node[] {
  const { node, program } = value.at
  switch (node.type) {
    case 'LogicalExpression':
      return node.operator === '&&' ? [] : isAbsent(bare(node.right), as) ? [node.left] : openOfLast(node, value, machine, as)
    case 'MemberExpression':
      return [...chainedIn(node, program), ...(isOptional(value, machine, as) ? [node] : [])]
    case 'CallExpression':
      return chainedIn(node, program)
    case 'Identifier':
      return isOptional(value, machine, as) ? [node] : []
    default:
      return []
  }
}

/** Of `id ?? session?.id`, what is to be there where the first is not. */
function openOfLast(node: TSESTree.LogicalExpression, value: Value, machine: Machine, as: Absent): Node[] {
  const last = value.kind === 'call' ? value.args[1] : undefined
  return last && !isAskedFor(node.left, node, value.at.program) ? openIn(last, machine, as) : []
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
