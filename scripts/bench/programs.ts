import { statements } from './statements.ts'

/** What the strings of a module hold. */
export type Strings = 'no SQL' | 'words of SQL' | 'SQL' | 'calls'

/** A module as applications hold them by the hundred. */
export function program(n: number, strings: Strings): string {
  const name = `Report${n}`
  const parts = Array.from({ length: 4 }, (_, i) => part(name, i))
  return [
    `import { createHash } from 'node:crypto'`,
    `import { request, type Client } from '../client-${n % 7}'`,
    ...(strings === 'calls' ? [`import type { PrismaClient } from '@prisma/client'`] : []),
    ...parts,
    ...Array.from({ length: 3 }, (_, i) => constant(n * 3 + i, strings)),
    `export const pages = [${parts.map((_, i) => `${name}Page${i}`).join(', ')}]`,
    '',
  ].join('\n\n')
}

function constant(n: number, strings: Strings): string {
  if (strings === 'no SQL') return `export const label${n} = 'Reports of the month'`
  if (strings === 'calls') return calls(n)
  if (strings === 'words of SQL') return `export const label${n} = 'Select a month'`
  const text = statements[n % statements.length] ?? ''
  return `export const query${n} = \`\n  ${text.replaceAll(' FROM ', '\n  FROM ')} -- ${n}\n\``
}

/** A schema of Prisma, for programs that call it. */
export const prismaSchema = `datasource db {
  provider = "postgresql"
}
${Array.from({ length: 50 }, (_, i) => model(i)).join('\n')}`

function model(i: number): string {
  return `model Item${i} {
  id             String @id
  organizationId String @map("organization_id")
  title          String
  @@unique([organizationId, title])
}`
}

function calls(n: number): string {
  const item = `prisma.item${n % 50}`
  return `export async function items${n}(prisma: PrismaClient, organizationId: string, title?: string) {
  const where: Record<string, unknown> = { organizationId }
  if (title) where.title = title
  const found = await ${item}.findMany({ where, orderBy: { title: 'asc' }, take: 20 })
  await ${item}.updateMany({ where: { id: { in: found.map(({ id }) => id) }, organizationId }, data: { title: 'x' } })
  return ${item}.count({ where: { organizationId, OR: [{ title }, { title: 'y' }] } })
}`
}

function part(name: string, i: number): string {
  return `
/** Collects what the ${i}th page shows; with a cache, when one is given. */
export class ${name}Page${i}<Row extends { id: string; total: number }> {
  readonly #rows = new Map<string, Row>()
  constructor(private readonly client: Client, private readonly page = ${i}) {}

  async load(ids: readonly string[]): Promise<Row[]> {
    const missing = ids.filter((id) => !this.#rows.has(id))
    const path = \`/reports/\${this.page}?ids=\${missing.map(encodeURIComponent).join(',')}\`
    for (const row of await request<Row[]>(this.client, path, { method: 'GET', label: "rows" })) {
      this.#rows.set(row.id, row)
    }
    return ids.flatMap((id) => this.#rows.get(id) ?? [])
  }

  get digest(): string {
    const hash = createHash('sha256')
    for (const [id, { total }] of this.#rows) hash.update(id).update(String(total > ${i * 10} ? total : 0))
    return hash.digest('hex').slice(0, 12)
  }
}`.trim()
}
