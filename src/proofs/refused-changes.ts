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
  {
    reason: /^cannot use a deferrable unique constraint for referenced table "([^"]+)"$/,
    remedy: () => 'Refer to a key that is not DEFERRABLE',
    tables: named,
  },
]

const changedTypes: readonly Cause[] = [
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
  {
    reason: /^cannot alter type of a column used by a view or rule: (?:materialized )?view (.+) depends on column "([^"]+)"$/,
    remedy: (view) => `Drop the view ${view} before, and make it again behind`,
    tables: (catalog, view, column) => bothSeen(named(catalog, view), withColumn(catalog, column)),
  },
  {
    reason: /^cannot alter type of a column used by a generated column: column "([^"]+)" is used by generated column "([^"]+)"$/,
    remedy: (_column, generated) => `Drop ${quoteName(generated)} before, and add it again behind`,
    tables: withColumn,
  },
  {
    reason: /^cannot alter type of a column used in a policy definition: policy (.+) on table (.+) depends on column "([^"]+)"$/,
    remedy: (policy) => `Drop the policy ${policy} before, and make it again behind`,
    tables: (catalog, _policy, table, column) => bothSeen(named(catalog, table), withColumn(catalog, column)),
  },
]

const cascading = 'Drop these first, or say CASCADE if they are to go along'

/** No step that comes behind hangs on what these would have made, or taken away. */
const harmless: readonly Cause[] = [
  ...foreignKeys,
  ...changedTypes,
  {
    reason: /^multiple primary keys for table "([^"]+)" are not allowed$/,
    remedy: () => 'Drop the one before, or make this one UNIQUE',
    tables: named,
  },
  {
    reason: /^cannot create index on partitioned table "([^"]+)" concurrently$/,
    remedy: (table) => `Make it ON ONLY ${quoteName(table)}, make one CONCURRENTLY on each partition, and ALTER INDEX … ATTACH PARTITION`,
    tables: named,
  },
  {
    reason: /^cannot drop index (?:.+) because constraint (.+) on table (.+) requires it$/,
    remedy: (constraint, table) => `Drop the constraint: ALTER TABLE ${quoteName(table)} DROP CONSTRAINT ${quoteName(constraint)}`,
    tables: (catalog, _constraint, table) => named(catalog, table),
  },
  {
    reason: /^cannot drop (?:table|view|materialized view) (\S+) because other objects depend on it: .+$/,
    remedy: () => cascading,
    tables: (catalog, name) => named(catalog, name.replace(/^.*\./, '')),
  },
  {
    reason: /^cannot drop column \S+ of table (\S+) because other objects depend on it: .+$/,
    remedy: () => cascading,
    tables: named,
  },
]

const causes: readonly Cause[] = [
  ...harmless,
  {
    reason: /^cannot drop constraint \S+ on table (\S+) because other objects depend on it: .+$/,
    remedy: () => cascading,
    tables: named,
  },
  {
    reason: /^DROP INDEX CONCURRENTLY does not support dropping multiple objects$/,
    remedy: () => 'Write one DROP INDEX CONCURRENTLY for each',
  },
  {
    reason: /^DROP INDEX CONCURRENTLY does not support CASCADE$/,
    remedy: () => 'Leave CASCADE out, and drop what hangs on the index before',
  },
  {
    reason: /^cannot drop partitioned index "[^"]+" concurrently$/,
    remedy: () => 'Leave CONCURRENTLY out',
  },
  {
    reason: /^enum label "[^"]+" already exists$/,
    remedy: () => 'Leave it out, or say ADD VALUE IF NOT EXISTS',
  },
  {
    reason: /^"[^"]+" is not an existing enum label$/,
    remedy: () => 'Name a label that the type has by then',
  },
  {
    reason: /^cannot use generated column "([^"]+)" in column generation expression$/,
    remedy: (column) => `Write out what ${quoteName(column)} computes`,
  },
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

/** Where one of both is not there, neither is seen. */
function bothSeen(some: readonly Table[], others: readonly Table[]): readonly Table[] {
  return some.length > 0 ? [...some, ...others] : []
}

/** What Postgres says of a cast names no table. */
function withColumn({ tables }: Catalog, name: string): Table[] {
  return tables.filter(({ columns }) => columns.some((column) => column.name === name))
}

/** What a schema of an ORM tells, too, may have got a key or a type there. */
function isKnown(table: Table, by: Place): boolean {
  return !table.hasUnseenPast && table.madeAt === undefined && isBeside(table.place, by)
}
