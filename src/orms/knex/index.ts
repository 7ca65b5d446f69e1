import type { SchemaReader } from '../orm.ts'
import { findKnexMigrations } from './find.ts'
import { knexStatements } from './migration.ts'

/** Migrations of Knex, which Objection has too: https://knexjs.org/guide/migrations.html */
export const knex: SchemaReader = {
  name: 'knex',
  tells: 'steps',
  transactions: {
    begins: true,
    sendsWhole: false,
    without: /\btransaction\s*:\s*false\b/,
    wayOut: 'Give it a migration of its own with `export const config = { transaction: false }`',
  },
  sign: /\.schema\b|\braw\s*\(/,
  find: findKnexMigrations,
  indexText: ({ columns }) => `table.index([${columns.map(({ name }) => `'${name}'`).join(', ')}])`,
  statements: (files, world) =>
    files.flatMap(({ file }) => {
      const program = world.program(file)
      return program ? knexStatements(program, world) : []
    }),
}
