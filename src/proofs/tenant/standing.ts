import type { Table } from '../../catalog/catalog.ts'
import { Classes } from '../../query/classes.ts'
import type { Operand, Scoping } from '../../query/formula.ts'
import type { ToldOf } from '../../query/told.ts'
import type { Assigned, RowSource } from '../../query/relation.ts'
import type { Branch } from '../../query/solve.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Facts } from '../implication.ts'
import { isKnown, isPinnedBy } from './implies.ts'
import type { LoadedColumns, Loading } from './loaded-facts.ts'
import { canHold, isNullable, operand } from './nulls.ts'
import type { Grant, Ownership } from './ownership.ts'
import { isTable, Relatives } from './relatives.ts'
import { leadingOrNull, loadedBy, saidOfKey, type Said } from './told-keys.ts'

/** How a row of a source is known to be the tenant's. */
export type Standing = 'scoped' | 'by-member' | 'by-secret' | 'by-parent'

/** What does not change from branch to branch. */
export interface Given {
  readonly ownership: Ownership
  readonly settings: Readonly<Settings>
  /** What the program tells of the values of the query. */
  readonly told?: ToldOf | undefined
  /** What a property of a row that was loaded before is; nothing where that row may be another tenant's. */
  readonly loaded?: LoadedColumns | undefined
  /** What a query sets its rows to. */
  readonly assigned?: readonly Assigned[] | undefined
}

/** What a reference within the table of tenants is called that says under which one a tenant stands; another tells who brought it. */
const namesOneAbove = /parent/i

/** The sources of one branch, with what ties each of them to the tenant. */
export class Standings {
  readonly classes: Classes
  readonly relatives: Relatives
  readonly #branch: Branch
  readonly #given: Given
  readonly #standing = new Map<RowSource, Standing>()
  #isSettled = false
  readonly #sources: readonly RowSource[]
  /** Sources of which rows are changed, not only read. */
  readonly #changed: ReadonlySet<RowSource>
  #loaded: ReadonlyMap<RowSource, Loading> | undefined
  #orNull: ReadonlyMap<RowSource, string> | undefined
  readonly #said = new Map<Said, ReadonlyMap<RowSource, string>>()
  readonly #done = new Map<RowSource, Set<RowSource>>()

  constructor(branch: Branch, judged: readonly RowSource[], changed: ReadonlySet<RowSource>, given: Given) {
    this.classes = new Classes(branch.atoms)
    this.relatives = new Relatives(this.classes, given.ownership)
    this.#branch = branch
    this.#given = given
    this.#changed = changed
    this.#sources = [...new Set([...this.classes.sources, ...judged])].filter(isTable)
    this.#scopeByHelpers()
    this.#close(false)
    if (this.#sources.some((source) => this.#isReadByPerson(source))) this.#close(true)
  }

  get sources(): readonly RowSource[] {
    return this.#sources
  }

  of(source: RowSource): Standing | undefined {
    if (!this.#isSettled) {
      this.#isSettled = true
      this.#settle()
      this.#grant()
    }
    return this.#standing.get(source)
  }

  /** Whether a source is held by itself, whatever hangs together: that is known first. */
  isScoped(source: RowSource): boolean {
    const { table } = source
    if (!table || !this.#isOfTenants(source) || this.#standing.get(source) === 'by-member') return false
    return source.assumed === 'own' || source.assumed === 'own, and not shared' || this.#isFixedTenant(source, table)
  }

  /** How a query for the tenant loaded a row before, or one that it hangs on. */
  loadedBy(source: RowSource): Loading | undefined {
    this.#loaded ??= this.#withRelatives((one, table) => loadedBy(one, table, this, this.#given, this.#changed.has(one)))
    return this.#loaded.get(source)
  }

  /** What the program calls a value that would lead to a row, or to one that it hangs on, if it were never null. */
  leadingOrNull(source: RowSource): string | undefined {
    this.#orNull ??= this.#withRelatives((one, table) => leadingOrNull(one, table, this, this.#given))
    return this.#orNull.get(source)
  }

  /** What a program says of the key of a row, or of one that it hangs on. */
  said(what: Said, source: RowSource): string | undefined {
    const said = this.#said.get(what) ?? this.#withRelatives((one, table) => saidOfKey(what, one, table, this, this.#given))
    this.#said.set(what, said)
    return said.get(source)
  }

  /** The sources that something holds, with what hangs on them. */
  #withRelatives<By>(heldBy: (source: RowSource, table: Table) => By | undefined): ReadonlyMap<RowSource, By> {
    const found = new Map<RowSource, By>()
    for (const one of this.#sources) {
      const by = one.table && this.#isOfTenants(one) ? heldBy(one, one.table) : undefined
      if (by !== undefined) found.set(one, by)
    }
    for (const [one, by] of found)
      for (const next of this.#relativesOf(one)) if (this.#isOfTenants(next) && !found.has(next)) found.set(next, by)
    return found
  }

  /** Whether a unique key of the source is fixed whole. */
  isPinned(source: RowSource): boolean {
    return source.table?.indexes.some((index) => isPinnedBy(source, index, this.facts)) ?? false
  }

  get isPossible(): boolean {
    return canHold(this.#branch.atoms, this.classes)
  }

  /** Whether a row belongs to somebody, itself or by what it refers to, so that what hangs on it is not everybody's. */
  isSomebodys(source: RowSource): boolean {
    const above = new Set([source])
    for (const one of above) {
      if (this.#isSomebodysItself(one)) return true
      for (const { parent } of this.relatives.parents(one)) if (this.#isOfTenants(parent)) above.add(parent)
    }
    return false
  }

  #isSomebodysItself(source: RowSource): boolean {
    if (!source.table) return false
    const { columns, mayBeShared } = this.#given.ownership.of(source.table)
    if (!mayBeShared || source.assumed === 'own, and not shared') return true
    return columns.some((name) => this.classes.isFixed(operand(source, name)) && this.#isNotNull(source, name))
  }

  /** The helper of the settings that holds a source. */
  helperOf(source: RowSource): string | undefined {
    return this.#helpers.find(({ sources }) => sources.includes(source))?.by
  }

  get #helpers(): readonly Scoping[] {
    return this.#branch.atoms.flatMap((atom) => (atom.kind === 'hidden' && atom.scopes ? [atom.scopes] : []))
  }

  #scopeByHelpers(): void {
    for (const { sources } of this.#helpers)
      for (const source of sources) if (source.table) this.#fixAll(this.#tenantOperands(source, source.table))
  }

  get facts(): Facts {
    return { classes: this.classes, atoms: this.#branch.atoms }
  }

  #isNotNull(source: RowSource, name: string): boolean {
    return this.classes.isNotNull(operand(source, name)) || !isNullable(source.table, name)
  }

  /** All columns of a row are made another's once, and fixed once: what is known is followed over and over. */
  #isDone(source: RowSource, other: RowSource): boolean {
    const done = this.#done.get(source) ?? new Set()
    this.#done.set(source, done)
    const isDone = done.has(other)
    done.add(other)
    return isDone
  }

  /** Follows what one fact says of the next until nothing more comes of it. */
  #close(withPeople: boolean): void {
    for (let changed = true; changed;) {
      changed = false
      for (const source of this.#sources) {
        const { table } = source
        if (table && this.#extend(source, table, withPeople)) changed = true
      }
    }
  }

  #extend(source: RowSource, table: Table, withPeople: boolean): boolean {
    const steps = [
      this.#pinShared(source, table),
      this.#spreadTenant(source, table),
      this.#spreadBelow(source, table),
      withPeople && this.#readByPerson(source, table),
      this.#spreadSecret(source, table),
      this.#uniteSameRows(source, table),
      this.#uniteTenants(source),
    ]
    return steps.includes(true)
  }

  #tenantOperands(source: RowSource, table: Table): Operand[] {
    return this.#given.ownership.of(table).columns.map((name) => operand(source, name))
  }

  /** One row of a table that nobody owns, and of a root, has the same columns for all. */
  #pinShared(source: RowSource, table: Table): boolean {
    if (!this.#given.ownership.isShared(table) || !this.isPinned(source) || this.#isDone(source, source)) return false
    return this.#fixAll(table.columns.map((column) => operand(source, column.name)))
  }

  #fixAll(operands: readonly Operand[]): boolean {
    let changed = false
    for (const one of operands) if (this.classes.fix(one)) changed = true
    return changed
  }

  /** The levels of a hierarchy that a tenant's row names are that tenant's; where it names none, nothing is said. */
  #spreadTenant(source: RowSource, table: Table): boolean {
    const { columns } = this.#given.ownership.of(table)
    if (!this.#isFixedTenant(source, table)) return false
    return this.#fixAll(columns.filter((name) => this.#isNotNull(source, name)).map((name) => operand(source, name)))
  }

  /** Tenants that are asked for by the one above them are that one's, with all that they have. */
  #spreadBelow(source: RowSource, table: Table): boolean {
    const { ownership } = this.#given
    if (ownership.of(table).kind !== 'root') return false
    const above = ownership.referencesOf(table).filter((key) => ownership.parent(key) === table)
    const isOfOne = above.some(({ columns }) => columns.every((name) => namesOneAbove.test(name) && this.#isAskedFor(source, name)))
    return isOfOne && this.#fixAll(this.#tenantOperands(source, table))
  }

  /** Not by what another tenant's row has there: what stands below the same one are its siblings. */
  #isAskedFor(source: RowSource, name: string): boolean {
    const isOfSibling = this.classes.columnsLike(operand(source, name)).some((other) => {
      const owner = other.source === source || !other.source.table ? undefined : this.#given.ownership.of(other.source.table)
      return owner?.kind === 'root' && !owner.columns.includes(other.name)
    })
    return !isOfSibling && this.#isFixed(source, name) && this.#isNotNull(source, name)
  }

  /** A NULL among several tenant columns is no tenant: it only says that the row stands at an outer level. */
  #isFixedTenant(source: RowSource, table: Table): boolean {
    const { columns } = this.#given.ownership.of(table)
    return columns.some((name) => this.classes.isFixed(operand(source, name)) && (columns.length === 1 || this.#isNotNull(source, name)))
  }

  #readByPerson(source: RowSource, table: Table): boolean {
    if (!this.#isReadByPerson(source, table)) return false
    const known = this.#given.ownership.of(table).columns.filter((name) => this.#isNotNull(source, name))
    return this.#raise(source, 'by-member') || this.#fixAll(known.map((name) => operand(source, name)))
  }

  #isReadByPerson(source: RowSource, table = source.table): boolean {
    if (!table || this.#changed.has(source)) return false
    return this.#isSomebody(source, this.#given.ownership.of(table).person) && !this.#isFixedTenant(source, table)
  }

  /** The column by which a query asks for what a person belongs to. */
  personFixed(source: RowSource): string | undefined {
    const person = source.table && this.#given.ownership.of(source.table).person
    return this.#isSomebody(source, person) ? person : this.addresseeFixed(source)
  }

  /** The column by which it asks for what somebody is invited to, who belongs to none of it before that is accepted. */
  addresseeFixed(source: RowSource): string | undefined {
    const addressee = source.table && this.#given.ownership.addresseeOf(source.table)
    return this.#isFixed(source, addressee) ? addressee : undefined
  }

  /** Whether a person is asked for: NULL is nobody, who may stand in rows of all tenants. */
  #isSomebody(source: RowSource, person: string | undefined): boolean {
    return person !== undefined && this.#isFixed(source, person) && this.#isNotNull(source, person)
  }

  #isFixed(source: RowSource, column: string | undefined): boolean {
    return column !== undefined && this.classes.isFixed(operand(source, column))
  }

  #spreadSecret(source: RowSource, table: Table): boolean {
    const tenant = this.#tenantOperands(source, table)
    const isSecret = tenant.some((column) => this.classes.isSecret(column)) || this.#isPinnedBySecret(source, table)
    let changed = false
    if (isSecret) for (const column of tenant) if (this.classes.markSecret(column)) changed = true
    return changed
  }

  /** Whether it is the one row that somebody was given the secret of, whoever has it. */
  isFoundBySecret(source: RowSource): boolean {
    return source.table !== undefined && this.#isPinnedBySecret(source, source.table)
  }

  #isPinnedBySecret(source: RowSource, table: Table): boolean {
    const isTold = [...this.#given.ownership.secretColumns(table)].some((name) => isKnown(source, name, this.facts))
    return isTold && table.indexes.some((index) => isPinnedBy(source, index, this.facts))
  }

  #uniteSameRows(source: RowSource, table: Table): boolean {
    let changed = false
    for (const other of this.relatives.firstSameRows(source)) {
      if (this.#isDone(source, other)) continue
      for (const { name } of table.columns) if (this.classes.unite(operand(source, name), operand(other, name))) changed = true
    }
    return changed
  }

  /** Over a foreign key that holds both tenant columns Postgres itself keeps them equal. */
  #uniteTenants(child: RowSource): boolean {
    let changed = false
    for (const { parent, own, to } of this.relatives.tenantKeys(child))
      if (this.classes.unite(operand(child, own), operand(parent, to))) changed = true
    return changed
  }

  #isOfTenants({ table }: RowSource): boolean {
    return table !== undefined && this.#given.ownership.of(table).kind !== 'global'
  }

  /** What is found first is best: people before secrets, and both before what hangs on other rows. */
  #raise(source: RowSource, standing: Standing): boolean {
    if (!this.#isOfTenants(source) || this.#standing.has(source)) return false
    this.#standing.set(source, standing)
    return true
  }

  /** Gives each source its standing, and passes it on over foreign keys. */
  #settle(): void {
    for (const source of this.#sources) {
      const { table } = source
      if (this.isScoped(source)) this.#raise(source, 'scoped')
      else if (table && this.#isKnownBySecret(source, table)) this.#raise(source, 'by-secret')
    }
    const ofTenants = this.#sources.filter((source) => this.#isOfTenants(source))
    const open = [...this.#standing.keys()]
    for (let source = open.pop(); source && this.#standing.size < ofTenants.length; source = open.pop())
      for (const next of this.#relativesOf(source)) if (this.#raise(next, 'by-parent')) open.push(next)
  }

  /** A row that was given to the person who asks, with what hangs on it; not what else its tenant has. */
  #grant(): void {
    for (const source of this.#sources) {
      const grant = source.table && this.#given.ownership.grantOf(source.table)
      if (!grant || this.#changed.has(source) || !this.#isSomebody(source, grant.person)) continue
      this.#raise(source, 'by-member')
      for (const [row, standing] of this.#givenBy(source, grant)) this.#give(row, standing)
    }
  }

  /** The row that another one gives, or what refers to it, since it need not be there itself. */
  *#givenBy(source: RowSource, grant: Grant): Generator<readonly [RowSource, Standing]> {
    for (const { key, parent } of this.relatives.parents(source)) if (key === grant.key) yield [parent, 'by-member']
    const given = this.#given.ownership.parent(grant.key)
    for (const { sibling, parent } of this.relatives.siblings(source)) if (parent === given) yield [sibling, 'by-parent']
  }

  #give(row: RowSource, standing: Standing): void {
    if (!this.#raise(row, standing)) return
    const open = [row]
    for (let source = open.pop(); source; source = open.pop()) {
      for (const next of this.#hangingOn(source)) if (this.#raise(next, 'by-parent')) open.push(next)
      for (const { parent } of this.relatives.parents(source)) if (this.#isUpwards(parent)) this.#raise(parent, 'by-parent')
    }
  }

  /** What belongs to a row; a group may have been given other rows by it, as people are. */
  *#hangingOn(source: RowSource): Generator<RowSource> {
    yield* this.relatives.sameRows(source)
    for (const { child } of this.relatives.children(source)) yield child
    const grant = source.table && this.#given.ownership.grantOf(source.table)
    if (grant && !this.#changed.has(source)) for (const [row] of this.#givenBy(source, grant)) yield row
  }

  /** A row without a tenant column, such as that of a session, has nothing to note the secret at. */
  #isKnownBySecret(source: RowSource, table: Table): boolean {
    const tenant = this.#tenantOperands(source, table)
    if (tenant.length === 0) return this.#isPinnedBySecret(source, table)
    const isFixed = (name: string): boolean => this.classes.isFixed(operand(source, name))
    const refersToSecret = this.#given.ownership.keysToSecrets(table).some(({ columns }) => columns.every(isFixed))
    return refersToSecret || tenant.some((column) => this.classes.isSecret(column))
  }

  *#relativesOf(source: RowSource): Generator<RowSource> {
    yield* this.relatives.sameRows(source)
    yield* this.relatives.sameTenants(source)
    for (const { parent } of this.relatives.parents(source)) if (this.#isUpwards(parent)) yield parent
    if (this.isSomebodys(source)) {
      for (const { child } of this.relatives.children(source)) yield child
    }
    for (const { sibling, parent } of this.relatives.siblings(source)) if (this.#isOwned(parent)) yield sibling
  }

  /**
   * A row that everybody may share is read by the tenant's own rows, not changed by them. A row that names another tenant
   * is not that tenant's.
   */
  #isUpwards(parent: RowSource): boolean {
    if (parent.table && this.#given.ownership.of(parent.table).kind === 'root') return false
    return !this.#changed.has(parent) || this.isSomebodys(parent)
  }

  #isOwned(table: Table): boolean {
    const { kind, mayBeShared } = this.#given.ownership.of(table)
    return kind === 'tenant' && !mayBeShared
  }
}
