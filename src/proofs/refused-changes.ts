import type { Catalog, Table } from '../catalog/catalog.ts'
import type { Unread } from '../catalog/fold.ts'
import { quoteName } from '../catalog/names.ts'
import type { Place } from '../catalog/place.ts'
import { isBeside, reasonOf } from './refused-names.ts'

/** A step of the schema that Postgres refuses for a key that it makes, or that is not there for it, or since values do not become of another type by themselves. */
export interface RefusedChange {
  readonly kind: 'refused'
  readonly place: Place
  /** In the words of Postgres. */
  readonly reason: string
  /** What to do, without its full stop. */
  readonly remedy: string
}

interface Cause {
  readonly reason: RegExp
  remedy(...named: string[]): string
  /** The tables that it is about, by what it names; none where that does not matter. */
  tables?(catalog: Catalog, ...named: string[]): readonly Table[]
}

const foreignKeys: readonly Cause[] = [
  {
    reason: /^there is no (?:unique constraint matching given keys|primary key) for referenced table "([^"]+)"$/,
    remedy: () => 'Refer to the columns of its primary key, or make a unique key of just these columns first, without WHERE',
    tables: named,
  },
  {
    reason: /^foreign key constraint "[^"]+" cannot be implemented: "([^"]+)" of "([^"]+)" is (.+), and "([^"]+)" of "([^"]+)" is (.+)$/,
    remedy: (column, _table, _type, _other, _target, type) => `Give ${quoteName(column)} the type ${type}`,
    tables: (catalog, _column, table, _type, _other, target) => (named(catalog, target).length > 0 ? named(catalog, table, target) : []),
  },
  {
    reason: /^number of referencing and referenced columns for foreign key disagree$/,
    remedy: () => 'Name as many columns on both sides',
  },
]

/** No step that comes behind hangs on what these would have made. */
const harmless: readonly Cause[] = [
  ...foreignKeys,
  {
    reason: /^column "([^"]+)" cannot be cast automatically to type (.+)$/,
    remedy: (column, type) =>
      `Say what its values become: USING ${quoteName(column)}::${type}, or another expression where there is no such cast`,
    tables: withColumn,
  },
  {
    reason: /^default for column "([^"]+)" cannot be cast automatically to type (.+)$/,
    remedy: (column) => `Drop the default before, ALTER COLUMN ${quoteName(column)} DROP DEFAULT, and set it again behind`,
    tables: withColumn,
  },
]

const causes: readonly Cause[] = [
  ...harmless,
  {
    reason: /^unique constraint on partitioned table must include all partitioning columns$/,
    remedy: () => 'Put the columns of its PARTITION BY into the key',
  },
  {
    reason: /^index "[^"]+" is not a plain unique index$/,
    remedy: () => 'Make it UNIQUE, of columns alone, without WHERE, DESC, NULLS FIRST, COLLATE and operator classes',
  },
]

/** Why Postgres refuses a step for a key or a cast. What a step before it would have made may be all that is missing. */
export function refusedChange(one: Unread, catalog: Catalog): RefusedChange | undefined {
  const cause = causeOf(one)
  if (one.isCertain !== true || !cause) return undefined
  const reason = reasonOf(one)
  const { unread } = catalog.parts
  const before = unread.slice(0, unread.indexOf(one))
  if (!before.every((other) => causeOf(other, cause.tables ? harmless : causes))) return undefined
  const [, ...found] = cause.reason.exec(reason) ?? []
  const about = cause.tables?.(catalog, ...found)
  const isSeen = !about || (about.length > 0 && about.every((table) => isKnown(table, one.place)))
  return isSeen ? { kind: 'refused', place: one.place, reason, remedy: cause.remedy(...found) } : undefined
}

function causeOf(one: Unread, among = causes): Cause | undefined {
  return among.find(({ reason }) => reason.test(reasonOf(one)))
}

function named({ tables }: Catalog, ...names: readonly (string | undefined)[]): Table[] {
  return tables.filter(({ name }) => names.includes(name))
}

/** What Postgres says of a cast names no table. */
function withColumn({ tables }: Catalog, name: string): Table[] {
  return tables.filter(({ columns }) => columns.some((column) => column.name === name))
}

/** What a schema of an ORM tells, too, may have got a key or a type there. */
function isKnown(table: Table, by: Place): boolean {
  return !table.hasUnseenPast && table.madeAt === undefined && isBeside(table.place, by)
}
