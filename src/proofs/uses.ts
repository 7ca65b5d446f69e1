import { areSame } from '../catalog/are-same.ts'
import type { Table } from '../catalog/catalog.ts'
import { onceFor, onceForLarge } from '../catalog/once-for.ts'
import { Classes } from '../query/classes.ts'
import { sameOperand, type Formula, type Leaf, type Operand, type Side } from '../query/formula.ts'
import { leavesOf } from '../query/leaves.ts'
import type { Access, Relation } from '../query/relation.ts'
import { branchesOf } from '../query/solve.ts'
import { shownByView, type Shown } from './shown-by-view.ts'
import { canHold, operand } from './tenant/nulls.ts'
import type { Surroundings } from './tenant/walk.ts'

/** One way in which rows can meet the conditions of their query. */
export interface Way {
  readonly atoms: readonly Leaf[]
  readonly classes: Classes
}

interface Ways {
  readonly ways: readonly Way[]
  readonly isCutShort: boolean
}

/** A reference to a table at one place, with what its query asks of the rows. */
export class Use {
  readonly access: Access
  readonly table: Table
  /** The block that it stands in. */
  readonly relation: Relation
  readonly #around: Surroundings

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

  /** What is asked where it stands. */
  get formulas(): readonly Formula[] {
    return this.#around.formulas
  }

  /** The same in its parts, whichever way they come together in. */
  get leaves(): readonly Leaf[] {
    return this.formulas.flatMap(leavesOf)
  }

  /** Whether a condition says anything of a column, or hides what it says. */
  isMentioned(column: string): boolean {
    return this.saidOf(column).length > 0
  }

  /** What conditions say of a column, under whatever name a view gives it, and what is hidden of what they say. */
  saidOf(column: string): readonly Leaf[] {
    const { source } = this.access
    const names: Operand[] = [operand(source, column)]
    const isIt = (one: Operand): boolean =>
      one.kind === 'expression'
        ? one.columns.some((name) => isIt({ kind: 'column', source: one.source, name }))
        : names.some((name) => sameOperand(name, one))
    const { leaves } = this
    const links = leaves.flatMap((leaf) => (leaf.kind === 'equal' && leaf.how === 'link' ? [leaf] : []))
    for (let known = 0; known < names.length;) {
      known = names.length
      for (const { left, right } of links) if (isIt(left) !== isIt(right)) names.push(isIt(left) ? right : left)
    }
    return leaves.filter((leaf) => !(leaf.kind === 'equal' && leaf.how === 'link') && isAbout(leaf, isIt))
  }

  /** What the query calls a column, where it reads the table through a view. */
  shown(column: string): Shown | undefined {
    return shownByView(this.access.source, column, this.formulas)
  }

  /** Whether the query has to say whose column it is, since a table beside this one has one of the same name. */
  isAmbiguous(column: string): boolean {
    return this.relation.accesses.some(
      ({ source, table }) => source !== this.access.source && table?.columns.some(({ name }) => name === column) === true,
    )
  }

  #solve(): Ways {
    return waysOf(scopeOf(this.#around, this.access.source.sides))
  }
}

/** Where tables stand beside each other. */
interface Scope {
  readonly around: Surroundings
  readonly sides: readonly Side[]
}

const scopesIn = onceFor((_: Surroundings): Scope[] => [])

function scopeOf(around: Surroundings, sides: readonly Side[]): Scope {
  const known = scopesIn(around)
  const before = known.find((one) => areSame(one.sides, sides))
  if (before) return before
  const scope = { around, sides }
  known.push(scope)
  return scope
}

const waysOf = onceForLarge(({ around, sides }: Scope): Ways => {
  const { branches, isCutShort } = branchesOf(around.formulas, [...around.present, ...sides], () => false, { followsAll: true })
  const ways = branches.map(({ atoms }) => ({ atoms, classes: new Classes(atoms) })).filter(({ atoms, classes }) => canHold(atoms, classes))
  return { ways, isCutShort }
}, sizeOfWays)

/** How many conditions there are in all ways. */
export function sizeOfWays({ ways }: Pick<Ways, 'ways'>): number {
  return ways.reduce((all, { atoms }) => all + atoms.length, 0)
}

function isAbout(leaf: Leaf, isIt: (operand: Operand) => boolean): boolean {
  switch (leaf.kind) {
    case 'equal':
      return isIt(leaf.left) || isIt(leaf.right)
    case 'among':
    case 'null':
      return isIt(leaf.column)
    case 'other':
      return leaf.mentions().some(isIt)
    case 'hidden':
      return true
  }
}
