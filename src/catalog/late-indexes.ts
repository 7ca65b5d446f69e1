import type { Fold, Step } from './fold.ts'
import { cutName } from './names.ts'
import { onceFor } from './once-for.ts'

/**
 * Runs all steps. Where migrations begin in the middle, as behind a dump that nobody keeps, their indexes of tables that a schema alone tells
 * are made once these are there.
 */
export function runWhole(fold: Fold, steps: readonly Step[]): void {
  fold.run(steps)
  const late = lateIndexes(steps, fold.refused)
  if (late.length > 0) fold.run([...steps, ...late])
}

function lateIndexes(steps: readonly Step[], refused: ReadonlySet<Step>): Step[] {
  if (refused.size === 0 || !steps.some(({ declares }) => declares)) return []
  const names = new Set<string>()
  return steps.flatMap((step) => {
    const { changes, declares } = step
    if (declares || changes.length === 0) return []
    const isLate = changes.every(
      (change) =>
        (change.kind === 'create index' && refused.has(step)) ||
        (change.kind === 'drop' && change.object === 'index' && names.has(cutName(change.name.name.text))),
    )
    if (!isLate) return []
    for (const change of changes) if (change.kind === 'create index' && change.name) names.add(cutName(change.name.text))
    return [again(step)]
  })
}

/** What was refused was told already. */
const again = onceFor((step: Step): Step => ({ ...step, changes: step.changes.map((change) => ({ ...change, tolerant: true })) }))
