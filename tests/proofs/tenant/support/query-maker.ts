import { some, type Doc } from './doc.ts'
import type { Dice } from './dice.ts'
import { typeOf, type Domain, type PlainTable, type RandomSchema } from './random-schema.ts'

/** Something in FROM whose columns a condition may name. */
export interface Src {
  readonly alias: string
  readonly columns: readonly { readonly name: string; readonly domain: Domain }[]
  /** Columns of which one keeps its rows to a tenant. */
  readonly tenantColumns: readonly string[]
  readonly table: PlainTable | undefined
}

/** A column as it is written. */
export interface Named {
  readonly text: string
  readonly domain: Domain
}

/** What a place may name: its own sources, and those around it. */
export interface Place {
  readonly own: readonly Src[]
  readonly outer: readonly Src[]
}

/** A WITH query by its name. */
export interface With {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly domain: Domain }[]
}

/** A query without what it may be called on, and the domains of its columns, which are called c1, c2 … */
export interface Built {
  readonly doc: Doc
  readonly columns: readonly Domain[]
}

/** What all parts of one random query share. */
export class QueryMaker {
  readonly dice: Dice
  readonly schema: RandomSchema
  readonly withs: With[] = []
  /** How often a source is held to its tenant by a condition of its own; otherwise it takes what ties it to others. */
  readonly care: number
  #aliases = 0

  constructor(schema: RandomSchema, dice: Dice) {
    this.schema = schema
    this.dice = dice
    this.care = dice.pick([0.12, 0.3, 0.6])
  }

  alias(letter: string): string {
    return `${letter}${++this.#aliases}`
  }

  /** Tables of tenants; now and then one of the others. */
  table(wanted?: Domain): PlainTable {
    const { tables } = this.schema
    const having = wanted === undefined ? tables : tables.filter(({ columns }) => columns.some(({ domain }) => domain === wanted))
    const from = having.length > 0 ? having : tables
    const ofTenants = from.filter(({ name, tenantColumns }) => tenantColumns.length > 0 || /^t\d/.test(name))
    return this.dice.pick(ofTenants.length > 0 && this.dice.chance(0.88) ? ofTenants : from)
  }

  /** One that is no view. */
  baseTable(): PlainTable {
    for (;;) {
      const table = this.table()
      if (!table.isView) return table
    }
  }

  sourceOf(table: PlainTable, letter = 'x'): Src {
    return { alias: this.alias(letter), columns: table.columns, tenantColumns: table.tenantColumns, table }
  }
}

export function columnsOf(sources: readonly Src[]): Named[] {
  return sources.flatMap(({ alias, columns }) =>
    columns.map(({ name, domain }) => ({ text: alias === '' ? name : `${alias}.${name}`, domain })),
  )
}

const plainDomains: ReadonlySet<Domain> = new Set(['text', 'int', 'bool', 'time'])

export function isKey({ domain }: Named): boolean {
  return !plainDomains.has(domain)
}

/** Two columns of one domain, one of each list; keys rather than values. */
export function pairOf(left: readonly Named[], right: readonly Named[], dice: Dice): readonly [Named, Named] | undefined {
  const pairs = left.flatMap((a) => right.filter((b) => a.domain === b.domain && a.text !== b.text).map((b) => [a, b] as const))
  const keys = pairs.filter(([a]) => isKey(a))
  const from = keys.length > 0 && dice.chance(0.85) ? keys : pairs
  return from.length > 0 ? dice.pick(from) : undefined
}

/** Where the asking tenant's value of a domain is. */
export function parameterOf(domain: Domain): string | undefined {
  if (domain === 'org') return ':organizations.id'
  if (domain === 'workspace') return ':workspaces.id'
  if (domain === 'user') return ':users.id'
  if (domain === 'plan') return ':plans.id'
  if (domain === 'slug') return ':organizations.slug'
  if (domain === 'email') return ':users.email'
  if (domain.startsWith('token ')) return `:${domain.slice(6)}.token`
  return plainDomains.has(domain) ? undefined : `:${domain}.id`
}

/** A condition that holds one tenant's rows, in one of the forms that an application may write. */
export function tenantFilter({ text, domain }: Named, dice: Dice): Doc {
  const value = parameterOf(domain) ?? 'null'
  return dice.weighted<Doc>([
    [12, `${text} = ${value}`],
    [1, `${value} = ${text}`],
    [1, `${text} in (${value})`],
    [1, `${text} = any (${value}[])`],
    [1, `${text} is not distinct from ${value}`],
    [1, `${text} = (select ${value}::int)`],
    [1, `not (${text} <> ${value})`],
    [1, `(${text} = ${value}) is true`],
    [1, `coalesce(${text} = ${value}, false)`],
    [1, `${text}::text = ${value}::text`],
    [1, `(${text} = ${value} or ${text} is null)`],
    [1, `coalesce(${text}, ${value}) = ${value}`],
    [1, `${text} in (select unnest(${value}[]::int[]))`],
    [1, `(${text}, true) = (${value}, true)`],
  ])
}

/** The tenant columns of sources. */
export function tenantColumnsOf(sources: readonly Src[]): Named[] {
  return sources.flatMap(({ alias, columns, tenantColumns }) =>
    columns
      .filter(({ name }) => tenantColumns.includes(name))
      .map(({ name, domain }) => ({ text: alias === '' ? name : `${alias}.${name}`, domain })),
  )
}

/** Conditions joined by AND, each of which may be left out. */
export function conjunction(parts: readonly Doc[], before: string): Doc {
  return some(parts, ' and ', { before })
}

/** Names that are columns of exactly one source on each side, and of one type. */
export function commonNames(left: readonly Src[], right: readonly Src[]): string[] {
  const typeOn = (sources: readonly Src[], name: string): string | undefined => {
    const [only, ...more] = sources.flatMap(({ columns }) => columns.filter((column) => column.name === name))
    return only && more.length === 0 && only.domain !== 'count' ? typeOf(only.domain) : undefined
  }
  return namesOf(left).filter((name) => typeOn(left, name) !== undefined && typeOn(left, name) === typeOn(right, name))
}

function namesOf(sources: readonly Src[]): string[] {
  return [...new Set(sources.flatMap(({ columns }) => columns.map(({ name }) => name)))]
}

/** Whether NATURAL finds each name of both sides once on either. */
export function mayBeNatural(left: readonly Src[], right: readonly Src[]): boolean {
  const common = commonNames(left, right)
  return namesOf(left).every((name) => common.includes(name) || !namesOf(right).includes(name))
}
