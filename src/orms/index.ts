import type { SchemaReader } from './orm.ts'
import { knex } from './knex/index.ts'
import { kysely } from './kysely/index.ts'
import { kyselyTypes } from './kysely-types/index.ts'
import { nodePgMigrate } from './node-pg-migrate/index.ts'
import { prisma } from './prisma/index.ts'

/** All notations besides SQL, by the name that the settings give them. */
export const schemaReaders: readonly SchemaReader[] = [prisma, knex, kysely, nodePgMigrate, kyselyTypes]

export function schemaReader(name: string): SchemaReader | undefined {
  return schemaReaders.find((reader) => reader.name === name)
}
