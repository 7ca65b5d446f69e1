import { bare, isFunction, isUnder, rootOf, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import { loopThrough, type PartOfEach } from '../../javascript/listed.ts'
import type { Program } from '../../javascript/program.ts'
import { mayBeSetBehind } from '../../javascript/sets.ts'
import type { LoadedProperty } from '../../query/told.ts'
import { isChangedElsewhere } from './changed.ts'
import type { Check } from './checks.ts'
import { pickingBy } from './constants.ts'
import type { Compared } from './comparisons.ts'
import { pickedWhere } from './known.ts'
import type { SqlNames } from './libraries.ts'
import { loadedItem, loadedRow, loadedValue } from './loaded.ts'
import { isSameList, isSamePart, isSettled, isSteady, isWrittenAs, partOfEach, rootsOf } from './steady.ts'

/** What a query gave that a value is, or each of a list, as a check tells that all has passed: `if (!found.has(id)) throw …`. */
export function sameBy(
  check: Check & Compared,
  expression: Node,
  place: Node,
  program: Program,
  names: SqlNames,
): LoadedProperty | undefined {
  const { one, each } = check
  const isIt = each
    ? isForAll(each, place, program) &&
      isListOf(check.isEach ? { list: bare(one), path: [] } : partOfEach(one, program), expression, program, names)
    : isWrittenAs(one, expression, program) && isSettled(expression, one, program)
  return isIt ? otherOf(check, program, names) : undefined
}

/** What queries gave that each of a list is by how it was picked: `ids.filter((id) => found.has(id))`. */
export function pickedFrom(expression: Node, program: Program, names: SqlNames): LoadedProperty[] {
  const { list, path } = partOfEach(expression, program) ?? { list: bare(expression), path: [] }
  const callback = pickingBy(list, program)
  if (!callback || isChangedElsewhere(list, program, names)) return []
  if (path.length > 0 && !isSettledPart(expression, program)) return []
  return pickedWhere(callback, program, names).flatMap((known) => {
    if (known.kind !== 'compared' || known.each || !isPartGiven(known.one, path, callback, program)) return []
    return otherOf(known, program, names) ?? []
  })
}

/** Whether something is what a function picks by, of each of a list, or a part of that. */
function isPartGiven(thing: Node, path: readonly string[], callback: FunctionNode, program: Program): boolean {
  const [part, loop] = [partOfEach(thing, program), loopThrough(callback, program)]
  return part !== undefined && loop !== undefined && part.list === bare(loop.over) && String(part.path) === String(path)
}

function otherOf(
  { other, isOneOf, isLoose, within = [], of = [] }: Compared,
  program: Program,
  names: SqlNames,
): LoadedProperty | undefined {
  // Two keys may differ in their case alone.
  if (isLoose || within.length > 0 || of.length > 1 || isChangedElsewhere(other, program, names)) return undefined
  if (of[0] !== undefined) return loadedRow(other, of[0], program, names)
  const given = isOneOf ? loadedItem(other, program, names) : loadedValue(other, program, names)
  return given && mayBeSetBehind(program.named(rootOf(other)), given.property, program) ? undefined : given
}

/** Whether what was given for each of several is a value, or each of a list, wherever a place is come to. */
export function isForEachOf(given: Node, each: Node, expression: Node, place: Node, program: Program, names: SqlNames): boolean {
  return isForAll(each, place, program) && isListOf(partOfEach(given, program), expression, program, names)
}

/** Whether what is asked of each of several is asked before all that comes to a place: what stands in a loop over others may never be. */
export function isForAll(each: Node, place: Node, program: Program): boolean {
  const around = [...program.ancestors(each)].filter((one) => isFunction(one) || isLoop.test(one.type))
  return around.every((one) => isUnder(place, one))
}

const isLoop = /^(?:For|While|DoWhile)\w*Statement$/

/** Whether a value is one of a list that is gone through, or the same part of one, or that list. */
function isListOf(gone: PartOfEach | undefined, expression: Node, program: Program, names: SqlNames): boolean {
  const part = partOfEach(expression, program) ?? { list: bare(expression), path: [] }
  const isSame = gone !== undefined && isSamePart(gone, part, program) && isSameList(part.list, gone.list, program, names)
  return isSame && (part.path.length === 0 || isSettledPart(expression, program))
}

/** Whether nothing sets a part of what a list has. */
function isSettledPart(expression: Node, program: Program): boolean {
  return rootsOf(expression, program)?.every((root) => isSteady(root, program)) ?? false
}
