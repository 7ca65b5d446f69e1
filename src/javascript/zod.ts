import { valueUnder } from './symbolic/collections.ts'
import { sourceText, type Kind, type Value } from './symbolic/value.ts'
import type { Absent } from './types.ts'

/** What a schema of zod says of one property. */
export interface CheckedPart {
  readonly schema: Value
  /** The object leaves it out, whatever it says itself: `schema.partial()`. */
  readonly isPartial: boolean
}

const packages = /^zod(?:$|\/)|\/zod-openapi$/

/** What checks a property of an object, where the schema of that is in sight, and nothing else checks the property as well. */
export function checkedPart(schema: Value, name: string): CheckedPart | undefined {
  if (schema.kind !== 'call') return undefined
  const { callee, args } = schema
  const [first] = args
  const made = madeBy(callee)
  if (made !== undefined) return first && partMadeBy(made, first, name)
  if (callee.kind !== 'member') return undefined
  const inner = (): CheckedPart | undefined => checkedPart(callee.object, name)
  switch (callee.name) {
    case 'extend':
    case 'safeExtend':
      return (first && partUnder(first, name)) ?? inner()
    case 'merge':
      return (first && checkedPart(first, name)) ?? inner()
    case 'partial': {
      const part = inner()
      const isLeftOut = first?.kind !== 'record' || valueUnder(first, name) !== undefined
      return part && { ...part, isPartial: part.isPartial || isLeftOut }
    }
    case 'refine':
    case 'superRefine':
      return args.some((arg) => sourceText(arg.at).includes(name)) ? undefined : inner()
    default:
      return sayingNoMore.test(callee.name) ? inner() : undefined
  }
}

/** Methods of a schema after which its properties are what they were. */
const sayingNoMore =
  /^(?:strict|strip|passthrough|loose|catchall|pick|omit|optional|nullable|nullish|readonly|brand|describe|meta|openapi)$/

function partMadeBy(made: string, first: Value, name: string): CheckedPart | undefined {
  if (/^(?:strict|loose)?object$/i.test(made)) return partUnder(first, name)
  return /^(?:optional|nullable|nullish)$/.test(made) ? checkedPart(first, name) : undefined
}

function partUnder(shape: Value, name: string): CheckedPart | undefined {
  const schema = shape.kind === 'record' ? valueUnder(shape, name) : undefined
  return schema && { schema, isPartial: false }
}

/** Whether a property may be missing in what was checked. */
export function mayBeMissing({ schema, isPartial }: CheckedPart, as: Absent): boolean {
  return isPartial ? !hasDefault(schema) : isOptional(schema, as)
}

function isOptional(schema: Value, as: Absent): boolean {
  if (schema.kind !== 'call') return false
  const { callee, args } = schema
  const made = madeBy(callee)
  const name = made ?? (callee.kind === 'member' ? callee.name : '')
  if (name === 'optional' || name === 'nullish' || (name === 'nullable' && as !== 'undefined')) return true
  const inner = made === undefined ? (callee.kind === 'member' ? callee.object : undefined) : args[0]
  return /^(?:nullable|readonly|brand|describe|meta|openapi)$/.test(name) && inner !== undefined && isOptional(inner, as)
}

function hasDefault(schema: Value): boolean {
  if (schema.kind !== 'call') return true
  const { callee } = schema
  if (madeBy(callee) !== undefined || callee.kind !== 'member') return false
  return /^(?:default|prefault|catch|transform|pipe)$/.test(callee.name) || hasDefault(callee.object)
}

/** The function of zod that something is: `object`, of `z.object`. */
function madeBy(callee: Value): string | undefined {
  if (isOfZod(callee)) return callee.name
  return callee.kind === 'member' && isOfZod(callee.object) ? callee.name : undefined
}

function isOfZod(value: Value): value is Kind<'import'> {
  return value.kind === 'import' && packages.test(value.from)
}

/** The schema that has checked something: of `schema.parse(x)` and `schema.safeParse(x).data`. */
export function checkedBy(value: Value): Value | undefined {
  if (value.kind === 'member') return value.name === 'data' ? schemaAsked(value.object, /^safeParse(?:Async)?$/) : undefined
  return schemaAsked(value, /^parse(?:Async)?$/)
}

function schemaAsked(call: Value, method: RegExp): Value | undefined {
  return call.kind === 'call' && call.callee.kind === 'member' && method.test(call.callee.name) ? call.callee.object : undefined
}
