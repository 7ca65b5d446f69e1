import { listParts, recordParts } from '../../javascript/symbolic/collections.ts'
import { entryOf, isNothing, isTrue, textOf, truthOf, type Value } from '../../javascript/symbolic/value.ts'
import { quotedName } from '../../catalog/names.ts'
import type { Sql } from '../query-sql.ts'
import { listItems, waysOf, type Item } from '../ways.ts'
import { askedOf, askedWith, includedOnce, type Asked } from './asked.ts'
import type { Model } from './model.ts'
import { receiverOf, type Receiver } from './receivers.ts'
import type { Related } from './related.ts'
import { whereSql } from './where.ts'
import { columnSql, deletedAtOf, tableSql, type Row, type Writing } from './writing.ts'

/** Rows that are asked for with others. */
export interface Included {
  readonly related: Related
  /** What it is called in the statement. */
  readonly row: Row & { readonly alias: string }
  readonly parent: Row & { readonly alias: string }
  readonly asked: Asked
  readonly at: Value['at']
  /** Rows without any of these are left out. */
  readonly isRequired: boolean
  /** A query of its own gets them. */
  readonly isSeparate: boolean
  /** There may be several of them for one row. */
  readonly isMany: boolean
  readonly nested: readonly Part[]
}

export type Part =
  | ({ readonly kind: 'included' } & Included)
  | { readonly kind: 'ways'; readonly key: object; readonly on: string; readonly of: readonly (readonly Part[])[] }
  /** Something that cannot be seen, which may leave rows out. */
  | { readonly kind: 'hidden'; readonly value: Value; readonly why?: string }

/** What is included in the rows of a model. */
export function includedIn(
  writing: Writing,
  parent: Row & { alias: string },
  value: Value | undefined,
  isTop = true,
  depth = 0,
): readonly Part[] {
  if (!value || depth > 12 || (value.kind === 'literal' && typeof value.value !== 'string')) return []
  const of = (items: readonly Item[]): Part[] =>
    items.flatMap((item): readonly Part[] => {
      if (item.kind === 'hidden') return [{ kind: 'hidden', value: item.value }]
      if (item.kind === 'ways') return [{ kind: 'ways', key: item.key, on: item.on, of: item.of.map(of) }]
      return oneIncluded(writing, parent, item.value, isTop, depth)
    })
  const ways = waysOf(value)
  if (ways) return [{ kind: 'ways', key: ways.key, on: ways.on, of: ways.of.map((way) => includedIn(writing, parent, way, isTop, depth)) }]
  return of(eachOnce(writing, parent.model, listItems(value)))
}

/** A scope and a call may include the same. */
function eachOnce(writing: Writing, model: Model, items: readonly Item[]): readonly Item[] {
  const all: Item[] = []
  const known = new Map<Related, number>()
  for (const item of items) {
    const related = item.kind === 'item' ? namedBy(writing, model, item.value)?.related : undefined
    const at = related && known.get(related)
    const before = at === undefined ? undefined : all[at]
    if (item.kind === 'item' && before?.kind === 'item' && before.value === item.value) continue
    if (item.kind === 'item' && at !== undefined && before?.kind === 'item') {
      const value = includedOnce(before.value, item.value)
      writing.pen.spend(sizeOf(value))
      all[at] = { kind: 'item', value }
    } else {
      if (related) known.set(related, all.length)
      all.push(item)
    }
  }
  return all
}

/** What is included twice gets all that both include, and they may double on the way there. */
function sizeOf(value: Value): number {
  const include = entryOf(value, 'include')?.value
  return (value.kind === 'record' ? recordParts(value).length : 0) + (include?.kind === 'list' ? listParts(include).length : 0)
}

function oneIncluded(writing: Writing, parent: Row & { alias: string }, value: Value, isTop: boolean, depth: number): readonly Part[] {
  const ways = waysOf(value)
  if (ways) return [{ kind: 'ways', key: ways.key, on: ways.on, of: ways.of.map((way) => oneIncluded(writing, parent, way, isTop, depth)) }]
  if (value.kind === 'literal' && !value.value) return []
  const all = entryOf(value, 'all')?.value
  if (all)
    return allIncludes(writing, parent, { value, kind: all, used: isTrue(entryOf(value, 'nested')?.value) ? [] : undefined }, isTop, depth)
  const named = namedBy(writing, parent.model, value)
  return [named ? included(writing, parent, named, value, isTop, depth) : { kind: 'hidden', value }]
}

interface All {
  readonly value: Value
  readonly kind: Value
  /** Where it goes on to what belongs to those, what it came by, to which it does not go back. */
  readonly used: Model[] | undefined
}

function allIncludes(writing: Writing, parent: Row & { alias: string }, all: All, isTop: boolean, depth: number): Part[] {
  if (depth > 12) return []
  const { value, kind, used } = all
  const parts = allOf(writing, parent.model, kind).flatMap((one): Part[] => {
    if (used?.includes(one.related.target) === true) return []
    used?.push(parent.model)
    const part = included(writing, parent, one, value, isTop, depth)
    return [used ? { ...part, nested: [...part.nested, ...allIncludes(writing, part.row, all, false, depth + 1)] } : part]
  })
  used?.pop()
  return parts
}

/** `{ all: true }`, or those of one kind. */
function allOf(writing: Writing, model: Model, kind: Value): NamedInclude[] {
  const wanted = textOf(kind)?.toLowerCase()
  return writing.models
    .relatedTo(model)
    .filter((related) => wanted === undefined || related.kind.toLowerCase() === wanted)
    .map((related) => ({ related, receiver: { model: related.target, scopes: undefined } }))
}

function included(
  writing: Writing,
  parent: Row & { alias: string },
  { related, receiver }: NamedInclude,
  value: Value,
  isTop: boolean,
  depth: number,
): Extract<Part, { kind: 'included' }> {
  writing.pen.spend(inkOfInclude)
  const asked =
    value.kind === 'record'
      ? askedWith(receiver, value, writing.scene, writing.models)
      : askedWith(receiver, undefined, writing.scene, writing.models)
  const alias = isTop ? related.as : `${parent.alias}->${related.as}`
  const row = { model: related.target, alias }
  const isMany = related.kind === 'hasMany' || related.kind === 'belongsToMany'
  const required = asked.of('required')
  return {
    kind: 'included',
    related,
    row,
    parent,
    asked,
    at: entryOf(value, 'model')?.value.at ?? entryOf(value, 'association')?.value.at ?? value.at,
    isRequired: required ? truthOf(required) === true : !isNothing(asked.where),
    isSeparate: truthOf(asked.of('separate') ?? value) === true && asked.of('separate') !== undefined,
    isMany: isMany && truthOf(asked.of('duplicating') ?? value) !== false,
    nested: includedIn(writing, row, asked.include, false, depth + 1),
  }
}

/** Each takes more by the time that it is written. */
const inkOfInclude = 10

interface NamedInclude {
  readonly related: Related
  readonly receiver: Receiver
}

/** A model, the name of an association, or an object with either. */
function namedBy(writing: Writing, model: Model, value: Value): NamedInclude | undefined {
  const all = writing.models.relatedTo(model)
  const [as, association, of] = ['as', 'association', 'model'].map((key) => entryOf(value, key)?.value)
  const name = textOf(value.kind === 'record' ? (as ?? association) : value)
  const target = value.kind === 'record' ? of : value
  const receiver = target && textOf(target) === undefined ? receiverOf(target, 'unscoped', writing.scene, writing.models) : undefined
  const related =
    name === undefined ? (onlyOne(all, receiver?.model) ?? associationOf(all, association ?? target)) : all.find((one) => one.as === name)
  if (!related) return undefined
  return { related, receiver: { model: related.target, scopes: receiver?.scopes } }
}

function onlyOne(all: readonly Related[], target: Model | undefined): Related | undefined {
  return target && all.find((one) => one.target === target)
}

/** `Order.Items`, or `Order.associations.items` */
function associationOf(all: readonly Related[], value: Value | undefined): Related | undefined {
  if (value?.kind !== 'member') return undefined
  return all.find(({ as }) => as === value.name || as.toLowerCase() === value.name.toLowerCase())
}

/** All that is included on any way. */
export function allIncluded(parts: readonly Part[]): Included[] {
  return parts.flatMap((part) => (part.kind === 'included' ? [part] : part.kind === 'ways' ? part.of.flatMap(allIncluded) : []))
}

/** What holds of included rows: what is asked for, what the association says, and that they are not deleted. */
export function includedWhere(writing: Writing, { related, row, asked }: Included): Sql {
  const { pen } = writing
  const conditions = [
    ...notDeleted(writing, row, asked),
    whereSql(writing, row, asked.where),
    whereSql(writing, row, related.scope),
    ...asked.hidden.map((value) => pen.hidden(value)),
  ].filter((sql) => sql.length > 0)
  return conditions.length === 0 ? [] : pen.all(conditions)
}

/** Rows that are marked as deleted are left out unless `paranoid` is off. */
export function notDeleted(writing: Writing, row: Row, asked: Asked): Sql[] {
  const column = deletedAtOf(row.model)
  if (column === undefined) return []
  const { pen } = writing
  const condition = pen.sql`${columnSql(writing, row, column)} is null`
  const paranoid = asked.of('paranoid')
  const ways = paranoid && waysOf(paranoid)
  if (ways) return [pen.either(ways, (way) => (truthOf(way) === false ? [] : condition))]
  return paranoid && truthOf(paranoid) === false ? [] : [condition]
}

/** That included rows belong to those that they are included in; `left` writes a column of those. */
export function linkSql(
  writing: Writing,
  { related, row, parent }: Included,
  left = (name: string): Sql => columnSql(writing, parent, name),
): Sql {
  const { pen } = writing
  const { kind, foreignKey, referred } = related
  return kind === 'belongsTo'
    ? pen.sql`${left(foreignKey)} = ${columnSql(writing, row, referred)}`
    : pen.sql`${left(referred)} = ${columnSql(writing, row, foreignKey)}`
}

/** A join, in its parts. */
export interface Join {
  readonly how: string
  readonly body: Sql
  readonly on: Sql
}

/** The join of one include, without those in it. */
export function joinOf(writing: Writing, one: Included, left = (name: string): Sql => columnSql(writing, one.parent, name)): Join {
  const { pen } = writing
  const { related, row, at, isRequired, asked } = one
  const how = isRequired ? 'inner join' : isTrue(asked.of('right')) ? 'right outer join' : 'left outer join'
  const where = includedWhere(writing, one)
  const rest = where.length === 0 ? [] : pen.sql` ${isTrue(asked.of('or')) ? 'or' : 'and'} ${where}`
  const table = pen.sql`${tableSql(writing, related.target, at)} as ${quotedName(row.alias)}`
  const between = throughOf(one)
  if (!between || !related.through) {
    const on = asked.of('on')
    return { how, body: table, on: pen.sql`${on ? whereSql(writing, row, on) : linkSql(writing, one, left)}${rest}` }
  }
  const { otherKey, targetKey, model } = related.through
  const inner = pen.sql`${columnSql(writing, row, targetKey)} = ${columnSql(writing, between, otherKey)}`
  const own = pen.sql`${tableSql(writing, model, at)} as ${quotedName(between.alias)}`
  return {
    how,
    body: pen.sql`(${own} inner join ${table} on ${inner}${throughWhere(writing, one, between)})`,
    on: pen.sql`${left(related.referred)} = ${columnSql(writing, between, related.foreignKey)}${rest}`,
  }
}

function throughOf({ related, row }: Included): (Row & { alias: string }) | undefined {
  if (!related.through) return undefined
  const { model } = related.through
  return { model, alias: `${row.alias}->${model.parts.name}` }
}

/** What is asked of the rows between. */
export function throughWhere(writing: Writing, { related, asked }: Included, between: Row): Sql {
  const { pen } = writing
  const own = askedOf(asked.of('through'))
  const conditions = [
    ...notDeleted(writing, between, own),
    whereSql(writing, between, own.where),
    whereSql(writing, between, related.through?.scope),
  ].filter((sql) => sql.length > 0)
  return conditions.length === 0 ? [] : pen.sql` and ${pen.all(conditions)}`
}
