import type { TSESTree } from '@typescript-eslint/utils'
import type { WrittenType } from '../declared-types.ts'
import { bare, isFunction, isWaiting, type Node } from '../nodes.ts'
import type { Binding, Program } from '../program.ts'
import type { Located } from '../resolve.ts'

/** What the program says that something is where it comes from: `req.query as Query`, `const query: Query = req.query`, `(): Query => req.query`. */
export function typeSaid({ node, program }: Located): WrittenType | undefined {
  let said: TSESTree.TypeNode | undefined
  let [inner, around] = [node, program.parentOf(node)]
  while (around && (bare(around) !== around || isWaiting(around))) {
    if (around.type === 'TSAsExpression') said = around.typeAnnotation
    ;[inner, around] = [around, program.parentOf(around)]
  }
  const type = (around && annotationOf(around, inner, program))?.typeAnnotation ?? said
  return type && { node: type, program }
}

function annotationOf(around: Node, inner: Node, program: Program): TSESTree.TSTypeAnnotation | undefined {
  if (around.type === 'VariableDeclarator') return around.init === inner ? around.id.typeAnnotation : undefined
  if (around.type === 'ReturnStatement') return program.functionAround(around)?.returnType
  return isFunction(around) && around.body === inner ? around.returnType : undefined
}

/** `as const`, `as any`: what it says is no more than what there is. */
export function saysNothing(type: TSESTree.TypeNode): boolean {
  if (type.type === 'TSUnknownKeyword' || type.type === 'TSAnyKeyword') return true
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const'
}

/** `export const services = {} as Services`, at the top of a module: others put into it what it is said to hold. */
export function isFilledLater({ node, init }: Pick<Binding, 'node' | 'init'>, program: Program): boolean {
  const empty = init && bare(init)
  if (empty?.type !== 'ObjectExpression' || empty.properties.length > 0 || program.functionAround(node)) return false
  const said = typeSaid({ node: empty, program })
  return said !== undefined && program.parentOf(empty)?.type === 'TSAsExpression' && !saysNothing(said.node)
}
