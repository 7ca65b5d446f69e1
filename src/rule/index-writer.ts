import type { Column, ForeignKey, Index, Table } from '../catalog/catalog.ts'
import type { Edit, Place, Range } from '../catalog/place.ts'
import { atEndOfStatement, sqlAfter } from '../document/edits.ts'
import { schemaReader } from '../orms/index.ts'
import type { SchemaReader } from '../orms/orm.ts'
import type { IndexNotation } from '../document/schema-text.ts'
import { newIndexName } from '../proofs/index-name.ts'
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
  if (schema) return schemaWriter(schema.indexes, file, sql)
  const reader = file.tellsSchema ? schemaReader(file.schema.tool ?? '') : undefined
  return reader?.indexText ? programWriter(reader, file, text, sql) : sql
}

/** A program is told what to write in its own notation, and where to is for somebody to choose. */
function programWriter(reader: SchemaReader, file: OpenFile, text: string, sql: IndexWriter): IndexWriter {
  return {
    ...sql,
    ofForeignKey(table, key) {
      const relation = key.columns.length === 1 ? relationOf(key, file, text) : undefined
      const columns = key.columns.map((name) => ({ name, property: propertyOf(table, name, file, text) ?? relation }))
      const written = reader.indexText?.({ name: newIndexName(table, key.columns, file.schema.catalog), table: table.name, columns })
      return written === undefined ? sql.ofForeignKey(table, key) : { text: written, edits: [] }
    },
  }
}

/** What the program calls a column, where it stands in this file: the key of what is there, or of the call that it is an argument of. */
function propertyOf(table: Table, name: string, file: OpenFile, text: string): string | undefined {
  const place = table.columns.find((column) => column.name === name)?.place
  if (place?.file !== file.path) return undefined
  const [start, end] = place.range
  const found =
    /^(['"]?)([\w$]+)\1[!?]?\s*:/.exec(text.slice(start, end)) ??
    /(['"]?)([\w$]+)\1\s*:\s*[\w$.]+\(\s*$/.exec(text.slice(Math.max(0, start - 200), start))
  return found?.[2] ?? (/^[\w$]+$/.test(text.slice(start, end)) ? text.slice(start, end) : undefined)
}

/** The property of a class that a foreign key is made by, behind its decorators. */
function relationOf({ place }: ForeignKey, file: OpenFile, text: string): string | undefined {
  const [start] = place.range
  return place.file === file.path ? decorated.exec(text.slice(start, start + 500))?.[1] : undefined
}

const decorated = /^(?:\s*@?\w+\([^()]*(?:\([^()]*\)[^()]*)*\))+\s*(?:(?:public|readonly|declare)\s+)*([\w$]+)[!?]?\s*[:;=]/

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
