import { migrationTools } from './tools.ts'

/** Whether the tool of a file commits each statement by itself at a place, so that CONCURRENTLY is allowed there. */
export function commitsEach(text: string, at: number, toolName: string | undefined): boolean {
  return migrationTools.some(({ name, commitsEach: says }) => (says === 'always' ? name === toolName : says?.(text, at)))
}
