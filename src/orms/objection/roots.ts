import { onceFor } from '../../catalog/once-for.ts'
import { originsOf } from '../../javascript/symbolic/declared.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { withoutProperties } from '../knex/methods.ts'
import { waysOf } from '../ways.ts'
import type { Model, Models, Relation } from './models.ts'

/** What a query of Objection begins with. */
export type Root =
  | { readonly kind: 'all'; readonly model: Model }
  | { readonly kind: 'row'; readonly model: Model }
  /** Of rows that `for` names, or of the row that it is called on. */
  | (Related & { readonly kind: 'related' })
  | (Related & { readonly kind: 'related to row' })

interface Related {
  readonly model: Model
  readonly owner: Model
  readonly relation: Relation
}

const begins = /^(?:query|relatedQuery|\$query|\$relatedQuery)$/

/** Whether a method begins a query. */
export function isBeginning(name: string): boolean {
  return begins.test(name)
}

const maxSteps = 10

/** Finds out which calls begin a query, and of which model. */
export class Roots {
  readonly models: Models
  readonly #machine: Machine
  readonly #known = new Map<Value, Root | undefined>()

  constructor(models: Models, machine: Machine) {
    this.models = models
    this.#machine = machine
  }

  /** The root that a call is, such as `Order.query()`. */
  of(call: Kind<'call'>): Root | undefined {
    if (this.#known.has(call)) return this.#known.get(call)
    const found = this.#find(call)
    this.#known.set(call, found)
    return found
  }

  /** Whether it is what such a call calls. */
  isRoot(value: Value): boolean {
    return value.kind === 'member' && begins.test(value.name)
  }

  #find({ callee, args: [first], isNew }: Kind<'call'>): Root | undefined {
    if (isNew || callee.kind !== 'member' || !begins.test(callee.name)) return undefined
    const { name, object } = callee
    if (name === 'query') {
      const model = this.#modelOf(object)
      return model && { kind: 'all', model }
    }
    const owner = name === 'relatedQuery' ? this.#modelOf(object) : this.#rowModel(object, 0)
    if (!owner) return undefined
    if (name === '$query') return { kind: 'row', model: owner }
    const relation = this.models.relation(owner, textOf(first) ?? '')
    return relation && { kind: name === 'relatedQuery' ? 'related' : 'related to row', model: relation.to, owner, relation }
  }

  /** A class, also where it is bound to a transaction, and `this` in its static methods. */
  readonly #modelOf: (value: Value) => Model | undefined = onceFor((value) => {
    const own = this.models.of(value)
    if (own) return own
    const ways = waysOf(value)
    if (ways) return ways.of.map((way) => this.#modelOf(way)).find((one) => one !== undefined)
    if (value.kind === 'symbol' && value.name === 'this') return this.models.around(value.at)
    if (value.kind === 'call' && value.callee.kind === 'member' && /^(?:bindKnex|bindTransaction)$/.test(value.callee.name))
      return this.#modelOf(value.callee.object)
    if (value.kind === 'member' && value.name === 'constructor') return this.#rowModel(value.object, 0)
    for (const origin of originsOf(value, this.#machine)) {
      const model = origin === value ? undefined : this.models.of(origin)
      if (model) return model
    }
    return undefined
  })

  /** The model that a row is of: by its type, or by the query that gave it. */
  #rowModel(value: Value, steps: number): Model | undefined {
    if (steps > maxSteps) return undefined
    if (value.kind === 'instance') return this.models.of({ kind: 'class', node: value.of, scope: undefined, at: value.at })
    if (value.kind === 'symbol' && value.name === 'this') return this.models.around(value.at)
    for (const origin of originsOf(value, this.#machine)) {
      const model = origin.kind === 'call' && origin.isNew ? this.models.of(origin.callee) : undefined
      if (model) return model
    }
    if (value.kind !== 'call') return undefined
    const root = this.of(value)
    if (root) return root.model
    return value.callee.kind === 'member' ? this.#rowModel(value.callee.object, steps + 1) : undefined
  }
}

/** By its form alone: how a chain of calls on a model begins. */
export const rootName: (value: Value) => string | undefined = onceFor((value) => {
  const ways = waysOf(value)
  if (ways) return ways.of.map((way) => rootName(way)).find((name) => name !== undefined)
  let at = value
  while (at.kind === 'call' && at.callee.kind === 'member') {
    const { name, object } = at.callee
    if (/^\$(?:query|relatedQuery)$/.test(name) || name === 'relatedQuery') return name
    if (name === 'query' && (object.kind === 'class' || (object.kind === 'symbol' && object.name === 'this'))) return name
    at = withoutProperties(object)
  }
  // What a condition of the program decided before may be what a method is called on.
  return at === value ? undefined : rootName(at)
})
