import type { SchemaReader } from '../orm.ts'
import { findPgmMigrations } from './find.ts'
import { PgmMigration } from './migration.ts'

/** Migrations of node-pg-migrate in JavaScript and TypeScript: https://salsita.github.io/node-pg-migrate/migrations/ */
export const nodePgMigrate: SchemaReader = {
  name: 'node-pg-migrate',
  tells: 'steps',
  transactions: {
    begins: true,
    sendsWhole: false,
    without: /\bnoTransaction\s*\(/,
    wayOut: 'Give it a migration of its own that calls `pgm.noTransaction()`',
  },
  sign: /\bpgm\b|node-pg-migrate/,
  find: findPgmMigrations,
  indexText: ({ schema, table, columns }) =>
    `pgm.createIndex(${schema === undefined ? `'${table}'` : `{ schema: '${schema}', name: '${table}' }`}, [${columns.map(({ name }) => `'${name}'`).join(', ')}])`,
  // The template of the tool makes none in each of its migrations: `exports.shorthands = undefined`.
  leadsOn: /\bshorthands\b(?!\s*(?::[^=]{0,100})?=\s*undefined\b)/,
  statements: (files, world, before = []) => {
    const earlier = before.flatMap(({ file }) => world.program(file) ?? [])
    return files.flatMap(({ file }) => {
      const program = world.program(file)
      return program ? new PgmMigration(program, world, earlier).statements() : []
    })
  },
}
