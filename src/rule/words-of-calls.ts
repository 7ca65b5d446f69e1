import type { SqlStatement } from '../document/document.ts'

type Sent = Pick<SqlStatement, 'sentBy' | 'propertyOf'>

const limits: ReadonlyMap<string | undefined, string> = new Map([
  ['prisma', '`take`'],
  ['typeorm', '`take`'],
  ['sequelize', '`limit`'],
  ['mikro-orm', '`limit`'],
  ['drizzle', '`.limit(…)`'],
  ['knex', '`.limit(…)`'],
  ['kysely', '`.limit(…)`'],
  ['supabase', '`.limit(…)`'],
])

const nulls: ReadonlyMap<string | undefined, (name: string) => string> = new Map([
  ['prisma', (name) => `\`${name}: null\``],
  ['sequelize', (name) => `\`${name}: null\``],
  ['mikro-orm', (name) => `\`${name}: null\``],
  ['typeorm', (name) => `\`${name}: IsNull()\``],
  ['knex', (name) => `\`.whereNull('${name}')\``],
  ['kysely', (name) => `\`.where('${name}', 'is', null)\``],
  ['supabase', (name) => `\`.is('${name}', null)\``],
])

/** What to add to a query for LIMIT, in the words of the library that sends it. */
export function limitIn({ sentBy }: Sent): string {
  return limits.get(sentBy) ?? 'LIMIT'
}

/** What to add to a query for `column IS NULL`; nothing where its library has no short word for it. */
export function isNullIn({ sentBy, propertyOf }: Sent, table: string, column: string): string | undefined {
  return nulls.get(sentBy)?.(propertyOf?.(table, column) ?? column)
}
