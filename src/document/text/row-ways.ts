import { isFailure } from '../../javascript/going-on.ts'
import { awaited, bare, isEmptyList, nothingIn, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { assignedOnce, firstOf, isPlainSet, setsAnother } from '../../javascript/sets.ts'
import { neverComesBack } from '../../javascript/throwing.ts'
import type { SqlNames } from './libraries.ts'
import { lookedUpIn, partOfPairs, valuesOfMap } from './maps.ts'
import { promisedTo } from './promises.ts'
import { rowsListed, rowsPut, someOfList } from './row-sources.ts'
import { givenInside } from './run-inside.ts'
import { savingCall } from './saved-rows.ts'
import { isSetLater } from './set-later.ts'

const mostSets = 4
/** Variables that are made of others multiply. */
const mostWays = 20

/** What a row is, one or the other: `(await find()) ?? (await create())`, or `if (!row) row = await create()`. */
export function waysOf(rows: Node, program: Program, names: SqlNames, asked: string | undefined): readonly Node[] {
  const ways = new Set<Node>()
  const seen = new Set<Node>()
  const open = [bare(rows)]
  for (let next = open.pop(); next && seen.size < mostWays; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const either = eitherOf(next, program, names, asked).filter((way) => !givesNoRow(way, program, names))
    if (either.length === 0) ways.add(next)
    else open.push(...either.map(bare).reverse())
  }
  return open.length > 0 ? [bare(rows)] : [...ways]
}

function eitherOf(node: Node, program: Program, names: SqlNames, asked: string | undefined): readonly Node[] {
  const call = awaited(node)
  if (call.type === 'CallExpression') {
    const inside = givenInside(call, program, names)
    const map = lookedUpIn(call, program)?.map ?? valuesOfMap(call, program)
    return map ? [map.value] : inside.length > 0 ? inside : rowsListed(someOfList(call), program, names)
  }
  switch (node.type) {
    case 'LogicalExpression':
      return node.operator === '&&' ? [] : [node.left, node.right]
    case 'ArrayExpression':
      return node.elements.map((one) => (one?.type === 'SpreadElement' ? one.argument : (one ?? node)))
    case 'ConditionalExpression':
      return [node.consequent, node.alternate]
    case 'Identifier': {
      const binding = program.named(node)
      const pair = binding && partOfPairs(binding, program)
      if (pair) return pair.is === 'value' ? [pair.map.value] : []
      const values = binding ? valuesOf(binding, node, program, asked) : []
      const saving = binding && values.length > 0 ? savingCall(binding, node, program, names) : undefined
      if (saving) return [saving]
      return binding && values.length === 0 ? rowsPut(binding, program, names, asked) : values
    }
    default:
      return []
  }
}

/** What a variable is set to before it is used, or in the round before, where all of that can be seen. */
function valuesOf(binding: Binding, use: Node, program: Program, asked: string | undefined): readonly Node[] {
  const { kind, init, property, node } = binding
  if (property !== undefined || (kind !== 'const' && kind !== 'let') || assignedOnce(binding, program)) return []
  const writes = binding.writes.filter((write) => !isSetLater(firstOf(write), use, node.range, program))
  const sets = writes.filter((write) => !setsAnother(write, asked))
  const set = sets.flatMap((write) => (isPlainSet(write) ? [write.right] : []))
  if (set.length < sets.length || set.length > mostSets || promisedTo(binding, program)) return []
  return init ? [init, ...set] : set
}

export function givesNoRow(node: Node, program: Program, names: SqlNames): boolean {
  return isNothing(bare(node)) || isFailure(node, program) || neverComesBack(node, program, names.modules)
}

/** What has no property of any row. */
export function isNothing(node: Node): boolean {
  return isEmptyList(node) || (node.type === 'ObjectExpression' && node.properties.length === 0) || nothingIn(node) !== undefined
}
