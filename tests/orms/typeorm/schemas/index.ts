import { columns } from './columns.ts'
import { inheritance } from './inheritance.ts'
import { relations } from './relations.ts'
import { views } from './views.ts'

interface Schema {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** The file that shows the options of the data source as `options`. */
  readonly source?: string
}

const snake = `
import { DataSource } from 'typeorm'
import { SnakeNamingStrategy } from 'typeorm-naming-strategies'
export const options = { type: 'postgres' as const, namingStrategy: new SnakeNamingStrategy(), entityPrefix: 'app_', uuidExtension: 'pgcrypto' as const, schema: 'sales', entities: [] }
export const source = new DataSource(options)
`

export const schemas: readonly Schema[] = [
  { name: 'columns', files: columns },
  { name: 'relations', files: relations },
  { name: 'inheritance', files: inheritance },
  { name: 'views', files: views },
  ...Object.entries({ columns, relations, inheritance }).map(([name, files]) => ({
    name: `snake-${name}`,
    files: { ...files, 'source.ts': snake },
    source: 'source.ts',
  })),
]
