import { Option, type Command } from 'commander'
import type { DrillFlags } from './drill.ts'
import { sayTo } from './output.ts'
import { addSettingsOptions } from './settings-options.ts'

const examples = `
Example:
  tenancy drill src

No file is changed: each condition is left out in memory.`

export function addDrill(program: Command): void {
  addSettingsOptions(
    program
      .command('drill')
      .description('leave out each condition on the tenant by itself, and say which of them nobody would miss')
      .argument('[paths...]', 'files, folders or patterns; all files below here when left out')
      .option('--held', 'also list those without which something else holds the rows')
      .addOption(new Option('--format <format>', 'how to print it').choices(['json', 'table']).default('table')),
  )
    .addHelpText('after', examples)
    .action(async (paths: string[], flags: DrillFlags) => {
      const { drillCommand } = await import('./drill.ts')
      sayTo(process.stdout)(await drillCommand(paths, flags, process.cwd(), process.stderr))
    })
}
