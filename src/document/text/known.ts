import type { TSESTree } from '@typescript-eslint/utils'
import { succeededBefore } from '../../javascript/effect.ts'
import { refusedIfNothing } from '../../javascript/asked-inside.ts'
import { outcomeAsked } from '../../javascript/going-on.ts'
import { loopAt } from '../../javascript/listed.ts'
import {
  awaited,
  bare,
  isFunction,
  isWaiting,
  methodOf,
  nothingIn,
  soleResult,
  type FunctionNode,
  type Node,
  type Outcome,
} from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { neverComesBack } from '../../javascript/throwing.ts'
import type { AskedQuery } from '../../query/told.ts'
import { cameBack, givenWhere, partGivenWhere, type CameBack } from './came-back.ts'
import { comparedByAnswer, comparedInside, comparedWhenAwaited } from './compared-inside.ts'
import { comparedWhere, type Compared } from './comparisons.ts'
import { comparedToEach } from './searched-parts.ts'
import { constantOf, pickingBy, searchFor } from './constants.ts'
import { emptyWhere, listCounted } from './counted.ts'
import { allTakenOff } from './taken-off.ts'
import { foundBefore, foundBy, foundUnlessNothing, foundWhere, thereWhere, type Found } from './found.ts'
import { callGiving, callsAwaited } from './given.ts'
import type { SqlNames } from './libraries.ts'
import { lookedUpIn, mapOf } from './maps.ts'
import { areAskedAlike, permittedBefore, permittedWhere, rightIn, type Permitted } from './permitted.ts'
import { pickedBy } from './picked.ts'
import { isOfPower } from './power.ts'
import { givesAll, promiseAsked } from './promises.ts'
import { comparedWithAnswer, isBooleanFunction } from './results.ts'
import { outcomeOfSearch } from './search-outcomes.ts'
import { searchBy } from './searches.ts'
import { isWrittenAs } from './steady.ts'
import { verifiedBefore, verifiedWhere, type Verified } from './verified.ts'

/** What a program knows when it goes on: a query has found something, two things are the same, somebody may do something. */
export type Known = (Found | Compared | Permitted | Verified | There | Missing | Empty | CameBack | Either) & {
  /** The function, or the loop, that has asked so of each of several, of which there may be none. */
  readonly each?: Node
  /** The tests that those may pass instead who may do everything. */
  readonly unless?: readonly Node[]
  /** The functions that may say instead that somebody has a right: what is compared counts only where they are asked about the same row. */
  readonly orRights?: readonly TSESTree.CallExpression[]
}

/** A thing is something, or a number more than 0. */
export interface There {
  readonly kind: 'there'
  readonly one: Node
}

/** A thing is nothing. */
export interface Missing {
  readonly kind: 'missing'
  readonly one: Node
}

/** A list has nothing in it. */
export interface Empty {
  readonly kind: 'empty'
  readonly one: Node
}

/** All of one, or all of another. */
export interface Either {
  readonly kind: 'either'
  readonly ways: readonly (readonly Known[])[]
}

const mostSteps = 50

interface Asked extends Outcome {
  readonly unless: readonly Node[]
  readonly orRights: readonly TSESTree.CallExpression[]
}

/** What is known where a test comes out so. */
export function knownWhere(test: Node, isTrue: boolean, program: Program, names: SqlNames, callbacks = new Set<FunctionNode>()): Known[] {
  const known: Known[] = []
  const open: Asked[] = [{ test, isTrue, unless: [], orRights: [] }]
  let steps = 0
  for (let next = open.pop(); next && steps++ < mostSteps; next = open.pop()) {
    const { isTrue: so } = next
    const node = bare(next.test)
    if (node.type === 'UnaryExpression' && node.operator === '!') open.push({ ...next, test: node.argument, isTrue: !so })
    else if (isBooleanOf(node, program)) open.push(...node.arguments.map((one) => ({ ...next, test: one })))
    else if (node.type === 'LogicalExpression') {
      const parts = partsOf(node, next, program, names)
      if (parts.length === 0)
        known.push(
          ...eitherOf(node, next, program, names, callbacks)
            .flatMap((one) => [one, ...ofEachOrNone(one, program)])
            .flatMap((one) => knownOr(one, next)),
        )
      open.push(...parts)
    } else if (node.type === 'ConditionalExpression') open.push(...chosenBy(node, next))
    else known.push(...knownBy(node, so, program, names, callbacks).flatMap((one) => knownOr(one, next)))
    const answer = comparedWithAnswer(node, so, program)
    if (answer) open.push({ ...next, ...answer })
    const outcome = outcomeAsked(node, program)
    if (outcome?.is === 'there') open.push({ ...next, test: outcome.of, isTrue: outcome.isTrue === so })
    const combined = combinedBy(node, program, names)
    if (combined) open.push({ ...next, test: combined })
  }
  return known
}

/** What is known where something else may be so instead. */
function knownOr(known: Known, { unless, orRights }: Asked): Known[] {
  if (orRights.length > 0) return known.kind === 'compared' ? [{ ...known, unless, orRights }] : []
  return [unless.length > 0 ? { ...known, unless } : known]
}

/** `Boolean(row)` */
function isBooleanOf(node: Node, program: Program): node is TSESTree.CallExpression {
  return node.type === 'CallExpression' && node.arguments.length === 1 && isBooleanFunction(node.callee, program)
}

/** What is known where an expression comes out so that is no combination of others. */
function knownBy(node: Node, isTrue: boolean, program: Program, names: SqlNames, callbacks: Set<FunctionNode>): readonly Known[] {
  const there = thereWhere(node, isTrue, program, names)
  const missing = nothingWhere(node, isTrue)
  const empty = emptyWhere(node, isTrue, program)
  const search = there && searchFor(there, program)
  return [
    ...(there ? [{ kind: 'there', one: there } as const] : []),
    ...(missing ? [{ kind: 'missing', one: missing } as const] : []),
    ...(empty ? [{ kind: 'empty', one: empty } as const] : []),
    ...foundWhere(node, isTrue, program, names),
    ...givenWhere(node, isTrue, program, names),
    ...partGivenWhere(node, isTrue, program),
    ...comparedWhere(node, isTrue, program),
    ...comparedToEach(node, isTrue, program),
    ...comparedByAnswer(node, isTrue, program, names),
    ...lookedUp(node, isTrue, program),
    ...permittedWhere(node, isTrue, program, names),
    ...verifiedWhere(node, isTrue, program, names),
    ...askedOf(node, isTrue, program, names, callbacks),
    ...(search ? askedOf(search, true, program, names, callbacks) : []),
    ...askedOfAll(node, isTrue, program, names, callbacks),
    ...askedOfPicked(node, isTrue, program, names, callbacks),
    ...allTakenOff(node, isTrue, program),
    ...(isWaiting(node) ? promisedWhere(node.argument, isTrue, program, names, callbacks) : []),
  ]
}

/** What is nothing where an expression comes out so: `!row.teamId`, `row.teamId === null`. */
function nothingWhere(node: Node, isTrue: boolean): Node | undefined {
  if (node.type === 'MemberExpression') return isTrue ? undefined : node
  if (node.type !== 'BinaryExpression' || nothingIn(node.right) === undefined) return undefined
  return (isTrue ? /^===?$/ : /^!==?$/).test(node.operator) ? node.left : undefined
}

/** What comes out with two tests at once; of one or the other what is left where those may pass who may do everything, or have a right. */
function partsOf({ operator, left, right }: TSESTree.LogicalExpression, asked: Asked, program: Program, names: SqlNames): Asked[] {
  const { isTrue, unless, orRights } = asked
  const parts = [left, right].map((test): Asked => ({ ...asked, test }))
  if (operator === (isTrue ? '&&' : '||')) return parts
  if (isTrue && operator !== '&&' && isNever(bare(right))) return parts.slice(0, 1)
  if (operator === '??') return []
  const said = parts.map((part) => ({ part, by: rightIn(part.test, isTrue, program, names) }))
  const [one, other] = said.flatMap(({ by }) => by ?? [])
  if (one && other) return areAskedAlike(one, other) ? parts.slice(0, 1) : []
  if (one) return said.flatMap(({ part, by }) => (by ? [] : { ...part, orRights: [...orRights, one] }))
  const [ofPower, others] = [true, false].map((is) => parts.filter((one) => isOfPower(one.test, one.isTrue, program) === is))
  if (others?.length !== 1) return []
  return others.map((one) => ({ ...one, unless: [...unless, ...(ofPower ?? []).map(({ test }) => test)] }))
}

/** Whether something is not true, as it is written: the nothing in `member?.role ?? null`. */
function isNever(node: Node): boolean {
  return nothingIn(node) !== undefined || (node.type === 'Literal' && !node.value)
}

/** What one or the other test tells, where neither asks for a right. */
function eitherOf(
  { operator, left, right }: TSESTree.LogicalExpression,
  { isTrue }: Asked,
  program: Program,
  names: SqlNames,
  callbacks: Set<FunctionNode>,
): Either[] {
  const asksForMore = [left, right].some((test) => rightIn(test, isTrue, program, names) ?? isOfPower(test, isTrue, program))
  if (operator === '??' || asksForMore) return []
  const ways = [left, right].map((test) => knownWhere(test, isTrue, program, names, callbacks))
  return ways.every((way) => way.length > 0) ? [{ kind: 'either', ways }] : []
}

/** What is known of each of a list that may have nothing in it instead: `rows.length === 0 || rows.every((row) => …)`. */
function ofEachOrNone({ ways }: Either, program: Program): readonly Known[] {
  const lists = ways.map((way) => way.flatMap((one) => (one.kind === 'empty' ? one.one : [])))
  return ways.flatMap((way, i) => {
    const others = lists.filter((_, other) => other !== i)
    const mayBeEmpty = (list: Node): boolean => others.every((empty) => empty.some((one) => isWrittenAs(one, list, program)))
    return way.filter(({ each }) => {
      const list = each && loopAt(each, program)?.over
      return list !== undefined && mayBeEmpty(list)
    })
  })
}

/** `row ? row : null` is something only where there is a row. */
function chosenBy({ test, consequent, alternate }: TSESTree.ConditionalExpression, asked: Asked): Asked[] {
  const isNothing = nothingIn(bare(alternate)) !== undefined || (alternate.type === 'Literal' && alternate.value === false)
  return asked.isTrue && isNothing ? [test, consequent].map((one) => ({ ...asked, test: one })) : []
}

/** How a query is known to have found something. */
export type HowFound = Pick<AskedQuery, 'by' | 'sentBy' | 'column' | 'asMany'>

export function howFound(known: Known): HowFound {
  if (known.kind !== 'found') return { by: 'guard' }
  const { by, sentBy, column, asMany } = known
  return { by, ...(sentBy && { sentBy }), ...(column !== undefined && { column }), ...(asMany !== undefined && { asMany }) }
}

/** What is known of one of several, or of each of them, by what a function asks of it. */
function askedOf(node: Node, isTrue: boolean, program: Program, names: SqlNames, callbacks: Set<FunctionNode>): readonly Known[] {
  const search = outcomeOfSearch(node, isTrue, program)
  // What a constant is worked out by may ask for the constant.
  if (!search || callbacks.has(search.callback)) return []
  const { method, callback, isTrue: isFound } = search
  const known = answersOf(callback, isFound, program, names, callbacks.add(callback))
  const isOfOne = (method !== 'every') === isFound
  // Of no list not all are so either: `row.team?.members.every((member) => member.userId !== userId)`.
  if (method === 'every' && !isTrue && program.parentOf(node)?.type === 'ChainExpression') return []
  return isOfOne ? known : known.map((one) => ({ ...one, each: one.each ?? callback }))
}

/** What is known of each of several of which none was picked: `if (ids.filter((id) => !known.has(id)).length > 0) throw …`. */
function askedOfAll(node: Node, isTrue: boolean, program: Program, names: SqlNames, callbacks: Set<FunctionNode>): readonly Known[] {
  const list = emptyWhere(node, isTrue, program)
  const callback = list && pickingBy(list, program)
  if (!callback || callbacks.has(callback)) return []
  return answersOf(callback, false, program, names, callbacks.add(callback)).map((one) => ({ ...one, each: one.each ?? callback }))
}

/** The same where it has picked all of them: `if (rows.filter((row) => …).length !== rows.length) throw …`. */
function askedOfPicked(node: Node, isTrue: boolean, program: Program, names: SqlNames, callbacks: Set<FunctionNode>): readonly Known[] {
  if (node.type !== 'BinaryExpression' || node.left.type === 'PrivateIdentifier') return []
  if (!(isTrue ? /^===?$/ : /^!==?$/).test(node.operator)) return []
  const [one, other] = [node.left, node.right].map((side) => listCounted(side, program))
  const ways =
    one && other
      ? ([
          [one, other],
          [other, one],
        ] as const)
      : []
  return ways.flatMap(([picked, all]) => {
    const { list, callback } = searchBy(constantOf(bare(picked), program), /^filter$/) ?? {}
    if (!list || !callback || !isWrittenAs(list, all, program) || callbacks.has(callback)) return []
    return answersOf(callback, true, program, names, callbacks.add(callback)).map((known) => ({ ...known, each: known.each ?? callback }))
  })
}

/** What is known of what a function has picked. */
export function pickedWhere(callback: FunctionNode, program: Program, names: SqlNames): readonly Known[] {
  return answersOf(callback, true, program, names, new Set([callback]))
}

/** What is known where a promise comes out so that asks what another one gives. */
export function promisedWhere(
  expression: Node,
  isTrue: boolean,
  program: Program,
  names: SqlNames,
  callbacks = new Set<FunctionNode>(),
): readonly Known[] {
  const { promise, callback } = promiseAsked(expression, program) ?? {}
  if (callback) return callbacks.has(callback) ? [] : answersOf(callback, isTrue, program, names, callbacks.add(callback))
  if (!promise || !isTrue) return []
  const call = bare(promise)
  const back: CameBack[] = call.type === 'CallExpression' ? [{ kind: 'came back', call, gave: 'truth' }] : []
  return [...foundBy(promise, program, names), ...back, ...promisedWhere(promise, isTrue, program, names, callbacks)]
}

function answersOf(
  callback: FunctionNode,
  isTrue: boolean,
  program: Program,
  names: SqlNames,
  callbacks: Set<FunctionNode>,
): readonly Known[] {
  const answer = soleResult(callback)
  return answer ? knownWhere(answer, isTrue, program, names, callbacks) : []
}

/** What is known behind an expression that throws otherwise. */
export function insisted(expression: Node, program: Program, names: SqlNames): Known[] {
  const calls = callsAwaited(expression).flatMap((call) => callsSucceeded(call, program))
  const back = calls.map((call): CameBack => ({ kind: 'came back', call, gave: 'anything' }))
  const there = thereBefore(expression, program, names).flatMap((one) => knownThere(one, program, names))
  const compared = comparedInside(expression, program, names)
  return [
    ...foundBefore(expression, program, names),
    ...permittedBefore(expression, program, names),
    ...verifiedBefore(expression, program, names),
    ...back,
    ...cameBackForEach(expression, program, names),
    ...there,
    ...compared,
  ]
}

/** `await Promise.all(ids.map((id) => requireOrder(id)))` */
function cameBackForEach(expression: Node, program: Program, names: SqlNames): readonly Known[] {
  if (!isWaiting(bare(expression))) return []
  const all = awaited(expression)
  const list = all.type === 'CallExpression' && givesAll(all) ? bare(all.arguments[0] ?? all) : undefined
  if (list?.type !== 'CallExpression' || methodOf(list) !== 'map') return []
  const [callback] = list.arguments
  const call = callback && isFunction(callback) ? onlyWaitedFor(callback) : undefined
  if (!callback || call?.type !== 'CallExpression') return []
  const compared = comparedWhenAwaited(call, program, names).filter(({ isOfEach }) => !isOfEach)
  return [{ kind: 'came back', call, gave: 'anything', each: callback }, ...compared.map((one) => ({ ...one, each: callback }))]
}

/** The one thing that a function waits for, or gives to be waited for. */
function onlyWaitedFor({ body }: FunctionNode): Node | undefined {
  if (body.type !== 'BlockStatement') return awaited(body)
  const [only, ...others] = body.body
  if (!only || others.length > 0) return undefined
  if (only.type === 'ReturnStatement') return only.argument ? awaited(only.argument) : undefined
  return only.type === 'ExpressionStatement' && isWaiting(bare(only.expression)) ? awaited(only.expression) : undefined
}

/** A call that has come out well, and what it goes on from. */
function callsSucceeded(call: TSESTree.CallExpression, program: Program): TSESTree.CallExpression[] {
  const before = succeededBefore(call, program)
  return [call, ...(before?.type === 'CallExpression' ? callsSucceeded(before, program) : [])]
}

/** What is something behind an expression that throws otherwise: `row ?? fail()`, `must(row)`, `firstOrThrow(rows)`. */
function thereBefore(expression: Node, program: Program, names: SqlNames): Node[] {
  const node = bare(expression)
  if (node.type === 'CallExpression' && pickedBy(node, program, names)?.insists) return [node]
  if (node.type !== 'LogicalExpression') return refusedIfNothing(node, program, names.modules)
  return node.operator !== '&&' && neverComesBack(node.right, program, names.modules) ? [node.left] : []
}

/** What is known where an expression is something. */
function knownThere(expression: Node, program: Program, names: SqlNames): Known[] {
  const call = callGiving(expression, program)
  const back = call ? cameBack(call, 'something', program, names) : []
  return [...foundUnlessNothing(expression, program, names), ...back]
}

/** The tests that a constant is the outcome of. */
function combinedBy(node: Node, program: Program, names: SqlNames): Node | undefined {
  if (node.type !== 'Identifier') return undefined
  const binding = program.named(node)
  if (binding?.kind !== 'const' || !binding.init || binding.property !== undefined) return undefined
  const init = bare(binding.init)
  const isTest = init.type === 'UnaryExpression' || init.type === 'LogicalExpression' || init.type === 'BinaryExpression'
  const isAsked = isWaiting(init) && promiseAsked(init.argument, program) !== undefined
  const isCompared = [...comparedWhere(init, true, program), ...comparedByAnswer(init, true, program, names)].length > 0
  return isTest || isAsked || isCompared || searchBy(init) ? init : undefined
}

/** A key that a map has, where an expression comes out so: `byId.get(id)`, `byId[id] !== undefined`, `id in byId`. */
export function lookedUp(node: Node, isTrue: boolean, program: Program): Compared[] {
  if (node.type === 'BinaryExpression' && node.operator === 'in') return isTrue ? ofMap(node.left, node.right, program) : []
  const there = node.type === 'BinaryExpression' ? notUndefined(node, isTrue) : isTrue ? node : undefined
  const lookup = there && lookedUpIn(constantOf(bare(there), program), program)
  return lookup ? [{ kind: 'compared', one: lookup.key, other: lookup.of, isOneOf: true }] : []
}

function ofMap(one: Node, other: Node, program: Program): Compared[] {
  return mapOf(other, program) ? [{ kind: 'compared', one, other, isOneOf: true }] : []
}

/** What is not `undefined` where a comparison comes out so. */
function notUndefined({ operator, left, right }: TSESTree.BinaryExpression, isTrue: boolean): Node | undefined {
  const nothing = nothingIn(right)
  const isIt = nothing === 'undefined' || (nothing === 'null' && operator.length === 2)
  return isIt && (isTrue ? /^!==?$/ : /^===?$/).test(operator) ? left : undefined
}
