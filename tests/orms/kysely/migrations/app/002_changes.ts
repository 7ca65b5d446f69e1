import { sql, type Kysely } from 'kysely'

const up = (db: Kysely<unknown>): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await trx.schema
      .alterTable('users')
      .addColumn('nick', 'varchar(20)', (c) => c.notNull().defaultTo('x'))
      .dropColumn('lower_email')
      .alterColumn('email', (c) => c.setDataType('text'))
      .alterColumn('role', (c) => c.dropDefault())
      .alterColumn('manager', (c) => c.setNotNull())
      .alterColumn('active', (c) => c.dropNotNull())
      .alterColumn('score', (c) => c.setDefault(sql`2 + 3`))
      .execute()
    await trx.schema.alterTable('users').renameColumn('nick', 'handle').execute()
    await trx.schema.alterTable('users').addUniqueConstraint('users_handle', ['handle']).execute()
    await trx.schema
      .alterTable('users')
      .addCheckConstraint('handle_long', sql`length(handle) > ${sql.lit(2)}`)
      .execute()
    await trx.schema.alterTable('users').dropConstraint('users_manager').ifExists().execute()
    await trx.schema.alterTable('users').addForeignKeyConstraint('users_boss', ['manager'], 'users', ['id']).onDelete('cascade').execute()
    await trx.schema.alterTable('users').renameConstraint('users_handle', 'users_handle_once').execute()
    await trx.schema.alterTable('billing.items').renameTo('lines').execute()
    await trx.schema.dropIndex('users_lower').ifExists().execute()
    await trx.schema.withSchema('billing').dropIndex('items_user').execute()
    await trx.schema.dropView('actives').execute()
    await sql`
      create table ${sql.table('billing.notes')} (${sql.ref('id')} int primary key, kind text default ${sql.lit("it's")});
      alter table ${sql.id('billing', 'notes')} enable row level security
    `.execute(trx)
    await sql.raw(`create policy mine on billing.notes using (id = 1)`).execute(trx)
    await trx.schema.createTable('dropped').addColumn('id', 'integer').execute()
    await Promise.all([trx.schema.dropTable('dropped').ifExists().cascade().execute(), trx.schema.dropType('nothing').ifExists().execute()])
  })

export { up }
