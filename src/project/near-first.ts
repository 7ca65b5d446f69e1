import { once } from '../catalog/once-for.ts'
import { keyOf, type CallersAsking, type PlacedJudged } from '../proofs/tenant/readings.ts'
import { isWeak } from '../proofs/tenant/verdict.ts'
import { withFarCallerAt, withFarCallers, withoutFarCallers } from '../query/far-callers.ts'
import type { CallPlace, FarCaller, LoadedValue, ToldOf } from '../query/told.ts'

/** What of that which is told of a value is heard. */
export type Tell = (value: LoadedValue) => LoadedValue | undefined

export function toldBy(told: ToldOf | undefined, tell: Tell): ToldOf {
  return (hole) => {
    const value = told?.(hole)
    return value && tell(value)
  }
}

/** So many callers are asked one by one which of them asks nothing. */
const mostCallers = 8

/** Judges by what the file tells; only where that leaves something to be said, also by what others do that call its functions, some of which may ask of what they are given. */
export function nearFirst(
  judge: (tell: Tell) => readonly PlacedJudged[],
  askingLater?: () => readonly CallPlace[],
): readonly PlacedJudged[] {
  const asked = new Set<LoadedValue>()
  const near = judge((value) => {
    if (value.byFarCallers) asked.add(value)
    return withoutFarCallers(value)
  })
  const callers = near.some(isWeak) ? [...asked].map(({ byFarCallers }) => byFarCallers?.() ?? []) : []
  const isToldFar = callers.some((all) => all.length > 0 && all.every(({ told }) => told !== undefined))
  const judged = isToldFar ? judge(withFarCallers) : near
  const places = placesOf(callers.flat())
  if (places.length < 2 || places.length > mostCallers || !judged.some(isWeak)) return judged
  const byPlace = once(() => places.map((place) => ({ place, held: heldIn(judge(withFarCallerAt(place))) })))
  return judged.map((one) =>
    isWeak(one) ? { ...one, callers: once(() => whoAsks(keyOf(one, one), byPlace(), askingLater?.() ?? [])) } : one,
  )
}

/** Where something is told of what is given, and where not, each once. */
function placesOf(callers: readonly FarCaller[]): readonly CallPlace[] {
  if (callers.every(({ told }) => told === undefined)) return []
  return [...new Map(callers.map(({ place }) => [`${place.file ?? ''}:${String(place.line)}`, place])).values()]
}

function heldIn(judged: readonly PlacedJudged[]): ReadonlySet<string> {
  return new Set(judged.flatMap((one) => (isWeak(one) ? [] : keyOf(one, one))))
}

interface HeldBy {
  readonly place: CallPlace
  readonly held: ReadonlySet<string>
}

function whoAsks(key: string, byPlace: readonly HeldBy[], later: readonly CallPlace[]): CallersAsking {
  const asksLater = ({ file, line }: CallPlace): boolean => later.some((one) => one.file === file && one.line === line)
  const asksNot = byPlace.flatMap(({ place, held }) => (held.has(key) || asksLater(place) ? [] : place))
  return { asksNot, asking: byPlace.length - asksNot.length }
}
