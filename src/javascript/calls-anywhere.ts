import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, classesAbove, functionNamed, type LocatedFunction } from './called.ts'
import { callsOf } from './calls-of.ts'
import { keyOf } from './keys.ts'
import { isMember, isMemberNamed } from './members.ts'
import type { Modules } from './modules.ts'
import { awaited, bare, isKey, isUnder, pathOf, propertyName, rootOf, writtenDecorators, type FunctionNode, type Node } from './nodes.ts'
import type { Program } from './program.ts'

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

const mostFiles = 30

function findCalls(node: FunctionNode, program: Program, modules: Modules): readonly LocatedCall[] {
  const shown = shownAs(node, program, modules)
  if (!shown) return callsOf(node, program).map((call) => ({ call, program }))
  const others = modules.naming?.(shown.name).filter((file) => file !== program.file) ?? []
  // What nobody else names is shown to somebody who cannot be seen.
  if (others.length === 0 || others.length > mostFiles) return []
  const calls: LocatedCall[] = []
  for (const file of [undefined, ...others]) {
    const one = file === undefined ? program : modules.load?.(file)
    const here = one && callsIn(one, { node, program }, shown, modules)
    if (!here) return []
    calls.push(...here.map((call) => ({ call, program: one })))
  }
  return calls.some((one) => one.program !== program) ? calls : []
}

/** Under which name others may have a function. */
interface Shown {
  readonly name: string
  /** It is had by what it hangs on alone. */
  readonly isMember: boolean
}

function shownAs(node: FunctionNode, program: Program, modules: Modules): Shown | undefined {
  const around = keeping(program.parentOf(node), program)
  if (isCalledByClients(node, program)) return undefined
  if (around && isMember(around)) {
    const isOwn = around.accessibility === 'private' || around.key.type === 'PrivateIdentifier'
    const name = isOwn || isGivenAway(around, node, program, modules) ? undefined : propertyName(around)
    return name === undefined ? undefined : { name, isMember: true }
  }
  if (around?.type === 'Property' && around.value === node) {
    const name = propertyName(around)
    return name === undefined ? undefined : { name, isMember: true }
  }
  const id = node.type === 'FunctionDeclaration' ? node.id : around?.type === 'VariableDeclarator' ? around.id : undefined
  const binding = id && program.named(id)
  if (!binding || binding.writes.length > 0 || program.mentionsOf('arguments').some((one) => isUnder(one, node))) return undefined
  const declaration = node.type === 'FunctionDeclaration' ? node : around && program.parentOf(around)
  const isShown =
    (declaration && program.parentOf(declaration)?.type === 'ExportNamedDeclaration') === true ||
    program.usesOf(binding).some((use) => program.parentOf(use)?.type === 'ExportSpecifier')
  return isShown && !calledByFrameworks.test(binding.name) && !ofFrameworks.test(program.file)
    ? { name: binding.name, isMember: false }
    : undefined
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
  if (!own || !isMethod || writtenDecorators(member).length > 0 || isOfInterface(own)) return true
  const name = propertyName(member) ?? ''
  return classesAbove({ node: own, program }, modules).some(({ node: base }) =>
    base.body.body.some((one) => isMemberNamed(one, name, member.static)),
  )
}

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
  const renamed = program.nodesOf('ImportSpecifier').filter((one) => nameIn(one.imported) === shown.name && one.local.name !== shown.name)
  const isShownOtherwise = program
    .nodesOf('ExportSpecifier')
    .some(({ local, exported }) => nameIn(local) === shown.name && nameIn(exported) !== shown.name)
  if (isShownOtherwise || isNamedByText(shown.name, program)) return undefined
  const calls: TSESTree.CallExpression[] = []
  for (const name of [shown.name, ...renamed.map(({ local }) => local.name)])
    for (const mention of program.mentionsOf(name)) {
      const use = useOf(mention, program)
      if (!use) continue
      const call = program.outside(use)
      const isCall = call?.type === 'CallExpression' && bare(call.callee) === use
      const of = isCall ? calledFunction(call, program, modules) : functionNamed(use, program, modules)
      const isIt = of ? isSame(of, wanted) : mayBe(use, shown, program)
      if (isIt && !(isCall && of)) return undefined
      if (isIt && isCall) calls.push(call)
    }
  return calls
}

/** `tasks['clear']` */
function isNamedByText(name: string, program: Program): boolean {
  return program.nodesOf('MemberExpression').some((one) => one.computed && propertyName(one) === name)
}

/** What a mention of a name stands for: the name itself, what has a property of that name, or what is taken out under another; nothing where it only declares. */
function useOf(mention: TSESTree.Identifier, program: Program): Node | undefined {
  const parent = program.parentOf(mention)
  if (parent?.type === 'MemberExpression' && parent.property === mention && !parent.computed) return parent
  if (!parent || names.test(parent.type)) return undefined
  if (isKey(mention, parent)) return isTakenOut(parent, program) ? parent.value : undefined
  const declared = program.named(mention)?.node
  const isDeclared = declared?.type === 'VariableDeclarator' ? isUnder(mention, declared.id) : 'id' in parent && parent.id === mention
  const isKeyOfMember = isMember(parent) && parent.key === mention
  return isDeclared || isKeyOfMember ? undefined : mention
}

/** `const { clear: wipe } = tasks` */
function isTakenOut(around: Node, program: Program): around is TSESTree.Property {
  return around.type === 'Property' && program.parentOf(around)?.type === 'ObjectPattern' && !isNamedAlike(around)
}

function isNamedAlike({ key, value }: TSESTree.Property): boolean {
  return key.type === 'Identifier' && value.type === 'Identifier' && key.name === value.name
}

const names =
  /^(?:(?:Import|Export)\w*Specifier|TS(?!As|NonNull|Satisfies|TypeAssertion|Instantiation|ExportAssignment)\w+|LabeledStatement)$/

/** Whether something of which nothing is known may be a function that is shown so. */
function mayBe(use: Node, { isMember: isHanging }: Shown, program: Program): boolean {
  if (use.type === 'MemberExpression') return isHanging || mayBeModule(use.object, program)
  const binding = program.named(use)
  return (
    !isHanging &&
    binding !== undefined &&
    (binding.kind === 'import' || (binding.init !== undefined && mayGiveModule(binding.init, program)))
  )
}

/** Whether something may be all that a module shows: what is imported, what somebody gives without a type, and what is made of others. */
function mayBeModule(object: Node, program: Program): boolean {
  const root = rootOf(object)
  const binding = root && program.named(root)
  if (!binding) return awaited(object).type === 'ImportExpression'
  const { kind, init, node } = binding
  if (kind === 'parameter')
    return node.type !== 'Identifier' || !node.typeAnnotation || /\btypeof\b/.test(program.text.slice(...node.range))
  return kind === 'import' || (init !== undefined && mayGiveModule(init, program))
}

function mayGiveModule(init: Node, program: Program): boolean {
  const node = awaited(init)
  if (node.type === 'ObjectExpression') return node.properties.some(({ type }) => type === 'SpreadElement')
  return (
    node.type === 'CallExpression' || node.type === 'ImportExpression' || /\b(?:import|require)\(/.test(program.text.slice(...node.range))
  )
}

function isSame(one: LocatedFunction, other: LocatedFunction): boolean {
  return one.program.file === other.program.file && String(one.node.range) === String(other.node.range)
}

function nameIn(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value
}
