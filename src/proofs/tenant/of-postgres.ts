import type { Access } from '../../query/relation.ts'

/** Tables of Postgres itself, which no schema file has: https://www.postgresql.org/docs/current/catalogs.html */
export function isOfPostgres({ schema, name, source }: Access): boolean {
  if (schema !== undefined) return schema === 'pg_catalog' || schema === 'information_schema'
  return name.startsWith('pg_') && source.columns === undefined
}
