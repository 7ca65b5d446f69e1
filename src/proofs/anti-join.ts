import { onceFor } from '../catalog/once-for.ts'
import { operandOf } from '../query/operand.ts'
import { columnsIn } from '../query/columns.ts'
import type { Column, Condition, JoinSource, Select, Source } from '../query/query.ts'
import { shownName, type RowSource } from '../query/relation.ts'
import { resolve, type Scope } from '../query/scope.ts'
import type { Block } from './blocks.ts'
import { conjuncts } from './predicate.ts'

/** A table that is joined only to keep the rows that have none in it. */
interface AntiJoin {
  readonly source: RowSource
  readonly condition: Condition
}

export const antiJoins = onceFor(({ query, scope }: Block): AntiJoin[] => {
  if (query.kind !== 'select' || !query.where) return []
  const joined = joinsIn(query.from).flatMap((join) =>
    join.how === 'left' && join.right.kind === 'table' && join.on ? [{ node: join.right, on: join.on }] : [],
  )
  return conjuncts(query.where).flatMap((condition) => {
    const source = missingSource(condition, scope)
    const join = joined.find(({ node }) => node === source?.node)
    return source && join && !isUsed(source, query, [condition, join.on], scope) ? [{ source, condition }] : []
  })
})

function joinsIn(sources: readonly Source[]): JoinSource[] {
  return sources.flatMap((source) => (source.kind === 'join' ? [source, ...joinsIn([source.left, source.right])] : []))
}

/** The source of a column that is only NULL where its row is missing. */
function missingSource(condition: Condition, scope: Scope): RowSource | undefined {
  if (condition.kind !== 'null' || condition.not || condition.term.kind !== 'column') return undefined
  const operand = operandOf(condition.term, scope)
  if (operand?.kind !== 'column') return undefined
  const { source, name } = operand
  const column = source.table?.columns.find((one) => shownName(source, one.name) === name)
  return column?.nullable === false ? source : undefined
}

/** Whether something else of the query than these speaks of a source; a star speaks of all. */
function isUsed(source: RowSource, query: Select, except: readonly object[], scope: Scope): boolean {
  if (query.output.some((output) => output.kind === 'hidden' || (output.kind === 'star' && (output.of ?? source.name) === source.name)))
    return true
  const excepted = new Set<Column>(except.flatMap((node) => columnsIn(node)))
  return columnsIn(query).some((column) => !excepted.has(column) && isOf(column, source, scope))
}

function isOf(column: Column, source: RowSource, scope: Scope): boolean {
  if (column.of === source.name) return true
  const meant = resolve(column, scope)
  return !meant || meant.operands.some(({ operand }) => operand.kind === 'value' || operand.source === source)
}
