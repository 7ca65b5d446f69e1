import { InvalidArgumentError, Option, type Command } from 'commander'
import { sayTo } from './output.ts'
import type { DoctorFlags } from './doctor.ts'
import { addSettingsOptions } from './settings-options.ts'

const examples = `
Examples:
  tenancy doctor --database "$DATABASE_URL"
  tenancy doctor --database postgres://app@localhost:5432/shop --format json
  tenancy doctor src --database "$DATABASE_URL" --max-cost 20000 --max-rows 1000

It connects to this database and to no other, in one transaction that is read only and undone, and runs none of your queries.
A password may stand in PGPASSWORD or in ~/.pgpass.

The exit code is 0 where nothing is found; 1 where something is; 2 where something is wrong with what was typed, or there is no connection.`

export function addDoctor(program: Command): void {
  addSettingsOptions(
    program
      .command('doctor')
      .description(
        'hold a running database against the files: what differs, what its indexes and statistics tell, and the plans of the queries',
      )
      .argument('[paths...]', 'where queries are looked for; all files below here when left out')
      .requiredOption('--database <url>', 'the database to ask, as in postgres://user@host:5432/name')
      .addOption(new Option('--format <format>', 'how to print it').choices(['json', 'table']).default('table'))
      .option('--max-cost <n>', 'the most that a plan may cost', readNumber)
      .option('--max-rows <n>', 'the most rows that a query may be expected to give', readNumber)
      .option('--max-seq-scan-rows <n>', 'the largest table that a query may read from end to end', readNumber, 10_000),
  )
    .addHelpText('after', examples)
    .action(async (paths: string[], flags: DoctorFlags) => {
      const { doctorCommand } = await import('./doctor.ts')
      const { code, out } = await doctorCommand(paths, flags, process.cwd())
      sayTo(process.stdout)(out)
      process.exitCode = code
    })
}

function readNumber(value: string): number {
  if (!/^\d+(?:\.\d+)?$/.test(value)) throw new InvalidArgumentError('It has to be a number, as in: --max-seq-scan-rows 10000')
  return Number(value)
}
