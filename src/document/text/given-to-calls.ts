import type { TSESTree } from '@typescript-eslint/utils'
import { bare, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isOfRights } from './permitted.ts'
import type { Use } from './row-uses.ts'

/** What a function is given of a row to ask about, rather than to do something with. */
export function isOfId({ node, path }: Pick<Use, 'node' | 'path'>, program: Program): boolean {
  return /id$/i.test(program.text.slice(...node.range)) || /id$/i.test(path.at(-1) ?? '')
}

/** The call that is given something, or an object of it. */
export function callGiven(node: Node, program: Program): TSESTree.CallExpression | undefined {
  const outer = program.outside(node)
  if (outer?.type === 'Property' || outer?.type === 'ObjectExpression') return callGiven(outer, program)
  return outer?.type === 'CallExpression' && bare(outer.callee) !== node ? outer : undefined
}

/** The call that is given a row to say who may have to do with it. */
export function rightsCallAround(node: Node, program: Program): TSESTree.CallExpression | undefined {
  const outer = program.outside(node)
  switch (outer?.type) {
    case 'CallExpression':
      if (bare(outer.callee) === node) return undefined
      return isOfRights(outer) ? outer : rightsCallAround(outer, program)
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'Property':
    case 'SpreadElement':
      return rightsCallAround(outer, program)
    default:
      return undefined
  }
}
