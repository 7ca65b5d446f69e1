import type { TSESTree } from '@typescript-eslint/utils'
import { handedOn } from '../../javascript/going-on.ts'
import { listGoneThrough } from '../../javascript/listed.ts'
import {
  awaited,
  bare,
  isEmptyList,
  isFunction,
  methodOf,
  propertyName,
  soleResult,
  type FunctionNode,
  type Node,
} from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { assignedOnce, isPlainSet, leavesOut, setsAnother } from '../../javascript/sets.ts'
import { isChangedElsewhere } from './changed.ts'
import { namesRows, runBy, type SqlNames } from './libraries.ts'
import { listGiven } from './list-functions.ts'
import { valuesOfMap } from './maps.ts'
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

const takesRows = /^(?:reduce|map|forEach|flatMap|filter|some|every|find(?:Last)?(?:Index)?)$/

/** What is in the list that a name is, or is one of, where it is put together: `for (…) { const row = await find(id); if (row) rows.push(row) }`. */
export function rowsPut(one: Binding, program: Program, names: SqlNames, asked: string | undefined): readonly Node[] {
  const from = sourceOfRows(one, program, asked)
  const map = from?.type === 'CallExpression' ? valuesOfMap(from, program) : undefined
  if (map) return [map.value]
  return listedIn(from ? program.named(someOfList(from) ?? from) : one, program, names)
}

/** What is in a list that a name is put together under: `[root, ...more]`, with what it is set to besides, and what is put into it. */
export function rowsListed(list: Node | undefined, program: Program, names: SqlNames): readonly Node[] {
  if (list?.type === 'ArrayExpression') return [list]
  return list ? listedIn(program.named(list), program, names) : []
}

function listedIn(list: Binding | undefined, program: Program, names: SqlNames): readonly Node[] {
  if (!list || list.property !== undefined || list.node.type !== 'VariableDeclarator') return []
  const { kind, init, node, writes } = list
  const [sets, puts] = [writes.filter(isPlainSet), writes.filter((write) => isPut(write))]
  const isAll = (kind === 'const' || kind === 'let') && writes.every((write) => isPlainSet(write) || isPut(write) || leavesOut(write))
  const lists = [...(init ? [init] : []), ...sets.map(({ right }) => right)].filter((one) => !isEmptyList(bare(one)))
  const isPutTogether = puts.length > 0 || sets.length > 0 || lists.some((one) => bare(one).type === 'ArrayExpression')
  if (!isAll || !isPutTogether || isChangedElsewhere(node.id, program, names)) return []
  return [...lists, ...puts.flatMap(({ arguments: given }) => given.map((put) => (put.type === 'SpreadElement' ? put.argument : put)))]
}

/** The list of which a call gives one, or some: `queue.shift()`. */
export function someOfList(given: Node): Node | undefined {
  const call = awaited(given)
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined
  return givesSome.test(propertyName(call.callee) ?? '') ? bare(call.callee.object) : undefined
}

/** The list of which a call gives one. */
export function listTakenFrom(given: Node): Node | undefined {
  const call = bare(given)
  return call.type === 'CallExpression' && givesOne.test(methodOf(call) ?? '') ? someOfList(call) : undefined
}

const givesOne = /^(?:shift|pop|at)$/
const givesSome = /^(?:shift|pop|at|find|findLast|filter|slice|splice|sort|toSorted|reverse|toReversed)$/

function isPut(write: Node): write is TSESTree.CallExpression {
  const callee = write.type === 'CallExpression' ? write.callee : undefined
  return callee?.type === 'MemberExpression' && /^(?:push|unshift)$/.test(propertyName(callee) ?? '')
}
