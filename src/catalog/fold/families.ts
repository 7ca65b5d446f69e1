import type { Id, TableState } from './objects.ts'
import { Watched, type Watch } from './watched.ts'

/** The children of each table, kept up with every change: they are asked for all the time. */
export class Families {
  readonly #children: Watched<Id, Id[]>

  constructor(watch: Watch) {
    this.#children = new Watched(watch)
  }

  childrenOf(parent: Id): readonly Id[] {
    return this.#children.get(parent) ?? none
  }

  change(id: Id, before: TableState | undefined, after: TableState | undefined): void {
    if (before?.parents === after?.parents && before?.partitionOf === after?.partitionOf) return
    const parents = parentsOf(after)
    const old = parentsOf(before)
    for (const parent of old)
      if (!parents.includes(parent))
        this.#set(
          parent,
          this.childrenOf(parent).filter((child) => child !== id),
        )
    for (const parent of parents)
      if (!old.includes(parent))
        this.#set(
          parent,
          [...this.childrenOf(parent), id].sort((a, b) => a - b),
        )
  }

  #set(parent: Id, children: Id[]): void {
    if (children.length > 0) this.#children.set(parent, children)
    else this.#children.delete(parent)
  }
}

const none: readonly Id[] = []

function parentsOf(table: TableState | undefined): readonly Id[] {
  if (!table) return none
  return table.partitionOf === undefined ? table.parents : [...table.parents, table.partitionOf]
}
