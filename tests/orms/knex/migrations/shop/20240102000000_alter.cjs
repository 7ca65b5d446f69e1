'use strict'

const OLD = 'users'

exports.up = function (knex) {
  return knex.schema
    .alterTable(OLD, function (table) {
      this.string('nick', 40).after('email')
      table.renameColumn('role', 'kind')
      table.dropUnique(['organization_id', 'email'])
      table.dropIndex('email')
      table.index(['organization_id', knex.raw('lower(email)')], 'users_lower_email')
      table.integer('manager_id')
      table.foreign('manager_id', 'users_manager').references('id').inTable('users').onDelete('SET NULL')
    })
    .then(() => knex.schema.renameTable(OLD, 'people'))
    .then(() =>
      knex.schema.hasColumn('people', 'nick').then((exists) => {
        if (!exists) return knex.schema.dropTable('people')
        return knex.schema.table('people', (t) => t.setNullable('organization_id'))
      }),
    )
}

exports.down = (knex) => knex.schema.dropTable('people')

exports.config = { transaction: false }
