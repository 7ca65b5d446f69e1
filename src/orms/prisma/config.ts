import { noModules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { propertyOf, type Value } from '../../javascript/symbolic/value.ts'
import { pathText } from '../config-paths.ts'

/** What a `prisma.config.ts` says under `schema`, without running it. */
export function schemaInConfig(program: Program): string | undefined {
  const exported = new Machine(noModules).shown(program, 'default')
  return exported && pathText(propertyOf(configured(exported), 'schema'))
}

/** The object, which may be passed to `defineConfig`. */
function configured(value: Value): Value {
  const [first] = value.kind === 'call' ? value.args : []
  return first ?? value
}
