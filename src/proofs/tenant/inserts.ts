import type { Column, Table } from '../../catalog/catalog.ts'
import type { Range } from '../../catalog/place.ts'
import type { Query } from '../../query/query.ts'
import type { Inserted, Relation } from '../../query/relation.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Judge } from './judge.ts'
import { shownName } from './standing.ts'

/** Rows that are added without saying whose they are. */
export interface UnownedInsert {
  readonly table: Table
  readonly column: string
  readonly reason: string
  readonly range: Range
}

/** The inserts of a query that leave the tenant column of their table unset. */
export function unownedInserts(query: Query, judge: Judge, settings: Readonly<Settings>): UnownedInsert[] {
  const { top, alone } = judge.relations(query)
  return [top, ...alone]
    .flatMap(relationsIn)
    .flatMap((relation) => relation.inserted.flatMap((inserted) => unowned(inserted, judge, settings)))
}

function relationsIn(relation: Relation): Relation[] {
  return [relation, ...relation.arms.flatMap(relationsIn), ...relation.inside.flatMap((placed) => relationsIn(placed.relation))]
}

function unowned(inserted: Inserted, judge: Judge, { filledByTrigger }: Readonly<Settings>): UnownedInsert[] {
  const { target, range } = inserted
  const { table } = target
  if (!table || !inserted.isKnown || filledByTrigger.includes(table.name)) return []
  const owner = judge.ownership.of(table)
  const columns = owner.columns.filter((name) => name !== owner.ownKey)
  const [column] = columns
  if (owner.kind !== 'tenant' || column === undefined || columns.some((name) => fillsItself(table, name))) return []
  const reasons = columns.map((name) => whyUnset(inserted, shownName(target, name), judge))
  const [reason] = reasons
  return reason !== undefined && reasons.every((one) => one !== undefined) ? [{ table, column, reason, range }] : []
}

/** A value that the database makes for each row, such as the setting of the session. */
function fillsItself(table: Table, name: string): boolean {
  const column: Column | undefined = table.columns.find((c) => c.name === name)
  if (!column) return false
  return column.generated !== undefined || (column.default !== undefined && column.default.kind !== 'value' && !isConstantCast(column))
}

function isConstantCast({ default: standard }: Column): boolean {
  return standard?.kind === 'cast' && standard.term.kind === 'value'
}

function whyUnset({ columns, rows }: Inserted, name: string, judge: Judge): string | undefined {
  const at = columns.indexOf(name)
  if (at < 0) return `${name} is not among the columns`
  for (const row of rows) {
    const value = row[at]
    if (value === undefined || value === 'unset') return `${name} is NULL or its default`
    if (value === 'hidden' || value.is?.kind !== 'column') continue
    const from = value.is.source
    if (from.table && judge.ownership.of(from.table).kind === 'root' && from.fixed === false && rows.length > 1)
      return `${name} is taken from every tenant`
  }
  return undefined
}
