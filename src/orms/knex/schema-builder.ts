import { isTrue, symbol, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Effect } from '../../javascript/symbolic/effects.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { guarded, noteAssumed, termsOf, type StepReader } from '../code-steps.ts'
import { methodName, spineOf, type CallValue, type GivenFunctions } from '../migration-code.ts'
import type { Statement } from '../orm.ts'
import { isWhole, type Pen, type Sql } from '../placed-sql.ts'
import { columnsSql, nameSql, tableSql } from './names.ts'
import { isRaw, rawSql } from './raw.ts'
import { TableCalls, type Entries, type PenAt } from './table-entries.ts'
import { TableWriter, type TableSource } from './tables.ts'

/** Where a call of the schema builder stands, and what is around it. */
interface BuilderPlace {
  readonly penAt: PenAt
  readonly engine: SqlEngine
  readonly given: GivenFunctions
  readonly calls: readonly Located[]
  readonly ask: NonNullable<StepReader['ask']>
}

/** What `knex.schema.…` does, call by call. */
export function schemaStatements(chain: readonly CallValue[], place: BuilderPlace): Statement[] {
  const schema = chain.findLast((call) => methodName(call) === 'withSchema')?.args[0]
  return chain.flatMap((call) => callStatements(call, schema, place))
}

function callStatements(call: CallValue, schema: Value | undefined, place: BuilderPlace): Statement[] {
  const { engine, penAt, calls } = place
  const pen = penAt(call.at, calls)
  const method = methodName(call)
  const [first, second, third] = call.args
  switch (method) {
    case 'createTable':
      return tableStatements({ method: 'create', schema, table: first, like: undefined, pen }, call, 1, place)
    case 'createTableIfNotExists':
      return tableStatements({ method: 'create if not exists', schema, table: first, like: undefined, pen }, call, 1, place)
    case 'createTableLike':
      return tableStatements({ method: 'create like', schema, table: first, like: second, pen }, call, 2, place)
    case 'table':
    case 'alterTable':
      return tableStatements({ method: 'alter', schema, table: first, like: undefined, pen }, call, 1, place)
    case 'createView':
    case 'createViewOrReplace':
    case 'createMaterializedView':
      return viewStatements(call, schema, pen, place)
    case 'view':
    case 'alterView':
      return [pen.unread('what is done to a view is not read')]
    case 'raw':
      return isRaw(call) ? pen.statements(rawSql(call, pen), engine) : []
    default: {
      const sql = otherSql(method, [first, second, third], schema, pen)
      return sql ? pen.statement(sql, engine) : []
    }
  }
}

/** Of one statement, without a function. */
function otherSql(method: string, [first, second]: readonly (Value | undefined)[], schema: Value | undefined, pen: Pen): Sql | undefined {
  const table = (): Sql => tableSql(schema, first, pen)
  const name = (): Sql => nameSql(first, pen)
  const cascade = isTrue(second) ? ' cascade' : ''
  switch (method) {
    case 'dropTable':
      return pen.sql`drop table ${table()}`
    case 'dropTableIfExists':
      return pen.sql`drop table if exists ${table()}`
    case 'renameTable':
      return pen.sql`alter table ${table()} rename to ${nameSql(second, pen)}`
    case 'renameView':
      return pen.sql`alter view ${name()} rename to ${nameSql(second, pen)}`
    case 'dropView':
      return pen.sql`drop view ${table()}`
    case 'dropViewIfExists':
      return pen.sql`drop view if exists ${table()}`
    case 'dropMaterializedView':
      return pen.sql`drop materialized view ${table()}`
    case 'dropMaterializedViewIfExists':
      return pen.sql`drop materialized view if exists ${table()}`
    case 'createSchema':
      return pen.sql`create schema ${name()}`
    case 'createSchemaIfNotExists':
      return pen.sql`create schema if not exists ${name()}`
    case 'dropSchema':
      return pen.sql`drop schema ${name()}${cascade}`
    case 'dropSchemaIfExists':
      return pen.sql`drop schema if exists ${name()}${cascade}`
    case 'createExtension':
      return pen.sql`create extension ${name()}`
    case 'createExtensionIfNotExists':
      return pen.sql`create extension if not exists ${name()}`
    case 'dropExtension':
      return pen.sql`drop extension ${name()}`
    case 'dropExtensionIfExists':
      return pen.sql`drop extension if exists ${name()}`
    default:
      return undefined
  }
}

function tableStatements(source: TableSource, call: CallValue, index: number, place: BuilderPlace): Statement[] {
  const ran = place.given.of(call, index)
  const { pen, method } = source
  if (!ran) {
    const written = method === 'alter' ? [] : new TableWriter(source, [], place.engine).statements()
    return [...written, ...(method === 'create like' ? [] : [pen.unread('what is done to this table is not known')])]
  }
  const [table] = ran.args
  const read = readTable(ran.effects, table ?? symbol('table', call.at), method === 'alter', place)
  return [
    ...read.groups.flatMap(({ guards, list }) =>
      new TableWriter(source, list, place.engine).statements().map((one) => (guards.length > 0 ? guarded(one, guards) : one)),
    ),
    ...read.unread,
  ]
}

/** In groups that are done on the same terms: a new table is made at once. */
function readTable(
  effects: readonly Effect[],
  table: Value,
  inGroups: boolean,
  { penAt, ask, calls }: BuilderPlace,
): { readonly groups: readonly Entries[]; readonly unread: readonly Statement[] } {
  const reader = new TableCalls(penAt, table)
  const noted = new Set<Value>()
  const unread: Statement[] = []
  const groups: Entries[] = [{ guards: [], list: [] }]
  for (const effect of effects) {
    const terms = termsOf(effect, { ask })
    if (!terms) continue
    unread.push(...noteAssumed(terms, noted))
    let last = groups.at(-1)
    if (!last || (inGroups && JSON.stringify(last.guards) !== JSON.stringify(terms.guards)))
      groups.push((last = { guards: terms.guards, list: [] }))
    reader.read({ ...effect, calls: [...calls, ...effect.calls] }, last.list)
  }
  const unknown = reader.unknown.map(({ at }) => penAt(at, calls).unread('what this does to the table is not known'))
  return { groups: inGroups ? groups.filter(({ list }) => list.length > 0) : groups, unread: [...unread, ...unknown] }
}

/** The query of a view is known where it is SQL. */
function viewStatements(call: CallValue, schema: Value | undefined, pen: Pen, place: BuilderPlace): Statement[] {
  const calls = place.given.of(call, 1)?.effects.flatMap(({ value }) => spineOf(value).calls) ?? []
  const said = (name: string): Value | undefined => calls.findLast((one) => methodName(one) === name)?.args[0]
  const [query, columns] = [said('as'), said('columns')]
  const kind = methodName(call)
  const words = kind === 'createView' ? 'view' : kind === 'createMaterializedView' ? 'materialized view' : 'or replace view'
  const list = columns ? pen.sql` (${columnsSql(columns, pen)})` : ''
  const body = isRaw(query) ? rawSql(query, pen) : query && textOf(query) !== undefined ? pen.raw(query) : pen.gap
  const sql = pen.sql`create ${words} ${tableSql(schema, call.args[0], pen)}${list} as ${isWhole(body) ? body : pen.query}`
  return [...pen.statement(sql, place.engine), ...(isWhole(body) ? [] : [pen.unread('what this view shows is not known')])]
}
