import type { TSESTree } from '@typescript-eslint/utils'
import type { LocatedFunction } from '../../javascript/called.ts'
import { bare, isUnder, nothingIn, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { plainText } from '../../query/program-text.ts'

/** A call, and the function that it runs. */
export interface Passage {
  readonly call: TSESTree.CallExpression
  readonly program: Program
  readonly callee: LocatedFunction
}

/** What a query calls a value that calls hand on to it, one after the other; nothing where they do not, or leave out what else it goes by. */
export function nameInside(value: string, through: readonly Passage[], asked: Node): string | undefined {
  let name: string | undefined = plainText(value)
  for (const [i, passage] of through.entries()) {
    if (leavesOut(passage, through[i + 1]?.call ?? asked)) return undefined
    name = nameWithin(name, passage)
    if (name === undefined) return undefined
  }
  return name
}

/** What a function is given for a parameter. */
interface Handed {
  readonly parameter: Node
  readonly argument: Node | undefined
}

function handedBy({ call, callee }: Passage): Handed[] {
  const spread = call.arguments.findIndex(({ type }) => type === 'SpreadElement')
  return callee.node.params.map((parameter, i) => ({
    parameter: parameter.type === 'AssignmentPattern' ? parameter.left : parameter,
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
    for (const part of whole.properties) {
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
  if (parameter.type === 'Identifier')
    return program.bindingOf(parameter.name, parameter)?.writes.length === 0 ? parameter.name + way : undefined
  if (parameter.type !== 'ObjectPattern') return undefined
  for (const part of parameter.properties) {
    const key = part.type === 'Property' ? propertyName(part) : undefined
    if (part.type !== 'Property' || key === undefined || !`${way}.`.startsWith(`.${key}.`)) continue
    const inner = part.value.type === 'AssignmentPattern' ? part.value.left : part.value
    return nameOf(way.slice(key.length + 1), inner, program)
  }
  return undefined
}

/** Clients and options that have a default. */
const goesWithout = /^(?:tx|trx|db|client|prisma|manager|em|transaction|options|opts)$/

/** Whether a query goes by something that a call leaves out: without a tenant it may find any row. */
function leavesOut(passage: Passage, asked: Node): boolean {
  return handedBy(passage).some(({ parameter, argument }) => isMissed(parameter, argument && bare(argument), asked, passage.callee.program))
}

function isMissed(parameter: Node, argument: Node | undefined, asked: Node, program: Program): boolean {
  if (parameter.type === 'ObjectPattern')
    return parameter.properties.some((part) => {
      const key = part.type === 'Property' ? propertyName(part) : undefined
      if (part.type !== 'Property' || key === undefined) return false
      const inner = part.value.type === 'AssignmentPattern' ? part.value.left : part.value
      return isMissed(inner, argument?.type === 'ObjectExpression' ? valueIn(argument, key) : argument, asked, program)
    })
  if (parameter.type !== 'Identifier' || goesWithout.test(parameter.name)) return false
  const binding = program.bindingOf(parameter.name, parameter)
  const uses = binding ? program.usesOf(binding).filter((use) => isUnder(use, asked)) : []
  if (!argument || nothingIn(argument) !== undefined) return uses.length > 0
  return argument.type === 'ObjectExpression' && uses.some((use) => isMissedIn(argument, program.outside(use)))
}

function isMissedIn(object: TSESTree.ObjectExpression, use: Node | undefined): boolean {
  const key = use?.type === 'MemberExpression' ? propertyName(use) : undefined
  const value = key === undefined ? object : valueIn(object, key)
  return value === undefined || nothingIn(value) !== undefined
}

/** What an object holds under a name; itself, where what it is spread of may. */
function valueIn(object: TSESTree.ObjectExpression, key: string): Node | undefined {
  const found = object.properties.findLast((part) => part.type === 'Property' && propertyName(part) === key)
  if (found?.type === 'Property') return bare(found.value)
  return object.properties.some(({ type }) => type === 'SpreadElement') ? object : undefined
}
