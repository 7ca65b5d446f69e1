import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, bare, propertyName, soleResult, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { wordsOf, wordsOfPower } from '../../query/program-text.ts'
import { denies, wordsIn } from './permitted.ts'
import { comparedWithAnswer } from './results.ts'
import { searchBy, searchedFor } from './searches.ts'

/** Words for those who may do everything. */
const ofPower = new Set([...wordsOfPower, 'administrator', 'administrators'])
const ofThemselves = /^(?:is|role|roles|type|kind)$/
/** What whoever asks may say of themselves. */
const saidByAnyone = /(?:^|\.)(?:body|query|input|searchParams|headers)\.\w+$|\breq(?:uest)?\.params\.\w+$/

/** Whether those come through where a test comes out so who may do everything: `user.isAdmin`, `role === 'admin'`. */
export function isOfPower(test: Node, isTrue: boolean, program: Program): boolean {
  const node = awaited(test)
  if (node.type === 'UnaryExpression' && node.operator === '!') return isOfPower(node.argument, !isTrue, program)
  const answer = comparedWithAnswer(node, isTrue, program)
  if (answer) return isOfPower(answer.test, answer.isTrue, program)
  if (node.type === 'LogicalExpression') {
    const [left, right] = [node.left, node.right].map((part) => isOfPower(part, isTrue, program))
    if (node.operator === '??') return false
    return node.operator === (isTrue ? '&&' : '||') ? left === true || right === true : left === true && right === true
  }
  if (node.type === 'CallExpression' && isTrue && isAmongThose(node, program)) return true
  if (node.type === 'BinaryExpression') {
    const isEqual = /^===?$/.test(node.operator) === isTrue && /^[!=]==?$/.test(node.operator)
    const sides = [node.left, node.right].map((side) => bare(side))
    const said = sides.flatMap((side) => (side.type === 'Literal' ? String(side.value) : wordsIn(side))).flatMap(wordsOf)
    const isOwn = sides.every((side) => side.type === 'Literal' || isOfWhoAsks(side, program))
    return isEqual && isOwn && said.some((word) => ofPower.has(word)) && said.some((word) => ofThemselves.test(word))
  }
  const words = wordsIn(node).slice(-1).flatMap(wordsOf)
  const isSaid = words.some((word, i) => ofPower.has(word) && (i === words.length - 1 || /^(?:is|has)$/.test(words[0] ?? '')))
  return isTrue && isSaid && !words.some((word) => denies.test(word)) && isOfWhoAsks(node, program)
}

/** Whether something may be said of whoever asks: not by themselves, and not of one of several, of which another one says so. */
function isOfWhoAsks(node: Node, program: Program): boolean {
  const [root = '', ...path] = wordsIn(node)
  const binding = program.bindingOf(root, node)
  const from = binding?.init && binding.property !== undefined ? [...wordsIn(awaited(binding.init)), binding.property] : [root]
  if (saidByAnyone.test([...from, ...path].join('.'))) return false
  const call = binding?.kind === 'parameter' ? program.callGiving(binding.node) : undefined
  return call?.callee.type !== 'MemberExpression' || !/^(?:some|every|find|filter)$/.test(propertyName(call.callee) ?? '')
}

/** Whether somebody is asked for among those who may do everything: `admins.includes(user.email)`, `env.ADMINS.some((one) => one === user.email)`. */
function isAmongThose(call: TSESTree.CallExpression, program: Program): boolean {
  const { one, other } = searchedFor(call) ?? comparedInEach(call, program) ?? {}
  if (!one || !other || !isOfWhoAsks(one, program) || !isOfWhoAsks(other, program)) return false
  const words = wordsIn(other).flatMap(wordsOf)
  return words.some((word) => ofPower.has(word.replace(/s$/, ''))) && !words.some((word) => denies.test(word))
}

/** What is looked for in a list by a function that compares each. */
function comparedInEach(call: TSESTree.CallExpression, program: Program): { readonly one: Node; readonly other: Node } | undefined {
  const { method, list, callback } = searchBy(call) ?? {}
  if (!list || !callback || method === 'every') return undefined
  const [answer, [each]] = [soleResult(callback), callback.params]
  if (!each || answer?.type !== 'BinaryExpression' || !/^===?$/.test(answer.operator)) return undefined
  const one = [answer.left, answer.right].find((side) => program.named(side)?.node !== each)
  return one && { one, other: list }
}
