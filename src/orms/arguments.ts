import type { Value } from '../javascript/symbolic/value.ts'
import { fieldsOf, waysOf, type Field } from './ways.ts'

/** The object that a call is given, part by part. */
export interface Arguments {
  /** What it has under a name: undefined where it has nothing, one of several where a condition decides, unknown where it cannot be seen. */
  of(name: string): Value | undefined
}

export function argumentsOf(value: Value | undefined): Arguments {
  if (!value || (value.kind === 'literal' && typeof value.value !== 'string')) return { of: () => undefined }
  const ways = waysOf(value)
  if (ways)
    return {
      of: (name) =>
        oneOf(
          ways.key,
          ways.on,
          ways.of.map((way) => argumentsOf(way).of(name)),
          value,
        ),
    }
  if (value.kind !== 'record') return { of: (name) => partOf(value, name) }
  const fields = fieldsOf(value)
  return { of: (name) => inFields(fields, name, value) }
}

function partOf(value: Value, name: string): Value {
  return { kind: 'member', object: value, name, at: value.at }
}

function inFields(fields: readonly Field[], name: string, at: Value): Value | undefined {
  for (const field of fields) {
    if (field.kind === 'entry' && field.key === name) return field.value
    if (field.kind !== 'ways') continue
    const of = field.of.map((way) => inFields(way, name, at))
    if (of.some((one) => one !== undefined)) return oneOf(field.key, field.on, of, at)
  }
  // What stands before it is hidden by it.
  const hidden = fields.findLast((field) => field.kind === 'hidden')
  return hidden && hiddenPart(hidden.value, name)
}

function hiddenPart(value: Value, name: string): Value {
  return value.kind === 'unknown' ? value : partOf(value, name)
}

function oneOf(key: object, on: string, of: readonly (Value | undefined)[], { at }: Value): Value | undefined {
  if (of.every((one) => one === undefined)) return undefined
  return { kind: 'choice', key, on, of: of.map((one) => one ?? { kind: 'literal', value: undefined, at }), at }
}
