import type { SchemaReader } from '../orm.ts'
import { findMigrations } from './find-migrations.ts'
import { findModels } from './find-models.ts'
import { migrationStatements } from './migrations.ts'
import { modelStatements } from './models.ts'

export const sequelize: SchemaReader = {
  name: 'sequelize',
  tells: 'schema',
  sign: /[sS]equelize|\bDataTypes?\b/,
  find: findModels,
  indexText: ({ columns }) => `indexes: [{ fields: [${columns.map(({ name }) => `'${name}'`).join(', ')}] }]`,
  statements: modelStatements,
}

export const sequelizeMigrations: SchemaReader = {
  name: 'sequelize-migrations',
  tells: 'steps',
  sign: /[sS]equelize|\bqueryInterface\b/,
  find: findMigrations,
  indexText: ({ schema, table, columns }) =>
    `queryInterface.addIndex(${schema === undefined ? `'${table}'` : `{ tableName: '${table}', schema: '${schema}' }`}, [${columns.map(({ name }) => `'${name}'`).join(', ')}])`,
  statements: migrationStatements,
}
