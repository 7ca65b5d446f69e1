import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { bare, isFunction, isUnder, pathOf, propertyName, soleResult, type Node } from '../../javascript/nodes.ts'
import { pairGoneThrough } from '../../javascript/listed.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { constantIn } from './constants.ts'
import { isImported } from './list-functions.ts'

/** What a map has of each thing of a list, and under what. */
export interface MapOfList {
  /** What it has each under, or what has that in a column. */
  readonly key: Node
  readonly column?: string
  readonly value: Node
}

/** A map or an object that is made of a list, as `new Map(rows.map((row) => [row.id, row]))` and `keyBy(rows, 'id')`, where nothing else is put into it. */
export function mapOf(name: Node, program: Program): MapOfList | undefined {
  const node = bare(name)
  if (node.type !== 'Identifier') return madeOf(node, program)
  const binding = program.named(node)
  return binding && namedMap(binding, program)
}

const namedMap = onceFor((binding: Binding, program: Program): MapOfList | undefined => {
  const uses = program.usesOf(binding).filter((use) => program.outside(use) !== binding.node)
  const [put, ...more] = uses.flatMap((use) => putBy(use, program) ?? [])
  const isOnlyRead = uses.every((use) => isRead(use, program) || putBy(use, program) !== undefined)
  if (!isOnlyRead || more.length > 0) return undefined
  if (put) return isEmptyMap(binding, program) && binding.writes.every((write) => isUnder(put.value, write)) ? put : undefined
  const made = constantIn(binding)
  return made && madeOf(made, program)
})

/** What is put into a map there: `byId.set(row.id, row)`, `byId[row.id] = row`. */
function putBy(use: Node, program: Program): MapOfList | undefined {
  const member = program.outside(use)
  if (member?.type !== 'MemberExpression' || bare(member.object) !== use) return undefined
  const outer = program.outside(member)
  if (member.computed)
    return outer?.type === 'AssignmentExpression' && outer.operator === '=' && outer.left === member
      ? { key: bare(member.property), value: bare(outer.right) }
      : undefined
  const [key, value] = outer?.type === 'CallExpression' && bare(outer.callee) === member ? outer.arguments : []
  return propertyName(member) === 'set' && key && value ? { key: bare(key), value: bare(value) } : undefined
}

/** `const byId = new Map()`, `const byId = {}` */
function isEmptyMap({ kind, init, property }: Binding, program: Program): boolean {
  const made = kind === 'const' && property === undefined && init ? bare(init) : undefined
  if (made?.type === 'ObjectExpression') return made.properties.length === 0
  return made?.type === 'NewExpression' && made.arguments.length === 0 && isBuiltIn('Map', made, program)
}

/** Whether a class of the language is made: `new Map()`. */
export function isBuiltIn(name: string, { callee }: TSESTree.NewExpression, program: Program): boolean {
  return callee.type === 'Identifier' && callee.name === name && program.bindingOf(name, callee) === undefined
}

const reads = /^(?:get|has|size|keys|values|entries|forEach|delete)$/
const readsAll = /^(?:Object\.(?:keys|values|entries|hasOwn)|Array\.from)$/

function isRead(use: Node, program: Program): boolean {
  const outer = program.outside(use)
  switch (outer?.type) {
    case 'MemberExpression':
      return bare(outer.object) === use && (outer.computed || reads.test(propertyName(outer) ?? ''))
    case 'CallExpression':
      return readsAll.test(pathOf(outer.callee)?.join('.') ?? '')
    case 'BinaryExpression':
      return outer.operator === 'in'
    case 'ForOfStatement':
      return true
    case 'SpreadElement':
      return program.parentOf(outer)?.type === 'ArrayExpression'
    default:
      return false
  }
}

function madeOf(made: Node, program: Program): MapOfList | undefined {
  if (made.type !== 'NewExpression' && made.type !== 'CallExpression') return undefined
  const path = pathOf(made.callee)?.join('.') ?? ''
  const isBuiltIn = program.bindingOf(path.split('.')[0] ?? '', made) === undefined
  const [first] = made.arguments
  if (made.type === 'NewExpression' ? path === 'Map' : path === 'Object.fromEntries')
    return isBuiltIn && first ? madeOfPairs(bare(first)) : undefined
  if (made.type === 'NewExpression') return undefined
  return (isBuiltIn && /^(?:Object|Map)\.groupBy$/.test(path)) || isImported(made, sortsByKey, program) ? madeByKey(made) : undefined
}

const sortsByKey = /^(?:keyBy|groupBy|indexBy)$/

function madeOfPairs(pairs: Node): MapOfList | undefined {
  if (pairs.type !== 'CallExpression' || pairs.callee.type !== 'MemberExpression' || propertyName(pairs.callee) !== 'map') return undefined
  const [callback] = pairs.arguments
  const pair = callback && isFunction(callback) ? soleResult(callback) : undefined
  const [key, value, ...others] = pair?.type === 'ArrayExpression' ? pair.elements : []
  return key && value && others.length === 0 ? { key: bare(key), value: bare(value) } : undefined
}

function madeByKey({ arguments: [list, by] }: TSESTree.CallExpression): MapOfList | undefined {
  if (!list || !by || list.type === 'SpreadElement') return undefined
  if (by.type === 'Literal') return typeof by.value === 'string' ? { key: list, column: by.value, value: list } : undefined
  const key = isFunction(by) ? soleResult(by) : undefined
  return key && { key, value: list }
}

/** The key of each that a map has, or what it has under that, by a name of a loop. */
export function partOfPairs(binding: Binding, program: Program): { readonly map: MapOfList; readonly is: 'key' | 'value' } | undefined {
  const part = pairGoneThrough(binding, program)
  const map = part && mapOf(part.of, program)
  return map && { map, is: part.is }
}

/** What is looked up in a map, and under what: `byId.get(id)`, `byId[id]`. */
export function lookedUpIn(lookup: Node, program: Program): { readonly map: MapOfList; readonly of: Node; readonly key: Node } | undefined {
  const node = bare(lookup)
  if (node.type === 'MemberExpression') {
    const map = node.computed ? mapOf(node.object, program) : undefined
    return map && { map, of: node.object, key: node.property }
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'get') return undefined
  const [key] = node.arguments
  const map = key && mapOf(node.callee.object, program)
  return map && { map, of: node.callee.object, key }
}

/** The map of which a call gives all that it has: `Object.values(byId)`, `byId.values()`. */
export function valuesOfMap({ callee, arguments: [object] }: TSESTree.CallExpression, program: Program): MapOfList | undefined {
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'values') return undefined
  return pathOf(callee)?.join('.') === 'Object.values' ? object && mapOf(object, program) : mapOf(callee.object, program)
}
