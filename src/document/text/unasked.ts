import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction } from '../../javascript/called.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, isFunction, isUnder, pathOf, propertyName, rootOf, type Node } from '../../javascript/nodes.ts'
import { partGoneThrough } from '../../javascript/listed.ts'
import type { Program } from '../../javascript/program.ts'
import type { SqlNames } from './libraries.ts'

/**
 * Whether a program hands on what a row has and nowhere around asks whether that is there: by its name or one that it is given, of whatever row,
 * by a function that is given it or the whole row, by what else the row says of itself, or by its type. Whatever asks is taken to leave out what is
 * missing, and so is whatever may have chosen one of a list.
 */
export function isUnasked(expression: Node, place: Node, program: Program, names: SqlNames): boolean {
  const node = bare(expression)
  const [path, root] = [pathOf(node), rootOf(node)]
  const name = path?.at(-1)
  if (root?.type !== 'Identifier' || name === undefined || isSaidToBeThere(node, program) || isGivenToOwn(node, program, names))
    return false
  const around = outermost(node, program)
  const client = clientOf(place, program)
  const mentionsOf = (of: string): Node[] => program.mentionsOf(of).filter((one) => isUnder(one, around))
  const row = path?.length === 1 ? rowOf(root, program) : root
  if (!isOfOne(root, program)) return false
  const rows = row ? withAliases([row.name], (one) => itselfAt(one, program), mentionsOf, program) : []
  if (
    [...rows].some((of) => mentionsOf(of).some((one) => !isUnder(one, node) && isRowAsked(itselfAt(one, program), name, program, client)))
  )
    return false
  const called = [...namesFor(node, name, mentionsOf, program)]
  return !called.some((of) => mentionsOf(of).some((one) => !isUnder(one, node) && isAskedAbout(chainFrom(one, program), program, client)))
}

/** The row that a name is a part of. */
function rowOf(name: Node, program: Program): TSESTree.Identifier | undefined {
  const init = program.named(name)?.init
  const root = init && rootOf(awaited(init))
  return root?.type === 'Identifier' ? root : undefined
}

/** What a part of a row is called in a function: its own name, and those of the variables and properties that are set to it. */
function namesFor(node: Node, name: string, mentionsOf: (of: string) => readonly Node[], program: Program): ReadonlySet<string> {
  const binding = program.named(node)
  const init = binding?.init && bare(binding.init)
  const own = init?.type === 'MemberExpression' ? propertyName(init) : undefined
  return withAliases([name, binding?.property ?? name, own ?? name], (one) => chainFrom(one, program), mentionsOf, program)
}

/** Names with those of the variables and properties that are set to what they stand for. */
function withAliases(
  names: readonly string[],
  wholeAt: (mention: Node) => Node,
  mentionsOf: (of: string) => readonly Node[],
  program: Program,
): ReadonlySet<string> {
  const all = new Set(names)
  // A set goes on to what it is given meanwhile.
  for (const of of all) {
    for (const mention of mentionsOf(of)) {
      const other = nameGiven(wholeAt(mention), program)
      if (other !== undefined) all.add(other)
    }
  }
  return all
}

/** The variable or property that is set to an expression, or the variable that takes a property out of an object. */
function nameGiven(node: Node, program: Program): string | undefined {
  const around = program.outside(node)
  if (around?.type === 'VariableDeclarator' && around.init && bare(around.init) === node) return nameIn(around.id)
  if (around?.type === 'AssignmentExpression' && bare(around.right) === node) return nameIn(around.left)
  if (around?.type !== 'Property') return undefined
  if (program.parentOf(around)?.type === 'ObjectPattern') return around.key === node ? nameIn(around.value) : undefined
  return bare(around.value) === node ? propertyName(around) : undefined
}

function nameIn(node: Node): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined
}

function isOfOne(root: Node, program: Program): boolean {
  const binding = program.named(root)
  return binding !== undefined && binding.kind !== 'parameter' && !partGoneThrough(binding, program) && !isPicked(binding.init, program)
}

/** `rows.filter(isOpen)[0]`: whether a function that has a name has had to do with it. */
function isPicked(value: Node | undefined, program: Program, steps = 0): boolean {
  const node = value && awaited(value)
  if (!node || steps > mostSteps) return false
  switch (node.type) {
    case 'MemberExpression':
      return isPicked(node.object, program, steps + 1)
    case 'CallExpression':
      return node.arguments.some((one) => isNamedFunction(one, program)) || isPicked(node.callee, program, steps + 1)
    case 'Identifier':
      return isPicked(program.named(node)?.init, program, steps + 1)
    default:
      return false
  }
}

const mostSteps = 50

function isNamedFunction(node: Node, program: Program): boolean {
  const binding = program.named(bare(node))
  return binding?.kind === 'function' || isFunction(binding?.init && bare(binding.init))
}

/** `task.parentId!`, `task.parentId as string` */
function isSaidToBeThere(node: Node, program: Program): boolean {
  return /^TS(?:NonNullExpression|AsExpression|SatisfiesExpression|TypeAssertion)$/.test(program.parentOf(node)?.type ?? '')
}

/** `required(task.parentId)`: a function of the program may ask it. */
function isGivenToOwn(node: Node, program: Program, { modules = noModules }: SqlNames): boolean {
  const around = program.outside(node)
  return (
    around?.type === 'CallExpression' &&
    bare(around.callee) !== node &&
    calledFunction(around, program, modules, modules.heir) !== undefined
  )
}

/** The function that is around all others. */
function outermost(node: Node, program: Program): Node {
  return [...program.ancestors(node)].findLast(isFunction) ?? program.ast
}

/** What sends the query: `prisma` of `prisma.task.findMany(…)`, `this.db` of `this.db.query(…)`. */
function clientOf(place: Node, program: Program): string | undefined {
  const call = [place, ...program.ancestors(place)].find(({ type }) => type === 'CallExpression')
  return call && receiverOf(call)
}

function receiverOf(node: Node): string | undefined {
  const call = node.type === 'CallExpression' || node.type === 'NewExpression' ? node : undefined
  const path = call && pathOf(call.callee)
  return path?.slice(0, path[0] === 'this' ? 2 : 1).join('.')
}

/** Whether a function is given something, as it is or within an object or a list, that is not of what sends the query. */
function isGivenToFunction(mention: Node, program: Program, client: string | undefined): boolean {
  let node = mention
  let around = program.outside(node)
  const isCall = (one: Node | undefined): one is TSESTree.CallExpression | TSESTree.NewExpression =>
    one?.type === 'CallExpression' || one?.type === 'NewExpression'
  if (isCall(around)) return bare(around.callee) !== node
  while (around && isPartOfValue(around, node)) {
    node = around
    around = program.outside(node)
  }
  return isCall(around) && bare(around.callee) !== node && receiverOf(around) !== client
}

function isPartOfValue(around: Node, node: Node): boolean {
  if (around.type === 'Property') return around.value === node || bare(around.value) === node
  return around.type === 'ObjectExpression' || around.type === 'ArrayExpression' || around.type === 'SpreadElement'
}

const asks =
  /^(?:Logical|Binary|Unary|Conditional|Assignment)Expression$|^(?:If|While|DoWhile|For|Switch)Statement$|^(?:SwitchCase|AssignmentPattern)$/

/** All of `row.one.other` that a mention is in. */
function chainFrom(mention: Node, program: Program): Node {
  let node = mention
  for (let around = program.outside(node); around?.type === 'MemberExpression'; around = program.outside(node)) node = around
  return node
}

/** What a mention stands for: itself, or `given.task` where `given` is `{ task }`. */
function itselfAt(mention: Node, program: Program): Node {
  const around = program.outside(mention)
  const isProperty = around?.type === 'MemberExpression' && around.property === mention && !around.computed
  const init = isProperty ? program.named(bare(around.object))?.init : undefined
  return isProperty && init && bare(init).type === 'ObjectExpression' ? around : mention
}

/** Whether something is asked about: in a test, by a function that is given it, as what a function gives, or by being set to another value. */
function isAskedAbout(node: Node, program: Program, client: string | undefined): boolean {
  const around = program.outside(node)
  if (!around) return false
  if (isSaidToBeThere(node, program)) return true
  if (around.type === 'ArrowFunctionExpression') return bare(around.body) === node
  if (around.type === 'AssignmentExpression') return bare(around.left) === node
  return asks.test(around.type) || isGivenToFunction(node, program, client)
}

/** Whether a mention of the row itself may tell which of its parts are there: a function is given it, or it says so of itself in another property. */
function isRowAsked(mention: Node, name: string, program: Program, client: string | undefined): boolean {
  if (isGivenToFunction(mention, program, client)) return true
  const around = program.outside(mention)
  if (around?.type === 'BinaryExpression') return around.operator === 'in' && around.right === mention
  if (around?.type !== 'MemberExpression' || bare(around.object) !== mention) return false
  const property = propertyName(around)
  if (property === undefined) return around.property.type !== 'Literal'
  const chain = chainFrom(around, program)
  return (property !== name || around.computed) && isTold(chain, program)
}

/** `row.isChild()`, `row.parent`, `row.kind === 'child'`: a test of something else than whose the row is. */
function isTold(node: Node, program: Program): boolean {
  const around = program.outside(node)
  if (around?.type === 'CallExpression') return bare(around.callee) === node
  if (around?.type !== 'BinaryExpression') return around !== undefined && asks.test(around.type) && around.type !== 'AssignmentExpression'
  const other = bare(around.left) === node ? around.right : around.left
  return bare(other).type === 'Literal' || bare(other).type === 'TemplateLiteral'
}
