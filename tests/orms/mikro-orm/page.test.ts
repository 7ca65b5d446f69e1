import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { catalogJson } from '../../../src/cli/catalog-json.ts'
import { catalogTable } from '../../../src/cli/catalog-table.ts'
import { loadSchema } from '../../../src/project/project.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { blocksOf } from '../../support/markdown.ts'

it.each([
  ['mikro-orm', { '@mikro-orm/core': '6.6.16', '@mikro-orm/postgresql': '6.6.16' }],
  ['medusa', { '@medusajs/framework': '2.21.2' }],
])('the page of %s shows what is read of its entities', (name, dependencies) => {
  const page = readFileSync(new URL(`../../../docs/orms/${name}.md`, import.meta.url), 'utf8')
  const block = (language: string): string => blocksOf(page).find((one) => one.language === language)?.text ?? ''
  const root = makeRepository({ 'package.json': JSON.stringify({ name: 'shop', dependencies }), 'src/orders.ts': block('ts') })
  const json = catalogJson(loadSchema(join(root, 'x.ts'), defaultSettings, root), defaultSettings, root)
  expect(json.sources).toEqual([{ file: 'src/orders.ts', reader: name }])
  expect(block('text').trim()).toBe(catalogTable(json).trim())
})
