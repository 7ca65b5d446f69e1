import type { Catalog, Table } from '../catalog/catalog.ts'
import { quotedText, quoteName } from '../catalog/names.ts'
import { printQuery } from '../query/print-query.ts'
import { printTerm } from '../query/print.ts'
import { tableNamesIn } from '../query/table-names.ts'
import { addForeignKeys, addIndexes, addRowSecurity, rolesOf } from './catalog-sql/constraints.ts'
import { columnsSql, isSame, shownSql } from './catalog-sql/names.ts'
import { inOrder } from './catalog-sql/order.ts'
import { Script } from './catalog-sql/script.ts'
import { boundSql, TableWriter } from './catalog-sql/tables.ts'
import { addType, partsOf, userTypeOf } from './catalog-sql/types.ts'

/** The catalog as DDL that makes it in an empty database. */
export function catalogSql(catalog: Catalog): string {
  const script = new Script(catalog)
  const tables = catalog.tables.filter(({ kind }) => kind !== 'view' && kind !== 'materialized view')
  addSurroundings(script, catalog, tables)
  const writer = new TableWriter(script, catalog)
  addTypesAndTables(script, catalog, tables, writer)
  writer.finish()
  addFamilies(script, tables)
  const partitions = partitionsFirst(tables)
  for (const table of partitions) addIndexes(script, table, ({ ofParent }) => ofParent || !table.partitionOf)
  for (const table of partitions) addIndexes(script, table, ({ ofParent }) => !ofParent && table.partitionOf !== undefined)
  addViews(script, catalog)
  for (const table of partitions.reverse()) addForeignKeys(script, table, catalog)
  for (const table of tables) addRowSecurity(script, table)
  tellOfRest(script, catalog)
  return script.print()
}

/** What tables stand on and what is not in the catalog itself. */
function addSurroundings(script: Script, catalog: Catalog, tables: readonly Table[]): void {
  const { schemas, extensions, types, sequences } = catalog.parts
  const own = [...extensions, ...types, ...sequences, ...catalog.tables].flatMap(({ schema }) => schema ?? [])
  for (const schema of new Set([...schemas, ...own]))
    if (schema !== 'public') script.add(`CREATE SCHEMA IF NOT EXISTS ${quoteName(schema)}`)
  for (const { name, schema = 'public' } of extensions)
    script.add(`CREATE EXTENSION IF NOT EXISTS ${quoteName(name)}${schema === 'public' ? '' : ` WITH SCHEMA ${quoteName(schema)}`}`)
  for (const role of rolesOf(catalog)) script.add(ifNew(`CREATE ROLE ${quoteName(role)}`))
  if (!tables.some(({ kind }) => kind === 'foreign table')) return
  script.note('The servers of foreign tables are not in the catalog: this one leads nowhere.')
  script.add(ifNew('CREATE FOREIGN DATA WRAPPER unknown_wrapper'))
  script.add(ifNew('CREATE SERVER unknown_server FOREIGN DATA WRAPPER unknown_wrapper'))
}

function ifNew(sql: string): string {
  const body = `BEGIN ${sql}; EXCEPTION WHEN duplicate_object THEN NULL; END`
  return `DO ${quotedText(body)}`
}

interface Made {
  readonly schema: string
  readonly name: string
  readonly needs: readonly string[]
  readonly add: () => void
}

function addTypesAndTables(script: Script, catalog: Catalog, tables: readonly Table[], writer: TableWriter): void {
  const { types, sequences } = catalog.parts
  const filling = catalog.tables.flatMap(({ columns }) => columns.flatMap(({ sequence }) => sequence ?? []))
  for (const sequence of sequences) if (!filling.some((one) => isSame(one, sequence))) script.add(`CREATE SEQUENCE ${shownSql(sequence)}`)
  const made: Made[] = [
    ...types.map((type): Made => ({
      schema: type.schema,
      name: type.name,
      needs: partsOf(type).flatMap((one) => userTypeOf(one) ?? []),
      add: () => addType(script, type),
    })),
    ...tables.map((table): Made => {
      const parents = [...table.parents, ...(table.partitionOf ? [table.partitionOf] : [])].map(({ schema, name }) => `${schema}.${name}`)
      const own = table.columns.flatMap(({ type }) => userTypeOf(type) ?? [])
      return { schema: table.schema, name: table.name, needs: [...parents, ...own], add: () => writer.add(table) }
    }),
  ]
  const byName = new Map(made.map((one) => [`${one.schema}.${one.name}`, one]))
  for (const one of inOrder(made, ({ needs }) => needs.flatMap((name) => byName.get(name) ?? []))) one.add()
}

function addFamilies(script: Script, tables: readonly Table[]): void {
  for (const table of tables) {
    const { parents, partitionOf, partitionBound } = table
    for (const parent of parents) script.add(`ALTER TABLE ${shownSql(table)} INHERIT ${shownSql(parent)}`)
    if (partitionOf && partitionBound)
      script.add(`ALTER TABLE ${shownSql(partitionOf)} ATTACH PARTITION ${shownSql(table)} ${boundSql(partitionBound)}`)
    else if (partitionOf)
      script.note(`Left out: which rows of ${shownSql(partitionOf)} are in its partition ${shownSql(table)}, which is not in the catalog.`)
  }
}

/** An index of a partitioned table takes up the first of each partition that is like it: those come before it, and all others after it. */
function partitionsFirst(tables: readonly Table[]): Table[] {
  return inOrder(tables, (table) => tables.filter(({ partitionOf }) => isSame(partitionOf, table)))
}

function addViews(script: Script, catalog: Catalog): void {
  const views = catalog.tables.filter(({ kind }) => kind === 'view' || kind === 'materialized view')
  const needs = new Map(views.map((view) => [view, new Set(view.query ? tableNamesIn(view.query) : [])]))
  for (const view of inOrder(views, (one) => views.filter((other) => other !== one && needs.get(one)?.has(other.name))))
    addView(script, view)
}

function addView(script: Script, view: Table): void {
  const name = shownSql(view)
  const { query, kind, columns, complete, securityInvoker } = view
  if (!query) return
  const list = complete && columns.length > 0 ? ` ${columnsSql(columns.map((column) => column.name))}` : ''
  const sql = `CREATE ${kind.toUpperCase()} ${name}${list}${securityInvoker ? ' WITH (security_invoker = true)' : ''} AS\n  ${printQuery(query)}`
  if (!script.addWith(sql, `the view ${name}`, [query])) {
    script.missing.add(view.name)
    return
  }
  for (const { name: column, default: standard } of columns)
    if (standard)
      script.addWith(
        `ALTER VIEW ${name} ALTER COLUMN ${quoteName(column)} SET DEFAULT ${printTerm(standard)}`,
        `the default of ${column} of ${name}`,
        [standard],
      )
  addIndexes(script, view, () => true)
}

/** What cannot be made of what the catalog knows. */
function tellOfRest(script: Script, { parts, tables }: Catalog): void {
  const functions = parts.functions.map(shownSql)
  if (functions.length > 0) script.note(`Left out, since the catalog does not hold their bodies: the functions ${functions.join(', ')}.`)
  for (const table of tables)
    for (const trigger of table.triggers)
      script.note(`Left out: the trigger ${quoteName(trigger.name)} of ${shownSql(table)}, which runs ${trigger.function}.`)
}
