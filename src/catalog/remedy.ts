import type { Index, Table } from './catalog.ts'
import type { WantedIndex } from './wanted-index.ts'

/** What the statements that rename a constraint, or an index that is of none, have to know of it. */
export type RenamedPart = Pick<Index, 'schema' | 'name' | 'constraint'>

/** What a rule wants done to the database, in whichever notation it is written then. */
export type Remedy =
  | { readonly kind: 'add'; readonly table: Table; readonly wanted: WantedIndex }
  | { readonly kind: 'replace'; readonly table: Table; readonly index: Index; readonly wanted: WantedIndex }
  | { readonly kind: 'drop'; readonly table: Table; readonly index: Index }
  | { readonly kind: 'rename'; readonly table: Table; readonly part: RenamedPart; readonly name: string }
