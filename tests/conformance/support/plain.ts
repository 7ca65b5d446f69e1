import type { Catalog, Column, ForeignKey, Index, IndexKey, Table } from '../../../src/catalog/catalog.ts'
import { currentType } from '../../../src/catalog/fold/bind-type.ts'
import type { TableState } from '../../../src/catalog/fold/objects.ts'
import type { State } from '../../../src/catalog/fold/state.ts'
import { quoteName } from '../../../src/catalog/names.ts'
import { formatType } from '../../../src/catalog/types.ts'
import { printCondition, printTerm } from '../../../src/query/print.ts'
import type { PlainColumn, PlainDatabase, PlainIndex, PlainKey, PlainTable } from './postgres.ts'

const kinds: Readonly<Record<Table['kind'], string>> = {
  table: 'r',
  'partitioned table': 'p',
  'foreign table': 'f',
  view: 'v',
  'materialized view': 'm',
}
const keyLetters = { 'primary key': 'p', unique: 'u', exclusion: 'x' } as const

/** What a type is that the catalog leaves open. */
export const open = '?'

/** The catalog in the words of the comparison; the names of constraints that only the fold knows come from its state. */
export function plainDatabase(catalog: Catalog, state: State): PlainDatabase {
  const { types, sequences, functions, extensions, schemas } = catalog.parts
  const states = new Map([...state.tables.values()].map((table) => [`${table.schema}.${table.name}`, table]))
  return {
    tables: catalog.tables.map((table) => plainTable(table, states.get(`${table.schema}.${table.name}`))),
    types: types.map(
      (t) =>
        `${t.schema}.${t.name} ${t.kind} (${t.kind === 'composite' ? attributes(state, states.get(`${t.schema}.${t.name}`)) : t.labels.join(', ')})`,
    ),
    sequences: sequences.filter((s) => s.schema !== 'pg_temp').map((s) => `${s.schema}.${s.name}`),
    functions: functions.map((f) => `${f.schema}.${f.name}${f.securityDefiner ? ' definer' : ''}${f.searchPath ? ' search path' : ''}`),
    extensions: extensions.map((e) => e.name),
    schemas,
  }
}

function attributes(state: State, composite: TableState | undefined): string {
  return composite?.columns.map((c) => `${c.name} ${c.type ? formatType(currentType(state, c.type)) : open}`).join(', ') ?? ''
}

function plainTable(table: Table, state: TableState | undefined): PlainTable {
  const qualified = ({ schema, name }: { schema: string; name: string }): string => `${schema}.${name}`
  return {
    name: qualified(table),
    kind: kinds[table.kind],
    columns: table.columns.map((column) => plainColumn(column, state)),
    keys: table.keys.map(
      (key) => `${keyLetters[key.kind]} ${key.name} (${key.columns.join(', ')}) by ${shownName(table.schema, key.index.name)}`,
    ),
    foreignKeys: table.foreignKeys.map(foreignKey),
    checks: table.checks.map((check) => ({
      name: check.name,
      state: constraintState(check).trim(),
      expression: printCondition(check.expression),
    })),
    indexes: table.indexes.map((index) => plainIndex(index, table)),
    constraintNames: [...(state?.constraints ?? []).map((c) => c.name), ...(state?.columns ?? []).flatMap((c) => c.notNull?.name ?? [])],
    rowSecurity: `${table.rowSecurity.enabled ? 'enabled' : ''}${table.rowSecurity.forced ? ' forced' : ''}`.trim(),
    policies: table.policies.map(policy),
    triggers: table.triggers.map((t) => `${t.name} ${t.function}`),
    partitionOf: table.partitionOf ? [qualified(table.partitionOf)] : [],
    parents: table.parents.map(qualified),
    partitionBy: table.partitionBy
      ? `(${table.partitionBy.map((term) => (typeof term === 'string' ? quoteName(term) : printTerm(term))).join(', ')})`
      : null,
    securityInvoker: table.securityInvoker,
  }
}

function shownName(schema: string, name: string): string {
  return schema === 'public' ? name : `${schema}.${name}`
}

function plainColumn(column: Column, state: TableState | undefined): PlainColumn {
  const constraint = state?.columns.find((c) => c.name === column.name)?.notNull
  return {
    name: column.name,
    type: column.type ? formatType(column.type) : open,
    collation: column.collation ?? null,
    notNull: !column.nullable,
    constraint: constraint
      ? `${constraint.name}${constraint.noInherit ? ' no inherit' : ''}${constraint.validated ? '' : ' not valid'}`
      : null,
    hasDefault: column.hasDefault,
    default: column.default ? printTerm(column.default) : null,
    generated: column.generated ? printTerm(column.generated) : null,
    identity: column.identity ?? null,
  }
}

function constraintState({ enforced, validated }: { readonly enforced: boolean; readonly validated: boolean }): string {
  return enforced ? (validated ? '' : ' not valid') : ' not enforced'
}

function foreignKey(key: ForeignKey): string {
  const { references, onDelete, onUpdate, deferrable } = key
  const target = `${shownName(references.schema, references.table)} (${references.columns.join(', ')})`
  return `${key.name} (${key.columns.join(', ')}) -> ${target} ${onDelete}/${onUpdate}${deferrable ? ' deferrable' : ''}${constraintState(key)}`
}

function policy({ name, permissive, command, roles, using, withCheck }: Table['policies'][number]): PlainTable['policies'][number] {
  const rest = `${permissive ? 'permissive' : 'restrictive'} ${command} to ${[...roles].sort().join(', ')}`
  return { name, rest, using: using ? printCondition(using) : null, withCheck: withCheck ? printCondition(withCheck) : null }
}

function plainIndex(index: Index, table: Table): PlainIndex {
  return {
    name: index.name,
    method: index.method,
    unique: index.unique,
    nullsNotDistinct: index.nullsNotDistinct,
    valid: index.valid,
    keys: index.keys.map((key, i) => plainKey(key, index.operators?.[i], table)),
    include: [...index.include],
    predicate: index.predicate ? printCondition(index.predicate) : null,
    constraint: index.constraint ?? null,
    ofParent: index.ofParent,
  }
}

function plainKey(key: IndexKey, operator: string | undefined, table: Table): PlainKey {
  const own = table.columns.find((column) => column.name === key.column)?.collation ?? 'default'
  const order = key.descending ? (key.nullsFirst ? 'desc' : 'desc nulls last') : key.nullsFirst ? 'nulls first' : ''
  return {
    key: (key.column === undefined ? undefined : quoteName(key.column)) ?? (key.expression ? printTerm(key.expression) : ''),
    order,
    operatorClass: key.operatorClass ?? null,
    collation: key.collation === undefined || key.collation === own ? null : key.collation,
    operator: operator ?? null,
  }
}
