import type { Catalog, Index, Reference, Table } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { onceOfSchema } from '../of-schema.ts'
import { isLikePeople, isNamed, isNamedForPeople, isSameName, isSecretColumn, personNamed } from '../owner.ts'
import { isNullable } from './nulls.ts'
import { findingParts, uniqueKeys, type KeyPart } from './whole-keys.ts'

/** Whose rows a table holds. */
export interface Owner {
  /** `root`: the tenants themselves, judged by their key. */
  readonly kind: 'tenant' | 'root' | 'global'
  /** Any one of them fixed is enough; none where the table is owned through its foreign keys. */
  readonly columns: readonly string[]
  /** The column of the foreign key that it is owned through. */
  readonly through: string | undefined
  /** Which of the columns is a root's own key. */
  readonly ownKey: string | undefined
  /** Joins a person to a tenant; its person's column. */
  readonly person: string | undefined
  /** A row may belong to nobody, and then all share it. */
  readonly mayBeShared: boolean
}

/** A table that gives people single rows of tenants. */
export interface Grant {
  readonly person: string
  readonly key: Reference
}

/** A reference and the table that has it. */
export interface ReferenceFrom {
  readonly table: Table
  readonly key: Reference
}

const nobody: Owner = { kind: 'global', columns: [], through: undefined, ownKey: undefined, person: undefined, mayBeShared: false }

/** Whose tables the rules ask about: the same for all of them. */
export const ownershipOf = onceOfSchema((catalog, settings) => new Ownership(catalog, settings))

/** Whose rows hold others: nobody asks about a table between, yet what it leads to is held by it. */
export const holdingOf = onceOfSchema(
  (catalog, settings) => new Ownership(catalog, settings, settings.followForeignKeys ? 'all and between' : 'between'),
)

/** Which tables without a tenant column are owned through their foreign keys: those between others also where these may be NULL. */
type Followed = 'all' | 'all and between' | 'between' | 'none'

/** Who owns what, by the catalog and what the team says. */
export class Ownership {
  readonly catalog: Catalog
  readonly #settings: Readonly<Settings>
  readonly #followed: Followed
  readonly #owners = new Map<Table, Owner>()
  readonly #roots: ReadonlyMap<Table, string>
  readonly #references = new Map<Table, readonly Reference[]>()
  readonly #keysTo = new Map<Table, ReferenceFrom[]>()
  readonly #parents = new Map<Reference, Table | undefined>()
  /** The tables that have them. */
  readonly #holders = new Map<Reference, Table>()
  readonly #secretKeys = new Map<Table, readonly Index[]>()
  #people: ReadonlySet<Table> | undefined

  constructor(catalog: Catalog, settings: Readonly<Settings>, followed: Followed = settings.followForeignKeys ? 'all' : 'none') {
    this.catalog = catalog
    this.#settings = settings
    this.#followed = followed
    for (const table of catalog.tables) {
      for (const key of this.referencesOf(table)) {
        this.#holders.set(key, table)
        const parent = this.parent(key)
        if (!parent) continue
        const known = this.#keysTo.get(parent)
        if (known) known.push({ table, key })
        else this.#keysTo.set(parent, [{ table, key }])
      }
    }
    this.#roots = this.#findRoots()
  }

  of(table: Table): Owner {
    const known = this.#owners.get(table)
    if (known) return known
    this.#owners.set(table, nobody)
    const owner = this.#owner(table)
    this.#owners.set(table, owner)
    return owner
  }

  /** The foreign keys of a table, and what an ORM relates without one; a partition has those of the table that it is a part of. */
  referencesOf(table: Table): readonly Reference[] {
    const known = this.#references.get(table)
    if (known) return known
    const { partitionOf } = table
    const whole = partitionOf && this.catalog.table(partitionOf.schema, partitionOf.name)
    const found = [...table.foreignKeys, ...(table.relations ?? []), ...(whole ? this.referencesOf(whole).map((key) => ({ ...key })) : [])]
    this.#references.set(table, found)
    return found
  }

  /** The columns that say whose a row of a table is; none where each row is a tenant itself. */
  columnsOf(table: Table): readonly string[] {
    const { kind, columns, ownKey } = this.of(table)
    const [key = '', ...more] = table.primaryKey?.columns ?? []
    const isTenants = more.length === 0 && columns.includes(key)
    return kind === 'tenant' && !isTenants ? columns.filter((name) => name !== ownKey) : []
  }

  /** The table that a foreign key references. */
  parent(key: Reference): Table | undefined {
    if (this.#parents.has(key)) return this.#parents.get(key)
    const { references } = key
    const parent = this.catalog.table(references.schema, references.table)
    this.#parents.set(key, parent)
    return parent
  }

  /** What of a foreign key is enough to find the row that it references: all of it, or a key of that row alone. */
  readonly findingParts = onceFor((key: Reference): readonly KeyPart[] => {
    const table = this.#holders.get(key)
    return table ? findingParts(table, key, this.parent(key)) : [{ own: key.columns, to: key.references.columns }]
  })

  /** The unique indexes of which a column is a secret. */
  secretKeys(table: Table): readonly Index[] {
    const found =
      this.#secretKeys.get(table) ??
      table.indexes.filter(({ unique, keys }) => unique && keys.some(({ column }) => column !== undefined && this.isSecret(table, column)))
    this.#secretKeys.set(table, found)
    return found
  }

  /** The foreign keys that name a row of another table by its secret. */
  keysToSecrets(table: Table): readonly Reference[] {
    return table.foreignKeys.filter((key) => {
      const parent = this.parent(key)
      return parent && this.secretKeys(parent).some(({ keys }) => keys.every(({ column }) => key.references.columns.includes(column ?? '')))
    })
  }

  isSecret(table: Table, column: string): boolean {
    return this.secretColumns(table).has(column)
  }

  readonly secretColumns = onceFor((table: Table): ReadonlySet<string> => {
    return new Set(table.columns.flatMap(({ name }) => (isSecretColumn(table, name, this.#settings) ? name : [])))
  })

  /** The first columns of the keys that are referenced, or may be without a foreign key. */
  readonly referencedColumns = onceFor((table: Table): readonly string[] => [
    ...new Set(
      [...this.keysTo(table).map(({ key }) => key.references.columns), table.primaryKey?.columns ?? []].flatMap(([first]) => first ?? []),
    ),
  ])

  /** The foreign keys that reference a table. */
  keysTo(table: Table): readonly ReferenceFrom[] {
    return this.#keysTo.get(table) ?? []
  }

  /** A global table that membership-like keys refer to. */
  isPeople(table: Table): boolean {
    this.#people ??= this.#findPeople()
    return this.#people.has(table)
  }

  /** How a table without a tenant column gives people rows of tenants: by a key of both, where it is one of members or the like. */
  readonly grantOf = onceFor((table: Table): Grant | undefined => {
    if (this.#tenantColumns(table).length > 0) return undefined
    const keys = this.referencesOf(table).flatMap((key) => {
      const [column = '', ...more] = key.columns
      const parent = this.parent(key)
      return parent && more.length === 0 ? [{ key, column, parent }] : []
    })
    const person = keys.find(({ parent }) => this.isPeople(parent) || isNamedForPeople(parent.name))
    const row = keys.find((one) => one !== person && !isNullable(table, one.column) && this.of(one.parent).kind === 'tenant')
    if (!person || !row || !uniqueKeys(table).some((key) => isPair(key, person.column, row.column))) return undefined
    const isNamedForBoth = isNamedFor(table, person.parent) && isNamedFor(table, row.parent)
    const isGrant = isNamedForBoth || namesMembers.test(table.name) || this.#isListed(table, this.#settings.membershipTables)
    return isGrant ? { person: person.column, key: row.key } : undefined
  })

  /** The column of a table of invitations that says whom they were sent to: they are that person's, as memberships are. */
  readonly addresseeOf = onceFor((table: Table): string | undefined =>
    namesInvitations.test(table.name) ? table.columns.find(({ name }) => isNamed(name, addressees))?.name : undefined,
  )

  /** A table that no tenant owns, so that one pinned row of it is the same for all: people, plans, and the tenants themselves. */
  isShared(table: Table): boolean {
    return this.of(table).kind !== 'tenant'
  }

  readonly #tenantColumns = onceFor((table: Table): readonly string[] =>
    table.columns.map((column) => column.name).filter((name) => isNamed(name, this.#settings.tenantColumns)),
  )

  /** The tables that tenant columns reference, each by its key; one that references on by that key is none itself. */
  #findRoots(): Map<Table, string> {
    const roots = new Map<Table, string>()
    for (const [parent, keys] of this.#keysTo) {
      for (const { key } of keys) {
        const column = this.#rootColumn(key)
        if (column !== undefined && !this.#isPassedOn(parent, column)) roots.set(parent, column)
      }
    }
    for (const table of this.catalog.tables) {
      const [column = '', ...more] = table.primaryKey?.columns ?? []
      const isTenants = more.length === 0 && isNamed(column, this.#settings.tenantColumns) && isKeyTo(table, column)
      if (isTenants && !this.#isPassedOn(table, column)) roots.set(table, column)
    }
    return roots
  }

  #isPassedOn(table: Table, column: string): boolean {
    return isNamed(column, this.#settings.tenantColumns) && this.referencesOf(table).some(({ columns }) => columns.includes(column))
  }

  /** The parent's column that a tenant column references, besides those that both have of an outer level. */
  #rootColumn({ columns, references }: Reference): string | undefined {
    const pairs = columns.map((column, i) => [column, references.columns[i] ?? ''] as const)
    const own = pairs.filter(
      ([column, to]) => isNamed(column, this.#settings.tenantColumns) && (pairs.length === 1 || !isNamed(to, this.#settings.tenantColumns)),
    )
    return own.length === 1 && pairs.every(([column]) => isNamed(column, this.#settings.tenantColumns)) ? own[0]?.[1] : undefined
  }

  #owner(table: Table): Owner {
    if (this.#isListed(table, this.#settings.globalTables)) return nobody
    const ownKey = this.#roots.get(table)
    const columns = this.#tenantColumns(table).filter((name) => name !== ownKey)
    if (columns.length === 0 && ownKey !== undefined) return { ...nobody, kind: 'root', columns: [ownKey], ownKey }
    if (columns.length === 0) return this.#isFollowed(table) ? this.#byForeignKeys(table) : nobody
    const mayBeShared = columns.every((name) => isNullable(table, name))
    return {
      ...nobody,
      kind: 'tenant',
      columns: ownKey === undefined ? columns : [...columns, ownKey],
      ownKey,
      person: this.#personOf(table, columns),
      mayBeShared,
    }
  }

  /** Where the team does not say so itself, people are no tenant's, nor is what names a tenant beside the one that it belongs to. */
  #isFollowed(table: Table): boolean {
    if (this.#followed !== 'between') return this.#followed !== 'none'
    const namesTenant = this.referencesOf(table).some((key) => {
      const parent = this.parent(key)
      return parent !== undefined && this.#roots.has(parent)
    })
    return !namesTenant && !this.isPeople(table)
  }

  /** The columns that reference the tenants themselves, whatever they are called. */
  #rootReferences(table: Table): readonly string[] {
    return this.referencesOf(table).flatMap((key) => {
      const [column = '', ...more] = key.columns
      const parent = this.parent(key)
      const isOfRoot = parent !== undefined && more.length === 0 && this.#roots.get(parent) === key.references.columns[0]
      return isOfRoot && !isNullable(table, column) ? [column] : []
    })
  }

  /** A table whose NOT NULL foreign keys lead to one that a tenant owns; between others, or where a secret finds its rows, any lead on. */
  #byForeignKeys(table: Table): Owner {
    const named = this.#followed === 'between' ? [] : this.#rootReferences(table)
    if (named.length > 0) return { ...nobody, kind: 'tenant', columns: named }
    const leadsByAny = this.#followed !== 'all' && (this.secretKeys(table).length > 0 || this.referencesOf(table).length > 1)
    const leading = this.referencesOf(table).flatMap((key) => {
      const isAlways = key.columns.every((name) => !isNullable(table, name))
      const parent = this.parent(key)
      const owner = parent && (isAlways || leadsByAny) ? this.of(parent) : nobody
      return owner.kind === 'global' ? [] : [{ through: key.columns[0], isAlways, mayBeShared: owner.mayBeShared || !isAlways }]
    })
    const always = leading.filter(({ isAlways }) => isAlways)
    const owners = this.#followed === 'all and between' && always.length > 0 ? always : leading
    const [first] = owners
    if (!first) return nobody
    return { ...nobody, kind: 'tenant', through: first.through, mayBeShared: owners.every(({ mayBeShared }) => mayBeShared) }
  }

  #isListed({ schema, name }: Table, names: readonly string[]): boolean {
    return names.some((listed) => listed === name || listed === `${schema}.${name}`)
  }

  /** The column of a key of two, or of three of which one is the role, besides the tenant's, or of the only other foreign key of a table of members, and the table that it references. */
  *#besideTenant(table: Table): Generator<{ readonly column: string; readonly references: Table | undefined }> {
    const tenantColumns = this.#tenantColumns(table)
    const others = this.referencesOf(table).flatMap((key) => {
      const [column, ...more] = key.columns
      const references = this.parent(key)
      const isOther = column !== undefined && more.length === 0 && !tenantColumns.includes(column)
      return isOther && !saysHow(column, references) ? [{ column, references }] : []
    })
    for (const key of uniqueKeys(table).map((one) => one.filter((name) => !namesRole.test(name)))) {
      const [column, ...more] = key.filter((name) => !tenantColumns.includes(name))
      if (key.length !== 2 || column === undefined || more.length > 0) continue
      yield { column, references: others.find((other) => other.column === column)?.references }
    }
    if (tenantColumns.length > 0 && this.#isOfMembers(table)) {
      const [only = personNamed(table), ...more] = others
      if (only && more.length === 0) yield only
    }
    if (tenantColumns.length > 0 && this.referencesOf(table).length === 0) yield* this.#namedBesideTenant(table)
  }

  /** Where the schema has no foreign keys, names say it: `team_user` with a `user_id`. */
  *#namedBesideTenant(table: Table): Generator<{ readonly column: string; readonly references: Table }> {
    if (![...this.#roots.keys()].some((root) => isNamedFor(table, root))) return
    for (const references of this.catalog.tables) {
      if (!this.#isNamedPeople(references) || !isNamedFor(table, references)) continue
      const column = table.columns.find(({ name, nullable }) => !nullable && isKeyTo(references, name))?.name
      if (column !== undefined) yield { column, references }
    }
  }

  #isOfMembers(table: Table): boolean {
    return /member(?:ship)?s?$/i.test(table.name) || this.#isListed(table, this.#settings.membershipTables) || this.#isNamedForBoth(table)
  }

  /** `users_on_team` joins users to teams. */
  #isNamedForBoth(table: Table): boolean {
    const joined = this.referencesOf(table).flatMap((key) => this.parent(key) ?? [])
    const named = joined.filter((one) => isNamedFor(table, one))
    return named.some((one) => this.#roots.has(one)) && named.some((one) => this.isCalledPeople(one))
  }

  #isNamedPeople(table: Table): boolean {
    return this.isCalledPeople(table) && this.#mayBeShared(table)
  }

  /** People, whosever they are. */
  isCalledPeople(table: Table): boolean {
    return (isNamedForPeople(table.name) || this.#isListed(table, this.#settings.peopleTables)) && !this.#roots.has(table)
  }

  #mayBeShared(table: Table): boolean {
    return this.#isListed(table, this.#settings.globalTables) || this.#tenantColumns(table).length === 0
  }

  #personOf(table: Table, tenantColumns: readonly string[]): string | undefined {
    if (tenantColumns.length === 0) return undefined
    const isListed = this.#isListed(table, this.#settings.membershipTables)
    const isOfMembers = isListed || this.#isOfMembers(table)
    for (const { column, references } of this.#besideTenant(table))
      if (isListed || (references ? this.#isPerson(references, isOfMembers) : isOfMembers)) return column
    return undefined
  }

  /** Of a table of members, the person may have a tenant of their own, such as the one that they look at. */
  #isPerson(table: Table, isOfMembers: boolean): boolean {
    return this.isPeople(table) || (isOfMembers && this.isCalledPeople(table))
  }

  /** Those that are called so; what else tenants have once each may be people, too, unless it looks like things where others are called people. */
  #findPeople(): Set<Table> {
    const isSaid = (table: Table): boolean => this.#isListed(table, this.#settings.peopleTables) || this.#isNamedPeople(table)
    const people = new Set(this.catalog.tables.filter(isSaid))
    const isOneSaid = people.size > 0
    for (const table of this.catalog.tables) {
      for (const { references } of this.#besideTenant(table)) {
        if (!references || this.#roots.has(references) || !this.#mayBeShared(references)) continue
        if (!isOneSaid || this.#isOfMembers(table) || isLikePeople(references)) people.add(references)
      }
    }
    return people
  }
}

/** What tables are called of which a row lets a person see something. */
const namesMembers = /member|collaborator|participant|permission|access|grant|share|guest/i

const namesRole = /roles?(?:_?id)?$/i

/** Whether a column of a member's says who let them in, or what they may do. */
function saysHow(column: string, references: Table | undefined): boolean {
  return /(?:_b|B)y(?:_?id)?$|^(?:inviter|creator)_?(?:user_?)?id$/i.test(column) || /roles?$/i.test(references?.name ?? '')
}

const namesInvitations = /invit(?:e|ation)/i
const addressees: readonly string[] = ['email', 'email_address', 'invitee_email', 'invited_email', 'recipient_email']

function singular({ name }: Table): string {
  return name.toLowerCase().replace(/s$/, '')
}

/** Whether a table is called by another one, too, as `team_user` is by `users`. */
function isNamedFor(table: Table, other: Table): boolean {
  return table !== other && table.name.toLowerCase().includes(singular(other))
}

/** Whether a column is called what the key of a table is elsewhere: `team_id` of `teams`. */
function isKeyTo(table: Table, column: string): boolean {
  return isSameName(column, `${singular(table)}_id`)
}

function isPair(key: readonly string[], one: string, other: string): boolean {
  return key.length === 2 && key.includes(one) && key.includes(other)
}
