import type { TSESTree } from '@typescript-eslint/utils'
import { callsEffect } from '../../javascript/effect.ts'
import { pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

/** Functions of libraries that give nothing but what is in the list that they are given, some of it, all of it, or all of it in parts. */
const keeps =
  /^(?:partition|difference|without|uniq|unique|dedupe|compact|chunk|chunked|uniqBy|uniqueBy|sortBy|orderBy|sort|take|drop|shuffle|sampleSize|reject|filter)$/
/** Those that give each thing of a list to a function. */
const goesThrough = /^(?:map|flatMap|forEach|each|filter|pMap|pEach|pFilter|mapSeries|eachSeries|mapLimit|eachLimit|keyBy|groupBy|indexBy)$/
const makesOfEach = /^(?:map|flatMap)$/
const keepsShared = /^(?:intersection|intersect)$/

/** The list of which a function gives some: `uniq(ids)`, `_.chunk(rows, 100)`. */
export function listKept(call: TSESTree.CallExpression, program: Program): Node | undefined {
  return isImported(call, keeps, program) ? plain(call.arguments[0]) : undefined
}

/** The list that a function goes through with a callback: `pMap(rows, (row) => …)`, `Effect.forEach(rows, (row) => …)`. */
export function listGiven(call: TSESTree.CallExpression, callback: Node, program: Program): Node | undefined {
  const isBehind = call.arguments.some((one, i) => i > 0 && one === callback)
  const goes = isImported(call, goesThrough, program) || isGrouping(call, program) || callsEffect(call, /^forEach$/, program)
  return isBehind && goes ? plain(call.arguments[0]) : undefined
}

/** `Object.groupBy(rows, (row) => …)` */
function isGrouping(call: TSESTree.CallExpression, program: Program): boolean {
  const [root = '', name, ...more] = pathOf(call.callee) ?? []
  return /^(?:Object|Map)$/.test(root) && name === 'groupBy' && more.length === 0 && program.bindingOf(root, call) === undefined
}

/** The lists of which a function gives what is in all of them: `intersection(ids, own)`. */
export function listsShared(call: TSESTree.CallExpression, program: Program): readonly Node[] {
  return isImported(call, keepsShared, program) ? call.arguments.filter((one) => one.type !== 'SpreadElement') : []
}

/** The list of each thing of which a function gives what another says: `_.map(rows, 'id')`. */
export function listMade(call: TSESTree.CallExpression, program: Program): { readonly list: Node; readonly by: Node } | undefined {
  const [list, by] = isImported(call, makesOfEach, program) ? call.arguments.map(plain) : []
  return list && by && { list, by }
}

/** Two lists, of which each thing of a list is in one: `const [own, others] = partition(rows, isOwn)`. */
export function isPartition(call: TSESTree.CallExpression, program: Program): boolean {
  return isImported(call, /^partition$/, program)
}

function plain(given: TSESTree.CallExpressionArgument | undefined): Node | undefined {
  return given?.type === 'SpreadElement' ? undefined : given
}

/** Whether a function is called that another module gave, by itself or under the name of the module. */
export function isImported(call: TSESTree.CallExpression, named: RegExp, program: Program): boolean {
  const path = pathOf(call.callee)
  const [root = '', ...rest] = path ?? []
  if (!path || rest.length > 1 || !named.test(path.at(-1) ?? '')) return false
  return program.bindingOf(root, call)?.kind === 'import'
}
