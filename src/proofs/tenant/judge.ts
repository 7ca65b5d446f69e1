import { areSame } from '../../catalog/are-same.ts'
import type { Catalog, Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { Builder, type World } from '../../query/build.ts'
import type { Formula, Side } from '../../query/formula.ts'
import type { Query } from '../../query/query.ts'
import type { Access, Inserted, Relation, RowSource } from '../../query/relation.ts'
import { branchesOf, type Branch } from '../../query/solve.ts'
import type { Settings } from '../../settings/settings.ts'
import { blockOf, type Block } from '../blocks.ts'
import { shownByView, type Shown } from '../shown-by-view.ts'
import { isOfPostgres } from '../unknown-functions.ts'
import { Use } from '../uses.ts'
import { foundOfAdded, rowsAdded } from './added-below.ts'
import { AssumedTables } from './assumed-table.ts'
import { verdictOfInsert } from './inserted.ts'
import { TenantKnowledge } from './knowledge.ts'
import { holdingOf, ownershipOf, type Owner, type Ownership } from './ownership.ts'
import { Policies } from './policies.ts'
import { reassignedBy, type Reassigned } from './reassigned.ts'
import type { Reportable } from './reports.ts'
import type { LoadedColumns } from './loaded-facts.ts'
import { judgedInEach } from './several-schemas.ts'
import { Standings, type Given } from './standing.ts'
import { mayTell } from './telling-columns.ts'
import { tiedTo } from './ties.ts'
import { vacuousFilter } from './vacuous.ts'
import { areRepeated, isOfTheTenant, isPersonsOwn, isWeak, isWeaker, verdictIn, weaker, weakest, type Found } from './verdict.ts'
import { walk, type Surroundings } from './walk.ts'
import { nothingTold, type TellElsewhere, type ToldOf } from '../../query/told.ts'

export { verdicts, weaker, type Verdict } from './verdict.ts'

export interface Judged extends Found, Reportable {
  readonly access: Access
  readonly table: Table | undefined
  /** The tenant column that the verdict is about. */
  readonly column: string | undefined
  /** It has no tenant column: that one refers to a row that belongs to a tenant. */
  readonly isThrough?: boolean
  /** Its rows may belong to nobody, so that all tenants share them. */
  readonly mayBeNobodys?: boolean
  /** It has no tenant column, and is known to be the tenant's all the same. */
  readonly isHeld?: boolean
  /** The program compares its rows and does nothing else with them, so that they show nothing, and say of no other whose that is. */
  readonly isAlone?: boolean
  /** What the query calls a column that it reaches through a view. */
  readonly shown: (column: string) => Shown | undefined
}

const onlyAdds: Found = { verdict: 'scoped', reason: 'it only adds rows' }

/** What a query is, and what runs beside it. */
interface Relations {
  readonly top: Relation
  readonly alone: readonly Relation[]
  /** All of them, with what is in them, each with what holds where it stands. */
  readonly places: readonly (readonly [Relation, Surroundings])[]
}

/** What is said of a query while the program tells nothing of the values that were asked about. */
interface Untold {
  readonly judged: Judged[]
  readonly asked: readonly number[]
}

/** Judges queries against one catalog and what the team says. */
export class Judge {
  /** Whose rows hold others. */
  readonly ownership: Ownership
  /** Whose rows are to be held. */
  readonly #asked: Ownership
  readonly #given: Given
  readonly #world: World
  readonly #found = new WeakMap<Query, Untold>()
  /** The same by the schema that is meant where several have a name. */
  readonly #preferring = new Map<string, Judge>()

  constructor(catalog: Catalog, settings: Readonly<Settings>) {
    this.ownership = holdingOf(catalog, settings)
    this.#asked = ownershipOf(catalog, settings)
    this.#given = { ownership: this.ownership, settings }
    const assumed = new AssumedTables(catalog, settings)
    this.#world = {
      catalog,
      knowledge: new TenantKnowledge(this.#given),
      rowSecurity: new Policies(this.ownership, settings),
      assume: (name) => assumed.table(name),
      hasFunction: isOfPostgres,
    }
  }

  /** The relations of a query: itself, and those that run beside it. Every rule asks for them. */
  readonly relations = onceFor((query: Query): Relations => {
    const builder = new Builder(this.#world)
    const top = builder.query(query)
    const places: [Relation, Surroundings][] = []
    for (const relation of [top, ...builder.alone]) walk(relation, (...place) => void places.push(place))
    return { top, alone: builder.alone, places }
  })

  /** Every table reference of a query with its verdict, in the order of the text. It is the same each time, unless the program tells of its values. */
  judge(query: Query, told = nothingTold, loaded: LoadedColumns = () => []): Judged[] {
    const known = this.#found.get(query)
    if (known?.asked.every((hole) => told(hole) === undefined)) return known.judged
    const asked = { holes: new Set<number>(), isTold: false }
    const given: Given = {
      ...this.#given,
      told: (hole) => {
        const found = told(hole)
        asked.holes.add(hole)
        asked.isTold ||= found !== undefined
        return found
      },
      loaded: (value) => {
        asked.isTold = true
        return loaded(value)
      },
    }
    const found: Judged[] = []
    this.#each(query, (relation, around) => found.push(...this.#judgeRelation(relation, around, given)))
    const judged = judgedInEach(withoutUpserted(merged(found)), this.#world.catalog, (schema) =>
      this.#in(schema).judge(query, given.told, given.loaded),
    )
    if (!asked.isTold) this.#found.set(query, { judged, asked: [...asked.holes] })
    return judged
  }

  #in(schema: string): Judge {
    const { catalog } = this.#world
    const judge = this.#preferring.get(schema) ?? new Judge(catalog.preferring(schema), this.#given.settings)
    this.#preferring.set(schema, judge)
    return judge
  }

  /** Every table reference with its verdict; of an INSERT, whether its rows say whose they are. */
  judgeAll(query: Query, told?: ToldOf, loaded?: LoadedColumns): Judged[] {
    const inserts = this.inserts(query)
    return this.judge(query, told, loaded).map(
      (one) =>
        inserts.find(
          ({ access }) => one.access.does === 'insert' && !this.#isBelow(access) && String(access.range) === String(one.access.range),
        ) ?? one,
    )
  }

  /** Every INSERT of a query, with whether its rows say whose they are. */
  inserts(query: Query): Judged[] {
    const judged: Judged[] = []
    this.#each(query, (relation, around) => {
      for (const access of relation.accesses) {
        const inserted = relation.inserted.find(({ target }) => access.does === 'insert' && target === access.source)
        if (!inserted || !access.table) continue
        const found = this.#whateverHolds(access.table) ?? verdictOfInsert(inserted, access.table, this.#given)
        judged.push(this.#judged(access, found, around))
      }
    })
    return merged(judged)
  }

  /** Every reference to a table of the catalog, with what is asked of its rows. */
  readonly uses = onceFor((query: Query): Use[] => {
    const found: Use[] = []
    const { catalog } = this.#world
    this.#each(query, (relation, around) => {
      for (const access of relation.accesses) {
        const { table } = access
        if (table && catalog.table(table.schema, table.name) === table) found.push(new Use(access, table, relation, around))
      }
    })
    return found
  })

  /** Its SELECTs, INSERTs, UPDATEs and DELETEs, wherever they stand in it; not those of views. */
  readonly blocks = onceFor((query: Query): Block[] => {
    const found: Block[] = []
    const seen = new Set<Query>()
    this.#each(query, (relation, around) => {
      const block = blockOf(relation, around)
      if (!block || seen.has(block.query)) return
      seen.add(block.query)
      found.push(block)
    })
    return found
  })

  /** The tenant columns that a query sets to something else than they are. */
  reassigned(query: Query, told = nothingTold, tellElsewhere?: TellElsewhere): Reassigned[] {
    const found: Reassigned[] = []
    const given = { ...this.#given, told }
    this.#each(query, (relation, around) => {
      for (const assigned of relation.assigned) found.push(...reassignedBy(assigned, around, given, tellElsewhere))
    })
    return found
  }

  #each(query: Query, visit: (relation: Relation, around: Surroundings) => void): void {
    for (const place of this.relations(query).places) visit(...place)
  }

  #judgeRelation(relation: Relation, around: Surroundings, given: Given): Judged[] {
    const filtered: Access[] = []
    const judged: Judged[] = []
    const emptied = relation.accesses.filter(({ does }) => does === 'truncate').map(({ source }) => source)
    for (const access of relation.accesses) {
      const inserted = this.#isBelow(access) ? relation.inserted.find(({ target }) => target === access.source) : undefined
      if (inserted) {
        judged.push(...this.#judgeAdded(access, inserted, around, given))
        continue
      }
      const known = this.#withoutFacts(access)
      if (known && !this.#isBetween(access)) judged.push(this.#judged(access, known, around, access.does === 'truncate' ? emptied : []))
      else filtered.push(access)
    }
    for (const group of bySides(filtered)) judged.push(...this.#judgeGroup(group, around, { ...given, assigned: relation.assigned }))
    return judged
  }

  /** Whether rows are added that belong to a tenant by what they refer to. */
  #isBelow({ table, does }: Access): boolean {
    if (does !== 'insert' || !table || this.#whateverHolds(table)) return false
    const { columns, through } = this.#asked.of(table)
    return columns.length === 0 && through !== undefined
  }

  #judgeAdded(access: Access, inserted: Inserted, around: Surroundings, given: Given): Judged[] {
    const known = this.#judged(access, onlyAdds, around)
    const found = rowsAdded(inserted).flatMap((row) =>
      this.#judgeGroup([access], { ...around, formulas: [...around.formulas, row] }, given).map(foundOfAdded),
    )
    return found.length === 0 ? [known] : found
  }

  #judged(access: Access, found: Found, { formulas }: Surroundings, ties: readonly RowSource[] = []): Judged {
    const { table, source } = access
    const shown = (column: string): Shown | undefined => shownByView(source, column, formulas)
    const owner = table && this.#asked.of(table)
    const isThrough = owner?.columns.length === 0 && owner.through !== undefined
    return { access, table, column: owner && shownColumn(owner), isThrough, sources: [source], ties, shown, ...found }
  }

  /** What can be said of an access whatever holds of its rows. */
  #withoutFacts(access: Access): Found | undefined {
    const { table, does } = access
    if (!table) return this.#unknown(access)
    const known = this.#whateverHolds(table)
    if (known) return known
    if (does === 'truncate') return { verdict: 'unscoped', reason: 'TRUNCATE empties the table for every tenant' }
    if (does === 'copy from') return { verdict: 'unscoped', reason: 'COPY adds rows of any tenant' }
    return does === 'insert' ? onlyAdds : undefined
  }

  #unknown({ schema, name }: Access): Found {
    const areSeveral = schema === undefined && this.#world.catalog.elsewhere(name).length > 1
    return {
      verdict: 'global',
      reason: areSeveral ? 'several schemas have a table of this name' : 'the schema that was read does not have this table',
    }
  }

  /** Whether nobody asks about a row, which may be known to be the tenant's and lead to others. */
  #isBetween({ table, does }: Access): boolean {
    if (!table || !/^(?:read|update|delete)$/.test(does)) return false
    return this.#asked.of(table).kind === 'global' && this.ownership.of(table).kind === 'tenant'
  }

  #whateverHolds(table: Table): Found | undefined {
    const isGlobal = this.#asked.of(table).kind === 'global'
    return this.#throughTriggers(table) ?? (isGlobal ? { verdict: 'global', reason: `${table.name} has no tenant column` } : undefined)
  }

  /** A view that is still one here is none that Postgres writes through by itself: its triggers or rules may change any rows. */
  #throughTriggers({ kind, name, query }: Table): Found | undefined {
    if (kind !== 'view' || !query || !this.#readsTenants(query)) return undefined
    return { verdict: 'dynamic', reason: `${name} is a view that only triggers or rules can write through` }
  }

  #readsTenants(query: Query): boolean {
    let found = false
    this.#each(query, ({ accesses }) => {
      found ||= accesses.some(({ table }) => table && this.#asked.of(table).kind !== 'global')
    })
    return found
  }

  /** Accesses that stand in the same nullable sides share what is known of their rows. */
  #judgeGroup(accesses: readonly Access[], around: Surroundings, given: Given): Judged[] {
    const { formulas, present } = around
    const sources = accesses.map(({ source }) => source)
    const changed = new Set(accesses.filter((access) => access.does !== 'read').map(({ source }) => source))
    const standingsIn = onceFor((branch: Branch) => new Standings(branch, sources, changed, given))
    const isDecided = (branch: Branch): boolean => {
      const standings = standingsIn(branch)
      return !standings.isPossible || sources.every((source) => standings.isScoped(source))
    }
    const { branches, isCutShort } = branchesOf(formulas, [...present, ...(sources[0]?.sides ?? [])], isDecided, {
      mayTell: (operand) => mayTell(operand, this.ownership),
    })
    const possible = branches.filter((branch) => standingsIn(branch).isPossible)
    return accesses.map((access) => {
      const found = this.#verdict(access, possible, isCutShort, standingsIn, formulas, given)
      const mayBeNobodys = possible.some((branch) => isNobodysIn(access, branch, standingsIn(branch), given))
      const known = this.#isBelow(access) ? undefined : this.#withoutFacts(access)
      if (known) return { ...this.#judged(access, known, around), mayBeNobodys, isHeld: isOfTheTenant(found) }
      return { ...this.#judged(access, found, around, this.#ties(access, found, possible, standingsIn)), mayBeNobodys }
    })
  }

  /** What is tied to an access in every branch, where it is not silent anyway. */
  #ties(
    { source }: Access,
    { verdict }: Found,
    branches: readonly Branch[],
    standingsIn: (branch: Branch) => Standings,
  ): readonly RowSource[] {
    if (verdict === 'scoped' || verdict === 'global') return []
    const [first, ...more] = branches.map((branch) => new Set(tiedTo(source, standingsIn(branch), this.ownership)))
    const isOwned = ({ table }: RowSource): boolean => table !== undefined && this.ownership.of(table).kind !== 'global'
    return [...(first ?? [])].filter((other) => isOwned(other) && more.every((tied) => tied.has(other)))
  }

  #verdict(
    access: Access,
    branches: readonly Branch[],
    isCutShort: boolean,
    standingsIn: (branch: Branch) => Standings,
    formulas: readonly Formula[],
    given: Given,
  ): Found {
    const { table } = access
    if (!table) return this.#unknown(access)
    const found = branches.map((branch) => verdictIn(access, table, branch, standingsIn(branch), given))
    const worst = weakest(found, { verdict: 'scoped', reason: 'no row can meet its condition', givesNothing: true })
    if (isCutShort && weaker(worst.verdict, 'dynamic') === worst.verdict)
      return { verdict: 'dynamic', reason: 'its condition has too many branches to follow' }
    if (!isWeak(worst)) return worst
    const open = vacuousFilter(access, this.ownership.of(table), formulas)
    if (open) return worst.verdict === 'unscoped' ? open : { ...worst, open }
    return worst.verdict === 'unscoped' && found.some(isOfTheTenant) ? { ...worst, isOpenedByOr: true } : worst
  }
}

/** Whether a row may belong to nobody on a way: neither to a tenant nor to a person, nor to who knows its secret. */
function isNobodysIn({ source, table }: Access, branch: Branch, standings: Standings, given: Given): boolean {
  const isSomebodys = standings.isSomebodys(source) || standings.isFoundBySecret(source)
  return !isSomebodys && !(table && isPersonsOwn(source, table, branch, standings, given))
}

function shownColumn({ columns, through }: Owner): string | undefined {
  return columns[0] ?? through
}

/** Accesses by the nullable sides that they stand in. */
function bySides(accesses: readonly Access[]): Access[][] {
  const groups: { readonly sides: readonly Side[]; readonly accesses: Access[] }[] = []
  for (const access of accesses) {
    const { sides } = access.source
    const group = groups.find((one) => areSame(one.sides, sides))
    if (group) group.accesses.push(access)
    else groups.push({ sides, accesses: [access] })
  }
  return groups.map((group) => group.accesses)
}

/** A table reference that stands in several places, such as a WITH query used twice, has the weakest of their verdicts. */
function merged(judged: readonly Judged[]): Judged[] {
  const byPlace = new Map<string, Judged>()
  for (const one of judged) {
    const { range, schema, name, does, onlyAsks } = one.access
    const place = [...range, schema, name, does, onlyAsks].join(' ')
    const before = byPlace.get(place)
    const worst = before && !isWeaker(one.verdict, before.verdict) ? before : one
    const isRepeated = before !== undefined && areRepeated([before, one])
    byPlace.set(
      place,
      before ? { ...worst, isRepeated, sources: [...before.sources, ...one.sources], ties: [...before.ties, ...one.ties] } : one,
    )
  }
  return [...byPlace.values()].sort((a, b) => a.access.range[0] - b.access.range[0])
}

/** What an upsert may change is told, and not that it adds rows. */
function withoutUpserted(judged: readonly Judged[]): Judged[] {
  const changed = judged.filter(({ access }) => access.does === 'conflict update').map(({ table }) => table)
  return judged.map((one) => (one.access.does === 'insert' && changed.includes(one.table) ? { ...one, ...onlyAdds } : one))
}
