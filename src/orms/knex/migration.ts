import type { Test } from '../../catalog/change.ts'
import type { Program } from '../../javascript/program.ts'
import type { Effect } from '../../javascript/symbolic/effects.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { literal, symbol, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { readEffects, unreadStatement, type StepReader } from '../code-steps.ts'
import { GivenFunctions, handsOn, methodName, spineOf, stepsOfUp, type CallValue } from '../migration-code.ts'
import type { Statement, World } from '../orm.ts'
import { Pen } from '../placed-sql.ts'
import { namesFor } from './identifier-mappers.ts'
import { isRaw, rawSql } from './raw.ts'
import { schemaStatements } from './schema-builder.ts'
import type { PenAt } from './table-entries.ts'

/** What a migration of Knex does. */
export function knexStatements(program: Program, world: World): Statement[] {
  return new KnexMigration(program, world).statements()
}

class KnexMigration implements StepReader {
  readonly shapes = /\bschema\b|\braw\b|\(\s*(?:knex|trx|db)\s*[,)]/
  readonly #file: string
  readonly #program: Program
  readonly #world: World
  readonly #knex: Value
  readonly #penAt: PenAt
  readonly #given: GivenFunctions
  readonly #machine: Machine

  constructor(program: Program, world: World) {
    this.#program = program
    this.#file = program.file
    this.#world = world
    this.#knex = symbol('knex', { node: program.ast, program })
    const names = namesFor(program.file, world)
    this.#penAt = (at, calls) => Pen.for(program.file, at, calls, names)
    this.#given = new GivenFunctions((call) => this.#gives(call))
    this.#machine = new Machine(world.modules, (value) => this.#known(value))
  }

  statements(): Statement[] {
    return stepsOfUp(this.#machine, this.#program, this.#knex, this)
  }

  /** Functions are run with the table that they are about, or with the same connection in a transaction. */
  #gives(call: CallValue): readonly Value[] | undefined {
    if (spineOf(call).root !== this.#knex) return undefined
    const method = methodName(call)
    if (/^(?:then|catch|finally|on)$/.test(method)) return undefined
    return [method === 'transaction' ? this.#knex : symbol('table', call.at)]
  }

  #known(value: Value): Value | undefined {
    this.#given.meet(value, this.#machine)
    if (value.kind !== 'call' && value.kind !== 'member') return undefined
    const way = this.#wayFrom(value)
    switch (way) {
      case 'client.config.client':
      case 'client.driverName':
        return literal('pg', value.at)
      case 'client.dialect':
        return literal('postgresql', value.at)
      case 'transaction':
        return value.kind === 'call' && value.args.every(({ kind }) => kind !== 'function') ? this.#knex : undefined
      case 'transactionProvider':
        return value.kind === 'call' && methodName(value) === '' ? this.#knex : undefined
      default:
        return undefined
    }
  }

  /** The names by which something is reached from `knex`; undefined where it is none of Knex. */
  #wayFrom(value: Value): string | undefined {
    const names: string[] = []
    for (let at = value; ;) {
      if (at === this.#knex) return names.reverse().join('.')
      if (at.kind === 'member') {
        names.push(at.name)
        at = at.object
      } else if (at.kind === 'call') at = at.callee
      else return undefined
    }
  }

  read(value: Value, { calls: through }: Effect): Statement[] {
    const { root, calls } = spineOf(value)
    const [first] = calls
    if (root !== this.#knex || !first) {
      return handsOn(value, (one) => one === this.#knex) ? [this.#unknown(value, through)] : []
    }
    const way = this.#wayFrom(value) ?? ''
    if (way.startsWith('schema.')) {
      const place = {
        penAt: this.#penAt,
        engine: this.#world.engine,
        given: this.#given,
        calls: through,
        ask: (asked: Value) => this.ask(asked),
      }
      return schemaStatements(calls, place)
    }
    if (way === 'transaction') return readEffects(this.#given.of(first, 0)?.effects ?? [], this)
    const raw = calls.find((call) => methodName(call) === 'raw')
    const pen = raw && this.#penAt(raw.at, through)
    return pen && way.startsWith('raw') && isRaw(raw) ? pen.statements(rawSql(raw, pen), this.#world.engine) : []
  }

  #unknown(value: Value, calls: Effect['calls']): Statement {
    if (value.at.program.file !== this.#file && calls.length === 0) return unreadStatement(value, 'what this does is not known')
    return this.#penAt(value.at, calls).unread('what this does is not known')
  }

  ask(value: Value): Test | undefined {
    const { root, calls } = spineOf(value)
    if (root !== this.#knex || !this.#wayFrom(value)?.startsWith('schema.')) return undefined
    const asked = calls.find((call) => /^has(?:Table|Column)$/.test(methodName(call)))
    if (!asked) return undefined
    const schema = textOf(calls.find((call) => methodName(call) === 'withSchema')?.args[0])
    const [table, column] = asked.args.map(textOf)
    if (table === undefined) return undefined
    if (methodName(asked) === 'hasTable') return { object: 'table', name: table, schema, negated: false }
    return column === undefined ? undefined : { object: 'column', name: column, of: table, schema, negated: false }
  }
}
