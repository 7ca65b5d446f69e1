import { bare } from '../../javascript/nodes.ts'
import { recordFrom } from '../../javascript/symbolic/collections.ts'
import type { Kind, Value } from '../../javascript/symbolic/value.ts'
import type { QueryReader } from '../query-reader.ts'
import type { Sql } from '../query-sql.ts'
import { mayBeSent } from '../typed-rows.ts'
import { associationSql } from './association-calls.ts'
import { associationCall, hasOwnMethod, isAssociationMethod } from './association-names.ts'
import { knownOf } from './expressions.ts'
import { escapedIn } from './connections.ts'
import { KnownModels } from './known-models.ts'
import { modelCalls } from './model-calls.ts'
import { placeOfModel, receiverOf, scoping } from './receivers.ts'
import { placeOfRow, rowCalls } from './row-calls.ts'
import { rowsAt, rowsOf, type RowsOf } from './rows.ts'
import type { Writing } from './writing.ts'

const ofRows = new RegExp(String.raw`\.(?:${[...rowCalls.keys()].join('|')})\s*\(`)
const ofModels = new RegExp(
  String.raw`\.(?:${[...modelCalls.keys()].filter((name) => !rowCalls.has(name)).join('|')}|(?:get|set|add|remove|create|count|has)[A-Z]\w*|\$(?:get|set|add|remove|create|count|has))\s*\(`,
)
/** Where a row may come from besides. */
const origins = /[sS]equelize|[mM]odels?\b|[eE]ntit|\b[A-Z]\w*\.(?:update|destroy|restore|increment|decrement)\(/

/** The methods of models and rows of Sequelize. */
export const sequelizeQueries: QueryReader = {
  name: 'sequelize',
  sign: { test: (text) => ofModels.test(text) || (ofRows.test(text) && origins.test(text)) },
  isUsed: (around) => around.has(['sequelize', 'sequelize-typescript']) || around.schemaFiles('sequelize').length > 0,
  methods: new Set([...modelCalls.keys(), ...rowCalls.keys(), ...scoping, 'build']),
  sends: new Set([...modelCalls.keys(), ...rowCalls.keys()]),
  mayBeNamed: isAssociationMethod,
  known: knownOf,
  rows({ entity, where, at }, scene) {
    const models = new KnownModels(scene)
    const receiver = receiverOf(entity, 'findAll', scene, models)
    const options = where && recordFrom([{ key: 'where', value: where, at: where.at }], where.at)
    return (
      receiver &&
      modelCalls.get('findAll')?.({ writing: { pen: scene.pen(entity), scene, models }, receiver, args: options ? [options] : [], at })
    )
  },
  queries(call, scene) {
    // What a method of the program sends is read where it stands.
    if (call.kind !== 'call' || call.isNew || call.callee.kind !== 'member') return undefined
    if (!scene.isHanded && bare(call.at.node) !== bare(scene.site)) return undefined
    const models = new KnownModels(scene)
    const rowOf = (value: Value): Value | undefined =>
      value.kind === 'member' && isLoaded(rowsOf(value.object, scene, models)) && !mayBeSent(value.object, scene.machine)
        ? value.object
        : undefined
    const writing: Writing = { pen: scene.pen(call).with({ rowOf, escaped: escapedIn }), scene, models }
    return ofModel(call, writing) ?? ofRow(call, writing)
  },
}

function isLoaded(rows: RowsOf | undefined): boolean {
  return rows !== undefined && rows.isBuilt !== true
}

function ofModel(call: Kind<'call'>, writing: Writing): readonly Sql[] | undefined {
  const { callee, args } = call
  const write = callee.kind === 'member' ? modelCalls.get(callee.name) : undefined
  if (!write || callee.kind !== 'member') return undefined
  const receiver = receiverOf(callee.object, callee.name, writing.scene, writing.models)
  return receiver && write({ writing, receiver, args, at: placeOfModel(call) })
}

function ofRow(call: Kind<'call'>, writing: Writing): readonly Sql[] | undefined {
  const { callee, args } = call
  if (callee.kind !== 'member') return undefined
  const write = rowCalls.get(callee.name)
  const asked = write ? undefined : associationCall(callee.name, args)
  if (!write && !asked) return undefined
  const rows = rowsAt(callee.object, placeOfRow(call), writing.scene, writing.models)
  if (!rows) return undefined
  if (write) return write({ writing, rows, call, args })
  if (hasOwnMethod(rows.model, callee.name)) return undefined
  const found = asked?.find(writing.models.relatedTo(rows.model))
  return found && associationSql({ writing, rows, call, args }, found.related, found.verb, asked?.args ?? [])
}
