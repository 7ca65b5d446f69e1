import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, bare, childrenOf, isFunction, nothingIn, pathOf, rootOf, type Node, type Outcome } from './nodes.ts'
import { passedBefore, type Passed } from './passed.ts'
import type { Program } from './program.ts'

/**
 * Whether a program has asked for something before it comes to a place: it leaves where that is not there, or comes there only where it is. A
 * function that cannot be read is taken to ask for what it is given: who asks for a value at all knows that it may be missing.
 */
export function isAskedFor(thing: Node, place: Node, program: Program): boolean {
  return isBehind(thing, place, program, (passed) => thereBehind(passed, program))
}

/** Whether a program has held something against what it knows before it comes to a place: `if (!columns.includes(sort)) throw …`. */
export function isComparedBefore(thing: Node, place: Node, program: Program): boolean {
  return isBehind(thing, place, program, ({ node, isTrue }) => (isTrue !== undefined || isAsking(awaited(node)) ? comparedIn(node) : []))
}

/** Whether something is among what is told of all that was passed. */
function isBehind(thing: Node, place: Node, program: Program, told: (passed: Passed) => readonly Node[]): boolean {
  const root = rootOf(thing)
  if (!root) return false
  const written = plain(thing, program)
  const isIt = (other: Node): boolean => isOrLeadsTo(plain(other, program), written) && isSameRoot(root, rootOf(other), program)
  for (const passed of passedBefore(place, program)) {
    if (isSetBetween(root, passed.end, place, program)) return false
    if (!passed.each && told(passed).some(isIt)) return true
  }
  return false
}

function isSetBetween(root: Node, from: number, { range: [to] }: Node, program: Program): boolean {
  const binding = root.type === 'Identifier' ? program.bindingOf(root.name, root) : undefined
  return binding?.writes.some(({ range: [at] }) => from <= at && at < to) ?? false
}

/** What is there behind something that was passed. */
function thereBehind({ node, isTrue }: Passed, program: Program): Node[] {
  if (isTrue !== undefined) return thereWhere({ test: node, isTrue }, program)
  const call = awaited(node)
  return isAsking(call) ? thereWhere({ test: call, isTrue: true }, program) : []
}

/** What programs call functions that do not come back without what they are given. */
const asking = /^(?:assert|invariant|ensure|check|expect|require)/

/** `requireOrganization(id)`, `expect(id).toBeDefined()` */
export function isAsking(call: Node): call is TSESTree.CallExpression {
  return call.type === 'CallExpression' && (pathOf(call.callee) ?? []).some((name) => asking.test(name))
}

const maxSteps = 50

/** What is there, or may be, where a test comes out so: of several that are tested at once, each. */
function thereWhere({ test, isTrue }: Outcome, program: Program, steps = 0): Node[] {
  const node = bare(test)
  if (steps > maxSteps || isFunction(node) || node.type.startsWith('TS')) return []
  const further = (next: Node, so: boolean): Node[] => thereWhere({ test: next, isTrue: so }, program, steps + 1)
  switch (node.type) {
    case 'UnaryExpression':
      return further(node.argument, node.operator === '!' ? !isTrue : isTrue)
    case 'LogicalExpression':
      return [node.left, node.right].flatMap((one) => further(one, isTrue))
    case 'BinaryExpression':
      return comparedWhere(node, isTrue).flatMap((one) => further(one, true))
    default:
      if (isAskingForNone(node)) return node.arguments.flatMap((one) => further(one, !isTrue))
      return [
        ...combinedBy(node, program).flatMap((one) => further(one, isTrue)),
        ...(isTrue ? [node, ...partsOf(node).flatMap((one) => further(one, true))] : []),
      ]
  }
}

/** What programs call functions that are true of what is not there. */
const asksForNone = /^is(?:Nil|Null|Undefined|Empty|Blank|Missing)/

function isAskingForNone(node: Node): node is TSESTree.CallExpression {
  return node.type === 'CallExpression' && asksForNone.test(pathOf(node.callee)?.at(-1) ?? '')
}

/** What is something where a comparison comes out so: what is equal to something, and what is not equal to nothing. */
function comparedWhere({ operator, left, right }: TSESTree.BinaryExpression, isTrue: boolean): Node[] {
  if (!/^[!=]==?$/.test(operator)) return isTrue ? [left, right] : []
  const isSame = operator.startsWith('=') === isTrue
  const others = [left, right].filter((one) => !isNone(one))
  return isSame === (others.length === 2) ? others : []
}

/** What a test compares with something, or gives to a function. */
function comparedIn(node: Node): Node[] {
  const own = node.type === 'BinaryExpression' ? comparedWhere(node, !node.operator.startsWith('!')) : handedTo(node)
  return [...own, ...childrenOf(node).flatMap(comparedIn)]
}

function handedTo(node: Node): readonly Node[] {
  if (node.type !== 'CallExpression') return []
  return node.callee.type === 'MemberExpression' ? [node.callee.object, ...node.arguments] : node.arguments
}

/** `null`, `undefined`, `''`, `0`, and the `'undefined'` of `typeof`. */
function isNone(node: Node): boolean {
  return nothingIn(node) !== undefined || (node.type === 'Literal' && (!node.value || node.value === 'undefined'))
}

const tests = /^(?:Unary|Logical|Binary)Expression$/

/** The test that a constant is the outcome of. */
function combinedBy(node: Node, program: Program): Node[] {
  const binding = node.type === 'Identifier' ? program.bindingOf(node.name, node) : undefined
  if (binding?.kind !== 'const' || !binding.init || binding.property !== undefined) return []
  const init = bare(binding.init)
  const isTest = init.type === 'CallExpression' ? pathOf(init.callee)?.join('.') === 'Boolean' : tests.test(init.type)
  return isTest ? [init] : []
}

/** The expressions in another one. */
function partsOf(node: Node): Node[] {
  if (node.type === 'MemberExpression') return node.computed ? [node.object, node.property] : [node.object]
  return node.type === 'Property' ? [node.value] : childrenOf(node)
}

function isSameRoot(one: Node, other: Node | undefined, program: Program): boolean {
  if (one.type !== 'Identifier' || other?.type !== 'Identifier') return one.type === other?.type
  return program.bindingOf(one.name, one) === program.bindingOf(other.name, other)
}

/** How something is written, whether it is asked on the way if it is there or not. */
function plain(node: Node, program: Program): string {
  return program.text.slice(...bare(node).range).replace(/\?\.(?=[[(])|[?!\s]/g, '')
}

function isOrLeadsTo(longer: string, shorter: string): boolean {
  return longer.startsWith(shorter) && /^(?:$|[.[(])/.test(longer.slice(shorter.length))
}
