import type { Located } from '../resolve.ts'
import { fixedSet } from './fixed-sets.ts'
import { isSpread, listFrom, listOfItems, listParts, mergeEntries, partsWithin, recordFrom, spreadParts } from './collections.ts'
import {
  entriesOf,
  isNothing,
  isTooLong,
  itemsOf,
  joinTexts,
  literal,
  numberOf,
  shownText,
  symbol,
  textOf,
  truthOf,
  unknown,
  type Entry,
  type ListPart,
  type Value,
} from './value.ts'

/** Calls a function of the program. */
export type CallBack = (callback: Value, args: readonly Value[]) => Value

/** What a method of a text, a list or a built-in object gives; undefined where it is none, or cannot be told. */
export function callBuiltin(
  object: Value,
  name: string,
  args: readonly Value[],
  at: Located,
  call: CallBack,
  isExact: boolean,
): Value | undefined {
  switch (object.kind) {
    case 'literal':
      return typeof object.value === 'string' ? ofText(object.value, name, args, at) : undefined
    case 'list':
      if (isExact && name === 'filter' && args[0] && asksForAny(args[0], at, call)) return withoutNothing(object, at)
      return ofList(object, name, args, at, call)
    case 'symbol':
      return object.name === 'Array' && name === 'isArray' ? isList(args[0], at, isExact) : ofGlobal(object.name, name, args, at, call)
    case 'call': {
      const items = name === 'has' ? fixedSet(object) : undefined
      return items && included(items, args[0], at)
    }
    default:
      return undefined
  }
}

function ofText(text: string, name: string, args: readonly Value[], at: Located): Value | undefined {
  const [first, second] = args
  switch (name) {
    case 'toLowerCase':
      return literal(text.toLowerCase(), at)
    case 'toUpperCase':
      return literal(text.toUpperCase(), at)
    case 'trim':
      return literal(text.trim(), at)
    case 'toString':
      return literal(text, at)
    case 'concat':
      return joinTexts([literal(text, at), ...args], at)
    case 'slice':
    case 'substring':
      return args.every((arg) => numberOf(arg) !== undefined) ? literal(text[name](numberOf(first) ?? 0, numberOf(second)), at) : undefined
    case 'split': {
      const by = textOf(first)
      return by === undefined
        ? undefined
        : listOfItems(
            text.split(by).map((part) => literal(part, at)),
            false,
            at,
          )
    }
    case 'replace':
    case 'replaceAll': {
      const [from, to] = [textOf(first), textOf(second)]
      return from === undefined || to === undefined || isTooLong(text.length + (text.split(from).length - 1) * to.length)
        ? undefined
        : literal(
            text[name](from, () => to),
            at,
          )
    }
    case 'startsWith':
    case 'endsWith':
    case 'includes': {
      const part = textOf(first)
      return part === undefined ? undefined : literal(text[name](part), at)
    }
    default:
      return undefined
  }
}

type List = Extract<Value, { kind: 'list' }>

function ofList(list: List, name: string, args: readonly Value[], at: Located, call: CallBack): Value | undefined {
  const { items, open } = list
  const [first] = args
  const made = (fresh: readonly Value[]): Value => listOfItems(fresh, open, at)
  const each = (): Value[] => (first ? items.map((item, i) => call(first, [item, literal(i, at), list])) : [])
  switch (name) {
    case 'map':
      return list.parts && first
        ? listFrom(
            list.parts.map((part) => mappedPart(part, first, at, call)),
            at,
          )
        : open && items.length === 0
          ? undefined
          : made(each())
    case 'forEach':
      each()
      return literal(undefined, at)
    case 'flatMap':
      return flattened(each(), open, at)
    case 'flat':
      return flattened(items, open, at)
    case 'filter':
      return filtered(list, first?.kind === 'symbol' ? items : each(), at)
    case 'reduce':
      return first && !open ? reduced(args[1] ? [args[1], ...items] : items, (sum, item) => call(first, [sum, item])) : undefined
    case 'concat':
      return listFrom([...listParts(list), ...args.flatMap(partsWithin)], at)
    case 'slice':
      return open ? undefined : made(items.slice(numberOf(args[0]) ?? 0, numberOf(args[1])))
    case 'reverse':
      return made([...items].reverse())
    case 'join':
      return open ? undefined : joined(items, first, at)
    case 'includes':
      return open ? undefined : included(items, first, at)
    case 'values':
      return list
    case 'entries':
      return made(items.map((item, i) => ({ kind: 'list', items: [literal(i, at), item], open: false, at })))
    default:
      return undefined
  }
}

function reduced([start, ...items]: readonly Value[], next: (sum: Value, item: Value) => Value): Value | undefined {
  return start && items.reduce(next, start)
}

function flattened(items: readonly Value[], open: boolean, at: Located): Value {
  const more = open ? [{ spread: unknown('not all of a list is known', at) }] : []
  return listFrom([...items.flatMap(partsWithin), ...more], at)
}

/** What is put in by a spread stays a call, and is known as well as before. */
function mappedPart(part: ListPart, callback: Value, at: Located, call: CallBack): ListPart {
  if (!isSpread(part)) return call(callback, [part])
  const callee: Value = { kind: 'member', object: part.spread, name: 'map', at }
  return { spread: call(callee, [callback]) }
}

/** Whether a callback leaves out what is undefined, null or false, and nothing else. */
function asksForAny(callback: Value, at: Located, call: CallBack): boolean {
  if (callback.kind === 'symbol') return callback.name === 'Boolean'
  if (callback.kind !== 'function') return false
  const item = symbol('item', at)
  return isAny(call(callback, [item]), item)
}

function isAny(asked: Value, item: Value): boolean {
  if (asked === item) return true
  if (asked.kind !== 'call' || asked.callee.kind !== 'symbol') return false
  const [first, second] = asked.args
  if (!first) return false
  if (asked.callee.name === 'Boolean') return isAny(first, item)
  if (asked.callee.name === '!')
    return first.kind === 'call' && first.callee.kind === 'symbol' && first.callee.name === '!' && isAny(first.args[0] ?? first, item)
  if (asked.callee.name === '&&') return second !== undefined && isAny(first, item) && isAny(second, item)
  return /^!==?$/.test(asked.callee.name) && first === item && isNothing(second)
}

function withoutNothing(list: List, at: Located): Value {
  return listFrom(
    listParts(list).filter((part) => isSpread(part) || !isNothing(part)),
    at,
  )
}

function filtered({ items, open }: List, kept: readonly Value[], at: Located): Value {
  const truths = kept.map(truthOf)
  return { kind: 'list', items: items.filter((_, i) => truths[i] !== false), open: open || truths.includes(undefined), at }
}

function joined(items: readonly Value[], separator: Value | undefined, at: Located): Value {
  const between = separator ?? literal(',', at)
  return joinTexts(
    items.flatMap((item, i) => (i === 0 ? [item] : [between, item])),
    at,
  )
}

function included(items: readonly Value[], wanted: Value | undefined, at: Located): Value | undefined {
  if (wanted?.kind !== 'literal') return undefined
  if (items.some((item) => item.kind === 'literal' && item.value === wanted.value)) return literal(true, at)
  return items.every((item) => item.kind === 'literal') ? literal(false, at) : undefined
}

const notLists: ReadonlySet<Value['kind']> = new Set(['literal', 'text', 'record', 'function', 'class', 'module', 'instance'])

/** `Array.isArray(ids)` of what nobody knows may be either. */
function isList(asked: Value | undefined, at: Located, isExact: boolean): Value | undefined {
  if (!asked || (isExact && asked.kind !== 'list' && !notLists.has(asked.kind))) return undefined
  return literal(asked.kind === 'list', at)
}

function ofGlobal(object: string, name: string, args: readonly Value[], at: Located, call: CallBack): Value | undefined {
  const [first] = args
  if (object === 'Object') return ofObject(name, args, at)
  if (object === 'Array' && name === 'from') return arrayFrom(args, at, call)
  if (object === 'Array' && name === 'of') return { kind: 'list', items: args, open: false, at }
  if (object === 'Promise' && name === 'resolve') return first ?? literal(undefined, at)
  return undefined
}

function arrayFrom([first, mapper]: readonly Value[], at: Located, call: CallBack): Value | undefined {
  const length = entriesOf(first).find(({ key }) => key === 'length')?.value
  const count = numberOf(length)
  const items =
    first?.kind === 'list'
      ? first.items
      : count !== undefined && count < 1000
        ? Array.from({ length: count }, () => literal(undefined, at))
        : undefined
  return items && { kind: 'list', items: mapper ? items.map((item, i) => call(mapper, [item, literal(i, at)])) : items, open: false, at }
}

function ofObject(name: string, args: readonly Value[], at: Located): Value | undefined {
  const [first] = args
  if (name === 'freeze' || name === 'seal') return first
  if (name === 'assign') return assigned(args, at)
  if (name === 'fromEntries') return first?.kind === 'list' ? fromEntries(first, at) : undefined
  if (first?.kind !== 'record') return undefined
  const made = (items: readonly Value[]): Value => ({ kind: 'list', items, open: first.open, at })
  const keyOf = ({ key, at: own }: Entry): Value => literal(key, own)
  if (name === 'keys') return made(first.entries.map(keyOf))
  if (name === 'values') return made(first.entries.map(({ value }) => value))
  if (name !== 'entries') return undefined
  return made(first.entries.map((entry) => ({ kind: 'list', items: [keyOf(entry), entry.value], open: false, at: entry.at })))
}

function assigned(args: readonly Value[], at: Located): Value {
  return recordFrom(args.flatMap(spreadParts), at)
}

function fromEntries({ items, open }: List, at: Located): Value {
  const entries = items.map((item): Entry | undefined => {
    const [key, value] = itemsOf(item)
    const name = key && shownText(key)
    return name === undefined || !value ? undefined : { key: name, value, at: item.at }
  })
  const known = entries.filter((entry) => entry !== undefined)
  return { kind: 'record', entries: mergeEntries(known), open: open || known.length < items.length, at }
}
