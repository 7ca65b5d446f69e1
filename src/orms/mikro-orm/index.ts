import type { SchemaReader } from '../orm.ts'
import { findEntities, findMigrations } from './find.ts'
import { migrationStatements } from './migrations.ts'
import { mikroOrmStatements } from './schema.ts'

export const mikroOrm: SchemaReader = {
  name: 'mikro-orm',
  tells: 'schema',
  sign: /mikro-orm|@(?:Entity|Property|ManyToOne)\b|\b(?:EntitySchema|defineEntity)\b/,
  find: findEntities,
  indexText: ({ columns }) =>
    columns.every(({ property }) => property !== undefined)
      ? `@Index({ properties: [${columns.map(({ property }) => `'${property}'`).join(', ')}] })`
      : undefined,
  oneToOneNote: ' MikroORM makes this key for a one-to-one relation by itself: make it many-to-one, with such an index beside it.',
  statements: mikroOrmStatements,
}

export const mikroOrmMigrations: SchemaReader = {
  name: 'mikro-orm-migrations',
  tells: 'steps',
  transactions: {
    begins: true,
    sendsWhole: false,
    without: /\bisTransactional\s*\(\s*\)[^{]{0,200}\{\s*return\s+false\b/,
    wayOut: 'Give it a migration of its own in which `isTransactional()` returns false, and set `allOrNothing: false`',
  },
  sign: /mikro-orm|\baddSql\b/,
  find: findMigrations,
  statements: migrationStatements,
}
