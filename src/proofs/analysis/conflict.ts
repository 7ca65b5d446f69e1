import type { Index, Table } from '../../catalog/catalog.ts'
import { columnsIn } from '../../query/columns.ts'
import { printCondition, printTerm } from '../../query/print.ts'
import type { Condition, Conflict, Term } from '../../query/query.ts'
import type { Analysis } from './analysis.ts'
import { checkAssignments, tableName, writtenTable } from './assignments.ts'
import { visit, type Surroundings } from './expressions.ts'
import { emptySpace, type Item, type Space } from './space.ts'
import { isOpen, outline } from './terms.ts'

type Columns = Extract<Conflict['arbiter'], { kind: 'columns' }>

/** ON CONFLICT: the key that it names, and what it does with the row that has it. */
export function checkConflict(analysis: Analysis, conflict: Conflict, target: Item, around: Space): void {
  const { arbiter, action, range } = conflict
  if (!arbiter && action === 'update') analysis.add('conflictTarget', range)
  const table = writtenTable(target)
  if (arbiter?.kind === 'columns' && table) checkKey(analysis, arbiter, table, range)
  const excluded: Item = { ...target, name: 'excluded', kind: 'excluded', source: undefined }
  const space: Space = { ...emptySpace, tables: around.tables, outer: around.outer, items: [target, excluded] }
  const within: Omit<Surroundings, 'clause'> = { space, conflict: tableName(target) }
  checkAssignments(analysis, conflict.set, target, { ...within, clause: 'SET' })
  visit(analysis, conflict.where, { ...within, clause: 'WHERE' })
}

/** The columns of ON CONFLICT are those of a unique index, and its WHERE implies that of the index. */
function checkKey(analysis: Analysis, arbiter: Columns, table: Table, range: Conflict['range']): void {
  if (!analysis.world.isWhole || isOpen(arbiter) || !isKnown(arbiter.terms, table)) return
  const over = uniqueIndexes(table).filter((index) => isOver(index, arbiter.terms))
  if (over.some(({ predicate }) => mayImply(arbiter.predicate, predicate))) return
  const columns = arbiter.terms.map(printTerm).join(', ')
  const at = arbiter.terms[0]?.range ?? range
  const [partial] = over
  if (partial?.predicate)
    analysis.add('conflictPartial', at, { table: table.name, index: partial.name, columns, predicate: printCondition(partial.predicate) })
  else analysis.add('conflictKey', at, { table: table.name, columns })
}

function isKnown(terms: readonly Term[], { columns }: Table): boolean {
  return columnsIn(terms).every(({ name }) => columns.some((column) => column.name === name))
}

function uniqueIndexes({ indexes, keys }: Table): Index[] {
  return [...new Set([...indexes, ...keys.map(({ index }) => index)])].filter(({ unique }) => unique)
}

function isOver({ keys }: Index, terms: readonly Term[]): boolean {
  const columns = new Set(keys.flatMap(({ column }) => column ?? []))
  const asked = new Set(terms.flatMap((term) => (term.kind === 'column' ? [term.name] : [])))
  if (columns.size !== asked.size || ![...asked].every((name) => columns.has(name))) return false
  const expressions = keys.flatMap(({ expression }) => expression ?? [])
  const others = terms.filter(({ kind }) => kind !== 'column')
  const maybe = (a: Term, b: Term): boolean => outline(a) === outline(b) || namesIn(a) === namesIn(b)
  return (
    others.every((one) => expressions.some((own) => maybe(one, own))) && expressions.every((own) => others.some((one) => maybe(one, own)))
  )
}

function namesIn(node: object): string {
  return [...new Set(columnsIn(node).map(({ name }) => name))].sort().join()
}

/** What a condition says of no column of another cannot imply it. */
function mayImply(given: Condition | undefined, wanted: Condition | undefined): boolean {
  if (!wanted) return true
  if (!given) return wanted.kind === 'constant'
  const said = new Set(columnsIn(given).map(({ name }) => name))
  return columnsIn(wanted).every(({ name }) => said.has(name))
}
