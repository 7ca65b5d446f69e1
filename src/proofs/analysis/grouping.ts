import { ownColumns } from '../../query/columns.ts'
import { callsIn } from '../../query/grouping.ts'
import type { Call, Column, Select, Term } from '../../query/query.ts'
import type { Analysis } from './analysis.ts'
import { aggregateLevel } from './levels.ts'
import { isTerm, mayBe, outputMeant, type Result } from './outputs.ts'
import { find, placeOf, type Item, type Space } from './space.ts'
import { isNode, isPlainAggregate, isScalar, isWindowFunction, kindOf, outline } from './terms.ts'

/** What a query is grouped by. */
interface Groups {
  readonly columns: readonly Column[]
  /** Columns of stars that a position or a name means. */
  readonly starred: readonly string[]
  readonly expressions: readonly Term[]
  /** There is no GROUP BY: all rows are one group. */
  readonly isOne: boolean
}

/** Columns that may differ between the rows of a group. */
export function checkGrouping(analysis: Analysis, query: Select, space: Space, result: Result): void {
  if (!isGrouped(analysis, query, space)) return
  const groups = groupsOf(query, space, result)
  if (!groups) return
  const report = (column: Column): void => {
    analysis.add('ungrouped', column.range, { column: column.of === undefined ? column.name : `${column.of}.${column.name}` })
  }
  const around = { analysis, space, groups }
  const walk = (node: unknown): void => {
    ungroupedIn(node, around, report)
  }
  for (const output of query.output) {
    if (output.kind === 'term' && output.term.kind === 'column') {
      if (isUngrouped(output.term, around, true)) report(output.term)
    } else if (output.kind === 'term') walk(output.term)
    else if (output.kind === 'star') checkStar(analysis, output, space, groups)
  }
  walk(query.having)
  const named = [...query.orderBy.map(({ term }) => term), ...(typeof query.distinct === 'boolean' ? [] : query.distinct)]
  for (const term of named) if (!isOutputName(term, result)) walk(term)
}

function isOutputName(term: Term, result: Result): boolean {
  return term.kind === 'value' || outputMeant(term, result, true) !== undefined
}

function isGrouped(analysis: Analysis, { output, having, orderBy, groupBy }: Select, space: Space): boolean {
  if (groupBy || having) return true
  return [...callsIn([output, orderBy])].some((call) => isOwnAggregate(analysis, call, space))
}

function isOwnAggregate(analysis: Analysis, call: Call, space: Space): boolean {
  return isPlainAggregate(call) && !analysis.isFunctionOfSchema(call.name) && aggregateLevel(call, space) === 0
}

/** Undefined where it is not sure what is grouped by. */
function groupsOf({ groupBy }: Select, space: Space, result: Result): Groups | undefined {
  if (!groupBy) return { columns: [], starred: [], expressions: [], isOne: true }
  const terms = groupBy.kind === 'terms' ? groupBy.terms : groupBy.sets.flat()
  const flat = terms.flatMap((term) => (term.kind === 'row' || term.kind === 'list' ? term.terms : [term]))
  const meant = flat.map((term) => groupedTerm(term, space, result))
  if (meant.includes('unsure')) return undefined
  const found = meant.flatMap((one) => (one === 'unsure' ? [] : [one]))
  const asTerms = found.flatMap((one) => (isTerm(one) ? [one] : []))
  return {
    columns: asTerms.flatMap((one) => (one.kind === 'column' ? [one] : [])),
    starred: found.flatMap((one) => (isTerm(one) ? [] : [one.name])),
    expressions: asTerms.filter(({ kind }) => kind !== 'column'),
    isOne: false,
  }
}

type Meant = Result['outputs'][number]['is'] | 'unsure'

/** A bare name of GROUP BY is a column of FROM first. */
function groupedTerm(term: Term, space: Space, result: Result): Meant {
  if (term.kind === 'value') return term.value.kind === 'literal' ? (outputMeant(term, result, false)?.is ?? 'unsure') : 'unsure'
  if (term.kind !== 'column' || term.of !== undefined) return term
  const output = outputMeant(term, result, true)
  if (!output) return result.isWhole || isListed(term, space) ? term : 'unsure'
  if (isListed(term, space)) return term
  const isSure = space.items.every(({ columns }) => columns !== undefined) || mayBe(output.is, term, space)
  return isSure ? output.is : 'unsure'
}

function isListed({ name }: Column, { items, merged }: Space): boolean {
  return merged.has(name) || items.some(({ columns }) => columns?.includes(name))
}

interface Walk {
  readonly analysis: Analysis
  readonly space: Space
  readonly groups: Groups
}

function ungroupedIn(node: unknown, walk: Walk, report: (column: Column) => void): void {
  if (!isNode(node)) return
  const kind = kindOf(node)
  if (kind === 'subquery' || kind === 'exists' || isGroupedExpression(node, walk.groups)) return
  if (kind === 'call' && !mayBeWalked(node as Call, walk)) return
  if (kind === 'column') {
    if (isUngrouped(node as Column, walk)) report(node as Column)
  } else for (const part of Object.values(node)) ungroupedIn(part, walk, report)
}

function isGroupedExpression(node: object, { expressions }: Groups): boolean {
  if (expressions.length === 0 || !('kind' in node) || !('range' in node) || kindOf(node) === 'column') return false
  const text = outlineOf(node)
  return expressions.some((one) => outline(one) === text)
}

const conditions: ReadonlySet<unknown> = new Set(['and', 'or', 'not', 'compare', 'null', 'truth', 'like', 'between', 'constant', 'bare'])

function outlineOf(node: object): string {
  const term = conditions.has(kindOf(node)) ? { kind: 'condition', condition: node, range: [0, 0] } : node
  return outline(term as Term)
}

/** What is not known may be an aggregate. */
function mayBeWalked(call: Call, { analysis }: Walk): boolean {
  if (analysis.isFunctionOfSchema(call.name)) return false
  return isScalar(call) || (call.over !== undefined && (isWindowFunction(call) || isPlainAggregate({ ...call, over: undefined })))
}

/** `isAlone`: it is no part of an expression, which may be one that is grouped. */
function isUngrouped(column: Column, { analysis, space, groups }: Walk, isAlone = false): boolean {
  const place = placeOf(column, space)
  if (place?.level !== 0 || place.isOther || column.name === '*') return false
  if (groups.isOne) return place.item !== undefined || space.items.length > 0
  const isNamed = groups.columns.some((one) => one.name === column.name && mayBeOne(one, place.item, space))
  if (isNamed || groups.starred.includes(column.name)) return false
  // Two ways to write one expression may be the same to Postgres.
  const isInExpression = groups.expressions.some((term) => [...ownColumns(term)].some(({ name }) => name === column.name))
  if (isInExpression && !isAlone) return false
  return place.item !== undefined && !mayDepend(analysis, place.item, groups, space)
}

function mayBeOne(grouped: Column, item: Item | undefined, space: Space): boolean {
  const found = find(grouped, space)
  if (!found || !('level' in found)) return true
  return found.item === undefined || item === undefined || found.item === item
}

/** Whether the primary key of a source may be grouped: then its other columns are the same for the whole group. */
function mayDepend(analysis: Analysis, item: Item, groups: Groups, space: Space): boolean {
  if (item.kind !== 'table' || item.table?.kind === 'view' || item.table?.kind === 'materialized view') return item.kind === 'hidden'
  const own = groups.columns.filter((one) => mayBeOne(one, item, space)).map(({ name }) => name)
  const names = [...own, ...groups.starred]
  const { table } = item
  if (!table?.complete) return names.length > 0
  const key = table.primaryKey
  if (!key) return !analysis.world.isWhole && names.length > 0
  return key.columns.every((name) => names.includes(shown(name, item)))
}

function shown(name: string, { table, columns }: Item): string {
  return columns?.[table?.columns.findIndex((column) => column.name === name) ?? -1] ?? name
}

function checkStar(analysis: Analysis, output: Extract<Select['output'][number], { kind: 'star' }>, space: Space, groups: Groups): void {
  const items = output.of === undefined ? space.items : space.items.filter(({ name }) => name === output.of)
  for (const item of items) {
    const loose = (item.columns ?? []).find((name) => {
      const column: Column = { kind: 'column', of: item.name, schema: undefined, name, range: output.range }
      return item.name !== '' && !space.merged.has(name) && isUngrouped(column, { analysis, space, groups }, true)
    })
    if (loose === undefined) continue
    analysis.add('ungrouped', output.range, { column: `${item.name}.${loose}` })
    return
  }
}
