import type { RangeVar } from '@pgsql/types'

/** A relation's place as written, for what must be unique within it. */
export function relationOf({ schemaname, relname }: RangeVar): string {
  return `${schemaname ?? ''}.${relname ?? ''}`
}

/** The namespace of a relation's own name; a temporary one lives in a schema of its session. */
export function relationKey({ schemaname, relpersistence }: RangeVar): string {
  return `relation ${relpersistence === 't' ? 'pg_temp' : (schemaname ?? '')}`
}

/** What a column or constraint definition stands in. */
export interface Owner {
  readonly columns: string
  readonly constraints: string
  /** The namespace of the indexes behind keys. */
  readonly relations: string
}

export function tableOwner(table: RangeVar | undefined): Owner {
  const relation = relationOf(table ?? {})
  return { columns: `column of ${relation}`, constraints: `constraint of ${relation}`, relations: relationKey(table ?? {}) }
}
