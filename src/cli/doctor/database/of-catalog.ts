import type { Catalog, Column, ForeignKey, Index, IndexKey, Policy, Table, UserType } from '../../../catalog/catalog.ts'
import { quoteName } from '../../../catalog/names.ts'
import { formatType } from '../../../catalog/types.ts'
import { printCondition, printTerm } from '../../../query/print.ts'
import type {
  ConstraintState,
  PlainColumn,
  PlainDatabase,
  PlainForeignKey,
  PlainIndex,
  PlainIndexKey,
  PlainPolicy,
  PlainTable,
} from './plain.ts'

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

/** A catalog in the words of the comparison. The names of constraints that only its fold knows are left out. */
export function plainDatabase(catalog: Catalog): PlainDatabase {
  const { types, sequences, functions, extensions, schemas } = catalog.parts
  return {
    tables: catalog.tables.map(plainTable),
    types: types.map((t) => `${t.schema}.${t.name} ${t.kind} (${t.kind === 'composite' ? attributes(t) : t.labels.join(', ')})`),
    sequences: sequences.filter((s) => s.schema !== 'pg_temp').map((s) => `${s.schema}.${s.name}`),
    functions: functions.map((f) => `${f.schema}.${f.name}${f.securityDefiner ? ' definer' : ''}${f.searchPath ? ' search path' : ''}`),
    extensions: extensions.map((e) => e.name),
    schemas,
  }
}

function attributes({ attributes: list = [] }: UserType): string {
  return list.map(({ name, type }) => `${name} ${type ? formatType(type) : open}`).join(', ')
}

function plainTable(table: Table): PlainTable {
  const qualified = ({ schema, name }: { schema: string; name: string }): string => `${schema}.${name}`
  return {
    name: qualified(table),
    kind: kinds[table.kind],
    columns: table.columns.map(plainColumn),
    keys: table.keys.map(({ kind, name, columns, index }) => ({
      kind: keyLetters[kind],
      name,
      columns,
      index: shownName(table.schema, index.name),
    })),
    foreignKeys: table.foreignKeys.map(foreignKey),
    checks: table.checks.map((check) => ({
      name: check.name,
      state: constraintState(check),
      expression: printCondition(check.expression),
    })),
    indexes: table.indexes.map((index) => plainIndex(index, table)),
    constraintNames: [],
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

function plainColumn(column: Column): PlainColumn {
  return {
    name: column.name,
    type: column.type ? formatType(column.type) : open,
    collation: column.collation ?? null,
    notNull: !column.nullable,
    constraint: null,
    hasDefault: column.hasDefault,
    default: column.default ? printTerm(column.default) : null,
    generated: column.generated ? printTerm(column.generated) : null,
    identity: column.identity ?? null,
  }
}

function constraintState({ enforced, validated }: { readonly enforced: boolean; readonly validated: boolean }): ConstraintState {
  return enforced ? (validated ? '' : 'not valid') : 'not enforced'
}

function foreignKey(key: ForeignKey): PlainForeignKey {
  const { name, columns, references, onDelete, onUpdate, deferrable } = key
  const target = shownName(references.schema, references.table)
  return { name, columns, target, references: references.columns, onDelete, onUpdate, deferrable, state: constraintState(key) }
}

function policy({ name, permissive, command, roles, using, withCheck }: Policy): PlainPolicy {
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

function plainKey(key: IndexKey, operator: string | undefined, table: Table): PlainIndexKey {
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
