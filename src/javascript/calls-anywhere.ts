import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, classesAbove, functionNamed, type LocatedFunction } from './called.ts'
import { callsOf, isGivenInside } from './calls-of.ts'
import { keyOf } from './keys.ts'
import { isMember, isMemberNamed } from './members.ts'
import type { Modules } from './modules.ts'
import { inAllNaming, useOf, usesOfName } from './named-anywhere.ts'
import {
  bare,
  callOf,
  childrenOf,
  isFunction,
  pathOf,
  propertyName,
  rootOf,
  writtenDecorators,
  type FunctionNode,
  type Node,
} from './nodes.ts'
import type { Binding, Program } from './program.ts'
import { resolve, type Located } from './resolve.ts'
import { exportsOf, isOwnExports } from './symbolic/exports.ts'

/** A call in its program. */
export interface LocatedCall {
  readonly call: TSESTree.CallExpression
  readonly program: Program
}

/**
 * All that call a function, in whichever file of the project: none where one of them cannot be told, or where somebody gets hold of it.
 * Limit: what calls it by a name that is worked out is not seen.
 */
export function callsAnywhere(node: FunctionNode, program: Program, modules: Modules): readonly LocatedCall[] {
  const key = keyOf(node, program)
  const known = found.get(modules) ?? new WeakMap<object, readonly LocatedCall[]>()
  found.set(modules, known)
  const calls = known.get(key) ?? findCalls(node, program, modules)
  known.set(key, calls)
  return calls
}

const found = new WeakMap<Modules, WeakMap<object, readonly LocatedCall[]>>()

function findCalls(node: FunctionNode, program: Program, modules: Modules): readonly LocatedCall[] {
  const shown = shownAs(node, program, modules)
  if (!shown) return callsOf(node, program).map((call) => ({ call, program }))
  const names = [shown.name, ...(shown.holder ? [shown.holder.name] : [])]
  const calls = inAllNaming(names, program, modules, (one) => {
    return callsIn(one, { node, program }, shown, modules)?.map((call) => ({ call, program: one }))
  })
  // What nobody else names is shown to somebody who cannot be seen.
  return calls.some((one) => one.program !== program) ? calls : []
}

/** Under which name others may have a function. */
interface Shown {
  readonly name: string
  /** It is had by what it hangs on alone. */
  readonly isMember: boolean
  /** The object that it is written in. */
  readonly holder?: Binding | undefined
  /** Where it is put into that. */
  readonly putBy?: Node
}

function shownAs(node: FunctionNode, program: Program, modules: Modules): Shown | undefined {
  const around = keeping(program.parentOf(node), program)
  if (isCalledByClients(node, program) || isGivenInside(node, program)) return undefined
  if (around && isMember(around)) {
    const isOwn = around.accessibility === 'private' || around.key.type === 'PrivateIdentifier'
    const name = isOwn || isGivenAway(around, node, program, modules) ? undefined : propertyName(around)
    return name === undefined ? undefined : { name, isMember: true }
  }
  if (around?.type === 'Property' && around.value === node) {
    const name = propertyName(around)
    return name === undefined ? undefined : { name, isMember: true, holder: holderOf(around, program) }
  }
  const binding = bindingOf(node, program)
  const given = binding && givenAs(binding, program)
  if (given) return given
  const names = exportsOf(program).flatMap((one) => (one.node === node || (binding && program.named(one.node) === binding) ? one.name : []))
  const [name, ...others] = names
  const isTold = name !== undefined && others.length === 0 && name === (binding?.name ?? name) && name !== 'default'
  return isTold && !calledByFrameworks.test(name) && !ofFrameworks.test(program.file) ? { name, isMember: false } : undefined
}

/** What a function is called in its program, where nothing else is. */
function bindingOf(node: FunctionNode, program: Program): Binding | undefined {
  let around = keeping(program.parentOf(node), program)
  while (around?.type === 'AssignmentExpression') around = program.parentOf(around)
  const id = node.type === 'FunctionDeclaration' ? node.id : around?.type === 'VariableDeclarator' ? around.id : undefined
  const binding = id && program.named(id)
  return binding?.writes.length === 0 ? binding : undefined
}

/** A function that another one has, and puts into the object that it gives: `return { clear }`. */
function givenAs(binding: Binding, program: Program): Shown | undefined {
  if (!program.functionAround(binding.node)) return undefined
  const [given, ...more] = program.usesOf(binding).flatMap((use): Shown[] => {
    const property = program.outside(use)
    const object = property?.type === 'Property' && property.value === use ? program.parentOf(property) : undefined
    const outer = object?.type === 'ObjectExpression' ? program.outside(object) : undefined
    const name = property?.type === 'Property' ? propertyName(property) : undefined
    const isGiven = outer?.type === 'ReturnStatement' || outer?.type === 'ArrowFunctionExpression'
    return isGiven && name !== undefined ? [{ name, isMember: true, putBy: use }] : []
  })
  return more.length === 0 ? given : undefined
}

/** `const tasks = { async clear(id) { … } }` */
function holderOf(property: Node, program: Program): Binding | undefined {
  const object = program.parentOf(property)
  const declared = object && program.outside(object)
  return declared?.type === 'VariableDeclarator' ? program.named(declared.id) : undefined
}

/** Whether somebody gets hold of the object that a function is written in, and may call what it likes of it. */
function isHandedAround(holder: Binding, program: Program): boolean {
  return program.mentionsOf(holder.name).some((mention) => {
    const named = program.named(mention)
    const use = named === holder || named?.kind === 'import' ? useOf(mention, program) : undefined
    const outer = use === mention ? program.outside(use) : undefined
    const isPartTaken = outer?.type === 'MemberExpression' && propertyName(outer) !== undefined
    return outer !== undefined && !isPartTaken && outer.type !== 'ExportDefaultDeclaration'
  })
}

/** `cache(async (id) => …)` of React is the function itself. */
function keeping(around: Node | undefined, program: Program): Node | undefined {
  const isKept = around?.type === 'CallExpression' && /^(?:React\.)?cache$/.test(pathOf(around.callee)?.join('.') ?? '')
  return isKept ? program.parentOf(around) : around
}

/** The files of SvelteKit that show what it calls. */
const ofFrameworks = /(?:^|[\\/])\+(?:page|layout|server)\b[^\\/]*$/

const calledByFrameworks =
  /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|loader|action|handler|middleware|get(?:ServerSide|Static)Props|generateMetadata)$/

/** Whether a framework calls a method, by its decorators, or whoever has its class by another one, or by an interface. */
function isGivenAway(
  member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
  node: FunctionNode,
  program: Program,
  modules: Modules,
): boolean {
  const own = program.classAround(node)
  const isMethod = member.type === 'PropertyDefinition' || member.kind === 'method'
  if (!own || !isMethod || writtenDecorators(member).some(mayCall) || isOfInterface(own)) return true
  const name = propertyName(member) ?? ''
  return classesAbove({ node: own, program }, modules).some(({ node: base }) =>
    base.body.body.some((one) => isMemberNamed(one, name, member.static)),
  )
}

/** Whether a decorator may have somebody call a method; one that keeps, logs, measures or repeats what it gives is asked for with the method alone. */
function mayCall({ expression }: TSESTree.Decorator): boolean {
  const name = pathOf(expression.type === 'CallExpression' ? expression.callee : expression)?.at(-1)
  return name === undefined || !onlyWraps.test(name)
}

const onlyWraps =
  /^(?:Auto)?bind(?:All)?$|^(?:Cache\w*|Memo(?:ize\w*)?|Chunked\w*|Log(?:ged|Call|Method|Execution)?|Trace\w*|Span|Timed?|Measure\w*|Instrument\w*|Transactional|Retry\w*|Retryable|Deprecated|Generate(?:d|Sql))$/i

/** A parser of JavaScript alone knows of none. */
function isOfInterface({ implements: interfaces }: { readonly implements?: readonly unknown[] }): boolean {
  return interfaces !== undefined && interfaces.length > 0
}

/** By `'use server'`, in the function or at the top of its file. */
export function isCalledByClients(within: FunctionNode, program: Program): boolean {
  const { body } = within
  return [program.ast.body, body.type === 'BlockStatement' ? body.body : []].some((statements) =>
    statements.some((one) => one.type === 'ExpressionStatement' && one.directive === 'use server'),
  )
}

/** The calls of a function in a program; nothing where it cannot be told whether it is called, or what becomes of it. */
function callsIn(
  program: Program,
  wanted: LocatedFunction,
  shown: Shown,
  modules: Modules,
): readonly TSESTree.CallExpression[] | undefined {
  const uses = usesOfName(shown.name, program)
  if (!uses || (shown.holder && isHandedAround(shown.holder, program))) return undefined
  const calls: TSESTree.CallExpression[] = []
  for (const use of uses) {
    if (use === shown.putBy || isShowing(use, shown.name, program)) continue
    const call = callOf(use, program)
    const of = call ? calledFunction(call, program, modules) : functionNamed(use, program, modules)
    const isOther = !call && shown.holder !== undefined && isOfAnother(use, shown.holder, program)
    const isIt = of ? isSame(of, wanted) : !isOther && mayBe(use, shown, program, modules)
    if (isIt && !(call && of)) return undefined
    if (isIt && call) calls.push(call)
  }
  return calls
}

/** `request.body.lines` and `const { lines } = request.body`, where nobody gets hold of what has the function under that name. */
function isOfAnother(use: Node, holder: Binding, program: Program): boolean {
  const object = use.type === 'MemberExpression' ? use.object : program.named(use)?.init
  const root = object && rootOf(object)
  const binding = root && program.named(root)
  return binding !== undefined && binding !== holder && binding.kind !== 'import'
}

/** `module.exports = { clear }` and `exports.clear = clear`: whoever has it by that has it by the same name. */
function isShowing(use: Node, name: string, program: Program): boolean {
  if (exportsOf(program).some((one) => one.node === use && one.name === name)) return true
  const set = use.type === 'MemberExpression' && isOwnExports(use.object, program) ? program.parentOf(use) : undefined
  return set?.type === 'AssignmentExpression' && set.left === use
}

/** Whether something of which nothing is known may be a function that is shown so. */
function mayBe(use: Node, { name, isMember: isHanging }: Shown, program: Program, modules: Modules): boolean {
  if (use.type === 'MemberExpression')
    return isHanging ? !isOfLanguage(use.object, program) : mayBeOfModule(use.object, name, program, modules)
  const binding = program.named(use)
  if (!binding) return false
  // `({ clear }) => clear(id)`
  if (isHanging) return binding.property === name
  return binding.kind === 'import' || isOfOpenedModule(binding, program)
}

/** Whether something is of a class that the language or the browser has: `new Map()`, or what is declared as a `Map`. */
function isOfLanguage(object: Node, program: Program): boolean {
  const node = bare(object)
  const { init, node: declared } = propertyOfThis(node, program) ?? nameSetOnce(node, program) ?? {}
  const isTyped = declared?.type === 'Identifier' || declared?.type === 'PropertyDefinition'
  const type = isTyped ? declared.typeAnnotation?.typeAnnotation : undefined
  const made = init && bare(init)
  const named = type?.type === 'TSTypeReference' ? type.typeName : made?.type === 'NewExpression' ? made.callee : undefined
  return named?.type === 'Identifier' && ofLanguage.test(named.name) && program.bindingOf(named.name, named) === undefined
}

function nameSetOnce(name: Node, program: Program): Binding | undefined {
  const binding = program.named(name)
  return binding?.writes.length === 0 && binding.property === undefined ? binding : undefined
}

/** What a class declares that `this.byId` stands for, where nothing else sets it. */
function propertyOfThis(object: Node, program: Program): { readonly node: Node; readonly init: Node | undefined } | undefined {
  const name = object.type === 'MemberExpression' && object.object.type === 'ThisExpression' ? propertyName(object) : undefined
  const around = name === undefined || program.isSet(name) ? undefined : program.classAround(object)
  const own = around?.body.body.find((one) => name !== undefined && isMemberNamed(one, name))
  return own?.type === 'PropertyDefinition' ? { node: own, init: own.value ?? undefined } : undefined
}

const ofLanguage = /^(?:Readonly|Weak)?(?:Map|Set)$|^(?:Headers|FormData|URLSearchParams|Request|Response|Cache|Storage)$/

/** `const { clear } = await import('./tasks')`, `import('./tasks').then(({ clear }) => …)`, `all ??= await import('./tasks')` */
function isOfOpenedModule({ kind, init, node, writes }: Binding, program: Program): boolean {
  const within = kind === 'parameter' ? program.functionAround(node) : undefined
  const call = within && program.outside(within)
  const from = call?.type === 'CallExpression' ? call.callee : init
  return [from, ...writes.map((write) => program.parentOf(write))].some((one) => one !== undefined && importsLater(one, program))
}

/** Whether something may show it; another module of the project that has its own of that name does not, and what it is made of is named there. */
function mayBeOfModule(object: Node, name: string, program: Program, modules: Modules): boolean {
  const { node, program: home } = resolve({ node: object, program }, modules)
  if (node.type === 'Program' && exportsOf(home).some((one) => one.name === name)) return false
  return mayBeModule(node, home)
}

/** Whether something may be all that a module shows: what is imported, what somebody gives without a type, and what is made of others. */
function mayBeModule(node: Node, home: Program): boolean {
  if (node.type === 'ObjectExpression' || node.type === 'CallExpression') return isMadeOfOthers(node) || importsLater(node, home)
  const root = rootOf(node)
  const binding = root && home.named(root)
  if (!binding) return importsLater(node, home)
  if (binding.kind === 'parameter') {
    const { node: parameter } = binding
    const type = parameter.type === 'Identifier' ? parameter.typeAnnotation : undefined
    return !type || /\btypeof\b/.test(home.text.slice(...type.range))
  }
  return binding.kind === 'import' || isOfOpenedModule(binding, home)
}

function isMadeOfOthers(node: TSESTree.ObjectExpression | TSESTree.CallExpression): boolean {
  return node.type === 'CallExpression' || node.properties.some(({ type }) => type === 'SpreadElement')
}

/** `await import('./tasks')`, `require('./tasks')`, and `await load()` of what does so. */
function importsLater(node: Node, program: Program): boolean {
  return opensModule(node, program) || declaredFor(node, program).some((one) => opensModule(one, program))
}

function opensModule({ range }: Node, program: Program): boolean {
  return /\b(?:import|require)\(/.test(program.text.slice(...range))
}

/** What the names in an expression are declared by, and what `this` has. */
function declaredFor(node: Node, program: Program): readonly Node[] {
  const { node: own, init } = (node.type === 'Identifier' ? program.named(node) : propertyOfThis(node, program)) ?? {}
  const declared = own && isFunction(own) ? own : init
  return declared ? [declared] : childrenOf(node).flatMap((part) => declaredFor(part, program))
}

/** What was read of a file by another reading of it is the same, too. */
export function isSame(one: Located, other: Located): boolean {
  return one.program.file === other.program.file && String(one.node.range) === String(other.node.range)
}
