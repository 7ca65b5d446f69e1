import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import type { LocatedFunction } from '../../javascript/called.ts'
import {
  bare,
  childrenOf,
  isFunction,
  isUnder,
  methodsOf,
  nothingIn,
  parametersOf,
  propertyName,
  rootOf,
  type FunctionNode,
  type Node,
} from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { plainText } from '../../query/program-text.ts'
import { alteredIn } from './altered.ts'

/** A call, and the function that it runs. */
export interface Passage {
  readonly call: TSESTree.CallExpression
  readonly program: Program
  readonly callee: LocatedFunction
}

/** Whether a function gets a value by its call. */
export function handsOn(value: string, passage: Passage): boolean {
  return nameWithin(value, passage) !== undefined
}

/** What a query of a function calls a value that the function is given; nothing where it is not, or where what else the query goes by is left out. */
export function nameInside(value: string, passage: Passage, asked: Node): string | undefined {
  const { node, program } = passage.callee
  const name = nameWithin(value, passage)
  const [root = ''] = name?.split('.') ?? []
  const [parameter] = node.params
  const isSame = parameter && program.bindingOf(root, asked) === program.bindingOf(root, parameter)
  return isSame && !leavesOut(passage, asked) ? name : undefined
}

/** What a function is given for a parameter. */
interface Handed {
  readonly parameter: Node
  readonly argument: Node | undefined
}

function handedBy({ call, callee }: Passage): Handed[] {
  const spread = call.arguments.findIndex(({ type }) => type === 'SpreadElement')
  return parametersOf(callee.node).map((parameter, i) => ({
    parameter,
    argument: spread >= 0 && i >= spread ? undefined : call.arguments[i],
  }))
}

function nameWithin(value: string, passage: Passage): string | undefined {
  const textOf = (node: Node): string => plainText(passage.program.text.slice(...node.range))
  for (const { parameter, argument } of handedBy(passage)) {
    const way = argument && wayTo(value, bare(argument), textOf)
    const name = way === undefined ? undefined : nameOf(way, parameter, passage.callee.program)
    if (name !== undefined) return name
  }
  return undefined
}

/** What of a thing a value is: the thing itself, or `.id` of it. */
function wayTo(value: string, whole: Node, textOf: (node: Node) => string): string | undefined {
  if (whole.type === 'ObjectExpression') {
    const spread = whole.properties.findLastIndex(({ type }) => type === 'SpreadElement')
    for (const part of whole.properties.slice(spread + 1)) {
      const key = part.type === 'Property' ? propertyName(part) : undefined
      const way = part.type === 'Property' && key !== undefined ? wayTo(value, bare(part.value), textOf) : undefined
      if (way !== undefined) return `.${key}${way}`
    }
    return undefined
  }
  const text = textOf(whole)
  if (value === text) return ''
  return value.startsWith(`${text}.`) ? value.slice(text.length) : undefined
}

/** What a function calls a part of what it is given, where it is never anything else. */
function nameOf(way: string, parameter: Node, program: Program): string | undefined {
  if (parameter.type === 'Identifier') {
    const binding = program.named(parameter)
    return binding?.writes.length === 0 && !alteredIn(program).has(binding) ? parameter.name + way : undefined
  }
  if (parameter.type === 'AssignmentPattern') return nameOf(way, parameter.left, program)
  if (parameter.type !== 'ObjectPattern') return undefined
  for (const part of parameter.properties) {
    const key = part.type === 'Property' ? propertyName(part) : undefined
    if (part.type !== 'Property' || key === undefined || !`${way}.`.startsWith(`.${key}.`)) continue
    return nameOf(way.slice(key.length + 1), part.value, program)
  }
  return undefined
}

/** Clients, and what says how a query gives its rows rather than which. */
const goesWithout =
  /^(?:tx|trx|db|client|prisma|manager|em|transaction|lock|include|select|relations|order(?:By)?|sort|take|skip|limit|offset)$/
const options = /^(?:options|opts)$/

/** Whether a query goes by something that a call leaves out: without a tenant it may find any row. */
function leavesOut(passage: Passage, asked: Node): boolean {
  return handedBy(passage).some(({ parameter, argument }) => isMissed(parameter, argument && bare(argument), asked, passage.callee.program))
}

function isMissed(parameter: Node, argument: Node | undefined, asked: Node, program: Program): boolean {
  const further = (inner: Node | null, given: Node | undefined): boolean => inner !== null && isMissed(inner, given, asked, program)
  switch (parameter.type) {
    case 'ObjectPattern':
      return parameter.properties.some((part) => {
        if (part.type !== 'Property') return further(part.argument, argument)
        const key = propertyName(part)
        return key !== undefined && further(part.value, argument?.type === 'ObjectExpression' ? valueIn(argument, key) : argument)
      })
    case 'AssignmentPattern':
      return further(parameter.left, argument ?? bare(parameter.right))
    case 'RestElement':
      return further(parameter.argument, argument)
    case 'ArrayPattern':
      return parameter.elements.some((one) => further(one, argument))
    case 'Identifier':
      return isMissedName(parameter, argument, asked, program)
    default:
      return false
  }
}

function isMissedName(parameter: TSESTree.Identifier, argument: Node | undefined, asked: Node, program: Program): boolean {
  if (goesWithout.test(parameter.name)) return false
  const binding = program.named(parameter)
  const isOfOthers = (use: Node): boolean => decidesColumns(use, program) || (program.named(use) === binding && isSpreadAlone(use, program))
  const uses = binding ? usesFor(binding, asked, program).filter((use) => !isOfOthers(use)) : []
  const meant = options.test(parameter.name) ? uses.filter((use) => !isOption(program.outside(use))) : uses
  if (!argument || mayBeNothing(argument)) return meant.length > 0
  return argument.type === 'ObjectExpression' && meant.some((use) => isMissedIn(argument, program.outside(use)))
}

/** Whether a whole that is given is spread into an object, or a part of it: a query is held by none of what cannot be seen of it. */
function isSpreadAlone(use: Node, program: Program): boolean {
  const outer = program.outside(use)
  if (outer?.type === 'SpreadElement') return program.outside(outer)?.type === 'ObjectExpression'
  if (outer?.type === 'MemberExpression') return bare(outer.object) === use && isSpreadAlone(outer, program)
  return outer?.type === 'LogicalExpression' && outer.operator !== '&&' && bare(outer.left) === use && isSpreadAlone(outer, program)
}

/** Whether it only decides what is given of the rows: `$if(more, (qb) => qb.select('title'))` of Kysely. */
function decidesColumns(use: Node, program: Program): boolean {
  for (const around of program.ancestors(use)) {
    if (isFunction(around) || around.type === 'AssignmentExpression' || around.type.endsWith('Statement')) return false
    if (around.type !== 'CallExpression') continue
    const [test, add] = around.arguments
    const isTest = methodsOf(around)[0] === '$if' && test !== undefined && isUnder(use, test)
    if (isTest) return isFunction(add) && isOfColumns(add)
  }
  return false
}

function isOfColumns({ params: [query], body }: FunctionNode): boolean {
  if (body.type !== 'CallExpression' || query?.type !== 'Identifier') return false
  const root = rootOf(body)
  return root?.type === 'Identifier' && root.name === query.name && methodsOf(body).every((method) => givesColumns.test(method))
}

const givesColumns = /^(?:select(?:All)?|orderBy)$/

/** Options as a whole, and those that have no say in which rows are found. */
function isOption(use: Node | undefined): boolean {
  if (use?.type === 'VariableDeclarator') return false
  return use?.type !== 'MemberExpression' || goesWithout.test(propertyName(use) ?? '')
}

/** Where a query goes by a name, be it by another one that is made of it. */
function usesFor(binding: Binding, asked: Node, program: Program, known = new Set<Binding>()): readonly TSESTree.Identifier[] {
  if (known.has(binding)) return []
  known.add(binding)
  return program.usesOf(binding).filter((use) => {
    if (isUnder(use, asked)) return true
    return madeOf(use, program).some((made) => usesFor(made, asked, program, known).length > 0)
  })
}

/** The names that are set to what something is a part of. */
const madeOf = onceFor((use: Node, program: Program): readonly Binding[] => {
  for (const around of program.ancestors(use)) {
    if (isFunction(around) || around.type.endsWith('Statement')) return []
    const target = around.type === 'VariableDeclarator' ? around.id : around.type === 'AssignmentExpression' ? around.left : undefined
    if (target) return isUnder(use, target) ? [] : namesIn(target).flatMap((name) => program.named(name) ?? [])
  }
  return []
})

function namesIn(target: Node): TSESTree.Identifier[] {
  return target.type === 'Identifier' ? [target] : childrenOf(target).flatMap(namesIn)
}

/** Whether an argument is written so that it may be nothing: `isAdmin ? undefined : organizationId`. */
function mayBeNothing(argument: Node): boolean {
  const node = bare(argument)
  if (node.type === 'ConditionalExpression') return mayBeNothing(node.consequent) || mayBeNothing(node.alternate)
  if (node.type === 'LogicalExpression') return node.operator === '&&' || mayBeNothing(node.right)
  return nothingIn(node) !== undefined
}

function isMissedIn(object: TSESTree.ObjectExpression, use: Node | undefined): boolean {
  const key = use?.type === 'MemberExpression' ? propertyName(use) : undefined
  const value = key === undefined ? object : valueIn(object, key)
  return value === undefined || mayBeNothing(value)
}

/** What an object holds under a name; itself, where what it is spread of may. */
function valueIn(object: TSESTree.ObjectExpression, key: string): Node | undefined {
  const found = object.properties.findLast((part) => part.type === 'Property' && propertyName(part) === key)
  if (found?.type === 'Property') return bare(found.value)
  return object.properties.some((part) => part.type === 'SpreadElement' && !mayBeNothing(part.argument)) ? object : undefined
}
