import type { TSESTree } from '@typescript-eslint/utils'
import { bare, methodsOf, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { turns } from '../../query/comparisons.ts'
import { callAwaited, callGiving } from './given.ts'

/** Whether something is a yes or a no, or a number of rows: it is there in any case. */
export function isAlwaysThere(expression: Node, program: Program): boolean {
  return isNumberOfRows(expression, program) || answering(expression, program) !== undefined
}

/** Whether something is a number of rows that a query found, or changed. */
export function isNumberOfRows(expression: Node, program: Program): boolean {
  return isCount(expression, program) || changing(expression, program) !== undefined
}

export function isCount(expression: Node, program: Program): boolean {
  return (countedIn(expression, program) ?? counting(expression, program)) !== undefined
}

/** Of how many rows a result tells: `length` is that of a list. */
const counts = /^(?:rowCount|count|affected|num(?:Deleted|Updated)Rows)$/

/** What tells of how many rows something is the number: `result.rowCount`, or a name that was taken out of it. */
export function countedIn(expression: Node, program: Program): Node | undefined {
  const node = bare(expression)
  if (node.type === 'MemberExpression') return !node.computed && tellsNumber(propertyName(node)) ? node.object : undefined
  const binding = program.named(node)
  const isTaken = binding?.property !== undefined && counts.test(binding.property) && binding.kind !== 'item' && binding.writes.length === 0
  return isTaken ? binding.init : undefined
}

export function tellsNumber(name = ''): boolean {
  return name === 'length' || counts.test(name)
}

const givesNumber = /^(?:\$?count|countBy)$/
/** What gives a number, whatever a builder was told before. */
const countsBuilt = /^(?:resultSize|getCount)$/
const givesRepository = /^(?:getRepository|scope|unscoped|fork|\$extends)$/

/** What counts rows, of which something is the number: `await projects.count({ where })`. What builders count is a list, and `select` makes an object of it. */
export function counting(expression: Node, program: Program): TSESTree.CallExpression | undefined {
  const call = callGiving(expression, program)
  const [method = '', ...before] = call ? methodsOf(call) : []
  if (countsBuilt.test(method)) return call
  if (!call || !givesNumber.test(method) || !before.every((name) => givesRepository.test(name))) return undefined
  const options = call.arguments.filter((one) => one.type === 'ObjectExpression').flatMap(({ properties }) => properties)
  const isObject = options.some((one) => one.type === 'Property' && propertyName(one) === 'select')
  return isObject || (options.length === 0 && method !== '$count') ? undefined : call
}

const saysWhether = /^(?:exists?|existsBy|getExists)$/

/** What says by a yes or a no whether there is a row: `await projects.existsBy(where)`. */
export function answering(expression: Node, program: Program): TSESTree.CallExpression | undefined {
  const call = callGiving(expression, program)
  return call && saysWhether.test(methodsOf(call)[0] ?? '') ? call : undefined
}

/** What changes rows and gives how many, with the libraries in which it does: others give an object, or a list. */
export function changing(
  expression: Node,
  program: Program,
): { readonly call: TSESTree.CallExpression; readonly by: readonly string[] } | undefined {
  const node = bare(expression)
  const binding = program.named(node)
  const first = binding?.kind === 'item' && isFirst(binding) && binding.init ? callAwaited(binding.init) : undefined
  if (first) return methodsOf(first)[0] === 'update' ? { call: first, by: ['sequelize'] } : undefined
  const call = callGiving(node, program)
  const [method = '', ...before] = call ? methodsOf(call) : []
  if (!call) return undefined
  if (method === 'destroy') return { call, by: ['sequelize'] }
  if (method === 'nativeUpdate' || method === 'nativeDelete') return { call, by: ['mikro-orm'] }
  const methods = [method, ...before]
  return methods.some((name) => changes.test(name)) && !methods.some((name) => givesRowsOf.test(name))
    ? { call, by: ['knex', 'objection'] }
    : undefined
}

const changes = /^(?:update|patch|del|delete|deleteById)$/
/** Behind these it is rows that a change gives, or whatever is made of them. */
const givesRowsOf = /^(?:returning|first|then)$/

/** `const [first] = …` */
function isFirst({ name, node, writes }: Binding): boolean {
  const pattern = node.type === 'VariableDeclarator' ? node.id : undefined
  const [first] = pattern?.type === 'ArrayPattern' ? pattern.elements : []
  return first?.type === 'Identifier' && first.name === name && writes.length === 0
}

/** What a number is made of: `Number(row.count)`, `+found`. */
export function asNumber(expression: Node): Node {
  const node = bare(expression)
  if (node.type === 'UnaryExpression' && node.operator === '+') return bare(node.argument)
  const isNumberOf = node.type === 'CallExpression' && /^(?:Number|parseInt)$/.test(pathOf(node.callee)?.join('.') ?? '')
  return isNumberOf && node.arguments[0] ? bare(node.arguments[0]) : node
}

/** `members?.length ?? 0` is more than 0 where there are any. */
export function orNone(number: Node): Node {
  const node = bare(number)
  const isIt = node.type === 'LogicalExpression' && node.operator !== '&&' && node.right.type === 'Literal' && node.right.value === 0
  return isIt ? node.left : number
}

/** The list that has nothing in it where a test comes out so: `ids.length === 0`. */
export function emptyWhere(test: Node, isTrue: boolean, program: Program, of = listCounted): Node | undefined {
  const node = bare(test)
  if (node.type !== 'BinaryExpression') return isTrue ? undefined : of(node, program)
  const isTurned = node.left.type === 'Literal'
  const [left, right] = isTurned ? [node.right, node.left] : [node.left, node.right]
  const operator = isTurned ? (turns[node.operator] ?? node.operator) : node.operator
  const isZero = right.type === 'Literal' && (right.value === 0 || (right.value === 1 && /^(?:<|>=)$/.test(operator)))
  const isEmpty = (isTrue ? /^(?:===?|<=?)$/ : /^(?:!==?|>=?)$/).test(operator)
  const isNever = right.type === 'Literal' && right.value === 0 && /^(?:<|>=)$/.test(operator)
  return isZero && isEmpty && !isNever ? of(left, program) : undefined
}

/** The list in `ids.length`, in `new Set(ids).size` and in `[...new Set(ids)].length`. */
export function listCounted(number: Node, program: Program): Node | undefined {
  const node = bare(number)
  if (node.type !== 'MemberExpression' || node.computed) return undefined
  const [name, object] = [propertyName(node), bare(node.object)]
  if (name === 'size') return listInSet(object, program)
  const spread = onlySpread(object)
  return name === 'length' ? ((spread && listInSet(spread, program)) ?? object) : undefined
}

/** `ids` in `new Set(ids)` */
export function listInSet(set: Node, program: Program): Node | undefined {
  const isSet = set.type === 'NewExpression' && set.callee.type === 'Identifier' && set.callee.name === 'Set'
  return isSet && program.bindingOf('Set', set) === undefined ? set.arguments[0] : undefined
}

/** What `[...all]` has all of, and nothing else. */
function onlySpread(list: Node): Node | undefined {
  const [only, ...more] = list.type === 'ArrayExpression' ? list.elements : []
  return only?.type === 'SpreadElement' && more.length === 0 ? bare(only.argument) : undefined
}
