import type { TransactionModel } from '../../catalog/transaction-model.ts'
import { migrationTools } from './tools.ts'

/** Whether the tool of a file commits each statement by itself at a place, so that CONCURRENTLY is allowed there. */
export function commitsEach(text: string, at: number, toolName: string | undefined): boolean {
  return migrationTools.some(({ name, commitsEach: says }) => (says === 'always' ? name === toolName : says?.(text, at)))
}

/** How a tool that runs files of SQL runs one. */
export function transactionsOf(toolName: string | undefined): TransactionModel | undefined {
  return migrationTools.find(({ name }) => name === toolName)?.transactions
}
