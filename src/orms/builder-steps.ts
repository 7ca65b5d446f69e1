import { onceFor } from '../catalog/once-for.ts'
import { chainOf, type Link } from '../javascript/symbolic/chain.ts'
import type { Value } from '../javascript/symbolic/value.ts'
import { waysOf } from './ways.ts'

/** A part of a chain that builds a query: a link of it, or several of which a condition of the program decides. */
export type Step =
  | { readonly kind: 'link'; readonly link: Link }
  | { readonly kind: 'ways'; readonly key: object; readonly on: string; readonly of: readonly (readonly Step[])[] }

export interface BuilderSteps {
  /** What the chain begins with. */
  readonly root: Value
  readonly steps: readonly Step[]
}

/** What builds a query, also over several statements: what all ways begin with is shared. Undefined where they begin with different things. */
export const builderSteps: (value: Value) => BuilderSteps | undefined = onceFor((value) => {
  const ways = waysOf(value)
  if (ways?.of.every(isBuilt)) return joined(ways.key, ways.on, ways.of.map(builderSteps))
  const { root, links } = chainOf(value)
  const steps = links.map((link): Step => ({ kind: 'link', link }))
  const before = root === value ? undefined : waysOf(root)?.of.every(isBuilt) ? builderSteps(root) : undefined
  return before ? { root: before.root, steps: [...before.steps, ...steps] } : { root, steps }
})

/** Whether a step calls such methods alone, on each way that it may go. */
export function callsAlone(step: Step, isOne: (method: string) => boolean): boolean {
  if (step.kind === 'ways') return step.of.flat().every((other) => callsAlone(other, isOne))
  return step.link.args !== undefined && isOne(step.link.name)
}

function isBuilt(value: Value): boolean {
  return value.kind === 'call' || value.kind === 'choice'
}

function joined(key: object, on: string, ways: readonly (BuilderSteps | undefined)[]): BuilderSteps | undefined {
  const [first, ...more] = ways
  if (!first || more.some((way) => !way || !isSamePlace(way.root, first.root))) return undefined
  const all = ways.flatMap((way) => (way ? [way.steps] : []))
  let count = 0
  while (all.every((steps) => isSame(steps[count], first.steps[count]))) count++
  const rests = all.map((steps) => steps.slice(count))
  return {
    root: first.root,
    steps: [...first.steps.slice(0, count), ...(rests.every(isEmpty) ? [] : [{ kind: 'ways' as const, key, on, of: rests }])],
  }
}

function isEmpty(steps: readonly Step[]): boolean {
  return steps.length === 0
}

function isSamePlace(a: Value, b: Value): boolean {
  return a === b || (a.kind === b.kind && a.at.node === b.at.node) || (a.kind === 'symbol' && b.kind === 'symbol' && a.name === b.name)
}

function isSame(a: Step | undefined, b: Step | undefined): boolean {
  if (a?.kind === 'link' && b?.kind === 'link') return a.link === b.link || a.link.at.node === b.link.at.node
  return a?.kind === 'ways' && b?.kind === 'ways' && a.key === b.key
}
