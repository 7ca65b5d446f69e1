import type { SchemaReader } from '../orm.ts'
import { findKyselyMigrations } from './find.ts'
import { KyselyMigrations } from './migration.ts'
import { namingFor } from './naming.ts'

/** Migrations of Kysely: https://kysely.dev/docs/migrations */
export const kysely: SchemaReader = {
  name: 'kysely',
  tells: 'steps',
  transactions: {
    begins: true,
    sendsWhole: false,
    wayOut:
      'Kysely runs all new migrations in one transaction, so give the Migrator `disableTransactions: true`, or run it by hand beside them',
  },
  sign: /\.schema\b|\bsql`/,
  find: findKyselyMigrations,
  indexText: ({ name, schema, table, columns }) =>
    `db.schema.createIndex('${name}').on('${schema === undefined ? table : `${schema}.${table}`}').columns([${columns.map((column) => `'${column.name}'`).join(', ')}]).execute()`,
  statements: (files, world) =>
    files.flatMap(({ file }) => {
      const program = world.program(file)
      return program ? new KyselyMigrations(program, world, namingFor(file, world)).statements() : []
    }),
}
