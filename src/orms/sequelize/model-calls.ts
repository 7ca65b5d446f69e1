import { recordFrom, spreadParts } from '../../javascript/symbolic/collections.ts'
import { entriesOf, isNothing, itemsOf, textOf, truthOf, type RecordPart, type Value } from '../../javascript/symbolic/value.ts'
import { argumentsOf } from '../arguments.ts'
import type { Sql } from '../query-sql.ts'
import { rowsGiven, waysOf } from '../ways.ts'
import { askedWith, type Asked } from './asked.ts'
import { notDeleted } from './includes.ts'
import type { Model } from './model.ts'
import type { Receiver } from './receivers.ts'
import { selectSql, type Selecting } from './select.ts'
import { whereSql } from './where.ts'
import { bulkConflict, deleteSql, includedInserts, insertSql, updateSql, upsertConflict, type Assigned } from './writes.ts'
import { columnSql, deletedAtOf, tableSql, type Row, type Writing } from './writing.ts'

interface ModelCall {
  readonly writing: Writing
  readonly receiver: Receiver
  readonly args: readonly Value[]
  /** Where the model is named. */
  readonly at: Value['at']
}

type Write = (call: ModelCall) => readonly Sql[]

export function rowOf(model: Model): Row & { alias: string } {
  return { model, alias: model.parts.name }
}

type How = Pick<Selecting, 'isOne' | 'output' | 'isUncut'>

function selected(call: ModelCall, options: Value | undefined, how?: How): Sql[] {
  return [selectedBy(call, askedFor(call, options), how)]
}

function askedFor({ writing, receiver }: ModelCall, options: Value | undefined): Asked {
  return askedWith(receiver, options, writing.scene, writing.models)
}

function selectedBy({ writing, receiver, at }: ModelCall, asked: Asked, how?: How): Sql {
  return selectSql(writing, { row: rowOf(receiver.model), asked, at, ...how })
}

const findAll: Write = (call) => selected(call, call.args[0])

const findOne: Write = (call) => {
  const [options] = call.args
  return selected(call, options, { isOne: !isByUniqueKey(call.receiver.model, argumentsOf(options).of('where')) })
}

/** A single row is not cut off where a unique attribute has a plain value. */
function isByUniqueKey(model: Model, where: Value | undefined): boolean {
  return entriesOf(where).some(({ key, value }) => {
    const attribute = model.attributes.get(key)
    return attribute !== undefined && (key === model.key || attribute.unique === true) && value.kind !== 'record' && value.kind !== 'list'
  })
}

const findByPk: Write = (call) => {
  const [key, options] = call.args
  if (!key || isNothing(key)) return []
  return selected(
    call,
    withWhere(options, { kind: 'record', entries: [{ key: call.receiver.model.key, value: key, at: key.at }], open: false, at: key.at }),
  )
}

function withWhere(options: Value | undefined, where: Value): Value {
  return recordFrom([...partsOf(options), { key: 'where', value: where, at: where.at }], where.at)
}

function partsOf(value: Value | undefined): readonly RecordPart[] {
  return !value || isNothing(value) ? [] : spreadParts(value)
}

const count: Write = (call) => selected(call, call.args[0], counting(call))

function counting({ writing }: ModelCall): How {
  return { output: writing.pen.text('count(*)'), isUncut: true }
}

/** A limit keeps joins out of what is cut, and counted are the rows of all joins. */
const findAndCountAll: Write = (call) => {
  const asked = askedFor(call, call.args[0])
  const isCountedOtherwise = asked.include !== undefined && asked.of('limit') !== undefined
  return [selectedBy(call, asked), ...(isCountedOtherwise ? [selectedBy(call, asked, counting(call))] : [])]
}

function aggregate(name: string | undefined): Write {
  return (call) => {
    const { writing, receiver, args } = call
    const [attribute, second, third] = args
    const field = textOf(attribute)
    const text = field === undefined || !receiver.model.attributes.has(field) ? undefined : columnSql(writing, rowOf(receiver.model), field)
    const word = name ?? textOf(second) ?? 'count'
    const output = text && /^\w+$/.test(word) ? writing.pen.sql`${word}(${text})` : writing.pen.text('count(*)')
    return selected(call, name === undefined ? third : second, { output })
  }
}

/** The row is looked up by its `where`, and created of that and of the defaults. */
const findOrCreate: Write = (call) => {
  const { writing, receiver, args, at } = call
  const asked = argumentsOf(args[0])
  const [where, defaults] = [asked.of('where'), asked.of('defaults')]
  const parts = [where, defaults].flatMap(partsOf)
  const created = where ? recordFrom(parts, where.at) : undefined
  return [...findOne(call), ...(created ? [insertSql(writing, receiver.model, at, [created])] : [])]
}

const create: Write = ({ writing, receiver: { model }, args, at }) => {
  const [values = nothing(at), options] = args
  const all = rowsGiven(values)
  return all.flatMap((one) => [
    insertSql(writing, model, at, [one]),
    ...includedInserts(writing, model, at, one, argumentsOf(options).of('include')),
  ])
}

function nothing(at: Value['at']): Value {
  return { kind: 'record', entries: [], open: false, at }
}

const bulkCreate: Write = ({ writing, receiver: { model }, args, at }) => {
  const rows = rowsGiven(args[0])
  return rows.length === 0 ? [] : [insertSql(writing, model, at, rows, [], bulkConflict(writing, model, args[1]))]
}

const upsert: Write = ({ writing, receiver: { model }, args, at }) => [
  insertSql(writing, model, at, args.slice(0, 1), [], upsertConflict(writing, model, args[0], args[1])),
]

/** What a write asks of the rows; undefined where Sequelize refuses it. */
function conditionsOf({ writing, receiver }: ModelCall, asked: Asked): Sql[] | undefined {
  const row: Row = { model: receiver.model, alias: undefined }
  if (isNothing(asked.where) && asked.hidden.length === 0) return undefined
  return [whereSql(writing, row, asked.where), ...asked.hidden.map((value) => writing.pen.hidden(value))]
}

const update: Write = (call) => {
  const { writing, receiver, args, at } = call
  const asked = askedWith(receiver, args[1], writing.scene, writing.models)
  const row: Row = { model: receiver.model, alias: undefined }
  const where = conditionsOf(call, asked)
  if (!where) return []
  const returning = asked.of('returning')
  const isReturned = returning !== undefined && truthOf(returning) !== false
  return written([updateSql(writing, row, at, args[0], [...notDeleted(writing, row, asked), ...where], [], isReturned)])
}

function written(all: readonly Sql[]): readonly Sql[] {
  return all.filter((sql) => sql.length > 0)
}

/** Rows of a model with a time of deletion are marked. */
const destroy: Write = (call) => {
  const { writing, receiver, args, at } = call
  const asked = askedWith(receiver, args[0], writing.scene, writing.models)
  const truncated = asked.of('truncate')
  const isWhole = truncated !== undefined && truthOf(truncated) === true
  const where = isWhole ? [] : conditionsOf(call, asked)
  if (!where) return []
  const isSaid = entriesOf(asked.where).some(({ key }) => receiver.model.fieldNamed(key) === fieldOfDeletion(receiver.model))
  return destroySql(writing, receiver.model, at, where, asked.of('force'), { isWhole, isSaid })
}

function fieldOfDeletion(model: Model): string | undefined {
  const name = deletedAtOf(model)
  return name === undefined ? undefined : model.fieldNamed(name)
}

/** Where a condition decides whether rows are marked or deleted, both are told of. What is said of their deletion takes the place of its being nothing. */
export function destroySql(
  writing: Writing,
  model: Model,
  at: Value['at'],
  where: readonly Sql[],
  force: Value | undefined,
  { isWhole = false, isSaid = false } = {},
): Sql[] {
  const { pen } = writing
  const row: Row = { model, alias: undefined }
  const deletedAt = deletedAtOf(model)
  const truth = force ? truthOf(force) : false
  if (force && waysOf(force) === undefined && truth === undefined && deletedAt !== undefined) return [deleteSql(writing, row, at, where)]
  if (deletedAt !== undefined && truth !== true) {
    const live = isSaid ? [] : [pen.sql`${columnSql(writing, row, deletedAt)} is null`]
    return [updateSql(writing, row, at, undefined, [...live, ...where], [{ name: deletedAt, value: pen.text('now()') }])]
  }
  return [isWhole ? pen.sql`truncate ${tableSql(writing, model, at)}` : deleteSql(writing, row, at, where)]
}

const truncate: Write = ({ writing, receiver: { model }, args, at }) =>
  destroySql(writing, model, at, [], argumentsOf(args[0]).of('force'), { isWhole: true })

const restore: Write = (call) => {
  const { writing, receiver, args, at } = call
  const deletedAt = deletedAtOf(receiver.model)
  const asked = askedWith({ ...receiver, scopes: [] }, args[0], writing.scene, writing.models)
  if (deletedAt === undefined) return []
  const row: Row = { model: receiver.model, alias: undefined }
  return [updateSql(writing, row, at, undefined, conditionsOf(call, asked) ?? [], [{ name: deletedAt, value: writing.pen.text('null') }])]
}

const increment: Write = (call) => {
  const { writing, receiver, args, at } = call
  const asked = askedWith(receiver, args[1], writing.scene, writing.models)
  const where = conditionsOf(call, asked)
  const row: Row = { model: receiver.model, alias: undefined }
  return where ? written([updateSql(writing, row, at, undefined, where, changedBy(writing, receiver.model, args[0]))]) : []
}

/** The columns that `increment` names: one, several, or an object of them. */
export function changedBy(writing: Writing, model: Model, fields: Value | undefined): Assigned[] {
  const names = [textOf(fields), ...itemsOf(fields).map(textOf), ...entriesOf(fields).map(({ key }) => key)].filter(
    (name) => name !== undefined,
  )
  return names.map((name) => ({ name, value: writing.pen.sql`${columnSql(writing, { model, alias: undefined }, name)} + 1` }))
}

/** What the methods of a model send. */
export const modelCalls: ReadonlyMap<string, Write> = new Map(
  Object.entries({
    findAll,
    findOne,
    findByPk,
    findAndCountAll,
    findOrCreate,
    findOrBuild: findOne,
    findCreateFind: findOrCreate,
    count,
    max: aggregate('max'),
    min: aggregate('min'),
    sum: aggregate('sum'),
    aggregate: aggregate(undefined),
    create,
    bulkCreate,
    upsert,
    update,
    destroy,
    truncate,
    restore,
    increment,
    decrement: increment,
  }),
)
