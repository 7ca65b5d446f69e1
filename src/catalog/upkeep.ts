import type { Query } from '../query/query.ts'
import type { Change, QualifiedName } from './change.ts'

/** What leaves the schema as it is, and stands among the statements that do not. */
export type Upkeep =
  | { readonly kind: 'refresh'; readonly name: QualifiedName; readonly concurrently: boolean }
  | {
      readonly kind: 'reindex'
      readonly of: 'index' | 'table' | 'schema' | 'database' | 'system'
      /** Undefined where the database is meant that is connected to. */
      readonly name: QualifiedName | undefined
      readonly concurrently: boolean
    }
  /** Writes tables again, as VACUUM FULL, CLUSTER and ALTER TABLE … SET UNLOGGED do; all of them where none is named. */
  | { readonly kind: 'rewrite'; readonly by: string; readonly tables: readonly QualifiedName[] }
  | { readonly kind: 'analyze'; readonly tables: readonly QualifiedName[] }
  /** What Postgres runs in no transaction, besides what is CONCURRENTLY. */
  | { readonly kind: 'apart'; readonly verb: string }
  | { readonly kind: 'set'; readonly name: string; readonly value: string | undefined; readonly local: boolean }
  | { readonly kind: 'comment'; readonly table: QualifiedName; readonly column: string; readonly text: string | undefined }
  /** Rows are written. */
  | { readonly kind: 'write'; readonly query: Query }

const upkeep: ReadonlySet<Change['kind']> = new Set([
  'refresh',
  'reindex',
  'rewrite',
  'analyze',
  'apart',
  'set',
  'comment',
  'write',
] satisfies Upkeep['kind'][])

/** Whether anything is another schema behind these. */
export function shapesSchema(changes: readonly Change[]): boolean {
  return changes.some(({ kind }) => !upkeep.has(kind))
}
