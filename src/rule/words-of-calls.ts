import type { Column, Table } from '../catalog/catalog.ts'
import { camelCase } from '../catalog/names.ts'
import type { SqlStatement } from '../document/document.ts'
import { pathBehind } from '../orms/supabase/aliases.ts'
import type { PlacedUse } from '../project/uses.ts'

type Sent = Pick<SqlStatement, 'sentBy' | 'propertyOf'>

const limits: ReadonlyMap<string | undefined, string> = new Map([
  ['prisma', '`take`'],
  ['typeorm', '`take`'],
  ['sequelize', '`limit`'],
  ['mikro-orm', '`limit`'],
  ['drizzle', '`.limit(…)`'],
  ['knex', '`.limit(…)`'],
  ['objection', '`.limit(…)`'],
  ['kysely', '`.limit(…)`'],
  ['supabase', '`.limit(…)`'],
])

/** A condition on a column as a call writes it: in its WHERE, or in the ON of a join. */
type Written = (name: string, value: null | false, table: string, isOfJoin: boolean) => string | undefined

const ofObjects: Written = (name, value) => `\`${name}: ${value}\``

const conditions: ReadonlyMap<string | undefined, Written> = new Map<string | undefined, Written>([
  ['prisma', ofObjects],
  ['sequelize', ofObjects],
  ['mikro-orm', ofObjects],
  ['typeorm', (name, value) => `\`${name}: ${value ?? 'IsNull()'}\``],
  ['drizzle', (name, value, table) => (value === null ? `\`isNull(${table}.${name})\`` : `\`eq(${table}.${name}, ${value})\``)],
  ['knex', (name, value, table, isOfJoin) => (isOfJoin ? onOfKnex(name, value) : whereOfKnex(name, value))],
  ['objection', (name, value, table, isOfJoin) => (isOfJoin ? undefined : whereOfKnex(name, value))],
  ['kysely', (name, value, table, isOfJoin) => `\`.${isOfJoin ? 'on' : 'where'}('${name}', '${value === null ? 'is' : '='}', ${value})\``],
  ['supabase', (name, value) => `\`.${value === null ? 'is' : 'eq'}('${name}', ${value})\``],
])

function whereOfKnex(name: string, value: null | false): string {
  return value === null ? `\`.whereNull('${name}')\`` : `\`.where('${name}', ${value})\``
}

function onOfKnex(name: string, value: null | false): string {
  return value === null ? `\`.andOnNull('${name}')\`` : `\`.andOnVal('${name}', ${value})\``
}

/** Those whose calls name a column of a table among several as SQL does. */
const qualifying: ReadonlySet<string | undefined> = new Set(['knex', 'objection', 'kysely'])

/** What to add to a query for LIMIT, in the words of the library that sends it. */
export function limitIn({ sentBy }: Sent): string {
  return limits.get(sentBy) ?? 'LIMIT'
}

/** Where a query has a condition on a column. */
export interface Standing {
  /** What the query calls the table. */
  readonly alias: string
  /** It has to be said which table's column it is. */
  readonly isAmbiguous: boolean
  /** In the ON of a join. */
  readonly isOfJoin: boolean
}

/** What to add to a query for `column IS NULL` or `column = false`; nothing where its library has no short word for it. */
export function isIn(
  sent: Sent,
  table: string,
  column: string,
  value: null | false,
  { alias, isAmbiguous, isOfJoin }: Standing,
): string | undefined {
  const owner = isAmbiguous && qualifying.has(sent.sentBy) ? `${alias}.` : ''
  const path = sent.sentBy === 'supabase' ? pathBehind(alias) : owner
  return conditions.get(sent.sentBy)?.(path + nameIn(sent, table, column), value, camelCase(table), isOfJoin)
}

/** What a query calls a column. */
export function nameIn({ propertyOf }: Sent, table: string, column: string): string {
  return propertyOf?.(table, column) ?? column
}

/** A column of a table under the name of the view that a query reads it through, and what that is called. */
export function asShown({ table, readings }: Pick<PlacedUse, 'table' | 'readings'>, column: Column): { table: Table; column: Column } {
  const shown = readings.flat()[0]?.shown(column.name)
  return shown ? { table: shown.view, column: { ...column, name: shown.column } } : { table, column }
}
