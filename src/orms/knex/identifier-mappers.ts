import { isTrue, propertyOf } from '../../javascript/symbolic/value.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { pathOf } from '../../javascript/nodes.ts'
import { asWritten, snakeCase } from '../mapped-names.ts'
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
  return snakeCase((option) => isTrue(propertyOf(options, option)), 'objection')
}
