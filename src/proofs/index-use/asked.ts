import { areSame } from '../../catalog/are-same.ts'
import type { IndexKey, Table } from '../../catalog/catalog.ts'
import type { TypeReference } from '../../catalog/change.ts'
import { Classes } from '../../query/classes.ts'
import type { Leaf, Operand } from '../../query/formula.ts'
import { expressionText } from '../../query/operand.ts'
import type { Term } from '../../query/query.ts'
import { shownName, type RowSource } from '../../query/relation.ts'
import { bareOf, saysSame } from '../said-condition.ts'
import { operand } from '../tenant/nulls.ts'
import { readTests, type Test } from './tests.ts'
import { keepsColumn } from './types.ts'

/** What is asked of a column: to be a value, the column of another access, one of some values, within bounds, or something else. */
export interface Question {
  readonly how: 'value' | 'join' | Exclude<Test['how'], 'equal'>
  /** Of LIKE and the like: the operator or function. */
  readonly op: string
  readonly value: Term | undefined
  readonly collation: string | undefined
}

/** Which columns are one under several names, and what conditions ask where it is so. */
class Names {
  readonly same: Classes
  readonly #tests = new Map<Leaf, readonly Test[]>()

  constructor(links: readonly Leaf[]) {
    this.same = new Classes(links)
  }

  testsOf(atom: Leaf): readonly Test[] {
    let tests = this.#tests.get(atom)
    if (!tests) this.#tests.set(atom, (tests = readTests(atom, (of) => this.typeOf(of))))
    return tests
  }

  /** The type of a column, also of one that only shows a table's. */
  typeOf(of: Operand): TypeReference | undefined {
    if (of.kind !== 'column') return undefined
    for (const { source, name } of [{ source: of.source, name: of.name }, ...this.same.columnsLike(of)]) {
      const own = source.kind === 'table' ? source.table?.columns.find((column) => shownName(source, column.name) === name) : undefined
      if (own) return own.type
    }
    return undefined
  }
}

type NamesIn = (atoms: readonly Leaf[]) => Names

/** The names in one way after another: mostly they are the same in each, and so are many of its conditions. */
export function namesOfWays(): NamesIn {
  let [linked, names]: [readonly Leaf[], Names] = [[], new Names([])]
  return (atoms) => {
    const links = atoms.filter(isLink)
    if (!areSame(links, linked)) [linked, names] = [links, new Names(links)]
    return names
  }
}

function isLink(atom: Leaf): boolean {
  return atom.kind === 'equal' && atom.how === 'link'
}

/** What one way of meeting the conditions asks of the rows of a table, as Postgres could ask it of an index. */
export class Asked {
  readonly source: RowSource
  /** What is not seen may ask for anything. */
  readonly isHidden: boolean
  readonly tests: readonly Test[]
  readonly #atoms: readonly Leaf[]
  /** What is equal, also through others; casts stand in the way, as they do for an index. */
  readonly #classes = new Classes([])
  readonly #names: Names
  readonly #ofColumns = new Map<string, readonly Question[]>()

  constructor(source: RowSource, atoms: readonly Leaf[], namesIn: NamesIn) {
    this.source = source
    this.#atoms = atoms
    this.#names = namesIn(atoms)
    this.isHidden = atoms.some((atom) => atom.kind === 'hidden' && (atom.of === undefined || atom.of === source))
    for (const atom of atoms) if (isLink(atom)) this.#classes.add(atom)
    for (const atom of atoms) this.#noteOwn(atom)
    this.tests = atoms.flatMap((atom) => this.#names.testsOf(atom))
    for (const test of this.tests) this.#note(test)
  }

  /** What is one column under several names. */
  get #same(): Classes {
    return this.#names.same
  }

  /** Two columns of one row that are equal answer for each other. */
  #noteOwn(atom: Leaf): void {
    if (atom.kind !== 'equal' || atom.how !== 'strict' || atom.origin?.condition.kind !== 'compare') return
    const { left, right } = atom
    const { condition } = atom.origin
    if (condition.left.kind !== 'column' || condition.right.kind !== 'column') return
    if (left.kind !== 'column' || right.kind !== 'column' || left.source !== right.source) return
    if (keepsColumn(this.typeOf(left), this.typeOf(right)) && keepsColumn(this.typeOf(right), this.typeOf(left)))
      this.#classes.unite(left, right)
  }

  #note({ of, how, with: others, isOfRow, collation }: Test): void {
    if (how !== 'equal' || of.kind !== 'column' || collation !== undefined) return
    if (others.length === 0 && !isOfRow) this.#classes.fix(of)
    for (const other of others) {
      if (keepsColumn(this.typeOf(of), this.typeOf(other)) && keepsColumn(this.typeOf(other), this.typeOf(of)))
        this.#classes.unite(of, other)
    }
  }

  typeOf(of: Operand): TypeReference | undefined {
    return this.#names.typeOf(of)
  }

  /** What is asked of a key of an index. */
  questions(key: IndexKey): readonly Question[] {
    if (key.column !== undefined) return this.ofColumn(key.column)
    const text = key.expression && expressionText(key.expression)
    const tests = this.tests.filter(({ of }) => of.kind === 'expression' && of.source === this.source && of.text === text)
    return [...tests.map(asQuestion), ...(key.expression && this.#isSaid(key.expression) ? [equalTo('value')] : [])]
  }

  /** An expression that is a condition is asked for by the condition itself. */
  #isSaid(expression: Term): boolean {
    if (expression.kind !== 'condition' && expression.kind !== 'call' && expression.kind !== 'cast') return false
    const { condition } = expression.kind === 'condition' ? expression : { condition: bareOf(expression) }
    return saysSame(condition, false, this.source, this.#atoms, this.#same)
  }

  /** Whether two columns of the table are one value, whichever of them an index has. */
  areEqual(column: string, other: string): boolean {
    return this.#classes.same(operand(this.source, column), operand(this.source, other))
  }

  ofColumn(name: string): readonly Question[] {
    let asked = this.#ofColumns.get(name)
    if (!asked) this.#ofColumns.set(name, (asked = this.#questionsOf(name)))
    return asked
  }

  #questionsOf(name: string): readonly Question[] {
    const own = operand(this.source, name)
    const asked = this.tests.filter(({ of, with: others, how }) => {
      if (of.kind !== 'column' || !(this.#same.same(of, own) || (how === 'equal' && this.#classes.same(of, own)))) return false
      return others.every((other) => other.kind !== 'column' || !this.#isOurs(other))
    })
    const joined = this.#classes.columnsLike(own).some((other) => this.#isOther({ kind: 'column', ...other }, own))
    return [...(this.#classes.isFixed(own) ? [equalTo('value')] : []), ...(joined ? [equalTo('join')] : []), ...asked.map(asQuestion)]
  }

  /** The columns of which something is asked that an index could answer. */
  columns(table: Table): string[] {
    return table.columns.map(({ name }) => name).filter((name) => this.ofColumn(name).length > 0)
  }

  /** Whether a table that this one is compared with has a column that is a value: then few of its rows, and of this one's, are asked for. */
  hasFixedPartner(table: Table): boolean {
    const partners = new Set(
      table.columns.flatMap(({ name }) => this.#classes.columnsLike(operand(this.source, name)).map(({ source }) => source)),
    )
    return [...partners].some(
      (source) =>
        source !== this.source &&
        source.kind === 'table' &&
        source.table?.columns.some(({ name }) => this.#classes.isFixed(operand(source, name))),
    )
  }

  isFixed(column: string): boolean {
    return this.#classes.isFixed(operand(this.source, column))
  }

  /** The column of the table that an operand is, if it is one. */
  columnOf(of: Operand, table: Table): string | undefined {
    if (of.kind !== 'column') return undefined
    return table.columns.find(({ name }) => this.#same.same(operand(this.source, name), of))?.name
  }

  #isOurs(of: Operand): boolean {
    if (of.kind !== 'column') return false
    return of.source === this.source || this.#same.columnsLike(of).some(({ source }) => source === this.source)
  }

  #isOther(of: Operand, own: Operand): boolean {
    return !this.#isOurs(of) && !this.#same.same(of, own)
  }
}

/** Whether at most one row is asked for, or few that are named one by one. */
export function isPinned(asked: Asked, { indexes }: Table): boolean {
  return indexes.some(
    ({ unique, keys, predicate }) =>
      unique &&
      !predicate &&
      keys.every((key) => asked.questions(key).some(({ how }) => how === 'value' || how === 'among' || how === 'join')),
  )
}

function equalTo(how: 'value' | 'join'): Question {
  return { how, op: '=', value: undefined, collation: undefined }
}

function asQuestion({ how, with: others, isOfRow, op, value, collation }: Test): Question {
  return { how: how === 'equal' ? (others.length > 0 || isOfRow ? 'join' : 'value') : how, op, value, collation }
}
