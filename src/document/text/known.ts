import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { foundBefore, foundWhere, type Found } from './found.ts'
import type { SqlNames } from './libraries.ts'
import { permittedBefore, permittedWhere, type Permitted } from './permitted.ts'

/** What a program knows when it goes on: a query has found something, two things are the same, somebody may do something. */
export type Known = Found | Compared | Permitted

/** A thing is another one, or one of several. */
export interface Compared {
  readonly kind: 'compared'
  readonly one: Node
  readonly other: Node
}

const mostSteps = 50

/** What is known where a test comes out so. */
export function knownWhere(test: Node, isTrue: boolean, program: Program, names: SqlNames): Known[] {
  const known: Known[] = []
  const open = [{ test, so: isTrue }]
  let steps = 0
  for (let next = open.pop(); next && steps++ < mostSteps; next = open.pop()) {
    const { so } = next
    const node = bare(next.test)
    if (node.type === 'UnaryExpression' && node.operator === '!') open.push({ test: node.argument, so: !so })
    else if (node.type !== 'LogicalExpression')
      known.push(...foundWhere(node, so, program, names), ...comparedWhere(node, so), ...permittedWhere(node, so, program))
    else if (node.operator === (so ? '&&' : '||')) open.push({ test: node.left, so }, { test: node.right, so })
    const combined = combinedBy(node, program)
    if (combined) open.push({ test: combined, so })
  }
  return known
}

/** What is known behind an expression that throws otherwise. */
export function insisted(expression: Node, program: Program, names: SqlNames): Known[] {
  return [...foundBefore(expression, program, names), ...permittedBefore(expression, program)]
}

/** The tests that a constant is the outcome of. */
function combinedBy(node: Node, program: Program): Node | undefined {
  if (node.type !== 'Identifier') return undefined
  const binding = program.bindingOf(node.name, node)
  if (binding?.kind !== 'const' || !binding.init || binding.property !== undefined) return undefined
  const init = bare(binding.init)
  const isTest = init.type === 'UnaryExpression' || init.type === 'LogicalExpression' || init.type === 'BinaryExpression'
  return isTest || (init.type === 'CallExpression' && (searchedFor(init) ?? soughtBy(init))) ? init : undefined
}

/** Two things that are the same where a comparison comes out so. */
export function comparedWhere(node: Node, isTrue: boolean): Compared[] {
  if (node.type === 'BinaryExpression') {
    if (!(isTrue ? /^===?$/ : /^!==?$/).test(node.operator) || node.left.type === 'PrivateIdentifier') return []
    return [
      { kind: 'compared', one: node.left, other: node.right },
      { kind: 'compared', one: node.right, other: node.left },
    ]
  }
  if (!isTrue) return []
  const sought = soughtBy(node)
  if (sought) return comparedWhere(sought, true)
  const searched = searchedFor(node)
  return searched ? [{ kind: 'compared', ...searched }] : []
}

/** What `teams.some((team) => team.id === row.teamId)` asks. */
function soughtBy(node: Node): TSESTree.BinaryExpression | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'some') return undefined
  const [callback] = node.arguments
  const body = callback && isFunction(callback) ? bare(callback.body) : undefined
  return body?.type === 'BinaryExpression' ? body : undefined
}

/** `ids.includes(id)` and `ids.has(id)`. */
function searchedFor(node: Node): Pick<Compared, 'one' | 'other'> | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const [one] = node.arguments
  return one && /^(?:includes|has)$/.test(propertyName(node.callee) ?? '') ? { one, other: node.callee.object } : undefined
}
