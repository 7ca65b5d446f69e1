import { isComparedBefore } from './asked.ts'
import { awaited, writtenDecorators, pathOf, rootOf, type Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'
import type { Located } from './resolve.ts'

/** Whether an expression is a text that whoever sends a request decides on, which the program has held against nothing before. */
export function isRequested(node: Node, program: Program): boolean {
  const path = pathTo(node, program)?.join('.') ?? ''
  return sent.test(path) && !cleaned.test(path) && !isComparedBefore(node, node, program)
}

/** Whether something is a whole of what was sent, of which nothing in the file may have looked at the parts or have taken out those of some names. */
export function isSentAsItIs({ node, program }: Located, names: readonly string[]): boolean {
  const isSet = [...(pathTo(node, program) ?? []), ...names].some((name) => program.isSet(name))
  return !isSet && !looksAtParts.test(program.text) && isRequested(node, program)
}

const looksAtParts = /valid|celebrate|saniti[sz]|checkSchema|strip|whitelist/i

/** Methods that leave of a text what the program wants of it. */
const cleaned = /\.(?:replace|replaceAll|match|exec)(?:\.|$)/

/** Where web frameworks have what was sent to them. */
const sent = new RegExp(
  [
    String.raw`(?:^|\.)(?:req|request)\.(?:query|queries|body|params?|headers?|cookies?|formData|json|nextUrl)(?:\.|$)`,
    String.raw`^(?:ctx|context)\.(?:query|params)\.`,
    String.raw`(?:^|\.)searchParams\.`,
    String.raw`^event\.(?:queryStringParameters|pathParameters)\.`,
    String.raw`^@(?:Query|Param|Body|Headers)$`,
  ].join('|'),
)

const maxSteps = 8

/** What an expression is taken out of, name by name; calls on the way, and what stands in its place where it is not there, are passed over. */
export function pathTo(expression: Node, program: Program, steps = 0): readonly string[] | undefined {
  const node = awaited(expression)
  if (steps > maxSteps) return undefined
  const further = (next: Node): readonly string[] | undefined => pathTo(next, program, steps + 1)
  if (node.type === 'LogicalExpression') return node.operator === '&&' ? undefined : further(node.left)
  if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && forms.test(node.callee.name))
    return node.arguments[0] && further(node.arguments[0])
  const [root, path] = [rootOf(node), pathOf(node)]
  const binding = program.named(root)
  if (!binding || !path) return path
  return [...begins(binding, further), ...path.slice(1)]
}

/** Functions that give another form of what they are given. */
const forms = /^(?:String|decodeURIComponent|decodeURI)$/

/** What a name is taken out of; itself, where that is nothing that has a name. */
function begins(
  { name, kind, node, init, property, writes }: Binding,
  further: (next: Node) => readonly string[] | undefined,
): readonly string[] {
  if (kind === 'parameter') return [sentTo(node) ?? name]
  if (writes.length > 0) return [name]
  // `const { sort = 'name' } = req.query`
  if (kind === 'other' && node.type === 'VariableDeclarator' && node.init) return [...(further(node.init) ?? []), name]
  if (!init || kind === 'item') return [name]
  return [...(further(init) ?? []), ...(property === undefined ? [] : [property])]
}

/** `@Query('sort') sort: string` of NestJS, which no pipe has looked at. */
function sentTo(parameter: Node): string | undefined {
  if (parameter.type !== 'Identifier') return undefined
  for (const { expression } of writtenDecorators(parameter)) {
    if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier') continue
    if (expression.arguments.length === 1 && expression.arguments[0]?.type === 'Literal') return `@${expression.callee.name}`
  }
  return undefined
}
