import type { TSESTree } from '@typescript-eslint/utils'
import { keyOf } from './keys.ts'
import { bare, callOf, isFunction, isUnder, propertyGiven, propertyName, writtenDecorators, type FunctionNode, type Node } from './nodes.ts'
import type { Program } from './program.ts'

/** All that call a function, where nobody else may: none where it is shown, or given to somebody. */
export function callsOf(node: FunctionNode, program: Program): readonly TSESTree.CallExpression[] {
  const key = keyOf(node, program)
  const found = known.get(key) ?? findCalls(node, program)
  known.set(key, found)
  return found
}

const known = new WeakMap<object, readonly TSESTree.CallExpression[]>()

function findCalls(node: FunctionNode, program: Program): readonly TSESTree.CallExpression[] {
  const calls = usesOf(node, program)?.map((use) => callOf(use, program))
  return calls?.every((call) => call !== undefined) ? calls : []
}

/** Whether a function may be given something by itself: it has a name within, or gets at what it is given by its place. */
export function isGivenInside(node: FunctionNode, program: Program): boolean {
  const isCalledWithin = node.type === 'FunctionExpression' && node.id !== null
  return isCalledWithin || program.mentionsOf('arguments').some((one) => isUnder(one, node))
}

function usesOf(node: FunctionNode, program: Program): readonly Node[] | undefined {
  const around = program.parentOf(node)
  if (isGivenInside(node, program)) return undefined
  if (around?.type === 'MethodDefinition' || around?.type === 'PropertyDefinition') return usesOfPrivate(around, program)
  const name = node.type === 'FunctionDeclaration' ? node.id : around?.type === 'VariableDeclarator' ? around.id : undefined
  const declaration = node.type === 'FunctionDeclaration' ? node : around && program.parentOf(around)
  const isShown = declaration && program.parentOf(declaration)?.type.startsWith('Export') === true
  const binding = isShown === false ? program.named(name) : undefined
  if (!binding || binding.writes.length > 0 || (binding.node !== node && binding.kind !== 'const')) return undefined
  return program.usesOf(binding).filter((use) => use !== name)
}

/** What a class has for itself alone, and no decorator hands to a framework. */
function usesOfPrivate(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition, program: Program): readonly Node[] | undefined {
  const isPrivateName = member.key.type === 'PrivateIdentifier'
  const isPrivate = isPrivateName || member.accessibility === 'private'
  const isMethod = member.type === 'PropertyDefinition' ? isFunction(member.value ?? undefined) : member.kind === 'method'
  const name = propertyName(member)
  if (!isPrivate || !isMethod || name === undefined || writtenDecorators(member).length > 0) return undefined
  const mentions = program
    .nodesOf('MemberExpression')
    .filter((one) => propertyName(one) === name && (one.property.type === 'PrivateIdentifier') === isPrivateName)
  const isTaken = program.nodesOf('Property').some((one) => program.parentOf(one)?.type === 'ObjectPattern' && propertyName(one) === name)
  const isAny = program
    .nodesOf('MemberExpression')
    .some((one) => propertyName(one) === undefined && bare(one.object).type === 'ThisExpression')
  return !isPrivateName && (isTaken || isAny)
    ? undefined
    : mentions.filter((one) => !isOfOther(one.object, program) && !isOfAnother(one, name, member, program))
}

/** Whether another class calls what it has itself under the same name. */
function isOfAnother({ object }: TSESTree.MemberExpression, name: string, member: Node, program: Program): boolean {
  if (bare(object).type !== 'ThisExpression') return false
  const own = program.classAround(object)
  return own !== program.classAround(member) && own?.body.body.some((one) => isMethodOrProperty(one) && propertyName(one) === name) === true
}

/** Whether something that a class holds is called, of another type: `this.repository` has its own of a name. */
function isOfOther(object: Node, program: Program): boolean {
  let node = bare(object)
  while (node.type === 'MemberExpression' && bare(node.object).type !== 'ThisExpression') node = bare(node.object)
  const own = program.classAround(node)
  const name = node.type === 'MemberExpression' ? propertyName(node) : undefined
  const types = own?.body.body.flatMap((member) => {
    const declared = member.type === 'PropertyDefinition' && propertyName(member) === name ? member : propertyGiven(member, name ?? '')
    return declared?.typeAnnotation ?? []
  })
  const type = types?.[0] && program.text.slice(...types[0].range)
  return type !== undefined && own?.id?.name !== undefined && !type.includes(own.id.name)
}

function isMethodOrProperty(member: TSESTree.ClassElement): member is TSESTree.MethodDefinition | TSESTree.PropertyDefinition {
  return member.type === 'MethodDefinition' || member.type === 'PropertyDefinition'
}
