import type { Range } from '../catalog/place.ts'

/** What a program tells of the values and of the rows of its queries. */

/** What a method was called on that asked a query, where that is of a class which extends that of the method: whose queries may be others then. */
export interface Heir {
  readonly name: string
}

/** What other statements of the file tell of a value. */
export type LoadedValue = (LoadedProperty | CheckedValue) & {
  /** A function that is named for it was asked whether somebody may have to do with what it stands for. */
  readonly permittedBy?: string
  /** What the program has put on a request before, of which it is a part: what loaded that cannot be seen. */
  readonly brought?: string
  /** The keys of a loader, of which it is one: what they were taken from cannot be seen. */
  readonly collected?: string
  /** What has made sure who sent the message that it is a part of. */
  readonly signedBy?: string
  /** What says who asks, where it is the key of that person: `session.user.id`. */
  readonly asker?: string
  /** The row of a library that it is the key of: something has loaded that before. */
  readonly ofRow?: string
  /** The row that a function is given, by its type, whose property it is. */
  readonly typed?: TypedRow | undefined
  readonly elsewhere?: Elsewhere
  /** What each of those tells of it that call the function which is given it. */
  readonly byCallers?: readonly LoadedValue[]
  /** Those that call it in whichever file: looked for where nothing else holds a row. */
  readonly byFarCallers?: () => readonly FarCaller[]
  /** The file in whose terms all of this is told, where that is another one. */
  readonly caller?: string
  /** What is told of each thing and each list that a list is put together of, or of a row on each way that it may be had. */
  readonly ofParts?: readonly LoadedValue[]
  /** What it is as well, since the program has compared it with that. */
  readonly same?: readonly LoadedProperty[]
}

/** One of those that call a function, and what it tells of what it gives. */
export interface FarCaller {
  readonly place: CallPlace
  readonly told: LoadedValue | undefined
}

/** Where a function is called, for people. */
export interface CallPlace {
  /** What is called there. */
  readonly calls: string | undefined
  /** The file, where it is another one. */
  readonly file: string | undefined
  readonly line: number
}

/** A row by what the program calls its type. */
export interface TypedRow {
  readonly text: string
  readonly name: string
  /** A library says that it is one: else it is where a table is called so. */
  readonly isOfLibrary: boolean
  /** It is behind this property of a row of that type. */
  readonly relation?: string | undefined
}

/** What is told of the value that fills a place of a query's text, by the number of that place: it is looked up when it is asked for. */
export type ToldOf = (hole: number) => LoadedValue | undefined

export const nothingTold: ToldOf = () => undefined

/** A call of a function that has come back. */
export interface ToldBack {
  readonly call: Range
  readonly gave: Gave
  /** The list that it was given, where the value is one of it. */
  readonly list?: string | undefined
  /** The value as it was given that, where it is written otherwise. */
  readonly value?: string | undefined
  /** What of the row that it gave was compared with what says who asks. */
  readonly compared?: readonly string[] | undefined
  /** Whether who called has asked of that row what it asks of it anywhere. */
  readonly isGuarded?: (() => boolean) | undefined
}

/** The calls of functions that have come back before a value is used: what these have asked for it stands there. */
export interface Elsewhere {
  readonly text: string
  readonly back: readonly ToldBack[]
  /** The call of whose outcome it is a part, and which; with what else is known of that outcome. */
  readonly row?: GivenPart | undefined
  /** The call that makes a procedure, or a route, of what that is sent it is a part, or the function that handles it, and which part: its middleware has come back, too. */
  readonly procedure?: { readonly call: Range; readonly path: readonly string[] } | undefined
}

/** A part of what a call gave. */
export interface GivenPart {
  readonly call: Range
  readonly path: readonly string[]
  readonly gave?: readonly Gave[]
  /** What of the same row was compared with what says who asks. */
  readonly compared?: readonly string[]
  /** What the same row is known to have. */
  readonly there?: readonly string[]
  /** Whether the program has asked of it what it asks of it anywhere. */
  readonly isGuarded?: () => boolean
}

/** What a function gave: whatever it was, what is no nothing, what is true, or a result that is no error; a nothing stands for what is not that one. */
export type Gave = 'anything' | 'something' | 'truth' | 'success' | 'null' | 'undefined' | GavePart

/** What a part of what a function gave is, or is not: true, there at all, or a value that is written out. */
export interface GavePart {
  readonly path: readonly string[]
  readonly is: 'truth' | 'there' | { readonly value: string | number | boolean | null | undefined; readonly isLoose: boolean }
  readonly isTrue: boolean
}

/** What statements of other functions tell of a value, of this file or of others. */
export interface ToldElsewhere {
  readonly given: readonly LoadedProperty[]
  readonly asked: readonly AskedQuery[]
}

/** Asks what they tell. */
export type TellElsewhere = (value: Elsewhere) => ToldElsewhere

/** A property of a row that a statement gave. */
export interface LoadedProperty {
  /** Where that statement is written. */
  readonly statement: Range
  /** A function of the program is called there, which has the statement. */
  readonly isCall?: boolean | undefined
  /** The file, where it is another one. */
  readonly file?: string | undefined
  readonly heir?: Heir | undefined
  readonly property: string
  /** What hangs on the row and has the property, by the names of relations: `order.customer.id`. */
  readonly path?: readonly string[] | undefined
  /** What it is else, where the program decides: a row that was found, or one that was made. */
  readonly or?: readonly LoadedProperty[]
  /** Where it is used, nothing asks whether it is null. */
  readonly isUnasked?: boolean
  /** What the same row is known to have where it is used. */
  readonly there?: readonly string[]
  /** What was asked of it by whom a function gave it to. */
  readonly byCaller?: GuardsOfCaller | undefined
}

/** A value that statements may ask for, none of which the program leaves behind without a row. */
export interface CheckedValue {
  readonly statements: readonly AskedQuery[]
}

/** A query that was seen to find something. */
export interface AskedQuery {
  readonly statement: Range
  /** The file, where it is another one. */
  readonly file?: string | undefined
  readonly heir?: Heir | undefined
  /** What it calls the value. */
  readonly text: string
  /**
   * By a row, by the number of rows, by the number that it counts or changes, as a write that throws where there is none, or by what the program
   * asks of its row.
   */
  readonly by: 'row' | 'count' | 'number' | 'changed' | 'write' | 'guard'
  /** Of what other libraries send it is not so. */
  readonly sentBy?: readonly string[]
  /** What of its row is true. */
  readonly column?: string
  /** The value is a list, for each of which it was seen to find a row: as many as there are. */
  readonly ofEach?: boolean
  /** The value is one of so many that the query writes out, for each of which it was seen to find a row. */
  readonly asMany?: number
  /** The program has asked of its row what it asks of it anywhere. */
  readonly isGuarded: boolean
  /** What of that is asked of its only row, or of one of them. */
  readonly guards?: readonly RowGuard[] | undefined
  /** The same of who called the function that gives the row. */
  readonly isGuardedByCaller?: boolean
  /** What that one asked of it, where the function does nothing else with the row than that it gives it; or what of it was asked before the value is used. */
  readonly byCaller?: GuardsOfCaller | undefined
  /** What of its row was compared with what says who asks, by whom the row was given to. */
  readonly compared?: readonly string[] | undefined
  /** What it calls what else it is given that says of nobody who asks. */
  readonly ofNobody?: readonly string[]
}

/** What a program asks itself of the row that a statement gave, before it does anything with it. */
export interface RowGuard {
  /**
   * It compares it, gives it to a function that is named for it, asks another statement, or whether there is any of what was loaded with the row;
   * it makes sure that who asks knows it, if that is a secret; it asks of nothing else than whether there is a row, or there is nothing in what it asks about.
   */
  readonly by: 'comparison' | 'function' | 'statement' | 'relation' | 'secret' | 'presence' | 'absence'
  /** What of the row is asked about, from the outside inwards, as `project` and then `organizationId`; none is the whole row. */
  readonly path: readonly string[]
  /** What it is compared with, or what is asked. */
  readonly text: string
  /** The other statement, and what it calls what it is asked about. */
  readonly asks?: Pick<AskedQuery, 'statement' | 'text' | 'isGuarded' | 'guards'>
  /** The call of the function that asks it. */
  readonly elsewhere?: Elsewhere
  /** Nothing else of the row is asked about with it. */
  readonly isAlone?: boolean
  /** What else is asked about with it that says of nobody who asks. */
  readonly ofNobody?: readonly Pick<RowGuard, 'asks' | 'elsewhere'>[]
  readonly compared?: ComparedRows
  /** What the program tells of what it is compared with, where that is no part of a row. */
  readonly comparedWith?: () => LoadedValue | undefined
  /** It need not be so where all of this is asked instead, or that. */
  readonly or?: readonly (readonly RowGuard[])[]
}

/** A row by what gave it, and what of it something is compared with. */
export type ComparedRow = Pick<LoadedProperty, 'statement' | 'isCall' | 'property'>

/** What a row is compared with, where that is of other rows. */
export interface ComparedRows {
  /** The file in whose terms they are told, where that is another one. */
  readonly file?: string | undefined
  readonly rows: readonly ComparedRow[]
  /** Nothing else becomes of the row than that it is compared. */
  readonly isAlone: boolean
  /** There may be no such row, and what is compared with it may be nothing as well. */
  readonly mayBeNothing?: boolean
}

/** What somebody asks of the rows that a function of the program has given them. */
export interface GuardsOfCaller {
  /** The file, where it is another one. */
  readonly file: string | undefined
  readonly guards: readonly RowGuard[]
}
