import { withoutCast } from '../../query/columns.ts'
import { plainText } from '../../query/program-text.ts'
import type { Column, Condition, Term } from '../../query/query.ts'

/** The column that a condition says is a value of the program. */
export function columnThatIs(condition: Condition, text: string): Column | undefined {
  if (condition.kind !== 'compare' || condition.op !== '=' || condition.quantifier) return undefined
  const { left, right } = condition
  if (isValue(withoutCast(right), text)) return columnIn(left)
  return isValue(withoutCast(left), text) ? columnIn(right) : undefined
}

/** The column that a condition says is one of a list of the program: `IN`, `= ANY`. */
export function columnListed(condition: Condition, isListed: IsListed): Column | undefined {
  if (condition.kind !== 'compare' || condition.op !== '=' || condition.quantifier !== 'any') return undefined
  const right = withoutCast(condition.right)
  const terms = right.kind === 'list' || right.kind === 'array' ? right.terms : [right]
  // Another cast makes one value of several.
  return isListed(terms.map(withoutCast)) ? columnIn(condition.left, /^text$/) : undefined
}

/** Whether what a condition lists is what was seen to be found. */
export type IsListed = (terms: readonly Term[]) => boolean

export function listedAs(list: string): IsListed {
  return ([only, ...others]) => {
    if (others.length > 0 || only?.kind !== 'value' || only.value.kind !== 'program') return false
    return plainText(only.value.list ?? only.value.text) === plainText(list)
  }
}

/** As many values as there are rows, of which one is asked about. */
export function amongListed(text: string, asMany: number): IsListed {
  return (terms) =>
    terms.length === asMany && terms.every((term) => term.kind === 'value' && !term.many) && terms.some((term) => isValue(term, text))
}

/** A column, be it as text: other casts make one of different values. */
function columnIn(term: Term, casts = /^(?:text|uuid)$/): Column | undefined {
  const of = term.kind === 'cast' && casts.test(term.type) ? term.term : term
  return of.kind === 'column' ? of : undefined
}

function isValue(term: Term, text: string): boolean {
  return term.kind === 'value' && !term.many && term.value.kind === 'program' && plainText(term.value.text) === plainText(text)
}
