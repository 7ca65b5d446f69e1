import type { Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { SqlStatement } from '../document/document.ts'
import { hands, inherits, withHanded } from '../document/document.ts'
import { namesOf, type PlacedName } from '../document/names.ts'
import { isPart, namesTable, readingsOf, touchesHole } from '../document/readings.ts'
import { sessionSettingsOf } from '../document/session-settings.ts'
import { splicesOf } from '../document/splices.ts'
import { judgeFor } from '../project/judged-document.ts'
import { usesOf } from '../project/uses.ts'
import { onceOfSchema } from '../proofs/of-schema.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import { isWhole, unknownNames, type UnknownName } from '../proofs/unknown-names.ts'
import type { Judge } from '../proofs/tenant/judge.ts'
import type { Reading } from '../proofs/tenant/readings.ts'
import { reassignedIn, type Reassigned } from '../proofs/tenant/reassigned.ts'
import { unownedInserts, type UnownedInsert } from '../proofs/tenant/inserts.ts'
import type { Query } from '../query/query.ts'
import { accessesOf, besidesOwn } from './accesses.ts'
import { blocksOf } from './blocks.ts'
import type { Handlers } from './define-rule.ts'
import type { Exemption } from './exemptions.ts'
import { extensionUsesOf } from './extension-uses.ts'
import type { OpenFile } from './open-file.ts'
import { scriptOf } from './script.ts'
import { accessesOfScope } from './scope-accesses.ts'
import { refusalsOf } from './refusals.ts'
import { faultsIn } from './faults.ts'
import { saidOf } from './placed-access.ts'
import { toldNames } from './told-names.ts'
import { unknownObjectsOf } from './unknown-objects.ts'

/** Tells a rule what it listens to, in the order of the file. */
export function tell(handlers: Handlers, file: OpenFile, text: string, exemptions: () => readonly Exemption[]): void {
  handlers.document?.(file.document)
  handlers.exemptions?.(exemptions())
  if (handlers.connections && file.connections.length > 0) handlers.connections(file.connections)
  if (handlers.names) {
    const names = namesIn(file)
    if (names.length > 0) handlers.names(names)
  }
  if (handlers.refusals) handlers.refusals(refusalsOf(file))
  if (handlers.unknownObjects) handlers.unknownObjects(unknownObjectsOf(file))
  if (handlers.extensionUses) handlers.extensionUses(extensionUsesOf(file))
  if (handlers.splices) tellSplices(handlers, file)
  if (handlers.faults) for (const faults of faultsIn(file)) handlers.faults(faults)
  if (handlers.script) tellScript(handlers, file, text)
  if (handlers.sessionSettings && file.document.statements.length > 0 && !file.schema.isMigration)
    unlessTooDeep(() => handlers.sessionSettings?.(sessionSettingsOf(file.document, text)), undefined)
  if (handlers.table ?? handlers.column ?? handlers.index ?? handlers.foreignKey ?? handlers.policy) tellDefinitions(handlers, file)
  if (ofQueries.some((name) => handlers[name] !== undefined)) tellQueries(handlers, file)
}

const ofQueries = ['accesses', 'scopes', 'inserts', 'reassigned', 'uses', 'unknownNames', 'blocks'] as const

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

function tellScript(handlers: Handlers, file: OpenFile, text: string): void {
  if (!file.tellsSchema && file.document.statements.length === 0) return
  const script = scriptOf(file, text)
  if (script.actions.length > 0) handlers.script?.(script)
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
  const { path, document } = file
  if (!document.schema && !file.tellsSchema && !document.statements.some(({ statement }) => statement && statement.changes.length > 0))
    return
  const { schema } = file
  if (schema.isWayBack) return
  const isHere = (part: { readonly place: Table['place'] }): boolean => part.place.file === path
  for (const table of schema.catalog.tablesOf(path)) {
    if (isHere(table)) unlessTooDeep(() => handlers.table?.(table), undefined)
    for (const column of table.columns) if (isHere(column)) handlers.column?.(column, table)
    for (const index of table.indexes) if (isHere(index)) handlers.index?.(index, table)
    for (const key of table.foreignKeys) if (isHere(key)) handlers.foreignKey?.(key, table)
    for (const policy of table.policies) if (isHere(policy)) unlessTooDeep(() => handlers.policy?.(policy, table), undefined)
  }
}

/** Migrations touch every tenant on purpose. */
function tellQueries(handlers: Handlers, file: OpenFile): void {
  const { document, schema, settings } = file
  const asks = document.statements.some(({ statement, ofView }) => (ofView ?? statement)?.query)
  if (!asks && !inherits(document) && !((handlers.accesses ?? handlers.inserts ?? handlers.reassigned) && hands(document))) return
  if (handlers.unknownNames) tellUnknownNames(handlers, file)
  if (schema.isMigration && settings.migrations.queries !== true) return
  if (handlers.accesses) for (const accesses of accessesOf(document, () => schema.catalog, settings)) handlers.accesses(accesses)
  if (handlers.scopes) tellScopes(handlers.scopes, file)
  if (handlers.inserts ?? handlers.reassigned) tellWrites(handlers, file)
  if (handlers.blocks)
    for (const blocks of blocksOf(document, schema.catalog, settings)) unlessTooDeep(() => handlers.blocks?.(blocks), undefined)
  if (!handlers.uses) return
  for (const uses of usesOf(document, schema.catalog, settings)) unlessTooDeep(() => handlers.uses?.(uses), undefined)
}

function tellScopes(scopes: NonNullable<Handlers['scopes']>, { document, schema: { catalog }, settings }: OpenFile): void {
  if (catalog.isEmpty) return
  for (const scope of scopes.of) for (const accesses of accessesOfScope(document, scope, catalog, settings)) scopes.accesses(accesses)
}

function tellWrites(handlers: Handlers, { document, schema, settings }: OpenFile): void {
  const judge = judgeFor(schema.catalog, settings)
  for (const statement of withHanded(document).statements) {
    if (!statement.statement?.query || statement.goesOn !== undefined || statement.client?.does === 'scope') continue
    const { askedBy } = statement
    const found = <Told extends Reassigned | UnownedInsert>(tell: (readings: readonly Reading[], by: Judge) => Told[]): Told[] => {
      const toldOf = (one: SqlStatement): Told[] => unlessTooDeep(() => tell(readingsOf(one), judge), [])
      return besidesOwn(statement, toldOf(statement), (own) => own.flatMap(toldOf))
    }
    if (handlers.reassigned) {
      const reassigned = found((readings, by) => reassignedIn(readings, by, document.toldElsewhere))
      handlers.reassigned(reassigned.map((one) => ({ ...one, ...saidOf(statement, one), askedBy })))
    }
    if (!handlers.inserts) continue
    const unowned = found(unownedInserts).filter((one) => !askedBy || needsTenant(one))
    const inserts = unowned.map((one) => ({ ...one, ...saidOf(statement, one), askedBy }))
    handlers.inserts(inserts.filter(({ range }, i) => inserts.findIndex((other) => other.range[0] === range[0]) === i))
  }
}

/** Whether no row of a table is nobody's; of others a function that adds them may make some that are meant to be. */
function needsTenant({ table, column }: UnownedInsert): boolean {
  return table.columns.some((one) => one.name === column && !one.nullable)
}

/** Calls of most libraries name what their models have, which types check. */
const namesInStrings: ReadonlySet<string> = new Set(['knex', 'supabase'])

/** Relations of Postgres are the same in every database, and at every time of one. */
const mayReadSystem = /\b(?:pg_|information_schema\b)/i

/** The same query of the same database is looked at once. */
const unknownNamesFor = onceOfSchema((catalog, settings) => {
  const judge = judgeFor(catalog, settings)
  const find = (whole: boolean): ((query: Query) => readonly UnknownName[]) =>
    onceFor((query: Query) => unlessTooDeep(() => unknownNames(query, judge, catalog, { whole, postgres: settings.postgres }), []))
  return { whole: find(true), part: find(false) }
})

function tellUnknownNames(handlers: Handlers, { document, schema: { catalog, isMigration }, settings }: OpenFile): void {
  const whole = isWhole(catalog, settings) && (!isMigration || settings.migrations.queries === true)
  const find = unknownNamesFor(catalog, settings)[whole ? 'whole' : 'part']
  const own = document.statements
    .flatMap(({ statement }) => statement?.changes ?? [])
    .flatMap((change) => (change.kind === 'create table' ? [change.name.name.text] : []))
  for (const statement of document.statements) {
    if (statement.goesOn !== undefined || (statement.sentBy !== undefined && !namesInStrings.has(statement.sentBy))) continue
    if (!whole && !mayReadSystem.test(statement.source.text)) continue
    if (isProse(statement) && !namesTable(statement, catalog, settings)) continue
    const names = readingsOf({ ...statement, statement: statement.ofView ?? statement.statement }).flatMap(({ query, place }) =>
      find(query).map((name) => ({ ...name, range: place(name.range) })),
    )
    handlers.unknownNames?.(
      names.filter(
        ({ kind, name, range }) =>
          !touchesHole(statement, range) && !(kind === 'table' && own.includes(name)) && !(kind === 'source' && isPart(statement)),
      ),
    )
  }
}

/** Words such as "Select name from list" may be there for people. */
function isProse({ isCertain, source }: SqlStatement): boolean {
  return !isCertain && /^[a-z\s,]*$/i.test(source.text)
}
