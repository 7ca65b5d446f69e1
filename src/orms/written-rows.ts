import { isUndefined, type Entry, type Value } from '../javascript/symbolic/value.ts'
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

/** A row that is inserted. */
export interface WrittenRow {
  readonly given: readonly Entry[]
  /** It says more, which cannot be seen. */
  readonly hidden: Value | undefined
}

/** The rows that are inserted; where a list is made of another, one stands for all. */
export function writtenRows(value: Value): readonly WrittenRow[] {
  return rowsGiven(value).map((row) => (row.kind === 'record' ? rowOf(given(fieldsOf(row))) : { given: [], hidden: row }))
}

function rowOf(fields: readonly Assigned[]): WrittenRow {
  const entries = fields.flatMap((field) => (field.kind === 'entry' ? [field] : []))
  const open = fields.find((field) => field.kind !== 'entry')
  return { given: entries, hidden: open && (open.kind === 'hidden' ? open.value : firstOf(open.of.flat())) }
}

function firstOf(fields: readonly Assigned[]): Value | undefined {
  const [first] = fields
  return first && (first.kind === 'ways' ? firstOf(first.of.flat()) : first.value)
}
