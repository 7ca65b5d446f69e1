import { describe, expect, it } from 'vitest'
import { lint, type Files } from '../../support/run-rule.ts'

const schema: Files = {
  'package.json': JSON.stringify({ name: 'shop', dependencies: { 'drizzle-orm': '0.44.0' } }),
  'schema.ts': `import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
export const posts = pgTable('posts', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull(), title: text('title') })
export const comments = pgTable('comments', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull(), status: text('status') })
`,
}

const before = `import { and, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import * as tables from './schema.ts'
import { comments, posts } from './schema.ts'
const db = drizzle('')
`

/** What is told of a call, by the text around the place where that is said: what stands before it, and it. */
function toldOf(call: string, others = ''): readonly string[] {
  const text = `${before}${others}export const list = async (org: string) => ${call}\n`
  const lines = text.split('\n')
  const starts = lines.map((_, i) => lines.slice(0, i).join('\n').length + (i > 0 ? 1 : 0))
  return lint(text, { rule: 'require-tenant-filter', file: 'case.ts', schema }).map((one) => {
    const at = (starts[one.line - 1] ?? 0) + one.column - 1
    const end = (starts[(one.endLine ?? one.line) - 1] ?? 0) + (one.endColumn ?? 0) - 1
    return text.slice(at - 8, end)
  })
}

const select = (field: string): string => `db.select({ id: posts.id, n: ${field} }).from(posts).where(eq(posts.organizationId, org))`

describe('a subquery in a template of a query', () => {
  it.each([
    ["sql`(select count(*) from comments where status = 'x')`", '*) from comments'],
    ["sql`(select count(*) from ${comments} where status = 'x')`", ' from ${comments'],
    ["sql`(select count(*) from ${comments} c where c.status = 'x')`", ' from ${comments'],
    ['sql<number>`(select count(*) from ${comments})`.mapWith(Number)', ' from ${comments'],
    ['sql`coalesce((select count(*) from ${comments} c), 0)`.mapWith(Number).as("n")', ' from ${comments'],
    ['sql`(select count(*) from ${tables.comments})`.as("n")', '{tables.comments'],
    ['sql`(select count(*) from ${posts})`', ' from ${posts'],
    ['sql`(select count(*) from ${posts} p where p.title = ${posts.title})`', ' from ${posts'],
    ['sql`(select count(*) from ${posts} where ${eq(posts.title, "x")})`.as("n")', ' from ${posts'],
  ])('is told at its table: %s', (field, at) => {
    expect(toldOf(select(field))).toEqual([at])
  })

  it('is told at its table in a condition', () => {
    const where = 'and(eq(posts.organizationId, org), sql`exists (select 1 from ${posts} p where p.title = ${posts.title})`)'
    expect(toldOf(`db.select().from(posts).where(${where})`)).toEqual([' from ${posts'])
  })

  it('is told at its table where the function builds the query before it sends it', () => {
    const built = `{ const query = ${select('sql`(select count(*) from ${posts} p where p.title = ${posts.title})`')}; query.limit(10); return await query }`
    expect(toldOf(built)).toEqual([' from ${posts'])
    const kept = `{ const n = sql\`(select count(*) from \${comments})\`; return ${select('n')} }`
    expect(toldOf(kept)).toEqual([' from ${comments'])
  })

  it('is told where the call names it, where it stands elsewhere', () => {
    expect(toldOf(select('count'), 'const count = sql`(select count(*) from ${comments})`\n')).toEqual(['.id, n: count'])
    expect(toldOf(select('count()'), 'const count = () => sql`(select count(*) from ${comments})`.mapWith(Number)\n')).toEqual([
      '.id, n: count()',
    ])
  })
})

describe('a key that leads to rows of a query', () => {
  const toldWith = (change: string): number =>
    lint(
      `${before}import { asc, inArray } from 'drizzle-orm'
export async function list(org: string, sort: string) {
  const query = db.select({ id: posts.id }).from(posts).where(eq(posts.organizationId, org))
  ${change}
  const found = await query
  const ids = found.map((one) => one.id)
  return db.select().from(posts).where(inArray(posts.id, ids))
}`,
      { rule: 'require-tenant-with-key', file: 'case.ts', schema },
    ).length

  it.each([
    '',
    'query.limit(3)',
    'if (sort) { query.orderBy(asc(posts.title)) }',
    "if (sort) { sort === 'x' ? query.orderBy(asc(posts.title)) : query.orderBy(asc(posts.id)) } else query.orderBy(asc(posts.organizationId))\nquery.limit(3)",
    'if (sort) { const n = sql`(select count(*) from comments where organization_id = ${posts.organizationId})`; query.orderBy(asc(n)) }',
  ])('is held, also where conditions decide how that goes on: %s', (change) => {
    expect(toldWith(change)).toBe(0)
  })
})
