import type { TSESTree } from '@typescript-eslint/utils'
import { bare, childrenOf, isFunction, nothingIn, propertyName, type Node, type Outcome } from './nodes.ts'
import type { Program } from './program.ts'
import { mayBeSetOn } from './sets.ts'

/** Whether a test came out so wherever others did, with those that they are made of: that of `if (id) { … }` behind `id ? … : …`. */
export function followsFrom({ test, isTrue }: Outcome, others: readonly Outcome[], program: Program): boolean {
  const node = bare(test)
  const further = (next: Node, so = isTrue): boolean => followsFrom({ test: next, isTrue: so }, others, program)
  if (node.type === 'UnaryExpression' && node.operator === '!') return further(node.argument, !isTrue)
  if (node.type === 'LogicalExpression' && node.operator !== '??') {
    const sides = [node.left, node.right]
    const needsBoth = (node.operator === '&&') === isTrue
    if (needsBoth ? sides.every((side) => further(side)) : sides.some((side) => further(side))) return true
  }
  const thing = isTrue ? notNothing(node) : undefined
  return others.some((other) => {
    const isSame = other.isTrue === isTrue && isSaidBy(node, other.test, program)
    return isSame || (thing !== undefined && other.isTrue && isSaidBy(thing, other.test, program))
  })
}

/** What is not nothing where a test is true: `id !== null`. */
function notNothing(test: Node): Node | undefined {
  if (test.type !== 'BinaryExpression' || !/^!==?$/.test(test.operator)) return undefined
  return nothingIn(test.right) === undefined ? undefined : bare(test.left)
}

/** Whether two tests are written alike, of things that say the same at any time. */
function isSaidBy(test: Node, other: Node, program: Program): boolean {
  if (program.text.slice(...bare(test).range) !== program.text.slice(...bare(other).range)) return false
  const names = namesIn(test)
  const others = namesIn(other)
  return names?.every((name, i) => isSteady(name, program) && program.named(name) === program.named(others?.[i])) ?? false
}

/** The names that a test is made of; none of one that calls something, which may say another thing each time. */
function namesIn(test: Node): TSESTree.Identifier[] | undefined {
  const node = bare(test)
  if (node.type === 'Literal') return []
  if (node.type === 'Identifier') return nothingIn(node) === undefined ? [node] : []
  if (node.type === 'MemberExpression') return propertyName(node) === undefined || node.computed ? undefined : namesIn(node.object)
  if (!/^(?:Unary|Binary|Logical)Expression$/.test(node.type)) return undefined
  const parts = childrenOf(node).map(namesIn)
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined
}

/** Whether neither a name nor what is asked of it is ever set or changed. */
function isSteady(name: TSESTree.Identifier, program: Program): boolean {
  const binding = program.named(name)
  if (!binding || binding.writes.length > 0) return false
  let within: Node = name
  for (let around = program.outside(name); around?.type === 'MemberExpression'; around = program.outside(around)) {
    const property = bare(around.object) === within ? propertyName(around) : undefined
    if (property === undefined || mayBeSetOn(binding, property, program)) return false
    within = around
  }
  return true
}

const kept = new WeakMap<Program, Map<string, object>>()

/** What stands for all tests that are written alike, of things that say the same at any time; nothing of one that may come out otherwise each time. */
export function keyOfTest(written: Node, program: Program): object | undefined {
  const test = plainTest(written)
  const names = namesIn(test) ?? []
  if (names.length === 0 || !names.every((name) => isSteady(name, program) && !isOfRound(name, program))) return undefined
  const declared = names.map((name) => program.named(name)?.node.range.join('-'))
  const said = [program.text.slice(...test.range), ...declared].join('\0')
  const known = kept.get(program) ?? new Map<string, object>()
  kept.set(program, known)
  const key = known.get(said) ?? {}
  known.set(said, key)
  return key
}

/** `!!name` asks what `name` does, and `ids.length > 0` what `ids.length` does. */
function plainTest(test: Node): Node {
  const node = bare(test)
  if (node.type === 'UnaryExpression' && node.argument.type === 'UnaryExpression') {
    return node.operator === '!' && node.argument.operator === '!' ? plainTest(node.argument.argument) : node
  }
  const isOfLength = node.type === 'BinaryExpression' && /^(?:>|!==?)$/.test(node.operator) && isLengthOf(bare(node.left))
  return isOfLength && node.right.type === 'Literal' && node.right.value === 0 ? bare(node.left) : node
}

function isLengthOf(node: Node | undefined): boolean {
  return node?.type === 'MemberExpression' && /^(?:length|size)$/.test(propertyName(node) ?? '')
}

/** Whether a name is another thing in each round of a loop, or how long a list is that may still be filled. */
function isOfRound(name: TSESTree.Identifier, program: Program): boolean {
  const { node, kind } = program.named(name) ?? {}
  if (!node || (isLengthOf(program.outside(name)) && kind !== 'parameter')) return true
  for (const around of program.ancestors(node)) {
    if (isFunction(around)) return false
    if (loops.test(around.type)) return true
  }
  return false
}

const loops = /^(?:For\w*|While|DoWhile)Statement$/
