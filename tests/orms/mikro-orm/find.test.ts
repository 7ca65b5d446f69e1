import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { discoverSchema } from '../../../src/project/discover.ts'
import { loadSchema } from '../../../src/project/project.ts'
import { catalogJson } from '../../../src/cli/catalog-json.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { makeRepository } from '../../project/temp-project.ts'

const entity = (name: string, from = '@mikro-orm/core'): string =>
  `import { Entity, PrimaryKey } from '${from}'\n@Entity()\nexport class ${name} { @PrimaryKey() id!: number }\n`

function found(files: Readonly<Record<string, string>>, dependencies: readonly string[]): unknown {
  const root = makeRepository({
    'package.json': JSON.stringify({ name: 'x', dependencies: Object.fromEntries(dependencies.map((one) => [one, '6.6.16'])) }),
    ...files,
  })
  const { leftOut } = discoverSchema(`${root}/x.ts`, root)
  const json = catalogJson(loadSchema(`${root}/x.ts`, defaultSettings, root), defaultSettings, root)
  return {
    sources: json.sources.map(({ file, reader }) => `${reader} ${file}`),
    tables: json.tables.map(({ name }) => name),
    leftOut: leftOut.map(({ path, reason }) => `${relative(root, path)} ${reason}`),
  }
}

const postgres = ['@mikro-orm/core', '@mikro-orm/postgresql']
const configFor = (driver: string): string =>
  `import { defineConfig } from '@mikro-orm/${driver}'\nexport default defineConfig({ entities: ['./dist/**/*.js'], dbName: 'x' })`

describe('entities are found by what a package depends on and its programs import', () => {
  it.each([
    [
      'entities, and no tests or helpers',
      { 'src/a.entity.ts': entity('A'), 'src/b.spec.ts': entity('B'), 'src/c.ts': "import { wrap } from '@mikro-orm/core'" },
      postgres,
      { sources: ['mikro-orm src/a.entity.ts'], tables: ['a'], leftOut: [] },
    ],
    [
      'no dependency, where nothing else is found',
      { 'src/a.ts': entity('A') },
      [],
      { sources: ['mikro-orm src/a.ts'], tables: ['a'], leftOut: [] },
    ],
    [
      'no dependency, beside another schema',
      { 'src/a.ts': entity('A'), 'schema.sql': 'create table b (id int);' },
      [],
      { sources: ['sql schema.sql'], tables: ['b'], leftOut: [] },
    ],
    [
      'another database by the only driver',
      { 'src/a.ts': entity('A') },
      ['@mikro-orm/core', '@mikro-orm/mysql'],
      { sources: [], tables: [], leftOut: ['src/a.ts is for mysql'] },
    ],
    [
      'another database by its configuration',
      { 'src/a.ts': entity('A'), 'mikro-orm.config.ts': configFor('better-sqlite') },
      [...postgres, '@mikro-orm/better-sqlite'],
      { sources: [], tables: [], leftOut: ['src/a.ts is for sqlite'] },
    ],
    [
      'several configurations, one of them for Postgres',
      { 'src/a.ts': entity('A'), 'mikro-orm.config.ts': configFor('postgresql'), 'test/mikro-orm.config.ts': configFor('mysql') },
      [...postgres, '@mikro-orm/mysql'],
      { sources: ['mikro-orm src/a.ts'], tables: ['a'], leftOut: [] },
    ],
    [
      'a configuration far away that names things',
      {
        'src/a.ts': entity('TeamMember'),
        'src/db/orm.ts':
          "import { MikroORM, EntityCaseNamingStrategy } from '@mikro-orm/postgresql'\nexport const orm = () => MikroORM.init({ dbName: 'x', namingStrategy: EntityCaseNamingStrategy })",
      },
      postgres,
      { sources: ['mikro-orm src/a.ts', 'mikro-orm src/db/orm.ts'], tables: ['TeamMember'], leftOut: [] },
    ],
    [
      'decorators of their own package',
      { 'src/a.ts': entity('A', '@mikro-orm/decorators/legacy') },
      postgres,
      { sources: ['mikro-orm src/a.ts'], tables: ['a'], leftOut: [] },
    ],
    [
      'migrations come before the entities, in the order of their names',
      {
        'src/a.ts': entity('A'),
        'migrations/Migration2.ts':
          "import { Migration } from '@mikro-orm/migrations'\nexport class Migration2 extends Migration { async up() { this.addSql('alter table a add b int') } }",
        'migrations/Migration1.ts':
          "import { Migration } from '@mikro-orm/migrations'\nexport class Migration1 extends Migration { async up() { this.addSql('create table a (id serial primary key)') } }",
      },
      postgres,
      {
        sources: ['mikro-orm-migrations migrations/Migration1.ts', 'mikro-orm-migrations migrations/Migration2.ts', 'mikro-orm src/a.ts'],
        tables: ['a'],
        leftOut: [],
      },
    ],
    [
      "Medusa's models and migrations",
      {
        'src/models/a.ts':
          "import { model } from '@medusajs/framework/utils'\nexport const A = model.define('a', { id: model.id().primaryKey() })",
        'src/migrations/Migration1.ts':
          "import { Migration } from '@medusajs/framework/mikro-orm/migrations'\nexport class Migration1 extends Migration { async up() { this.addSql('create table if not exists \"b\" (id text primary key)') } }",
      },
      ['@medusajs/framework'],
      { sources: ['mikro-orm-migrations src/migrations/Migration1.ts', 'medusa src/models/a.ts'], tables: ['a', 'b'], leftOut: [] },
    ],
  ])('%s', (_, files, dependencies, expected) => {
    expect(found(files, dependencies)).toEqual(expected)
  })
})
