import type { Catalog, ForeignKey, Table } from '../../catalog/catalog.ts'
import type { Embedded } from './select-text.ts'

/** How the rows of an embedded table belong to those that they are embedded in. */
export interface Embedding {
  readonly table: string
  readonly pairs: readonly (readonly [own: string, other: string])[]
  readonly through: { readonly table: string; readonly own: Pairs; readonly other: Pairs } | undefined
}

type Pairs = readonly (readonly [string, string])[]

/** As PostgREST finds it: by the foreign keys of the schema, in either direction, or through a table between. */
export function embeddingOf({ name, hint }: Embedded, inTable: string, catalog: Catalog | undefined): Embedding | undefined {
  const own = tableNamed(inTable, catalog)
  if (!own || !catalog) return undefined
  const up = own.foreignKeys.find((key) => isMeant(key, name, hint) || (key.references.table === name && fits(key, hint)))
  if (up) return { table: up.references.table, pairs: pairsOf(up), through: undefined }
  const other = tableNamed(name, catalog)
  if (!other) return undefined
  const down = other.foreignKeys.find((key) => key.references.table === own.name && fits(key, hint))
  if (down) return { table: other.name, pairs: pairsOf(down).map(([a, b]) => [b, a] as const), through: undefined }
  return between(own, other, hint, catalog)
}

function tableNamed(name: string, catalog: Catalog | undefined): Table | undefined {
  return catalog?.tables.find((table) => table.name === name)
}

function pairsOf({ columns, references }: ForeignKey): Pairs {
  return columns.map((column, i) => [column, references.columns[i] ?? ''] as const)
}

/** The key itself, or its column, stands for the table. */
function isMeant({ name, columns }: ForeignKey, wanted: string, hint: string | undefined): boolean {
  return hint === undefined && (name === wanted || (columns.length === 1 && columns[0] === wanted))
}

function fits({ name, columns }: ForeignKey, hint: string | undefined): boolean {
  return hint === undefined || name === hint || columns.includes(hint)
}

function between(own: Table, other: Table, hint: string | undefined, catalog: Catalog): Embedding | undefined {
  for (const table of catalog.tables) {
    if (hint !== undefined && table.name !== hint) continue
    const [toOwn, toOther] = [own, other].map((one) => table.foreignKeys.find((key) => key.references.table === one.name))
    if (toOwn && toOther && toOwn !== toOther)
      return { table: other.name, pairs: [], through: { table: table.name, own: pairsOf(toOwn), other: pairsOf(toOther) } }
  }
  return undefined
}
