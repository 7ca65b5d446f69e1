import { Option, type Command } from 'commander'
import { presetNames } from '../configs.ts'
import { sayTo } from './output.ts'
import type { ReportFlags } from './report/command.ts'
import { addSettingsOptions } from './settings-options.ts'

const examples = `
Examples:
  tenancy report                            write tenancy-report/index.html, and print its path
  tenancy report src --out build/tenancy    of these files, into this folder
  tenancy report --preset strict            with the findings of another preset

The page is one file that needs no network. The exit code is 0 whatever it shows; 2 where something is wrong with what was typed.`

export function addReport(program: Command): void {
  addSettingsOptions(
    program
      .command('report')
      .description('write a page that shows tenant isolation, the tables, the indexes and the findings')
      .argument('[paths...]', 'files, folders or patterns; all files below here when left out')
      .option('--out <dir>', 'the folder to write index.html into', 'tenancy-report')
      .addOption(new Option('--preset <name>', 'the rules whose findings are shown').choices(presetNames)),
    'rules and settings',
  )
    .addHelpText('after', examples)
    .action(async (paths: string[], flags: ReportFlags) => {
      const { reportCommand } = await import('./report/command.ts')
      sayTo(process.stdout)(await reportCommand(paths, flags, process.cwd(), process.stderr))
    })
}
