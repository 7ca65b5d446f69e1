import type { PlacedJudged } from '../proofs/tenant/readings.ts'
import { isWeak } from '../proofs/tenant/verdict.ts'
import { withFarCallers, withoutFarCallers } from '../query/far-callers.ts'
import type { LoadedValue, ToldOf } from '../query/told.ts'

/** What of that which is told of a value is heard. */
export type Tell = (value: LoadedValue) => LoadedValue | undefined

export function toldBy(told: ToldOf | undefined, tell: Tell): ToldOf {
  return (hole) => {
    const value = told?.(hole)
    return value && tell(value)
  }
}

/** Judges by what the file tells; only where that leaves something to be said, also by what others do that call its functions. */
export function nearFirst(judge: (tell: Tell) => readonly PlacedJudged[]): readonly PlacedJudged[] {
  const asked = new Set<LoadedValue>()
  const near = judge((value) => {
    if (value.byFarCallers) asked.add(value)
    return withoutFarCallers(value)
  })
  const isToldFar = (): boolean => [...asked].some(({ byFarCallers }) => byFarCallers !== undefined && byFarCallers().length > 0)
  return near.some(isWeak) && isToldFar() ? judge(withFarCallers) : near
}
