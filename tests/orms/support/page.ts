import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogJson, type CatalogJson } from '../../../src/cli/catalog-json.ts'
import { catalogTable } from '../../../src/cli/catalog-table.ts'
import { loadSchema } from '../../../src/project/project.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { blocksOf } from '../../support/markdown.ts'

/** The first block of a language on the page of an ORM. */
export function pageOf(name: string): (language: string) => string {
  const page = readFileSync(new URL(`../../../docs/orms/${name}.md`, import.meta.url), 'utf8')
  return (language) =>
    blocksOf(page)
      .find((one) => one.language === language)
      ?.text.trim() ?? ''
}

/** What `tenancy catalog` shows of a package with one file. */
export function catalogOf(
  dependency: string,
  path: string,
  text: string,
): { readonly sources: CatalogJson['sources']; readonly table: string } {
  const root = makeRepository({ 'package.json': `{"name":"shop","dependencies":{"${dependency}":"1.0.0"}}`, [path]: text })
  const json = catalogJson(loadSchema(join(root, 'x.ts'), defaultSettings, root), defaultSettings, root)
  return { sources: json.sources, table: catalogTable(json).trim() }
}
