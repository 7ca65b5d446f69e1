import type { Column, ForeignKey, Index, Table } from '../catalog/catalog.ts'
import type { Edit, Place, Range } from '../catalog/place.ts'
import { atEndOfStatement, sqlAfter } from '../document/edits.ts'
import type { IndexNotation } from '../document/schema-text.ts'
import { foreignKeyIndexSql } from '../proofs/foreign-key-fault.ts'
import { placesOfNames } from '../proofs/index-sql.ts'
import { partialReplacement, replacedNames } from '../proofs/partial-unique.ts'
import type { OpenFile } from './open-file.ts'
import { surroundingsAt } from './surroundings.ts'

/** Writes indexes as the file does that is linted. No edits are given where the file cannot be edited so. */
export interface IndexWriter {
  /** An index that leads with the columns of a foreign key; `text` is how it is written. */
  ofForeignKey(table: Table, key: ForeignKey): { readonly text: string; readonly edits: readonly Edit[] }
  /** A unique index in which the rows that are marked as deleted are not; `note` is a sentence for the end of a message, or nothing. */
  withoutDeleted(
    table: Table,
    index: Index,
    marker: Column,
  ): { readonly predicate: string; readonly note: string; readonly edits: readonly Edit[] }
}

export function indexWriter(file: OpenFile, text: string): IndexWriter {
  const sql = sqlWriter(file, text)
  const { schema } = file.document
  return schema ? schemaWriter(schema.indexes, file, sql) : sql
}

function sqlWriter(file: OpenFile, text: string): IndexWriter {
  const { document } = file
  return {
    ofForeignKey(table, key) {
      const after = lastOf([key.place, ...placesOfNames(table, key.columns)], file)
      const sql = foreignKeyIndexSql(table, key, file.schema.catalog, surroundingsAt(after ?? key.place.range, file, text))
      return { text: sql, edits: after ? sqlAfter(document, after, sql) : [] }
    },
    /** An index of its own gets the condition where it is written; anything else is dropped and made again behind that. */
    withoutDeleted(table, index, marker) {
      const { range } = index.place
      const after = lastOf([index.place, ...replacedNames(table, index, marker)], file)
      const { predicate, isOwnIndex, sql } = partialReplacement(table, index, marker, surroundingsAt(after ?? range, file, text))
      const inPlace = isOwnIndex && after === range ? atEndOfStatement(document, range, 'create index', ` WHERE ${predicate}`) : []
      return { predicate, note: '', edits: inPlace.length > 0 || !after ? inPlace : sqlAfter(document, after, sql) }
    },
  }
}

/** What the notation cannot write, SQL says: in a message alone, where the file holds no statements. */
function schemaWriter(notation: IndexNotation, file: OpenFile, sql: IndexWriter): IndexWriter {
  return {
    ofForeignKey(table, key) {
      const taken = file.schema.catalog.tables.flatMap(({ indexes }) => indexes.map(({ name }) => name))
      const written = notation.add(key.place.range, key.columns, taken)
      return written ? { text: written.text, edits: [written.edit] } : sql.ofForeignKey(table, key)
    },
    withoutDeleted(table, index, marker) {
      const { predicate, edits } = sql.withoutDeleted(table, index, marker)
      const own = notation.makePartial(index.place.range, marker.name, predicate)
      return { predicate, note: notation.partialNote, edits: own.length > 0 ? own : edits }
    },
  }
}

/** The last of these places, the first of which is in this file; undefined where one is in a file that runs later. */
function lastOf([first, ...others]: readonly [Place, ...Place[]], { path, schema }: OpenFile): Range | undefined {
  if (others.some(({ file }) => schema.runsLater(file))) return undefined
  return others.reduce((last, { file, range }) => (file === path && range[1] > last[1] ? range : last), first.range)
}
