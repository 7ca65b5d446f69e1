import type { Modules } from '../../javascript/modules.ts'
import { isFunction, methodOf, parametersOf, propertyIn, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { resolve, type Located } from '../../javascript/resolve.ts'
import { isInCamelCase } from './row-holes.ts'
import { writtenAt } from './written.ts'

/** What a client of postgres.js makes of names in camel case, which is for it to say; undefined where it is not in sight. */
export function columnsOf(keys: readonly string[], client: Located, modules: Modules): readonly string[] | undefined {
  if (!keys.some(isInCamelCase)) return keys
  const { node, program } = clientBehind(client, modules)
  if (node.type !== 'CallExpression') return undefined
  const [url, given = url] = node.arguments
  if (!given) return keys
  const options = resolve({ node: given, program }, modules).node
  if (options.type !== 'ObjectExpression') return node.arguments.length < 2 ? keys : undefined
  if (options.properties.some(({ type }) => type === 'SpreadElement')) return undefined
  const transform = propertyIn(options, 'transform')
  if (!transform) return keys
  return isOfCamelCase.test(program.text.slice(...transform.value.range)) ? keys.map(snakeCase) : undefined
}

const mostTransactions = 6

/** The client that something is, that has begun the transaction that it is, or that it is where a call gives no other one. */
function clientBehind(start: Located, modules: Modules, steps = 0): Located {
  const found = writtenAt(start, modules)
  const next = steps < mostTransactions ? clientGiven(found) : undefined
  return next ? clientBehind(next, modules, steps + 1) : found
}

function clientGiven({ node, program }: Located): Located | undefined {
  const binding = program.named(node)
  const own = binding?.kind === 'parameter' && binding.writes.length === 0 ? program.functionAround(binding.node) : undefined
  const parameter = own && parametersOf(own).find((one) => nameIn(one) === binding?.node)
  if (parameter?.type === 'AssignmentPattern') return { node: parameter.right, program }
  const client = own && parameter === own.params[0] ? beginning(own, program) : undefined
  return client && { node: client, program }
}

function nameIn(parameter: Node): Node {
  return parameter.type === 'AssignmentPattern' ? parameter.left : parameter
}

/** `sql` for the function of `sql.begin(async (tx) => …)`, and `tx` for that of `tx.savepoint(…)`. */
function beginning(own: Node, program: Program): Node | undefined {
  const call = isFunction(own) ? program.outside(own) : undefined
  if (call?.type !== 'CallExpression' || !call.arguments.some((one) => one === own)) return undefined
  return call.callee.type === 'MemberExpression' && begins.test(methodOf(call) ?? '') ? call.callee.object : undefined
}

const begins = /^(?:begin|savepoint)$/

const isOfCamelCase = /\.(?:camel|toCamel|fromCamel)\b/

/** As postgres.js does it: a sign before each capital. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
