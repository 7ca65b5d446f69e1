import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'
import { isNamed } from '../owner.ts'

/** Whose rows a table holds. */
export interface Owner {
  /** `root`: the tenants themselves, judged by their key. */
  readonly kind: 'tenant' | 'root' | 'global'
  /** Any one of them fixed is enough. */
  readonly columns: readonly string[]
  /** Which of the columns are a root's own key. */
  readonly ownKey: string | undefined
  /** Joins a person to a tenant; its person's column. */
  readonly person: string | undefined
}

const nobody: Owner = { kind: 'global', columns: [], ownKey: undefined, person: undefined }

/** Who owns what, by the catalog and what the team says. */
export class Ownership {
  readonly #catalog: Catalog
  readonly #settings: Readonly<Settings>
  readonly #owners = new Map<Table, Owner>()
  readonly #roots = new Map<Table, string>()
  #people: ReadonlySet<Table> | undefined

  constructor(catalog: Catalog, settings: Readonly<Settings>) {
    this.#catalog = catalog
    this.#settings = settings
    for (const table of catalog.tables) {
      for (const { columns, references } of table.foreignKeys) {
        const [column, key] = [columns[0], references.columns[0]]
        if (columns.length !== 1 || column === undefined || key === undefined || !isNamed(column, settings.tenantColumns)) continue
        const root = catalog.table(references.schema, references.table)
        if (root) this.#roots.set(root, key)
      }
    }
  }

  of(table: Table): Owner {
    const known = this.#owners.get(table)
    if (known) return known
    const owner = this.#owner(table)
    this.#owners.set(table, owner)
    return owner
  }

  #owner(table: Table): Owner {
    if (this.#isListed(table, this.#settings.globalTables)) return nobody
    const ownKey = this.#roots.get(table)
    const columns = table.columns
      .map((column) => column.name)
      .filter((name) => isNamed(name, this.#settings.tenantColumns) && name !== ownKey)
    if (columns.length === 0) return ownKey === undefined ? nobody : { kind: 'root', columns: [ownKey], ownKey, person: undefined }
    return {
      kind: 'tenant',
      columns: ownKey === undefined ? columns : [...columns, ownKey],
      ownKey,
      person: this.#personOf(table, columns),
    }
  }

  #isListed({ schema, name }: Table, names: readonly string[]): boolean {
    return names.some((listed) => listed === name || listed === `${schema}.${name}`)
  }

  #personOf(table: Table, tenantColumns: readonly string[]): string | undefined {
    for (const key of uniqueKeys(table)) {
      const others = key.filter((name) => !tenantColumns.includes(name))
      const [person] = others
      if (key.length !== 2 || others.length !== 1 || person === undefined) continue
      const target = table.foreignKeys.find((fk) => fk.columns.length === 1 && fk.columns[0] === person)?.references
      const people = target && this.#catalog.table(target.schema, target.table)
      if (this.#isListed(table, this.#settings.membershipTables) || (people && this.isPeople(people))) return person
    }
    return undefined
  }

  /** A global table that membership-like keys refer to. */
  isPeople(table: Table): boolean {
    this.#people ??= this.#findPeople()
    return this.#people.has(table)
  }

  #findPeople(): Set<Table> {
    const people = new Set<Table>()
    for (const table of this.#catalog.tables) {
      if (this.#isListed(table, this.#settings.peopleTables)) people.add(table)
      const tenantColumns = table.columns.map((c) => c.name).filter((name) => isNamed(name, this.#settings.tenantColumns))
      for (const key of uniqueKeys(table)) {
        const [other] = key.filter((name) => !tenantColumns.includes(name))
        if (key.length !== 2 || other === undefined || !key.some((name) => tenantColumns.includes(name))) continue
        const target = table.foreignKeys.find((fk) => fk.columns.length === 1 && fk.columns[0] === other)?.references
        const referenced = target && this.#catalog.table(target.schema, target.table)
        const isShared =
          referenced && !this.#roots.has(referenced) && !referenced.columns.some((c) => isNamed(c.name, this.#settings.tenantColumns))
        if (isShared) people.add(referenced)
      }
    }
    return people
  }

  /** A table that no tenant owns, so that one pinned row of it is the same for all: people, plans, and the tenants themselves. */
  isShared(table: Table): boolean {
    return this.of(table).kind !== 'tenant'
  }
}

/** The column lists that are unique for all rows of a table. */
function uniqueKeys(table: Table): (readonly string[])[] {
  return table.indexes
    .filter((index) => index.unique && !index.predicate && index.keys.every((key) => key.column !== undefined))
    .map((index) => index.keys.map((key) => key.column ?? ''))
}
