import type { TSESTree } from '@typescript-eslint/utils'
import { childrenOf, pathOf, propertyName } from '../../javascript/nodes.ts'
import type { ParameterPlace } from '../document.ts'
import { valueUnder, type Value } from './filled.ts'
import type { Handed } from './libraries.ts'

/** Libraries that number parameters as Postgres does and take them as a list. */
const takesList = /^(?:query|execute|any|one|many|none|manyOrNone|oneOrNone|result|unsafe|\$?queryRows?|each|map)$/

/** The methods of pg-promise, which take one value for `$1` as it is. */
const takesOne = /^(?:any|one|many|none|manyOrNone|oneOrNone|result|each|map)$/

/** The values that a call passes for `$1`, `$2` and so on, in their order: `[id]`, or `{ replacements: [id] }`. */
export function passedValues({ call, given, isEach }: Handed): readonly (TSESTree.Node | undefined)[] {
  if (isEach) return upToSpread(given.slice(1))
  const passed = listPassed(given)
  const list = passed?.type === 'ObjectExpression' ? valuesOf(passed) : passed
  if (list?.type === 'ArrayExpression') return upToSpread(list.elements)
  return list && list === passed && takesOneValue(list, call) ? [list] : []
}

/** Whether what pg-promise is given for a text is one value, or has it for a property. */
function takesOneValue(value: TSESTree.Node, { callee }: TSESTree.CallExpression): boolean {
  return (value.type === 'Identifier' || value.type === 'MemberExpression') && takesOne.test(pathOf(callee)?.at(-1) ?? '')
}

/** The value that it passes for a parameter with a name: `{ id }`, or `{ replacements: { id } }`. */
export function namedValue({ call, given, isEach }: Handed, name: string): Value | undefined {
  const values = isEach ? undefined : listPassed(given)
  if (values?.type === 'ObjectExpression') return valueUnder(innerOf(values) ?? values, name.split('.'))
  return values && takesOneValue(values, call) ? valueUnder(values, name.split('.')) : undefined
}

function innerOf(values: TSESTree.ObjectExpression): TSESTree.Node | undefined {
  const inner = valuesOf(values)
  return inner?.type === 'ObjectExpression' ? inner : undefined
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
