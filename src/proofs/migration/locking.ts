import type { Index, Table } from '../../catalog/catalog.ts'
import type { Change, QualifiedName } from '../../catalog/change.ts'
import type { Action, Script } from '../../catalog/script.ts'
import { oldIndex, oldTable } from './old-objects.ts'

type Kind = 'create' | 'drop' | 'reindex' | 'detach' | 'refresh' | 'noUniqueIndex'

/** A statement that locks out others, where its CONCURRENTLY form does not. */
export interface Locking {
  readonly kind: Kind
  readonly action: Action
  /** What is locked. */
  readonly name: string
  /** Behind which words of its statement CONCURRENTLY is written. */
  readonly behind: RegExp | undefined
}

/** The statements of a script that lock out others needlessly, or cannot be run without. */
export function lockings(script: Script): Locking[] {
  return script.actions.flatMap((action) => {
    const found = lockingOf(action.change, script, action)
    return found ? [{ ...found, action }] : []
  })
}

type Found = Omit<Locking, 'action'>

function lockingOf(change: Change, script: Script, action: Action): Found | undefined {
  switch (change.kind) {
    case 'create index': {
      const table = change.concurrently || !script.isMigration ? undefined : oldTable(script, change.table)
      return table && isPlain(table) ? { kind: 'create', name: table.name, behind: /\bindex\b/i } : undefined
    }
    case 'drop': {
      const old = change.object !== 'index' || change.concurrently || !script.isMigration ? undefined : oldIndex(script, change.name)
      return old && isPlain(old.table) && !isDropped(old.table, script) && !old.index.ofParent
        ? { kind: 'drop', name: old.table.name, behind: /\bindex\b/i }
        : undefined
    }
    case 'reindex':
      return reindexing(change, script)
    case 'detach partition': {
      if (change.concurrently) return undefined
      const parent = oldTable(script, change.table)
      return parent && hasNoDefaultPartition(parent) ? { kind: 'detach', name: parent.name, behind: undefined } : undefined
    }
    case 'refresh':
      return refreshing(change, script, action)
    default:
      return undefined
  }
}

/** Postgres makes and drops no index of a partitioned table concurrently. */
function isPlain({ kind }: Table): boolean {
  return kind === 'table' || kind === 'materialized view'
}

function isDropped(table: Table, { actions }: Script): boolean {
  return actions.some(({ change }) => change.kind === 'drop' && isNamed(change.name, table))
}

function isNamed({ schema, name }: QualifiedName, table: Pick<Table, 'schema' | 'name'>): boolean {
  return name.text === table.name && (schema ?? table.schema) === table.schema
}

function reindexing(change: Extract<Change, { kind: 'reindex' }>, script: Script): Found | undefined {
  const { of, name, concurrently } = change
  if (concurrently || of === 'system') return undefined
  const behind = new RegExp(String.raw`\b${of}\b`, 'i')
  if (of === 'index') return { kind: 'reindex', name: (name && oldIndex(script, name)?.table.name) ?? name?.name.text ?? '', behind }
  const all = of === 'table' ? '' : `every table of the ${of} `
  return { kind: 'reindex', name: `${all}${name?.name.text ?? ''}`.trimEnd(), behind }
}

/** Limit: a default partition, with which Postgres detaches none concurrently, is not told in the catalog. */
function hasNoDefaultPartition({ kind }: Table): boolean {
  return kind === 'partitioned table'
}

/** A view that was made in the same script is read by nobody yet. */
function refreshing(change: Extract<Change, { kind: 'refresh' }>, script: Script, { statement }: Action): Found | undefined {
  const view = placeOf(change.name)
  const isMade = script.actions.some(
    (one) => one.statement < statement && one.change.kind === 'create view' && isNamed(one.change.name, view),
  )
  if (isMade) return undefined
  const old = oldTable(script, change.name)
  const { name } = view
  if (!change.concurrently) return { kind: 'refresh', name, behind: old && hasWholeUnique(old) ? /\bmaterialized\s+view\b/i : undefined }
  const made = script.actions.some((one) => one.change.kind === 'create index' && one.change.unique && isNamed(one.change.table, view))
  const isKnown = old && script.before.parts.unread.length === 0
  return isKnown && !hasWholeUnique(old) && !made ? { kind: 'noUniqueIndex', name, behind: undefined } : undefined
}

function placeOf({ schema = 'public', name }: QualifiedName): Pick<Table, 'schema' | 'name'> {
  return { schema, name: name.text }
}

/** REFRESH … CONCURRENTLY finds rows again by a unique index of columns alone over all of them. */
function hasWholeUnique({ indexes }: Table): boolean {
  return indexes.some(isWholeUnique)
}

function isWholeUnique({ unique, predicate, keys, valid }: Index): boolean {
  return unique && valid && !predicate && keys.every(({ column }) => column !== undefined)
}
