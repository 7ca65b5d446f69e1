import type { Program } from '../../javascript/program.ts'
import type { Effect } from '../../javascript/symbolic/effects.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { itemsOf, propertyOf, symbol, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { quotedName, quotedText } from '../../catalog/names.ts'
import { readEffects, type StepReader } from '../code-steps.ts'
import { GivenFunctions, handsOn, methodName, spineOf, stepsOfUp, type CallValue } from '../migration-code.ts'
import type { Statement, World } from '../orm.ts'
import { joined, Pen, type Sql } from '../placed-sql.ts'
import { templateParts } from '../template-parts.ts'

const sends = /^(?:runSql|query|unsafe|none|any|all|one|oneOrNone|many|manyOrNone|maybeOne|exec|execute|simple|raw)$/
/** What gives a function a client of its own. */
const opens = /^(?:transaction|begin|savepoint|connect|tx|task|transacting|reserve)$/
const passedOver = /^(?:then|catch|finally|release|end|log|nodeify|asCallback|simple|bind|insert|createMigrationsTable)$/

/** What a migration sends by the client that its `up` is given: `db.runSql('…', callback)`, `client.query('…')`, `` await sql`…` ``. */
export class SentMigration implements StepReader {
  readonly shapes = /\b(?:runSql|query|unsafe|sql|none|exec|execute)\b/
  readonly #file: string
  readonly #program: Program
  readonly #world: World
  readonly #client: Value
  readonly #given: GivenFunctions
  readonly #machine: Machine

  constructor(program: Program, world: World) {
    this.#program = program
    this.#file = program.file
    this.#world = world
    this.#client = symbol('client', { node: program.ast, program })
    this.#given = new GivenFunctions((call) => (this.#isClients(call) && opens.test(methodName(call)) ? [this.#client] : undefined))
    this.#machine = new Machine(world.modules, (value) => this.#known(value))
  }

  statements(): Statement[] {
    return stepsOfUp(this.#machine, this.#program, this.#client, this)
  }

  /** `await pool.connect()` is a client, too. */
  #known(value: Value): Value | undefined {
    if (value.kind !== 'call') return undefined
    this.#given.meet(value, this.#machine)
    return value.args.length === 0 && this.#isClients(value) && opens.test(methodName(value)) ? this.#client : undefined
  }

  read(value: Value, { calls: through }: Effect): Statement[] {
    const pen = Pen.for(this.#file, value.at, through)
    if (value.kind === 'tagged') return this.#isClients(value) ? this.#sent(this.#template(value, pen), pen) : []
    if (value.kind !== 'call') return []
    const [first] = spineOf(value).calls
    const text = this.#textOf(value)
    if (!this.#isClients(value)) {
      const isSent = text !== undefined && sends.test(methodName(value)) && beginsStatement(text)
      if (isSent) return this.#sent(this.#sql(text, pen), pen)
      return handsOn(value, (one) => one === this.#client) ? [pen.unread('what this does is not known')] : []
    }
    const inner = this.#given.of(
      value,
      value.args.findIndex(({ kind }) => kind === 'function'),
    )
    if (inner && opens.test(methodName(value))) return readEffects(inner.effects, this)
    if (text && sends.test(methodName(value))) return this.#sent(this.#sql(text, pen), pen)
    return value !== first || passedOver.test(methodName(value)) || opens.test(methodName(value))
      ? []
      : [pen.unread('what this does is not known')]
  }

  #isClients(value: Kind<'call' | 'tagged'>): boolean {
    return spineOf(value.kind === 'call' ? value : value.tag).root === this.#client
  }

  /** What a call is given to send, also as `{ text }`. */
  #textOf({ args: [first] }: CallValue): Value | undefined {
    return first?.kind === 'record' ? (propertyOf(first, 'text') ?? propertyOf(first, 'sql')) : first
  }

  #sent(sql: Sql, pen: Pen): Statement[] {
    return pen.statements(sql, this.#world.engine)
  }

  #sql(value: Value, pen: Pen): Sql {
    return value.kind === 'tagged' ? this.#template(value, pen) : (this.#fragment(value, pen) ?? pen.raw(value))
  }

  #template(tagged: Kind<'tagged'>, pen: Pen): Sql {
    return templateParts(tagged).flatMap((part) => (part.kind === 'text' ? pen.raw(part.text) : this.#filling(part.value, pen)))
  }

  #filling(value: Value, pen: Pen): Sql {
    if (value.kind === 'tagged') return this.#template(value, pen)
    const text = textOf(value)
    return this.#fragment(value, pen) ?? (text === undefined ? pen.gap : pen.said(quotedText(text), value))
  }

  /** `sql.identifier(['public', 'orders'])`, `sql.raw('…')`, and `sql('orders')` of postgres.js. */
  #fragment(value: Value, pen: Pen): Sql | undefined {
    if (value.kind !== 'call') return undefined
    const [first, separator] = value.args
    if (!first) return undefined
    switch (methodName(value)) {
      case 'identifier':
      case 'ident':
      case '':
        return nameSql(first, pen)
      case 'raw':
      case 'unsafe':
      case '__dangerous__rawValue':
        return pen.raw(first)
      case 'literalValue':
        return this.#filling(first, pen)
      case 'join':
        if (first.kind !== 'list' || first.open) return undefined
        return joined(
          itemsOf(first).map((item) => this.#filling(item, pen)),
          separator ? this.#filling(separator, pen) : pen.plain(', '),
        )
      default:
        return undefined
    }
  }
}

function nameSql(value: Value, pen: Pen): Sql | undefined {
  const names = (value.kind === 'list' ? itemsOf(value) : [value]).map(textOf)
  return names.every((name) => name !== undefined) ? pen.said(names.map(quotedName).join('.'), value) : undefined
}

function beginsStatement(value: Value): boolean {
  const text = value.kind === 'tagged' ? value.template : value
  const [first = text] = text.kind === 'text' ? text.parts : []
  return /^\s*(?:--.*\n\s*)*(?:create|alter|drop|comment|do)\b/i.test(textOf(first) ?? '')
}
