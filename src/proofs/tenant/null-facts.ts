import { givesNoNull } from '../../query/never-null.ts'
import type { LoadedProperty } from '../../query/told.ts'
import type { Relation } from '../../query/relation.ts'
import type { LoadedFact } from './loaded-facts.ts'
import { isSameName } from './names.ts'
import { isGivenNotNull } from './null-checks.ts'
import { isNullable } from './nulls.ts'

/** What is known of a property of rows, with which of it may be NULL, by what the queries say that gave them. */
export function withNulls(facts: readonly LoadedFact[], { property }: LoadedProperty, gave: readonly Relation[]): readonly LoadedFact[] {
  if (gave.every((relation) => givesNoNull(relation, (name) => isSameName(name, property), isGivenNotNull))) return facts
  return facts.map((fact) => fact.map((one) => ({ ...one, mayBeNull: isNullable(one.table, one.column) })))
}

/** The same of which nothing is known to be NULL. */
export function withoutNulls(facts: readonly LoadedFact[]): readonly LoadedFact[] {
  return facts.map((fact) => fact.map((one) => ({ ...one, mayBeNull: false })))
}
