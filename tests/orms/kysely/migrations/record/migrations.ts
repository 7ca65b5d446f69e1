import type { Kysely, Migration } from 'kysely'
import * as third from './third.ts'

export const migrations: Record<string, Migration> = {}

migrations['002'] = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('posts').addColumn('authorId', 'integer').execute()
  },
}

migrations['001'] = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('posts')
      .addColumn('postId', 'integer', (col) => col.primaryKey())
      .execute()
  },
}

migrations['003'] = third
