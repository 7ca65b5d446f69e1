import type { TSESTree } from '@typescript-eslint/utils'
import { propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'

/** What a name was taken out of: `found`, of `const { found } = row` and `const { rows: [{ found }] } = result`. */
interface Taken {
  readonly init: Node
  readonly property: string
  /** Whether it is of the first thing in a list. */
  readonly isOfRow: boolean
}

export function takenOut(name: TSESTree.Identifier, program: Program): Taken | undefined {
  const binding = program.named(name)
  if (!binding || binding.writes.length > 0) return undefined
  const { init, property, kind } = binding
  if (init && property !== undefined && kind !== 'item') return { init, property, isOfRow: false }
  return ofFirstRow(binding)
}

function ofFirstRow({ name, node }: Binding): Taken | undefined {
  if (node.type !== 'VariableDeclarator' || !node.init) return undefined
  const rows = node.id.type === 'ObjectPattern' ? valueIn(node.id, (key) => key === 'rows') : node.id
  const row = rows?.type === 'ArrayPattern' ? orNothing(rows.elements[0]) : undefined
  const column =
    row?.type === 'ObjectPattern' ? row.properties.find((one) => one.value?.type === 'Identifier' && one.value.name === name) : undefined
  const property = column?.type === 'Property' ? propertyName(column) : undefined
  return property === undefined ? undefined : { init: node.init, property, isOfRow: true }
}

/** `[{ found } = {}]`: what there is where there is no row has nothing. */
function orNothing(row: Node | null | undefined): Node | null | undefined {
  if (row?.type !== 'AssignmentPattern') return row
  return row.right.type === 'ObjectExpression' && row.right.properties.length === 0 ? row.left : undefined
}

function valueIn(pattern: TSESTree.ObjectPattern, isIt: (key: string | undefined) => boolean): Node | undefined {
  return pattern.properties.find((one) => one.type === 'Property' && isIt(propertyName(one)))?.value
}
