import type { TSESTree } from '@typescript-eslint/utils'
import { callsAnywhere, type LocatedCall } from '../../javascript/calls-anywhere.ts'
import { callsOf } from '../../javascript/calls-of.ts'
import {
  argumentAt,
  bare,
  calledAs,
  isFunction,
  madeByMap,
  parametersOf,
  propertyIn,
  propertyName,
  soleResult,
  type FunctionNode,
  type Node,
} from '../../javascript/nodes.ts'
import { partGoneThrough } from '../../javascript/listed.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { mayBeSetOn } from '../../javascript/sets.ts'
import { withFarCallers } from '../../query/far-callers.ts'
import type { CallPlace, FarCaller, LoadedValue } from '../../query/told.ts'
import { alteredIn } from './altered.ts'

/** How something is told of where a call is given it: of a value, or of a property of a row. */
export type TellAt = (value: Node, call: Node, property: string | undefined) => LoadedValue | undefined

const mostCalls = 20
/** Lists of what hangs on one of a list. */
const maxLists = 2
/** Callers of callers multiply. */
const maxDepth = 3

/** Functions may call each other over and over. */
const open = new Set<Binding>()

/** What all that call a function tell of what they give it, call by call; nothing where one of them cannot be seen, or tells nothing. */
export function toldByCallers(expression: Node, asked: string | undefined, program: Program, tell: TellAt): readonly LoadedValue[] {
  const given = givenAs(expression, asked, program)
  if (!given) return []
  const calls = (): LocatedCall[] => callsOf(given.within, program).map((call) => ({ call, program }))
  const told = toldAtAll(calls, given, program, ({ call }) => toldAt(call, given, program, tell))
  return told.every((one) => one !== undefined) ? told : []
}

/** All that call it in whichever file, and what each tells; nothing where it is given by no function of the program. */
export function toldByFarCallers(
  expression: Node,
  asked: string | undefined,
  program: Program,
  modules: Modules,
  tellIn: (program: Program) => TellAt,
): (() => readonly FarCaller[]) | undefined {
  const given = modules.naming && givenAs(expression, asked, program)
  if (!given) return undefined
  const calls = (): readonly LocatedCall[] => callsAnywhere(given.within, program, modules)
  return () =>
    toldAtAll(calls, given, program, ({ call, program: by }) => {
      const found = toldAt(call, given, by, tellIn(by))
      const told = found && withFarCallers(found)
      return {
        place: placeOfCall({ call, program: by }, program),
        told: told && by.file !== program.file ? { ...told, caller: by.file } : told,
      }
    })
}

/** Where a call stands, as it is told in a file. */
export function placeOfCall({ call, program: { file, text } }: LocatedCall, home: Program): CallPlace {
  const line = text.slice(0, call.range[0]).split('\n').length
  return { calls: calledAs(call), file: file === home.file ? undefined : file, line }
}

function toldAtAll<Told>(
  callsOfIt: () => readonly LocatedCall[],
  given: Given,
  program: Program,
  tell: (call: LocatedCall) => Told,
): readonly Told[] {
  if (open.has(given.binding) || open.size === maxDepth) return []
  const calls = callsOfIt().filter((one) => one.program !== program || !givesItself(one.call, given, program))
  if (calls.length === 0 || calls.length > mostCalls) return []
  open.add(given.binding)
  try {
    return calls.map(tell)
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
  if (path.some((name) => mayBeSetOn(binding, name, program))) return undefined
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
    const part = binding && partGoneThrough(binding, program)
    if (!part) return node
    path.unshift(...part.path)
    node = bare(part.list)
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
  for (let object = objectIn(value); object && deeper[0] !== undefined; object = objectIn(value)) {
    value = propertyIn(object, deeper[0])?.value
    deeper = deeper.slice(1)
  }
  return value && deeper.length <= 1 ? tell(value, call, deeper[0]) : undefined
}

/** An object that is written out, or each of a list that is made of such: `rows.map(({ id }) => ({ id, title }))`. */
function objectIn(value: Node | undefined): TSESTree.ObjectExpression | undefined {
  const made = value && bare(value)
  const one = made && bare(madeByMap(made) ?? made)
  return one?.type === 'ObjectExpression' ? one : undefined
}
