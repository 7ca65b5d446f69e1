import type { Catalog, ForeignKey, Index, Table } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'
import { foreignKeyCoverage } from '../foreign-key-index.ts'
import { directionSql } from '../index-sql.ts'
import { tenantColumn } from '../owner.ts'
import type { Use } from '../uses.ts'
import { isExempt } from './exempt.ts'
import { indexUse, type IndexUse, type WayUse } from './index-use.ts'
import { answerable, wantedIndex, type Wanted } from './wanted.ts'

/** A table of which the rows that a query asks for are only found by reading all of them; or only sorted so. */
export interface MissingIndex extends Wanted {
  readonly kind: 'scan' | 'sort' | 'trigrams'
  /** The ORDER BY, for people. */
  readonly order: string
  /** The one that finds the rows, but is made for another search. */
  readonly index?: Index
}

/** The index that a reference to a table lacks, in whichever reading and place. */
export function missingIndex(
  readings: readonly (readonly Use[])[],
  catalog: Catalog,
  settings: Readonly<Settings>,
): MissingIndex | undefined {
  const uses = readings.flat()
  if (uses.length === 0 || uses.some((use) => isExempt(use, catalog, settings))) return undefined
  const found = uses.map((use) => missingFor(indexUse(use, settings), catalog, settings))
  return found.every((one) => one !== undefined) ? found[0] : undefined
}

function missingFor(found: IndexUse, catalog: Catalog, settings: Readonly<Settings>): MissingIndex | undefined {
  const { serves, use, sorting, ways } = found
  if (use.isCutShort || ways.length === 0 || ways.some(({ asked }) => asked.isHidden)) return undefined
  const order = (sorting?.keys ?? []).map(({ column = '', ...direction }) => column + directionSql(direction)).join(', ')
  if (serves === 'no') {
    const unserved = ways.filter((way) => way.serves === 'no')
    const wanted = unserved.map((way) => (isWorth(way, found, catalog, settings) ? wantedIndex(found, way, sorting, settings) : undefined))
    if (wanted.every((one) => one !== undefined) && wanted[0]) return { kind: 'scan', order, ...wanted[0] }
  }
  return ofTrigrams(found, catalog, settings) ?? missingSort(found, order, settings)
}

/** A whole value that only an index of trigrams can find: Postgres looks for all of its parts, and then at each row that has them. */
function ofTrigrams(found: IndexUse, catalog: Catalog, settings: Readonly<Settings>): MissingIndex | undefined {
  const [way, ...more] = found.ways
  if (!way || more.length > 0 || found.serves !== 'perhaps') return undefined
  const serving = way.services.filter(({ serves }) => serves !== 'no').map(({ index }) => index)
  const [index] = serving
  const isTrigrams = ({ predicate, keys }: Index): boolean =>
    !predicate && keys.every(({ operatorClass }) => operatorClass === 'gin_trgm_ops')
  if (!index || !serving.every(isTrigrams) || !isWorth(way, found, catalog, settings)) return undefined
  return { kind: 'trigrams', order: '', index, ...wantedIndex(found, way, undefined, settings) }
}

/** Whether an index would help a way, and another rule does not ask for one that does. */
function isWorth(way: WayUse, { table, markers }: IndexUse, catalog: Catalog, settings: Readonly<Settings>): boolean {
  const columns = answerable(way, table, markers)
  const isOwn = [...columns.values()].some((how) => how !== 'join')
  if (columns.size === 0 || lacksTenant(way, table, settings) || (!isOwn && !way.asked.hasFixedPartner(table))) return false
  const isAsked = ({ columns: of }: ForeignKey): boolean => of.every((name) => ['equal', 'join', 'among'].includes(columns.get(name) ?? ''))
  const isReported = (key: ForeignKey): boolean => foreignKeyCoverage(table, key, catalog).kind !== 'covered'
  return !table.foreignKeys.some((key) => isAsked(key) && isReported(key))
}

/** Whether the tenant's rows would be found by an index, if the query asked for one tenant: that is told first. */
function lacksTenant({ asked, services }: WayUse, table: Table, settings: Readonly<Settings>): boolean {
  const tenant = tenantColumn(table, settings)?.name
  if (tenant === undefined || asked.ofColumn(tenant).length > 0) return false
  return services.some(({ index, isUsable }) => isUsable && index.method === 'btree' && index.keys[0]?.column === tenant)
}

/** The rows that come first are found by sorting all of a tenant's, or of the table. */
function missingSort(found: IndexUse, order: string, settings: Readonly<Settings>): MissingIndex | undefined {
  const { sorting, delivery, ways, table } = found
  const [way, ...more] = ways
  if (!sorting || delivery.how !== 'none' || !way || more.length > 0) return undefined
  if (sorting.keys.some(({ column }) => column === undefined) || !isCoarse(way, found, settings)) return undefined
  if (sorting.keys.every(({ column = '' }) => way.asked.isFixed(column))) return undefined
  if (sorting.select.from.length !== 1 || table.columns.length === 0) return undefined
  return { kind: 'sort', order, ...wantedIndex(found, way, sorting, settings) }
}

/** Whether the conditions leave many rows: they ask for a tenant, for what is true or false, or for what is written in the query. */
function isCoarse({ asked }: WayUse, { table }: IndexUse, settings: Readonly<Settings>): boolean {
  const tenant = tenantColumn(table, settings)?.name
  return asked.columns(table).every((name) => {
    const column = table.columns.find((one) => one.name === name)
    if (name === tenant || column?.type?.name === 'boolean') return true
    const questions = asked.ofColumn(name)
    return questions.every(({ how, value }) => {
      if (how === 'null' || how === 'not null') return true
      return how === 'value' && (value === undefined ? questions.some((other) => other.value !== undefined) : isLiteral(value))
    })
  })
}

function isLiteral(value: NonNullable<ReturnType<WayUse['asked']['ofColumn']>[number]['value']>): boolean {
  if (value.kind === 'cast') return isLiteral(value.term)
  return value.kind === 'value' && value.value.kind === 'literal'
}
