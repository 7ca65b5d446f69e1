import type { Located } from '../resolve.ts'
import {
  isDecision,
  symbol,
  unknown,
  type Entry,
  type Kind,
  type ListPart,
  type RecordPart,
  type RecordValue,
  type Spread,
  type Value,
} from './value.ts'

export function isSpread(part: ListPart | RecordPart): part is Spread {
  return 'spread' in part
}

/** What an object is made of, in its order; those of a closed one are its entries. */
export function recordParts({ entries, open, parts, at }: RecordValue & { readonly at: Located }): readonly RecordPart[] {
  return parts ?? (open ? [...entries, { spread: unknown('not all of an object is known', at) }] : entries)
}

/** What `...value` gives an object: its parts, or all of it where they cannot be told. */
export function spreadParts(value: Value): readonly RecordPart[] {
  return value.kind === 'record' ? recordParts(value) : [{ spread: value }]
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

/** The same without a property, whatever brings it; what cannot be seen may have it still. */
export function withoutKey(value: Value, key: string): Value {
  if (value.kind === 'choice') return { ...value, of: value.of.map((way) => withoutKey(way, key)) }
  if (isDecision(value)) return { ...value, args: value.args.map((arg) => withoutKey(arg, key)) }
  if (value.kind !== 'record') return value
  const kept = recordParts(value).flatMap((part): RecordPart[] => {
    if (!isSpread(part)) return part.key === key ? [] : [part]
    const spread = withoutKey(part.spread, key)
    return [spread === part.spread ? part : { spread }]
  })
  return recordFrom(kept, value.at)
}

/** What a call is given by `...list`: its items, and what of it is not known as something that is spread. */
export function spreadArguments(all: Value): readonly Value[] {
  if (all.kind !== 'list') return [spreadArgument(all)]
  return listParts(all).map((part) => (isSpread(part) ? spreadArgument(part.spread) : part))
}

function spreadArgument(value: Value): Value {
  return { kind: 'call', callee: symbol('...', value.at), args: [value], isNew: false, at: value.at }
}

/** What an argument puts into the list of all arguments. */
export function givenPart(argument: Value): ListPart {
  if (argument.kind !== 'call' || argument.callee.kind !== 'symbol' || argument.callee.name !== '...') return argument
  const [spread] = argument.args
  return spread ? { spread } : argument
}
