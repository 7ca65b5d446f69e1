import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { nearest } from '../proofs/nearest.ts'

/** Has every command say, where it is typed wrongly, what was meant and where it is told. */
export function helpWithMistakes(program: Command): void {
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
