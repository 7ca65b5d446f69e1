import type { TSESTree } from '@typescript-eslint/utils'
import { importedBy } from '../../javascript/imported-as.ts'
import { bare, methodOf, type Node } from '../../javascript/nodes.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import { resolve, type Located } from '../../javascript/resolve.ts'
import { moduleRequired } from '../../javascript/specifier.ts'
import { constantOf } from './constants.ts'

export interface Chain {
  readonly calls: readonly TSESTree.CallExpression[]
  /** The paths of what comes before are others. */
  readonly isMoved?: boolean
  readonly root: Node
}

/** What is called on a router before a route, in the same expression, the first one first. */
export function chainBefore({ callee }: TSESTree.CallExpression): Chain {
  return callee.type === 'MemberExpression' ? chainEndingIn(callee.object) : { calls: [], root: callee }
}

export function chainEndingIn(expression: Node): Chain {
  const node = bare(expression)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || !runs.test(methodOf(node) ?? ''))
    return { calls: [], root: node }
  const chain = chainBefore(node)
  if (methodOf(node) === 'basePath') return { ...chain, calls: [], isMoved: true }
  return /^(?:use|all)$/.test(methodOf(node) ?? '') ? { ...chain, calls: [...chain.calls, node] } : chain
}

const runs = /^(?:use|all|get|post|put|patch|delete|options|basePath|route)$/

/** That of `router.route('/tasks/:id').get(…)` is told before the handlers. */
export function pathOfRoute(route: TSESTree.CallExpression): Node | undefined {
  for (let at: Node = route; at.type === 'CallExpression' && at.callee.type === 'MemberExpression'; at = bare(at.callee.object))
    if (methodOf(at) === 'route' && at.arguments.length === 1) return at.arguments[0]
  return route.arguments[0]
}

/** What a name stands for: whoever is given it does not change what it runs. */
export function standsFor({ node, program }: Located, modules: Modules): Located {
  const known = resolve({ node, program }, modules)
  return known.node === bare(node) ? { node: constantOf(known.node, program), program } : known
}

export type Library = 'express' | 'hono' | 'koa'

export function libraryOf(maker: Node, program: Program): Library | undefined {
  if (maker.type !== 'NewExpression' && maker.type !== 'CallExpression') return undefined
  let root = bare(maker.callee)
  while (root.type === 'MemberExpression') root = bare(root.object)
  const binding = program.named(root)
  const from = (binding ? importedBy(binding, program)?.from : moduleRequired(root)) ?? ''
  if (/^(?:@koa\/router|koa-router)$/.test(from)) return 'koa'
  if (maker.type === 'NewExpression') return /^(?:hono|@hono\/.*)$/.test(from) ? 'hono' : undefined
  return from === 'express' ? 'express' : undefined
}

/** What cannot be read of a path is like nothing else. */
export const unread = '?'

export function segmentsOf(path: Node): readonly string[] {
  return path.type === 'Literal'
    ? String(path.value)
        .split('/')
        .filter((segment) => segment !== '')
    : []
}
