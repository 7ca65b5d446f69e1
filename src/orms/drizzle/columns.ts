import type { Range } from '../../catalog/place.ts'
import type { TypeReference, Written } from '../../catalog/change.ts'
import { isNothing, isTrue, textOf, type Entry, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { isBuilder, serials, typeText } from './column-types.ts'
import { callsUntil, isDrizzle, type Calls } from './library.ts'
import { recase, type Casing, type NamedColumn } from './names.ts'
import { objectOf, optionOf } from './objects.ts'
import type { TableReading } from './reading.ts'
import type { Seats } from './seats.ts'

/** A column of a table, as its builder tells it. */
export interface Column extends NamedColumn {
  /** The property of the table. */
  readonly key: string
  readonly name: Written
  /** What tells it in the file of its table. */
  readonly range: Range
  readonly type: TypeReference
  /** As it is in SQL, without brackets. */
  readonly baseType: string
  readonly serial: boolean
  readonly isArray: boolean
  /** The methods that count; the last of each name. */
  readonly said: ReadonlyMap<string, Said>
  readonly references: readonly Said[]
  readonly notNull: boolean
}

export interface Said {
  readonly args: readonly Value[]
  readonly value: Value
}

/** What stands for a column that is not known. */
export interface UnreadColumn {
  readonly key: string
  readonly unread: string
  readonly range: Range
}

export function readColumn(entry: Entry, reading: TableReading, casing: Casing | undefined, seats: Seats): Column | UnreadColumn {
  const { key, value } = entry
  const range = seats.of(entry.at)
  const unread = (reason: string): UnreadColumn => ({ key, unread: reason, range })
  const calls = callsUntil(value, (one) => baseOf(one, reading) !== undefined)
  const base = calls && baseOf(calls.base, reading)
  if (!base) return unread(`the column \`${key}\` is not known`)
  if (typeof base.type === 'string') return unread(base.type)
  const first = base.call.args[0]
  if (first && first.kind !== 'record' && textOf(first) === undefined && !isNothing(first))
    return unread(`the name of the column \`${key}\` is not known`)
  const given = textOf(first) ?? ''
  const text = given === '' ? recase(key, casing) : given
  const counting = afterArray(calls, reading.major)
  const said = new Map(counting.map(({ name, ...one }) => [name, one]))
  const brackets = bracketsOf(calls, reading.major)
  return {
    key,
    text,
    given: given === '' && reading.major < 1 ? key : text,
    name: { text, range: given === '' ? range : seats.argument(base.call, 0, range) },
    range,
    type: { ...base.type, array: base.type.array || brackets },
    baseType: base.text,
    serial: serials.has(base.text) && !brackets,
    isArray: base.type.array || brackets,
    said,
    references: counting.filter(({ name }) => name === 'references'),
    notNull:
      serials.has(base.text) ||
      ['notNull', 'primaryKey', 'generatedAlwaysAsIdentity', 'generatedByDefaultAsIdentity'].some((name) => said.has(name)),
  }
}

interface Base {
  /** Or why it is not known. */
  readonly type: TypeReference | string
  readonly text: string
  readonly call: Kind<'call'>
}

/** The call that begins a builder. */
function baseOf(call: Value, reading: TableReading): Base | undefined {
  if (call.kind !== 'call') return undefined
  const { callee, args } = call
  if (callee.kind === 'import' && isDrizzle(callee) && isBuilder(callee.name)) {
    const text = typeText(callee.name, args, reading.major)
    if (text === undefined) return { type: `the options of the type \`${callee.name}\` are not known`, text: '', call }
    return { type: reading.expressions.type(text), text, call }
  }
  return enumBase(call, reading) ?? customBase(call, reading)
}

function enumBase(call: Kind<'call'>, reading: TableReading): Base | undefined {
  const { callee } = call
  const made = callee.kind === 'call' ? objectOf(callee) : undefined
  if (made?.kind !== 'enum') return undefined
  const name = textOf(made.call.args[0])
  if (name === undefined) return { type: 'the name of an enum is not known', text: '', call }
  return { type: { schema: made.schema?.name, name, modifiers: [], array: false }, text: reading.enumText, call }
}

/** `customType({ dataType: (config) => '…' })('name', config)`, or what passes its arguments on to one. */
function customBase(call: Kind<'call'>, reading: TableReading): Base | undefined {
  const { callee, args } = call
  if (callee.kind !== 'call' || !isDrizzle(callee.callee, 'customType')) return undefined
  const dataType = optionOf(callee.args, 'dataType')
  const config = args.find(({ kind }) => kind === 'record')
  const text = dataType && textOf(reading.follow(dataType, config ? [config] : []))
  if (text === undefined) return { type: 'the type of a column is not known', text: '', call }
  return { type: reading.expressions.type(text), text: text.toLowerCase(), call }
}

/** Before 1.0, `.array()` made a new builder that forgot what was said before. */
function afterArray({ calls }: Calls, major: number): Calls['calls'] {
  if (major >= 1) return calls
  return calls.slice(calls.findLastIndex(({ name }) => name === 'array') + 1)
}

function bracketsOf({ calls }: Calls, major: number): boolean {
  const arrays = calls.filter(({ name }) => name === 'array')
  return arrays.some(({ args: [size] }) => major < 1 || textOf(size) !== '')
}

/** Whether a unique column takes NULL for a value. */
export function nullsNotDistinct({ args }: Said): boolean {
  return textOf(optionOf(args, 'nulls')) === 'not distinct' || isTrue(optionOf(args, 'nullsNotDistinct'))
}
