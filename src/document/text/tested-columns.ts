import type { TSESTree } from '@typescript-eslint/utils'
import { bare, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isAnswer } from '../../javascript/written-values.ts'
import { constantIn } from './constants.ts'
import { takenOut } from './taken.ts'

/** A column of a row. */
export interface ColumnOfRow {
  readonly row: Node
  readonly column: string
}

/** The column that has to be true where an expression comes out so: `row.exists`, `row.exists === true`, also under the name of a constant. */
export function columnTested(expression: Node, isTrue: boolean, program: Program): ColumnOfRow | undefined {
  if (expression.type === 'BinaryExpression') return columnCompared(expression, isTrue, program)
  return isTrue ? columnAt(expression, program) : undefined
}

function columnCompared({ operator, left, right }: TSESTree.BinaryExpression, isTrue: boolean, program: Program): ColumnOfRow | undefined {
  if (!isAnswer(right) || !/^[!=]==?$/.test(operator)) return undefined
  const isSame = operator.startsWith('=') === isTrue
  // What is not there is not false either.
  const isHeld = right.value ? isSame : !isSame && left.type !== 'ChainExpression'
  return isHeld ? columnAt(left, program) : undefined
}

function columnAt(expression: Node, program: Program): ColumnOfRow | undefined {
  const named = bare(expression)
  const binding = program.named(named)
  const node = (binding && constantIn(binding)) ?? named
  if (node.type === 'MemberExpression' && !node.computed) {
    const column = propertyName(node)
    return column === undefined ? undefined : { row: node.object, column }
  }
  const taken = node.type === 'Identifier' ? takenOut(node, program) : undefined
  return taken?.property === undefined ? undefined : { row: taken.init, column: taken.property }
}
