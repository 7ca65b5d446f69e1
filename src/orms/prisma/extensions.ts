import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { callsUnder } from '../../javascript/called.ts'
import { bare, pathOf, rootOf, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { recordFrom, spreadParts } from '../../javascript/symbolic/collections.ts'
import type { Located } from '../../javascript/resolve.ts'
import { keyName } from '../../javascript/symbolic/literals.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { literal, propertyOf, sourceText, symbol, unknown, type Entry, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { nodesUnder } from '../../javascript/under.ts'
import { argumentsOf } from '../arguments.ts'
import { shownText } from '../hidden-reason.ts'
import type { Model } from './datamodel.ts'
import { extensionsAround, extensionsOf, isPlain, soundsHeld, type ProgramsWith } from './extended-clients.ts'

/** What a call is given once the client's extensions have been through it. */
export interface Extended {
  readonly args: Value | undefined
  /** What was added by which extension, for people. */
  readonly notes: readonly string[]
}

/** What extensions make of a call, and which of them it is. */
interface Handled {
  readonly args: Value | undefined
  readonly by: readonly string[]
}

/** A call of a client. */
interface ClientCall {
  /** Where the client is written in it. */
  readonly written: Located
  readonly model: Model
  readonly method: string
  readonly args: Value | undefined
  readonly machine: Machine
  readonly programsWith: ProgramsWith
}

/** `client.$extends({ query: { … } })`: what it makes of the arguments of a call. */
export function extendedArgs(client: Value, call: ClientCall): Extended {
  const { machine } = call
  const own = extensionsOf(client, machine)
  if (own.length > 0) {
    const { args, by } = handledBy(own, call)
    return { args, notes: by.map((name) => `the extension \`${name}\` of its client adds to it`) }
  }
  const others = isPlain(client, machine, call.programsWith) ? [] : extensionsAround(machine, call.programsWith)
  const { args, notes } = others.reduce<Extended>(
    (before, other) => perhaps(before, handledBy(other, { ...call, args: before.args }), call.written),
    { args: call.args, notes: [] },
  )
  return { args, notes: [...new Set(notes)] }
}

function handledBy(extensions: readonly Value[], { model, method, args, machine }: ClientCall): Handled {
  const handlers = extensions.flatMap((extension) => handlersOf(extension, model, method))
  return handlers.reduce<Handled>((before, handler) => handled(before, handler, model, method, machine), { args, by: [] })
}

/** What is asked where the client may be one that is extended, or not. */
function perhaps(before: Extended, after: Handled, at: Located): Extended {
  const name = shownText(sourceText(at))
  const [was, is] = [argumentsOf(before.args), argumentsOf(after.args)]
  const changed = ['where', 'data', 'create'].flatMap((key): Entry[] => {
    const [one, other] = [was.of(key), is.of(key)]
    if (one === other) return []
    const either: Value = { kind: 'choice', key: after, on: name, of: [one, other].map((way) => way ?? literal(undefined, at)), at }
    return [{ key, value: key === 'where' ? either : unknown(`which client \`${name}\` is cannot be seen`, at), at }]
  })
  if (changed.length === 0) return before
  return {
    args: recordFrom([...(before.args ? spreadParts(before.args) : []), ...changed], at),
    notes: [...before.notes, ...after.by.map((by) => `\`${name}\` may be a client that the extension \`${by}\` adds to`)],
  }
}

/** The model whose delegate `Prisma.getExtensionContext(this)` is, by where it stands: `$extends({ model: { order: { open() { … } } } })` */
export function modelOfContext(value: Value): string | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.name !== 'getExtensionContext') return undefined
  const { node, program } = value.at
  const keys = [...program.ancestors(node)].flatMap((one) => (one.type === 'Property' && !one.computed ? (keyName(one.key) ?? []) : []))
  return keys[keys.lastIndexOf('model') - 1]
}

/** The functions that an extension has for a call, that for all first, and a method of its own by the same name. */
function handlersOf(extension: Value, model: Model, method: string): Value[] {
  if (isUnseen(extension)) return [extension]
  const [query, own] = [propertyOf(extension, 'query'), propertyOf(extension, 'model')]
  const name = model.id.charAt(0).toLowerCase() + model.id.slice(1)
  const groups = [query, propertyOf(query, '$allModels'), propertyOf(query, name)]
  return [
    ...groups.flatMap((group) => [propertyOf(group, '$allOperations'), propertyOf(group, method)]),
    ...['$allModels', name].map((key) => propertyOf(propertyOf(own, key), method)),
  ].flatMap((one) => one ?? [])
}

/** What a package makes, and calls by what it is held to: most others measure, cache or choose a replica. */
function isUnseen(extension: Value): boolean {
  return /^(?:call|import|unknown|symbol|member)$/.test(extension.kind) && soundsHeld(sourceText(extension.at))
}

function handled(before: Handled, handler: Value, model: Model, method: string, machine: Machine): Handled {
  const { at } = handler
  const args: Value = before.args ?? { kind: 'record', entries: [], open: false, at }
  if (isUnseen(handler)) return { args: opened(args, shownText(sourceText(at)), method), by: before.by }
  if (handler.kind !== 'function') return before
  const query = symbol('query', at)
  const entry = (key: string, value: Value): Entry => ({ key, value, at })
  const given: Value = {
    kind: 'record',
    entries: [entry('model', literal(model.id, at)), entry('operation', literal(method, at)), entry('args', args), entry('query', query)],
    open: false,
    at,
  }
  if (!mayChange(handler.node, at.program)) return before
  const sent = sentBy(machine.within(handler, [given]).value, query)
  if (sent && isFollowed(handler.node, at.program))
    return sent === args ? before : { args: sent, by: [...before.by, shownHandler(handler)] }
  return { args: opened(args, shownHandler(handler), method), by: before.by }
}

/** What is given to `query` at the end. */
function sentBy(value: Value, query: Value): Value | undefined {
  if (value.kind === 'call' && value.callee === query) return value.args[0]
  if (value.kind === 'choice') {
    const of = value.of.map((one) => sentBy(one, query))
    const [first, ...more] = of.filter((one) => one !== undefined)
    if (!first || more.length < of.length - 1) return undefined
    return more.every((one) => one === first) ? first : { ...value, of: [first, ...more] }
  }
  if (value.kind !== 'call' || value.callee.kind !== 'symbol' || value.callee.name !== '?:') return undefined
  const [test, first, second] = value.args
  const [yes, no] = [first && sentBy(first, query), second && sentBy(second, query)]
  if (!test || !yes || !no) return undefined
  return yes === no ? yes : { ...value, args: [test, yes, no] }
}

/** Whether it gives something else than it got: most measure, log or try again. */
const mayChange = onceFor((node: FunctionNode, program: Program): boolean => {
  const calls = callsUnder(node, program)
  const sending = calls.filter(isOfQuery)
  const isSentAsGiven =
    sending.length > 0 && sending.every(({ arguments: [first, ...more] }) => first && more.length === 0 && isNamed(first, 'args'))
  const sets = nodesUnder(node, program.nodesOf('AssignmentExpression')).some((one) => isOfArgs(one.left))
  const deletes = nodesUnder(node, program.nodesOf('UnaryExpression')).some((one) => one.operator === 'delete' && isOfArgs(one.argument))
  const assigns = calls.some(({ callee, arguments: [first] }) => pathOf(callee)?.join('.') === 'Object.assign' && first && isOfArgs(first))
  return !isSentAsGiven || sets || deletes || assigns
})

function isNamed(expression: Node, name: string): boolean {
  const node = bare(expression)
  return node.type === 'Identifier' && node.name === name
}

function isOfArgs(expression: Node): boolean {
  const root = rootOf(expression)
  return root !== undefined && isNamed(root, 'args')
}

/** Whether all that it sets is a property of an object that has a name, and it does not ask again where that fails. */
const isFollowed = onceFor((node: FunctionNode, program: Program): boolean => {
  const isKnown = nodesUnder(node, program.nodesOf('AssignmentExpression')).every((one) => {
    const target: Node = bare(one.left)
    return target.type !== 'MemberExpression' || (bare(target.object).type === 'Identifier' && one.operator === '=')
  })
  const failing = nodesUnder(node, program.nodesOf('CatchClause'))
  return isKnown && !failing.some((one) => callsUnder(one, program).some(isOfQuery))
})

function isOfQuery({ callee }: TSESTree.CallExpression): boolean {
  return isNamed(callee, 'query')
}

/** What cannot be followed may put conditions beside those that are there, and values into rows. */
function opened(args: Value, extension: string, method: string): Value {
  const { at } = args
  const hidden = unknown(`what the extension \`${extension}\` asks besides cannot be seen`, at)
  const where = argumentsOf(args).of('where')
  const parts = [
    ...spreadParts(args),
    { key: 'where', value: recordFrom([{ spread: hidden }, ...(where ? spreadParts(where) : [])], at), at },
  ]
  const rows = method === 'upsert' ? 'create' : method.startsWith('create') ? 'data' : undefined
  return recordFrom([...parts, ...(rows === undefined ? [] : [{ key: rows, value: hidden, at }])], at)
}

function shownHandler({ node, at: { program } }: Kind<'function'>): string {
  const parent = program.parentOf(node)
  return parent?.type === 'Property' ? sourceText({ node: parent.key, program }) : (pathOf(node)?.join('.') ?? '$extends')
}
