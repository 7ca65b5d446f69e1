import type { Table } from '../../catalog/catalog.ts'
import type { Column, Source } from '../../query/query.ts'

/** What FROM gives a name to. */
export interface Item {
  readonly name: string
  readonly kind: 'table' | 'with' | 'derived' | 'function' | 'hidden' | 'excluded'
  /** Undefined where they are not known. */
  readonly columns: readonly string[] | undefined
  readonly table: Table | undefined
  readonly source: Source | undefined
}

/** A WITH query as others see it. */
export interface NamedColumns {
  readonly columns: readonly string[] | undefined
}

/** What names mean at a place of a query. */
export interface Space {
  readonly items: readonly Item[]
  /** Columns of USING, which are of both sides. */
  readonly merged: ReadonlySet<string>
  /** Which columns a NATURAL JOIN makes one is not known. */
  readonly mergesUnknown: boolean
  readonly tables: ReadonlyMap<string, NamedColumns>
  readonly outer: Space | undefined
}

export const emptySpace: Space = { items: [], merged: new Set(), mergesUnknown: false, tables: new Map(), outer: undefined }

/** What stands inside a query sees its names from outside. */
export function inside(space: Space): Space {
  return { ...emptySpace, tables: space.tables, outer: space }
}

/** What a column name means: how many queries further out, and of which source, where that is sure. */
export interface Place {
  readonly level: number
  readonly item: Item | undefined
  /** All of a row, or a column that is not listed. */
  readonly isOther?: true
}

interface Ambiguous {
  readonly among: readonly Item[]
}

/** Nothing where it cannot be told. */
export function find(column: Column, space: Space): Place | Ambiguous | undefined {
  let level = 0
  for (let here: Space | undefined = space; here; here = here.outer, level++) {
    const found = column.of === undefined ? bare(column.name, here, level) : qualified(column, here, level)
    if (found === 'unsure') return undefined
    if (found) return found
  }
  return undefined
}

/** What a column name means, where it means one thing. */
export function placeOf(column: Column, space: Space): Place | undefined {
  const found = find(column, space)
  return found && 'level' in found ? found : undefined
}

function qualified({ of, schema, name }: Column, { items }: Space, level: number): Place | undefined {
  const item = items.find((one) => one.name === of && (schema === undefined || isOfSchema(one, schema)))
  if (!item) return undefined
  return { level, item, ...(item.columns && !item.columns.includes(name) && { isOther: true as const }) }
}

function isOfSchema({ source, table }: Item, schema: string): boolean {
  return source?.kind === 'table' && !source.alias && (source.schema ?? table?.schema ?? schema) === schema
}

const ofEveryTable: ReadonlySet<string> = new Set(['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax'])

function bare(name: string, space: Space, level: number): Place | Ambiguous | 'unsure' | undefined {
  const { items, merged, mergesUnknown } = space
  if (merged.has(name)) return { level, item: undefined }
  if (items.some(({ kind }) => kind === 'hidden')) return 'unsure'
  const having = items.filter(({ columns }) => columns?.includes(name))
  if (having.length > 0 && mergesUnknown) return 'unsure'
  if (having.length > 1) return { among: having }
  if (having.length > 0) return { level, item: having[0] }
  return openPlace(name, space, level)
}

/** A name that no known column has. */
function openPlace(name: string, { items, outer }: Space, level: number): Place | 'unsure' | undefined {
  const open = items.filter(({ columns }) => columns === undefined)
  if (open.length > 0) return hasItems(outer) ? 'unsure' : { level, item: open.length === 1 ? open[0] : undefined }
  const row = items.find((item) => item.name === name)
  if (row) return { level, item: row, isOther: true }
  return ofEveryTable.has(name) && items.some(({ kind }) => kind === 'table') ? { level, item: undefined, isOther: true } : undefined
}

function hasItems(space: Space | undefined): boolean {
  for (let here = space; here; here = here.outer) if (here.items.length > 0) return true
  return false
}
