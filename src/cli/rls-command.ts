import type { Command } from 'commander'
import { sayTo } from './output.ts'
import type { RlsFlags } from './rls/command.ts'
import { addSettingsOptions } from './settings-options.ts'

const examples = `
Examples:
  tenancy rls                                   print the policies of all tables of tenants
  tenancy rls --setting app.tenant_id --role app
  tenancy rls --migration migrations            write them as the next migration there
  tenancy rls --out policies.sql

Tables that have policies already keep them.`

export function addRls(program: Command): void {
  addSettingsOptions(
    program
      .command('rls')
      .description('write row-level security for the tables that tenants share')
      .option('--setting <name>', 'the setting with which a session names its tenant, such as app.tenant_id')
      .option('--role <role>', 'the role that the policies are for; everybody when left out')
      .option('--memberships', 'also for tables that say who belongs to which tenant')
      .option('--out <file>', 'write it there instead')
      .option('--migration [folder]', 'write it as the next migration; of the folder of the schema when none is named')
      .option('--name <name>', 'the words of the name of that migration', 'row_level_security'),
  )
    .addHelpText('after', examples)
    .action(async (flags: RlsFlags) => {
      const { rlsCommand } = await import('./rls/command.ts')
      await rlsCommand(flags, process.cwd(), sayTo(process.stdout), sayTo(process.stderr))
    })
}
