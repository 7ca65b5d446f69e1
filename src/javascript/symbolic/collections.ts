import type { Located } from '../resolve.ts'
import { unknown, type Entry, type Kind, type ListPart, type RecordPart, type RecordValue, type Spread } from './value.ts'

export function isSpread(part: ListPart | RecordPart): part is Spread {
  return 'spread' in part
}

/** What an object is made of, in its order; those of a closed one are its entries. */
export function recordParts({ entries, open, parts, at }: RecordValue & { readonly at: Located }): readonly RecordPart[] {
  return parts ?? (open ? [...entries, { spread: unknown('not all of an object is known', at) }] : entries)
}

export function listParts({ items, open, parts, at }: Kind<'list'>): readonly ListPart[] {
  return parts ?? (open ? [...items, { spread: unknown('not all of a list is known', at) }] : items)
}

export function listFrom(parts: readonly ListPart[], at: Located): Kind<'list'> {
  const items = parts.flatMap((part) => (isSpread(part) ? [] : [part]))
  const open = items.length < parts.length
  return { kind: 'list', items, open, at, ...(open && { parts }) }
}

export function recordFrom(parts: readonly RecordPart[], at: Located): Kind<'record'> {
  const entries = parts.flatMap((part) => (isSpread(part) ? [] : [part]))
  const open = entries.length < parts.length
  return { kind: 'record', entries: mergeEntries(entries), open, at, ...(open && { parts }) }
}

/** As JavaScript has it: the last value, at the place of the first. */
export function mergeEntries(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.key, entry])).values()]
}
