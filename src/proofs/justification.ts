import type { Catalog, Index, Table } from '../catalog/catalog.ts'
import type { Settings } from '../settings/settings.ts'
import { entriesFor, tellsOtherColumns, type CatalogueEntry } from './index-catalogue.ts'
import { isNeeded, possibleUse, type QueryUse } from './index-use/possible-use.ts'
import { patternFault, queryOfComment } from './pattern-comment.ts'
import type { Use } from './uses.ts'

/** What a team asks to be said of its indexes. */
export interface Demands {
  readonly requireComment: boolean
  /** What the catalogues of the team say; undefined where it has none. */
  readonly entries: readonly CatalogueEntry[] | undefined
}

/** What is known of an index besides the schema. */
export interface Known {
  readonly notes: readonly { readonly text: string; readonly isOfGroup: boolean }[]
  /** What the queries of the application ask of its table; undefined where they are not all known. */
  readonly uses: () => readonly QueryUse[] | undefined
  /** What a query in a comment asks. */
  readonly asked: (sql: string) => readonly Use[]
}

/** Why an index is not justified. */
export type Unjustified =
  | { readonly kind: 'unused' | 'unexplained' | 'undocumented' }
  | { readonly kind: 'speculative'; readonly words: string }
  | { readonly kind: 'differs'; readonly documented: string }
  | { readonly kind: 'otherColumns'; readonly wanted: string }
  | { readonly kind: 'contradicted'; readonly condition: string }

export function unjustified(
  index: Index,
  table: Table,
  demands: Demands,
  known: Known,
  catalog: Catalog,
  settings: Readonly<Settings>,
): Unjustified | undefined {
  if (index.ofParent) return undefined
  return byPattern(index, table, known, settings) ?? (isKey(index) ? undefined : byDemands(index, table, demands, known, catalog, settings))
}

function byPattern(index: Index, table: Table, { notes, asked }: Known, settings: Readonly<Settings>): Unjustified | undefined {
  for (const { text, isOfGroup } of notes) {
    const query = isOfGroup ? undefined : queryOfComment(text, table)
    const fault = query === undefined ? undefined : patternFault(index, table, asked(query), settings)
    if (fault) return fault
  }
  return undefined
}

/** What a key is for goes without saying. */
function isKey({ unique, constraint, operators }: Index): boolean {
  return unique || constraint !== undefined || operators !== undefined
}

function byDemands(
  index: Index,
  table: Table,
  { requireComment, entries }: Demands,
  known: Known,
  catalog: Catalog,
  settings: Readonly<Settings>,
): Unjustified | undefined {
  const own = entries && entriesFor(index, table, entries)
  if (own?.length === 0) return { kind: 'undocumented' }
  const other = own?.find((entry) => tellsOtherColumns(entry, index))
  if (other) return { kind: 'differs', documented: other.columns?.join(', ') ?? '' }
  if (requireComment && known.notes.length === 0) return { kind: 'unexplained' }
  const given = requireComment || own ? known.notes : known.notes.filter(({ text, isOfGroup }) => !isOfGroup && serves.test(text))
  const words = [...given, ...(own ?? [])].map(({ text }) => future.exec(text)?.[0]).find((found) => found !== undefined)
  const isJustified = words === undefined && (requireComment || own !== undefined || given.length > 0)
  if (isJustified || isNeeded(index, table, catalog)) return undefined
  const uses = known.uses()
  const possible = uses && possibleUse(index, table, uses, settings)
  if (words !== undefined) return possible === 'yes' ? undefined : { kind: 'speculative', words }
  return possible === 'no' ? { kind: 'unused' } : undefined
}

const serves = /\bserves[ \t]*:/i

/** A query that there may be one day; `future events` are of today. */
const future =
  /\bfuture(?:[- ]proof\w*|\s+(?:feature|use|need|quer|work|growth|requirement|dashboard|report|analytic|version|release|phase)\w*|(?=\s*(?:[).,;]|$)))/im
