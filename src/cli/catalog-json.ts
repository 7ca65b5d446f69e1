import type { Catalog, ForeignKey, Index, Table } from '../catalog/catalog.ts'
import { formatType } from '../catalog/types.ts'
import { schemaReader } from '../orms/index.ts'
import { foreignKeyCoverage } from '../proofs/foreign-key-index.ts'
import { softDeleteColumn, tenantColumn } from '../proofs/owner.ts'
import type { Schema } from '../project/project.ts'
import { printCondition, printTerm } from '../query/print.ts'
import type { Settings } from '../settings/settings.ts'
import { listDifferences, type Difference } from './differences.ts'
import { placeShower, shownPath, type ShownPlace } from './places.ts'

export interface CatalogJson {
  readonly sources: readonly { readonly file: string; readonly reader: string }[]
  readonly unread: readonly { readonly place: ShownPlace; readonly reason: string }[]
  /** Where a schema and the migrations beside it do not say the same. */
  readonly differences: readonly { readonly what: string; readonly only: Difference['only']; readonly place: ShownPlace }[]
  readonly tables: readonly TableJson[]
  readonly views: readonly ViewJson[]
}

export interface ViewJson {
  readonly schema: string
  readonly name: string
  readonly materialized: boolean
  readonly place: ShownPlace
  readonly columns: readonly ColumnJson[]
  readonly indexes: readonly IndexJson[]
}

interface ColumnJson {
  readonly name: string
  readonly type: string | null
  readonly nullable: boolean
  readonly hasDefault: boolean
}

interface IndexJson {
  readonly name: string
  readonly method: string
  readonly unique: boolean
  readonly columns: readonly string[]
  readonly include: readonly string[]
  readonly predicate: string | null
  readonly constraint: string | null
  readonly place: ShownPlace
}

export interface TableJson {
  readonly schema: string
  readonly name: string
  readonly place: ShownPlace
  readonly tenantColumn: string | null
  readonly softDeleteColumn: string | null
  readonly columns: readonly ColumnJson[]
  readonly primaryKey: { readonly name: string; readonly columns: readonly string[] } | null
  readonly foreignKeys: readonly {
    readonly name: string
    readonly columns: readonly string[]
    readonly references: { readonly schema: string; readonly table: string; readonly columns: readonly string[] }
    readonly onDelete: string
    readonly indexedBy: string | null
    readonly partiallyIndexedBy: string | null
  }[]
  readonly indexes: readonly IndexJson[]
  readonly rowSecurity: {
    readonly enabled: boolean
    readonly forced: boolean
    readonly policies: readonly {
      readonly name: string
      readonly permissive: boolean
      readonly command: string
      readonly roles: readonly string[]
      readonly using: string | null
      readonly withCheck: string | null
    }[]
  }
}

/** The catalog as data for people's own tools. */
export function catalogJson({ catalog, sources }: Schema, settings: Readonly<Settings>, cwd: string): CatalogJson {
  const show = placeShower(cwd)
  const byName = (a: { schema: string; name: string }, b: { schema: string; name: string }): number =>
    a.schema === b.schema ? compare(a.name, b.name) : compare(a.schema, b.schema)
  const views = catalog.tables.filter((table) => table.query)
  const tables = catalog.tables.filter((table) => !table.query)
  return {
    sources: sources.map(({ path, reader }) => ({ file: shownPath(path, cwd), reader })),
    unread: catalog.parts.unread.map(({ place, reason }) => ({ place: show(place), reason })),
    differences: differencesOf(catalog, sources).map(({ place, ...rest }) => ({ ...rest, place: show(place) })),
    tables: tables.map((table) => tableJson(table, catalog, settings, show)).sort(byName),
    views: views.map((view) => viewJson(view, show)).sort(byName),
  }
}

/** A schema alone, or migrations alone, differ from nothing. */
function differencesOf(catalog: Catalog, sources: Schema['sources']): Difference[] {
  const schemas = new Set(sources.filter(({ reader }) => schemaReader(reader)?.tells === 'schema').map(({ path }) => path))
  return schemas.size === 0 || schemas.size === sources.length ? [] : listDifferences(catalog, schemas)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

type Show = ReturnType<typeof placeShower>

function columnsJson(table: Table): ColumnJson[] {
  return table.columns.map(({ name, type, nullable, hasDefault }) => ({ name, type: type ? formatType(type) : null, nullable, hasDefault }))
}

export function tableJson(table: Table, catalog: Catalog, settings: Readonly<Settings>, show: Show): TableJson {
  const { schema, name, primaryKey, rowSecurity } = table
  return {
    schema,
    name,
    place: show(table.place),
    tenantColumn: tenantColumn(table, settings)?.name ?? null,
    softDeleteColumn: softDeleteColumn(table, settings)?.name ?? null,
    columns: columnsJson(table),
    primaryKey: primaryKey ? { name: primaryKey.name, columns: primaryKey.columns } : null,
    foreignKeys: table.foreignKeys.map((key) => foreignKeyJson(table, key, catalog)),
    indexes: table.indexes.map((index) => indexJson(index, show)),
    rowSecurity: {
      ...rowSecurity,
      policies: table.policies.map(({ name: policy, permissive, command, roles, using, withCheck }) => ({
        name: policy,
        permissive,
        command,
        roles,
        using: using ? printCondition(using) : null,
        withCheck: withCheck ? printCondition(withCheck) : null,
      })),
    },
  }
}

export function viewJson(view: Table, show: Show): ViewJson {
  const { schema, name, kind, place, indexes } = view
  return {
    schema,
    name,
    materialized: kind === 'materialized view',
    place: show(place),
    columns: columnsJson(view),
    indexes: indexes.map((index) => indexJson(index, show)),
  }
}

function foreignKeyJson(table: Table, key: ForeignKey, catalog: Catalog): TableJson['foreignKeys'][number] {
  const coverage = foreignKeyCoverage(table, key, catalog)
  return {
    name: key.name,
    columns: key.columns,
    references: key.references,
    onDelete: key.onDelete,
    indexedBy: coverage.kind === 'covered' ? coverage.index.name : null,
    partiallyIndexedBy: coverage.kind === 'partial' ? coverage.index.name : null,
  }
}

function indexJson(index: Index, show: Show): IndexJson {
  return {
    name: index.name,
    method: index.method,
    unique: index.unique,
    columns: index.keys.map((key) => key.column ?? (key.expression ? printTerm(key.expression) : '')),
    include: index.include,
    predicate: index.predicate ? printCondition(index.predicate) : null,
    constraint: index.constraint ?? null,
    place: show(index.place),
  }
}
