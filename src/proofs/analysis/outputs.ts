import { figureName } from '../../catalog/fold/choose-name.ts'
import type { Column, Output, Term } from '../../query/query.ts'
import type { Part, StarColumn } from './from.ts'
import { placeOf, type Item, type Space } from './space.ts'
import { isSpread, mayBeSame } from './terms.ts'

/** One column of a result. */
export interface OutputColumn {
  readonly name: string
  readonly is: Term | StarColumn
}

export interface Result {
  readonly outputs: readonly OutputColumn[]
  /** Those are all of its columns. */
  readonly isWhole: boolean
}

export function isTerm(is: Term | StarColumn): is is Term {
  return 'kind' in is
}

export function resultOf(outputs: readonly Output[], part: Pick<Part, 'star' | 'items'>): Result {
  const columns = outputs.map((output) => columnsOf(output, part))
  return { outputs: columns.flatMap((one) => one ?? []), isWhole: columns.every((one) => one !== undefined) }
}

function columnsOf(output: Output, { star, items }: Pick<Part, 'star' | 'items'>): OutputColumn[] | undefined {
  if (output.kind === 'hidden') return undefined
  if (output.kind === 'star') {
    const { of } = output
    const item = items.find(({ name }) => name === of)
    const columns = of === undefined ? star : item?.columns?.map((name) => ({ name, item }))
    return columns?.map((is) => ({ name: is.name, is }))
  }
  if (isSpread(output.term)) return undefined
  return [{ name: output.name ?? figureName(output.term) ?? '?column?', is: output.term }]
}

/** What a term of GROUP BY, ORDER BY or DISTINCT ON means where it is a position or the name of an output. */
export function outputMeant(term: Term, { outputs, isWhole }: Result, namesFirst: boolean): OutputColumn | undefined {
  if (term.kind === 'value' && term.value.kind === 'literal' && typeof term.value.literal === 'number')
    return isWhole ? outputs[term.value.literal - 1] : undefined
  if (!namesFirst || term.kind !== 'column' || term.of !== undefined) return undefined
  return outputs.find(({ name }) => name === term.name)
}

/** Whether an output may be a term. */
export function mayBe(is: Term | StarColumn, term: Term, space: Space): boolean {
  if (isTerm(is)) return mayBeSame(is, term, space)
  return term.kind === 'column' && is.name === term.name && mayBeOf(term, is.item, space)
}

function mayBeOf(column: Column, item: Item | undefined, space: Space): boolean {
  const place = placeOf(column, space)
  return item === undefined || place?.item === undefined || place.item === item
}
