import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { pathOf } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'

/** Calls that give their first argument other properties, as `Object.assign(row, …)` does. */
export const alteringCalls = onceFor((program: Program): readonly TSESTree.CallExpression[] =>
  program.nodesOf('CallExpression').filter(({ callee }) => alters.test(pathOf(callee)?.at(-1) ?? '')),
)

/** What is given other properties by a call. */
export const alteredIn = onceFor((program: Program): ReadonlySet<Binding> => {
  const altered = alteringCalls(program).flatMap((call) => {
    const name = pathOf(call.arguments[0] ?? call)?.[0]
    return (name === undefined ? undefined : program.bindingOf(name, call)) ?? []
  })
  return new Set(altered)
})

const alters = /^(?:assign\w*|merge\w*|defaults\w*|extend\w*|set|setWith|defineProperty|defineProperties)$/i
