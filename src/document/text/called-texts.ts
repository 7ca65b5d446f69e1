import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, isUnder, soleResult, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { resolve } from '../../javascript/resolve.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import { argumentsOf } from './arguments.ts'
import { asCalled, wayAsCalled, type AsCalled } from './as-called.ts'
import { callingOf, type Calling } from './calls.ts'
import { placeOf, type Context, type TextReader } from './read-text.ts'
import { returned } from './returned.ts'

/** A function, and what is known where it stands: of one that another function gave, what that was given. */
interface Callee {
  readonly node: FunctionNode
  readonly program: Program
  readonly given: Context['given']
}

/** The text that a function in sight returns. */
export function calledText(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  const callee = calleeOf(reader, node.callee, context)
  if (!callee || !isFollowed(callee, node, context)) return undefined
  const { program } = callee
  const { given, calling, called, inside } = enter(reader, callee, node, context)
  const pieces = returned(callee.node, (found) => {
    if ('node' in found) return reader.follow({ node: found.node, program }, node, { ...context, given, calling, called })
    const way = wayAsCalled(reader, found.test, inside)
    if (way !== undefined) return way === 0 ? found.yes : found.no
    return [reader.choice({ key: found.test, on: found.test }, [found.yes, found.no], inside)]
  })
  return !pieces || (pieces.length === 1 && pieces[0]?.kind === 'hole') ? undefined : pieces
}

/** A function that calls itself has no text that ends. */
function isFollowed({ node, program }: Callee, call: Node, context: Context): boolean {
  return !node.async && !node.generator && !(program === context.program && isUnder(call, node))
}

interface Entered {
  readonly given: Context['given']
  readonly calling: Calling
  readonly called: AsCalled
  readonly inside: Context
}

/** What is known within a function that is called. */
function enter(
  reader: TextReader,
  { node: callee, program, given: outer }: Callee,
  call: TSESTree.CallExpression,
  context: Context,
): Entered {
  const given = new Map([...context.given, ...outer])
  const calling = callingOf(call, callee, context.calling)
  const called = asCalled(reader, call, context, { node: callee, program })
  const away = context.away || program !== context.program
  const inside = { ...context, given, calling, called, program, away, seat: placeOf(call, context) }
  for (const [binding, one] of argumentsOf(call, context, { callee, program, inside })) given.set(binding, one)
  return { given, calling, called, inside }
}

/** The function that is called: by its name, as what a parameter stands for, or as what another function gives. */
function calleeOf(reader: TextReader, expression: Node, context: Context): Callee | undefined {
  if (reader.isTooDeep(context)) return undefined
  const { program, given } = context
  const handed = program.named(bare(expression))
  const argument = handed?.writes.length === 0 ? given.get(handed) : undefined
  if (argument) return calleeOf(reader, argument.node, { ...argument.context, depth: context.depth + 1 })
  const found = resolve({ node: expression, program }, reader.modules)
  if (isFunction(found.node)) return { node: found.node, program: found.program, given }
  if (found.node.type !== 'CallExpression') return undefined
  const { node: call, program: home } = found
  const there: Context = { ...context, program: home, away: context.away || home !== program, depth: context.depth + 1 }
  const maker = calleeOf(reader, call.callee, there)
  const made = maker && isFollowed(maker, call, there) ? soleResult(maker.node) : undefined
  if (!maker || !isFunction(made)) return undefined
  return { node: made, program: maker.program, given: enter(reader, maker, call, there).given }
}
