import { onceFor } from '../../catalog/once-for.ts'
import type { RowSource } from '../../query/relation.ts'
import { operand } from './nulls.ts'
import type { Ownership } from './ownership.ts'
import { isTable } from './relatives.ts'
import type { Standings } from './standing.ts'

const knownGroups = new WeakMap<Standings, Map<RowSource, readonly RowSource[]>>()

/**
 * A source and all that facts tie to it, step by step: by the tenant column, over a foreign key, or as the same row. What belongs
 * to nobody, such as people and plans, ties nothing together; tenants themselves do.
 */
export function groupOf(source: RowSource, standings: Standings, ownership: Ownership): readonly RowSource[] {
  const groups = knownGroups.get(standings) ?? new Map<RowSource, readonly RowSource[]>()
  knownGroups.set(standings, groups)
  const known = groups.get(source)
  if (known) return known
  const ties = tiesIn(standings, ownership)
  const group = new Set([source])
  for (const one of group) for (const other of ties(one)) if (kindOf(other, ownership) !== 'global') group.add(other)
  const members = [...group]
  for (const one of members) groups.set(one, members)
  return members
}

/** The sources that facts tie to one directly, or through the tenants themselves. */
export function tiedTo(source: RowSource, standings: Standings, ownership: Ownership): readonly RowSource[] {
  const ties = tiesIn(standings, ownership)
  const found = new Set([source])
  for (const one of found) {
    if (one !== source && kindOf(one, ownership) !== 'root') continue
    for (const other of ties(one)) found.add(other)
  }
  found.delete(source)
  return [...found]
}

const tiesIn = onceFor((standings: Standings, ownership: Ownership) =>
  onceFor((source: RowSource): readonly RowSource[] => [...findTies(source, standings, ownership)]),
)

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
