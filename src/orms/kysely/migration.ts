import type { Program } from '../../javascript/program.ts'
import type { Effect } from '../../javascript/symbolic/effects.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { symbol, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { readEffects, type StepReader } from '../code-steps.ts'
import { GivenFunctions, handsOn, memberOf, methodName, spineOf, upOf, type CallValue } from '../migration-code.ts'
import type { Statement, World } from '../orm.ts'
import { Pen } from '../placed-sql.ts'
import { Expressions, isSql, type Naming } from './expressions.ts'
import { schemaStatements } from './schema-builder.ts'

/** What the migrations of Kysely in a file do: one, or a record of some that is put together in it. */
export class KyselyMigrations implements StepReader {
  readonly shapes = /\bschema\b|\bsql\b|\bexecuteQuery\b|\(\s*(?:db|trx)\s*[,)]/
  readonly #file: string
  readonly #program: Program
  readonly #world: World
  readonly #db: Value
  readonly #given: GivenFunctions
  readonly #machine: Machine
  readonly #expressions: Expressions

  constructor(program: Program, world: World, naming: Naming) {
    this.#program = program
    this.#file = program.file
    this.#world = world
    this.#db = symbol('db', { node: program.ast, program })
    this.#given = new GivenFunctions((call, index) => this.#gives(call, index))
    this.#machine = new Machine(world.modules, (value) => this.#known(value))
    this.#expressions = new Expressions(naming)
  }

  statements(): Statement[] {
    const up = upOf(this.#machine, this.#program)
    return (up ? [up] : this.#record()).flatMap((one) => readEffects(this.#machine.follow(one, [this.#db]).effects, this))
  }

  /** `migrations['001'] = { up, … }` or a record that is shown, by key. */
  #record(): Value[] {
    const machine = this.#machine
    const program = this.#program
    const assigned = program.ast.body.flatMap((statement): { key: string; value: Value }[] => {
      if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') return []
      const { left, right } = statement.expression
      if (left.type !== 'MemberExpression') return []
      const key = textOf(machine.evaluate({ node: left.property, program }))
      return key === undefined || !left.computed ? [] : [{ key, value: machine.evaluate({ node: right, program }) }]
    })
    const shown = machine.shownBy(program).flatMap(({ value }) => (value.kind === 'record' ? value.entries : []))
    const all = [...assigned, ...shown.map(({ key, value }) => ({ key, value }))]
    const ups = all.flatMap(({ key, value }) => {
      const up = memberOf(machine, value, 'up')
      return up ? [{ key, up }] : []
    })
    return [...new Map(ups.map((one) => [one.key, one])).values()].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ up }) => up)
  }

  /** Builders are given for what stands in a chain, and the same connection in a transaction. */
  #gives(call: CallValue, index: number): readonly Value[] | undefined {
    if (spineOf(call).root !== this.#db) return undefined
    const method = methodName(call)
    if (method === 'execute') return [this.#db]
    if (method === '$call' && call.callee.kind === 'member') return [call.callee.object]
    return /^(?:then|catch|finally)$/.test(method) ? undefined : [symbol(`${method} ${index}`, call.at)]
  }

  #known(value: Value): Value | undefined {
    if (value.kind !== 'call') return undefined
    this.#given.meet(value, this.#machine)
    const method = methodName(value)
    if (method === '$call') return this.#given.of(value, 0)?.value
    const isOpened = method === 'execute' && value.args.length === 0 && /^(?:startTransaction|connection)/.test(firstMethod(value))
    return isOpened && spineOf(value).root === this.#db ? this.#db : undefined
  }

  read(value: Value, { calls: through }: Effect): Statement[] {
    const { root, calls } = spineOf(value)
    const pen = Pen.for(this.#file, value.at, through)
    const last = calls.at(-1)
    const { engine } = this.#world
    if (isSql(root) || (root.kind === 'import' && root.name === 'sql')) return this.#sent(value, calls, pen)
    if (root !== this.#db || !last) return handsOn(value, (one) => one === this.#db) ? [pen.unread('what this does is not known')] : []
    const method = methodName(last)
    if (method === 'executeQuery') return last.args[0] ? this.#query(last.args[0], pen) : []
    if (!/^execute(?:TakeFirst|TakeFirstOrThrow)?$/.test(method)) return []
    const inner = this.#given.of(last, 0)
    if (inner) return readEffects(inner.effects, this)
    const [first] = calls
    if (!first || !isSchema(first)) return []
    const schema = calls.find((call) => methodName(call) === 'withSchema')?.args[0]
    const penOf = (call: CallValue): Pen => Pen.for(this.#file, call.at, through)
    return schemaStatements(calls.slice(0, -1), { engine, given: this.#given, expressions: this.#expressions, schema, penOf })
  }

  /** SQL that is executed. */
  #sent(value: Value, calls: readonly CallValue[], pen: Pen): Statement[] {
    const last = calls.at(-1)
    if (!last || methodName(last) !== 'execute' || last.callee.kind !== 'member') return []
    const sql = this.#expressions.sql(last.callee.object, pen)
    return sql ? pen.statements(sql, this.#world.engine) : [Pen.for(this.#file, value.at, []).unread('what this does is not known')]
  }

  /** `db.executeQuery(sql`…`.compile(db))`, `db.executeQuery(CompiledQuery.raw('…'))` */
  #query(query: Value, pen: Pen): Statement[] {
    const { calls } = spineOf(query)
    const [raw] = calls
    const sql = this.#expressions.sql(query, pen) ?? (raw && methodName(raw) === 'raw' && raw.args[0] ? pen.raw(raw.args[0]) : undefined)
    return sql ? pen.statements(sql, this.#world.engine) : []
  }
}

function firstMethod(value: Value): string {
  const [first] = spineOf(value).calls
  return first ? methodName(first) : ''
}

/** Whether a chain begins with `db.schema`, which may say before which schema it is about. */
function isSchema(first: CallValue): boolean {
  const on = first.callee.kind === 'member' ? first.callee.object : undefined
  if (on?.kind === 'member' && on.name === 'schema') return true
  return methodName(first) === 'withSchema'
}
