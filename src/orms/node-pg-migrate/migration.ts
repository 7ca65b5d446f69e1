import { lookup } from '../../catalog/lookup.ts'
import type { Program } from '../../javascript/program.ts'
import type { Effect } from '../../javascript/symbolic/effects.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { propertyOf, symbol, type Value } from '../../javascript/symbolic/value.ts'
import { wayOf, type StepReader } from '../code-steps.ts'
import { handsOn, methodName, spineOf, stepsOfUp, type CallValue } from '../migration-code.ts'
import type { Statement, World } from '../orm.ts'
import { Pen, type Sql } from '../placed-sql.ts'
import type { Shorthands } from './columns.ts'
import { extensionsSql, triggerFunction, writers } from './objects.ts'
import {
  addColumns,
  addConstraint,
  alterColumn,
  alterTable,
  createIndex,
  createTable,
  dropColumns,
  dropIndex,
  type PgmCall,
} from './tables.ts'
import { nameSql, valueSql } from './values.ts'

const tableCalls: Readonly<Record<string, (call: PgmCall) => Statement[]>> = lookup({
  createTable,
  alterTable,
  addColumns,
  addColumn: addColumns,
  dropColumns,
  dropColumn: dropColumns,
  alterColumn,
  addConstraint,
  createConstraint: addConstraint,
  createIndex,
  addIndex: createIndex,
  dropIndex,
})

/** These shape nothing that the catalog has. */
const passedOver =
  /^(?:noTransaction|func|toString|getSql|getSqlSteps|enableReverseMode|setTransactional|refreshMaterializedView|alterMaterializedView|alterView|alterViewColumn|grant\w+|revoke\w+|\w+Role|\w+Operator\w*|\w+OperatorFamily|alterDomain|renameFunction|createCast|dropCast|isUsingTransaction)$/

/** What a migration of node-pg-migrate does. */
export class PgmMigration implements StepReader {
  readonly shapes = /\bpgm\b/
  readonly #file: string
  readonly #program: Program
  readonly #world: World
  readonly #pgm: Value
  readonly #machine: Machine
  readonly #shorthands: Shorthands

  /** Of a migration, behind others whose shorthands it has as well. */
  constructor(program: Program, world: World, before: readonly Program[]) {
    this.#program = program
    this.#file = program.file
    this.#world = world
    this.#pgm = symbol('pgm', { node: program.ast, program })
    this.#machine = new Machine(world.modules)
    this.#shorthands = [program, ...before.toReversed()].flatMap((one) => this.#shorthandsOf(one) ?? [])
  }

  #shorthandsOf(program: Program): Value | undefined {
    return this.#machine.shown(program, 'shorthands') ?? propertyOf(this.#machine.shown(program, 'default'), 'shorthands')
  }

  statements(): Statement[] {
    return stepsOfUp(this.#machine, this.#program, this.#pgm, this)
  }

  read(value: Value, { calls: through }: Effect): Statement[] {
    const { root, calls } = spineOf(value)
    const [call] = calls
    const pen = Pen.for(this.#file, value.at, through)
    if (root !== this.#pgm || !call) return handsOn(value, (one) => one === this.#pgm) ? [pen.unread('what this does is not known')] : []
    if (wayOf(value).startsWith('pgm.db.')) return this.#query(call, pen)
    return this.#call(call, methodName(call), pen)
  }

  #call(call: CallValue, method: string, pen: Pen): Statement[] {
    const { args } = call
    const shorthands = this.#shorthands
    const { engine } = this.#world
    const onTable = tableCalls[method]
    if (onTable) return onTable({ args, pen, engine, shorthands })
    if (/^(?:create|add|drop)Extension$/.test(method)) return extensionsSql(method, args, pen).flatMap((sql) => pen.statement(sql, engine))
    if (method === 'sql') return pen.statements(filled(args, pen), engine)
    const write = writers[method]
    if (!write) return passedOver.test(method) ? [] : [pen.unread('what this does is not known')]
    const before = method === 'createTrigger' && args[3] ? pen.statement(triggerFunction(args, pen, shorthands), engine) : []
    return [...before, ...pen.statement(write(args, pen, shorthands), engine)]
  }

  /** A query that is sent at once. */
  #query({ args: [first] }: CallValue, pen: Pen): Statement[] {
    const text = first?.kind === 'record' ? propertyOf(first, 'text') : first
    return text ? pen.statements(pen.raw(text), this.#world.engine) : []
  }
}

/** SQL with names and values in the place of `{these}`. */
function filled([text, values]: readonly Value[], pen: Pen): Sql {
  if (!text) return pen.gap
  return pen.rewritten(text, /\{(\w+)\}/g, ([, key = '']) => {
    const value = propertyOf(values, key)
    if (!value) return undefined
    const isName = value.kind === 'record' || (value.kind === 'literal' && typeof value.value === 'string')
    return isName ? nameSql(value, pen) : valueSql(value, pen)
  })
}
