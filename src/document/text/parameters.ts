import type { TSESTree } from '@typescript-eslint/utils'
import { childrenOf, pathOf, propertyName } from '../../javascript/nodes.ts'
import type { ParameterPlace } from '../document.ts'
import type { Handed } from './libraries.ts'

/** Libraries that number parameters as Postgres does and take them as a list. */
const takesList = /^(?:query|execute|any|one|many|none|manyOrNone|oneOrNone|result|unsafe|\$?queryRows?|each|map)$/

/** The methods of pg-promise, which take one value for `$1` as it is. */
const takesOne = /^(?:any|one|many|none|manyOrNone|oneOrNone|result|each|map)$/

/** The values that a call passes for `$1`, `$2` and so on, in their order. */
export function passedValues({ call, given, isEach }: Handed): readonly (TSESTree.Node | undefined)[] {
  if (isEach) return upToSpread(given.slice(1))
  const list = listPassed(given)
  if (list?.type === 'ArrayExpression') return upToSpread(list.elements)
  const isOne = (list?.type === 'Identifier' || list?.type === 'MemberExpression') && takesOne.test(pathOf(call.callee)?.at(-1) ?? '')
  return isOne ? [list] : []
}

/** The values that it passes for parameters with names: `{ id }`, or `{ replacements: { id } }`. */
export function namedValues({ given, isEach }: Handed): readonly (readonly [name: string, value: TSESTree.Node])[] {
  const values = isEach ? undefined : listPassed(given)
  if (values?.type !== 'ObjectExpression') return []
  const inner = valuesOf(values)
  const { properties } = inner?.type === 'ObjectExpression' ? inner : values
  return properties.flatMap((property) => {
    const name = property.type === 'Property' ? propertyName(property) : undefined
    return name !== undefined && property.type === 'Property' ? [[name, property.value] as const] : []
  })
}

/** What a call passes as the list of its values. */
export function listPassed([first, values]: Handed['given']): TSESTree.Node | undefined {
  return first?.type === 'ObjectExpression' ? valuesOf(first) : values
}

function upToSpread(elements: readonly (TSESTree.Node | null)[]): (TSESTree.Node | undefined)[] {
  const spread = elements.findIndex((one) => one?.type === 'SpreadElement')
  return (spread < 0 ? elements : elements.slice(0, spread)).map((one) => one ?? undefined)
}

/** `{ text, values: [] }`. */
function valuesOf({ properties }: TSESTree.ObjectExpression): TSESTree.Node | undefined {
  for (const property of properties) {
    if (property.type === 'Property' && /^(?:values|bind|replacements|params|parameters|args)$/.test(propertyName(property) ?? ''))
      return property.value
  }
  return undefined
}

/** Where a call takes a further value for its text; undefined where it cannot be told. */
export function parameterPlace({ call, given, isEach }: Handed, text: string): ParameterPlace | undefined {
  const path = pathOf(call.callee) ?? []
  const method = path.at(-1) ?? ''
  const [first, values] = given
  const last = given.at(-1)
  if (!first || !last || first.type === 'ObjectExpression' || path.some((name) => /sequelize|knex/i.test(name))) return undefined
  if (holdsFormat(first)) return undefined
  const place = isEach ? afterLast(last, given.length) : takesList.test(method) ? inList(first, values, method) : undefined
  const used = Math.max(0, ...Array.from(text.matchAll(/\$(\d{1,3})\b/g), (match) => Number(match[1])))
  return place?.next === used + 1 ? place : undefined
}

/** Whether a part of a text is filled before it is run: what is numbered there takes a value of its own. */
function holdsFormat(node: TSESTree.Node): boolean {
  return (node.type === 'CallExpression' && pathOf(node)?.at(-1) === 'format') || childrenOf(node).some(holdsFormat)
}

function afterLast(last: TSESTree.Node, count: number): ParameterPlace {
  return { at: last.range[1], before: ', ', after: '', next: count }
}

/** Where nothing is passed yet, `execute` may be that of Drizzle, which takes the text alone. */
function inList(first: TSESTree.Node, values: TSESTree.Node | undefined, method: string): ParameterPlace | undefined {
  if (!values && method === 'execute') return undefined
  if (!values) return { at: first.range[1], before: ', [', after: ']', next: 1 }
  if (values.type !== 'ArrayExpression' || values.elements.some((one) => !one || one.type === 'SpreadElement')) return undefined
  const [last, next, end] = [values.elements.at(-1), values.elements.length + 1, values.range[1] - 1]
  if (!last) return { at: end, before: '', after: '', next }
  return last.range[1] === end || isPlain.test(last.type) ? { at: last.range[1], before: ', ', after: '', next } : undefined
}

/** What nobody puts in parentheses: what stands behind it is a comma, a comment or nothing. */
const isPlain = /^(?:Identifier|MemberExpression|Literal|CallExpression|TemplateLiteral|ArrayExpression|ObjectExpression)$/
