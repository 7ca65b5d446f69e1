import { bare, isFunction, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

/** What a map has of each thing of a list, and under what. */
export interface MapOfList {
  readonly key: Node
  readonly value: Node
}

/** A map that is made of a list, `new Map(rows.map((row) => [row.id, row]))`, where nothing else is put into it. */
export function mapOf(name: Node, program: Program): MapOfList | undefined {
  const node = bare(name)
  const binding = node.type === 'Identifier' ? program.bindingOf(node.name, node) : undefined
  if (binding?.kind !== 'const' || !binding.init || binding.property !== undefined || binding.writes.length > 0) return undefined
  const isOnlyRead = program.usesOf(binding).every((use) => {
    const method = program.outside(use)
    if (method === binding.node) return true
    return method?.type === 'MemberExpression' && bare(method.object) === use && reads.test(propertyName(method) ?? '')
  })
  return isOnlyRead ? madeOf(bare(binding.init), program) : undefined
}

const reads = /^(?:get|has|size|keys|values|entries|forEach|delete)$/

function madeOf(made: Node, program: Program): MapOfList | undefined {
  if (made.type !== 'NewExpression' || made.callee.type !== 'Identifier' || made.callee.name !== 'Map') return undefined
  if (program.bindingOf('Map', made)) return undefined
  const pairs = made.arguments[0] && bare(made.arguments[0])
  if (pairs?.type !== 'CallExpression' || pairs.callee.type !== 'MemberExpression' || propertyName(pairs.callee) !== 'map') return undefined
  const [callback] = pairs.arguments
  const pair = callback && isFunction(callback) ? pairGivenBy(callback) : undefined
  const [key, value, ...others] = pair?.type === 'ArrayExpression' ? pair.elements : []
  return key && value && others.length === 0 ? { key: bare(key), value: bare(value) } : undefined
}

function pairGivenBy({ body, async, generator }: FunctionNode): Node | undefined {
  return async || generator || body.type === 'BlockStatement' ? undefined : bare(body)
}
