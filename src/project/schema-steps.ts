import type { Change } from '../catalog/change.ts'
import type { Step } from '../catalog/fold.ts'
import { plainText } from '../sql/host-text.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { readStatements } from '../document/statements.ts'
import type { SqlStatement } from '../document/document.ts'
import { stepChanges } from '../sql/step-changes.ts'
import { splitScript } from '../sql/script.ts'
import { withoutVariables } from '../sql/variables.ts'
import { upSide } from './migrations/index.ts'

/** The steps of a migration or dump in SQL. What stands where it stood before stays the same object, so that folding goes on from there. */
export function stepsOfSql(file: string, text: string, engine: SqlEngine, before: readonly Step[]): Step[] {
  const script = withoutVariables(upSide(text))
  return stepsOf(file, readStatements(plainText(script), splitScript(script), engine), before)
}

/** The steps of statements that stand in a file. */
export function stepsOf(file: string, statements: readonly SqlStatement[], before: readonly Step[] = []): Step[] {
  const steps: Step[] = []
  for (const statement of statements) {
    const changes = changesOf(statement)
    if (changes.length === 0) continue
    const { source } = statement
    const [start] = source.hostRange([0, 0])
    const known = before[steps.length]
    const same = known?.changes === changes && known.place([0, 0]).range[0] === start && known.place([0, 0]).file === file
    steps.push(same ? known : { file, changes, place: (range) => ({ file, range: source.hostRange(range) }) })
  }
  return steps
}

function changesOf({ statement, error, source }: SqlStatement): readonly Change[] {
  if (statement) return stepChanges(statement)
  return error && mayShapeSchema.test(source.text) ? [{ kind: 'unread', reason: error.message, range: [error.offset, error.offset] }] : []
}

/** What a statement that could not be read must begin with to be missed in the catalog; a comment that does not end hides the rest. */
const mayShapeSchema = /^(?:(?:create|alter|drop|comment\s+on|do)\b|\/\*)/i
