import { drizzle } from './drizzle/index.ts'
import { medusa } from './medusa/index.ts'
import { mikroOrm, mikroOrmMigrations } from './mikro-orm/index.ts'
import type { SchemaReader } from './orm.ts'
import { knex } from './knex/index.ts'
import { kysely } from './kysely/index.ts'
import { kyselyTypes } from './kysely-types/index.ts'
import { nodePgMigrate } from './node-pg-migrate/index.ts'
import { prisma } from './prisma/index.ts'
import { sentMigrations } from './sent-migrations/index.ts'
import { sequelize, sequelizeMigrations } from './sequelize/index.ts'
import { typeorm, typeormMigrations } from './typeorm/index.ts'

/** All notations besides SQL, by the name that the settings give them. */
export const schemaReaders: readonly SchemaReader[] = [
  prisma,
  drizzle,
  typeorm,
  typeormMigrations,
  sequelize,
  sequelizeMigrations,
  mikroOrm,
  mikroOrmMigrations,
  medusa,
  knex,
  kysely,
  nodePgMigrate,
  sentMigrations,
  kyselyTypes,
]

const ofPrograms = schemaReaders.filter((reader) => reader !== prisma)

/** Whether a program may tell some of the schema. One by one is faster than all in one expression. */
export function mayTellSchema(text: string): boolean {
  return ofPrograms.some(({ sign }) => sign.test(text))
}

export function schemaReader(name: string): SchemaReader | undefined {
  return schemaReaders.find((reader) => reader.name === name)
}
