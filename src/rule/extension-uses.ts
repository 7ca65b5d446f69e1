import { quoteName } from '../catalog/names.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Edit, Range } from '../catalog/place.ts'
import { sqlBefore } from '../document/edits.ts'
import type { SqlStatement } from '../document/document.ts'
import { isMeant } from '../document/readings.ts'
import { ExtensionUses, type ExtensionUse } from '../proofs/extensions.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import { onceOfSchema } from '../proofs/of-schema.ts'
import { isWhole } from '../proofs/unknown-names.ts'
import type { OpenFile } from './open-file.ts'

/** A use of an extension that nothing in sight creates. */
export interface PlacedExtensionUse extends ExtensionUse {
  readonly range: Range
  /** The statement that creates it. */
  readonly sql: string
  /** Writes that before the use. */
  readonly edits: readonly Edit[]
}

/** The uses of a file, where all that makes the database is known. */
export function extensionUsesOf(file: OpenFile): PlacedExtensionUse[] {
  const { path, schema, settings } = file
  const { catalog, installs } = schema
  if (installs === undefined || !isWhole(catalog, settings)) return []
  const uses = usesOf(catalog, settings)(installs)
  const placed = (range: Range, found: readonly ExtensionUse[]): PlacedExtensionUse[] => found.map((use) => placedUse(use, range, file))
  const defined = catalog.tablesOf(path).flatMap((table) => {
    const isHere = (part: { readonly place: { readonly file: string } }): boolean => part.place.file === path
    return [
      ...table.columns.filter(isHere).flatMap((column) => placed(column.place.range, uses.ofColumn(column))),
      ...table.indexes.filter(isHere).flatMap((index) => placed(index.place.range, uses.ofIndex(index))),
      ...(isHere(table) ? placed(table.place.range, uses.ofChecks(table)) : []),
    ]
  })
  return [...defined, ...file.document.statements.flatMap((statement) => ofQuery(statement, uses, file))]
}

/** What is installed is the same for all files of a schema. */
const usesOf = onceOfSchema((catalog, { postgres }) =>
  onceFor((installs: ReadonlySet<string>) => new ExtensionUses(catalog, postgres, installs)),
)

function ofQuery(one: SqlStatement, uses: ExtensionUses, file: OpenFile): PlacedExtensionUse[] {
  const { statement, source, sentBy, goesOn } = one
  if (!statement?.query || sentBy !== undefined || goesOn !== undefined) return []
  const isSure = isMeant(one, file.schema.catalog, file.settings)
  const { query } = statement
  // The name of a view of an extension is in no text by chance.
  const found = unlessTooDeep(() => uses.ofQuery(query), []).filter(({ kind }) => isSure || kind === 'view')
  return found.map((use) => {
    const at = source.text.toLowerCase().indexOf(use.name, use.range[0])
    const range: Range = at < 0 || at >= use.range[1] ? use.range : [at, at + use.name.length]
    return placedUse(use, source.hostRange(range), file)
  })
}

function placedUse(
  { extension, kind, name, schema: home }: ExtensionUse,
  range: Range,
  { document, schema }: OpenFile,
): PlacedExtensionUse {
  const within = home === undefined || home === 'public' ? '' : ` WITH SCHEMA ${quoteName(home)}`
  const sql = `CREATE EXTENSION IF NOT EXISTS ${quoteName(extension)}${within}`
  const edits = schema.isSource && !schema.isMigration ? [] : sqlBefore(document, range, sql)
  return { extension, kind, name, range, sql, edits }
}
