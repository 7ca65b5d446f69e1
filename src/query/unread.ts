import type { Builder } from './build.ts'
import type { Formula } from './formula.ts'
import { saysAll } from './function-body.ts'
import { callsIn } from './grouping.ts'
import { mentionedColumns } from './operand.ts'
import type { Call, Condition } from './query.ts'
import { shownName, type RowSource } from './relation.ts'
import type { Scope } from './scope.ts'

/** A condition that asks a function about the tenant column decides, and where its body cannot be read, what it decides cannot be seen. */
export function askedUnread(builder: Builder, condition: Condition, scope: Scope): Formula | undefined {
  for (const call of callsIn([condition])) {
    if (builder.isOfPostgres(call) || saysAll(builder, call)) continue
    const source = decidedBy(builder, call, scope)
    if (source) return unseen(call, source)
  }
  return undefined
}

/** What a function answers about rows of a source. */
function unseen({ name, range }: Call, source: RowSource): Formula {
  const of = source.rowOf ?? source
  const reason = source.rowOf ? `a policy asks ${name}()` : `what ${name}() answers cannot be seen`
  return { kind: 'hidden', reason, narrows: true, of, range: source.rowOf ? [0, 0] : range }
}

/** The source of whose tenant column a function is asked. */
function decidedBy(builder: Builder, { args }: Call, scope: Scope): RowSource | undefined {
  for (const operand of mentionedColumns(args, scope)) {
    const { table } = operand.kind === 'column' ? operand.source : {}
    if (operand.kind !== 'column' || !table) continue
    const { source, name } = operand
    if (table.columns.some((column) => shownName(source, column.name) === name && builder.isDecisive(table, column.name))) return source
  }
  return undefined
}
