import type { Knex } from 'knex'
import { addStamps, tenant, tables } from './helpers.ts'

export async function up(knex: Knex): Promise<void> {
  await knex.raw('create extension if not exists pg_trgm')
  await knex.schema.createTable('organizations', (table) => {
    table.uuid('id').primary().defaultTo(knex.raw('gen_random_uuid()'))
    table.string('name').notNullable()
    table.string('slug', 80).notNullable().unique()
    table.jsonb('settings').notNullable().defaultTo({ tags: [], theme: 'dark' })
    addStamps(table, knex)
  })
  await knex.schema
    .createTable('users', (table) => {
      table.increments()
      tenant(table)
      table.string('email').notNullable().index()
      table.enum('role', ['owner', 'member']).notNullable().defaultTo('member')
      table.boolean('is_active').notNullable().defaultTo(true)
      table.timestamps(true, true)
      table.unique(['organization_id', 'email'])
    })
    .createTable('sessions', (t) => {
      t.bigIncrements('id')
      t.integer('user_id').unsigned().references('users.id').onDelete('CASCADE').onUpdate('NO ACTION')
      t.specificType('ip', 'inet')
      t.datetime('expires_at', { precision: 3 }).nullable()
      t.decimal('score', 10, 4).checkPositive()
      t.check('?? > ?', ['score', 3], 'score_over')
    })
  for (const name of tables) {
    await knex.schema.createTable(name, (table) => {
      table.increments('id')
      tenant(table)
      table.integer(`${name}_number`).notNullable()
      table.timestamp('deleted_at')
      table.unique(['organization_id', `${name}_number`], { indexName: `${name}_live`, predicate: knex.whereNull('deleted_at') })
    })
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('organizations')
}
