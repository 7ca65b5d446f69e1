import type { Catalog, Table } from '../catalog/catalog.ts'
import type { Unread } from '../catalog/fold.ts'
import { grouped } from '../catalog/grouped.ts'
import { byteLength, maxNameBytes } from '../catalog/names.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Place } from '../catalog/place.ts'
import { bringsNoTables } from './extensions.ts'
import { nearest } from './nearest.ts'
import { isOfTools } from './unknown-names.ts'

/** A step of the schema that Postgres refuses for a name. */
export interface RefusedName {
  readonly kind: 'missing' | 'duplicate'
  readonly place: Place
  /** In the words of Postgres. */
  readonly reason: string
  readonly nearest: string | undefined
}

const missing =
  /^(relation|table|view|materialized view|index|constraint|column|policy|trigger) "([^"]+)"(?: (?:of relation|for table) "([^"]+)")? does not exist$/
const duplicate = /^(relation|constraint|column|policy|trigger) "([^"]+)"(?: (?:of|for) (?:relation|table) "([^"]+)")? already exists$/

/** Why Postgres refuses a step, where that is a name alone and nothing else may be the cause; a database of which all is known. */
export function refusedName(one: Unread, catalog: Catalog): RefusedName | undefined {
  const { place, isCertain } = one
  const reason = reasonOf(one)
  if (isCertain !== true) return undefined
  const [, object = '', name = '', of] = missing.exec(reason) ?? []
  if (name !== '') {
    const made = placesOf(plain(name), of, catalog)
    // What other files have is there before or behind this step, as somebody else knows.
    if (made.length > 0 && !made.some((other) => isBeside(other, place))) return undefined
    const near = nearest(plain(name), namesFor(object, of, catalog))
    if (!isSeen(object, name, of, near !== undefined, catalog)) return undefined
    return { kind: 'missing', place, reason, nearest: near === plain(name) ? undefined : near }
  }
  const [, , second = '', owner] = duplicate.exec(reason) ?? []
  if (second === '' || isCut(second)) return undefined
  const others = placesOf(second, owner, catalog)
  return others.some((other) => isBeside(other, place)) ? { kind: 'duplicate', place, reason, nearest: undefined } : undefined
}

/** What Postgres says of a step that it refuses. */
export function reasonOf({ reason }: Unread): string {
  return reason.replace('Postgres would refuse it: ', '')
}

function plain(name: string): string {
  return name.replace(/^.*\./, '')
}

/** What a cut at 63 bytes made equal is told as that. */
function isCut(name: string): boolean {
  return byteLength(name) >= maxNameBytes
}

/** Other schemas, tables that tools keep, those that functions and extensions make, what migrations that nobody keeps have made, and what is only known in part may well be there. */
function isSeen(object: string, name: string, of: string | undefined, isNear: boolean, { parts, tables }: Catalog): boolean {
  const schema = /^(.*)\./.exec(name)?.[1]
  if (isCut(name) || isOfTools(plain(name)) || (schema !== undefined && !parts.schemas.includes(schema))) return false
  if (of !== undefined) return tables.some((table) => table.name === of && table.complete)
  if (object === 'index') return true
  if (tables.some(({ hasUnseenPast }) => hasUnseenPast)) return false
  return isNear || (parts.functions.length === 0 && parts.extensions.every((one) => bringsNoTables(one.name)))
}

function namesFor(object: string, of: string | undefined, catalog: Catalog): readonly string[] {
  const owners = of === undefined ? catalog.tables : ownersOf(of, catalog)
  switch (object) {
    case 'column':
      return columnNames(owners)
    case 'constraint':
      return constraintNames(owners)
    case 'index':
      return indexNames(catalog.tables)
    case 'policy':
      return policyNames(owners)
    case 'trigger':
      return triggerNames(owners)
    default:
      return relationNames(catalog)
  }
}

type Named = Pick<Table, 'name'>

const columnNames = namesOf(({ columns }) => columns)
const constraintNames = namesOf(({ keys, foreignKeys, checks }) => [...keys, ...foreignKeys, ...checks])
const indexNames = namesOf(({ indexes }) => indexes)
const policyNames = namesOf(({ policies }) => policies)
const triggerNames = namesOf(({ triggers }) => triggers)
const relationNames = onceFor((catalog: Catalog) => [...relationsOf(catalog).keys()])

function namesOf(parts: (table: Table) => readonly Named[]): (tables: readonly Table[]) => readonly string[] {
  return onceFor((tables: readonly Table[]) => tables.flatMap((table) => parts(table).map(({ name }) => name)))
}

/** Where what has a name already was named. */
function placesOf(name: string, of: string | undefined, catalog: Catalog): readonly Place[] {
  const made = of === undefined ? relationsOf(catalog).get(name) : ownersOf(of, catalog).flatMap((table) => partsOf(table).get(name) ?? [])
  return made?.flatMap((one) => [one.place, ...(one.madeAt ? [one.madeAt] : [])]) ?? []
}

type Made = Pick<Table, 'name' | 'place' | 'madeAt'>

function ownersOf(name: string, catalog: Catalog): readonly Table[] {
  return tablesByName(catalog).get(name) ?? []
}

const tablesByName = onceFor(({ tables }: Catalog) => byName(tables))

const relationsOf = onceFor(({ tables, parts }: Catalog) =>
  byName<Made>([...tables, ...parts.sequences, ...tables.flatMap(({ indexes }) => indexes)]),
)

const partsOf = onceFor(({ columns, keys, foreignKeys, checks, policies, triggers }: Table) =>
  byName<Made>([...columns, ...keys, ...foreignKeys, ...checks, ...policies, ...triggers]),
)

function byName<One extends Named>(made: readonly One[]): ReadonlyMap<string, readonly One[]> {
  return grouped(made, ({ name }) => name)
}

/** A dump or a schema of an ORM beside migrations tells the same again; files of one history lie in one folder, or have one name in folders of one. */
export function isBeside({ file }: Place, { file: other }: Place): boolean {
  const [folder, otherFolder] = [folderOf(file), folderOf(other)]
  if (folder === otherFolder) return true
  return folderOf(folder) === folderOf(otherFolder) && file.slice(folder.length) === other.slice(otherFolder.length)
}

function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '')
}
