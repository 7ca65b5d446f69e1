import type { TSESTree } from '@typescript-eslint/utils'
import { thereByFunction } from '../../javascript/asked-inside.ts'
import { outcomeAsked } from '../../javascript/going-on.ts'
import { noModules } from '../../javascript/modules.ts'
import { bare, isFunction, isUnder, pathOf, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isWithDefault } from './among-texts.ts'
import { comparedWhere, unfolded } from './comparisons.ts'
import type { SqlNames } from './libraries.ts'
import { isSearchedAlone } from './searched-parts.ts'
import { lookedUpIn } from './maps.ts'
import { looksThrough, searchBy } from './searches.ts'

/** What stands around a value, or around what it is as a text, whatever its case, or as a number. */
export function around(node: Node, program: Program): Node {
  const outer = program.outside(node)
  const call = outer?.type === 'MemberExpression' ? program.outside(outer) : outer
  if (call?.type !== 'CallExpression') return outer ?? node
  if (unfolded(call) === unfolded(node)) return around(call, program)
  return comparedWhere(call, true, program).some(({ one }) => one === unfolded(node)) ? call : (outer ?? node)
}

const saysYesOrNo = /^(?:some|every|includes|has|is[A-Z]\w*)$/
const comparisons = /^(?:[!=]==?|[<>]=?|in|instanceof)$/

/** Whether a program only tests there whether something is, or what it is. */
export function isTested(node: Node, program: Program, names: SqlNames): boolean {
  if (isSearchedAlone(node, program)) return true
  const asked = dateMadeOf(node, program) ?? predicateGiven(node, program)
  if (asked) return isTested(asked, program, names)
  const outer = around(node, program)
  const is = (part: Node | null): boolean => part !== null && bare(part) === node
  switch (outer.type) {
    case 'UnaryExpression':
      return outer.operator === '!' || outer.operator === 'typeof'
    case 'BinaryExpression':
      return comparisons.test(outer.operator)
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
      return is(outer.test)
    case 'SwitchStatement':
      return is(outer.discriminant)
    case 'LogicalExpression':
      return (outer.operator === '&&' && is(outer.left)) || isTested(outer, program, names) || isOrElse(outer, program, names)
    case 'MemberExpression':
      return (is(outer.object) && isTested(outer, program, names)) || isLookedUp(outer, node, program, names)
    case 'CallExpression':
      if (isLookedUp(outer, node, program, names)) return true
      if (isAskedByFunction(outer, node, program, names) || is(outcomeAsked(outer, program)?.of ?? null)) return true
      if (!is(outer.callee)) return comparedWhere(outer, true, program).some(({ one }) => bare(one) === unfolded(node))
      return saysYesOrNo.test(pathOf(outer.callee)?.at(-1) ?? '') || isTested(outer, program, names) || isFoundOnly(outer, program, names)
    default:
      return false
  }
}

const makesDate = /^(?:Date(?:\.parse)?|dayjs(?:\.utc)?|moment(?:\.utc)?|parseISO|toDate|DateTime\.from\w+)$/

/** `new Date(row.expiresAt)`, `dayjs(row.expiresAt)` */
function dateMadeOf(node: Node, program: Program): Node | undefined {
  const outer = program.outside(node)
  if (outer?.type !== 'NewExpression' && outer?.type !== 'CallExpression') return undefined
  const [given] = outer.arguments
  return given && bare(given) === node && makesDate.test(pathOf(outer.callee)?.join('.') ?? '') ? outer : undefined
}

/** What says yes or no of a part of a row: `isExpired(row.expiresAt)`. */
function predicateGiven(node: Node, program: Program): Node | undefined {
  const call = node.type === 'MemberExpression' ? program.outside(node) : undefined
  const isGiven = call?.type === 'CallExpression' && call.arguments.some((one) => bare(one) === node)
  return isGiven && /^(?:is|are|has)[A-Z]/.test(pathOf(call.callee)?.at(-1) ?? '') ? call : undefined
}

/** Whether it is the key under which something is looked up of which nothing is used but what it is: `if (!byTeam.get(row.teamId)) throw …`. */
function isLookedUp(lookup: Node, key: Node, program: Program, names: SqlNames): boolean {
  const asked = lookedUpIn(lookup, program)?.key
  if (!asked || bare(asked) !== key) return false
  return isTested(lookup, program, names) || isTestedByName(outsideOfPart(lookup, program), program, names)
}

/** Whether of what a search gave under a name, or a part of that, nothing is used but what it is: `const mine = members.find((one) => …)`. */
function isFoundOnly(search: Node, program: Program, names: SqlNames): boolean {
  return searchBy(search, looksThrough) !== undefined && isTestedByName(outsideOfPart(search, program), program, names)
}

/** The same of what is something in any case: `const role = member?.role ?? 'none'`. */
function isOrElse(given: TSESTree.LogicalExpression, program: Program, names: SqlNames): boolean {
  return isWithDefault(given) && isTestedByName(program.outside(given), program, names)
}

/** Whether a program only tests what it declares a constant to be. */
function isTestedByName(declared: Node | undefined, program: Program, names: SqlNames): boolean {
  const name = declared?.type === 'VariableDeclarator' ? declared.id : undefined
  const binding = program.named(name)
  if (binding?.kind !== 'const' || name?.type !== 'Identifier') return false
  // What is used before it is declared may be made of itself.
  return program.usesOf(binding).every((use) => use === name || (use.range[0] > name.range[0] && isTested(use, program, names)))
}

/** What stands around something, or around a part of it: `members.find((one) => …)?.role`. */
function outsideOfPart(whole: Node, program: Program): Node | undefined {
  const outer = program.outside(whole)
  return outer?.type === 'MemberExpression' && bare(outer.object) === whole ? outsideOfPart(outer, program) : outer
}

/** Whether a program has to do there with what went wrong: `if (result.isErr()) return result`. */
export function isOfFailure(node: Node, program: Program): boolean {
  const binding = program.named(rootOf(node))
  for (const outer of program.ancestors(node)) {
    if (isFunction(outer)) return false
    const outcome = outer.type === 'IfStatement' ? outcomeAsked(bare(outer.test), program) : undefined
    if (outer.type !== 'IfStatement' || outcome?.is !== 'success' || program.named(bare(outcome.of)) !== binding) continue
    const failed = outcome.isTrue ? outer.alternate : outer.consequent
    if (failed && isUnder(node, failed)) return binding !== undefined
  }
  return false
}

/** `isNil(row)` */
function isAskedByFunction(call: TSESTree.CallExpression, node: Node, program: Program, { modules = noModules }: SqlNames): boolean {
  return [true, false].some((isTrue) => {
    const asked = thereByFunction(call, isTrue, program, modules)
    return asked !== undefined && bare(asked) === node
  })
}
