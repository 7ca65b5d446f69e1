import type { TSESTree } from '@typescript-eslint/utils'
import {
  callsEffect,
  givenOnByEffect,
  handedByEffect,
  isFailureOfEffect,
  isRunByEffect,
  isValueOfOption,
  keptInPipe,
  turnedByEffect,
  type GoingOn,
} from './effect.ts'
import { eitherAsked, givenOnByEither, isLeftOfEither, isRightOfEither } from './fp-ts.ts'
import { asksResults, givenOnByResult, handedByResult, isErrorResult, isTrying } from './neverthrow.ts'
import { bare, isFunction, methodOf, propertyName, receiverOf, soleResult, type FunctionNode, type Node } from './nodes.ts'
import type { Program } from './program.ts'

/** How a program goes on with what comes of something: promises, and the outcomes of libraries. */

/** A function that is run with what comes of something: `find(id).then(pick)`, `find(id).andThen(pick)`, `Effect.map(find(id), pick)`. */
export function handedOn(call: TSESTree.CallExpression, program: Program): GoingOn | undefined {
  return handedByPromise(call) ?? handedByEffect(call, program) ?? handedByResult(call, program)
}

/** The same, where that is what the function makes of it. */
export function turnedInto(call: TSESTree.CallExpression, program: Program): GoingOn | undefined {
  const turned = turnedByEffect(call, program) ?? handedOn(call, program)
  return turned?.keeps === true || isEither(call) ? undefined : turned
}

/** What the function makes of it, where that is written as one expression. */
export function resultTurnedInto(call: TSESTree.CallExpression, program: Program): Node | undefined {
  const by = turnedInto(call, program)?.by
  return isFunction(by) ? soleResult(by) : undefined
}

function handedByPromise(call: TSESTree.CallExpression): GoingOn | undefined {
  const of = methodOf(call) === 'then' ? receiverOf(call) : undefined
  const [by] = call.arguments
  return of && by && call.arguments.length < 3 ? { of, by, keeps: false } : undefined
}

/** `find(id).then(pick, failed)`, of which either function says what comes of it. */
function isEither(call: TSESTree.CallExpression): boolean {
  return methodOf(call) === 'then' && call.arguments.length > 1
}

/** What functions give on as it came, if at all: `find(id).pipe(Effect.orDie)`, `Option.fromNullable(rows[0])`, `ok(row)`, `E.right(row)`. */
export function givenOn(call: TSESTree.CallExpression, program: Program): Node | undefined {
  return givenOnByEffect(call, program) ?? givenOnByResult(call, program) ?? givenOnByEither(call, program)
}

/** `row.value` of an option or a result, `row.right` of an either. */
export function isValueHeld(member: TSESTree.MemberExpression, program: Program): boolean {
  const name = propertyName(member) ?? ''
  return isRightOfEither(name, program) || (name === 'value' && (isValueOfOption(member, program) || asksResults(program)))
}

/** `err('none')`, `Effect.fail('none')`, `E.left('none')` */
export function isFailure(expression: Node, program: Program): boolean {
  const node = bare(expression)
  if (node.type !== 'CallExpression') return false
  return isErrorResult(node, program) || isFailureOfEffect(node, program) || isLeftOfEither(node, program)
}

/** What a test asks whether it went well, or is there: `result.isErr()`, `E.isLeft(result)`, `Option.isSome(row)`. */
export function outcomeAsked(
  test: Node,
  program: Program,
): { readonly of: Node; readonly is: 'success' | 'there'; readonly isTrue: boolean } | undefined {
  if (test.type !== 'CallExpression') return undefined
  const name = methodOf(test) ?? ''
  const [option] = test.arguments
  const result = !option && /^is(?:Ok|Err)$/.test(name) ? receiverOf(test) : undefined
  if (result) return { of: result, is: 'success', isTrue: name === 'isOk' }
  const either = eitherAsked(test, program)
  if (either) return { ...either, is: 'success' }
  return option && callsEffect(test, /^is(?:Some|None)$/, program) ? { of: option, is: 'there', isTrue: name === 'isSome' } : undefined
}

/** The generator whose outcome is that of a call: `Effect.gen(function* () { … }).pipe(Effect.orDie)`. */
export function runAsItself(call: TSESTree.CallExpression, program: Program): FunctionNode | undefined {
  const run = call.arguments.at(-1)
  if (isFunction(run)) return run.generator && callsEffect(call, /^gen$/, program) ? run : undefined
  const inner = keptInPipe(call, program)
  return inner?.type === 'CallExpression' && inner !== call ? runAsItself(inner, program) : undefined
}

/** Whether a function gives several things, one after the other: some generators are run by a library, and give one in the end. */
export function givesOneByOne({ node, program }: { readonly node: FunctionNode; readonly program: Program }): boolean {
  const call = program.parentOf(node)
  const isRun =
    call?.type === 'CallExpression' &&
    call.arguments.some((one) => one === node) &&
    (isRunByEffect(call, program) || isTrying(call, program))
  return node.generator && !isRun
}
