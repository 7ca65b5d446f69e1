import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, bare, methodOf, pathOf, propertyName, writtenDecorators, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { wordsOf } from '../../query/program-text.ts'
import { alteredIn } from './altered.ts'
import { constantOf } from './constants.ts'
import { isSomebody } from './permitted.ts'

/** Something by what it hangs on: `req`, and then `user` and `id`. */
interface Hanging {
  readonly root: Binding | TSESTree.CallExpression | TSESTree.ThisExpression
  readonly names: readonly string[]
}

const maxSteps = 8

/** What says who asks, where something is the key of that person: `session.user.id`, `ctx.userId`, `(await getCurrentUser()).id`. */
export function askerOf(expression: Node, program: Program, property?: string): string | undefined {
  const hanging = hangingOn(expression, program)
  if (!hanging) return undefined
  const { root } = hanging
  const names = property === undefined ? hanging.names : [...hanging.names, property]
  const key = names.at(-1)
  if (isBinding(root) && (alteredIn(program).has(root) || !root.writes.every((write) => isOfAnother(write, names)))) return undefined
  const isKey = key !== undefined ? ofPerson.test(key) || keys.test(key) : isBinding(root) && isSaidToAsk(root)
  if (!isKey || !saysWho(root, names, program)) return undefined
  return program.text.slice(...bare(expression).range)
}

/** What whoever asks says that they have: `await user.collectionIds()`. */
export function saidByAsker(expression: Node, program: Program): string | undefined {
  const call = awaited(constantOf(bare(expression), program))
  const callee = call.type === 'CallExpression' ? bare(call.callee) : undefined
  if (call.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || !/(?:^i|I)ds?$/.test(propertyName(callee) ?? ''))
    return undefined
  const isPlain = call.arguments.every(({ type }) => type === 'Literal' || type === 'ObjectExpression')
  return isPlain && askerOf(callee.object, program, 'id') !== undefined ? program.text.slice(...callee.range) : undefined
}

/** Whether what is set or called hangs beside something, on the same: `ctx.body = rows` and `ctx.set(…)` leave `ctx.state.user` as it is. */
function isOfAnother(write: Node, names: readonly string[]): boolean {
  const [, ...path] =
    pathOf(write.type === 'AssignmentExpression' ? write.left : write.type === 'CallExpression' ? write.callee : write) ?? []
  const holder = write.type === 'CallExpression' ? path.slice(0, -1) : path
  const isOwnMethod = write.type === 'CallExpression' && path.length === 1
  return isOwnMethod || holder.some((name, i) => i < names.length && name !== names[i])
}

const keys = /^_?(?:id|uid|uuid|sub|email)$/
const ofPerson = /^(?:current_?|auth_?|session_?)?(?:user|viewer|actor)_?(?:id|uid|uuid|email)$/i
const people = /^(?:user|current_?user|auth_?user|logged_?in_?user|session|auth|viewer|actor|me|principal|identity|claims)$/i
const requests = /^_?(?:req|request|res|response|reply|ctx|context|c|locals|socket)$/
const events = /^(?:event|evt)$/
const holders = /^(?:locals|context|state|var|data|raw|req|request)$/
const sent =
  /^(?:body|params?|query|inputs?|args|arguments|headers?|cookies?|payload|form|json|search|searchParams|variables|dto|message)$/i

function saysWho(root: Hanging['root'], names: readonly string[], program: Program): boolean {
  if (names.slice(0, -1).some((name) => sent.test(name))) return false
  if (!isBinding(root)) return root.type === 'ThisExpression' ? people.test(names[0] ?? '') : givesWho(root)
  const first = root.property ?? root.name
  if (isSaidToAsk(root)) return true
  if (people.test(first)) return !isOneOfList(root, program)
  const behind = events.test(first) ? names.slice(names.findIndex((name) => !holders.test(name))) : names
  const isRequest = requests.test(first) || (events.test(first) && holders.test(names[0] ?? ''))
  const [who, ...more] = behind.filter((name, i) => i > 0 || !holders.test(name))
  return isRequest && who !== undefined && (more.length === 0 ? ofPerson.test(who) : people.test(who))
}

/** `@CurrentUser() user`, `@GetUser('id') id`: a decorator says so. */
function isSaidToAsk({ node }: Binding): boolean {
  const parameter = node.type === 'Identifier' ? node : undefined
  return parameter !== undefined && writtenDecorators(parameter).some(({ expression }) => namesWho(expression))
}

function namesWho(decorator: Node): boolean {
  const callee = decorator.type === 'CallExpression' ? decorator.callee : decorator
  return wordsOf(pathOf(callee)?.at(-1) ?? '').some((word) => /^(?:user|auth|session|viewer|principal|me)$/.test(word))
}

/** `users.map((user) => …)`: one of several is not the one who asks. */
function isOneOfList({ node }: Binding, program: Program): boolean {
  const around = program.functionAround(node)
  const call = around && program.outside(around)
  return call?.type === 'CallExpression' && /^(?:map|forEach|flatMap|filter|find|some|every|reduce|then|sort)$/.test(methodOf(call) ?? '')
}

const ofSession = /^(?:auth|authenticate|authenticated|session|viewer|principal|identity|login|logged)$/
const besidesOwn = /^(?:by|for|of|all|or|create|update|delete|find)$/
const gives = /^(?:get|require|ensure|fetch|load|use|read|current|must|validate|verify|assert)$/

/** A call that gives who asks: `getServerSession(options)`, `auth()`, `supabase.auth.getUser()`, `requireUser(request)`. */
function givesWho({ callee, arguments: given }: TSESTree.CallExpression): boolean {
  const path = pathOf(callee) ?? []
  const words = wordsOf(path.at(-1) ?? '')
  const isGiven = words.some((word) => gives.test(word))
  const isOfUser = words.includes('user') && !words.some((word) => besidesOwn.test(word))
  const isOfSession = words.some((word) => ofSession.test(word)) || (isGiven && path.slice(0, -1).some((name) => ofSession.test(name)))
  return isOfSession ? given.every((one) => !isKeyGiven(one)) : isOfUser && isGiven && given.every(isRequest)
}

/** `req`, `req.headers`; not `req.params.id`. */
function isRequest(given: Node): boolean {
  const [, ...names] = pathOf(given) ?? []
  return isSomebody(given) && names.every((name) => /^(?:headers|cookies|raw|session)$/.test(name))
}

/** `getSession(id)` is not of who asks. */
function isKeyGiven(given: Node): boolean {
  return /(?:^|_)(?:id|email)$|Id$|Email$/.test(pathOf(given)?.at(-1) ?? '')
}

function hangingOn(expression: Node, program: Program, steps = 0): Hanging | undefined {
  const node = awaited(expression)
  if (steps > maxSteps) return undefined
  switch (node.type) {
    case 'ThisExpression':
      return { root: node, names: [] }
    case 'MemberExpression': {
      const name = propertyName(node)
      const object = name === undefined ? undefined : hangingOn(node.object, program, steps + 1)
      return object && name !== undefined ? { ...object, names: [...object.names, name] } : undefined
    }
    case 'CallExpression': {
      const [key] = node.arguments
      const isGot =
        methodOf(node) === 'get' && node.callee.type === 'MemberExpression' && key?.type === 'Literal' && typeof key.value === 'string'
      const on = isGot && node.callee.type === 'MemberExpression' ? hangingOn(node.callee.object, program, steps + 1) : undefined
      return on && isBinding(on.root) && isGot ? { ...on, names: [...on.names, key.value] } : { root: node, names: [] }
    }
    case 'Identifier':
      return ofName(node, program, steps)
    default:
      return undefined
  }
}

function ofName(name: TSESTree.Identifier, program: Program, steps: number): Hanging | undefined {
  const binding = program.named(name)
  if (!binding) return undefined
  if (binding.kind === 'parameter') return { root: binding, names: [] }
  if (binding.writes.length > 0) return undefined
  if ((binding.kind !== 'const' && binding.kind !== 'let') || !binding.init) return undefined
  const from = hangingOn(binding.init, program, steps + 1)
  return from && binding.property !== undefined ? { ...from, names: [...from.names, binding.property] } : from
}

function isBinding(root: Hanging['root']): root is Binding {
  return 'kind' in root
}
