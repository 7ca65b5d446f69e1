import type { Policy, Table } from '../catalog/catalog.ts'
import type { Edit } from '../catalog/place.ts'
import { inPolicy, sqlAfter } from '../document/edits.ts'
import { placesOfNames, type Surroundings } from '../proofs/index-sql.ts'
import { lastOf } from './last-place.ts'
import type { OpenFile } from './open-file.ts'
import { surroundingsAt } from './surroundings.ts'

/** Writes row security as SQL, where the file holds statements. */
export class RowSecurityWriter {
  readonly #file: OpenFile
  readonly #text: string

  constructor(file: OpenFile, text: string) {
    this.#file = file
    this.#text = text
  }

  /** Statements behind the last that made a table what it is; none where that is in a later file. */
  behind(table: Table, write: (surroundings: Surroundings) => string | undefined): readonly Edit[] {
    const names = table.columns.map(({ name }) => name)
    const after = lastOf(this.#file, [table.place, ...table.history, ...placesOfNames(table, names)])
    if (!after) return []
    const sql = write(surroundingsAt(after, this.#file, this.#text))
    return sql === undefined ? [] : sqlAfter(this.#file.document, after, sql)
  }

  /** Changes of what a policy says, where it is written. */
  within({ place, written }: Policy, edits: (policy: Pick<Policy, 'using' | 'withCheck'>) => readonly Edit[]): readonly Edit[] {
    return inPolicy(this.#file.document, place.range, written, edits)
  }
}
