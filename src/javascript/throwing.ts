import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, type LocatedFunction } from './called.ts'
import { failsInEffect } from './effect.ts'
import { isOfKoa } from './koa.ts'
import { noModules, type Modules } from './modules.ts'
import { awaited, bare, isWaiting, pathOf, propertyName, returns, type FunctionNode, type Node, type Outcome } from './nodes.ts'
import { importOf, type Program } from './program.ts'

/** Whether an expression is a call that throws, or ends the process, whatever it is given. */
export function neverComesBack(expression: Node, program: Program, modules: Modules = noModules): boolean {
  if (failsInEffect(expression, program)) return true
  const call = awaited(expression)
  if (call.type !== 'CallExpression' || mayBeLeftOut(call)) return false
  if (throwsOfLibrary(call, program) || isOfKoa(call, 'throw', program) || isExit(call, program)) return true
  if (isRollbackOfDrizzle(call, program) || isRejected(call, program)) return true
  const callee = calledFunction(call, program, modules)
  return callee !== undefined && (!callee.node.async || bare(expression) !== call) && isEndless(callee)
}

/** `await Promise.reject(error)`, or what a function gives that is waited for: `return row ?? Promise.reject(error)`. */
function isRejected(call: TSESTree.CallExpression, program: Program): boolean {
  if (pathOf(call.callee)?.join('.') !== 'Promise.reject') return false
  let outer = program.outside(call)
  while (outer?.type === 'LogicalExpression' || outer?.type === 'ConditionalExpression') outer = program.outside(outer)
  return isWaiting(outer) || outer?.type === 'ReturnStatement' || outer?.type === 'ArrowFunctionExpression'
}

function mayBeLeftOut({ callee, optional }: TSESTree.CallExpression): boolean {
  return optional || (callee.type === 'MemberExpression' && callee.optional)
}

/** Those of the same name elsewhere only give an answer. */
const throwingOf = [
  { from: /\bnavigation$/, names: /^(?:notFound|redirect|permanentRedirect|forbidden|unauthorized)$/ },
  { from: /^@sveltejs\/kit$/, names: /^(?:error|redirect)$/ },
]

function throwsOfLibrary({ callee }: TSESTree.CallExpression, program: Program): boolean {
  if (callee.type !== 'Identifier') return false
  const binding = program.named(callee)
  if (!binding) return /^(?:notFound|redirect|forbidden)$/.test(callee.name)
  const { from = '', name } = importOf(binding, program) ?? {}
  return name !== undefined && throwingOf.some((library) => library.from.test(from) && library.names.test(name))
}

function isExit({ callee }: TSESTree.CallExpression, program: Program): boolean {
  if (pathOf(callee)?.join('.') !== 'process.exit') return false
  const binding = program.bindingOf('process', callee)
  return !binding || binding.kind === 'import'
}

/** `tx.rollback()` of Drizzle throws; that of others goes on. */
function isRollbackOfDrizzle({ callee }: TSESTree.CallExpression, program: Program): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || propertyName(callee) !== 'rollback') return false
  return program.bindingOf(callee.object.name, callee)?.kind === 'parameter' && importsDrizzle(program)
}

function importsDrizzle({ ast }: Program): boolean {
  return ast.body.some((statement) => statement.type === 'ImportDeclaration' && /^drizzle-orm\b/.test(statement.source.value))
}

/** Whether a function never comes back: by its type, or since it throws at its end. */
function isEndless({ node: { body, generator, returnType } }: LocatedFunction): boolean {
  return !generator && (returnType?.typeAnnotation.type === 'TSNeverKeyword' || onlyThrows(body))
}

function onlyThrows(statement: Node): boolean {
  return !returns(statement) && endsInThrow(statement)
}

export function endsInThrow(statement: Node | undefined): boolean {
  return statement?.type === 'BlockStatement' ? endsInThrow(statement.body.at(-1)) : statement?.type === 'ThrowStatement'
}

/** How a test came out where a function of the program did not throw that is given it, by its type or by what it begins with: `if (!condition) throw …`. */
export function assertedByOwn(call: Node, program: Program, modules: Modules = noModules): Outcome | undefined {
  for (const handed of givenToOwn(call, program, modules)) {
    const isTrue = isAssertedByType(handed) || insistedFirst(handed)
    if (isTrue !== undefined) return { test: handed.argument, isTrue }
  }
  return undefined
}

function isAssertedByType({ parameter, callee }: Handed): boolean {
  const predicate = predicateOf(callee)
  return predicate?.asserts === true && !predicate.typeAnnotation && isNamed(predicate.parameterName, parameter)
}

/** What a function throws for, before anything else decides: `if (test) throw …`. */
export function refusedFirst({ body }: FunctionNode): Node | undefined {
  const [first] = body.type === 'BlockStatement' ? body.body : []
  return first?.type === 'IfStatement' && onlyThrows(first.consequent) ? bare(first.test) : undefined
}

function insistedFirst({ parameter, callee: { node } }: Handed): boolean | undefined {
  const test = refusedFirst(node)
  if (!test) return undefined
  if (isNamed(test, parameter)) return false
  return test.type === 'UnaryExpression' && test.operator === '!' && isNamed(bare(test.argument), parameter) ? true : undefined
}

/** What a function of the program gives back as it was given, if it does not throw: `must(row)`. */
export function givenBack(call: Node, program: Program, modules: Modules = noModules): Node | undefined {
  return givenToOwn(call, program, modules).find(({ parameter, callee }) => givesOnly(parameter, callee.node))?.argument
}

function givesOnly(parameter: TSESTree.Identifier, { body }: FunctionNode): boolean {
  const statements = body.type === 'BlockStatement' ? body.body : []
  const last = statements.at(-1)
  const given = last?.type === 'ReturnStatement' ? last.argument : undefined
  return given && isNamed(bare(given), parameter)
    ? statements.slice(0, -1).every((one) => one.type === 'IfStatement' && !one.alternate && onlyThrows(one.consequent))
    : false
}

export function predicateOf({ node: { returnType } }: LocatedFunction): TSESTree.TSTypePredicate | undefined {
  return returnType?.typeAnnotation.type === 'TSTypePredicate' ? returnType.typeAnnotation : undefined
}

export function isNamed(node: Node, { name }: TSESTree.Identifier): boolean {
  return node.type === 'Identifier' && node.name === name
}

export interface Handed {
  readonly argument: Node
  readonly parameter: TSESTree.Identifier
  readonly callee: LocatedFunction
}

/** What a call gives to a function of the program that has done its work where it goes on, by parameters that stay what they are. */
export function givenToOwn(expression: Node, program: Program, modules: Modules = noModules): Handed[] {
  const call = awaited(expression)
  if (call.type !== 'CallExpression' || mayBeLeftOut(call) || call.arguments.some(({ type }) => type === 'SpreadElement')) return []
  const callee = calledFunction(call, program, modules)
  if (!callee || callee.node.generator || (callee.node.async && bare(expression) === call)) return []
  return callee.node.params.flatMap((parameter, i): Handed[] => {
    const argument = call.arguments[i]
    if (!argument || parameter.type !== 'Identifier') return []
    const isKept = callee.program.bindingOf(parameter.name, callee.node.body)?.writes.length === 0
    return isKept ? [{ argument, parameter, callee }] : []
  })
}
