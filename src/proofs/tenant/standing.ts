import type { ForeignKey, Index, Table } from '../../catalog/catalog.ts'
import { Classes } from '../../query/classes.ts'
import type { Operand } from '../../query/formula.ts'
import { printTerm } from '../../query/print.ts'
import type { Condition, Term } from '../../query/query.ts'
import type { RowSource } from '../../query/relation.ts'
import type { Branch, Leaf } from '../../query/solve.ts'
import type { Settings } from '../../settings/settings.ts'
import { isNamed } from '../owner.ts'
import type { Ownership } from './ownership.ts'
import type { Catalog } from '../../catalog/catalog.ts'

/** How a row of a source is known to be the tenant's, best first. */
export type Standing = 'scoped' | 'by-member' | 'by-secret' | 'by-parent'

/** The sources of one branch, with what ties each of them to the tenant. */
export class Standings {
  readonly classes: Classes
  readonly #standing = new Map<RowSource, Standing>()
  readonly #ownership: Ownership
  readonly #catalog: Catalog
  readonly #settings: Readonly<Settings>
  readonly #atoms: readonly Leaf[]
  readonly #sources: readonly RowSource[]

  constructor(
    branch: Branch,
    judged: RowSource | undefined,
    isRead: boolean,
    ownership: Ownership,
    catalog: Catalog,
    settings: Readonly<Settings>,
  ) {
    this.classes = new Classes(branch.atoms)
    this.#atoms = branch.atoms
    this.#ownership = ownership
    this.#catalog = catalog
    this.#settings = settings
    const found = new Set([...this.classes.sources, ...(judged ? [judged] : [])])
    this.#sources = [...found].filter((source) => source.kind === 'table' && source.table)
    for (let changed = true; changed;) changed = this.#pass(judged, isRead)
  }

  of(source: RowSource): Standing | undefined {
    return this.#standing.get(source)
  }

  #pass(judged: RowSource | undefined, isRead: boolean): boolean {
    let changed = false
    const note = (change: boolean): void => {
      changed ||= change
    }
    for (const source of this.#sources) {
      const { table } = source
      if (!table) continue
      note(this.#pinShared(source, table))
      note(this.#own(source, table, source === judged ? isRead : true))
      note(this.#secret(source, table))
    }
    for (const a of this.#sources) for (const b of this.#sources) if (a !== b) note(this.#relate(a, b, b === judged ? isRead : true))
    return changed
  }

  #raise(source: RowSource, standing: Standing): boolean {
    const order: readonly Standing[] = ['scoped', 'by-member', 'by-secret', 'by-parent']
    const now = this.#standing.get(source)
    if (now !== undefined && order.indexOf(now) <= order.indexOf(standing)) return false
    this.#standing.set(source, standing)
    return true
  }

  operand(source: RowSource, column: string): Operand {
    return { kind: 'column', source, name: shownName(source, column) }
  }

  /** Whether a unique key of the source is fixed whole. */
  isPinned(source: RowSource, accepts: (index: Index) => boolean = () => true): boolean {
    return (source.table?.indexes ?? []).some((index) => index.unique && accepts(index) && this.#isFixedKey(source, index))
  }

  #isFixedKey(source: RowSource, index: Index): boolean {
    return (
      index.keys.every(({ column }) => column !== undefined && this.classes.isFixed(this.operand(source, column))) &&
      this.#implies(source, index.predicate)
    )
  }

  /** One row of a table that nobody owns, and of a root, has the same columns for all. */
  #pinShared(source: RowSource, table: Table): boolean {
    if (!this.#ownership.isShared(table) || !this.isPinned(source)) return false
    let changed = false
    for (const column of table.columns) if (this.classes.fix(this.operand(source, column.name))) changed = true
    return changed
  }

  #own(source: RowSource, table: Table, isRead: boolean): boolean {
    const owner = this.#ownership.of(table)
    if (source.assumed) return this.#raise(source, 'scoped')
    if (this.of(source) === 'by-member') return false
    const columns = owner.columns.map((name) => this.operand(source, name))
    if (columns.some((column) => this.classes.isFixed(column))) return this.#raise(source, 'scoped')
    const person = owner.person
    if (person !== undefined && isRead && this.classes.isFixed(this.operand(source, person))) {
      const raised = this.#raise(source, 'by-member')
      return columns.map((column) => this.classes.fix(column)).some(Boolean) || raised
    }
    return columns.some((column) => this.classes.isSecret(column)) && this.#raise(source, 'by-secret')
  }

  #secret(source: RowSource, table: Table): boolean {
    const owner = this.#ownership.of(table)
    if (owner.kind === 'global') return false
    const pinned = this.isPinned(source, (index) =>
      index.keys.some(({ column }) => column !== undefined && isNamed(column, this.#settings.secretColumns)),
    )
    if (!pinned) return false
    const raised = this.#raise(source, 'by-secret')
    return owner.columns.map((name) => this.classes.markSecret(this.operand(source, name))).some(Boolean) || raised
  }

  /** What `b` is by what ties it to `a`. */
  #relate(a: RowSource, b: RowSource, isRead: boolean): boolean {
    const [from, to] = [a.table, b.table]
    if (!from || !to) return false
    let changed = false
    if (from === to && this.#isSameRow(a, b, from)) {
      for (const { name } of from.columns) if (this.classes.unite(this.operand(a, name), this.operand(b, name))) changed = true
      const standing = this.of(a)
      if (standing && this.#raise(b, standing)) changed = true
    }
    for (const key of from.foreignKeys) if (this.#targets(key, to)) changed = this.#alongKey(a, key, b, isRead) || changed
    for (const key of to.foreignKeys) if (this.#targets(key, from)) changed = this.#downKey(b, key, a) || changed
    return this.#siblings(a, from, b, to) || changed
  }

  /** The sources that facts tie to one: by the tenant column, over a foreign key, or as the same row. */
  tiedTo(source: RowSource): RowSource[] {
    const tied = [source]
    for (const one of tied) for (const other of this.#sources) if (!tied.includes(other) && this.#isTied(one, other)) tied.push(other)
    return tied.slice(1)
  }

  #isTied(a: RowSource, b: RowSource): boolean {
    const [from, to] = [a.table, b.table]
    if (!from || !to) return false
    const byTenant = this.#ownership
      .of(from)
      .columns.some((mine) =>
        this.#ownership.of(to).columns.some((theirs) => this.classes.same(this.operand(a, mine), this.operand(b, theirs))),
      )
    return (
      byTenant ||
      (from === to && this.#isSameRow(a, b, from)) ||
      from.foreignKeys.some((key) => this.#targets(key, to) && this.#isJoined(a, key, b)) ||
      to.foreignKeys.some((key) => this.#targets(key, from) && this.#isJoined(b, key, a))
    )
  }

  #targets({ references }: ForeignKey, table: Table): boolean {
    return references.schema === table.schema && references.table === table.name
  }

  #isSameRow(a: RowSource, b: RowSource, table: Table): boolean {
    return table.indexes.some(
      (index) =>
        index.unique &&
        !index.predicate &&
        index.keys.every(
          ({ column }) =>
            column !== undefined && !isNullable(table, column) && this.classes.same(this.operand(a, column), this.operand(b, column)),
        ),
    )
  }

  /** Whether a foreign key's columns equal its parent's, NULLs left out. */
  #isJoined(child: RowSource, key: ForeignKey, parent: RowSource): boolean {
    return key.columns.every((name, i) => {
      const [own, other] = [this.operand(child, name), this.operand(parent, key.references.columns[i] ?? '')]
      const notNull =
        this.classes.isNotNull(own) || !isNullable(child.table, name) || !isNullable(parent.table, key.references.columns[i] ?? '')
      return notNull && this.classes.same(own, other)
    })
  }

  /** A parent of the tenant's own row is the tenant's; one whose tenant may be NULL is everybody's to change. */
  #alongKey(child: RowSource, key: ForeignKey, parent: RowSource, isRead: boolean): boolean {
    if (this.#holdsTenant(child, key, parent)) return true
    const standing = this.of(child)
    if (!standing || !this.#isJoined(child, key, parent)) return false
    return (isRead || this.#tenantIsKnown(parent)) && this.#raise(parent, 'by-parent')
  }

  /** Children of the tenant's own row are the tenant's; those of a public row are everybody's. */
  #downKey(child: RowSource, key: ForeignKey, parent: RowSource): boolean {
    const standing = this.of(parent)
    if (!standing || !this.#tenantIsKnown(parent) || !this.#isJoined(child, key, parent)) return false
    return this.#raise(child, 'by-parent')
  }

  #tenantIsKnown(source: RowSource): boolean {
    const { table } = source
    if (!table) return false
    const { columns } = this.#ownership.of(table)
    return columns.some(
      (name) =>
        !isNullable(table, name) ||
        (this.classes.isFixed(this.operand(source, name)) && this.classes.isNotNull(this.operand(source, name))),
    )
  }

  /** Over a foreign key that holds both tenant columns Postgres itself keeps them equal. */
  #holdsTenant(child: RowSource, key: ForeignKey, parent: RowSource): boolean {
    const [own, other] = [child.table, parent.table]
    if (!own || !other || !key.validated || !key.enforced || key.columns.length < 2) return false
    const at = key.columns.findIndex(
      (name, i) =>
        this.#ownership.of(own).columns.includes(name) && this.#ownership.of(other).columns.includes(key.references.columns[i] ?? ''),
    )
    const [mine, theirs] = [key.columns[at], key.references.columns[at]]
    if (mine === undefined || theirs === undefined || isNullable(own, mine)) return false
    const rest = key.columns.flatMap((name, i) => (i === at ? [] : [{ name, to: key.references.columns[i] ?? '' }]))
    const isKey = other.indexes.some(
      (index) => index.unique && !index.predicate && index.keys.every((k) => rest.some((pair) => pair.to === k.column)),
    )
    if (
      !isKey ||
      !rest.every(({ name, to }) => !isNullable(own, name) && this.classes.same(this.operand(child, name), this.operand(parent, to)))
    )
      return false
    return this.classes.unite(this.operand(child, mine), this.operand(parent, theirs))
  }

  /** Two children of one row of a tenant's table, whose own rows are not asked for. */
  #siblings(a: RowSource, from: Table, b: RowSource, to: Table): boolean {
    const standing = this.of(a)
    if (!standing || this.of(b)) return false
    for (const one of from.foreignKeys) {
      const parent = this.#catalog.table(one.references.schema, one.references.table)
      if (
        !parent ||
        this.#ownership.of(parent).kind !== 'tenant' ||
        !this.#ownership.of(parent).columns.some((name) => !isNullable(parent, name))
      )
        continue
      for (const other of to.foreignKeys) {
        if (!this.#targets(other, parent) || String(one.references.columns) !== String(other.references.columns)) continue
        const joined = one.columns.every((name, i) => {
          const [left, right] = [this.operand(a, name), this.operand(b, other.columns[i] ?? '')]
          const notNull = this.classes.isNotNull(left) || !isNullable(from, name) || !isNullable(to, other.columns[i] ?? '')
          return notNull && this.classes.same(left, right)
        })
        if (joined) return this.#raise(b, 'by-parent')
      }
    }
    return false
  }

  #implies(source: RowSource, predicate: Condition | undefined): boolean {
    if (!predicate) return true
    switch (predicate.kind) {
      case 'and':
        return predicate.of.every((part) => this.#implies(source, part))
      case 'null': {
        const column = columnOf(predicate.term)
        if (column === undefined) return false
        const operand = this.operand(source, column)
        if (predicate.not) return this.classes.isNotNull(operand)
        return this.#atoms.some((atom) => atom.kind === 'null' && !atom.not && this.classes.same(atom.column, operand))
      }
      case 'compare': {
        const column = columnOf(predicate.left)
        return (
          predicate.op === '=' &&
          !predicate.quantifier &&
          column !== undefined &&
          this.classes.equals(this.operand(source, column), printTerm(predicate.right))
        )
      }
      default:
        return false
    }
  }
}

function columnOf(term: Term): string | undefined {
  return term.kind === 'column' ? term.name : undefined
}

export function isNullable(table: Table | undefined, name: string): boolean {
  return table?.columns.find((column) => column.name === name)?.nullable ?? true
}

/** A table's column under the name that an alias list gives it. */
export function shownName({ table, columns }: RowSource, name: string): string {
  const at = table?.columns.findIndex((column) => column.name === name) ?? -1
  return (at < 0 ? undefined : columns?.[at]) ?? name
}
