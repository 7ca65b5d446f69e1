import { lookup } from '../catalog/lookup.ts'
import type { Term } from '../query/query.ts'
import type { Implied } from './implication.ts'

export type Literal = string | number | boolean

/** A comparison with one of some values; undefined where a value is not known before the statement runs. */
export interface Bound {
  readonly op: string
  readonly values: readonly (Literal | undefined)[]
}

export function literalIn(term: Term): Literal | undefined {
  if (term.kind === 'cast') return literalIn(term.term)
  return term.kind === 'value' && term.value.kind === 'literal' ? (term.value.literal ?? undefined) : undefined
}

/** Whether a column for which a bound holds also compares so with one of these values. */
export function impliesOrder({ op, values }: Bound, wantedOp: string, wanted: readonly (Literal | undefined)[]): Implied {
  if (values.length === 0) return 'no'
  const each = values.map((value) => best(wanted.map((other) => one(op, value, wantedOp, other))))
  return each.includes('no') ? 'no' : each.includes('perhaps') ? 'perhaps' : 'yes'
}

function best(of: readonly Implied[]): Implied {
  return of.includes('yes') ? 'yes' : of.includes('perhaps') ? 'perhaps' : 'no'
}

function one(op: string, value: Literal | undefined, wantedOp: string, wanted: Literal | undefined): Implied {
  const holds = follows[op]?.[wantedOp]
  if (!holds) return 'no'
  // Of texts, the database's collation decides which comes first.
  if (value === undefined || wanted === undefined || typeof value !== typeof wanted) return 'perhaps'
  const isEquality = op === '=' && (wantedOp === '=' || wantedOp === '<>')
  if (typeof value === 'string' && !isEquality && value !== wanted) return 'perhaps'
  return holds(value < wanted ? -1 : value > wanted ? 1 : 0) ? 'yes' : 'no'
}

type Holds = (order: number) => boolean

const less: Holds = (order) => order < 0
const notMore: Holds = (order) => order <= 0
const more: Holds = (order) => order > 0
const notLess: Holds = (order) => order >= 0
const same: Holds = (order) => order === 0
const other: Holds = (order) => order !== 0

/** By what holds and what is wanted: how the two values must compare. */
const follows: Readonly<Record<string, Readonly<Record<string, Holds>>>> = lookup({
  '=': { '=': same, '<>': other, '<': less, '<=': notMore, '>': more, '>=': notLess },
  '<': { '<': notMore, '<=': notMore, '<>': notMore },
  '<=': { '<': less, '<=': notMore, '<>': less },
  '>': { '>': notLess, '>=': notLess, '<>': notLess },
  '>=': { '>': more, '>=': notLess, '<>': more },
  '<>': { '<>': same },
})
