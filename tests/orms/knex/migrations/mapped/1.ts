import type { Knex } from 'knex'

/** Names in the letters of the program, and some that are as the database has them. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema
    .createTable('organizations', (table) => {
      table.increments('id')
      table.string('apiURLOfHTTPServer')
    })
    .createTable('timeEntries', (table) => {
      table.increments('id')
      table.integer('organizationId').notNullable().references('id').inTable('organizations').onDelete('CASCADE')
      table.string('addressLine2')
      table.string('already_snake')
      table.string('already_2_parts')
      table.string('HTMLBody')
      table.timestamps(true, true, true)
      table.index(['organizationId', 'addressLine2'])
      table.unique(['organizationId', 'HTMLBody'], { indexName: 'bodyOfEntry' })
    })
  await knex.schema.alterTable('timeEntries', (table) => {
    table.renameColumn('already_snake', 'nowCamelCase')
    table.string('draftNote')
    table.dropColumn('draftNote')
    table.index(['nowCamelCase'], 'entriesByCase')
  })
  if (!(await knex.schema.hasTable('timeEntries'))) await knex.schema.createTable('neverAsked', (table) => table.increments('id'))
  await knex.raw('create index ?? on ?? (??)', ['rawIndexName', 'timeEntries', 'createdAt'])
  await knex.schema.raw('create index written_out on time_entries (organization_id)')
}
