import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PlainColumn, RandomSchema } from '../../proofs/tenant/support/random-schema.ts'
import { relationsOf } from './support/relations.ts'
import type { Session } from './support/session.ts'

const operators =
  'alias, and, between, count, countDistinct, eq, except, exists, gt, inArray, intersect, isNotNull, isNull, like, lte, max, ne, not, notExists, notInArray, or, sql, union, unionAll'

const ofCore: ReadonlySet<string> = new Set(['alias', 'except', 'intersect', 'union', 'unionAll'])

/** What imports the operators. */
export const imports = `import { ${operators
  .split(', ')
  .filter((name) => !ofCore.has(name))
  .join(', ')} } from 'drizzle-orm'\nimport { ${[...ofCore].join(', ')} } from 'drizzle-orm/pg-core'`

function columnText({ name, domain, nullable }: PlainColumn): string {
  const type =
    { bool: 'boolean', time: 'timestamp', text: 'text', slug: 'text', email: 'text' }[domain] ??
    (domain.startsWith('token ') ? 'text' : 'integer')
  return `${name}: ${type}('${name}'${domain === 'time' ? ', { withTimezone: true }' : ''})${nullable ? '' : '.notNull()'}`
}

/** The schema as a program. */
export function drizzleText(schema: RandomSchema): string {
  const tables = schema.tables.map((table) => {
    const columns = table.columns.map(columnText).join(', ')
    if (table.isView) return `export const ${table.name} = pgView('${table.name}', { ${columns} }).existing()`
    const key = table.key.map((name) => `t.${name}`).join(', ')
    const unique = table.unique.map((one) => `unique().on(${one.map((name) => `t.${name}`).join(', ')})`)
    return `export const ${table.name} = pgTable('${table.name}', { ${columns} }, (t) => [${[`primaryKey({ columns: [${key}] })`, ...unique].join(', ')}])`
  })
  const related = schema.tables.flatMap((table) => {
    const found = relationsOf(schema, table).map(({ name, to, pairs, isList, key }) => {
      if (isList) return `${name}: many(${to.name}, { relationName: '${key}' })`
      const list = (of: string, side: 0 | 1): string => pairs.map((pair) => `${of}.${pair[side]}`).join(', ')
      return `${name}: one(${to.name}, { fields: [${list(table.name, 0)}], references: [${list(to.name, 1)}], relationName: '${key}' })`
    })
    return found.length === 0
      ? []
      : [`export const ${table.name}Relations = relations(${table.name}, ({ one, many }) => ({ ${found.join(', ')} }))`]
  })
  const head = `import { relations } from 'drizzle-orm'\nimport { boolean, integer, pgTable, pgView, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core'`
  return [head, ...tables, ...related].join('\n')
}

interface Drizzle {
  drizzle(ask: (sql: string, values: unknown[], method: string) => Promise<{ rows: unknown[] }>, known: { schema: unknown }): unknown
}

/** A database of Drizzle, with the tables and operators by their names, where Drizzle is installed. */
export async function drizzleOn(root: string, schema: RandomSchema, session: Session): Promise<Readonly<Record<string, unknown>>> {
  const text = drizzleText(schema)
  const folder = join(root, 'random')
  const file = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 12)}.js`)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(file, text)
    writeFileSync(join(folder, 'operators.js'), `${imports}\nexport { ${operators} }\nexport { drizzle } from 'drizzle-orm/pg-proxy'\n`)
  }
  const load = async (path: string): Promise<Record<string, unknown>> => (await import(pathToFileURL(path).href)) as Record<string, unknown>
  createRequire(join(root, 'index.js')).resolve('drizzle-orm')
  const { drizzle, ...all } = await load(join(folder, 'operators.js'))
  const known = await load(file)
  const ask = async (sql: string, values: unknown[], method: string): Promise<{ rows: unknown[] }> =>
    session.query(sql, values, method === 'all' ? { rowMode: 'array' } : {})
  const make = drizzle as Drizzle['drizzle']
  const tables = Object.fromEntries(schema.tables.map(({ name }) => [name, known[name]]))
  return { ...all, ...tables, db: make(ask, { schema: known }) }
}
