import { once } from '../../catalog/once-for.ts'
import { awaited, bare, madeByMap, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { ComparedRow, LoadedProperty, RowGuard } from '../../query/told.ts'
import { valueBefore } from './checked.ts'
import type { Compared } from './comparisons.ts'
import { constantOf } from './constants.ts'
import type { SqlNames } from './libraries.ts'
import { loadedRow, loadedValue } from './loaded.ts'
import { mapOf } from './maps.ts'

/** The rows of which something is a part that a guard compares with. */
export function comparedIn(
  { one, other, of = [] }: Compared,
  program: Program,
  names: SqlNames,
): Pick<RowGuard, 'compared' | 'comparedWith'> {
  const [column] = of
  const loaded = column === undefined ? undefined : loadedRow(other, column, program, names)
  const rows = loaded ? rowsOf(loaded) : rowsSaid(other, program, names)
  if (rows.length === 0) return { comparedWith: once(() => valueBefore(other, other, program, names)) }
  const mayBeNothing = isMaybe(other) && (isMaybe(one) || isComparedLoosely(one, program))
  return { compared: { rows, isAlone: false, mayBeNothing } }
}

/** `row?.projectId`, of a row that may not be there. */
export function isMaybe(part: Node): boolean {
  const node = bare(part)
  return node.type === 'MemberExpression' && (node.optional || isMaybe(node.object))
}

/** `null == undefined` */
function isComparedLoosely(one: Node, program: Program): boolean {
  const outer = program.outside(one)
  return outer?.type === 'BinaryExpression' && outer.operator.length === 2
}

/** The rows of which a value is a part. */
function rowsSaid(value: Node, program: Program, names: SqlNames): ComparedRow[] {
  const node = awaited(value)
  const loaded = loadedValue(node, program, names)
  if (loaded) return rowsOf(loaded)
  if (node.type === 'ArrayExpression') return node.elements.flatMap((one) => (one ? rowsSaid(one, program, names) : []))
  const each = mapOf(node, program)?.key ?? madeByMap(constantOf(node, program))
  if (each) return rowsSaid(each, program, names)
  const init = program.named(node)?.init
  const isPart = init && bare(init).type === 'MemberExpression'
  return isPart ? rowsSaid(init, program, names) : []
}

function rowsOf(loaded: LoadedProperty): ComparedRow[] {
  return [loaded, ...(loaded.or ?? [])].map(({ statement, isCall, property }) => ({ statement, isCall, property }))
}
