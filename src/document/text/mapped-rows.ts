import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, functionNamed, type LocatedFunction } from '../../javascript/called.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, nothingIn, parametersOf, propertyIn, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { alteredIn } from './altered.ts'
import { isChangedElsewhere } from './changed.ts'
import type { SqlNames } from './libraries.ts'
import { columnOf } from './results.ts'
import { waysBack } from './ways-back.ts'

/** What functions of the program make of rows that they are given: `toOrder(row)`, `rows.map(toOrder)`. */

const maxSteps = 4

/** A row, or rows, and the column of them. */
type Column = readonly [rows: Node, name: string]

/** The rows of which something has a column that a function has made of them; nothing where none has. */
export function rowsMapped(made: Node, name: string, program: Program, names: SqlNames, steps = 0): Column | undefined {
  const node = awaited(made)
  if (steps > maxSteps) return undefined
  if (node.type === 'CallExpression') return ofCall(node, name, program, names, steps)
  if (node.type === 'LogicalExpression') return node.operator === '&&' ? rowsMapped(node.right, name, program, names, steps + 1) : undefined
  const binding = program.named(node)
  if (!binding?.init || binding.property !== undefined || isChanged(binding, node, program, names)) return undefined
  return rowsMapped(binding.init, name, program, names, steps + 1)
}

/** A function that is given one row, or each of several. */
interface Mapping {
  readonly by?: LocatedFunction
  readonly given: readonly Node[]
}

function ofCall(call: TSESTree.CallExpression, name: string, program: Program, names: SqlNames, steps: number): Column | undefined {
  const { by, given } = mappingOf(call, program, names) ?? { given: [] }
  if (!by || by.node.generator || by.program.isSet(name)) return undefined
  for (const [i, parameter] of parametersOf(by.node).entries()) {
    const rows = given[i]
    const column = rows && columnTaken(by, parameter, name, names, steps)
    if (rows && column !== undefined) return rowsMapped(rows, column, program, names, steps + 1) ?? [rows, column]
  }
  return undefined
}

/** `toOrder(row)`, `rows.map(toOrder)` and `find(id).then(toOrder)` */
function mappingOf(call: TSESTree.CallExpression, program: Program, { modules = noModules }: SqlNames): Mapping | undefined {
  const { callee, arguments: given } = call
  const [first, ...others] = given
  if (given.some(({ type }) => type === 'SpreadElement')) return undefined
  const isHanded = callee.type === 'MemberExpression' && /^(?:map|then)$/.test(propertyName(callee) ?? '')
  const handed = isHanded && first && others.length === 0 ? functionNamed(first, program, modules, modules.heir) : undefined
  if (handed && callee.type === 'MemberExpression') return { by: handed, given: [callee.object] }
  const by = isHanded ? undefined : calledFunction(call, program, modules, modules.heir)
  return by && { by, given }
}

/** The column of what a parameter stands for that a function gives under a name, wherever it gives anything. */
function columnTaken(by: LocatedFunction, parameter: Node, name: string, names: SqlNames, steps: number): string | undefined {
  const given = waysBack(names)(by.node, by.program).flatMap(({ argument }) => (argument && !nothingIn(bare(argument)) ? [argument] : []))
  const [first, ...others] = given.map((argument) => columnIn(argument, name, parameter, by.program, names, steps))
  return others.every((other) => other === first) ? first : undefined
}

function columnIn(given: Node, name: string, parameter: Node, program: Program, names: SqlNames, steps: number): string | undefined {
  const made = writtenOut(given, program, names)
  const taken = takenApart(made, name, parameter, program, names)
  if (taken !== undefined) return taken
  const [value, own] = columnOf(made, name)
  const [row, column] = rowsMapped(value, own, program, names, steps + 1) ?? [value, own]
  return (row !== made || column !== name) && isParameter(row, parameter, program, names) ? column : undefined
}

/** `const order = { id: row.id }; return order` */
function writtenOut(given: Node, program: Program, names: SqlNames): Node {
  const binding = program.named(bare(given))
  if (binding?.kind !== 'const' || !binding.init || binding.property !== undefined) return bare(given)
  return isChanged(binding, bare(given), program, names) ? bare(given) : bare(binding.init)
}

/** Whether a name may stand for something else than it was set to, or that for another thing. */
function isChanged(binding: Binding, named: Node, program: Program, names: SqlNames): boolean {
  return binding.writes.length > 0 || alteredIn(program).has(binding) || isChangedElsewhere(named, program, names)
}

/** `const { id } = row; return { id }` and `({ id }) => ({ id })` */
function takenApart(made: Node, name: string, parameter: Node, program: Program, names: SqlNames): string | undefined {
  const part = made.type === 'ObjectExpression' ? propertyIn(made, name) : undefined
  const binding = part?.kind === 'init' ? program.named(bare(part.value)) : undefined
  if (binding?.property === undefined || binding.writes.length > 0) return undefined
  const isTaken =
    binding.kind === 'parameter'
      ? parameter.type === 'ObjectPattern' && parameter.properties.some((one) => one.value === binding.node)
      : binding.init !== undefined && isParameter(binding.init, parameter, program, names)
  return isTaken ? binding.property : undefined
}

function isParameter(node: Node, parameter: Node, program: Program, names: SqlNames): boolean {
  const binding = program.named(bare(node))
  return binding?.kind === 'parameter' && binding.node === parameter && !isChanged(binding, bare(node), program, names)
}
