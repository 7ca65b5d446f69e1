import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction } from '../javascript/called.ts'
import type { Modules } from '../javascript/modules.ts'
import { bare, calledAs, isFunction, isWaiting, methodOf, propertyName, rootOf, soleResult, type Node } from '../javascript/nodes.ts'
import type { Binding, Program } from '../javascript/program.ts'
import { isOfPromises } from '../javascript/symbolic/effects.ts'
import { methodCalledOn, settlingOf } from '../javascript/symbolic/given-away.ts'
import type { QueryReader } from './query-reader.ts'

export function hasMethod(reader: QueryReader, method: string): boolean {
  return reader.methods.has(method) || reader.mayBeNamed?.(method) === true
}

/** Where calls of a library stand, each with all that is chained to it. */
export function sitesOf(program: Program, reader: QueryReader, modules: Modules): TSESTree.Expression[] {
  const calls = program.nodesOf('CallExpression')
  const parts = goneOn(calls.filter((node) => isOf(node, reader)), program, reader) // prettier-ignore
  const begun = goneOn(calls.filter((node) => reader.mayBegin?.(node)), program, reader) // prettier-ignore
  const given = goneOn(calls.filter((node) => !parts.has(node) && !begun.has(node) && givesBegun(node, program, reader, modules)), program, reader) // prettier-ignore
  const isOfChain = (node: Node): boolean => parts.has(node) || begun.has(node) || given.has(node)
  const isLast = (node: Node): boolean => {
    const next = callOn(node, program)
    return next === undefined || !isOfChain(next)
  }
  const chains = calls.filter((node) => isOfChain(node) && isLast(node))
  const made = madeForSenders(program, reader, (node) => !parts.has(node) && !begun.has(node))
  if (!reader.isChangedByCalls) return [...new Set([...chains, ...made, ...chains.flatMap((chain) => givenToSenders(chain, program, reader))])] // prettier-ignore
  const usesIn = (binding: Binding | undefined): readonly TSESTree.Expression[] | undefined => {
    const uses = binding && usesOf(binding, program)
    return uses?.length ? uses.filter(isLast).map((node) => endOf(node, program, reader)) : undefined
  }
  const sites = chains.flatMap((chain): readonly TSESTree.Expression[] => {
    if (reader.sends?.has(methodOf(chain) ?? '') === true) return [chain]
    const held = usesIn(variableOf(chain, program))
    if (!parts.has(chain)) return [chain, ...(held ?? [])].filter((node) => isSurelySent(node, program))
    return held ?? usesIn(changedBy(chain, program)) ?? [chain]
  })
  const own = new Set<Node>(sites)
  const sent = sites.map((node) => eitherWay(node, own, program))
  return [...new Set([...sent, ...made.filter((node) => !isGiven(node, own))])]
}

/** `org ? query.where(…) : query`: what a condition of the program goes on with, or leaves as it is, is sent as one query. */
function eitherWay(site: TSESTree.Expression, sites: ReadonlySet<Node>, program: Program): TSESTree.Expression {
  const choice = choiceAround(site, program)
  return choice && leavesOneAsItIs(choice, program) && endsOf(choice).every((end) => sites.has(end)) ? choice : site
}

/** The outermost condition of which something is a side. */
function choiceAround(node: Node, program: Program): TSESTree.ConditionalExpression | undefined {
  const around = program.outside(node)
  return around?.type === 'ConditionalExpression' && isSideOf(node, around) ? (choiceAround(around, program) ?? around) : undefined
}

/** What a condition may come to. */
function endsOf(node: Node): readonly Node[] {
  const end = bare(node)
  return end.type === 'ConditionalExpression' ? [end.consequent, end.alternate].flatMap(endsOf) : [end]
}

/** Whether all that a condition may come to is one variable, alone on one way and with more called on it on another one. */
function leavesOneAsItIs(choice: TSESTree.ConditionalExpression, program: Program): boolean {
  const ends = endsOf(choice)
  const [first, ...others] = ends.map((end) => program.named(rootOf(end)))
  const isOne = first !== undefined && others.every((one) => one === first)
  return isOne && ends.some(({ type }) => type === 'Identifier') && ends.some(({ type }) => type === 'CallExpression')
}

/** `finish(sorted(query))`, where the query is a site that is followed through both. */
function isGiven(node: Node, sites: ReadonlySet<Node>): boolean {
  return node.type === 'CallExpression' && node.arguments.some((one) => sites.has(one) || isGiven(one, sites))
}

function isOf(node: TSESTree.CallExpression, reader: QueryReader): boolean {
  return hasMethod(reader, methodOf(node) ?? '') || isFunctionOf(reader, node)
}

/** `base()` where that is `() => db('orders')`, and gives what only begins a query. */
function givesBegun(node: TSESTree.CallExpression, program: Program, reader: QueryReader, modules: Modules): boolean {
  const own = reader.mayBegin && calledFunction(node, program, modules)
  const result = own && soleResult(own.node)
  return result?.type === 'CallExpression' && reader.mayBegin?.(result) === true
}

/** Calls with those of a team's own methods on them. */
function goneOn(calls: readonly TSESTree.CallExpression[], program: Program, reader: QueryReader): ReadonlySet<Node> {
  const all = new Set(calls)
  for (const call of all) {
    const next = ownCallOn(call, program, reader)
    if (next) all.add(next)
  }
  return all
}

/** `query.forTenant(id)`, of a variable. */
function endOf(node: TSESTree.Expression, program: Program, reader: QueryReader): TSESTree.Expression {
  const next = ownCallOn(node, program, reader)
  return next ? endOf(next, program, reader) : node
}

function ownCallOn(node: Node, program: Program, reader: QueryReader): TSESTree.CallExpression | undefined {
  const next = callOn(node, program)
  return next && reader.mayBeOwn?.(methodOf(next) ?? '') ? next : undefined
}

/** What only begins a query, as `db('orders')` does, is one where it is waited for, and else may be made to be gone on with. */
export function isSurelySent(node: Node, program: Program): boolean {
  const called = methodCalledOn(node, program)
  if (called) return isOfPromises(propertyName(called) ?? '')
  const user = besides(node, program)
  if (isWaiting(user)) return true
  if (user?.type === 'ArrayExpression') return /^(?:all|allSettled|any|race)$/.test(settlingOf(user, program) ?? '')
  const around = user && (isFunction(user) ? user : user.type === 'ReturnStatement' ? program.functionAround(user) : undefined)
  return around?.async === true
}

/** `paginate(ordersQuery(db), page)`, where a function makes what is given, or what the variable holds that is. */
function madeForSenders(program: Program, { senders }: QueryReader, isMade: (call: Node) => boolean): TSESTree.Expression[] {
  const sending = program.nodesOf('CallExpression').filter((call) => senders?.test(calledAs(call) ?? ''))
  return sending.flatMap(({ arguments: given }) =>
    given.filter((one): one is TSESTree.CallExpression | TSESTree.Identifier => {
      const maker = one.type === 'Identifier' ? program.named(one)?.init : one
      return maker?.type === 'CallExpression' && isMade(maker)
    }),
  )
}

/** `paginate(query, page)`, where the variable holds what a chain of calls makes. */
function givenToSenders(chain: Node, program: Program, { senders }: QueryReader): TSESTree.Identifier[] {
  const held = senders && variableOf(chain, program)
  if (!held) return []
  return program.usesOf(held).filter((node) => {
    const call = program.outside(node)
    return call?.type === 'CallExpression' && call.callee !== node && senders.test(calledAs(call) ?? '')
  })
}

function isFunctionOf({ functions }: QueryReader, { callee }: TSESTree.CallExpression): boolean {
  return functions !== undefined && callee.type === 'Identifier' && functions.has(callee.name)
}

/** The call of a method of what a node gives. */
export function callOn(node: Node, program: Program): TSESTree.CallExpression | undefined {
  const method = program.outside(node)?.type === 'MemberExpression' ? methodCalledOn(node, program) : undefined
  const call = method && program.outside(method)
  return call?.type === 'CallExpression' ? call : undefined
}

/** What gets a node, also as a side of a condition. */
function besides(node: Node, program: Program, passes = isSideOf): Node | undefined {
  let [at, around] = [node, program.outside(node)]
  while (around && passes(at, around)) [at, around] = [around, program.outside(around)]
  return around
}

function isSideOf(at: Node, around: Node): boolean {
  return (
    (around.type === 'ConditionalExpression' && bare(around.test) !== at) ||
    (around.type === 'LogicalExpression' && bare(around.right) === at)
  )
}

/** `void query.where(…)`, `query.where(…), query.limit(5)` */
function isDoneIn(at: Node, around: Node): boolean {
  return isSideOf(at, around) || around.type === 'SequenceExpression' || (around.type === 'UnaryExpression' && around.operator === 'void')
}

/** The variable that a builder is put into. */
export function variableOf(chain: Node, program: Program): Binding | undefined {
  const parent = besides(chain, program)
  if (parent?.type === 'VariableDeclarator') return program.named(parent.id)
  return parent?.type === 'AssignmentExpression' ? program.named(parent.left) : undefined
}

function usesOf(binding: Binding, program: Program): readonly TSESTree.Identifier[] {
  const uses = program.usesOf(binding).filter((node) => {
    const parent = program.parentOf(node)
    const isTarget =
      (parent?.type === 'VariableDeclarator' && parent.id === node) || (parent?.type === 'AssignmentExpression' && parent.left === node)
    return !isTarget && !isKeptEitherWay(node, program)
  })
  return uses.filter((node, i) => i === uses.length - 1 || !isChangedAt(node, program))
}

/** `query = org ? query.where(…) : query`: what is sent is the variable, later. */
function isKeptEitherWay(node: Node, program: Program): boolean {
  const choice = choiceAround(node, program)
  return choice !== undefined && variableOf(choice, program) !== undefined && leavesOneAsItIs(choice, program)
}

/** `query.forTenant(id)` as a statement: what is sent is that, later. */
function isChangedAt(node: Node, program: Program): boolean {
  const call = callOn(node, program)
  return call !== undefined && besides(call, program, isDoneIn)?.type === 'ExpressionStatement'
}

/** The variable whose builder `query.where(…)` changes, as a statement or as a side of one: what is sent is that, later. */
function changedBy(chain: Node, program: Program): Binding | undefined {
  const isStatement = besides(chain, program, isDoneIn)?.type === 'ExpressionStatement'
  return isStatement ? program.named(rootOf(chain)) : undefined
}
