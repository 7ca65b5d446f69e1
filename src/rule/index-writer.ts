import type { Catalog, Column, ForeignKey, Index, Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Edit, Place } from '../catalog/place.ts'
import type { Remedy } from '../catalog/remedy.ts'
import type { WantedIndex } from '../catalog/wanted-index.ts'
import type { IndexNotation, WrittenIndex } from '../document/schema-text.ts'
import { schemaReader } from '../orms/index.ts'
import type { SchemaReader } from '../orms/orm.ts'
import { newIndexName } from '../proofs/index-name.ts'
import { ofLiveRows } from '../proofs/partial-unique.ts'
import { propertyOf, relationAt } from './names-in-program.ts'
import type { OpenFile } from './open-file.ts'
import { SqlIndexes } from './sql-indexes.ts'

/** For a report: what is wanted of the database, besides how the file writes it. */
type Written<Text> = Text & { readonly remedy: Remedy }

/** Writes indexes as the file does that is linted. No edits are given where the file cannot be edited so; `text` is how it is written. */
export interface IndexWriter {
  /** A further index; `at` is the part of the table that it is for. */
  add(table: Table, wanted: WantedIndex, at: Place): Written<WrittenIndex>
  /** An index in place of another; `note` is a sentence for the end of a message, or nothing. */
  replace(table: Table, index: Index, wanted: WantedIndex): Written<Replaced>
  /** An index less, and the constraint that it is of. */
  drop(table: Table, index: Index): Written<WrittenIndex>
  rename(table: Table, index: Index, name: string): Written<WrittenIndex>
  /** An index that leads with the columns of a foreign key. */
  ofForeignKey(table: Table, key: ForeignKey): Written<WrittenIndex>
  /** A unique index in which the rows that are marked as deleted are not. */
  withoutDeleted(
    table: Table,
    index: Index,
    marker: Column,
  ): Written<{ readonly predicate: string; readonly note: string; readonly edits: readonly Edit[] }>
}

type Replaced = WrittenIndex & { readonly note: string }

/** How one notation does it; what the writer does besides is the same in all. */
interface Notation {
  add(table: Table, wanted: WantedIndex, at: Place): WrittenIndex
  replace(table: Table, index: Index, wanted: WantedIndex): Replaced
  drop(table: Table, index: Index): WrittenIndex
  rename(table: Table, index: Index, name: string): WrittenIndex
  /** Gives a unique key a condition and keeps all else that is written of it. */
  makePartial?(index: Index, marker: Column, predicate: string): readonly Edit[]
  /** A sentence on the key of a one-to-one relation, which is not to be for all rows. */
  oneToOneNote?(table: Table, index: Index): string
}

export function indexWriter(file: OpenFile, text: string): IndexWriter {
  const notation = notationOf(file, text)
  const add: IndexWriter['add'] = (table, wanted, at) => ({ ...notation.add(table, wanted, at), remedy: { kind: 'add', table, wanted } })
  return {
    add,
    replace: (table, index, wanted) => ({
      ...notation.replace(table, index, wanted),
      remedy: { kind: 'replace', table, index, wanted },
    }),
    drop: (table, index) => ({ ...notation.drop(table, index), remedy: { kind: 'drop', table, index } }),
    rename: (table, part, name) => ({ ...notation.rename(table, part, name), remedy: { kind: 'rename', table, part, name } }),
    ofForeignKey: (table, { columns, place }) => add(table, { keys: columns.map((column) => ({ column })) }, place),
    withoutDeleted(table, index, marker) {
      const wanted = ofLiveRows(index, marker)
      const { predicate } = wanted
      const { note, edits } = notation.replace(table, index, wanted)
      const own = notation.makePartial?.(index, marker, predicate) ?? []
      const ofRelation = notation.oneToOneNote?.(table, index) ?? ''
      return { predicate, note: note + ofRelation, edits: own.length > 0 ? own : edits, remedy: { kind: 'replace', table, index, wanted } }
    },
  }
}

function notationOf(file: OpenFile, text: string): Notation {
  const sql = sqlNotation(file, text)
  const { schema } = file.document
  if (schema) return schemaNotation(schema.indexes, file, sql)
  const reader = file.tellsSchema ? schemaReader(file.schema.tool ?? '') : undefined
  return reader?.indexText ? programNotation(reader, file, text, sql) : sql
}

function sqlNotation(file: OpenFile, text: string): Notation {
  const sql = new SqlIndexes(file, text)
  return {
    add: (table, wanted, at) => sql.add(table, wanted, at),
    replace: (table, index, wanted) => ({ ...sql.replace(table, index, wanted), note: '' }),
    drop: (table, index) => sql.drop(table, index),
    rename: (table, index, name) => sql.rename(table, index, name),
  }
}

/** The relation of which a unique key lets each row of the parent have one row at most. */
function relationOf({ unique, keys }: Index, { foreignKeys }: Table): ForeignKey | undefined {
  if (!unique) return undefined
  return foreignKeys.find(({ columns }) => columns.length === keys.length && keys.every(({ column }) => columns.includes(column ?? '')))
}

/** A program is told what to write in its own notation, and where to is for somebody to choose. */
function programNotation(reader: SchemaReader, file: OpenFile, text: string, sql: Notation): Notation {
  return {
    ...sql,
    oneToOneNote: (table, index) =>
      relationOf(index, table)?.place.range.join() === index.place.range.join() ? (reader.oneToOneNote ?? '') : '',
    add(table, wanted, at) {
      const names = plainColumns(wanted)
      // The table between two of a relation is no class of the program, which could be given one.
      if (!names || String(table.place.range) === String(at.range)) return sql.add(table, wanted, at)
      const relation = names.length === 1 ? relationAt(at, file, text) : undefined
      const columns = names.map((name) => ({ name, property: propertyOf(table, name, file, text) ?? relation }))
      const name = wanted.name ?? newIndexName(table, names, file.schema.catalog)
      const schema = table.schema === 'public' ? undefined : table.schema
      const written = reader.indexText?.({ name, schema, table: table.name, columns })
      return written === undefined ? sql.add(table, wanted, at) : { text: written, edits: [] }
    },
  }
}

/** The columns of an index of nothing else. */
function plainColumns({ keys, unique, method = 'btree', predicate, include = [] }: WantedIndex): string[] | undefined {
  if (unique || method !== 'btree' || predicate !== undefined || include.length > 0) return undefined
  const columns = keys.flatMap(({ column, operatorClass, collation, descending = false, nullsFirst = descending }) =>
    column === undefined || operatorClass !== undefined || collation !== undefined || descending || nullsFirst ? [] : [column],
  )
  return columns.length === keys.length ? columns : undefined
}

const indexNamesIn = onceFor((catalog: Catalog): readonly string[] =>
  catalog.tables.flatMap(({ indexes }) => indexes.map(({ name }) => name)),
)

/** What the notation cannot write, SQL says: in a message alone, where the file holds no statements. */
function schemaNotation(notation: IndexNotation, file: OpenFile, sql: Notation): Notation {
  const takenNames = (): readonly string[] => indexNamesIn(file.schema.catalog)
  return {
    add: (table, wanted, at) => notation.add(at.range, wanted, takenNames()) ?? sql.add(table, wanted, at),
    replace(table, index, wanted) {
      const note = wanted.predicate === undefined ? '' : notation.partialNote
      return { ...(notation.replace(index.place.range, wanted, takenNames()) ?? sql.replace(table, index, wanted)), note }
    },
    drop: (table, index) => ({ ...sql.drop(table, index), edits: notation.remove(index.place.range) }),
    rename: (table, index, name) => ({ ...sql.rename(table, index, name), edits: notation.rename(index.place.range, name) }),
    oneToOneNote: (table, index) => (relationOf(index, table) ? notation.oneToOneNote : ''),
    makePartial: (index, marker, predicate) => notation.makePartial(index.place.range, marker.name, predicate),
  }
}
