import { InvalidArgumentError, Option, type Command } from 'commander'
import { presetNames } from '../configs.ts'
import type { CheckFlags } from './check.ts'
import { formatNames } from './formats/names.ts'
import { addSettingsOptions } from './settings-options.ts'

const examples = `
Examples:
  tenancy check                                   check the project
  tenancy check src migrations --preset strict    check these folders by another preset
  tenancy check --rule require-tenant-filter      ask one rule alone
  tenancy check --staged                          what the next commit changes, and breaks
  tenancy check --changed origin/main --format github
  tenancy check --baseline tenancy-baseline.json --update-baseline

The exit code is 0 where nothing is found, or warnings alone; 1 where something is; 2 where something is wrong with what was typed or configured.`

export function addCheck(program: Command): void {
  addSettingsOptions(
    program
      .command('check')
      .description('report what the rules find, with or without an ESLint configuration')
      .argument('[paths...]', 'files, folders or patterns; all files below here when left out')
      .addOption(new Option('--preset <name>', 'the rules to check by').choices(presetNames))
      .option('--rule <name[:severity]>', 'only this rule, or with --preset this one besides; may be repeated', collect)
      .addOption(new Option('--format <format>', 'how to print it').choices(formatNames).default('stylish'))
      .option('--output-file <file>', 'write it there instead')
      .option('--max-warnings <n>', 'fail where there are more warnings than this', readCount)
      .addOption(
        new Option('--changed [base]', 'what differs from where the work branched off, from the default branch or this one').conflicts(
          'staged',
        ),
      )
      .option('--staged', 'what is in the index of git, as it is there')
      .option('--baseline <file>', 'leave out the findings that stand in this file')
      .option('--update-baseline', 'write the findings of today into the baseline'),
    'rules and settings',
  )
    .addHelpText('after', examples)
    .action(async (paths: string[], flags: CheckFlags) => {
      const { checkCommand } = await import('./check.ts')
      const { stdout: out, stderr: errors } = process
      process.exitCode = await checkCommand(paths, flags, process.cwd(), { out, errors, useColor: isColorful() })
    })
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

function readCount(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It has to be a whole number, as in: --max-warnings 0')
  return Number(value)
}

function isColorful(): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = process.env
  if (no !== undefined && no !== '') return false
  if (force !== undefined && force !== '') return force !== '0'
  return process.stdout.isTTY
}
