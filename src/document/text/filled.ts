import { quotedName } from '../../catalog/names.ts'
import { once } from '../../catalog/once-for.ts'
import type { Range } from '../../catalog/place.ts'
import { bare, madeByMap, nothingIn, propertyName, type Node } from '../../javascript/nodes.ts'
import { sliceText } from '../../sql/host-text.ts'
import type { Hole } from '../../sql/template/hole.ts'
import { textOf, weightOf, wholeText, type Flat, type Piece } from '../../sql/template/pieces.ts'
import { rowBefore } from './checked.ts'
import { sourceOf, type Context, type TextReader } from './read-text.ts'
import { writtenAt } from './written.ts'

/** Texts in which a library puts values, names or more of the text in the place of signs. */

/** What takes the place of a sign, and the number of the value for the next sign that has none. */
interface Filled {
  readonly pieces: readonly Piece[]
  readonly next: number
}

/** A sign that is none for the library stays what it is. */
type Put = (sign: RegExpMatchArray, next: number, at: Range | undefined) => Filled | undefined

/** What is made of more pieces is not filled. */
const mostPieces = 10_000

/** The pieces of a text with what a library puts in the place of its signs. */
export function filledText(pieces: readonly Piece[], signs: RegExp, put: Put): Piece[] | undefined {
  return weightOf(pieces, mostPieces) < mostPieces ? new Filling(signs, put).all(pieces) : undefined
}

class Filling {
  readonly #signs: RegExp
  readonly #put: Put
  #next = 0

  constructor(signs: RegExp, put: Put) {
    this.#signs = signs
    this.#put = put
  }

  all(pieces: readonly Piece[]): Piece[] {
    return pieces.flatMap((piece) => this.#filled(piece))
  }

  #filled(piece: Piece): Piece[] {
    if (piece.kind === 'hole') return [piece]
    if (piece.kind === 'choice') return [{ ...piece, of: this.#ways(piece.of) }]
    if (piece.kind !== 'joined') return this.#parts(piece)
    const { items, separator, around } = piece
    const before = around && this.all(around[0])
    const joined = { ...piece, items: items.map((item) => this.all(item)), separator: this.all(separator) }
    return [around && before ? { ...joined, around: [before, this.all(around[1])] } : joined]
  }

  /** Whichever way is taken, the same values are left for what stands behind. */
  #ways(of: readonly (readonly Piece[])[]): Piece[][] {
    const from = this.#next
    const ends: number[] = []
    const filled = of.map((way) => {
      this.#next = from
      const pieces = this.all(way)
      ends.push(this.#next)
      return pieces
    })
    this.#next = Math.max(from, ...ends)
    return filled
  }

  #parts(piece: Exclude<Flat, { kind: 'hole' }>): Piece[] {
    const found: Piece[] = []
    let from = 0
    for (const sign of textOf(piece).matchAll(this.#signs)) {
      const to = sign.index + sign[0].length
      const filled = this.#put(sign, this.#next, piece.kind === 'text' ? piece.host.hostRange([sign.index, to]) : undefined)
      if (!filled) continue
      found.push(part(piece, from, sign.index), ...filled.pieces)
      this.#next = filled.next
      from = to
    }
    found.push(part(piece, from, textOf(piece).length))
    return found.filter((one) => one.kind !== 'text' || one.host.text !== '')
  }
}

function part(piece: Exclude<Flat, { kind: 'hole' }>, start: number, end: number): Piece {
  const text = textOf(piece).slice(start, end)
  return piece.kind === 'text' ? { ...piece, host: sliceText(piece.host, text, start) } : { ...piece, text }
}

/** A value that fills a text, or the part of one that is written elsewhere. */
export interface Value {
  readonly node: Node
  readonly part?: string
}

/** What a path of names leads to: what is written there, is spread there, or is a part of what is. */
export function valueUnder(values: Node, path: readonly string[]): Value | undefined {
  const node = bare(values)
  const [name, ...more] = path
  if (name === undefined) return { node }
  if (node.type !== 'ObjectExpression') return { node, part: `.${path.join('.')}` }
  const found = node.properties.findLast((one) => one.type !== 'Property' || one.computed || propertyName(one) === name)
  if (found?.type === 'SpreadElement') return valueUnder(found.argument, path)
  return found?.computed === false ? valueUnder(found.value, more) : undefined
}

type ValueAt = (n: number) => Value | undefined

/** Values that are handed one by one. */
export function valuesGiven(given: readonly (Node | null)[], reader: TextReader, context: Context): ValueAt {
  return oneByOne(given, (list) => valuesOfList(list, reader, context))
}

/** Values that are handed as a list. */
export function valuesOfList(list: Node, reader: TextReader, context: Context): (n: number) => Value {
  const found = writtenOut(list, reader, context)
  const written = found.type === 'ArrayExpression' ? oneByOne(found.elements, partsOf) : undefined
  return (n) => written?.(n) ?? partsOf(list)(n)
}

function oneByOne(given: readonly (Node | null)[], ofList: (list: Node) => ValueAt): ValueAt {
  const at = given.findIndex((one) => one?.type === 'SpreadElement')
  const spread = given[at]
  const rest = spread?.type === 'SpreadElement' ? ofList(spread.argument) : undefined
  return (n) => {
    if (rest && n >= at) return rest(n - at)
    const node = given[n]
    return node ? { node } : undefined
  }
}

function partsOf(node: Node): (n: number) => Value {
  return (n) => ({ node, part: `[${n}]` })
}

/** What is written out in the same file. */
export function writtenOut(node: Node, { modules }: TextReader, { program }: Context): Node {
  const found = writtenAt({ node, program }, modules)
  return found.program === program ? found.node : bare(node)
}

/** Values as a library quotes them: one, or those of a list with commas between them. */
export function quotedValue(value: Value, reader: TextReader, context: Context): Piece[] {
  const bound = { ...context, bound: true }
  if (value.part !== undefined) return [partOf(value.node, value.part, reader, bound)]
  const node = bare(value.node)
  if (nothingIn(node)) return [reader.known('NULL', node, context)]
  const made = madeByMap(node)
  const rows = made?.type === 'ArrayExpression' ? [made] : node.type === 'ArrayExpression' ? node.elements : undefined
  if (!rows || rows.length === 0 || rows.some((one) => !one || one.type === 'SpreadElement')) return [reader.hole(node, bound)]
  return rows.flatMap((one, i) => {
    const between = i === 0 ? [] : [reader.known(', ', node, context)]
    if (one?.type !== 'ArrayExpression') return one ? [...between, ...quotedValue({ node: one }, reader, context)] : []
    return [...between, reader.known('(', node, context), ...quotedValue({ node: one }, reader, context), reader.known(')', node, context)]
  })
}

/** Names as a library quotes them: one, or those of a list. */
export function quotedNames({ node, part: path }: Value, reader: TextReader, context: Context): Piece[] {
  if (path !== undefined) return [partOf(node, path, reader, context, 'name')]
  const list = writtenOut(node, reader, context)
  const names = (list.type === 'ArrayExpression' ? list.elements : [node]).map((one) => one && wholeText(reader.read(one, context)))
  if (names.length === 0 || !names.every((name) => typeof name === 'string')) return [reader.hole(node, context, 'name')]
  return [reader.known(names.map(quotedName).join(','), node, asWritten(context))]
}

/** What is made by a call is told there, for it is what people change, however far from there it is run. */
export function asWritten(context: Context): Context {
  return context.away ? context : { ...context, seat: undefined }
}

/** A part of a value that is written elsewhere. */
export function partOf(node: Node, part: string, reader: TextReader, context: Context, as?: 'value' | 'name'): Piece {
  return { kind: 'hole', hole: partHole(node, part, reader, context, as) }
}

function partHole(node: Node, part: string, reader: TextReader, context: Context, as?: 'value' | 'name'): Hole {
  return { ...reader.holeOf(node, context, as), text: `${sourceOf(node, context)}${part}`, from: undefined }
}

/** A value, of which it is told what it is where it is the property of a row that was loaded. */
export function valueHole({ node, part }: Value, reader: TextReader, context: Context): Hole {
  if (part === undefined) return reader.holeOf(node, context)
  const [, property] = /^\.(\w+)$/.exec(part) ?? []
  const hole = { ...partHole(node, part, reader, context), spliced: false }
  if (property === undefined || context.away) return hole
  return { ...hole, from: once(() => rowBefore(node, property, context.program, reader.names)) }
}
