import { either, isSpread, listParts } from './collections.ts'
import type { Located } from '../resolve.ts'
import type { Machine } from './machine.ts'
import { literal, sourceText, ungiven, type Kind, type ListPart, type Value } from './value.ts'

/** Lists that are made of lists may have no end. */
const deepest = 3

/**
 * What is in a list that a call gives: one for all those that are made alike, as by `lines.map((line) => …)` of lines that nobody knows.
 * It is asked when it is wanted; undefined is a method that makes no list of another.
 */
export function madeBy(call: Kind<'call'>, machine: Machine): (() => readonly ListPart[]) | undefined {
  const { depth } = machine.lists
  if (call.callee.kind !== 'member' || !makesLists.test(call.callee.name) || depth >= deepest) return undefined
  let parts: readonly ListPart[] | undefined
  const ask = (): readonly ListPart[] => {
    const before = machine.lists.depth
    machine.lists.depth = depth + 1
    const found = partsIn(call, machine)
    machine.lists.depth = before
    return found
  }
  return () => {
    // What holds itself ends here.
    const known = parts
    parts ??= [{ spread: call }]
    return known ?? (parts = ask())
  }
}

const keepsItems = /^(?:filter|slice|splice|reverse|toReversed|sort|toSorted|flat)$/
const makesLists = /^(?:filter|slice|splice|reverse|toReversed|sort|toSorted|flat|concat|map|flatMap|from|all)$/

/** What cannot be told is spread. */
function partsIn(list: Value, machine: Machine): readonly ListPart[] {
  const unseen = [{ spread: list }]
  switch (list.kind) {
    case 'list':
      return listParts(list).flatMap((part) => (isSpread(part) ? partsIn(part.spread, machine) : [part]))
    case 'choice':
      return list.of.flatMap((one) => partsIn(one, machine))
    case 'unknown':
      return list.sample ? [list.sample] : unseen
    case 'call':
      return partsMade(list, machine) ?? unseen
    default:
      return unseen
  }
}

function partsMade({ callee, args }: Kind<'call'>, machine: Machine): readonly ListPart[] | undefined {
  const [first, second] = args
  if (callee.kind === 'symbol' && first && second) {
    if (callee.name === '?:') return args.slice(1).flatMap((one) => partsIn(one, machine))
    return /^(?:\?\?|\|\|)$/.test(callee.name) ? [first, second].flatMap((one) => partsIn(one, machine)) : undefined
  }
  if (callee.kind !== 'member') return undefined
  const { object, name } = callee
  if (object.kind === 'symbol' && object.name === 'Promise') return name === 'all' && first ? partsIn(first, machine) : undefined
  if (object.kind === 'symbol' && object.name === 'Array')
    return name === 'from' && first ? (second ? mapped(first, second, machine) : partsIn(first, machine)) : undefined
  if (keepsItems.test(name)) return partsIn(object, machine)
  if (name === 'concat') return [object, ...args].flatMap((one) => partsIn(one, machine))
  if (!first || (name !== 'map' && name !== 'flatMap')) return undefined
  const made = mapped(object, first, machine)
  return name === 'map' ? made : made?.flatMap((one) => partsIn(one, machine))
}

function mapped(list: Value, callback: Value, machine: Machine): readonly Value[] | undefined {
  if (callback.kind !== 'function') return undefined
  const [first, ...more] = parametersOf(callback)
  const given = (part: ListPart): readonly Value[] => [...(isSpread(part) ? (first ? [first] : []) : [part]), ...more]
  const { node, at, scope } = callback
  return partsIn(list, machine).map((part) => {
    const run = (): Value => machine.within(callback, given(part)).value
    return scope ? scope.once(node, at.program, run).value : run()
  })
}

/** `names.forEach((name) => …)` of a list that nobody knows: what is done for one may be done. */
export function doneForEach(
  machine: Machine,
  { object, name }: Kind<'member'>,
  [callback]: readonly Value[],
  at: Located,
  depth: number,
): Value | undefined {
  if (!machine.isExact || name !== 'forEach' || callback?.kind !== 'function') return undefined
  const run = (): void => {
    machine.effects.under({ value: object, holds: true, assumed: false }, () => machine.call(callback, parametersOf(callback), at, depth))
  }
  const { node, scope } = callback
  if (!scope) run()
  else {
    const { before, after } = scope.once(node, callback.at.program, run)
    scope.join([after, before], (of) => either(at.node, sourceText(object.at), of, at))
  }
  return literal(undefined, at)
}

/** What a function is given that nobody in sight calls. */
export function parametersOf({ node, at: { program } }: Kind<'function'>): Value[] {
  return node.params.map((parameter) => ungiven({ node: parameter, program }))
}
