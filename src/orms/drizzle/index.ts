import type { SchemaReader } from '../orm.ts'
import { findDrizzleSchema } from './find.ts'
import { readingOf } from './settings.ts'
import { drizzleStatements } from './schema.ts'

export const drizzle: SchemaReader = {
  name: 'drizzle',
  tells: 'schema',
  find: findDrizzleSchema,
  statements: (files, world) => drizzleStatements(files, readingOf(files, world)),
}
