import { firstOf } from '../../javascript/first-of.ts'
import { pathOf } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'
import { originsOf } from '../../javascript/symbolic/declared.ts'
import { isUndefined, entriesOf, itemsOf, sourceText, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { CallScene, QueryReader } from '../query-reader.ts'
import type { Sql } from '../query-sql.ts'
import { rowsGiven, waysOf } from '../ways.ts'
import { argumentsOf, type Arguments } from '../arguments.ts'
import { delegateType, isClientCall } from './client.ts'
import { clientSchemas, type ClientSchema } from './client-schema.ts'
import type { Model } from './datamodel.ts'
import { extendedArgs, modelOfContext } from './extensions.ts'
import { tableSql, whereClause } from './linked-rows.ts'
import { selectionSql } from './selection.ts'
import { validatedBy } from './validator.ts'
import { columnSql, uniqueWhereSql, whereSql, type Row, type Writing } from './where.ts'
import { insertSql, updateSql } from './writes.ts'

type Write = (writing: Writing, row: Row, args: Arguments, at: Located) => readonly Sql[]

/** One row by its key, or some rows. */
type Where = typeof whereSql

const find =
  (where: Where, limit: 'one' | 'taken'): Write =>
  (writing, row, args, at) => {
    const { pen } = writing
    const condition = where(writing, row, args.of('where'))
    const output = selectionSql(writing, row, args)
    const order =
      limit === 'one'
        ? pen.sql`${orderSql(writing, row, args)} limit 1`
        : pen.sql`${orderSql(writing, row, args)}${limitSql(writing, args)}`
    return [pen.sql`select ${output} from ${tableSql(writing, row.model, at)} ${row.alias}${whereClause(writing, condition)}${order}`]
  }

const count: Write = (writing, row, args, at) => countOf(writing, row, args, at, [])

/** How many rows there are, with columns that are shown beside. */
function countOf(writing: Writing, row: Row, args: Arguments, at: Located, beside: readonly Sql[]): readonly Sql[] {
  const { pen } = writing
  const where = whereSql(writing, row, args.of('where'))
  return [
    pen.sql`select ${pen.list([pen.text('count(*)'), ...beside])} from ${tableSql(writing, row.model, at)} ${row.alias}${whereClause(writing, where)}`,
  ]
}

/** Columns that are not written out are of any number. */
const group: Write = (writing, row, args, at) => {
  const { pen, schema } = writing
  const by = args.of('by')
  const fields = (by?.kind === 'literal' ? [by] : itemsOf(by)).flatMap((item) => {
    const field = schema.field(row.model, textOf(item) ?? '')
    return field?.kind === 'scalar' ? [{ field, column: columnSql(writing, row, field, item.at) }] : []
  })
  const shown = fields.map(({ field, column }) => pen.sql`${column} as ${pen.name(field.id)}`)
  const clause = fields.length > 0 ? pen.sql` group by ${pen.list(fields.map(({ column }) => column))}` : []
  return countOf(writing, row, args, at, shown).map((sql) => pen.sql`${sql}${clause}`)
}

const create: Write = (writing, row, args, at) =>
  insertSql(writing, row, at, rowsGiven(args.of('data')), { returning: selectionSql(writing, row, args) })

const createMany: Write = (writing, row, args, at) => insertSql(writing, row, at, rowsGiven(args.of('data')))

const update =
  (where: Where): Write =>
  (writing, row, args, at) =>
    updateSql(writing, row, at, args.of('data'), where(writing, row, args.of('where')), selectionSql(writing, row, args))

/** The row is looked up by its `where`, and then updated or created. */
const upsert: Write = (writing, row, args, at) => {
  const where = uniqueWhereSql(writing, row, args.of('where'))
  const returning = selectionSql(writing, row, args)
  return [
    ...updateSql(writing, row, at, args.of('update'), where, returning),
    ...insertSql(writing, row, at, rowsGiven(args.of('create')), { returning }),
  ]
}

const remove =
  (where: Where): Write =>
  (writing, row, args, at) => {
    const { pen } = writing
    const condition = where(writing, row, args.of('where'))
    const returning = where === uniqueWhereSql ? pen.sql` returning ${selectionSql(writing, row, args)}` : []
    return [pen.sql`delete from ${tableSql(writing, row.model, at)} ${row.alias}${whereClause(writing, condition)}${returning}`]
  }

const writes: ReadonlyMap<string, Write> = new Map(
  Object.entries({
    findMany: find(whereSql, 'taken'),
    findFirst: find(whereSql, 'one'),
    findFirstOrThrow: find(whereSql, 'one'),
    findUnique: find(uniqueWhereSql, 'one'),
    findUniqueOrThrow: find(uniqueWhereSql, 'one'),
    count,
    aggregate: count,
    groupBy: group,
    create,
    createMany,
    createManyAndReturn: create,
    update: update(uniqueWhereSql),
    updateMany: update(whereSql),
    updateManyAndReturn: update(whereSql),
    upsert,
    delete: remove(uniqueWhereSql),
    deleteMany: remove(whereSql),
  }),
)

/** The calls of Prisma Client. */
export const prismaQueries: QueryReader = {
  name: 'prisma',
  // What others have methods called as well for is a model of something here: `prisma.order.update`.
  sign: /\.(?:find(?:Many|First|Unique)|createMany|updateMany|deleteMany|upsert|groupBy|aggregate)|[\w\])]\??\.\w+\??\.(?:create|update|delete|count)\s*\(|\[[^[\]]+\]\.(?:create|update|delete|count)\s*\(|\{[^{}]*\}\s*=\s*[\w.$]*prisma|\wDelegate\b|PrismaClient\s*\[/i,
  isUsed: (around) => around.schemaFiles('prisma').length > 0,
  methods: new Set(writes.keys()),
  leaves: new Set(['$extends']),
  known: validatedBy,
  rows({ entity, where, at }, scene) {
    const name = textOf(entity) ?? (entity.kind === 'member' ? entity.name : undefined)
    if (name === undefined) return undefined
    for (const schema of clientSchemas(scene.schemaFiles('prisma'))) {
      const model = schema.model(`${name.charAt(0).toLowerCase()}${name.slice(1)}`)
      const args: Arguments = { of: (key) => (key === 'where' ? where : undefined) }
      if (model) return find(whereSql, 'taken')(...startOf(schema, model, entity, scene), args, at)
    }
    return undefined
  },
  queries(call, scene) {
    if (call.kind === 'choice') return undefined
    const { callee, args } = call
    if (callee.kind !== 'member') return undefined
    const delegate = delegateOf(callee.object, callee.name, args, scene)
    const write = writes.get(callee.name)
    if (!delegate || !write) return undefined
    const { schema, model, at, client } = delegate
    const extended = extendedArgs(client, {
      model,
      method: callee.name,
      args: args[0],
      machine: scene.machine,
      written: at.node.type === 'MemberExpression' ? { node: at.node.object, program: at.program } : at,
      programsWith: (words) => scene.programsWith(words),
    })
    for (const words of extended.notes) scene.note(words)
    return write(...startOf(schema, model, call, scene), argumentsOf(extended.args), at)
  },
}

function startOf(schema: ClientSchema, model: Model, call: Value, scene: CallScene): [Writing, Row] {
  let count = 0
  const alias = (): string => `t${count++}`
  return [
    { pen: scene.pen(call), schema, machine: scene.machine, alias, isStrict: schema.isStrict },
    { model, alias: alias() },
  ]
}

interface Delegate {
  readonly schema: ClientSchema
  readonly model: Model
  readonly at: Located
  readonly client: Value
}

/** How the client is called where the call stands, whatever that holds. */
function writtenReceiver({ node, program }: Located): string {
  return node.type === 'MemberExpression' ? (pathOf(node.object)?.at(-1) ?? sourceText({ node: node.object, program })) : ''
}

/** `client.order`, also where it was taken out of the client, or where something is said to be that. */
function delegateOf(value: Value, method: string, args: readonly Value[], scene: CallScene): Delegate | undefined {
  const of = (one: Value): Delegate | undefined => delegateOf(one, method, args, scene)
  const ways = waysOf(value)
  if (ways) return firstOf(ways.of, of)
  const own = value.kind === 'member' ? delegateIn(value, method, args, scene) : delegateNamed(value, value.at, scene)
  if (own) return own
  const origins = originsOf(value, scene.machine).filter((origin) => origin !== value)
  return firstOf(origins, (origin) =>
    origin.kind === 'member' ? delegateIn(origin, method, args, scene) : delegateNamed(origin, value.at, scene),
  )
}

function delegateIn({ object, name, at }: Kind<'member'>, method: string, args: readonly Value[], scene: CallScene): Delegate | undefined {
  for (const schema of clientSchemas(scene.schemaFiles('prisma'))) {
    const model = schema.model(name)
    if (!model) continue
    const isClient = scene.client !== undefined || isClientCall(object, writtenReceiver(at), method, args, scene.machine)
    return isClient ? { schema, model, at, client: object } : undefined
  }
  return undefined
}

/** What is a delegate by its type, `orders: Prisma.OrderDelegate`, or `Prisma.getExtensionContext(this)` in a method of a model that an extension adds. */
function delegateNamed(origin: Value, at: Located, scene: CallScene): Delegate | undefined {
  const [type, context] = [delegateType(origin), modelOfContext(origin)]
  return firstOf(clientSchemas(scene.schemaFiles('prisma')), (schema) => {
    const model = type === undefined ? schema.model(context ?? '') : schema.modelOf(type)
    return model && { schema, model, at, client: origin }
  })
}

function orderSql(writing: Writing, row: Row, args: Arguments): Sql {
  const { pen, schema } = writing
  const order = args.of('orderBy')
  const by = (order?.kind === 'list' ? order.items : order ? [order] : []).flatMap((one) => [
    ...entriesOf(one).flatMap(({ key, value, at }): Sql[] => {
      const field = schema.field(row.model, key)
      if (field?.kind !== 'scalar') return []
      const descending = value.kind === 'literal' && value.value === 'desc' ? ' desc' : ''
      return [pen.sql`${columnSql(writing, row, field, at)}${descending}`]
    }),
    ...(one.kind === 'record' && one.open ? [pen.named(one)] : []),
  ])
  return by.length > 0 ? pen.sql` order by ${pen.list(by)}` : []
}

/** How many rows are given, where that is said; it may be left out by a condition. */
function limitSql({ pen }: Writing, args: Arguments): Sql {
  const take = args.of('take')
  if (!take || isUndefined(take) || waysOf(take)) return []
  return pen.sql` limit ${pen.value(take)}`
}
