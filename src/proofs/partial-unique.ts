import type { Column, Index, Table } from '../catalog/catalog.ts'
import { asWanted, type WantedIndex } from '../catalog/wanted-index.ts'
import { printCondition } from '../query/print.ts'
import type { Condition } from '../query/query.ts'
import { leavesDeletedOut, leavesLivingOut } from './marked-rows.ts'
import { conjuncts, livePredicate } from './predicate.ts'

/** The unique index of the rows that are not deleted, in place of one of all. */
export function ofLiveRows(index: Index, marker: Column): WantedIndex & { readonly predicate: string } {
  const kept = index.predicate ? conjuncts(index.predicate).filter((part) => !leavesLivingOut(part, marker)) : []
  const predicate = [...kept.map(inBrackets), livePredicate(marker)].join(' AND ')
  return { ...asWanted(index), keys: index.keys.filter((key) => key.column !== marker.name), predicate }
}

/** A key of the rows that are not deleted that is there already beside one of all. */
export function liveTwin({ indexes }: Table, index: Index, marker: Column): Index | undefined {
  const { keys } = ofLiveRows(index, marker)
  return indexes.find(
    (other) =>
      other !== index &&
      other.unique &&
      other.valid &&
      other.constraint === undefined &&
      !index.predicate &&
      other.nullsNotDistinct === index.nullsNotDistinct &&
      other.keys.length === keys.length &&
      other.keys.every(({ column }, i) => column !== undefined && column === keys[i]?.column) &&
      other.predicate &&
      conjuncts(other.predicate).every((part) => leavesDeletedOut(part, marker)),
  )
}

function inBrackets(condition: Condition): string {
  return condition.kind === 'or' ? `(${printCondition(condition)})` : printCondition(condition)
}
