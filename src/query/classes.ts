import type { Leaf, Operand, Side, ValueOperand } from './formula.ts'
import type { RowSource } from './relation.ts'

/** A column of a source, as a member of a class. */
export interface Member {
  readonly source: RowSource
  readonly name: string
}

/** Columns and values that are equal, and what is known of them. */
interface Class {
  columns: Member[]
  fixed: boolean
  notNull: boolean
  secret: boolean
  values: ValueOperand[]
  /** Lists of which it is one. */
  lists: ValueOperand[]
}

/** A column, expression or value; those that were made one lead to the same class. */
interface Entry {
  into: Entry | undefined
  class: Class
}

/** The equalities of a branch, closed. */
export class Classes {
  readonly #columns = new Map<RowSource, Map<string, Entry>>()
  readonly #values = new Map<string, Entry>()
  readonly #present = new Set<Side>()
  readonly #related = new Set<RowSource>()

  constructor(atoms: Iterable<Leaf>) {
    for (const atom of atoms) this.add(atom)
  }

  add(atom: Leaf): void {
    if (atom.kind === 'equal') this.unite(atom.left, atom.right)
    else if (atom.kind === 'among') this.#fixAmong(atom.column, atom.of)
    for (const operand of rejectedBy(atom)) this.#rule(this.#of(operand))
  }

  /** The sides of which a column is not NULL. */
  get presentSides(): ReadonlySet<Side> {
    return this.#present
  }

  #rule(known: Class): void {
    if (known.notNull) return
    known.notNull = true
    for (const { source } of known.columns) for (const side of source.sides) this.#present.add(side)
  }

  #entry(operand: Operand): Entry {
    return operand.kind === 'value'
      ? entryIn(this.#values, operand.key, operand)
      : entryIn(this.#entriesOf(operand.source), nameOf(operand), operand)
  }

  #entriesOf(source: RowSource): Map<string, Entry> {
    let entries = this.#columns.get(source)
    if (!entries) this.#columns.set(source, (entries = new Map<string, Entry>()))
    return entries
  }

  #last(operand: Operand): Entry {
    return lastOf(this.#entry(operand))
  }

  #of(operand: Operand): Class {
    return this.#last(operand).class
  }

  /** What is noted of an operand: most that are asked about stand in no condition. */
  #noted(operand: Operand): Entry | undefined {
    const entry = operand.kind === 'value' ? this.#values.get(operand.key) : this.#columns.get(operand.source)?.get(nameOf(operand))
    return entry && lastOf(entry)
  }

  /** Makes two one; false when they were already. */
  unite(a: Operand, b: Operand): boolean {
    const [left, right] = [this.#last(a), this.#last(b)]
    if (left === right) return false
    const [into, from] = left.class.columns.length >= right.class.columns.length ? [left, right] : [right, left]
    from.into = into
    if (from.class.columns.length > 0)
      for (const one of [into.class, from.class]) for (const { source } of one.columns) this.#related.add(source)
    if (into.class.notNull || from.class.notNull) for (const one of [into.class, from.class]) this.#rule(one)
    for (const column of from.class.columns) into.class.columns.push(column)
    for (const value of from.class.values) into.class.values.push(value)
    for (const list of from.class.lists) into.class.lists.push(list)
    into.class.fixed ||= from.class.fixed
    into.class.secret ||= from.class.secret
    return true
  }

  /** Whether a column of a source equals another column. */
  isRelated(source: RowSource): boolean {
    return this.#related.has(source)
  }

  same(a: Operand, b: Operand): boolean {
    const noted = this.#noted(a)
    return noted ? noted === this.#noted(b) : isOne(a, b)
  }

  /** Notes that a column is the same for all rows, or one of several values; false when that was known. */
  fix(operand: Operand): boolean {
    if (this.isFixed(operand)) return false
    this.#of(operand).fixed = true
    return true
  }

  #fixAmong(operand: Operand, of: ValueOperand | undefined): void {
    this.fix(operand)
    if (of) this.#of(operand).lists.push(of)
  }

  isFixed(operand: Operand): boolean {
    return this.#noted(operand)?.class.fixed ?? isFixedBy(operand)
  }

  isNotNull(operand: Operand): boolean {
    return this.#noted(operand)?.class.notNull ?? isNeverNull(operand)
  }

  /** Notes that a column is known to nobody but its tenant; false when that was known. */
  markSecret(operand: Operand): boolean {
    if (this.isSecret(operand)) return false
    this.#of(operand).secret = true
    return true
  }

  isSecret(operand: Operand): boolean {
    return this.#noted(operand)?.class.secret ?? false
  }

  /** Whether a column is this one value. */
  equals(operand: Operand, value: string): boolean {
    return this.valuesOf(operand).some(({ key }) => key === value)
  }

  /** The values that a column is, and the lists that it is one of. */
  valuesOf(operand: Operand): readonly ValueOperand[] {
    const { values, lists } = this.#noted(operand)?.class ?? alone(operand)
    return lists.length === 0 ? values : [...values, ...lists]
  }

  /** The columns that equal this one, itself among them. */
  columnsLike(operand: Operand): readonly Member[] {
    return (this.#noted(operand)?.class ?? alone(operand)).columns
  }

  get sources(): Iterable<RowSource> {
    return this.#columns.keys()
  }
}

/** The class of an operand of which nothing is said. */
function alone(operand: Operand): Class {
  return {
    columns: operand.kind === 'column' ? [{ source: operand.source, name: operand.name }] : [],
    fixed: isFixedBy(operand),
    notNull: isNeverNull(operand),
    secret: false,
    values: operand.kind === 'value' ? [operand] : [],
    lists: [],
  }
}

function entryIn(entries: Map<string, Entry>, key: string, operand: Operand): Entry {
  let entry = entries.get(key)
  if (!entry) entries.set(key, (entry = { into: undefined, class: alone(operand) }))
  return entry
}

/** The entry that stands for all that were made one with it. */
function lastOf(entry: Entry): Entry {
  let last = entry
  while (last.into) {
    last.into = last.into.into ?? last.into
    if (!last.into.into) return last.into
    last = last.into
  }
  return last
}

function isOne(a: Operand, b: Operand): boolean {
  if (a.kind === 'value' || b.kind === 'value') return a.kind === 'value' && b.kind === 'value' && a.key === b.key
  return a.source === b.source && nameOf(a) === nameOf(b)
}

function nameOf(operand: Exclude<Operand, ValueOperand>): string {
  return operand.kind === 'column' ? operand.name : `= ${operand.text}`
}

function isNeverNull(operand: Operand): boolean {
  return operand.kind === 'value' && !operand.mayBeNull
}

function isFixedBy(operand: Operand): boolean {
  if (operand.kind === 'value') return true
  const { fixed } = operand.source
  return typeof fixed === 'boolean' ? fixed : operand.kind === 'column' && fixed.has(operand.name)
}

/** The columns that an atom says are not NULL. */
function rejectedBy(atom: Leaf): readonly Operand[] {
  switch (atom.kind) {
    case 'equal':
      return atom.how === 'strict' ? [atom.left, atom.right] : []
    case 'among':
      return atom.mayBeNull ? [] : [atom.column]
    case 'null':
      return atom.not ? [atom.column] : []
    case 'other':
      return atom.rejects
    case 'hidden':
      return []
  }
}
