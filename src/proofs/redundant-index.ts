import type { Catalog, Index, IndexKey, Key, Table } from '../catalog/catalog.ts'
import { hole, printTerm } from '../query/print.ts'
import type { Settings } from '../settings/settings.ts'
import { coveringIndexes } from './foreign-key-index.ts'
import { beginningWith } from './index-beginnings.ts'
import { keysTo } from './keys-to.ts'
import { uniqueFault } from './unique-on-soft-delete.ts'

/** An index without which all stays as it is, since another does the same. */
export interface Redundancy {
  /** `prefix`: the other begins with its keys; `duplicate`: it has the same; `unique`: the same, and is unique besides. */
  readonly kind: 'prefix' | 'duplicate' | 'unique'
  readonly other: Index
}

export function redundancyOf(table: Table, index: Index, catalog: Catalog, settings: Readonly<Settings>): Redundancy | undefined {
  const isPartial = (one: Index): boolean => isToBePartial(one, table, catalog, settings)
  const found = replacementsOf(index, table, catalog)
  const isOfAllRows = found.some(isPartial) && !isPartial(index) && servesForeignKey(index, table, catalog)
  const others = isOfAllRows ? found.filter((other) => !isPartial(other)) : found
  // One that stays is named.
  const other = others.find((one) => replacementsOf(one, table, catalog).length === 0) ?? others[0]
  if (!other) return undefined
  if (index.keys.length < other.keys.length) return { kind: 'prefix', other }
  return { kind: other.unique && !index.unique ? 'unique' : 'duplicate', other }
}

function replacementsOf(index: Index, table: Table, catalog: Catalog): readonly Index[] {
  return beginningWith(index.keys, index.predicate, table).filter((other) => other !== index && replaces(other, index, table, catalog))
}

function servesForeignKey(index: Index, table: Table, catalog: Catalog): boolean {
  return table.foreignKeys.some((key) => coveringIndexes(table, key, catalog).includes(index))
}

/** A unique key that is to leave deleted rows out will not find all rows of a parent. */
function isToBePartial(index: Index, table: Table, catalog: Catalog, settings: Readonly<Settings>): boolean {
  const fault = uniqueFault(table, index, catalog, settings)
  return fault !== undefined && fault.kind !== 'referenced'
}

/** Whether an index can go where another is; of two that can go for each other, one stays. */
function replaces(other: Index, index: Index, table: Table, catalog: Catalog): boolean {
  if (!serves(other, index, table) || isNeeded(index, table, catalog)) return false
  if (!serves(index, other, table) || isNeeded(other, table, catalog)) return true
  const [mine, others] = [weight(index, table), weight(other, table)]
  if (mine !== others) return mine < others
  const [isMineDeclared, isOtherDeclared] = [isWithTable(index, table), isWithTable(other, table)]
  if (isMineDeclared !== isOtherDeclared) return isOtherDeclared
  return table.indexes.indexOf(other) < table.indexes.indexOf(index)
}

/** Whether whatever an index does another one of the same rows does, too. */
function serves(other: Index, index: Index, table: Table): boolean {
  if (index.method !== other.method || !other.valid || other.operators || index.operators) return false
  if (index.unique ? other.keys.length !== index.keys.length || !isAsUnique(other, index, table) : other.keys.length < index.keys.length)
    return false
  if (index.method !== 'btree' && other.keys.length !== index.keys.length) return false
  return hasSameOrder(other.keys, index.keys, table) && holdsIncluded(other, index)
}

function isAsUnique(other: Index, index: Index, table: Table): boolean {
  if (!other.unique || isDeferrable(other, table) !== isDeferrable(index, table)) return false
  return !index.nullsNotDistinct || other.nullsNotDistinct || keyOf(other, table)?.kind === 'primary key'
}

/** One that is asked at the end of a transaction forbids less on the way. */
function isDeferrable(index: Index, table: Table): boolean {
  return keyOf(index, table)?.deferrable === true
}

function keyOf(index: Index, { keys }: Table): Key | undefined {
  return keys.find((key) => key.index === index)
}

/** Primary keys, parts of a parent's index, what a library makes again, and what a foreign key may stand on. */
function isNeeded(index: Index, table: Table, catalog: Catalog): boolean {
  if (index.ofParent || index.implied || !index.valid || keyOf(index, table)?.kind === 'primary key') return true
  return index.unique && isReferenced(index, table, catalog)
}

/** Postgres ties a foreign key to one index of the columns that it refers to; to that of the primary key, where it is of them. */
function isReferenced(index: Index, table: Table, catalog: Catalog): boolean {
  const columns = index.keys.flatMap(({ column }) => column ?? [])
  const isOf = (names: readonly string[]): boolean => names.length === columns.length && names.every((name) => columns.includes(name))
  if (index.constraint === undefined && table.primaryKey && isOf(table.primaryKey.columns)) return false
  return keysTo(table, catalog).some(({ key }) => isOf(key.references.columns))
}

/** What the schema of an ORM tells of its table stays; what a migration has made besides can go. */
function isWithTable({ place }: Index, table: Table): boolean {
  return place.file === table.place.file
}

function weight(index: Index, table: Table): number {
  const key = keyOf(index, table)
  if (key) return key.kind === 'primary key' ? 3 : 2
  return index.unique ? 1 : 0
}

/** The same keys in the same order, or all of them in the reverse one. */
function hasSameOrder(longer: readonly IndexKey[], shorter: readonly IndexKey[], table: Table): boolean {
  const pairs = shorter.map((key, i) => [key, longer[i]] as const)
  if (!pairs.every(([a, b]) => b !== undefined && isSameKey(a, b, table))) return false
  const isReversed = ([a, b]: (typeof pairs)[number]): boolean => a.descending !== b?.descending && a.nullsFirst !== b?.nullsFirst
  const isEqual = ([a, b]: (typeof pairs)[number]): boolean => a.descending === b?.descending && a.nullsFirst === b.nullsFirst
  return pairs.every(isEqual) || pairs.every(isReversed)
}

function isSameKey(a: IndexKey, b: IndexKey, { columns }: Table): boolean {
  const ofColumn = (key: IndexKey): string | undefined => columns.find(({ name }) => name === key.column)?.collation
  const collation = (key: IndexKey): string => key.collation ?? ofColumn(key) ?? 'default'
  if (a.column !== b.column || a.operatorClass !== b.operatorClass || collation(a) !== collation(b)) return false
  if (a.column !== undefined) return true
  const text = a.expression && printTerm(a.expression)
  return text !== undefined && b.expression !== undefined && !text.includes(hole) && text === printTerm(b.expression)
}

function holdsIncluded(other: Index, { include }: Index): boolean {
  return include.every((name) => other.include.includes(name) || other.keys.some(({ column }) => column === name))
}
