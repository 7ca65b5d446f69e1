import { isNothing, isTrue, literal, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { joined, type Pen, type Sql } from '../placed-sql.ts'
import { bareName } from './columns.ts'
import { columnsSql, generatedName, listed, nameSql, wrapped } from './names.ts'
import { predicateSql } from './predicate.ts'
import { rawSql } from './raw.ts'
import { isGiven, type CommandEntry, type ForeignEntry } from './table-entries.ts'

export interface TablePlace {
  readonly schema: Value | undefined
  readonly table: Value | undefined
  /** The table as statements name it. */
  readonly name: Sql
}

/** The statement for what is done to a table besides its columns; undefined where it is none. */
export function commandSql({ method, args, pen }: CommandEntry, place: TablePlace): Sql | undefined {
  const [first, second] = args
  const alter = pen.sql`alter table ${place.name}`
  const drop = (name: Sql): Sql => pen.sql`${alter} drop constraint ${method.endsWith('IfExists') ? 'if exists ' : ''}${name}`
  switch (method) {
    case 'primary':
      return pen.sql`${alter} add ${primarySql(first, second, place, pen)}`
    case 'unique':
      return uniqueSql(first, second, place, alter, pen)
    case 'index':
      return indexSql(args, place, pen)
    case 'dropPrimary':
    case 'dropPrimaryIfExists':
      return drop(isGiven(first) ? nameSql(first, pen) : primaryName(place, pen))
    case 'dropUnique':
    case 'dropUniqueIfExists':
      return drop(isGiven(second) ? nameSql(second, pen) : generatedName(place.table, first, 'unique', pen))
    case 'dropForeign':
    case 'dropForeignIfExists':
      return drop(isGiven(second) ? nameSql(second, pen) : generatedName(place.table, first, 'foreign', pen))
    case 'dropIndex': {
      const name = isGiven(second) ? nameSql(second, pen) : generatedName(place.table, first, 'index', pen)
      return pen.sql`drop index ${place.schema ? pen.sql`${nameSql(place.schema, pen)}.` : ''}${name}`
    }
    case 'renameColumn':
      return pen.sql`${alter} rename ${nameSql(first, pen)} to ${nameSql(second, pen)}`
    case 'setNullable':
    case 'dropNullable':
      return pen.sql`${alter} alter column ${nameSql(first, pen)} ${method === 'setNullable' ? 'drop' : 'set'} not null`
    case 'dropColumn':
    case 'dropColumns':
      return dropColumns(first?.kind === 'list' ? listed(first) : args, alter, pen)
    case 'dropTimestamps': {
      const names = isTrue(first) ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at']
      return pen.sql`${alter} ${names.map((name) => `drop column ${wrapped(name, pen)}`).join(', ')}`
    }
    case 'dropChecks': {
      const names = first?.kind === 'list' ? listed(first) : args
      return names && pen.sql`${alter} ${joined(names.map((name) => pen.sql`drop constraint ${bareName(name, pen)}`), pen.plain(', '))}` // prettier-ignore
    }
    default:
      return undefined
  }
}

function dropColumns(columns: readonly Value[] | undefined, alter: Sql, pen: Pen): Sql {
  const drops = columns?.map((column) => pen.sql`drop column ${nameSql(column, pen)}`)
  return drops ? pen.sql`${alter} ${joined(drops, pen.plain(', '))}` : pen.gap
}

/** A name, or an object that holds one. */
function named(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'record' ? propertyOf(value, key) : value
}

function deferrableSql(options: Value | undefined, pen: Pen): Sql | string {
  const text = textOf(propertyOf(options, 'deferrable'))
  return text === undefined ? '' : pen.plain(` deferrable initially ${text}`)
}

function primaryName({ table }: TablePlace, pen: Pen): Sql {
  const text = textOf(table)
  return text === undefined ? pen.gap : pen.plain(wrapped(`${text}_pkey`, pen))
}

export function primarySql(columns: Value | undefined, options: Value | undefined, place: TablePlace, pen: Pen): Sql {
  const given = named(options, 'constraintName')
  const name = isGiven(given) ? nameSql(given, pen) : primaryName(place, pen)
  return pen.sql`constraint ${name} primary key (${columnsSql(columns, pen)})${deferrableSql(options, pen)}`
}

function uniqueSql(columns: Value | undefined, options: Value | undefined, place: TablePlace, alter: Sql, pen: Pen): Sql {
  const given = named(options, 'indexName')
  const name = isGiven(given) ? nameSql(given, pen) : generatedName(place.table, columns, 'unique', pen)
  const [predicate, use] = [propertyOf(options, 'predicate'), propertyOf(options, 'useConstraint')]
  const isConstraint = use?.kind === 'literal' ? Boolean(use.value) : !predicate || !isNothing(propertyOf(options, 'deferrable'))
  if (isConstraint) return pen.sql`${alter} add constraint ${name} unique (${columnsSql(columns, pen)})${deferrableSql(options, pen)}`
  return pen.sql`create unique index ${name} on ${place.name} (${columnsSql(columns, pen)})${whereSql(predicate, pen)}`
}

function whereSql(predicate: Value | undefined, pen: Pen): Sql | string {
  return predicate ? pen.sql` where ${predicateSql(predicate, pen)}` : ''
}

function indexSql([columns, given, options]: readonly Value[], place: TablePlace, pen: Pen): Sql {
  const name = isGiven(given) ? nameSql(given, pen) : generatedName(place.table, columns, 'index', pen)
  const method = options?.kind === 'record' ? propertyOf(options, 'storageEngineIndexType') : options
  const using = isGiven(method) ? pen.sql` using ${bareName(method, pen)}` : ''
  const unique = textOf(propertyOf(options, 'indexType'))?.toLowerCase() === 'unique' ? ' unique' : ''
  const predicate = propertyOf(options, 'predicate')
  return pen.sql`create${unique} index ${name} on ${place.name}${using} (${columnsSql(columns, pen)})${whereSql(predicate, pen)}`
}

/** A key without a table or columns is none. */
export function foreignSql({ columns, said, pen }: ForeignEntry, place: TablePlace): Sql | undefined {
  const [table, references, given] = [said.get('inTable'), said.get('references'), said.get('withKeyName')]
  if (!isGiven(table) || !isGiven(references)) return undefined
  const name = isGiven(given) ? nameSql(given, pen) : generatedName(place.table, columns, 'foreign', pen)
  const action = (word: string, value: Value | undefined): Sql | string =>
    isGiven(value) ? pen.sql` on ${word} ${bareName(value, pen)}` : ''
  const deferrable = textOf(said.get('deferrable'))
  return pen.sql`alter table ${place.name} add constraint ${name} foreign key (${columnsSql(columns, pen)}) references ${nameSql(table, pen)} (${columnsSql(references, pen)})${action('update', said.get('onUpdate'))}${action('delete', said.get('onDelete'))}${deferrable === undefined ? '' : ` deferrable initially ${deferrable.toLowerCase()}`}`
}

/** `check` of a table: its bindings go into a new table's alone. */
export function checkSql({ args: [predicate, bindings, given], pen }: CommandEntry, bound: boolean): Sql {
  if (!predicate) return pen.gap
  const at = predicate.at
  const call = {
    kind: 'call',
    callee: literal('raw', at),
    args: bound && bindings ? [predicate, bindings] : [predicate],
    isNew: false,
    at,
  } as const
  return pen.sql`${isGiven(given) ? pen.sql`constraint ${bareName(given, pen)} ` : ''}check (${rawSql(call, pen)})`
}
