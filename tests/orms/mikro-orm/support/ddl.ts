import { EntitySchema, MetadataStorage } from '@mikro-orm/core'
import { MikroORM, type Options } from '@mikro-orm/postgresql'
import { runPrograms } from './run.ts'

/** The DDL that MikroORM makes of the entities in some files, with the configuration in `mikro-orm.config.ts`. */
export async function mikroOrmDdl(files: Readonly<Record<string, string>>): Promise<string> {
  MetadataStorage.clear()
  const shown = runPrograms(files)
  const config = (shown.get('mikro-orm.config.ts')?.['default'] ?? {}) as Options
  const entities = [...new Set([...shown.values()].flatMap((module) => Object.values(module)))].filter(isEntity)
  const orm = await MikroORM.init({
    ...config,
    entities,
    dbName: 'shop',
    connect: false,
    metadataCache: { enabled: false },
    discovery: { ...config.discovery, disableDynamicFileAccess: true },
  })
  const ddl = await orm.schema.getCreateSchemaSQL({ wrap: false })
  await orm.close(true)
  return ddl
}

function isEntity(value: unknown): value is EntitySchema {
  return value instanceof EntitySchema || (typeof value === 'function' && MetadataStorage.isKnownEntity(value.name))
}
