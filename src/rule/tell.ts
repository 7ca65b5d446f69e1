import type { Table } from '../catalog/catalog.ts'
import type { Range } from '../catalog/place.ts'
import { namesOf, type PlacedName } from '../document/names.ts'
import { namesTable, readingsOf } from '../document/readings.ts'
import { splicesOf } from '../document/splices.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import { isWhole, unknownNames } from '../proofs/unknown-names.ts'
import { reassignedIn } from '../proofs/tenant/reassigned.ts'
import { unownedInserts } from '../proofs/tenant/inserts.ts'
import { accessesOf, judgeFor, saidOf } from './accesses.ts'
import { blocksOf } from './blocks.ts'
import type { Handlers } from './define-rule.ts'
import type { Exemption } from './exemptions.ts'
import type { OpenFile } from './open-file.ts'
import { toldNames } from './told-names.ts'
import { usesOf } from './uses.ts'

/** Tells a rule what it listens to, in the order of the file. */
export function tell(handlers: Handlers, file: OpenFile, exemptions: () => readonly Exemption[]): void {
  handlers.document?.(file.document)
  handlers.exemptions?.(exemptions())
  if (handlers.connections && file.connections.length > 0) handlers.connections(file.connections)
  if (handlers.names) {
    const names = namesIn(file)
    if (names.length > 0) handlers.names(names)
  }
  if (handlers.splices) tellSplices(handlers, file)
  if (handlers.table ?? handlers.column ?? handlers.index ?? handlers.foreignKey) tellDefinitions(handlers, file)
  const asksQueries =
    handlers.accesses ?? handlers.inserts ?? handlers.reassigned ?? handlers.uses ?? handlers.unknownNames ?? handlers.blocks
  if (asksQueries) tellQueries(handlers, file)
}

/** Beside migrations, a schema mentions what they define. */
function namesIn(file: OpenFile): readonly PlacedName[] {
  if (file.tellsSchema) return [...namesOf(file.document), ...toldNames(file.schema.catalog, file.path)]
  const names = namesOf(file.document)
  const mentions =
    names.length > 0 &&
    file.document.schema &&
    !file.schema.isSource &&
    file.schema.catalog.tables.some(({ place }) => place.file !== file.path)
  return mentions ? names.map((name) => ({ ...name, defines: false })) : names
}

/** A text that nothing runs in sight may be there to be shown, where no schema says that it is of the database. */
function tellSplices(handlers: Handlers, { document, schema, settings }: OpenFile): void {
  if (!document.statements.some(({ holes }) => holes.length > 0)) return
  const { catalog } = schema
  handlers.splices?.(
    splicesOf(document, (statement) => statement.isCertain || (!catalog.isEmpty && namesTable(statement, catalog, settings))),
  )
}

function tellDefinitions(handlers: Handlers, file: OpenFile): void {
  const { path, document, schema } = file
  if (!document.schema && !file.tellsSchema && !document.statements.some(({ statement }) => statement && statement.changes.length > 0))
    return
  const isHere = (part: { readonly place: Table['place'] }): boolean => part.place.file === path
  for (const table of schema.catalog.tablesOf(path)) {
    if (isHere(table)) handlers.table?.(table)
    for (const column of table.columns) if (isHere(column)) handlers.column?.(column, table)
    for (const index of table.indexes) if (isHere(index)) handlers.index?.(index, table)
    for (const key of table.foreignKeys) if (isHere(key)) handlers.foreignKey?.(key, table)
  }
}

/** Migrations touch every tenant on purpose. */
function tellQueries(handlers: Handlers, file: OpenFile): void {
  const { document, schema, settings } = file
  if (!document.statements.some(({ statement }) => statement?.query)) return
  if (schema.isMigration && settings.migrations.queries !== true) return
  if (handlers.accesses) for (const accesses of accessesOf(document, () => schema.catalog, settings)) handlers.accesses(accesses)
  if (handlers.inserts ?? handlers.reassigned) tellWrites(handlers, file)
  if (handlers.unknownNames) tellUnknownNames(handlers, file)
  if (handlers.blocks)
    for (const blocks of blocksOf(document, schema.catalog, settings)) unlessTooDeep(() => handlers.blocks?.(blocks), undefined)
  if (!handlers.uses) return
  for (const uses of usesOf(document, schema.catalog, settings)) unlessTooDeep(() => handlers.uses?.(uses), undefined)
}

function tellWrites(handlers: Handlers, { document, schema, settings }: OpenFile): void {
  const judge = judgeFor(schema.catalog, settings)
  for (const statement of document.statements) {
    if (!statement.statement?.query || statement.goesOn !== undefined || statement.client?.does === 'scope') continue
    const readings = readingsOf(statement)
    handlers.reassigned?.(unlessTooDeep(() => reassignedIn(readings, judge), []))
    if (!handlers.inserts) continue
    const unowned = unlessTooDeep(() => unownedInserts(readings, judge), [])
    const inserts = unowned.map((one) => ({ ...one, ...saidOf(statement, one.table.name, one) }))
    handlers.inserts(inserts.filter(({ range }, i) => inserts.findIndex((other) => other.range[0] === range[0]) === i))
  }
}

/** Calls of most libraries name what their models have, which types check. */
const namesInStrings: ReadonlySet<string> = new Set(['knex', 'supabase'])

function tellUnknownNames(handlers: Handlers, { document, schema: { catalog }, settings }: OpenFile): void {
  if (!isWhole(catalog, settings)) return
  const judge = judgeFor(catalog, settings)
  const own = document.statements
    .flatMap(({ statement }) => statement?.changes ?? [])
    .flatMap((change) => (change.kind === 'create table' ? [change.name.name.text] : []))
  for (const statement of document.statements) {
    if (statement.goesOn !== undefined || (statement.sentBy !== undefined && !namesInStrings.has(statement.sentBy))) continue
    const names = readingsOf(statement).flatMap(({ query, place }) =>
      unlessTooDeep(() => unknownNames(query, judge, catalog), []).map((name) => ({ ...name, range: place(name.range) })),
    )
    const isHole = (range: Range): boolean => statement.holes.some(({ range: [from, to] }) => from < range[1] && range[0] < to)
    handlers.unknownNames?.(names.filter(({ kind, name, range }) => !isHole(range) && !(kind === 'table' && own.includes(name))))
  }
}
