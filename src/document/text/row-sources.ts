import type { TSESTree } from '@typescript-eslint/utils'
import { handedOn } from '../../javascript/going-on.ts'
import { listGoneThrough } from '../../javascript/listed.ts'
import { awaited, bare, isEmptyList, isFunction, propertyName, soleResult, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { assignedOnce, setsAnother } from '../../javascript/sets.ts'
import { isChangedElsewhere } from './changed.ts'
import { namesRows, runBy, type SqlNames } from './libraries.ts'
import { listGiven } from './list-functions.ts'
import { promisedTo } from './promises.ts'

function isSetTo(value: Node | undefined, write: Node): boolean {
  return write.type === 'AssignmentExpression' && write.right === value
}

/** What a variable, or the parameter of a callback, takes its rows from. */
export function sourceOfRows(binding: Binding, program: Program, asked: string | undefined): Node | undefined {
  const { kind, init, property, writes } = binding
  const assigned = assignedOnce(binding, program)
  if (writes.some((write) => !isSetTo(assigned, write) && !setsAnother(write, asked))) return undefined
  if (assigned) return assigned
  const mayBeRows = property === undefined || namesRows.test(property)
  const promised = promisedTo(binding, program)
  if (promised) return mayBeRows ? promised.by : undefined
  if (init && mayBeRows) return listGoneThrough(binding, program) ?? init
  return kind === 'parameter' && property === undefined ? rowsGiven(binding, program) : undefined
}

/** What pg-promise hands each row to: `db.map('SELECT …', [id], (row) => row.id)`. */
function rowCallback(call: TSESTree.CallExpression, methods: RegExp): FunctionNode | undefined {
  const [, , callback] = call.arguments
  const isHanding = call.callee.type === 'MemberExpression' && methods.test(propertyName(call.callee) ?? '')
  return isHanding && isFunction(callback) && runBy(call) ? callback : undefined
}

/** What pg-promise makes of the one row that it gives: `row.id` of `await db.one('SELECT …', [id], (row) => row.id)`. */
export function madeOfRow(given: Node): Node | undefined {
  const call = awaited(given)
  return call.type === 'CallExpression' ? resultOf(rowCallback(call, /^one(?:OrNone)?$/)) : undefined
}

/** The same of each row. */
export function madeOfEachRow(call: TSESTree.CallExpression): Node | undefined {
  return resultOf(rowCallback(call, /^map$/))
}

function resultOf(callback: FunctionNode | undefined): Node | undefined {
  const made = callback && soleResult(callback)
  return made && bare(made)
}

/** The rows of which a callback is given one after the other as a parameter, or as what a parameter takes apart. */
export function rowsGiven({ node }: Binding, program: Program): Node | undefined {
  const callback = program.functionAround(node)
  const call = callback && program.parentOf(callback)
  if (!callback || call?.type !== 'CallExpression') return undefined
  if (rowCallback(call, /^(?:map|each|one|oneOrNone)$/) === callback) return callback.params[0] === node ? call : undefined
  const method = call.callee.type === 'MemberExpression' && call.arguments[0] === callback ? (propertyName(call.callee) ?? '') : ''
  const one = callback.params[method === 'reduce' ? 1 : 0]
  const isOne = one === node || (one?.type === 'ObjectPattern' && one.properties.some((part) => part.value === node))
  const going = handedOn(call, program)
  const isFirst = going && one?.type === 'ArrayPattern' && one.elements.some((item) => item === node)
  if (!isOne && !isFirst) return undefined
  if (going) return going.by === callback ? going.of : undefined
  const given = listGiven(call, callback, program)
  if (given || call.callee.type !== 'MemberExpression') return given
  return takesRows.test(method) ? call.callee.object : undefined
}

const takesRows = /^(?:reduce|map|forEach|flatMap|filter|some|every|find)$/

/** What is put into the list that a name goes through, where that is empty at first: `for (…) { const row = await find(id); if (row) rows.push(row) }`. */
export function rowsPut(one: Binding, program: Program, names: SqlNames, asked: string | undefined): readonly Node[] {
  const list = program.named(sourceOfRows(one, program, asked))
  if (list?.kind !== 'const' || list.property !== undefined || !list.init || !isEmptyList(bare(list.init))) return []
  const puts = list.writes.filter((write) => isPut(write))
  const isAll = puts.length === list.writes.length && list.node.type === 'VariableDeclarator'
  if (!isAll || isChangedElsewhere(list.node.id, program, names)) return []
  return puts.flatMap(({ arguments: given }) => given.map((put) => (put.type === 'SpreadElement' ? put.argument : put)))
}

function isPut(write: Node): write is TSESTree.CallExpression {
  const callee = write.type === 'CallExpression' ? write.callee : undefined
  return callee?.type === 'MemberExpression' && /^(?:push|unshift)$/.test(propertyName(callee) ?? '')
}
