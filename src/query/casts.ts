import type { Operand } from './formula.ts'

const integers: readonly string[] = ['smallint', 'integer', 'bigint']
/** Types of which each value has its own text, so that text compares as they do or finer. */
const plainTexts: ReadonlySet<string> = new Set(['text', 'character varying'])

/**
 * Whether values that are equal after a cast were equal before it. Text of any length tells every value apart; a type that
 * cannot be seen is taken to be what a tenant column usually is.
 */
export function isInjective(operand: Operand, to: string): boolean {
  if (operand.kind === 'value') return true
  if (plainTexts.has(to)) return true
  const from = operand.kind === 'column' ? typeOf(operand) : undefined
  if (from === undefined) return operand.kind === 'column' && (to === 'uuid' || integers.includes(to))
  if (from === to) return true
  return integers.includes(from) && (to === 'numeric' || integers.indexOf(to) > integers.indexOf(from))
}

function typeOf({ source, name }: Extract<Operand, { kind: 'column' }>): string | undefined {
  const at = source.columns?.indexOf(name) ?? -1
  const columns = source.table?.columns ?? []
  const column = at < 0 ? columns.find((c) => c.name === name) : columns[at]
  const type = column?.type
  return type && (type.array || type.schema !== undefined || type.modifiers.length > 0 ? `${type.name} of its own` : type.name)
}
