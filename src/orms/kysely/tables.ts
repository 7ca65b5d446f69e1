import type { SqlEngine } from '../../sql/engine.ts'
import { itemsOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { methodName, type CallValue } from '../migration-code.ts'
import type { Statement } from '../orm.ts'
import { isWhole, joined, type Pen, type Sql } from '../placed-sql.ts'
import { actionsSql, columnSql, defaultSql, saidBy, type Builders } from './columns.ts'

export interface Place extends Builders {
  readonly engine: SqlEngine
  /** For what one of the calls says. */
  readonly penOf: (call: CallValue) => Pen
}

interface Part {
  readonly sql: Sql
  readonly pen: Pen
  readonly unread: readonly string[]
}

/** The parts that are known, and what is to be said of the others. */
function split(parts: readonly Part[]): { readonly known: readonly Part[]; readonly unread: Statement[] } {
  return {
    known: parts.filter(({ sql }) => isWhole(sql)),
    unread: parts.flatMap(({ sql, pen, unread }) => {
      return isWhole(sql) ? unread.map((reason) => pen.unread(reason)) : [pen.unread('a part of what this says is not known')]
    }),
  }
}

const tableParts = /^add(?:Column|PrimaryKeyConstraint|UniqueConstraint|CheckConstraint|ForeignKeyConstraint)$/

export function createTable(first: CallValue, calls: readonly CallValue[], place: Place): Statement[] {
  const { expressions, engine, schema, penOf } = place
  const pen = penOf(first)
  const has = (method: string, words: string): string => (calls.some((call) => methodName(call) === method) ? words : '')
  const name = expressions.table(first.args[0], schema, pen)
  if (!isWhole(name)) return [pen.unread('which table this is about is not known')]
  const parts = calls.filter((call) => tableParts.test(methodName(call)))
  const columns = parts.filter((call) => methodName(call) === 'addColumn')
  const { known, unread } = split([...columns, ...parts.filter((call) => !columns.includes(call))].map((call) => partOf(call, place)))
  const ends = calls.filter((call) => methodName(call) === 'modifyEnd').map(({ args }) => expressions.value(args[0], pen))
  const query = calls.findLast((call) => methodName(call) === 'as')?.args[0]
  const body = query ? pen.sql`as ${expressions.sql(query, pen) ?? pen.gap}` : pen.sql`(${joined(known.map(({ sql }) => sql), pen.plain(', '))})` // prettier-ignore
  const sql = pen.sql`create ${has('temporary', 'temporary ')}table ${has('ifNotExists', 'if not exists ')}${name} ${body}${joined(ends.map((end) => pen.sql` ${end}`), [])}` // prettier-ignore
  return [...pen.statement(sql, engine), ...unread]
}

function partOf(call: CallValue, place: Place): Part {
  const pen = place.penOf(call)
  if (methodName(call) === 'addColumn') return { pen, ...columnSql(call, place, pen) }
  return { pen, sql: constraintSql(call, place, pen), unread: [] }
}

function constraintSql(call: CallValue, place: Place, pen: Pen, more: readonly CallValue[] = []): Sql {
  const { expressions, schema } = place
  const { args } = call
  const start = pen.sql`constraint ${expressions.name(args[0], pen)}`
  const method = methodName(call)
  const said = [...(saidBy(call, method === 'addForeignKeyConstraint' ? 4 : 2, place) ?? []), ...more]
  const found = (name: string): CallValue | undefined => said.findLast((one) => methodName(one) === name)
  const tail = deferrable(found)
  switch (method) {
    case 'addPrimaryKeyConstraint':
      return pen.sql`${start} primary key (${expressions.names(args[1], pen)})${tail}`
    case 'addUniqueConstraint':
      return pen.sql`${start} unique${found('nullsNotDistinct') ? ' nulls not distinct' : ''} (${uniqueColumns(args[1], place, pen)})${tail}`
    case 'addCheckConstraint':
      return pen.sql`${start} check (${expressions.value(args[1], pen)})`
    default:
      return pen.sql`${start} foreign key (${expressions.names(args[1], pen)}) references ${expressions.table(args[2], schema, pen)} (${expressions.names(args[3], pen)})${actionsSql(found, pen)}${tail}`
  }
}

function uniqueColumns(columns: Value | undefined, { expressions }: Place, pen: Pen): Sql {
  if (columns?.kind !== 'list' || columns.open) return expressions.names(columns, pen)
  return joined(columns.items.map((column) => expressions.sql(column, pen) ?? expressions.name(column, pen)), pen.plain(', ')) // prettier-ignore
}

function deferrable(found: (name: string) => CallValue | undefined): string {
  const first = found('deferrable') ? ' deferrable' : found('notDeferrable') ? ' not deferrable' : ''
  const then = found('initiallyDeferred') ? ' initially deferred' : found('initiallyImmediate') ? ' initially immediate' : ''
  return first + then
}

/** The actions of one statement; each constraint and renaming is all of one. */
export function alterTable(first: CallValue, calls: readonly CallValue[], place: Place): Statement[] {
  const { expressions, engine, schema } = place
  const pen = place.penOf(first)
  const name = expressions.table(first.args[0], schema, pen)
  if (!isWhole(name)) return [pen.unread('which table this is about is not known')]
  const parts = calls.flatMap((call) => alteration(call, calls, place))
  const { known, unread } = split(parts)
  const actions = joined(known.map(({ sql }) => sql), pen.plain(', ')) // prettier-ignore
  return [...(known.length > 0 ? pen.statement(pen.sql`alter table ${name} ${actions}`, engine) : []), ...unread]
}

function alteration(call: CallValue, calls: readonly CallValue[], place: Place): Part[] {
  const { expressions } = place
  const pen = place.penOf(call)
  const [first, second] = call.args
  const one = (sql: Sql): Part[] => [{ sql, pen, unread: [] }]
  const has = (method: string, words: string): string => (calls.some((other) => methodName(other) === method) ? words : '')
  switch (methodName(call)) {
    case 'addColumn': {
      const { sql, unread } = columnSql(call, place, pen)
      return [{ sql: pen.sql`add column ${sql}`, pen, unread }]
    }
    case 'dropColumn':
      return one(pen.sql`drop column ${expressions.name(first, pen)}`)
    case 'renameColumn':
      return one(pen.sql`rename column ${expressions.name(first, pen)} to ${expressions.name(second, pen)}`)
    case 'renameTo':
      return one(pen.sql`rename to ${expressions.table(first, undefined, pen)}`)
    case 'setSchema':
      return one(pen.sql`set schema ${expressions.name(first, pen)}`)
    case 'alterColumn':
      return alterColumn(call, place, pen).map((sql) => ({ sql, pen, unread: [] }))
    case 'addPrimaryKeyConstraint':
    case 'addUniqueConstraint':
    case 'addCheckConstraint':
    case 'addForeignKeyConstraint':
      return one(pen.sql`add ${constraintSql(call, place, pen, calls.slice(calls.indexOf(call) + 1))}`)
    case 'dropConstraint':
      return one(pen.sql`drop constraint ${has('ifExists', 'if exists ')}${expressions.name(first, pen)}${has('cascade', ' cascade')}`)
    case 'renameConstraint':
      return one(pen.sql`rename constraint ${expressions.name(first, pen)} to ${expressions.name(second, pen)}`)
    default:
      return []
  }
}

function alterColumn(call: CallValue, place: Place, pen: Pen): Sql[] {
  const { expressions } = place
  const said = saidBy(call, 1, place)
  if (!said) return [pen.gap]
  const start = pen.sql`alter column ${expressions.name(call.args[0], pen)} `
  return said.flatMap((one): Sql[] => {
    const [value] = one.args
    switch (methodName(one)) {
      case 'setDataType':
        return [pen.sql`${start}type ${expressions.type(value, pen)}`]
      case 'setDefault':
        return [pen.sql`${start}set ${joined(defaultSql(one, expressions, pen), [])}`]
      case 'dropDefault':
        return [pen.sql`${start}drop default`]
      case 'setNotNull':
        return [pen.sql`${start}set not null`]
      case 'dropNotNull':
        return [pen.sql`${start}drop not null`]
      default:
        return []
    }
  })
}

export function createIndex(first: CallValue, calls: readonly CallValue[], place: Place): Statement[] {
  const { expressions, engine, schema } = place
  const pen = place.penOf(calls.at(-1) ?? first)
  const found = (method: string): CallValue | undefined => calls.findLast((call) => methodName(call) === method)
  const has = (method: string, words: string): string => (found(method) ? words : '')
  const using = found('using')?.args[0]
  const wheres = calls.filter((call) => methodName(call) === 'where').map(({ args }) => expressions.condition(args, pen))
  const keys = calls.flatMap((call) => indexKeys(call, place, pen))
  const where = wheres.length > 0 ? pen.sql` where ${joined(wheres, pen.plain(' and '))}` : ''
  const sql = pen.sql`create ${has('unique', 'unique ')}index ${has('ifNotExists', 'if not exists ')}${expressions.name(first.args[0], pen)} on ${expressions.table(found('on')?.args[0], schema, pen)}${using ? pen.sql` using ${expressions.type(using, pen)}` : ''} (${joined(keys, pen.plain(', '))})${has('nullsNotDistinct', ' nulls not distinct')}${where}`
  return pen.statement(sql, engine)
}

function indexKeys(call: CallValue, { expressions }: Place, pen: Pen): Sql[] {
  const [first] = call.args
  switch (methodName(call)) {
    case 'column':
      return [orderedName(first, pen, (text) => expressions.quoted(text))]
    case 'columns':
      return first?.kind === 'list' && !first.open
        ? itemsOf(first).map((item) => orderedName(item, pen, (text) => expressions.quoted(text)))
        : [pen.gap]
    case 'expression':
      return [expressions.value(first, pen)]
    default:
      return []
  }
}

/** `'name desc'` */
function orderedName(value: Value | undefined, pen: Pen, quoted: (text: string) => string): Sql {
  const [name, order] = textOf(value)?.trim().split(/\s+/) ?? []
  return name === undefined ? pen.gap : pen.said(`${quoted(name)}${order === undefined ? '' : ` ${order}`}`, value)
}
