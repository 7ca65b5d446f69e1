import { quotedName } from '../../catalog/names.ts'
import { truthOf } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import type { Asked } from './asked.ts'
import { allIncluded, includedWhere, joinOf, linkSql, throughWhere, type Included, type Part } from './includes.ts'
import { columnSql, tableSql, type Row, type Writing } from './writing.ts'

/** Where the joins of what is included stand: with a limit, and several rows for one, the limit cuts a query within. */
export class Joins {
  readonly isNested: boolean
  readonly inner: Sql
  readonly outer: Sql
  /** What the query within gives to joins outside of it. */
  readonly carried: Sql
  /** What is got by queries of their own, as a part of the output. */
  readonly separate: Sql
  /** What is included leaves rows out. */
  readonly conditions: readonly Sql[]
  readonly #writing: Writing
  readonly #top: Row & { readonly alias: string }
  readonly #inside = new Set<string>()

  constructor(writing: Writing, top: Row & { readonly alias: string }, parts: readonly Part[], isLimited: boolean, asked: Asked) {
    this.#writing = writing
    this.#top = top
    const { pen } = writing
    const own = asked.of('subQuery')
    const all = allIncluded(parts)
    this.isNested = isLimited && all.some(isMultiple) && (own === undefined || truthOf(own) !== false)
    if (this.isNested) this.#find(all)
    const carried: Sql[] = []
    this.inner = this.isNested ? this.#joins(parts, true, carried) : []
    this.outer = this.#joins(parts, false, carried)
    this.separate = this.#separate(all, carried)
    this.carried = carried.flatMap((sql) => pen.sql`, ${sql}`)
    const filters = this.isNested ? all.filter((one) => one.isMany && isNeeded(one)).map((one) => this.#filter(one)) : []
    this.conditions = [...filters, ...this.#hidden(parts)]
  }

  /** Those that stand in the query within. */
  #find(all: readonly Included[]): void {
    for (const one of all) {
      if (one.isMany || !isNeeded(one)) continue
      this.#inside.add(one.row.alias)
      this.#find(allIncluded(one.nested))
    }
  }

  #joins(parts: readonly Part[], isInside: boolean, carried: Sql[]): Sql {
    const { pen } = this.#writing
    return parts.flatMap((part): Sql => {
      if (part.kind === 'hidden') return []
      if (part.kind === 'ways')
        return pen.choice(
          part.key,
          part.on,
          part.of.map((way) => this.#joins(way, isInside, carried)),
        )
      if (part.isSeparate) return []
      const nested = this.#joins(part.nested, isInside, carried)
      if (this.#inside.has(part.row.alias) !== isInside) return nested
      const { how, body, on } = joinOf(this.#writing, part, this.#left(part, isInside, carried))
      const isMismatch = nested.length > 0 && !part.isRequired && allIncluded(part.nested).some(({ isRequired }) => isRequired)
      return isMismatch ? pen.sql` ${how} (${body}${nested}) on ${on}` : pen.sql` ${how} ${body} on ${on}${nested}`
    })
  }

  /** A column of a row in the query within, which gives it under a name of its own. */
  #left({ parent }: Included, isInside: boolean, carried: Sql[]): ((name: string) => Sql) | undefined {
    if (isInside || !this.#inside.has(parent.alias)) return undefined
    const { pen } = this.#writing
    return (name) => {
      const as = quotedName(`${parent.alias}.${name}`)
      carried.push(pen.sql`${columnSql(this.#writing, parent, name)} as ${as}`)
      return pen.text(`${quotedName(this.#top.alias)}.${as}`)
    }
  }

  /** Rows without any of several are left out by a query for one of them. */
  #filter(one: Included): Sql {
    const { pen } = this.#writing
    const { related, row, at, parent } = one
    const where = includedWhere(this.#writing, one)
    const nested = this.#required(one.nested)
    const target = pen.sql`${tableSql(this.#writing, related.target, at)} as ${quotedName(row.alias)}`
    if (!related.through) {
      const all = pen.all([where, linkSql(this.#writing, one)])
      return pen.sql`(select ${columnSql(this.#writing, row, related.foreignKey)} from ${target}${nested} where ${all} limit 1) is not null`
    }
    const { otherKey, targetKey, model } = related.through
    const own = { model, alias: model.parts.name }
    const key = columnSql(this.#writing, own, otherKey)
    const rest = where.length === 0 ? [] : pen.sql` and ${where}`
    const from = pen.sql`${tableSql(this.#writing, model, at)} as ${quotedName(own.alias)} inner join ${target} on ${key} = ${columnSql(this.#writing, row, targetKey)}${rest}`
    const link = pen.sql`${columnSql(this.#writing, parent, related.referred)} = ${columnSql(this.#writing, own, related.foreignKey)}`
    return pen.sql`(select ${key} from ${from}${nested} where ${link}${throughWhere(this.#writing, one, own)} limit 1) is not null`
  }

  #required(parts: readonly Part[]): Sql {
    const { pen } = this.#writing
    return allIncluded(parts).flatMap((one): Sql => {
      if (!one.isRequired) return []
      const { how, body, on } = joinOf(this.#writing, one)
      return pen.sql` ${how} ${body} on ${on}${this.#required(one.nested)}`
    })
  }

  /** What is included and cannot be seen may leave rows out. */
  #hidden(parts: readonly Part[]): Sql[] {
    return parts.flatMap((part): Sql[] => {
      if (part.kind === 'hidden') return [this.#writing.pen.hidden(part.value)]
      return part.kind === 'ways' ? part.of.flatMap((way) => this.#hidden(way)) : this.#hidden(part.nested)
    })
  }

  /** Also of what is joined. */
  #separate(all: readonly Included[], carried: Sql[]): Sql {
    return all.flatMap((one) =>
      one.isSeparate ? this.#writing.pen.sql`, (${this.#apart(one, carried)})` : this.#separate(allIncluded(one.nested), carried),
    )
  }

  #apart(one: Included, carried: Sql[]): Sql {
    const { pen } = this.#writing
    const where = pen.all([linkSql(this.#writing, one, this.#left(one, false, carried)), includedWhere(this.#writing, one)])
    const table = pen.sql`${tableSql(this.#writing, one.related.target, one.at)} as ${quotedName(one.row.alias)}`
    return pen.sql`select 1${this.#separate(allIncluded(one.nested), [])} from ${table}${this.#joins(one.nested, false, [])} where ${where}`
  }
}

function isMultiple(one: Included): boolean {
  return !one.isSeparate && (one.isMany || allIncluded(one.nested).some(isMultiple))
}

function isNeeded(one: Included): boolean {
  return !one.isSeparate && (one.isRequired || allIncluded(one.nested).some(isNeeded))
}
