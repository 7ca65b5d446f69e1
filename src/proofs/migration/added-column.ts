import type { Catalog } from '../../catalog/catalog.ts'
import type { ColumnDefinition } from '../../catalog/change.ts'
import { formatType } from '../../catalog/types.ts'
import { printTerm } from '../../query/print.ts'
import { isNull } from '../../query/literal.ts'
import type { Call, Term } from '../../query/query.ts'
import { volatileFunctions } from '../postgres/volatility.ts'
import type { BlockingMessage } from './blocking-messages.ts'
import { domainAt } from './domain.ts'
import { alteredTable, found, nodesIn, type Check, type Moment } from './finding.ts'

/** A column that no row has a value for, and that must have one: https://www.postgresql.org/docs/current/ddl-alter.html */
export const requiredColumn: Check<BlockingMessage> = (moment) => {
  const { change } = moment.action
  if (change.kind !== 'add column' || hasValue(change.column)) return []
  const domain = change.column.type && domainAt(moment, change.column.type)
  if (domain?.hasDefault || !(isRequired(change.column) || domain?.notNull)) return []
  const table = alteredTable(moment)
  return table ? [found('requiredColumn', moment, table, { column: change.column.name.text })] : []
}

/** A column whose values differ from row to row, so that they have to be written; one that is the same for all is a note in the catalog. */
export const columnRewrite: Check<BlockingMessage> = (moment) => {
  const { change } = moment.action
  if (change.kind !== 'add column') return []
  const { column } = change
  const isCounted = column.serial || column.identity !== undefined
  const isStored = column.generated !== undefined && saysStored(moment)
  const domain = column.type && domainAt(moment, column.type)
  if (!isCounted && !isStored && !column.default && !domain?.isConstrained) return []
  const table = alteredTable(moment)
  if (!table) return []
  const data = { column: column.name.text }
  if (isCounted) return [found('countedColumn', moment, table, data)]
  if (isStored) return [found('storedColumn', moment, table, data)]
  const volatile = column.default && volatileCall(column.default, moment.script.before)
  if (volatile) return [found('volatileDefault', moment, table, { ...data, default: printTerm(volatile) })]
  if (!column.type || !domain?.isConstrained || (domain.notNull && !hasValue(column) && !domain.hasDefault)) return []
  const shown = { type: formatType(column.type), base: domain.base ? formatType(domain.base) : 'text' }
  return [found('constrainedColumn', moment, table, { ...data, ...shown })]
}

export function isRequired({ nullable, constraints }: ColumnDefinition): boolean {
  return nullable === false || constraints.some(({ kind }) => kind === 'not null' || kind === 'primary key')
}

function hasValue({ default: given, serial, identity, generated }: ColumnDefinition): boolean {
  return (given !== undefined && !isNull(given)) || serial || identity !== undefined || generated !== undefined
}

const ofExtensions = /^(?:uuid_generate_v\d\w*|gen_random_bytes|gen_salt)$/

/** Before Postgres 18 all generated columns are stored; since then those that do not say so are not. */
export function saysStored({ action: { range }, textAt }: Moment): boolean {
  const [, word] = /\bgenerated[^;]*?\b(stored|virtual)\b/i.exec(textAt([range[0], range[0] + 1_000])) ?? []
  return word?.toLowerCase() === 'stored'
}

/** A call that gives something else each time; a function of a user may be anything. */
function volatileCall(term: Term, { parts: { functions } }: Catalog): Call | undefined {
  for (const node of nodesIn(term)) {
    if (!isCall(node)) continue
    const isOwn = functions.some(({ name, schema }) => name === node.name && (node.schema === undefined || schema === node.schema))
    const isOfPostgres = node.schema === undefined || node.schema === 'pg_catalog'
    if (!isOwn && ((isOfPostgres && Object.hasOwn(volatileFunctions, node.name)) || ofExtensions.test(node.name))) return node
  }
  return undefined
}

function isCall(node: object): node is Call {
  return 'kind' in node && node.kind === 'call' && 'operator' in node && !node.operator
}
