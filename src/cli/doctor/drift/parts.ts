import type { Table } from '../../../catalog/catalog.ts'
import type { Place } from '../../../catalog/place.ts'
import { fillIndex } from '../database/bare.ts'
import { shownForm } from '../database/normal-form.ts'
import type { PlainColumn, PlainForeignKey, PlainIndex, PlainTable } from '../database/plain.ts'
import { shownName } from '../objects.ts'

/** One thing that the files and the database do not have alike. */
export interface Drift {
  readonly kind: 'not-migrated' | 'by-hand' | 'differs'
  readonly what: string
  readonly name?: string
  readonly place?: Place | undefined
  readonly ours?: string
  readonly theirs?: string
}

/** In what the parts of a table differ; both with expressions in their normal form. */
export function partDrift(table: Table, ours: PlainTable, theirs: PlainTable): Drift[] {
  const isView = table.kind === 'view' || table.kind === 'materialized view'
  return [
    ...columnDrift(table, ours, theirs, isView),
    ...indexDrift(table, ours, theirs),
    ...(isView ? [] : [...keyDrift(table, ours, theirs), ...foreignKeyDrift(table, ours, theirs), ...checkDrift(table, ours, theirs)]),
    ...policyDrift(table, ours, theirs),
  ]
}

function of(table: Table): string {
  return `of ${shownName(`${table.schema}.${table.name}`)}`
}

function placeOf(parts: readonly { readonly name: string; readonly place: Place }[], name: string): Place | undefined {
  return parts.find((part) => part.name === name)?.place
}

/** The types of a view's columns are inferred, and of a table that is not known wholly there may be more. */
function columnDrift(table: Table, ours: PlainTable, theirs: PlainTable, isView: boolean): Drift[] {
  const place = (name: string): Place | undefined => placeOf(table.columns, name)
  const missing = ours.columns.filter(({ name }) => !theirs.columns.some((one) => one.name === name))
  const more = table.complete ? theirs.columns.filter(({ name }) => !ours.columns.some((one) => one.name === name)) : []
  const what = (name: string): string => `The column ${name} ${of(table)}`
  return [
    ...missing.map(({ name }): Drift => ({ kind: 'not-migrated', what: what(name), name, place: place(name) })),
    ...more.map(({ name }): Drift => ({ kind: 'by-hand', what: what(name), name })),
    ...(isView ? [] : ours.columns).flatMap((column): Drift[] => {
      const other = theirs.columns.find(({ name }) => name === column.name)
      const differences = other ? columnDifferences(column, other) : []
      if (differences.length === 0) return []
      const [own, their] = [0, 1].map((side) => differences.map((pair) => pair[side]).join(', '))
      return [
        { kind: 'differs', what: what(column.name), name: column.name, place: place(column.name), ours: own ?? '', theirs: their ?? '' },
      ]
    }),
  ]
}

function columnDifferences(ours: PlainColumn, theirs: PlainColumn): [ours: string, theirs: string][] {
  const words = (column: PlainColumn): readonly string[] => [
    column.type,
    column.notNull ? 'NOT NULL' : 'nullable',
    column.hasDefault ? 'with a default' : 'without a default',
    column.generated === null ? 'stored as given' : `generated as ${shownForm(column.generated)}`,
    column.identity === null ? 'no identity' : `identity ${column.identity}`,
    column.collation === null ? 'of the usual collation' : `of the collation ${column.collation}`,
  ]
  const [a, b] = [words(ours), words(theirs)]
  return a.flatMap((word, i): [string, string][] => (word === b[i] ? [] : [[word, b[i] ?? '']]))
}

/** Indexes that stand for the same, whatever they are called; the one of a primary key goes with its key. */
function indexDrift(table: Table, ours: PlainTable, theirs: PlainTable): Drift[] {
  const own = ownIndexes(ours)
  const others = ownIndexes(theirs)
  const means = (index: PlainIndex, other: PlainIndex): boolean => meaning(fillIndex(index, other, ours.columns)) === meaning(other)
  const matched = new Set<PlainIndex>()
  const left = own.filter((index) => {
    const candidates = others.filter((other) => !matched.has(other) && means(index, other))
    const match = candidates.find(({ name }) => name === index.name) ?? candidates[0]
    if (match) matched.add(match)
    return !match
  })
  const more = others.filter((other) => !matched.has(other))
  const what = ({ name, unique, constraint }: PlainIndex): string =>
    `The ${constraint === null ? `${unique ? 'unique ' : ''}index` : `${unique ? 'unique' : 'exclusion'} constraint`} ${name} ${of(table)}`
  const place = (name: string): Place | undefined => placeOf(table.indexes, name)
  return [
    ...left.map((index): Drift => {
      const { name } = index
      const same = more.find((other) => other.name === name)
      if (!same) return { kind: 'not-migrated', what: `${what(index)} (${shownIndex(index)})`, name, place: place(name) }
      return { kind: 'differs', what: what(index), name, place: place(name), ours: shownIndex(index), theirs: shownIndex(same) }
    }),
    ...more
      .filter(({ name }) => !left.some((index) => index.name === name))
      .map((index): Drift => ({ kind: 'by-hand', what: `${what(index)} (${shownIndex(index)})`, name: index.name })),
  ]
}

function ownIndexes({ indexes, keys }: PlainTable): PlainIndex[] {
  const primary = keys.find(({ kind }) => kind === 'p')?.name
  return indexes.filter(({ constraint, ofParent }) => !ofParent && (constraint === null || constraint !== primary))
}

function meaning({ method, unique, nullsNotDistinct, keys, include, predicate }: PlainIndex): string {
  return JSON.stringify([method, unique, nullsNotDistinct, keys, include, predicate])
}

function shownIndex({ method, keys, include, predicate, unique }: PlainIndex): string {
  const key = keys.map((one) =>
    [shownForm(one.key), one.operatorClass, one.order, one.operator && `with ${one.operator}`].filter(Boolean).join(' '),
  )
  return [
    unique ? 'unique ' : '',
    method === 'btree' ? '' : `${method} `,
    key.join(', ').replaceAll('"', ''),
    include.length > 0 ? ` include ${include.join(', ')}` : '',
    predicate === null ? '' : ` where ${shownForm(predicate)}`,
  ].join('')
}

function keyDrift(table: Table, ours: PlainTable, theirs: PlainTable): Drift[] {
  const primary = ({ keys }: PlainTable): string | undefined => keys.find(({ kind }) => kind === 'p')?.columns.join(', ')
  const [own, their] = [primary(ours), primary(theirs)]
  if (own === their) return []
  const what = `The primary key ${of(table)}`
  if (own === undefined) return [{ kind: 'by-hand', what: `${what} (${their ?? ''})` }]
  const place = table.primaryKey?.place
  if (their === undefined) return [{ kind: 'not-migrated', what: `${what} (${own})`, place }]
  return [{ kind: 'differs', what, place, ours: `(${own})`, theirs: `(${their})` }]
}

function shownForeignKey({ columns, target, references, onDelete, onUpdate, deferrable }: PlainForeignKey): string {
  const actions = `${onDelete === 'no action' ? '' : ` on delete ${onDelete}`}${onUpdate === 'no action' ? '' : ` on update ${onUpdate}`}`
  return `${columns.join(', ')} to ${target} (${references.join(', ')})${actions}${deferrable ? ' deferrable' : ''}`
}

function foreignKeyDrift(table: Table, ours: PlainTable, theirs: PlainTable): Drift[] {
  const parts = (keys: readonly PlainForeignKey[]): Meant[] => keys.map((key) => ({ name: key.name, shown: shownForeignKey(key) }))
  return meantDrift('foreign key', table, parts(ours.foreignKeys), parts(theirs.foreignKeys), table.foreignKeys)
}

function checkDrift(table: Table, ours: PlainTable, theirs: PlainTable): Drift[] {
  const parts = ({ checks }: PlainTable): Meant[] =>
    checks.map(({ name, expression }) => ({ name, shown: shownForm(expression), meaning: expression }))
  return meantDrift('check', table, parts(ours), parts(theirs), table.checks)
}

/** A part that is known by its meaning, and by its name where that is another. */
interface Meant {
  readonly name: string
  readonly shown: string
  /** What has to be the same: what is shown, where nothing else is said. */
  readonly meaning?: string
}

function meantDrift(
  word: string,
  table: Table,
  ours: readonly Meant[],
  theirs: readonly Meant[],
  parts: readonly { readonly name: string; readonly place: Place }[],
): Drift[] {
  const isIn = (list: readonly Meant[], { shown, meaning: means = shown }: Meant): boolean =>
    list.some((one) => (one.meaning ?? one.shown) === means)
  const left = ours.filter((one) => !isIn(theirs, one))
  const more = theirs.filter((one) => !isIn(ours, one))
  const what = (name: string): string => `The ${word} ${name} ${of(table)}`
  return [
    ...left.map(({ name, shown }): Drift => {
      const same = more.find((one) => one.name === name)
      const place = placeOf(parts, name)
      return same
        ? { kind: 'differs', what: what(name), name, place, ours: shown, theirs: same.shown }
        : { kind: 'not-migrated', what: `${what(name)} (${shown})`, name, place }
    }),
    ...more
      .filter(({ name }) => !left.some((one) => one.name === name))
      .map(({ name, shown }): Drift => ({ kind: 'by-hand', what: `${what(name)} (${shown})`, name })),
  ]
}

function policyDrift(table: Table, ours: PlainTable, theirs: PlainTable): Drift[] {
  const parts = ({ policies }: PlainTable): Meant[] =>
    policies.map(({ name, rest, using, withCheck }) => {
      const [own, check] = [using, withCheck].map((form) => (form ? shownForm(form) : ''))
      const shown = [rest, own && `using (${own})`, check && `with check (${check})`].filter(Boolean).join(' ')
      return { name, shown, meaning: JSON.stringify([name, rest, using, withCheck]) }
    })
  const shown = (text: string): string => (text === '' ? 'not enabled' : text)
  const differs = ours.rowSecurity !== theirs.rowSecurity
  return [
    ...(differs
      ? [
          {
            kind: 'differs',
            what: `Row security ${of(table)}`,
            place: table.place,
            ours: shown(ours.rowSecurity),
            theirs: shown(theirs.rowSecurity),
          } as const,
        ]
      : []),
    ...meantDrift('policy', table, parts(ours), parts(theirs), table.policies),
  ]
}
