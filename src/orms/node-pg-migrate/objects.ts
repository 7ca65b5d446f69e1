import { lookup } from '../../catalog/lookup.ts'
import { isNull, entriesOf, isNothing, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { quotedText } from '../../catalog/names.ts'
import { joined, type Pen, type Sql } from '../placed-sql.ts'
import { typeSql, type Shorthands } from './columns.ts'
import { isOn, listOf, nameSql, namesSql, told, valueSql, when, wordsSql } from './values.ts'

/** Writes one statement for the arguments of a call. */
export type Write = (args: readonly (Value | undefined)[], pen: Pen, shorthands: Shorthands) => Sql

function dropOf(words: string): Write {
  return ([name, options], pen) =>
    pen.sql`DROP ${words}${when(options, 'ifExists', ' IF EXISTS')} ${nameSql(name, pen)}${when(options, 'cascade', ' CASCADE')}`
}

function renameOf(words: string): Write {
  return ([from, to], pen) => pen.sql`ALTER ${words} ${nameSql(from, pen)} RENAME TO ${nameSql(to, pen)}`
}

/** Something of a table. */
function dropOn(words: string): Write {
  return ([table, name, options], pen) =>
    pen.sql`DROP ${words}${when(options, 'ifExists', ' IF EXISTS')} ${nameSql(name, pen)} ON ${nameSql(table, pen)}${words === 'POLICY' ? '' : when(options, 'cascade', ' CASCADE')}`
}

function renameOn(words: string): Write {
  return ([table, from, to], pen) => pen.sql`ALTER ${words} ${nameSql(from, pen)} ON ${nameSql(table, pen)} RENAME TO ${nameSql(to, pen)}`
}

function given(value: Value | undefined): value is Value {
  return value !== undefined && !isNothing(value)
}

function part(options: Value | undefined, key: string, words: string, pen: Pen): Sql | string {
  const value = propertyOf(options, key)
  return value && isOn(options, key) ? pen.sql` ${words} ${wordsSql(value, pen)}` : ''
}

const createType: Write = ([name, options], pen, shorthands) => {
  if (options?.kind === 'list')
    return options.open
      ? pen.gap
      : pen.sql`CREATE TYPE ${nameSql(name, pen)} AS ENUM (${joined(options.items.map((label) => valueSql(label, pen)), pen.plain(', '))})` // prettier-ignore
  if (options?.kind !== 'record') return pen.gap
  const attributes = entriesOf(options).map(({ key, value, at }) => {
    return pen.sql`${nameSql({ kind: 'literal', value: key, at }, pen)} ${typeSql(value, shorthands, pen)}`
  })
  return pen.sql`CREATE TYPE ${nameSql(name, pen)} AS (${joined(attributes, pen.plain(', '))})`
}

const addTypeValue: Write = ([type, value, options], pen) => {
  const beside = (key: string, word: string): Sql | string => {
    const other = propertyOf(options, key)
    return other ? pen.sql` ${word} ${valueSql(other, pen)}` : ''
  }
  const start = pen.sql`ALTER TYPE ${nameSql(type, pen)} ADD VALUE${when(options, 'ifNotExists', ' IF NOT EXISTS')}`
  return pen.sql`${start} ${value ? valueSql(value, pen) : pen.gap}${beside('before', 'BEFORE')}${beside('after', 'AFTER')}`
}

const createSequence: Write = ([name, options], pen) =>
  pen.sql`CREATE${when(options, 'temporary', ' TEMPORARY')} SEQUENCE${when(options, 'ifNotExists', ' IF NOT EXISTS')} ${nameSql(name, pen)}${ownerOf(options, pen)}`

const alterSequence: Write = ([name, options], pen) => pen.sql`ALTER SEQUENCE ${nameSql(name, pen)} NO CYCLE${ownerOf(options, pen)}`

function ownerOf(options: Value | undefined, pen: Pen): Sql | string {
  const owner = told(options, 'owner')
  if (!owner) return ''
  return isOn(options, 'owner') ? pen.sql` OWNED BY ${wordsSql(owner, pen)}` : ' OWNED BY NONE'
}

function paramsSql(params: Value | undefined, shorthands: Shorthands, pen: Pen): Sql {
  const list = (listOf(params) ?? []).map((param) => {
    const name = propertyOf(param, 'name')
    const type = propertyOf(param, 'type') ?? param
    const value = told(param, 'default')
    return pen.sql`${part(param, 'mode', '', pen)} ${name ? nameSql(name, pen) : ''} ${typeSql(type, shorthands, pen)}${value ? pen.sql` DEFAULT ${valueSql(value, pen)}` : ''}`
  })
  return pen.sql`(${joined(list, pen.plain(', '))})`
}

const createFunction: Write = ([name, params, options, body], pen, shorthands) => {
  const text = textOf(body)
  const returns = propertyOf(options, 'returns')
  const security = textOf(propertyOf(options, 'security'))
  const settings = (listOf(propertyOf(options, 'set')) ?? []).map((one) => {
    const value = textOf(propertyOf(one, 'value'))
    return pen.sql` SET ${nameSql(propertyOf(one, 'configurationParameter'), pen)} ${value === 'FROM CURRENT' ? '' : 'TO '}${wordsSql(propertyOf(one, 'value'), pen)}`
  })
  const head = pen.sql`CREATE${when(options, 'replace', ' OR REPLACE')} FUNCTION ${nameSql(name, pen)}${paramsSql(params, shorthands, pen)}`
  // What it does shapes nothing while it is only made.
  const source = text === undefined ? pen.plain("''") : pen.said(quotedText(text), body)
  return pen.sql`${head} RETURNS ${returns ? wordsSql(returns, pen) : 'void'} AS ${source}${part(options, 'language', 'LANGUAGE', pen)}${security === undefined || security === 'INVOKER' ? '' : ` SECURITY ${security}`}${joined(settings, [])}`
}

const dropFunction: Write = ([name, params, options], pen, shorthands) =>
  pen.sql`DROP FUNCTION${when(options, 'ifExists', ' IF EXISTS')} ${nameSql(name, pen)}${paramsSql(params, shorthands, pen)}${when(options, 'cascade', ' CASCADE')}`

const createTrigger: Write = ([table, name, options], pen) => {
  const isConstraint = isOn(options, 'constraint')
  const moment = textOf(propertyOf(options, 'when')) ?? ''
  const operations = listOf(propertyOf(options, 'operation'))
  const level = /instead\s+of/i.test(moment) ? 'ROW' : (textOf(propertyOf(options, 'level')) ?? 'STATEMENT')
  const routine = propertyOf(options, 'function')
  const events = operations ? joined(operations.map((one) => wordsSql(one, pen)), pen.plain(' OR ')) : pen.gap // prettier-ignore
  const args = joined((listOf(propertyOf(options, 'functionParams')) ?? []).map((one) => valueSql(one, pen)), pen.plain(', ')) // prettier-ignore
  const condition = propertyOf(options, 'condition')
  return pen.sql`CREATE${isConstraint ? ' CONSTRAINT' : ''} TRIGGER ${nameSql(name, pen)} ${isConstraint ? 'AFTER' : moment} ${events} ON ${nameSql(table, pen)} FOR EACH ${level}${condition ? pen.sql` WHEN (${wordsSql(condition, pen)})` : ''} EXECUTE PROCEDURE ${nameSql(routine ?? name, pen)}(${args})`
}

/** A trigger may bring its function. */
export const triggerFunction: Write = ([, name, options, body], pen, shorthands) => {
  const routine = propertyOf(options, 'function') ?? name
  const own: Value = { kind: 'literal', value: 'trigger', at: pen.place }
  const entries = [...entriesOf(options).filter(({ key }) => key !== 'returns'), { key: 'returns', value: own, at: pen.place }]
  return createFunction([routine, undefined, { kind: 'record', entries, open: false, at: pen.place }, body], pen, shorthands)
}

function clauses(options: Value | undefined, pen: Pen): Sql {
  const [using, check] = [propertyOf(options, 'using'), propertyOf(options, 'check')]
  return pen.sql`${using ? pen.sql` USING (${wordsSql(using, pen)})` : ''}${check ? pen.sql` WITH CHECK (${wordsSql(check, pen)})` : ''}`
}

function rolesSql(options: Value | undefined, otherwise: string, pen: Pen): Sql | string {
  const roles = listOf(propertyOf(options, 'role')) ?? []
  return roles.length > 0 ? pen.sql` TO ${joined(roles.map((role) => wordsSql(role, pen)), pen.plain(', '))}` : otherwise // prettier-ignore
}

const createPolicy: Write = ([table, name, options], pen) => {
  const command = propertyOf(options, 'command')
  return pen.sql`CREATE POLICY ${nameSql(name, pen)} ON ${nameSql(table, pen)} FOR ${command ? wordsSql(command, pen) : 'ALL'}${rolesSql(options, ' TO PUBLIC', pen)}${clauses(options, pen)}`
}

const alterPolicy: Write = ([table, name, options], pen) =>
  pen.sql`ALTER POLICY ${nameSql(name, pen)} ON ${nameSql(table, pen)}${rolesSql(options, '', pen)}${clauses(options, pen)}`

function viewColumns(options: Value | undefined, pen: Pen): Sql | string {
  const columns = listOf(propertyOf(options, 'columns')) ?? []
  return columns.length > 0 ? pen.sql` (${namesSql(propertyOf(options, 'columns'), pen)})` : ''
}

const createView: Write = ([name, options, query], pen) => {
  const set = entriesOf(propertyOf(options, 'options')).map(
    ({ key, value }) => `${key} = ${value.kind === 'literal' ? String(value.value) : ''}`,
  )
  const words = `CREATE${when(options, 'replace', ' OR REPLACE')}${when(options, 'temporary', ' TEMPORARY')}${when(options, 'recursive', ' RECURSIVE')} VIEW`
  return pen.sql`${words} ${nameSql(name, pen)}${viewColumns(options, pen)}${set.length > 0 ? ` WITH (${set.join(', ')})` : ''} AS ${wordsSql(query, pen)}`
}

const createMaterializedView: Write = ([name, options, query], pen) =>
  pen.sql`CREATE MATERIALIZED VIEW${when(options, 'ifNotExists', ' IF NOT EXISTS')} ${nameSql(name, pen)}${viewColumns(options, pen)} AS ${wordsSql(query, pen)}`

const createDomain: Write = ([name, type, options], pen, shorthands) => {
  const [value, check, called] = [told(options, 'default'), propertyOf(options, 'check'), propertyOf(options, 'constraintName')]
  const rule = isOn(options, 'notNull') ? pen.plain(' NOT NULL') : check ? pen.sql` CHECK (${wordsSql(check, pen)})` : ''
  const start = called && rule !== '' ? pen.sql` CONSTRAINT ${nameSql(called, pen)}` : ''
  return pen.sql`CREATE DOMAIN ${nameSql(name, pen)} AS ${typeSql(type, shorthands, pen)}${value ? pen.sql` DEFAULT ${valueSql(value, pen)}` : ''}${start}${rule}`
}

const dropConstraint: Write = ([table, name, options], pen) =>
  pen.sql`ALTER TABLE${when(options, 'ifTableExists', ' IF EXISTS')} ${nameSql(table, pen)} DROP CONSTRAINT${when(options, 'ifExists', ' IF EXISTS')} ${nameSql(name, pen)}${when(options, 'cascade', ' CASCADE')}`

const createSchema: Write = ([name, options], pen) =>
  pen.sql`CREATE SCHEMA${when(options, 'ifNotExists', ' IF NOT EXISTS')} ${nameSql(name, pen)}`

/** The statements for what `pgm` does besides tables, by its methods. */
export const writers: Readonly<Record<string, Write>> = lookup({
  dropTable: dropOf('TABLE'),
  renameTable: renameOf('TABLE'),
  renameColumn: ([table, from, to], pen) => pen.sql`ALTER TABLE ${nameSql(table, pen)} RENAME ${nameSql(from, pen)} TO ${nameSql(to, pen)}`,
  dropConstraint,
  renameConstraint: ([table, from, to], pen) =>
    pen.sql`ALTER TABLE ${nameSql(table, pen)} RENAME CONSTRAINT ${nameSql(from, pen)} TO ${nameSql(to, pen)}`,
  renameIndex: renameOf('INDEX'),
  createType,
  addType: createType,
  dropType: dropOf('TYPE'),
  renameType: renameOf('TYPE'),
  addTypeValue,
  renameTypeValue: ([type, from, to], pen) =>
    given(from) && given(to)
      ? pen.sql`ALTER TYPE ${nameSql(type, pen)} RENAME VALUE ${valueSql(from, pen)} TO ${valueSql(to, pen)}`
      : pen.gap,
  createSchema,
  dropSchema: dropOf('SCHEMA'),
  renameSchema: renameOf('SCHEMA'),
  createSequence,
  alterSequence,
  dropSequence: dropOf('SEQUENCE'),
  renameSequence: renameOf('SEQUENCE'),
  createFunction,
  dropFunction,
  createTrigger,
  dropTrigger: dropOn('TRIGGER'),
  renameTrigger: renameOn('TRIGGER'),
  createPolicy,
  alterPolicy,
  dropPolicy: dropOn('POLICY'),
  renamePolicy: renameOn('POLICY'),
  createView,
  dropView: dropOf('VIEW'),
  renameView: renameOf('VIEW'),
  createMaterializedView,
  dropMaterializedView: dropOf('MATERIALIZED VIEW'),
  renameMaterializedView: renameOf('MATERIALIZED VIEW'),
  createDomain,
  dropDomain: dropOf('DOMAIN'),
  renameDomain: renameOf('DOMAIN'),
})

/** Each is a statement of its own. */
export function extensionsSql(method: string, [names, options]: readonly (Value | undefined)[], pen: Pen): Sql[] {
  const list = listOf(names) ?? []
  if (method === 'dropExtension')
    return list.map((name) => pen.sql`DROP EXTENSION${when(options, 'ifExists', ' IF EXISTS')} ${nameSql(name, pen)}${when(options, 'cascade', ' CASCADE')}`) // prettier-ignore
  const schema = propertyOf(options, 'schema')
  return list.map((name) => {
    return pen.sql`CREATE EXTENSION${when(options, 'ifNotExists', ' IF NOT EXISTS')} ${nameSql(name, pen)}${schema && !isNull(schema) ? pen.sql` SCHEMA ${nameSql(schema, pen)}` : ''}`
  })
}
