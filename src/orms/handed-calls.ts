import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../catalog/once-for.ts'
import { calledFunction, callsUnder, type LocatedFunction } from '../javascript/called.ts'
import type { GivenParameters, Modules } from '../javascript/modules.ts'
import {
  bare,
  isEmptyObject,
  isFunction,
  isUnder,
  madeByMap,
  methodOf,
  nothingIn,
  parametersOf,
  type FunctionNode,
  type Node,
} from '../javascript/nodes.ts'
import { importOf, type Binding, type Program } from '../javascript/program.ts'
import type { Located } from '../javascript/resolve.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import { isOwnExports } from '../javascript/symbolic/exports.ts'
import { functionByType } from '../javascript/symbolic/stand-ins.ts'
import { unknown, type Kind, type Value } from '../javascript/symbolic/value.ts'
import { wordsOf, wordsOfPower } from '../query/program-text.ts'
import { askedOfGiven } from './given-tables.ts'
import { isHomeModule, isOfFarModule } from './home-modules.ts'
import { queryReaders } from './query-readers.ts'
import type { QueryReader } from './query-reader.ts'

/** A function that asks a library, and the libraries that it may ask. */
export interface AskingFunction {
  readonly callee: Kind<'function'>
  /** The same, in its program, and what it is called on. */
  readonly own: LocatedFunction
  /** Another function has made it for what that was given. */
  readonly isMade: boolean
  /** The tables that the call gives it to ask of. */
  readonly tables: GivenParameters | undefined
  readonly readers: readonly QueryReader[]
}

/** Whether a call gives an object, or several, to what may be a function of the project, leaves out what that may be given, or runs one that another one has made. */
export function mayHandOn(call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  if (call.arguments.some(isObject)) return handsObject(call, program, modules)
  return isOfMade(call, program, modules) || asksForLess(call, program, modules) || asksOfGiven(call, program, modules)
}

/** Whether a call gives an object, or several, to what may be a function of the project. */
export function handsObject({ callee, arguments: given }: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  if (!given.some(isObject)) return false
  let root: Node = bare(callee)
  while (root.type === 'MemberExpression' && !isOwnExports(root, program)) root = bare(root.object)
  if (isOwnExports(root, program)) return true
  if (root.type !== 'Identifier') return /^(?:ThisExpression|Super|NewExpression)$/.test(root.type) || isFunction(root)
  const binding = program.named(root)
  const imported = binding?.kind === 'import' ? importOf(binding, program) : undefined
  if (imported) return modules.open(imported.from, program) !== undefined
  return binding !== undefined && !isOfList(callee, binding)
}

/** `blocks.push({ … })` of `const blocks = [ … ]`; `handlers[0]({ … })` may be one of the project. */
function isOfList(callee: Node, { kind, init, property }: Binding): boolean {
  const method = bare(callee)
  const isNamed = method.type === 'MemberExpression' && !method.computed && bare(method.object).type === 'Identifier'
  return isNamed && kind !== 'item' && property === undefined && init !== undefined && bare(init).type === 'ArrayExpression'
}

/** `findOrders(status)` of `function findOrders(status, organizationId?)`, which may ask for less than it does else. */
function asksForLess(call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  const own = leavesOut(call, program, modules)
  return own !== undefined && readersAsked(own, modules).length > 0
}

/** `remove(orders, id)` of `function remove(table, id)`, which asks of the table that it is given. */
function asksOfGiven(call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  const asked = askedOfGiven(call, program, modules)
  return asked !== undefined && readersAsked(asked.own, modules).length > 0
}

/** The function that a call gives something, and not all that it may be given, or tells whether to ask for something: `findRoles(projectId, false)`. */
export function leavesOut(call: TSESTree.CallExpression, program: Program, modules: Modules): LocatedFunction | undefined {
  const { callee, arguments: given } = call
  if (given.some(({ type }) => type === 'SpreadElement') || isOfFarModule(callee, program)) return undefined
  const own = calledFunction(call, program, modules)
  const isLeft =
    own && parametersOf(own.node).some((one, i) => isToldWhether(one, given[i]) || (mayBeLeft(one, own.program) && isNothing(given[i])))
  return isLeft ? own : undefined
}

/** `false` for `onlyOwned: boolean`; that a call is for those who may do everything is its own affair: `isAdmin`. */
function isToldWhether(parameter: Node, given: Node | undefined): boolean {
  if (given?.type !== 'Literal' || typeof given.value !== 'boolean') return false
  return parameter.type !== 'Identifier' || !wordsOf(parameter.name).some((word) => wordsOfPower.includes(word))
}

/** `organizationId?: string`, `organizationId = undefined` and `filter = {}`; what the function sets itself is there in any case. */
function mayBeLeft(parameter: Node, program: Program): boolean {
  if (parameter.type === 'AssignmentPattern') return isNothing(parameter.right) || isEmptyObject(parameter.right)
  return parameter.type === 'Identifier' && program.named(parameter)?.writes.length === 0
}

function isNothing(given: Node | undefined): boolean {
  return given === undefined || nothingIn(bare(given)) !== undefined
}

/** `orders.find(id)` where `orders` is what `createRepository(Order)` or `new Repository(Order)` gives, what is of the project and is given something, or is of that type. */
function isOfMade(call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  if (bare(call.callee).type !== 'MemberExpression') return isOfMaker(takenFrom(call.callee, program, modules), modules)
  const own = calledFunction(call, program, modules)
  return own !== undefined && (own.heir?.made !== undefined || isWithinMaker(own)) && readersAsked(own, modules).length > 0
}

function isOfMaker(made: Located | undefined, modules: Modules): boolean {
  if (!made) return false
  const call = bare(made.node)
  const maker = call.type === 'CallExpression' && call.arguments.length > 0 ? calledFunction(call, made.program, modules) : undefined
  return maker !== undefined && readersAsked(maker, modules).length > 0
}

/** What a name was taken out of, here or in such a module: `const { find } = createRepository(Order)`. */
export function takenFrom(name: Node, program: Program, modules: Modules): Located | undefined {
  const binding = program.named(name)
  const imported = binding && importOf(binding, program)
  if (imported && !isHomeModule(imported.from)) return undefined
  const own = imported ? modules.open(imported.from, program) : program
  const { init, property } = (imported ? own?.exported(imported.name) : binding) ?? {}
  return own && init && property !== undefined ? { node: init, program: own } : undefined
}

/** `{ … }`, `[{ … }]` or `rows.map((row) => ({ … }))` */
function isObject(node: Node | null): boolean {
  const value = node && bare(node)
  if (value?.type === 'SpreadElement') return isObject(value.argument)
  if (value?.type === 'ArrayExpression') return value.elements.some(isObject)
  const made = value && madeByMap(value)
  return value?.type === 'ObjectExpression' || (made ? isObject(made) : false)
}

/** The function of the program that a call gives something to ask for, if it is one that may ask a library. */
export function askingFunction(
  call: TSESTree.CallExpression,
  program: Program,
  machine: Machine,
  readers: readonly QueryReader[],
): AskingFunction | undefined {
  const { callee, own } = calleeOf(call, program, machine) ?? {}
  if (!callee || !own || (callee.at.program === program && isUnder(call, callee.node))) return undefined
  const asked = readersAsked(own, machine.modules)
  const used = readers.filter((reader) => asked.includes(reader))
  if (used.length === 0) return undefined
  const tables = askedOfGiven(call, program, machine.modules)?.tables
  return { callee, own, isMade: isMadeFor(callee) || own.heir?.made !== undefined, tables, readers: used }
}

/** Whether a function stands in another one, and knows what that was given. */
function isMadeFor({ node, at: { program }, scope }: Kind<'function'>): boolean {
  return scope !== undefined && isWithinMaker({ node, program })
}

/** Whether a function stands in another one, which is given something. */
export function isWithinMaker({ node, program }: LocatedFunction): boolean {
  const maker = program.functionAround(node)
  return maker !== undefined && maker.params.length > 0
}

/** The function that a call runs. */
export function calleeOf(
  call: TSESTree.CallExpression,
  program: Program,
  machine: Machine,
): Pick<AskingFunction, 'callee' | 'own'> | undefined {
  const value = machine.answer({ node: call.callee, program })
  const known = value.kind === 'function' ? value : functionByType(value, machine)
  if (known) return { callee: known, own: { node: known.node, program: known.at.program } }
  const own = calledFunction(call, program, machine.modules, machine.modules.heir)
  return own && { callee: functionOf(own), own }
}

const mostBehind = 20

/** The libraries that a function may ask, itself or by what it calls with something. */
export function readersAsked(own: LocatedFunction, modules: Modules): readonly QueryReader[] {
  const functions = [own]
  for (const { node, program, heir } of functions) {
    const asked = mayAsk(node, program)
    if (asked.size > 0) return [...asked]
    for (const call of callsUnder(node, program)) {
      const next = call.arguments.length > 0 && functions.length < mostBehind ? calledFunction(call, program, modules, heir) : undefined
      if (next && !functions.some((one) => one.node === next.node)) functions.push(next)
    }
  }
  return []
}

const mayAsk = onceFor((own: FunctionNode, program: Program): ReadonlySet<QueryReader> => {
  const methods = callsUnder(own, program).flatMap((call) => methodOf(call) ?? [])
  const mayBeOf = (reader: QueryReader): boolean =>
    methods.some((method) => reader.methods.has(method) || reader.mayBeNamed?.(method) === true) && reader.sign.test(program.text)
  return new Set(queryReaders.filter(mayBeOf))
})

export function functionOf({ node, program }: LocatedFunction): Kind<'function'> {
  return { kind: 'function', node, scope: undefined, self: undefined, at: { node, program } }
}

/** What a function asks when it is called. */
export interface Asked {
  /** What it gives; nothing, where it only does something. */
  readonly gives: Value | undefined
  /** What it does besides. */
  readonly does: readonly Value[]
  /** The queries whose rows it was given: they had been asked before. */
  readonly given?: ReadonlySet<Node>
}

/** What a function asks when it is called so. */
export function askedAt(call: TSESTree.CallExpression, by: AskingFunction, program: Program, machine: Machine): Asked {
  const args = call.arguments.map((given) =>
    given.type === 'SpreadElement' ? unknown('a spread list', { node: given, program }) : machine.answer({ node: given, program }),
  )
  return { ...run(by, args, machine), given: new Set(args.flatMap((arg) => queriesIn(arg)).map(({ at }) => at.node)) }
}

/** What a function gives, and what it does, where it does nothing but that or asks of the table that it is given: `async remove(where) { await db('orders').where(where).del() }`. */
function run({ callee, tables }: AskingFunction, args: readonly Value[], machine: Machine): Asked {
  const isDone = onlyDoes(callee.node)
  if (!isDone && !tables) return { gives: machine.given(callee, args), does: [] }
  const { value, effects } = machine.follow(callee, args)
  const given = new Set(isDone ? [] : queriesIn(value))
  return { gives: isDone ? undefined : value, does: effects.flatMap((effect) => (given.has(effect.value) ? [] : effect.value)) }
}

/** Whether a function does something, one thing after the other, and gives nothing. */
export function onlyDoes({ body }: FunctionNode): boolean {
  return body.type === 'BlockStatement' && body.body.every(({ type }) => type === 'ExpressionStatement')
}

/** What it asks whatever it is called with, and whatever it was made for. */
export function askedByAny(by: AskingFunction, machine: Machine): Asked {
  const { callee, isMade } = by
  const { program } = callee.at
  const args = parametersOf(callee.node).map((node) =>
    node.type === 'Identifier' ? machine.answer({ node, program }) : unknown('what a function is given', { node, program }),
  )
  return run(isMade ? { ...by, callee: { ...callee, scope: undefined } } : by, args, machine)
}

const mostNested = 12

/** The queries whose rows something is made of: `(await query).data`, `rows[0]`, `rows.map(toOrder)`, `Number(row.count)`, `{ items: rows, total: rows.length }`. */
export function queriesIn(value: Value, depth = 0): readonly Value[] {
  const further = (part: Value): readonly Value[] => queriesIn(part, depth + 1)
  if (depth > mostNested) return []
  switch (value.kind) {
    case 'member': {
      const all = askedAtOnce(value.object)
      const one = all?.kind === 'list' ? all.items[Number(value.name)] : undefined
      return further(one ?? value.object)
    }
    case 'record':
      return withoutTwins(value.entries.flatMap((entry) => further(entry.value)))
    case 'list':
      return withoutTwins(value.items.flatMap(further))
    case 'call': {
      const from = askedAtOnce(value) ?? madeOf(value)
      return from
        ? further(from)
        : isEitherOf(value)
          ? withoutTwins(value.args.filter(({ kind }) => kind !== 'literal').flatMap(further))
          : [value]
    }
    default:
      return [value]
  }
}

/** The list of `Promise.all(list)`, and of `prisma.$transaction(list)`. */
function askedAtOnce(value: Value): Value | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined
  const { object, name } = value.callee
  const isOfPromises = name === 'all' && object.kind === 'symbol' && object.name === 'Promise'
  const [list] = value.args
  return isOfPromises || (name === '$transaction' && list?.kind === 'list') ? list : undefined
}

/** What something is made of: `rows.map(toOrder)`, `Number(row.count)`, `query.then(toOrder)`; a library's `filter` is told of a column. */
function madeOf({ callee, args: [first] }: Kind<'call'>): Value | undefined {
  if (callee.kind === 'symbol') return /^(?:Number|BigInt|String|parseInt|parseFloat)$/.test(callee.name) ? first : undefined
  if (callee.kind !== 'member') return undefined
  const isOf = /^(?:map|flatMap|slice|at|sort|toSorted|reverse|then)$/.test(callee.name)
  return isOf || (callee.name === 'filter' && first?.kind !== 'literal') ? callee.object : undefined
}

/** `row?.count ?? 0`: what it is else is written out. */
function isEitherOf({ callee, args }: Kind<'call'>): boolean {
  return callee.kind === 'symbol' && (callee.name === '??' || callee.name === '||') && args.some(({ kind }) => kind === 'literal')
}

/** Each once; how many there are is asked as the rows are that it stands beside. */
function withoutTwins(values: readonly Value[]): readonly Value[] {
  const each = [...new Map(values.map((value) => [value.at.node, value])).values()]
  const rows = each.filter((value) => !isNumberOfRows(value))
  return rows.length > 0 ? rows : each
}

function isNumberOfRows(value: Value): boolean {
  return value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === 'count'
}
