import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { bare, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import { importOf, type Binding, type Program } from '../../javascript/program.ts'
import type { AskedQuery, CheckedValue, LoadedValue } from '../../query/query.ts'
import { foundWhere, insisted, type Found } from './found.ts'
import type { SqlNames } from './libraries.ts'
import { alteringCalls, loadedValue, textOf } from './loaded.ts'

/** The nearest checks before a query are enough. */
const mostChecks = 8
const mostLookedAt = 100

/** A query without whose row the program does not go on. */
interface Check extends Found {
  /** Where the check ends. */
  readonly end: number
}

/** What the queries before the place where a value is used tell of it. */
export function valueBefore(expression: Node, place: Node, program: Program, names: SqlNames): LoadedValue | undefined {
  return loadedValue(expression, program, names) ?? checkedValue(expression, place, program, names)
}

/** What the checks before a place tell of a value: `if (!row) throw …`, `if (row) { … }`, `await findFirstOrThrow(…)`. */
function checkedValue(expression: Node, place: Node, program: Program, names: SqlNames): CheckedValue | undefined {
  const roots = rootsOf(expression, program)
  if (!roots || roots.some((root) => !isSteady(root, program))) return undefined
  const isSame = ({ asked }: Check): boolean =>
    roots.every((root) => program.bindingOf(root.name, asked) === program.bindingOf(root.name, root))
  const statements: AskedQuery[] = []
  let lookedAt = 0
  for (const check of checksBefore(place, program, names)) {
    if (isSame(check)) statements.push({ statement: textOf(check.asked, program, names), by: check.by })
    if (statements.length === mostChecks || ++lookedAt === mostLookedAt) break
  }
  return statements.length > 0 ? { statements, text: program.text.slice(...expression.range) } : undefined
}

/** The names that an expression is made of, where it is the same whenever these are. */
function rootsOf(expression: Node, program: Program): TSESTree.Identifier[] | undefined {
  const node = bare(expression)
  if (node.type === 'Identifier') return [node]
  if (node.type === 'MemberExpression') {
    const name = propertyName(node)
    return node.computed || name === undefined || program.isSet(name) ? undefined : rootsOf(node.object, program)
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || !/^(?:Number|String|BigInt|parseInt)$/.test(node.callee.name))
    return undefined
  const [value] = node.arguments
  return value && rootsOf(value, program)
}

/** Whether a name is the same thing wherever a query before may have said it. */
function isSteady(root: TSESTree.Identifier, program: Program): boolean {
  const binding = program.bindingOf(root.name, root)
  return binding?.writes.length === 0 && isOneThing(binding, program) && !alteredIn(program).has(binding)
}

/** Whether a name means nothing else outside, and is not set anew in each round of a loop that shares it. */
const isOneThing = onceFor((binding: Binding, program: Program): boolean => {
  const around = [...program.ancestors(binding.node)]
  const declaration = around[0]
  const isVar = declaration?.type === 'VariableDeclaration' && declaration.kind === 'var'
  if (isVar && around.some(({ type }) => /^(?:For|While|Do)/.test(type))) return false
  return around.every((outer) => [binding, undefined].includes(program.bindingOf(binding.name, outer)))
})

/** What is given other properties by a call. */
const alteredIn = onceFor((program: Program): ReadonlySet<Binding> => {
  const altered = alteringCalls(program).flatMap((call) => {
    const name = pathOf(call.arguments[0] ?? call)?.[0]
    return (name === undefined ? undefined : program.bindingOf(name, call)) ?? []
  })
  return new Set(altered)
})

/** The checks that everything that comes to a place has passed, the nearest first. */
function* checksBefore(place: Node, program: Program, names: SqlNames): Generator<Check> {
  let below = place
  for (const around of program.ancestors(place)) {
    // A function that is declared may be called before.
    if (around.type === 'FunctionDeclaration') return
    for (const { node, isTrue } of testsOf(around, below))
      for (const found of foundWhere(node, isTrue, program, names)) yield { ...found, end: node.range[1] }
    const checks = isBlock(around) ? checksIn(around, program, names) : []
    for (let i = checks.length - 1; i >= 0; i--) {
      const check = checks[i]
      if (check && check.end <= below.range[0]) yield check
    }
    below = around
  }
}

type Block = TSESTree.BlockStatement | TSESTree.Program | TSESTree.SwitchCase

function isBlock(node: Node): node is Block {
  return node.type === 'BlockStatement' || node.type === 'Program' || node.type === 'SwitchCase'
}

/** What is known of a test where one of its branches runs. */
function testsOf(around: Node, branch: Node): { readonly node: Node; readonly isTrue: boolean }[] {
  switch (around.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return branch === around.test ? [] : [{ node: around.test, isTrue: branch === around.consequent }]
    case 'LogicalExpression':
      return branch === around.left || around.operator === '??' ? [] : [{ node: around.left, isTrue: around.operator === '&&' }]
    default:
      return []
  }
}

/** The statements of a block that nothing passes without a row, in their order. */
const checksIn = onceFor((block: Block, program: Program, names: SqlNames): readonly Check[] => {
  const statements = block.type === 'SwitchCase' ? block.consequent : block.body
  return statements.flatMap((statement) => checksBy(statement, program, names))
})

/** What a statement says that nothing passes without a row. */
function checksBy(statement: Node, program: Program, names: SqlNames): Check[] {
  const ending = (found: readonly Found[]): Check[] => found.map((one) => ({ ...one, end: statement.range[1] }))
  switch (statement.type) {
    case 'IfStatement': {
      if (leaves(statement.consequent, program)) return ending(foundWhere(statement.test, false, program, names))
      const isLeft = statement.alternate !== null && leaves(statement.alternate, program)
      return isLeft ? ending(foundWhere(statement.test, true, program, names)) : []
    }
    case 'VariableDeclaration':
      return ending(statement.declarations.flatMap(({ init }) => (init ? insisted(init, program, names) : [])))
    case 'ExpressionStatement': {
      const node = bare(statement.expression)
      if (node.type === 'AssignmentExpression') return node.operator === '=' ? ending(insisted(node.right, program, names)) : []
      const test = assertedBy(node, program)
      return ending(test ? foundWhere(test, true, program, names) : insisted(node, program, names))
    }
    default:
      return []
  }
}

/** What `assert` and its like throw without. */
function assertedBy(node: Node, program: Program): Node | undefined {
  if (node.type !== 'CallExpression') return undefined
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
function leaves(statement: Node, program: Program): boolean {
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
    case 'IfStatement':
      return statement.alternate !== null && leaves(statement.consequent, program) && leaves(statement.alternate, program)
    case 'ExpressionStatement':
      return throwsOfNext(bare(statement.expression), program)
    default:
      return false
  }
}

/** Of Next.js: those of the same name elsewhere only give an answer. */
function throwsOfNext(call: Node, program: Program): boolean {
  if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') return false
  const { name } = call.callee
  const binding = program.bindingOf(name, call.callee)
  return /^(?:notFound|redirect|forbidden)$/.test(name) && (!binding || /\bnavigation$/.test(importOf(binding, program)?.from ?? ''))
}
