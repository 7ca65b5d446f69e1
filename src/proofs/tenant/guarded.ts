import type { Table } from '../../catalog/catalog.ts'
import type { Column, Condition, Query, Select, Source } from '../../query/query.ts'
import type { ComparedRows, LoadedValue, RowGuard } from '../../query/told.ts'
import type { Judged } from './judge.ts'
import { isPassword } from '../owner.ts'
import { isSameName, nameOf, sourcesIn } from './names.ts'
import type { LoadedColumn } from './loaded-facts.ts'
import type { ColumnOf } from './meant-rows.ts'
import type { Ownership } from './ownership.ts'
import { columnTowards, saysWhose, type Way } from './relations.ts'
import { isOfTheTenant, isWeak, type SaidTenant } from './verdict.ts'
import { isKey } from './whole-keys.ts'

/** What it takes to know what guards say. */
export interface KnownOfGuards {
  /** Whether another statement asks whether a person belongs to a tenant, or has to do with a row; the guards are all of the row's. */
  readonly asksForPerson: (guard: RowGuard, guards: readonly RowGuard[], about: ColumnOf | undefined) => boolean
  /** The columns of rows of the tenant that another statement has said that something of the row is. */
  readonly columnsAsked: (guard: RowGuard) => readonly LoadedColumn[]
  /** Whether rows of other statements say who asks, rather than to be chosen as freely as those that are compared with them. */
  readonly saysWhoAsks: (compared: ComparedRows) => boolean
  /** Whether a row that is compared and nothing else may go by rows that do not say who asks. */
  readonly mayBeAlone: boolean
  readonly ownership: Ownership
}

/** What is read, where the program asks of its rows itself what the query does not: it is as if the query asked. */
export function guarded(
  judged: readonly Judged[],
  query: Query,
  guards: () => readonly RowGuard[],
  judge: (query: Query) => readonly Judged[],
  { asksForPerson, columnsAsked, saysWhoAsks, mayBeAlone, ownership }: KnownOfGuards,
): readonly Judged[] {
  if (query.kind !== 'select' || !judged.some(isWeakRead)) return judged
  const all = guards()
  const withOthers = all.flatMap(withWays)
  const tables = new Map(judged.map(({ access, table }) => [access.range, table]))
  const tableOf = (source: Source): Table | undefined => tables.get(source.range)
  const asks = (guard: RowGuard): boolean => {
    const about = columnIn(columnAsked(guard.path, query, tableOf), query, tableOf)
    return asksForPerson(guard, withOthers, about) || isOneOf(about, columnsAsked(guard), ownership)
  }
  const isOfWhoAsks = ({ compared }: RowGuard): boolean => compared === undefined || saysWhoAsks(compared)
  const isOnlyCompared = ({ compared }: RowGuard): boolean => mayBeAlone && compared?.isAlone === true
  const says = (guard: RowGuard): boolean => (guard.by !== 'statement' || asks(guard)) && (isOnlyCompared(guard) || isOfWhoAsks(guard))
  const asked = all.flatMap((guard) => saying(guard, says) ?? [])
  if (asked.length === 0) return judged
  const isPersons = (table: Table): boolean => judged.some((one) => one.table === table && (one.isHeld ?? isOfTheTenant(one)))
  const telling = asked.flatMap((guard) => {
    if (guard.by === 'presence') return []
    const condition = conditionOfAll(guard, (one) => conditionOf(one, query, tableOf, ownership, isPersons))
    return condition ? [{ guard, condition }] : []
  })
  const conditions = telling.map(({ condition }) => condition)
  const guardsTelling = telling.map(({ guard }) => guard)
  const reason = reasonOf(guardsTelling)
  const isCompared = isComparedBy(guardsTelling)
  const isAlone = guardsTelling.flatMap(withWays).some((guard) => isOnlyCompared(guard) && !isOfWhoAsks(guard))
  const held = conditions.length > 0 ? judge(withConditions(query, conditions)) : []
  const whole = asked.find(({ by, path, or }) => by === 'function' && path.length === 0 && !or)
  const isPresence = asked.some(({ by, path }) => by === 'presence' && (path.length === 0 || tellsPresence(query)))
  return judged.map((one) => {
    if (!isWeakRead(one)) return one
    const other = held.find(({ access }) => access.range === one.access.range && access.name === one.access.name)
    if (other && isOfTheTenant(other))
      return { ...other, tenants: other.tenants?.filter(isCompared) ?? [], verdict: 'by-guard', reason, at: undefined, isAlone }
    if (whole) return { ...one, verdict: 'by-guard', reason: `\`${whole.text}\` is asked about the row`, at: undefined }
    return isPresence && one.verdict === 'by-key'
      ? { ...one, verdict: 'by-guard', reason: 'the program only asks whether there is such a row' }
      : one
  })
}

/** Whether all that a query gives is how many rows there are, or whether there is one. */
function tellsPresence({ output }: Select): boolean {
  const [only, ...more] = output
  if (only?.kind !== 'term' || more.length > 0) return false
  const term = only.term.kind === 'cast' ? only.term.term : only.term
  return (term.kind === 'call' && term.name === 'count') || (term.kind === 'condition' && term.condition.kind === 'exists')
}

/** Whether a tenant is one that the program compares rows with; what is only asked about them is none that another query can be given. */
function isComparedBy(guards: readonly RowGuard[]): (tenant: SaidTenant) => boolean {
  const asked = new Set(guards.flatMap(withWays).flatMap(({ by, text }) => (by === 'comparison' ? [] : [text])))
  return ({ value }) => !asked.has(value.text)
}

const ofPeople = /^(?:\w+_)?(?:users?|people|persons?|profiles?|accounts?|staff|employees?|members?|memberships?|admins?|agents?)$/i

/** Whether a row is held to a tenant, or that of a person, who is taken to be the one who asks. */
export function isOfWhoAsks(one: Judged): boolean {
  return !isWeakRead(one) || one.isByPerson === true || ofPeople.test(one.table?.name ?? '')
}

/** What a guard can make good: of a condition that is wrong in itself the writer is to hear. */
function isWeakRead(one: Judged): boolean {
  return (isWeak(one) || one.isTold === true) && one.access.does === 'read'
}

function reasonOf(guards: readonly RowGuard[]): string {
  return guards.map((guard) => withWays(guard).map(saidOf).join(', or ')).join(', and ')
}

function saidOf({ by, path, text }: RowGuard): string {
  const what = path.join('.') || 'the row'
  if (by === 'relation') return `the program asks whether ${what} were found`
  if (by === 'absence') return `${what} is nothing`
  return by !== 'comparison' ? `\`${text}\` is asked about ${what}` : `the program compares ${what} with \`${text}\``
}

function withConditions(query: Select, conditions: readonly Condition[]): Select {
  const of = query.where ? [query.where, ...conditions] : conditions
  return { ...query, where: { kind: 'and', of, range: query.range } }
}

/** A guard with all that may be asked instead. */
function withWays(guard: RowGuard): RowGuard[] {
  return [guard, ...(guard.or ?? []).flat().flatMap(withWays)]
}

/** What is left of a guard, and of what may be asked instead, of each of which something has to be left. */
function saying(guard: RowGuard, says: (guard: RowGuard) => boolean): RowGuard | undefined {
  const or = guard.or?.map((way) => way.flatMap((one) => saying(one, says) ?? []))
  if (!says(guard) || or?.some((way) => way.length === 0)) return undefined
  return or ? { ...guard, or } : guard
}

/** What a guard would be in the query with what may be asked instead, each of which has to be a condition as well. */
function conditionOfAll(guard: RowGuard, of: (guard: RowGuard) => Condition | undefined): Condition | undefined {
  const own = of(guard)
  const ways = (guard.or ?? []).map((way) => way.flatMap((one) => conditionOfAll(one, of) ?? []))
  if (!own || ways.length === 0) return own
  const { range } = own
  if (ways.some((way) => way.length === 0)) return undefined
  return { kind: 'or', of: [own, ...ways.map((way): Condition => ({ kind: 'and', of: way, range }))], range }
}

/** What a guard would be in the query. */
function conditionOf(
  { by, path, text, compared, comparedWith }: RowGuard,
  query: Select,
  tableOf: (source: Source) => Table | undefined,
  ownership: Ownership,
  isPersons: (table: Table) => boolean,
): Condition | undefined {
  const shown = by === 'relation' ? undefined : columnAsked(path, query, tableOf)
  const proven = shown && /^(?:comparison|secret)$/.test(by) ? provenBySecret(shown, query, tableOf, ownership) : undefined
  if (proven) return told(proven, text, permitted(text))
  if (by === 'secret') return undefined
  if (by === 'absence') return shown && { kind: 'null', term: shown, not: false, range: shown.range }
  const [source] = query.from.flatMap(sourcesIn)
  const table = source && tableOf(source)
  const ways = shown ? [] : waysOf(path, by, isPersons)
  const [name] = table ? ways.flatMap((way) => columnTowards(table, way, ownership) ?? []) : []
  const column = shown ?? (source && name !== undefined ? columnOf(source, name) : undefined)
  if (!column) return undefined
  if (by !== 'comparison' || !shown) return told(column, text, permitted(text))
  const of = columnIn(shown, query, tableOf)
  const isTenant = of !== undefined && ownership.of(of.table).columns.includes(of.column)
  return told(column, text, fromOther(compared) ?? (isTenant ? undefined : comparedWith?.()))
}

function permitted(text: string): LoadedValue {
  return { statements: [], permittedBy: text }
}

/** The rows that something is compared with say of it what they would say of a value of the query: `answer.questionId !== question.id`. */
function fromOther(compared: ComparedRows | undefined): LoadedValue | undefined {
  const { rows: [first, ...or] = [], mayBeNothing, file } = compared ?? {}
  if (!first || mayBeNothing) return undefined
  return { ...first, isUnasked: true, ...(or.length > 0 && { or }), ...(file !== undefined && { caller: file }) }
}

/** Of which table a column of a query is. */
export function columnIn(
  column: Column | undefined,
  { from }: Select,
  tableOf: (source: Source) => Table | undefined,
): ColumnOf | undefined {
  // Without a name before it a column is of the only table that has it.
  const isIts = (one: Source, { of, name }: Column): boolean =>
    of === undefined ? tableOf(one)?.columns.some((own) => own.name === name) === true : nameOf(one) === of
  const source = column && from.flatMap(sourcesIn).find((one) => isIts(one, column))
  const table = source && tableOf(source)
  return table && { table, column: column.name }
}

/** Whether a column is one of other rows, or refers to it. */
function isOneOf(one: ColumnOf | undefined, others: readonly LoadedColumn[], ownership: Ownership): boolean {
  return one !== undefined && others.length > 0 && others.every((other) => isReference(one.column, one.table, other, ownership))
}

function isReference(column: string, table: Table, other: LoadedColumn, ownership: Ownership): boolean {
  // That there is a tenant of this key says of nobody who asks.
  if (ownership.of(other.table).ownKey === other.column) return false
  if (other.table === table && other.column === column) return isKey(column, table)
  return ownership.referencesOf(table).some((key) => {
    const isSingle = key.columns.length === 1 && key.columns[0] === column && key.references.columns[0] === other.column
    return isSingle && ownership.parent(key) === other.table
  })
}

/** What says whose a row is of which somebody knows what is told to nobody else. */
function provenBySecret(
  secret: Column,
  { from }: Select,
  tableOf: (source: Source) => Table | undefined,
  ownership: Ownership,
): Column | undefined {
  for (const source of from.flatMap(sourcesIn)) {
    const table = tableOf(source)
    const isIts = (secret.of ?? nameOf(source)) === nameOf(source) && table?.columns.some((column) => column.name === secret.name)
    if (!table || !isIts || !(ownership.isSecret(table, secret.name) || isPassword(secret.name))) continue
    const name = ownership.columnsOf(table)[0] ?? table.primaryKey?.columns[0]
    return name === undefined ? undefined : columnOf(source, name)
  }
  return undefined
}

/** A column is what the program says of it, which may be that it is permitted. */
function told(column: Column, text: string, from: LoadedValue | undefined): Condition {
  const { range } = column
  return {
    kind: 'compare',
    op: '=',
    quantifier: undefined,
    left: column,
    // For a program, null is the same as null.
    right: { kind: 'value', value: { kind: 'program', text, ...(from && { from, asksForNull: true }) }, many: false, range },
    range,
  }
}

/** The column that a property of a row is, or of what is joined to it under a name. */
export function columnAsked(path: readonly string[], query: Select, tableOf: (source: Source) => Table | undefined): Column | undefined {
  const [first = '', name, ...more] = path
  const shown = columnShown(query, path.join('.'), tableOf)
  if (shown || name === undefined) return shown
  const joined = query.from.flatMap(sourcesIn).find((source) => isSameName(nameOf(source) ?? '', first))
  const column = joined && tableOf(joined)?.columns.find((one) => isSameName(one.name, name))
  return column && more.length === 0 ? columnOf(joined, column.name) : undefined
}

/** The ways from a row to what the program may ask about: what hangs on it, and what of that says which it is, or whose. */
function waysOf(path: readonly string[], by: RowGuard['by'], isPersons: (table: Table) => boolean): readonly Way[] {
  const column = path.at(-1) ?? ''
  const steps = path.slice(0, -1)
  switch (by) {
    case 'function':
      return [
        { steps: path, ends: ({ isParent }) => isParent },
        {
          steps,
          ends: ({ other, isParent }, ownership) => isParent && (isKeyCalled(column, other) || saysWhose(other, column, ownership)),
        },
      ]
    case 'relation':
      return [{ steps: path, ends: ({ other, isParent }) => !isParent && isPersons(other) }]
    default:
      return [{ steps, ends: ({ other }, ownership) => saysWhose(other, column, ownership) }]
  }
}

function isKeyCalled(property: string, table: Table): boolean {
  return table.columns.some(({ name }) => isSameName(name, property) && isKey(name, table))
}

function columnOf(source: Source, name: string): Column {
  return { kind: 'column', of: nameOf(source), schema: undefined, name, range: source.range }
}

/** The column that a query shows under a name, where it is one: as it is written, or else in the other way to write names. */
function columnShown(query: Select, name: string, tableOf: (source: Source) => Table | undefined): Column | undefined {
  const shown = columnsShown(query, tableOf).filter((one) => isSameName(one.name, name))
  const exact = shown.filter((one) => one.name === name)
  const [only, ...others] = (exact.length > 0 ? exact : shown).map(({ column }) => column)
  return others.every((other) => other?.of === only?.of && other?.name === only?.name) ? only : undefined
}

interface ShownColumn {
  readonly name: string
  /** None where it is worked out. */
  readonly column: Column | undefined
}

function columnsShown({ output, from }: Select, tableOf: (source: Source) => Table | undefined): ShownColumn[] {
  return output.flatMap((one): ShownColumn[] => {
    if (one.kind === 'hidden') return []
    if (one.kind === 'term') {
      const column = one.term.kind === 'column' ? one.term : undefined
      const name = one.name ?? column?.name
      return name === undefined ? [] : [{ name, column }]
    }
    const sources = from.flatMap(sourcesIn).filter((source) => one.of === undefined || nameOf(source) === one.of)
    return sources.flatMap((source) =>
      (tableOf(source)?.columns ?? []).map(({ name }): ShownColumn => ({ name, column: columnOf(source, name) })),
    )
  })
}
