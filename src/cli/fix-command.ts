import { Option, type Command } from 'commander'
import { presetNames } from '../configs.ts'
import { sayTo } from './output.ts'
import type { FixFlags } from './fix/command.ts'
import { addSettingsOptions } from './settings-options.ts'

const examples = `
Examples:
  tenancy fix --migration migrations             write the next migration there
  tenancy fix --migration --dry-run              in the folder of the others; show it, and write nothing
  tenancy fix --migration --rule require-foreign-key-index
  tenancy fix --migration prisma/migrations --schema-too
  tenancy fix --sql-out indexes.sql              where the migrations are programs

No migration that is there is changed, and no file is overwritten.`

export function addFix(program: Command): void {
  addSettingsOptions(
    program
      .command('fix')
      .description('write a migration with the indexes that the rules want')
      .option('--migration [folder]', 'where the migrations are; that of the schema when left out')
      .option('--sql-out <file>', 'write plain SQL there instead')
      .option('--name <name>', 'the words of its name', 'tenancy_indexes')
      .option('--split', 'a migration for each statement, so that tools which send a file as one text can make indexes concurrently')
      .option('--schema-too', 'also write it into the models of schema.prisma')
      .option('--dry-run', 'write nothing, and print what would be written')
      .option(
        '--rule <name>',
        'only this rule, or with --preset this one besides; may be repeated',
        (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
      )
      .addOption(new Option('--preset <name>', 'the rules to go by').choices(presetNames)),
    'rules and settings',
  )
    .addHelpText('after', examples)
    .action(async (flags: FixFlags) => {
      const { fixCommand } = await import('./fix/command.ts')
      await fixCommand(flags, process.cwd(), sayTo(process.stdout), sayTo(process.stderr))
    })
}
