import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { isWithin, type Range } from '../../catalog/place.ts'
import { bare, isFunction, nothingIn, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import { assignedOnce, setsAnother, type Binding, type Program } from '../../javascript/program.ts'
import { mayGiveRows } from '../../orms/query-sites.ts'
import type { LoadedProperty } from '../../query/told.ts'
import { runBy, tagKind, type SqlNames } from './libraries.ts'
import { oneOfPromised, promisedTo } from './promises.ts'
import { givenBack, neverComesBack } from './throwing.ts'

const maxSteps = 8

/** The property of a row, or of each of several, that an earlier query of the same function gave. */
export function loadedValue(expression: Node, program: Program, names: SqlNames): LoadedProperty | undefined {
  const node = bare(expression)
  const found = propertyOfRow(node, program, names) ?? mappedProperty(node, program, names)
  return found && isInSameFunction(found, node, program) && !isAltered(found, program, names) ? found : undefined
}

/** A property of something that is a row which an earlier query of the same function gave. */
export function loadedRow(row: Node, property: string, program: Program, names: SqlNames): LoadedProperty | undefined {
  const node = bare(row)
  const statement = rowsOf(node, program, names, property)
  const found = statement && { statement, property }
  return found && isInSameFunction(found, node, program) && !isAltered(found, program, names) ? found : undefined
}

function propertyOfRow(node: Node, program: Program, names: SqlNames): LoadedProperty | undefined {
  if (node.type === 'MemberExpression') {
    const property = propertyName(node)
    const statement = rowsOf(node.object, program, names, property)
    return statement && property !== undefined ? { statement, property } : undefined
  }
  if (node.type !== 'Identifier') return undefined
  const binding = program.bindingOf(node.name, node)
  if (!binding?.init || binding.property === undefined || binding.writes.length > 0) return undefined
  const statement = rowsOf(binding.init, program, names)
  return statement && { statement, property: binding.property }
}

/** `rows.map((row) => row.id)`. */
function mappedProperty(node: Node, program: Program, names: SqlNames): LoadedProperty | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'map') return undefined
  const [callback] = node.arguments
  if (!callback || !isFunction(callback) || callback.body.type === 'BlockStatement') return undefined
  return propertyOfRow(bare(callback.body), program, names)
}

/** Where the query stands whose rows, or one of them, an expression is. */
function rowsOf(expression: Node, program: Program, names: SqlNames, property?: string): Range | undefined {
  const asked = queryOfRows(expression, program, names, property)
  return asked && textOf(asked, program, names)
}

/** Where the text stands that a query runs; a call of a library is its own. */
export function textOf(asked: Node, program: Program, names: SqlNames): Range {
  const run = runBy(asked, names)
  return run ? textRange(bare(run.text), program) : [asked.range[0], asked.range[1]]
}

/** The query whose rows, or one of them, an expression is. */
export function queryOfRows(expression: Node, program: Program, names: SqlNames, property?: string, steps = 0): Node | undefined {
  const node = bare(expression)
  if (steps > maxSteps) return undefined
  const further = (next: Node): Node | undefined => queryOfRows(next, program, names, property, steps + 1)
  switch (node.type) {
    case 'AwaitExpression':
      return further(node.argument)
    case 'TaggedTemplateExpression':
      return tagKind(node.tag, names) === undefined ? undefined : node
    case 'MemberExpression':
      if (node.computed) return further(node.object)
      return propertyName(node) === 'rows' ? queryOfRows(node.object, program, names, 'rows', steps + 1) : undefined
    case 'LogicalExpression':
      if (node.operator === '&&') return further(node.right)
      return isNothing(bare(node.right)) || neverComesBack(node.right, program, names) ? further(node.left) : undefined
    case 'CallExpression': {
      if (runBy(node, names)) return node
      const one = oneOfPromised(node)
      if (one) return further(one.rows)
      const { callee } = node
      const back = callee.type === 'Identifier' ? givenBack(node, program, names) : undefined
      if (back) return further(back)
      if (isChained(callee) && mayGiveRows(node)) return node
      const rows = callee.type === 'MemberExpression' && givesRows.test(propertyName(callee) ?? '') ? further(callee.object) : undefined
      return rows ?? (mayGiveRows(node) ? node : undefined)
    }
    case 'Identifier': {
      const binding = program.bindingOf(node.name, node)
      const rows = binding && sourceOfRows(binding, program, property)
      return rows && further(rows)
    }
    default:
      return undefined
  }
}

/** A method of what another call gives: all of them are one query of a library. */
function isChained(callee: Node): boolean {
  const object = callee.type === 'MemberExpression' ? bare(callee.object) : undefined
  return object?.type === 'CallExpression' && mayGiveRows(object)
}

/** What has no property of any row. */
function isNothing(node: Node): boolean {
  if (node.type === 'ArrayExpression') return node.elements.length === 0
  if (node.type === 'ObjectExpression') return node.properties.length === 0
  return nothingIn(node) !== undefined
}

/** Whether a row of the query is given other properties anywhere. */
export function isAltered({ statement }: Pick<LoadedProperty, 'statement'>, program: Program, names: SqlNames): boolean {
  return alteringCalls(program).some(
    ({ arguments: [row] }) => row !== undefined && String(rowsOf(row, program, names)) === String(statement),
  )
}

/** Calls that give their first argument other properties, as `Object.assign(row, …)` does. */
const alteringCalls = onceFor((program: Program): readonly TSESTree.CallExpression[] =>
  program.nodes.filter((node) => node.type === 'CallExpression').filter(({ callee }) => alters.test(pathOf(callee)?.at(-1) ?? '')),
)

/** What is given other properties by a call. */
export const alteredIn = onceFor((program: Program): ReadonlySet<Binding> => {
  const altered = alteringCalls(program).flatMap((call) => {
    const name = pathOf(call.arguments[0] ?? call)?.[0]
    return (name === undefined ? undefined : program.bindingOf(name, call)) ?? []
  })
  return new Set(altered)
})

const alters = /^(?:assign\w*|merge\w*|defaults\w*|extend\w*|set|setWith|defineProperty|defineProperties)$/i

const givesRows = /^(?:at|find|filter|slice|sort|toSorted|reverse|shift|pop|rows|execute|all|first)$/

function isSetTo(value: Node | undefined, write: Node): boolean {
  return write.type === 'AssignmentExpression' && write.right === value
}

/** What a variable, or the parameter of a callback, takes its rows from. */
function sourceOfRows(binding: Binding, program: Program, asked: string | undefined): Node | undefined {
  const { kind, node, init, property, writes } = binding
  const assigned = assignedOnce(binding, program)
  if (writes.some((write) => !isSetTo(assigned, write) && !setsAnother(write, asked))) return undefined
  if (assigned) return assigned
  const promised = promisedTo(binding)
  if (promised) return promised.by
  if (init && (property === undefined || property === 'rows' || property === 'row')) return init
  if (kind !== 'parameter') return undefined
  const callback = program.functionAround(node)
  const call = callback && program.parentOf(callback)
  if (call?.type !== 'CallExpression' || callback?.params[0] !== node || call.callee.type !== 'MemberExpression') return undefined
  return /^(?:map|forEach|flatMap|filter|some|every|find|then)$/.test(propertyName(call.callee) ?? '') ? call.callee.object : undefined
}

/** A constant that is run stands where it is written. */
function textRange(node: Node, program: Program): Range {
  const init = node.type === 'Identifier' ? program.bindingOf(node.name, node)?.init : undefined
  const [start, end] = (init ?? node).range
  return [start, end]
}

function isInSameFunction({ statement }: LoadedProperty, node: Node, program: Program): boolean {
  const around = program.functionAround(node)
  const outer = [around, ...(around ? program.ancestors(around) : [])].filter((one) => one !== undefined)
  return outer.some((one) => isWithin(statement, one.range))
}
