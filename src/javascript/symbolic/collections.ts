import { conditionText } from '../sent-conditions.ts'
import { bare, propertyName, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import {
  isDecision,
  literal,
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
  if (value.kind === 'record') return recordParts(value)
  const without = value.kind === 'symbol' && value.declared ? takenBeside(value.declared) : []
  return [{ spread: value, ...(without.length > 0 && { without }) }]
}

/** What a name lacks that stands for the rest of an object, `{ id, ...rest }`, where nobody gets hold of that who could put it in again. */
export function takenBeside({ node, program }: Located): readonly string[] {
  const around = program.parentOf(node)
  const pattern = around?.type === 'RestElement' ? program.parentOf(around) : undefined
  const binding = program.named(node)
  if (pattern?.type !== 'ObjectPattern' || !binding || binding.writes.length > 0) return []
  if (!program.usesOf(binding).every((use) => use === node || isOnlyRead(use, program))) return []
  return pattern.properties.flatMap((part) => (part.type === 'Property' ? (propertyName(part) ?? []) : []))
}

/** `...rest`, and `rest.name`, which is not called. */
function isOnlyRead(use: Node, program: Program): boolean {
  const around = program.outside(use)
  if (around?.type === 'SpreadElement') return true
  if (around?.type !== 'MemberExpression') return false
  const call = program.outside(around)
  return call?.type !== 'CallExpression' || bare(call.callee) !== around
}

export function listParts({ items, open, parts, at }: Kind<'list'>): readonly ListPart[] {
  return parts ?? (open ? [...items, { spread: unknown('not all of a list is known', at) }] : items)
}

/** What `...value` gives a list. */
export function spreadListParts(value: Value): readonly ListPart[] {
  return value.kind === 'list' ? listParts(value) : [{ spread: value }]
}

/** What a value puts into a list that is flattened. */
export function partsWithin(value: Value): readonly ListPart[] {
  return value.kind === 'list' ? listParts(value) : [value]
}

/** A list, be it one that is made of another, of which nobody knows how long it is. */
export function asList(value: Value): Kind<'list'> | undefined {
  if (value.kind === 'list') return value
  return value.kind === 'call' && value.made ? listFrom([{ spread: value }], value.at) : undefined
}

/** No program writes more into one of them, but each may be put into itself twice, time and again. */
const mostParts = 10_000

export function listFrom(parts: readonly ListPart[], at: Located): Kind<'list'> {
  if (parts.length > mostParts) return listFrom([{ spread: unknown('a list that is too long', at) }], at)
  const items = parts.flatMap((part) => (isSpread(part) ? [] : [part]))
  const open = items.length < parts.length
  return { kind: 'list', items, open, at, ...(open && { parts }) }
}

/** A list of these, and of more where it is open. */
export function listOfItems(items: readonly Value[], open: boolean, at: Located): Kind<'list'> {
  return items.length > mostParts ? listFrom(items, at) : { kind: 'list', items, open, at }
}

/** What `push` or `unshift` makes of a list. */
export function listWith(list: Kind<'list'>, method: string, put: readonly ListPart[]): Kind<'list'> {
  const parts = listParts(list)
  return listFrom(method === 'push' ? [...parts, ...put] : [...put, ...parts], list.at)
}

export function recordFrom(parts: readonly RecordPart[], at: Located): Kind<'record'> {
  if (parts.length > mostParts) return recordFrom([{ spread: unknown('an object that is too large', at) }], at)
  const entries = parts.flatMap((part) => (isSpread(part) ? [] : [part]))
  const open = entries.length < parts.length
  return { kind: 'record', entries: mergeEntries(entries), open, at, ...(open && { parts }) }
}

/** What an object has under a name, as the conditions decide that it was put together by, or what was there before; undefined where it is not seen to have it. */
export function valueUnder(record: RecordValue & { readonly at: Located }, name: string, before?: Value): Value | undefined {
  return recordParts(record).reduce<Value | undefined>((held, part) => {
    if (isSpread(part)) return part.without?.includes(name) ? held : spreadUnder(part.spread, name, held)
    return part.key === name ? part.value : held
  }, before)
}

/** What is told of a part again and again is the same: each condition on the way would double it. By what there was before. */
const knownUnder = new WeakMap<Value, Map<string, Map<Value | undefined, Value | undefined>>>()

/** Nobody writes so many ways to one part of an object, but each condition may double them. */
const mostBefore = 200

function spreadUnder(spread: Value, name: string, before: Value | undefined): Value | undefined {
  const names = knownUnder.get(spread) ?? new Map<string, Map<Value | undefined, Value | undefined>>()
  knownUnder.set(spread, names)
  const known = names.get(name) ?? new Map<Value | undefined, Value | undefined>()
  names.set(name, known)
  if (known.has(before)) return known.get(before)
  if (known.size >= mostBefore) return unknown('too much decides what it is', spread.at)
  const value = underSpread(spread, name, before)
  known.set(before, value)
  return value
}

/** What cannot be seen is taken to leave it as it was. */
function underSpread(spread: Value, name: string, before: Value | undefined): Value | undefined {
  const within = (way: Value): Value | undefined => spreadUnder(way, name, before)
  if (spread.kind === 'record') return valueUnder(spread, name, before)
  if (spread.kind === 'choice') return chosen(spread.key, spread.on, spread.of.map(within), spread.at)
  if (!isDecision(spread)) return before
  const [test, ...of] = spread.args
  const ways = spread.callee.name === '?:' ? of.map(within) : spread.callee.name === '&&' ? [...of.map(within), before] : [before]
  return test && chosen(spread.at.node, conditionText(test.at), ways, spread.at)
}

function chosen(key: object, on: string, of: readonly (Value | undefined)[], at: Located): Value | undefined {
  if (of.every((one) => one === undefined)) return undefined
  return either(
    key,
    on,
    of.map((one) => one ?? literal(undefined, at)),
    at,
  )
}

/** As JavaScript has it: the last value, at the place of the first. */
export function mergeEntries(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.key, entry])).values()]
}

/** Nobody writes so much that decides what is in an object, but each condition on which something is deleted may double it. */
const mostDecided = 300

/** The same without a property, whatever brings it; what cannot be seen may have it still. What has none stays what it is, and what several ways share is made once. */
export function withoutKey(value: Value, key: string): Value {
  const made = new Map<Value, Value>()
  const without = (one: Value): Value => {
    const known = made.get(one)
    if (known || made.size > mostDecided) return known ?? one
    const now = leaveOut(one, key, without)
    made.set(one, now)
    return now
  }
  const all = without(value)
  return made.size > mostDecided ? recordFrom([{ spread: unknown('too much decides what is deleted of it', value.at) }], value.at) : all
}

function leaveOut(value: Value, key: string, without: (one: Value) => Value): Value {
  if (value.kind === 'choice') {
    const of = value.of.map(without)
    return isSame(of, value.of) ? value : { ...value, of }
  }
  if (isDecision(value)) {
    const args = value.args.map(without)
    return isSame(args, value.args) ? value : { ...value, args }
  }
  if (value.kind !== 'record') return value
  const parts = recordParts(value)
  const kept = parts.flatMap((part): RecordPart[] => {
    if (!isSpread(part)) return part.key === key ? [] : [part]
    const spread = without(part.spread)
    return [spread === part.spread ? part : { spread }]
  })
  return isSame(kept, parts) ? value : recordFrom(kept, value.at)
}

function isSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((one, i) => one === others[i])
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

/** One of several values; what objects and lists begin with in common is kept. */
export function either(key: object, on: string, of: readonly Value[], at: Located): Value {
  const [first, ...others] = of
  if (!first || others.every((other) => other === first)) return first ?? unknown('nothing', at)
  if (of.every((one) => one.kind === 'record')) {
    const [shared, rests] = split(of.map(recordParts))
    return recordFrom([...shared, { spread: { kind: 'choice', key, on, of: rests.map((parts) => recordFrom(parts, at)), at } }], first.at)
  }
  const lists = of.flatMap((one) => asList(one) ?? [])
  if (lists.length === of.length) {
    const [shared, rests] = split(lists.map(listParts))
    return listFrom([...shared, { spread: { kind: 'choice', key, on, of: rests.map((parts) => listFrom(parts, at)), at } }], first.at)
  }
  return { kind: 'choice', key, on, of, at }
}

/** What all begin with, and how each goes on. */
function split<T>(ways: readonly (readonly T[])[]): [shared: readonly T[], rests: (readonly T[])[]] {
  const [first = [], ...others] = ways
  const end = first.findIndex((part, i) => others.some((other) => other[i] !== part))
  const count = end < 0 ? first.length : end
  return [first.slice(0, count), ways.map((way) => way.slice(count))]
}

/** So deep is looked for what others change in what they are given, and in so many parts. */
const mostWithin = 2
const mostOpened = 2_000

/** What stands for what others have put into something. */
const openings = new WeakSet<Value>()

/** Something that others may have changed, with what it holds. */
export function opened(value: Value, reason: string, at: Located): Value {
  const spread = unknown(reason, at)
  openings.add(spread)
  let left = mostOpened
  const within = (part: Value, deep: number): Value => {
    if (deep > mostWithin || (part.kind !== 'record' && part.kind !== 'list')) return part
    return left-- > 0 ? open(part, deep) : spread
  }
  const open = (of: Value, deep: number): Value => {
    if (isOpen(of)) return of
    if (of.kind === 'record') {
      const parts = recordParts(of).map((part) => (isSpread(part) ? part : { ...part, value: within(part.value, deep + 1) }))
      return recordFrom([...parts, { spread }], of.at)
    }
    if (of.kind !== 'list') return spread
    return listFrom([...listParts(of).map((part) => (isSpread(part) ? part : within(part, deep + 1))), { spread }], of.at)
  }
  return open(value, 0)
}

/** Whether others may have changed it, and nothing was put into it since: that they may do it again says no more. */
function isOpen(value: Value): boolean {
  const last = value.kind === 'record' ? recordParts(value).at(-1) : value.kind === 'list' ? listParts(value).at(-1) : undefined
  return last !== undefined && isSpread(last) && openings.has(last.spread)
}
