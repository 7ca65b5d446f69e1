import type { Catalog } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import { ownColumns } from '../query/columns.ts'
import type {
  Assignment,
  Column,
  CommonTable,
  Conflict,
  Insert,
  Merge,
  MergeAction,
  Query,
  Select,
  Source,
  Update,
  Written,
} from '../query/query.ts'
import type { Access, Relation, RowSource, Written as WrittenQuery } from '../query/relation.ts'
import type { Scope } from '../query/scope.ts'
import { holdsHidden } from '../query/tree.ts'
import type { Settings } from '../settings/settings.ts'
import { conditionsOf, namesOfSource, usingAliases } from './joined.ts'
import { nearest, nearestTable } from './nearest.ts'
import {
  columnsOfSystem,
  nearestColumn,
  nearestSystemRelation,
  replacementOf,
  systemRelation,
  systemSource,
  type SystemRelation,
} from './system-relations.ts'
import type { Judge } from './tenant/judge.ts'
import { isOfPostgres } from './tenant/of-postgres.ts'
import { walk } from './tenant/walk.ts'

/** A name in a query for which the database has nothing. */
export interface UnknownName {
  readonly kind: 'table' | 'column' | 'source' | 'later' | 'constraint'
  readonly name: string
  readonly range: Range
  /** What a column was looked for in: tables and names of the query. */
  readonly among: readonly string[]
  readonly nearest: string | undefined
  /** A column that Postgres had in older versions: since which it is what. */
  readonly gone?: { readonly since: number; readonly instead: string } | undefined
}

/** What is known of the database that a query is for. */
interface Known {
  /** All of its own tables. */
  readonly whole: boolean
  /** The oldest major version that it may have. */
  readonly postgres: number
}

/** Tables that tools keep for themselves, and that extensions bring. */
const ofTools =
  /^(?:pg_.*|_?_?[a-z]*_?migrations?(?:_lock)?|kysely_migration(?:_lock)?|pgmigrations|SequelizeMeta|typeorm_metadata|mikro_orm_migrations|spatial_ref_sys|(?:geometry|geography|raster)_columns|dual)$/i

export function isOfTools(name: string): boolean {
  return ofTools.test(name)
}

/** Columns that every table has without listing them. */
const ofEveryTable: ReadonlySet<string> = new Set(['*', 'ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax'])

/** Whether all of the database is known, so that what is not there is nowhere. */
export function isWhole(catalog: Catalog, { tables, unknownTables }: Readonly<Settings>): boolean {
  return !catalog.isEmpty && unknownTables === 'auto' && Object.keys(tables).length === 0 && isRead(catalog)
}

const isRead = onceFor(({ parts }: Catalog) => parts.unread.every(({ reason }) => reason.startsWith('Postgres would refuse it')))

/**
 * The names of a query that mean nothing in a database of which all is known; none where a part of the query cannot be seen.
 * What reads relations of Postgres alone needs no more than those to be known.
 */
export function unknownNames(query: Query, judge: Judge, catalog: Catalog, known: Known = { whole: true, postgres: 18 }): UnknownName[] {
  const relations = [query, ...unread(query)].flatMap((one) => {
    const { top, alone } = judge.relations(one)
    return [top, ...alone]
  })
  const accesses = accessesOf(relations)
  if (!known.whole && !readsSystem(accesses, catalog)) return []
  const found: UnknownName[] = []
  const knowsAny = accesses.some(isKnown)
  const isOurs = knowsAny || accesses.every((access) => isSystem(access) || access.source.kind !== 'table')
  const isSeen = isOurs && !holdsHidden(query)
  const namesAny = holdsOpenName(query)
  const columns = new UnknownColumns(known.postgres, usingAliases(query))
  for (const relation of relations)
    walk(relation, (one) => {
      if (!namesAny) found.push(...unknownTables(one, catalog, knowsAny))
      if (isSeen && one.written) found.push(...columns.of(one.written))
    })
  return found.filter((one, i) => found.findIndex(({ range, name }) => name === one.name && String(range) === String(one.range)) === i)
}

/** WITH queries that nothing reads, which Postgres looks up all the same; each sees those before it. */
function unread(query: Query): Query[] {
  const { with: tables, recursive } = query
  const isRead = (table: CommonTable): boolean => reads({ ...query, with: tables.filter((other) => other !== table) }, table.name)
  return tables.flatMap((table, i): Query[] => {
    const inner = table.query
    if (inner.kind !== 'select' || isRead(table) || (recursive && reads(inner, table.name))) return []
    return [{ ...inner, with: [...tables.slice(0, i), ...inner.with], recursive: recursive || inner.recursive }]
  })
}

function reads(node: unknown, name: string): boolean {
  if (typeof node !== 'object' || node === null) return false
  if ('kind' in node && node.kind === 'table' && 'name' in node && node.name === name) return true
  return Object.values(node).some((part) => reads(part, name))
}

function accessesOf(relations: readonly Relation[]): Access[] {
  const accesses: Access[] = []
  for (const relation of relations) walk(relation, (one) => void accesses.push(...one.accesses))
  return accesses
}

/** Other databases have an information_schema, too, with columns of their own. */
function readsSystem(accesses: readonly Access[], catalog: Catalog): boolean {
  const isStandard = accesses.every(({ schema }) => schema === 'information_schema')
  return accesses.length > 0 && accesses.every(isSystem) && !(isStandard && catalog.isEmpty)
}

function isSystem(access: Access): boolean {
  const { schema, source, name } = access
  return isOfPostgres(access) || (source.columns === undefined && systemRelation(schema, name) !== undefined)
}

function isKnown({ source }: Access): boolean {
  return source.table !== undefined && source.columns !== undefined
}

/** Whether the program writes a WITH query of whatever name. */
function holdsOpenName(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false
  return ('query' in node && 'name' in node && String(node.name).includes('${')) || Object.values(node).some(holdsOpenName)
}

/** A query that names no table of the schema may be for another database, unless it nearly does. */
function unknownTables({ accesses, written }: Relation, catalog: Catalog, knowsAny: boolean): UnknownName[] {
  return accesses.flatMap((access): UnknownName[] => {
    const { name, schema, source, range } = access
    if (isSystem(access)) return isInView(range, written) ? [] : unknownSystemTables(access)
    if (source.kind !== 'table' || isKnown(access) || isInView(range, written) || isOfTools(name) || isElsewhere(name, schema, catalog))
      return []
    const near = nearestTable(name, schema, catalog)
    if (!knowsAny && near === undefined) return []
    return [{ kind: 'table', name: schema === undefined ? name : `${schema}.${name}`, range, among: [], nearest: near }]
  })
}

/** Extensions have views whose names begin as those of Postgres do, so one without a schema has to be nearly one of those. */
function unknownSystemTables({ name, schema, range }: Access): UnknownName[] {
  if (systemRelation(schema, name)) return []
  const near = nearestSystemRelation(schema, name)
  if (schema === undefined && (near === undefined || ofOtherExtensions.test(name))) return []
  return [{ kind: 'table', name: schema === undefined ? name : `${schema}.${name}`, range, among: [], nearest: near }]
}

const ofOtherExtensions = /^pg_(?:stat_(?:kcache|monitor|plans|qualstats)|qualstats|wait_|dist_|cron|job|partman|temp|toast)/

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

/** The columns and sources that mean nothing where they stand, in a Postgres that may be as old as this. */
class UnknownColumns {
  readonly #postgres: number
  /** What joins call their common columns, which are not followed. */
  readonly #ofUsing: ReadonlySet<string>

  constructor(postgres: number, ofUsing: ReadonlySet<string>) {
    this.#postgres = postgres
    this.#ofUsing = ofUsing
  }

  of({ query, scope, returning, action }: WrittenQuery): UnknownName[] {
    const after = returning && 'returning' in query ? this.#check([query.returning], query, returning) : []
    switch (query.kind) {
      case 'select':
        return this.#ofSelect(query, scope)
      case 'update':
        return [...setColumns(assignmentsOf(query), scope), ...this.#ofUpdate(query, scope), ...after]
      case 'delete':
        return [
          ...query.using.flatMap((source) => this.#ofJoins(source, scope)),
          ...this.#check([query.where, ...query.using.map(conditionsOf)], query, scope),
          ...after,
        ]
      case 'insert':
        return [...columnsOfInsert(query, scope), ...after]
      case 'merge':
        return action ? this.#ofAction(query, action, scope) : after
      default:
        return []
    }
  }

  #ofSelect(query: Select, scope: Scope): UnknownName[] {
    const { output, from, where, groupBy, having, orderBy, windows, distinct } = query
    const given = new Set(output.flatMap((one) => (one.kind === 'term' && one.name !== undefined ? [one.name] : [])))
    return [
      ...from.flatMap((source) => this.#ofJoins(source, scope)),
      ...this.#check([output, from.map(conditionsOf), where, having, windows], query, scope),
      ...this.#check([groupBy, orderBy, distinct], query, scope, given),
    ]
  }

  #ofUpdate(query: Update, scope: Scope): UnknownName[] {
    const values = assignmentsOf(query).map(({ value }) => value)
    return [
      ...query.from.flatMap((source) => this.#ofJoins(source, scope)),
      ...this.#check([values, query.where, query.from.map(conditionsOf)], query, scope),
    ]
  }

  /** A join sees its own two sides, and USING wants its columns on both. */
  #ofJoins(source: Source, scope: Scope): UnknownName[] {
    if (source.kind !== 'join' || source.alias) return []
    const own = namesOfSource(source)
    const levels = levelsOf(scope)
    const [here, ...outer] = levels
    const others = (here?.sources ?? []).filter(({ name }) => name !== '' && !own.includes(name)).map(({ name }) => name)
    const isOuter = (name: string): boolean => outer.some(({ sources }) => sources.some((one) => one.name === name))
    const later = [...ownColumns(source.on)].flatMap(({ of, schema, range }): UnknownName[] =>
      of !== undefined && schema === undefined && others.includes(of) && !isOuter(of)
        ? [{ kind: 'later', name: of, range, among: own.filter((name) => name !== ''), nearest: undefined }]
        : [],
    )
    const lacking = [source.left, source.right].flatMap((side) => source.using.flatMap((name) => this.#lacking(name, side, scope)))
    return [...later, ...lacking, ...this.#ofJoins(source.left, scope), ...this.#ofJoins(source.right, scope)]
  }

  #lacking(name: string, side: Source, { sources }: Scope): UnknownName[] {
    if (side.kind !== 'table') return []
    const called = side.alias?.name ?? side.name
    const meant = sources.filter((one) => one.name === called)
    return meant.length === 1 && this.#isAbsent(name, meant) ? [this.#unknown(name, side.range, meant)] : []
  }

  /** What is done for a row that is not there sees one side alone, and ON is looked at with those that see both. */
  #ofAction(query: Merge, { when, and, does }: MergeAction, scope: Scope): UnknownName[] {
    const asked = when === 'matched' ? [query.on, conditionsOf(query.source)] : []
    const values = does.kind === 'update' ? does.set.map(({ value }) => value) : does.kind === 'insert' ? does.row : []
    return [
      ...this.#check([asked, and, values], query, scope),
      ...(does.kind === 'update' && when === 'matched' ? setColumns(does.set, scope) : []),
    ]
  }

  #check(nodes: readonly unknown[], query: Query, scope: Scope, given: ReadonlySet<string> = new Set()): UnknownName[] {
    return [...ownColumns(nodes)].flatMap((column) => {
      // The definition of a view stands where the view is mentioned.
      if (String(column.range) === String(query.range)) return []
      return (column.of === undefined ? this.#bare(column, scope, given) : this.#qualified(column, column.of, scope)) ?? []
    })
  }

  #qualified({ schema, name, range }: Column, of: string, scope: Scope): UnknownName | undefined {
    const levels = levelsOf(scope)
    if (this.#ofUsing.has(of)) return undefined
    const meant = levels.map((level) => level.sources.filter((one) => one.name === of)).find((found) => found.length > 0)
    if (meant) return this.#isAbsent(name, meant) ? this.#unknown(name, range, meant) : undefined
    const sources = levels.flatMap((level) => level.sources)
    if (schema !== undefined || sources.some(({ kind }) => kind === 'hidden')) return undefined
    const among = sources.flatMap((one) => (one.name === '' ? [] : [one.name]))
    const having = sources.filter((one) => one.name !== '' && !this.#isAbsent(name, [one])).map((one) => one.name)
    return { kind: 'source', name: of, range, among, nearest: nearest(of, having) }
  }

  #bare({ name, range }: Column, scope: Scope, given: ReadonlySet<string>): UnknownName | undefined {
    const levels = levelsOf(scope)
    const sources = levels.flatMap((level) => level.sources)
    if (given.has(name) || sources.length === 0 || !this.#isAbsent(name, sources)) return undefined
    const isKnown = levels.some(({ merged }) => merged.has(name)) || sources.some((one) => one.name === name)
    return isKnown ? undefined : this.#unknown(name, range, sources)
  }

  #isAbsent(name: string, sources: readonly RowSource[]): boolean {
    return !ofEveryTable.has(name) && sources.every((one) => this.#isClosed(one) && this.#columnsOf(one)?.includes(name) !== true)
  }

  #columnsOf(source: RowSource): readonly string[] | undefined {
    const system = systemSource(source)
    return system ? columnsOfSystem(system, this.#postgres) : source.columns
  }

  #isClosed(source: RowSource): boolean {
    if (systemSource(source)) return true
    const { columns, table, kind } = source
    return columns !== undefined && columns.length > 0 && (kind !== 'table' || table !== undefined) && table?.complete !== false
  }

  #unknown(name: string, range: Range, sources: readonly RowSource[]): UnknownName {
    const systems = sources.flatMap((source) => systemSource(source) ?? [])
    if (systems.length === 0) return unknownColumn(name, range, sources)
    const near = nearestColumn(
      name,
      sources.flatMap((one) => this.#columnsOf(one) ?? []),
    )
    const [gone] = systems.flatMap((system) => replacementOf(system, name) ?? [])
    return { kind: 'column', name, range, among: named(sources), nearest: near, gone }
  }
}

function assignmentsOf({ set }: Update): Assignment[] {
  return set.flatMap((one) => ('kind' in one ? [] : [one]))
}

function columnsOfInsert({ columns, conflict }: Insert, scope: Scope): UnknownName[] {
  const [target] = scope.sources
  const arbiter = conflict?.arbiter?.kind === 'columns' ? [...ownColumns(conflict.arbiter.terms)] : []
  return [
    ...ofTarget(columns ?? [], target),
    ...ofTarget(arbiter.map(asWritten), target),
    ...ofConstraint(conflict, target),
    ...setColumns(conflict?.set ?? [], scope),
    ...ofTarget(excludedIn(conflict), target),
  ]
}

/** The row that was to be inserted has the columns of the table. */
function excludedIn(conflict: Conflict | undefined): Written[] {
  const nodes = [conflict?.set.map(({ value }) => value), conflict?.where]
  return [...ownColumns(nodes)].filter(({ of, name }) => of === 'excluded' && !ofEveryTable.has(name)).map(asWritten)
}

function ofConstraint(conflict: Conflict | undefined, target: RowSource | undefined): UnknownName[] {
  const table = target?.table
  if (conflict?.arbiter?.kind !== 'constraint' || !table?.complete || table.kind === 'view' || target?.columns === undefined) return []
  const { name } = conflict.arbiter
  const names = table.keys.map((key) => key.name)
  if (names.includes(name)) return []
  return [{ kind: 'constraint', name, range: conflict.range, among: [table.name], nearest: nearest(name, names) }]
}

function asWritten({ name, range }: Column): Written {
  return { text: name, range }
}

function setColumns(set: readonly Assignment[], { sources: [target] }: Scope): UnknownName[] {
  // Who writes the table before a column has named the column, which is told by itself.
  const named = set.filter(({ column, isPart }) => !isPart || column !== target?.name)
  return ofTarget(
    named.map(({ column, range: [start] }) => ({ text: column, range: [start, start + column.length] })),
    target,
  )
}

function ofTarget(columns: readonly Written[], target: RowSource | undefined): UnknownName[] {
  const known = target?.table?.complete === true ? target.columns : undefined
  if (!target || !known || known.length === 0) return []
  return columns.flatMap(({ text, range }) => (known.includes(text) ? [] : [unknownColumn(text, range, [target])]))
}

function levelsOf(scope: Scope): Scope[] {
  const levels: Scope[] = []
  for (let at: Scope | undefined = scope; at; at = at.outer) levels.push(at)
  return levels
}

function unknownColumn(name: string, range: Range, sources: readonly RowSource[]): UnknownName {
  const near = nearest(
    name,
    sources.flatMap(({ columns }) => columns ?? []),
  )
  return { kind: 'column', name, range, among: named(sources), nearest: near }
}

function named(sources: readonly RowSource[]): string[] {
  return [...new Set(sources.flatMap((source) => shownAs(source, systemSource(source))))]
}

function shownAs({ name, table }: RowSource, system: SystemRelation | undefined): string[] {
  if (system) return [system.name]
  if (table) return [table.name]
  return name === '' ? [] : [name]
}
