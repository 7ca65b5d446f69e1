#!/usr/bin/env node
import { createRequire } from 'node:module'
import { Command, CommanderError } from 'commander'
import { addCatalog } from './catalog-command.ts'
import { addCheck } from './check-command.ts'
import { addDoctor } from './doctor-command.ts'
import { addDrill } from './drill-command.ts'
import { addExplain } from './explain-command.ts'
import { addFix } from './fix-command.ts'
import { addInit } from './init-command.ts'
import { addQueries } from './queries-command.ts'
import { addReport } from './report-command.ts'
import { addRls } from './rls-command.ts'
import { helpWithMistakes } from './mistakes.ts'
import { goOnWithoutReader, sayTo } from './output.ts'
import { isSystemError, UsageError } from './given-settings.ts'

const { version } = createRequire(import.meta.url)('eslint-plugin-tenancy/package.json') as { version: string }

const program = new Command('tenancy')
  .description('What eslint-plugin-tenancy sees of a database, from the command line.')
  .version(version)
  .exitOverride()

addCatalog(program)
addQueries(program)
addDrill(program)
addExplain(program)
addCheck(program)
addFix(program)
addInit(program)
addReport(program)
addRls(program)
addDoctor(program)
helpWithMistakes(program)
for (const output of [process.stdout, process.stderr]) goOnWithoutReader(output)

try {
  await program.parseAsync()
} catch (error) {
  // Commander has said by itself what is wrong, or what it was asked for.
  if (!(error instanceof CommanderError)) sayTo(process.stderr)(error instanceof UsageError ? error.message : asText(error))
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2
}

function asText(error: unknown): string {
  if (isSystemError(error))
    return error.syscall === 'uv_cwd' ? 'The folder in which this runs is there no more. Go to another one.' : error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
