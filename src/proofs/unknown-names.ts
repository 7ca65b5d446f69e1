import type { Catalog, Table } from '../catalog/catalog.ts'
import type { Range } from '../catalog/place.ts'
import { ownColumns } from '../query/columns.ts'
import type { Assignment, Column, Insert, Query, Select, Source, Update, Written } from '../query/query.ts'
import type { Relation, RowSource } from '../query/relation.ts'
import type { Scope } from '../query/scope.ts'
import type { Settings } from '../settings/settings.ts'
import { nearest } from './nearest.ts'
import type { Judge } from './tenant/judge.ts'
import { isOfPostgres } from './tenant/of-postgres.ts'
import { walk } from './tenant/walk.ts'

/** A name in a query for which the database has nothing. */
export interface UnknownName {
  readonly kind: 'table' | 'column' | 'source'
  readonly name: string
  readonly range: Range
  /** What a column was looked for in: tables and names of the query. */
  readonly among: readonly string[]
  readonly nearest: string | undefined
}

/** Tables that tools keep for themselves, and that extensions bring. */
const ofTools =
  /^(?:pg_.*|_?_?[a-z]*_?migrations?(?:_lock)?|kysely_migration(?:_lock)?|pgmigrations|SequelizeMeta|typeorm_metadata|mikro_orm_migrations|spatial_ref_sys|(?:geometry|geography|raster)_columns|dual)$/i

/** Columns that every table has without listing them. */
const ofEveryTable: ReadonlySet<string> = new Set(['*', 'ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax'])

/** Whether all of the database is known, so that what is not there is nowhere. */
export function isWhole({ parts, isEmpty }: Catalog, { tables, unknownTables }: Readonly<Settings>): boolean {
  const isMissed = parts.unread.some(({ reason }) => !reason.startsWith('Postgres would refuse it'))
  return !isEmpty && !isMissed && unknownTables === 'auto' && Object.keys(tables).length === 0
}

/** The names of a query that mean nothing in a database of which all is known; none where a part of the query cannot be seen. */
export function unknownNames(query: Query, judge: Judge, catalog: Catalog): UnknownName[] {
  const { top, alone } = judge.relations(query)
  const found: UnknownName[] = []
  const isSeen = !holdsHidden(query)
  const relations = [top, ...alone]
  const knowsAny = holdsKnown(relations)
  for (const relation of relations)
    walk(relation, (one) => {
      found.push(...unknownTables(one, catalog, knowsAny))
      if (isSeen) found.push(...unknownColumns(one))
    })
  return found.filter((one, i) => found.findIndex(({ range, name }) => name === one.name && String(range) === String(one.range)) === i)
}

function holdsKnown(relations: readonly Relation[]): boolean {
  let found = false
  for (const relation of relations)
    walk(relation, ({ accesses }) => {
      found ||= accesses.some(({ source }) => source.table !== undefined && source.columns !== undefined)
    })
  return found
}

export function holdsHidden(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false
  return ('kind' in node && node.kind === 'hidden') || Object.values(node).some(holdsHidden)
}

/** A query that names no table of the schema may be for another database, unless it nearly does. */
function unknownTables({ accesses, written }: Relation, catalog: Catalog, knowsAny: boolean): UnknownName[] {
  return accesses.flatMap((access): UnknownName[] => {
    const { name, schema, source, range } = access
    const isKnown = source.kind !== 'table' || (source.table !== undefined && source.columns !== undefined)
    if (isKnown || isInView(range, written) || isOfPostgres(access) || ofTools.test(name) || isElsewhere(name, schema, catalog)) return []
    const near = nearest(name, namesOf(catalog, schema))
    if (!knowsAny && near === undefined) return []
    return [{ kind: 'table', name: schema === undefined ? name : `${schema}.${name}`, range, among: [], nearest: near }]
  })
}

/** What is told of a view's definition is told at its mention, and the view has been accepted. */
function isInView(range: Range, written: Relation['written']): boolean {
  return written !== undefined && String(written.query.range) === String(range)
}

/** Other schemas may be made elsewhere; one of another schema may be found by a search path. */
function isElsewhere(name: string, schema: string | undefined, { parts, tables }: Catalog): boolean {
  if (schema !== undefined) return !tables.some((table) => table.schema === schema)
  if (parts.extensions.length > 0 && /^(?:topology|tiger|timescaledb|cron|graphile)/.test(name)) return true
  return tables.some((table) => table.name === name) || parts.sequences.some((sequence) => sequence.name === name)
}

function namesOf({ tables }: Catalog, schema = 'public'): string[] {
  return tables.flatMap((table) => (table.schema === schema ? [table.name] : []))
}

function unknownColumns({ written }: Relation): UnknownName[] {
  if (!written) return []
  const { query, scope } = written
  switch (query.kind) {
    case 'select':
      return columnsOfSelect(query, scope)
    case 'update':
      return [
        ...setColumns(
          query.set.flatMap((one) => ('kind' in one ? [] : [one])),
          scope,
        ),
        ...columnsOfUpdate(query, scope),
      ]
    case 'delete':
      return check([query.where, ...query.using.map(conditionsOf)], query, scope, new Set())
    case 'insert':
      return columnsOfInsert(query, scope)
    default:
      return []
  }
}

function columnsOfSelect(query: Select, scope: Scope): UnknownName[] {
  const { output, from, where, groupBy, having, orderBy, windows, distinct } = query
  const given = new Set(output.flatMap((one) => (one.kind === 'term' && one.name !== undefined ? [one.name] : [])))
  return [
    ...check([output, from.map(conditionsOf), where, having, windows], query, scope, new Set()),
    ...check([groupBy, orderBy, distinct], query, scope, given),
  ]
}

function columnsOfUpdate(query: Update, scope: Scope): UnknownName[] {
  const values = query.set.map((one) => ('kind' in one ? undefined : one.value))
  return check([values, query.where, query.from.map(conditionsOf)], query, scope, new Set())
}

/** What joins ask; subqueries in FROM, and joins with names of their own, are blocks of their own. */
function conditionsOf(source: Source): unknown[] {
  return source.kind === 'join' && !source.alias ? [source.on, ...conditionsOf(source.left), ...conditionsOf(source.right)] : []
}

function columnsOfInsert({ columns, conflict }: Insert, scope: Scope): UnknownName[] {
  const [target] = scope.sources
  const arbiter = conflict?.arbiter?.kind === 'columns' ? [...ownColumns(conflict.arbiter.terms)] : []
  return [...ofTarget(columns ?? [], target), ...ofTarget(arbiter.map(asWritten), target), ...setColumns(conflict?.set ?? [], scope)]
}

function asWritten({ name, range }: Column): Written {
  return { text: name, range }
}

function setColumns(set: readonly Assignment[], { sources: [target] }: Scope): UnknownName[] {
  return ofTarget(
    set.map(({ column, range: [start] }) => ({ text: column, range: [start, start + column.length] })),
    target,
  )
}

function ofTarget(columns: readonly Written[], target: RowSource | undefined): UnknownName[] {
  const known = target?.table?.complete === true ? target.columns : undefined
  if (!target || !known || known.length === 0) return []
  return columns.flatMap(({ text, range }) => (known.includes(text) ? [] : [unknownColumn(text, range, [target])]))
}

function check(nodes: readonly unknown[], query: Query, scope: Scope, given: ReadonlySet<string>): UnknownName[] {
  return [...ownColumns(nodes)].flatMap((column) => {
    // The definition of a view stands where the view is mentioned.
    if (String(column.range) === String(query.range)) return []
    return unknownIn(column, scope, given) ?? []
  })
}

function unknownIn({ of, schema, name, range }: Column, scope: Scope, given: ReadonlySet<string>): UnknownName | undefined {
  const levels = levelsOf(scope)
  const sources = levels.flatMap((level) => level.sources)
  if (of !== undefined) {
    const meant = levels.map((level) => level.sources.filter((one) => one.name === of)).find((found) => found.length > 0)
    if (!meant) {
      if (schema !== undefined || sources.some(({ kind }) => kind === 'hidden')) return undefined
      const among = sources.flatMap((one) => (one.name === '' ? [] : [one.name]))
      return { kind: 'source', name: of, range, among, nearest: nearest(of, among) }
    }
    return meant.every(isClosed) && !ofEveryTable.has(name) && !meant.some(({ columns }) => columns?.includes(name))
      ? unknownColumn(name, range, meant)
      : undefined
  }
  if (given.has(name) || ofEveryTable.has(name) || sources.length === 0 || !sources.every(isClosed)) return undefined
  const isKnown = levels.some((level) => level.merged.has(name)) || sources.some((one) => one.name === name || one.columns?.includes(name))
  return isKnown ? undefined : unknownColumn(name, range, sources)
}

function levelsOf(scope: Scope): Scope[] {
  return scope.outer ? [scope, ...levelsOf(scope.outer)] : [scope]
}

function isClosed({ columns, table, kind }: RowSource): boolean {
  return columns !== undefined && columns.length > 0 && (kind !== 'table' || table !== undefined) && table?.complete !== false
}

function unknownColumn(name: string, range: Range, sources: readonly RowSource[]): UnknownName {
  const near = nearest(
    name,
    sources.flatMap(({ columns }) => columns ?? []),
  )
  return { kind: 'column', name, range, among: named(sources), nearest: near }
}

function named(sources: readonly RowSource[]): string[] {
  return [...new Set(sources.flatMap(({ name, table }) => shownAs(name, table)))]
}

function shownAs(name: string, table: Table | undefined): string[] {
  if (table) return [table.name]
  return name === '' ? [] : [name]
}
