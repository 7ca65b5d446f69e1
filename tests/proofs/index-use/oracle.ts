import type { PGlite } from '@electric-sql/pglite'
import type { Table } from '../../../src/catalog/catalog.ts'
import { printTerm } from '../../../src/query/print.ts'

interface Plan {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Plan[]
}

/** Which tables of a query Postgres finds the rows of by an index, when it is made to. */
export class Oracle {
  readonly #db: PGlite
  readonly #tables: readonly Table[]

  constructor(db: PGlite, tables: readonly Table[]) {
    this.#db = db
    this.#tables = tables
  }

  async served(sql: string): Promise<Set<string>> {
    const found = new Set<string>()
    const names = this.#tables.flatMap(({ indexes }) => indexes.map(({ name }) => name))
    for (const only of [undefined, ...names]) {
      await this.#leave(only)
      for (const bitmap of ['on', 'off']) {
        await this.#db.exec(`set enable_bitmapscan = ${bitmap}`)
        for (const name of this.#servedIn(await this.#plan(sql), sql)) found.add(name)
      }
    }
    await this.#leave(undefined)
    return found
  }

  /** All indexes, or one alone. */
  async #leave(only: string | undefined): Promise<void> {
    const is = only === undefined ? 'true' : `c.relname = '${only}'`
    await this.#db.exec(
      `update pg_index i set indisvalid = (${is}) from pg_class c, pg_class o where c.oid = i.indexrelid and o.oid = i.indrelid and o.relname in ('t', 'r') and indisvalid <> (${is})`,
    )
  }

  async #plan(sql: string): Promise<Plan> {
    const [result] = await this.#db.exec(`explain (generic_plan, costs off, format json) ${sql}`)
    const row = result?.rows[0] as { 'QUERY PLAN': readonly { Plan: Plan }[] } | undefined
    const plan = row?.['QUERY PLAN'][0]?.Plan
    if (!plan) throw new Error(`no plan of ${sql}`)
    return plan
  }

  #servedIn(plan: Plan, sql: string): string[] {
    const isCut = plan['Node Type'] === 'Limit'
    const found: string[] = []
    const visit = (node: Plan, isSorted: boolean): void => {
      const table = node['Relation Name']
      if (table !== undefined && this.#isServed(node, table, isSorted && table === 't' ? sql : undefined)) found.push(table)
      for (const inner of node.Plans ?? []) visit(inner, isSorted && node['Node Type'] !== 'Sort')
    }
    visit(plan, isCut)
    return found
  }

  #isServed(node: Plan, table: string, sortedBy: string | undefined): boolean {
    const inner = node.Plans ?? []
    switch (node['Node Type']) {
      case 'Index Scan':
      case 'Index Only Scan':
        return this.#leads(node) || (sortedBy !== undefined && this.#sorts(node, sortedBy))
      case 'Bitmap Index Scan':
        return this.#leads(node)
      case 'BitmapOr':
        return inner.every((one) => this.#isServed(one, table, undefined))
      case 'Bitmap Heap Scan':
      case 'BitmapAnd':
        return inner.some((one) => this.#isServed(one, table, undefined))
      default:
        return false
    }
  }

  /** The leading key stands in the condition, or the index leaves out rows that are not asked for. */
  #leads({ 'Index Name': name, 'Index Cond': condition = '' }: Plan): boolean {
    const index = this.#tables.flatMap(({ indexes }) => indexes).find((one) => one.name === name)
    if (!index) throw new Error(`no index ${name ?? ''}`)
    if (index.predicate && !(index.predicate.kind === 'null' && index.predicate.not)) return true
    const keys = index.method === 'btree' ? index.keys.slice(0, 1) : index.keys
    return keys.some(({ column, expression }) => {
      if (expression) return condition.includes(printTerm(expression).startsWith('lower') ? 'lower(' : '->>')
      // Columns of the other table, texts, what stands within an expression and the later columns of a row are no conditions on the key.
      const own = condition.replaceAll(/\b[tr]\.\w+|'[^']*'|lower\([^)]*\)+|\(j ->> [^)]*\)|(?<=ROW\(\w+), \w+/g, '')
      return new RegExp(`\\b${column ?? ''}\\b`).test(own)
    })
  }

  #sorts({ 'Index Name': name }: Plan, sql: string): boolean {
    const index = this.#tables.flatMap(({ indexes }) => indexes).find((one) => one.name === name)
    const order = /order by (.*) limit/.exec(sql)?.[1] ?? ''
    const [key] = index?.keys ?? []
    const lower = key?.expression && printTerm(key.expression).startsWith('lower') ? 'lower' : undefined
    const sorted = key?.column ?? lower
    return sorted !== undefined && new RegExp(`\\b${sorted}\\b`).test(order)
  }
}
