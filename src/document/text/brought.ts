import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { handedOn } from '../../javascript/going-on.ts'
import {
  awaited,
  bare,
  isFunction,
  methodOf,
  methodsOf,
  pathOf,
  propertyName,
  writtenDecorators,
  type FunctionNode,
  type Node,
} from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { mayBeSetOn, setsAnother } from '../../javascript/sets.ts'
import { wordsOf } from '../../query/program-text.ts'
import { constantOf } from './constants.ts'
import { alteredIn } from './altered.ts'
import { procedureOf } from '../../javascript/procedures.ts'
import { nameFor } from './set-on-sent.ts'

/** What hangs on a request, or on what goes with it: `order` and `id`, of `req.order.id`. */
interface Hanging {
  readonly root: Binding
  readonly names: readonly string[]
}

const maxSteps = 8

/** What a program has put on a request before, most likely a row that it had loaded, of which something is a part, or a property of it: `order` of `req.order.id`. */
export function broughtBy(expression: Node, program: Program, property?: string): string | undefined {
  const hanging = hangingOn(expression, program)
  const { root, names = [] } = (hanging && property !== undefined ? withName(hanging, property) : hanging) ?? {}
  if (!root || names.some(isOfRequest) || alteredIn(program).has(root)) return undefined
  const [name, column] = root.name === 'locals' ? names : withoutHolder(names, root, program)
  const hung = names.at(-1)
  if (name === undefined || column === undefined || hung === undefined || mayBeSetOn(root, hung, program)) return undefined
  if (program.givenWith(hung).some((object) => isHungAs(object, names.at(-2), program))) return undefined
  return sentUnder(program, name) ? undefined : name
}

function isHungAs(object: Node, name: string | undefined, program: Program): boolean {
  return nameFor(object, program) === name || hangingOn(object, program)?.names.at(-1) === name
}

/** Whether a program puts what was sent under a name. */
function sentUnder(program: Program, name: string): boolean {
  const known = namesSent(program)
  const before = known.get(name)
  if (before !== undefined) return before
  const isIt = valuesPutUnder(program).some(([put, value]) => (put === name || put === anyName) && isSent(value, program))
  known.set(name, isIt)
  return isIt
}

const namesSent = onceFor((_: Program) => new Map<string, boolean>())

/** What is sent itself, and who sends it. */
const ofRequest =
  /^(?:params?|parameters?|body|bodies|query|queries|headers?|cookies?|files?|forms?|fields?|json|payload|inputs?|data|args?|arguments|variables|urls?|search|raw|valid|validated|parsed|sanitized|dto|swagger|openapi|messages?|events?|values?|sent|signed|request|req|upload|multipart|route|options|filters?|filtered|cleaned|decoded|webhooks?|hooks?|pagination|cursor|matched|callback|session|sessions|user|users|auth|authentication|identity|principal|claims|tokens?|jwt|me|viewer|actor|credentials|passport|length)$/

function isOfRequest(name: string): boolean {
  return wordsOf(name).some((word) => ofRequest.test(word))
}

/** Where frameworks let programs put what they want. */
const holders = /^(?:locals|state|var|context)$/

/** What hangs there, where something is what a handler is given. */
function withoutHolder([first = '', ...more]: readonly string[], root: Binding, program: Program): readonly string[] {
  if (root.property === 'ctx') return isOfProcedure(root, program) ? [first, ...more] : []
  if (/^(?:ctx|context|c|event|res|response|reply|locals)$/.test(root.name)) return holders.test(first) ? more : []
  if (!/^_?req(?:uest)?$/.test(root.name) || !isOfHandler(root, program)) return []
  return holders.test(first) || first === 'ctx' ? more : [first, ...more]
}

function hangingOn(expression: Node, program: Program, below?: string, steps = 0): Hanging | undefined {
  const node = bare(expression)
  if (steps > maxSteps) return undefined
  if (node.type === 'MemberExpression') {
    const name = propertyName(node)
    return name === undefined ? undefined : withName(hangingOn(node.object, program, name, steps + 1), name)
  }
  if (node.type === 'CallExpression') return gotFrom(node, program, steps)
  const binding = program.named(node)
  if (!binding) return undefined
  if (binding.kind === 'parameter') return givenAs(binding)
  const isConstant = (binding.kind === 'const' || binding.kind === 'let') && binding.writes.every((write) => setsAnother(write, below))
  if (!isConstant || !binding.init) return undefined
  const { init, property } = binding
  return property === undefined
    ? hangingOn(init, program, below, steps + 1)
    : withName(hangingOn(init, program, property, steps + 1), property)
}

function givenAs(binding: Binding): Hanging | undefined {
  const isTaken = binding.property !== undefined && !(/^(?:locals|ctx)$/.test(binding.name) && binding.property === binding.name)
  const isSet = binding.writes.some((write) => write.type === 'AssignmentExpression' && write.left.type === 'Identifier')
  return isTaken || isSet ? undefined : { root: binding, names: [] }
}

function withName(hanging: Hanging | undefined, name: string): Hanging | undefined {
  return hanging && { ...hanging, names: [...hanging.names, name] }
}

/** `c.get('order')` of Hono, which is `c.var.order`. */
function gotFrom({ callee, arguments: [key] }: TSESTree.CallExpression, program: Program, steps: number): Hanging | undefined {
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'get' || bare(callee.object).type !== 'Identifier') return undefined
  const name = key?.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined
  const context = hangingOn(callee.object, program, undefined, steps + 1)
  return name !== undefined && context?.names.length === 0 ? { ...context, names: ['var', name] } : undefined
}

/** Whether a parameter is what the middleware of tRPC puts together, beside what was sent: `({ ctx, input }) => …`. */
function isOfProcedure({ node }: Binding, program: Program): boolean {
  const around = program.functionAround(node)
  const pattern = around?.params[0]
  if (!around || pattern?.type !== 'ObjectPattern' || !pattern.properties.some((one) => one.value === node)) return false
  if (procedureOf(around, program) !== undefined || isMiddleware(around, program)) return true
  return pattern.properties.some((one) => one.type === 'Property' && propertyName(one) === 'input')
}

function isMiddleware(handler: FunctionNode, program: Program): boolean {
  const call = program.outside(handler)
  return call?.type === 'CallExpression' && methodOf(call) === 'use'
}

const besideRequest = /^_?(?:res|response|reply|rep|next|h|done)$/
const handles = /^(?:get|post|put|patch|delete|del|all|use|options|head|route|addHook|param)$/
const ofFrameworks = /(?:^|[^\w.])(?:express\.|fastify\.)?(?:Express|Fastify|NextApi|Next|Http)?Request\b/
const decorates = /^(?:Req|Request)$/

/** Whether a parameter is the request that a framework gives, rather than what somebody has sent. */
function isOfHandler({ node }: Binding, program: Program): boolean {
  const around = program.functionAround(node)
  if (!around || node.type !== 'Identifier') return false
  if (around.params.some((one) => one.type === 'Identifier' && besideRequest.test(one.name))) return true
  if (writtenDecorators(node).some(({ expression }) => decorates.test(nameOfCalled(expression)))) return true
  const call = program.outside(around)
  if (call?.type === 'CallExpression' && handles.test(methodsOf(call)[0] ?? '')) return true
  return node.typeAnnotation ? isRequestOfFramework(node.typeAnnotation, program) : false
}

function nameOfCalled(expression: Node): string {
  return expression.type === 'CallExpression' && expression.callee.type === 'Identifier' ? expression.callee.name : ''
}

function isRequestOfFramework(type: TSESTree.TSTypeAnnotation, program: Program): boolean {
  const { typeAnnotation: written } = type
  const name = written.type === 'TSTypeReference' && written.typeName.type === 'Identifier' ? written.typeName.name : undefined
  const declared = name === undefined ? undefined : typesOf(program).get(name)
  return [written, ...(declared ? [declared] : [])].some((node) => ofFrameworks.test(program.text.slice(...node.range)))
}

const typesOf = onceFor((program: Program) => {
  const declared = [...program.nodesOf('TSInterfaceDeclaration'), ...program.nodesOf('TSTypeAliasDeclaration')]
  return new Map<string, Node>(declared.map((one) => [one.id.name, one]))
})

/** A value that is put somewhere, and under which name; under any, where that is worked out. */
type Put = readonly [name: string, value: Node]

const anyName = '*'

/** What is put under names: `req.order = order`, `c.set('order', order)`, `Object.assign(res.locals, { order })`, `next({ ctx: { order } })`. */
const valuesPutUnder = onceFor((program: Program): readonly Put[] => [
  ...program.nodesOf('Property').flatMap((one) => (propertyName(one) === 'ctx' ? partsIn(one.value, program) : [])),
  ...program.nodesOf('AssignmentExpression').flatMap(({ left, right }) => putInto(left, right, program)),
  ...program.nodesOf('CallExpression').flatMap((call) => {
    const [first, ...more] = call.arguments
    const [method] = methodsOf(call)
    const key = method === 'set' && first?.type === 'Literal' && typeof first.value === 'string' ? first.value : undefined
    if (key !== undefined) return more.slice(0, 1).map((value): Put => [key, value])
    return isAssigning(call) && first && isOnRequest(first, program) ? more.flatMap(partsOf) : []
  }),
])

/** `Object.assign(…)`, and that of a library, rather than `tickets.assign(req.ticket, person)`. */
function isAssigning({ callee }: TSESTree.CallExpression): boolean {
  return /^(?:(?:Object|_|lodash)\.)?assign$/.test(pathOf(callee)?.join('.') ?? '')
}

function putInto(left: Node, right: Node, program: Program): Put[] {
  if (left.type === 'MemberExpression') {
    const name = propertyName(left) ?? (isMadeHere(left.object, program) ? undefined : anyName)
    return [...(name === undefined ? [] : [[name, right] as const]), ...(right.type === 'ObjectExpression' ? partsOf(right) : [])]
  }
  if (left.type !== 'ObjectPattern') return []
  return left.properties.flatMap((one) => (one.type === 'Property' ? putInto(one.value, right, program) : []))
}

/** Whether something is an object of the program's own: it is no request, whatever is put into it. */
function isMadeHere(thing: Node, program: Program): boolean {
  const { kind, init, property } = program.named(thing) ?? {}
  return kind === 'const' && property === undefined && init !== undefined && bare(init).type === 'ObjectExpression'
}

/** The parts of what is put together there, or before. */
function partsIn(value: Node, program: Program): Put[] {
  const node = constantOf(bare(value), program)
  if (node.type === 'CallExpression' && methodOf(node) === 'assign') return node.arguments.flatMap((one) => partsIn(one, program))
  return node.type === 'ObjectExpression' ? partsOf(node) : []
}

function partsOf(value: Node): Put[] {
  if (value.type !== 'ObjectExpression') return [[anyName, value]]
  return value.properties.map((one): Put => (one.type === 'Property' ? [propertyName(one) ?? anyName, one.value] : [anyName, one.argument]))
}

function isOnRequest(thing: Node, program: Program): boolean {
  const { root } = hangingOn(thing, program) ?? {}
  return root !== undefined && /^(?:_?req(?:uest)?|res(?:ponse)?|reply|ctx|context|c|event|locals)$/.test(root.name)
}

/** Functions that only give another form to what they are given. */
const forms =
  /^(?:safe)?(?:parse|validate|cast|coerce|transform|sanitize|decode|plainTo|pick|omit|clone|structuredClone|assign|merge|from|string|number|bigint)/i

/** Whether something is, or is made of, what was sent with a request. */
function isSent(value: Node, program: Program, seen = new Set<Node>()): boolean {
  const node = awaited(value)
  if (seen.has(node)) return false
  seen.add(node)
  const any = (parts: readonly (Node | null | undefined)[]): boolean => parts.some((part) => part && isSent(part, program, seen))
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression': {
      if (hangingOn(node, program)?.names.some(isOfRequest)) return true
      if (node.type === 'MemberExpression') return any([node.object])
      const binding = program.named(node)
      if (binding?.kind === 'parameter' && binding.property !== undefined && isOfRequest(binding.property)) return true
      return binding !== undefined && any([binding.init, promisedBy(binding, program), ...binding.writes.map(valueOf)])
    }
    case 'CallExpression': {
      if (nameOfCalled(node) === 'getRawInput') return true
      if (forms.test(methodsOf(node)[0] ?? nameOfCalled(node)) && any(node.arguments)) return true
      const isOfAll = bare(value) === node && node.arguments.some((one) => hangingOn(one, program)?.names.at(-1) === 'body')
      return isOfAll || (node.callee.type === 'MemberExpression' && any([node.callee]))
    }
    case 'ObjectExpression':
      return any(node.properties.map((one) => (one.type === 'Property' ? one.value : one.argument)))
    case 'ArrayExpression':
      return any(node.elements)
    case 'LogicalExpression':
    case 'BinaryExpression':
      return any([node.left, node.right])
    case 'ConditionalExpression':
      return any([node.consequent, node.alternate])
    case 'TemplateLiteral':
    case 'SequenceExpression':
      return any(node.expressions)
    case 'UnaryExpression':
      return any([node.argument])
    case 'NewExpression':
      return any(node.arguments)
    case 'SpreadElement':
      return any([node.argument])
    default:
      return isFunction(node)
  }
}

/** What a callback is given of a promise: `schema.parseAsync(req.body).then((order) => …)` */
function promisedBy({ kind, node }: Binding, program: Program): Node | undefined {
  const around = kind === 'parameter' ? program.functionAround(node) : undefined
  const call = around && program.outside(around)
  const handed = call?.type === 'CallExpression' ? handedOn(call, program) : undefined
  return handed && bare(handed.by) === around ? handed.of : undefined
}

function valueOf(write: Node): Node | undefined {
  return write.type === 'AssignmentExpression' ? write.right : undefined
}
