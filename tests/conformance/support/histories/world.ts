import type { Catalog, Column, Table } from '../../../../src/catalog/catalog.ts'
import { quoteName } from '../../../../src/catalog/names.ts'
import { formatType } from '../../../../src/catalog/types.ts'

/** What a step may choose from. */
export interface World {
  readonly catalog: Catalog
  /** From 0 up to 1. */
  readonly random: () => number
  /** A number that no step was given before. */
  readonly next: () => number
  /** The savepoints that can be gone back to, the last one last. */
  readonly savepoints: readonly string[]
}

/** A statement; none where the world has nothing that it could be about. */
export type StepMaker = (world: World) => string | undefined

export function chance(world: World, probability: number): boolean {
  return world.random() < probability
}

export function pick<T>(world: World, from: readonly T[]): T | undefined {
  return from[Math.floor(world.random() * from.length)]
}

export function pickSome<T>(world: World, from: readonly T[], most: number): T[] {
  const left = [...from]
  const count = 1 + Math.floor(world.random() * most)
  const picked: T[] = []
  while (picked.length < count && left.length > 0) picked.push(...left.splice(Math.floor(world.random() * left.length), 1))
  return picked
}

export function maybe(world: World, probability: number, text: string): string {
  return chance(world, probability) ? text : ''
}

const words = [
  'a',
  'b',
  'c',
  'id',
  'name',
  'ref',
  'at',
  'org',
  'Org',
  'orgId',
  'a b',
  'select',
  'é',
  'naïve',
  '日本',
  'x"y',
  'x.y',
  '😀',
  '_',
  'order',
]
const long = 'a_long_name_that_goes_on_and_on_until_it_is_past_what_Postgres_keeps'
const longs = [
  long,
  `${long}_1`,
  `${long}_2`,
  'é'.repeat(40),
  `x${'é'.repeat(40)}`,
  '日本語'.repeat(12),
  '😀'.repeat(20),
  'aaaa_'.repeat(11),
  'bbbb_'.repeat(14),
]
const labels = [
  '_pkey',
  '_key',
  '_idx',
  '_fkey',
  '_check',
  '_seq',
  '_not_null',
  '_id_seq',
  '_a_key',
  '_a_idx',
  '_a_check',
  '_a_not_null',
  '_pkey1',
  '_a_key1',
]

/** A new name: short, long, in other letters, or one that Postgres might choose itself. */
export function newName(world: World): string {
  const kind = world.random()
  if (kind < 0.55) return `${pick(world, words) ?? ''}${chance(world, 0.3) ? String(Math.floor(world.random() * 4)) : ''}`
  if (kind < 0.8) return pick(world, longs) ?? long
  return `${pick(world, world.catalog.tables)?.name ?? 't'}${pick(world, labels) ?? ''}`
}

/** Without quotes where none are needed, and then at times in capitals, which Postgres folds. */
export function quoted(world: World): string {
  const name = newName(world)
  const written = quoteName(name)
  return written === name && chance(world, 0.2) ? name.toUpperCase() : written
}

export function schemaOf(world: World): string {
  return pick(world, world.catalog.parts.schemas) ?? 'public'
}

/** A new name with a schema or without one, which is that of the search path. */
export function newQualified(world: World): string {
  return chance(world, 0.7) ? quoted(world) : `${quoteName(schemaOf(world))}.${quoted(world)}`
}

export function qualified({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${quoteName(schema)}.${quoteName(name)}`
}

export function tablesOf(world: World, ...kinds: readonly Table['kind'][]): Table[] {
  return world.catalog.tables.filter((table) => kinds.includes(table.kind))
}

export function plainTable(world: World): Table | undefined {
  return pick(world, tablesOf(world, 'table', 'partitioned table'))
}

export function typeText({ type }: Column): string {
  return type ? formatType(type) : 'unknown'
}

export function isNumber(column: Column): boolean {
  return ['integer', 'bigint', 'smallint'].includes(typeText(column))
}

export function isText(column: Column): boolean {
  return /^(?:text|character varying)/.test(typeText(column)) && !typeText(column).endsWith('[]')
}

export function list(columns: readonly Column[]): string {
  return columns.map((column) => quoteName(column.name)).join(', ')
}

/** Columns that an index can be over. */
export function sortable(table: Table): Column[] {
  return table.columns.filter((column) => isNumber(column) || isText(column) || typeText(column) === 'uuid')
}
