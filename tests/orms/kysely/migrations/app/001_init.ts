import { sql, type Kysely } from 'kysely'
import { auditColumns, indexed } from './helpers.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(db)
  await db.schema.createSchema('billing').ifNotExists().execute()
  await db.schema.createType('role').asEnum(['owner', 'member', "it's"]).execute()
  await db.schema
    .createTable('organizations')
    .ifNotExists()
    .addColumn('id', 'uuid', (col) => col.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('slug', 'varchar(80)', (col) => col.notNull().unique())
    .addColumn('settings', 'jsonb', (col) => col.notNull().defaultTo('{}'))
    .addColumn('position', 'integer', (col) => col.generatedAlwaysAsIdentity())
    .addColumn('deleted_at', 'timestamptz')
    .$call(auditColumns)
    .execute()
  await db.schema
    .createTable('users')
    .addColumn('id', 'serial', (col) => col.primaryKey())
    .addColumn('organization_id', 'uuid', (col) => col.references('organizations.id').onDelete('cascade').onUpdate('restrict').notNull())
    .addColumn('email', sql`varchar(${sql.raw('200')})`, (col) => col.notNull())
    .addColumn('role', sql`role`, (col) => col.notNull().defaultTo('member'))
    .addColumn('score', 'numeric(10, 2)', (col) => col.check(sql`score > 0`).defaultTo(1.5))
    .addColumn('active', 'boolean', (col) => col.defaultTo(true).notNull())
    .addColumn('lower_email', 'text', (col) => col.generatedAlwaysAs(sql`lower(email)`).stored())
    .addColumn('code', 'text', (col) => col.unique().nullsNotDistinct())
    .addColumn('name', 'text', (col) => col.modifyEnd(sql`collate "C"`))
    .addColumn('manager', 'integer')
    .addUniqueConstraint('users_org_email', ['organization_id', 'email'], (b) => b.nullsNotDistinct())
    .addForeignKeyConstraint('users_manager', ['manager'], 'users', ['id'], (cb) => cb.onDelete('set null'))
    .addCheckConstraint('users_email_check', sql`email <> ''`)
    .execute()
  await db.schema
    .withSchema('billing')
    .createTable('items')
    .addColumn('organization_id', 'uuid')
    .addColumn('number', 'bigint')
    .addColumn('user_id', 'integer', (col) => col.references('public.users.id'))
    .addColumn('during', sql`tstzrange`)
    .addPrimaryKeyConstraint('items_key', ['organization_id', 'number'])
    .execute()
  for (const column of ['organization_id', 'manager'] as const) await indexed(db, 'users', column)
  await db.schema
    .createIndex('users_email_live')
    .on('users')
    .columns(['organization_id', 'email desc'])
    .unique()
    .where('email', 'is not', null)
    .execute()
  await db.schema
    .createIndex('users_lower')
    .on('users')
    .expression(sql`lower(email)`)
    .where(sql<boolean>`role <> 'owner'`)
    .where(sql<boolean>`score > 3`)
    .execute()
  await db.schema
    .createIndex('users_name_trgm')
    .on('users')
    .using('gin')
    .expression(sql`name gin_trgm_ops`)
    .execute()
  await db.schema.withSchema('billing').createIndex('items_user').ifNotExists().on('items').column('user_id').execute()
  await db.schema.createIndex('items_once').on('billing.items').columns(['user_id', 'number']).unique().nullsNotDistinct().execute()
  await db.schema
    .createView('actives')
    .columns(['id'])
    .as(sql`select id from users where active` as never)
    .execute()
}

export async function down(): Promise<void> {}
