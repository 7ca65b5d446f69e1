import type { TSESTree } from '@typescript-eslint/utils'
import { constructorOf } from '../../javascript/members.ts'
import { bare, isUnder, pathOf, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { originsOf } from '../../javascript/symbolic/declared.ts'
import { keyName } from '../../javascript/symbolic/literals.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { parametersOf } from '../../javascript/symbolic/samples.ts'
import { literal, propertyOf, sourceText, symbol, unknown, type Entry, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { Model } from './datamodel.ts'
import { transactionOf } from './client.ts'

/** What a call is given once the client's extensions have been through it. */
export interface Extended {
  readonly args: Value | undefined
  /** Extensions that have changed it, as they are written. */
  readonly by: readonly string[]
}

const maxSteps = 8

/** `client.$extends({ query: { … } })`: what it makes of the arguments of a call. */
export function extendedArgs(
  client: Value,
  {
    model,
    method,
    args,
    machine,
  }: { readonly model: Model; readonly method: string; readonly args: Value | undefined; readonly machine: Machine },
): Extended {
  const handlers = extensionsOf(client, machine, 0).flatMap((extension) => handlersOf(extension, model, method))
  return handlers.reduce<Extended>((before, handler) => handled(before, handler, model, method, machine), { args, by: [] })
}

/** The model whose delegate `Prisma.getExtensionContext(this)` is, by where it stands: `$extends({ model: { order: { open() { … } } } })` */
export function modelOfContext(value: Value): string | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.name !== 'getExtensionContext') return undefined
  const { node, program } = value.at
  const keys = [...program.ancestors(node)].flatMap((one) => (one.type === 'Property' && !one.computed ? (keyName(one.key) ?? []) : []))
  return keys[keys.lastIndexOf('model') - 1]
}

/** The extensions of a client, the first first. */
function extensionsOf(client: Value, machine: Machine, steps: number): readonly Value[] {
  if (steps > maxSteps) return []
  const of = (value: Value): readonly Value[] => extensionsOf(value, machine, steps + 1)
  for (const origin of [client, ...originsOf(client, machine)]) {
    if (origin.kind === 'symbol') {
      const outer = transactionOf(origin)
      const found = outer ? of(machine.answer(outer)) : []
      if (found.length > 0) return found
    }
    const own = ofService(origin, machine)
    if (own.length > 0) return own
    const made = madeOnce(origin)
    if (made) return of(made)
    // The type `ReturnType<typeof forTenant>`.
    if (origin.kind === 'function') return of(machine.within(origin, parametersOf(origin)).value)
    if (origin.kind !== 'call' || origin.callee.kind !== 'member') continue
    const { object, name } = origin.callee
    const [given] = origin.args
    if (name !== '$extends' || !given) continue
    return [...of(object), ...shapesOf(given, object, machine)]
  }
  return []
}

/** `class PrismaService extends PrismaClient { constructor() { super(); return this.$extends({ … }) } }` */
function ofService(client: Value, machine: Machine): readonly Value[] {
  if (client.kind !== 'call' || !client.isNew || client.callee.kind !== 'class') return []
  const { node, at } = client.callee
  const made = constructorOf(node)
  if (!made) return []
  const calls = at.program.nodesOf('CallExpression').filter((one) => isUnder(one, made) && becomesThis(one, at.program))
  return calls.flatMap(({ arguments: [given] }) =>
    given ? shapesOf(machine.answer({ node: given, program: at.program }), client, machine) : [],
  )
}

/** `return this.$extends(…)`, `Object.assign(this, this.$extends(…))` */
function becomesThis(call: TSESTree.CallExpression, program: Program): boolean {
  if (pathOf(call.callee)?.join('.') !== 'this.$extends') return false
  const outer = program.outside(call)
  if (outer?.type !== 'CallExpression') return outer?.type === 'ReturnStatement'
  return pathOf(outer.callee)?.join('.') === 'Object.assign' && outer.arguments[0]?.type === 'ThisExpression'
}

/** `(known ??= forTenant(id))`: what is made where nothing is known yet. */
function madeOnce(client: Value): Value | undefined {
  return client.kind === 'call' && client.at.node.type === 'AssignmentExpression' ? client.args[1] : undefined
}

/** An object, that of `Prisma.defineExtension`, or what a function makes of the client. */
function shapesOf(given: Value, client: Value, machine: Machine): readonly Value[] {
  if (given.kind === 'function') return extensionsOf(machine.within(given, [client]).value, machine, 1)
  if (given.kind !== 'call') return [given]
  const isDefined = given.callee.kind === 'member' && given.callee.name === 'defineExtension'
  const [inner] = given.args
  return isDefined && inner ? shapesOf(inner, client, machine) : [given]
}

/** The functions that an extension has for a call, that for all first. */
function handlersOf(extension: Value, model: Model, method: string): Value[] {
  if (isUnseen(extension)) return [extension]
  const query = propertyOf(extension, 'query')
  const name = model.id.charAt(0).toLowerCase() + model.id.slice(1)
  const groups = [query, propertyOf(query, '$allModels'), propertyOf(query, name)]
  return groups.flatMap((group) => [propertyOf(group, '$allOperations'), propertyOf(group, method)].flatMap((one) => one ?? []))
}

/** What a package makes, and calls by what it is held to: most others measure, cache or choose a replica. */
function isUnseen(extension: Value): boolean {
  return (
    /^(?:call|import|unknown|symbol|member)$/.test(extension.kind) &&
    /tenan|organi[sz]ation|workspace|scop|isolat|rls/i.test(sourceText(extension.at))
  )
}

function handled(before: Extended, handler: Value, model: Model, method: string, machine: Machine): Extended {
  const { at } = handler
  const args: Value = before.args ?? { kind: 'record', entries: [], open: false, at }
  if (isUnseen(handler)) return { args: opened(args, sourceText(at)), by: before.by }
  if (handler.kind !== 'function') return before
  const query = symbol('query', at)
  const entry = (key: string, value: Value): Entry => ({ key, value, at })
  const given: Value = {
    kind: 'record',
    entries: [entry('model', literal(model.id, at)), entry('operation', literal(method, at)), entry('args', args), entry('query', query)],
    open: false,
    at,
  }
  if (!mayChange(handler)) return before
  const sent = sentBy(machine.within(handler, [given]).value, query)
  const by = `the extension \`${shownHandler(handler)}\` of its client adds to it`
  if (sent && isFollowed(handler)) return sent === args ? before : { args: sent, by: [...before.by, by] }
  return { args: opened(args, shownHandler(handler)), by: before.by }
}

/** What is given to `query` at the end. */
function sentBy(value: Value, query: Value): Value | undefined {
  if (value.kind === 'call' && value.callee === query) return value.args[0]
  if (value.kind === 'choice') {
    const of = value.of.map((one) => sentBy(one, query))
    const sent = of.filter((one) => one !== undefined)
    return sent.length === of.length ? { ...value, of: sent } : undefined
  }
  if (value.kind !== 'call' || value.callee.kind !== 'symbol' || value.callee.name !== '?:') return undefined
  const [test, first, second] = value.args
  const [yes, no] = [first && sentBy(first, query), second && sentBy(second, query)]
  return test && yes && no ? { ...value, args: [test, yes, no] } : undefined
}

/** Whether it gives something else than it got: most measure, log or try again. */
function mayChange({ node, at: { program } }: Kind<'function'>): boolean {
  const calls = program.nodesOf('CallExpression').filter((call) => isUnder(call, node))
  const sending = calls.filter(({ callee }) => isNamed(callee, 'query'))
  const isSentAsGiven =
    sending.length > 0 && sending.every(({ arguments: [first, ...more] }) => first && more.length === 0 && isNamed(first, 'args'))
  const sets = program.nodesOf('AssignmentExpression').some((one) => isUnder(one, node) && isOfArgs(one.left))
  const deletes = program
    .nodesOf('UnaryExpression')
    .some((one) => isUnder(one, node) && one.operator === 'delete' && isOfArgs(one.argument))
  const assigns = calls.some(({ callee, arguments: [first] }) => pathOf(callee)?.join('.') === 'Object.assign' && first && isOfArgs(first))
  return !isSentAsGiven || sets || deletes || assigns
}

function isNamed(expression: Node, name: string): boolean {
  const node = bare(expression)
  return node.type === 'Identifier' && node.name === name
}

function isOfArgs(expression: Node): boolean {
  const root = rootOf(expression)
  return root !== undefined && isNamed(root, 'args')
}

/** Whether all that it sets is a property of an object that has a name. */
function isFollowed({ node, at: { program } }: Kind<'function'>): boolean {
  return program.nodesOf('AssignmentExpression').every((one) => {
    if (!isUnder(one, node)) return true
    const target: Node = bare(one.left)
    return target.type !== 'MemberExpression' || (bare(target.object).type === 'Identifier' && one.operator === '=')
  })
}

/** What cannot be followed may put conditions beside those that are there. */
function opened(args: Value, extension: string): Value {
  const reason = `what the extension \`${extension}\` asks besides cannot be seen`
  const entries = args.kind === 'record' ? args.entries : []
  const where = entries.find(({ key }) => key === 'where')?.value
  const parts = [{ spread: unknown(reason, args.at) }, ...(where ? [{ spread: where }] : [])]
  const value: Value = { kind: 'record', entries: where?.kind === 'record' ? where.entries : [], open: true, parts, at: args.at }
  return {
    kind: 'record',
    entries: [...entries.filter(({ key }) => key !== 'where'), { key: 'where', value, at: args.at }],
    open: false,
    at: args.at,
  }
}

function shownHandler({ node, at: { program } }: Kind<'function'>): string {
  const parent = program.parentOf(node)
  return parent?.type === 'Property' ? sourceText({ node: parent.key, program }) : (pathOf(node)?.join('.') ?? '$extends')
}
