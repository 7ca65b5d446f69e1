import type { TSESTree } from '@typescript-eslint/utils'
import { handingsOf } from '../handed.ts'
import { bare, isUnder, pathOf, propertyName, rootOf, type Node } from '../nodes.ts'
import type { Binding, Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import { opened, recordFrom, recordParts, spreadParts, valueUnder } from './collections.ts'
import { entryOf, isDecision, sourceText, type Value } from './value.ts'

/** What is known of the things that variables hold. */
export interface Variables {
  /** Whether the methods of something change it in place, as those of some query builders do. */
  isChangedByCalls(value: Value): boolean
  /** Whether a method leaves what it is given as it was. */
  leavesAlone(method: string): boolean
  /** Whether something is a table, whatever makes it. */
  isTable(value: Value): boolean
}

/** Where in something others get hold of an object or a list that a variable holds, who may change it. */
export function givenAway(binding: Binding, value: Value, variables: Variables, { program, node: around }: Located): Node[] {
  return handingsOf(binding, program)
    .filter(({ node, path }) => isUnder(node, around) && (binding.writes.length > 0 || !isPlain(value, path)))
    .map(({ node }) => node)
    .filter((node) => !isLeftAlone(node, variables, program) && !isSetAgain(node, binding, program))
}

/** `TABLES.orders`: who is given a text cannot change the object that it is of. */
function isPlain(value: Value, [name, ...rest]: readonly (string | undefined)[]): boolean {
  if (value.kind !== 'record' || name === undefined) return false
  const part = entryOf(value, name)?.value
  return part !== undefined && (rest.length > 0 ? isPlain(part, rest) : part.kind === 'literal' || part.kind === 'text')
}

/** What is given to a query stays as it is, whenever that runs; a function of its own may be called like one. */
export function isLeftAlone(node: Node, variables: Variables, program: Program): boolean {
  const call = callAround(node, program)
  const callee = call && bare(call.callee)
  const method = callee?.type === 'MemberExpression' ? propertyName(callee) : undefined
  return method !== undefined && variables.leavesAlone(method) && !(call?.arguments[0] === node && merges.test(method))
}

/** `orders.merge(order, { … })`, `em.assign(order, { … })` */
const merges = /^(?:merge|assign)$/

/** `query = query.where(…)`, `where = { AND: [where, …] }`: what the variable is set to then says all. */
export function isSetAgain(node: Node, { writes }: Binding, program: Program): boolean {
  const around = new Set(program.ancestors(node))
  return writes.some((write) => around.has(write))
}

/** Something that was given to what may have changed it. */
export function handedTo(callee: Value, before: Value, at: Located): Value {
  return { kind: 'call', callee, args: [before], isNew: false, at }
}

/** `Object.assign(where, { tenantId })` */
export function assignedBy(call: TSESTree.CallExpression, by: Node, before: Value, evaluate: (node: Node) => Value): Value | undefined {
  if (pathOf(call.callee)?.join('.') !== 'Object.assign' || call.arguments[0] !== by || before.kind !== 'record') return undefined
  return recordFrom([...recordParts(before), ...call.arguments.slice(1).flatMap((node) => spreadParts(evaluate(node)))], before.at)
}

/** Others may have changed it, or the part of it that they are given: `change(args.where)`. */
export function changedElsewhere(value: Value, by: Located, variables: Variables): Value {
  const change = (part: Value): Value => opened(part, `\`${sourceText(by)}\` may be changed by what gets it`, by)
  return changedAt(value, pathFrom(by), change, variables)
}

function changedAt(value: Value, [name, ...rest]: readonly string[], change: (part: Value) => Value, variables: Variables): Value {
  if (name === undefined || value.kind !== 'record') return change(value)
  const part = valueUnder(value, name)
  if (!part || !mayBeChangedWithin(part, variables)) return value
  return recordFrom([...recordParts(value), { key: name, value: changedAt(part, rest, change, variables), at: part.at }], value.at)
}

/** A value that has parts, or that its methods change. */
function mayBeChangedWithin(value: Value, variables: Variables): boolean {
  return /^(?:record|list|choice)$/.test(value.kind) || isDecision(value) || variables.isChangedByCalls(value)
}

/** The properties that are asked for of something, one after another. */
function pathFrom({ node, program }: Located): readonly string[] {
  const parent = program.outside(node)
  const name = parent?.type === 'MemberExpression' && bare(parent.object) === node ? propertyName(parent) : undefined
  return parent && name !== undefined ? [name, ...pathFrom({ node: parent, program })] : []
}

/** The function of promises that a list is given to: `all` of `Promise.all([…])`. */
export function settlingOf(list: Node, program: Program): string | undefined {
  const call = program.outside(list)
  const [root, name] = call?.type === 'CallExpression' ? (pathOf(call.callee) ?? []) : []
  return root === 'Promise' ? name : undefined
}

/** The call that is made on something, at the end of its chain, or that it is given to. */
export function callAround(node: Node, program: Program): TSESTree.CallExpression | undefined {
  let at: Node = node
  let found: TSESTree.CallExpression | undefined
  for (let parent = program.parentOf(at); parent; parent = program.parentOf(at)) {
    if (parent.type === 'CallExpression') {
      found = parent
      if (parent.callee !== at) return parent
    } else if (
      found
        ? parent.type !== 'MemberExpression'
        : !/^(?:MemberExpression|ObjectExpression|Property|ArrayExpression|TS\w+|SpreadElement)$/.test(parent.type)
    )
      return found
    at = parent
  }
  return found
}

/** Whether the methods of a chain are called on something. */
export function isOn(call: TSESTree.CallExpression, by: Node): boolean {
  return rootOf(call) === by
}

/** What a chain of methods makes of what they change, which may end with something else: `query.where(…).getMany()`. */
export function leftBy(value: Value, variables: Pick<Variables, 'isChangedByCalls'>): Value | undefined {
  if (variables.isChangedByCalls(value)) return value
  return value.kind === 'call' && value.callee.kind === 'member' ? leftBy(value.callee.object, variables) : undefined
}

/** Where a node mentions something so that it may change it. */
export function mentionIn(node: Node, binding: Binding, program: Program): Node | undefined {
  return program.usesOf(binding).find((one) => isUnder(one, node) && mayChange(one, program))
}

/** What `new SelectQueryBuilder(builder)` makes another one of. */
export function builderCopied(node: Node): Node | undefined {
  const isCopy = node.type === 'NewExpression' && (pathOf(node.callee)?.at(-1) ?? '').endsWith('QueryBuilder')
  return isCopy ? node.arguments[0] : undefined
}

/** Whether a use of a variable does more than to ask for a part of it. */
export function mayChange(node: TSESTree.Identifier, program: Program): boolean {
  const parent = program.outside(node)
  if (parent && builderCopied(parent)) return false
  if (parent?.type !== 'MemberExpression' || bare(parent.object) !== node) return true
  const method = methodCalledOn(node, program)
  return method !== undefined && !/^(?:(?:get|print|to)[A-Z]|(?:clone|subQuery)$)/.test(propertyName(method) ?? '')
}

/** The method of something, or of what it shows of itself, that is called: `query.where(…)`, `query.or.where(…)`. */
export function methodCalledOn(node: Node, program: Program): TSESTree.MemberExpression | undefined {
  const outer = program.outside(node)
  if (outer?.type === 'MemberExpression' && bare(outer.object) === node) return methodCalledOn(outer, program)
  return node.type === 'MemberExpression' && outer?.type === 'CallExpression' && bare(outer.callee) === node ? node : undefined
}
