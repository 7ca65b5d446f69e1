import { join } from 'node:path'
import { expect, it } from 'vitest'
import { catalogJson } from '../../src/cli/catalog-json.ts'
import { catalogTable } from '../../src/cli/catalog-table.ts'
import { loadSchema } from '../../src/project/project.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { makeRepository } from '../project/temp-project.ts'

const model = `datasource db {
  provider = "postgresql"
}
model orders {
  id    Int @id
  total Int
}
`

function shown(files: Readonly<Record<string, string>>): string {
  const root = makeRepository({ 'package.json': '{"name":"shop","dependencies":{"prisma":"7.0.0"}}', ...files })
  return catalogTable(catalogJson(loadSchema(join(root, 'x.ts'), defaultSettings, root), defaultSettings, root))
}

it('says what the schema or the migrations alone tell', () => {
  const text = shown({
    'prisma/schema.prisma': model,
    'prisma/migrations/1_a/migration.sql': 'create table orders (id int primary key, note text); create table old (id int);',
  })
  expect(text.slice(text.indexOf('Told by one alone:'))).toBe(`Told by one alone:
  prisma/migrations/1_a/migration.sql:1:42  column note of orders: the schema does not have it
  prisma/schema.prisma:6:3  column total of orders: no migration makes it
  prisma/migrations/1_a/migration.sql:1:67  table old: the schema does not have it
`)
})

it('has nothing to say of one alone', () => {
  expect(shown({ 'prisma/schema.prisma': model })).not.toContain('Told by one alone')
})

it('prints any number of lines', () => {
  const place = { file: 'a.sql', line: 1, column: 1 }
  const unread = Array.from({ length: 200_000 }, () => ({ place, reason: 'a reason' }))
  const text = catalogTable({ sources: [], unread, differences: [], tables: [], views: [] })
  expect(text.split('\n')).toHaveLength(200_004)
})
