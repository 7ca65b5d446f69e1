import type { Index, Table } from '../../catalog/catalog.ts'
import type { Change, QualifiedName } from '../../catalog/change.ts'
import type { Action, Script } from '../../catalog/script.ts'
import { defaultPartition } from './partition.ts'
import { Past } from './past.ts'

type Kind = 'create' | 'createOnView' | 'drop' | 'reindex' | 'detach' | 'refresh' | 'noUniqueIndex'

/** A statement that locks out others, where its CONCURRENTLY form does not. */
export interface Locking {
  readonly kind: Kind
  readonly action: Action
  /** What is locked. */
  readonly name: string
  /** Behind which words of its statement CONCURRENTLY is written. */
  readonly behind: RegExp | undefined
}

/** The statements of a script that lock out others needlessly, or cannot be run without. What was there before is looked up for what is asked alone. */
export function lockings(script: Script, asks: (kind: Kind) => boolean): Locking[] {
  const askedAs = ({ change }: Action): Kind | undefined => {
    const kind = kindOf(change)
    return kind && asks(kind) ? kind : undefined
  }
  if (!script.actions.some(askedAs)) return []
  const past = new Past(script)
  return script.actions.flatMap((action) => {
    const kind = askedAs(action)
    const found = kind && lockingOf(action, past, script)
    past.take(action.change)
    return found ? [{ kind, ...found, action }] : []
  })
}

/** As what a change may be told. */
function kindOf(change: Change): Kind | undefined {
  switch (change.kind) {
    case 'create index':
      return 'create'
    case 'drop':
      return change.object === 'index' ? 'drop' : undefined
    case 'reindex':
      return 'reindex'
    case 'detach partition':
      return 'detach'
    case 'refresh':
      return change.concurrently ? 'noUniqueIndex' : 'refresh'
    default:
      return undefined
  }
}

interface Found extends Omit<Locking, 'kind' | 'action'> {
  /** Where it is told otherwise than it was asked for. */
  readonly kind?: Kind
}

function lockingOf(action: Action, past: Past, script: Script): Found | undefined {
  const { change } = action
  switch (change.kind) {
    case 'create index': {
      const table = change.concurrently || !script.isMigration ? undefined : past.table(change.table)
      if (!table || !isPlain(table)) return undefined
      return { name: past.called(table).name, behind: /\bindex\b/i, kind: table.kind === 'table' ? 'create' : 'createOnView' }
    }
    case 'drop': {
      const table = change.concurrently || !script.isMigration ? undefined : ofIndex(change.name, past)
      return table && isPlain(table) && !isDropped(table, script) ? { name: past.called(table).name, behind: /\bindex\b/i } : undefined
    }
    case 'reindex':
      return reindexing(change, past)
    case 'detach partition': {
      if (change.concurrently) return undefined
      const parent = past.table(change.table)
      // Postgres detaches no partition concurrently beside one for all other rows.
      return parent?.kind === 'partitioned table' && !defaultPartition(parent, script)
        ? { name: parent.name, behind: undefined }
        : undefined
    }
    case 'refresh':
      return refreshing(change, past, script, action)
    default:
      return undefined
  }
}

/** The table of an index that was there before, where it is still the same. */
function ofIndex(name: QualifiedName, past: Past): Table | undefined {
  const { index, table } = past.index(name) ?? {}
  return index?.ofParent ? undefined : table
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

function reindexing(change: Extract<Change, { kind: 'reindex' }>, past: Past): Found | undefined {
  const { of, name, concurrently } = change
  if (concurrently || of === 'system') return undefined
  const behind = new RegExp(String.raw`\b${of}\b`, 'i')
  if (of === 'index') return { name: (name && ofIndex(name, past)?.name) ?? name?.name.text ?? '', behind }
  const all = of === 'table' ? '' : `every table of the ${of} `
  return { name: `${all}${name?.name.text ?? ''}`.trimEnd(), behind }
}

/** A view that was made in the same script is read by nobody yet, and refused all the same where it has no unique index. */
function refreshing(change: Extract<Change, { kind: 'refresh' }>, past: Past, script: Script, { statement }: Action): Found | undefined {
  const view = placeOf(change.name)
  const { name } = view
  const before = script.actions.filter((one) => one.statement < statement)
  const madeAt = before.findLastIndex(({ change: one }) => one.kind === 'create view' && isNamed(one.name, view))
  const hasNewUnique = before.slice(madeAt + 1).some(({ change: one }) => isNewWholeUnique(one, view))
  if (madeAt >= 0) return change.concurrently && !hasNewUnique ? { name, behind: undefined } : undefined
  const old = past.table(change.name)
  if (!change.concurrently) return { name, behind: old && hasWholeUnique(old) ? /\bmaterialized\s+view\b/i : undefined }
  const isKnown = old && script.before.parts.unread.length === 0
  return isKnown && !hasWholeUnique(old) && !hasNewUnique ? { name, behind: undefined } : undefined
}

function isNewWholeUnique(change: Change, view: Pick<Table, 'schema' | 'name'>): boolean {
  if (change.kind !== 'create index' || !change.unique || change.predicate || !isNamed(change.table, view)) return false
  return change.keys.every(({ column }) => column !== undefined)
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
