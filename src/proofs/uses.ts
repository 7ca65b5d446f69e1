import type { Table } from '../catalog/catalog.ts'
import { Classes } from '../query/classes.ts'
import type { Formula, Leaf, Operand } from '../query/formula.ts'
import type { Access, Relation } from '../query/relation.ts'
import { branchesOf } from '../query/solve.ts'
import { canHold } from './tenant/nulls.ts'
import type { Surroundings } from './tenant/walk.ts'

/** One way in which rows can meet the conditions of their query. */
export interface Way {
  readonly atoms: readonly Leaf[]
  readonly classes: Classes
}

/** A reference to a table at one place, with what its query asks of the rows. */
export class Use {
  readonly access: Access
  readonly table: Table
  /** The block that it stands in. */
  readonly relation: Relation
  readonly #around: Surroundings
  #solved: { readonly ways: readonly Way[]; readonly isCutShort: boolean } | undefined

  constructor(access: Access, table: Table, relation: Relation, around: Surroundings) {
    this.access = access
    this.table = table
    this.relation = relation
    this.#around = around
  }

  /** None where no row can meet the conditions. */
  get ways(): readonly Way[] {
    return this.#solve().ways
  }

  /** There are more ways than can be followed: what is there holds of all of them. */
  get isCutShort(): boolean {
    return this.#solve().isCutShort
  }

  /** Whether a condition says anything of a column, or hides what it says. */
  isMentioned(column: string): boolean {
    const isIt = (operand: Operand): boolean =>
      operand.kind === 'expression'
        ? operand.source === this.access.source && operand.columns.includes(column)
        : operand.kind === 'column' && operand.source === this.access.source && operand.name === column
    return this.#around.formulas.some((formula) => mentions(formula, isIt))
  }

  #solve(): { readonly ways: readonly Way[]; readonly isCutShort: boolean } {
    if (this.#solved) return this.#solved
    const { formulas, present } = this.#around
    const { branches, isCutShort } = branchesOf(formulas, [...present, ...this.access.source.sides], () => false, { followsAll: true })
    const ways = branches
      .map(({ atoms }) => ({ atoms, classes: new Classes(atoms) }))
      .filter(({ atoms, classes }) => canHold(atoms, classes))
    return (this.#solved = { ways, isCutShort })
  }
}

function mentions(formula: Formula, isIt: (operand: Operand) => boolean): boolean {
  switch (formula.kind) {
    case 'and':
    case 'or':
      return formula.of.some((part) => mentions(part, isIt))
    case 'when':
    case 'of':
      return mentions(formula.then, isIt)
    case 'equal':
      return isIt(formula.left) || isIt(formula.right)
    case 'among':
    case 'null':
      return isIt(formula.column)
    case 'other':
      return formula.mentions().some(isIt)
    case 'hidden':
      return true
    case 'constant':
      return false
  }
}
