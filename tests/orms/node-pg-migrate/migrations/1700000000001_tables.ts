import type { ColumnDefinitions, MigrationBuilder } from 'node-pg-migrate'
import { audit } from './parts/audit.ts'

export const shorthands: ColumnDefinitions = {
  createdAt: { type: 'timestamptz', notNull: true, default: { literal: true, value: 'now()' } as never },
  money: { type: 'numeric(12, 2)', notNull: true },
  price: { type: 'money', check: 'score >= 0' },
}

const organizations = 'organizations'

export function up(pgm: MigrationBuilder): void {
  pgm.createExtension('pg_trgm', { ifNotExists: true })
  pgm.createSchema('billing', { ifNotExists: true })
  pgm.createType('role', ['owner', 'member', "it's"])
  pgm.createType({ schema: 'billing', name: 'pair' }, { a: 'int', b: 'string' })
  pgm.createTable(organizations, {
    id: { type: 'uuid', primaryKey: true, default: pgm.func('gen_random_uuid()') },
    slug: { type: 'varchar(80)', notNull: true, unique: true },
    settings: { type: 'jsonb', notNull: true, default: '{}' },
    tags: { type: 'text', array: true, default: pgm.func("'{}'") },
    numbers: { type: 'int[]', default: [1, 2] },
    created_at: 'createdAt',
    deleted_at: 'timestamptz',
  })
  pgm.createTable(
    'users',
    {
      id: 'id',
      organization_id: { type: 'uuid', notNull: true, references: organizations, onDelete: 'CASCADE' },
      email: { type: 'text', notNull: true },
      role: { type: 'role', notNull: true, default: 'member' },
      manager: {
        type: 'integer',
        references: 'users(id)',
        referencesConstraintName: 'users_boss',
        onDelete: 'SET NULL',
        onUpdate: 'CASCADE',
      },
      active: { type: 'bool', notNull: true, default: true },
      name: { type: 'string', collation: '"C"' },
      score: { type: 'price' },
      number: { type: 'bigint', sequenceGenerated: { precedence: 'ALWAYS', increment: 2 } },
      lower_email: { type: 'text', expressionGenerated: 'lower(email)' },
      ...audit,
    },
    {
      ifNotExists: true,
      constraints: {
        unique: [['organization_id', 'email'], ['number']],
        check: ['score > 0', 'number <> 0'],
      },
    },
  )
  pgm.createTable(
    { schema: 'billing', name: 'items' },
    {
      organization_id: { type: 'uuid', primaryKey: true },
      number: { type: 'int', primaryKey: true },
      user_id: { type: 'int', notNull: true },
      during: 'tstzrange',
    },
    { constraints: { foreignKeys: { columns: 'user_id', references: 'users', onDelete: 'RESTRICT' } } },
  )
  pgm.createTable(
    'logs',
    { id: { type: 'bigserial' }, at: { type: 'timestamptz', notNull: true } },
    { partition: { strategy: 'RANGE', columns: 'at' } },
  )
  pgm.createTable('copies', {}, { like: { table: 'users', options: { including: ['DEFAULTS', 'INDEXES'] } } })
  pgm.createTable('children', { extra: 'text' }, { inherits: 'copies' })
}

export const down = false
