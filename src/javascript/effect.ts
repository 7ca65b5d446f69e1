import type { TSESTree } from '@typescript-eslint/utils'
import {
  bare,
  isFunction,
  methodOf,
  pathOf,
  propertyIn,
  propertyName,
  soleGiven,
  soleResult,
  type ClassNode,
  type FunctionNode,
  type Node,
} from './nodes.ts'
import { ofProgram } from './of-each.ts'
import { importOf, type Binding, type Program } from './program.ts'
import { specifierOf } from './specifier.ts'

/** What goes on, and the function that it is given to. */
export interface GoingOn {
  readonly of: Node
  readonly by: Node
  /** What is gone on with stays what it was. */
  readonly keeps: boolean
}

/** A function that is run with what an effect gives: `Effect.map(find(id), pick)`, `find(id).pipe(Effect.map(pick))`. */
export function handedByEffect(call: TSESTree.CallExpression, program: Program): GoingOn | undefined {
  const [first, second, ...others] = call.arguments
  const member = memberOfEffect(call, /^(?:map|flatMap|andThen|tap)$/, program)
  if (!first || others.length > 0 || member === undefined) return undefined
  const keeps = member === 'tap'
  if (second) return { of: first, by: second, keeps }
  const pipe = program.outside(call)
  const around = pipe?.type === 'CallExpression' ? pipedIn(pipe, program) : undefined
  const of = around && comeOf({ ...around, steps: around.steps.slice(0, around.steps.indexOf(call)) }, program)
  return of && { of, by: first, keeps }
}

/** The last function that makes something else of what goes through several: `find(id).pipe(Effect.map(pick), Effect.orDie)`. */
export function turnedByEffect(call: TSESTree.CallExpression, program: Program): GoingOn | undefined {
  const piped = pipedIn(call, program)
  return piped && lastOf(piped, program)
}

/** What is given on as it came, if at all: `find(id).pipe(Effect.orDie)`, `Option.fromNullable(rows[0])`, `Option.getOrThrow(row)`. */
export function givenOnByEffect(call: TSESTree.CallExpression, program: Program): Node | undefined {
  const piped = pipedIn(call, program)
  if (piped) return wholeOf(piped, program)
  const [given, by] = call.arguments
  return callsEffect(call, isOptional, program) || (by && callsEffect(call, /^tap$/, program)) ? given : undefined
}

const runs = /^run(?:Promise|Sync)$/
const insists = /^from(?:Nullable|NullishOr|UndefinedOr)$/
const isOptional = new RegExp(`${insists.source}|^(?:some|succeed|getOr(?:Throw\\w*|Null|Undefined))$|${runs.source}`)

/** What an option has that is one: `row.value` behind `Option.isSome(row)`. */
export function isValueOfOption(member: TSESTree.MemberExpression, program: Program): boolean {
  const binding = program.bindingOf('Option', member)
  return binding?.kind === 'import' && isFromEffect(binding, program)
}

/** What goes through a pipe, where that gives it on as it came: `find(id).pipe(Effect.orDie)`. */
export function keptInPipe(call: TSESTree.CallExpression, program: Program): Node | undefined {
  const piped = pipedIn(call, program)
  return piped && wholeOf(piped, program)
}

function wholeOf(piped: Piped, program: Program): Node | undefined {
  return changingIn(piped, program) ? undefined : piped.first
}

interface Piped {
  readonly first: Node
  readonly steps: readonly Node[]
}

/** `x.pipe(f, g)`, and `pipe(x, f, g)` of Effect. */
function pipedIn({ callee, arguments: given }: TSESTree.CallExpression, program: Program): Piped | undefined {
  if (given.some(({ type }) => type === 'SpreadElement')) return undefined
  if (callee.type === 'MemberExpression') return propertyName(callee) === 'pipe' ? { first: callee.object, steps: given } : undefined
  const [first, ...steps] = given
  return first && isOfEffect(callee, program) && pathOf(callee)?.join() === 'pipe' ? { first, steps } : undefined
}

/** What has come out well where what a call gives has: `find(id).pipe(Effect.asVoid)`, `Effect.runPromise(find(id))`. */
export function succeededBefore(call: TSESTree.CallExpression, program: Program): Node | undefined {
  const [run] = call.arguments
  if (run && callsEffect(call, runs, program)) return run
  const piped = pipedIn(call, program)
  return piped?.steps.every((step) => keeps(step, program) || callsEffect(stepOf(step), goesOn, program)) ? piped.first : undefined
}

const goesOn = /^(?:map|flatMap|andThen|as\w*|zip\w*|filterOr(?:Fail|Die)\w*)$/

/** `Effect.map(pick)`, and `Effect.orDie` by its name alone. */
function stepOf(step: Node): { readonly callee: Node; readonly arguments: readonly Node[] } {
  return step.type === 'CallExpression' ? step : { callee: step, arguments: [] }
}

/** The last step that makes something else of what it is given. */
function changingIn({ steps }: Piped, program: Program): Node | undefined {
  return steps.findLast((step) => !keeps(step, program))
}

function lastOf(piped: Piped, program: Program): GoingOn | undefined {
  const changing = changingIn(piped, program)
  return changing?.type === 'CallExpression' ? handedByEffect(changing, program) : undefined
}

/** What comes of something behind some steps; nothing where one of them cannot be seen. */
function comeOf(piped: Piped, program: Program): Node | undefined {
  if (!changingIn(piped, program)) return piped.first
  const by = lastOf(piped, program)?.by
  return by && isFunction(by) ? soleResult(by) : undefined
}

/** What is given on as it came, or fails. */
function keeps(step: Node, program: Program): boolean {
  const call = stepOf(step)
  const [by, ...others] = call.arguments
  const isInsisting = by && others.length === 0 && callsEffect({ callee: by }, insists, program)
  return callsEffect(call, isInsisting ? keepsOrInsists : keeping, program)
}

const keeping = new RegExp(
  String.raw`^(?:tap\w*|with\w+|annotate\w*|mapError|orDie\w*|retry\w*|timeout|provide\w*|ensuring|onExit|onError|uninterruptible|scoped)$|${runs.source}`,
)
const keepsOrInsists = new RegExp(`${keeping.source}|^(?:flatMap|andThen|map)$`)

/** The function of Effect that is called, of those of some names: `gen` of `Effect.gen(…)`. */
function memberOfEffect({ callee }: { readonly callee: Node }, names: RegExp, program: Program): string | undefined {
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined
  return name !== undefined && names.test(name) && isOfEffect(callee, program) ? name : undefined
}

/** Whether one of some functions of Effect is called, or named. */
export function callsEffect(call: { readonly callee: Node }, names: RegExp, program: Program): boolean {
  return memberOfEffect(call, names, program) !== undefined
}

function isOfEffect(node: Node, program: Program): boolean {
  if (!usesEffect(program)) return false
  const [root] = pathOf(node) ?? []
  const binding = root === undefined ? undefined : program.bindingOf(root, node)
  return binding?.kind === 'import' && isFromEffect(binding, program)
}

function isFromEffect(binding: Binding, program: Program): boolean {
  return /^effect(?:\/|$)/.test(importOf(binding, program)?.from ?? '')
}

/** Whether a call has Effect run a generator: `Effect.gen(function* () { … })`, `Effect.fn('load')(function* (id) { … })`. */
export function isRunByEffect(call: TSESTree.CallExpression, program: Program): boolean {
  return isMakingOfEffect(call, program) || callsEffect(call, /^gen$/, program)
}

/** `Effect.fn('load')(function* () { … })`, `Effect.fn(function* () { … })` */
function isMakingOfEffect(call: TSESTree.CallExpression, program: Program): boolean {
  const { callee } = call
  const named = callee.type === 'CallExpression' ? callee : call
  return callsEffect(named, /^fn(?:Untraced)?$/, program)
}

/** What is a function, whatever stands in it: `Effect.fn('load')(function* () { … })`. */
export function isFunctionOfEffect(node: Node, program: Program): boolean {
  return node.type === 'CallExpression' && isFunction(node.arguments[0]) && isMakingOfEffect(node, program)
}

/** The function that `Effect.fn` makes of a generator, unless steps behind it make something else of what that gives. */
export function madeByEffect(call: TSESTree.CallExpression, program: Program): FunctionNode | undefined {
  const [run, ...steps] = call.arguments
  return isFunction(run) && isMakingOfEffect(call, program) && steps.every((step) => keeps(step, program)) ? run : undefined
}

/** The function of `Effect.tryPromise({ try: () => find(id), catch })`, where it is written so. */
export function triedByEffect(call: TSESTree.CallExpression, program: Program): FunctionNode[] | undefined {
  const [options] = call.arguments
  if (options?.type !== 'ObjectExpression' || !callsEffect(call, /^try/, program)) return undefined
  const run = propertyIn(options, 'try')?.value
  return run && isFunction(run) ? [run] : []
}

/** What fails wherever it is waited for, `yield* Effect.fail(…)` and `yield* new NotFound()`. */
export function failsInEffect(waiting: Node, program: Program): boolean {
  const node = bare(waiting)
  if (node.type !== 'YieldExpression' || !node.delegate) return false
  const { argument } = node
  return argument.type === 'NewExpression' || (argument.type === 'CallExpression' && isFailureOfEffect(argument, program))
}

export function isFailureOfEffect(call: TSESTree.CallExpression, program: Program): boolean {
  return callsEffect(call, /^(?:fail|die)(?:Sync|Cause|Message)?$/, program)
}

/** What a service of Effect is made by, as its class says, or a layer for it in the same file: `Effect.Service<Orders>()('Orders', { effect })`, `Layer.effect(Orders, …)`. */
export function serviceMaking(service: ClassNode, program: Program): Node | undefined {
  const made = service.superClass && bare(service.superClass)
  const tag = made?.type === 'CallExpression' ? bare(made.callee) : undefined
  if (made?.type !== 'CallExpression' || tag?.type !== 'CallExpression') return undefined
  if (!callsEffect(tag, /^(?:Service|Tag|GenericTag)$/, program)) return undefined
  const options = made.arguments.at(-1)
  const own = options?.type === 'ObjectExpression' ? options : undefined
  const makings = own ? ['effect', 'scoped', 'make', 'sync', 'succeed'].flatMap((name) => propertyIn(own, name)?.value ?? []) : []
  const [only, ...others] = [...makings, ...layersOf(service, program)]
  return others.length === 0 ? only : undefined
}

function layersOf(service: ClassNode, program: Program): Node[] {
  return program.nodesOf('CallExpression').flatMap((call) => {
    if (!callsEffect(call, layers, program)) return []
    const place = call.arguments.findIndex((tag) => isOfService(tag, service, program))
    if (place < 0) return []
    const around = program.parentOf(call)
    const curried = around?.type === 'CallExpression' && around.callee === call ? around.arguments[0] : undefined
    // What is given in another way is something else, too.
    return [call.arguments[place + 1] ?? curried ?? call]
  })
}

const layers = /^(?:effect|scoped|succeed|sync|provideService\w*)$/

function isOfService(tag: Node, service: ClassNode, program: Program): boolean {
  return tag.type === 'ThisExpression' ? program.classAround(tag) === service : program.named(tag)?.node === service
}

/** The object, or whatever else, that an effect gives: `Effect.gen(function* () { …; return { find } })`, and `Orders.of({ find })`. */
export function givenByEffect(call: TSESTree.CallExpression, program: Program): Node | undefined {
  const run = call.arguments.at(-1)
  if (run?.type === 'ObjectExpression') return methodOf(call) === 'of' && usesEffect(program) ? run : undefined
  const isRun = isFunction(run) && callsEffect(call, /^(?:gen|sync)$/, program)
  return isRun ? soleGiven({ body: run.body, generator: false }) : undefined
}

/** Most programs import nothing of Effect, and are not asked for each of their calls. */
const usesEffect = ofProgram((program) =>
  program.nodesOf('ImportDeclaration').some(({ source }) => /^(?:@effect|effect)(?:\/|$)/.test(specifierOf(source.value))),
)
