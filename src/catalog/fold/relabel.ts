import type { Term } from '../../query/query.ts'
import { areSame } from '../are-same.ts'
import { columnByNumber } from './bind.ts'
import type { Bound, ConstraintState, Id, IndexState, NamingNode, TableState } from './objects.ts'
import { replaceNodes } from './replace-nodes.ts'
import type { State } from './state.ts'

/** A label of an enum that got another text. Expressions mean the label: what is compared with a column of its type, is cast to that or fills one. */
export class Relabelling {
  readonly #state: State
  readonly #type: Id
  readonly #from: string
  readonly #to: string

  constructor(state: State, type: Id, from: string, to: string) {
    this.#state = state
    this.#type = type
    this.#from = from
    this.#to = to
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
        default: this.#bound(column.default, table, column.type?.id === this.#type),
        generated: this.#bound(column.generated, table),
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

  /** An expression with the label's new text; `fills`: its value is one of the type. */
  #bound<B extends Bound | undefined>(bound: B, own: TableState, fills = false): B {
    if (!bound) return bound
    const labels = new Set<object>()
    const note = (terms: readonly Term[]): void => terms.flatMap((term) => this.#labelsIn(term)).forEach((label) => labels.add(label))
    if (fills) note([bound.expression as Term])
    replaceNodes(bound.expression, (node) => {
      const terms = alike(node)
      if (terms.some((term) => this.#isOfType(term, bound, own))) note(terms)
      return node
    })
    return labels.size === 0 ? bound : this.#replaced(bound, labels)
  }

  #isOfType(term: Term, bound: Bound, own: TableState): boolean {
    const { columns, sources, objects } = bound
    if (term.kind === 'cast') return objects.get(term) === this.#type
    if (term.kind === 'call') return alike(term).some((one) => this.#isOfType(one, bound, own))
    const meaning = term.kind === 'column' ? columns.get(term) : undefined
    if (!meaning) return false
    const reading = meaning.source && sources.get(meaning.source)
    const table = meaning.source ? reading && this.#state.tables.get(reading.table) : own
    return table !== undefined && columnByNumber(table, meaning.number)?.type?.id === this.#type
  }

  #labelsIn(term: Term): object[] {
    switch (term.kind) {
      case 'value':
        return term.value.kind === 'literal' && term.value.literal === this.#from ? [term] : []
      case 'cast':
        return this.#labelsIn(term.term)
      case 'row':
      case 'array':
      case 'list':
        return term.terms.flatMap((one) => this.#labelsIn(one))
      default:
        return []
    }
  }

  /** What names something is known by its node, which is another one where a label stands within. */
  #replaced<B extends Bound>(bound: B, labels: ReadonlySet<object>): B {
    const objects = new Map(bound.objects)
    const replace = (node: object): object => {
      if (labels.has(node)) return { ...node, value: { kind: 'literal', literal: this.#to } }
      const id = objects.get(node as NamingNode)
      if (id === undefined) return node
      const other = replaceNodes(node, (inner) => (inner === node ? node : replace(inner)))
      if (other !== node) objects.set(other as NamingNode, id)
      return other
    }
    return { ...bound, expression: replaceNodes(bound.expression, replace), objects }
  }
}

/** The terms that a node holds against each other, which are of one type. */
function alike(node: object): readonly Term[] {
  if (!('kind' in node)) return []
  const { kind, left, right, term, low, high, name, args, of, when } = node as Partial<
    Record<'left' | 'right' | 'term' | 'low' | 'high' | 'of', Term>
  > & { kind: string; name?: string; args?: readonly Term[]; when?: readonly { readonly when: Term }[] }
  if (kind === 'compare' && left && right) return [left, right]
  if (kind === 'between' && term && low && high) return [term, low, high]
  if (kind === 'case' && of && when) return [of, ...when.map((one) => one.when)]
  return kind === 'call' && args && /^(?:coalesce|nullif|greatest|least)$/.test(name ?? '') ? args : []
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
