import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Domain, RandomSchema } from '../../proofs/tenant/support/random-schema.ts'
import { relationsOf } from './support/relations.ts'
import type { Session } from './support/session.ts'
import { baseTables } from './support/values.ts'

const types: Readonly<Record<Domain, string>> = { bool: 'Boolean', time: 'DateTime', text: 'String', slug: 'String', email: 'String' }

/** The schema in the language of Prisma, each model called as its table is. */
export function prismaText(schema: RandomSchema): string {
  const models = baseTables(schema).map((table) => {
    const columns = table.columns.map(({ name, domain, nullable }) => {
      const type = domain.startsWith('token ') ? 'String' : (types[domain] ?? 'Int')
      return `  ${name} ${type}${nullable ? '?' : ''}${domain === 'time' ? ' @db.Timestamptz(6)' : ''}`
    })
    const relations = relationsOf(schema, table).map(({ name, to, pairs, isList, isOptional, key }) => {
      const list = (side: 0 | 1): string => pairs.map((pair) => pair[side]).join(', ')
      const keys = isList ? '' : `, fields: [${list(0)}], references: [${list(1)}]`
      return `  ${name} ${to.name}${isList ? '[]' : isOptional ? '?' : ''} @relation("${key}"${keys})`
    })
    const unique = table.unique.map((key) => `  @@unique([${key.join(', ')}])`)
    return [`model ${table.name} {`, ...columns, ...relations, `  @@id([${table.key.join(', ')}])`, ...unique, '}'].join('\n')
  })
  const head = `generator client {\n  provider = "prisma-client"\n  output = "./client"\n}\ndatasource db {\n  provider = "postgresql"\n}`
  return [head, ...models].join('\n\n')
}

/** A client of Prisma for a schema, on a database in process, made where Prisma is installed. */
export async function prismaClient(root: string, schema: RandomSchema, session: Session): Promise<unknown> {
  const text = prismaText(schema)
  const folder = join(root, 'random', createHash('sha256').update(text).digest('hex').slice(0, 12))
  const made = join(folder, 'client/client.ts')
  if (!existsSync(made)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'schema.prisma'), text)
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--schema', join(folder, 'schema.prisma')],
      {
        cwd: folder,
        // Without it Prisma would load a binary that nothing here needs.
        env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', DATABASE_URL: 'postgres://nowhere' },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
  }
  const load = async (path: string): Promise<Record<string, new (given: unknown) => unknown>> =>
    (await import(pathToFileURL(path).href)) as Record<string, new (given: unknown) => unknown>
  const { PrismaPGlite } = await load(createRequire(join(root, 'index.js')).resolve('pglite-prisma-adapter'))
  const { PrismaClient } = await load(made)
  if (!PrismaPGlite || !PrismaClient) throw new Error('Prisma is not what it was')
  return new PrismaClient({ adapter: new PrismaPGlite(session) })
}
