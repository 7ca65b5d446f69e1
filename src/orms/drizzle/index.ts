import type { SchemaReader } from '../orm.ts'
import { findDrizzleSchema } from './find.ts'
import { readingsOf } from './settings.ts'
import { drizzleStatements } from './schema.ts'

export const drizzle: SchemaReader = {
  name: 'drizzle',
  tells: 'schema',
  // Tables may come of a creator that another file makes.
  sign: /drizzle|[tT]able\s*\(/,
  find: findDrizzleSchema,
  indexText: ({ name, columns }) =>
    columns.every(({ property }) => property !== undefined)
      ? `index('${name}').on(${columns.map(({ property }) => `table.${property}`).join(', ')})`
      : undefined,
  statements: (files, world) => readingsOf(files, world).flatMap((one) => drizzleStatements(one.files, one.reading)),
}
