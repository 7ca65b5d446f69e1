import type { Column, JoinSource, Output, TableSource, Term, Value } from '../../query/query.ts'
import { cutName, quoteName } from '../names.ts'
import { onceFor } from '../once-for.ts'
import { formatType, parseType } from '../types.ts'
import { columnName, findColumn } from './bind.ts'
import { currentType } from './bind-type.ts'
import { figureName } from './choose-name.ts'
import type { Bound, ColumnState, Expression, Id, Meaning, NamingNode, Reading, TableState } from './objects.ts'
import { replaceNodes } from './replace-nodes.ts'
import type { State } from './state.ts'

/** What changes of a node. */
type Patch =
  | Partial<Column>
  | Partial<TableSource>
  | Partial<Value>
  | { readonly type: string }
  | { readonly schema: string | undefined; readonly name: string }

/** An expression under the names that all that it mentions has at this moment. */
export function currentExpression<E extends Expression>(
  state: State,
  { expression, columns, sources, objects }: Bound<E>,
  own: TableState,
): E {
  const patches = new Map<object, Patch>()
  const patch = (node: object, change: Patch | undefined): void => {
    if (change) patches.set(node, change)
  }
  /** Whether another table that the expression reads has a column of that name, which it may have got since. */
  const isMistaken = (node: Column, { source, number }: Meaning): boolean => {
    if (node.of !== undefined || sources.size === 0) return false
    const reading = source && sources.get(source)
    const tables = [...sources].flatMap(([other, { table }]) => (other === source ? [] : (state.tables.get(table) ?? [])))
    const table = (reading && state.tables.get(reading.table)) ?? own
    const name = reading && hasOldNames(table, reading) ? node.name : columnName(table, number)
    if (tables.length === 0 || reading?.merged.has(number)) return false
    return [...(source ? [own] : []), ...tables].some((table) => findColumn(table, name) !== undefined)
  }
  const names = [...sources].map(([node, { table }]) => node.alias?.name ?? state.tables.get(table)?.name)
  for (const [node, reading] of sources) {
    const table = state.tables.get(reading.table)
    const isTaken = table !== undefined && names.indexOf(table.name) !== names.lastIndexOf(table.name)
    if (table) patch(node, patchOfSource(node, table, reading, isTaken))
  }
  const hidden = sources.size > 1 ? hiddenIn(expression) : nothingHidden
  for (const [node, meaning] of columns) {
    const { source } = meaning
    const reading = source && sources.get(source)
    const table = reading ? state.tables.get(reading.table) : own
    if (!table) continue
    const inside = hidden.get(node) ?? []
    const join = source && hidden.get(source)?.find((one) => !inside.includes(one))
    if (join) patch(node, patchOfHidden(node, table, meaning, join, isMistaken(node, meaning)))
    else if (reading && hasOldNames(table, reading))
      patch(node, isMistaken(node, meaning) ? { of: source.alias?.name ?? source.name } : undefined)
    else patch(node, patchOfColumn(node, table, meaning, patches, isMistaken(node, meaning)))
  }
  for (const [node, id] of objects) patch(node, patchOfName(state, node, id))
  return patches.size === 0 ? expression : patched(expression, patches)
}

function patched<E extends Expression>(expression: E, patches: ReadonlyMap<object, Patch>): E {
  const replace = (node: object): object => {
    const change = patches.get(node)
    if (change) return { ...replaceNodes(node, (inner) => (inner === node ? node : replace(inner))), ...change }
    return isOutput(node) ? keepName(node, replace) : withoutSchema(node)
  }
  return replaceNodes(expression, replace)
}

/** A table that was renamed keeps its old name as an alias where that must stay. */
function patchOfSource(node: TableSource, table: TableState, reading: Reading, isTaken: boolean): Partial<TableSource> | undefined {
  const schema = node.schema === undefined && table.schema === 'public' ? undefined : table.schema
  const isOld = hasOldNames(table, reading)
  if (table.name === cutName(node.name) && schema === node.schema && !isOld) return undefined
  const given = node.alias?.columns ?? []
  const columns = isOld
    ? table.columns.map((column, i) => given[i] ?? reading.columns.get(column.number) ?? unused(column, reading))
    : given
  const isKept = table.name !== cutName(node.name) && (reading.asRow || isTaken)
  const alias = isOld || node.alias || isKept ? { name: node.alias?.name ?? node.name, columns } : undefined
  return { schema, name: table.name, alias }
}

/** USING and NATURAL find columns by names, so a renamed one must be given its old name there. */
function hasOldNames(table: TableState, { columns, merged }: Reading): boolean {
  return [...merged].some((number) => columnName(table, number) !== columns.get(number))
}

/** A column that the query does not read may have taken the name of one that it does. */
function unused({ name, number }: ColumnState, { columns }: Reading): string {
  return [...columns.values()].includes(name) ? `${name}_${String(number)}` : name
}

function patchOfColumn(
  node: Column,
  table: TableState,
  { source, number }: Meaning,
  patches: ReadonlyMap<object, Patch>,
  isMistaken: boolean,
): Partial<Column> | undefined {
  const name = columnName(table, number)
  const patch = source && patches.get(source)
  const alias = source && (patch && 'alias' in patch ? patch.alias : source.alias)?.name
  const of = node.of === undefined && !isMistaken ? undefined : alias === undefined ? table.name : (node.of ?? alias)
  return name === cutName(node.name) && of === node.of ? undefined : { name, of, schema: undefined }
}

/** The joins with a name of their own, the outermost first, that tables and the names of their columns stand in: from elsewhere the tables are known by these alone. */
const hiddenIn = onceFor((expression: Expression): ReadonlyMap<object, readonly JoinSource[]> => {
  const hidden = new Map<object, readonly JoinSource[]>()
  const visit = (node: object, joins: readonly JoinSource[]): void => {
    if (joins.length > 0) hidden.set(node, joins)
    const own = 'kind' in node && node.kind === 'join' && 'alias' in node && node.alias ? [...joins, node as JoinSource] : joins
    for (const part of Object.values(node)) if (typeof part === 'object' && part !== null) visit(part as object, own)
  }
  visit(expression, [])
  return hidden
})

const nothingHidden: ReturnType<typeof hiddenIn> = new Map()

/** What such a join calls a column, unless it gives it a name. */
function patchOfHidden(
  node: Column,
  table: TableState,
  { number }: Meaning,
  { alias }: JoinSource,
  isMistaken: boolean,
): Partial<Column> | undefined {
  const [now, old] = [columnName(table, number), cutName(node.name)]
  const name = alias?.columns.some((given) => cutName(given) === old) ? old : now
  const of = isMistaken ? alias?.name : node.of
  return name === old && of === node.of ? undefined : { name, of }
}

/** A function, a type or a sequence under its name of now; one of `public` needs no schema. */
function patchOfName(state: State, node: NamingNode, id: Id): Patch | undefined {
  if (node.kind === 'cast') {
    const type = formatType(currentType(state, { ...parseType(node.type), id }))
    return type === node.type ? undefined : { type }
  }
  const object = state.functions.get(id) ?? state.sequences.get(id)
  if (!object) return undefined
  const schema = object.schema === 'public' ? undefined : object.schema
  if (node.kind === 'call')
    return node.name === object.name && (node.schema ?? schema) === schema ? undefined : { schema, name: object.name }
  const literal = [...(schema === undefined ? [] : [quoteName(schema)]), quoteName(object.name)].join('.')
  return { value: { kind: 'literal', literal } }
}

function isOutput(node: object): node is Extract<Output, { kind: 'term' }> {
  return 'kind' in node && node.kind === 'term'
}

/** An output that is named after a column keeps its name. */
function keepName(output: Extract<Output, { kind: 'term' }>, replace: (node: object) => object): Output {
  const term: Term = replaceNodes(output.term, replace)
  return term === output.term ? output : { ...output, term, name: output.name ?? figureName(output.term) }
}

/** A column cannot be written with the schema of a table that has an alias. */
function withoutSchema(node: object): object {
  return 'kind' in node && node.kind === 'column' && 'schema' in node && node.schema !== undefined ? { ...node, schema: undefined } : node
}
