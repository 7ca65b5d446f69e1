import type { Change, QualifiedName } from './change.ts'
import type { Fold, Step } from './fold.ts'
import { cutName } from './names.ts'
import { onceFor } from './once-for.ts'

/**
 * Runs all steps. Where migrations begin in the middle, as behind a dump that nobody keeps, their indexes of tables that a schema alone tells
 * are made once these are there.
 */
export function runWhole(fold: Fold, steps: readonly Step[]): void {
  fold.run(steps)
  const { refused } = fold
  if (refused.size === 0 || !steps.some(({ declares }) => declares)) return
  const own = steps.filter(({ declares }) => !declares)
  const late = [...lateIndexes(own, refused), ...unseenPasts(own, refused)]
  if (late.length > 0) fold.run([...steps, ...late])
}

function lateIndexes(steps: readonly Step[], refused: ReadonlySet<Step>): Step[] {
  const names = new Set<string>()
  return steps.flatMap((step) => {
    const { changes } = step
    const isLate = changes.every(
      (change) =>
        (change.kind === 'create index' && refused.has(step)) ||
        (change.kind === 'drop' && change.object === 'index' && names.has(textOf(change.name))),
    )
    if (!isLate || changes.length === 0) return []
    for (const change of changes) if (change.kind === 'create index' && change.name) names.add(cutName(change.name.text))
    return [again(step)]
  })
}

/** What was refused was told already. */
const again = onceFor((step: Step): Step => ({ ...step, changes: step.changes.map((change) => ({ ...change, tolerant: true })) }))

/** Tables that steps change, in vain, and none of them makes. */
function unseenPasts(steps: readonly Step[], refused: ReadonlySet<Step>): Step[] {
  const made = new Set(steps.flatMap(({ changes }) => changes.flatMap((change) => nameMade(change) ?? [])))
  const seen = new Set<string>()
  return steps.flatMap((step) => {
    const [table] = refused.has(step) ? step.changes.flatMap((change) => tableOf(change) ?? []) : []
    const name = table && textOf(table)
    if (!table || name === undefined || made.has(name) || seen.has(name)) return []
    seen.add(name)
    return [pastOf(step, table)]
  })
}

const pastOf = onceFor((step: Step, table: QualifiedName): Step => ({
  ...step,
  changes: [{ kind: 'unseen past', table, range: table.name.range, tolerant: true }],
}))

function tableOf(change: Change): QualifiedName | undefined {
  return 'table' in change ? change.table : undefined
}

function nameMade(change: Change): string | undefined {
  if (change.kind === 'create table') return textOf(change.name)
  return change.kind === 'rename' && change.object === 'table' ? cutName(change.to.text) : undefined
}

function textOf({ name }: QualifiedName): string {
  return cutName(name.text)
}
