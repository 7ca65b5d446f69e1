import type { TSESTree } from '@typescript-eslint/utils'
import { lookup } from '../../catalog/lookup.ts'
import { onceFor } from '../../catalog/once-for.ts'
import type { Range } from '../../catalog/place.ts'
import { bare, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { CheckedValue, LoadedValue } from '../../query/query.ts'
import type { SqlNames } from './libraries.ts'
import { loadedValue, queryOfRows } from './loaded.ts'

/** The nearest checks before a query are enough. */
const mostChecks = 8
const maxSteps = 8

/** A query without whose row the program does not go on. */
interface Check {
  /** Where the check ends. */
  readonly end: number
  readonly at: Node
  readonly statement: Range
}

/** What the queries before the place where a value is used tell of it. */
export function valueBefore(expression: Node, place: Node, program: Program, names: SqlNames): LoadedValue | undefined {
  return loadedValue(expression, program, names) ?? checkedValue(expression, place, program, names)
}

/** What the checks before a place tell of a value: `if (!row) throw …`, `if (row) { … }`, `await findFirstOrThrow(…)`. */
function checkedValue(expression: Node, place: Node, program: Program, names: SqlNames): CheckedValue | undefined {
  const roots = rootsOf(expression)
  if (!roots || roots.some((root) => !isSteady(root, program))) return undefined
  const isSame = ({ at }: Check): boolean => roots.every((root) => program.bindingOf(root.name, at) === program.bindingOf(root.name, root))
  const statements: Range[] = []
  for (const check of checksBefore(place, program, names)) {
    if (isSame(check)) statements.push(check.statement)
    if (statements.length === mostChecks) break
  }
  return statements.length > 0 ? { statements, text: program.text.slice(...expression.range) } : undefined
}

/** The names that an expression is made of, where it is the same whenever these are. */
function rootsOf(expression: Node): TSESTree.Identifier[] | undefined {
  const node = bare(expression)
  if (node.type === 'Identifier') return [node]
  if (node.type === 'MemberExpression') return node.computed ? undefined : rootsOf(node.object)
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || !/^(?:Number|String|BigInt|parseInt)$/.test(node.callee.name))
    return undefined
  const [value] = node.arguments
  return value && rootsOf(value)
}

function isSteady(root: TSESTree.Identifier, program: Program): boolean {
  const binding = program.bindingOf(root.name, root)
  return binding?.writes.length === 0
}

/** The checks that everything that comes to a place has passed, the nearest first. */
function* checksBefore(place: Node, program: Program, names: SqlNames): Generator<Check> {
  let below = place
  for (const around of program.ancestors(place)) {
    // A function that is declared may be called before.
    if (around.type === 'FunctionDeclaration') return
    for (const { node, isTrue } of testsOf(around, below)) yield* held(node, isTrue, program, names)
    const checks = isBlock(around) ? checksIn(around, program, names) : []
    for (const check of checks.toReversed()) if (check.end <= below.range[0]) yield check
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

function checksBy(statement: Node, program: Program, names: SqlNames): Check[] {
  switch (statement.type) {
    case 'IfStatement': {
      if (leaves(statement.consequent)) return held(statement.test, false, program, names, statement)
      return statement.alternate && leaves(statement.alternate) ? held(statement.test, true, program, names, statement) : []
    }
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ init }) => (init ? insisted(init, program, names, statement) : []))
    case 'ExpressionStatement': {
      const node = bare(statement.expression)
      if (node.type === 'AssignmentExpression') return insisted(node.right, program, names, statement)
      const [test] = node.type === 'CallExpression' && /^(?:assert|invariant)$/.test(pathOf(node.callee)?.[0] ?? '') ? node.arguments : []
      return test ? held(test, true, program, names, statement) : insisted(node, program, names, statement)
    }
    default:
      return []
  }
}

/** Methods, last or not, of queries that throw where they find nothing. */
const insists = /(?:OrThrow|OrFail|IfNotFound)$|^one$/

/** What a query says that throws where it finds nothing. */
function insisted(expression: Node, program: Program, names: SqlNames, by: Node): Check[] {
  const node = bare(expression)
  if (node.type !== 'AwaitExpression') return []
  const call = bare(node.argument)
  if (call.type !== 'CallExpression' || !methodsOf(call).some((method) => insists.test(method))) return []
  return checkOf(queryOfRows(call, program, names), by)
}

function checkOf(statement: Range | undefined, at: Node): Check[] {
  return statement ? [{ end: at.range[1], at, statement }] : []
}

/** The queries that have given a row where a test comes out so. */
function held(test: Node, isTrue: boolean, program: Program, names: SqlNames, by: Node = test): Check[] {
  const node = bare(test)
  const further = (next: Node, so = isTrue): Check[] => held(next, so, program, names, by)
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? further(node.argument, !isTrue) : []
    case 'LogicalExpression':
      return node.operator === (isTrue ? '&&' : '||') ? [...further(node.left), ...further(node.right)] : []
    case 'BinaryExpression': {
      const there = thereBy(node, isTrue)
      return there ? checkOf(rowAskedBy(there, program, names), by) : []
    }
    default:
      return isTrue ? checkOf(rowAskedBy(node, program, names), by) : []
  }
}

const turned = lookup({ '<': '>', '<=': '>=', '>': '<', '>=': '<=' })
const opposite = lookup({ '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '===': '!=', '!=': '==', '!==': '==' })

/** What is neither nothing nor 0 where a comparison comes out so. */
function thereBy({ operator, left, right }: TSESTree.BinaryExpression, isTrue: boolean): Node | undefined {
  if (left.type === 'PrivateIdentifier') return undefined
  const isTurned = isNone(left) || isNumber(left)
  const [one, other] = isTurned ? [right, left] : [left, right]
  const written = isTurned ? (turned[operator] ?? operator) : operator
  switch (isTrue ? written : opposite[written]) {
    case '>':
      return isNumber(other) ? one : undefined
    case '>=':
    case '==':
    case '===':
      return isNumber(other) && !isNone(other) ? one : undefined
    case '!=':
    case '!==':
      return isNone(other) ? one : undefined
    default:
      return undefined
  }
}

function isNumber(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'number'
}

/** NULL, undefined, or 0: what no row, or no number of rows, is. */
function isNone(node: Node): boolean {
  return (node.type === 'Literal' && (node.value === null || node.value === 0)) || (node.type === 'Identifier' && node.name === 'undefined')
}

const counts = /^(?:length|rowCount|count|affected|num(?:Deleted|Updated)Rows)$/

/** The query that has given a row where an expression is there. */
function rowAskedBy(expression: Node, program: Program, names: SqlNames): Range | undefined {
  const node = bare(expression)
  if (node.type === 'MemberExpression' && !node.computed) {
    if (counts.test(propertyName(node) ?? '') || isOne(node.object, program)) return queryOfRows(node.object, program, names)
    return undefined
  }
  return isOne(node, program) ? queryOfRows(node, program, names) : undefined
}

/** Methods that say it wherever they stand in a query. */
const asksForOne = /^(?:find(?:First|Unique|One|ByPk|ById)\w*|first)$/
/** Those that say it as the last. */
const givesOne = /^(?:first\w*|one\w*|maybeOne\w*|getOne\w*|(?:executeT|t)akeFirst\w*|single|maybeSingle|get|at|shift|pop|find)$/

/** Whether something is one row or nothing, rather than a list, which is always there. */
function isOne(expression: Node, program: Program, steps = 0): boolean {
  const node = bare(expression)
  if (steps > maxSteps) return false
  const further = (next: Node): boolean => isOne(next, program, steps + 1)
  switch (node.type) {
    case 'AwaitExpression':
      return further(node.argument)
    case 'LogicalExpression':
      return further(node.left)
    case 'MemberExpression':
      return node.computed
    case 'CallExpression': {
      const methods = methodsOf(node)
      return givesOne.test(methods[0] ?? '') || methods.some((method) => asksForOne.test(method))
    }
    case 'Identifier': {
      const binding = program.bindingOf(node.name, node)
      if (!binding?.init || binding.writes.length > 0) return false
      return binding.kind === 'item' || (binding.property === undefined && further(binding.init))
    }
    default:
      return false
  }
}

/** The methods of a chain of calls, the last one first. */
function methodsOf(call: TSESTree.CallExpression): string[] {
  const { callee } = call
  if (callee.type !== 'MemberExpression') return []
  const before = bare(callee.object)
  return [propertyName(callee) ?? '', ...(before.type === 'CallExpression' ? methodsOf(before) : [])]
}

/** Whether nothing goes on behind a statement. */
function leaves(statement: Node): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true
    case 'BlockStatement': {
      const last = statement.body.at(-1)
      return last !== undefined && leaves(last)
    }
    case 'IfStatement':
      return statement.alternate !== null && leaves(statement.consequent) && leaves(statement.alternate)
    case 'ExpressionStatement': {
      // Of Next.js: these throw.
      const call = bare(statement.expression)
      return (
        call.type === 'CallExpression' && call.callee.type === 'Identifier' && /^(?:notFound|redirect|forbidden)$/.test(call.callee.name)
      )
    }
    default:
      return false
  }
}
