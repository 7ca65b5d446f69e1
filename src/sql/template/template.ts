import { failure, type Parsed, type SqlEngine, type Statement } from '../engine.ts'
import type { HostText } from '../host-text.ts'
import type { Range } from '../lexer.ts'
import { parseCached } from '../parse-cached.ts'
import { WovenText } from '../woven-text.ts'
import { markersIn, type Hole } from './hole.ts'
import { hideHoles, type PlacedHole } from './hide.ts'
import { codeTokens, fillOf, seatsAt, type Seat } from './seats.ts'
import { shapedOnce } from './shaped.ts'

/** How many ways to read its holes are tried for a text. */
const maxTries = 30

export interface ReadTemplate {
  /** The text as it was read, every hole filled. */
  readonly source: HostText
  readonly filled: readonly FilledHole[]
  readonly parsed: Parsed<readonly Statement[]>
}

/** A hole with what it was taken for. */
export interface FilledHole extends Hole {
  readonly seat: Seat
  /** It is put in as it is where nothing but a value can stand: what is compared, listed or counted. */
  readonly isValue: boolean
  /** It is all that stands between two quotes: where these are in the file. */
  readonly quotes: Range | undefined
}

interface Place {
  readonly start: number
  readonly end: number
  readonly number: number
  readonly seats: readonly Seat[]
}

/** Reads a text in which markers stand for holes: each is taken for the likeliest thing with which all of it can be parsed. */
export function readTemplate(host: HostText, holes: readonly Hole[], engine: SqlEngine): ReadTemplate {
  const tokens = codeTokens(host.text)
  const places = markersIn(host.text).map((found): Place => {
    const hole = holes[found.number]
    return { ...found, seats: hole ? seatsAt(host.text, tokens, found.start, hole) : ['name'] }
  })
  const tried = places.map(() => 0)
  let first: ReadTemplate | undefined
  for (let tries = 0; tries < maxTries; tries++) {
    const filled = fill(host, places, tried, holes)
    const parsed = parseCached(engine, filled.source.text)
    if (parsed.ok)
      return {
        source: filled.source,
        filled: filled.placed.flatMap((one) => filledHole(one, filled.source, holes)),
        parsed: { ok: true, value: parsed.value.map((one) => hiddenOnce(one, filled.placed, holes, filled.source.text)) },
      }
    first ??= { source: filled.source, filled: [], parsed }
    if (!advance(tried, places, filled.placed, parsed.error.offset)) break
  }
  return first ?? { source: host, filled: [], parsed: failure('input', 'it is empty') }
}

function hiddenOnce(statement: Statement, placed: readonly PlacedHole[], holes: readonly Hole[], text: string): Statement {
  // Where holes stand in the file makes no difference to what is seen of them.
  const by = ['holes', placed, holes.map(({ range: _, usedAt: __, ...hole }) => hole)]
  return shapedOnce(statement, by, () => hideHoles(statement, placed, holes, text))
}

const valuePlace = /(?:[=<>~]|\b(?:like|ilike|between|limit|offset|interval|in\s*\((?:[^()]*,)?|any\s*\(|values\s*\((?:[^()]*,)?))\s*$/i

function filledHole(
  { number, seat, range: [start, end] }: PlacedHole,
  { text, hostRange }: HostText,
  holes: readonly Hole[],
): FilledHole[] {
  const hole = holes[number]
  const isQuoted = text[start - 1] === "'" && text[end] === "'"
  const isValue = (hole?.spliced === true || hole?.placeholder !== undefined) && valuePlace.test(text.slice(0, start))
  return hole ? [{ ...hole, seat, isValue, quotes: isQuoted ? hostRange([start - 1, end + 1]) : undefined }] : []
}

function fill(
  host: HostText,
  places: readonly Place[],
  tried: readonly number[],
  holes: readonly Hole[],
): { source: HostText; placed: readonly PlacedHole[] } {
  const woven = new WovenText()
  const placed: PlacedHole[] = []
  let from = 0
  let length = 0
  places.forEach(({ start, end, number, seats }, i) => {
    const seat = seats[tried[i] ?? 0] ?? 'name'
    const text = fillOf(seat, number, holes[number])
    woven.addPart(host, from, start).add(text, host.hostRange([start, end]), holes[number]?.usedAt)
    length += start - from
    placed.push({ number, seat, range: [length, length + text.length] })
    length += text.length
    from = end
  })
  const end = host.text.length
  return { source: woven.addPart(host, from, end).finish(host.hostRange([end, end])), placed }
}

/** Takes the last hole before an error for something else; those behind it begin anew. */
function advance(tried: number[], places: readonly Place[], placed: readonly PlacedHole[], offset: number): boolean {
  let last = placed.length - 1
  while (last > 0 && (placed[last]?.range[0] ?? 0) > offset) last--
  for (; last >= 0; last--) {
    tried[last] = (tried[last] ?? 0) + 1
    if ((tried[last] ?? 0) < (places[last]?.seats.length ?? 0)) return true
    tried[last] = 0
  }
  return false
}
