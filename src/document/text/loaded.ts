import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { isWithin, type Range } from '../../catalog/place.ts'
import { calledFunction } from '../../javascript/called.ts'
import { isValueHeld, resultTurnedInto } from '../../javascript/going-on.ts'
import { listGoneThrough } from '../../javascript/listed.ts'
import { idOfRow } from '../../javascript/new-ids.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, isFunction, propertyIn, propertyName, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { endsOf } from '../../javascript/passed.ts'
import { givenBack } from '../../javascript/throwing.ts'
import { isBuiltQuery, rowsGivenAs } from '../../orms/asked-values.ts'
import { mayGiveRows } from '../../orms/query-sites.ts'
import type { LoadedProperty } from '../../query/told.ts'
import { alteringCalls } from './altered.ts'
import { either, propertyOfEach } from './loaded-lists.ts'
import { listTakenFrom, madeOfRow, rowsGiven, rowsListed, sourceOfRows } from './row-sources.ts'
import { givesNoRow, isNothing, waysOf } from './row-ways.ts'
import { heldBy, partAsked, unwrapped } from './wrapped-rows.ts'
import { runBy, runsForColumn, tagKind, type SqlNames } from './libraries.ts'
import { listKept } from './list-functions.ts'
import { keysGiven, makesRow, rowSaved, savingCall } from './saved-rows.ts'
import { isSetLater } from './set-later.ts'
import { rowsMapped } from './mapped-rows.ts'
import { lookedUpIn, mapOf, partOfPairs, valuesOfMap, type MapOfList } from './maps.ts'
import { ownRun } from './own-runs.ts'
import { pickedBy } from './picked.ts'
import { isOfPrepared } from './prepared-runs.ts'
import { promisedForEach, settledBy } from './promises.ts'
import { columnOf } from './results.ts'
import { givenInside } from './run-inside.ts'

/** No property of what a function gives, but that: a list of keys. */
export const itself = ''

const maxSteps = 8
/** Lists of items of lists. */
const maxDepth = 2

/** The property of a row, or of each of several, that an earlier query of the same function gave. */
export function loadedValue(expression: Node, program: Program, names: SqlNames): LoadedProperty | undefined {
  const node = idOfRow(expression, program)
  const found = propertyOfRow(node, program, names) ?? propertyOfItems(node, program, names)
  return found && isAsLoaded(found, node, program, names) ? found : undefined
}

/** A property of something that is a row which an earlier query of the same function gave. */
export function loadedRow(row: Node, property: string, program: Program, names: SqlNames): LoadedProperty | undefined {
  const node = bare(row)
  const found = propertyOfRows(node, property, program, names)
  return found && isAsLoaded(found, node, program, names) ? found : undefined
}

/** The property of rows that each thing is that something has: a list or a set, or a map under its keys. */
export function loadedItem(searched: Node, program: Program, names: SqlNames): LoadedProperty | undefined {
  const node = bare(searched)
  const map = mapOf(node, program)
  const found = map ? propertyOfKey(map, program, names) : propertyOfItems(node, program, names)
  return found && isAsLoaded(found, node, program, names) ? found : undefined
}

function isAsLoaded(found: LoadedProperty, node: Node, program: Program, names: SqlNames): boolean {
  return [found, ...(found.or ?? [])].every(
    (way) => isInSameFunction(way, node, program) && !isAltered(way, program, names) && !mayBeSetBefore(way, node, program, names),
  )
}

/** Whether what hangs on a row may have got the property, or another one under a name on the way to it, before it is asked for. */
function mayBeSetBefore({ property, path, ...source }: LoadedProperty, use: Node, program: Program, names: SqlNames): boolean {
  if (!path) return false
  const isOther = (object: Node): boolean => {
    const other = source.isCall ? undefined : sourceOf(object, program, names, itself)
    if (!other || other.isCall) return false
    return String(other.statement) !== String(source.statement) || isSetLater(object, use, source.statement, program)
  }
  return [property, ...path].some((name) => program.isSet(name, true) || !program.givenWith(name).every(isOther))
}

function propertyOfItems(list: Node, program: Program, names: SqlNames, depth = 0): LoadedProperty | undefined {
  return propertyOfEach(list, program, names, {
    ofRow: (one) => propertyOfRow(one, program, names, depth + 1),
    ofColumn: (rows, column) => propertyOfRows(rows, column, program, names),
    ofCall: (call) =>
      callsOwn(call, program, names) || runsForColumn(call, names) ? { ...sourceAt(call, program, names), property: itself } : undefined,
  })
}

/** What a map has its rows under. */
function propertyOfKey({ key, column }: MapOfList, program: Program, names: SqlNames, depth = 0): LoadedProperty | undefined {
  return column === undefined ? propertyOfRow(key, program, names, depth) : propertyOfRows(key, column, program, names)
}

/** `await pool.oneFirst(sql`…`)` of Slonik: the only column of the row, and not the row. */
function onlyColumnOf(node: Node, program: Program, names: SqlNames): LoadedProperty | undefined {
  const { init, property, writes = [] } = program.named(node) ?? {}
  const call = awaited(init && property === undefined && writes.length === 0 ? init : node)
  return call.type === 'CallExpression' && runsForColumn(call, names) ? { ...sourceAt(call, program, names), property: itself } : undefined
}

function propertyOfRow(node: Node, program: Program, names: SqlNames, depth = 0): LoadedProperty | undefined {
  const only = onlyColumnOf(node, program, names)
  if (only) return only
  const list = depth < maxDepth ? listTakenFrom(node) : undefined
  if (list) return propertyOfItems(list, program, names, depth + 1)
  const looked = depth < maxDepth ? lookedUpIn(node, program) : undefined
  if (looked) return propertyOfRow(looked.map.value, program, names, depth + 1)
  const part = partAsked(node)
  if (part) return part.name === undefined ? undefined : propertyOfRows(part.of, part.name, program, names)
  const binding = program.named(node)
  if (!binding || binding.writes.length > 0) return undefined
  if (binding.property === undefined) {
    const pair = depth < maxDepth ? partOfPairs(binding, program) : undefined
    if (pair)
      return pair.is === 'key'
        ? propertyOfKey(pair.map, program, names, depth + 1)
        : propertyOfRow(pair.map.value, program, names, depth + 1)
    const made =
      binding.init && depth < maxDepth
        ? (madeOfRow(binding.init) ?? (isTaken(binding.init, program) ? bare(binding.init) : undefined))
        : undefined
    if (made) return propertyOfRow(made, program, names, depth + 1)
    const gone = depth < maxDepth ? listGoneThrough(binding, program) : undefined
    return gone && propertyOfItems(gone, program, names, depth)
  }
  const rows = binding.init ?? rowsGiven(binding, program)
  return rows && propertyOfRows(rows, binding.property, program, names)
}

/** Whether something is one of a list, or of a map. */
function isTaken(given: Node, program: Program): boolean {
  return listTakenFrom(given) !== undefined || lookedUpIn(given, program) !== undefined
}

function propertyOfRows(rows: Node, property: string, program: Program, names: SqlNames, depth = 0): LoadedProperty | undefined {
  const mapped = rowsMapped(rows, property, program, names)
  if (mapped) return propertyOfRows(...mapped, program, names, depth)
  const ways = waysOf(rows, program, names, property).map((way) => propertyOfWay(way, property, program, names, depth))
  return either(ways) ?? propertyOfHanging(rows, property, program, names)
}

/** The property of one thing that may be a row: of one that is written where a list is put together, what that takes it from. */
function propertyOfWay(way: Node, property: string, program: Program, names: SqlNames, depth: number): LoadedProperty | undefined {
  if (way.type === 'ObjectExpression') {
    if (depth >= maxDepth || !isFixedInList(way, property, program, names)) return undefined
    const part = propertyIn(way, property)
    if (part) return part.kind === 'init' ? propertyOfRow(bare(part.value), program, names, depth + 1) : undefined
    const [row, own] = columnOf(way, property)
    return row === way ? undefined : propertyOfRows(row, own, program, names, depth + 1)
  }
  const source = sourceOf(way, program, names, property)
  return source && { ...source, property }
}

/** `picked.push({ id: row.id })`, where nothing sets an `id`; what has a name may be changed under it. */
function isFixedInList(object: Node, property: string, program: Program, names: SqlNames): boolean {
  const isPut = /^(?:ArrayExpression|CallExpression)$/.test(program.outside(object)?.type ?? '')
  return isPut && !program.isSet(property) && !alteredObjects(names)(program).has(object)
}

/** What is written out and given other properties by a call, also where it is one of a list. */
const alteredObjects = onceFor((names: SqlNames) =>
  onceFor((program: Program): ReadonlySet<Node> => {
    const roots = alteringCalls(program).flatMap(({ arguments: [object] }) => (object && rootOf(object)) ?? [])
    return new Set(roots.flatMap((root) => [...waysOf(root, program, names, undefined), ...rowsListed(root, program, names).map(bare)]))
  }),
)

/** A property of what was loaded with a row: `order.customer.id`, `order.lines.map((line) => line.id)`. */
function propertyOfHanging(rows: Node, property: string, program: Program, names: SqlNames): LoadedProperty | undefined {
  const path: string[] = []
  for (let hanging = hangingOn(rows, program); hanging && path.length < maxDepth; hanging = hangingOn(hanging.rows, program)) {
    path.unshift(hanging.name)
    const [first, ...others] = sourcesOf(hanging.rows, program, names, itself).map((source) => source && { ...source, property, path })
    if (first && others.every((other) => other !== undefined)) return others.length === 0 ? first : { ...first, or: others }
  }
  return undefined
}

interface Hanging {
  readonly rows: Node
  readonly name: string
}

/** What hangs on rows under a name. */
function hangingOn(expression: Node, program: Program, steps = 0): Hanging | undefined {
  const node = awaited(expression)
  if (steps > maxSteps) return undefined
  const further = (next: Node): Hanging | undefined => hangingOn(next, program, steps + 1)
  if (node.type === 'MemberExpression') {
    const [name, held] = [propertyName(node), heldBy(node, program)]
    if (held || name === undefined) return further(held ?? node.object)
    return node.computed ? undefined : { rows: node.object, name }
  }
  if (node.type === 'LogicalExpression') return node.operator !== '&&' && isNothing(bare(node.right)) ? further(node.left) : undefined
  if (node.type === 'CallExpression') {
    const method = node.callee.type === 'MemberExpression' ? (propertyName(node.callee) ?? '') : ''
    const given = resultTurnedInto(node, program) ?? unwrapped(node, program)
    if (given) return further(given)
    return node.callee.type === 'MemberExpression' && givesRows.test(method) ? further(node.callee.object) : undefined
  }
  const binding = program.named(node)
  if (!binding || binding.writes.length > 0) return undefined
  const rows = binding.init ?? (binding.kind === 'parameter' ? rowsGiven(binding, program) : undefined)
  if (!rows) return undefined
  return binding.property === undefined ? further(rows) : { rows, name: binding.property }
}

/** What gave rows: a statement, or a function that is called. */
type Source = Pick<LoadedProperty, 'statement' | 'isCall'>

/** What may have given a row; undefined for what is no such thing. */
function sourcesOf(rows: Node, program: Program, names: SqlNames, property?: string): (Source | undefined)[] {
  return waysOf(rows, program, names, property).map((way) => sourceOf(way, program, names, property))
}

function sourceOf(expression: Node, program: Program, names: SqlNames, property?: string): Source | undefined {
  const giving = givingRows(expression, program, names, property)
  return giving && sourceAt(giving, program, names)
}

/** The query, or else the call of a function of the program, that gave the rows of which an expression is one, or all. */
export function givingRows(expression: Node, program: Program, names: SqlNames, property?: string): Node | undefined {
  return queryOfRows(expression, program, names, property) ?? queryOfRows(expression, program, names, property, 'or call')
}

export function sourceAt(asked: Node, program: Program, names: SqlNames): Source {
  const isCall = asked.type === 'CallExpression' && !ownRun(asked, program, names) && callsOwn(asked, program, names)
  return { statement: textOf(asked, program, names), ...(isCall && { isCall }) }
}

/** Whether a function of the program is called, which may give rows of a query of its own. */
function callsOwn(call: TSESTree.CallExpression, program: Program, { modules = noModules }: SqlNames): boolean {
  return calledFunction(call, program, modules, modules.heir) !== undefined
}

/** Where the text stands that a query runs; a call of a library is its own. */
export function textOf(asked: Node, program: Program, names: SqlNames): Range {
  const own = asked.type === 'CallExpression' ? ownRun(asked, program, names)?.given[0] : undefined
  const text = own ?? (isOfPrepared(asked, program, names) ? undefined : runBy(asked, names)?.text)
  return text ? textRange(bare(text), program) : [asked.range[0], asked.range[1]]
}

/** The query whose rows, or one of them, an expression is; or the call of a function of the program that gives it, where that is asked for. */
export function queryOfRows(
  expression: Node,
  program: Program,
  names: SqlNames,
  property?: string,
  by: 'query' | 'or call' = 'query',
  steps = 0,
): Node | undefined {
  const node = awaited(expression)
  if (steps > maxSteps) return undefined
  const further = (next: Node): Node | undefined => queryOfRows(next, program, names, property, by, steps + 1)
  switch (node.type) {
    case 'TaggedTemplateExpression':
      return tagKind(node.tag, names) === undefined ? undefined : node
    case 'MemberExpression': {
      if (node.computed) return further(lookedUpIn(node, program)?.map.value ?? node.object)
      const name = propertyName(node)
      if (name === 'data') return queryAnswered(node.object, program, names, by, steps + 1)
      if (isValueHeld(node, program)) return further(node.object)
      return name === 'rows' ? queryOfRows(node.object, program, names, 'rows', by, steps + 1) : keysGiven(name, further(node.object))
    }
    case 'LogicalExpression':
      if (node.operator === '&&') return further(node.right)
      return givesNoRow(node.right, program, names) ? further(node.left) : undefined
    case 'ConditionalExpression': {
      const [way, ...others] = [node.consequent, node.alternate].filter((one) => !givesNoRow(one, program, names))
      return way && others.length === 0 ? further(way) : undefined
    }
    case 'ArrayExpression': {
      const [all, ...more] = node.elements
      return all?.type === 'SpreadElement' && more.length === 0 ? further(all.argument) : undefined
    }
    case 'CallExpression': {
      const [inside, ...more] = givenBy(node, program, names).filter((way) => !givesNoRow(way, program, names))
      if (inside) return more.length === 0 ? further(inside) : undefined
      if (runBy(node, names) || ownRun(node, program, names)?.givesRows) return node
      const from = pickedBy(node, program, names)?.rows ?? settledBy(node, program, names.modules)?.promise ?? unwrapped(node, program)
      if (from) return further(from)
      const kept = listKept(node, program)
      if (kept) return further(kept)
      const { callee } = node
      const map = lookedUpIn(node, program)?.map ?? valuesOfMap(node, program)
      if (map) return further(map.value)
      const back = callee.type === 'Identifier' ? givenBack(node, program, names.modules) : undefined
      if (back) return further(back)
      const saved = rowSaved(node, program, names)
      const loaded = saved && further(saved)
      if (loaded && !makesRow(loaded)) return loaded
      if (isChained(callee) && mayGiveRows(node)) return node
      const rows = callee.type === 'MemberExpression' && givesRows.test(propertyName(callee) ?? '') ? further(callee.object) : undefined
      const isQuery = mayGiveRows(node) && !isFunction(node.arguments[0])
      return rows ?? (isQuery || (by === 'or call' && !ownRun(node, program, names) && callsOwn(node, program, names)) ? node : undefined)
    }
    case 'Identifier': {
      const binding = program.named(node)
      if (binding && holdsQuery(binding) && isBuiltQuery(node, program, names.modules ?? noModules)) return node
      const rows = binding && sourceOfRows(binding, program, property)
      if (!rows) return binding?.init && binding.writes.length === 0 ? keysGiven(binding.property, further(binding.init)) : undefined
      const saving = savingCall(binding, node, program, names)
      if (saving) return saving
      return binding.property === 'data' ? queryAnswered(rows, program, names, by, steps + 1) : further(rows)
    }
    default:
      return undefined
  }
}

/** What has asked for the rows that are the `data` of an answer: of anything else that may be a column. */
function queryAnswered(answer: Node, program: Program, names: SqlNames, by: 'query' | 'or call', steps: number): Node | undefined {
  const call = answeringCall(answer, program, names)
  const isOfRows = call && rowsGivenAs(call, program, names.modules ?? noModules).includes('data')
  return isOfRows ? queryOfRows(call, program, names, 'data', by, steps) : undefined
}

/** The call of which something is all that it gives. */
function answeringCall(answer: Node, program: Program, names: SqlNames, steps = 0): Node | undefined {
  const node = awaited(answer)
  const binding = program.named(node)
  if (steps > maxSteps || (binding && holdsQuery(binding))) return steps > maxSteps ? undefined : node
  if (node.type === 'CallExpression') {
    const [inside] = givenBy(node, program, names)
    return inside ? answeringCall(inside, program, names, steps + 1) : node
  }
  const given = binding?.property === undefined && binding ? sourceOfRows(binding, program, 'data') : undefined
  return given && answeringCall(given, program, names, steps + 1)
}

/** Whether a variable may hold a query that is sent where it is waited for. */
function holdsQuery({ init, property }: Binding): boolean {
  const call = property === undefined && init ? bare(init) : undefined
  return call?.type === 'CallExpression' && mayGiveRows(call)
}

/** What a call gives that runs a function written in its place, once or for each of several at once. */
function givenBy(call: TSESTree.CallExpression, program: Program, names: SqlNames): readonly Node[] {
  const each = promisedForEach(call)
  return each ? endsOf(each, program, names.modules).flatMap(({ argument }) => argument ?? []) : givenInside(call, program, names)
}

/** A method of what another call gives: all of them are one query of a library. */
function isChained(callee: Node): boolean {
  const object = callee.type === 'MemberExpression' ? bare(callee.object) : undefined
  return object?.type === 'CallExpression' && mayGiveRows(object)
}

/** Whether a row of the query is given other properties anywhere. */
export function isAltered({ statement }: Pick<LoadedProperty, 'statement'>, program: Program, names: SqlNames): boolean {
  return alteredStatements(names)(program).has(String(statement))
}

/** The statements of whose rows a program gives any other properties. */
const alteredStatements = onceFor((names: SqlNames) =>
  onceFor((program: Program): ReadonlySet<string> => {
    const rows = alteringCalls(program).flatMap(({ arguments: [row] }) => row ?? [])
    return new Set(rows.flatMap((row) => statementsUnder(row, program, names)).map(String))
  }),
)

/** The statements that gave a row, or what it hangs on. */
function statementsUnder(row: Node, program: Program, names: SqlNames): (Range | undefined)[] {
  const found = sourcesOf(row, program, names)
  const hanging = hangingOn(row, program)
  return [...found, ...(hanging ? [sourceOf(hanging.rows, program, names)] : [])].map((source) => source?.statement)
}

const givesRows = /^(?:at|flat|find|findLast|filter|slice|sort|toSorted|reverse|shift|pop|rows|execute|all|first)$/

/** A constant that is run stands where it is written. */
function textRange(node: Node, program: Program): Range {
  const init = program.named(node)?.init
  const [start, end] = (init ?? node).range
  return [start, end]
}

function isInSameFunction({ statement }: LoadedProperty, node: Node, program: Program): boolean {
  const around = program.functionAround(node)
  const outer = [around, ...(around ? program.ancestors(around) : [])].filter((one) => one !== undefined)
  return outer.some((one) => isWithin(statement, one.range))
}
