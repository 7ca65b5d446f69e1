import type { ColumnDefinition, ConstraintDefinition, CreateTable, SequenceName, TableElement } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place, Range } from '../place.ts'
import { findColumn, getColumn } from './bind.ts'
import { inheritChecks } from './checks.ts'
import { hasSequence, newColumn, requireNullability, requireOneValue, withValue } from './columns.ts'
import { addConstraint, mergedKeys } from './constraints.ts'
import { conflictingDefaults, inheritedColumns, inheritedValue, requireParent, requireSameType } from './inheritance.ts'
import { copyLikeKeys, copyLikeValues, likeColumns, type Like } from './like.ts'
import { install, newTable } from './new-table.ts'
import { declareNotNulls, type Declared } from './not-null.ts'
import { refuse, type ColumnState, type Id, type SequenceState, type TableState } from './objects.ts'
import { inheritKeys, requirePartitioned, setPartitioning } from './partitions.ts'
import { makeSequence, sequenceName } from './sequences.ts'
import type { State } from './state.ts'
import { outputColumns } from './views.ts'

type PlaceOf = (range: Range) => Place

/**
 * In the order of Postgres, on which the names of what has none depend: sequences, the table, what a partition has of
 * its parent, checks, NOT NULLs, keys, what LIKE copies, and foreign keys last.
 */
export function createTable(state: State, change: CreateTable, placeOf: PlaceOf): void {
  const place = placeOf(change.name.name.range)
  const kind = change.partitionBy ? 'partitioned table' : change.foreign ? 'foreign table' : 'table'
  const base = newTable(state, change.name, kind, change.temporary, change.ifNotExists, place)
  if (!base) return
  const { id } = base
  const partitioned = change.partitionOf && state.getTable(change.partitionOf)
  const parents = partitioned ? [partitioned] : change.inherits.map((name) => state.getTable(name))
  requireParents(base, parents, partitioned)
  const likes = change.elements.flatMap((element): Like[] =>
    element.kind === 'like' ? [{ element, source: state.getTable(element.table) }] : [],
  )
  const ofType = change.ofType && state.getTable(change.ofType)
  const output =
    change.as &&
    outputColumns(
      state,
      change.as.query,
      change.as.columns.map((c) => c.text),
      place,
    )
  const columns = output?.columns ?? allColumns(state, change, { parents, partitioned, ofType, likes }, placeOf)
  const sequences = makeSequences(state, { ...base, columns }, change.elements, likes, place)
  const table: TableState = {
    ...base,
    parents: change.inherits.length > 0 ? parents.map((p) => p.id) : [],
    partitionOf: partitioned?.id,
    partitionBound: change.partitionBound,
    ofType: ofType?.id,
    dropsOnCommit: change.onCommitDrop,
    columns,
    nextNumber: columns.length + 1,
    complete: output?.complete ?? true,
  }
  install(state, { ...table, columns: valuedColumns(state, table, change.elements, sequences, parents) })
  if (change.partitionBy) setPartitioning(state, id, change.partitionBy, change.partitionStrategy)
  inheritChecks(state, id, parents)
  if (partitioned) inheritKeys(state, partitioned, id)
  constrain(state, id, change.elements, { parents, likes, place }, placeOf)
}

function requireParents(table: TableState, parents: readonly TableState[], partitioned: TableState | undefined): void {
  if (partitioned) {
    requirePartitioned(partitioned)
    if (partitioned.temporary !== table.temporary)
      refuse('cannot create a temporary relation as partition of a permanent one, nor the other way round')
    return
  }
  for (const parent of parents) requireParent(parent, table)
  if (new Set(parents).size < parents.length) refuse('a relation would be inherited from more than once')
}

interface Sources {
  readonly parents: readonly TableState[]
  readonly partitioned: TableState | undefined
  readonly ofType: TableState | undefined
  readonly likes: readonly Like[]
}

/** Those of the parents, then the table's own, which may be the same. */
function allColumns(state: State, change: CreateTable, { parents, partitioned, ofType, likes }: Sources, placeOf: PlaceOf): ColumnState[] {
  const columns = ofType
    ? ofType.columns.map((column, i) => ({ ...column, number: i + 1 }))
    : inheritedColumns(parents, partitioned !== undefined)
  const inherited = columns.slice()
  const declared = new Set<string>()
  for (const column of ownColumns(state, change, likes, placeOf)) {
    if (declared.has(column.name)) refuse(`column "${column.name}" specified more than once`)
    declared.add(column.name)
    const at = inherited.findIndex((c) => c.name === column.name)
    const known = columns[at]
    if (known) columns[at] = mergeOwn(known, column)
    else if (partitioned || ofType) refuse(`column "${column.name}" does not exist`)
    else columns.push(numbered(column, columns.length + 1))
  }
  requireDefaults(conflictingDefaults(parents), change.elements)
  return columns
}

function numbered(column: ColumnState, number: number): ColumnState {
  return column.number === number ? column : { ...column, number }
}

function mergeOwn(known: ColumnState, column: ColumnState): ColumnState {
  if (!column.type) return { ...known, place: column.place }
  requireSameType(known, column)
  return { ...known, identity: column.identity ?? known.identity, local: true, place: column.place, written: column.written }
}

function ownColumns(state: State, { elements }: CreateTable, likes: readonly Like[], placeOf: PlaceOf): ColumnState[] {
  const columns: ColumnState[] = []
  for (const element of elements) {
    if (element.kind === 'like') columns.push(...likes.filter((like) => like.element === element).flatMap(likeColumns))
    if (element.kind !== 'column') continue
    requireOneValue(element.column)
    requireNullability(element.column)
    columns.push(newColumn(state, element.column, columns.length + 1, placeOf(element.column.name.range)))
  }
  return columns
}

function requireDefaults(conflicts: ReadonlySet<string>, elements: readonly TableElement[]): void {
  for (const name of conflicts) {
    const own = elements.find((element) => element.kind === 'column' && cutName(element.column.name.text) === name)
    if (own?.kind !== 'column' || !(own.column.default ?? own.column.generated ?? own.column.identity))
      refuse(`column "${name}" inherits conflicting default values`)
  }
}

/** The names are all chosen before the first sequence is made. */
function makeSequences(
  state: State,
  table: TableState,
  elements: readonly TableElement[],
  likes: readonly Like[],
  place: Place,
): Map<string, Id> {
  const nameOf = (column: string, given?: SequenceName): { column: string; name: string } => ({
    column,
    name: sequenceName(state, table, column, given),
  })
  const owner = (column: string): SequenceState['ownedBy'] => ({ table: table.id, column: findColumn(table, column)?.number ?? 0 })
  const named = elements.flatMap((element) => {
    if (element.kind === 'column')
      return hasSequence(element.column) ? [nameOf(cutName(element.column.name.text), element.column.sequence)] : []
    const like = likes.find((l) => l.element === element)
    return like?.element.including.includes('identity') ? like.source.columns.filter((c) => c.identity).map((c) => nameOf(c.name)) : []
  })
  return new Map(named.map(({ column, name }) => [column, makeSequence(state, table.schema, name, place, owner(column))]))
}

/** The columns with what fills them: a sequence, a default, an expression or what the parents have. */
function valuedColumns(
  state: State,
  table: TableState,
  elements: readonly TableElement[],
  sequences: ReadonlyMap<string, Id>,
  parents: readonly TableState[],
): ColumnState[] {
  const definitions = new Map<string, ColumnDefinition>()
  const generated = new Set<string>()
  for (const element of elements) {
    if (element.kind !== 'column') continue
    const name = cutName(element.column.name.text)
    definitions.set(name, element.column)
    if (element.column.generated) generated.add(name)
  }
  return table.columns.map((column) => {
    const sequence = sequences.get(column.name)
    const definition = definitions.get(column.name)
    const own = sequence === undefined ? inheritedValue(column, table, parents) : { ...column, ...filledBy(sequence, column, definition) }
    return definition ? withValue(state, table, own, definition, generated) : own
  })
}

/** A default that a column has of a parent stays beside an identity. */
function filledBy(sequence: Id, column: ColumnState, definition: ColumnDefinition | undefined): Pick<ColumnState, 'sequence' | 'default'> {
  return { sequence, default: (definition?.identity ?? column.identity) ? column.default : undefined }
}

function constrain(
  state: State,
  id: Id,
  elements: readonly TableElement[],
  { parents, likes, place }: Pick<Sources, 'parents' | 'likes'> & { readonly place: Place },
  placeOf: PlaceOf,
): void {
  const all: ConstraintDefinition[] = []
  for (const element of elements) {
    if (element.kind === 'column') all.push(...element.column.constraints)
    else if (element.kind === 'constraint') all.push(element.constraint)
  }
  const keys = mergedKeys(all.filter((c) => c.kind === 'primary key' || c.kind === 'unique' || c.kind === 'exclusion'))
  // Without rows there is nothing that NOT VALID could spare.
  const add = (constraint: ConstraintDefinition): void => {
    const own = 'validated' in constraint ? { ...constraint, validated: true } : constraint
    addConstraint(state, id, own, placeOf(constraint.name?.range ?? constraint.range))
  }
  for (const like of likes) copyLikeValues(state, id, like)
  for (const constraint of all) if (constraint.kind === 'check') add(constraint)
  const declared: Declared[] = []
  for (const element of elements) addDeclared(declared, element, likes)
  declared.push(...ofPrimaryKey(state.table(id), keys))
  declareNotNulls(state, id, declared, parents)
  for (const constraint of keys) add(constraint)
  for (const like of likes) copyLikeKeys(state, id, like, place)
  for (const constraint of all) if (constraint.kind === 'foreign key') add(constraint)
}

/** The NOT NULLs that an element of a table declares. */
function addDeclared(found: Declared[], element: TableElement, likes: readonly Like[]): void {
  if (element.kind === 'constraint') addNotNull(found, element.constraint)
  else if (element.kind === 'column') {
    for (const constraint of element.column.constraints) addNotNull(found, constraint)
    if (isNeverNull(element.column)) found.push({ column: element.column.name.text, name: undefined, noInherit: false })
  } else {
    const like = likes.find((l) => l.element === element)
    for (const { name, notNull } of like?.source.columns ?? [])
      if (notNull) found.push({ column: name, name: notNull.name, noInherit: notNull.noInherit })
  }
}

/** A column with a sequence, or with PRIMARY KEY behind it. */
function isNeverNull(column: ColumnDefinition): boolean {
  return hasSequence(column) || column.constraints.some((c) => c.kind === 'primary key')
}

function addNotNull(found: Declared[], constraint: ConstraintDefinition): void {
  if (constraint.kind !== 'not null') return
  const { column, name, noInherit } = constraint
  found.push({ column: column.text, name: name && cutName(name.text), noInherit })
}

/** A primary key's columns are not null, unless something has said so already. */
function ofPrimaryKey(table: TableState, keys: readonly ConstraintDefinition[]): Declared[] {
  const [primary] = keys
  if (primary?.kind !== 'primary key') return []
  return primary.columns.map(({ text }) => ({ column: getColumn(table, text).name, name: undefined, noInherit: false }))
}
