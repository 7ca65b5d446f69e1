import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { importedBy } from '../../javascript/imported-as.ts'
import { pathOf, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'

/** Calls that give their first argument other properties, as `Object.assign(row, …)` does. */
export const alteringCalls = onceFor((program: Program): readonly TSESTree.CallExpression[] =>
  program.nodesOf('CallExpression').filter((call) => {
    const name = pathOf(call.callee)?.at(-1) ?? ''
    if (isOfService(call.callee, program)) return false
    return alters.test(name) || (altersAtPath.test(name) && call.arguments.length > 2)
  }),
)

/** `tickets.merge(ticket, into)` of a module of the project; `Ticket.merge(ticket, change)` is that of an entity. */
function isOfService(callee: Node, program: Program): boolean {
  const [root = '', ...more] = pathOf(callee) ?? []
  const binding = more.length > 0 && /^[a-z]/.test(root) ? program.bindingOf(root, callee) : undefined
  const from = (binding && importedBy(binding, program)?.from) ?? ''
  return ofProject.test(from) && !ofHelpers.test(from)
}

const ofProject = /^(?:\.|@\/|~|#|src\/)/
const ofHelpers = /(?:util|helper|object|common|merge|lodash|lib)s?[^/]*$/i

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
