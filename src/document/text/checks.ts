import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { bare, childrenOf, isFunction, outcomesFor, pathOf, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import { importOf, type Program } from '../../javascript/program.ts'
import { insisted, knownWhere, type Known } from './known.ts'
import type { SqlNames } from './libraries.ts'

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
      if (leaves(statement.consequent, program)) return ending(knownWhere(statement.test, false, program, names))
      const isLeft = statement.alternate !== null && leaves(statement.alternate, program)
      return isLeft ? ending(knownWhere(statement.test, true, program, names)) : []
    }
    case 'VariableDeclaration':
      return ending(statement.declarations.flatMap(({ init }) => (init ? insisted(init, program, names) : [])))
    case 'TryStatement':
      return statement.handler && !leaves(statement.handler.body, program) ? [] : ending(checksIn(statement.block, program, names))
    case 'ForOfStatement':
      return ending(askedOfEach(statement, program, names))
    case 'ExpressionStatement': {
      const node = bare(statement.expression)
      if (node.type === 'AssignmentExpression') return node.operator === '=' ? ending(insisted(node.right, program, names)) : []
      const test = assertedBy(node, program)
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
export function leaves(statement: Node, program: Program): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true
    case 'BlockStatement': {
      const last = statement.body.at(-1)
      return last !== undefined && leaves(last, program)
    }
    case 'TryStatement':
      return leaves(statement.block, program) && (!statement.handler || leaves(statement.handler.body, program))
    case 'IfStatement':
      return statement.alternate !== null && leaves(statement.consequent, program) && leaves(statement.alternate, program)
    case 'ExpressionStatement':
      return throwsOfNext(bare(statement.expression), program) || isOfKoa(bare(statement.expression), 'throw', program)
    default:
      return false
  }
}

/** `ctx.assert(row, 404)` and `ctx.throw(404)`, of the context that a handler is given. */
function isOfKoa(call: Node, method: 'assert' | 'throw', program: Program): boolean {
  if (call.type !== 'CallExpression' || call.optional || call.callee.type !== 'MemberExpression' || call.callee.optional) return false
  const { object } = call.callee
  if (object.type !== 'Identifier' || !/^(?:ctx|context)$/.test(object.name) || propertyName(call.callee) !== method) return false
  const binding = program.bindingOf(object.name, object)
  if (binding?.kind !== 'parameter' || binding.node.type !== 'Identifier' || binding.writes.length > 0) return false
  // What is taken out of what a handler is given is the context of another library.
  return isFunction(program.parentOf(binding.node)) && !declaresItself(binding.node.typeAnnotation, method, program)
}

/** Whether a type says itself what a method is: it is not that of the library. */
function declaresItself(annotation: TSESTree.TSTypeAnnotation | undefined, method: string, program: Program): boolean {
  const type = annotation?.typeAnnotation
  const name = type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : undefined
  const declared = name === undefined ? [] : program.nodes.filter((node) => isDeclarationOf(node, name))
  return [...(type ? [type] : []), ...declared].some((node) => hasMember(node, method))
}

function isDeclarationOf(node: Node, name: string): boolean {
  const isType = node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration' || node.type === 'ClassDeclaration'
  return isType && node.id !== null && node.id.name === name
}

const members = /^(?:TSMethodSignature|TSPropertySignature|MethodDefinition|PropertyDefinition)$/

/** Whether something has a member of a name; one that never comes back throws as that of the library does. */
function hasMember(node: Node, name: string): boolean {
  if (!members.test(node.type)) return childrenOf(node).some((child) => hasMember(child, name))
  const isNever = node.type === 'TSMethodSignature' && node.returnType?.typeAnnotation.type === 'TSNeverKeyword'
  return !isNever && 'key' in node && node.key.type === 'Identifier' && node.key.name === name
}

/** Of Next.js: those of the same name elsewhere only give an answer. */
function throwsOfNext(call: Node, program: Program): boolean {
  if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') return false
  const { name } = call.callee
  const binding = program.bindingOf(name, call.callee)
  return /^(?:notFound|redirect|forbidden)$/.test(name) && (!binding || /\bnavigation$/.test(importOf(binding, program)?.from ?? ''))
}
