import type { TSESTree } from '@typescript-eslint/utils'
import { followsFrom } from './followed.ts'
import { keyOf } from './keys.ts'
import { isOfKoa } from './koa.ts'
import { countedLoop } from './listed.ts'
import { onlyLogs } from './logging.ts'
import { noModules, type Modules } from './modules.ts'
import {
  awaited,
  bare,
  childrenOf,
  isFunction,
  isWaiting,
  methodOf,
  outcomesFor,
  pathOf,
  returnsIn,
  type FunctionNode,
  type Node,
  type Outcome,
} from './nodes.ts'
import type { Program } from './program.ts'
import { outcomesOf } from './outcomes.ts'
import { isTextOrName } from './written-values.ts'
import { assertedByOwn, neverComesBack } from './throwing.ts'

/** What nothing comes to a place without: a test that came out so, or an expression that came back. */
export interface Passed {
  readonly node: Node
  /** How a test came out. */
  readonly isTrue?: boolean
  readonly end: number
  /** The loop, or the function, that did so for each of several, of which there may be none. */
  readonly each?: Node
  /** As far as names and the order of the text tell. */
  readonly isGuessed?: boolean
  /** The tests that came out so where it was passed at all. */
  readonly where?: readonly Outcome[]
  /** What each of several branches passes, through one of which everything goes. */
  readonly ways?: readonly (readonly Passed[])[]
}

/** The nearest that stand in branches are enough. */
const mostInBranches = 200

/**
 * What everything that comes to a place has passed, the nearest first; a function, or a block, stands for its end. What stands in a branch counts
 * where that was gone through if the place is reached, or a value got there that is `used`: `if (id) await check(id)` before `id ? use(id) : …`.
 */
export function* passedBefore(place: Node, program: Program, modules: Modules = noModules, used: Node = place): Generator<Passed> {
  const tested: Outcome[] = []
  let outcomes: readonly Outcome[] | undefined
  let inBranches = 0
  for (const one of inTurn(place, program, modules)) {
    const { where } = one
    if (where) {
      outcomes ??= [...(used === place ? [] : outcomesAround(used, program)), ...tested].flatMap((one) => outcomesOf(one, program))
      const known = outcomes
      if (known.length === 0 || ++inBranches > mostInBranches || !where.every((outcome) => followsFrom(outcome, known, program))) continue
    }
    const passed = where ? inAnyCase(one) : one
    if (passed.isTrue !== undefined && !passed.isGuessed && !passed.each) {
      tested.push({ test: passed.node, isTrue: passed.isTrue })
      outcomes = undefined
    }
    yield passed
  }
}

const plain = new WeakMap<Passed, Passed>()

/** What was passed in a branch that is known to have been gone through; the same each time, of which is kept what it tells. */
function inAnyCase(one: Passed): Passed {
  const { where: _, ...passed } = one
  const known = plain.get(one) ?? passed
  plain.set(one, known)
  return known
}

function outcomesAround(node: Node, program: Program): Outcome[] {
  let below = node
  return [...program.ancestors(node)].flatMap((around) => {
    const outcomes = outcomesFor(below, around)
    below = around
    return outcomes
  })
}

function* inTurn(place: Node, program: Program, modules: Modules): Generator<Passed> {
  if (isFunction(place)) return yield* passedAtEnd(place, program, modules)
  if (place.type === 'BlockStatement') yield* passedIn(place, program, modules).toReversed()
  let below: Node = place
  let mayBeCalledBefore = false
  for (const around of program.ancestors(place)) {
    mayBeCalledBefore ||= around.type === 'FunctionDeclaration'
    for (const one of passedRightBefore(below, around, program, modules)) yield mayBeCalledBefore ? { ...one, isGuessed: true } : one
    below = around
  }
}

function* passedRightBefore(below: Node, around: Node, program: Program, modules: Modules): Generator<Passed> {
  for (const outcome of outcomesFor(below, around)) yield testPassed(outcome, modules)
  if (around.type === 'SwitchStatement' && isOfSomething(casesTo(below, around, program, modules)))
    yield testPassed({ test: around.discriminant, isTrue: true }, modules)
  const passed = isBlock(around) ? passedIn(around, program, modules) : []
  for (let i = passed.length - 1; i >= 0; i--) {
    const one = passed[i]
    if (one && one.end <= below.range[0]) yield one
  }
}

const testsPassed = { true: new WeakMap<object, Passed>(), false: new WeakMap<object, Passed>() }

/** The same each time, for the same reason. */
function testPassed({ test, isTrue }: Outcome, modules: Modules): Passed {
  const key = keyOf(test, modules)
  const known = testsPassed[`${isTrue}`]
  const passed = known.get(key) ?? { node: test, isTrue, end: test.range[1] }
  known.set(key, passed)
  return passed
}

function passedAtEnd({ body }: FunctionNode, program: Program, modules: Modules): Passed[] {
  return body.type === 'BlockStatement' ? passedIn(body, program, modules).toReversed() : []
}

type Block = TSESTree.BlockStatement | TSESTree.Program | TSESTree.SwitchCase

function isBlock(node: Node): node is Block {
  return node.type === 'BlockStatement' || node.type === 'Program' || node.type === 'SwitchCase'
}

const known = new WeakMap<object, readonly Passed[]>()

/** What nothing passes the statements of a block without, in their order. */
function passedIn(block: Block, program: Program, modules: Modules): readonly Passed[] {
  const key = keyOf(block, modules)
  const before = known.get(key)
  if (before) return before
  const statements = block.type === 'SwitchCase' ? block.consequent : block.body
  const passed = statements.flatMap((statement) => passedWith(statement, program, modules))
  known.set(key, passed)
  return passed
}

/** What nothing passes a statement without. */
function passedWith(statement: Node, program: Program, modules: Modules): Passed[] {
  const [, end] = statement.range
  switch (statement.type) {
    case 'IfStatement':
      return [...passedInBranches(statement, program, modules), ...passedWithout(statement, program, modules)]
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ init }) => (init ? { node: init, end } : []))
    case 'TryStatement':
      return statement.handler && !leaves(statement.handler.body, program, modules)
        ? []
        : passedIn(statement.block, program, modules).map((one) => ({ ...one, end }))
    case 'SwitchStatement':
      return isOfSomething(casesBehind(statement, program, modules)) ? [{ node: statement.discriminant, isTrue: true, end }] : []
    case 'ForOfStatement':
      return goesElsewhere(statement.body) ? [] : passedForEach(statement, end, program, modules)
    case 'ForStatement':
      return countedLoop(statement, program) && !goesElsewhere(statement.body) ? passedForEach(statement, end, program, modules) : []
    case 'ExpressionStatement': {
      const node = bare(statement.expression)
      if (node.type === 'AssignmentExpression') return node.operator === '=' ? [{ node: node.right, end }] : []
      const test = assertedBy(node, program, modules)
      if (test) return [{ node: test, isTrue: true, end }]
      const asserted = assertedByOwn(node, program, modules)
      const callback = calledForEach(node)
      return [
        { node: statement.expression, end },
        ...(asserted ? [{ node: asserted.test, isTrue: asserted.isTrue, end }] : []),
        ...(callback ? passedForEach(callback, end, program, modules) : []),
      ]
    }
    default:
      return []
  }
}

/** The cases by which a program comes to one of a switch: those before it that go on with it. */
function casesTo(place: Node, { cases }: TSESTree.SwitchStatement, program: Program, modules: Modules): readonly TSESTree.SwitchCase[] {
  const at = cases.findIndex((one) => one === place)
  const [, ...before] = cases.slice(0, at + 1).toReversed()
  const left = before.findIndex(({ consequent }) => consequent.some((one) => leaves(one, program, modules)))
  return cases.slice(left < 0 ? 0 : at - left, at + 1)
}

/** The cases that a switch does not leave in; of one that may have no case for a value, nothing is known. */
function casesBehind({ cases }: TSESTree.SwitchStatement, program: Program, modules: Modules): readonly TSESTree.SwitchCase[] | undefined {
  const isLeft = ({ consequent }: TSESTree.SwitchCase): boolean => {
    const last = consequent.at(-1)
    return last !== undefined && leaves(last, program, modules) && !consequent.some(goesElsewhere)
  }
  return cases.some(({ test }) => test === null) ? cases.filter((one) => !isLeft(one)) : undefined
}

/** Whether a value is something in each of some cases: `case 'owner':`, and not `default:`. */
function isOfSomething(cases: readonly TSESTree.SwitchCase[] | undefined): boolean {
  return cases?.every(({ test }) => test !== null && isTextOrName(test) && !(test.type === 'Literal' && test.value === '')) ?? false
}

/** `if (!row) throw …` */
function passedWithout(
  { test, consequent, alternate, range: [, end] }: TSESTree.IfStatement,
  program: Program,
  modules: Modules,
): Passed[] {
  if (leaves(consequent, program, modules)) return [{ node: test, isTrue: false, end }]
  if (alternate && leaves(alternate, program, modules)) return [{ node: test, isTrue: true, end }]
  return leavesByName(consequent) ? [{ node: test, isTrue: false, end, isGuessed: true }] : []
}

/** What each of the branches passes, and what is passed by whichever of the two is gone through. */
function passedInBranches(statement: TSESTree.IfStatement, program: Program, modules: Modules): Passed[] {
  const [yes, no] = [statement.consequent, statement.alternate].map((branch) =>
    branch && !leaves(branch, program, modules) ? passedInBranch(branch, program, modules) : undefined,
  )
  const { test } = statement
  return [...whereOut(test, true, yes), ...whereOut(test, false, no), ...(yes && no ? [onEither(statement, yes, no)] : [])]
}

function passedInBranch(branch: Node, program: Program, modules: Modules): readonly Passed[] {
  return branch.type === 'BlockStatement' ? passedIn(branch, program, modules) : passedWith(branch, program, modules)
}

function whereOut(test: Node, isTrue: boolean, passed: readonly Passed[] = []): Passed[] {
  return passed.map((one) => ({ ...one, where: [{ test, isTrue }, ...(one.where ?? [])] }))
}

/** `if (row.teamId) await assertMember(row.teamId); else if (row.userId !== userId) throw …` */
function onEither({ test, range: [, end] }: TSESTree.IfStatement, yes: readonly Passed[], no: readonly Passed[]): Passed {
  return { node: test, end, ways: [...waysIn(test, true, yes), ...waysIn(test, false, no)] }
}

/** What is passed in a branch: where everything goes through one of several others in it, each of them is a way of its own. */
function waysIn(test: Node, isTrue: boolean, passed: readonly Passed[]): readonly (readonly Passed[])[] {
  const sure = passed.filter((one) => !one.where && !one.each && !one.isGuessed)
  const own = [{ node: test, isTrue, end: test.range[1] }, ...sure.filter(({ ways }) => !ways)]
  const inside = sure.find(({ ways }) => ways)?.ways
  return inside ? inside.map((way) => [...own, ...way]) : [own]
}

type Each = TSESTree.ForOfStatement | TSESTree.ForStatement | FunctionNode

/** What a loop, or a function, asks of each of several that nothing leaves without. */
function passedForEach(each: Each, end: number, program: Program, modules: Modules): Passed[] {
  const { body } = each
  const passed = isFunction(each) && body.type !== 'BlockStatement' ? [{ node: body, end }] : passedInBranch(body, program, modules)
  return passed.flatMap((one) => (one.where ? [] : { ...one, each: one.each ?? each, end }))
}

/** `rows.forEach((row) => { … })` and `await Promise.all(rows.map(async (row) => { … }))` of a function that throws, or goes through to its end. */
function calledForEach(node: Node): FunctionNode | undefined {
  const [list, method] = isWaiting(node) ? [givenToAll(awaited(node)), 'map'] : [node, 'forEach']
  if (list?.type !== 'CallExpression' || methodOf(list) !== method) return undefined
  const [callback] = list.arguments
  const isRun = isFunction(callback) && callback.async === isWaiting(node) && !callback.generator
  return isRun && goesThrough(callback) ? callback : undefined
}

/** `list` in `Promise.all(list)` */
function givenToAll(node: Node): Node | undefined {
  const isAll = node.type === 'CallExpression' && pathOf(node.callee)?.join('.') === 'Promise.all'
  return isAll && node.arguments[0] ? bare(node.arguments[0]) : undefined
}

function goesThrough({ body }: FunctionNode): boolean {
  return body.type !== 'BlockStatement' || returnsIn(body).every((one) => one === body.body.at(-1))
}

/** Whether a loop leaves one of several out, or all that follow. */
function goesElsewhere(node: Node): boolean {
  if (node.type === 'ContinueStatement' || node.type === 'BreakStatement') return true
  return !isFunction(node) && childrenOf(node).some(goesElsewhere)
}

/** What `assert` and its like throw without. */
export function assertedBy(node: Node, program: Program, modules: Modules = noModules): Node | undefined {
  if (node.type !== 'CallExpression') return undefined
  if (isOfKoa(node, 'assert', program)) return node.arguments[0]
  const [name = '', ...of] = pathOf(node.callee) ?? []
  if (!/^(?:assert|invariant)$/.test(name) || !/^(?:(?:strict\.)?ok|strict|)$/.test(of.join('.'))) return undefined
  return isAssertion(name, node, program, modules) ? node.arguments[0] : undefined
}

/** What `assert.equal` and its like throw without being the same. */
export function assertedSame(
  call: TSESTree.CallExpression,
  program: Program,
  modules: Modules = noModules,
): readonly [Node, Node] | undefined {
  const path = pathOf(call.callee) ?? []
  const [one, other] = call.arguments
  if (!one || !other || !/^assert\.(?:strict\.)?(?:equal|strictEqual|deepEqual|deepStrictEqual)$/.test(path.join('.'))) return undefined
  return isAssertion('assert', call, program, modules) ? [one, other] : undefined
}

/** Whether a name is what everybody knows by it, as far as can be seen: one of the program itself may log and go on. */
function isAssertion(name: string, call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  const binding = program.bindingOf(name, call)
  return (binding === undefined || binding.kind === 'import') && !onlyLogs(call, program, modules)
}

/** Whether nothing goes on behind a statement. */
export function leaves(statement: Node, program: Program, modules: Modules = noModules): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true
    case 'BlockStatement': {
      const last = statement.body.at(-1)
      return last !== undefined && leaves(last, program, modules)
    }
    case 'TryStatement':
      return leaves(statement.block, program, modules) && (!statement.handler || leaves(statement.handler.body, program, modules))
    case 'IfStatement':
      return statement.alternate !== null && leaves(statement.consequent, program, modules) && leaves(statement.alternate, program, modules)
    case 'SwitchStatement': {
      const goingOn = casesBehind(statement, program, modules)
      return goingOn?.every((one) => one.consequent.length === 0 && one !== statement.cases.at(-1)) ?? false
    }
    case 'ExpressionStatement':
      return neverComesBack(statement.expression, program, modules)
    default:
      return false
  }
}

/** Where a function comes back, and with what; it stands for the end of its body. */
export interface End {
  readonly at: Node
  readonly argument: Node | undefined
}

export function endsOf(node: FunctionNode, program: Program, modules: Modules = noModules): readonly End[] {
  const { body } = node
  if (body.type !== 'BlockStatement') return [{ at: isFunction(body) ? node : body, argument: body }]
  // `return yield* Effect.fail('none')` comes back as little as what throws.
  const returning = returnsIn(body).filter(({ argument }) => !argument || !neverComesBack(argument, program, modules))
  const returned = returning.map((at): End => ({ at, argument: at.argument ?? undefined }))
  return leaves(body, program, modules) ? returned : [...returned, { at: node, argument: undefined }]
}

/** Functions that do not come back, by what programs call them. */
const ending = /^(?:redirect|permanentRedirect|notFound|unauthorized|forbidden|fail|abort|exit|throw\w*|reject)$/

function leavesByName(statement: Node): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  const call = last?.type === 'ExpressionStatement' ? awaited(last.expression) : undefined
  return call?.type === 'CallExpression' && call.callee.type === 'Identifier' && ending.test(call.callee.name)
}
