import { propertyOf, textOf } from '../../javascript/symbolic/value.ts'
import { quotedName } from '../../catalog/names.ts'
import { said, type Sql } from '../composed-sql.ts'
import { columnRecord, textList } from './columns.ts'
import { enumItems, isTextEnum } from './column-types.ts'
import { expanded, fieldNames } from './fields.ts'
import type { Models } from './models.ts'
import type { CheckNotation } from './notation.ts'
import { rawSql } from './packages.ts'
import { placeOf, seatOf } from './places.ts'
import type { Table } from './tables.ts'

export interface Check {
  readonly sql: Sql
}

/** The checks of a table; from MikroORM 7 on, enums have one under a name. */
export function checksOf(table: Table, models: Models): Check[] {
  const checks = table.model.checks.filter(({ passedOver }) => models.major >= 7 || !passedOver)
  const own = checks.flatMap((one) => checkOf(one, table, models))
  return models.major <= 6 ? own : [...own, ...enumChecks(table, models)]
}

function checkOf(check: CheckNotation, { model, name }: Table, models: Models): Check[] {
  const properties = model.properties.flatMap((one) => expanded(one, models, 0))
  const range = seatOf(model.notation, check.at)
  const given = propertyOf(check.options, 'expression')
  const value = given?.kind === 'function' ? models.entities.machine.follow(given, [columnRecord(properties, given, models)]).value : given
  const expression = textOf(value) ?? rawSql(value)
  const at = properties.find((one) => one.name === (check.property ?? textOf(propertyOf(check.options, 'property'))))
  const columns = at ? (fieldNames(at, models) ?? []) : []
  const own = propertyOf(check.options, 'name')
  const text = textOf(own) ?? models.naming.plain(name.name, columns, 'check')
  if (expression === undefined || text === undefined) {
    models.problems.push({ at: check.at, reason: 'the condition of the check is not known' })
    return []
  }
  const nameAt = textOf(own) !== undefined && own ? seatOf(model.notation, own.at) : range
  return [{ sql: said(range, ['constraint ', said(nameAt, quotedName(text)), ` check (${expression})`]) }]
}

function enumChecks({ columns, model, name }: Table, models: Models): Check[] {
  return columns.columns.flatMap((column): Check[] => {
    const items = enumItems(column.property, models)
    const isNative = propertyOf(column.property.options, 'nativeEnumName') !== undefined
    if (column.mapped !== 'enum' || isNative || !isTextEnum(items) || items.length === 0 || column.type.endsWith('[]')) return []
    const check = models.naming.short(name.name, [column.name], 'check')
    if (check === undefined) return []
    const range = placeOf(column.property, model.notation)
    return [{ sql: said(range, `constraint ${quotedName(check)} check (${quotedName(column.name)} in (${textList(items)}))`) }]
  })
}
