import type { TSESTree } from '@typescript-eslint/utils'
import type { Catalog } from '../catalog/catalog.ts'
import type { GivenParameters, Modules } from '../javascript/modules.ts'
import type { Node } from '../javascript/nodes.ts'
import type { Located } from '../javascript/resolve.ts'
import type { Known, Machine } from '../javascript/symbolic/machine.ts'
import type { Kind, Value } from '../javascript/symbolic/value.ts'
import type { Program } from '../javascript/program.ts'
import type { PropertyNames, QueryPen, Sql } from './query-sql.ts'
import type { SourceText } from './orm.ts'

/** What of the project the calls of libraries are read with. */
export interface ProjectAround {
  /** The files that tell a schema in a notation, where a file lies. */
  schemaFiles(reader: string): readonly SourceText[]
  /** The major version of a package where a file lies: that which is installed, or else asked for. */
  major(packages: readonly string[]): number | undefined
  /** Whether one of them is there, or asked for in whichever way. */
  has(packages: readonly string[]): boolean
  /** The programs around whose text has something in it, of its package and those that this depends on. */
  programsWith(words: string): readonly Program[]
  /** The program in a file of the project. */
  programIn(file: string): Program | undefined
  /** The nearest file with one of these names, from where the file lies on upwards, or another one. */
  nearest(names: readonly string[], from?: string): string | undefined
  /** The schema there, where a library has the database say how tables belong together. */
  catalog(): Catalog | undefined
}

export const nothingAround: ProjectAround = {
  schemaFiles: () => [],
  major: () => undefined,
  has: () => false,
  programsWith: () => [],
  programIn: () => undefined,
  nearest: () => undefined,
  catalog: () => undefined,
}

/** What is around the calls of a program. */
export interface CallScene extends ProjectAround {
  readonly program: Program
  /** Follows what the program says, variables included. */
  readonly machine: Machine
  /** The call, or the variable that holds it, where it is sent. */
  readonly site: TSESTree.Expression
  /** It is a function that asks, elsewhere, what the site gives it. */
  readonly isHanded: boolean
  /** The modules that the program may import. */
  readonly modules: Modules
  /** Writes what a call sends. */
  pen(call: Value): QueryPen
  /** Notes that a call is part of what another one sends, and sends nothing itself. */
  take(call: Value): void
  /** What the settings call the receiver of the call, which is a client then, whatever else is known of it. */
  readonly client: NamedClient | undefined
  /** Notes what decides on the rows besides the call, for people: `its client adds …`. */
  note(words: string): void
}

/** A library whose calls send SQL. */
export interface QueryReader {
  readonly name: string
  /** What stands in the text of a program that may call it; a program without it is not looked at. */
  readonly sign: Pick<RegExp, 'test'>
  /** Whether the library is in use where a program lies; asked before the program is looked at. */
  isUsed(around: ProjectAround): boolean
  /** The methods that its calls are made of: a chain of them is one call. */
  readonly methods: ReadonlySet<string>
  /** Whether a method may be one that is named after something of the program, and stands for itself. */
  mayBeNamed?(method: string): boolean
  /** What it knows of values that a program alone does not tell. */
  readonly known?: Known
  /** Of these, those that send what was built: what they give is no builder. */
  readonly sends?: ReadonlySet<string>
  /** Methods that are no queries, and leave what they are given as it is, too. */
  readonly leaves?: ReadonlySet<string>
  /** What functions are called that send a builder which they are given, where its methods do not change it in place. */
  readonly senders?: Pick<RegExp, 'test'>
  /** Whether another method may be one that its builders were extended by, and go on with them. */
  mayBeOwn?(method: string): boolean
  /** Whether a call with none of the methods may be a query by itself, by its form: `db('orders')`. */
  mayBegin?(call: TSESTree.CallExpression): boolean
  /** What a text has that goes on with a query which another file begins. */
  readonly goesOn?: Pick<RegExp, 'test'>
  /** Methods that are given a table by its name. */
  readonly namesTable?: Pick<RegExp, 'test'>
  /** Functions that begin one. */
  readonly functions?: ReadonlySet<string>
  /** Whether the methods of something change it in place. */
  isChangedByCalls?(value: Value): boolean
  /** Whether something is a table that it made. */
  isTable?(value: Value): boolean
  /** The property of what a query gives that is its rows, where it does not give these by themselves; undefined for what is no query of this library. */
  rowsAs?(query: Value, machine: Machine): string | undefined
  /** What the client of a call is called, where it is made with a key for which policies do not count. */
  bypasses?(call: Value, machine: Machine): string | undefined
  /** What a call of it saves and gives back, with what the database has put into it; undefined for what does no such thing. */
  givesBack?(call: Value, machine: Machine): Node | undefined
  /** Whether its calls are not followed into the functions that they call. */
  readonly isReadAsWritten?: true
  /** Whether something stands in what makes a part of the database: it is sent by whoever reads that. */
  isDefinition?(node: Node, program: Program): boolean
  /** What reading the rows of one of its entities sends, where a function of the settings does; undefined for no entity of it. */
  rows?(asked: AskedRows, scene: CallScene): readonly Sql[] | undefined
  /** What a call, or one of several, sends, one statement each; undefined where it is no call of this library. */
  queries(call: Kind<'call' | 'choice'>, scene: CallScene): readonly Sql[] | undefined
}

/** The rows of an entity under a condition. */
export interface AskedRows {
  readonly entity: Value
  readonly where: Value | undefined
  /** Where the entity is named in the program. */
  readonly at: Located
}

/** A call in a program, with the library that it is of and what it sends. */
export interface SentCall {
  readonly node: TSESTree.Expression
  readonly by: string
  readonly sql: Sql
  readonly client: NamedClient | undefined
  /** What decides on the rows besides the call. */
  readonly note: string | undefined
  /** What was sent and stands behind conditions of the call in their place. */
  readonly takenOver: string | undefined
  /** What the call names the columns of its tables by. */
  readonly properties: PropertyNames
  /** Where a function asks it that the call gives the conditions. */
  readonly asked?: AskedThere
  /** Whether a function only gives it, and all that call that go on with it. */
  readonly isGoneOnElsewhere?: () => boolean
}

/** What a function asks, with what a call gives it. */
export interface AskedThere extends Located {
  /** Another function has made the one that asks: nobody is told there what it asks. */
  readonly isMade: boolean
  /** The tables that the call gives it to ask of. */
  readonly tables: GivenParameters | undefined
  /** The same, whatever the function is given. */
  readonly asWritten: () => readonly SentCall[]
  /** Its rows are a part of what the function gives: `{ items, total }`. */
  readonly isPart: boolean
  /** The function gives its row, or rows, as they are. */
  readonly isAsGiven: boolean
}

/** A receiver that the settings name. */
export interface NamedClient {
  readonly name: string
  /** It scopes all of its queries, or bypasses row-level security. */
  readonly does: 'scope' | 'bypass'
  /** A function that is given the query, and no receiver. */
  readonly isHelper?: true
}

/** The receivers that the settings name. */
export interface NamedClients {
  readonly scoped: readonly string[]
  readonly bypass: readonly string[]
}
