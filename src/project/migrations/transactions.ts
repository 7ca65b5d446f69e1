import type { TransactionModel } from '../../catalog/transaction-model.ts'
import { migrationTools } from './tools.ts'

/** At which places the tool of a file commits each statement by itself, so that CONCURRENTLY is allowed there. */
export function commitsEach(text: string, toolName: string | undefined): (at: number) => boolean {
  const saying = migrationTools.flatMap(({ name, commitsEach: says }) =>
    says && (says.marked?.test(text) ?? name === toolName) ? [says] : [],
  )
  return (at) => saying.some((says) => says.at?.(text, at) ?? true)
}

/** How a tool that runs files of SQL runs one. */
export function transactionsOf(toolName: string | undefined): TransactionModel | undefined {
  return migrationTools.find(({ name }) => name === toolName)?.transactions
}
