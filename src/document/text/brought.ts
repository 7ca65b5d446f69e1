import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { awaited, bare, isFunction, methodsOf, propertyName, writtenDecorators, type Node } from '../../javascript/nodes.ts'
import { setsAnother, type Binding, type Program } from '../../javascript/program.ts'
import { wordsOf } from '../../query/program-text.ts'
import { alteredIn } from './loaded.ts'

/** What hangs on a request, or on what goes with it: `order` and `id`, of `req.order.id`. */
interface Hanging {
  readonly root: Binding
  readonly names: readonly string[]
}

const maxSteps = 8

/** What a program has put on a request before, most likely a row that it had loaded, of which something is a part: `order` of `req.order.id`. */
export function broughtBy(expression: Node, program: Program): string | undefined {
  const { root, names = [] } = hangingOn(expression, program) ?? {}
  if (!root || names.some(isOfRequest) || alteredIn(program).has(root)) return undefined
  const [name, column, ...more] = root.name === 'locals' ? names : withoutHolder(names, root, program)
  if (name === undefined || column === undefined || program.isSetOnGiven(more.at(-1) ?? column)) return undefined
  return valuesPutUnder(program).some(([put, value]) => put === name && isSent(value, program)) ? undefined : name
}

/** What is sent itself, and who sends it. */
const ofRequest =
  /^(?:params?|parameters?|body|bodies|query|queries|headers?|cookies?|files?|forms?|fields?|json|payload|inputs?|data|args?|arguments|variables|urls?|search|raw|valid|validated|parsed|sanitized|dto|swagger|openapi|messages?|events?|values?|sent|signed|request|req|upload|multipart|route|options|filters?|session|sessions|user|users|auth|authentication|identity|principal|claims|tokens?|jwt|me|viewer|actor|credentials|passport|length)$/

function isOfRequest(name: string): boolean {
  return wordsOf(name).some((word) => ofRequest.test(word))
}

/** Where frameworks let programs put what they want. */
const holders = /^(?:locals|state|var|context)$/

/** What hangs there, where something is what a handler is given. */
function withoutHolder([first = '', ...more]: readonly string[], root: Binding, program: Program): readonly string[] {
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
  const binding = node.type === 'Identifier' ? program.bindingOf(node.name, node) : undefined
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
  const isTaken = binding.property !== undefined && !(binding.name === 'locals' && binding.property === 'locals')
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
  return node.typeAnnotation !== undefined && isRequestOfFramework(node.typeAnnotation, program)
}

function nameOfCalled(expression: Node): string {
  return expression.type === 'CallExpression' && expression.callee.type === 'Identifier' ? expression.callee.name : ''
}

function isRequestOfFramework(type: TSESTree.TSTypeAnnotation, program: Program): boolean {
  const { typeAnnotation: written } = type
  const name = written.type === 'TSTypeReference' && written.typeName.type === 'Identifier' ? written.typeName.name : undefined
  const declared = [...program.nodesOf('TSInterfaceDeclaration'), ...program.nodesOf('TSTypeAliasDeclaration')].find(
    ({ id }) => id.name === name,
  )
  return [written, ...(declared ? [declared] : [])].some((node) => ofFrameworks.test(program.text.slice(...node.range)))
}

/** What is put under names: `req.order = order`, `c.set('order', order)`. */
const valuesPutUnder = onceFor((program: Program): readonly (readonly [string, Node])[] => [
  ...program.nodesOf('AssignmentExpression').flatMap(({ left, right }) => {
    const name = left.type === 'MemberExpression' ? propertyName(left) : undefined
    return name === undefined ? [] : [[name, right] as const]
  }),
  ...program.nodesOf('CallExpression').flatMap((call) => {
    const [key, value] = call.arguments
    const isPut = methodsOf(call)[0] === 'set' && key?.type === 'Literal' && typeof key.value === 'string'
    return isPut && value ? [[key.value, value] as const] : []
  }),
])

/** Functions that only give another form to what they are given. */
const forms =
  /^(?:safe)?(?:parse|validate|cast|coerce|transform|sanitize|decode|plainTo|pick|omit|clone|structuredClone|assign|merge|from)/i

/** Whether something is, or is made of, what was sent with a request. */
function isSent(value: Node, program: Program, steps = 0): boolean {
  const node = awaited(value)
  const any = (parts: readonly Node[]): boolean => steps < maxSteps && parts.some((part) => isSent(part, program, steps + 1))
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression': {
      if (hangingOn(node, program)?.names.some(isOfRequest)) return true
      const binding = node.type === 'Identifier' ? program.bindingOf(node.name, node) : undefined
      return binding?.init ? any([binding.init]) : node.type === 'MemberExpression' && any([node.object])
    }
    case 'ObjectExpression':
      return any(node.properties.map((one) => (one.type === 'Property' ? one.value : one.argument)))
    case 'LogicalExpression':
      return any([node.left, node.right])
    case 'ConditionalExpression':
      return any([node.consequent, node.alternate])
    case 'NewExpression':
      return any(node.arguments)
    case 'CallExpression':
      if (forms.test(methodsOf(node)[0] ?? nameOfCalled(node)) && any(node.arguments)) return true
      return node.callee.type === 'MemberExpression' && any([node.callee])
    default:
      return isFunction(node)
  }
}
