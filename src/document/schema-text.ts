import type { Edit, Range } from '../catalog/place.ts'
import type { WantedIndex } from '../catalog/wanted-index.ts'
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

/** How a notation writes indexes. A new notation brings this, and no rule changes. What it cannot write is undefined, or no edits. */
export interface IndexNotation {
  /** Gives the table, of which a part is at that place, an index. */
  add(place: Range, wanted: WantedIndex, takenNames: readonly string[]): WrittenIndex | undefined
  /** Puts another in place of the index that is written there. */
  replace(place: Range, wanted: WantedIndex, takenNames: readonly string[]): WrittenIndex | undefined
  remove(place: Range): readonly Edit[]
  rename(place: Range, name: string): readonly Edit[]
  /** Gives the unique key at that place a condition, and takes the column that it is about out of it. */
  makePartial(place: Range, column: string, predicate: string): readonly Edit[]
  /** What somebody has to know who wants an index with a condition: a sentence, or nothing. */
  readonly partialNote: string
  readonly oneToOneNote: string
}

export interface WrittenIndex {
  readonly text: string
  readonly edits: readonly Edit[]
}
