import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, methodOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { methodCalledOn } from '../../javascript/symbolic/given-away.ts'
import type { Compared } from './comparisons.ts'
import { emptyWhere, listInSet } from './counted.ts'

/** All of a list are among other things. */
interface AllAmong extends Compared {
  /** Where each of them is asked for. */
  readonly each: Node
}

/** Each of a list of which nothing is left: `const missing = new Set(ids); for (const row of rows) missing.delete(row.id); if (missing.size > 0) throw …`. */
export function allTakenOff(test: Node, isTrue: boolean, program: Program): readonly AllAmong[] {
  const left = emptyWhere(test, isTrue, program, sizedBy)
  const binding = program.named(left)
  if (!left || binding?.kind !== 'const' || !binding.init || binding.property !== undefined) return []
  const list = listInSet(bare(binding.init), program)
  const uses = program.usesOf(binding).filter((use) => program.parentOf(use)?.type !== 'VariableDeclarator')
  const deletes = uses.flatMap((use) => callOn(use, program, 'delete') ?? [])
  const [only, ...more] = deletes
  const other = only?.arguments[0]
  if (!list || !only || !other || more.length > 0) return []
  if (!uses.every((use) => isOnlyRead(use, program) || callOn(use, program, 'delete') === only)) return []
  return [{ kind: 'compared', one: list, other, isEach: true, each: roundOf(only, program) }]
}

/** `missing` in `missing.size` */
function sizedBy(number: Node): Node | undefined {
  const node = bare(number)
  return node.type === 'MemberExpression' && propertyName(node) === 'size' ? bare(node.object) : undefined
}

function callOn(use: Node, program: Program, name: string): TSESTree.CallExpression | undefined {
  const method = methodCalledOn(use, program)
  const call = method && program.outside(method)
  return call?.type === 'CallExpression' && methodOf(call) === name ? call : undefined
}

/** `missing.size`, `missing.has(id)`, `[...missing]` */
function isOnlyRead(use: Node, program: Program): boolean {
  const parent = program.outside(use)
  if (parent?.type === 'SpreadElement') return program.parentOf(parent)?.type === 'ArrayExpression'
  return parent?.type === 'MemberExpression' && bare(parent.object) === use && /^(?:size|has|values|keys)$/.test(propertyName(parent) ?? '')
}

/** The loop, or the function for each, that a call stands in. */
function roundOf(call: Node, program: Program): Node {
  for (const around of program.ancestors(call)) if (around.type === 'ForOfStatement' || isFunction(around)) return around
  return call
}
