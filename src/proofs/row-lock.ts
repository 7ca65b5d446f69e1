import type { Range } from '../catalog/place.ts'
import type { Table } from '../catalog/catalog.ts'
import type { Query } from '../query/query.ts'
import type { Deed } from '../query/relation.ts'
import type { Use } from './uses.ts'

/** A reference to a table in a statement of a function. */
export interface Step {
  readonly table: Table
  readonly does: Deed
  readonly range: Range
  readonly readings: readonly (readonly Use[])[]
  readonly queries: readonly Query[]
  /** The function that it stands in. */
  readonly within: Range | undefined
}

/** A row that is read, and whose state is then changed by what was read. */
interface Race {
  readonly update: Step
  readonly column: string
}

const ofState = /(?:^|_)(?:status|state|phase|stage)$/i

/** Updates of a state behind a read of the same row in the same function, where nothing keeps others from changing it between. */
export function racesIn(steps: readonly Step[], textBetween: (from: number, to: number) => string): Race[] {
  return steps.flatMap((update, i) => {
    const column = update.does === 'update' && update.within ? stateSetBy(update) : undefined
    const key = column === undefined ? undefined : keyOf(update)
    if (column === undefined || key === undefined || isGuarded(update, column)) return []
    const read = steps
      .slice(0, i)
      .findLast((step) => step.table === update.table && step.does === 'read' && isSame(step.within, update.within))
    if (!read || keyOf(read) !== key || read.queries.some(isLocking)) return []
    return mentions(column).test(textBetween(read.range[1], update.range[0])) ? [{ update, column }] : []
  })
}

function isSame(a: Range | undefined, b: Range | undefined): boolean {
  return a !== undefined && String(a) === String(b)
}

/** The program looks at the column, by its name or as a property is called. */
function mentions(column: string): RegExp {
  const property = column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const [first, second] = [column, property].map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`(?<!\\w)(?:${first ?? ''}|${second ?? ''})(?!\\w)`)
}

function stateSetBy({ queries }: Step): string | undefined {
  const [query, ...others] = queries
  if (query?.kind !== 'update' || others.length > 0) return undefined
  const set = query.set.flatMap((one) => ('kind' in one ? [] : [one.column]))
  return set.length === query.set.length ? set.find((column) => ofState.test(column)) : undefined
}

/** The one value of the program by which the row of a primary key of one column is asked for. */
function keyOf({ table, readings }: Step): string | undefined {
  const [column, ...others] = table.primaryKey?.columns ?? []
  const [use, ...more] = readings.flat()
  const [way, ...ways] = use?.ways ?? []
  if (column === undefined || others.length > 0 || !use || more.length > 0 || !way || ways.length > 0 || use.isCutShort) return undefined
  for (const atom of way.atoms) {
    if (atom.kind !== 'equal' || atom.how !== 'strict') continue
    const [own, value] = atom.left.kind === 'column' ? [atom.left, atom.right] : [atom.right, atom.left]
    if (own.kind === 'column' && own.source === use.access.source && own.name === column && value.kind === 'value')
      return value.program?.text
  }
  return undefined
}

/** It asks for what was read, or for a version of the row. */
function isGuarded({ readings, queries }: Step, column: string): boolean {
  const set = queries.flatMap((query) => (query.kind === 'update' ? query.set.flatMap((one) => ('kind' in one ? [] : [one.column])) : []))
  return readings.flat().some((use) => [column, ...set].some((name) => use.isMentioned(name)))
}

function isLocking(query: Query): boolean {
  return query.kind !== 'select' || query.locking.length > 0
}
