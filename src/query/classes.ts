import type { Operand, Side } from './formula.ts'
import type { RowSource } from './relation.ts'
import { rejectedBy, type Leaf } from './solve.ts'

/** Columns and values that are equal, and what is known of them. */
interface Class {
  readonly columns: { readonly source: RowSource; readonly name: string }[]
  fixed: boolean
  notNull: boolean
  secret: boolean
  literals: string[]
}

/** The equalities of a branch, closed. */
export class Classes {
  readonly #ids = new Map<RowSource, number>()
  readonly #parents = new Map<string, string>()
  readonly #classes = new Map<string, Class>()

  constructor(atoms: readonly Leaf[]) {
    for (const atom of atoms) {
      if (atom.kind === 'equal') this.unite(atom.left, atom.right)
      else if (atom.kind === 'among') this.fix(atom.column)
      for (const operand of rejectedBy(atom)) this.#of(operand).notNull = true
    }
  }

  #key(operand: Operand): string {
    if (operand.kind === 'value') return `= ${operand.key}`
    let id = this.#ids.get(operand.source)
    if (id === undefined) this.#ids.set(operand.source, (id = this.#ids.size))
    return `${id}.${operand.name}`
  }

  #root(key: string): string {
    let root = key
    for (let parent = this.#parents.get(root); parent !== undefined && parent !== root; parent = this.#parents.get(root)) root = parent
    this.#parents.set(key, root)
    return root
  }

  #of(operand: Operand): Class {
    const root = this.#root(this.#key(operand))
    const known = this.#classes.get(root)
    if (known) return known
    const made: Class = { columns: [], fixed: false, notNull: false, secret: false, literals: [] }
    if (operand.kind === 'value') {
      made.fixed = true
      made.notNull = !operand.mayBeNull
      made.literals.push(operand.key)
    } else {
      made.columns.push({ source: operand.source, name: operand.name })
      made.fixed = isFixedBy(operand.source, operand.name)
    }
    this.#classes.set(root, made)
    return made
  }

  /** Makes two one; false when they were already. */
  unite(a: Operand, b: Operand): boolean {
    const [left, right] = [this.#of(a), this.#of(b)]
    if (left === right) return false
    const [leftRoot, rightRoot] = [this.#root(this.#key(a)), this.#root(this.#key(b))]
    this.#parents.set(rightRoot, leftRoot)
    this.#classes.delete(rightRoot)
    left.columns.push(...right.columns)
    left.literals.push(...right.literals)
    left.fixed ||= right.fixed
    left.notNull ||= right.notNull
    left.secret ||= right.secret
    return true
  }

  same(a: Operand, b: Operand): boolean {
    return this.#of(a) === this.#of(b)
  }

  /** Notes that a column is the same for all rows, or one of several values; false when that was known. */
  fix(operand: Operand): boolean {
    const found = this.#of(operand)
    const changes = !found.fixed
    found.fixed = true
    return changes
  }

  isFixed(operand: Operand): boolean {
    return this.#of(operand).fixed
  }

  isNotNull(operand: Operand): boolean {
    return this.#of(operand).notNull
  }

  markSecret(operand: Operand): boolean {
    const found = this.#of(operand)
    const changes = !found.secret
    found.secret = true
    return changes
  }

  isSecret(operand: Operand): boolean {
    return this.#of(operand).secret
  }

  equals(operand: Operand, literal: string): boolean {
    return this.#of(operand).literals.includes(literal)
  }

  get sources(): Iterable<RowSource> {
    return this.#ids.keys()
  }

  /** The sides of which a column is not NULL. */
  *presentSides(): Generator<Side> {
    for (const { notNull, columns } of this.#classes.values()) if (notNull) for (const { source } of columns) yield* source.sides
  }
}

function isFixedBy({ fixed }: RowSource, name: string): boolean {
  return typeof fixed === 'boolean' ? fixed : fixed.has(name)
}

/** The sides that a branch's atoms prove to be present. */
export function provenSides(atoms: readonly Leaf[]): Iterable<Side> {
  return new Classes(atoms).presentSides()
}
