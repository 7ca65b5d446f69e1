import type { RangeVar } from '@pgsql/types'
import type { Sense, Walk } from './walk.ts'

/** A relation's name, where the tree says it stands. */
export function relation(body: RangeVar | undefined, walk: Walk, sense: Sense = { role: 'table' }): boolean {
  if (!body || !walk.seek(body.location)) return false
  const names = [body.catalogname, body.schemaname, body.relname].filter((name) => name !== undefined)
  return walk.takePath(names, sense)
}
