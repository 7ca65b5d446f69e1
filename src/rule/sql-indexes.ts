import type { Index, Table } from '../catalog/catalog.ts'
import { cutName } from '../catalog/names.ts'
import type { Edit, Place, Range } from '../catalog/place.ts'
import { asWanted, columnsOfWanted, type WantedIndex } from '../catalog/wanted-index.ts'
import type { WrittenIndex } from '../document/schema-text.ts'
import { atEndOfStatement, inPlaceOfStatement, isMentionedBeside, sqlAfter, withoutStatement } from '../document/edits.ts'
import { newIndexName } from '../proofs/index-name.ts'
import { createIndexSql, dropIndexSql, placesOfNames, predicateSql, renameIndexSql, type Surroundings } from '../proofs/index-sql.ts'
import { hole } from '../query/print.ts'
import type { OpenFile } from './open-file.ts'
import { lastOf } from './last-place.ts'
import { surroundingsAt } from './surroundings.ts'

const statement = 'create index'

/** Writes indexes as SQL: where their own statement is, or behind the last that gave the names that are used. */
export class SqlIndexes {
  readonly #file: OpenFile
  readonly #text: string

  constructor(file: OpenFile, text: string) {
    this.#file = file
    this.#text = text
  }

  add(table: Table, wanted: WantedIndex, at: Place): WrittenIndex {
    const after = lastOf(this.#file, [at, ...placesOfNames(table, columnsOfWanted(wanted, table))])
    const text = createIndexSql(table, wanted, this.#nameOf(table, wanted), this.#surroundings(after ?? at.range))
    return { text, edits: this.#after(after, text) }
  }

  replace(table: Table, index: Index, wanted: WantedIndex): WrittenIndex {
    const { range } = index.place
    const after = lastOf(this.#file, placesToReplace(table, index, columnsOfWanted(wanted, table)))
    const surroundings = this.#surroundings(after ?? range)
    const made = createIndexSql(table, wanted, wanted.name ?? index.name, surroundings)
    const inPlace = index.constraint === undefined && after === range ? this.#inPlace(table, index, wanted, made) : []
    const text = `${dropIndexSql(table, index, surroundings)};\n${made}`
    return inPlace.length > 0 ? { text: made, edits: inPlace } : { text, edits: this.#after(after, text) }
  }

  drop(table: Table, index: Index): WrittenIndex {
    const { document } = this.#file
    const { range } = index.place
    const after = lastOf(this.#file, placesToReplace(table, index, []))
    const text = dropIndexSql(table, index, this.#surroundings(after ?? range))
    if (index.constraint !== undefined || !after) return { text, edits: this.#after(after, text) }
    if (isMentionedBeside(document, range, index.written)) return { text, edits: [] }
    return { text, edits: withoutStatement(document, range, statement, this.#text) }
  }

  rename(table: Table, index: Index, name: string): WrittenIndex {
    const { range } = index.place
    const after = lastOf(this.#file, placesToReplace(table, index, []))
    const text = renameIndexSql(table, index, name, this.#surroundings(after ?? range))
    return { text, edits: isMentionedBeside(this.#file.document, range, index.written) ? [] : this.#after(after, text) }
  }

  #inPlace(table: Table, index: Index, wanted: WantedIndex, made: string): readonly Edit[] {
    const { document } = this.#file
    const { range } = index.place
    const predicate = predicateSql(wanted)
    if (predicate !== undefined && !index.predicate && isSameBut(table, index, wanted))
      return atEndOfStatement(document, range, statement, ` WHERE ${predicate}`)
    return made.includes(hole) ? [] : inPlaceOfStatement(document, range, statement, made)
  }

  #nameOf(table: Table, wanted: WantedIndex): string {
    return (
      wanted.name ??
      newIndexName(
        table,
        wanted.keys.map(({ column }) => column ?? 'expr'),
        this.#file.schema.catalog,
        this.#madeHere(),
      )
    )
  }

  /** Indexes that the file makes, though a later one may drop them: their names are taken where another is made beside them. */
  #madeHere(): readonly string[] {
    const changes = this.#file.document.statements.flatMap((one) => one.statement?.changes ?? [])
    return changes.flatMap((change) => (change.kind === 'create index' && change.name ? [cutName(change.name.text)] : []))
  }

  #after(range: Range | undefined, sql: string): readonly Edit[] {
    return range && !sql.includes(hole) ? sqlAfter(this.#file.document, range, sql) : []
  }

  #surroundings(range: Range): Surroundings {
    return surroundingsAt(range, this.#file, this.#text)
  }
}

/** Where what is dropped, and made again of these columns, got the names that it has. */
function placesToReplace(table: Table, index: Index, columns: readonly string[]): [Place, ...Place[]] {
  return [index.place, ...placesOfNames(table, columns), ...table.keys.filter((key) => key.index === index).map(({ place }) => place)]
}

/** Whether an index is wanted as it is, but for its condition. */
function isSameBut(table: Table, index: Index, wanted: WantedIndex): boolean {
  const plain = { commitsEach: false, qualifies: false }
  const written = (one: WantedIndex): string => createIndexSql(table, { ...one, predicate: undefined }, one.name ?? index.name, plain)
  return written(asWanted(index)) === written(wanted)
}
