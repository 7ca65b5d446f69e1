import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { pathOf } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'

/** Calls that give their first argument other properties, as `Object.assign(row, …)` does. */
export const alteringCalls = onceFor((program: Program): readonly TSESTree.CallExpression[] =>
  program.nodesOf('CallExpression').filter((call) => {
    const name = pathOf(call.callee)?.at(-1) ?? ''
    return alters.test(name) || (altersAtPath.test(name) && call.arguments.length > 2)
  }),
)

/** What is given other properties by a call. */
export const alteredIn = onceFor((program: Program): ReadonlySet<Binding> => {
  const altered = alteringCalls(program).flatMap((call) => {
    const name = pathOf(call.arguments[0] ?? call)?.[0]
    return (name === undefined ? undefined : program.bindingOf(name, call)) ?? []
  })
  return new Set(altered)
})

const alters = /^(?:assign\w*|merge\w*|defaults\w*|extend\w*|defineProperty|defineProperties)$/i
/** With a path and a value, unlike `map.set(row.id, row)` and `update('projects').set(row)`. */
const altersAtPath = /^(?:set|setWith)$/
