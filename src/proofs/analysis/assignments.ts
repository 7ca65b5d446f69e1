import { isLocalTable, type Column as TableColumn, type Table } from '../../catalog/catalog.ts'
import { isNull } from '../../query/literal.ts'
import type { Assignment, Term } from '../../query/query.ts'
import type { Analysis } from './analysis.ts'
import { checkWidth, visit, type Surroundings } from './expressions.ts'
import { inside, type Item } from './space.ts'
import { counted } from './terms.ts'

/** The table whose rows a statement writes, where it is one whose columns are all known. */
export function writtenTable({ table }: Item): Table | undefined {
  return table && table.complete && isLocalTable(table) ? table : undefined
}

/** What UPDATE, ON CONFLICT and MERGE set. */
export function checkAssignments(analysis: Analysis, set: readonly Assignment[], target: Item, around: Surroundings): void {
  const seen = new Set<string>()
  for (const one of set) {
    if (seen.has(one.column) && !one.isPart) analysis.add('repeatedColumn', one.range, { column: one.column, table: tableName(target) })
    seen.add(one.column)
    checkTarget(analysis, one, target)
    checkAtOnce(analysis, one, set)
    if (one.value !== 'default') checkValue(analysis, one, set, around)
  }
}

/** Several columns are set to a row of as many values; what is put together as the program runs may be one. */
function checkAtOnce(analysis: Analysis, { atOnce, range }: Assignment, set: readonly Assignment[]): void {
  if (!atOnce || atOnce.columns === atOnce.values) return
  if (set.some(({ value }) => value !== 'default' && (isOfProgram(value) || (value.kind === 'column' && value.name === '*')))) return
  const values = atOnce.values === undefined ? 'what is no row' : counted(atOnce.values, 'value')
  analysis.add('setColumns', range, { columns: counted(atOnce.columns, 'column'), values })
}

export function tableName({ table, name, source }: Item): string {
  return table?.name ?? (source?.kind === 'table' ? source.name : name)
}

/** A subquery gives as many columns as are set to it. */
function checkValue(analysis: Analysis, one: Assignment, set: readonly Assignment[], around: Surroundings): void {
  if (one.value === 'default') return
  if (one.value.kind !== 'subquery' || one.value.array) {
    visit(analysis, one.value, around)
    return
  }
  const { query, range } = one.value
  const same = set.filter(({ value }) => value !== 'default' && value.kind === 'subquery' && String(value.range) === String(range))
  if (same[0] !== one) return
  checkWidth(analysis, query, analysis.query(query, inside(around.space)), same.length)
}

function checkTarget(analysis: Analysis, one: Assignment, target: Item): void {
  const table = writtenTable(target)
  const own = table?.columns.find(({ name }) => name === one.column)
  const data = { column: one.column, table: tableName(target) }
  if (one.isPart && one.column === target.name && (table ? !own : target.columns === undefined)) {
    analysis.add('qualifiedColumn', one.range, data)
    return
  }
  if (!table || !own || one.value === 'default' || isOfProgram(one.value) || one.isPart) return
  if (own.generated) analysis.add('generated', one.range, data)
  else if (own.identity === 'always') analysis.add('identity', one.range, { ...data, remedy: '' })
  else if (refusesNull(analysis, table, own) && isNull(one.value)) analysis.add('nullValue', one.value.range, data)
}

export function isOfProgram(value: Term): boolean {
  return value.kind === 'hidden' || (value.kind === 'value' && value.value.kind === 'program')
}

/** Nothing gives the column another value before Postgres asks for one. */
export function refusesNull(analysis: Analysis, table: Table, column: TableColumn): boolean {
  return !column.nullable && !column.generated && !analysis.world.isFilled(table, column.name)
}
