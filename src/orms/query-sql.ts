import { quotedName, quotedText } from '../catalog/names.ts'
import { once, onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import { Harmless } from '../javascript/harmless.ts'
import { noModules } from '../javascript/modules.ts'
import type { Located } from '../javascript/resolve.ts'
import { isRequested } from '../javascript/requested.ts'
import { sourceText, textOf, type Value } from '../javascript/symbolic/value.ts'
import type { DroppedValue } from '../query/query.ts'
import type { LoadedValue } from '../query/told.ts'
import type { Hole } from '../sql/template/hole.ts'
import type { Piece } from '../sql/template/pieces.ts'
import { shownText } from './hidden-reason.ts'
import { reasonOf } from './hidden-reason.ts'
import { sliceText } from '../sql/host-text.ts'
import { hostTextOf } from './sql-text.ts'
import type { FunctionNames } from './client-names.ts'
import type { Seat } from './seat.ts'
import { placeOfList } from './list-values.ts'
import { filledList, type Ways } from './ways.ts'

/** SQL that a call sends: each piece knows what of the program says it. */
export type Sql = readonly Piece[]

/** What a library does to names and values before it sends them. */
export interface PenOptions {
  readonly rename?: (name: string) => string
  /** Undefined for a value that is written as any other. */
  readonly value?: (value: Value) => Sql | undefined
  /** The row of the library that a value is a property of: it was loaded before, by whatever that was. */
  readonly rowOf?: (value: Value) => Value | undefined
  /** What the library writes as a value, where a text of SQL has that in it: `sequelize.escape(name)`. */
  readonly escaped?: (value: Value) => Value | undefined
  /** Is told of what stands behind the conditions of an object and says them anew. */
  readonly takesOver?: (what: string) => void
}

/** What the program calls a column. */
export type PropertyOf = (column: string) => string | undefined

/** What the program calls the columns of tables, by the names of these. */
export type PropertyNames = Map<string, PropertyOf>

/** What is left to write with: what a program puts together of itself, again and again, has no end. */
export interface Ink {
  left: number
}

/** What is known of the key of a row, with whose it is. */
function ofRow(row: Located, from: LoadedValue = { statements: [] }): LoadedValue {
  return { ...from, ofRow: shownText(sourceText(row)) }
}

/** No call of a person takes as much. */
export function freshInk(): Ink {
  return { left: 20_000 }
}

/** Writes the SQL that one call of a program sends. */
export class QueryPen {
  readonly #seat: Seat
  readonly #loaded: (value: Located, property?: string) => LoadedValue | undefined
  readonly #helpers: FunctionNames | undefined
  readonly #options: PenOptions
  readonly #properties: PropertyNames
  readonly #ink: Ink
  readonly #harmless: Harmless

  constructor(
    seat: Seat,
    loaded: (value: Located, property?: string) => LoadedValue | undefined,
    properties: PropertyNames = new Map(),
    helpers?: FunctionNames,
    ink = freshInk(),
    options: PenOptions = {},
    harmless = new Harmless(noModules),
  ) {
    this.#harmless = harmless
    this.#seat = seat
    this.#loaded = loaded
    this.#properties = properties
    this.#helpers = helpers
    this.#ink = ink
    this.#options = options
  }

  /** The same that writes more names or values otherwise. */
  with(options: PenOptions): QueryPen {
    return new QueryPen(
      this.#seat,
      this.#loaded,
      this.#properties,
      this.#helpers,
      this.#ink,
      { ...this.#options, ...options },
      this.#harmless,
    )
  }

  /** What was sent is spread behind conditions, and takes their place. */
  takenOver(by: Value): void {
    this.#options.takesOver?.(shownText(sourceText(by.at)))
  }

  #renamed(name: string): string {
    return this.#options.rename?.(name) ?? name
  }

  /** `words ${part} words` */
  sql(words: TemplateStringsArray, ...parts: readonly (Sql | string)[]): Sql {
    return words.flatMap((word, i) => {
      const part = parts[i] ?? ''
      return [...this.text(word), ...(typeof part === 'string' ? this.text(part) : part)]
    })
  }

  text(text: string, by?: Located): Sql {
    return text === '' ? [] : this.#one({ kind: 'known', text, range: this.rangeOf(by) })
  }

  /** A condition that takes the place of those before, as two of the same library's `where` do. */
  replacing(condition: Sql): Sql {
    return [...this.#one({ kind: 'known', text: '', range: this.rangeOf(undefined), replaces: true }), ...condition]
  }

  #one(piece: Piece): Sql {
    this.spend(1)
    return [piece]
  }

  /** What is looked at besides what is written. */
  spend(count: number): void {
    this.#ink.left -= count
    if (this.#ink.left < 0) throw new RangeError('The program puts together more SQL than can be followed.')
  }

  /** A name of the database, as it is. */
  name(text: string, by?: Located): Sql {
    return this.text(quotedName(this.#renamed(text)), by)
  }

  /** A table, which may be qualified; `propertyOf` tells what the program calls a column of it. */
  table(sql: string, name: string, propertyOf: PropertyOf, by?: Located): Sql {
    this.calls(name, propertyOf)
    return this.text(sql, by)
  }

  /** What the program calls the columns of a table that is written by its name. */
  calls(name: string, propertyOf: PropertyOf): void {
    this.#properties.set(name, propertyOf)
  }

  /** Where something stands, or what the call says for it. */
  rangeOf(by: Located | undefined): Range {
    return this.#seat.rangeOf(by)
  }

  /** Where something stands by what names it there, where that is written for the call. */
  namedBy(name: Located, of: Located): Located {
    return this.#seat.isOwn(name) ? name : of
  }

  /** A value that is bound. `dropped` tells what leaves its condition out where it is undefined. */
  value(value: Value, dropped?: DroppedValue): Sql {
    const own = dropped ? undefined : this.#options.value?.(value)
    if (own) return own
    if (value.kind === 'literal' && !dropped) {
      if (typeof value.value === 'string') return this.text(quotedText(value.value), value.at)
      if (value.value !== undefined) return this.text(String(value.value), value.at)
    }
    return this.#hole(value, { as: 'value', dropped, from: this.#from(value) })
  }

  #from(given: Value): Hole['from'] {
    return once(() => {
      const value = listWritten(given)
      const [from, row] = [this.#loaded(this.#seat.partFor(value) ?? value.at), this.#options.rowOf?.(value)]
      return row ? ofRow(row.at, from) : from
    })
  }

  /** Several values in one. */
  values(value: Value): Sql {
    const own = this.#options.value?.(value)
    if (own) return own
    const list = filledList(value)
    return this.#hole(list, { as: 'values', from: this.#from({ ...list, at: placeOfList(list) }) })
  }

  /** A property of a row that an earlier query loaded, or that is one by its type; undefined where neither tells of it. */
  ofRow(row: Located, property: string): Sql | undefined {
    const from = this.#loaded(row, property)
    return from && this.#ofRow(row, from)
  }

  /** A property of a value, whatever that is. */
  property(of: Located, name: string): Sql {
    const text = `${shownText(sourceText(of))}.${name}`
    return this.#one({ kind: 'hole', hole: { range: this.rangeOf(of), text, as: 'value', from: once(() => this.#loaded(of, name)) } })
  }

  /** The same where a query tells of it. */
  ofLoadedRow(row: Located, property: string): Sql | undefined {
    const from = this.#loaded(row, property)
    return from && !from.typed ? this.#ofRow(row, from) : undefined
  }

  /** The key of a row of the library, by one of its names: it was loaded before, by whatever that was. Undefined where nothing tells of that. */
  keyOfRow(row: Located, ...names: readonly string[]): Sql | undefined {
    const [from] = names.flatMap((name) => this.#loaded(row, name) ?? [])
    return from && this.#ofRow(row, ofRow(row, from))
  }

  /** The same of a row of which nothing is told. */
  keyOfUnseenRow(row: Located): Sql {
    return this.#ofRow(row, ofRow(row))
  }

  #ofRow(row: Located, from: LoadedValue): Sql {
    return this.#one({ kind: 'hole', hole: { range: this.rangeOf(row), text: shownText(sourceText(row)), as: 'value', from: () => from } })
  }

  /** SQL in a text of the program, letter by letter; what fills its places stays open. */
  raw(value: Value): Sql {
    const parts = value.kind === 'text' || value.kind === 'literal' ? (value.parts ?? [value]) : [value]
    return parts.flatMap((part, i): Sql => {
      const escaped = this.#options.escaped?.(part)
      if (escaped && !opensString(parts[i - 1])) return this.value(escaped)
      if (part.kind !== 'literal') return this.#hole(part, this.#spliceOf(part))
      const { program, range } = this.#seat
      const seat = this.#seat.isWithin(part.at) ? undefined : this.rangeOf(part.at)
      return this.#one({ kind: 'text', host: hostTextOf(part, program.file, range), seat })
    })
  }

  /** What a text of the program has in it as it is. */
  spliced(value: Value): Sql {
    return this.#hole(value, {
      why: reasonOf(value),
      scopedBy: this.#helpers?.madeBy(value),
      from: once(() => this.#loaded(value.at)),
      ...this.#spliceOf(value),
    })
  }

  #spliceOf({ at }: Value): Pick<Hole, 'spliced' | 'requested'> {
    const spliced = !this.#harmless.is(at)
    return { spliced, requested: spliced && isRequested(at.node, at.program) }
  }

  /** A name that the program has in a value. */
  named(value: Value): Sql {
    return this.#hole(value, { as: 'name' })
  }

  /** A part of a text of the program, at its place in it. */
  part(text: string, by: Value, start: number): Sql {
    const [from, to] = this.rangeOf(by.at)
    const isWritten =
      by.at.program === this.#seat.program &&
      from === by.at.node.range[0] &&
      by.kind === 'literal' &&
      to - from === String(by.value).length + 2
    const range = isWritten ? ([from + 1 + start, from + 1 + start + text.length] as const) : ([from, to] as const)
    return text === '' ? [] : this.#one({ kind: 'known', text: quotedName(this.#renamed(text)), range })
  }

  /** SQL that the program writes out, at its place; what stands for something else in it is written otherwise. */
  written(value: Value, sign?: RegExp, write: (found: RegExpExecArray) => Sql = () => []): Sql {
    const host = hostTextOf(value, this.#seat.program.file, this.#seat.range)
    const slice = (start: number, end: number): Sql =>
      start === end ? [] : this.#one({ kind: 'text', host: sliceText(host, host.text.slice(start, end), start), seat: undefined })
    let at = 0
    const parts = Array.from(sign ? host.text.matchAll(sign) : []).flatMap((found) => {
      const before = slice(at, found.index)
      at = found.index + found[0].length
      return [...before, ...write(found)]
    })
    return [...parts, ...slice(at, host.text.length)]
  }

  /** A condition that cannot be seen; it narrows what is beside it. */
  hidden(value: Value, why = reasonOf(value)): Sql {
    return [...this.text('('), ...this.#hole(value, { why, scopedBy: this.#helpers?.madeBy(value) }), ...this.text(')')]
  }

  /** What cannot be seen and may undo what is beside it. */
  opening(value: Value, why = reasonOf(value)): Sql {
    return this.#hole(value, { why, scopedBy: this.#helpers?.madeBy(value), from: once(() => this.#loaded(value.at)) })
  }

  /** One of several, as the program decides. */
  either({ key, on, of }: Ways, write: (way: Value) => Sql): Sql {
    return this.choice(key, on, of.map(write))
  }

  choice(key: object, on: string, of: readonly Sql[]): Sql {
    return of.length === 0 ? [] : this.#one({ kind: 'choice', key, on, of })
  }

  /** Conditions that must all hold; none is true. */
  all(conditions: readonly Sql[]): Sql {
    return this.#joined(conditions, ' and ', 'true')
  }

  /** Conditions of which one must hold; none is false. */
  any(conditions: readonly Sql[]): Sql {
    return this.#joined(conditions, ' or ', 'false')
  }

  /** Conditions of a list: one alone stands as it is, several stand in parentheses. */
  grouped(conditions: readonly Sql[], how: 'and' | 'or'): Sql {
    const none = conditions.every(mayVanish) ? [this.text(how === 'and' ? 'true' : 'false')] : []
    const around = [this.text('('), this.text(')')] as const
    const items = [...none, ...conditions].filter((one) => one.length > 0)
    return this.#one({ kind: 'joined', items, separator: this.text(` ${how} `), around, aroundFrom: 2 + none.length })
  }

  #joined(conditions: readonly Sql[], between: string, none: string): Sql {
    return this.joined(conditions.every(mayVanish) ? [this.text(none), ...conditions] : conditions, between)
  }

  /** Those that a way leaves empty are left out; nothing where all are. */
  joined(parts: readonly Sql[], between: string): Sql {
    const items = parts.filter((one) => one.length > 0)
    return items.length === 0 ? [] : this.#one({ kind: 'joined', items, separator: this.text(between) })
  }

  /** A condition in parentheses; nothing where a way leaves nothing of it. */
  within(condition: Sql, before = '('): Sql {
    if (condition.length === 0) return []
    return this.#one({ kind: 'joined', items: [condition], separator: [], around: [this.text(before), this.text(')')] })
  }

  /** Rows that cannot be seen: each column has a value of its own among them. */
  eachAmong(columns: readonly Sql[], rows: Value): Sql {
    return this.within(this.all(columns.map((column) => this.sql`${column} in (${this.values(rows)})`)))
  }

  list(parts: readonly Sql[], between = ', '): Sql {
    return parts.flatMap((part, i) => (i === 0 ? part : [...this.text(between), ...part]))
  }

  #hole(value: Value, rest: Partial<Hole>): Sql {
    const hole: Hole = { range: this.rangeOf(value.at), text: shownText(sourceText(value.at)), as: undefined, ...rest }
    return this.#one({ kind: 'hole', hole })
  }
}

/** What `=` compares a column with, where the library asks for rows of NULL instead if that is null. */
export function orNull(compared: Sql): Sql {
  return compared.map((piece): Piece => {
    if (piece.kind === 'choice') return { ...piece, of: piece.of.map(orNull) }
    return piece.kind === 'hole' ? { ...piece, hole: { ...piece.hole, asksForNull: true } } : piece
  })
}

/** The list that a text stands for that Postgres reads as an array: `{${ids}}`, which a program puts the list into with commas between. */
function listWritten(value: Value): Value {
  const [opening, list, closing, ...more] = value.kind === 'text' ? value.parts : []
  return list && more.length === 0 && textOf(opening) === '{' && textOf(closing) === '}' ? list : value
}

/** Between quotes, what has quotes of its own ends the string. */
function opensString(before: Value | undefined): boolean {
  return (textOf(before)?.split("'").length ?? 1) % 2 === 0
}

/** Whether a condition of the program may leave nothing of it. */
export function mayVanish(sql: Sql): boolean {
  return sql.every(mayPieceVanish)
}

const mayPieceVanish = onceFor((piece: Piece): boolean => {
  if (piece.kind === 'choice') return piece.of.some(mayVanish)
  return piece.kind === 'joined' && piece.items.every(mayVanish)
})

/** The place of a key rather than of all that it is set to. */
export function keyAt(at: Located): Located {
  return at.node.type === 'Property' ? { node: at.node.key, program: at.program } : at
}
