import type { Knex } from 'knex'

const up = async (knex: Knex): Promise<void> => {
  const isPg = (knex.client as { config: { client: string } }).config.client === 'pg'
  if (!isPg) {
    await knex.schema.createTable('never', (t) => t.increments())
  }
  if (!(await knex.schema.hasTable('tags'))) {
    await knex.schema.createTable('tags', (t) => {
      t.uuid('id', { primaryKey: true })
      const label = t.string('label')
      label.notNullable()
      label.unique({ indexName: 'tags_label_key' })
    })
  }
  const hasColor = await knex.schema.hasColumn('tags', 'color')
  await knex.schema.alterTable('tags', (t) => {
    t.text('note')
    if (!hasColor) t.string('color', 7).notNullable().defaultTo('#ffffff')
    if (hasColor) t.dropColumn('color')
  })
  await knex.transaction(async (trx) => {
    await trx.schema.alterTable('orders', (t) => {
      t.string('orders_number', 30).notNullable().alter()
      t.dropColumn('deleted_at')
      t.timestamp('archived_at')
      t.integer('amount').checkBetween([1, 9], 'amount_range')
    })
    await trx.raw('create index ?? on ?? using gin (?? gin_trgm_ops) where ?? is null', [
      'orders_trgm',
      'public.orders',
      'orders_number',
      'archived_at',
    ])
    await trx('orders').update({ orders_number: '1' })
  })
  await knex.raw(`
    alter table invoices enable row level security;
    create policy mine on invoices using (organization_id = current_setting('app.org')::uuid);
  `)
}

const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('tags')
}

export { up, down }
