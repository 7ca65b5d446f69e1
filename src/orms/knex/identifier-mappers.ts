import { isTrue, propertyOf } from '../../javascript/symbolic/value.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { pathOf } from '../../javascript/nodes.ts'
import { asWritten } from '../mapped-names.ts'
import type { World } from '../orm.ts'

const knexfiles = ['ts', 'js', 'mjs', 'cjs', 'mts', 'cts'].map((ending) => `knexfile.${ending}`)

/** What Knex calls in the database what a migration names: by `knexSnakeCaseMappers` of Objection, where the nearest knexfile has it. */
export function namesFor(file: string, world: World): (name: string) => string {
  const path = world.nearest(file, knexfiles)
  const program = path === undefined ? undefined : world.program(path)
  const call = program?.nodesOf('CallExpression').find(({ callee }) => pathOf(callee)?.at(-1) === 'knexSnakeCaseMappers')
  if (!program || !call) return asWritten
  const [given] = call.arguments
  const options = given && new Machine(world.modules).answer({ node: given, program })
  const isOn = (name: string): boolean => options !== undefined && isTrue(propertyOf(options, name))
  const mapper = {
    beforeDigits: isOn('underscoreBeforeDigits'),
    betweenCapitals: isOn('underscoreBetweenUppercaseLetters'),
  }
  const inCapitals = isOn('upperCase')
  return (name) => (inCapitals ? snakeCase(name, mapper).toUpperCase() : snakeCase(name, mapper))
}

interface Mapper {
  readonly beforeDigits: boolean
  readonly betweenCapitals: boolean
}

/** https://vincit.github.io/objection.js/api/objection/#snakecasemappers */
function snakeCase(name: string, { beforeDigits, betweenCapitals }: Mapper): string {
  const letters = [...name]
  return letters
    .map((letter, i) => {
      const before = letters[i - 1]
      if (before === undefined) return letter.toLowerCase()
      const isParted = isDigit(letter) ? beforeDigits && !isDigit(before) : isCapital(letter) && (betweenCapitals || !isCapital(before))
      return `${isParted ? '_' : ''}${isCapital(letter) ? letter.toLowerCase() : letter}`
    })
    .join('')
}

function isDigit(letter: string): boolean {
  return letter >= '0' && letter <= '9'
}

function isCapital(letter: string): boolean {
  return letter === letter.toUpperCase() && letter !== letter.toLowerCase()
}
