import { childrenOf, type Node } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'
import { chainOf, isFrom } from '../../javascript/symbolic/chain.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import type { Scope } from '../../javascript/symbolic/scope.ts'
import { literal, type Value } from '../../javascript/symbolic/value.ts'

export const typeormModule = /^typeorm(?:$|\/)/

/** A decorator of TypeORM that holds for a class or a property, by itself or by way of others. */
export interface Applied {
  readonly name: string
  readonly args: readonly Value[]
  /** Where the class has it. */
  readonly at: Located
}

export interface Decorated {
  readonly applied: readonly Applied[]
  readonly unknown: readonly Located[]
}

/** What the decorators of a class or a property come to; `target` and `property` are what they are called with. */
export function decoratorsOf(
  node: Node,
  at: Located,
  machine: Machine,
  scope: Scope | undefined,
  target: Value,
  property?: string,
): Decorated {
  const { program } = at
  const applied: Applied[] = []
  const unknown: Located[] = []
  // The last one is applied first.
  for (const decorator of childrenOf(node)
    .filter(({ type }) => type === 'Decorator')
    .reverse()) {
    if (decorator.type !== 'Decorator') continue
    const place = { node: decorator, program }
    const value = machine.answer({ node: decorator.expression, program }, scope)
    const found = unfold(value, place, machine, [target, ...(property === undefined ? [] : [literal(property, place)])], 0)
    applied.push(...found.applied)
    unknown.push(...found.unknown)
  }
  return { applied, unknown }
}

const nothing: Decorated = { applied: [], unknown: [] }

/** Decorators may be put together of others, or be functions that call others. */
function unfold(value: Value, at: Located, machine: Machine, on: readonly Value[], depth: number): Decorated {
  if (depth > 8) return nothing
  if (value.kind === 'unknown') return { applied: [], unknown: [at] }
  if (value.kind === 'function') return unfoldFunction(value, at, machine, on, depth)
  if (value.kind === 'list') return join(value.items.map((item) => unfold(item, at, machine, on, depth + 1)))
  if (value.kind !== 'call') return nothing
  const { callee, args } = value
  if (isFrom(callee, /^@nestjs\/common$/, 'applyDecorators')) return join(args.map((arg) => unfold(arg, at, machine, on, depth + 1)))
  if (callee.kind === 'symbol' && callee.name === '?:') return join(args.slice(1).map((arg) => unfold(arg, at, machine, on, depth + 1)))
  const name = nameFrom(callee)
  if (name !== undefined) return { applied: [{ name, args, at }], unknown: [] }
  return isForeign(value) ? nothing : { applied: [], unknown: [at] }
}

/** Decorators of other packages say nothing of tables. */
function isForeign(value: Value): boolean {
  const { root } = chainOf(value)
  return root.kind === 'import' && !root.from.startsWith('.')
}

function nameFrom(callee: Value): string | undefined {
  if (callee.kind === 'import') return typeormModule.test(callee.from) ? callee.name : undefined
  if (callee.kind !== 'member' || callee.object.kind !== 'import') return undefined
  return typeormModule.test(callee.object.from) ? callee.name : undefined
}

function unfoldFunction(value: Value, at: Located, machine: Machine, on: readonly Value[], depth: number): Decorated {
  const { effects } = machine.follow(value, on)
  const calls = effects.filter(({ conditions }) => conditions.every(({ assumed }) => assumed))
  return join(calls.map((effect) => (effect.value.kind === 'call' ? unfold(effect.value.callee, at, machine, on, depth + 1) : nothing)))
}

function join(all: readonly Decorated[]): Decorated {
  return { applied: all.flatMap(({ applied }) => applied), unknown: all.flatMap(({ unknown }) => unknown) }
}
