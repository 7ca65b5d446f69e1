import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, nothingIn, propertyName, rootOf, type Node } from './nodes.ts'
import { nameAround } from './named-anywhere.ts'
import type { Binding, Program } from './program.ts'

/** Where a name is set again, rather than what it stands for changed. */
export function setsOf({ writes }: Binding): readonly Node[] {
  return writes.filter(({ type }) => type !== 'CallExpression' && type !== 'UnaryExpression')
}

/** Whether a property is set that is not the one that is asked for: `row.name = …` leaves the others as they were loaded. */
export function setsAnother(write: Node, asked: string | undefined): boolean {
  if ((write.type !== 'AssignmentExpression' && write.type !== 'UpdateExpression') || asked === undefined) return false
  const target = bare(write.type === 'AssignmentExpression' ? write.left : write.argument)
  const name = target.type === 'MemberExpression' && bare(target.object).type === 'Identifier' ? propertyName(target) : undefined
  return name !== undefined && name !== asked
}

/**
 * Whether a property of what a name stands for may be set. What another function is given is another thing, unless it is handed this one, which who asks has to know;
 * what a constructor sets is on something new, and that of a parameter is not by what is set on an object that is made here.
 */
export function mayBeSetOn(binding: Binding | undefined, property: string, program: Program): boolean {
  if (!binding) return program.isSet(property)
  const sets = binding.kind === 'parameter' ? program.givenWith(property) : program.setsOf(property)
  return sets.some((object) => mayBe(object, binding, program)) || program.setsOf('this.*').some((call) => !isNew(call, program))
}

/** The same where what hangs on it, or is gone through, may have been handed to a function that is called there, or that what is called there calls. */
export function mayBeSetBehind(binding: Binding | undefined, property: string, program: Program): boolean {
  if (mayBeSetOn(binding, property, program)) return true
  const own = binding && outermostFunction(binding.node, program)
  return program.givenWith(property).some((object) => {
    const by = outermostFunction(object, program)
    return own !== undefined && by !== undefined && isNamedFrom(own, by, program)
  })
}

/** Whether a function names another one, or one that does. */
function isNamedFrom(own: Node, other: Node, program: Program, seen = new Set<Node>()): boolean {
  if (own === other || seen.has(other)) return own === other
  seen.add(other)
  const name = nameAround(other, program)
  const mentions = name === undefined ? [] : program.mentionsOf(name)
  return mentions.some((mention) => {
    const by = outermostFunction(mention, program)
    return by !== undefined && isNamedFrom(own, by, program, seen)
  })
}

function mayBe(object: Node, binding: Binding, program: Program): boolean {
  const root = rootOf(object)
  if (root?.type !== 'Identifier') return !isNew(object, program)
  const other = program.named(root)
  if (!other || other === binding) return true
  const [own, within] = [binding, other].map(({ node }) => outermostFunction(node, program))
  return own === undefined || within === undefined || own === within
}

/** `this` of a constructor. */
function isNew(object: Node, program: Program): boolean {
  const method = [...program.ancestors(object)].find(({ type }) => type === 'MethodDefinition' || type === 'PropertyDefinition')
  return method?.type === 'MethodDefinition' && method.kind === 'constructor'
}

function outermostFunction(node: Node, program: Program): Node | undefined {
  return [node, ...program.ancestors(node)].findLast(isFunction)
}

/** What a name is set to that stands for nothing before: `let row; row = …`. */
export function assignedOnce(binding: Binding, program: Program): Node | undefined {
  const { node, init, kind, property } = binding
  const [write, ...others] = setsOf(binding)
  if (kind !== 'let' || property !== undefined || (init && nothingIn(bare(init)) === undefined) || others.length > 0) return undefined
  if (write?.type !== 'AssignmentExpression' || write.operator !== '=' || write.left.type !== 'Identifier') return undefined
  return program.functionAround(write) === program.functionAround(node) ? write.right : undefined
}

/** `name = value` */
export function isPlainSet(write: Node): write is TSESTree.AssignmentExpression {
  return write.type === 'AssignmentExpression' && write.operator === '=' && write.left.type === 'Identifier'
}

/** What stands first in a change of a variable: the variable. */
export function firstOf(write: Node): Node {
  if (write.type === 'CallExpression') return write.callee
  return write.type === 'AssignmentExpression' ? write.left : write
}

const leaves = /^(?:shift|pop|splice|sort|reverse)$/

/** Whether a change of a list puts nothing into it: `queue.shift()`, `queue.splice(0, 100)`, `ids.sort()`. */
export function leavesOut(write: Node): boolean {
  if (write.type !== 'CallExpression' || write.callee.type !== 'MemberExpression') return false
  const method = propertyName(write.callee) ?? ''
  const isPlain = write.arguments.length <= 2 && write.arguments.every(({ type }) => type !== 'SpreadElement')
  return leaves.test(method) && (method !== 'splice' || isPlain)
}
