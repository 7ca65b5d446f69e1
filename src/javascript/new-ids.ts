import { importedAs } from './imported-as.ts'
import { awaited, bare, methodOf, pathOf, receiverOf, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import type { Located } from './resolve.ts'
import { isNumber, isText } from './written-values.ts'

const makers =
  /^(?:(?:random|nano|c|k?s?u)?(?:uuid|uid|guid)(?:v?\d)?|v[14567]|nanoid|random(?:bytes|int|string)?|ulid|cuid2?|ksuid|snowflake|(?:generate|gen|create|make|new|next|random)_?(?:\w*_)?(?:[a-zA-Z]*(?:Id|ID|Uuid|UUID|Uid|Ulid|Cuid)|id|uuid|guid))$/i
const ofTexts = /^(?:toString|slice|substr|substring|replace|replaceAll|to(?:Lower|Upper)Case|padStart|padEnd|concat)$/
const asksForThem = /^(?:get|current|use|read|find|load|fetch|own|my|active|selected)/i

/** Whether an expression makes an id anew, which no row has yet: `randomUUID()`, `nanoid(10)`, and what a function gives that asks for nothing. */
export function isNewId({ node, program }: Located): boolean {
  const call = awaited(node)
  if (call.type === 'TemplateLiteral') return call.expressions.some((part) => isNewId({ node: part, program }))
  if (call.type !== 'CallExpression') return false
  const text = ofTexts.test(methodOf(call) ?? '') ? receiverOf(call) : undefined
  if (text) return isNewId({ node: text, program })
  const callee = bare(call.callee)
  const name = pathOf(callee)?.at(-1) ?? ''
  if ([name, importedAs(callee, program)?.name].some((one) => one !== undefined && makers.test(one))) return true
  return call.arguments.length === 0 && callee.type !== 'MemberExpression' && !asksForThem.test(name)
}

/** `row?.id ?? randomUUID()`, and `row?.id ?? ''`, is that of the row, wherever there is one. */
export function idOfRow(expression: Node, program: Program): Node {
  const node = bare(expression)
  const isOfNone = (id: Node): boolean => isNobodys(bare(id)) || isNewId({ node: id, program })
  if (node.type === 'LogicalExpression' && node.operator !== '&&' && isOfNone(node.right)) return bare(node.left)
  if (node.type !== 'ConditionalExpression') return node
  if (isOfNone(node.alternate)) return bare(node.consequent)
  return isOfNone(node.consequent) ? bare(node.alternate) : node
}

/** Whether an id is written out that no row has: an empty text, a UUID of nothing but 0, 0 and what is less. */
function isNobodys(node: Node): boolean {
  if (node.type === 'UnaryExpression') return node.operator === '-' && isNumber(node.argument)
  if (isText(node)) return /^[0-]*$/.test(node.value)
  return isNumber(node) && Number(node.value) === 0
}
