import type { SchemaReader } from '../orm.ts'
import { findEntities, findMigrations } from './find.ts'
import { migrationStatements } from './migrations.ts'
import { entityStatements } from './schema.ts'

export const typeorm: SchemaReader = {
  name: 'typeorm',
  tells: 'schema',
  sign: /typeorm|@\w*(?:Entity|Column)\b|\bEntitySchema\b/,
  find: findEntities,
  indexText: ({ columns }) =>
    columns.every(({ property }) => property !== undefined)
      ? `@Index([${columns.map(({ property }) => `'${property}'`).join(', ')}])`
      : undefined,
  statements: entityStatements,
}

export const typeormMigrations: SchemaReader = {
  name: 'typeorm-migrations',
  tells: 'steps',
  sign: /typeorm|\bqueryRunner\b/,
  find: findMigrations,
  statements: migrationStatements,
}
