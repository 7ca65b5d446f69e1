import type { SchemaReader } from '../orm.ts'
import { findEntities, findMigrations } from './find.ts'
import { migrationStatements } from './migrations.ts'
import { mikroOrmStatements } from './schema.ts'

export const mikroOrm: SchemaReader = {
  name: 'mikro-orm',
  tells: 'schema',
  find: findEntities,
  statements: mikroOrmStatements,
}

export const mikroOrmMigrations: SchemaReader = {
  name: 'mikro-orm-migrations',
  tells: 'steps',
  find: findMigrations,
  statements: migrationStatements,
}
