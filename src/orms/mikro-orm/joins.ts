import { quotedName } from '../../catalog/names.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import type { QueryPen, Sql } from '../query-sql.ts'
import { fieldNames } from './fields.ts'
import type { KnownEntities } from './known-entities.ts'
import { linkOf, type Link } from './links.ts'
import type { Model, Models, Property } from './models.ts'
import { tableSql } from './tables.ts'
import type { CallScene } from '../query-reader.ts'

/** What writes the SQL of one call. */
export interface Writing {
  readonly pen: QueryPen
  readonly scene: CallScene
  readonly entities: KnownEntities
  /** Names a table of the statement. */
  alias(): string
  /** What another builder asks within a condition; undefined for what is none. */
  readonly subquery: (value: Value) => Sql | undefined
}

export function modelsOf({ entities }: Writing): Models {
  return entities.models
}

/** An entity in a statement, under its alias. */
export interface Row {
  readonly model: Model
  readonly alias: string
  readonly joins: Joins
  /** Without a row of it there is none of the statement. */
  readonly isInner: boolean
}

export interface JoinAsked {
  readonly at: Located | undefined
  /** Rows of it that come along are others than those that are asked about. */
  readonly apart?: boolean
  readonly how?: 'inner' | 'left'
  readonly alias?: string
  readonly on?: (row: Row) => readonly Sql[]
}

type How = 'join' | 'left join'

/** A table that is joined, with those that stand in parentheses with it. */
interface Clause {
  readonly how: How
  readonly table: Sql
  readonly on: Sql
  readonly within: readonly Clause[]
}

/** The tables that are joined to the one of a statement. */
export class Joins {
  readonly #writing: Writing
  readonly #rows = new Map<string, Row>()
  readonly #clauses: Clause[] = []
  /** Where an inner join of the rows of an alias stands: those of rows that may be missing, with them. */
  readonly #inner = new Map<string, Clause[]>()
  /** Several rows of one that is joined may belong to one. */
  hasMany = false
  /** Those that the program itself gave a name. */
  readonly named = new Map<string, Row>()

  constructor(writing: Writing) {
    this.#writing = writing
  }

  get isEmpty(): boolean {
    return this.#clauses.length === 0
  }

  get sql(): Sql {
    return this.#sqlOf(this.#clauses)
  }

  #sqlOf(clauses: readonly Clause[]): Sql {
    const { pen } = this.#writing
    return clauses.flatMap(({ how, table, on, within }) =>
      within.length === 0 ? pen.sql` ${how} ${table} on ${on}` : pen.sql` ${how} (${table}${this.#sqlOf(within)}) on ${on}`,
    )
  }

  root(model: Model, alias = this.#writing.alias()): Row {
    const row: Row = { model, alias, joins: this, isInner: true }
    this.named.set(alias, row)
    return row
  }

  /** The row that a property refers to; the same where it was joined before. */
  join(row: Row, property: Property, asked: JoinAsked): Row | undefined {
    const link = linkOf(property, row.model, modelsOf(this.#writing))
    if (!link) return undefined
    const key = `${row.alias}.${property.name}${asked.apart === true && link.isMany ? ' apart' : ''}${asked.alias ?? ''}`
    const known = this.#rows.get(key)
    if (known) return known
    const isInner = asked.how === undefined ? row.isInner && !link.isOptional && !link.isMany : asked.how === 'inner'
    const other: Row = { model: link.target, alias: asked.alias ?? this.#writing.alias(), joins: this, isInner: row.isInner && isInner }
    this.#rows.set(key, other)
    if (asked.alias !== undefined) this.named.set(asked.alias, other)
    this.#add(row, link, other, isInner ? 'join' : 'left join', asked)
    return other
  }

  #add(row: Row, link: Link, other: Row, how: How, { at, on }: JoinAsked): void {
    const { pen } = this.#writing
    if (link.isMany) this.hasMany = true
    const from = link.through ? this.between(row, link, how, at) : row.alias
    const pairs = link.through?.other ?? link.pairs
    const conditions = [pen.text(onSql(from, other.alias, pairs)), ...(on?.(other) ?? [])]
    this.#put(from, other.alias, { how, table: tableOf(this.#writing, link.target, at), on: pen.all(conditions) })
  }

  #put(from: string, alias: string, { how, table, on }: Omit<Clause, 'within'>): void {
    const within: Clause[] = []
    const clauses = (how === 'join' ? this.#inner.get(from) : undefined) ?? this.#clauses
    clauses.push({ how, table: this.#writing.pen.sql`${table} ${quotedName(alias)}`, on, within })
    // Before MikroORM 6, each join stood alone.
    if (modelsOf(this.#writing).major >= 6) this.#inner.set(alias, how === 'join' ? clauses : within)
  }

  /** The table between two; gives its alias. */
  between(row: Row, { through }: Link, how: How, at: Located | undefined): string {
    const { pen } = this.#writing
    if (!through) return row.alias
    const key = `${row.alias} ${through.table.name} ${how}`
    const known = this.#rows.get(key)
    if (known) return known.alias
    const alias = this.#writing.alias()
    this.#rows.set(key, { ...row, alias })
    const own = through.own.map(([a, b]) => [b, a] as const)
    this.#put(row.alias, alias, { how, table: pen.text(tableSql(through.table), at), on: pen.text(onSql(row.alias, alias, own)) })
    return alias
  }
}

function onSql(own: string, other: string, pairs: Link['pairs']): string {
  return pairs.map(([a, b]) => `${quotedName(own)}.${quotedName(a)} = ${quotedName(other)}.${quotedName(b)}`).join(' and ')
}

/** The table of an entity, as somebody names the entity. */
export function tableOf({ pen, entities }: Writing, model: Model, at: Located | undefined): Sql {
  const { models } = entities
  const name = models.tableName(model)
  if (!name) return pen.text(quotedName(model.notation.name), at)
  const propertyOf = (column: string): string | undefined =>
    model.properties.find((property) => fieldNames(property, models)?.includes(column))?.name
  return pen.table(tableSql(name), name.name, propertyOf, at)
}

export function columnOf({ pen }: Writing, { alias }: Row, name: string, at?: Located): Sql {
  return pen.sql`${quotedName(alias)}.${pen.name(name, at)}`
}
