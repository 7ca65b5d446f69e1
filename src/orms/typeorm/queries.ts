import { quotedName } from '../../catalog/names.ts'
import type { Located } from '../../javascript/resolve.ts'
import { recordFrom } from '../../javascript/symbolic/collections.ts'
import { entryOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { argumentsOf, type Arguments } from '../arguments.ts'
import type { CallScene, QueryReader } from '../query-reader.ts'
import type { Sql } from '../query-sql.ts'
import { builderSql } from './builder.ts'
import { begunApart, isBuilder, sends } from './builder-steps.ts'
import { findSql, onlyWhere, withTake } from './find-queries.ts'
import { objectMade, rowGivenBack, rowsMade } from './made-rows.ts'
import type { Model } from './model.ts'
import { modelsFor } from './models.ts'
import { mayBeManager, receiverOf, type Receiver } from './receiver.ts'
import { columnSql, type Row, type Writing } from './writing.ts'
import { relationMethods, relationSql } from './relation-calls.ts'
import { rowsGiven } from '../ways.ts'
import { typedRow } from '../typed-rows.ts'
import {
  conflictSql,
  criteriaSql,
  deleteSql,
  inKeysSql,
  insertSql,
  markSql,
  persistSql,
  returningSql,
  saveSql,
  setWhere,
  updateSql,
} from './writes.ts'
import { isInView } from './view-places.ts'

interface Call {
  readonly writing: Writing
  readonly model: Model
  /** The row that is written; its columns stand without an alias. */
  readonly row: Row
  readonly at: Located
  /** What comes behind the entity. */
  readonly args: readonly Value[]
}

type Method = (call: Call) => readonly Sql[]

const find: Method = ({ writing, model, at, args }) => [findSql(writing, model, at, argumentsOf(args[0]))]
const findBy: Method = ({ writing, model, at, args }) => [findSql(writing, model, at, onlyWhere(args[0]))]
const findOne: Method = ({ writing, model, at, args }) => [findSql(writing, model, at, withTake(argumentsOf(args[0]), at))]
const findOneBy: Method = ({ writing, model, at, args }) => [findSql(writing, model, at, withTake(onlyWhere(args[0]), at))]

function counted(options: (args: readonly Value[]) => Arguments): Method {
  return ({ writing, model, at, args }) => [findSql(writing, model, at, options(args), () => writing.pen.text('count(*)'))]
}

function asked(options: (args: readonly Value[]) => Arguments): Method {
  return ({ writing, model, at, args }) => [
    writing.pen.sql`${findSql(writing, model, at, options(args), () => writing.pen.text('1'))} limit 1`,
  ]
}

const count = counted((args) => argumentsOf(args[0]))
const countBy = counted((args) => onlyWhere(args[0]))
const exists = asked((args) => argumentsOf(args[0]))
const existsBy = asked((args) => onlyWhere(args[0]))

function aggregate(name: string): Method {
  return ({ writing, model, at, args }) => {
    const output = (row: Row): Sql => {
      const column = model.column(textOf(args[0]) ?? '')
      return column ? writing.pen.sql`${name}(${columnSql(writing, row, column)})` : writing.pen.text('count(*)')
    }
    return [findSql(writing, model, at, onlyWhere(args[1]), output)]
  }
}

const findByIds: Method = ({ writing, model, at, args }) => {
  const row: Row = { model, alias: model.name }
  const [ids] = args
  return ids ? [findSql(writing, model, at, onlyWhere(undefined), () => writing.pen.text('*'), inKeysSql(writing, row, ids))] : []
}

/** Finds the row by the key that is among what it is to be given. */
const preload: Method = ({ writing, model, at, args: [given] }) => {
  const keys = model.keys.flatMap(({ path }) => entryOf(given, path) ?? [])
  if (!given || keys.length === 0 || keys.length < model.keys.length) return []
  return [findSql(writing, model, at, withTake(onlyWhere(recordFrom(keys, given.at)), at))]
}

const update: Method = ({ writing, row, at, args }) => [updateSql(writing, row, at, args[1], criteriaSql(writing, row, args[0]))]
const updateAll: Method = ({ writing, row, at, args }) => [updateSql(writing, row, at, args[0], [])]
const remove: Method = ({ writing, row, at, args }) => [deleteSql(writing, row, at, criteriaSql(writing, row, args[0]))]
const removeAll: Method = ({ writing, row, at }) => [deleteSql(writing, row, at, [])]
const softDelete: Method = ({ writing, row, at, args }) => [markSql(writing, row, at, 'delete', criteriaSql(writing, row, args[0]))]
const restore: Method = ({ writing, row, at, args }) => [markSql(writing, row, at, 'restore', criteriaSql(writing, row, args[0]))]
const insert: Method = ({ writing, row, at, args }) => [
  writing.pen.sql`${insertSql(writing, row, at, rowsGiven(args[0]))}${returningSql(writing, row)}`,
]

const upsert: Method = ({ writing, row, at, args }) => {
  const rows = rowsGiven(args[0])
  return [writing.pen.sql`${insertSql(writing, row, at, rows)}${conflictSql(writing, row, rows, { target: args[1], options: args[1] })}`]
}

function stepped(operator: '+' | '-'): Method {
  return ({ writing, row, at, args: [criteria, property, by] }) => {
    const { pen } = writing
    const column = row.model.column(textOf(property) ?? '')
    const name = column && quotedName(column.name)
    const set = name === undefined ? [] : [pen.sql`${name} = ${name} ${operator} ${by ? pen.value(by) : '1'}`]
    return [setWhere(writing, row, at, set, criteriaSql(writing, row, criteria))]
  }
}

const save: Method = ({ writing, row, at, args: [entity] }) =>
  entity ? persistSql(writing, row, at, entity, (data, where) => saveSql(writing, row, at, data, where)) : []

const removeEntity: Method = ({ writing, row, at, args: [entity] }) =>
  entity ? persistSql(writing, row, at, entity, (_, where) => deleteSql(writing, row, at, where)) : []

function marked(how: 'delete' | 'restore'): Method {
  return ({ writing, row, at, args: [entity] }) =>
    entity ? persistSql(writing, row, at, entity, (_, where) => markSql(writing, row, at, how, where)) : []
}

const clear: Method = ({ writing, model, at }) => [writing.pen.sql`truncate table ${writing.pen.text(model.table, at)}`]

const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    find,
    findBy,
    findOne,
    findOneBy,
    findOneOrFail: findOne,
    findOneByOrFail: findOneBy,
    findAndCount: find,
    findAndCountBy: findBy,
    preload,
    findByIds,
    findOneById: findByIds,
    count,
    countBy,
    exist: exists,
    exists,
    existsBy,
    sum: aggregate('sum'),
    average: aggregate('avg'),
    minimum: aggregate('min'),
    maximum: aggregate('max'),
    update,
    updateAll,
    delete: remove,
    deleteAll: removeAll,
    softDelete,
    restore,
    insert,
    upsert,
    increment: stepped('+'),
    decrement: stepped('-'),
    save,
    remove: removeEntity,
    softRemove: marked('delete'),
    recover: marked('restore'),
    clear,
  }),
)

/** Those that are told by the class of what they are given. */
const byEntity = /^(?:save|remove|softRemove|recover)$/

const building =
  `createQueryBuilder subQuery select addSelect from addFrom distinct distinctOn where andWhere orWhere whereInIds andWhereInIds orWhereInIds
  whereExists andWhereExists orWhereExists having andHaving orHaving groupBy addGroupBy orderBy addOrderBy limit offset take skip
  innerJoin leftJoin innerJoinAndSelect leftJoinAndSelect innerJoinAndMapOne innerJoinAndMapMany leftJoinAndMapOne leftJoinAndMapMany
  withDeleted setParameter setParameters setFindOptions set into values orUpdate orIgnore onConflict returning output setLock setOnLocked
  cache comment useTransaction callListeners setQueryRunner useIndex timeTravelQuery maxExecutionTime setOption loadRelationCountAndMap
  loadRelationIdAndMap loadAllRelationIds addCommonTableExpression whereEntity updateEntity clone printSql getQuery getSql
  getQueryAndParameters relation of`
    .trim()
    .split(/\s+/)

/** What functions are called that may send a builder which another one has made; whether they do is looked up. */
const senders = /exec|run|fetch|pag(?:e|ina)|stream|query|list|many|finish|send/i

/** Words of the library, what repositories are called, and methods that no list or map has. */
const sign = new RegExp(
  [
    'typeorm|QueryBuilder|EntityManager|DataSource|[dD]ata[sS]ource|queryRunner',
    String.raw`[rR]epo(?:sitor|[A-Z]|s?\b)`,
    String.raw`\b[A-Z]\w*\.(?:find|count|exist|update|delete|insert|save|upsert|sum|soft|create)\w*\(`,
    String.raw`\.(?:(?:find(?:One|AndCount)?|count|exists)By|findOne(?:By)?OrFail|createQueryBuilder|soft(?:Delete|Remove))\s*\(`,
  ].join('|'),
)

/** The calls of TypeORM: of repositories, managers, entities and builders. */
export const typeormQueries: QueryReader = {
  name: 'typeorm',
  sign,
  isUsed: (around) => around.has(['typeorm']),
  methods: new Set([...methods.keys(), ...building, ...sends, ...relationMethods]),
  sends: new Set([...methods.keys(), ...sends, ...[...relationMethods].filter((name) => !building.includes(name))]),
  isChangedByCalls: isBuilder,
  senders,
  isDefinition: isInView,
  known: (value, machine) => objectMade(value, machine) ?? copyOfBuilder(value),
  givesBack: rowGivenBack,
  rows({ entity, where, at }, scene) {
    const models = modelsFor(scene)
    const model = models.of(entity)
    return model && [findSql({ pen: scene.pen(entity), scene, models }, model, at, onlyWhere(where))]
  },
  queries(call, scene) {
    if (call.kind !== 'call') return undefined
    const { callee, args } = call
    if (callee.kind !== 'member') return undefined
    if (sends.has(callee.name) && isBuilder(callee.object)) return built(callee.object, callee.name, call, scene)
    const related = relationMethods.has(callee.name) && isBuilder(callee.object) ? relationSql(writingFor(call, scene), call) : undefined
    if (related) return related
    const method = methods.get(callee.name)
    if (!method) return undefined
    const { machine } = scene
    const writing = writingFor(call, scene)
    const sent = (entity: Value, at: Located, given: readonly Value[]): readonly Sql[] | undefined => {
      const model = writing.models.of(entity)
      return model && method({ writing, model, row: { model, alias: '' }, at: seatOf(entity, at, scene), args: given })
    }
    const receiver = receiverOf(callee.object, machine) ?? managerOf(callee.object, args[0], scene)
    const saved = receiver ? (receiver.kind === 'manager' ? args[0] : undefined) : callee.object
    const made = saved && byEntity.test(callee.name) ? rowsMade(saved, machine) : []
    if (made.length > 0) return made.flatMap(({ entity, rows }) => sent(entity, callee.at, [rows]) ?? [])
    if (receiver?.kind === 'repository') return sent(receiver.entity, callee.at, args)
    const [entity, ...given] = args
    return receiver && entity && sent(entity, entity.at, given)
  },
}

/** `new SelectQueryBuilder(builder)`, which is what `builder.clone()` is. */
function copyOfBuilder(value: Value): Value | undefined {
  if (value.kind !== 'call' || !value.isNew || value.callee.kind !== 'import' || value.callee.name !== 'SelectQueryBuilder')
    return undefined
  const [builder] = value.args
  if (!builder || !isBuilder(builder)) return undefined
  const { at } = value
  return { kind: 'call', callee: { kind: 'member', object: builder, name: 'clone', at }, args: [], isNew: false, at }
}

function writingFor(call: Value, scene: CallScene): Writing {
  const models = modelsFor(scene)
  const rowOf = (value: Value): Value | undefined => typedRow(value, scene.machine, (entity) => models.of(entity) !== undefined)
  return { pen: scene.pen(call).with({ rowOf }), scene, models }
}

/** What is given an entity as a manager is, where nothing tells what it is. */
function managerOf(object: Value, first: Value | undefined, scene: CallScene): Receiver | undefined {
  return first?.kind === 'class' && mayBeManager(object, scene.machine) ? { kind: 'manager' } : undefined
}

/** Where the table is named: the entity in the call, or else the method. */
function seatOf(entity: Value, at: Located, { program }: CallScene): Located {
  return entity.at.program === program && at.program !== program ? entity.at : at
}

function built(builder: Value, name: string, call: Value, scene: CallScene): readonly Sql[] | undefined {
  const sql = builtSql(writingFor(call, scene), builder, name)
  return sql && [sql]
}

const mostNested = 8

function builtSql(writing: Writing, builder: Value, name: string, depth = 0): Sql | undefined {
  const apart = depth < mostNested ? begunApart(builder) : undefined
  if (!apart) return builderSql(writing, builder, name)
  const sent = apart.of.flatMap((way) => {
    const sql = builtSql(writing, way, name, depth + 1)
    return sql ? [sql] : []
  })
  return sent.length > 0 ? writing.pen.choice(apart.key, apart.on, sent) : undefined
}
