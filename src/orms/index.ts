import { medusa } from './medusa/index.ts'
import { mikroOrm, mikroOrmMigrations } from './mikro-orm/index.ts'
import type { SchemaReader } from './orm.ts'
import { prisma } from './prisma/index.ts'

/** All notations besides SQL, by the name that the settings give them. */
export const schemaReaders: readonly SchemaReader[] = [prisma, mikroOrm, mikroOrmMigrations, medusa]

export function schemaReader(name: string): SchemaReader | undefined {
  return schemaReaders.find((reader) => reader.name === name)
}
