import { isSpread, listParts } from './collections.ts'
import type { Machine } from './machine.ts'
import { sourceText, type Kind, type Value } from './value.ts'

/** What is in a list: its items, and one for all those that are made alike, as by `lines.map((line) => …)` of lines that nobody knows. */
export function samplesOf(list: Value, machine: Machine): readonly Value[] {
  switch (list.kind) {
    case 'list':
      return listParts(list).flatMap((part) => (isSpread(part) ? samplesOf(part.spread, machine) : [part]))
    case 'choice':
      return list.of.flatMap((one) => samplesOf(one, machine))
    case 'unknown':
      return [list.sample ?? list]
    case 'call':
      return madeBy(list, machine) ?? [list]
    default:
      return [list]
  }
}

function madeBy({ callee, args }: Kind<'call'>, machine: Machine): readonly Value[] | undefined {
  const [first, second] = args
  if (callee.kind === 'symbol' && first && second) {
    if (callee.name === '?:') return args.slice(1).flatMap((one) => samplesOf(one, machine))
    return /^(?:\?\?|\|\|)$/.test(callee.name) ? [first, second].flatMap((one) => samplesOf(one, machine)) : undefined
  }
  if (callee.kind !== 'member') return undefined
  const { object, name } = callee
  if (object.kind === 'symbol' && object.name === 'Promise') return name === 'all' && first ? samplesOf(first, machine) : undefined
  if (object.kind === 'symbol' && object.name === 'Array')
    return name === 'from' && first ? (second ? mapped(first, second, machine) : samplesOf(first, machine)) : undefined
  if (/^(?:filter|slice|splice|reverse|toReversed|sort|toSorted|flat)$/.test(name)) return samplesOf(object, machine)
  if (name === 'concat') return [object, ...args].flatMap((one) => samplesOf(one, machine))
  if (!first || (name !== 'map' && name !== 'flatMap')) return undefined
  const made = mapped(object, first, machine)
  return name === 'map' ? made : made?.flatMap((one) => samplesOf(one, machine))
}

function mapped(list: Value, callback: Value, machine: Machine): readonly Value[] | undefined {
  if (callback.kind !== 'function') return undefined
  return samplesOf(list, machine).map((item) => machine.within(callback, item === list ? parametersOf(callback).slice(0, 1) : [item]).value)
}

/** What a function is given that nobody in sight calls. */
export function parametersOf({ node, at: { program } }: Kind<'function'>): Value[] {
  return node.params.map((parameter): Value => {
    const at = { node: parameter, program }
    return { kind: 'symbol', name: sourceText(at), declared: at, at }
  })
}
