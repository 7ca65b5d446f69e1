import type { Change } from '../catalog/change.ts'
import { quotedName } from '../catalog/names.ts'
import type { Range } from '../catalog/place.ts'
import type { Located } from '../javascript/resolve.ts'
import { textOf, type Value } from '../javascript/symbolic/value.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { sliceText, type HostText } from '../sql/host-text.ts'
import { parseCached } from '../sql/parse-cached.ts'
import { relocate } from '../sql/plpgsql/relocate.ts'
import { WovenText } from '../sql/woven-text.ts'
import { asWritten } from './mapped-names.ts'
import type { Statement } from './orm.ts'
import { gap, hostTextOf, rangeIn, statementsIn } from './sql-text.ts'

/** A piece of SQL, which may be written elsewhere than where it is used. */
interface Piece {
  readonly host: HostText
  readonly seat: Range
}

/** SQL that a library makes of a program: each piece knows what says it. */
export type Sql = readonly Piece[]

/** Stands for a value that is there and not known. */
const hole = '\uE002'

/** Writes SQL for something in a file: all that it adds itself is said by that. */
export class Pen {
  readonly file: string
  readonly seat: Range
  /** What the seat is the place of. */
  readonly place: Located
  /** What the database calls what the program names. */
  readonly nameOf: (name: string) => string

  constructor(file: string, seat: Range, place: Located, nameOf = asWritten) {
    this.file = file
    this.seat = seat
    this.place = place
    this.nameOf = nameOf
  }

  /** For what is done in a file: where that stands, or else the call in the file that leads to it. */
  static for(file: string, at: Located, calls: readonly Located[], nameOf = asWritten): Pen {
    const place = [at, ...[...calls].reverse()].find(({ program }) => program.file === file)
    return new Pen(file, place?.node.range ?? [0, 0], place ?? at, nameOf)
  }

  /** For a part of the same; what stands in another file is said by the whole. */
  at(at: Located): Pen {
    const own = rangeIn(this.file, at)
    return own ? new Pen(this.file, own, at, this.nameOf) : this
  }

  /** `words ${part} words` */
  sql(words: TemplateStringsArray, ...parts: readonly (Sql | string)[]): Sql {
    return words.flatMap((word, i) => {
      const part = parts[i] ?? ''
      return [...this.plain(word), ...(typeof part === 'string' ? this.plain(part) : part)]
    })
  }

  plain(text: string): Sql {
    return text === '' ? [] : [this.#whole(text, this.seat)]
  }

  /** Something that a value of the program says; it is the whole of that. */
  said(text: string, by: Value | undefined): Sql {
    return [this.#whole(text, (by && rangeIn(this.file, by.at)) ?? this.seat)]
  }

  /** SQL in a text of the program, letter by letter. */
  raw(value: Value): Sql {
    return [{ host: hostTextOf(value, this.file, this.seat), seat: this.seat }]
  }

  /** The same with some of it exchanged; what is not stays as it is written. */
  rewritten(value: Value, pattern: RegExp, exchange: (match: RegExpExecArray) => Sql | undefined): Sql {
    const host = hostTextOf(value, this.file, this.seat)
    const part = (from: number, to: number): Sql => [{ host: sliceText(host, host.text.slice(from, to), from), seat: this.seat }]
    const out: Piece[] = []
    let at = 0
    for (const match of host.text.matchAll(pattern)) {
      const other = exchange(match)
      if (!other) continue
      out.push(...part(at, match.index), ...other)
      at = match.index + match[0].length
    }
    return [...out, ...part(at, host.text.length)]
  }

  /** A name, as it is. */
  name(value: Value | undefined): Sql {
    const text = textOf(value)
    return text === undefined ? this.gap : this.said(quotedName(text), value)
  }

  get gap(): Sql {
    return this.plain(gap)
  }

  /** A query that is there and not known. */
  get query(): Sql {
    return this.sql`select ${this.hole}`
  }

  /** A value that is there and not known. */
  get hole(): Sql {
    return this.plain(`"${hole}"()`)
  }

  unread(reason: string): Statement {
    return { file: this.file, changes: [{ kind: 'unread', reason, range: this.seat }] }
  }

  #whole(text: string, range: Range): Piece {
    return { host: { text, hostRange: () => range, editAt: () => undefined }, seat: this.seat }
  }

  /** What one statement does. */
  statement(sql: Sql, engine: SqlEngine): Statement[] {
    if (!isWhole(sql)) return [this.unread('a part of what this says is not known')]
    const host = this.#woven(sql)
    const parsed = parseCached(engine, host.text)
    if (!parsed.ok) return [this.unread(parsed.error.message)]
    return parsed.value.flatMap(({ changes }): Statement[] =>
      changes.length === 0
        ? []
        : [{ file: this.file, changes: relocate(withoutHoles(changes, host.text), (range) => host.hostRange(range)) }],
    )
  }

  /** What a text of statements does. */
  statements(sql: Sql, engine: SqlEngine): Statement[] {
    return statementsIn(this.#woven(sql), this.file, engine)
  }

  #woven(sql: Sql): HostText {
    const woven = new WovenText()
    for (const { host, seat } of sql) woven.addPart(host, 0, host.text.length, seat)
    return woven.finish(this.seat)
  }
}

export function isWhole(sql: Sql): boolean {
  return sql.every(({ host }) => !host.text.includes(gap))
}

export function textOfSql(sql: Sql): string {
  return sql.map(({ host }) => host.text).join('')
}

/** Pieces one after another with something between them. */
export function joined(parts: readonly Sql[], between: Sql): Sql {
  return parts.flatMap((part, i) => (i === 0 ? part : [...between, ...part]))
}

function withoutHoles(changes: readonly Change[], text: string): readonly Change[] {
  return text.includes(hole) ? hidden(changes) : changes
}

function hidden<T>(tree: T): T {
  const opened = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(opened)
    if (isHole(value) || ('term' in value && isHole(value.term)))
      return { kind: 'hidden', reason: 'it is not known', range: 'range' in value ? value.range : undefined }
    return Object.fromEntries(Object.entries(value).map(([key, part]: [string, unknown]) => [key, opened(part)]))
  }
  return opened(tree) as T
}

function isHole(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'call' && 'name' in value && value.name === hole
}
