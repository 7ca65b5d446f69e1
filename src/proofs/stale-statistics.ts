import type { Change } from '../catalog/change.ts'
import type { Range } from '../catalog/place.ts'
import type { Command } from '../query/command.ts'
import type { Query } from '../query/query.ts'

interface Step {
  readonly command: Command | undefined
  readonly query: Query | undefined
  readonly changes: readonly Change[]
  /** Nothing in it is filled in by a program. */
  readonly isSeen: boolean
}

/** A statement after which the planner goes by what was true before it. */
interface Stale {
  readonly kind: 'statistics' | 'loaded'
  readonly table: string
  readonly range: Range
  /** Of the statements. */
  readonly index: number
}

/** The statements of a file behind which no ANALYZE of their table stands; of many loads of a table, the last. */
export function staleStatistics(steps: readonly Step[], isMigration: boolean): Stale[] {
  const temporary = new Set(
    steps.flatMap(({ changes }) => changes.flatMap((one) => (one.kind === 'create table' && one.temporary ? [one.name.name.text] : []))),
  )
  const stale = new Map<string, Stale>()
  steps.forEach(({ command, query, isSeen }, index) => {
    if (command?.kind === 'analyze') {
      const isAll = command.tables.length === 0 || !isSeen
      for (const [key, { table }] of stale) if (isAll || command.tables.includes(table)) stale.delete(key)
    }
    if (!isSeen) return
    if (command?.kind === 'create statistics') {
      const { text: table, range } = command.table
      stale.set(`${index}`, { kind: 'statistics', table, range, index })
    }
    const loaded = isMigration && query ? loadedBy(query) : undefined
    if (loaded && !temporary.has(loaded.name)) stale.set(loaded.name, { kind: 'loaded', table: loaded.name, range: loaded.range, index })
  })
  return [...stale.values()].sort((a, b) => a.index - b.index)
}

/** The table of which a statement writes any number of rows. */
function loadedBy(query: Query): { readonly name: string; readonly range: Range } | undefined {
  switch (query.kind) {
    case 'copy':
      return query.direction === 'from' ? query.table : undefined
    case 'update':
      return query.where === undefined && query.from.length === 0 ? query.target : undefined
    case 'insert':
      return query.source.kind === 'query' && readsTable(query.source.query) ? query.target : undefined
    default:
      return undefined
  }
}

/** Without a condition and a LIMIT, it gives all rows of a table. */
function readsTable(query: Query): boolean {
  return query.kind === 'select' && query.limit === undefined && query.from.some(({ kind }) => kind === 'table' || kind === 'join')
}
