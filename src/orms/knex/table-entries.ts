import type { Test } from '../../catalog/change.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Effect } from '../../javascript/symbolic/effects.ts'
import { isNothing, isTrue, literal, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { handsOn, methodName, spineOf, type CallValue } from '../migration-code.ts'
import type { Pen } from '../placed-sql.ts'
import { isColumnMethod, isIncrements } from './column-types.ts'

/** A column that is made or changed. */
export interface ColumnEntry {
  readonly kind: 'column'
  readonly type: string
  readonly args: readonly Value[]
  /** What is said of it, by the method that says it. */
  readonly modifiers: Map<string, readonly Value[]>
  alter: Value | true | undefined
  pen: Pen
}

export interface ForeignEntry {
  readonly kind: 'foreign'
  readonly columns: Value | undefined
  readonly said: Map<string, Value | undefined>
  pen: Pen
}

/** Anything else that is done to a table. */
export interface CommandEntry {
  readonly kind: 'command'
  readonly method: string
  readonly args: readonly Value[]
  readonly pen: Pen
}

export type Entry = ColumnEntry | ForeignEntry | CommandEntry

/** What is done to a table on the same terms. */
export interface Entries {
  readonly guards: readonly Test[]
  readonly list: Entry[]
}

const commands = new Set(
  (
    'index primary unique dropPrimary dropPrimaryIfExists dropUnique dropUniqueIfExists dropIndex dropForeign dropForeignIfExists ' +
    'renameColumn dropColumn dropColumns dropTimestamps setNullable dropNullable check dropChecks inherits'
  ).split(' '),
)

/** These shape nothing that the catalog has. */
const passedOver = new Set('comment engine charset collate queryContext timeout'.split(' '))

const foreignParts = new Set('references on inTable onDelete onUpdate withKeyName deferrable'.split(' '))

/** Writes for what is done in a file, or by a call of it that leads there. */
export type PenAt = (at: Located, calls: readonly Located[]) => Pen

/** Reads what a function does with the table that it is given. */
export class TableCalls {
  readonly #penAt: PenAt
  readonly #table: Value
  readonly #made = new Map<Value, { column?: ColumnEntry; foreign?: ForeignEntry }>()
  readonly unknown: Value[] = []

  constructor(penAt: PenAt, table: Value) {
    this.#penAt = penAt
    this.#table = table
  }

  read({ value, calls: through }: Effect, list: Entry[]): void {
    const { root, calls } = spineOf(value)
    if (root !== this.#table) {
      if (handsOn(value, (one) => one === this.#table)) this.unknown.push(value)
      return
    }
    let made: { column?: ColumnEntry; foreign?: ForeignEntry } = {}
    for (const call of calls) {
      const known = this.#made.get(call)
      if (known) made = known
      else {
        made = this.#add(call, made, this.#penAt(call.at, through), list)
        this.#made.set(call, made)
      }
      if (made.column) made.column.pen = widest(made.column.pen, this.#penAt(value.at, through))
    }
  }

  #add(call: CallValue, made: { column?: ColumnEntry; foreign?: ForeignEntry }, pen: Pen, list: Entry[]): typeof made {
    const name = methodName(call)
    const { column, foreign } = made
    if (column) return this.#modify(name, call, { ...made, column }, pen, list)
    if (foreign) {
      foreign.pen = pen
      sayForeign(foreign, name, call.args)
      return made
    }
    if (isColumnMethod(name)) return { column: put(list, columnOf(name, call.args, pen)) }
    if (name === 'timestamps') for (const one of timestamps(call, pen)) put(list, one)
    else if (name === 'foreign') return { foreign: put(list, foreignOf(call.args, pen)) }
    else if (commands.has(name)) put(list, { kind: 'command', method: name, args: call.args, pen })
    else if (!passedOver.has(name)) this.unknown.push(call)
    return made
  }

  #modify(name: string, call: CallValue, made: { column: ColumnEntry; foreign?: ForeignEntry }, pen: Pen, list: Entry[]): typeof made {
    const { column, foreign } = made
    const { args } = call
    if (name === 'references') {
      const fresh = put(list, foreignOf(column.args.slice(0, 1), pen))
      sayForeign(fresh, name, args)
      return { column, foreign: fresh }
    }
    if (foreign && foreignParts.has(name)) {
      foreign.pen = pen
      sayForeign(foreign, name, args)
    } else if (name === 'index' || name === 'primary' || name === 'unique') {
      if (!isIncrements(column.type)) put(list, { kind: 'command', method: name, args: [...column.args.slice(0, 1), ...args], pen })
    } else if (name === 'alter') column.alter = args[0] ?? true
    else modify(column, name, args, call)
    return made
  }
}

function modify({ modifiers }: ColumnEntry, name: string, args: readonly Value[], { at }: CallValue): void {
  if (name === 'notNullable' || name === 'notNull') modifiers.set('nullable', [literal(false, at)])
  else if (name === 'nullable') modifiers.set('nullable', args.length > 0 ? args : [literal(true, at)])
  else if (name === 'default' || name === 'defaultsTo') modifiers.set('defaultTo', args)
  else modifiers.set(name, args)
}

function put<T extends Entry>(list: Entry[], entry: T): T {
  list.push(entry)
  return entry
}

function columnOf(type: string, args: readonly Value[], pen: Pen): ColumnEntry {
  return { kind: 'column', type, args, modifiers: new Map(), alter: undefined, pen }
}

function foreignOf([columns, name]: readonly Value[], pen: Pen): ForeignEntry {
  return { kind: 'foreign', columns, said: new Map([['withKeyName', name]]), pen }
}

/** `references` may name the table, too. */
function sayForeign({ said }: ForeignEntry, name: string, [value]: readonly Value[]): void {
  const [table, column, ...more] = name === 'references' ? (textOf(value)?.split('.') ?? []) : []
  if (value && table !== undefined && column !== undefined && more.length === 0) {
    said.set('inTable', literal(table, value.at))
    said.set('references', literal(column, value.at))
  } else said.set(name === 'on' ? 'inTable' : name, value)
}

/** Two columns, and whether they are set when a row is made. */
function timestamps({ args, at }: CallValue, pen: Pen): ColumnEntry[] {
  const [first, second, third] = args
  const options = first?.kind === 'record' ? first : undefined
  const camel = isTrue(options ? propertyOf(options, 'useCamelCase') : third)
  const now = isTrue(options ? propertyOf(options, 'defaultToNow') : second)
  return (camel ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at']).map((name) => {
    const column = columnOf('timestamp', [literal(name, at)], pen)
    if (!now) return column
    column.modifiers.set('nullable', [literal(false, at)])
    column.modifiers.set('now', [])
    return column
  })
}

function widest(a: Pen, b: Pen): Pen {
  return b.seat[1] - b.seat[0] > a.seat[1] - a.seat[0] && b.seat[0] <= a.seat[0] ? b : a
}

export function isGiven(value: Value | undefined): value is Value {
  return !isNothing(value) && !(value?.kind === 'literal' && value.value === '')
}
