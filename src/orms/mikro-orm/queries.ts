import { entryOf, type Value } from '../../javascript/symbolic/value.ts'
import { argumentsOf } from '../arguments.ts'
import type { CallScene, QueryReader } from '../query-reader.ts'
import type { Sql } from '../query-sql.ts'
import { builderMethods, chosenBy, isBuilder, readBuilder } from './builder.ts'
import { createSql } from './created.ts'
import type { Writing } from './joins.ts'
import { knownEntities, type KnownEntities } from './known-entities.ts'
import { rowsGiven } from '../ways.ts'
import { typedRow } from '../typed-rows.ts'
import { conflictSql, deleteSql, insertSql, updateSql } from './native-writes.ts'
import { countSql, findSql, type Asked } from './reads.ts'
import { populateSql, removeSql } from './loaded-entities.ts'
import { objectMade, persists, persistSql, untilFlush } from './persisted.ts'
import { Receivers, type Receiver } from './receivers.ts'
import { corePackages } from './schema.ts'

/** What a method sends of what it is given after the entity. */
type Sends = (writing: Writing, receiver: Receiver, call: Value) => readonly Sql[]

function askedBy({ model, at }: Receiver, where: Value | undefined, options: Value | undefined): Asked {
  return { model, at, where, options }
}

const find =
  (isOne: boolean): Sends =>
  (writing, receiver) => [findSql(writing, askedBy(receiver, receiver.args[0], receiver.args[1]), isOne)]

const findAll: Sends = (writing, receiver) => {
  const [options] = receiver.args
  return [findSql(writing, askedBy(receiver, argumentsOf(options).of('where'), options), false)]
}

const findAndCount: Sends = (writing, receiver) => {
  const asked = askedBy(receiver, receiver.args[0], receiver.args[1])
  return [findSql(writing, asked, false), countSql(writing, asked)]
}

/** From MikroORM 7 on, the condition is one of the options. */
const findByCursor: Sends = (writing, receiver, call) => {
  const [first, second] = receiver.args
  if (second || !first || !['where', 'orderBy', 'first', 'last', 'after', 'before'].some((key) => entryOf(first, key)))
    return findAndCount(writing, receiver, call)
  const asked = askedBy(receiver, argumentsOf(first).of('where'), first)
  return [findSql(writing, asked, false), countSql(writing, asked)]
}

const sends: ReadonlyMap<string, Sends> = new Map(
  Object.entries<Sends>({
    find: find(false),
    findOne: find(true),
    findOneOrFail: find(true),
    findAll,
    findAndCount,
    findByCursor,
    stream: findAll,
    count: (writing, receiver) => [countSql(writing, askedBy(receiver, receiver.args[0], receiver.args[1]))],
    nativeUpdate: (writing, receiver) => [updateSql(writing, askedBy(receiver, receiver.args[0], receiver.args[2]), receiver.args[1])],
    nativeDelete: (writing, receiver) => [deleteSql(writing, askedBy(receiver, receiver.args[0], receiver.args[1]))],
    insert: (writing, receiver) => [insertSql(writing, receiver, receiver.args.slice(0, 1))],
    nativeInsert: (writing, receiver) => [insertSql(writing, receiver, receiver.args.slice(0, 1))],
    insertMany: (writing, receiver) => [insertSql(writing, receiver, rowsGiven(receiver.args[0]))],
    upsert: (writing, receiver) => [
      insertSql(writing, receiver, receiver.args.slice(0, 1), conflictSql(writing, receiver.model, receiver.args[1])),
    ],
    upsertMany: (writing, receiver) => [
      insertSql(writing, receiver, rowsGiven(receiver.args[0]), conflictSql(writing, receiver.model, receiver.args[1])),
    ],
    create: (writing, receiver, call) => {
      const [data] = receiver.args
      return data ? [createSql(writing, askedBy(receiver, undefined, undefined), untilFlush(writing, data, call.at))] : []
    },
  }),
)

/** Methods of what was loaded before. */
const onRows = ['remove', 'removeAndFlush', 'populate', ...persists]

/** The calls of MikroORM. */
export const mikroOrmQueries: QueryReader = {
  name: 'mikro-orm',
  sign: new RegExp(String.raw`\.(?:${[...sends.keys(), ...onRows, 'createQueryBuilder', 'qb'].join('|')})\s*[(<]`),
  isUsed: (around) => around.has(corePackages),
  methods: new Set([...sends.keys(), ...onRows, ...builderMethods]),
  sends: new Set([...sends.keys(), ...onRows]),
  isChangedByCalls: isBuilder,
  known: objectMade,
  rows({ entity, where, at }, scene) {
    const entities = knownEntities(scene)
    const model = entities?.of(entity)
    const writing = entities && writingFor(entity, scene, entities, new Receivers(scene, entities))
    return writing && model && [findSql(writing, { model, at, where, options: undefined }, false)]
  },
  queries(call, scene) {
    const entities = knownEntities(scene)
    if (!entities) return undefined
    const receivers = new Receivers(scene, entities)
    const writing = writingFor(call, scene, entities, receivers)
    const built = readBuilder(writing, receivers, call)
    if (built) return built
    if (call.kind !== 'call' || call.callee.kind !== 'member') return undefined
    if (call.callee.name === 'remove' || call.callee.name === 'removeAndFlush') return removeSql(writing, receivers, call)
    if (call.callee.name === 'populate') return populateSql(writing, receivers, call)
    if (persists.includes(call.callee.name)) return persistSql(writing, receivers, call)
    const send = sends.get(call.callee.name)
    const receiver = send && receivers.of(call.callee.object, call.args, call.at)
    return receiver && send(writing, receiver, call)
  },
}

function writingFor(call: Value, scene: CallScene, entities: KnownEntities, receivers: Receivers): Writing {
  let count = 0
  const writing: Writing = {
    pen: scene.pen(call).with({ rowOf: (value) => typedRow(value, scene.machine, (of) => entities.of(of) !== undefined) }),
    scene,
    entities,
    alias: () => `t${count++}`,
    subquery: (value) => chosenBy(writing, receivers, value),
  }
  return writing
}
