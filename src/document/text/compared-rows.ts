import { awaited, bare, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { ComparedRow, LoadedProperty, RowGuard } from '../../query/told.ts'
import type { Compared } from './comparisons.ts'
import type { SqlNames } from './libraries.ts'
import { loadedRow, loadedValue } from './loaded.ts'

/** The rows of which something is a part that a guard compares with. */
export function comparedIn({ other, of = [] }: Compared, program: Program, names: SqlNames): Pick<RowGuard, 'compared'> {
  const [column] = of
  const loaded = column === undefined ? undefined : loadedRow(other, column, program, names)
  const rows = loaded ? rowsOf(loaded) : rowsSaid(other, program, names)
  return rows.length > 0 ? { compared: { rows, isAlone: false } } : {}
}

/** The rows of which a value is a part. */
function rowsSaid(value: Node, program: Program, names: SqlNames): ComparedRow[] {
  const node = awaited(value)
  const loaded = loadedValue(node, program, names)
  if (loaded) return rowsOf(loaded)
  if (node.type === 'ArrayExpression') return node.elements.flatMap((one) => (one ? rowsSaid(one, program, names) : []))
  const init = program.named(node)?.init
  const isPart = init && bare(init).type === 'MemberExpression'
  return isPart ? rowsSaid(init, program, names) : []
}

function rowsOf(loaded: LoadedProperty): ComparedRow[] {
  return [loaded, ...(loaded.or ?? [])].map(({ statement, isCall, property }) => ({ statement, isCall, property }))
}
