import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, bare, childrenOf, isFunction, outcomesFor, pathOf, propertyName, type FunctionNode, type Node } from './nodes.ts'
import { importOf, type Program } from './program.ts'

/** What nothing comes to a place without: a test that came out so, or an expression that came back. */
export interface Passed {
  readonly node: Node
  /** How a test came out. */
  readonly isTrue?: boolean
  readonly end: number
  /** The loop that did so for each of several, of which there may be none. */
  readonly each?: Node
  /** As far as names and the order of the text tell. */
  readonly isGuessed?: boolean
}

/** What everything that comes to a place has passed, the nearest first; a function stands for its end. */
export function* passedBefore(place: Node, program: Program): Generator<Passed> {
  if (isFunction(place)) return yield* passedAtEnd(place, program)
  let below: Node = place
  let mayBeCalledBefore = false
  for (const around of program.ancestors(place)) {
    mayBeCalledBefore ||= around.type === 'FunctionDeclaration'
    for (const one of passedRightBefore(below, around, program)) yield mayBeCalledBefore ? { ...one, isGuessed: true } : one
    below = around
  }
}

function* passedRightBefore(below: Node, around: Node, program: Program): Generator<Passed> {
  for (const { test, isTrue } of outcomesFor(below, around)) yield { node: test, isTrue, end: test.range[1] }
  const passed = isBlock(around) ? passedIn(around, program) : []
  for (let i = passed.length - 1; i >= 0; i--) {
    const one = passed[i]
    if (one && one.end <= below.range[0]) yield one
  }
}

function passedAtEnd({ body }: FunctionNode, program: Program): Passed[] {
  return body.type === 'BlockStatement' ? passedIn(body, program).toReversed() : []
}

type Block = TSESTree.BlockStatement | TSESTree.Program | TSESTree.SwitchCase

function isBlock(node: Node): node is Block {
  return node.type === 'BlockStatement' || node.type === 'Program' || node.type === 'SwitchCase'
}

const known = new WeakMap<Block, readonly Passed[]>()

/** What nothing passes the statements of a block without, in their order. */
function passedIn(block: Block, program: Program): readonly Passed[] {
  const before = known.get(block)
  if (before) return before
  const statements = block.type === 'SwitchCase' ? block.consequent : block.body
  const passed = statements.flatMap((statement) => passedWith(statement, program))
  known.set(block, passed)
  return passed
}

/** What nothing passes a statement without. */
function passedWith(statement: Node, program: Program): Passed[] {
  const [, end] = statement.range
  switch (statement.type) {
    case 'IfStatement':
      return passedWithout(statement, program)
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ init }) => (init ? { node: init, end } : []))
    case 'TryStatement':
      return statement.handler && !leaves(statement.handler.body, program)
        ? []
        : passedIn(statement.block, program).map((one) => ({ ...one, end }))
    case 'ForOfStatement':
      return passedForEach(statement, program)
    case 'ExpressionStatement': {
      const node = bare(statement.expression)
      if (node.type === 'AssignmentExpression') return node.operator === '=' ? [{ node: node.right, end }] : []
      const test = assertedBy(node, program)
      return [test ? { node: test, isTrue: true, end } : { node: statement.expression, end }]
    }
    default:
      return []
  }
}

/** `if (!row) throw …` */
function passedWithout({ test, consequent, alternate, range: [, end] }: TSESTree.IfStatement, program: Program): Passed[] {
  if (leaves(consequent, program)) return [{ node: test, isTrue: false, end }]
  if (alternate && leaves(alternate, program)) return [{ node: test, isTrue: true, end }]
  return leavesByName(consequent) ? [{ node: test, isTrue: false, end, isGuessed: true }] : []
}

/** What a loop asks of each of several that nothing leaves without. */
function passedForEach(loop: TSESTree.ForOfStatement, program: Program): Passed[] {
  const { body, range } = loop
  if (goesElsewhere(body)) return []
  const passed = body.type === 'BlockStatement' ? passedIn(body, program) : passedWith(body, program)
  return passed.map((one) => ({ ...one, each: one.each ?? loop, end: range[1] }))
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

/** Functions that do not come back, by what programs call them. */
const ending = /^(?:redirect|permanentRedirect|notFound|unauthorized|forbidden|fail|abort|exit|throw\w*|reject)$/

function leavesByName(statement: Node): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  const call = last?.type === 'ExpressionStatement' ? awaited(last.expression) : undefined
  return call?.type === 'CallExpression' && ending.test(pathOf(call.callee)?.at(-1) ?? '')
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
