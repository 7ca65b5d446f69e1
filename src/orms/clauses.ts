import type { Sql } from './query-sql.ts'
import type { QueryPen } from './query-sql.ts'
import type { CallStep, Step } from './builders.ts'

/** What the calls of a builder put into one clause. */
export interface Clause {
  /** What one call adds; nothing where it is about something else. */
  add(step: CallStep): readonly Sql[]
  /** Whether a call takes back all that was there before. */
  clears?(step: CallStep): boolean
  /** What stands for something that cannot be seen. */
  hidden?(step: Extract<Step, { kind: 'hidden' }>): readonly Sql[]
  readonly between: string
}

/** The parts of a clause, in the order of the calls; those that depend on a condition are choices. */
export function partsOf(steps: readonly Step[], clause: Clause, pen: QueryPen, before: readonly Sql[] = []): readonly Sql[] {
  return steps.reduce<readonly Sql[]>((parts, step) => {
    if (step.kind === 'hidden') return [...parts, ...(clause.hidden?.(step) ?? [])]
    if (step.kind === 'call') return clause.clears?.(step) === true ? [] : [...parts, ...clause.add(step)]
    const isCleared = step.of.some((way) => mayClear(way, clause))
    const ways = step.of.map((way) => partsOf(way, clause, pen, isCleared ? parts : []))
    if (ways.every((way) => way.length === 0)) return isCleared ? [] : parts
    const choice = pen.choice(
      step.key,
      step.on,
      ways.map((way) => joined(way, clause.between, pen)),
    )
    return isCleared ? [choice] : [...parts, choice]
  }, before)
}

function mayClear(steps: readonly Step[], clause: Clause): boolean {
  return steps.some((step) =>
    step.kind === 'ways' ? step.of.some((way) => mayClear(way, clause)) : step.kind === 'call' && clause.clears?.(step) === true,
  )
}

/** Those that a way leaves empty are left out. */
export function joined(parts: readonly Sql[], between: string, pen: QueryPen): Sql {
  return parts.length === 0 ? [] : [{ kind: 'joined', items: parts, separator: pen.text(between) }]
}
