import type { TSESTree } from '@typescript-eslint/utils'
import { childrenOf, isFunction, propertyName, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import { setsAnother } from './sets.ts'

/** `ctx.assert(row, 404)` and `ctx.throw(404)`, of the context that a handler is given. */
export function isOfKoa(call: Node, method: 'assert' | 'throw', program: Program): boolean {
  if (call.type !== 'CallExpression' || call.optional || call.callee.type !== 'MemberExpression' || call.callee.optional) return false
  const { object } = call.callee
  if (object.type !== 'Identifier' || !/^(?:ctx|context)$/.test(object.name) || propertyName(call.callee) !== method) return false
  const binding = program.named(object)
  if (binding?.kind !== 'parameter' || binding.node.type !== 'Identifier') return false
  if (!binding.writes.every((write) => setsAnother(write, method))) return false
  // What is taken out of what a handler is given is the context of another library.
  return isFunction(program.parentOf(binding.node)) && !declaresItself(binding.node.typeAnnotation, method, program)
}

/** Whether a type says itself what a method is: it is not that of the library. */
function declaresItself(annotation: TSESTree.TSTypeAnnotation | undefined, method: string, program: Program): boolean {
  const type = annotation?.typeAnnotation
  const name = type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : undefined
  const declared = name === undefined ? [] : program.nodes.filter((node) => isDeclarationOf(node, name))
  return [...(type ? [type] : []), ...declared].some((node) => hasMember(node, method))
}

function isDeclarationOf(node: Node, name: string): boolean {
  const isType = node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration' || node.type === 'ClassDeclaration'
  return isType && node.id !== null && node.id.name === name
}

const members = /^(?:TSMethodSignature|TSPropertySignature|MethodDefinition|PropertyDefinition)$/

/** Whether something has a member of a name; one that never comes back throws as that of the library does. */
function hasMember(node: Node, name: string): boolean {
  if (!members.test(node.type)) return childrenOf(node).some((child) => hasMember(child, name))
  const isNever = node.type === 'TSMethodSignature' && node.returnType?.typeAnnotation.type === 'TSNeverKeyword'
  return !isNever && 'key' in node && node.key.type === 'Identifier' && node.key.name === name
}
