import type { Catalog, Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import type { Place, Range } from '../../catalog/place.ts'
import { Ranges } from '../../catalog/ranges.ts'
import type { Document, SqlStatement } from '../../document/document.ts'
import { readingsOf } from '../../document/readings.ts'
import { statementsAround } from '../../document/statement-at.ts'
import { unlessTooDeep } from '../../proofs/too-deep.ts'
import { printQuery } from '../../query/print-query.ts'
import type { Meaning } from './finding.ts'

/** A file as its rules saw it. */
export interface SeenFile {
  readonly path: string
  readonly text: string
  readonly document: Document
  readonly catalog: Catalog
}

/** What stands at a range of a file: a query, a definition, or else a text. */
export function meaningAt(range: Range, file: SeenFile): Meaning {
  const statements = statementsAt(range, file.document)
  if (statements.some(({ statement }) => statement?.query)) return meaningOfQueries(range, statements)
  const [statement] = statements
  const text = statement?.source.text ?? file.text.slice(...range)
  return meaningOfDefinition(range, statement?.range, file) ?? { table: undefined, tables: [], text: text.replace(/\s+/g, ' ').trim() }
}

/** The smallest statements around it: one, or those that one call sends. */
function statementsAt([start]: Range, document: Document): SqlStatement[] {
  const around = statementsAround(document, [start, start])
  const least = Math.min(...around.map(({ range: [from, to] }) => to - from))
  return around.filter(({ range: [from, to] }) => to - from === least)
}

function meaningOfQueries(range: Range, statements: readonly SqlStatement[]): Meaning {
  const readings = statements.flatMap(readingsOf)
  const named = readings.flatMap(({ query, place }) => namedTables(query).map(({ name, range: at }) => ({ name, range: place(at) })))
  const here = namesOf(named.filter(({ range: at }) => overlaps(at, range)))
  const tables = namesOf(named)
  const text = [...new Set(readings.map(({ query }) => unlessTooDeep(() => printQuery(query), '')))].join('; ')
  return { table: here.length === 1 ? here[0] : tables.length === 1 ? tables[0] : undefined, tables, text }
}

function namesOf(named: readonly { readonly name: string }[]): string[] {
  return [...new Set(named.map(({ name }) => name))].sort()
}

interface NamedTable {
  readonly name: string
  readonly range: Range
}

/** The tables that a query names, as deep as they stand. */
function namedTables(query: object): NamedTable[] {
  const found: NamedTable[] = []
  const open: unknown[] = [query]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    if (isTableSource(node)) found.push({ name: shownName(node.schema, node.name), range: node.range })
    open.push(...Object.values(node as Record<string, unknown>))
  }
  return found
}

function isTableSource(node: object): node is { kind: 'table'; schema?: string | undefined; name: string; range: Range } {
  return 'kind' in node && node.kind === 'table' && 'name' in node && typeof node.name === 'string' && 'range' in node
}

function shownName(schema: string | undefined, name: string): string {
  return schema === undefined || schema === 'public' ? name : `${schema}.${name}`
}

interface Part {
  readonly table: Table
  readonly what: string
  readonly place: Place
}

/** The definition at the place; else the last one before it in its statement. */
function meaningOfDefinition(range: Range, within: Range | undefined, file: SeenFile): Meaning | undefined {
  const parts = partsIn(file)
  const here = parts.touching(range).sort((a, b) => distance(a, range) - distance(b, range))
  const inStatement = within ? parts.touching(within) : []
  const before = inStatement.filter(({ place }) => place.range[0] <= range[0]).sort((a, b) => b.place.range[0] - a.place.range[0])
  const part = here[0] ?? before[0] ?? inStatement[0]
  if (!part) return undefined
  const name = shownName(part.table.schema, part.table.name)
  return { table: name, tables: [name], text: part.what }
}

const partsIn = onceFor(({ path, catalog }: SeenFile) => {
  const parts = catalog.tablesOf(path).flatMap(partsOf)
  return new Ranges(
    parts.filter(({ place }) => place.file === path),
    ({ place }) => place.range,
  )
})

function partsOf(table: Table): Part[] {
  const { columns, keys, foreignKeys, checks, indexes, policies } = table
  const all = { column: columns, constraint: [...keys, ...foreignKeys, ...checks], index: indexes, policy: policies }
  const parts = Object.entries(all).flatMap(([what, list]) =>
    list.map(({ name, place }): Part => ({ table, what: `${what} ${name}`, place })),
  )
  return [...parts, { table, what: 'table', place: table.place }]
}

function overlaps([a, b]: Range, [c, d]: Range): boolean {
  return a <= d && c <= b
}

function distance({ place: { range } }: Part, [start, end]: Range): number {
  return Math.abs(range[0] - start) + Math.abs(range[1] - end)
}
