import type { Catalog, Index, Table } from '../../catalog/catalog.ts'
import type { Change, TypeReference } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import { formatType, parseType } from '../../catalog/types.ts'
import { columnsIn } from '../../query/columns.ts'
import type { Term } from '../../query/query.ts'
import type { BlockingMessage } from './blocking-messages.ts'
import { alteredTable, found, type Check, type Moment } from './finding.ts'
import { typeChange, type TypeChange } from './type-change.ts'

type ChangedType = Extract<Change, { kind: 'alter column type' }>

/** A column that gets a type for which its rows have to be written again. */
export const typeRewrite: Check<BlockingMessage> = (moment) => {
  const { change } = moment.action
  if (change.kind !== 'alter column type') return []
  const table = alteredTable(moment)
  const name = change.column.text
  if (!table) return []
  const isThere = moment.past.column(table, name)?.type
  const from = isThere ?? moment.past.newType(table, name)
  if (!from) return []
  const { before } = moment.script
  const ofTypes = isNewEnum(moment, change.type) ? 'rewrite' : typeChange(from, change.type, before)
  const how = ofTypes === 'rewrite' ? ofTypes : changeBy(change, from, before)
  const data = { from: formatType(from), to: shownType(change.type) }
  if (how !== undefined && how !== 'as it is' && !isThere) return [found('newTypeRewrite', moment, table, { ...data, column: name })]
  if (how === 'rewrite') return [found(ofTypes === how ? 'typeRewrite' : 'usingRewrite', moment, table, data)]
  if (how === 'by zone' && !isInUtc(moment)) return [found('zoneRewrite', moment, table, data)]
  const check = checkOn(moment, table, name)
  if (check !== undefined) return [found('recheck', moment, table, { column: name, constraint: check })]
  const index = isThere && indexWith(moment, table, name, how === 'by zone')
  return index ? [found('rebuild', moment, table, { column: name, index: moment.past.nameOf(index) ?? '' })] : []
}

/** An index of the column that does not stay: one with a condition or an expression never does, others only while they sort alike. */
function indexWith({ past, action: { change } }: Moment, table: Table, name: string, sortsAnew: boolean): Index | undefined {
  const column = past.column(table, name)
  const collation = change.kind === 'alter column type' ? change.collation : undefined
  const isOther = sortsAnew || (collation !== undefined && collation !== (column?.collation ?? 'default'))
  const isNamed = (node: object): boolean => columnsIn(node).some((one) => cutName(one.name) === column?.name)
  return table.indexes.find((index) => {
    if (past.nameOf(index) === undefined) return false
    const { keys, predicate, include } = index
    const isPlain = !predicate && keys.every(({ expression }) => expression === undefined)
    const isKey = keys.some((key) => key.column === column?.name)
    if (isPlain) return isKey && isOther
    return (
      isKey ||
      include.includes(column?.name ?? '') ||
      [predicate, ...keys.map(({ expression }) => expression)].some((one) => one && isNamed(one))
    )
  })
}

/** What USING casts goes the way of its types; what it computes is written anew, whatever that is. */
function changeBy({ column, type, using }: ChangedType, from: TypeReference, catalog: Catalog): TypeChange | undefined {
  const casts = using ? castsOf(using, cutName(column.text)) : []
  if (!casts) return 'rewrite'
  const types = [from, ...casts, type]
  const steps = types.slice(1).map((to, i) => typeChange(types[i] ?? from, to, catalog))
  return worst.find((one) => steps.includes(one))
}

const worst = ['rewrite', undefined, 'by zone', 'as it is'] as const

/** The types that a column is cast to, in their order; undefined for anything else. */
function castsOf(term: Term, name: string): TypeReference[] | undefined {
  if (term.kind === 'column') return cutName(term.name) === name ? [] : undefined
  if (term.kind === 'collate') return castsOf(term.term, name)
  const casts = term.kind === 'cast' ? castsOf(term.term, name) : undefined
  return term.kind === 'cast' && casts ? [...casts, parseType(term.type)] : undefined
}

/** An enum that the file has made, under the name of the one before perhaps. */
function isNewEnum({ script: { actions }, at }: Moment, { schema, name, array }: TypeReference): boolean {
  return (
    !array &&
    actions
      .slice(0, at)
      .some(
        ({ change }) =>
          change.kind === 'create enum' && change.name.name.text === name && (schema ?? 'public') === (change.name.schema ?? 'public'),
      )
  )
}

/** A CHECK of the column, which Postgres makes again with its type: all rows are read for it. */
function checkOn({ past, script: { actions }, at }: Moment, table: Table, name: string): string | undefined {
  const column = past.column(table, name)?.name
  const dropped = actions
    .slice(0, at)
    .flatMap(({ change }) =>
      change.kind === 'drop constraint' && past.table(change.table) === table ? [cutName(change.constraint.text)] : [],
    )
  return table.checks.find(
    (check) =>
      check.validated &&
      check.enforced &&
      !dropped.includes(check.name) &&
      columnsIn(check.expression).some((one) => cutName(one.name) === column),
  )?.name
}

/** Names of Postgres' own types without the schema that some programs write. */
function shownType(type: TypeReference): string {
  return formatType(type.schema === 'pg_catalog' ? { ...type, schema: undefined } : type)
}

function isInUtc({ script: { actions }, at }: Moment): boolean {
  const set = actions.slice(0, at).flatMap(({ change }) => (change.kind === 'set' && /^time_?zone$/i.test(change.name) ? [change] : []))
  return /^(?:etc\/)?(?:utc|gmt|zulu|uct|universal|greenwich|0)$/i.test(set.at(-1)?.value ?? '')
}
