import type { Reference, Table } from '../../catalog/catalog.ts'
import type { ProgramValue } from '../../query/query.ts'
import type { LoadedValue } from '../../query/told.ts'
import type { RowSource } from '../../query/relation.ts'
import { loadings, type LoadedColumn, type LoadedFact, type Loading } from './loaded-facts.ts'
import { isCheckedNotNull } from './null-checks.ts'
import { asksForNull, operand } from './nulls.ts'
import type { Ownership } from './ownership.ts'
import type { Given, Standings } from './standing.ts'
import { typedRow } from './typed-rows.ts'
import { uniqueKeys } from './whole-keys.ts'

/** Whether a whole key of a row, or a whole foreign key, comes from one row that was loaded for the tenant before, as far as that can be seen. */
export function loadedBy(source: RowSource, table: Table, standings: Standings, given: Given, isChanged: boolean): Loading | undefined {
  if (!given.loaded) return undefined
  const keys = keysLedTo(source, table, standings, given)
  const found = keys.columns.flatMap((columns) => {
    const [first = [], ...more] = columns.map((column) => {
      const leading = factsLeading({ source, table, column, ...keys }, standings, given, isChanged)
      return leading.flatMap(({ fact, orNull }) => (orNull ? [] : [fact]))
    })
    return first.filter((fact) => more.every((facts) => facts.some((other) => rowsIn(other) === rowsIn(fact))))
  })
  const ways = found.map((fact) => loadings.findLast((by) => fact.some((one) => one.by === by)))
  return loadings.find((by) => ways.includes(by))
}

/** What the program calls a value that leads to a row unless it is null: then rows of NULL are asked for, of whomever. */
export function leadingOrNull(source: RowSource, table: Table, standings: Standings, given: Given): string | undefined {
  const keys = keysLedTo(source, table, standings, given)
  for (const column of new Set(keys.columns.flat())) {
    const leading = factsLeading({ source, table, column, ...keys }, standings, given, false).find(({ orNull }) => orNull)
    if (leading) return leading.text
  }
  return undefined
}

interface LedTo {
  readonly source: RowSource
  readonly table: Table
  readonly column: string
  readonly references: readonly Reference[]
}

interface Leading {
  readonly fact: LoadedFact
  /** What the program calls the value. */
  readonly text: string
  readonly orNull: boolean
}

/** What is known of the values of a column, as far as it leads to its row. */
function factsLeading(to: LedTo, standings: Standings, given: Given, isChanged: boolean): Leading[] {
  const own = operand(to.source, to.column)
  const { facts } = standings
  const takesNull = asksForNull(to.source, own, to.column, facts.atoms) && !isCheckedNotNull(to.source, to.column, facts)
  return standings.classes.valuesOf(own).flatMap(({ program }) => {
    const told = program && toldOf(program, given)
    const said = (told && given.loaded?.(told)) ?? []
    return said.flatMap((fact): Leading[] => {
      if (!program || !fact.every((from) => leadsTo(from, to, given.ownership, isChanged))) return []
      return [{ fact, text: program.text, orNull: takesNull && mayBeNull(fact) }]
    })
  })
}

function mayBeNull(fact: LoadedFact): boolean {
  return fact.some((one) => one.mayBeNull) && fact.every(({ by }) => by === 'seen')
}

/** What the program tells of a value. */
export function toldOf({ from, hole }: ProgramValue, { told }: Pick<Given, 'told'>): LoadedValue | undefined {
  return from ?? (hole === undefined ? undefined : told?.(hole))
}

function rowsIn(fact: LoadedFact): string {
  return fact.map(({ row }) => row).join()
}

/**
 * What a program may say of a key: the function that was asked before whether somebody may have to do with its row, what was put on a request
 * before that has it, the loader that has collected it, the row whose it is, by a library or by a type, what has made sure who sent it, or who asks whose key it is.
 */
export type Said = 'permittedBy' | 'brought' | 'collected' | 'ofRow' | 'typed' | 'signedBy' | 'asker'

/** What a program says of what is part of a key of a row, or leads to it. */
export function saidOfKey(said: Said, source: RowSource, table: Table, standings: Standings, given: Given): string | undefined {
  const keys = keysLedTo(source, table, standings, given)
  for (const column of new Set(keys.columns.flat()))
    for (const { program } of standings.classes.valuesOf(operand(source, column))) {
      const told = program && toldOf(program, given)
      const by = told && saidBy(said, told, { source, table, column, references: keys.references }, given)
      if (by !== undefined) return by
    }
  return undefined
}

/** What a program says of a value, be it of one of those alone that it may be: of the others it is known then what they are, or that cannot be seen either. */
function saidBy(said: Said, told: LoadedValue, to: LedTo, given: Given): string | undefined {
  const own = said === 'typed' ? told.typed && typedRow(told.typed, to.table, given.ownership) : told[said]
  if (said === 'asker' && !isOfPerson(to, given.ownership)) return undefined
  return own ?? saidAmong(said, told.byCallers ?? [], to, given) ?? saidAmong(said, told.ofParts ?? [], to, given)
}

/** Whether a column is the key of a person, or refers to one. */
function isOfPerson({ table, column, references }: LedTo, ownership: Ownership): boolean {
  if (ownership.isCalledPeople(table) && uniqueKeys(table).some((key) => key.length === 1 && key[0] === column)) return true
  return references.some((key) => {
    const parent = key.columns.includes(column) ? ownership.parent(key) : undefined
    return parent !== undefined && ownership.isCalledPeople(parent)
  })
}

function saidAmong(said: Said, all: readonly LoadedValue[], to: LedTo, given: Given): string | undefined {
  const isLed = (one: LoadedValue): boolean =>
    given.loaded?.(one).some((fact) => fact.every((from) => leadsTo(from, to, given.ownership, true))) === true
  const others = isSure.has(said) ? sure : [...sure, ...unsure]
  const saying = all.map((one) => saidBy(said, one, to, given))
  const first = saying.find((by) => by !== undefined)
  if (first === undefined) return undefined
  const isSaid = all.every(
    (one, i) => saying[i] !== undefined || isLed(one) || others.some((other) => saidBy(other, one, to, given) !== undefined),
  )
  return isSaid ? first : undefined
}

/** What holds a row, and what leaves open whose it is. */
const sure: readonly Said[] = ['permittedBy', 'signedBy', 'asker']
const unsure: readonly Said[] = ['brought', 'collected', 'ofRow', 'typed']
const isSure: ReadonlySet<Said> = new Set(sure)

interface Keys {
  readonly columns: readonly (readonly string[])[]
  readonly references: readonly Reference[]
}

/** The columns by which a row is found, or refers to one of a tenant. */
function keysLedTo(source: RowSource, table: Table, { relatives }: Standings, { ownership }: Given): Keys {
  const references = tenantsAmong(relatives.referencesOf(source, table), ownership)
  const parts = references.flatMap((key) => ownership.findingParts(key))
  return { columns: [...uniqueKeys(table), ...parts.map(({ own }) => own)], references }
}

/** The foreign keys to rows of tenants: what refers to a row that belongs to nobody, or to a person, may be anyone's. */
function tenantsAmong(references: readonly Reference[], ownership: Ownership): Reference[] {
  return references.filter((key) => {
    const parent = ownership.parent(key)
    return parent !== undefined && ownership.of(parent).kind !== 'global'
  })
}

interface TableColumn extends Pick<LoadedColumn, 'table' | 'column'> {
  /** Those of the table, where the query says more than the schema does. */
  readonly references?: readonly Reference[]
}

/**
 * One and the same column, one that references the other, or two that reference the same. A row that all tenants may share leads
 * to itself and upwards, and is not to be changed; where the query that loaded it is told, that is enough.
 */
function leadsTo(from: LoadedColumn, to: TableColumn, ownership: Ownership, isChanged: boolean): boolean {
  if (from.by === 'repeated') return from.table === to.table && from.column === to.column
  const isShared = from.isShared && from.by !== 'told'
  if (isShared && isChanged) return false
  const [aims, others] = [isShared ? [to] : meantBy(to, ownership), meantBy(from, ownership)]
  return aims.some((one) => others.some((other) => one.table === other.table && one.column === other.column))
}

/** A column, and those that it references. */
function meantBy({ table, column, references }: TableColumn, ownership: Ownership): TableColumn[] {
  const keys = references ?? tenantsAmong(ownership.referencesOf(table), ownership)
  const referenced = keys.flatMap((key): TableColumn[] => {
    const [parent, to] = [ownership.parent(key), key.references.columns[key.columns.indexOf(column)]]
    return parent && to !== undefined ? [{ table: parent, column: to }] : []
  })
  return [{ table, column }, ...referenced]
}
