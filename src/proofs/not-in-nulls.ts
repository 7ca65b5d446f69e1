import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import { Classes } from '../query/classes.ts'
import type { Formula, Operand } from '../query/formula.ts'
import { isPartlyHidden } from '../query/leaves.ts'
import type { Comparison, Condition, Query } from '../query/query.ts'
import { shownName, type Relation, type RowSource } from '../query/relation.ts'
import { branchesOf } from '../query/solve.ts'
import { nodesOf, type Block } from './blocks.ts'

/** NOT IN of a subquery that may give a NULL: then the condition holds of no row. */
interface NullableNotIn {
  readonly range: Range
  readonly source: RowSource
  readonly column: string
  /** The column itself is NOT NULL, but an outer join may leave its row out. */
  readonly isOfJoin: boolean
}

export const nullableNotIns = onceFor(({ query, relation }: Block): NullableNotIn[] => {
  return nodesOf(query).flatMap((node) => {
    const found = deniedSubquery(node)
    const rows = found && relation.inside.find((one) => one.relation.written?.query === found.query)?.relation
    const nullable = rows && nullableOutput(rows)
    return nullable ? [{ range: found.range, ...nullable }] : []
  })
})

/** The subquery that a condition wants something not to be in. */
function deniedSubquery(node: object): { readonly query: Query; readonly range: Range } | undefined {
  if (isCondition(node, 'not') && isCondition(node.of, 'compare')) return subqueryOf(node.of, '=', 'any', node.range)
  return isCondition(node, 'compare') ? subqueryOf(node, '<>', 'all', node.range) : undefined
}

function isCondition<Kind extends Condition['kind']>(node: object, kind: Kind): node is Extract<Condition, { kind: Kind }> {
  return 'kind' in node && node.kind === kind
}

function subqueryOf(
  { op, quantifier, right }: Comparison,
  wanted: string,
  many: 'any' | 'all',
  range: Range,
): ReturnType<typeof deniedSubquery> {
  return op === wanted && quantifier === many && right.kind === 'subquery' && !right.array ? { query: right.query, range } : undefined
}

/** The column of a query that may be NULL in some of its rows; nothing where that is not known. */
function nullableOutput(rows: Relation): Omit<NullableNotIn, 'range'> | undefined {
  if (rows.kind === 'union') return rows.arms.map(nullableOutput).find((found) => found !== undefined)
  const [output] = rows.outputs
  const is = output?.is
  if (rows.kind !== 'block' || rows.outputs.length !== 1 || is?.kind !== 'column' || is.source.kind !== 'table') return undefined
  const { source } = is
  const column = source.table?.columns.find((one) => shownName(source, one.name) === is.name)
  if (!column || !(column.nullable || source.sides.length > 0) || isPartlyHidden(rows.formula) || rejectsNull(rows.formula, is))
    return undefined
  return { source, column: column.name, isOfJoin: !column.nullable }
}

function rejectsNull(formula: Formula, is: Operand): boolean {
  const { branches, isCutShort } = branchesOf([formula], [], () => false, { followsAll: true })
  return isCutShort || branches.every(({ atoms }) => new Classes(atoms).isNotNull(is))
}
