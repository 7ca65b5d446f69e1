import { quotedName } from '../../catalog/names.ts'
import type { Link } from '../../javascript/symbolic/chain.ts'
import { propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Step } from '../builder-steps.ts'
import type { CallScene } from '../query-reader.ts'
import type { QueryPen, Sql } from '../query-sql.ts'
import { fieldsOf } from '../ways.ts'
import { givenSql, writtenRows } from '../written-rows.ts'
import { Aliases } from './aliases.ts'
import { embeddingOf, type Embedding } from './embedding.ts'
import { filterMethods, filterSql, tableOfFilter } from './filters.ts'
import { parseSelected, type Embedded, type Selected } from './select-text.ts'

/** A table of the query with what is asked of it. */
interface Row {
  readonly table: string
  readonly alias: string
  /** What filters call it; empty for that of the query. */
  readonly path: string
}

/** What one call is written with. */
interface Writing {
  readonly pen: QueryPen
  readonly scene: CallScene
}

/** The SQL that PostgREST makes of a query of a table. */
export function writeQuery(writing: Writing, from: Link, schema: string | undefined, steps: readonly Step[]): readonly Sql[] | undefined {
  return new Writer(writing).query(from, schema, steps)
}

/** What PostgREST makes of a call of a function; undefined where it cannot be seen what that is given. */
export function writeCall(writing: Writing, called: Link, schema: string | undefined, steps: readonly Step[]): readonly Sql[] | undefined {
  return new Writer(writing).call(called, schema, steps)
}

class Writer {
  readonly #pen: QueryPen
  readonly #scene: CallScene
  readonly #aliases = new Aliases()

  constructor({ pen, scene }: Writing) {
    this.#pen = pen
    this.#scene = scene
  }

  query(from: Link, schema: string | undefined, links: readonly Step[]): readonly Sql[] | undefined {
    const [named] = from.args ?? []
    const table = textOf(named)
    if (!named || table === undefined) return undefined
    const row: Row = { table, alias: this.#aliases.next(), path: '' }
    const name = this.#named(table, schema, named)
    const deed = links.find((step) => step.kind === 'link' && deeds.has(step.link.name))
    const { name: does, args = [] } = deed?.kind === 'link' ? deed.link : { name: '', args: [] }
    switch (does) {
      case 'select':
        return [this.#select(row, name, args[0], links)]
      case 'insert':
      case 'upsert':
        return [this.#pen.sql`${this.#insert(row, name, args, does === 'upsert')}${this.#returning(row, links)}`]
      case 'update':
        return [this.#pen.sql`${this.#update(row, name, args[0], links)}${this.#returning(row, links)}`]
      case 'delete':
        return [this.#pen.sql`delete from ${name} ${row.alias}${this.#where(row, links, [])}${this.#returning(row, links)}`]
      default:
        return undefined
    }
  }

  call({ args = [] }: Link, schema: string | undefined, links: readonly Step[]): readonly Sql[] | undefined {
    const pen = this.#pen
    const [named, given] = args
    const called = textOf(named)
    const fields = given?.kind === 'record' ? fieldsOf(given) : given ? undefined : []
    if (!named || called === undefined || !fields?.every((field) => field.kind === 'entry')) return undefined
    const list = pen.list(fields.map(({ key, at, value }) => pen.sql`${pen.name(key, at)} => ${pen.value(value)}`))
    const select = links.find((step) => step.kind === 'link' && step.link.name === 'select')
    const columns = select?.kind === 'link' ? select.link.args?.[0] : undefined
    const row: Row = { table: called, alias: this.#aliases.next(), path: '' }
    return [this.#select(row, pen.sql`${this.#named(called, schema, named)}(${list})`, columns, links)]
  }

  #named(name: string, schema: string | undefined, { at }: Value): Sql {
    return this.#pen.text(schema === undefined ? quotedName(name) : `${quotedName(schema)}.${quotedName(name)}`, at)
  }

  #select(row: Row, name: Sql, columns: Value | undefined, links: readonly Step[]): Sql {
    const inner: Sql[] = []
    const output = this.#output(row, selectedBy(columns), links, columns, inner)
    return this.#pen.sql`select ${output} from ${name} ${row.alias}${this.#where(row, links, inner)}${this.#tail(row, links)}`
  }

  /** The rows that a write gives back: `.insert(…).select()`. */
  #returning(row: Row, links: readonly Step[]): Sql {
    const select = links.find((step) => step.kind === 'link' && step.link.name === 'select')
    if (select?.kind !== 'link') return []
    const columns = select.link.args?.[0]
    return this.#pen.sql` returning ${this.#output(row, selectedBy(columns), links, columns, [])}`
  }

  #output(row: Row, { columns, embedded }: Selected, links: readonly Step[], by: Value | undefined, inner: Sql[]): Sql {
    const pen = this.#pen
    const own = columns.map(({ name, alias, isCount }) => {
      if (name === '*') return pen.text(`${row.alias}.*`)
      const value = isCount ? 'count(*)' : `${row.alias}.${quotedName(name)}`
      return pen.text(`${value}${alias === undefined ? '' : ` as ${quotedName(alias)}`}`)
    })
    const others = embedded.map((one) => this.#embedded(row, one, links, by, inner))
    return pen.list([...(own.length > 0 ? own : [pen.text('1')]), ...others])
  }

  /** The rows of another table; where they are inner, the row itself is left out without any. */
  #embedded(row: Row, one: Embedded, links: readonly Step[], by: Value | undefined, inner: Sql[]): Sql {
    const pen = this.#pen
    const found = embeddingOf(one, row.table, this.#scene.catalog())
    const paths = [one.alias, one.name].flatMap((name) => (name === undefined ? [] : [row.path === '' ? name : `${row.path}.${name}`]))
    const other: Row = { table: found?.table ?? one.name, alias: this.#aliases.next(paths[0]), path: paths[0] ?? '' }
    const nested: Sql[] = []
    const output = this.#output(other, one.selected, links, by, nested)
    const filters = paths.flatMap((path) => this.#filters({ ...other, path }, links))
    const link = found
      ? this.#linked(row, other, found)
      : pen.hidden(
          by ?? {
            kind: 'unknown',
            reason: 'it is not known how they belong together',
            at: { node: this.#scene.program.ast, program: this.#scene.program },
          },
        )
    const rows = pen.sql`from ${pen.text(quotedName(other.table), by?.at)} ${other.alias} where ${pen.all([link, ...filters, ...nested])}`
    if (one.isInner) inner.push(pen.sql`exists (select 1 ${rows})`)
    return pen.sql`(select ${output} ${rows})`
  }

  #linked(row: Row, other: Row, { pairs, through }: Embedding): Sql {
    const on = (pair: readonly (readonly [string, string])[], left: string, right: string): string =>
      pair.map(([a, b]) => `${left}.${quotedName(a)} = ${right}.${quotedName(b)}`).join(' and ')
    if (!through) return this.#pen.text(on(pairs, row.alias, other.alias))
    const between = this.#aliases.next()
    const table = quotedName(through.table)
    const both = `${on(through.own, between, row.alias)} and ${on(through.other, between, other.alias)}`
    return this.#pen.text(`exists (select 1 from ${table} ${between} where ${both})`)
  }

  #where(row: Row, links: readonly Step[], inner: readonly Sql[]): Sql {
    const filters = [...this.#filters(row, links), ...inner]
    return filters.every((one) => one.length === 0) ? [] : this.#pen.sql` where ${this.#pen.all(filters)}`
  }

  #filters(row: Row, links: readonly Step[]): Sql[] {
    const pen = this.#pen
    return links.map((step): Sql => {
      if (step.kind === 'ways') {
        const of = step.of.map((way) => this.#filters(row, way).filter((one) => one.length > 0))
        if (of.every((way) => way.length === 0)) return []
        return pen.choice(
          step.key,
          step.on,
          of.map((way) => (way.length === 0 ? [] : pen.all(way))),
        )
      }
      if (!filterMethods.has(step.link.name) || (tableOfFilter(step.link) ?? '') !== row.path) return []
      return filterSql({ pen, alias: row.alias }, step.link)
    })
  }

  #tail(row: Row, links: readonly Step[]): Sql {
    const pen = this.#pen
    const calls = links.flatMap((step) => (step.kind === 'link' ? [step.link] : []))
    const order = calls.filter(({ name, args }) => name === 'order' && textOf(args?.[0]) !== undefined)
    const by = order.map(({ args }) => pen.text(`${row.alias}.${quotedName((textOf(args?.[0]) ?? '').split(/->|\(/)[0] ?? '')}`))
    const limit = calls.find(({ name }) => name === 'limit')?.args?.[0]
    const ordered = by.length > 0 ? pen.sql` order by ${pen.list(by)}` : []
    return limit ? pen.sql`${ordered} limit ${pen.value(limit)}` : ordered
  }

  #insert(row: Row, name: Sql, [values, options]: readonly Value[], isUpsert: boolean): Sql {
    const pen = this.#pen
    const rows = values ? writtenRows(values) : []
    const columns = [...new Set(rows.flatMap(({ given }) => given.map(({ key }) => key)))]
    const hidden = rows.find((one) => one.hidden)?.hidden
    const names = pen.list([...columns.map((column) => pen.name(column)), ...(hidden ? [pen.opening(hidden)] : [])])
    const sets = rows.map(({ given }) => {
      const set = columns.map((column) => {
        const field = given.find(({ key }) => key === column)
        return field ? givenSql(pen, field, pen.value(field.value)) : pen.text('default')
      })
      return pen.sql`(${pen.list([...set, ...(hidden ? [pen.text('default')] : [])])})`
    })
    if (columns.length === 0 && !hidden) return pen.sql`insert into ${name} as ${row.alias} default values`
    const insert = pen.sql`insert into ${name} as ${row.alias} (${names}) values ${pen.list(sets)}`
    return isUpsert ? pen.sql`${insert} on conflict ${this.#conflict(row, columns, options)}` : insert
  }

  #conflict({ table }: Row, columns: readonly string[], options: Value | undefined): Sql {
    const pen = this.#pen
    if (propertyOf(options, 'ignoreDuplicates')?.kind === 'literal') return pen.text('do nothing')
    const given = textOf(propertyOf(options, 'onConflict'))
    const key = this.#scene.catalog()?.tables.find((one) => one.name === table)?.primaryKey?.columns
    const arbiter = given?.split(',').map((column) => column.trim()) ?? key ?? ['id']
    const set = columns.length > 0 ? columns : arbiter
    return pen.text(
      `(${arbiter.map(quotedName).join(', ')}) do update set ${set.map((column) => `${quotedName(column)} = excluded.${quotedName(column)}`).join(', ')}`,
    )
  }

  #update(row: Row, name: Sql, values: Value | undefined, links: readonly Step[]): Sql {
    const pen = this.#pen
    const fields = values?.kind === 'record' ? fieldsOf(values) : []
    const set = fields.flatMap((field) =>
      field.kind === 'entry' ? [pen.sql`${pen.name(field.key, field.at)} = ${pen.value(field.value)}`] : [],
    )
    const hidden = values && fields.length === set.length && values.kind === 'record' ? undefined : values
    const all = [...set, ...(hidden ? [pen.sql`${pen.opening(hidden)} = null`] : [])]
    return pen.sql`update ${name} ${row.alias} set ${pen.list(all)}${this.#where(row, links, [])}`
  }
}

function selectedBy(columns: Value | undefined): Selected {
  return parseSelected((columns ? textOf(columns) : undefined) ?? '*')
}

const deeds: ReadonlySet<string> = new Set(['insert', 'upsert', 'update', 'delete', 'select'])
