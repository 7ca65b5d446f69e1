import { sql, type CreateTableBuilder, type Kysely } from 'kysely'

export function auditColumns<T extends string>(builder: CreateTableBuilder<T>): CreateTableBuilder<T> {
  return builder
    .addColumn('created_at' as T, 'timestamptz', (col) => col.notNull().defaultTo(sql`now()`))
    .addColumn('updated_at' as T, 'timestamp(3)')
}

export const indexed = async (db: Kysely<unknown>, table: string, column: string): Promise<void> => {
  await db.schema.createIndex(`${table}_${column}_idx`).on(table).column(column).execute()
}
