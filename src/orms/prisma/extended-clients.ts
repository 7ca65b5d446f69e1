import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { constructorOf } from '../../javascript/members.ts'
import {
  bare,
  isFunction,
  isUnder,
  methodOf,
  pathOf,
  propertyName,
  returnsIn,
  writtenDecorators,
  type Node,
} from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { basesOf } from '../../javascript/symbolic/classes.ts'
import { originsBy } from '../../javascript/symbolic/declared.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { parametersOf } from '../../javascript/symbolic/samples.ts'
import { sourceText, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { handedElsewhere, handedFor, nameOf } from '../handed-parameters.ts'
import { waysOf } from '../ways.ts'
import { isClientItself } from './client.ts'
import { decoratedAs } from './fastify.ts'
import { transactionOf } from './transactions.ts'

/** The programs around with something in their text. */
export type ProgramsWith = (words: string) => readonly Program[]

const maxSteps = 8

/** The extensions of a client, the first first. */
export function extensionsOf(client: Value, machine: Machine, steps = 0): readonly Value[] {
  if (steps > maxSteps) return []
  const { values, types } = originsBy(client, machine)
  for (const origin of [client, ...values]) {
    const found = extensionsMade(origin, machine, steps)
    if (found.length > 0) return found
  }
  const [type, ...others] = types
  return type && others.length === 0 ? extensionsMade(type, machine, steps) : []
}

function extensionsMade(origin: Value, machine: Machine, steps: number): readonly Value[] {
  const of = (value: Value): readonly Value[] => extensionsOf(value, machine, steps + 1)
  const outer = origin.kind === 'symbol' ? transactionOf(origin, machine) : undefined
  if (outer) return of(machine.answer(outer))
  // The type `ReturnType<typeof forTenant>`.
  if (origin.kind === 'function') return of(machine.within(origin, parametersOf(origin)).value)
  if (origin.kind !== 'call') return []
  const made = madeOnce(origin)
  if (made) return of(made)
  const [given] = origin.args
  // `enhance(prisma, { user })` of a package
  if (given && isMadeByPackage(origin, machine)) return [...of(given), origin]
  const { callee } = origin
  if (callee.kind === 'member' && callee.name === '$extends' && given)
    return [...of(callee.object), ...shapesOf(given, callee.object, machine)]
  return becoming(origin, machine).flatMap(of)
}

function isMadeByPackage({ callee, args: [given], isNew }: Kind<'call'>, machine: Machine): boolean {
  return !isNew && isOfPackage(callee) && given !== undefined && isClientItself(given, machine)
}

function isOfPackage(callee: Value): boolean {
  return callee.kind === 'import' || (callee.kind === 'member' && isOfPackage(callee.object))
}

/** `(known ??= forTenant(id))`: what is made where nothing is known yet. */
function madeOnce(client: Kind<'call'>): Value | undefined {
  return client.at.node.type === 'AssignmentExpression' ? client.args[1] : undefined
}

/** An object, that of `Prisma.defineExtension`, or what a function makes of the client. */
function shapesOf(given: Value, client: Value, machine: Machine): readonly Value[] {
  if (given.kind === 'function') return extensionsOf(machine.within(given, [client]).value, machine, 1)
  if (given.kind !== 'call') return [given]
  const isDefined = given.callee.kind === 'member' && given.callee.name === 'defineExtension'
  const [inner] = given.args
  return isDefined && inner ? shapesOf(inner, client, machine) : [given]
}

/** What the constructors of a service come back with, or put over it, that of its base first: `constructor() { super(); return extend(this) }` */
function becoming({ callee, isNew }: Kind<'call'>, machine: Machine): readonly Value[] {
  if (!isNew || callee.kind !== 'class') return []
  return [callee, ...basesOf(callee, machine)].toReversed().flatMap(({ node, at: { program } }) => {
    const made = constructorOf(node)
    const values = made ? becomingIn(made, program).map((one) => machine.answer({ node: one, program })) : []
    return values.filter((value) => value.kind !== 'record' && !(value.kind === 'symbol' && value.name === 'this'))
  })
}

/** `return extend(this)`, `Object.assign(this, extend(this))` */
function becomingIn(constructor: TSESTree.FunctionExpression, program: Program): Node[] {
  const assigned = program.nodesOf('CallExpression').flatMap((call) => {
    const [target, ...others] = call.arguments
    const isPutOver = target?.type === 'ThisExpression' && pathOf(call.callee)?.join('.') === 'Object.assign'
    return isPutOver && isUnder(call, constructor) ? others : []
  })
  return [...assigned, ...returnsIn(constructor.body).flatMap(({ argument }) => argument ?? [])]
}

/** Whether a client is, on one way at least, one that is seen to be made, and that nothing extends there. */
export function isPlain(client: Value, machine: Machine, programsWith: ProgramsWith): boolean {
  return isPlainAfter(client, machine, programsWith, new Set(), 0)
}

function isPlainAfter(client: Value, machine: Machine, programsWith: ProgramsWith, handed: Set<Node>, steps: number): boolean {
  if (steps > maxSteps) return false
  const { values, types } = originsBy(client, machine)
  const of = (value: Value): boolean => isPlainAfter(value, machine, programsWith, handed, steps + 1)
  const isMade = (origin: Value): boolean => {
    const ways = waysOf(origin)
    if (ways) return ways.of.some(of)
    const outer = origin.kind === 'symbol' ? transactionOf(origin, machine) : undefined
    if (outer) return of(machine.answer(outer))
    // The type `Parameters<Parameters<typeof db['$transaction']>[0]>[0]`.
    if (origin.kind === 'member') return origin.name === '$transaction' && of(origin.object)
    if (origin.kind !== 'call' || !origin.isNew || !isClientItself(origin, machine) || becoming(origin, machine).length > 0) return false
    return origin.at.node.type === 'NewExpression' || isPlainByType(origin, machine, programsWith)
  }
  if ([client, ...values].some(isMade) || (types.length > 0 && types.every(isMade))) return true
  const decorated = client.kind === 'member' ? decoratedAs(client, machine, programsWith) : []
  if (decorated.length > 0) return decorated.every(of)
  if (client.kind !== 'symbol' || !client.declared || handed.has(client.declared.node)) return false
  handed.add(client.declared.node)
  if (handedFor(client.declared, machine).some((given) => of(machine.answer(given)))) return true
  const others = programsWith('$transaction').filter(({ file }) => !isTest(file))
  const elsewhere = handedElsewhere(client.declared, machine, others)
  return elsewhere.length > 0 && elsewhere.every((given) => of(machine.answer(given)))
}

/** What a test gives says nothing of what the application does. */
function isTest(file: string): boolean {
  return /[.-](?:spec|test)\.\w+$|(?:^|[\\/])(?:__tests__|tests?|e2e)[\\/]/.test(file)
}

/** What is extended is no `PrismaClient` by its type, unless a program says that it is one; it may go for a `Prisma.TransactionClient`, and for a part of a client. */
function isPlainByType({ callee, at }: Kind<'call'>, machine: Machine, programsWith: ProgramsWith): boolean {
  if (callee.kind === 'member' || isPartial(at) || isInjected(at)) return false
  return callee.kind === 'class' || !isAnyTakenForPlain(machine, programsWith)
}

/** `Omit<PrismaClient, '$extends'>` */
function isPartial({ node, program }: Located): boolean {
  const outer = program.parentOf(program.parentOf(node) ?? node)
  return outer?.type === 'TSTypeReference' && /^(?:Omit|Pick|Partial)$/.test(sourceText({ node: outer.typeName, program }))
}

/** `@Inject(TENANT) db: PrismaClient`: what is injected by a token may be of another type. */
function isInjected({ node, program }: Located): boolean {
  const place = program.parentOf(program.parentOf(node) ?? node)
  const parameter = place && program.parentOf(place)
  const decorators = [place, parameter].flatMap((one) =>
    one?.type === 'Identifier' || one?.type === 'TSParameterProperty' || one?.type === 'PropertyDefinition' ? writtenDecorators(one) : [],
  )
  return decorators.map((one) => sourceText({ node: one, program })).some((token) => soundsHeld(token) || /extend/i.test(token))
}

/** Whether something is called by what it holds its queries to. */
export function soundsHeld(name: string): boolean {
  return /tenan|organi[sz]ation|workspace|scop|isolat|rls|enhance|polic(?:y|ies)|permission/i.test(name)
}

/** Whether somewhere around a client that is extended, or that stands before such a one, goes for a plain one. */
const isAnyTakenForPlain = onceFor((machine: Machine, programsWith: ProgramsWith): boolean => {
  if (extensionsAround(machine, programsWith).length === 0) return false
  if (programsWith('as PrismaClient').length > 0) return true
  const extending = programsWith('$extends')
  if ([...extending, ...programsWith('new Proxy')].some((program) => isTakenForPlain(program, machine))) return true
  const makers = new Set(extending.flatMap((program) => [...makersIn(program)]))
  return [...makers].some((maker) =>
    programsWith(`${maker}(`).some((program) => castsOf(program, maker).some((one) => isExtended(one, program, machine))),
  )
})

type Cast = TSESTree.TSAsExpression | TSESTree.TSTypeAssertion

function isTakenForPlain(program: Program, machine: Machine): boolean {
  const isStandIn = ({ callee, arguments: [target] }: TSESTree.NewExpression): boolean =>
    pathOf(callee)?.join('.') === 'Proxy' && target !== undefined && isClientItself(machine.answer({ node: target, program }), machine)
  return castsIn(program).some((one) => isExtended(one, program, machine)) || program.nodesOf('NewExpression').some(isStandIn)
}

function isExtended({ expression: node }: Cast, program: Program, machine: Machine): boolean {
  return extensionsOf(machine.answer({ node, program }), machine).length > 0
}

/** What goes for anything: `forTenant(id) as any` */
const castsIn = onceFor((program: Program): readonly Cast[] =>
  [...program.nodesOf('TSAsExpression'), ...program.nodesOf('TSTypeAssertion')].filter(
    ({ expression, typeAnnotation }) => /^TS(?:Any|Unknown|Never|This)/.test(typeAnnotation.type) && mayMakeClient(expression),
  ),
)

/** Those of what a function gives, also in a variable. */
function castsOf(program: Program, maker: string): readonly Cast[] {
  return castsIn(program).filter(({ expression }) => {
    const made = program.named(bare(expression))?.init ?? expression
    return sourceText({ node: made, program }).includes(`${maker}(`)
  })
}

/** The functions of a program that extend a client. Limit: methods are none, since many things have one of such a name. */
const makersIn = onceFor((program: Program): ReadonlySet<string> => {
  const extending = program.nodesOf('CallExpression').filter((call) => methodOf(call) === '$extends')
  const around = extending.flatMap((call) => [...program.ancestors(call)].filter((one) => isFunction(one)))
  const makers = around.filter((one) => !/^(?:MethodDefinition|Property(?:Definition)?)$/.test(program.parentOf(one)?.type ?? ''))
  return new Set(makers.flatMap((one) => nameOf(one, program) ?? []))
})

/** Most casts are of arguments. */
function mayMakeClient(expression: Node): boolean {
  return /^(?:CallExpression|NewExpression|Identifier|MemberExpression|AwaitExpression)$/.test(bare(expression).type)
}

/** The extensions of each client that is seen to be extended in the programs around. */
export const extensionsAround = onceFor((machine: Machine, programsWith: ProgramsWith): readonly (readonly Value[])[] => [
  ...programsWith('$extends').flatMap((program) => extensionsIn(program, machine)),
  ...programsWith('enhance(').flatMap((program) => enhancedIn(program, machine)),
])

function extensionsIn(program: Program, machine: Machine): readonly (readonly Value[])[] {
  return program.nodesOf('CallExpression').flatMap(({ callee: written, arguments: [given] }) => {
    const callee = bare(written)
    if (!given || callee.type !== 'MemberExpression' || propertyName(callee) !== '$extends') return []
    return [shapesOf(machine.answer({ node: given, program }), machine.answer({ node: callee.object, program }), machine)]
  })
}

/** `enhance(prisma, { user })` of ZenStack. */
function enhancedIn(program: Program, machine: Machine): readonly (readonly Value[])[] {
  return program.nodesOf('CallExpression').flatMap((node) => {
    if (pathOf(node.callee)?.at(-1) !== 'enhance') return []
    const made = machine.answer({ node, program })
    return made.kind === 'call' && isMadeByPackage(made, machine) ? [[made]] : []
  })
}
