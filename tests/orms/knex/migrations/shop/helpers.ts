import type { Knex } from 'knex'

export const tables = ['orders', 'invoices'] as const

export function tenant(table: Knex.CreateTableBuilder): void {
  table.uuid('organization_id').notNullable().references('id').inTable('organizations').onDelete('cascade').index()
}

export const addStamps = (table: Knex.CreateTableBuilder, knex: Knex): void => {
  table.timestamp('created_at', { useTz: false }).notNullable().defaultTo(knex.fn.now())
  table.timestamp('deleted_at', { useTz: true }).nullable()
}
