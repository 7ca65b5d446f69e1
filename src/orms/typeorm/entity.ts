import type { Change } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { ClassArgs, ExpressionArgs, ForeignKeyArgs, IndexArgs, RelationArgs, UniqueArgs } from './class-args.ts'
import type { Column } from './column.ts'
import type { Name } from './options.ts'

/** A class that an entity has columns of, with the place in the file of the entity for what stands elsewhere. */
export interface Source {
  readonly args: ClassArgs
  readonly seat: Range
}

/** Columns of a class that another one has under a property. */
export interface Embedded {
  readonly path: string
  readonly prefixes: readonly string[]
  readonly columns: Column[]
  readonly embeddeds: readonly Embedded[]
}

/** How the rows of a relation are found. */
export interface Link {
  readonly target: Entity
  /** Columns of the table that has the relation, with those of the other that they are equal to. */
  readonly pairs: readonly ColumnPair[]
  /** The table between the two: its columns come first in each pair. */
  readonly through?: { readonly table: Entity; readonly own: readonly ColumnPair[]; readonly other: readonly ColumnPair[] }
}

export type ColumnPair = readonly [Column, Column]

export interface Relation {
  readonly args: RelationArgs
  /** The class that has it. */
  readonly source: Source
  readonly embedded: Embedded | undefined
  readonly range: Range
  /** The columns of the foreign key. */
  joinColumns: readonly Column[]
  /** Where this side says how; else the other one does. */
  link?: Link
  /** The table that it leads to. */
  target?: Entity
}

interface Part<A> {
  readonly args: A
  readonly range: Range
  readonly nameRange: Range
  /** What leads to the properties that it names. */
  readonly path: string
}

export interface ForeignKey {
  /** The rows are related, and the database is not told. */
  readonly isUnmade?: boolean
  readonly name: string | undefined
  readonly range: Range
  readonly nameRange: Range
  readonly columns: readonly Column[]
  readonly references: Entity
  readonly referenced: readonly Column[]
  readonly onDelete: string | undefined
  readonly onUpdate: string | undefined
  readonly deferrable: string | undefined
}

export interface Unique {
  readonly name: string | undefined
  readonly range: Range
  readonly nameRange: Range
  readonly columns: readonly Column[]
  readonly deferrable: string | undefined
}

export interface Index {
  readonly name: string | undefined
  readonly range: Range
  readonly nameRange: Range
  readonly columns: readonly Column[]
  readonly where: string | undefined
  readonly unique: boolean
  readonly method: string | undefined
}

/** A table with what TypeORM knows of it. */
export interface Entity {
  readonly args: ClassArgs | undefined
  readonly sources: readonly Source[]
  readonly file: string
  /** Its name. */
  readonly range: Range
  readonly schema: { readonly text: string; readonly range: Range } | undefined
  readonly nameWithoutPrefix: string
  readonly name: string
  readonly given: string | undefined
  readonly synchronize: boolean
  readonly own: Column[]
  readonly embeddeds: Embedded[]
  readonly relations: Relation[]
  readonly indexes: Part<IndexArgs>[]
  readonly uniques: Part<UniqueArgs>[]
  readonly checks: Part<ExpressionArgs>[]
  readonly exclusions: Part<ExpressionArgs>[]
  readonly declaredKeys: Part<ForeignKeyArgs>[]
  readonly madeIndexes: Index[]
  readonly madeUniques: Unique[]
  readonly foreignKeys: ForeignKey[]
  readonly unread: Change[]
}

/** All columns, in the order that TypeORM sends them in. */
export function columnsOf({ own, embeddeds }: Pick<Entity, 'own' | 'embeddeds'>): Column[] {
  const within = ({ columns, embeddeds: inner }: Embedded): Column[] => [...columns, ...inner.flatMap(within)]
  return [...own, ...embeddeds.flatMap(within)]
}

export function primaryOf(entity: Entity): Column[] {
  return columnsOf(entity).filter(({ primary }) => primary)
}

/** The place of something in the file, or another where it stands in another file. */
export function rangeOf(at: Located | undefined, file: string, seat: Range): Range {
  return at?.program.file === file ? at.node.range : seat
}

export function nameRange(name: Name | undefined, file: string, seat: Range): Range {
  return rangeOf(name?.at, file, seat)
}

export function emptyEntity(
  head: Pick<Entity, 'args' | 'sources' | 'file' | 'range' | 'schema' | 'nameWithoutPrefix' | 'name' | 'given' | 'synchronize'>,
): Entity {
  return {
    ...head,
    own: [],
    embeddeds: [],
    relations: [],
    indexes: [],
    uniques: [],
    checks: [],
    exclusions: [],
    declaredKeys: [],
    madeIndexes: [],
    madeUniques: [],
    foreignKeys: [],
    unread: [],
  }
}
