import type { Builder } from './build.ts'
import type { Formula, Operand } from './formula.ts'
import { saysAll } from './function-body.ts'
import { callsIn } from './grouping.ts'
import { mentionedColumns } from './operand.ts'
import type { Call, Condition } from './query.ts'
import { shownName, type RowSource } from './relation.ts'
import type { Scope } from './scope.ts'
import type { GivenAs } from './subqueries.ts'

/** A condition that asks a function about the tenant column decides, and where its body cannot be read, what it decides cannot be seen. */
export function askedUnread(builder: Builder, condition: Condition, scope: Scope): Formula | undefined {
  for (const call of callsIn([condition])) {
    if (builder.isOfPostgres(call) || saysAll(builder, call)) continue
    const source = tenantOf(builder, mentionedColumns(call.args, scope))
    if (source) return unseen(call, source)
  }
  return undefined
}

/** What a function gives for the tenant column decides, too; one value that goes by nothing of the query is that of whoever asks. */
export function givenUnread(builder: Builder, call: Call, of: readonly (Operand | undefined)[], as: GivenAs): Formula | undefined {
  if (as === 'value' && (call.args.length === 0 || !builder.isMade(call))) return undefined
  const source = tenantOf(
    builder,
    of.filter((operand) => operand !== undefined),
  )
  return source && unseen(call, source)
}

/** What a function gives decides on rows of a source. */
function unseen({ name, range }: Call, source: RowSource): Formula {
  const of = source.rowOf ?? source
  const reason = source.rowOf ? `a policy asks ${name}()` : `what ${name}() gives cannot be seen`
  return { kind: 'hidden', reason, narrows: true, of, range: source.rowOf ? [0, 0] : range }
}

/** The source of one of the columns that is its tenant column. */
function tenantOf(builder: Builder, operands: readonly Operand[]): RowSource | undefined {
  for (const operand of operands) {
    const { table } = operand.kind === 'column' ? operand.source : {}
    if (operand.kind !== 'column' || !table) continue
    const { source, name } = operand
    if (table.columns.some((column) => shownName(source, column.name) === name && builder.isDecisive(table, column.name))) return source
  }
  return undefined
}
