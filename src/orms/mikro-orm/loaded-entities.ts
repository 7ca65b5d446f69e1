import { quotedName } from '../../catalog/names.ts'
import { bare } from '../../javascript/nodes.ts'
import { isSpread, recordParts } from '../../javascript/symbolic/collections.ts'
import { textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { argumentsOf } from '../arguments.ts'
import type { Sql } from '../query-sql.ts'
import { isReference } from './comparisons.ts'
import { columnOf, Joins, tableOf, type Writing } from './joins.ts'
import { keyColumns, linkOf } from './links.ts'
import type { Model } from './models.ts'
import { populate } from './populated.ts'
import { filtersSql } from './query-filters.ts'
import { outputOf, whereClause } from './reads.ts'
import type { Receivers } from './receivers.ts'
import { whereSql } from './where.ts'

const finds = /^(?:find|findAll|findOne|findOneOrFail)$/

/** Rows in sight of which a call does something: those of a query before, or a reference by a key. */
interface Loaded {
  readonly model: Model
  /** The key, where the rows are a reference. */
  readonly key: Value | undefined
  readonly at: Value['at']
}

function loadedIn(writing: Writing, receivers: Receivers, given: Value, call: Kind<'call'>): Loaded | undefined {
  const value = rowIn(given)
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined
  const { callee, args } = value
  if (isReference(value)) {
    const model = writing.entities.of(args[0])
    return model && { model, key: args[1], at: value.at }
  }
  const found = finds.test(callee.name) ? receivers.of(callee.object, args, value.at) : undefined
  const [node] = call.at.node.type === 'CallExpression' ? call.at.node.arguments : []
  return found && node && { model: found.model, key: undefined, at: { node: bare(node), program: call.at.program } }
}

/** A row of which properties were set is the same row. */
function rowIn(value: Value): Value {
  const [first] = value.kind === 'record' ? recordParts(value) : []
  return first && isSpread(first) ? first.spread : value
}

/** `em.remove(row)` deletes by the key of the row. */
export function removeSql(writing: Writing, receivers: Receivers, call: Kind<'call'>): readonly Sql[] | undefined {
  const { pen, entities } = writing
  const [given] = call.args
  // A collection has such a method, too.
  if (call.callee.kind !== 'member' || !receivers.isManager(call.callee.object)) return undefined
  const loaded = given && loadedIn(writing, receivers, given, call)
  const [key, ...more] = loaded ? keyColumns(loaded.model, entities.models) : []
  if (!loaded || key === undefined || more.length > 0) return undefined
  const row = new Joins(writing).root(loaded.model)
  const value = loaded.key ? pen.value(loaded.key) : keyOf(writing, loaded, key)
  return (
    value && [
      pen.sql`delete from ${tableOf(writing, loaded.model, loaded.at)} ${quotedName(row.alias)} where ${columnOf(writing, row, key)} = ${value}`,
    ]
  )
}

function keyOf({ pen }: Writing, { model, at }: Loaded, column: string): Sql | undefined {
  const property = model.properties.find(({ name }) => name === column)?.name ?? column
  return pen.ofRow(at, property)
}

/** `em.populate(rows, ['items'])` reads what belongs to rows. */
export function populateSql(writing: Writing, receivers: Receivers, call: Kind<'call'>): readonly Sql[] | undefined {
  const [given, paths, options] = call.args
  const loaded = given && loadedIn(writing, receivers, given, call)
  if (!loaded || loaded.key || paths?.kind !== 'list') return undefined
  return paths.items.map((path) => alongSql(writing, loaded, path, options)).filter((one) => one !== undefined)
}

function alongSql(writing: Writing, loaded: Loaded, path: Value, options: Value | undefined): Sql | undefined {
  const { pen, entities } = writing
  const [first = '', ...rest] = textOf(path)?.split('.') ?? []
  const property = loaded.model.properties.find(({ name }) => name === first)
  const link = property && linkOf(property, loaded.model, entities.models)
  const [pair, ...more] = link?.pairs ?? []
  if (!property || !link || !pair || more.length > 0) return undefined
  const row = new Joins(writing).root(link.target)
  const value = link.isOwn ? pen.ofRow(loaded.at, property.name) : keyOf(writing, loaded, pair[0])
  if (!value) return undefined
  const asked = argumentsOf(options)
  const further: Value | undefined =
    rest.length === 0
      ? undefined
      : { kind: 'list', items: [{ kind: 'literal', value: rest.join('.'), at: path.at }], open: false, at: path.at }
  populate(writing, row, asked, further)
  const where = asked.of('where')
  const own: readonly Sql[] = [
    pen.sql`${columnOf(writing, row, pair[1])} = ${value}`,
    ...filtersSql(writing, row, asked.of('filters')),
    ...(where?.kind === 'record' ? [whereSql(writing, row, where.entries.find(({ key }) => key === first)?.value)] : []),
  ]
  return pen.sql`select ${outputOf(writing, row)} from ${tableOf(writing, link.target, path.at)} ${quotedName(row.alias)}${row.joins.sql}${whereClause(writing, own)}`
}
