import type { Located } from '../../javascript/resolve.ts'
import type { Kind, Value } from '../../javascript/symbolic/value.ts'
import type { CallScene, QueryReader } from '../query-reader.ts'
import type { Sql } from '../query-sql.ts'
import { waysOf } from '../ways.ts'
import { argumentsOf, type Arguments } from './arguments.ts'
import { isClientCall } from './client.ts'
import { clientSchemas, type ClientSchema } from './client-schema.ts'
import type { Model } from './datamodel.ts'
import { tableSql } from './linked-rows.ts'
import { selectionSql } from './selection.ts'
import { columnSql, whereSql, type Row, type Writing } from './where.ts'
import { insertSql, rowsOf, updateSql, whereClause } from './writes.ts'

type Write = (writing: Writing, row: Row, args: Arguments, at: Located) => readonly Sql[]

const find: Write = (writing, row, args, at) => {
  const { pen } = writing
  const where = whereSql(writing, row, args.of('where'))
  const output = selectionSql(writing, row, args)
  return [
    pen.sql`select ${output} from ${tableSql(writing, row.model, at)} ${row.alias}${whereClause(writing, where)}${orderSql(writing, row, args)}`,
  ]
}

const count: Write = (writing, row, args, at) => {
  const { pen } = writing
  const where = whereSql(writing, row, args.of('where'))
  return [pen.sql`select count(*) from ${tableSql(writing, row.model, at)} ${row.alias}${whereClause(writing, where)}`]
}

const create: Write = (writing, row, args, at) => insertSql(writing, row, at, rowsOf(args.of('data')))

const update: Write = (writing, row, args, at) => {
  const where = whereSql(writing, row, args.of('where'))
  return updateSql(writing, row, at, args.of('data'), where, selectionSql(writing, row, args))
}

/** The row is looked up by its `where`, and then updated or created. */
const upsert: Write = (writing, row, args, at) => {
  const where = whereSql(writing, row, args.of('where'))
  return [...updateSql(writing, row, at, args.of('update'), where), ...insertSql(writing, row, at, rowsOf(args.of('create')))]
}

const remove: Write = (writing, row, args, at) => {
  const { pen } = writing
  const where = whereSql(writing, row, args.of('where'))
  return [pen.sql`delete from ${tableSql(writing, row.model, at)} ${row.alias}${whereClause(writing, where)}`]
}

const writes: ReadonlyMap<string, Write> = new Map(
  Object.entries({
    findMany: find,
    findFirst: find,
    findFirstOrThrow: find,
    findUnique: find,
    findUniqueOrThrow: find,
    count,
    aggregate: count,
    groupBy: count,
    create,
    createMany: create,
    createManyAndReturn: create,
    update,
    updateMany: update,
    updateManyAndReturn: update,
    upsert,
    delete: remove,
    deleteMany: remove,
  }),
)

/** The calls of Prisma Client. */
export const prismaQueries: QueryReader = {
  name: 'prisma',
  sign: new RegExp(String.raw`\.(?:${[...writes.keys()].join('|')})\b`),
  isUsed: (around) => around.schemaFiles('prisma').length > 0,
  methods: new Set(writes.keys()),
  queries(call, scene) {
    if (call.kind === 'choice') return undefined
    const { callee, args } = call
    if (callee.kind !== 'member') return undefined
    const delegate = delegateOf(callee.object, callee.name, args, scene)
    const write = writes.get(callee.name)
    if (!delegate || !write) return undefined
    const { schema, model, at } = delegate
    let count = 0
    const writing: Writing = { pen: scene.pen(call), schema, alias: () => `t${count++}`, isStrict: false }
    return write(writing, { model, alias: writing.alias() }, argumentsOf(args[0]), at)
  },
}

interface Delegate {
  readonly schema: ClientSchema
  readonly model: Model
  readonly at: Located
}

/** `client.order`, also where it was taken out of the client. */
function delegateOf(value: Value, method: string, args: readonly Value[], scene: CallScene): Delegate | undefined {
  const ways = waysOf(value)
  if (ways) return ways.of.map((way) => delegateOf(way, method, args, scene)).find((one) => one !== undefined)
  if (value.kind !== 'member') return undefined
  const { object, name } = value satisfies Kind<'member'>
  for (const schema of clientSchemas(scene.schemaFiles('prisma'))) {
    const model = schema.model(name)
    if (model) return isClientCall(object, method, args, scene.machine) ? { schema, model, at: value.at } : undefined
  }
  return undefined
}

/** What decides which rows are given where not all are. */
function orderSql(writing: Writing, row: Row, args: Arguments): Sql {
  const { pen, schema } = writing
  const take = args.of('take')
  const order = args.of('orderBy')
  const by = (order?.kind === 'list' ? order.items : order ? [order] : []).flatMap((one) =>
    one.kind === 'record'
      ? one.entries.flatMap(({ key, value, at }): Sql[] => {
          const field = schema.field(row.model, key)
          if (field?.kind !== 'scalar') return []
          const descending = value.kind === 'literal' && value.value === 'desc' ? ' desc' : ''
          return [pen.sql`${columnSql(writing, row, field, at)}${descending}`]
        })
      : [],
  )
  const ordered = by.length > 0 ? pen.sql` order by ${pen.list(by)}` : []
  return take && take.kind !== 'choice' && !(take.kind === 'literal' && take.value === undefined)
    ? pen.sql`${ordered} limit ${pen.value(take)}`
    : ordered
}
