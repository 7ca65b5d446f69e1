import type { Catalog, ForeignKey, Index, Key, Policy, Table } from '../../catalog/catalog.ts'
import { quoteName } from '../../catalog/names.ts'
import { asWanted } from '../../catalog/wanted-index.ts'
import { createIndexSql, keySql, predicateSql } from '../../proofs/index-sql.ts'
import { printCondition } from '../../query/print.ts'
import { columnsSql, shownSql } from './names.ts'
import type { Script } from './script.ts'

/** The keys and indexes of a table in the order in which they were made. */
export function addIndexes(script: Script, table: Table, which: (index: Index) => boolean): void {
  for (const index of table.indexes.filter(which)) {
    const key = table.keys.find((one) => one.index === index)
    const expressions = [index.predicate, ...index.keys.map(({ expression }) => expression)]
    const only = table.kind === 'partitioned table' && !index.valid
    const sql = key
      ? `ALTER TABLE ${only ? 'ONLY ' : ''}${shownSql(table)} ADD CONSTRAINT ${quoteName(key.name)} ${keyDefinition(key)}`
      : createIndexSql(table, asWanted(index), index.name, { commitsEach: false, qualifies: false, only })
    script.addWith(sql, `the index ${index.name} of ${shownSql(table)}`, expressions)
  }
}

function keyDefinition({ kind, columns, index }: Key): string {
  const include = index.include.length > 0 ? ` INCLUDE ${columnsSql(index.include)}` : ''
  if (kind === 'exclusion') return `EXCLUDE USING ${index.method} (${excluded(index)})${include}${predicate(index)}`
  const list = index.method === 'gist' ? `(${columns.map(quoteName).join(', ')} WITHOUT OVERLAPS)` : columnsSql(columns)
  return `${kind.toUpperCase()}${index.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''} ${list}${include}`
}

function excluded({ keys, operators = [] }: Index): string {
  return keys.map((key, i) => `${keySql(key)} WITH ${operators[i] ?? '='}`).join(', ')
}

function predicate(index: Index): string {
  const text = predicateSql(asWanted(index))
  return text === undefined ? '' : ` WHERE (${text})`
}

export function addForeignKeys(script: Script, table: Table, catalog: Catalog): void {
  for (const key of table.foreignKeys) {
    const sql = `ALTER TABLE ${shownSql(table)} ADD CONSTRAINT ${quoteName(key.name)} ${foreignKeySql(key, catalog)}`
    const { schema, table: name } = key.references
    if (catalog.table(schema, name)) script.add(sql)
    else script.note(`Left out: the foreign key ${key.name} of ${shownSql(table)}, since ${name} is not in the catalog.\n${sql};`)
  }
}

function foreignKeySql(key: ForeignKey, catalog: Catalog): string {
  const { references, onDelete, onUpdate, deferrable, enforced, validated } = key
  const target = catalog.table(references.schema, references.table)
  const isOfPeriods = target?.keys.some(({ index, columns }) => index.method === 'gist' && columns.join() === references.columns.join())
  const list = (columns: readonly string[]): string =>
    isOfPeriods
      ? `(${columns.map((name, i) => `${i === columns.length - 1 ? 'PERIOD ' : ''}${quoteName(name)}`).join(', ')})`
      : columnsSql(columns)
  return [
    `FOREIGN KEY ${list(key.columns)} REFERENCES ${shownSql({ schema: references.schema, name: references.table })} ${list(references.columns)}`,
    onDelete === 'no action' ? '' : ` ON DELETE ${onDelete.toUpperCase()}`,
    onUpdate === 'no action' ? '' : ` ON UPDATE ${onUpdate.toUpperCase()}`,
    deferrable ? ' DEFERRABLE' : '',
    enforced ? (validated ? '' : ' NOT VALID') : ' NOT ENFORCED',
  ].join('')
}

export function addRowSecurity(script: Script, table: Table): void {
  const name = shownSql(table)
  if (table.rowSecurity.enabled) script.add(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`)
  if (table.rowSecurity.forced) script.add(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`)
  for (const policy of table.policies)
    script.addWith(policySql(policy, name), `the policy ${policy.name} of ${name}`, [policy.using, policy.withCheck])
}

const roleWords: ReadonlySet<string> = new Set(['public', 'current_user', 'current_role', 'session_user'])

function policySql({ name, permissive, command, roles, using, withCheck }: Policy, table: string): string {
  const to = roles.map((role) => (roleWords.has(role) ? role.toUpperCase() : quoteName(role))).join(', ')
  return [
    `CREATE POLICY ${quoteName(name)} ON ${table}${permissive ? '' : ' AS RESTRICTIVE'} FOR ${command.toUpperCase()}`,
    to === '' ? '' : ` TO ${to}`,
    using ? ` USING (${printCondition(using)})` : '',
    withCheck ? ` WITH CHECK (${printCondition(withCheck)})` : '',
  ].join('')
}

/** The roles that policies are for. */
export function rolesOf({ tables }: Catalog): string[] {
  const roles = tables.flatMap(({ policies }) => policies.flatMap((policy) => policy.roles))
  return [...new Set(roles)].filter((role) => !roleWords.has(role)).sort()
}
