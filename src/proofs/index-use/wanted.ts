import type { Column, IndexKey, Table } from '../../catalog/catalog.ts'
import type { WantedIndex } from '../../catalog/wanted-index.ts'
import type { Settings } from '../../settings/settings.ts'
import { keySql, qualifiedName } from '../index-sql.ts'
import { tenantColumn } from '../owner.ts'
import { livePredicate } from '../predicate.ts'
import type { Question } from './asked.ts'
import type { IndexUse, WayUse } from './index-use.ts'
import type { Sorting } from './sorting.ts'

/** The index that would serve a query best. */
export interface Wanted {
  /** Those that the query compares, for people. */
  readonly compared: readonly string[]
  readonly columns: readonly string[]
  readonly sql: string
  readonly wanted: WantedIndex
}

/** What is asked of a column that an index would answer, best first. */
export type Answerable = 'equal' | 'among' | 'range' | 'join'

const answers: Readonly<Partial<Record<Question['how'], Answerable>>> = {
  value: 'equal',
  exact: 'equal',
  join: 'join',
  among: 'among',
  range: 'range',
  prefix: 'range',
}

/** The columns that are worth an index: not those that are only true or false, or a mark of deleted rows. */
export function answerable({ asked }: WayUse, table: Table, markers: ReadonlySet<string>): Map<string, Answerable> {
  const found = new Map<string, Answerable>()
  for (const column of table.columns) {
    if (markers.has(column.name) || !canBeSorted(column)) continue
    const questions = asked.ofColumn(column.name).flatMap(({ how }) => answers[how] ?? [])
    const best = (['equal', 'among', 'join', 'range'] as const).find((one) => questions.includes(one))
    if (best) found.set(column.name, best)
  }
  return found
}

const unsorted: ReadonlySet<string> = new Set(['boolean', 'json', 'jsonb', 'xml', 'point', 'tsvector', 'bytea'])

function canBeSorted({ type }: Column): boolean {
  return (
    type !== undefined &&
    !type.array &&
    !unsorted.has(type.name) &&
    type.name !== 'vector' &&
    type.name !== 'geometry' &&
    type.name !== 'geography'
  )
}

/** The tenant, what is equal, and then what is sorted by or the range: some column is either. */
export function wantedIndex({ table, markers }: IndexUse, way: WayUse, sorting: Sorting | undefined, settings: Readonly<Settings>): Wanted {
  const found = answerable(way, table, markers)
  const of = (...hows: Answerable[]): string[] => [...found].flatMap(([name, how]) => (hows.includes(how) ? [name] : []))
  const tenant = tenantColumn(table, settings)?.name
  const equal = of('equal', 'join').sort((a, b) => Number(b === tenant) - Number(a === tenant))
  const sorted = (sorting?.keys ?? []).filter(({ column }) => column !== undefined && !equal.includes(column))
  // An index is read backward, too, which turns all of its keys, and where NULL stands.
  const isPlain = sorted.every(({ descending, nullsFirst }) => descending === sorted[0]?.descending && nullsFirst === descending)
  const last = sorted.map(({ column = '', descending, nullsFirst }) => (isPlain ? { column } : { column, descending, nullsFirst }))
  const among = sorted.length > 0 && equal.length > 0 ? [] : of('among')
  const range = sorted.length > 0 ? [] : of('range').slice(0, 1)
  const plain = (names: readonly string[]): Partial<IndexKey>[] => names.map((column) => ({ column }))
  const keys = [...plain(equal.slice(0, 3)), ...plain(among.slice(0, 1)), ...last, ...plain(range)]
  const columns = keys.map(keySql)
  const live = table.columns.find(({ name }) => markers.has(name) && way.asked.ofColumn(name).some(({ how }) => how === 'null'))
  const name = qualifiedName(table, { qualifies: false, commitsEach: false })
  const predicate = live && livePredicate(live)
  return {
    compared: [...found.keys()],
    columns,
    sql: `CREATE INDEX ON ${name} (${columns.join(', ')})${predicate === undefined ? '' : ` WHERE ${predicate}`}`,
    wanted: { keys, predicate },
  }
}
