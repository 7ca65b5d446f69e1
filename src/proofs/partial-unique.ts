import type { Column, Index } from '../catalog/catalog.ts'
import { asWanted, type WantedIndex } from '../catalog/wanted-index.ts'
import { printCondition } from '../query/print.ts'
import type { Condition } from '../query/query.ts'
import { leavesLivingOut } from './marked-rows.ts'
import { conjuncts, livePredicate } from './predicate.ts'

/** The unique index of the rows that are not deleted, in place of one of all. */
export function ofLiveRows(index: Index, marker: Column): WantedIndex & { readonly predicate: string } {
  const kept = index.predicate ? conjuncts(index.predicate).filter((part) => !leavesLivingOut(part, marker)) : []
  const predicate = [...kept.map(inBrackets), livePredicate(marker)].join(' AND ')
  return { ...asWanted(index), keys: index.keys.filter((key) => key.column !== marker.name), predicate }
}

function inBrackets(condition: Condition): string {
  return condition.kind === 'or' ? `(${printCondition(condition)})` : printCondition(condition)
}
