import { join } from 'node:path'
import { otherPackagesWithSchema } from '../project/discover.ts'
import { loadSchema, type Schema } from '../project/project.ts'
import type { Settings } from '../settings/settings.ts'
import { catalogJson } from './catalog-json.ts'
import { catalogTable } from './catalog-table.ts'
import { shownPath } from './places.ts'
import { givenSettings, UsageError, type SettingsFlags } from './given-settings.ts'

export interface CatalogFlags extends SettingsFlags {
  readonly format: 'json' | 'table'
}

/** What `tenancy catalog` prints. */
export async function catalogCommand(flags: CatalogFlags, cwd: string): Promise<string> {
  const settings = await givenSettings(flags, cwd)
  const schema = loadSchema(join(cwd, 'schema.sql'), settings, cwd)
  if (schema.problems.length > 0) throw new UsageError(schema.problems.map(({ entry, reason }) => `${entry}: ${reason}`).join('\n'))
  const json = catalogJson(schema, settings, cwd)
  if (flags.format === 'json') return JSON.stringify(json, null, 2)
  if (schema.sources.length > 0) return catalogTable(json) + noteOthers(schema.sources, settings, cwd)
  const why = schema.reason === undefined ? '' : `: ${schema.reason}`
  const looked = schema.looked.length > 0 ? ` Looked in: ${schema.looked.join(', ')}.` : ''
  return `No schema was found${why}.${looked} Name its files: tenancy catalog --schema 'db/**/*.sql'`
}

/** The root of a workspace sees the schema of one of its packages. */
function noteOthers(sources: Schema['sources'], settings: Readonly<Settings>, cwd: string): string {
  const others = settings.schema.length > 0 ? [] : otherPackagesWithSchema(sources, cwd)
  if (others.length === 0) return ''
  return `\nOther packages have a schema, too; run the command there to see it: ${others.map((folder) => shownPath(folder, cwd)).join(', ')}`
}
