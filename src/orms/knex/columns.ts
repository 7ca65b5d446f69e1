import { lookup } from '../../catalog/lookup.ts'
import { isNothing, itemsOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { jsonOf } from '../literals.ts'
import { quotedText } from '../../catalog/names.ts'
import { isWhole, joined, type Pen, type Sql } from '../placed-sql.ts'
import { isIncrements, typeSql } from './column-types.ts'
import { allKnown, escaped, escapedText } from './literals.ts'
import { nameSql } from './names.ts'
import { isRaw, rawSql, valueSql } from './raw.ts'
import type { ColumnEntry } from './table-entries.ts'

/** What is around a column. */
export interface ColumnPlace {
  /** No other primary key is told. */
  readonly mayBePrimary: boolean
  readonly schema: Sql | undefined
}

export function columnNameSql(column: ColumnEntry): Sql {
  return isNothing(column.args[0]) && isIncrements(column.type) ? column.pen.plain('"id"') : nameSql(column.args[0], column.pen)
}

/** `"name" type modifiers`, and what of it could not be told. */
export function columnSql(column: ColumnEntry, place: ColumnPlace): { readonly sql: Sql; readonly unread: readonly string[] } {
  const { pen } = column
  const parts = isIncrements(column.type) ? [] : [nullableSql(column), defaultSql(column)]
  const checks = isIncrements(column.type) ? [] : checksOf(column)
  const known = checks.filter(isWhole)
  const sql = joined(
    [columnNameSql(column), columnType(column, place), ...parts.filter((part) => part !== undefined), ...known],
    pen.plain(' '),
  )
  return { sql, unread: known.length < checks.length ? ['what this checks is not known'] : [] }
}

export function columnType({ type, args, pen, ...rest }: ColumnEntry, place: ColumnPlace): Sql {
  return typeSql({ type, args: args.slice(1), name: columnNameSql({ type, args, pen, ...rest }), ...place }, pen)
}

export function isNotNull({ modifiers }: ColumnEntry): boolean {
  const [value] = modifiers.get('nullable') ?? []
  return value?.kind === 'literal' && value.value === false
}

function nullableSql(column: ColumnEntry): Sql | undefined {
  return column.modifiers.has('nullable') ? column.pen.plain(isNotNull(column) ? 'not null' : 'null') : undefined
}

export function defaultSql({ modifiers, type, pen }: ColumnEntry): Sql | undefined {
  if (modifiers.has('now')) return pen.plain('default CURRENT_TIMESTAMP')
  const [value] = modifiers.get('defaultTo') ?? []
  if (!value || (value.kind === 'literal' && value.value === undefined)) return undefined
  return pen.sql`default ${defaultValue(value, type, pen)}`
}

function defaultValue(value: Value, type: string, pen: Pen): Sql {
  const sql = valueSql(value, pen)
  if (sql) return isWhole(sql) ? sql : pen.hole
  if (value.kind === 'literal' && value.value === null) return pen.plain('null')
  const text = plainDefault(value, type)
  return text === undefined ? pen.hole : pen.said(text, value)
}

function plainDefault(value: Value, type: string): string | undefined {
  // Knex sends '1' and '0', which mean this to Postgres.
  if (type === 'boolean' || type === 'bool')
    return value.kind === 'literal' ? (value.value && value.value !== 'false' ? 'true' : 'false') : undefined
  if (/^jsonb?$/.test(type) && (value.kind === 'record' || value.kind === 'list')) {
    const json = jsonOf(value)
    return json === undefined ? undefined : `'${json}'`
  }
  if (value.kind === 'list') {
    const texts = allKnown(value.items.map((item) => (item.kind === 'literal' ? String(item.value) : undefined)))
    return texts && !value.open ? escapedText(texts.join(',')) : undefined
  }
  return value.kind === 'literal' ? escapedText(String(value.value)) : undefined
}

type Check = (name: Sql, args: readonly Value[], pen: Pen) => { readonly condition: Sql; readonly called: Value | undefined }

const checks: Readonly<Record<string, Check>> = lookup({
  checkPositive: (name, [called], pen) => ({ condition: pen.sql`${name} > 0`, called }),
  checkNegative: (name, [called], pen) => ({ condition: pen.sql`${name} < 0`, called }),
  checkIn: (name, [values, called], pen) => ({ condition: pen.sql`${name} in (${valuesSql(values, pen)})`, called }),
  checkNotIn: (name, [values, called], pen) => ({ condition: pen.sql`${name} not in (${valuesSql(values, pen)})`, called }),
  checkBetween: (name, [intervals, called], pen) => ({ condition: betweenSql(name, intervals, pen), called }),
  checkLength: (name, [operator, length, called], pen) => ({
    condition: pen.sql`length(${name}) ${textOf(operator) ?? pen.gap} ${oneValue(length, pen)}`,
    called,
  }),
  checkRegex: (name, [pattern, called], pen) => ({ condition: pen.sql`${name} ~ ${regexSql(pattern, pen)}`, called }),
})

/** The checks of a column, in the order in which Knex writes them. */
function checksOf(column: ColumnEntry): Sql[] {
  const { pen } = column
  return conditionsOf(column).map(({ condition, called }) => {
    return isNothing(called) ? pen.sql`check (${condition})` : pen.sql`constraint ${bareName(called, pen)} check (${condition})`
  })
}

export function conditionsOf(column: ColumnEntry): ReturnType<Check>[] {
  return Object.entries(checks).flatMap(([method, check]) => {
    const args = column.modifiers.get(method)
    return args ? [check(columnNameSql(column), args, column.pen)] : []
  })
}

/** The name of a check is not put between quotes. */
export function bareName(value: Value | undefined, pen: Pen): Sql {
  const text = textOf(value)
  return text === undefined ? pen.gap : pen.said(text, value)
}

function valuesSql(values: Value | undefined, pen: Pen): Sql {
  if (values?.kind !== 'list' || values.open) return pen.gap
  return joined(values.items.map((value) => oneValue(value, pen)), pen.plain(',')) // prettier-ignore
}

function oneValue(value: Value | undefined, pen: Pen): Sql {
  if (isRaw(value)) return rawSql(value, pen)
  const text = value && escaped(value)
  return text === undefined ? pen.gap : pen.said(text, value)
}

function regexSql(value: Value | undefined, pen: Pen): Sql {
  const text = textOf(value)
  return text === undefined ? pen.gap : pen.said(text.includes('\\') ? escapedText(text) : quotedText(text), value)
}

function betweenSql(name: Sql, intervals: Value | undefined, pen: Pen): Sql {
  if (intervals?.kind !== 'list' || intervals.open) return pen.gap
  const several = intervals.items.every(({ kind }) => kind === 'list') ? intervals.items : [intervals]
  const parts = several.map((one) => {
    const [from, to] = itemsOf(one)
    return pen.sql`${name} between ${oneValue(from, pen)} and ${oneValue(to, pen)}`
  })
  return joined(parts, pen.plain(' or '))
}
