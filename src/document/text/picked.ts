import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction, type LocatedFunction } from '../../javascript/called.ts'
import { isFailureOfEffect } from '../../javascript/effect.ts'
import { givenOn, isFailure, turnedInto } from '../../javascript/going-on.ts'
import { noModules } from '../../javascript/modules.ts'
import {
  bare,
  isFunction,
  methodsOf,
  nothingIn,
  parametersOf,
  pathOf,
  propertyName,
  type FunctionNode,
  type Node,
  type Nothing,
} from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { resolve } from '../../javascript/resolve.ts'
import { neverComesBack } from '../../javascript/throwing.ts'
import { testedAtEnds } from './checks.ts'
import { listCounted } from './counted.ts'
import { knownWhere, type Known } from './known.ts'
import type { SqlNames } from './libraries.ts'
import { isNamed } from './promises.ts'

/** How a function picks one row of a list that it is given. */
interface Picking {
  /** What it gives where there is none; nothing of it where it may be either, or where it throws. */
  readonly orElse: Nothing | undefined
  /** It throws where there is none. */
  readonly insists: boolean
}

/** One row of those that something gives. */
export interface Picked extends Picking {
  readonly rows: Node
}

/** `db.query(…).then(([row]) => row ?? null)`, `find(id).then(takeFirst)` and `firstOrThrow(await find(id))` */
export function pickedBy(call: TSESTree.CallExpression, program: Program, names: SqlNames): Picked | undefined {
  const handed = handedIn(call, program, names)
  const picking = handed && pickingFor(names)(handed.by.node, handed.by.program)
  return picking && { ...picking, rows: handed.rows }
}

/** The rows that a function in sight is given, be it called or left to a promise. */
function handedIn(
  call: TSESTree.CallExpression,
  program: Program,
  { modules = noModules }: SqlNames,
): { readonly rows: Node; readonly by: LocatedFunction } | undefined {
  const [first] = call.arguments
  if (!first || first.type === 'SpreadElement' || call.optional) return undefined
  const going = turnedInto(call, program)
  if (going) {
    const by = resolve({ node: going.by, program }, modules)
    return isFunction(by.node) ? { rows: going.of, by: { node: by.node, program: by.program } } : undefined
  }
  const by = isFunction(first) ? undefined : calledFunction(call, program, modules)
  return by && { rows: first, by }
}

/** Functions may call each other over and over. */
const open = new WeakSet<FunctionNode>()

const pickingFor = onceFor((names: SqlNames) =>
  onceFor((node: FunctionNode, program: Program): Picking | undefined => {
    if (open.has(node)) return undefined
    open.add(node)
    try {
      return pickingOf({ node, program }, names)
    } finally {
      open.delete(node)
    }
  }),
)

/** What a function may give: a row, or what else. */
interface Way {
  readonly node: Node | undefined
  readonly known: readonly Known[]
}

function pickingOf(within: LocatedFunction, names: SqlNames): Picking | undefined {
  const { node, program } = within
  const [list] = parametersOf(node)
  if (!list || node.async || node.generator || !isKept(listIn(list), within)) return undefined
  const ways = testedAtEnds(within, names)
    .flatMap(({ argument, tested }) => waysOf({ node: argument, known: tested.filter(({ each }) => !each) }, program, names))
    .filter((way) => !way.node || !neverComesBack(way.node, program, names.modules))
  const rows = ways.filter((way) => way.node && isOneIn(bare(way.node), list, program))
  const failing = ways.filter((way) => way.node && isFailure(way.node, program))
  const others = ways.filter((way) => !rows.includes(way) && !failing.includes(way))
  const nothings = others.flatMap((way) => (way.node ? (nothingIn(bare(way.node)) ?? []) : 'undefined'))
  if (rows.length === 0 || nothings.length < others.length) return undefined
  const all: Nothing[] = rows.every((way) => isThere(way, list, program)) ? nothings : [...nothings, 'undefined']
  return {
    orElse: all.every((one) => one === all[0]) ? all[0] : undefined,
    insists: all.length === 0 && failing.every((way) => failsByItself(way, program)),
  }
}

/** An effect fails where it is waited for; a result of neverthrow has to be asked. */
function failsByItself({ node }: Way, program: Program): boolean {
  const failure = node && bare(node)
  return failure?.type === 'CallExpression' && isFailureOfEffect(failure, program)
}

/** Whether what a parameter stands for only gets fewer. */
function isKept(list: Node, { node, program }: LocatedFunction): boolean {
  const named = list.type === 'ArrayPattern' ? list.elements[0] : list
  const binding = named?.type === 'Identifier' ? program.bindingOf(named.name, node.body) : undefined
  return binding?.writes.every((write) => write.type === 'CallExpression' && /^(?:shift|pop)$/.test(methodsOf(write)[0] ?? '')) ?? true
}

/** `row ?? null` and `rows.length > 0 ? rows[0] : undefined` */
function waysOf(way: Way, program: Program, names: SqlNames): Way[] {
  const node = way.node && bare(way.node)
  const given = node?.type === 'CallExpression' ? givenOn(node, program) : undefined
  if (given) return waysOf({ ...way, node: given }, program, names)
  if (node?.type === 'LogicalExpression' && node.operator !== '&&')
    return [{ node: node.left, known: [{ kind: 'there', one: node.left }] }, ...waysOf({ ...way, node: node.right }, program, names)]
  if (node?.type !== 'ConditionalExpression') return [way]
  return [true, false].flatMap((isTrue) => {
    const known = [...way.known, ...knownWhere(node.test, isTrue, program, names)]
    return waysOf({ node: isTrue ? node.consequent : node.alternate, known }, program, names)
  })
}

/** Whether a row is known to be there: it was asked for itself, or how many there are. */
function isThere({ node, known }: Way, list: Node, program: Program): boolean {
  const row = node && program.text.slice(...bare(node).range)
  return known.some((one) => {
    if (one.kind !== 'there') return false
    const counted = listCounted(one.one, program)
    return counted ? isListIn(counted, list) : program.text.slice(...bare(one.one).range) === row
  })
}

/** Whether a row is one of a list that a parameter is, or has as its `rows`. */
function isOneIn(row: Node, parameter: Node, program: Program): boolean {
  const list = listIn(parameter)
  if (row.type === 'Identifier') {
    if (list.type === 'ArrayPattern' && isNamed(list.elements[0], row.name)) return true
    const binding = program.named(row)
    if (!binding?.init || binding.writes.length > 0 || binding.property !== undefined || binding.kind === 'parameter') return false
    return binding.kind === 'item' ? isListIn(binding.init, parameter) : isPlaceIn(bare(binding.init), parameter)
  }
  return isPlaceIn(row, parameter)
}

function isPlaceIn(row: Node, parameter: Node): boolean {
  const of = listOf(row)
  return of !== undefined && isListIn(of, parameter)
}

/** `rows`, and `result.rows` of a parameter that is no pattern. */
function isListIn(expression: Node, parameter: Node): boolean {
  const list = listIn(parameter)
  const node = bare(expression)
  const path = node.type === 'CallExpression' ? undefined : pathOf(node)
  if (list.type !== 'Identifier' || path?.[0] !== list.name) return false
  return path.length === 1 || (path.length === 2 && path[1] === 'rows' && list === parameter)
}

function listIn(parameter: Node): Node {
  if (parameter.type !== 'ObjectPattern') return parameter
  const rows = parameter.properties.find((one) => one.type === 'Property' && propertyName(one) === 'rows')
  return rows?.type === 'Property' ? rows.value : parameter
}

/** `rows` of `rows[0]` and of `rows.at(0)`. */
function listOf(row: Node): Node | undefined {
  if (row.type === 'MemberExpression') return row.computed && propertyName(row) === undefined ? bare(row.object) : undefined
  if (row.type !== 'CallExpression' || row.callee.type !== 'MemberExpression') return undefined
  return /^(?:at|shift|pop)$/.test(propertyName(row.callee) ?? '') ? bare(row.callee.object) : undefined
}
