import { firstOf } from '../../javascript/first-of.ts'
import { isSpread, recordFrom, recordParts, spreadParts, valueUnder } from '../../javascript/symbolic/collections.ts'
import { isNothing, sourceText, textOf, type RecordPart, type Value } from '../../javascript/symbolic/value.ts'
import { shownText } from '../hidden-reason.ts'
import { gap } from '../sql-text.ts'
import { waysOf } from '../ways.ts'
import type { CallStep } from './builder-steps.ts'

/** The object in which a call of a builder gives values of parameters. All of a builder have one space of names. */
export function parametersOf({ name, args }: CallStep): Value | undefined {
  if (name === 'setParameter') return oneParameter(args)
  if (name === 'setParameters') return args[0]
  if (/^(?:where|andWhere|orWhere|having|andHaving|orHaving)$/.test(name)) return args[1]
  if (/^(?:inner|left)Join/.test(name)) return args[name.includes('Map') ? 4 : 3]
  return undefined
}

function oneParameter([key, value]: readonly Value[]): Value | undefined {
  if (!key || !value) return undefined
  const name = textOf(key)
  return recordFrom([name === undefined ? { spread: value, key } : { key: name, value, at: value.at }], value.at)
}

export interface Parameter {
  readonly value: Value | undefined
  /** What is given later, and may give it another value. */
  readonly replacedBy: Value | undefined
}

interface Given {
  /** The objects that values are given in, one after another. */
  readonly parameters: readonly Value[]
  /** The one among them that the call gives which names the parameter. */
  readonly given?: Value | undefined
}

/** A parameter of a builder: what is given last counts. Its name may have gaps. */
export function parameterNamed({ parameters, given }: Given, name: string): Parameter {
  let replacedBy: Value | undefined
  const own = given && valueIn(given, name)
  for (const object of [...parameters].reverse()) {
    replacedBy ??= unseenUnder(object, name)
    const value = valueIn(object, name)
    if (value) return { value: own ?? value, replacedBy }
  }
  return { value: undefined, replacedBy: undefined }
}

function valueIn(object: Value, name: string): Value | undefined {
  const record = recordFrom(spreadParts(object), object.at)
  return (
    valueUnder(record, name) ?? firstOf(recordParts(record), (part) => (isSpread(part) && saysName(part, name) ? part.spread : undefined))
  )
}

/** Why a condition may not hold that names such a parameter. */
export function replacedReason(name: string, by: Value): string {
  return `\`${shownText(sourceText(by.at))}\` may give \`:${shownName(name)}\` another value`
}

export function shownName(name: string): string {
  return name.replaceAll(gap, '…')
}

/** What of an object may put under a name what cannot be seen. `asked` are those that do not. */
function unseenUnder(object: Value, name: string, asked = new Set<Value>()): Value | undefined {
  if (isNothing(object) || asked.has(object)) return undefined
  const ways = waysOf(object)
  const found = ways
    ? firstOf(ways.of, (way) => unseenUnder(way, name, asked))
    : object.kind === 'record'
      ? firstOf(partsSince(recordParts(object), name), (part) => unseenIn(part, name, asked))
      : object
  asked.add(object)
  return found
}

/** The parts of an object behind that which says a name. */
function partsSince(parts: readonly RecordPart[], name: string): readonly RecordPart[] {
  return parts.slice(parts.findLastIndex((part) => saysName(part, name)) + 1)
}

function saysName(part: RecordPart, name: string): boolean {
  if (!isSpread(part)) return part.key === name
  return (
    part.key !== undefined &&
    piecesOf(part.key)
      .map((piece) => textOf(piece) ?? gap)
      .join('') === name
  )
}

function piecesOf(text: Value): readonly Value[] {
  return text.kind === 'text' ? text.parts : [text]
}

function unseenIn(part: RecordPart, name: string, asked: Set<Value>): Value | undefined {
  if (!isSpread(part)) return undefined
  if (part.key) return mayBe(part.key, name) ? part.spread : undefined
  return unseenUnder(part.spread, name, asked)
}

/** Whether a text of which not all is known may be this one. */
function mayBe(text: Value, name: string): boolean {
  const parts = piecesOf(text)
  return name.startsWith(textOf(parts[0]) ?? '') && name.endsWith(textOf(parts.at(-1)) ?? '')
}
