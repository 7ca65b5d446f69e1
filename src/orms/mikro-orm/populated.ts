import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { listItems, waysOf } from '../ways.ts'
import type { Arguments } from '../arguments.ts'
import { modelsOf, type Row, type Writing } from './joins.ts'
import { linkOf, ownerOf } from './links.ts'
import { filtersBehind, filtersSql, isFiltered } from './query-filters.ts'
import { whereSql } from './where.ts'

/** What rows refer to is looked at as well where filters decide on that; what they came along with is known already. */
export function joinFiltered(writing: Writing, row: Row, options: Arguments, known?: string, filters = options.of('filters')): void {
  const models = modelsOf(writing)
  let option = filters
  if (!models.config.filtersReferences || options.of('fields') !== undefined) return
  for (const property of row.model.properties) {
    const link = property.kind === 'm:1' || property.kind === '1:1' ? linkOf(property, row.model, models) : undefined
    if (!link?.isOwn || property.name === known) continue
    // What one relation says of filters, MikroORM takes along to those that are declared behind it.
    const own = (option = filtersBehind(property, option))
    if (isFiltered(writing, link.target, own))
      row.joins.join(row, property, { at: undefined, on: (other) => filtersSql(writing, other, own) })
  }
}

/** The rows that come along with others: `populate: ['project.organization', 'comments']`. */
export function populate(writing: Writing, row: Row, options: Arguments, paths = options.of('populate')): void {
  if (!paths) return
  const ways = waysOf(paths)
  if (ways) for (const way of ways.of) populate(writing, row, options, way)
  if (paths.kind !== 'list') return
  for (const item of listItems(paths)) {
    if (item.kind === 'item') alongPath(writing, row, options, item.value)
    else if (item.kind === 'ways') for (const one of item.of.flat()) if (one.kind === 'item') alongPath(writing, row, options, one.value)
  }
}

function alongPath(writing: Writing, row: Row, options: Arguments, path: Value): void {
  const models = modelsOf(writing)
  let at: Row | undefined = row
  let asked = options.of('populateWhere')
  let filters = options.of('filters')
  const names = textOf(path)?.split('.') ?? []
  for (const [i, given] of names.entries()) {
    const name = given.replace(/:ref$/, '')
    const property = at?.model.properties.find((one) => one.name === name)
    if (!at || !property || given !== name) return
    const inner: Value | undefined = asked?.kind === 'record' ? asked.entries.find(({ key }) => key === name)?.value : asked
    const own = (filters = filtersBehind(property, filters))
    const on = (other: Row): readonly Sql[] => [
      ...filtersSql(writing, other, own),
      ...(inner?.kind === 'record' ? [ownConditions(writing, other, inner, names[i + 1])] : []),
    ]
    at = at.joins.join(at, property, { at: path.at, apart: true, on })
    asked = inner
    if (at) joinFiltered(writing, at, options, ownerOf(property, models), own)
  }
}

/** Conditions on what comes along further on are told there. */
function ownConditions(writing: Writing, row: Row, { at, ...where }: Value & { readonly kind: 'record' }, next: string | undefined): Sql {
  return whereSql(writing, row, { ...where, entries: where.entries.filter(({ key }) => key !== next), at })
}
