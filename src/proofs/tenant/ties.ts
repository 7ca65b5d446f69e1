import type { RowSource } from '../../query/relation.ts'
import { operand } from './nulls.ts'
import type { Ownership } from './ownership.ts'
import { isTable } from './relatives.ts'
import type { Standings } from './standing.ts'

const known = new WeakMap<Standings, Map<RowSource, readonly RowSource[]>>()

/**
 * The sources that facts tie to one: by the tenant column, over a foreign key, or as the same row; nearest first. What belongs
 * to nobody, such as people and plans, ties nothing together; tenants themselves do.
 */
export function tiedTo(source: RowSource, standings: Standings, ownership: Ownership): readonly RowSource[] {
  return reached(source, standings, ownership, (other) => kindOf(other, ownership) !== 'global')
}

/** The sources that facts tie to one directly, or through the tenants themselves. */
export function directlyTiedTo(source: RowSource, standings: Standings, ownership: Ownership): readonly RowSource[] {
  return reached(source, standings, ownership, (other) => kindOf(other, ownership) === 'root')
}

function reached(
  source: RowSource,
  standings: Standings,
  ownership: Ownership,
  passesOn: (source: RowSource) => boolean,
): readonly RowSource[] {
  const found = new Set([source])
  for (const one of found) {
    if (one !== source && !passesOn(one)) continue
    for (const other of tiesOf(one, standings, ownership)) found.add(other)
  }
  found.delete(source)
  return [...found]
}

function tiesOf(source: RowSource, standings: Standings, ownership: Ownership): readonly RowSource[] {
  const ties = known.get(standings) ?? new Map<RowSource, readonly RowSource[]>()
  known.set(standings, ties)
  const found = ties.get(source) ?? [...findTies(source, standings, ownership)]
  ties.set(source, found)
  return found
}

function* findTies(source: RowSource, { relatives, classes }: Standings, ownership: Ownership): Generator<RowSource> {
  yield* relatives.sameRows(source)
  for (const { parent } of relatives.parents(source)) yield parent
  for (const { child } of relatives.children(source)) yield child
  for (const { sibling, parent } of relatives.siblings(source)) if (ownership.of(parent).kind === 'tenant') yield sibling
  if (!source.table) return
  for (const name of ownership.of(source.table).columns) {
    for (const { source: other, name: shown } of [...classes.columnsLike(operand(source, name))]) {
      if (other !== source && isTable(other) && other.table && ownership.of(other.table).columns.some((own) => isColumn(other, own, shown)))
        yield other
    }
  }
}

function kindOf({ table }: RowSource, ownership: Ownership): 'tenant' | 'root' | 'global' {
  return table ? ownership.of(table).kind : 'global'
}

function isColumn(source: RowSource, column: string, shown: string): boolean {
  const is = operand(source, column)
  return is.kind === 'column' && is.name === shown
}
