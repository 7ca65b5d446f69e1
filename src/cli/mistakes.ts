import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { nearest } from '../proofs/nearest.ts'
import { UsageError } from './given-settings.ts'

/** Has every command say, where it is typed wrongly, what was meant and where it is told. */
export function helpWithMistakes(program: Command): void {
  program.hook('preAction', (_, command) => requireWords(command))
  program.showHelpAfterError(`(${program.name()} --help lists the commands)`)
  for (const command of program.commands) {
    command.showHelpAfterError(`(${program.name()} ${command.name()} --help lists its flags, with examples)`)
    for (const option of command.options) {
      const { argChoices } = option
      if (!argChoices) continue
      option.argParser((value) => {
        if (argChoices.includes(value)) return value
        const near = nearest(value, argChoices)
        const meant = near === undefined ? '' : ` Did you mean ${near}?`
        throw new InvalidArgumentError(`Allowed choices are ${argChoices.join(', ')}.${meant}`)
      })
    }
  }
}

/** What has to be said is not empty, as the value of a variable that is not set is. */
function requireWords(command: Command): void {
  const help = `tenancy ${command.name()} --help`
  const empty = command.options.find((option) => holdsNothing(command.getOptionValue(option.attributeName())))
  if (empty) throw new UsageError(`${empty.long ?? empty.flags} needs a value that is not empty. Which ones it takes: ${help}`)
  if (command.args.some(holdsNothing)) throw new UsageError(`What is named is empty. What can be named: ${help}`)
}

function holdsNothing(value: unknown): boolean {
  return Array.isArray(value) ? value.some(holdsNothing) : typeof value === 'string' && value.trim() === ''
}
