import type { Term } from './query.ts'

/** The value that is written, whatever it is cast to; undefined where it is computed. */
export function literalOf(term: Term | undefined): string | number | boolean | null | undefined {
  if (term?.kind === 'cast') return literalOf(term.term)
  if (term?.kind === 'condition') return term.condition.kind === 'constant' ? term.condition.value : undefined
  return term?.kind === 'value' && term.value.kind === 'literal' ? term.value.literal : undefined
}

/** The word NULL, whatever it is cast to. */
export function isNull(term: Term): boolean {
  if (term.kind === 'cast') return isNull(term.term)
  return term.kind === 'value' && term.value.kind === 'literal' && term.value.literal === null
}
