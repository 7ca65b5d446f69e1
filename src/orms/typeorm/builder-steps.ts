import { onceFor } from '../../catalog/once-for.ts'
import { bare } from '../../javascript/nodes.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import { waysOf, type Ways } from '../ways.ts'

/** One call on a builder, or several of which the program does some. */
export type Step =
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Value[]; readonly value: Value }
  | { readonly kind: 'ways'; readonly key: object; readonly on: string; readonly of: readonly (readonly Step[])[] }
  /** Something out of sight may have been done to it. */
  | { readonly kind: 'hidden'; readonly value: Value }

export type CallStep = Extract<Step, { kind: 'call' }>

/** A builder: what it is made of, and what was called on it. */
export interface Built {
  readonly root: Value
  readonly steps: readonly Step[]
}

/** What a chain of calls does, one after another. Builders that begin alike have the same steps, as far as they do. */
export const stepsOf = onceFor(readSteps)

function readSteps(value: Value): Built {
  const ways = waysOf(value)
  if (ways) return joined(value, ways.key, ways.on, ways.of)
  if (value.kind !== 'call' || value.isNew) return { root: value, steps: [] }
  const { callee, args } = value
  const held = args.find(isBuilder)
  if (held && (callee.kind !== 'member' || !isBuilder(callee.object))) {
    const { root, steps } = stepsOf(held)
    return { root, steps: [...steps, { kind: 'hidden', value }] }
  }
  if (callee.kind !== 'member') return { root: value, steps: [] }
  const { root, steps } = stepsOf(callee.object)
  return { root, steps: [...steps, { kind: 'call', name: callee.name, args, value }] }
}

function joined(value: Value, key: object, on: string, of: readonly Value[]): Built {
  const all = of.map(stepsOf)
  const [first, ...others] = all
  if (!first || others.some(({ root }) => root !== first.root)) return { root: value, steps: [] }
  const differs = first.steps.findIndex((step, i) => others.some(({ steps }) => steps[i] !== step))
  const count = differs < 0 ? first.steps.length : differs
  const rests = all.map(({ steps }) => steps.slice(count))
  const shared = first.steps.slice(0, count)
  return { root: first.root, steps: rests.every((rest) => rest.length === 0) ? shared : [...shared, { kind: 'ways', key, on, of: rests }] }
}

/** The ways on which a builder begins otherwise, each with all that is called on it: `manager ? manager.createQueryBuilder(…) : this.orders.createQueryBuilder(…)`. */
export function begunApart(value: Value): Ways | undefined {
  const ways = waysOf(value)
  if (ways) return stepsOf(value).steps.length === 0 && ways.of.some(isBuilder) ? ways : undefined
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined
  const { callee } = value
  const before = begunApart(callee.object)
  return before && { ...before, of: before.of.map((object) => ({ ...value, callee: { ...callee, object } })) }
}

/** Whether something is a builder, or what was made of one by its methods. */
export const isBuilder = onceFor((value: Value): boolean => {
  const ways = waysOf(value)
  if (ways) return ways.of.some(isBuilder)
  if (value.kind !== 'call' || value.isNew) return false
  const { callee, args } = value
  if (callee.kind === 'member' && /^(?:createQueryBuilder|subQuery)$/.test(callee.name)) return true
  if (callee.kind === 'member' && isBuilder(callee.object)) return !gives.has(callee.name)
  return args.length === 1 && args.some(isBuilder) && bare(value.at.node).type === 'CallExpression'
})

/** Methods that send what was built. */
export const sends: ReadonlySet<string> = new Set(
  'getOne getOneOrFail getMany getManyAndCount getRawOne getRawMany getRawAndEntities getCount getExists execute stream'.split(' '),
)

const gives: ReadonlySet<string> = new Set([...sends, 'getQuery', 'getSql', 'getQueryAndParameters', 'getParameters'])

/** All calls of some steps, those that may not be made included. */
export function callsIn(steps: readonly Step[]): CallStep[] {
  return steps.flatMap((step): CallStep[] => (step.kind === 'call' ? [step] : step.kind === 'ways' ? step.of.flatMap(callsIn) : []))
}
