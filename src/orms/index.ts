import type { SchemaReader } from './orm.ts'
import { prisma } from './prisma/index.ts'
import { sequelize, sequelizeMigrations } from './sequelize/index.ts'

/** All notations besides SQL, by the name that the settings give them. */
export const schemaReaders: readonly SchemaReader[] = [prisma, sequelize, sequelizeMigrations]

export function schemaReader(name: string): SchemaReader | undefined {
  return schemaReaders.find((reader) => reader.name === name)
}
