import type { Condition, Query, Term } from '../query/query.ts'
import type { ForeignKeyAction, FunctionBody, PartitionBound, PartitionStrategy, TypeReference } from './change.ts'
import type { Unread } from './fold.ts'
import { grouped } from './grouped.ts'
import { cutName } from './names.ts'
import { onceFor } from './once-for.ts'
import type { Place } from './place.ts'

/** What every object of the database has. */
interface Named {
  readonly name: string
  /** As it was written, before Postgres cut it to 63 bytes. */
  readonly written: string
  /** The statement that last named it. */
  readonly place: Place
  /** The step that made it, where a schema tells it too. */
  readonly madeAt?: Place | undefined
  /** What an index or a constraint was called before it was renamed. */
  readonly formerly?: readonly string[] | undefined
}

interface InSchema {
  readonly schema: string
  readonly name: string
}

export interface Column extends Named {
  /** In the words of `format_type`; undefined where it would have to be inferred from a query. */
  readonly type: TypeReference | undefined
  readonly nullable: boolean
  readonly collation: string | undefined
  readonly default: Term | undefined
  /** It gets a value by itself: a default, a sequence, an identity or an expression. */
  readonly hasDefault: boolean
  readonly generated: Term | undefined
  readonly identity: 'always' | 'by default' | undefined
  /** The sequence that fills a serial or identity column. */
  readonly sequence?: InSchema | undefined
}

/** A primary key, unique or exclusion constraint, with the index behind it. */
export interface Key extends Named {
  readonly kind: 'primary key' | 'unique' | 'exclusion'
  readonly columns: readonly string[]
  readonly index: Index
  readonly deferrable: boolean
}

/** Columns that lead to a row of another table. */
export interface Reference {
  readonly columns: readonly string[]
  readonly references: { readonly schema: string; readonly table: string; readonly columns: readonly string[] }
  readonly validated: boolean
  readonly enforced: boolean
}

export interface ForeignKey extends Named, Reference {
  readonly onDelete: ForeignKeyAction
  readonly onUpdate: ForeignKeyAction
  readonly deferrable: boolean
}

export interface Check extends Named {
  readonly expression: Condition
  readonly validated: boolean
  readonly enforced: boolean
}

export interface IndexKey {
  readonly column: string | undefined
  readonly expression: Term | undefined
  readonly operatorClass: string | undefined
  readonly operatorClassSchema?: string | undefined
  readonly collation: string | undefined
  readonly descending: boolean
  readonly nullsFirst: boolean
}

export interface Index extends Named {
  readonly table: string
  readonly schema: string
  readonly method: string
  readonly unique: boolean
  readonly nullsNotDistinct: boolean
  readonly keys: readonly IndexKey[]
  readonly include: readonly string[]
  readonly predicate: Condition | undefined
  /** The operator of each key of an exclusion constraint. */
  readonly operators: readonly string[] | undefined
  /** The constraint that it is the index of. */
  readonly constraint: string | undefined
  /** Of no use yet: made ON ONLY a partitioned table whose partitions do not all have theirs. */
  readonly valid: boolean
  /** A partition's part of its parent's index. */
  readonly ofParent: boolean
  /** CLUSTER puts the rows of the table in its order. */
  readonly clusters?: boolean | undefined
  /** A library makes it by itself, and again where it is gone. */
  readonly implied?: true | undefined
}

export interface Policy extends Named {
  readonly permissive: boolean
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  readonly roles: readonly string[]
  readonly using: Condition | undefined
  readonly withCheck: Condition | undefined
}

export type TableKind = 'table' | 'partitioned table' | 'foreign table' | 'view' | 'materialized view'

/** A table of the database itself, be it divided into partitions. */
export function isLocalTable({ kind }: { readonly kind: string }): boolean {
  return kind === 'table' || kind === 'partitioned table'
}

export interface Table extends Named {
  readonly schema: string
  readonly kind: TableKind
  readonly columns: readonly Column[]
  /** Whether those are all of its columns. */
  readonly complete: boolean
  /** Migrations change it that none of them makes: it may have more than is seen. */
  readonly hasUnseenPast?: true | undefined
  readonly primaryKey: Key | undefined
  /** All keys, the primary one first. */
  readonly keys: readonly Key[]
  readonly foreignKeys: readonly ForeignKey[]
  /** What the schema of an ORM relates where the database has no foreign key. */
  readonly relations?: readonly Reference[] | undefined
  readonly checks: readonly Check[]
  readonly indexes: readonly Index[]
  readonly rowSecurity: { readonly enabled: boolean; readonly forced: boolean }
  readonly policies: readonly Policy[]
  readonly triggers: readonly (Named & { readonly function: string })[]
  /** The partitioned table that it is a part of. */
  readonly partitionOf: { readonly schema: string; readonly name: string } | undefined
  readonly partitionBound?: PartitionBound | undefined
  readonly partitionBy: readonly (string | Term)[] | undefined
  readonly partitionStrategy?: PartitionStrategy | undefined
  readonly parents: readonly { readonly schema: string; readonly name: string }[]
  /** The definition of a view. */
  readonly query: Query | undefined
  readonly securityInvoker: boolean
  /** All statements that made it what it is, in order. */
  readonly history: readonly Place[]
}

export interface UserType extends Named {
  readonly schema: string
  readonly kind: 'enum' | 'domain' | 'composite' | 'other'
  readonly labels: readonly string[]
  /** What a domain is over, or a range is of. */
  readonly base?: TypeReference | undefined
  readonly notNull?: boolean
  /** How many CHECKs a domain has by itself. */
  readonly checks?: number
  readonly default?: Term | undefined
  /** Of a composite type. */
  readonly attributes?: readonly Pick<Column, 'name' | 'type' | 'collation'>[]
}

export interface SchemaFunction extends Named {
  readonly schema: string
  /** How many arguments it takes; of a variadic one the last may be more. */
  readonly least: number
  readonly most: number
  readonly variadic: boolean
  /** Of its parameters. */
  readonly types: readonly TypeReference[]
  readonly securityDefiner: boolean
  readonly searchPath: boolean
  readonly body: FunctionBody | undefined
}

export interface CatalogParts {
  readonly tables: readonly Table[]
  readonly sequences: readonly (Named & { readonly schema: string })[]
  readonly types: readonly UserType[]
  readonly functions: readonly SchemaFunction[]
  /** Names of functions that were dropped, of which others may be left. */
  readonly lostFunctions: readonly string[]
  readonly extensions: readonly (Named & { readonly schema: string | undefined })[]
  readonly schemas: readonly string[]
  readonly unread: readonly Unread[]
}

/** What an empty database has. */
export const noParts: CatalogParts = {
  tables: [],
  sequences: [],
  types: [],
  functions: [],
  lostFunctions: [],
  extensions: [],
  schemas: [],
  unread: [],
}

/** How tables and views are found by their names. */
export interface FindTable {
  in(schema: string, name: string): Table | undefined
  /** All that are called so, in whichever schema. */
  named(name: string): readonly Table[]
}

function findIn({ tables }: CatalogParts): FindTable {
  const byName = grouped(tables, ({ name }) => name)
  return {
    in: (schema, name) => byName.get(name)?.find((table) => table.schema === schema),
    named: (name) => byName.get(name) ?? [],
  }
}

/** Where Postgres looks names up that have no schema, unless it is told otherwise. */
const standardSchema = 'public'

const functionsByName = onceFor(({ functions }: CatalogParts) => grouped(functions, ({ name }) => name))

/** The database that the sources of a project add up to. */
export class Catalog {
  readonly parts: CatalogParts
  readonly #find: FindTable
  readonly #byFile = new Map<string, Table[]>()
  /** The schema that is meant where several have a name. */
  readonly #preferred: string | undefined

  constructor(parts: CatalogParts, find = findIn(parts), preferred?: string) {
    this.parts = parts
    this.#find = find
    this.#preferred = preferred
  }

  /** The same, where of several schemas that have a name this one is meant. */
  preferring(schema: string): Catalog {
    return new Catalog(this.parts, this.#find, schema)
  }

  get tables(): readonly Table[] {
    return this.parts.tables
  }

  get isEmpty(): boolean {
    return this.parts.tables.length === 0
  }

  /**
   * The table or view of a name, looked up as Postgres does. Search paths are mostly set where no file shows it, by a role or a connection, so a
   * name that Postgres would not find is the only one of another schema.
   */
  table(schema: string | undefined, name: string): Table | undefined {
    const cut = cutName(name)
    if (schema !== undefined) return this.#find.in(schema, cut)
    const own = this.#find.in(standardSchema, cut)
    if (own) return own
    const may = this.elsewhere(name)
    return may.length > 1 ? may.find((one) => one.schema === this.#preferred) : may[0]
  }

  /** The tables that a name may mean which has no schema, where Postgres does not find it. */
  elsewhere(name: string): readonly Table[] {
    const cut = cutName(name)
    return cut.startsWith('pg_') || this.#find.in(standardSchema, cut) ? [] : this.#find.named(cut)
  }

  /** The functions that a call with so many arguments may mean. */
  functions(schema: string | undefined, name: string, count: number): readonly SchemaFunction[] {
    const named = functionsByName(this.parts).get(cutName(name)) ?? []
    const own = named.filter((one) => one.schema === (schema ?? standardSchema))
    return own.filter(({ least, most, variadic }) => count >= least && (variadic || count <= most))
  }

  /** The tables of which something was last written in a file. */
  tablesOf(file: string): readonly Table[] {
    if (this.#byFile.size === 0) {
      for (const table of this.parts.tables)
        for (const name of filesOf(table)) {
          const known = this.#byFile.get(name)
          if (known) known.push(table)
          else this.#byFile.set(name, [table])
        }
    }
    return this.#byFile.get(file) ?? []
  }
}

/** The files that hold a table or a part of it. */
const filesOf = onceFor((table: Table): ReadonlySet<string> => {
  const parts: readonly Named[] = [
    table,
    ...table.columns,
    ...table.keys,
    ...table.foreignKeys,
    ...table.checks,
    ...table.indexes,
    ...table.policies,
    ...table.triggers,
  ]
  return new Set([...parts.map((part) => part.place.file), ...table.history.map((place) => place.file)])
})
