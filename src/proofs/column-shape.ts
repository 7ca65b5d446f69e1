import { isLocalTable, type Column, type Table } from '../catalog/catalog.ts'
import { isText } from '../catalog/types.ts'
import { columnsIn } from '../query/columns.ts'
import type { Term } from '../query/query.ts'
import type { Settings } from '../settings/settings.ts'
import { auditRole } from './audit-columns.ts'
import { sentinelOf } from './marked-rows.ts'
import { isNamed, softDeleteColumn, tenantColumn } from './owner.ts'
import { isAmong } from './table-patterns.ts'

/** The tables, as patterns, in which columns have to be of a certain shape. */
export interface Shapes {
  readonly tenantNotNull: readonly string[]
  readonly softDeleteShape: readonly string[]
  readonly audit: readonly string[]
  readonly uuidKeys: readonly string[]
  readonly timestamptz: readonly string[]
  readonly closedSets: readonly string[]
  readonly closedSetColumns: readonly string[]
  readonly limitedText: readonly string[]
  readonly sensitive: readonly string[]
}

export type ShapeFault =
  | 'nullableTenant'
  | 'nullableFlag'
  | 'flagWithoutDefault'
  | 'bornDeleted'
  | 'neverAlive'
  | 'nullableAudit'
  | 'auditWithoutDefault'
  | 'countedKey'
  | 'zoneless'
  | 'openSet'
  | 'unlimited'
  | 'plain'

/** What is wrong with a column's type, default or constraints; of a partition its parent's columns are judged. */
export function shapeFaults(table: Table, column: Column, shapes: Shapes, settings: Readonly<Settings>): ShapeFault[] {
  if (!isOwnTable(table) || !column.type) return []
  const found = [
    isAmong(table, shapes.tenantNotNull) && isOptionalTenant(table, column, settings) ? 'nullableTenant' : undefined,
    isAmong(table, shapes.softDeleteShape) && softDeleteColumn(table, settings) === column ? markFault(column) : undefined,
    isAmong(table, shapes.audit) ? auditFault(column) : undefined,
    isAmong(table, shapes.uuidKeys) && isCounted(table, column) ? 'countedKey' : undefined,
    isAmong(table, shapes.timestamptz) && column.type.name === 'timestamp without time zone' ? 'zoneless' : undefined,
    isAmong(table, shapes.closedSets) && isNamed(column.name, shapes.closedSetColumns) && isUnchecked(table, column)
      ? 'openSet'
      : undefined,
    isAmong(table, shapes.limitedText) && isUnlimited(table, column) ? 'unlimited' : undefined,
    isAmong(table, shapes.sensitive) && isPlainSecret(column) ? 'plain' : undefined,
  ] as const
  return found.filter((fault) => fault !== undefined)
}

/** A table whose columns are told where it is made, and are ours to change. */
export function isOwnTable(table: Table): boolean {
  return isLocalTable(table) && !table.partitionOf && !/migrations?(?:_lock)?$/i.test(table.name)
}

/** Nothing says that a row without a tenant is meant: one that all share, or that belongs to something else instead. */
function isOptionalTenant(table: Table, column: Column, settings: Readonly<Settings>): boolean {
  if (tenantColumn(table, settings) !== column || !column.nullable) return false
  const others = table.columns.filter((other) => other !== column && isNamed(other.name, settings.tenantColumns))
  if (others.length > 0) return false
  const isCleared = table.foreignKeys.some(
    ({ columns, onDelete }) => columns.includes(column.name) && (onDelete === 'set null' || onDelete === 'set default'),
  )
  const conditions = [
    ...table.checks.map(({ expression }) => expression),
    ...table.indexes.flatMap(({ predicate }) => predicate ?? []),
    ...table.policies.flatMap(({ using, withCheck }) => [using, withCheck].flatMap((one) => one ?? [])),
  ]
  return !isCleared && !conditions.some((condition) => asksForNull(condition, column.name))
}

/** `organization_id IS NULL`, or a function that tells NULLs apart. */
function asksForNull(node: object, name: string): boolean {
  const isIt = (part: object): boolean => columnsIn(part).some((column) => column.name === name)
  if ('kind' in node && node.kind === 'null' && isIt(node)) return true
  if (
    'kind' in node &&
    node.kind === 'call' &&
    'name' in node &&
    /^(?:num_nulls|num_nonnulls|coalesce)$/.test(String(node.name)) &&
    isIt(node)
  )
    return true
  return Object.values(node).some((part) => typeof part === 'object' && part !== null && asksForNull(part as object, name))
}

const moment = /^(?:timestamp with(?:out)? time zone|date)$/

function markFault(marker: Column): ShapeFault | undefined {
  const { type, nullable, hasDefault } = marker
  const value = marker.default && constantOf(marker.default)
  if (type?.name === 'boolean') {
    if (value === true) return 'bornDeleted'
    if (nullable) return 'nullableFlag'
    return hasDefault ? undefined : 'flagWithoutDefault'
  }
  if (!type || type.array || !moment.test(type.name)) return undefined
  if (marker.default && isNow(marker.default)) return 'bornDeleted'
  return !nullable && !hasDefault && sentinelOf(marker) === undefined ? 'neverAlive' : undefined
}

function constantOf(term: Term): unknown {
  if (term.kind === 'cast') return constantOf(term.term)
  if (term.kind === 'condition') return term.condition.kind === 'constant' ? term.condition.value : undefined
  return term.kind === 'value' && term.value.kind === 'literal' ? term.value.literal : undefined
}

function isNow(term: Term): boolean {
  if (term.kind === 'cast') return isNow(term.term)
  return (
    term.kind === 'call' && /^(?:now|current_timestamp|localtimestamp|current_date|clock_timestamp|transaction_timestamp)$/i.test(term.name)
  )
}

/** A client may set the time of a change itself, as Prisma does with `@updatedAt`. */
function auditFault(column: Column): ShapeFault | undefined {
  const role = auditRole(column.name)
  if (role === undefined) return undefined
  if (column.nullable) return 'nullableAudit'
  const isOfSql = column.place.file.endsWith('.sql')
  return !column.hasDefault && (role === 'created' || isOfSql) ? 'auditWithoutDefault' : undefined
}

function isCounted({ primaryKey }: Table, { name, type }: Column): boolean {
  return primaryKey?.columns.length === 1 && primaryKey.columns[0] === name && /^(?:smallint|integer|bigint)$/.test(type?.name ?? '')
}

function isUnchecked(table: Table, column: Column): boolean {
  const isKey = table.foreignKeys.some(({ columns }) => columns.includes(column.name))
  return isText(column.type) && !isKey && !isInCheck(table, column)
}

function isInCheck({ checks }: Table, { name }: Column): boolean {
  return checks.some(({ expression }) => columnsIn(expression).some((column) => column.name === name))
}

function isUnlimited(table: Table, column: Column): boolean {
  return isText(column.type) && column.type?.modifiers.length === 0 && column.type.name !== 'character' && !isInCheck(table, column)
}

const secret =
  /(?:^|_)(?:password|passwd|passphrase|ssn|social_security_number|card_number|credit_card|cvv|cvc|iban|secret|api_?key|private_key|token)$/
const protectedName = /hash|encrypt|cipher|digest|_enc$|public/

function isPlainSecret(column: Column): boolean {
  const name = column.name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase()
  return isText(column.type) && secret.test(name) && !protectedName.test(name)
}
