import type { Column, Reference, Table } from '../../../../src/catalog/catalog.ts'
import { columnsIn } from '../../../../src/query/columns.ts'
import { pick } from '../../../support/random.ts'
import type { Schema } from './schema.ts'
import type { Row, Whose } from './world.ts'

type Random = () => number
type Values = Map<string, string | null>

/** Makes rows that keep to what the proof takes for granted: keys stay within a tenant, and ids are nobody else's. */
export class RowMaker {
  readonly #schema: Schema
  readonly #rows: readonly Row[]
  readonly #taken = new Map<string, Set<string>>()
  readonly #counts = new Map<string, number>()

  constructor(schema: Schema, rows: readonly Row[]) {
    this.#schema = schema
    this.#rows = rows
  }

  rows(table: Table, whose: Whose, random: Random): Row[] {
    const { kind, mayBeShared } = this.#schema.judge.ownership.of(table)
    if (kind === 'global')
      return whose === 'nobody' || this.#isPeople(table) ? this.#many(table, whose, 2 + Math.floor(random() * 3), random) : []
    if (whose === 'nobody') return kind === 'tenant' && mayBeShared ? this.#many(table, whose, 2, random) : []
    if (kind === 'root') return this.#many(table, whose, 1, random)
    return this.#many(table, whose, whose === 'ours' ? 3 + Math.floor(random() * 2) : Math.floor(random() * 5), random)
  }

  #isPeople(table: Table): boolean {
    return this.#schema.judge.ownership.isPeople(table)
  }

  #many(table: Table, whose: Whose, count: number, random: Random): Row[] {
    const made: Row[] = []
    for (let i = 0; i < count; i++) {
      for (let attempt = 0; attempt < 12; attempt++) {
        const values = this.#values(table, whose, made, random)
        if (!values || !this.#isNew(table, values)) continue
        made.push({ table, whose, values })
        break
      }
    }
    return made
  }

  #values(table: Table, whose: Whose, before: readonly Row[], random: Random): Values | undefined {
    const values: Values = new Map()
    const keys = [...this.#schema.judge.ownership.referencesOf(table)].sort((a, b) => this.#weight(a) - this.#weight(b))
    for (const key of keys) if (!this.#reference(table, key, whose, values, before, random)) return undefined
    const { columns, mayBeShared, ownKey } = this.#schema.judge.ownership.of(table)
    for (const { name, type } of table.columns)
      if (columns.includes(name) && name !== ownKey && !values.has(name)) values.set(name, tenantOf(whose, type?.name))
    if (mayBeShared && whose !== 'nobody' && columns.every((name) => values.get(name) === null)) return undefined
    for (const column of table.columns)
      if (!values.has(column.name) && !column.generated) values.set(column.name, this.#value(table, column, whose, random))
    return values
  }

  /** Keys that name a tenant go first, so that others keep to it. */
  #weight(key: Reference): number {
    const parent = this.#schema.judge.ownership.parent(key)
    const kind = parent ? this.#schema.judge.ownership.of(parent).kind : 'global'
    return kind === 'root' ? 0 : kind === 'tenant' ? 1 : 2
  }

  /** Sets the columns of a foreign key; false where no row can be referenced. */
  #reference(table: Table, key: Reference, whose: Whose, values: Values, before: readonly Row[], random: Random): boolean {
    const isNullable = (name: string): boolean => table.columns.find((column) => column.name === name)?.nullable ?? true
    const free = key.columns.filter((name) => !values.has(name))
    const mayBeNull = free.some(isNullable)
    const parents = this.#parents(table, key, whose, values, before)
    const isTenant = free.some((name) => this.#schema.judge.ownership.of(table).columns.includes(name))
    if (mayBeNull && (parents.length === 0 || random() < (isTenant ? 0.15 : 0.35))) {
      for (const name of free.filter(isNullable)) values.set(name, null)
      return true
    }
    const parent = parents[Math.floor(random() * parents.length)]
    if (!parent) return false
    key.columns.forEach((name, i) => values.set(name, parent.values.get(key.references.columns[i] ?? '') ?? null))
    return true
  }

  #parents(table: Table, key: Reference, whose: Whose, values: Values, before: readonly Row[]): Row[] {
    const target = this.#schema.judge.ownership.parent(key)
    const { kind, columns } = this.#schema.judge.ownership.of(table)
    const ownedByKeys = columns.length === 0 && kind === 'tenant'
    return [...this.#rows, ...before].filter((row) => {
      if (row.table !== target) return false
      if (!this.#mayReference(row, whose, ownedByKeys)) return false
      return key.columns.every((name, i) => !values.has(name) || values.get(name) === row.values.get(key.references.columns[i] ?? ''))
    })
  }

  /** Rows of nobody may be referenced by all; people belong to tenants of their own side alone. */
  #mayReference({ table, whose }: Row, by: Whose, ownedByKeys: boolean): boolean {
    const isGlobal = this.#schema.judge.ownership.of(table).kind === 'global'
    return whose === by || (whose === 'nobody' && (isGlobal || !ownedByKeys)) || (isGlobal && by === 'nobody')
  }

  #isNew(table: Table, values: Values): boolean {
    const keys = table.indexes
      .filter((index) => index.unique)
      .map((index) => ({
        index,
        text: keyText(
          values,
          index.keys.flatMap(({ column, expression }) => column ?? (expression ? columnsIn(expression).map(({ name }) => name) : [])),
        ),
      }))
    const taken = (name: string): Set<string> => {
      const set = this.#taken.get(name) ?? new Set<string>()
      this.#taken.set(name, set)
      return set
    }
    const name = (index: { name: string; schema: string }): string => `${index.schema}.${index.name}`
    if (keys.some(({ index, text }) => text !== undefined && taken(name(index)).has(text))) return false
    for (const { index, text } of keys) if (text !== undefined) taken(name(index)).add(text)
    return true
  }

  /** People without a reference belong to tenants of their own side, too. */
  #value(table: Table, column: Column, whose: Whose, random: Random): string | null {
    const isKey = table.indexes.some(
      (index) => index.unique && index.keys.length === 1 && index.keys.every((key) => key.column === column.name || key.expression),
    )
    if (this.#schema.judge.ownership.of(table).person === column.name) return this.#unique(table, column, whose, random)
    if (isKey && (!column.nullable || random() < 0.7)) return this.#unique(table, column, whose, random)
    if (column.nullable && random() < 0.35) return null
    return plainValue(column, whose, random)
  }

  /** Others' keys stand on both sides of ours. */
  #unique(table: Table, { type }: Column, whose: Whose, random: Random): string {
    const side = { before: 1, ours: 4, nobody: 5, after: 8 }[whose]
    const counted = `${table.schema}.${table.name} ${whose}`
    const number = (this.#counts.get(counted) ?? 0) + 1
    this.#counts.set(counted, number)
    const digits = `${String(Math.floor(random() * 1000)).padStart(3, '0')}${String(number).padStart(4, '0')}`
    if (type?.name === 'uuid') return `${side}0000000-0000-4000-8000-00000${digits}`
    return type?.name === 'integer' || type?.name === 'bigint' ? `${side}${digits}` : `${'abcdefghi'[side] ?? ''}${digits}`
  }
}

/** A tenant that no table of tenants has. */
function tenantOf(whose: Whose, type: string | undefined): string | null {
  if (whose === 'nobody') return null
  const side = { before: 1, ours: 4, after: 8 }[whose]
  return type === 'uuid' ? `${side}0000000-0000-4000-8000-000000000000` : `${side}0`
}

function keyText(values: Values, columns: readonly string[]): string | undefined {
  const key = columns.map((name) => values.get(name))
  return key.includes(null) ? undefined : key.join('\0')
}

/** Few values, so that rows of two tenants meet; some that only one of them has. */
function plainValue({ type }: Column, whose: Whose, random: Random): string {
  const own = { before: 'left', ours: 'own', nobody: 'free', after: 'right' }[whose]
  switch (type?.name) {
    case 'boolean':
      return random() < 0.5 ? 'true' : 'false'
    case 'integer':
    case 'bigint':
    case 'numeric':
      return String(Math.floor(random() * 5) + (whose === 'before' && random() < 0.3 ? -9 : whose === 'after' && random() < 0.3 ? 9 : 0))
    case 'timestamp with time zone':
      return `2025-0${1 + Math.floor(random() * 3)}-01 00:00:00+00`
    case 'uuid':
      return `f0000000-0000-4000-8000-00000000000${Math.floor(random() * 3)}`
    case 'jsonb':
      return '{}'
    default:
      return pick(random, ['red', 'blue', 'red', own])
  }
}
