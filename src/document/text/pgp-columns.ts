import type { TSESTree } from '@typescript-eslint/utils'
import { quotedName } from '../../catalog/names.ts'
import type { Modules } from '../../javascript/modules.ts'
import { methodOf, nothingIn, pathOf, propertyIn, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { staticText, type Located } from '../../javascript/resolve.ts'
import { writtenAt } from './written.ts'

/** What pg-promise's `ColumnSet`, `Column` and `TableName` say of the data that it makes texts of. */

export interface Column {
  readonly name: string
  /** The property of the data that its value is. */
  readonly property: string
  /** It only finds the rows of an update. */
  readonly isKey: boolean
}

export interface ColumnSet {
  readonly columns: readonly Column[] | undefined
  readonly table: string | undefined
}

/** How often columns are made of others. */
const maxSteps = 4

/** `new pgp.helpers.ColumnSet(['?id', 'title'], { table: 'events' })`, what is made of one, or the columns themselves. */
export function columnSetOf(start: Located, modules: Modules, steps = 0): ColumnSet {
  const { node, program } = writtenAt(start, modules)
  if (node.type === 'CallExpression') return steps > maxSteps ? nothing : extendedSet(node, { node, program }, modules, steps)
  if (node.type !== 'NewExpression' || isColumn(node)) return { columns: columnsIn({ node, program }, modules), table: undefined }
  const [columns, options] = node.arguments
  const of = options && writtenAt({ node: options, program }, modules)
  const table = of?.node.type === 'ObjectExpression' ? propertyIn(of.node, 'table') : undefined
  return {
    columns: columns && columnsIn(writtenAt({ node: columns, program }, modules), modules),
    table: of && table && tableOf({ node: table.value, program: of.program }, modules),
  }
}

const nothing: ColumnSet = { columns: undefined, table: undefined }

/** `columns.extend(['?id'])`, and `merge`, whose columns take the place of those of the same names. */
function extendedSet(call: TSESTree.CallExpression, { program }: Located, modules: Modules, steps: number): ColumnSet {
  const method = methodOf(call)
  const [more] = call.arguments
  if (!more || call.callee.type !== 'MemberExpression' || !/^(?:extend|merge)$/.test(method ?? '')) return nothing
  const set = columnSetOf({ node: call.callee.object, program }, modules, steps + 1)
  const { columns: others } = columnSetOf({ node: more, program }, modules, steps + 1)
  if (!set.columns || !others) return { ...set, columns: undefined }
  const byName = new Map(set.columns.map((column) => [column.name, column]))
  for (const column of others) if (method === 'merge' || !byName.has(column.name)) byName.set(column.name, column)
  return { ...set, columns: [...byName.values()] }
}

/** No table has more. */
const mostColumns = 1600

function columnsIn({ node, program }: Located, modules: Modules, isSpread = false): readonly Column[] | undefined {
  if (node.type === 'ObjectExpression') return columnsOfRow(node)
  if (node.type !== 'ArrayExpression') {
    const column = columnOf({ node, program }, modules)
    return node.type === 'NewExpression' && column ? [column] : undefined
  }
  const columns: Column[] = []
  for (const one of node.elements) {
    const found = one && columnsOf(one, program, modules, isSpread)
    if (!found || columns.length > mostColumns) return undefined
    columns.push(...found)
  }
  return columns
}

/** What a part of a list adds to it, where what is spread spreads nothing itself. */
function columnsOf(part: Node, program: Program, modules: Modules, isSpread: boolean): readonly Column[] | undefined {
  if (part.type === 'SpreadElement')
    return isSpread ? undefined : columnsIn(writtenAt({ node: part.argument, program }, modules), modules, true)
  const column = columnOf(writtenAt({ node: part, program }, modules), modules)
  return column && [column]
}

/** The columns that a row has by its own properties. */
export function columnsOfRow(row: Node | undefined): readonly Column[] | undefined {
  if (row?.type !== 'ObjectExpression') return undefined
  const names = row.properties.map((one) => (one.type === 'Property' ? propertyName(one) : undefined))
  return names.every((name) => name !== undefined) ? names.map((name) => ({ name, property: name, isKey: false })) : undefined
}

function isColumn({ callee }: TSESTree.NewExpression): boolean {
  return pathOf(callee)?.at(-1) === 'Column'
}

/** `'?id'`, `'data:json'`, `{ name: 'id', prop: 'key', cnd: true }`, `new Column('id')`. */
function columnOf({ node, program }: Located, modules: Modules): Column | undefined {
  if (node.type === 'NewExpression') {
    const [given] = isColumn(node) ? node.arguments : []
    const of = given && writtenAt({ node: given, program }, modules)
    return of && of.node.type !== 'NewExpression' ? columnOf(of, modules) : undefined
  }
  const textOf = (one: Node | undefined): string | undefined => one && staticText({ node: one, program }, modules)
  if (node.type !== 'ObjectExpression') {
    const [, sign, name] = /^(\?)?([^:^~#]+)/.exec(textOf(node) ?? '') ?? []
    return name === undefined ? undefined : { name, property: name, isKey: sign !== undefined }
  }
  const [name, property, isKey] = ['name', 'prop', 'cnd'].map((key) => propertyIn(node, key)?.value)
  const text = textOf(name)
  if (text === undefined) return undefined
  return { name: text, property: textOf(property) ?? text, isKey: isKey !== undefined && !isFalse(isKey) }
}

function isFalse(node: Node): boolean {
  return nothingIn(node) !== undefined || (node.type === 'Literal' && node.value === false)
}

/** `'events'`, `{ schema: 'app', table: 'events' }`, `new TableName({ … })`, `_TN\`app.events\``. */
export function tableOf(start: Located, modules: Modules): string | undefined {
  const { node, program } = writtenAt(start, modules)
  const textOf = (one: Node | undefined): string | undefined => one && staticText({ node: one, program }, modules)
  if (node.type === 'NewExpression') {
    const [given] = node.arguments
    const of = given && writtenAt({ node: given, program }, modules)
    return of && of.node.type !== 'NewExpression' ? tableOf(of, modules) : undefined
  }
  const path = node.type === 'TaggedTemplateExpression' ? node.quasi : node.type === 'CallExpression' ? node.arguments[0] : undefined
  const called = node.type === 'TaggedTemplateExpression' ? node.tag : node.type === 'CallExpression' ? node.callee : undefined
  if (called) return pathOf(called)?.at(-1) === '_TN' ? namesOf(textOf(path)?.split('.')) : undefined
  if (node.type !== 'ObjectExpression') return namesOf([textOf(node)])
  const [schema, table] = ['schema', 'table'].map((name) => propertyIn(node, name)?.value)
  return namesOf((schema ? [schema, table] : [table]).map(textOf))
}

function namesOf(parts: readonly (string | undefined)[] = [undefined]): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.map(quotedName).join('.') : undefined
}
