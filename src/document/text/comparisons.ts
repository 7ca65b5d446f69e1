import type { TSESTree } from '@typescript-eslint/utils'
import { bare, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { foundBySearch } from './search-outcomes.ts'

/** A thing is another one, or one of several. */
export interface Compared {
  readonly kind: 'compared'
  readonly one: Node
  readonly other: Node
  readonly isOneOf?: boolean
  /** The one is a list, each of which is the other. */
  readonly isEach?: boolean
  /** Upper and lower case, or blanks around, may differ. */
  readonly isLoose?: boolean
  /** The one is each of a list that a function was given. */
  readonly isOfEach?: boolean
  /** What of each it is, where a function has compared that which was given both. */
  readonly within?: readonly string[]
  readonly of?: readonly string[]
}

/** Two things that are the same where a comparison comes out so. */
export function comparedWhere(node: Node, isTrue: boolean, program: Program): Compared[] {
  const found = foundBySearch(node, isTrue, program)
  if (found) return [{ kind: 'compared', one: found.one, other: found.other, isOneOf: true }]
  if (node.type === 'BinaryExpression') {
    if (!(isTrue ? /^===?$/ : /^!==?$/).test(node.operator) || node.left.type === 'PrivateIdentifier') return []
    return bothWays(node.left, node.right)
  }
  const said = isTrue && node.type === 'CallExpression' ? saidSame(node) : undefined
  return said ? bothWays(...said) : []
}

/** Each of two things is the other. */
export function bothWays(...things: readonly [Node, Node]): Compared[] {
  const [one, other] = things.map(unfolded)
  const isLoose = things.map(unconverted).some((thing) => isFolded(thing) || bytesOf(thing) !== undefined)
  return one && other
    ? [
        { kind: 'compared', one, other, isLoose },
        { kind: 'compared', one: other, other: one, isLoose },
      ]
    : []
}

/** What is compared whatever its case, or as bytes: `email.trim().toLowerCase()`, `Buffer.from(hash, 'hex')`. */
export function unfolded(expression: Node): Node {
  const node = unconverted(expression)
  const inner = isFolded(node) ? node.callee.object : bytesOf(node)
  return inner ? unfolded(inner) : node
}

/** What bytes are made of; two texts may be the same ones, as those that are no numbers are none in hex. */
export function bytesOf(node: Node): Node | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const [text] = node.arguments
  const of = bare(node.callee.object)
  const isBuffer = of.type === 'Identifier' && of.name === 'Buffer' && propertyName(node.callee) === 'from'
  const isEncoder = /encoder$/i.test((of.type === 'NewExpression' ? pathOf(of.callee) : pathOf(of))?.at(-1) ?? '')
  return text && (isBuffer || (isEncoder && propertyName(node.callee) === 'encode')) ? bare(text) : undefined
}

/** What is the same in any letters, and with spaces around it. */
export function isFolded(node: Node): node is TSESTree.CallExpression & { readonly callee: TSESTree.MemberExpression } {
  if (node.type !== 'CallExpression' || node.arguments.length > 0) return false
  return node.callee.type === 'MemberExpression' && folds.test(propertyName(node.callee) ?? '')
}

const folds = /^(?:trim|to(?:Locale)?(?:Lower|Upper)Case|normalize)$/

const saysSame = /(?:^|\.)(?:isEqual|isDeepStrictEqual|timingSafeEqual)$|^Object\.is$/

/** `isEqual(row.teamId, teamId)` and `row.teamId.equals(teamId)` */
function saidSame({ callee, arguments: [one, other, ...more] }: TSESTree.CallExpression): readonly [Node, Node] | undefined {
  if (!one || more.length > 0) return undefined
  if (other) return saysSame.test(pathOf(callee)?.join('.') ?? '') ? [one, other] : undefined
  const of = bare(callee)
  return of.type === 'MemberExpression' && propertyName(of) === 'equals' ? [of.object, one] : undefined
}

/** What is compared as a text or a number: `String(id)`, `id.toString()`. */
function unconverted(expression: Node): Node {
  const node = bare(expression)
  if (node.type !== 'CallExpression') return node
  const { callee } = node
  const [value] = node.arguments
  if (callee.type === 'Identifier') return value && /^(?:String|Number|BigInt)$/.test(callee.name) ? bare(value) : node
  return callee.type === 'MemberExpression' && propertyName(callee) === 'toString' && !value ? bare(callee.object) : node
}
