import { areSame } from '../are-same.ts'
import { onceFor } from '../once-for.ts'
import { currentExpression } from './current.ts'
import { LabelUses, type Label } from './label-uses.ts'
import type { Bound, BoundType, ConstraintState, IndexState, NamingNode, TableState } from './objects.ts'
import { replaceNodes } from './replace-nodes.ts'
import type { State } from './state.ts'

/** A label of an enum that gets another text, in all that means the label. */
export class Relabelling {
  readonly #state: State
  readonly #label: Label

  constructor(state: State, label: Label) {
    this.#state = state
    this.#label = label
  }

  run(): void {
    for (const table of this.#state.tables.values()) {
      const other = this.#table(table)
      if (other !== table) this.#state.setTable(other)
    }
    for (const index of this.#state.indexes.values()) {
      const other = this.#index(index)
      if (other !== index) this.#state.setIndex(other)
    }
  }

  #table(table: TableState): TableState {
    const columns = mapped(table.columns, (column) =>
      changed(column, {
        default: this.#bound(column.default, table, column.type),
        generated: this.#bound(column.generated, table, column.type),
      }),
    )
    const constraints = mapped(table.constraints, (one): ConstraintState => {
      return one.kind === 'check' ? changed(one, { expression: this.#bound(one.expression, table) }) : one
    })
    const policies = mapped(table.policies, (policy) =>
      changed(policy, { using: this.#bound(policy.using, table), withCheck: this.#bound(policy.withCheck, table) }),
    )
    return changed(table, { columns, constraints, policies, query: this.#bound(table.query, table) })
  }

  #index(index: IndexState): IndexState {
    const table = this.#state.table(index.table)
    const keys = mapped(index.keys, (key) => changed(key, { expression: this.#bound(key.expression, table) }))
    return changed(index, { keys, predicate: this.#bound(index.predicate, table) })
  }

  /** An expression with the label's new text; `fills`: what its value is of. */
  #bound<B extends Bound | undefined>(bound: B, own: TableState, fills?: BoundType): B {
    if (!bound || !mayMean(bound.expression, this.#label.text)) return bound
    const row = bound === own.query ? undefined : own
    const { found } = new LabelUses(this.#state, this.#label, currentExpression(this.#state, bound, own), row, fills)
    return found.size === 0 ? bound : this.#replaced(bound, found)
  }

  /** What names something is known by its node, which is another one where a label stands within. */
  #replaced<B extends Bound>(bound: B, labels: ReadonlyMap<object, string>): B {
    const objects = new Map(bound.objects)
    const replace = (node: object): object => {
      if (labels.has(node)) return { ...node, value: { kind: 'literal', literal: labels.get(node) } }
      const id = objects.get(node as NamingNode)
      if (id === undefined) return node
      const other = replaceNodes(node, (inner) => (inner === node ? node : replace(inner)))
      if (other !== node) objects.set(other as NamingNode, id)
      return other
    }
    return { ...bound, expression: replaceNodes(bound.expression, replace), objects }
  }
}

const textsIn = onceFor((expression: object): readonly string[] => {
  const texts = new Set<string>()
  replaceNodes(expression, (node) => {
    if ('literal' in node && typeof node.literal === 'string') texts.add(node.literal)
    return node
  })
  return [...texts]
})

/** Whether an expression has a label's text, or the text of an array that may have it. */
function mayMean(expression: object, label: string): boolean {
  return textsIn(expression).some((text) => text === label || text.startsWith('{'))
}

function mapped<T>(list: readonly T[], change: (one: T) => T): readonly T[] {
  const others = list.map(change)
  return areSame(others, list) ? list : others
}

/** The same object where nothing changes. */
function changed<T extends object>(one: T, change: Partial<T>): T {
  const keys = Object.keys(change) as (keyof T)[]
  return keys.every((key) => one[key] === change[key]) ? one : { ...one, ...change }
}
