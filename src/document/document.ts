import type { GivenParameters } from '../javascript/modules.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { TaggedText } from '../orms/drizzle/tagged-texts.ts'
import type { NamedClient } from '../orms/query-reader.ts'
import type { HostText } from '../sql/host-text.ts'
import type { Range } from '../sql/lexer.ts'
import type { FilledHole } from '../sql/template/template.ts'
import type { SchemaText } from './schema-text.ts'
import type { CallPlace, GuardsOfCaller, Heir, RowGuard, TellElsewhere, ToldOf } from '../query/told.ts'
import type { SqlEngine, SqlError, Statement } from '../sql/engine.ts'

/** One SQL statement of a file: a piece of a script, or a string of a program. */
export interface SqlStatement {
  /** Its text, with the way from the ranges in it to those of the file. */
  readonly source: HostText
  readonly range: Range
  /** What it is; undefined when the engine could not read it, and then `error` says why. */
  readonly statement: Statement | undefined
  readonly error: SqlError | undefined
  /** What makes a view, whose query this one is: it is asked by whoever reads that. */
  readonly ofView?: Statement
  /** The library that makes it of a call; its text stands nowhere. */
  readonly sentBy?: string
  /** The client that sends it, where the settings name it. */
  readonly client?: NamedClient | undefined
  /** What decides on its rows besides its text, for people. */
  readonly note?: string | undefined
  /** What somebody has sent and stands behind its conditions in their place. */
  readonly takenOver?: string | undefined
  /** The function of the program that asks it, where the call gives the conditions; with its file, where that is another one. */
  readonly askedBy?: AskingFunction
  /** What the call names a column of a table by, where it is made of one. */
  readonly propertyOf?: (table: string, column: string) => string | undefined
  /** What the program asks itself of its rows, before it does anything with them. */
  readonly guards?: () => readonly RowGuard[]
  /** The same of each of those that the function which asks it gives its rows. */
  readonly guardsOfCallers?: () => readonly GuardsOfCaller[]
  /** Where those call it that ask something of the rows. */
  readonly callersAsking?: () => readonly CallPlace[]
  /** Whether a test of something that `this` has decides on whether it is asked, of which each class that has it may have another one. */
  readonly isByOwner?: () => boolean
  /** Whether other programs run its text, or go on with it, and none does anything else: what holds of its rows is told there. */
  readonly isRunElsewhere?: () => boolean
  /** A comment in it or before it that tells pg_hint_plan how to run it. */
  readonly hint?: Range
  /** Names of ours stand in it for variables of psql. */
  readonly filledIn?: true
  /** It is known to be SQL: it stands in a file of it, under a tag, or in a call that runs it. Else its text only looks like it. */
  readonly isCertain: boolean
  /** The expression that runs, where no more is known of its text than what it begins with. */
  readonly goesOn?: string
  /** What else it may be, where conditions of the program decide on parts of its text. */
  readonly variants: readonly Variant[]
  /** The same as it is run in other places, which may fill it with something else. */
  readonly otherRuns?: readonly SqlStatement[]
  /** A condition of it stands in the place of one that was given before. */
  readonly replaces?: boolean
  /** What the program fills it with, and what each was taken for. */
  readonly holes: readonly FilledHole[]
  readonly told?: ToldOf | undefined
  /** The numbers of parameters that are written with a name. */
  readonly parameterNames?: ReadonlyMap<string, number>
  /** The function of a program that it stands in. */
  readonly within: Range | undefined
  /** A name that means the tenant where the statement stands. */
  readonly tenantInScope: string | undefined
  /** Where the call that runs it takes a further parameter. */
  readonly parameters: ParameterPlace | undefined
}

/** A function that asks for what it is given. */
export interface AskingFunction {
  readonly name: string
  readonly file: string | undefined
  /** Another function has made it for what that was given, by which alone it can be told what it asks. */
  readonly isMade: boolean
  /** Whether it is given what it asks for, and does nothing with the rows but that it gives them. */
  readonly onlyGives: () => boolean
  /** What it asks whatever it is given. */
  readonly asWritten: () => readonly SqlStatement[]
  /** What it asks of the table that the call gives it, as it stands in the function. */
  readonly there?: () => StatementsIn | undefined
}

/** Some statements of a document. */
export interface StatementsIn {
  readonly document: Document
  readonly statements: readonly SqlStatement[]
}

/** Where the program passes the values of a statement. */
export interface ParameterPlace {
  readonly at: number
  /** What stands around a value that is put there. */
  readonly before: string
  readonly after: string
  /** The number of the next parameter. */
  readonly next: number
}

/** A statement under other conditions. */
export interface Variant {
  readonly source: HostText
  readonly statement: Statement
  readonly holes: readonly FilledHole[]
  readonly told?: ToldOf | undefined
  /** The conditions that decide, as they are written. */
  readonly on: readonly string[]
  readonly replaces?: boolean
}

/** What a file holds for the rules; read once, shared by all. */
export interface Document {
  /** In the order of the file. */
  readonly statements: readonly SqlStatement[]
  /** The file is SQL of another database, or a template of one, and is left alone. */
  readonly foreign: boolean
  readonly engine: SqlEngine
  /** A file in the notation of an ORM, which holds no statements. */
  readonly schema?: SchemaText
  /** What the functions tell of a value that are called before it is used. */
  readonly toldElsewhere?: TellElsewhere
  /** What a function asks whose row a call of it gives, where that is made with what it asks: by a factory, or by a class for those that extend it. */
  readonly givenBy?: (call: Range) => readonly SqlStatement[]
  /** The document of another file, whose functions this one calls. */
  readonly documentIn?: ((file: string) => Document | undefined) | undefined
  /** The same file as its methods are run on what is of a class that extends theirs. */
  readonly runOn?: (heir: Heir) => Document
  /** The same, read anew, or parts of it. */
  readonly readOn?: (heir: Heir, parts?: readonly Range[]) => Document
  /** Parts of the same, as they are for what one call gives a function. */
  readonly readWith?: (given: GivenParameters, parts: readonly Range[]) => Document
  /** The texts that a tag of a library would bind the values of. */
  readonly taggedTexts?: () => readonly TaggedText[]
  /** What functions ask whose conditions calls of the file give them; each stands where it is called. */
  readonly handed?: () => readonly SqlStatement[]
  /** What classes of the file have of those that they extend. */
  readonly inherited?: () => readonly Inherited[]
}

/** Queries of a method that a class inherits. */
export interface Inherited {
  /** Where the class names what it extends. */
  readonly at: Range
  readonly by: string
  readonly method: { readonly name: string; readonly of: string | undefined; readonly file: string }
  /** The file of the method, as it is run on what is of the class. */
  readonly document: Document
  readonly statements: readonly SqlStatement[]
  /** The same file as it is otherwise: of what is told there, or of a class between, nothing is to be told again. */
  readonly others: () => readonly Document[]
}

/** A document that holds no query and no definition. */
export function emptyDocument(engine: SqlEngine): Document {
  return { statements: [], foreign: false, engine }
}

/** Whether classes of a file inherit queries. */
export function inherits({ inherited }: Document): boolean {
  return inherited !== undefined && inherited().length > 0
}

/** The same with what functions ask for that calls of the file give them. */
export const withHanded = onceFor((document: Document): Document => {
  const statements = [...document.statements, ...(document.handed?.() ?? [])]
  return { ...document, statements: statements.toSorted((a, b) => a.range[0] - b.range[0]) }
})

/** Whether calls of a file give functions what these ask for. */
export function hands({ handed }: Document): boolean {
  return handed !== undefined && handed().length > 0
}
