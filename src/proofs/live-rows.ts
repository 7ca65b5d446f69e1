import type { Column, Table } from '../catalog/catalog.ts'
import { columnsIn, withoutCast } from '../query/columns.ts'
import type { Formula, Leaf, Operand } from '../query/formula.ts'
import { printTerm } from '../query/print.ts'
import type { Query, Term } from '../query/query.ts'
import type { RowSource } from '../query/relation.ts'
import { sentinelOf } from './marked-rows.ts'
import { isSameName, softDeleteColumns } from './owner.ts'
import { operand } from './tenant/nulls.ts'
import { sameRows } from './tenant/relatives.ts'
import type { Use, Way } from './uses.ts'
import type { Settings } from '../settings/settings.ts'
import { nothingTold, type ToldOf } from '../query/told.ts'
import { toldOf } from './tenant/told-keys.ts'

/**
 * What a query takes of a table's deleted rows, best first: nothing; what it asks for; the row that an earlier query gave; the row that a
 * key names; rows that others refer to; those that one branch of its conditions lets in; any.
 */
export const livenesses = ['live', 'deliberate', 'loaded', 'by-key', 'by-reference', 'branch', 'open'] as const
export type Liveness = (typeof livenesses)[number]

/** A reference to a table, by what is asked of its rows in each of several readings. */
interface AskedRows {
  readonly readings: readonly (readonly Use[])[]
  readonly queries: readonly Query[]
  /** What the program tells of the values of each reading. */
  readonly told: readonly ToldOf[]
}

/** The best that one of the marks of a table says; and which. */
export function livenessOf(
  use: AskedRows,
  markers: readonly Column[],
): { readonly liveness: Liveness; readonly marker: Column } | undefined {
  const found = markers.map((marker) => ({ liveness: livenessBy(use, marker), marker }))
  return livenesses.flatMap((liveness) => found.find((one) => one.liveness === liveness) ?? [])[0]
}

/** The worst of all places that a table stands in, unless one reading of its text shows that somebody thought of deleted rows. */
function livenessBy({ readings, queries, told }: AskedRows, marker: Column): Liveness {
  if (queries.some((query) => query.kind === 'delete')) return 'deliberate'
  const found = readings.map((uses, i) => uses.map((use) => livenessIn(use, marker, told[i])))
  if (found.some((one) => one.includes('deliberate'))) return 'deliberate'
  const worst = found.map((one) => one.reduce(worse, 'live'))
  return worst.length > 1 && worst.includes('live') ? 'deliberate' : worst.reduce(worse, 'live')
}

function worse(a: Liveness, b: Liveness): Liveness {
  return livenesses.indexOf(a) > livenesses.indexOf(b) ? a : b
}

/** The marks of a table whose rows are read or changed. */
export function judgedMarkers(table: Table, does: Use['access']['does'], settings: Readonly<Settings>): readonly Column[] {
  return does === 'read' || does === 'update' ? softDeleteColumns(table, settings).filter(({ type }) => type !== undefined) : []
}

/** Of one reference at one place. */
export function livenessIn(use: Use, marker: Column, told = nothingTold): Liveness {
  const { access } = use
  if (access.onlyAsks || use.isCutShort) return 'deliberate'
  const said = use.saidOf(marker.name)
  const isLive = (leaf: Leaf): boolean => said.includes(leaf) && isLiveLeaf(leaf, marker)
  if (!said.every(isLive) || use.formulas.some((formula) => isAlternative(formula, isLive)) || isMeantBeside(use, marker))
    return 'deliberate'
  const open = use.ways.filter((way) => !isLiveWay(way, access.source, marker))
  if (open.length === 0) return 'live'
  const byWay = open.map((way) => nameOf(way, use, told)).reduce(worse, 'live')
  return byWay === 'open' && said.length > 0 && open.length < use.ways.length ? 'branch' : byWay
}

function isLiveLeaf(leaf: Leaf, marker: Column): boolean {
  if (leaf.kind === 'null') return !leaf.not
  if (leaf.kind !== 'equal') return false
  return [leaf.left, leaf.right].some((side) => side.kind === 'value' && liveValues(marker).includes(side.key))
}

/** How what a living row holds is printed, besides NULL. */
function liveValues({ type, default: value }: Column): string[] {
  if (type?.name === 'boolean') return ['FALSE']
  return value ? [printTerm(withoutCast(value))] : []
}

/** `deleted_at IS NULL OR …` says by itself that deleted rows may be there, too. */
function isAlternative(formula: Formula, isLive: (leaf: Leaf) => boolean): boolean {
  switch (formula.kind) {
    case 'or':
      return formula.of.some((part) => isLeaf(part) && isLive(part)) || formula.of.some((part) => isAlternative(part, isLive))
    case 'and':
      return formula.of.some((part) => isAlternative(part, isLive))
    case 'when':
    case 'of':
      return isAlternative(formula.then, isLive)
    default:
      return false
  }
}

function isLeaf(formula: Formula): formula is Leaf {
  return !['and', 'or', 'when', 'of', 'constant'].includes(formula.kind)
}

function isLiveWay(way: Way, source: RowSource, marker: Column): boolean {
  return [source, ...sameRows(source, way.classes)].some((one) => isLiveHere(way, operand(one, marker.name), marker))
}

function isLiveHere({ atoms, classes }: Way, mark: Operand, marker: Column): boolean {
  const isNull = atoms.some((atom) => atom.kind === 'null' && !atom.not && classes.same(atom.column, mark))
  if (isNull && (marker.type?.name === 'boolean' || sentinelOf(marker) === undefined)) return true
  return liveValues(marker).some((value) => classes.equals(mark, value))
}

/** What names the row: a key that the query is given, or another row. What FROM begins with is what the query is about. */
function nameOf({ classes }: Way, { access, relation, table }: Use, told: ToldOf): Liveness {
  const { source } = access
  const unique = table.indexes.filter(
    ({ unique, predicate, keys }) => unique && !predicate && keys.every(({ column }) => column !== undefined),
  )
  const columns = unique.map(({ keys }) => keys.map(({ column }) => operand(source, column ?? '')))
  if (rowKey(table, source).some((column) => isOfLoadedRow(column, classes, told))) return 'loaded'
  if (columns.some((key) => key.every((column) => classes.isFixed(column)))) return 'by-key'
  const beside = relation.accesses.map((other) => other.source)
  const isFirst = beside[0] === source
  const isNamedBy = (other: RowSource): boolean => other !== source && (!isFirst || (other.kind === 'table' && !beside.includes(other)))
  const isOfAnother = (column: Operand): boolean =>
    classes.isFixed(column) || classes.columnsLike(column).some((other) => isNamedBy(other.source))
  return columns.some((key) => key.every(isOfAnother)) ? 'by-reference' : 'open'
}

/** The column that names a row and nothing else: what refers to another row may come from any that does. */
function rowKey({ primaryKey, foreignKeys }: Table, source: RowSource): Operand[] {
  const [name, ...more] = primaryKey?.columns ?? []
  if (name === undefined || more.length > 0 || foreignKeys.some(({ columns }) => columns.includes(name))) return []
  return [operand(source, name)]
}

/** It has what the row of an earlier query has in it, as in `order.id`: whether that is a deleted one is for that query to ask. */
function isOfLoadedRow(column: Operand, classes: Way['classes'], told: ToldOf): boolean {
  return (
    column.kind === 'column' &&
    classes.valuesOf(column).some(({ program }) => {
      const from = program && toldOf(program, { told })
      return from && 'property' in from && isSameName(column.name, from.property)
    })
  )
}

/** The mark is set, or told apart in what is computed: FILTER, CASE, or a query within that asks for it. */
function isMeantBeside({ relation, access }: Use, marker: Column): boolean {
  const isSet = relation.assigned.some(
    ({ target, set }) => target === access.source && set.some(({ column, given }) => column === marker.name || given === 'hidden'),
  )
  const query = relation.written?.query
  if (isSet || !query) return isSet
  if (query.kind === 'update' && query.set.some((one) => 'kind' in one)) return true
  return isNumbering(query) || [...conditionsIn(query)].some((node) => mentions(node, access.source, marker))
}

function mentions(node: object, source: RowSource, marker: Column): boolean {
  return columnsIn(node).some(({ name, of }) => name === marker.name && (of === undefined || of === source.name))
}

/** Conditions that decide what is shown, not which rows; and those of queries within. */
function* conditionsIn(query: Query): Generator<object> {
  if (query.kind === 'select') yield* conditionsOf([query.output, query.orderBy, query.having])
}

function* conditionsOf(node: unknown): Generator<object> {
  if (typeof node !== 'object' || node === null) return
  if ('kind' in node && (node.kind === 'case' || node.kind === 'condition' || node.kind === 'subquery')) yield node
  else if ('kind' in node && node.kind === 'call' && 'filter' in node && node.filter) yield node
  else for (const part of Object.values(node)) yield* conditionsOf(part)
}

/** `max(number) + 1` counts deleted rows, whose numbers must not come again. */
function isNumbering(query: Query): boolean {
  if (query.kind !== 'select' || query.groupBy || query.output.length !== 1) return false
  const [only] = query.output
  return only?.kind === 'term' && isMax(only.term)
}

function isMax(term: Term): boolean {
  if (term.kind === 'cast') return isMax(term.term)
  return term.kind === 'call' && (term.name === 'max' || ((term.operator || term.name === 'coalesce') && term.args.some(isMax)))
}
