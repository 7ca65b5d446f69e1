import { judgeFor } from '../project/judged-document.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import type { Use } from '../proofs/uses.ts'
import type { OpenFile } from './open-file.ts'

/** What a query asks that stands in a comment; nothing where it cannot be read. */
export function askedByText(sql: string, { document, schema, settings }: OpenFile): readonly Use[] {
  const parsed = document.engine.parse(sql)
  if (!parsed.ok) return []
  const judge = judgeFor(schema.catalog, settings)
  return parsed.value.flatMap(({ query }) => (query ? unlessTooDeep(() => judge.uses(query), []) : []))
}
