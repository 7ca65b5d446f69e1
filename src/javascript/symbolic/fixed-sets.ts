import { propertyName, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import type { Value } from './value.ts'

const asks: ReadonlySet<string | undefined> = new Set(['has', 'size', 'values', 'keys', 'entries', 'forEach'])

/** What is in a `new Set([…])` that its program only asks. */
export function fixedSet(value: Value): readonly Value[] | undefined {
  if (value.kind !== 'call' || !value.isNew || value.callee.kind !== 'symbol' || value.callee.name !== 'Set') return undefined
  const [list] = value.args
  return list?.kind === 'list' && !list.open && list.items.length > 0 && isOnlyAsked(value.at) ? list.items : undefined
}

function isOnlyAsked({ node, program }: Located): boolean {
  const outer = program.outside(node)
  if (outer?.type === 'MemberExpression') return true
  if (outer?.type !== 'VariableDeclarator' || outer.id.type !== 'Identifier') return false
  const binding = program.named(outer.id)
  return binding?.kind === 'const' && program.usesOf(binding).every((use) => use === outer.id || isAsked(use, program))
}

function isAsked(use: Node, program: Program): boolean {
  const outer = program.outside(use)
  if (outer?.type === 'MemberExpression') return outer.object === use && asks.has(propertyName(outer))
  return outer !== undefined && /^(?:ExportSpecifier|SpreadElement|TSTypeQuery)$/.test(outer.type)
}
