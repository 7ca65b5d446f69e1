import type { Edit, Range } from '../catalog/place.ts'
import type { PlacedName } from './names.ts'

/** A file that holds a schema in the notation of an ORM. */
export interface SchemaText {
  readonly text: string
  /** What cannot be read. */
  readonly problems: readonly { readonly range: Range; readonly reason: string }[]
  /** What gets a name in the database. */
  readonly names: () => readonly PlacedName[]
  readonly indexes: IndexNotation
}

/** How a notation writes indexes. A new notation brings this, and no rule changes. */
export interface IndexNotation {
  /** Gives the table, of which a part is at that place, an index of these columns; undefined where it cannot. */
  add(place: Range, columns: readonly string[], takenNames: readonly string[]): { readonly text: string; readonly edit: Edit } | undefined
  /** Gives the unique key at that place a condition, and takes the column that it is about out of it; none where it cannot. */
  makePartial(place: Range, column: string, predicate: string): readonly Edit[]
  /** What somebody has to know who wants a unique key with a condition: a sentence, or nothing. */
  readonly partialNote: string
}
