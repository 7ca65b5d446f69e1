import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { UsageError } from './given-settings.ts'
import { sayTo } from './output.ts'
import type { InitFlags, Person } from './init/command.ts'

const examples = `
Examples:
  tenancy init                          look at the project, ask, and write its configuration
  tenancy init --dry-run                show what would be written
  tenancy init --yes                    write it without asking
  tenancy init --schema 'db/**/*.sql'   by these files, which the configuration then names

The project's code and configuration are read and never run.`

export function addInit(program: Command): void {
  program
    .command('init')
    .description('look at a project and write the ESLint configuration that it needs')
    .option('--yes', 'ask nothing')
    .option('--dry-run', 'write nothing, and show what would be written')
    .option('--schema <glob...>', 'the files that hold the schema, instead of those that are found')
    .addHelpText('after', examples)
    .action(async (flags: InitFlags) => {
      const { initCommand } = await import('./init/command.ts')
      const terminal = process.stdin.isTTY && process.stdout.isTTY ? openTerminal() : undefined
      try {
        await initCommand(flags, process.cwd(), sayTo(process.stdout), terminal)
      } finally {
        terminal?.close()
      }
    })
}

function openTerminal(): Person & { close(): void } {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const closed = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new UsageError('\nStopped. What was agreed to before is written, and nothing else.')))
  })
  closed.catch(() => {})
  return { ask: (question) => Promise.race([lines.question(question), closed]), close: () => lines.close() }
}
