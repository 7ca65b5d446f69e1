import type { Column, Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import { fitsWildcard } from '../catalog/wildcard.ts'
import type { Settings } from '../settings/settings.ts'

/** Snake and camel case are one name. */
function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

export function isSameName(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

/** The columns of a table by their plain names: each column of a wide table is asked whether it is one of these. */
const columnsByName = onceFor((table: Table): ReadonlyMap<string, Column> => {
  const columns = new Map<string, Column>()
  for (const column of table.columns) if (!columns.has(plain(column.name))) columns.set(plain(column.name), column)
  return columns
})

function find(table: Table, names: readonly string[]): Column | undefined {
  const columns = columnsByName(table)
  for (const name of names) {
    const found = columns.get(plain(name))
    if (found) return found
  }
  return undefined
}

/** The column that says which tenant a row belongs to; the first of the settings that the table has. */
export function tenantColumn(table: Table, settings: Readonly<Settings>): Column | undefined {
  return find(table, settings.tenantColumns)
}

/** The column that marks a row as deleted while it stays in its table; the first of the settings that the table has. */
export function softDeleteColumn(table: Table, settings: Readonly<Settings>): Column | undefined {
  return find(table, settings.softDeleteColumns)
}

/** All columns that do: a flag, and beside it when it was set. Rows that one of them tells apart are told apart. */
export function softDeleteColumns(table: Table, settings: Readonly<Settings>): readonly Column[] {
  const columns = columnsByName(table)
  return settings.softDeleteColumns.flatMap((name) => columns.get(plain(name)) ?? [])
}

const plainNames = onceFor((names: readonly string[]): ReadonlySet<string> => new Set(names.map(plain)))

/** Whether a column's name is one of the settings'. */
export function isNamed(name: string, names: readonly string[]): boolean {
  return plainNames(names).has(plain(name))
}

/** Whether a table is called what tables of people are. */
export function isNamedForPeople(name: string): boolean {
  return /(?:^|_)(?:users?|people|persons?|profiles?)$/i.test(name) || /[a-z](?:Users?|People|Persons?|Profiles?)$/.test(name)
}

/** The column of a person of whom nothing but its name tells, since people are kept elsewhere. */
export function personNamed({ columns }: Table): { readonly column: string; readonly references: undefined } | undefined {
  const column = columns.find(({ name, nullable }) => !nullable && /^(?:user|member|person|profile|clerk_?user)_?id$/i.test(name))?.name
  return column === undefined ? undefined : { column, references: undefined }
}

const ofPeople = /e_?mail|password|phone|first_?name|last_?name|full_?name|surname|birth|login|username|avatar/i

/** Whether a table says of its rows what is said of people. */
export function isLikePeople({ columns }: Table): boolean {
  return columns.some(({ name }) => ofPeople.test(name))
}

const plainPatterns = onceFor((patterns: readonly string[]) => patterns.map((pattern) => pattern.split('*').map(plain).join('*')))

/** Whether a name is one of some patterns, in which a star is any text. */
export function matches(name: string, patterns: readonly string[]): boolean {
  const asked = plain(name)
  return plainPatterns(patterns).some((pattern) => fitsWildcard(asked, pattern))
}

const passwords = ['*password', '*password_hash', '*password_digest', '*passwd']

/** Whether a column holds what somebody is asked for whose row has been found. */
export function isPassword(column: string): boolean {
  return matches(column, passwords)
}

/** Patterns of columns, and those that name their table, too. */
const byWhatTheyName = onceFor((patterns: readonly string[]) => ({
  ofColumns: patterns.filter((pattern) => !pattern.includes('.')),
  ofTables: patterns.filter((pattern) => pattern.includes('.')),
}))

/** Whether only its tenant knows what is in a column: one of the settings', by its name or by that of its table, too, `api_keys.hash`. */
export function isSecretColumn({ name }: Table, column: string, { secretColumns }: Readonly<Settings>): boolean {
  const { ofColumns, ofTables } = byWhatTheyName(secretColumns)
  return matches(column, ofColumns) || matches(`${name}.${column}`, ofTables)
}
