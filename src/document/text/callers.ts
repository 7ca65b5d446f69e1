import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import {
  argumentAt,
  bare,
  isFunction,
  isUnder,
  parametersOf,
  propertyGiven,
  propertyIn,
  propertyName,
  soleResult,
  writtenDecorators,
  type FunctionNode,
  type Node,
} from '../../javascript/nodes.ts'
import { listGoneThrough } from '../../javascript/listed.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import type { LoadedValue } from '../../query/told.ts'
import { alteredIn } from './altered.ts'

/** How something is told of where a call is given it: of a value, or of a property of a row. */
export type TellAt = (value: Node, call: Node, property: string | undefined) => LoadedValue | undefined

const mostCalls = 10
/** Lists of what hangs on one of a list. */
const maxLists = 2
/** Callers of callers multiply. */
const maxDepth = 3

/** Functions may call each other over and over. */
const open = new Set<Binding>()

/** What all that call a function tell of what they give it, call by call; nothing where one of them cannot be seen, or tells nothing. */
export function toldByCallers(expression: Node, asked: string | undefined, program: Program, tell: TellAt): readonly LoadedValue[] {
  const given = givenAs(expression, asked, program)
  if (!given || open.has(given.binding) || open.size === maxDepth) return []
  const calls = callsOf(given.within, program).filter((call) => !givesItself(call, given, program))
  if (calls.length === 0 || calls.length > mostCalls) return []
  open.add(given.binding)
  try {
    const told = calls.map((call) => toldAt(call, given, program, tell))
    return told.every((one) => one !== undefined) ? told : []
  } finally {
    open.delete(given.binding)
  }
}

/** What a function is given: a parameter, or what hangs on one. */
interface Given {
  readonly binding: Binding
  readonly within: FunctionNode
  readonly index: number
  readonly path: readonly string[]
}

function givenAs(expression: Node, asked: string | undefined, program: Program): Given | undefined {
  const { node, path } = mappedBy(bare(expression)) ?? { node: bare(expression), path: asked === undefined ? [] : [asked] }
  const reached = reachedFrom(node, path, program)
  const binding = reached && program.named(reached)
  if (binding?.kind !== 'parameter' || binding.writes.length > 0 || alteredIn(program).has(binding)) return undefined
  if (binding.property !== undefined) path.unshift(binding.property)
  if (path.some((name) => program.isSetOnGiven(name))) return undefined
  const within = program.functionAround(binding.node)
  const index = within ? parametersOf(within).findIndex((one) => isIt(one, binding)) : -1
  return within && index >= 0 ? { binding, within, index, path } : undefined
}

/** A property of each of several: `rows.map((row) => row.id)`. */
export function mappedBy(node: Node): { readonly node: Node; readonly path: string[] } | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'map') return undefined
  const [callback] = node.arguments
  if (!isFunction(callback) || callback.params.length !== 1) return undefined
  const [[one], made] = [callback.params, soleResult(callback)]
  if (made?.type !== 'MemberExpression' || made.object.type !== 'Identifier' || one?.type !== 'Identifier') return undefined
  const name = made.object.name === one.name ? propertyName(made) : undefined
  return name === undefined ? undefined : { node: bare(node.callee.object), path: [name] }
}

/** What something hangs on, with the way from there in front of the path; one of several hangs on the list. */
function reachedFrom(from: Node, path: string[], program: Program): Node | undefined {
  let node = from
  for (let lists = 0; lists <= maxLists;) {
    if (node.type === 'MemberExpression') {
      const name = node.computed ? undefined : propertyName(node)
      if (name === undefined) return undefined
      path.unshift(name)
      node = bare(node.object)
      continue
    }
    const binding = program.named(node)
    const list = binding && listGoneThrough(binding, program)
    if (!list) return node
    node = bare(list)
    lists++
  }
  return undefined
}

function isIt(parameter: Node, { node, property }: Binding): boolean {
  return property === undefined
    ? parameter === node
    : parameter.type === 'ObjectPattern' && parameter.properties.some((one) => one.value === node)
}

/** Whether a function gives itself what it was given. */
function givesItself(call: TSESTree.CallExpression, { binding, index }: Given, program: Program): boolean {
  return binding.property === undefined && program.named(call.arguments[index]) === binding
}

function toldAt(call: TSESTree.CallExpression, { index, path }: Given, program: Program, tell: TellAt): LoadedValue | undefined {
  let value = argumentAt(call, index)
  let deeper = path
  while (value && deeper[0] !== undefined && bare(value).type === 'ObjectExpression') {
    const object = bare(value)
    value = object.type === 'ObjectExpression' ? propertyIn(object, deeper[0])?.value : undefined
    deeper = deeper.slice(1)
  }
  return value && deeper.length <= 1 ? tell(value, call, deeper[0]) : undefined
}

/** All that call a function, where nobody else may: none where it is shown, or given to somebody. */
const callsOf = onceFor((node: FunctionNode, program: Program): readonly TSESTree.CallExpression[] => {
  const calls = usesOf(node, program)?.map((use) => {
    const call = program.outside(use)
    return call?.type === 'CallExpression' && bare(call.callee) === use ? call : undefined
  })
  return calls?.every((call) => call !== undefined) ? calls : []
})

function usesOf(node: FunctionNode, program: Program): readonly Node[] | undefined {
  const around = program.parentOf(node)
  const isCalledWithin = node.type === 'FunctionExpression' && node.id !== null
  if (isCalledWithin || program.mentionsOf('arguments').some((one) => isUnder(one, node))) return undefined
  if (around?.type === 'MethodDefinition' || around?.type === 'PropertyDefinition') return usesOfPrivate(around, program)
  const name = node.type === 'FunctionDeclaration' ? node.id : around?.type === 'VariableDeclarator' ? around.id : undefined
  const declaration = node.type === 'FunctionDeclaration' ? node : around && program.parentOf(around)
  const isShown = declaration && program.parentOf(declaration)?.type.startsWith('Export') === true
  const binding = isShown === false ? program.named(name) : undefined
  if (!binding || binding.writes.length > 0 || (binding.node !== node && binding.kind !== 'const')) return undefined
  return program.usesOf(binding).filter((use) => use !== name)
}

/** What a class has for itself alone, and no decorator hands to a framework. */
function usesOfPrivate(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition, program: Program): readonly Node[] | undefined {
  const isPrivateName = member.key.type === 'PrivateIdentifier'
  const isPrivate = isPrivateName || member.accessibility === 'private'
  const isMethod = member.type === 'PropertyDefinition' ? isFunction(member.value ?? undefined) : member.kind === 'method'
  const name = propertyName(member)
  if (!isPrivate || !isMethod || name === undefined || writtenDecorators(member).length > 0) return undefined
  const mentions = program
    .nodesOf('MemberExpression')
    .filter((one) => propertyName(one) === name && (one.property.type === 'PrivateIdentifier') === isPrivateName)
  const isTaken = program.nodesOf('Property').some((one) => program.parentOf(one)?.type === 'ObjectPattern' && propertyName(one) === name)
  const isAny = program
    .nodesOf('MemberExpression')
    .some((one) => propertyName(one) === undefined && bare(one.object).type === 'ThisExpression')
  return !isPrivateName && (isTaken || isAny)
    ? undefined
    : mentions.filter((one) => !isOfOther(one.object, program) && !isOfAnother(one, name, member, program))
}

/** Whether another class calls what it has itself under the same name. */
function isOfAnother({ object }: TSESTree.MemberExpression, name: string, member: Node, program: Program): boolean {
  if (bare(object).type !== 'ThisExpression') return false
  const own = program.classAround(object)
  return own !== program.classAround(member) && own?.body.body.some((one) => isMethodOrProperty(one) && propertyName(one) === name) === true
}

/** Whether something that a class holds is called, of another type: `this.repository` has its own of a name. */
function isOfOther(object: Node, program: Program): boolean {
  let node = bare(object)
  while (node.type === 'MemberExpression' && bare(node.object).type !== 'ThisExpression') node = bare(node.object)
  const own = program.classAround(node)
  const name = node.type === 'MemberExpression' ? propertyName(node) : undefined
  const types = own?.body.body.flatMap((member) => {
    const declared = member.type === 'PropertyDefinition' && propertyName(member) === name ? member : propertyGiven(member, name ?? '')
    return declared?.typeAnnotation ?? []
  })
  const type = types?.[0] && program.text.slice(...types[0].range)
  return type !== undefined && own?.id?.name !== undefined && !type.includes(own.id.name)
}

function isMethodOrProperty(member: TSESTree.ClassElement): member is TSESTree.MethodDefinition | TSESTree.PropertyDefinition {
  return member.type === 'MethodDefinition' || member.type === 'PropertyDefinition'
}
