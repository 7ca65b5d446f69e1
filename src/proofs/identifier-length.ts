import type { Catalog, Table } from '../catalog/catalog.ts'
import { byteLength, cutName, maxNameBytes, type Name } from '../catalog/names.ts'
import type { Remedy } from '../catalog/remedy.ts'
import { shorterName } from './shorter-name.ts'

interface Fault<N> {
  readonly name: N
  readonly bytes: number
}

/** The name that got there first. */
export interface Other {
  readonly text: string
  readonly role: string
  /** The file that it stands in, where that is another. */
  readonly file: string | undefined
}

/** What becomes of a name that Postgres cuts, or of one that another name is cut to. */
export type LengthFault<N extends Name = Name> =
  /** Kept under a shorter name. */
  | (Fault<N> & { readonly kind: 'cut'; readonly cut: string })
  /** Cut to, or equal to, what an earlier name is cut to; `skipped` where IF NOT EXISTS makes the statement do nothing. */
  | (Fault<N> & { readonly kind: 'collision' | 'skipped'; readonly other: Other; readonly cut: string })
  /** An enum label, which Postgres refuses instead of cutting. */
  | (Fault<N> & { readonly kind: 'refused' })

/**
 * The faults of the names that stand in one file, in their order: each definition once, a name that is only mentioned at
 * its first mention, and that only where no other file defines it.
 */
export function lengthFaults<N extends Name>(names: readonly N[], catalog: Catalog, file: string): LengthFault<N>[] {
  const defined = new Set(names.filter((name) => name.defines).map((name) => name.text))
  const mentioned = new Set<string>()
  const first = new Map<string, N>()
  return names.flatMap((name): LengthFault<N>[] => {
    if (!name.defines) {
      if (defined.has(name.text) || mentioned.has(name.text) || isDefinedElsewhere(name.text, catalog, file)) return []
      mentioned.add(name.text)
      return ownFault(name)
    }
    if (name.role === 'enum label') return ownFault(name)
    const cut = cutName(name.text)
    const key = `${name.within}\n${cut}`
    const here = first.get(key)
    if (!here) first.set(key, name)
    const other = here ? { text: here.text, role: here.role, file: undefined } : foundElsewhere(name, cut, catalog, file)
    if (!other || other.text === name.text) return isRenamed(name, cut, catalog) ? [] : ownFault(name)
    return [{ kind: name.ifNotExists ? 'skipped' : 'collision', name, bytes: byteLength(name.text), other, cut }]
  })
}

type Part = Pick<Table, 'name' | 'written' | 'place' | 'formerly'>

/** What a file defines under the same cut name, in the namespace of the name. */
function foundElsewhere({ within }: Name, cut: string, catalog: Catalog, file: string): Other | undefined {
  const [, kind = '', owner = ''] = /^(relation|column of|constraint of) (.*)$/.exec(within) ?? []
  const schema = kind === 'relation' ? owner || 'public' : ''
  const table = kind === 'relation' ? undefined : catalog.tables.find((t) => owner === `${t.schema}.${t.name}` || owner === `.${t.name}`)
  const candidates: readonly (readonly [string, Part])[] =
    kind === 'relation'
      ? relationsOf(catalog, schema)
      : kind === 'column of'
        ? (table?.columns ?? []).map((column) => ['column', column] as const)
        : [...(table?.keys ?? []), ...(table?.foreignKeys ?? []), ...(table?.checks ?? [])].map(
            (constraint) => ['constraint', constraint] as const,
          )
  const found = candidates.find(([, part]) => part.name === cut && part.place.file !== file)
  return found && { text: found[1].written, role: found[0], file: found[1].place.file }
}

function relationsOf(catalog: Catalog, schema: string): (readonly [string, Part])[] {
  return catalog.tables
    .filter((table) => table.schema === schema)
    .flatMap((table) => [['table', table] as const, ...table.indexes.map((index) => ['index', index] as const)])
}

function isDefinedElsewhere(text: string, catalog: Catalog, file: string): boolean {
  const isIt = (part: Part): boolean => part.written === text && part.place.file !== file
  return catalog.tables.some((table) =>
    [table, ...table.columns, ...table.indexes, ...table.keys, ...table.foreignKeys, ...table.checks].some(isIt),
  )
}

function renameable({ indexes, keys, foreignKeys, checks }: Table): readonly Part[] {
  return [...indexes, ...keys, ...foreignKeys, ...checks]
}

/** A later step has given the index or constraint a name that fits, and nothing else is called as it was. */
function isRenamed({ role }: Name, cut: string, { tables }: Catalog): boolean {
  if (role !== 'index' && role !== 'constraint') return false
  const parts = tables.flatMap(renameable)
  return parts.some(({ formerly }) => formerly?.includes(cut)) && !parts.some(({ name }) => name === cut)
}

/** The new name that the database could give what a file defines. Nobody asks for indexes and constraints by their names, as for columns. */
export function renaming({ text, role }: Name, { tables }: Catalog, file: string): Remedy | undefined {
  if (role !== 'index' && role !== 'constraint') return undefined
  const cut = cutName(text)
  const isIt = (part: Part): boolean => part.name === cut && part.written === text && part.place.file === file
  const table = tables.find((one) => renameable(one).some(isIt))
  if (!table) return undefined
  const index = table.indexes.find(isIt)
  const taken = new Set(tables.flatMap((one) => [one.name, ...renameable(one).map(({ name }) => name)]))
  const name = shorterName(text, (candidate) => taken.has(candidate))
  return { kind: 'rename', table, part: index ?? { schema: table.schema, name: cut, constraint: cut }, name }
}

function ownFault<N extends Name>(name: N): LengthFault<N>[] {
  const bytes = byteLength(name.text)
  if (bytes <= maxNameBytes) return []
  return [name.role === 'enum label' ? { kind: 'refused', name, bytes } : { kind: 'cut', name, bytes, cut: cutName(name.text) }]
}
