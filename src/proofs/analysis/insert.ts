import type { Column as TableColumn, Table } from '../../catalog/catalog.ts'
import { isNull } from '../../query/literal.ts'
import type { Insert, Term, Written } from '../../query/query.ts'
import { holdsHidden } from '../../query/tree.ts'
import type { Analysis, Columns } from './analysis.ts'
import { isOfProgram, refusesNull, tableName, writtenTable } from './assignments.ts'
import { checkConflict } from './conflict.ts'
import { visit } from './expressions.ts'
import { plainItem } from './from.ts'
import { emptySpace, type Item, type Space } from './space.ts'
import { counted, isOpen, isSpread } from './terms.ts'
import { checkReturning } from './writes.ts'

type Row = readonly (Term | 'default')[]

export function checkInsert(analysis: Analysis, query: Insert, around: Space): Columns {
  const target = plainItem(analysis, query.target)
  const { source } = query
  if (source.kind === 'rows') {
    visit(analysis, source.rows, { space: around, clause: 'VALUES' })
    const isEven = checkLengths(analysis, source.rows) !== undefined
    if (isEven && !query.isOpen) checkInsertedRow(analysis, target, query.columns, source.rows[0])
  }
  if (source.kind === 'query') {
    const columns = analysis.query(source.query, around)
    if (columns && !query.isOpen && !holdsHidden(source.query)) checkCounts(analysis, target, query.columns, columns.length, source.query)
  }
  checkWritten(analysis, query, target)
  if (query.conflict) checkConflict(analysis, query.conflict, target, around)
  return checkReturning(analysis, query, { ...emptySpace, tables: around.tables, outer: around.outer, items: [target] })
}

/** The rows of VALUES are of one length; their columns, where it is known. */
export function checkLengths(analysis: Analysis, rows: readonly Row[]): Columns {
  const [first] = rows
  if (!first || !rows.every(isCountable)) return undefined
  const other = rows.find((row) => row.length !== first.length)
  if (!other) return first.map((_, i) => `column${i + 1}`)
  const range = other.find((value) => value !== 'default')?.range
  const at = range ?? first.find((value) => value !== 'default')?.range
  if (at) analysis.add('rowsDiffer', at, { first: counted(first.length, 'value'), count: String(other.length) })
  return undefined
}

/** A parameter that stands alone may be written for a whole row. */
function isCountable(row: Row): boolean {
  const isList = row.length === 1 && row.some((value) => value !== 'default' && value.kind === 'value' && value.value.kind !== 'literal')
  return !isList && row.every((value) => value === 'default' || !(isOpen(value) || isSpread(value)))
}

/** One row of values, and the columns that they are for. */
export function checkInsertedRow(analysis: Analysis, target: Item, columns: readonly Written[] | undefined, row: Row | undefined): void {
  if (!row || !isCountable(row)) return
  const at = row.find((value) => value !== 'default') ?? columns?.[0]
  if (at) checkCounts(analysis, target, columns, row.length, at)
}

function checkCounts(
  analysis: Analysis,
  target: Item,
  columns: readonly Written[] | undefined,
  count: number,
  at: { readonly range: Written['range'] },
): void {
  const wanted = columns?.length ?? target.columns?.length
  if (wanted === undefined) return
  const data = { values: counted(count, 'value'), columns: counted(wanted, 'column'), table: tableName(target) }
  if (count > wanted) analysis.add('insertLonger', at.range, data)
  else if (count < wanted && columns) analysis.add('insertShorter', at.range, data)
}

/** The columns that an INSERT sets, and those that it leaves out. */
function checkWritten(analysis: Analysis, query: Insert, target: Item): void {
  checkRepeated(analysis, query.columns ?? [], target)
  const table = writtenTable(target)
  if (!table) return
  const names = query.columns?.map(({ text }) => text) ?? target.columns ?? []
  names.forEach((name, i) => {
    const column = table.columns.find((one) => one.name === name)
    if (column && !query.columns?.[i]?.isPart) checkGiven(analysis, query, table, column, i)
  })
  checkMissing(analysis, query, table, names)
}

function checkRepeated(analysis: Analysis, columns: readonly Written[], target: Item): void {
  columns.forEach(({ text, range, isPart }, i) => {
    const before = columns.slice(0, i).find((other) => other.text === text)
    if (before && !isPart && !before.isPart) analysis.add('repeatedColumn', range, { column: text, table: tableName(target) })
  })
}

function checkGiven(analysis: Analysis, { source, columns, isOverriding }: Insert, table: Table, column: TableColumn, at: number): void {
  const data = { column: column.name, table: table.name }
  const range = columns?.[at]?.range
  const isQuery = source.kind === 'query' && range !== undefined
  const values = source.kind === 'rows' ? source.rows.flatMap((row) => row[at] ?? []) : []
  const given = values.find((value) => value !== 'default' && !isOfProgram(value))
  const where = isQuery ? range : given && given !== 'default' ? given.range : undefined
  if (column.generated) {
    if (where) analysis.add('generated', where, data)
  } else if (column.identity === 'always') {
    if (where && !isOverriding) analysis.add('identity', where, { ...data, remedy: ', or write OVERRIDING SYSTEM VALUE' })
  } else if (refusesNull(analysis, table, column) && !isOverriding) {
    const none = values.find((value) => value !== 'default' && isNull(value))
    if (none && none !== 'default') analysis.add('nullValue', none.range, data)
  }
}

/** A column that needs a value, has none of its own and is not given one. */
function checkMissing(analysis: Analysis, query: Insert, table: Table, names: readonly string[]): void {
  const { source, isOpen: isMore, columns } = query
  if (isMore || (source.kind !== 'rows' && source.kind !== 'default')) return
  const row = source.kind === 'rows' ? source.rows[0] : []
  if (!row || (!columns && !isCountable(row))) return
  const given = new Set(columns ? names : names.slice(0, row.length))
  for (const column of table.columns) {
    if (given.has(column.name) || hasValue(analysis, column) || !refusesNull(analysis, table, column)) continue
    analysis.add('missingValue', query.target.range, { column: column.name, table: table.name })
  }
}

/** A domain may have a default of its own. */
function hasValue({ world }: Analysis, { hasDefault, identity, generated, type }: TableColumn): boolean {
  if (hasDefault || identity || generated || !type) return true
  return world.catalog.parts.types.some((one) => one.kind !== 'enum' && one.name === type.name.replace(/^.*\./, ''))
}
