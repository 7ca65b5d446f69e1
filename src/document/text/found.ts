import type { TSESTree } from '@typescript-eslint/utils'
import { lookup } from '../../catalog/lookup.ts'
import { thereByFunction } from '../../javascript/asked-inside.ts'
import { calledFunction } from '../../javascript/called.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, isFunction, methodsOf, nothingIn, pathOf, propertyName, type Node, type Nothing } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { setsAnother } from '../../javascript/sets.ts'
import { isAnswer, isNumber, isTextOrName } from '../../javascript/written-values.ts'
import { opposites, turns } from '../../query/comparisons.ts'
import type { AskedQuery } from '../../query/told.ts'
import { isChangedElsewhere } from './changed.ts'
import { amongTexts, ofText } from './among-texts.ts'
import {
  answering,
  asNumber,
  changing,
  countedIn,
  counting,
  isAlwaysThere,
  isCount,
  isNumberOfRows,
  listCounted,
  orNone,
  tellsNumber,
} from './counted.ts'
import { callsAwaited, isWaitedFor } from './given.ts'
import { runBy, type SqlNames } from './libraries.ts'
import { isPartition } from './list-functions.ts'
import { queryOfRows } from './loaded.ts'
import { ownRun } from './own-runs.ts'
import { runsAgain } from './runs-again.ts'
import { isPlace, nothingOf } from './nothings.ts'
import { pickedBy } from './picked.ts'
import { mayPassOver, promiseAsked, promisedTo, settledBy, type GivenOne } from './promises.ts'
import { givenInside, isThereWith } from './run-inside.ts'
import { takenOut } from './taken.ts'
import { columnTested } from './tested-columns.ts'

const maxSteps = 8

/** A query that has found something. */
export interface Found {
  readonly kind: 'found'
  /** What asks it. */
  readonly asked: Node
  readonly by: AskedQuery['by']
  readonly sentBy?: AskedQuery['sentBy']
  readonly column?: AskedQuery['column']
  /** A list, as many as which it has found. */
  readonly asManyAs?: Node
  /** How many it has found at least, where that is more than one. */
  readonly asMany?: number
  /** What it asks for, where it is one of several that are alike. */
  readonly given?: GivenOne
}

/** Methods, last or not, of queries that throw where they find nothing. */
const insists = /(?:OrThrow|OrFail)$|^one$/
/** A function of a team's own that says so, as `queryOneOrThrow`; what its `one` does, only the team knows. */
const orThrows = /Or(?:Throw|Fail)$/
const insistsOnCount = 'IfNotFound'
/** What of supabase-js gives an error where there is not one row, and what makes it throw that. */
const failsWithoutRow = /^single$/
const throwsErrors = 'throwOnError'
/** Steps of supabase-js that leave what is given as it is. */
const givesTheSame = /^(?:throwOnError|returns|overrideTypes|abortSignal|setHeader)$/
/** Those of Prisma that throw where there is no such row. */
const insistsOnWrite = /^(?:update|delete)$/

/** What queries say that throw where they find nothing. */
export function foundBefore(expression: Node, program: Program, names: SqlNames): Found[] {
  return callsAwaited(expression).flatMap((call) => foundByCall(call, program, names))
}

/** What a call says that is waited for, and throws where it finds nothing. */
export function foundByCall(call: TSESTree.CallExpression, program: Program, names: SqlNames): Found[] {
  const methods = mayPassOver(call, program, names.modules) ? [] : methodsOf(call)
  const own = ownRun(call, program, names)?.found
  if (own && !runsAgain(call, program, names)) return [{ kind: 'found', asked: call, ...own }]
  const isInsisting =
    methods.some((method) => insists.test(method)) ||
    (call.callee.type === 'Identifier' && throwsAsNamed(call, call.callee.name, program, names))
  if (isInsisting || rejectsNone(call) || pickedBy(call, program, names)?.insists) return askedBy(call, 'row', program, names)
  if (methods.includes(throwsErrors) && methods.some((method) => failsWithoutRow.test(method)))
    return sentBy(['supabase'], askedBy(call, 'row', program, names))
  if (methods.some((method) => method.endsWith(insistsOnCount))) return askedBy(call, 'count', program, names)
  return insistsOnWrite.test(methods[0] ?? '') ? sentBy(['prisma'], askedBy(call, 'write', program, names)) : []
}

/** Whether a function says by its name that it throws, and nothing in sight says otherwise. */
function throwsAsNamed(call: TSESTree.CallExpression, name: string, program: Program, names: SqlNames): boolean {
  if (!orThrows.test(name)) return false
  const callee = calledFunction(call, program, names.modules ?? noModules)
  return !callee || /\bthrow\b|\breject|OrThrow|OrFail|assert|invariant|fail/i.test(callee.program.text.slice(...callee.node.body.range))
}

/** `rejectOnEmpty` of Sequelize. */
function rejectsNone({ arguments: given }: TSESTree.CallExpression): boolean {
  return given.some((options) => {
    if (options.type !== 'ObjectExpression') return false
    return options.properties.some(
      (one) =>
        one.type === 'Property' && propertyName(one) === 'rejectOnEmpty' && !(one.value.type === 'Literal' && one.value.value === false),
    )
  })
}

function askedBy(rows: Node | undefined, by: Found['by'], program: Program, names: SqlNames, property?: string): Found[] {
  const asked = rows && queryOfRows(rows, program, names, property)
  if (!asked || runsAgain(asked, program, names) || !isThereWith(asked, rows, program, names) || isDoing(asked)) return []
  const named = bare(rows)
  const binding = program.named(named)
  const given = binding && promisedTo(binding, program)?.given
  return [{ kind: 'found', asked, by, ...(given && { given }) }]
}

function sentBy(libraries: readonly string[], found: readonly Found[]): Found[] {
  return found.map((one) => ({ ...one, sentBy: libraries }))
}

/** Whether a call is given a function that does more than to build a query: what that asks is not what the call gives. */
function isDoing(asked: Node): boolean {
  return asked.type === 'CallExpression' && asked.arguments.some((one) => isFunction(one) && one.async)
}

/** The query that has found something where an expression, which is no combination of others, comes out so. */
export function foundWhere(node: Node, isTrue: boolean, program: Program, names: SqlNames): Found[] {
  const there = thereWhere(node, isTrue, program, names)
  // What Postgres counts is a text that is always there, unless it is made a number.
  const isNumber = there !== undefined && (there !== node || asNumber(node) !== bare(node))
  const told = there ? [...foundBy(there, program, names), ...(isNumber ? foundByNumber(there, program, names) : [])] : []
  const isSure = (asked: Node): boolean => !isOfOneNothing(node) || !isOwnRun(asked, program, names)
  const found = told.filter(({ asked }) => !there || (isWaitedFor(asNumber(there), asked, program) && isSure(asked)))
  const asMany = node.type === 'BinaryExpression' ? asManyWhere(node, isTrue, program, names) : []
  return [...found, ...asMany, ...foundByNoError(node, isTrue, program, names), ...foundByColumn(node, isTrue, program, names)]
}

/** `if (error) throw error` behind `const { error } = await supabase.from('orders').select().single()` */
function foundByNoError(node: Node, isTrue: boolean, program: Program, names: SqlNames): Found[] {
  const error = missingWhere(node, isTrue)
  const answer = error && answerOf(error, program)
  const call = answer && calledBy(answer, failsWithoutRow, program)
  return call && isWaitedFor(answer, call, program) ? sentBy(['supabase'], askedBy(call, 'row', program, names)) : []
}

/** What is `null`, as an error is that did not happen, where an expression comes out so. */
function missingWhere(node: Node, isTrue: boolean): Node | undefined {
  if (node.type !== 'BinaryExpression') return isTrue ? undefined : node
  const so = isTrue ? node.operator : oppositesOfPrograms[node.operator]
  const nothing = nothingIn(node.right)
  return (so === '==' && nothing !== undefined) || (so === '===' && nothing === 'null') ? node.left : undefined
}

/** What an `error` is of. */
function answerOf(error: Node, program: Program): Node | undefined {
  const node = bare(error)
  if (node.type === 'MemberExpression') return propertyName(node) === 'error' ? node.object : undefined
  const binding = program.named(node)
  return binding?.property === 'error' && binding.kind !== 'item' && binding.writes.length === 0 ? binding.init : undefined
}

/** `row === null`: what a function of the program gives where there is no row may be the other nothing. */
function isOfOneNothing(node: Node): boolean {
  return (
    node.type === 'BinaryExpression' && node.operator.length === 3 && [node.left, node.right].some((side) => nothingIn(side) !== undefined)
  )
}

function isOwnRun(asked: Node, program: Program, names: SqlNames): boolean {
  return asked.type === 'CallExpression' && !runBy(asked, names) && ownRun(asked, program, names) !== undefined
}

/** The query that has found something where an expression is something, as a number always is. */
export function foundUnlessNothing(expression: Node, program: Program, names: SqlNames): Found[] {
  if (isAlwaysThere(expression, program)) return []
  return foundBy(expression, program, names).filter(({ asked }) => isWaitedFor(expression, asked, program))
}

/** `rows.length !== ids.length`, `rows.length !== 2` */
function asManyWhere(
  { operator, left, right }: TSESTree.BinaryExpression,
  isTrue: boolean,
  program: Program,
  names: SqlNames,
): readonly Found[] {
  if (left.type === 'PrivateIdentifier') return []
  return [[left, right, operator] as const, [right, left, turns[operator] ?? operator] as const].flatMap(([number, other, written]) => {
    const as = asManyAs(other, program)
    const so = isTrue ? written : oppositesOfPrograms[written]
    const isExact = so === '===' || so === '=='
    // What is not there is not less than a number either.
    const isThere = so === written || [number, other].every(({ type }) => type !== 'ChainExpression')
    if (!as || !(isExact || (so === '>=' && isThere))) return []
    return countedBy(number, isExact, program, names).map((one): Found => ({ ...one, ...as }))
  })
}

function asManyAs(number: Node, program: Program): Pick<Found, 'asMany' | 'asManyAs'> | undefined {
  const list = listCounted(number, program)
  if (list) return { asManyAs: list }
  return number.type === 'Literal' && typeof number.value === 'number' && number.value > 1 ? { asMany: number.value } : undefined
}

/** The query that something is the number of rows of, or that gave it as the only one of its row: `Number(row.count)`. */
function countedBy(number: Node, isExact: boolean, program: Program, names: SqlNames): Found[] {
  const node = asNumber(number)
  const [row, name] = partOfRow(node, program, names)
  if (row) return isExact || tellsNumber(name) ? askedBy(row, 'number', program, names) : []
  const rows = countedIn(node, program)
  if (rows && isChangedElsewhere(rows, program, names)) return []
  return isCount(node, program) ? foundBy(node, program, names) : []
}

/** A row, and which part of it something is; what Kysely gives for a write is none. */
function partOfRow(node: Node, program: Program, names: SqlNames): readonly [Node, string | undefined] | readonly [] {
  if (node.type === 'MemberExpression') {
    const name = propertyName(node)
    return node.computed || /^num(?:Deleted|Updated)Rows$/.test(name ?? '') || !rowIn(node.object, program, names)
      ? []
      : [node.object, name]
  }
  const taken = node.type === 'Identifier' ? takenOut(node, program) : undefined
  return taken && (taken.isOfRow || rowIn(taken.init, program, names)) ? [taken.init, taken.property] : []
}

/** What is something, or more than 0, where an expression, which is no combination of others, comes out so. */
export function thereWhere(node: Node, isTrue: boolean, program: Program, names: SqlNames): Node | undefined {
  if (node.type === 'BinaryExpression') return thereByComparison(node, isTrue, program, names)
  const asked = thereByFunction(node, isTrue, program, names.modules ?? noModules)
  if (asked) return isThere(asked, '!=', 'null', program, names) ? asked : undefined
  return isTrue ? (amongTexts(node, program) ?? node) : undefined
}

const oppositesOfPrograms = lookup({ ...opposites, '==': '!=', '===': '!==', '!=': '==', '!==': '===' })

function thereByComparison(
  { operator, left, right }: TSESTree.BinaryExpression,
  isTrue: boolean,
  program: Program,
  names: SqlNames,
): Node | undefined {
  if (left.type === 'PrivateIdentifier') return undefined
  const isTurned = nothingIn(left) !== undefined || isNumber(left) || isAnswer(left) || isTextOrName(left)
  const [given, other] = isTurned ? [right, left] : [left, right]
  const one = orNone(given)
  const written = isTurned ? (turns[operator] ?? operator) : operator
  const so = isTrue ? written : oppositesOfPrograms[written]
  const nothing = nothingIn(other)
  if (nothing !== undefined) return isThere(one, so, nothing, program, names) ? one : undefined
  if (isAnswer(other)) return other.value === /^===?$/.test(so ?? '') && answering(one, program) ? one : undefined
  if (isTextOrName(other)) return ofText(given, other, /^===?$/.test(so ?? ''), program)
  // What is not there is not less than 1 either.
  const isSure = (so === written && so !== '!=' && so !== '!==') || one !== given
  const isOfRows = isNumberOfRows(one, program) || partOfRow(asNumber(one), program, names).length > 0
  const isCounted = isNumber(other) && isSome(so, other) && isOfRows && (isSure || !isOptional(one))
  return isCounted ? one : undefined
}

/** Whether a number is of what may not be there: `Number(row?.count)`. */
function isOptional(number: Node): boolean {
  const given = number.type === 'CallExpression' ? number.arguments[0] : number.type === 'UnaryExpression' ? number.argument : number
  return [number, given].some((one) => one?.type === 'ChainExpression')
}

/** Whether what is compared with nothing of a kind is a row, or something of it. */
function isThere(one: Node, operator: string | undefined, nothing: Nothing, program: Program, names: SqlNames): boolean {
  if (isAlwaysThere(one, program) || (operator !== '!=' && operator !== '!==')) return false
  const node = bare(one)
  const isProperty = node.type === 'MemberExpression' && !isPlace(node) && propertyName(node) !== 'data'
  if (operator === '!=' || (isProperty && one.type !== 'ChainExpression')) return true
  return nothing === (isProperty ? 'undefined' : nothingOf(node, program, names))
}

/** Whether a number that compares so with another one is more than 0. */
function isSome(operator: string | undefined, other: Node): boolean {
  const isZero = other.type === 'Literal' && Number(other.value) === 0
  return operator === '>' || (isZero ? /^!==?$/ : /^(?:>=|===?)$/).test(operator ?? '')
}

/** The query that has found something where an expression is there, or what comes of it once it is waited for. */
export function foundBy(expression: Node, program: Program, names: SqlNames): Found[] {
  const node = bare(expression)
  const counted = counting(node, program)
  if (counted) return askedBy(counted, 'number', program, names)
  const answered = answering(node, program)
  // What `getExists` of TypeORM sends counts.
  if (answered) return askedBy(answered, methodsOf(answered)[0] === 'getExists' ? 'number' : 'row', program, names)
  const changed = changing(node, program)
  if (changed) return sentBy(changed.by, askedBy(changed.call, 'changed', program, names))
  const rows = countedIn(node, program)
  if (rows) {
    if (node.type !== 'MemberExpression' || propertyName(node) !== 'length') return askedBy(rows, 'count', program, names)
    return isPair(rows, program) ? [] : askedBy(rows, 'row', program, names)
  }
  const row = rowIn(node, program, names)
  if (row) return askedBy(row, 'row', program, names, noProperty)
  if (node.type === 'MemberExpression' && !node.computed)
    return askedBy(rowIn(node.object, program, names), 'row', program, names, propertyName(node))
  const taken = node.type === 'Identifier' ? takenOut(node, program) : undefined
  return taken?.isOfRow === true ? askedBy(taken.init, 'row', program, names, taken.property) : []
}

/** `if (row.exists)`, of `SELECT EXISTS (…) AS exists`. */
function foundByColumn(expression: Node, isTrue: boolean, program: Program, names: SqlNames): Found[] {
  const { row, column } = columnTested(expression, isTrue, program) ?? {}
  return column === undefined ? [] : askedBy(row, 'row', program, names).map((one): Found => ({ ...one, column }))
}

/** `if (Number(row.count) > 0)`, of a query that gives nothing but `count(*)`. */
function foundByNumber(there: Node, program: Program, names: SqlNames): Found[] {
  const [row] = partOfRow(asNumber(there), program, names)
  return row ? askedBy(row, 'number', program, names) : []
}

/** What is asked of a row where only that it is there counts: it is there as well with other properties. */
const noProperty = ''

/** Methods that say it wherever they stand in a query. */
const asksForOne = /^(?:find(?:First|Unique|One|ByPk|ById(?!s))\w*|first)$/
/** Those that say it as the last. */
const givesOne = /^(?:first\w*|one\w*|query(?:One|First|Single)\w*|maybeOne\w*|getOne\w*|(?:executeT|t)akeFirst\w*|get|at|shift|pop)$/
/** Those whose one row is the `data` of an object that is always there. */
const givesData = /^(?:single|maybeSingle)$/
/** Those that give a pair, which is always there, and a list in it. */
const givesPair = /AndCount(?:All)?$|OrCreate$|OrBuild$|^up(?:sert|date)$/

/** What gives one row or nothing, rather than a list, which is always there: it or what it is taken out of. */
function rowIn(expression: Node, program: Program, names: SqlNames = {}, steps = 0): Node | undefined {
  const node = awaited(expression)
  if (steps > maxSteps) return undefined
  const further = (next: Node): Node | undefined => rowIn(next, program, names, steps + 1)
  switch (node.type) {
    case 'LogicalExpression':
      if (node.operator === '&&') return further(node.right)
      return nothingIn(bare(node.right)) === undefined ? undefined : further(node.left)
    case 'MemberExpression':
      if (propertyName(node) === 'data') return calledBy(node.object, givesData, program)
      return isPlace(node) && !isPair(node.object, program) ? node : undefined
    case 'CallExpression': {
      const picked = pickedBy(node, program, names)
      if (picked) return isPair(picked.rows, program) ? undefined : node
      const settled = settledBy(node, program, names.modules)
      if (settled) return further(settled.promise) && node
      const inside = givenInside(node, program, names).filter((way) => nothingIn(bare(way)) === undefined)
      if (inside.length > 0) return inside.every((way) => further(way)) ? node : undefined
      const methods = methodsOf(node)
      if (promiseAsked(node, program)) return undefined
      if (ownRun(node, program, names)?.givesOne) return node
      return givesOne.test(methods[0] ?? '') || isSearch(node) || methods.some((method) => asksForOne.test(method)) ? node : undefined
    }
    case 'Identifier':
      return rowOf(program.named(node), node, program, further)
    default:
      return undefined
  }
}

/** `rows.find((row) => …)`: `find` of a library gives a list. */
function isSearch({ callee, arguments: [search] }: TSESTree.CallExpression): boolean {
  return callee.type === 'MemberExpression' && propertyName(callee) === 'find' && isFunction(search)
}

function rowOf(binding: Binding | undefined, node: Node, program: Program, further: (next: Node) => Node | undefined): Node | undefined {
  if (!binding || binding.writes.some((write) => !setsAnother(write, noProperty))) return undefined
  if (binding.init && binding.property === 'data') return calledBy(binding.init, givesData, program)
  const promised = promisedTo(binding, program)
  if (promised) return promised.by && binding.property === undefined && further(promised.by) ? node : undefined
  if (!binding.init) return undefined
  if (binding.kind === 'item') return isPair(binding.init, program) ? undefined : node
  return binding.property === undefined && further(binding.init) ? node : undefined
}

/** The call that something came of, where its last method is one of some. */
function calledBy(expression: Node, methods: RegExp, program: Program, steps = 0): TSESTree.CallExpression | undefined {
  const node = awaited(expression)
  if (node.type === 'CallExpression')
    return methods.test(methodsOf(node).find((method) => !givesTheSame.test(method)) ?? '') ? node : undefined
  const binding = node.type === 'Identifier' && steps < maxSteps ? program.named(node) : undefined
  if (!binding?.init || binding.property !== undefined || binding.kind === 'item' || binding.writes.length > 0) return undefined
  return calledBy(binding.init, methods, program, steps + 1)
}

/** Whether something is a list of which the first is no row: a pair, or what came of several promises. */
function isPair(expression: Node, program: Program): boolean {
  const call = calledBy(expression, /(?:)/, program)
  const path = call && pathOf(call.callee)
  if (!call || !path) return false
  if (path[0] === 'Promise' || isPartition(call, program) || givesPair.test(path.at(-1) ?? '')) return true
  // Of Sequelize: without a type that says so, it gives the rows and more.
  return path.at(-1) === 'query' && path.some((name) => /sequelize/i.test(name)) && call.arguments.length < 2
}
