import { lookup } from '../catalog/lookup.ts'
import { onceFor } from '../catalog/once-for.ts'
import { schemaReader } from '../orms/index.ts'
import type { SourceFile } from './source-file.ts'

/** TypeORM creates those of its entities when it connects: https://typeorm.io/docs/drivers/postgres */
const ofTypeorm = ['uuid-ossp', 'pgcrypto', 'citext', 'hstore', 'cube', 'ltree', 'btree_gist', 'vector']

const ofTools: Readonly<Record<string, readonly string[]>> = lookup({
  typeorm: ofTypeorm,
  'typeorm-migrations': ofTypeorm,
  // https://supabase.com/docs/guides/database/extensions
  supabase: ['uuid-ossp', 'pgcrypto', 'pg_stat_statements'],
  hasura: ['pgcrypto'],
})

/** The extensions that the tools of a schema create by themselves; undefined where its sources only tell of tables. */
export const installedBy = onceFor((sources: readonly SourceFile[]): ReadonlySet<string> | undefined => {
  const isStep = ({ reader }: SourceFile): boolean => reader === 'sql' || schemaReader(reader)?.tells === 'steps'
  // Graphile Migrate runs scripts besides, which are none of its migrations.
  const isUnknown =
    sources.some(({ reader, tool }) => reader === 'medusa' || tool === 'graphile-migrate') || (sources.length > 0 && !sources.some(isStep))
  return isUnknown ? undefined : new Set(sources.flatMap(({ reader, tool }) => [...(ofTools[reader] ?? []), ...(ofTools[tool] ?? [])]))
})
