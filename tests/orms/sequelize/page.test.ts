import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { catalogJson } from '../../../src/cli/catalog-json.ts'
import { catalogTable } from '../../../src/cli/catalog-table.ts'
import { loadSchema } from '../../../src/project/project.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { blocksOf } from '../../support/markdown.ts'

const page = readFileSync(new URL('../../../docs/orms/sequelize.md', import.meta.url), 'utf8')
const block = (language: string): string =>
  blocksOf(page)
    .find((one) => one.language === language)
    ?.text.trim() ?? ''

it('the page shows what is read of its models', () => {
  const root = makeRepository({ 'package.json': '{"name":"shop","dependencies":{"sequelize":"6.37.8"}}', 'src/models.ts': block('ts') })
  const json = catalogJson(loadSchema(join(root, 'x.ts'), defaultSettings, root), defaultSettings, root)
  expect(json.sources).toEqual([{ file: 'src/models.ts', reader: 'sequelize' }])
  expect(catalogTable(json).trim()).toBe(block('text'))
})
