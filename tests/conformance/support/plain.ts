import type { Catalog, ForeignKey, Index, Table } from '../../../src/catalog/catalog.ts'
import { formatType } from '../../../src/catalog/types.ts'
import { printCondition, printTerm } from '../../../src/query/print.ts'
import type { PlainIndex, PlainTable } from './postgres.ts'

const kinds: Readonly<Record<Table['kind'], string>> = { table: 'r', 'partitioned table': 'p', 'foreign table': 'f', view: 'v', 'materialized view': 'm' }
const keyLetters = { 'primary key': 'p', unique: 'u', exclusion: 'x' } as const

/** The catalog in the words of the comparison. */
export function plainTables(catalog: Catalog): PlainTable[] {
  return catalog.tables.map(plainTable).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function plainTable(table: Table): PlainTable {
  return {
    name: `${table.schema}.${table.name}`,
    kind: kinds[table.kind],
    columns: table.columns.map((c) => ({ name: c.name, type: c.type ? formatType(c.type) : '?', notNull: !c.nullable, hasDefault: c.hasDefault })),
    keys: table.keys.map((key) => `${keyLetters[key.kind]} ${key.name} (${key.columns.join(', ')})`).sort(),
    foreignKeys: table.foreignKeys.map(foreignKey).sort(),
    checks: table.checks.map((check) => `${check.name} ${check.validated ? '' : 'not valid'}`.trim()).sort(),
    indexes: table.indexes.map(plainIndex).sort((a, b) => (a.name < b.name ? -1 : 1)),
    rowSecurity: `${table.rowSecurity.enabled ? 'enabled' : ''} ${table.rowSecurity.forced ? 'forced' : ''}`.trim(),
    policies: table.policies.map((p) => `${p.name} ${p.permissive ? 'permissive' : 'restrictive'} ${p.command}`).sort(),
    triggers: table.triggers.map((t) => t.name).sort(),
  }
}

function foreignKey(key: ForeignKey): string {
  const state = key.enforced ? (key.validated ? '' : ' not valid') : ' not enforced'
  const target = key.references.schema === 'public' ? key.references.table : `${key.references.schema}.${key.references.table}`
  return `${key.name} (${key.columns.join(', ')}) -> ${target} (${key.references.columns.join(', ')}) ${key.onDelete}/${key.onUpdate}${state}`
}

function plainIndex(index: Index): PlainIndex {
  return {
    name: index.name,
    method: index.method,
    unique: index.unique,
    nullsNotDistinct: index.nullsNotDistinct,
    valid: index.valid,
    keys: index.keys.map((key) => {
      const text = key.column ?? (key.expression ? printTerm(key.expression) : '')
      const nulls = key.nullsFirst === key.descending ? '' : key.nullsFirst ? ' nulls first' : ' nulls last'
      return `${text}${key.descending ? ' desc' : ''}${nulls}`
    }),
    include: [...index.include],
    predicate: index.predicate ? printCondition(index.predicate) : null,
  }
}
