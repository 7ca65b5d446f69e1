import { visible } from '../catalog/visible.ts'
import { mishaps } from '../catalog/mishap.ts'

/** What of a rule's context is needed; the types of rules know nothing of a message that is not among their own. */
interface Context {
  readonly sourceCode: object
  report(told: { readonly loc?: unknown; readonly message?: string }): void
}

const told = new WeakSet<object>()

/** A mistake of ours ends no run: it is told once a file, where that begins, by the rule that meets it first. */
export function tellFailure(context: Context, error: unknown): void {
  mishaps.told(error)
  const { sourceCode } = context
  if (told.has(sourceCode)) return
  told.add(sourceCode)
  const reason = visible(error instanceof Error ? error.message : String(error))
  context.report({
    loc: { line: 1, column: 0 },
    message: `eslint-plugin-tenancy made a mistake, and not all that is wrong in this file is told: ${reason}. Please report it, with what the file holds: https://github.com/eslint-plugin-tenancy/eslint-plugin-tenancy/issues.`,
  })
}
