import type { Range } from '../../catalog/place.ts'
import { calledFunction, type LocatedFunction } from '../../javascript/called.ts'
import { givenOn, givesOneByOne, isFailure, resultTurnedInto } from '../../javascript/going-on.ts'
import type { Heir } from '../../javascript/heir.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, isEmptyList, isUnder, madeByMap, propertyIn, rootOf, yieldedIn, type Node } from '../../javascript/nodes.ts'
import { mayBeSetOn } from '../../javascript/sets.ts'
import type { Program } from '../../javascript/program.ts'
import type { Gave } from '../../query/told.ts'
import { isChangedElsewhere } from './changed.ts'
import { givenBy, type Given } from './given.ts'
import type { SqlNames } from './libraries.ts'
import { givingRows, isAltered, itself, loadedItem, loadedValue, sourceAt, textOf } from './loaded.ts'
import { waysOf } from './row-ways.ts'
import { rowsMapped } from './mapped-rows.ts'
import { ownRun } from './own-runs.ts'
import { columnOf, leadsNowhere, truthWritten } from './results.ts'
import { callIn, isNone, maxDepth, ownFunction, waysBack } from './ways-back.ts'

/** What functions of the program give of the rows that they have loaded. */

const mostWays = 20

/** A column of the rows that a query gives. */
export interface AskedColumn {
  readonly program: Program
  readonly heir: Heir | undefined
  readonly statement: Range
  readonly isCall?: boolean | undefined
  readonly property: string
  /** What hangs on the row and has it. */
  readonly path?: readonly string[] | undefined
  /** What it is else, where the function decides. */
  readonly or?: readonly AskedColumn[] | undefined
}

/** The queries of whose rows a function gives one, or one within an object, wherever it gives anything that came out so. */
export function rowsGiven(
  { call, path }: Given,
  program: Program,
  names: SqlNames,
  heir: Heir | undefined,
  { depth = 0, gave = [] }: { readonly depth?: number; readonly gave?: readonly Gave[] | undefined },
): readonly AskedColumn[] {
  const callee = depth < maxDepth ? calledFunction(call, program, names.modules ?? noModules, heir) : undefined
  if (!callee) return []
  const givesNone = (argument: Node): boolean =>
    truthWritten(argument) === false ||
    isEmptyList(bare(argument)) ||
    isFailure(argument, callee.program) ||
    leadsNowhere(argument, path) ||
    gave.some((one) => isNone(argument, one, callee.program, names))
  const giving = givenIn(callee, names).filter((argument) => !givesNone(argument))
  return onAllWays(giving.map((argument) => rowsOf(argument, path, callee, names, depth)))
}

/** The column that something is on each of several ways, or else one column on one way and another one on the next. */
function onAllWays(ways: readonly (readonly AskedColumn[])[]): readonly AskedColumn[] {
  const [first = [], ...others] = ways
  const same = first.filter((one) => others.every((way) => way.some((other) => isSameColumn(one, other))))
  if (same.length > 0 || ways.some((way) => way.length === 0)) return same
  const [one, ...or] = ways.flatMap(([column]) => (column ? [{ ...column, or: undefined }, ...(column.or ?? [])] : []))
  return one && or.length < mostWays ? [{ ...one, or }] : []
}

/** All that a function comes back with, or gives one after the other. */
function givenIn(by: LocatedFunction, names: SqlNames): readonly Node[] {
  const { node, program } = by
  return givesOneByOne(by) ? yieldedIn(node.body) : waysBack(names)(node, program).flatMap(({ argument }) => argument ?? [])
}

function isSameColumn(one: AskedColumn, other: AskedColumn): boolean {
  return isOfSameRow(one, other) && one.property === other.property && String(one.path) === String(other.path)
}

/** Whether two columns are of what one query gives, whichever way the program has gone. */
export function isOfSameRow(one: AskedColumn, other: AskedColumn): boolean {
  const isOfOne = one.program === other.program && String(one.statement) === String(other.statement) && one.heir?.name === other.heir?.name
  return isOfOne && !one.or && !other.or
}

function rowsOf(whole: Node, path: readonly string[], within: LocatedFunction, names: SqlNames, depth: number): readonly AskedColumn[] {
  const { program } = within
  const [inside, [column = '', ...deeper]] = partOf(madeOfEach(whole), path, program)
  const [value, property] = deeper.length === 0 ? columnIn(inside, column, program, names) : [inside, column]
  const root = program.named(rootOf(whole))
  if (isChangedElsewhere(bare(whole), program, names) || [property, ...deeper].some((name) => mayBeSetOn(root, name, program))) return []
  const ways = waysOf(value, program, names, property)
  const asked = { value, property, deeper }
  if (ways.length < 2) return rowsOfWay(asked, within, names, depth)
  return onAllWays(ways.map((way) => rowsOfWay({ ...asked, value: way }, within, names, depth)))
}

/** What a column is of that something has: of the row that it is written out from, or that a function has made it of. */
function columnIn(inside: Node, name: string, program: Program, names: SqlNames): readonly [Node, string] {
  const [value, own] = columnOf(inside, name)
  return rowsMapped(value, own, program, names) ?? [value, own]
}

/** A column of rows, or of what hangs on them. */
interface AskedOfRows {
  readonly value: Node
  readonly property: string
  readonly deeper: readonly string[]
}

function rowsOfWay(
  { value, property, deeper }: AskedOfRows,
  { node, program, heir }: LocatedFunction,
  names: SqlNames,
  depth: number,
): readonly AskedColumn[] {
  const given = givenBy(value, program)
  const called = given?.call ?? callIn(value)
  const isAnother = (statement: Range): boolean => isAltered({ statement }, program, names)
  if (called && isAnother(textOf(called, program, names))) return []
  // What runs the text that it is given asks what this function writes.
  const inner = called && ownRun(called, program, names)?.givesRows ? undefined : called
  const further = inner
    ? rowsGiven({ call: inner, path: [...(given?.path ?? []), property, ...deeper] }, program, names, heir, { depth: depth + 1 })
    : []
  if (further.length > 0 || (inner && ownFunction(inner, program, names, heir))) return further
  if (property === itself && deeper.length === 0) return itemsOf(value, { node, program, heir }, names)
  const giving = givingRows(value, program, names, property)
  if (!giving) return []
  const { statement, isCall } = sourceAt(giving, program, names)
  if (isAnother(statement)) return []
  if (isCall && giving.type === 'CallExpression')
    return rowsGiven({ call: giving, path: [property, ...deeper] }, program, names, heir, { depth: depth + 1 })
  const last = deeper.at(-1)
  const hanging = last === undefined ? { property } : { property: last, path: [property, ...deeper.slice(0, -1)] }
  return isUnder(giving, node) ? [{ statement, program, heir, ...hanging }] : []
}

/** What a key is, or each of a list of keys, as far as a query of the function gave it. */
function itemsOf(list: Node, { program, heir }: LocatedFunction, names: SqlNames): readonly AskedColumn[] {
  const item = loadedItem(awaited(list), program, names) ?? loadedValue(list, program, names)
  return item && !item.or && !item.path ? [{ statement: item.statement, isCall: item.isCall, program, heir, property: item.property }] : []
}

/** What a list is made of for each of another one: `rows.map((row) => ({ id: row.id }))`. */
function madeOfEach(list: Node): Node {
  const made = madeByMap(awaited(list))
  return made?.type === 'ObjectExpression' ? made : list
}

/** What an object holds, as far as it is written out on a way; the last step is to a column of a row. */
function partOf(whole: Node, path: readonly string[], program: Program): [Node, readonly string[]] {
  const node = awaited(whole)
  const [name, ...more] = path
  if (name === undefined || more.length === 0) return [whole, path]
  // `ok(row)` has it as its `value`.
  const held = node.type === 'CallExpression' && name === 'value' ? (givenOn(node, program) ?? resultTurnedInto(node, program)) : undefined
  const part = held ?? (node.type === 'ObjectExpression' ? propertyIn(node, name)?.value : undefined)
  return part ? partOf(part, more, program) : [whole, path]
}
