import { conditionText } from '../sent-conditions.ts'
import type { Located } from '../resolve.ts'
import { either } from './collections.ts'
import { isDecision, type Value } from './value.ts'

interface Several {
  readonly key: object
  readonly on: string
  readonly of: readonly Value[]
}

/** What one of several functions gives, each of which is called: `known.has(entity) ? known.get(entity) : () => made(entity)`. */
export function calledEither(callee: Value, at: Located, call: (one: Value) => Value): Value | undefined {
  const several = severalOf(callee)
  return several?.of.some((one) => isFunction(one)) ? either(several.key, several.on, several.of.map(call), at) : undefined
}

/** Conditions within conditions lead to one thing on many ways. */
const deepest = 6

function isFunction(value: Value, depth = 0): boolean {
  if (value.kind === 'function' || depth > deepest) return value.kind === 'function'
  return severalOf(value)?.of.some((one) => isFunction(one, depth + 1)) ?? false
}

function severalOf(value: Value): Several | undefined {
  if (value.kind === 'choice') return value
  if (!isDecision(value) || value.callee.name !== '?:') return undefined
  const [test, ...of] = value.args
  return test && { key: value.at.node, on: conditionText(test.at), of }
}
