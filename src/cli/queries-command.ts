import { Option, type Command } from 'commander'
import type { QueriesFlags } from './queries.ts'
import { sayTo } from './output.ts'
import { addSettingsOptions } from './settings-options.ts'

const examples = `
Example:
  tenancy queries src --format json`

export function addQueries(program: Command): void {
  addSettingsOptions(
    program
      .command('queries')
      .description('print every query with the tables that it touches and what holds each of them to one tenant')
      .argument('[paths...]', 'files, folders or patterns; all files below here when left out')
      .addOption(new Option('--format <format>', 'how to print it').choices(['json', 'table']).default('table')),
  )
    .addHelpText('after', examples)
    .action(async (paths: string[], flags: QueriesFlags) => {
      const { queriesCommand } = await import('./queries.ts')
      sayTo(process.stdout)(await queriesCommand(paths, flags, process.cwd()))
    })
}
