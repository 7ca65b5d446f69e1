import type { Dice } from '../../../proofs/tenant/support/dice.ts'
import { some, type Doc } from '../../../proofs/tenant/support/doc.ts'
import { parameterOf, type Named } from '../../../proofs/tenant/support/query-maker.ts'
import { typeOf, type Domain, type PlainColumn, type PlainTable, type RandomSchema } from '../../../proofs/tenant/support/random-schema.ts'

/** How a call writes a value of the asking tenant: `v.t1.id`. */
export function oursOf(domain: Domain): string | undefined {
  const parameter = parameterOf(domain)
  return parameter === undefined ? undefined : `v.${parameter.slice(1)}`
}

/** Several of them. */
export function listOf(domain: Domain): string | undefined {
  return oursOf(domain)?.replace('v.', 'vs.')
}

/** A value that may be compared with a column. */
export function valueOf(domain: Domain, dice: Dice): string {
  return oursOf(domain) ?? dice.pick(plainValues[domain] ?? ['null'])
}

const plainValues: Readonly<Record<Domain, readonly string[]>> = {
  text: ["'red'", "'blue'", "'left'"],
  int: ['2', '3', '0'],
  bool: ['true', 'false'],
  time: ["new Date('2025-02-01')"],
}

/** A value that no row has before. */
export const newValues: Readonly<Record<Domain, string>> = { text: "'set'", int: '42', bool: 'true', time: "new Date('2025-05-05')" }

/** Whether a table may be written to, and belongs to tenants. */
export function isOwn({ name, isView }: PlainTable): boolean {
  return !isView && /^t\d/.test(name)
}

export function baseTables({ tables }: RandomSchema): PlainTable[] {
  return tables.filter(({ isView }) => !isView)
}

export function ownTables({ tables }: RandomSchema): PlainTable[] {
  return tables.filter(isOwn)
}

/** The columns of a new row of ours, each with a value; its id may be one that is there already. */
export function newRow(table: PlainTable, dice: Dice, isThere = 0.3): (readonly [name: string, value: string])[] {
  const id = dice.chance(isThere) ? `v.${table.name}.id` : '99000001'
  return table.columns.flatMap(({ name, domain, nullable }) => {
    if (name === 'id') return [[name, id] as const]
    if (domain.startsWith('token ')) return [[name, "'new'"] as const]
    if (table.tenantColumns.includes(name)) return dice.chance(0.93) ? [[name, oursOf(domain) ?? 'null'] as const] : []
    if (nullable && dice.chance(0.5)) return []
    return [[name, oursOf(domain) ?? newValues[domain] ?? 'null'] as const]
  })
}

/** A row as an object. */
export function rowText(row: readonly (readonly [name: string, value: string])[], nameOf = (name: string): string => name): string {
  return `{ ${row.map(([name, value]) => `${nameOf(name)}: ${value}`).join(', ')} }`
}

/** An object that gives one or two columns a new value; where there are none to give one, the row keeps its id. */
export function changesOf(table: PlainTable, dice: Dice, nameOf = ({ name }: PlainColumn): string => name): Doc {
  const set = changedColumns(table, dice).map((column): Doc => `${nameOf(column)}: ${newValues[column.domain] ?? 'null'}`)
  return set.length > 0 ? some(set, ', ', { before: '{ ', after: ' }', least: 1 }) : `{ id: v.${table.name}.id }`
}

/** One or two that may be given a new value. */
export function changedColumns({ columns }: PlainTable, dice: Dice): PlainColumn[] {
  return dice.some(
    columns.filter(({ domain }) => domain in newValues),
    dice.between(1, 2),
  )
}

/** Columns to give: some, or such as are wanted. */
export function outputsOf(columns: readonly Named[], wants: readonly Domain[] | undefined, dice: Dice): Named[] {
  if (wants === undefined) return dice.some(columns, dice.between(1, 3))
  return wants.map((domain) => {
    const same = columns.filter((column) => column.domain === domain)
    const alike = columns.filter((column) => typeOf(column.domain) === typeOf(domain))
    return dice.pick(same.length > 0 ? same : alike.length > 0 ? alike : columns)
  })
}
