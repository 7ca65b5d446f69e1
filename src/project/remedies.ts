import type { Remedy } from '../catalog/remedy.ts'

/** A remedy, and the report that it came with. */
export interface ToldRemedy {
  readonly rule: string
  readonly messageId: string
  /** As ESLint counts: lines from 1, columns from 0. */
  readonly start: { readonly line: number; readonly column: number }
  readonly remedy: Remedy
}

let kept: ToldRemedy[] | undefined

/** From now on what rules want done is kept; an editor asks for nothing of it. */
export function keepRemedies(): void {
  kept = []
}

export function keepNoRemedies(): void {
  kept = undefined
}

/** Those since this was asked last. */
export function takeRemedies(): readonly ToldRemedy[] {
  return kept?.splice(0) ?? []
}

export function tellRemedy(told: () => ToldRemedy): void {
  kept?.push(told())
}
