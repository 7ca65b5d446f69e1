import type { Change, QualifiedName } from '../../catalog/change.ts'
import { shapesSchema } from '../../catalog/upkeep.ts'
import type { Range } from '../../catalog/place.ts'
import type { Script } from '../../catalog/script.ts'

/** What lacks a way back: the whole migration, or one thing that it makes. */
export interface NoWayBack {
  readonly kind: 'missing' | 'empty' | 'forgotten'
  readonly range: Range
  readonly data: { readonly where: string; readonly name: string }
}

/** What of a migration nobody can undo. */
export function withoutWayBack({ actions, wayBack }: Script, readsContent: boolean): readonly NoWayBack[] {
  const first = actions.find(({ change }) => change.kind === 'write' || (shapesSchema([change]) && change.kind !== 'transaction'))
  if (!first || !wayBack) return []
  const { kind, where, text } = wayBack
  if (kind !== 'given') return [{ kind: kind === 'none' ? 'missing' : 'empty', range: first.range, data: { where, name: '' } }]
  if (text === undefined || !readsContent) return []
  const mentions = (name: string): boolean => words(text).has(name.toLowerCase())
  const made = actions.map(({ change }) => change)
  return actions.flatMap(({ change, range }): NoWayBack[] => {
    const name = nameOfMade(change)
    if (name === undefined || mentions(name) || isGone(name, made)) return []
    if (ownersOf(change).some((owner) => isMadeIn(owner, made) || isDroppedIn(owner, text))) return []
    if (change.kind === 'create index' && (isOfColumn(change, made, mentions) || isOfConstraint(name, made, mentions))) return []
    return [{ kind: 'forgotten', range, data: { where, name } }]
  })
}

type Mentions = (name: string) => boolean
type CreateIndex = Extract<Change, { kind: 'create index' }>

/** The names in a text, in lower case as a rough look needs them. */
function words(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu))
}

function nameOfMade(change: Change): string | undefined {
  if (change.kind === 'create table') return change.temporary ? undefined : change.name.name.text
  if (change.kind === 'add column') return change.column.name.text
  return change.kind === 'create index' ? change.name?.text : undefined
}

function isGone(name: string, made: readonly Change[]): boolean {
  return made.some(
    (change) =>
      (change.kind === 'drop' && change.name.name.text === name) ||
      (change.kind === 'drop column' && change.column.text === name) ||
      (change.kind === 'rename' && (change.object === 'column' ? change.of.text : change.name.name.text) === name),
  )
}

/** What something is of, which it goes with. */
function ownersOf(change: Change): readonly QualifiedName[] {
  if (change.kind === 'create table') return change.partitionOf ? [change.partitionOf] : []
  return 'table' in change ? [change.table] : []
}

/** Where a column goes, the indexes of it go. */
function isOfColumn({ table, keys }: CreateIndex, made: readonly Change[], mentions: Mentions): boolean {
  return made.some(
    (change) =>
      change.kind === 'add column' &&
      change.table.name.text === table.name.text &&
      keys.some(({ column }) => column?.text === change.column.name.text) &&
      mentions(change.column.name.text),
  )
}

/** A constraint that takes an index over gives it its name, and takes it along. */
function isOfConstraint(name: string, made: readonly Change[], mentions: Mentions): boolean {
  return made.some(
    (change) =>
      change.kind === 'add constraint' &&
      change.constraint.name !== undefined &&
      'index' in change.constraint &&
      change.constraint.index === name &&
      mentions(change.constraint.name.text),
  )
}

function isMadeIn({ name }: QualifiedName, made: readonly Change[]): boolean {
  return made.some((change) => (change.kind === 'create table' || change.kind === 'create view') && change.name.name.text === name.text)
}

function isDroppedIn({ name }: QualifiedName, text: string): boolean {
  return [...text.matchAll(/\bdrop\s+(?:table|materialized\s+view)\s+([^;]*)/gi)].some(([, names = '']) =>
    words(names).has(name.text.toLowerCase()),
  )
}
