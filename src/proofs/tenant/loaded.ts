import type { Table } from '../../catalog/catalog.ts'
import { withoutCast } from '../../query/columns.ts'
import { isAggregated } from '../../query/grouping.ts'
import type {
  Call,
  Column,
  CommonTable,
  Condition,
  FunctionSource,
  Insert,
  Merge,
  Output,
  Query,
  Select,
  Source,
  TableSource,
  Term,
  Update,
} from '../../query/query.ts'
import type { AskedQuery } from '../../query/told.ts'
import { conjuncts } from '../predicate.ts'
import { amongListed, columnListed, columnThatIs, listedAs, type IsListed } from './asked-columns.ts'
import { isSameName, nameOf, sourcesIn } from './names.ts'
import { isNullable } from './nulls.ts'
import type { LoadedColumn, LoadedFact, Loading } from './loaded-facts.ts'
import { isKey } from './whole-keys.ts'

/** A table that a query mentions, and whether its rows are the tenant's, or may be. */
export interface HeldTable {
  readonly table: Table | undefined
  readonly by: Loading | undefined
  readonly isShared: boolean
  /** It has no tenant column, and leads on by what it always has. */
  readonly isBetween: boolean
  /** Other tables inherit it. */
  readonly hasHeirs: boolean
}

/** A view, or the call of a function. */
export type Defined = TableSource | FunctionSource

/** What is known of the tables of a query: what a mention of one, at its own place or at that of its view, was judged to be. */
export interface HeldTables {
  readonly at: (node: TableSource, within: Defined | undefined) => readonly HeldTable[]
  readonly view: (node: TableSource) => Query | undefined
  /** What a function asks of which the rows are those of a query. */
  readonly called: (node: FunctionSource) => Query | undefined
}

/** Whether a statement gives columns of any name: of several that a call sends, those that give none are not what the call gives. */
export function givesColumns(query: Query): boolean {
  const outputs = query.kind === 'select' ? query.output : 'returning' in query ? query.returning : undefined
  return outputs?.some((output) => output.kind !== 'term' || (output.name ?? nameGiven(output.term)) !== undefined) ?? true
}

/** The columns of the tenant's tables that one column of a result is, the only one where it has no name: none where it is anything else as well. */
export function columnsGiven(query: Query, name: string, held: HeldTables): readonly LoadedColumn[] {
  const asked = name === '' ? onlyName(query) : name
  return (asked === undefined ? undefined : new GivenColumns(held).of(query, asked, { common: [], within: undefined, depth: 0 })) ?? []
}

function onlyName(query: Query): string | undefined {
  const outputs = query.kind === 'select' ? query.output : 'returning' in query ? query.returning : []
  const [only, ...others] = outputs
  if (only?.kind !== 'term' || others.length > 0) return undefined
  return only.name ?? nameGiven(only.term)
}

/** What Postgres calls a column of a result that is one of a table, or the first or last of one, where it has no name. */
function nameGiven(term: Term): string | undefined {
  if (term.kind === 'call') return isOneOfAll(term) ? term.name : undefined
  const inner = withoutCast(term)
  return inner.kind === 'column' ? inner.name : undefined
}

/** The column of which a term gives a value: `id::text`, and of whichever row of a group it is, `max(id)`. */
function columnGiven(term: Term): { readonly column: Column; readonly isOfAnyRow: boolean } | undefined {
  switch (term.kind) {
    case 'column':
      return { column: term, isOfAnyRow: false }
    case 'cast':
      return keepsKeys.test(term.type) ? columnGiven(term.term) : undefined
    case 'call': {
      const inner = isOneOfAll(term) ? columnGiven(term.args[0]) : undefined
      return inner && { ...inner, isOfAnyRow: true }
    }
    default:
      return undefined
  }
}

/** Types that say of two keys that they are the same where they are. */
const keepsKeys = /^(?:text|varchar|character varying|uuid|int[248]?|integer|bigint|numeric)$/

function isOneOfAll(term: Call): term is Call & { readonly args: readonly [Term] } {
  return /^(?:max|min|any_value)$/.test(term.name) && !term.operator && term.args.length === 1
}

/**
 * What the columns of the tenant's tables say of a value of the program wherever a query was seen to find something; undefined
 * where the query is read as if the value were a list, which it is not: `typeof id === 'string' ? id : { in: id }`.
 */
export function columnsAsked(
  query: Query,
  asked: Pick<AskedQuery, 'text' | 'by' | 'ofEach' | 'asMany' | 'column'>,
  held: HeldTables,
): readonly LoadedFact[] | undefined {
  if (!isSeenBy(asked.by, query)) return []
  const given = new GivenColumns(held)
  const listed = asked.ofEach ? listedAs(asked.text) : asked.asMany === undefined ? undefined : amongListed(asked.text, asked.asMany)
  if (listed) return asked.by === 'guard' ? given.askedOfAll(query, listed) : given.askedOfEach(query, listed, asked.by === 'number')
  if (asked.column !== undefined && isNumberIn(query, asked.column)) return given.asked(query, asked.text, true)
  const inner = asked.column === undefined ? query : existingBy(query, asked.column)
  if (inner && 'where' in inner && inner.where && conjuncts(inner.where).some((part) => columnListed(part, listedAs(asked.text))))
    return undefined
  return inner ? given.asked(inner, asked.text, asked.by === 'number') : []
}

/** The query that has found a row where a column is true: `SELECT EXISTS (…) AS found`. */
function existingBy(query: Query, column: string): Query | undefined {
  const outputs = query.kind === 'select' ? query.output : []
  // Of two columns of a name the last one is given.
  const term = outputs.findLast((output) => output.kind === 'term' && isSameName(output.name ?? 'exists', column))
  const condition = term?.kind === 'term' && term.term.kind === 'condition' ? term.term.condition : undefined
  return condition?.kind === 'exists' ? condition.query : undefined
}

/** Whether a column is how many rows a query finds, and nothing where there are none: `count(*)::int`; what is no small number is given as a text. */
function isNumberIn(query: Query, column: string): boolean {
  const [only] = query.kind === 'select' && isNumberOfRows(query) ? query.output : []
  return only?.kind === 'term' && only.term.kind === 'cast' && smallNumber.test(only.term.type) && isSameName(only.name ?? 'count', column)
}

const smallNumber = /^(?:int[24]?|integer|smallint|float[48]?|double precision|real)$/

/** Libraries give an object for a write that gives no rows, whatever it found. */
function isSeenBy(by: AskedQuery['by'], query: Query): boolean {
  if (by === 'number') return query.kind === 'select' && isNumberOfRows(query)
  // What sets nothing but what hangs on the row reads it, and throws all the same.
  if (by === 'write') return query.kind !== 'insert' && query.kind !== 'merge'
  if (query.kind !== 'update' && query.kind !== 'delete') return by !== 'changed'
  if (by === 'changed') return query.returning.length === 0
  return by !== 'row' || query.returning.length > 0
}

/** Whether a query gives nothing else than how many rows it finds: `count(*)`. */
function isNumberOfRows({ output, groupBy, having, offset }: Select): boolean {
  const [only, ...others] = output
  if (groupBy || having || offset || others.length > 0 || only?.kind !== 'term') return false
  const term = withoutCast(only.term)
  return term.kind === 'call' && term.name === 'count' && !term.over
}

interface Place {
  readonly common: readonly CommonTable[]
  readonly within: Defined | undefined
  readonly depth: number
}

/** Undefined is no such column; an empty list one that is no column of the tenant's tables. */
type Found = readonly LoadedColumn[] | undefined

const maxDepth = 8

class GivenColumns {
  readonly #held: HeldTables

  constructor(held: HeldTables) {
    this.#held = held
  }

  of(query: Query, name: string, around: Place): Found {
    if (around.depth > maxDepth) return []
    const place = { ...around, common: [...query.with, ...around.common], depth: around.depth + 1 }
    switch (query.kind) {
      case 'select':
        return this.#outputs(query.output, name, query.from, place)
      case 'combined':
        return together([this.of(query.left, name, place) ?? [], this.of(query.right, name, place) ?? []])
      case 'insert':
        return this.#outputs(query.returning, name, [query.target], place, query)
      case 'update':
        return this.#outputs(query.returning, name, [query.target, ...query.from], place, query)
      case 'delete':
        return this.#outputs(query.returning, name, [query.target, ...query.using], place)
      case 'merge':
        return this.#outputs(query.returning, name, [query.target, query.source], place, query)
      default:
        return []
    }
  }

  asked(query: Query, text: string, isNumber: boolean): readonly LoadedFact[] {
    const place: Place = { common: 'with' in query ? query.with : [], within: undefined, depth: 1 }
    const inSources = (where: Condition | undefined, from: readonly Source[], by?: Update): readonly LoadedFact[] =>
      (where ? conjuncts(where) : []).flatMap((part) => {
        const inner = rowsThere(part)
        if (inner) return inSources(inner.where, inner.from)
        const column = columnThatIs(part, text)
        const fact = column && this.#ofSources(from, column.of, column.name, place, by)
        return fact && fact.length > 0 ? [fact] : []
      })
    switch (query.kind) {
      case 'select':
        return !isNumber && mayGiveRowOfNone(query) ? [] : inSources(query.where, query.from)
      case 'update':
        return inSources(query.where, [query.target, ...query.from], asWritten(query))
      case 'delete':
        return inSources(query.where, [query.target, ...query.using])
      default:
        return []
    }
  }

  /** As many rows as there are values tell of each of them, where no value finds two. */
  askedOfEach(query: Query, isListed: IsListed, isNumber: boolean): readonly LoadedFact[] {
    if (!isNumber && query.kind === 'select' && !givesRowForRow(query)) return []
    return this.#listed(query, isListed).filter((fact) => fact.every((one) => isKeyAlone(one)))
  }

  /** All rows that there are of some values tell of each of them, where the query leaves out none: a value without a row leads nowhere. */
  askedOfAll(query: Query, isListed: IsListed): readonly LoadedFact[] {
    // What refers to a value may be none, and there may be the row that it is of all the same.
    const isKeyed = (fact: LoadedFact): boolean => fact.every(({ table, column }) => isKey(column, table))
    return query.kind === 'select' && asksForNothingElse(query) ? this.#listed(query, isListed).filter(isKeyed) : []
  }

  /** The columns of a table, which a query asks for alone, that it says are of a list. */
  #listed(query: Query, isListed: IsListed): readonly LoadedFact[] {
    if (query.kind !== 'select' && query.kind !== 'update' && query.kind !== 'delete') return []
    const [source, ...others] =
      query.kind === 'select' ? query.from : [query.target, ...(query.kind === 'update' ? query.from : query.using)]
    if (source?.kind !== 'table' || others.length > 0 || this.#held.view(source) || query.with.length > 0) return []
    const place: Place = { common: [], within: undefined, depth: 1 }
    const by = query.kind === 'update' ? asWritten(query) : undefined
    return (query.where ? conjuncts(query.where) : []).flatMap((part) => {
      const column = columnListed(part, isListed)
      const fact = column && this.#ofSources([source], column.of, column.name, place, by)
      return fact && fact.length > 0 ? [fact] : []
    })
  }

  #outputs(outputs: readonly Output[], name: string, from: readonly Source[], place: Place, by?: Insert | Update | Merge): Found {
    const ofSources = (of: string | undefined, column: string): Found => this.#ofSources(from, of, column, place, by)
    return together(
      outputs.map((output): Found => {
        if (output.kind === 'hidden') return undefined
        if (output.kind === 'star') return ofSources(output.of, name)
        const shown = output.name ?? nameGiven(output.term)
        if (shown === undefined || !isSameName(shown, name)) return undefined
        const given = columnGiven(output.term)
        const found = given ? (ofSources(given.column.of, given.column.name) ?? []) : []
        return given?.isOfAnyRow ? found.map((one) => ({ ...one, row: `${one.row} ${name}` })) : found
      }),
    )
  }

  #ofSources(from: readonly Source[], of: string | undefined, column: string, place: Place, by?: Insert | Update | Merge): Found {
    const meant = from.flatMap(sourcesIn).filter((source) => of === undefined || nameOf(source) === of)
    return together(meant.map((source) => this.#column(source, column, place, source === by?.target ? by : undefined)))
  }

  #column(source: Source, name: string, place: Place, by: Insert | Update | Merge | undefined): Found {
    if (source.kind === 'join' || source.kind === 'hidden') return undefined
    const { alias } = source
    if (source.kind === 'function') return this.#ofFunction(source, name, place)
    if (alias && alias.columns.length > 0) return []
    if (source.kind === 'derived') return this.of(source.query, name, place)
    const common = source.schema === undefined && !by ? place.common.find((one) => one.name === source.name) : undefined
    if (common) return common.columns.length > 0 ? [] : this.of(common.query, name, place)
    const view = this.#held.view(source)
    if (view) return by ? [] : this.of(view, name, { ...place, common: [], within: place.within ?? source })
    return together(
      this.#held.at(source, place.within).map(({ table, by: how, isShared, isBetween, hasHeirs }): Found => {
        const column = table?.columns.find((one) => isSameName(one.name, name))?.name
        if (!table || column === undefined) return undefined
        const loading = how && by ? loadingBehind(by, table, column, how) : how
        const leads = isBetween && isNullable(table, column) ? undefined : loading
        return leads ? [{ table, column, row: String(source.range), isShared, hasHeirs, by: leads }] : []
      }),
    )
  }

  /** A function that gives what is no row is called as its alias is. */
  #ofFunction(source: FunctionSource, name: string, place: Place): Found {
    const { alias } = source
    const query = alias && alias.columns.length > 0 ? undefined : this.#held.called(source)
    const found = query && this.of(query, name, { ...place, common: [], within: place.within ?? source })
    if (found && found.length > 0) return found
    return alias && [alias.name, ...alias.columns].some((one) => isSameName(one, name)) ? [] : found
  }
}

/** A change by what it is seen to set: behind a key that is set unseen no other tenant's row comes to stand. */
function asWritten(query: Update): Update {
  return { ...query, set: query.set.filter((one) => 'column' in one) }
}

/** A query within another one that has found a row wherever a condition holds: `EXISTS (…)`, `id IN (SELECT …)`. */
function rowsThere(condition: Condition): Select | undefined {
  const query = condition.kind === 'exists' ? condition.query : queryListing(condition)
  return query?.kind === 'select' && query.with.length === 0 && !mayGiveRowOfNone(query) ? query : undefined
}

function queryListing(condition: Condition): Query | undefined {
  if (condition.kind !== 'compare' || condition.op !== '=' || condition.quantifier !== 'any') return undefined
  return condition.right.kind === 'subquery' ? condition.right.query : undefined
}

/** Whether a SELECT may give a row of no rows: of all of them together there is always one. */
function mayGiveRowOfNone(query: Select): boolean {
  return query.groupBy === undefined ? isAggregated(query) : query.groupBy.kind === 'sets'
}

/** Whether a SELECT gives no more rows than it finds: a function may give several for one, and so do sets of groups. */
function givesRowForRow(query: Select): boolean {
  const isPlain = query.output.every((output) =>
    output.kind === 'term' ? isOneValue.test(withoutCast(output.term).kind) : output.kind === 'star',
  )
  return isPlain && !mayGiveRowOfNone(query)
}

/** Whether a SELECT gives all rows that it asks for by one condition. */
function asksForNothingElse(query: Select): boolean {
  const { from, where, groupBy, having, distinct, limit, offset, locking } = query
  const isWhole = !groupBy && !having && !distinct && !limit && !offset && locking.every(({ wait }) => wait !== 'skip locked')
  const isOfAll = from.every((source) => source.kind === 'table' && !source.only && !source.sampled)
  return isWhole && isOfAll && givesRowForRow(query) && where !== undefined && conjuncts(where).length === 1
}

const isOneValue = /^(?:column|value|subquery)$/

/** Of the tables that inherit a table each has its own rows of a key. */
function isKeyAlone({ table, column, hasHeirs }: LoadedColumn): boolean {
  return hasHeirs !== true && isKey(column, table)
}

/** What several say of one column: where one of them is anything else, all of it may be. */
function together(found: readonly Found[]): Found {
  const known = found.filter((one) => one !== undefined)
  if (known.length === 0) return undefined
  return known.some((one) => one.length === 0) ? [] : known.flat()
}

/** How a column leads on of a row that a statement gives which writes it. */
function loadingBehind(by: Insert | Update | Merge, table: Table, column: string, how: Loading): Loading | undefined {
  if (isSet(column, by)) return isNewRow(table, column, by) ? how : undefined
  return changesUnseen(by) && !isKeyOfRow(table, column) ? 'unseen' : how
}

/** Whether an update sets what cannot be seen: in a library, what hangs on its row may be among that. */
export function changesUnseen(query: Query): boolean {
  return query.kind === 'update' && query.set.some((one) => !('column' in one))
}

/** Whether a statement gives a column the value that it says itself. */
export function isSet(column: string, query: Insert | Update | Merge): boolean {
  switch (query.kind) {
    case 'insert':
      if (query.conflict?.set.some((one) => one.column === column)) return true
      return query.source.kind !== 'default' && isListed(column, query.columns)
    case 'update':
      return query.set.some((one) => 'column' in one && one.column === column)
    case 'merge':
      return query.actions.some(({ does }) => {
        if (does.kind === 'update') return does.set.some((one) => one.column === column)
        return does.kind === 'insert' && does.row !== undefined && isListed(column, does.columns)
      })
  }
}

/** Whether a column says which row an insert has made: the key of no other one. A row that is changed instead keeps its own. */
function isNewRow(table: Table, column: string, query: Insert | Update | Merge): boolean {
  return query.kind === 'insert' && !query.conflict?.set.some((one) => one.column === column) && isKeyOfRow(table, column)
}

/** Whether no two rows have the same in a column, and it is that of no row of another table: whatever it is set to, it is the key of the row that is given. */
function isKeyOfRow(table: Table, column: string): boolean {
  if (table.partitionOf || isNullable(table, column)) return false
  const refers = table.foreignKeys.some(({ columns }) => columns.includes(column))
  return !refers && isKey(column, table)
}

/** Without a list, all of them are written. */
function isListed(column: string, columns: Insert['columns']): boolean {
  return columns?.some(({ text }) => text === column) ?? true
}
