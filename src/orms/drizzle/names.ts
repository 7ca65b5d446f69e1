/** The names that Drizzle makes up: those of 0.x, and those of 1.0, which leaves most of them to Postgres. */
export interface Names {
  /** Undefined where Postgres makes it up. */
  primaryKey(table: string, columns: readonly NamedColumn[]): string | undefined
  unique(table: string, columns: readonly NamedColumn[]): string | undefined
  foreignKey(key: KeyColumns): string
  index(table: string, columns: readonly NamedColumn[]): string
  /** Of a column that `.unique()` says to be so. */
  uniqueColumn(table: string, column: NamedColumn): string | undefined
}

export interface NamedColumn {
  /** In the database. */
  readonly text: string
  /** Before the setting `casing` changed it. */
  readonly given: string
}

export interface KeyColumns {
  readonly table: string
  readonly columns: readonly NamedColumn[]
  readonly references: string
  readonly referencedColumns: readonly NamedColumn[]
}

const given = (columns: readonly NamedColumn[]): string[] => columns.map((column) => column.given)
const written = (columns: readonly NamedColumn[]): string[] => columns.map(({ text }) => text)

const indexName = (table: string, columns: readonly NamedColumn[]): string => [table, ...written(columns), 'index'].join('_')

/** It is put together of the names as they are in the program, which are then replaced one by one. */
function recased(name: string, columns: readonly NamedColumn[]): string {
  return columns.reduce((text, column) => text.replace(column.given, () => column.text), name)
}

export const namesBefore1: Names = {
  primaryKey: (table, columns) => recased([table, ...given(columns), 'pk'].join('_'), columns),
  unique: (table, columns) => [table, ...given(columns), 'unique'].join('_'),
  uniqueColumn: (table, column) => `${table}_${column.given}_unique`,
  foreignKey: ({ table, columns, references, referencedColumns }) =>
    recased([table, ...given(columns), references, ...given(referencedColumns), 'fk'].join('_'), [...columns, ...referencedColumns]),
  index: indexName,
}

export const namesSince1: Names = {
  primaryKey: (table, columns) => (columns.length > 1 ? `${table}_pkey` : undefined),
  unique: (table, columns) => (columns.length > 1 ? [table, ...written(columns), 'unique'].join('_') : undefined),
  uniqueColumn: () => undefined,
  foreignKey({ table, columns, references, referencedColumns }) {
    const wanted = [table, ...written(columns), references, ...written(referencedColumns), 'fkey'].join('_')
    if (wanted.length <= 63) return wanted
    return table.length < 45 ? `${table}_${hash(wanted)}_fkey` : `${hash(wanted)}_fkey`
  },
  index: indexName,
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The twelve letters that stand for a name which is too long. */
function hash(text: string): string {
  const base = BigInt(digits.length)
  const all = base ** 12n
  let power = 1n
  let sum = 0n
  for (const letter of text) {
    sum = (sum + BigInt(letter.codePointAt(0) ?? 0) * power) % all
    power = (power * 53n) % all
  }
  return Array.from({ length: 12 }, (_, i) => digits[Number((sum / base ** BigInt(11 - i)) % base)]).join('')
}

export type Casing = 'snake_case' | 'camelCase'

export function isCasing(text: string | undefined): text is Casing {
  return text === 'snake_case' || text === 'camelCase'
}

/** What a column is called that has no name but that of its property. */
export function recase(name: string, casing: Casing | undefined): string {
  if (!casing) return name
  // eslint-disable-next-line regexp/no-super-linear-move -- a run of capitals is given up by one at most
  const words = name.replace(/['\u2019]/g, '').match(/[\d\p{Ll}\p{Lo}]+|\p{Lu}+(?![\p{Ll}\p{Lo}])|\p{Lu}[\d\p{Ll}\p{Lo}]+/gu) ?? []
  if (casing === 'snake_case') return words.map((word) => word.toLowerCase()).join('_')
  return words.map((word, i) => (i === 0 ? word.toLowerCase() : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)).join('')
}
