import type { Catalog, SchemaFunction, Table } from '../catalog/catalog.ts'
import { formulaOf } from './conditions.ts'
import { always, type Formula, type Operand } from './formula.ts'
import { isWorkedOut, placeCalled, saidByCall, saidByGiven } from './function-body.ts'
import { exported, placed } from './outputs.ts'
import type { Call, Condition, Query } from './query.ts'
import type { Knowledge } from './recursion.ts'
import { relationOf, type Definition, type Placed, type Relation } from './relation.ts'
import type { Command, Policed, RowSecurity } from './row-security.ts'
import { emptyScope, type Scope } from './scope.ts'
import { namedQueries } from './named.ts'
import { givesNoNull, isNeverNull } from './never-null.ts'
import { buildCombined, buildSelect, buildValues } from './select.ts'
import { subqueriesIn, type Asks, type GivenAs, type Reach, type Subqueries } from './subqueries.ts'
import { askedUnread, givenUnread } from './unread.ts'
import { buildWrite } from './writes.ts'

/** Beyond this many queries in one another, each use of a view or WITH query counted, a statement is not followed any further. */
const maxQueries = 120
/** The same for the arms of set operations, which know nothing of each other. */
const maxArms = 2_000

/** What does not come from the query. */
export interface World {
  readonly catalog: Catalog
  readonly knowledge: Knowledge
  readonly rowSecurity: RowSecurity
  /** A table that the catalog does not have, where it is taken to be there. */
  readonly assume: (name: string) => Table | undefined
  /** Whether Postgres, or an extension of it, has a function of the name. */
  readonly hasFunction: (name: string) => boolean
}

/** Turns a query into relations, with every name resolved. */
export class Builder implements Subqueries {
  /** Relations that stand alone and run whole, such as a DELETE in a WITH. */
  readonly alone: Relation[] = []
  /** The relations that were found in the block that is being built. */
  #places: Placed[] = []
  #queries = 0
  #arms = 0
  /** Row security is passed by, in a view that reads as its owner. */
  #isPassedBy = false
  /** Of the views and functions that are in one another, the outermost. */
  #within: Definition | undefined
  /** The tables of which policies are being read. */
  readonly #policing = new Set<Table>()
  readonly #calling = new Set<string>()
  /** What is being built stands in a condition. */
  #isAsking = false
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  get knowledge(): Knowledge {
    return this.#world.knowledge
  }

  /** In whose definition stands what is being built. */
  get within(): Definition | undefined {
    return this.#within
  }

  /** Builds a query at the top or in any place. */
  query(query: Query, outer?: Scope): Relation {
    return ++this.#queries > maxQueries ? tooMany(query) : this.#whole(query, outer)
  }

  /** Builds an arm of a set operation. */
  arm(query: Query, outer: Scope): Relation {
    return ++this.#arms > maxArms ? tooMany(query) : this.#whole(query, outer)
  }

  #whole(query: Query, outer?: Scope): Relation {
    return this.block(() => this.#build(query, namedQueries(this, query, emptyScope(outer))))
  }

  #build(query: Query, scope: Scope): Relation {
    switch (query.kind) {
      case 'select':
        return buildSelect(this, query, scope)
      case 'combined':
        return buildCombined(this, query, scope)
      case 'values':
        return buildValues(this, query, scope)
      default:
        return buildWrite(this, query, scope)
    }
  }

  /** Makes a relation that takes up those which are found in its terms meanwhile. */
  block(make: () => Relation): Relation {
    const saved = this.#places
    const inside: Placed[] = []
    this.#places = inside
    try {
      return { ...make(), inside }
    } finally {
      this.#places = saved
    }
  }

  /** A table of the catalog, or one that is taken to be there; then its columns are not known. */
  table(schema: string | undefined, name: string): { readonly table: Table | undefined; readonly isKnown: boolean } {
    const { catalog, assume } = this.#world
    const table = catalog.table(schema, name)
    return table ? { table, isKnown: true } : { table: assume(name), isKnown: false }
  }

  /** The function that a call means, if it can only be one. */
  function({ schema, name, args }: Call): SchemaFunction | undefined {
    const [only, ...others] = this.#world.catalog.functions(schema, name, args.length)
    return others.length === 0 ? only : undefined
  }

  /** An operator, or a function that the schema did not make. */
  isOfPostgres(call: Call): boolean {
    return call.operator || call.schema === 'pg_catalog' || (!this.isMade(call) && this.#world.hasFunction(call.name))
  }

  /** Whether the schema made a function that a call may mean. */
  isMade({ schema, name, args, operator }: Call): boolean {
    return !operator && this.#world.catalog.functions(schema, name, args.length).length > 0
  }

  /** A view reads as its owner, unless it was told to read as whoever asks. */
  view<T>({ name, securityInvoker }: Pick<Table, 'name' | 'securityInvoker'>, make: () => T): T {
    return this.definition({ kind: 'view', name }, securityInvoker, make)
  }

  definition<T>(is: Definition, isInvoker: boolean, make: () => T): T {
    const saved = this.#within
    this.#within ??= is
    try {
      return isInvoker ? make() : this.#passingBy(make)
    } finally {
      this.#within = saved
    }
  }

  /** What the policies of a table say; the tables that they read are not the query's, and have their own, but for it: Postgres refuses that. */
  apart(table: Table, make: () => Formula): Formula {
    const saved = this.#places
    this.#places = []
    this.#policing.add(table)
    try {
      return make()
    } finally {
      this.#policing.delete(table)
      this.#places = saved
    }
  }

  #passingBy<T>(make: () => T): T {
    const saved = this.#isPassedBy
    this.#isPassedBy = true
    try {
      return make()
    } finally {
      this.#isPassedBy = saved
    }
  }

  policed(table: Table, command: Command, rows: 'old' | 'new'): Policed | undefined {
    return this.#isPassedBy || this.#policing.has(table) ? undefined : this.#world.rowSecurity.policed(table, command, rows)
  }

  isDecisive(table: Table, column: string): boolean {
    return this.#world.rowSecurity.isDecisive(table, column)
  }

  /** What stands behind GROUP BY. */
  afterGrouping<T>(make: () => T): T {
    const saved = this.#places
    this.#places = []
    try {
      return make()
    } finally {
      saved.push(...this.#places.map((placed) => ({ ...placed, isAfterGrouping: true })))
      this.#places = saved
    }
  }

  place(placed: Placed): void {
    this.#places.push(placed)
  }

  condition(condition: Condition | undefined, scope: Scope): Formula {
    if (!condition) return always
    const saved = this.#isAsking
    this.#isAsking = true
    try {
      return formulaOf(condition, scope, this)
    } finally {
      this.#isAsking = saved
    }
  }

  /** Of what a function reads that a condition calls, no more comes out than a yes. Functions may call each other over and over. */
  called(call: Call, scope: Scope, asks: Asks): Formula | undefined {
    return this.#calls(call, () => saidByCall(this, call, scope, asks))
  }

  given(call: Call, scope: Scope, of: readonly (Operand | undefined)[], as: GivenAs): Formula | undefined {
    if (this.isOfPostgres(call) || isWorkedOut(this, call)) return undefined
    return this.#calls(call, () => saidByGiven(this, call, scope, of, as)) ?? givenUnread(this, call, of, as)
  }

  /** What functions read or change that a select list calls, which may call themselves; of those in a condition no more comes out than a yes. */
  calledInList(calls: readonly Call[], scope: Scope): void {
    if (this.#isAsking) return
    for (const call of calls) {
      if (!this.isMade(call) || this.#calling.has(call.name)) continue
      this.#calling.add(call.name)
      placeCalled(this, call, scope)
      this.#calling.delete(call.name)
    }
  }

  #calls(call: Call, say: () => Formula | undefined): Formula | undefined {
    if (this.#calling.has(call.name)) return undefined
    const saved = this.#places
    this.#places = []
    this.#calling.add(call.name)
    try {
      return say()
    } finally {
      this.#calling.delete(call.name)
      this.#places = saved
    }
  }

  unread(condition: Condition, scope: Scope): Formula | undefined {
    return askedUnread(this, condition, scope)
  }

  exists(query: Query, scope: Scope, of: readonly (Operand | undefined)[], reach: Reach): Formula {
    const relation = this.query(query, scope)
    this.place(placed(relation, [], reach === 'both ways' ? of : undefined))
    return { kind: 'of', relation, then: exported(relation, of, 'strict') }
  }

  none(query: Query, scope: Scope, of: readonly (Operand | undefined)[]): Formula {
    const relation = this.query(query, scope)
    return this.#sayingNothing(relation, of.every(isNeverNull) && givesNoNull(relation) ? of : undefined)
  }

  beside(query: Query, scope: Scope): Formula {
    return this.#sayingNothing(this.query(query, scope), undefined)
  }

  #sayingNothing(relation: Relation, of: readonly (Operand | undefined)[] | undefined): Formula {
    this.place(placed(relation, [], of))
    return { kind: 'of', relation, then: always }
  }

  /** Subqueries of terms that are computed once the rows are chosen. */
  terms(nodes: readonly object[], scope: Scope): void {
    for (const node of nodes) for (const query of subqueriesIn(node)) this.beside(query, scope)
  }
}

function tooMany({ range }: Query): Relation {
  return relationOf({ formula: { kind: 'hidden', reason: 'the statement holds too many queries to follow', narrows: false, range } })
}
