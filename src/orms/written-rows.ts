import { isUndefined, type Entry, type Value } from '../javascript/symbolic/value.ts'
import type { QueryPen, Sql } from './query-sql.ts'
import { fieldsOf, rowsGiven, waysOf, type Field } from './ways.ts'

/** What an object sets; what is undefined is left as it is. */
export type Assigned =
  | ({ readonly kind: 'entry' } & Entry)
  | { readonly kind: 'ways'; readonly key: object; readonly on: string; readonly of: readonly (readonly Assigned[])[] }
  | { readonly kind: 'hidden'; readonly value: Value }

export function assignedFields(value: Value): readonly Assigned[] {
  const ways = waysOf(value)
  if (ways) return [{ kind: 'ways', key: ways.key, on: ways.on, of: ways.of.map(assignedFields) }]
  return value.kind === 'record' ? given(fieldsOf(value)) : [{ kind: 'hidden', value }]
}

function given(fields: readonly Field[]): readonly Assigned[] {
  return fields.flatMap((field): Assigned[] => {
    if (field.kind === 'ways') return [{ ...field, of: field.of.map(given) }]
    return field.kind === 'entry' && isUndefined(field.value) ? [] : [field]
  })
}

/** What a row is given in a column. */
export interface GivenEntry extends Entry {
  /** Where a condition of the program decides whether it is. */
  readonly way: WayTaken | undefined
}

/** One of several ways. */
interface WayTaken {
  readonly key: object
  readonly on: string
  readonly of: number
  readonly taken: number
}

/** A row that is inserted. */
export interface WrittenRow {
  readonly given: readonly GivenEntry[]
  /** It says more, which cannot be seen. */
  readonly hidden: Value | undefined
}

/** The rows that are inserted; where a list is made of another, one stands for all. */
export function writtenRows(value: Value): readonly WrittenRow[] {
  return rowsGiven(value).map(writtenRow)
}

export function writtenRow(row: Value): WrittenRow {
  if (row.kind !== 'record') return { given: [], hidden: row }
  const fields = given(fieldsOf(row))
  return { given: entriesIn(fields, undefined), hidden: hiddenIn(fields) }
}

function entriesIn(fields: readonly Assigned[], way: WayTaken | undefined): readonly GivenEntry[] {
  return fields.flatMap((field): readonly GivenEntry[] => {
    if (field.kind === 'entry') return [{ ...field, way }]
    if (field.kind === 'hidden') return []
    const { key, on, of } = field
    return of.flatMap((one, taken) => entriesIn(one, { key, on, of: of.length, taken }))
  })
}

function hiddenIn(fields: readonly Assigned[]): Value | undefined {
  for (const field of fields) {
    const hidden = field.kind === 'ways' ? hiddenIn(field.of.flat()) : field.kind === 'hidden' ? field.value : undefined
    if (hidden) return hidden
  }
  return undefined
}

/** What is written for a value, and on other ways than its own. */
export function givenSql(pen: QueryPen, { way }: Pick<GivenEntry, 'way'>, sql: Sql): Sql {
  if (!way) return sql
  const { key, on, of, taken } = way
  return pen.choice(
    key,
    on,
    Array.from({ length: of }, (_, i) => (i === taken ? sql : pen.text('default'))),
  )
}
