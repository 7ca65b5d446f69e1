import { quotedName, quotedText } from '../catalog/names.ts'
import type { Range } from '../catalog/place.ts'
import type { Program } from '../javascript/program.ts'
import type { Located } from '../javascript/resolve.ts'
import { sourceText, type Value } from '../javascript/symbolic/value.ts'
import type { DroppedValue, LoadedValue } from '../query/query.ts'
import type { Hole } from '../sql/template/hole.ts'
import type { Piece } from '../sql/template/pieces.ts'
import { shownText } from './hidden-reason.ts'
import { reasonOf } from './hidden-reason.ts'
import { hostTextOf } from './sql-text.ts'
import type { Ways } from './ways.ts'

/** SQL that a call sends: each piece knows what of the program says it. */
export type Sql = readonly Piece[]

/** Writes the SQL that one call of a program sends. */
export class QueryPen {
  readonly #program: Program
  /** The call: where what it says itself stands, and what other files say for it. */
  readonly #seat: Range
  readonly #loaded: (value: Located) => LoadedValue | undefined

  constructor(program: Program, seat: Range, loaded: (value: Located) => LoadedValue | undefined) {
    this.#program = program
    this.#seat = seat
    this.#loaded = loaded
  }

  /** `words ${part} words` */
  sql(words: TemplateStringsArray, ...parts: readonly (Sql | string)[]): Sql {
    return words.flatMap((word, i) => {
      const part = parts[i] ?? ''
      return [...this.text(word), ...(typeof part === 'string' ? this.text(part) : part)]
    })
  }

  text(text: string, by?: Located): Sql {
    return text === '' ? [] : [{ kind: 'known', text, range: this.rangeOf(by) }]
  }

  /** SQL in a text of the program, letter by letter. */
  raw(text: Value): Sql {
    const isOwn = text.at.program === this.#program && this.#seat[0] <= text.at.node.range[0] && text.at.node.range[1] <= this.#seat[1]
    return [{ kind: 'text', host: hostTextOf(text, this.#program.file, this.#seat), seat: isOwn ? undefined : this.#seat }]
  }

  /** A name of the database, as it is. */
  name(text: string, by?: Located): Sql {
    return this.text(quotedName(text), by)
  }

  /** Where something stands in the file; what stands in another one is said by the call. */
  rangeOf(by: Located | undefined): Range {
    if (by?.program !== this.#program) return this.#seat
    const node = by.node.type === 'MemberExpression' ? by.node.property : by.node
    return [node.range[0], node.range[1]]
  }

  /** A value that is bound. `dropped` tells what leaves its condition out where it is undefined. */
  value(value: Value, dropped?: DroppedValue): Sql {
    if (value.kind === 'literal' && !dropped) {
      if (typeof value.value === 'string') return this.text(quotedText(value.value), value.at)
      if (value.value !== undefined) return this.text(String(value.value), value.at)
    }
    return this.#hole(value, { as: 'value', dropped, from: this.#loaded(value.at) })
  }

  /** Several values in one. */
  values(value: Value): Sql {
    return this.#hole(value, { as: 'values', from: this.#loaded(value.at) })
  }

  /** A condition that cannot be seen; it narrows what is beside it. */
  hidden(value: Value, why = reasonOf(value)): Sql {
    return [...this.text('('), ...this.#hole(value, { why }), ...this.text(')')]
  }

  /** What cannot be seen and may undo what is beside it. */
  opening(value: Value, why = reasonOf(value)): Sql {
    return this.#hole(value, { why })
  }

  /** One of several, as the program decides. */
  either({ key, on, of }: Ways, write: (way: Value) => Sql): Sql {
    return this.choice(key, on, of.map(write))
  }

  choice(key: object, on: string, of: readonly Sql[]): Sql {
    return of.length === 0 ? [] : [{ kind: 'choice', key, on, of }]
  }

  /** Conditions that must all hold; none is true. */
  all(conditions: readonly Sql[]): Sql {
    return this.#joined(conditions, ' and ', 'true')
  }

  /** Conditions of which one must hold; none is false. */
  any(conditions: readonly Sql[]): Sql {
    return this.#joined(conditions, ' or ', 'false')
  }

  /** Those that a way leaves empty are left out. */
  #joined(conditions: readonly Sql[], between: string, none: string): Sql {
    const items = conditions.filter((one) => one.length > 0)
    if (items.length === 0) return this.text(none)
    const mayBeEmpty = items.every((item) => item.every(({ kind }) => kind === 'choice'))
    return [{ kind: 'joined', items: mayBeEmpty ? [this.text(none), ...items] : items, separator: this.text(between) }]
  }

  list(parts: readonly Sql[], between = ', '): Sql {
    return parts.flatMap((part, i) => (i === 0 ? part : [...this.text(between), ...part]))
  }

  #hole(value: Value, rest: Partial<Hole>): Sql {
    const hole: Hole = { range: this.rangeOf(value.at), text: shownText(sourceText(value.at)), as: undefined, ...rest }
    return [{ kind: 'hole', hole }]
  }
}
