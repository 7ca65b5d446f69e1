import type { Catalog } from '../catalog/catalog.ts'
import type { Document } from '../document/document.ts'
import type { Settings } from '../settings/settings.ts'
import { catalogFor } from './project.ts'

const catalogs = new WeakMap<Document, Catalog>()

/** The catalog for a document, looked up once for all rules. */
export function openCatalog(file: string, document: Document, { text }: { readonly text: string }, settings: Readonly<Settings>, cwd: string): Catalog {
  const known = catalogs.get(document)
  if (known) return known
  const catalog = catalogFor(file, text, document.statements, settings, cwd)
  catalogs.set(document, catalog)
  return catalog
}
