import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, isUnder, methodOf, pathOf, propertyName, rootOf, writtenDecorators, type Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'
import { pathTo } from './requested.ts'
import type { Located } from './resolve.ts'

/** A condition as it is written, and the part of a request that it is about, where whoever sends that may choose what they like: `!all of req.query`. */
export function conditionText({ node, program }: Located): string {
  const text = program.text.slice(...node.range)
  const from = sentIn(node, program)
  return from === undefined || mayBePermitted(node, program) ? text : `${text} of ${from}`
}

const mostSteps = 8

/** The part of a request that a test asks for, itself or by its name: `all` of `!all`, of `all === 'true'` and of `Boolean(all)`. */
function sentIn(test: Node, program: Program, steps = 0): string | undefined {
  const node = bare(test)
  const further = (next: Node | undefined): string | undefined => (next && steps < mostSteps ? sentIn(next, program, steps + 1) : undefined)
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? further(node.argument) : undefined
    case 'BinaryExpression':
      return further(node.operator === 'in' ? node.right : node.right.type === 'Literal' ? node.left : undefined)
    case 'CallExpression':
      return isForm(node) ? further(node.arguments[0]) : undefined
    case 'Identifier':
    case 'MemberExpression':
      return sentAs(node, program, further)
    default:
      return undefined
  }
}

/** `Boolean(all)`, `schema.parse(req.query)` */
function isForm(call: TSESTree.CallExpression): boolean {
  if (call.arguments.length !== 1) return false
  return (
    /^(?:(?:safeP|p)arse(?:Async)?)$/.test(methodOf(call) ?? '') || /^(?:Boolean|String|Number)$/.test(pathOf(call.callee)?.join('.') ?? '')
  )
}

function sentAs(
  node: TSESTree.Identifier | TSESTree.MemberExpression,
  program: Program,
  further: (next: Node | undefined) => string | undefined,
): string | undefined {
  const binding = program.named(rootOf(node))
  const given = binding?.kind === 'parameter' ? sentTo(binding, program) : undefined
  if (given !== undefined) return given
  const path = pathTo(node, program) ?? []
  const from = [path.slice(0, -1), path].map((one) => one.join('.')).find((one) => ofRequest.test(one))
  if (from !== undefined) return from
  return binding?.kind === 'const' && binding.writes.length === 0 ? further(binding.init) : undefined
}

const ofRequest = /^(?:(?:(?:req|request|ctx|c|context|event|opts)\.)(?:query|body|params|headers|input)|input|searchParams)(?:\.|$)/

/** What a parameter, or a part of it, is of a request: by a decorator of NestJS, or as what a procedure is given. */
function sentTo({ node }: Binding, program: Program): string | undefined {
  const around = [...upTo(node, program)]
  const [decorated] = around.flatMap(decoratorsOf)
  const [first] = around.flatMap((one) => (one.type === 'Property' ? (propertyName(one) ?? []) : [])).toReversed()
  return decorated ?? (first === 'input' && around.length > 1 && node.type === 'Identifier' && node.name !== first ? first : undefined)
}

/** A name in a parameter, with what stands around it there. */
function* upTo(name: Node, program: Program): Generator<Node> {
  yield name
  for (const around of program.ancestors(name)) {
    if (isFunction(around)) return
    yield around
  }
}

/** The decorators of a parameter that say which part of a request it is. */
function decoratorsOf(parameter: Node): readonly string[] {
  if (parameter.type !== 'Identifier' && parameter.type !== 'ObjectPattern') return []
  return writtenDecorators(parameter).flatMap(({ expression }) => {
    const name = pathOf(expression.type === 'CallExpression' ? expression.callee : expression)?.at(-1)
    return name !== undefined && /^(?:Query|Body|Param|Headers)$/.test(name) ? [`@${name}`] : []
  })
}

/** Whether what is written around a place tells of who may do what, up to the end of what asks there: a route of admins, or one that has asked. */
function mayBePermitted(place: Node, program: Program): boolean {
  const around = [...program.ancestors(place)].filter(({ type }) => type !== 'Program')
  const asking = around.find(({ type }) => /(?:Statement|Declaration)$/.test(type)) ?? place
  return ofRights.test(program.text.slice(around.at(-1)?.range[0], endOf(asking, place, program)))
}

/** Where a statement ends that asks for something; where something gets a name, anything behind it may ask. */
function endOf(asking: Node, place: Node, program: Program): number {
  if (asking.type === 'IfStatement') return asking.test.range[1]
  const isNamed = asking.type === 'VariableDeclaration' && asking.declarations.some(({ id }) => isUnder(place, id))
  return (isNamed ? (program.functionAround(place) ?? asking) : asking).range[1]
}

const ofRights = /admin|staff|super_?user|permi(?:ssion|tted|ts)|allowed|privileg|forbid|moderator|\broles?\b|role\b|\bcan[A-Z]|abilit/i
