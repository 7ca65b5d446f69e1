import type { Change, QualifiedName } from '../../catalog/change.ts'
import { shapesSchema } from '../../catalog/change.ts'
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
    const table = 'table' in change ? change.table : undefined
    // What is of a table goes with it.
    if (table && (isMadeIn(table, made) || isDroppedIn(table, text))) return []
    return [{ kind: 'forgotten', range, data: { where, name } }]
  })
}

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

function isMadeIn({ name }: QualifiedName, made: readonly Change[]): boolean {
  return made.some((change) => change.kind === 'create table' && change.name.name.text === name.text)
}

function isDroppedIn({ name }: QualifiedName, text: string): boolean {
  return [...text.matchAll(/\bdrop\s+table\s+([^;]*)/gi)].some(([, names = '']) => words(names).has(name.text.toLowerCase()))
}
