import type { SchemaReader } from '../orm.ts'
import { findSentMigrations } from './find.ts'
import { SentMigration } from './migration.ts'

/** Migrations in JavaScript and TypeScript whose `up` sends SQL by a client, as those of db-migrate, ley and umzug do. */
export const sentMigrations: SchemaReader = {
  name: 'sent-migrations',
  tells: 'steps',
  sign: /\brunSql\b|\bup\s*[=(:,}]/,
  find: findSentMigrations,
  statements: (files, world) =>
    files.flatMap(({ file }) => {
      const program = world.program(file)
      return program ? new SentMigration(program, world).statements() : []
    }),
}
