import { Option, type Command } from 'commander'
import type { CatalogFlags } from './catalog.ts'
import { catalogFormats } from './formats/names.ts'
import { sayTo } from './output.ts'
import { addSettingsOptions } from './settings-options.ts'

const examples = `
Example:
  tenancy catalog --schema 'db/migrations/*.sql' --format json
  tenancy catalog --format sql > schema.sql
  tenancy catalog --format dot | dot -Tsvg > schema.svg`

export function addCatalog(program: Command): void {
  addSettingsOptions(
    program
      .command('catalog')
      .description('print the tables, keys and indexes that the schema files add up to')
      .addOption(new Option('--format <format>', 'how to print it').choices(catalogFormats).default('table')),
  )
    .addHelpText('after', examples)
    .action(async (flags: CatalogFlags) => {
      const { catalogCommand } = await import('./catalog.ts')
      sayTo(process.stdout)(await catalogCommand(flags, process.cwd()))
    })
}
