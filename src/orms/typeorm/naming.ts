import { createHash } from 'node:crypto'
import { camelCase, snakeCase, titleCase } from './letters.ts'

/** How a data source names what nobody names. */
export interface Naming {
  tableName(className: string, given: string | undefined): string
  columnName(property: string, given: string | undefined, prefixes: readonly string[]): string
  joinColumnName(relation: string, referenced: string): string
  joinTableName(first: string, second: string, property: string): string
  joinTableColumnName(table: string, column: string): string
}

/** https://github.com/typeorm/typeorm/blob/master/src/naming-strategy/DefaultNamingStrategy.ts */
export const defaultNaming: Naming = {
  tableName: (className, given) => given ?? snakeCase(className),
  columnName: (property, given, prefixes) =>
    prefixes.length > 0 ? camelCase(prefixes.join('_')) + titleCase(given ?? property) : (given ?? property),
  joinColumnName: (relation, referenced) => camelCase(`${relation}_${referenced}`),
  joinTableName: (first, second, property) => snakeCase(`${first}_${property.replaceAll('.', '_')}_${second}`),
  joinTableColumnName: (table, column) => camelCase(`${table}_${column}`),
}

/** https://github.com/tonivj5/typeorm-naming-strategies */
export const snakeNaming: Naming = {
  ...defaultNaming,
  columnName: (property, given, prefixes) => snakeCase([...prefixes, ''].join('_')) + (given ?? snakeCase(property)),
  joinColumnName: (relation, referenced) => snakeCase(`${relation}_${referenced}`),
  joinTableColumnName: (table, column) => snakeCase(`${table}_${column}`),
}

const listed = (columns: readonly string[]): string => [...columns].sort().join('_')

/** The names of what tables have; all strategies have these. */
export interface HashedNames {
  primaryKey(table: string, columns: readonly string[]): string
  unique(table: string, columns: readonly string[]): string
  foreignKey(table: string, columns: readonly string[]): string
  relation(table: string, columns: readonly string[]): string
  index(table: string, columns: readonly string[], where?: string): string
  check(table: string, expression: string): string
  exclusion(table: string, expression: string): string
}

/** Before version 1 the letters that an address cannot have were written as it would. */
export function hashedNames(major: number): HashedNames {
  const hashed = (prefix: string, table: string, rest: string, length: number): string => {
    const key = `${table.split('.').at(-1) ?? table}_${rest}`.replaceAll(/\p{Surrogate}/gu, '')
    return prefix + sha1(major < 1 ? encodeURIComponent(key) : key).slice(0, length)
  }
  return {
    primaryKey: (table, columns) => hashed('PK_', table, listed(columns), 27),
    unique: (table, columns) => hashed('UQ_', table, listed(columns), 27),
    foreignKey: (table, columns) => hashed('FK_', table, listed(columns), 27),
    relation: (table, columns) => hashed('REL_', table, listed(columns), 26),
    index: (table, columns, where) => hashed('IDX_', table, listed(columns) + (where ? `_${where}` : ''), 26),
    check: (table, expression) => hashed('CHK_', table, expression, 26),
    exclusion: (table, expression) => hashed('XCL_', table, expression, 26),
  }
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
