import type { SchemaReader } from '../orm.ts'
import { entityStatements } from './schema.ts'

export const typeorm: SchemaReader = {
  name: 'typeorm',
  tells: 'schema',
  find: () => ({ files: [], leftOut: [] }),
  statements: entityStatements,
}
