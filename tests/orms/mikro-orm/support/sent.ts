import type { PGlite } from '@electric-sql/pglite'
import { EntitySchema, MetadataStorage } from '@mikro-orm/core'
import { MikroORM, type Options } from '@mikro-orm/postgresql'
import { runPrograms } from './run.ts'

type Call = (em: unknown, ...args: readonly string[]) => Promise<unknown>

/** What MikroORM sends for each call of a program, which is `calls.ts` among the files. */
export async function sentByMikroOrm(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  db: PGlite,
): Promise<{ readonly ddl: string; readonly sent: ReadonlyMap<string, readonly string[]> }> {
  MetadataStorage.clear()
  const shown = runPrograms(files)
  const orm = await MikroORM.init({
    ...((shown.get('mikro-orm.config.ts')?.['default'] ?? {}) as Options),
    entities: [...new Set([...shown.values()].flatMap((module) => Object.values(module)))].filter(isEntity),
    dbName: 'shop',
    connect: false,
    metadataCache: { enabled: false },
    discovery: { disableDynamicFileAccess: true },
    allowGlobalContext: true,
  })
  const ddl = await orm.schema.getCreateSchemaSQL({ wrap: false })
  await db.exec(ddl)
  const all = new Map<string, readonly string[]>()
  for (const [name, call] of Object.entries(shown.get('calls.ts')?.['calls'] as Readonly<Record<string, Call>>)) {
    const sent: string[] = []
    const em = orm.em.fork()
    for (const kind of ['read', 'write'] as const)
      listen(em.getConnection(kind), (query, params) => orm.em.getPlatform().formatQuery(query, params), db, sent)
    try {
      await call(em, ...args)
    } catch (error) {
      if (sent.length === 0) sent.push(`-- ${String(error)}`)
    }
    all.set(name, sent)
  }
  await orm.close(true)
  return { ddl, sent: all }
}

function listen(connection: object, format: (query: string, params: readonly unknown[]) => string, db: PGlite, sent: string[]): void {
  const execute = async (query: string | { toString(): string }, params: readonly unknown[] = [], method = 'all'): Promise<unknown> => {
    const text = typeof query === 'string' ? format(query, params) : query.toString()
    sent.push(text)
    const { rows, affectedRows } = await db.query(text)
    if (method === 'all') return rows
    return method === 'get' ? rows[0] : { affectedRows: affectedRows ?? 0, rows, row: rows[0], insertId: 0 }
  }
  const nothing = (): Promise<object> => Promise.resolve({ isTransaction: true })
  Object.assign(connection, { execute, begin: nothing, commit: nothing, rollback: nothing, isConnected: () => Promise.resolve(true) })
}

function isEntity(value: unknown): value is EntitySchema {
  return value instanceof EntitySchema || (typeof value === 'function' && MetadataStorage.isKnownEntity(value.name))
}
