import type { Range } from '../../catalog/place.ts'
import { quotedName } from '../../catalog/names.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import { sliceText, type HostText } from '../../sql/host-text.ts'
import type { Sql } from '../query-sql.ts'
import { gap, hostTextOf } from '../sql-text.ts'
import { waysOf } from '../ways.ts'
import { wayForPostgres } from './for-postgres.ts'
import { parameterNamed, replacedReason, shownName } from './parameters.ts'
import type { Row, Writing } from './writing.ts'

/** What the texts of a statement may name. */
export interface TextScene {
  readonly writing: Writing
  readonly rows: readonly Row[]
  /** Objects of parameters, the last of which counts. */
  readonly parameters: readonly Value[]
  /** The one that the call of the text gives. */
  readonly given?: Value | undefined
  /** What a part of a text comes to that is no text. */
  part(value: Value): Value | Sql | undefined
  /** What cannot be seen is a value, and no more. */
  readonly isValue?: boolean
  /** It must hold: what may undo that is written behind it. */
  readonly isCondition?: boolean
}

/** SQL in a text of the program: properties become columns, parameters values, and all else stays as it is. */
export function textSql(scene: TextScene, value: Value): Sql {
  const { pen } = scene.writing
  const ways = waysOf(value)
  if (ways) {
    const one = wayForPostgres(ways.on)
    const chosen = one === undefined ? undefined : ways.of[one]
    return chosen ? textSql(scene, chosen) : pen.either(ways, (way) => textSql(scene, way))
  }
  if (value.kind !== 'text' && textOf(value) === undefined) {
    const part = scene.part(value)
    return part === undefined ? unseen(scene, value) : isSql(part) ? part : textSql(scene, part)
  }
  return new TextWriter(scene, value).sql()
}

function unseen({ writing: { pen }, isValue }: TextScene, value: Value): Sql {
  return isValue ? pen.value(value) : pen.opening(value)
}

function isSql(part: Value | Sql): part is Sql {
  return Array.isArray(part)
}

class TextWriter {
  readonly #scene: TextScene
  readonly #host: HostText
  readonly #seat: Range
  /** What stands in the gaps of the text, one after another. */
  readonly #gaps: readonly (Value | Sql)[]
  #gapsPassed = 0
  /** What may give another value to a parameter that it names. */
  #replaced: Sql = []

  constructor(scene: TextScene, value: Value) {
    this.#scene = scene
    const { pen } = scene.writing
    this.#seat = pen.rangeOf(value.at)
    const parts = partsOf(value, scene)
    this.#gaps = parts.filter((part) => isSql(part) || part.kind !== 'literal')
    const texts = parts.map((part): Value => (isSql(part) ? { kind: 'unknown', reason: '', at: value.at } : part))
    this.#host = hostTextOf({ kind: 'text', parts: texts, at: value.at }, scene.writing.scene.program.file, this.#seat)
  }

  sql(): Sql {
    const { text } = this.#host
    const found: Sql[] = []
    let from = 0
    for (const match of text.matchAll(tokens)) {
      const sql = this.#token(match)
      if (!sql) continue
      found.push(this.#slice(from, match.index), sql)
      from = match.index + match[0].length
    }
    return [...found, this.#slice(from, text.length), this.#replaced].flat()
  }

  /** What stands for a part of the text; undefined where it stays as it is. */
  #token({ 0: whole, 1: spread, 2: parameter, 3: path, index }: RegExpExecArray): Sql | undefined {
    if (parameter !== undefined) {
      this.#gapsPassed += parameter.split(gap).length - 1
      return this.#parameter(parameter, spread !== undefined)
    }
    if (whole.includes(gap)) return this.#withGaps(whole, index)
    return path !== undefined && isApart(this.#host.text, index, whole.length)
      ? this.#column(path, this.#host.hostRange([index, index + whole.length]))
      : undefined
  }

  #withGaps(whole: string, index: number): Sql {
    return whole.split(gap).flatMap((_, i, pieces) => {
      const start = index + pieces.slice(0, i).join(gap).length + (i > 0 ? gap.length : 0)
      const written = this.#slice(start, start + (pieces[i] ?? '').length)
      return i === 0 ? written : [...this.#gap(this.#gaps[this.#gapsPassed++]), ...written]
    })
  }

  #slice(from: number, to: number): Sql {
    const part = this.#host.text.slice(from, to)
    return part === '' ? [] : [{ kind: 'text', host: sliceText(this.#host, part, from), seat: this.#seat }]
  }

  #gap(part: Value | Sql | undefined): Sql {
    if (!part) return []
    if (isSql(part)) return part
    const { writing, isValue } = this.#scene
    return isValue ? writing.pen.value(part) : writing.pen.spliced(part)
  }

  #parameter(name: string, isSpread: boolean): Sql {
    const { pen } = this.#scene.writing
    const { value, replacedBy } = parameterNamed(this.#scene, name)
    if (!value)
      return pen.value({
        kind: 'unknown',
        reason: `\`:${shownName(name)}\` is set elsewhere`,
        at: this.#scene.parameters[0]?.at ?? this.#place,
      })
    if (replacedBy && this.#scene.isCondition) this.#replaced = pen.sql` ${pen.opening(replacedBy, replacedReason(name, replacedBy))}`
    if (!isSpread) return value.kind === 'list' && !value.open ? pen.list(value.items.map((item) => pen.value(item))) : pen.value(value)
    return value.kind === 'list' && !value.open && value.items.length > 0
      ? pen.list(value.items.map((item) => pen.value(item)))
      : pen.values(value)
  }

  get #place(): Value['at'] {
    const { program } = this.#scene.writing.scene
    return { node: program.ast, program }
  }

  /** `o.organizationId`, or the property alone where there are no aliases. */
  #column(path: string, range: Range): Sql | undefined {
    for (const { alias, model } of this.#scene.rows) {
      const property = alias === '' ? path : path.startsWith(`${alias}.`) ? path.slice(alias.length + 1) : undefined
      const name = property === undefined ? undefined : model.names.get(property)
      if (name === undefined) continue
      const before = alias === '' ? '' : `${quotedName(alias)}.`
      return [
        { kind: 'known', text: before, range },
        { kind: 'known', text: quotedName(name), range },
      ]
    }
    return undefined
  }
}

const tokens = new RegExp(
  String.raw`'(?:[^']|'')*'|"(?:[^"]|"")*"|${gap}|::[\w${gap}]*|:(\.\.\.)?([A-Za-z_${gap}][\w.${gap}]*)|([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)`,
  'g',
)

/** TypeORM finds what stands between blanks, parentheses, equals signs and commas. */
function isApart(text: string, from: number, length: number): boolean {
  return /^$|[\s=(]/.test(text.charAt(from - 1)) && /^$|[\s=),]/.test(text.charAt(from + length))
}

/** The texts of a value, and what stands between them. */
function partsOf(value: Value, scene: TextScene): (Value | Sql)[] {
  const parts = value.kind === 'text' || value.kind === 'literal' ? (value.parts ?? [value]) : [value]
  return parts.flatMap((part): (Value | Sql)[] => {
    if (part.kind === 'literal') return [part]
    const other = scene.part(part)
    if (other === undefined) return [part]
    return isSql(other) ? [other] : partsOf(other, scene)
  })
}
