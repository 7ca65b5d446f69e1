import type { Index, IndexKey, Table } from '../../catalog/catalog.ts'
import type { Operand } from '../../query/formula.ts'
import { isAggregate } from '../../query/functions.ts'
import { callsIn } from '../../query/grouping.ts'
import { expressionText } from '../../query/operand.ts'
import type { Order, Select, Term } from '../../query/query.ts'
import { resolve } from '../../query/scope.ts'
import { hasOwnCollation } from '../foreign-key-index.ts'
import type { Use } from '../uses.ts'
import type { Asked } from './asked.ts'

/** One term of ORDER BY that an index could give in order. */
export interface SortKey {
  readonly column: string | undefined
  /** Of an expression, as it stands in an index. */
  readonly text: string | undefined
  readonly descending: boolean
  readonly nullsFirst: boolean
  readonly order: Order
}

/** The ORDER BY of a query that gives only its first rows, where all of it is of one table. */
export interface Sorting {
  readonly keys: readonly SortKey[]
  readonly select: Select
}

/** How a query sorts the rows of an access before it cuts them; nothing where no index could give that order. */
export function sortingOf({ relation, access, table }: Use, asked: Asked): Sorting | undefined {
  const query = relation.written?.query
  if (query?.kind !== 'select' || query.limit === undefined || query.orderBy.length === 0 || !relation.written) return undefined
  if (query.groupBy || query.having || query.distinct !== false) return undefined
  if ([...callsIn([...query.output])].some((call) => call.over !== undefined || isAggregate(call.name))) return undefined
  const { scope } = relation.written
  const keys = query.orderBy.map((order): SortKey | undefined => {
    const term = sortedTerm(order.term, query)
    if (!term) return undefined
    const common = { descending: order.descending, nullsFirst: order.nullsFirst ?? order.descending, order }
    if (term.kind === 'column') {
      const operands: readonly Operand[] = resolve(term, scope)?.operands.map(({ operand }) => operand) ?? []
      const [only] = operands
      const column = operands.length === 1 && only ? asked.columnOf(only, table) : undefined
      return column === undefined ? undefined : { ...common, column, text: undefined }
    }
    if (term.kind !== 'call' || term.args.some((arg) => arg.kind !== 'column')) return undefined
    const own = term.args.every(
      (arg) => arg.kind === 'column' && resolve(arg, scope)?.operands.every(({ operand }) => isOf(operand, access.source)),
    )
    return own && term.args.length > 0 ? { ...common, column: undefined, text: expressionText(term) } : undefined
  })
  return keys.every((key) => key !== undefined) ? { keys, select: query } : undefined
}

function isOf(operand: Operand, source: Use['access']['source']): boolean {
  return operand.kind === 'column' && operand.source === source
}

/** What a term of ORDER BY means: an output by its name or number, or itself. */
function sortedTerm(term: Term, { output }: Select): Term | undefined {
  if (term.kind === 'value') {
    const at = term.value.kind === 'literal' && typeof term.value.literal === 'number' ? output[term.value.literal - 1] : undefined
    return at?.kind === 'term' && output.every(({ kind }) => kind === 'term') ? at.term : undefined
  }
  if (term.kind !== 'column' || term.of !== undefined) return term
  const named = output.find((one) => one.kind === 'term' && one.name === term.name)
  return named?.kind === 'term' ? named.term : term
}

/** In all of the order that is asked for, by its first columns, or not at all. */
export type Delivery = 'whole' | 'begun' | 'none'

/** How far an index gives the rows in the order that is asked for. */
export function deliveryOf(index: Index, table: Table, sorting: Sorting, asked: readonly Asked[]): Delivery {
  const isFixed = (column: string): boolean => asked.every((one) => one.isFixed(column))
  const isEqual = (column: string, other = ''): boolean => column === other || asked.every((one) => one.areEqual(column, other))
  if (index.method !== 'btree' || !index.valid) return 'none'
  const open = sorting.keys.filter(({ column }) => column === undefined || !isFixed(column))
  if (open.length === 0) return 'none'
  let done = 0
  let backward: boolean | undefined
  for (const key of index.keys) {
    const wanted = open[done]
    if (!wanted) break
    const isIt =
      key.column === undefined ? key.expression && expressionText(key.expression) === wanted.text : isEqual(key.column, wanted.column)
    if (!isIt) {
      if (key.column !== undefined && isFixed(key.column)) continue
      break
    }
    const turns = key.descending !== wanted.descending
    if (key.operatorClass?.endsWith('_pattern_ops') || !hasSortedCollation(key, table) || (backward !== undefined && turns !== backward))
      break
    // Postgres sorts where NULL would stand elsewhere, even in a column that is NOT NULL.
    if ((key.nullsFirst !== wanted.nullsFirst) !== turns) break
    backward = turns
    done++
  }
  return done === open.length ? 'whole' : done > 0 ? 'begun' : 'none'
}

function hasSortedCollation(key: IndexKey, table: Table): boolean {
  return key.column === undefined ? key.collation === undefined : hasOwnCollation(key, key.column, table)
}
