import type { Reference, Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import type { Classes } from '../../query/classes.ts'
import type { Operand } from '../../query/formula.ts'
import { shownName, type RowSource } from '../../query/relation.ts'
import { isNullable, operand, rejectsNull } from './nulls.ts'
import { typedReferences } from './typed-references.ts'
import type { Ownership } from './ownership.ts'
import { wholeKey, type KeyPart } from './whole-keys.ts'

/** A foreign key's row and the row that it references, as sources of one branch. */
export interface Kin {
  readonly child: RowSource
  readonly key: Reference
  readonly parent: RowSource
}

/** Which rows of a branch are the same, and which reference which, by what its equalities say. */
export class Relatives {
  readonly #classes: Classes
  readonly #ownership: Ownership

  constructor(classes: Classes, ownership: Ownership) {
    this.#classes = classes
    this.#ownership = ownership
  }

  /** Other sources that are the same row. */
  sameRows(source: RowSource): Generator<RowSource> {
    return sameRows(source, this.#classes)
  }

  /** The first of them by each key: enough to make them one, since all of them meet in it. */
  *firstSameRows(source: RowSource): Generator<RowSource> {
    const { table } = source
    if (!table || !this.#classes.isRelated(source)) return
    for (const key of rowKeys(table)) {
      for (const other of withSame(source, table, key, this.#classes)) {
        yield other
        break
      }
    }
  }

  /** Sources of the table that a foreign key references, of which the key's columns are equal, NULLs left out. */
  *parents(child: RowSource): Generator<Kin> {
    for (const key of this.#keysOf(child)) {
      const table = this.#ownership.parent(key)
      const [own, to] = [key.columns[0], key.references.columns[0]]
      if (!table || own === undefined || to === undefined) continue
      for (const parent of this.#alike(operand(child, own), table, to))
        if (this.#areJoined(child, key.columns, parent, key.references.columns)) yield { child, key, parent }
    }
  }

  *children(parent: RowSource): Generator<Kin> {
    const { table } = parent
    if (!table || !this.#classes.isRelated(parent)) return
    for (const to of this.#ownership.referencedColumns(table)) {
      for (const { source: child, name, key } of this.#keysAt(operand(parent, to), table)) {
        const { columns, references } = key
        if (references.columns[0] !== to || shownName(child, columns[0] ?? '') !== name) continue
        if (this.#areJoined(child, columns, parent, references.columns)) yield { child, key, parent }
      }
    }
  }

  /** Sources that reference the same row as one does, which need not be there itself; with that row's table. */
  *siblings(source: RowSource): Generator<{ readonly sibling: RowSource; readonly parent: Table }> {
    for (const key of this.#keysOf(source)) {
      const parent = this.#ownership.parent(key)
      for (const part of this.#ownership.findingParts(key)) {
        if (parent) for (const sibling of this.#alsoFinding(source, part, parent)) yield { sibling, parent }
      }
    }
  }

  *#alsoFinding(source: RowSource, { own, to }: KeyPart, parent: Table): Generator<RowSource> {
    for (const { source: sibling, name, key } of this.#keysAt(operand(source, own[0] ?? ''), parent)) {
      if (sibling === source) continue
      const part = this.#ownership
        .findingParts(key)
        .find((one) => String(one.to) === String(to) && shownName(sibling, one.own[0] ?? '') === name)
      if (part && this.#areJoined(source, own, sibling, part.own)) yield sibling
    }
  }

  /** The foreign keys to a table of all sources that have a column which equals an operand, whichever column of the key that is. */
  *#keysAt(like: Operand, parent: Table): Generator<{ readonly source: RowSource; readonly name: string; readonly key: Reference }> {
    const columns = this.#classes.columnsLike(like)
    if (columns.length < 2) return
    for (const { source, name } of [...columns]) {
      if (!isTable(source)) continue
      for (const key of this.#keysOf(source)) if (this.#ownership.parent(key) === parent) yield { source, name, key }
    }
  }

  /** Other sources of which a tenant column equals this one's, NULLs left out. */
  *sameTenants(source: RowSource): Generator<RowSource> {
    if (!source.table || !this.#classes.isRelated(source)) return
    for (const name of this.#ownership.of(source.table).columns) {
      for (const { source: other, name: shown } of [...this.#classes.columnsLike(operand(source, name))]) {
        const column = other.table && this.#ownership.of(other.table).columns.find((own) => shownName(other, own) === shown)
        if (other !== source && isTable(other) && column !== undefined && rejectsNull(this.#classes, source, name, other, column))
          yield other
      }
    }
  }

  /** Parents over a foreign key that holds the tenant column of both, found by the key's other columns, which are enough to find them. */
  *tenantKeys(child: RowSource): Generator<{ readonly parent: RowSource; readonly own: string; readonly to: string }> {
    const { table } = child
    for (const key of this.#keysOf(child)) {
      const target = this.#ownership.parent(key)
      if (!table || !target || !key.validated || !key.enforced) continue
      const pairs = key.columns.map((own, i) => ({ own, to: key.references.columns[i] ?? '' }))
      const tenant = pairs.find(
        ({ own, to }) => this.#ownership.of(table).columns.includes(own) && this.#ownership.of(target).columns.includes(to),
      )
      const [first, ...more] = pairs.filter((pair) => pair !== tenant)
      if (!tenant || !first || [tenant, first, ...more].some(({ own }) => isNullable(table, own))) continue
      if (!target.indexes.some((index) => wholeKey(index)?.every((column) => [first, ...more].some(({ to }) => to === column)))) continue
      for (const parent of this.#alike(operand(child, first.own), target, first.to)) {
        if (more.every(({ own, to }) => this.#classes.same(operand(child, own), operand(parent, to)))) yield { parent, ...tenant }
      }
    }
  }

  #keysOf(source: RowSource): readonly Reference[] {
    return source.table && this.#classes.isRelated(source) ? this.referencesOf(source, source.table) : []
  }

  /** What a source references: by foreign keys, by what an ORM relates, and by what the query says of which table its rows are. */
  referencesOf(source: RowSource, table: Table): readonly Reference[] {
    const keys = this.#ownership.referencesOf(table)
    const typed = typedReferences(source, table, this.#classes, this.#ownership.catalog)
    return typed.length === 0 ? keys : [...keys, ...typed]
  }

  #alike(like: Operand, table: Table, column: string): Generator<RowSource> {
    return alike(like, table, column, this.#classes)
  }

  #areJoined(a: RowSource, columns: readonly string[], b: RowSource, others: readonly string[]): boolean {
    return columns.every((name, i) => {
      const other = others[i] ?? ''
      return this.#classes.same(operand(a, name), operand(b, other)) && rejectsNull(this.#classes, a, name, b, other)
    })
  }
}

/** Other sources that are the same row. */
export function* sameRows(source: RowSource, classes: Classes): Generator<RowSource> {
  const { table } = source
  if (!table || !classes.isRelated(source)) return
  for (const key of rowKeys(table)) yield* withSame(source, table, key, classes)
}

function* withSame(source: RowSource, table: Table, [first = '', ...rest]: readonly string[], classes: Classes): Generator<RowSource> {
  for (const other of alike(operand(source, first), table, first, classes)) {
    if (other !== source && rest.every((name) => classes.same(operand(source, name), operand(other, name)))) yield other
  }
}

/** The sources of a table of which a column equals an operand. */
function* alike(like: Operand, table: Table, column: string, classes: Classes): Generator<RowSource> {
  for (const { source, name } of [...classes.columnsLike(like)])
    if (source.table === table && isTable(source) && shownName(source, column) === name) yield source
}

export function isTable(source: RowSource): boolean {
  return source.kind === 'table' && source.table !== undefined
}

/** Lists of columns that no two rows of a table share. */
const rowKeys = onceFor((table: Table): readonly (readonly string[])[] => {
  const keys = table.indexes.flatMap((index) => [wholeKey(index)].filter((key) => key?.every((name) => !isNullable(table, name))))
  return [['ctid'], ...keys.filter((key) => key !== undefined)]
})
