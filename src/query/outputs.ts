import { figureName } from '../catalog/fold/choose-name.ts'
import { all, always, any, link, type Formula, type Operand, type Side } from './formula.ts'
import { isSetReturning } from './functions.ts'
import { meaningOf } from './operand.ts'
import type { Output } from './query.ts'
import type { OutputColumn, Placed, Relation, RowSource } from './relation.ts'
import type { Scope } from './scope.ts'

/** Whether an outer condition on an output column that is this reaches the rows inside. */
export type Passes = (operand: Operand) => boolean

export const nothingPasses: Passes = () => false

/** The columns of a select list or RETURNING. */
export function outputColumns(outputs: readonly Output[], scope: Scope, passes: Passes): OutputColumn[] {
  return outputs.flatMap((output) => columnsOfOutput(output, scope, passes))
}

function columnsOfOutput(output: Output, scope: Scope, passes: Passes): OutputColumn[] {
  if (output.kind === 'hidden') return []
  if (output.kind === 'star') return starColumns(output.of, scope).map(({ name, is }) => columnOf(name, is, passes))
  const { term } = output
  const name = output.name ?? figureName(term) ?? '?column?'
  const meaning = meaningOf(term, scope)
  const operand = meaning?.operands.length === 1 ? meaning.operands[0]?.operand : undefined
  const isMany = meaning?.many === true || (term.kind === 'call' && isSetReturning(term.name))
  if (isMany) return [{ name, is: undefined, fixed: operand?.kind === 'value', passes: false }]
  return [columnOf(name, operand, passes)]
}

function columnOf(name: string, is: Operand | undefined, passes: Passes): OutputColumn {
  return { name, is, fixed: false, passes: is !== undefined && passes(is) }
}

/** Sources of which a star takes over columns that are not known. */
export function openSources(outputs: readonly Output[], scope: Scope): RowSource[] {
  const stars = outputs.flatMap((output) => (output.kind === 'star' ? [output.of] : []))
  return scope.sources.filter((source) => source.columns === undefined && stars.some((of) => of === undefined || of === source.name))
}

function starColumns(of: string | undefined, scope: Scope): { name: string; is: Operand | undefined }[] {
  const sources = of === undefined ? scope.sources : sourcesCalled(of, scope)
  const merged = of === undefined ? [...scope.merged] : []
  const shown = new Set(merged.map(([name]) => name))
  const grouped = scope.grouped ?? ((operand: Operand) => operand)
  const columns = sources.flatMap((source) =>
    listedColumns(source).map((name) => ({ name, is: grouped({ kind: 'column', source, name }) })),
  )
  return [
    ...merged.map(([name, { operands }]) => ({
      name,
      is: operands.length === 1 && operands[0] ? grouped(operands[0].operand) : undefined,
    })),
    ...columns.filter(({ name }) => !shown.has(name)),
  ]
}

function sourcesCalled(name: string, scope: Scope): readonly RowSource[] {
  const own = scope.sources.filter((source) => source.name === name)
  return own.length > 0 || !scope.outer ? own : sourcesCalled(name, scope.outer)
}

/** The columns of a source; of a table that is only assumed, those that it is assumed to have. */
function listedColumns({ columns, table }: RowSource): readonly string[] {
  return columns ?? table?.columns.map((column) => column.name) ?? []
}

/** A relation where it stands; outer conditions on its columns reach its rows where the columns are given. */
export function placed(relation: Relation, present: readonly Side[], of: readonly (Operand | undefined)[] | undefined): Placed {
  return { relation, present, inward: reach(relation, of), isAfterGrouping: false, alone: false }
}

function reach(relation: Relation, of: readonly (Operand | undefined)[] | undefined): Formula {
  if (relation.arms.length === 0) return of ? inwardLinks(relation, of) : always
  const passes = relation.outputs.some((output) => output.passes)
  relation.armsInward = relation.arms.map((arm, i) => all([relation.armsInward[i], reach(arm, passes ? of : undefined)]))
  return always
}

/** What a condition on the columns of a relation says of the rows inside it. */
function inwardLinks(relation: Relation, of: readonly (Operand | undefined)[]): Formula {
  return all(
    relation.outputs.map((output, i) => {
      const operand = of[i]
      return operand && output.is && output.passes ? link(operand, output.is) : undefined
    }),
  )
}

/** What the rows of a relation say of the columns that show them. */
export function exported(relation: Relation, of: readonly (Operand | undefined)[], how: 'strict' | 'link'): Formula {
  const arms = relation.arms.map((arm) => exported(arm, of, how))
  if (relation.kind === 'union') return any(arms)
  if (relation.kind === 'intersect') return all(arms)
  if (relation.kind === 'except') return arms[0] ?? always
  const columns = relation.outputs.map((output, i): Formula | undefined => {
    const operand = of[i]
    if (!operand) return undefined
    if (output.is) return { kind: 'equal', left: operand, right: output.is, how, range: [0, 0] }
    return output.fixed && operand.kind !== 'value' ? { kind: 'among', column: operand, range: [0, 0] } : undefined
  })
  return all([relation.shows, ...columns])
}
