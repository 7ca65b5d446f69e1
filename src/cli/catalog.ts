import { join } from 'node:path'
import { visibleIn } from '../catalog/visible.ts'
import { otherPackagesWithSchema } from '../project/discover.ts'
import { loadSchema, type Schema } from '../project/project.ts'
import type { Settings } from '../settings/settings.ts'
import { catalogDot } from './catalog-dot.ts'
import { catalogJson } from './catalog-json.ts'
import { catalogMermaid } from './catalog-mermaid.ts'
import { catalogSql } from './catalog-sql.ts'
import { catalogTable } from './catalog-table.ts'
import type { CatalogFormat } from './formats/names.ts'
import { jsonText } from './output.ts'
import { shownPath } from './places.ts'
import { givenSettings, UsageError, type SettingsFlags } from './given-settings.ts'

export interface CatalogFlags extends SettingsFlags {
  readonly format: CatalogFormat
}

/** What `tenancy catalog` prints. */
export async function catalogCommand(flags: CatalogFlags, cwd: string): Promise<string> {
  const settings = await givenSettings(flags, cwd)
  const schema = loadSchema(join(cwd, 'schema.sql'), settings, cwd)
  if (schema.problems.length > 0) throw new UsageError(schema.problems.map(({ entry, reason }) => `${entry}: ${reason}`).join('\n'))
  if (flags.format === 'json') return jsonText(catalogJson(schema, settings, cwd))
  if (schema.sources.length > 0) return printed(schema, flags.format, settings, cwd)
  const why = schema.reason === undefined ? '' : `: ${schema.reason}`
  const looked = schema.looked.length > 0 ? ` Looked in: ${schema.looked.join(', ')}.` : ''
  const message = `No schema was found${why}.${looked} Name its files: tenancy catalog --schema 'db/**/*.sql'`
  if (flags.format === 'table') return message
  throw new UsageError(message)
}

function printed(schema: Schema, format: Exclude<CatalogFormat, 'json'>, settings: Readonly<Settings>, cwd: string): string {
  switch (format) {
    case 'sql':
      return catalogSql(schema.catalog)
    case 'mermaid':
      return catalogMermaid(schema.catalog, settings)
    case 'dot':
      return catalogDot(schema.catalog, settings)
    case 'table':
      return catalogTable(visibleIn(catalogJson(schema, settings, cwd))) + noteOthers(schema.sources, settings, cwd)
  }
}

/** The root of a workspace sees the schema of one of its packages. */
function noteOthers(sources: Schema['sources'], settings: Readonly<Settings>, cwd: string): string {
  const others = settings.schema.length > 0 ? [] : otherPackagesWithSchema(sources, cwd)
  if (others.length === 0) return ''
  return `\nOther packages have a schema, too; run the command there to see it: ${others.map((folder) => shownPath(folder, cwd)).join(', ')}`
}
