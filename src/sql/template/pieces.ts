import type { Range } from '../../catalog/place.ts'
import type { HostText } from '../host-text.ts'
import { markerOf, type Hole } from './hole.ts'
import { WovenText } from '../woven-text.ts'

/** A part of a text that a program puts together. */
export type Piece = Flat | Choice | Joined

export type Flat =
  /** A text of this file; where it is written apart from where it is used, `seat` is the place of use. */
  | { readonly kind: 'text'; readonly host: HostText; readonly seat: Range | undefined }
  /** A text that no place of this file wrote; `replaces`: what follows stands in the place of something that was said before. */
  | { readonly kind: 'known'; readonly text: string; readonly range: Range; readonly replaces?: boolean }
  | { readonly kind: 'hole'; readonly hole: Hole }

/** One of several texts, as a condition of the program decides. */
interface Choice {
  readonly kind: 'choice'
  /** What decides; choices with the same key are made alike. */
  readonly key: object
  readonly on: string
  readonly of: readonly (readonly Piece[])[]
  /** Each of them is a value: the text is the same whatever is decided. */
  readonly isOfValues?: boolean
  /** What it is where another choice has such a thing, too: nobody tells which of them go together. */
  readonly beside?: Piece
}

/** Texts with another between each two of them; those that are empty are left out. */
interface Joined {
  readonly kind: 'joined'
  readonly items: readonly (readonly Piece[])[]
  readonly separator: readonly Piece[]
  /** What stands before and behind them, where any is left, or as many as are named. */
  readonly around?: readonly [before: readonly Piece[], after: readonly Piece[]]
  readonly aroundFrom?: number
}

/** Whether something is said in the place of something else. */
export function replacesAnother(flat: readonly Flat[]): boolean {
  return flat.some((piece) => piece.kind === 'known' && piece.replaces === true)
}

export function textOf(piece: Piece): string {
  return piece.kind === 'text' ? piece.host.text : piece.kind === 'known' ? piece.text : ''
}

/** The text of pieces that are all in sight. */
export function wholeText(pieces: readonly Piece[]): string | undefined {
  return pieces.every(({ kind }) => kind === 'text' || kind === 'known') ? pieces.map(textOf).join('') : undefined
}

/** One text that the pieces may give. */
export interface Reading {
  readonly flat: readonly Flat[]
  /** The conditions on the text that were taken otherwise than in the first reading. */
  readonly otherwise: readonly string[]
}

/** More conditions than this are not combined with each other. */
const maxReadings = 32
/** More than this are not even taken otherwise one by one. */
const maxAlone = 100

/** A text of more pieces is not put together. */
const mostPieces = 100_000

/** Every text that pieces may give, none where that is too much; the first has all that may be left out. */
export function readingsOf(written: readonly Piece[]): Reading[] {
  if (longest(written) > mostPieces) return []
  const all = new Map<object, Choice>()
  collect(written, all)
  const isLeftOpen = [...all.values()].filter(({ beside }) => beside !== undefined).length > 1
  const choices = isLeftOpen ? new Map([...all].filter(([, { beside }]) => beside === undefined)) : all
  const pieces = all.size > 0 ? settled(isLeftOpen ? leftOpen(written) : written) : written
  const readings = decisions([...choices.values()]).map((decided) => ({
    flat: flatten(pieces, decided),
    otherwise: [...new Set([...choices.values()].filter((one) => isOtherwise(one, decided)).map(({ on }) => on))],
  }))
  if (readings.length < 2) return readings
  const seen = new Set<string>()
  return readings.filter(({ flat }) => {
    const reading = identityOf(flat)
    return !seen.has(reading) && seen.add(reading)
  })
}

function isOtherwise({ key, isOfValues = false }: Choice, decided: ReadonlyMap<object, number>): boolean {
  return !isOfValues && (decided.get(key) ?? 0) > 0
}

/** What tells readings apart: the same text may be filled by something else. */
function identityOf(flat: readonly Flat[]): string {
  const { text, holes } = draftOf(flat)
  return [text, ...holes.map((hole) => `${hole.range.join('-')} ${hole.text}`)].join('\0')
}

/** The same without choices of which nobody tells what goes together; what stands in several ways is one thing in all. */
function leftOpen(pieces: readonly Piece[], known = new Map<Piece, Piece>()): readonly Piece[] {
  const inner = (parts: readonly Piece[]): readonly Piece[] => leftOpen(parts, known)
  return pieces.map((piece) => {
    const before = known.get(piece)
    if (before) return before
    const open = leftOpenPiece(piece, inner)
    known.set(piece, open)
    return open
  })
}

function leftOpenPiece(piece: Piece, inner: (parts: readonly Piece[]) => readonly Piece[]): Piece {
  if (piece.kind === 'choice') return piece.beside ?? { ...piece, of: piece.of.map(inner) }
  if (piece.kind !== 'joined') return piece
  const { items, separator, around } = piece
  return {
    ...piece,
    items: items.map(inner),
    separator: inner(separator),
    ...(around && { around: [inner(around[0]), inner(around[1])] as const }),
  }
}

function collect(pieces: readonly Piece[], into: Map<object, Choice>, seen = new Set<Piece>()): void {
  for (const piece of pieces) {
    if (piece.kind !== 'choice' && piece.kind !== 'joined') continue
    if (seen.has(piece)) continue
    seen.add(piece)
    if (piece.kind === 'choice' && (into.get(piece.key)?.of.length ?? 0) < piece.of.length) into.set(piece.key, piece)
    for (const part of piece.kind === 'choice' ? piece.of : partsOf(piece)) collect(part, into, seen)
  }
}

function partsOf({ items, separator, around = [[], []] }: Joined): (readonly Piece[])[] {
  return [...items, separator, ...around]
}

/** Of how many pieces a text is, at most; what stands in it several times is looked at once. */
function longest(pieces: readonly Piece[], known = new Map<Piece, number>()): number {
  const lengthOf = (piece: Piece): number => {
    if (piece.kind !== 'choice' && piece.kind !== 'joined') return 1
    const length = known.get(piece) ?? (piece.kind === 'choice' ? longestWay(piece, known) : longestJoined(piece, known))
    known.set(piece, length)
    return length
  }
  return pieces.reduce((sum, piece) => sum + lengthOf(piece), 0)
}

function longestWay({ of }: Choice, known: Map<Piece, number>): number {
  return of.reduce((most, way) => Math.max(most, longest(way, known)), 1)
}

function longestJoined({ items, separator, around = [[], []] }: Joined, known: Map<Piece, number>): number {
  const between = Math.max(0, items.length - 1) * longest(separator, known)
  return [...items, ...around].reduce((sum, part) => sum + longest(part, known), between)
}

/** Where in this file the texts of pieces are written, whatever decides on them; what holds nothing but spaces says nothing. */
export function placesOf(pieces: readonly Piece[], into = new Set<string>(), seen = new Set<Piece>()): ReadonlySet<string> {
  for (const piece of pieces) {
    if (seen.has(piece)) continue
    seen.add(piece)
    if (piece.kind === 'choice' || piece.kind === 'joined')
      for (const part of piece.kind === 'choice' ? piece.of : partsOf(piece)) placesOf(part, into, seen)
    else if (piece.kind === 'text' && piece.host.text.trim() !== '') into.add(piece.host.hostRange([0, piece.host.text.length]).join())
  }
  return into
}

/** How many pieces there are in all, up to a limit. */
export function weightOf(pieces: readonly Piece[], limit: number): number {
  let weight = 0
  for (const piece of pieces) {
    if (weight >= limit) return limit
    const parts = piece.kind === 'choice' ? piece.of : piece.kind === 'joined' ? partsOf(piece) : []
    weight = parts.reduce((sum, part) => sum + (sum < limit ? weightOf(part, limit - sum) : 0), weight + 1)
  }
  return weight
}

type Decided = ReadonlyMap<object, number>

function decisions(choices: readonly Choice[]): Decided[] {
  const count = choices.reduce((product, { of }) => product * of.length, 1)
  if (count > maxReadings) {
    const alone = choices.length > maxAlone ? [] : oneByOne(choices)
    return [new Map<object, number>(), ...alone, allOtherwise(choices)]
  }
  return choices.reduce<Map<object, number>[]>(
    (sets, { key, of }) => of.flatMap((_, i) => sets.map((set) => new Map(set).set(key, i))),
    [new Map<object, number>()],
  )
}

function oneByOne(choices: readonly Choice[]): Decided[] {
  return choices.flatMap(({ key, of }) => of.slice(1).map((_, i) => new Map([[key, i + 1]])))
}

function allOtherwise(choices: readonly Choice[]): Decided {
  return new Map(choices.map(({ key, of }) => [key, of.length - 1]))
}

/** The same pieces, with what no condition decides put together once for all readings; what stands in several ways is one thing in all. */
function settled(pieces: readonly Piece[], known = new Map<Piece, readonly Piece[]>()): Piece[] {
  return pieces.flatMap((piece) => {
    const one = known.get(piece) ?? settledPiece(piece, known)
    known.set(piece, one)
    return one
  })
}

function settledPiece(piece: Piece, known: Map<Piece, readonly Piece[]>): readonly Piece[] {
  const inner = (pieces: readonly Piece[]): Piece[] => settled(pieces, known)
  if (piece.kind === 'choice') return [{ ...piece, of: piece.of.map(inner) }]
  if (piece.kind !== 'joined') return [piece]
  const { separator, around, ...rest } = piece
  const joined: Joined = {
    ...rest,
    items: piece.items.map(inner),
    separator: inner(separator),
    ...(around && { around: [inner(around[0]), inner(around[1])] }),
  }
  return partsOf(joined).some(isOpen) ? [joined] : flatten([joined], new Map())
}

/** Whether a condition decides what of these is there; they are settled. */
function isOpen(pieces: readonly Piece[]): boolean {
  return pieces.some(({ kind }) => kind === 'choice' || kind === 'joined')
}

function flatten(pieces: readonly Piece[], decided: Decided, into: Flat[] = []): Flat[] {
  for (const piece of pieces) {
    if (piece.kind === 'choice') flatten(piece.of[decided.get(piece.key) ?? 0] ?? piece.of.at(-1) ?? [], decided, into)
    else if (piece.kind === 'joined') join(piece, decided, into)
    else into.push(piece)
  }
  return into
}

function join({ items, separator, around, aroundFrom = 1 }: Joined, decided: Decided, into: Flat[]): void {
  const parts = items.map((item) => flatten(item, decided)).filter((item) => !isEmpty(item))
  if (parts.length === 0) return
  const [before, after] = around && parts.length >= aroundFrom ? around : [[], []]
  flatten(before, decided, into)
  parts.forEach((part, i) => {
    if (i > 0) flatten(separator, decided, into)
    for (const piece of part) into.push(piece)
  })
  flatten(after, decided, into)
}

function isEmpty(flat: readonly Flat[]): boolean {
  return flat.every((piece) => piece.kind !== 'hole' && (piece.kind === 'text' ? piece.host.text : piece.text).trim() === '')
}

/** A text with a marker for each hole. */
export interface Draft {
  readonly text: string
  readonly holes: readonly Hole[]
}

export function draftOf(flat: readonly Flat[]): Draft {
  const holes: Hole[] = []
  const text = flat.map((piece) => {
    if (piece.kind !== 'hole') return piece.kind === 'text' ? piece.host.text : piece.text
    holes.push(piece.hole)
    return markerOf(holes.length - 1)
  })
  return { text: text.join(''), holes }
}

/** A reading as one text, with the way back to the file. */
export function wovenOf(flat: readonly Flat[], range: Range): { readonly host: HostText; readonly holes: readonly Hole[] } {
  const only = flat[0]
  if (flat.length === 1 && only?.kind === 'text') return { host: only.host, holes: [] }
  const woven = new WovenText()
  const holes: Hole[] = []
  let last = ''
  for (const piece of flat) {
    if (piece.kind === 'text') woven.addPart(piece.host, 0, piece.host.text.length, piece.seat)
    else if (piece.kind === 'known') woven.add(piece.text, piece.range)
    else {
      if (/(?:^|\W)(?:array|in|values|and|or|by|set|where|from|select)$/i.test(last)) woven.add(' ', piece.hole.range, piece.hole.usedAt)
      woven.add(markerOf(holes.length), piece.hole.range, piece.hole.usedAt)
      holes.push(piece.hole)
    }
    last = piece.kind === 'text' ? piece.host.text : piece.kind === 'known' ? piece.text : ''
  }
  return { host: woven.finish([range[1], range[1]]), holes }
}

/** What the holes are that several texts begin with, where that is the same in all of them. */
export function commonKind(of: readonly (readonly Piece[])[]): Hole['as'] {
  const kinds = new Set(of.map(([piece]) => (piece?.kind === 'hole' ? piece.hole.as : undefined)))
  return kinds.size === 1 ? [...kinds][0] : undefined
}
