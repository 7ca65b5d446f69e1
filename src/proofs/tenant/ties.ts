import type { RowSource } from '../../query/relation.ts'
import type { Ownership } from './ownership.ts'
import { operand } from './nulls.ts'
import { isTable } from './relatives.ts'
import type { Standings } from './standing.ts'

const known = new WeakMap<Standings, ReadonlyMap<RowSource, readonly RowSource[]>>()

/** The sources that facts tie to one: by the tenant column, over a foreign key, or as the same row; nearest first. */
export function tiedTo(source: RowSource, standings: Standings, ownership: Ownership): readonly RowSource[] {
  let groups = known.get(standings)
  if (!groups) known.set(standings, (groups = tieGroups(standings, ownership)))
  return (groups.get(source) ?? []).filter((other) => other !== source)
}

function tieGroups(standings: Standings, ownership: Ownership): ReadonlyMap<RowSource, readonly RowSource[]> {
  const groups = new Map<RowSource, RowSource[]>()
  for (const first of standings.sources) {
    if (groups.has(first)) continue
    const group = [first]
    groups.set(first, group)
    for (const one of group) {
      for (const other of tiesOf(one, standings, ownership)) {
        if (groups.has(other)) continue
        group.push(other)
        groups.set(other, group)
      }
    }
  }
  return groups
}

function* tiesOf(source: RowSource, { relatives, classes }: Standings, ownership: Ownership): Generator<RowSource> {
  yield* relatives.sameRows(source)
  for (const { parent } of relatives.parents(source)) yield parent
  for (const { child } of relatives.children(source)) yield child
  if (!source.table) return
  for (const name of ownership.of(source.table).columns) {
    for (const { source: other, name: shown } of [...classes.columnsLike(operand(source, name))]) {
      if (isTable(other) && other.table && ownership.of(other.table).columns.some((own) => isColumn(other, own, shown))) yield other
    }
  }
}

function isColumn(source: RowSource, column: string, shown: string): boolean {
  const is = operand(source, column)
  return is.kind === 'column' && is.name === shown
}
