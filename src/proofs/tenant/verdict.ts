import type { Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import type { Range } from '../../catalog/place.ts'
import type { Access, Assigned, RowSource } from '../../query/relation.ts'
import type { Leaf } from '../../query/formula.ts'
import type { ProgramValue } from '../../query/query.ts'
import type { Branch } from '../../query/solve.ts'
import { isFoundBy } from './implies.ts'
import { operand } from './nulls.ts'
import type { Given, Standings } from './standing.ts'
import { groupOf, tiedTo } from './ties.ts'
import { uniqueKeys } from './whole-keys.ts'

/** Best first; the weakest of its branches is an access' verdict. */
export const verdicts = [
  'scoped',
  'global',
  'by-member',
  'by-secret',
  'by-parent',
  'by-row',
  'by-guard',
  'dynamic',
  'by-key',
  'by-reference',
  'may-vanish',
  'vacuous',
  'unscoped',
] as const
export type Verdict = (typeof verdicts)[number]

const ofTheTenant: ReadonlySet<Verdict> = new Set(['scoped', 'by-member', 'by-secret', 'by-parent', 'by-row', 'by-guard'])

/** Whether something is one tenant's. */
export function isOfTheTenant({ verdict }: { readonly verdict: Verdict }): boolean {
  return ofTheTenant.has(verdict)
}

/** Whether nothing, or only a key or a reference, says which rows they are. */
export function isWeak({ verdict }: { readonly verdict: Verdict }): boolean {
  return weak.has(verdict)
}

const weak: ReadonlySet<Verdict> = new Set(['by-key', 'by-reference', 'unscoped'])

export interface Found {
  readonly verdict: Verdict
  /** In words, for people. */
  readonly reason: string
  /** What to point at, where that is not the table: a filter that can vanish. */
  readonly at?: Range | undefined
  /** It goes by the row of another query, which is told. */
  readonly isTold?: boolean
  /** Another query has gone by the same key before, and is told. */
  readonly isRepeated?: boolean
  /** A filter on the tenant is there, and an OR beside it lets others in. */
  readonly isOpenedByOr?: boolean
  /** What a filter on the tenant lacks beside what holds the row. */
  readonly open?: Found
  /** A row is added for each tenant that there is. */
  readonly isForAll?: boolean
  /** It gives no row at all. */
  readonly givesNothing?: boolean
  /** The row that is held by what holds this one, too, which hangs on it. */
  readonly hangsOn?: RowSource
  /** Only a person says which rows they are. */
  readonly isByPerson?: boolean
  /** A row that was loaded before leads to it, unless that has NULL there: rows of NULL are asked for then. */
  readonly isByNull?: boolean
  /** The rows belong to nobody, and all tenants share them. */
  readonly isNobodys?: boolean
  /** It hangs on a row that is the tenant's, or all tenants share. */
  readonly isByShared?: boolean
  readonly tenants?: readonly SaidTenant[]
}

export interface SaidTenant {
  /** The expression of the program that a tenant is. */
  readonly value: ProgramValue
  /** The column that it is compared with; undefined for the key of the tenants themselves. */
  readonly column: string | undefined
}

export function weaker(a: Verdict, b: Verdict): Verdict {
  return verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b
}

export function isWeaker(one: Verdict, than: Verdict): boolean {
  return one !== than && weaker(one, than) === one
}

/** The one that decides when all of them may be. */
export function weakest(found: readonly Found[], none: Found): Found {
  const weakest = found.reduce((worst, next) => {
    // Rows of another tenant are worse than those of nobody.
    if (next.verdict === worst.verdict) return worst.isNobodys === true && next.isNobodys !== true ? next : worst
    return weaker(worst.verdict, next.verdict) === next.verdict ? next : worst
  }, found[0] ?? none)
  return weakest.isRepeated ? { ...weakest, isRepeated: areRepeated(found) } : weakest
}

/** Whether of all that is to be told the same is told of another query. */
export function areRepeated(found: readonly Pick<Found, 'verdict' | 'isRepeated'>[]): boolean {
  return found.every(({ verdict, isRepeated = false }) => isRepeated || weaker(verdict, 'by-key') !== verdict)
}

const reasons: Readonly<Record<'by-member' | 'by-secret' | 'by-parent', string>> = {
  'by-member': 'it is read by its person',
  'by-secret': 'a secret that only its tenant knows is fixed',
  'by-parent': 'it belongs to a row that is the tenant’s',
}

const loadedReasons = {
  told: 'the query that loaded its row before does not ask for the tenant',
  unseen: 'whether the query that loaded its row before is for the tenant cannot be seen',
} as const

/** What an access is in one branch. */
export function verdictIn(access: Access, table: Table, branch: Branch, standings: Standings, given: Given): Found {
  const { source } = access
  const { kind, columns, ownKey } = given.ownership.of(table)
  const column = columns[0] ?? 'its tenant'
  const opening = branch.atoms.find((atom) => atom.kind === 'hidden' && !atom.narrows)
  if (opening?.kind === 'hidden') return { verdict: 'dynamic', reason: opening.reason, at: opening.range }
  const standing = standings.of(source)
  const helper = standing === 'scoped' ? standings.helperOf(source) : undefined
  if (helper !== undefined) return { verdict: 'scoped', reason: `\`${helper}\` holds it to a tenant, by scopingHelpers of the settings` }
  if (standing === 'scoped') {
    const fixed = columns.find((name) => standings.classes.valuesOf(operand(source, name)).length > 0) ?? column
    return { verdict: 'scoped', reason: `${fixed} is fixed`, tenants: tenantsOf(source, columns, ownKey, standings) }
  }
  const isShared = isNobodys(source, table, branch, standings, given)
  if (isShared && access.does === 'read') return { verdict: 'scoped', reason: `these rows belong to nobody: ${column} is NULL` }
  if (kind === 'root' && access.does === 'read') return { verdict: 'global', reason: `${table.name} holds the tenants themselves` }
  if (standing) return { verdict: standing, reason: reasons[standing] }
  const hidden = hiddenOf(source, branch, standings, given)
  if (hidden) return { verdict: 'dynamic', reason: hidden.reason, at: hidden.range }
  const loaded = standings.loadedBy(source)
  if (loaded === 'seen') return { verdict: 'by-row', reason: 'a query for the tenant loaded its row before, or one that it hangs on' }
  const isRepeated = loaded === 'repeated'
  if (loaded && !isRepeated) return { verdict: 'dynamic', reason: loadedReasons[loaded], isTold: loaded === 'told' }
  const weak =
    access.does === 'insert'
      ? weakBelow(source, table, standings, given)
      : (weakIn(source, table, standings, given) ?? weakByTie(source, standings, given))
  const orNull = weak && standings.leadingOrNull(source)
  if (weak && orNull !== undefined)
    return { verdict: weak.verdict, reason: `${weak.reason}, and \`${orNull}\` may be null`, isByNull: true }
  const permittedBy = standings.said('permittedBy', source)
  if (permittedBy !== undefined) return { verdict: 'by-guard', reason: `\`${permittedBy}\` is asked about it before` }
  const signedBy = standings.said('signedBy', source)
  if (signedBy !== undefined) return { verdict: 'by-guard', reason: `\`${signedBy}\` tells who sent it` }
  const asker = weak || access.does !== 'insert' ? standings.said('asker', source) : undefined
  if (asker !== undefined) return { verdict: 'by-member', reason: `\`${asker}\` is who asks` }
  const brought = standings.said('brought', source)
  if (brought !== undefined) return { verdict: 'dynamic', reason: `whether \`${brought}\` of the request is the tenant’s cannot be seen` }
  const collected = standings.said('collected', source)
  if (collected !== undefined)
    return { verdict: 'dynamic', reason: `which rows a loader has collected \`${collected}\` from cannot be seen` }
  // What is put in, or changed where it is there, need not have been loaded.
  const row = standings.said('ofRow', source) ?? (access.does === 'conflict update' ? undefined : standings.said('typed', source))
  if (row !== undefined) return { verdict: 'dynamic', reason: `which row \`${row}\` is cannot be seen` }
  if (isShared && weak && isClaimed(source, columns, standings, given))
    return { verdict: 'scoped', reason: 'it gives a row that belonged to nobody to the tenant' }
  if (isShared && (weak?.isByPerson === true || saysPerson(source, table, standings, given)))
    return { verdict: 'by-member', reason: `these rows are a person’s own: ${column} is NULL` }
  const addressee = standings.addresseeFixed(source) ?? (access.does === 'read' ? invitedBy(source, standings) : undefined)
  const isInvited = weak?.isByPerson === true ? access.does === 'read' : weak?.verdict === 'by-key'
  if (isInvited && addressee !== undefined) return { verdict: 'by-member', reason: `${addressee} says who is invited` }
  if (weak && access.onlyAsks && weak.verdict === 'by-key') return { verdict: 'scoped', reason: 'it only tells that a key is taken' }
  if (weak) return { ...weak, ...(isRepeated && { isRepeated }), ...(isShared && { isNobodys: true }) }
  if (isShared) return { verdict: 'unscoped', reason: 'it changes rows that belong to nobody', isNobodys: true }
  const secret = table.columns.find(({ name }) => standings.classes.isFixed(operand(source, name)) && given.ownership.isSecret(table, name))
  return { verdict: 'unscoped', reason: secret ? unkept(secret.name) : `nothing limits ${column} to one value` }
}

/** What decides on a row, or on one that it is tied to, and cannot be seen. */
function hiddenOf(source: RowSource, { atoms }: Branch, standings: Standings, { ownership }: Given): Hidden | undefined {
  const hidden = atoms.filter((atom) => atom.kind === 'hidden').filter(({ scopes }) => !scopes)
  const own = hidden.find(({ of = source }) => of === source)
  if (own || hidden.length === 0) return own
  const group = groupOf(source, standings, ownership)
  return hidden.find(({ of = source }) => group.includes(of))
}

type Hidden = Extract<Leaf, { kind: 'hidden' }>

/** The column by which a query asks for the invitations to a row. */
function invitedBy(source: RowSource, standings: Standings): string | undefined {
  return [...standings.relatives.children(source)].flatMap(({ child }) => standings.addresseeFixed(child) ?? [])[0]
}

function unkept(secret: string): string {
  return `only ${secret} is fixed, and without a unique key of it several rows may have the same secret`
}

function tenantsOf(source: RowSource, columns: readonly string[], ownKey: string | undefined, { classes }: Standings): SaidTenant[] {
  return columns.flatMap((name) =>
    classes
      .valuesOf(operand(source, name))
      .flatMap(({ program }) => (program ? { value: program, column: name === ownKey ? undefined : name } : [])),
  )
}

/** Pinned by a key alone, or by a foreign key to something that is a tenant's. */
/** Which row a row that is added belongs to says nothing but a value that has a name: one that is worked out may be of what was added before. */
function weakBelow(source: RowSource, table: Table, standings: Standings, given: Given): Found | undefined {
  const { through } = given.ownership.of(table)
  const values = through === undefined ? [] : standings.classes.valuesOf(operand(source, through))
  const isNamed = values.some(({ program }) => !program || namesValue.test(program.text))
  return isNamed ? { verdict: 'by-reference', reason: `only ${through ?? ''} says whose they are` } : undefined
}

const namesValue = /^(?:(?:Number|String|BigInt|parseInt)\()?[\w$]+(?:[?!]?\.[\w$]+|\[\w+\])*!?(?:, 10)?\)?$/

function weakIn(source: RowSource, table: Table, standings: Standings, given: Given): Found | undefined {
  const by = reference(source, table, standings, given)
  if (source.assumed === 'by key' || table.indexes.some((index) => isFoundBy(source, index, standings.facts))) {
    const isPersons = by?.isPerson === true && !uniqueKeys(table).some((key) => key.includes(by.columns))
    return isPersons
      ? { verdict: 'by-key', reason: `only ${by.columns} is fixed beside the key`, isByPerson: true }
      : { verdict: 'by-key', reason: 'only a key finds the row' }
  }
  const person = standings.personFixed(source)
  if (person !== undefined) return { verdict: 'by-key', reason: `only ${person} is fixed`, isByPerson: true }
  return by && { verdict: 'by-reference', reason: `only ${by.columns} is fixed`, isByPerson: by.isPerson }
}

/** Whether a key, or a reference, says which rows they are, directly or by what they are tied to. */
export function isFoundByKey(source: RowSource, standings: Standings, given: Given): boolean {
  return weakByTie(source, standings, given) !== undefined
}

/** What is tied to a row that only a key pins is found by that key. */
function weakByTie(source: RowSource, standings: Standings, given: Given): Found | undefined {
  const weak = weakInGroup(groupOf(source, standings, given.ownership), standings, given)
  const shared = weak?.isHeld ? nearestShareable(source, standings, given) : undefined
  if (!weak || !shared?.table) return weak
  const columns = given.ownership.of(shared.table).columns.join(' and ')
  return { verdict: weak.verdict, reason: `it hangs on ${shared.table.name}, whose ${columns} may be NULL`, isByShared: true }
}

function nearestShareable(source: RowSource, standings: Standings, given: Given): RowSource | undefined {
  const near = new Set([source])
  for (const one of near) {
    if (one !== source && isShareable(one, standings, given)) return one
    for (const next of tiedTo(one, standings, given.ownership)) near.add(next)
  }
  return undefined
}

/** A row of the tenant's, or one that all tenants share. */
function isShareable(source: RowSource, standings: Standings, { ownership }: Given): boolean {
  return source.table !== undefined && ownership.of(source.table).columns.length > 0 && !standings.isSomebodys(source)
}

interface Weak extends Found {
  /** The row itself is the tenant's, whatever finds it. */
  readonly isHeld: boolean
}

const weakInGroup = onceFor(
  (group: readonly RowSource[], standings: Standings, given: Given): Weak | undefined =>
    weakAmong(group, standings, given) ?? weakAmong(referringTo(group, standings), standings, given),
)

/** The rows that refer to some; one that need not do so is nobody's, and is still what finds them. */
function referringTo(group: readonly RowSource[], { relatives }: Standings): readonly RowSource[] {
  return group.flatMap((one) => [...relatives.children(one)].map(({ child }) => child))
}

function weakAmong(among: readonly RowSource[], standings: Standings, given: Given): Weak | undefined {
  const found = among.flatMap((one): Weak[] => {
    const { table } = one
    const weak = table && weakIn(one, table, standings, given)
    const isHeld = standings.of(one) !== undefined
    return weak ? [{ ...weak, reason: `it hangs on ${table.name}, and there ${weak.reason}`, isHeld, hangsOn: one }] : []
  })
  return (
    found.find(({ verdict, isHeld }) => verdict === 'by-key' && !isHeld) ?? found.find(({ verdict }) => verdict === 'by-key') ?? found[0]
  )
}

/** A row of nobody: all of its tenant columns are NULL. */
function isNobodys(source: RowSource, table: Table, { atoms }: Branch, standings: Standings, { ownership }: Given): boolean {
  const { columns, mayBeShared, ownKey } = ownership.of(table)
  if (!mayBeShared || columns.length === 0) return false
  return columns.every(
    (name) =>
      name === ownKey ||
      atoms.some((atom) => atom.kind === 'null' && !atom.not && standings.classes.same(atom.column, operand(source, name))),
  )
}

/** Whether all tenant columns of a row are set to values that the program gives: by themselves, with the row that is added, or in a condition. */
function isClaimed(source: RowSource, columns: readonly string[], { classes }: Standings, { assigned = [] }: Given): boolean {
  const changes = assigned.filter(({ target }) => target === source)
  const isGiven = (name: string, { set }: Assigned): boolean => {
    const given = set.find(({ column }) => column === name)?.given
    const is = typeof given === 'object' ? given.is : undefined
    if (is?.kind === 'value') return is.key !== 'NULL'
    return is?.kind === 'column' && (is.source.kind === 'excluded' || classes.isFixed(is))
  }
  return changes.length > 0 && changes.every((change) => columns.every((name) => isGiven(name, change)))
}

/** A row of nobody's that is a person's own. */
export function isPersonsOwn(source: RowSource, table: Table, branch: Branch, standings: Standings, given: Given): boolean {
  return isNobodys(source, table, branch, standings, given) && saysPerson(source, table, standings, given)
}

/** Whether a reference to people is fixed, whatever else finds the row. */
function saysPerson(source: RowSource, table: Table, { classes }: Standings, { ownership }: Given): boolean {
  return ownership.referencesOf(table).some((key) => {
    const parent = ownership.parent(key)
    return parent !== undefined && ownership.isPeople(parent) && key.columns.every((name) => classes.isFixed(operand(source, name)))
  })
}

interface Reference {
  readonly columns: string
  readonly isPerson: boolean
}

/** A foreign key to a tenant's table, or else to people, that is fixed by a value. */
function reference(source: RowSource, table: Table, standings: Standings, { ownership }: Given): Reference | undefined {
  const fixed = standings.relatives.referencesOf(source, table).flatMap((key): Reference[] => {
    const parent = ownership.parent(key)
    const isTenants = parent !== undefined && ownership.of(parent).kind === 'tenant'
    if (!parent || !(isTenants || ownership.isPeople(parent))) return []
    const part = ownership.findingParts(key).find(({ own }) => own.every((name) => standings.classes.isFixed(operand(source, name))))
    return part ? [{ columns: part.own.join(', '), isPerson: !isTenants }] : []
  })
  return fixed.find(({ isPerson }) => !isPerson) ?? fixed[0]
}
