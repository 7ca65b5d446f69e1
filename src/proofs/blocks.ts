import { onceFor } from '../catalog/once-for.ts'
import type { Condition, Query } from '../query/query.ts'
import type { Relation } from '../query/relation.ts'
import type { Scope } from '../query/scope.ts'
import type { Surroundings } from './tenant/walk.ts'

/** One SELECT, INSERT, UPDATE or DELETE of a statement, with what its names mean before rows are grouped. */
export interface Block {
  readonly query: Query
  readonly scope: Scope
  readonly relation: Relation
  readonly around: Surroundings
}

/** The block that a relation is; none where it is written elsewhere, as that of a view is. */
export function blockOf(relation: Relation, around: Surroundings): Block | undefined {
  if (!relation.written || isMoved(relation.written.query)) return undefined
  const { query, scope } = relation.written
  const { grouped: _, ...ungrouped } = scope
  return { query, scope: ungrouped, relation, around }
}

/** All of a view's definition is told at the view's mention. */
function isMoved(query: Query): boolean {
  return query.kind === 'select' && query.output.some(({ range }) => String(range) === String(query.range))
}

/** What stands in a block itself: not in the queries that it holds. */
export const nodesOf = onceFor((block: Query): readonly object[] => Object.values(block).flatMap(nodesIn))

export function nodesIn(part: unknown): object[] {
  const found: object[] = []
  collect(part, found)
  return found
}

function collect(part: unknown, into: object[]): void {
  if (typeof part !== 'object' || part === null || isQuery(part)) return
  into.push(part)
  for (const inner of Object.values(part)) collect(inner, into)
}

export function isQuery(part: object): part is Query {
  return 'with' in part && Array.isArray(part.with)
}

export function whereOf(query: Query): Condition | undefined {
  return query.kind === 'select' || query.kind === 'update' || query.kind === 'delete' ? query.where : undefined
}
