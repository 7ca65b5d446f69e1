import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { bare, childrenOf, isFunction, outcomesFor, pathOf, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { insisted, knownWhere, type Known } from './known.ts'
import { isOfKoa } from './koa.ts'
import type { SqlNames } from './libraries.ts'
import { assertedByType, neverComesBack } from './throwing.ts'

/** What is known behind a place that nothing passes otherwise. */
export type Check = Known & { readonly end: number }

/** The checks that everything that comes to a place has passed, the nearest first; a function stands for its end. */
export function* checksBefore(place: Node, program: Program, names: SqlNames): Generator<Check> {
  if (isFunction(place)) return yield* checksAtEnd(place, program, names)
  let below: Node = place
  for (const around of program.ancestors(place)) {
    // A function that is declared may be called before.
    if (around.type === 'FunctionDeclaration') return
    for (const { test, isTrue } of outcomesFor(below, around))
      for (const known of knownWhere(test, isTrue, program, names)) yield { ...known, end: test.range[1] }
    const checks = isBlock(around) ? checksIn(around, program, names) : []
    for (let i = checks.length - 1; i >= 0; i--) {
      const check = checks[i]
      if (check && check.end <= below.range[0]) yield check
    }
    below = around
  }
}

function checksAtEnd({ body }: FunctionNode, program: Program, names: SqlNames): Check[] {
  return body.type === 'BlockStatement' ? checksIn(body, program, names).toReversed() : []
}

type Block = TSESTree.BlockStatement | TSESTree.Program | TSESTree.SwitchCase

function isBlock(node: Node): node is Block {
  return node.type === 'BlockStatement' || node.type === 'Program' || node.type === 'SwitchCase'
}

/** What nothing passes the statements of a block without, in their order. */
const checksIn = onceFor((block: Block, program: Program, names: SqlNames): readonly Check[] => {
  const statements = block.type === 'SwitchCase' ? block.consequent : block.body
  return statements.flatMap((statement) => checksBy(statement, program, names))
})

/** What is known behind a statement. */
function checksBy(statement: Node, program: Program, names: SqlNames): Check[] {
  const ending = (known: readonly Known[]): Check[] => known.map((one) => ({ ...one, end: statement.range[1] }))
  switch (statement.type) {
    case 'IfStatement': {
      if (leaves(statement.consequent, program, names)) return ending(knownWhere(statement.test, false, program, names))
      const isLeft = statement.alternate !== null && leaves(statement.alternate, program, names)
      return isLeft ? ending(knownWhere(statement.test, true, program, names)) : []
    }
    case 'VariableDeclaration':
      return ending(statement.declarations.flatMap(({ init }) => (init ? insisted(init, program, names) : [])))
    case 'TryStatement':
      return statement.handler && !leaves(statement.handler.body, program, names) ? [] : ending(checksIn(statement.block, program, names))
    case 'ForOfStatement':
      return ending(askedOfEach(statement, program, names))
    case 'ExpressionStatement': {
      const node = bare(statement.expression)
      if (node.type === 'AssignmentExpression') return node.operator === '=' ? ending(insisted(node.right, program, names)) : []
      const test = assertedBy(node, program) ?? assertedByType(node, program, names)
      return ending(test ? knownWhere(test, true, program, names) : insisted(statement.expression, program, names))
    }
    default:
      return []
  }
}

/** What a loop asks of each of several that nothing leaves without. */
function askedOfEach(loop: TSESTree.ForOfStatement, program: Program, names: SqlNames): Known[] {
  const { body } = loop
  if (goesElsewhere(body)) return []
  const checks = body.type === 'BlockStatement' ? checksIn(body, program, names) : checksBy(body, program, names)
  return checks.map((check) => ({ ...check, each: check.each ?? loop }))
}

/** Whether a loop leaves one of several out, or all that follow. */
function goesElsewhere(node: Node): boolean {
  if (node.type === 'ContinueStatement' || node.type === 'BreakStatement') return true
  return !isFunction(node) && childrenOf(node).some(goesElsewhere)
}

/** What `assert` and its like throw without. */
function assertedBy(node: Node, program: Program): Node | undefined {
  if (node.type !== 'CallExpression') return undefined
  if (isOfKoa(node, 'assert', program)) return node.arguments[0]
  const [name = '', ...of] = pathOf(node.callee) ?? []
  if (!/^(?:assert|invariant)$/.test(name) || !['', 'ok'].includes(of.join('.'))) return undefined
  return isImported(name, node, program) ? node.arguments[0] : undefined
}

/** Whether a name is what everybody knows by it, as far as can be seen. */
function isImported(name: string, at: Node, program: Program): boolean {
  const binding = program.bindingOf(name, at)
  return binding === undefined || binding.kind === 'import'
}

/** Whether nothing goes on behind a statement. */
export function leaves(statement: Node, program: Program, names: SqlNames): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true
    case 'BlockStatement': {
      const last = statement.body.at(-1)
      return last !== undefined && leaves(last, program, names)
    }
    case 'TryStatement':
      return leaves(statement.block, program, names) && (!statement.handler || leaves(statement.handler.body, program, names))
    case 'IfStatement':
      return statement.alternate !== null && leaves(statement.consequent, program, names) && leaves(statement.alternate, program, names)
    case 'ExpressionStatement':
      return neverComesBack(statement.expression, program, names)
    default:
      return false
  }
}
