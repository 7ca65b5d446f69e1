import type { Notation } from './notations.ts'

/** A module as applications hold them by the hundred, without a query. */
export function plainModule(n: number): string {
  return moduleOf(n, [], [])
}

/** The same, with queries between its other parts. */
export function queryModule(n: number, notation: Notation, tables: number, tablesOfFile: number): string {
  const table = n % tables
  const { head, text } = notation.queries(table, n, notation.path(Math.floor(table / tablesOfFile)))
  return moduleOf(n, [head], [text])
}

/** A program of so many lines: modules in one, most of them with queries. */
export function largeProgram(lines: number, notation: Notation, tables: number, tablesOfFile: number): string {
  const heads = new Set(moduleHead(0))
  const parts: string[] = []
  for (let n = 0; parts.join('\n\n').split('\n').length < lines; n++) {
    const table = (n * 37) % tables
    const { head, text } = notation.queries(table, n, notation.path(Math.floor(table / tablesOfFile)))
    for (const line of head.split('\n')) heads.add(line)
    parts.push(text, ...(n % 2 === 0 ? [part(`Report${n}`, 0)] : []))
  }
  return `${[...heads].join('\n')}\n\n${parts.join('\n\n')}\n`
}

function moduleHead(n: number): string[] {
  return [`import { createHash } from 'node:crypto'`, `import { request, type Client } from '../client-${n % 7}'`]
}

function moduleOf(n: number, heads: readonly string[], texts: readonly string[]): string {
  const parts = Array.from({ length: 4 }, (_, i) => part(`Report${n}x`, i))
  const pages = parts.map((_, i) => `Report${n}xPage${i}`).join(', ')
  const rest = [...parts, `export const label${n} = 'Select a month'`, ...texts, `export const pages = [${pages}]`]
  return `${[...moduleHead(n), ...heads].join('\n')}\n\n${rest.join('\n\n')}\n`
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

/** Queries of a tag, as both other plugins for SQL in programs read them. */
export function taggedModule(n: number, tables: number): string {
  const [table, before] = [n % tables, Math.max(0, (n % tables) - 1)]
  return moduleOf(
    n,
    [`import type { Sql } from './database'`],
    [
      `export async function list${n}(sql: Sql, organizationId: number, id: number) {
  const rows = await sql<{ id: number; title: string }>\`
    SELECT r.id, r.title, p.title AS previous FROM reports_${table} r
    JOIN reports_${before} p ON p.id = r.previous_id AND p.organization_id = r.organization_id
    WHERE r.organization_id = \${organizationId} AND r.deleted_at IS NULL ORDER BY r.created_at DESC LIMIT 20\`
  await sql\`UPDATE reports_${table} SET title = 'x' WHERE organization_id = \${organizationId} AND id = \${id}\`
  return [...rows, ...(await sql\`SELECT count(*) FROM reports_${table} WHERE deleted_at IS NULL\`)]
}`,
    ],
  )
}
