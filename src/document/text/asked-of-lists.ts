import { onceFor } from '../../catalog/once-for.ts'
import { loopAt, loopBy, type PartOfEach } from '../../javascript/listed.ts'
import { bare, isUnder, madeByMap, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { nodesUnder } from '../../javascript/under.ts'
import { isChangedElsewhere } from './changed.ts'
import { nameOf } from './constants.ts'
import type { Found } from './found.ts'
import { howFound, type HowFound, type Known } from './known.ts'
import type { SqlNames } from './libraries.ts'
import { argumentsIn } from './permitted.ts'
import { listsIn, partsOfList } from './list-parts.ts'
import { queryOfRows } from './loaded.ts'
import { eachOf } from './row-places.ts'
import { usesOf } from './row-uses.ts'
import { isSameList, isSamePart, isSettled, isWrittenAs, listWith, partOfEach } from './steady.ts'

/** A query that may have asked for a value, or for each of a list that it is one of. */
export type AskedFor = HowFound & { readonly node: Node; readonly list?: string; readonly name?: string }

/** The query that has found as many rows as a list is long, where a value is that list, or one of it. */
export function askedOfList(counted: Node, found: Found, expression: Node, program: Program, names: SqlNames): readonly AskedFor[] {
  const part = partOfEach(expression, program)
  if (part && part.path.length > 0) return askedOfParts(counted, found, part, program, names)
  const list = listWith(expression, program) ?? bare(expression)
  if (!isWrittenAs(list, counted, program)) return askedOfParted(counted, found, expression, program, names)
  if (!isSameList(list, found.asked, program, names)) return []
  return askedAs([list, ...madeBy(list, program)], found.asked, found, program)
}

/** The query for each of a list, by all that the list is called. */
function askedAs(lists: readonly Node[], node: Node, known: Known, program: Program): readonly AskedFor[] {
  return lists.map((one) => ({ node, ...howFound(known), list: program.text.slice(...one.range) }))
}

/** The query that asked for all of a list, and gave rows about each of which the program has asked, where a value is that list, or one of it. */
export function askedOfAll(check: Known, expression: Node, program: Program, names: SqlNames): readonly AskedFor[] {
  const part = partOfEach(expression, program)
  const list = part?.list ?? bare(expression)
  const rows = check.each ? loopAt(check.each, program)?.over : check.kind === 'compared' && check.isOfEach ? check.one : undefined
  const asked = rows && queryOfRows(rows, program, names)
  if (!asked || leavesOut(asked, program) || !isSameList(list, asked, program, names) || !isOfAllRows(check, asked, program, names))
    return []
  const isOfParts = part !== undefined && part.path.length > 0
  return askedAs(isOfParts ? madeOfParts(part, program, names) : [list, ...madeBy(list, program)], asked, check, program)
}

/** Whether a library is told to leave out some of the rows, as by the page of them that is asked for. */
function leavesOut(asked: Node, program: Program): boolean {
  return nodesUnder(asked, program.nodesOf('Property')).some((one) =>
    /^(?:skip|take|limit|offset|cursor|distinct)$/.test(propertyName(one) ?? ''),
  )
}

/** Whether each row of a query is asked about, rather than each of some. */
function isOfAllRows(check: Known, asked: Node, program: Program, names: SqlNames): boolean {
  const about = check.kind === 'compared' ? [check.one] : check.kind === 'permitted' ? argumentsIn(check.call) : []
  const all = check.each ? eachOf('', check.each) : ''
  return usesOf(asked, program, names).some(
    (use) => about.some((one) => bare(one) === use.node) && use.at === all && use.picked.length === 0,
  )
}

/** The query that a loop asks for each of a list, and of which it is known there what is known of each, where a value is that list. */
export function askedOfItem(
  check: Known,
  asked: Node | undefined,
  expression: Node,
  program: Program,
  names: SqlNames,
): readonly AskedFor[] {
  const loop = asked && check.each && isUnder(asked, check.each) ? loopBy(check.each) : undefined
  if (!asked || loop?.pattern.type !== 'Identifier' || loop.isOfKeys) return []
  const isIt = isWrittenAs(loop.over, expression, program) && isSameList(bare(expression), loop.over, program, names)
  return isIt ? [{ node: asked, name: loop.pattern.name, ...howFound(check) }] : []
}

/** The same where the value, or the list that it is of, was put into the one that was asked for: `const keys = [...from, into]`. */
function askedOfParted(counted: Node, found: Found, expression: Node, program: Program, names: SqlNames): readonly AskedFor[] {
  const { ones, lists } = partsOfList(counted, program)
  const list = listWith(expression, program) ?? bare(expression)
  const isOne = ones.some((one) => isWrittenAs(one, expression, program) && isSettled(expression, one, program))
  const isPart = isOne || lists.some((one) => isWrittenAs(one, list, program) && isSameList(list, one, program, names))
  if (!isPart || !isSameList(counted, found.asked, program, names)) return []
  const asked = { node: found.asked, ...howFound(found) }
  const asMany = isOne && lists.length === 0 ? [{ ...asked, asMany: ones.length }] : []
  return [...asMany, ...[counted, ...madeBy(counted, program)].map((one) => ({ ...asked, list: program.text.slice(...one.range) }))]
}

/** The same where it is one of a list that the query is given, which has as many as there are rows: `rows.length !== 2`. */
export function askedOfWritten(size: number, found: Found, expression: Node, program: Program, names: SqlNames): readonly AskedFor[] {
  const isOneOf = (list: Node): boolean =>
    partsOfList(list, program).ones.some((one) => isWrittenAs(one, expression, program) && isSettled(expression, one, program))
  const isAsked = (list: Node): boolean => list.type === 'ArrayExpression' || isSameList(list, found.asked, program, names)
  const lists = listsIn(found.asked, size, program).filter((list) => isOneOf(list) && isAsked(list))
  return askedAs(
    lists.flatMap((list) => [list, ...madeBy(list, program)]),
    found.asked,
    found,
    program,
  )
}

/** The same of a part of each of a list, for which what is made of these was asked: `items.map((item) => item.id)`. */
function askedOfParts(counted: Node, found: Found, part: PartOfEach, program: Program, names: SqlNames): readonly AskedFor[] {
  const made = madeOfParts(part, program, names)
  const isCounted = [part.list, ...made].some((one) => isWrittenAs(one, counted, program))
  if (!isCounted || !isSameList(part.list, found.asked, program, names)) return []
  return askedAs(made, found.asked, found, program)
}

/** The lists that are made of a part of each of a list, with the constants that they are, unless more is done to either. */
function madeOfParts(part: PartOfEach, program: Program, names: SqlNames): readonly Node[] {
  const ofPart = listsMade(program).filter(({ made, of }) => isSamePart(of, part, program) && isSameList(part.list, made, program, names))
  return ofPart.flatMap(({ made }) => {
    const outer = program.outside(made)
    if (outer?.type !== 'VariableDeclarator') return [made]
    const binding = program.named(outer.id)
    const isAsMade = binding?.kind === 'const' && binding.writes.length === 0 && !isChangedElsewhere(outer.id, program, names)
    return isAsMade ? [made, outer.id] : []
  })
}

/** `items.map((item) => item.id)` */
const listsMade = onceFor((program: Program): readonly { readonly made: Node; readonly of: PartOfEach }[] =>
  program.nodesOf('CallExpression').flatMap((made) => {
    const one = madeByMap(made)
    const of = one && partOfEach(one, program)
    return of ? [{ made, of }] : []
  }),
)

/** What a constant is worked out by, where that stands for it: a reader may have put it there. */
function madeBy(name: Node, program: Program): Node[] {
  const binding = program.named(name)
  const init = binding?.kind === 'const' && binding.property === undefined ? binding.init : undefined
  return init && nameOf(init, program) !== init ? [init] : []
}
