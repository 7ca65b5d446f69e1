import { onceFor } from '../catalog/once-for.ts'
import { isSentAsItIs } from '../javascript/requested.ts'
import { conditionText } from '../javascript/sent-conditions.ts'
import { givenPart, isSpread, listParts, recordParts } from '../javascript/symbolic/collections.ts'
import {
  isDecision,
  sourceText,
  truthOf,
  type Entry,
  type Kind,
  type ListPart,
  type RecordPart,
  type Value,
} from '../javascript/symbolic/value.ts'

/** Something that is one of several, as a condition of the program decides. */
export interface Ways {
  /** What is decided alike has the same. */
  readonly key: object
  /** The condition, as it is written. */
  readonly on: string
  readonly of: readonly Value[]
}

/** The ways that a value may be; undefined where it is one thing. */
export function waysOf(value: Value): Ways | undefined {
  if (value.kind === 'choice') return value
  if (!isDecision(value)) return undefined
  const { args, at } = value
  const [first, second, third] = args
  if (!first || !second) return undefined
  switch (value.callee.name) {
    case '?:':
      return third && { key: at.node, on: conditionText(first.at), of: [second, third] }
    case '&&':
      return { key: at.node, on: conditionText(first.at), of: [second, { ...nothing, at: first.at }] }
    case '||':
    case '??':
      return { key: at.node, on: conditionText(first.at), of: [first, second] }
    default:
      return undefined
  }
}

const nothing = { kind: 'literal', value: undefined } as const

/** One thing that an object says. */
export type Field =
  | ({ readonly kind: 'entry' } & Entry)
  /** What it says on each of several ways. */
  | { readonly kind: 'ways'; readonly key: object; readonly on: string; readonly of: readonly (readonly Field[])[] }
  | Hidden

/** Something that cannot be seen, but for what it does not say, and the names of what was said before and may be said by it again. */
interface Hidden {
  readonly kind: 'hidden'
  readonly value: Value
  readonly without?: readonly string[]
  readonly over?: readonly string[]
}

/** More ways than these are not told apart: what follows of each way is said in each of the ways before it, and what is put into itself on two ways doubles each time. */
const mostSaid = 500

/** What an object says, in its order: what is said again counts alone, and what may be is hidden. */
export const fieldsOf = onceFor((record: Kind<'record'>): readonly Field[] =>
  recordParts(record).flatMap(fieldsIn).reduce<readonly Field[]>(withField, []),
)

/** What the object of a condition asks for: what was sent and stands behind all else may say again whatever was said, and so holds nothing. */
export function fieldsAsked(record: Kind<'record'>, pen: { takenOver(by: Value): void }): readonly Field[] {
  const { fields, sent } = sentBehind(record)
  if (sent) pen.takenOver(sent)
  return fields
}

const sentBehind = onceFor((record: Kind<'record'>): { readonly fields: readonly Field[]; readonly sent: Value | undefined } => {
  const fields = fieldsOf(record)
  const isSent = (field: Field): field is Hidden =>
    field.kind === 'hidden' && field.over !== undefined && field.over.length > 0 && isSentAsItIs(field.value.at, field.over)
  const sent = fields.find(isSent)
  return { fields: sent ? fields.filter((field) => !isSent(field)) : fields, sent: sent?.value }
})

function fieldsIn(part: RecordPart): readonly Field[] {
  if (!isSpread(part)) return [{ kind: 'entry', ...part }]
  return part.without ? leftOf(spreadFields(part.spread), part.without) : spreadFields(part.spread)
}

/** What fields are of an object from which some were taken out. */
function leftOf(fields: readonly Field[], taken: readonly string[]): readonly Field[] {
  return fields.flatMap((field): Field[] => {
    if (field.kind === 'ways') return [{ ...field, of: field.of.map((way) => leftOf(way, taken)) }]
    if (field.kind === 'hidden') return [{ ...field, without: [...(field.without ?? []), ...taken] }]
    return taken.includes(field.key) ? [] : [field]
  })
}

const spreadFields = onceFor((value: Value): readonly Field[] => {
  if (value.kind === 'record') return fieldsOf(value)
  if (truthOf(value) === false) return []
  const ways = waysOf(value)
  const of = ways?.of.map((way) => spreadFields(way))
  return ways && of && !isTooMuch(of) ? [{ kind: 'ways', key: ways.key, on: ways.on, of }] : [{ kind: 'hidden', value }]
})

function withField(fields: readonly Field[], field: Field): readonly Field[] {
  if (field.kind === 'entry') return [...without(fields, new Set([field.key])), field]
  if (field.kind === 'hidden') {
    const over = keysOf(fields.filter((one) => one.kind === 'entry' && !isKeptBefore(one, field)))
    return [...fields.filter((one) => isKeptBefore(one, field)), { ...field, over }]
  }
  const hidden = field.of.flat().find((one) => one.kind === 'hidden')
  if (hidden && sizeOf(fields) * field.of.length > mostSaid) return [hidden]
  if (hidden) return [{ ...field, of: field.of.map((way) => way.reduce(withField, fields)) }]
  const keys = new Set(field.of.flatMap(keysOf))
  const before = only(fields, keys)
  return [...without(fields, keys), { ...field, of: field.of.map((way) => [...without(before, new Set(keysOf(way))), ...way]) }]
}

/** What cannot be seen may say again what was said before, and once for all. */
function isKeptBefore(one: Field, { value, without: taken = [] }: Hidden): boolean {
  return one.kind === 'ways' || (one.kind === 'entry' ? taken.includes(one.key) : one.value !== value)
}

function sizeOf(parts: readonly (Field | Item)[]): number {
  return parts.reduce((size, part) => size + (part.kind === 'ways' ? part.of.reduce((all, way) => all + sizeOf(way), 1) : 1), 0)
}

function isTooMuch(ways: readonly (readonly (Field | Item)[])[]): boolean {
  return ways.reduce((size, way) => size + sizeOf(way), 0) > mostSaid
}

function keysOf(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => (field.kind === 'entry' ? [field.key] : field.kind === 'ways' ? field.of.flatMap(keysOf) : []))
}

function without(fields: readonly Field[], keys: ReadonlySet<string>): readonly Field[] {
  return fields.flatMap((field): Field[] => {
    if (field.kind === 'ways') return [{ ...field, of: field.of.map((way) => without(way, keys)) }]
    return field.kind === 'entry' && keys.has(field.key) ? [] : [field]
  })
}

function only(fields: readonly Field[], keys: ReadonlySet<string>): readonly Field[] {
  return fields.flatMap((field): Field[] => {
    if (field.kind === 'ways') return keysOf([field]).some((key) => keys.has(key)) ? [{ ...field, of: field.of.map((way) => only(way, keys)) }] : [] // prettier-ignore
    return field.kind === 'entry' && keys.has(field.key) ? [field] : []
  })
}

/** One thing in a list. */
export type Item =
  | { readonly kind: 'item'; readonly value: Value }
  /** `repeats`: it may be there more than once. */
  | { readonly kind: 'ways'; readonly key: object; readonly on: string; readonly of: readonly (readonly Item[])[]; readonly repeats?: true }
  | { readonly kind: 'hidden'; readonly value: Value }

/** What is in a list; a value that is none is the only thing. */
export function listItems(list: Value): readonly Item[] {
  if (list.kind === 'list') return itemsIn(listParts(list))
  return [repeatedOf(list) ?? { kind: 'item', value: list }]
}

/** Whether a value is a list, be it one of which nobody knows how long it is: `names.map((name) => ({ name }))`. */
export function isList(value: Value): boolean {
  return value.kind === 'list' || partsMade(value) !== undefined
}

/** What is there once for each of several, of which nobody knows how many there are: as one is, so are all, and there may be none. */
function repeatedOf(value: Value): Item | undefined {
  const made = partsMade(value)
  return made && { kind: 'ways', key: value.at.node, on: sourceText(value.at), of: [itemsIn(made), []], repeats: true }
}

function partsMade(value: Value): readonly ListPart[] | undefined {
  const made = value.kind === 'call' ? value.made?.() : value.kind === 'unknown' && value.sample ? [value.sample] : undefined
  return made?.every(isSpread) === false ? made : undefined
}

/** The list that something is wherever there is anything in it: `rows.length > 0 ? rows.map(keyOf) : []`. */
export function filledList(value: Value): Value {
  const ways = waysOf(onlySpread(value) ?? value)?.of ?? []
  const [filled, ...others] = ways.filter((way) => way.kind !== 'list' || listParts(way).length > 0)
  return filled && others.length === 0 ? filledList(onlySpread(filled) ?? filled) : value
}

function onlySpread(value: Value): Value | undefined {
  const [only, ...others] = value.kind === 'list' ? listParts(value) : []
  return only && isSpread(only) && others.length === 0 ? only.spread : undefined
}

/** What can be seen of a list, one by one. */
export function seenItems(list: Value): readonly Value[] {
  return listItems(list).flatMap((item) => (item.kind === 'item' ? [item.value] : []))
}

/** All that may be in a list; what is made alike for each of several stands once. Undefined where something cannot be seen. */
export function membersOf(list: Value): readonly Value[] | undefined {
  return isList(list) ? seenOnAll(listItems(list)) : undefined
}

function seenOnAll(items: readonly Item[]): readonly Value[] | undefined {
  const all = items.map((item) => {
    if (item.kind === 'hidden') return undefined
    return item.kind === 'item' ? [item.value] : seenOnAll(item.of.flat())
  })
  return all.every((one) => one !== undefined) ? all.flat() : undefined
}

/** What a call is given, `...list` among it. */
export function argumentItems(args: readonly Value[]): readonly Item[] {
  return itemsIn(args.map(givenPart))
}

function itemsIn(parts: readonly ListPart[]): readonly Item[] {
  return parts.flatMap((part) => (isSpread(part) ? spreadItems(part.spread) : [{ kind: 'item', value: part }]))
}

const spreadItems = onceFor((value: Value): readonly Item[] => {
  if (value.kind === 'list') return listItems(value)
  if (truthOf(value) === false) return []
  const ways = waysOf(value)
  if (!ways) return [repeatedOf(value) ?? { kind: 'hidden', value }]
  const of = ways.of.map((way) => spreadItems(way))
  return isTooMuch(of) ? [{ kind: 'hidden', value }] : [{ kind: 'ways', key: ways.key, on: ways.on, of }]
})

/** The rows that are written: those of a list, one for all that are made alike, and what cannot be seen of them. */
export function rowsGiven(value: Value | undefined): readonly Value[] {
  if (!value || truthOf(value) === false) return []
  const ways = waysOf(value)
  if (ways) return ways.of.flatMap(rowsGiven)
  return isList(value) ? listItems(value).flatMap(rowsIn) : [value]
}

function rowsIn(item: Item): readonly Value[] {
  if (item.kind === 'hidden') return [item.value]
  return item.kind === 'item' ? rowsGiven(item.value) : item.of.flatMap((way) => way.flatMap(rowsIn))
}
