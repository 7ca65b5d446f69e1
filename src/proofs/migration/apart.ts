import type { Change } from '../../catalog/change.ts'

/** What a change is called that Postgres runs in no transaction; undefined where it may be in one. */
export function runsApart(change: Change): string | undefined {
  switch (change.kind) {
    case 'create index':
      return change.concurrently ? 'CREATE INDEX CONCURRENTLY' : undefined
    case 'drop':
      return change.concurrently ? 'DROP INDEX CONCURRENTLY' : undefined
    case 'reindex':
      return reindexedApart(change)
    case 'detach partition':
      return change.concurrently ? 'DETACH PARTITION CONCURRENTLY' : undefined
    case 'apart':
      return change.verb
    default:
      return undefined
  }
}

function reindexedApart({ of, concurrently }: Extract<Change, { kind: 'reindex' }>): string | undefined {
  if (concurrently) return 'REINDEX CONCURRENTLY'
  return of === 'index' || of === 'table' ? undefined : `REINDEX ${of.toUpperCase()}`
}
