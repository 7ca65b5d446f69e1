import { columnsIn } from '../query/columns.ts'
import type { Condition } from '../query/query.ts'
import type { Index, IndexKey, Table } from './catalog.ts'

/** An index as it should be; what is not said is as Postgres has it by itself. */
export interface WantedIndex {
  readonly keys: readonly Partial<IndexKey>[]
  readonly unique?: boolean
  readonly nullsNotDistinct?: boolean
  readonly method?: string
  /** As SQL, or as it was read. */
  readonly predicate?: string | Condition | undefined
  readonly include?: readonly string[]
  /** Undefined where it is to be made up as the project's others are. */
  readonly name?: string | undefined
}

/** An index that is there, to be wanted with changes; its name stays. */
export function asWanted({ keys, unique, nullsNotDistinct, method, predicate, include, name }: Index): WantedIndex {
  return { keys, unique, nullsNotDistinct, method, predicate, include, name }
}

/** The columns that an index is of, those of its expressions and its condition included. */
export function columnsOfWanted({ keys, include = [], predicate }: WantedIndex, { columns }: Table): string[] {
  const read = [...keys.flatMap(({ expression }) => expression ?? []), ...(typeof predicate === 'object' ? [predicate] : [])]
  const inText = typeof predicate === 'string' ? columns.filter(({ name }) => predicate.includes(name)) : []
  return [...keys.flatMap(({ column }) => column ?? []), ...include, ...[...read.flatMap(columnsIn), ...inText].map(({ name }) => name)]
}
