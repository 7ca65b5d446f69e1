import { quotedName } from '../../catalog/names.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Sql } from '../query-sql.ts'
import type { ColumnPair, Link, Relation } from './entity.ts'
import { pathOf } from './model.ts'
import { isOff, isSet } from './options.ts'
import { columnSql, fromSql, type Row, type Writing } from './writing.ts'

/** Longer aliases are cut by TypeORM itself. */
const longestAlias = 60

/** The tables that find options join, each once. */
export class FindJoins {
  readonly #writing: Writing
  readonly #withDeleted: boolean
  readonly #rows = new Map<string, { readonly row: Row; readonly isInner: boolean }>()
  readonly #sql: Sql[] = []

  constructor(writing: Writing, withDeleted: boolean) {
    this.#writing = writing
    this.#withDeleted = withDeleted
  }

  get sql(): Sql {
    return this.#sql.flat()
  }

  /** The row of a relation; undefined where it is not known how that is found. */
  join(row: Row, relation: Relation, at: Located | undefined): Row | undefined {
    const key = `${row.alias}__${row.alias}_${pathOf(relation).replace('.', '_')}`
    const known = this.#rows.get(key)
    if (known) return known.row
    const link = row.model.link(relation)
    if (!link) return undefined
    const alias = key.length > longestAlias ? `${link.target.name.slice(0, 20)}_${this.#rows.size}` : key
    const joined: Row = { model: row.model.of(link.target), alias }
    const isInner = this.#isInner(row, relation, joined)
    this.#rows.set(key, { row: joined, isInner })
    this.#sql.push(joinSql(this.#writing, { how: isInner ? 'inner' : 'left', row, joined, link, at, withDeleted: this.#withDeleted }))
    return joined
  }

  /** From version 1 on, rows that must be there are joined so, where no row before them may be missing. */
  #isInner(row: Row, { args, link }: Relation, joined: Row): boolean {
    if (this.#writing.models.major < 1 || !link || link.through) return false
    const parent = [...this.#rows.values()].find((one) => one.row === row)
    if (parent && !parent.isInner) return false
    const isRequired = isOff(args.options, 'nullable') || isSet(args.options, 'primary')
    return isRequired && (this.#withDeleted || !joined.model.deleted)
  }
}

export interface Join {
  readonly how: 'inner' | 'left'
  readonly row: Row
  readonly joined: Row
  readonly link: Link
  readonly at: Located | undefined
  readonly withDeleted: boolean
  readonly on?: Sql
}

/** ` left join` of the rows of a relation. */
export function joinSql(writing: Writing, { how, row, joined, link, at, withDeleted, on = [] }: Join): Sql {
  const { pen } = writing
  const live = liveSql(writing, joined, withDeleted)
  const more = on.length > 0 && live.length > 0 ? pen.sql`${on} and ${live}` : [...on, ...live]
  const rest = more.length > 0 ? pen.sql` and (${more})` : []
  if (!link.through) return pen.sql` ${how} join ${fromSql(writing, joined, at)} on ${pairsSql(writing, row, joined, link.pairs)}${rest}`
  const { table, own, other } = link.through
  const between: Row = { model: row.model.of(table), alias: `${row.alias}_${joined.alias}`.slice(0, longestAlias) }
  const first = pairsSql(writing, between, row, own)
  return pen.sql` ${how} join ${fromSql(writing, between, at)} on ${first} ${how} join ${fromSql(writing, joined, at)} on ${pairsSql(writing, between, joined, other)}${rest}`
}

export function pairsSql({ pen }: Writing, own: Row, other: Row, pairs: readonly ColumnPair[]): Sql {
  const equal = ([a, b]: ColumnPair): string =>
    `${quotedName(other.alias)}.${quotedName(b.name)} = ${quotedName(own.alias)}.${quotedName(a.name)}`
  return pen.text(pairs.length === 0 ? 'true' : pairs.map(equal).join(' and '))
}

/** That a row was not deleted, where its entity can tell. */
export function liveSql(writing: Writing, row: Row, withDeleted: boolean): Sql {
  const { deleted } = row.model
  return deleted && !withDeleted ? writing.pen.sql`${columnSql(writing, row, deleted)} is null` : []
}

/** Of the classes that share a table, the rows of one. */
export function classSql(writing: Writing, row: Row): Sql {
  const { discriminator, name } = row.model
  return discriminator ? writing.pen.sql`${columnSql(writing, row, discriminator)} in ('${name}')` : []
}
