import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { bare, pathOf, propertyName, rootOf, type Node } from '../../javascript/nodes.ts'
import { partGoneThrough, type PartOfEach } from '../../javascript/listed.ts'
import { getsSent } from '../../javascript/procedures.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { mayBeSetOn } from '../../javascript/sets.ts'
import { plainText } from '../../query/program-text.ts'
import { isChangedElsewhere, isSettledAt } from './changed.ts'
import type { SqlNames } from './libraries.ts'
import { alteredIn } from './altered.ts'

/** What says the same at two places of a program. */

/** Functions that give another form to a text. */
export const givesForm = /^(?:Number|String|BigInt|parseInt)$/

/** The names that an expression is made of, where it is the same whenever these are. */
export function rootsOf(expression: Node, program: Program): TSESTree.Identifier[] | undefined {
  const node = bare(expression)
  if (node.type === 'Identifier') return [node]
  if (node.type === 'MemberExpression') {
    const name = propertyName(node)
    return node.computed || name === undefined || mayBeSetOn(program.named(rootOf(node)), name, program)
      ? undefined
      : rootsOf(node.object, program)
  }
  if (isGotFromRequest(node)) return rootsOf(node.callee.object, program)
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || !givesForm.test(node.callee.name)) return undefined
  const [value] = node.arguments
  return value && rootsOf(value, program)
}

/** `c.req.param('id')` of Hono, which gives the same each time. */
export function isGotFromRequest(node: Node): node is TSESTree.CallExpression & { readonly callee: TSESTree.MemberExpression } {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || !getsSent.test(propertyName(node.callee) ?? ''))
    return false
  const [name, ...others] = node.arguments
  const isOfRequest = pathOf(node.callee.object)?.at(-1) === 'req'
  return isOfRequest && name?.type === 'Literal' && others.length === 0
}

/** Whether a name is one thing wherever a query before may have said it. */
export function isSteady(root: TSESTree.Identifier, program: Program): boolean {
  const binding = program.named(root)
  return binding !== undefined && isOneThing(binding, program) && !alteredIn(program).has(binding)
}

/** Whether a name means nothing else outside, and is not set anew in each round of a loop that shares it. */
const isOneThing = onceFor((binding: Binding, program: Program): boolean => {
  const around = [...program.ancestors(binding.node)]
  const declaration = around[0]
  const isVar = declaration?.type === 'VariableDeclaration' && declaration.kind === 'var'
  if (isVar && around.some(({ type }) => /^(?:For|While|Do)/.test(type))) return false
  return around.every((outer) => [binding, undefined].includes(program.bindingOf(binding.name, outer)))
})

/** Whether a name, or the property of it that is asked for, says the same at another place, and is not changed since. */
export function isSameSince(root: TSESTree.Identifier, at: Node, program: Program, own?: string): boolean {
  const binding = program.named(root)
  const around = program.parentOf(root)
  const asked = own ?? (around?.type === 'MemberExpression' && around.object === root ? propertyName(around) : undefined)
  return binding !== undefined && program.bindingOf(root.name, at) === binding && isSettledAt(binding, at, program, asked)
}

/** Whether all that an expression is made of says the same at another place, and is not changed since. */
export function isSettled(expression: Node, at: Node, program: Program): boolean {
  return rootsOf(expression, program)?.every((root) => isSteady(root, program) && isSameSince(root, at, program)) ?? false
}

/** The list that a value is one of. */
export function listWith(expression: Node, program: Program): Node | undefined {
  const part = partOfEach(expression, program)
  return part?.path.length === 0 ? part.list : undefined
}

/** The list of each of which a value is a part: `item.id` where `item` is one of `items`. */
export function partOfEach(expression: Node, program: Program): PartOfEach | undefined {
  const node = bare(expression)
  if (node.type === 'MemberExpression') {
    const [of, name] = [partOfEach(node.object, program), propertyName(node)]
    return of && name !== undefined && !node.computed ? { ...of, path: [...of.path, name] } : undefined
  }
  const binding = program.named(node)
  const part = binding && partGoneThrough(binding, program)
  return part && { ...part, list: bare(part.list) }
}

/** Whether two lists are written alike, and the same part of each is meant. */
export function isSamePart(one: PartOfEach, other: PartOfEach, program: Program): boolean {
  return isWrittenAs(one.list, other.list, program) && String(one.path) === String(other.path)
}

export function isWrittenAs(one: Node, other: Node, program: Program): boolean {
  const [text, same] = [one, other].map((node) => plainText(program.text.slice(...bare(node).range)))
  return text !== undefined && text === same
}

/** Whether a list has the same elements at another place. */
export function isSameList(list: Node, at: Node, program: Program, names: SqlNames): boolean {
  const roots = rootsOf(list, program) ?? []
  const isSame = roots.every((root) => isSteady(root, program) && isSameSince(root, at, program))
  return isSame && roots.length > 0 && !isChangedElsewhere(list, program, names)
}
