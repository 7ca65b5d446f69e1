import type { Column, Index, Table } from '../catalog/catalog.ts'
import { quoteName } from '../catalog/names.ts'
import type { Place } from '../catalog/place.ts'
import { printCondition } from '../query/print.ts'
import type { Condition } from '../query/query.ts'
import { concurrently, createIndexSql, placesOfNames, qualifiedName, type Surroundings } from './index-sql.ts'
import { leavesLivingOut } from './marked-rows.ts'
import { conjuncts, livePredicate } from './predicate.ts'

/** What puts an index of the rows that are not deleted in place of a unique key. */
export interface Replacement {
  readonly predicate: string
  /** Where the key is an index of its own: its statement can be given the condition. */
  readonly isOwnIndex: boolean
  readonly sql: string
}

export function partialReplacement(table: Table, index: Index, marker: Column, surroundings: Surroundings): Replacement {
  const kept = index.predicate ? conjuncts(index.predicate).filter((part) => !leavesLivingOut(part, marker)) : []
  const predicate = [...kept.map(inBrackets), livePredicate(marker)].join(' AND ')
  const without = { ...index, keys: index.keys.filter((key) => key.column !== marker.name) }
  const drop =
    index.constraint === undefined
      ? `DROP INDEX ${concurrently(table, surroundings)}${qualifiedName(index, surroundings)};`
      : `ALTER TABLE ${qualifiedName(table, surroundings)} DROP CONSTRAINT ${quoteName(index.constraint)};`
  return {
    predicate,
    isOwnIndex: index.constraint === undefined && without.keys.length === index.keys.length && !index.predicate,
    sql: `${drop}\n${createIndexSql(table, without, predicate, surroundings)}`,
  }
}

/** Where what a replacement names got these names. */
export function replacedNames(table: Table, index: Index, marker: Column): Place[] {
  const columns = [...index.keys.flatMap(({ column }) => column ?? []), ...index.include, marker.name]
  return [...placesOfNames(table, columns), ...table.keys.filter((key) => key.index === index).map(({ place }) => place)]
}

function inBrackets(condition: Condition): string {
  return condition.kind === 'or' ? `(${printCondition(condition)})` : printCondition(condition)
}
