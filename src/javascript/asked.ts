import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, bare, nothingIn, pathOf, rootOf, type Node, type Outcome } from './nodes.ts'
import { decidesBoth, outcomesOf } from './outcomes.ts'
import { passedBefore, type Passed } from './passed.ts'
import type { Program } from './program.ts'

/**
 * Whether a program has asked for something before it comes to a place: it leaves where that is not there, or comes there only where it is. A
 * function that cannot be read is taken to ask for what it is given: who asks for a value at all knows that it may be missing.
 * So it is of a part of the thing.
 */
export function isAskedFor(thing: Node, place: Node, program: Program, part?: string): boolean {
  return isBehind(thing, place, program, thereBehind, (told, written) =>
    isOrLeadsTo(told, part === undefined ? written : `${written}.${part}`),
  )
}

/** Whether a program has held something against what it knows before it comes to a place: `if (!columns.includes(sort)) throw …`. */
export function isComparedBefore(thing: Node, place: Node, program: Program): boolean {
  return isBehind(thing, place, program, comparedBehind, (told, written) => isOrLeadsTo(told, written) || isOrLeadsTo(written, told))
}

/** Whether something is among what is told of all that was passed, by how both are written. */
function isBehind(
  thing: Node,
  place: Node,
  program: Program,
  told: (passed: Passed, program: Program) => readonly Node[],
  isSaid: (told: string, thing: string) => boolean,
): boolean {
  const root = rootOf(thing)
  if (!root) return false
  const written = plain(thing, program)
  const isIt = (other: Node): boolean => isSaid(plain(other, program), written) && isSameRoot(root, rootOf(other), program)
  for (const passed of passedBefore(place, program)) {
    if (isSetBetween(root, passed.end, place, program)) return false
    if (!passed.each && told(passed, program).some(isIt)) return true
  }
  return false
}

function isSetBetween(root: Node, from: number, { range: [to] }: Node, program: Program): boolean {
  const binding = program.named(root)
  return binding?.writes.some(({ range: [at] }) => from <= at && at < to) ?? false
}

/** What is there behind something that was passed. */
function thereBehind(passed: Passed, program: Program): Node[] {
  return outcomesBehind(passed, program).flatMap(({ test, isTrue }) => thereWhere(test, isTrue))
}

/** What was compared with something, or given to a function that said yes to it, behind something that was passed. */
function comparedBehind(passed: Passed, program: Program): Node[] {
  return outcomesBehind(passed, program).flatMap(({ test, isTrue }) => comparedWhere(test, isTrue))
}

/** Names of functions that do not come back without what they are given. */
const asking = /^(?:assert|invariant|ensure|check|expect|validat(?:e|ion)|require(?=[A-Z_]))(?![a-z])/
/** Those of functions that do not come back with it. */
const refusing = /^(?:not|toBe(?:Undefined|Null|Falsy)|is(?:Undefined|Null|Nil|Empty))$/

/** `requireOrganization(id)`, `expect(id).toBeDefined()` */
export function isAsking(call: Node): call is TSESTree.CallExpression {
  const path = call.type === 'CallExpression' ? (pathOf(call.callee) ?? []) : []
  return path.some((name) => asking.test(name)) && !path.some((name) => refusing.test(name))
}

/** How the single tests came out that make up what was passed. */
function outcomesBehind({ node, isTrue }: Passed, program: Program): Outcome[] {
  const call = awaited(node)
  if (isTrue === undefined) return isAsking(call) ? outcomesOf({ test: call, isTrue: true }, program, asksForBoth) : []
  return outcomesOf({ test: node, isTrue }, program, asksForBoth)
}

/** Also `!id && !other` asks for either. */
function asksForBoth(test: TSESTree.LogicalExpression, isTrue: boolean): boolean {
  return decidesBoth(test, isTrue) || (test.operator === '&&' && [test.left, test.right].every(isRefusal))
}

function isRefusal(test: Node): boolean {
  return test.type === 'UnaryExpression' || (test.type === 'BinaryExpression' && /^!==?$/.test(test.operator))
}

/** What is there where a single test comes out so. */
function thereWhere(test: Node, isTrue: boolean): readonly Node[] {
  if (test.type === 'BinaryExpression') return thereByComparison(test, isTrue)
  if (isAskingForNone(test)) return isTrue ? [] : test.arguments
  return isTrue && test.type !== 'UnaryExpression' && test.type !== 'LogicalExpression' ? [test, ...handedTo(test)] : []
}

/** What programs call functions that are true of what is not there. */
const asksForNone = /^is(?:Nil|Null|Undefined|Empty|Blank|Missing)/

function isAskingForNone(node: Node): node is TSESTree.CallExpression {
  return node.type === 'CallExpression' && asksForNone.test(pathOf(node.callee)?.at(-1) ?? '')
}

/** What is not nothing, or the same as something. */
function thereByComparison({ operator, left, right }: TSESTree.BinaryExpression, isTrue: boolean): Node[] {
  const sides = [left, right].map((one) => (one.type === 'UnaryExpression' && one.operator === 'typeof' ? one.argument : one))
  const others = sides.filter((one) => !isNone(one))
  if (!/^[!=]==?$/.test(operator)) return isTrue ? others : []
  const isSame = operator.startsWith('=') === isTrue
  if (others.length < 2) return isSame ? [] : others
  // Of two that may both be missing neither is there.
  return isSame && sides.some(({ type }) => type !== 'ChainExpression') ? others : []
}

/** `null`, `undefined`, and the `'undefined'` of `typeof`. */
function isNone(node: Node): boolean {
  return nothingIn(node) !== undefined || (node.type === 'Literal' && node.value === 'undefined')
}

/** What is the same as something, one of several, or what a function says yes to. */
function comparedWhere(test: Node, isTrue: boolean): readonly Node[] {
  if (test.type !== 'BinaryExpression') return isTrue && !isAskingForNone(test) ? handedTo(test) : []
  const { operator, left, right } = test
  const isSame = operator === 'in' ? isTrue : /^[!=]==?$/.test(operator) && operator.startsWith('=') === isTrue
  return isSame && ![left, right].some((one) => isNone(one) || (one.type === 'Literal' && !one.value)) ? [left, right] : []
}

/** What a function is given, or is asked of, and what an object is asked for. */
function handedTo(node: Node): readonly Node[] {
  if (node.type === 'MemberExpression') return node.computed ? [node.property, ...handedTo(bare(node.object))] : handedTo(bare(node.object))
  if (node.type === 'ObjectExpression') return node.properties.flatMap((one) => (one.type === 'Property' ? [one.value] : []))
  if (node.type !== 'CallExpression') return []
  const parts = node.arguments.flatMap((one) => [one, ...handedTo(bare(one))])
  return node.callee.type === 'MemberExpression' ? [...parts, node.callee.object, ...handedTo(bare(node.callee.object))] : parts
}

function isSameRoot(one: Node, other: Node | undefined, program: Program): boolean {
  if (one.type !== 'Identifier' || other?.type !== 'Identifier') return one.type === other?.type
  return program.named(one) === program.named(other)
}

/** How something is written, whether it is asked on the way if it is there or not. */
function plain(node: Node, program: Program): string {
  return program.text.slice(...bare(node).range).replace(/\?\.(?=[[(])|[?!\s]/g, '')
}

function isOrLeadsTo(longer: string, shorter: string): boolean {
  return longer.startsWith(shorter) && /^(?:$|[.[(])/.test(longer.slice(shorter.length))
}
