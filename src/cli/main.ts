#!/usr/bin/env node
import { createRequire } from 'node:module'
import { Command, CommanderError, Option } from 'commander'
import { presetNames } from '../configs.ts'
import { catalogCommand, catalogFormats, type CatalogFlags } from './catalog.ts'
import { addCheck } from './check-command.ts'
import { addDoctor } from './doctor-command.ts'
import { addFix } from './fix-command.ts'
import { addInit } from './init-command.ts'
import { addReport } from './report-command.ts'
import { addRls } from './rls-command.ts'
import { helpWithMistakes } from './mistakes.ts'
import { endWithReader, sayTo } from './output.ts'
import type { ExplainFlags } from './explain.ts'
import { queriesCommand, type QueriesFlags } from './queries.ts'
import { UsageError } from './given-settings.ts'

const { version } = createRequire(import.meta.url)('eslint-plugin-tenancy/package.json') as { version: string }

const say = sayTo(process.stdout)

const program = new Command('tenancy')
  .description('What eslint-plugin-tenancy sees of a database, from the command line.')
  .version(version)
  .exitOverride()

program
  .command('catalog')
  .description('print the tables, keys and indexes that the schema files add up to')
  .addOption(new Option('--format <format>', 'how to print it').choices(catalogFormats).default('table'))
  .option('--schema <glob...>', 'the files that hold the schema, instead of those that are found')
  .option('--settings <file>', 'a JSON file that holds settings.tenancy')
  .option('--no-config', 'do not ask the ESLint configuration for settings')
  .addHelpText(
    'after',
    "\nExample:\n  tenancy catalog --schema 'db/migrations/*.sql' --format json\n  tenancy catalog --format sql > schema.sql\n  tenancy catalog --format dot | dot -Tsvg > schema.svg",
  )
  .action(async (flags: CatalogFlags) => {
    say(await catalogCommand(flags, process.cwd()))
  })

program
  .command('queries')
  .description('print every query with the tables that it touches and what holds each of them to one tenant')
  .argument('[paths...]', 'files, folders or patterns; all files below here when left out')
  .addOption(new Option('--format <format>', 'how to print it').choices(['json', 'table']).default('table'))
  .option('--schema <glob...>', 'the files that hold the schema, instead of those that are found')
  .option('--settings <file>', 'a JSON file that holds settings.tenancy')
  .option('--no-config', 'do not ask the ESLint configuration for settings')
  .addHelpText('after', '\nExample:\n  tenancy queries src --format json')
  .action(async (paths: string[], flags: QueriesFlags) => {
    say(await queriesCommand(paths, flags, process.cwd()))
  })

program
  .command('explain')
  .description('print how the query or definition at a line was understood, and what would make it pass')
  .argument('<place>', 'FILE:LINE or FILE:LINE:COLUMN')
  .addOption(new Option('--format <format>', 'how to print it').choices(['json', 'table']).default('table'))
  .addOption(new Option('--preset <name>', 'the rules whose findings are told').choices(presetNames))
  .option('--schema <glob...>', 'the files that hold the schema, instead of those that are found')
  .option('--settings <file>', 'a JSON file that holds settings.tenancy')
  .option('--no-config', 'do not ask the ESLint configuration for rules and settings')
  .addHelpText('after', '\nExample:\n  tenancy explain src/orders.ts:12')
  .action(async (place: string, flags: ExplainFlags) => {
    const { explainCommand } = await import('./explain.ts')
    say(await explainCommand(place, flags, process.cwd()))
  })

addCheck(program)
addFix(program)
addInit(program)
addReport(program)
addRls(program)
addDoctor(program)
helpWithMistakes(program)
endWithReader(process.stdout)

try {
  await program.parseAsync()
} catch (error) {
  // Commander has said by itself what is wrong, or what it was asked for.
  if (!(error instanceof CommanderError)) sayTo(process.stderr)(error instanceof UsageError ? error.message : asText(error))
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2
}

function asText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
