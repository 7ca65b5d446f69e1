import type { Command } from 'commander'

/** The options by which a command knows the schema and the settings; what it asks the ESLint configuration for besides is said there. */
export function addSettingsOptions(command: Command, asked = 'settings'): Command {
  return command
    .option('--schema <glob...>', 'the files that hold the schema, instead of those that are found')
    .option('--settings <file>', 'a JSON file that holds settings.tenancy')
    .option('--no-config', `do not ask the ESLint configuration for ${asked}`)
}
