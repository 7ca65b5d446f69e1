import type { Kind, Value } from '../../../javascript/symbolic/value.ts'
import type { Sql } from '../../query-sql.ts'
import { isDrizzle, methodOf } from '../library.ts'
import { columnOf, sourceOf } from './sources.ts'
import { knownSql } from './terms.ts'
import type { Writing } from './writing.ts'

/** ``db.execute(sql`select * from ${orders}`)``; a text that names its tables itself is read as any other one. */
export function executedSql(call: Kind<'call'>, writing: Writing): Sql | undefined {
  const method = methodOf(call)
  const [text] = method?.args ?? []
  return method?.name === 'execute' && text && namesTables(text, writing) ? knownSql(writing, text) : undefined
}

/** Whether tables or columns of the schema stand in a text. */
function namesTables(value: Value, writing: Writing): boolean {
  if (value.kind === 'tagged') return isDrizzle(value.tag, 'sql') && value.holes.some((hole) => namesTables(hole, writing))
  if (value.kind === 'choice') return value.of.some((one) => namesTables(one, writing))
  return sourceOf(value, writing) !== undefined || columnOf(value, writing) !== undefined
}
