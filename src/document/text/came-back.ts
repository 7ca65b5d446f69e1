import type { TSESTree } from '@typescript-eslint/utils'
import { thereByFunction } from '../../javascript/asked-inside.ts'
import { outcomeAsked } from '../../javascript/going-on.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, isWaiting, nothingIn, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Gave } from '../../query/told.ts'
import { comparedWhere } from './comparisons.ts'
import { thereWhere } from './found.ts'
import { callGiving, givenBy } from './given.ts'
import type { SqlNames } from './libraries.ts'
import { partAsked } from './results.ts'
import { givenInside, isThereWith } from './run-inside.ts'

/** A function of the program has come back, or has given something: it may have asked before it did. */
export interface CameBack {
  readonly kind: 'came back'
  readonly call: TSESTree.CallExpression
  readonly gave: Gave
}

/** What has given something where an expression comes out so. */
export function givenWhere(node: Node, isTrue: boolean, program: Program, names: SqlNames): CameBack[] {
  if (node.type === 'BinaryExpression' && /^[!=]==$/.test(node.operator))
    return [...givenByComparison(node, isTrue, program, names), ...givenWithPart(node, isTrue, program, names)]
  const outcome = outcomeAsked(node, program)
  const made = outcome?.is === 'success' && outcome.isTrue === isTrue ? callGiving(outcome.of, program) : undefined
  if (made) return [{ kind: 'came back', call: made, gave: 'success' }]
  const there = thereWhere(node, isTrue, program, names)
  const call = there && callGiving(there, program)
  const isTruth = node.type !== 'BinaryExpression' && !thereByFunction(node, isTrue, program, names.modules ?? noModules)
  return call ? cameBack(call, isTruth ? 'truth' : 'something', program, names) : []
}

/** A call that has given something, and the one whose outcome that is: `await retry(() => find(id))`. */
export function cameBack(call: TSESTree.CallExpression, gave: Gave, program: Program, names: SqlNames): CameBack[] {
  const [way, ...more] = givenInside(call, program, names).filter((one) => nothingIn(bare(one)) === undefined)
  const inner = way && more.length === 0 ? awaited(way) : undefined
  const isInner = inner?.type === 'CallExpression' && isThereWith(inner, call, program, names)
  return [{ kind: 'came back', call, gave }, ...(isInner ? cameBack(inner, gave, program, names) : [])]
}

/** What has given something of which a part is so where an expression comes out so: `const { ok } = await rename(id)`. */
export function partGivenWhere(node: Node, isTrue: boolean, program: Program): CameBack[] {
  const asked = partAsked(node, isTrue)
  const given = asked && givenBy(asked.of, program)
  const path = [...(given?.path ?? []), ...(asked?.name === undefined ? [] : [asked.name])]
  return given && path.length > 0 ? [{ kind: 'came back', call: given.call, gave: { path, is: asked.is, isTrue: asked.isTrue } }] : []
}

function givenByComparison(
  { left, right, operator }: TSESTree.BinaryExpression,
  isTrue: boolean,
  program: Program,
  names: SqlNames,
): CameBack[] {
  if (left.type === 'PrivateIdentifier' || (operator === '!==') !== isTrue) return []
  const [gave, other] = nothingIn(left) === undefined ? [nothingIn(right), left] : [nothingIn(left), right]
  const call = gave && callGiving(other, program)
  return call ? cameBack(call, gave, program, names) : []
}

/** What has come back to be compared, and is there where a part of it is something that is: `row?.organizationId === organizationId`. */
function givenWithPart(node: TSESTree.BinaryExpression, isTrue: boolean, program: Program, names: SqlNames): CameBack[] {
  return comparedWhere(node, isTrue, program).flatMap(({ one, other }) => {
    const mayBeNothing = nothingIn(other) !== undefined || program.parentOf(other)?.type === 'ChainExpression'
    const itself = isWaiting(bare(one)) ? callGiving(one, program) : undefined
    if (itself) return cameBack(itself, 'anything', program, names)
    const whole = bare(one).type === 'MemberExpression' && !mayBeNothing ? wholeOf(one) : undefined
    const call = whole && callGiving(whole, program)
    return call ? cameBack(call, 'something', program, names) : []
  })
}

/** What something is a part of: `await find(id)` for `(await find(id)).organizationId`. */
function wholeOf(part: Node): Node {
  const node = bare(part)
  return node.type === 'MemberExpression' ? wholeOf(node.object) : node
}
