import { Option, type Command } from 'commander'
import { presetNames } from '../configs.ts'
import type { ExplainFlags } from './explain.ts'
import { sayTo } from './output.ts'
import { addSettingsOptions } from './settings-options.ts'

const examples = `
Example:
  tenancy explain src/orders.ts:12`

export function addExplain(program: Command): void {
  addSettingsOptions(
    program
      .command('explain')
      .description('print how the query or definition at a line was understood, and what would make it pass')
      .argument('<place>', 'FILE:LINE or FILE:LINE:COLUMN')
      .addOption(new Option('--format <format>', 'how to print it').choices(['json', 'table']).default('table'))
      .addOption(new Option('--preset <name>', 'the rules whose findings are told').choices(presetNames)),
    'rules and settings',
  )
    .addHelpText('after', examples)
    .action(async (place: string, flags: ExplainFlags) => {
      const { explainCommand } = await import('./explain.ts')
      sayTo(process.stdout)(await explainCommand(place, flags, process.cwd()))
    })
}
