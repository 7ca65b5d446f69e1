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
  ['kysely', '`.limit(…)`'],
  ['supabase', '`.limit(…)`'],
])

type Written = (name: string, value: null | false, table: string) => string

const ofObjects: Written = (name, value) => `\`${name}: ${value}\``

const conditions: ReadonlyMap<string | undefined, Written> = new Map<string | undefined, Written>([
  ['prisma', ofObjects],
  ['sequelize', ofObjects],
  ['mikro-orm', ofObjects],
  ['typeorm', (name, value) => `\`${name}: ${value ?? 'IsNull()'}\``],
  ['drizzle', (name, value, table) => (value === null ? `\`isNull(${table}.${name})\`` : `\`eq(${table}.${name}, ${value})\``)],
  ['knex', (name, value) => (value === null ? `\`.whereNull('${name}')\`` : `\`.where('${name}', ${value})\``)],
  ['kysely', (name, value) => `\`.where('${name}', '${value === null ? 'is' : '='}', ${value})\``],
  ['supabase', (name, value) => `\`.${value === null ? 'is' : 'eq'}('${name}', ${value})\``],
])

/** What to add to a query for LIMIT, in the words of the library that sends it. */
export function limitIn({ sentBy }: Sent): string {
  return limits.get(sentBy) ?? 'LIMIT'
}

/** What to add to a query for `column IS NULL` or `column = false` of a table under its alias; nothing where its library has no short word for it. */
export function isIn(sent: Sent, table: string, column: string, value: null | false, alias = ''): string | undefined {
  const path = sent.sentBy === 'supabase' ? pathBehind(alias) : ''
  return conditions.get(sent.sentBy)?.(path + nameIn(sent, table, column), value, camelCase(table))
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
