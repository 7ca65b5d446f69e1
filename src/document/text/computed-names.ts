import { quotedName } from '../../catalog/names.ts'
import { isFunction, rootOf, type Node } from '../../javascript/nodes.ts'
import { resolve, type Located } from '../../javascript/resolve.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import type { Context, TextReader } from './read-text.ts'

/** Runs functions of a program for the names that they compute of constants. */
export function machineForNames(modules: Modules): Machine {
  return new Machine(modules, undefined, { isChangedByCalls: () => false, leavesAlone: () => false, isTable: () => false })
}

/** `${table}` and `${fields.id}` behind `const { table, fields } = convertToIdentifiers(Orders)`. */
export function computedName(reader: TextReader, node: Node, context: Context): Piece[] | undefined {
  const { program, bound } = context
  const maker = makerOf(node, reader, context)
  // Where values are bound, a name is what a library makes one of.
  if (!maker || (bound && !maker.program.text.includes('.identifier('))) return undefined
  const value = reader.machine.answer({ node, program })
  const name = bound ? identifierIn(value) : plainName(value)
  return name === undefined ? undefined : [reader.known(name, node, context)]
}

/** The function in sight that makes what something is a part of. */
function makerOf(node: Node, { modules }: TextReader, { program, given }: Context): Located | undefined {
  const root = rootOf(node)
  const binding = root?.type === 'Identifier' ? program.named(root) : undefined
  if (!root || !binding || given.has(binding) || binding.kind === 'parameter' || binding.writes.length > 0) return undefined
  const start = binding.property !== undefined && binding.init ? binding.init : root
  return [start, ...partsUpTo(node, root)].map((part) => made({ node: part, program }, modules)).find((one) => one !== undefined)
}

/** `db`, `db.orders`, and so on. */
function partsUpTo(node: Node, root: Node): Node[] {
  if (node === root) return []
  if (node.type === 'CallExpression') return partsUpTo(node.callee, root)
  return node.type === 'MemberExpression' ? [...partsUpTo(node.object, root), node] : []
}

function made(start: Located, modules: Modules): Located | undefined {
  const { node, program } = resolve(start, modules)
  if (node.type !== 'CallExpression') return undefined
  const maker = resolve({ node: node.callee, program }, modules)
  return isFunction(maker.node) ? maker : undefined
}

function plainName(value: Value): string | undefined {
  const text = textOf(value)
  return text !== undefined && /^[\w$."]+$/.test(text) ? text : undefined
}

/** `sql.identifier(['orders', 'id'])` */
function identifierIn(value: Value): string | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.name !== 'identifier') return undefined
  const [path] = value.args
  if (path?.kind !== 'list' || path.open || value.args.length > 1) return undefined
  const names = path.items.map(textOf)
  return names.length > 0 && names.every((name) => name !== undefined) ? names.map((name) => quotedName(name)).join('.') : undefined
}
