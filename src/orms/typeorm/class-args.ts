import type { Located } from '../../javascript/resolve.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import type { Name } from './options.ts'

/** What the decorators of a class, or an EntitySchema, say; as TypeORM keeps it before it makes a table of it. */
export interface ClassArgs {
  /** The class or the schema itself. */
  readonly id: object
  readonly name: string
  /** Its name. */
  readonly at: Located
  /** The class that it extends, and where it says so. */
  readonly parent: { readonly args: ClassArgs; readonly at: Located } | undefined
  table: TableArgs | undefined
  tree: { readonly type: string; readonly options: Value | undefined } | undefined
  inheritance: { readonly column: Value | undefined; readonly at: Located } | undefined
  readonly columns: ColumnArgs[]
  readonly embeddeds: EmbeddedArgs[]
  readonly relations: RelationArgs[]
  readonly joinColumns: JoinColumnArgs[]
  readonly joinTables: JoinTableArgs[]
  readonly generations: { readonly property: string; readonly strategy: string }[]
  readonly indexes: IndexArgs[]
  readonly uniques: UniqueArgs[]
  readonly checks: ExpressionArgs[]
  readonly exclusions: ExpressionArgs[]
  readonly foreignKeys: ForeignKeyArgs[]
  readonly unread: { readonly at: Located; readonly reason: string }[]
}

export interface TableArgs {
  readonly kind: 'regular' | 'child' | 'view'
  readonly name: Name | undefined
  readonly schema: Name | undefined
  readonly synchronize: boolean
  readonly view?: ViewArgs
}

export interface ViewArgs {
  /** A text, or a function that gives a builder. */
  readonly expression: Value | undefined
  readonly materialized: boolean
  /** The classes or the names of those that are made before. */
  readonly dependsOn: readonly Value[]
}

interface Member {
  readonly property: string
  /** All of the property. */
  readonly at: Located
}

export type ColumnMode = 'regular' | 'createDate' | 'updateDate' | 'deleteDate' | 'version' | 'treeLevel'

export interface ColumnArgs extends Member {
  readonly mode: ColumnMode
  /** A type of Postgres, or the function that TypeORM takes for one, such as `String`. */
  readonly type: string | undefined
  readonly primary: boolean
  readonly options: Value | undefined
}

export interface EmbeddedArgs extends Member {
  readonly type: ClassArgs | undefined
  readonly prefix: string | false | undefined
}

export interface RelationArgs extends Member {
  readonly kind: 'many-to-one' | 'one-to-one' | 'one-to-many' | 'many-to-many'
  /** A class, a schema, or the name of one; undefined for the class itself. */
  readonly target: Value | undefined
  readonly inverse: string | undefined
  readonly options: Value | undefined
  readonly tree: 'parent' | 'children' | undefined
}

export interface JoinColumn {
  readonly name: Name | undefined
  readonly referenced: string | undefined
  readonly foreignKeyName: Name | undefined
}

export interface JoinColumnArgs extends Member, JoinColumn {}

export interface JoinTableArgs extends Member {
  readonly name: Name | undefined
  readonly schema: Name | undefined
  readonly columns: readonly JoinColumn[] | undefined
  readonly inverseColumns: readonly JoinColumn[] | undefined
  readonly synchronize: boolean
}

interface Part {
  /** The decorator. */
  readonly at: Located
  readonly name: Name | undefined
}

export interface IndexArgs extends Part {
  /** Properties; undefined where they are not known. */
  readonly columns: readonly string[] | undefined
  readonly where: string | undefined
  readonly unique: boolean
  readonly method: string | undefined
}

export interface UniqueArgs extends Part {
  readonly columns: readonly string[] | undefined
  readonly deferrable: string | undefined
}

export interface ExpressionArgs extends Part {
  readonly expression: string | undefined
  readonly deferrable: string | undefined
}

export interface ForeignKeyArgs extends Part {
  readonly target: Value | undefined
  readonly columns: readonly string[] | undefined
  readonly referenced: readonly string[] | undefined
  readonly onDelete: string | undefined
  readonly onUpdate: string | undefined
  readonly deferrable: string | undefined
}

export function emptyArgs(id: object, name: string, at: Located, parent: ClassArgs['parent']): ClassArgs {
  return {
    id,
    name,
    at,
    parent,
    table: undefined,
    tree: undefined,
    inheritance: undefined,
    columns: [],
    embeddeds: [],
    relations: [],
    joinColumns: [],
    joinTables: [],
    generations: [],
    indexes: [],
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    unread: [],
  }
}
