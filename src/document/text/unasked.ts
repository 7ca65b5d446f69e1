import { bare, isFunction, isUnder, pathOf, rootOf, type Node } from '../../javascript/nodes.ts'
import { partGoneThrough } from '../../javascript/listed.ts'
import type { Program } from '../../javascript/program.ts'

/**
 * Whether a program hands on what a row has and nowhere around asks whether that is there: by its name, of whatever row, by a function that is
 * given the whole row, or by its type. Whatever asks is taken to leave out what is missing, and so is whatever may have chosen one of a list.
 */
export function isUnasked(expression: Node, program: Program): boolean {
  const node = bare(expression)
  const [path, around] = [pathOf(node), outermost(node, program)]
  const [root, name] = [path?.[0], path?.at(-1)]
  if (root === undefined || name === undefined || isSaidToBeThere(node, program)) return false
  if (!isOfOne(rootOf(node), program)) return false
  const mentions = (of: string): Node[] => program.mentionsOf(of).filter((one) => isUnder(one, around) && !isUnder(one, node))
  const names = new Set([name, program.named(node)?.property ?? name])
  const isHandedOn = root !== name && mentions(root).some((one) => isGivenToFunction(one, program))
  return !isHandedOn && ![...names].some((one) => mentions(one).some((mention) => isAskedAbout(mention, program)))
}

function isOfOne(root: Node | undefined, program: Program): boolean {
  const binding = program.named(root)
  return binding !== undefined && binding.kind !== 'parameter' && !partGoneThrough(binding, program)
}

/** `task.parentId!`, `task.parentId as string` */
function isSaidToBeThere(node: Node, program: Program): boolean {
  return /^(?:TSNonNullExpression|TSAsExpression|TSTypeAssertion)$/.test(program.parentOf(node)?.type ?? '')
}

/** The function that is around all others. */
function outermost(node: Node, program: Program): Node {
  return [...program.ancestors(node)].findLast(isFunction) ?? program.ast
}

function isGivenToFunction(mention: Node, program: Program): boolean {
  const around = program.outside(mention)
  return (around?.type === 'CallExpression' || around?.type === 'NewExpression') && bare(around.callee) !== mention
}

const asks =
  /^(?:Logical|Binary|Unary|Conditional)Expression$|^(?:If|While|DoWhile|For|Switch)Statement$|^(?:SwitchCase|AssignmentPattern)$/

/** Whether something is asked about: in a test, by a function that is given it, or as what a function gives. */
function isAskedAbout(mention: Node, program: Program): boolean {
  let node = mention
  let around = program.outside(node)
  while (around?.type === 'MemberExpression') {
    node = around
    around = program.outside(node)
  }
  if (!around) return false
  if (around.type === 'ArrowFunctionExpression') return bare(around.body) === node
  return asks.test(around.type) || isGivenToFunction(node, program)
}
