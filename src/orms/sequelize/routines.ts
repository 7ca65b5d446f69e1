import { lookup } from '../../catalog/lookup.ts'
import { isTrue, itemsOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { tableSql } from './columns.ts'
import { quoted } from './expressions.ts'
import type { TableName } from './model.ts'

/** `createFunction(name, params, returns, language, body, optionsArray, options)` */
export function functionSql([name, params, returns, language, body, options, more]: readonly Value[]): string | undefined {
  const [text, result, words, code] = [name, returns, language, body].map((value) => textOf(value))
  const list = parametersSql(params)
  if (text === undefined || result === undefined || words === undefined || code === undefined || list === undefined) return undefined
  const variables = itemsOf(propertyOf(more, 'variables')).map((one) => variableSql(one))
  const start = isTrue(propertyOf(more, 'force')) ? 'CREATE OR REPLACE FUNCTION' : 'CREATE FUNCTION'
  const end = itemsOf(options).flatMap((option) => textOf(option) ?? [])
  return `${start} ${text}(${list}) RETURNS ${result} AS $func$ ${variables.join(' ')} BEGIN ${code} END; $func$ language '${words}' ${end.join(' ')}`
}

function variableSql(one: Value): string {
  const [name, type, value] = ['name', 'type', 'default'].map((key) => textOf(propertyOf(one, key)))
  return `DECLARE ${name ?? 'x'} ${type ?? 'text'}${value === undefined ? '' : ` := ${value}`};`
}

function parametersSql(params: Value | undefined): string | undefined {
  const all = itemsOf(params).map((one) => {
    const [direction, name, type] = ['direction', 'name', 'type'].map((key) => textOf(propertyOf(one, key)))
    return type === undefined ? undefined : [direction, name, type].filter((word) => word !== undefined).join(' ')
  })
  return all.includes(undefined) ? undefined : all.join(', ')
}

const moments: Readonly<Record<string, string>> = lookup({
  after: 'AFTER',
  before: 'BEFORE',
  instead_of: 'INSTEAD OF',
  after_constraint: 'AFTER',
})

/** `createTrigger(table, name, moment, events, function, params, options)` */
export function triggerSql(table: TableName, [, name, moment, events, call, params, options]: readonly Value[]): string | undefined {
  const [trigger, when, function_] = [textOf(name), moments[textOf(moment) ?? ''], textOf(call)]
  const list = parametersSql(params)
  const on = itemsOf(events).flatMap((event) => textOf(event)?.toUpperCase() ?? [])
  if (trigger === undefined || when === undefined || function_ === undefined || list === undefined || on.length === 0) return undefined
  const kind = textOf(moment) === 'after_constraint' ? 'CONSTRAINT TRIGGER' : 'TRIGGER'
  const more = itemsOf(options).flatMap((option) => textOf(option) ?? [])
  return `CREATE ${kind} ${quoted(trigger)} ${when} ${on.join(' OR ')} ON ${tableSql(table)} ${more.join(' ')} EXECUTE PROCEDURE ${function_}(${list})`
}
