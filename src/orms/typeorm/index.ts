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
  oneToOneNote: ' TypeORM makes this key for @OneToOne by itself: make it @ManyToOne, with such an @Index beside it.',
  statements: entityStatements,
}

export const typeormMigrations: SchemaReader = {
  name: 'typeorm-migrations',
  tells: 'steps',
  transactions: {
    begins: true,
    sendsWhole: false,
    without: /\btransaction\s*[=:]\s*false\b/,
    wayOut: 'Give it a migration of its own with `transaction = false`, and run them with `migrationsTransactionMode: "each"`',
  },
  sign: /typeorm|\bqueryRunner\b/,
  find: findMigrations,
  statements: migrationStatements,
}
