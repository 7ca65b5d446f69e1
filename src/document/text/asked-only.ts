import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction } from '../../javascript/called.ts'
import { noModules } from '../../javascript/modules.ts'
import { refusedIfNothing } from '../../javascript/asked-inside.ts'
import { bare, isFunction, isWaiting, type Node } from '../../javascript/nodes.ts'
import { assertedBy } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import type { TSESTree } from '@typescript-eslint/utils'
import { mayGiveRows } from '../../orms/query-sites.ts'
import { withCalls } from './asking-guards.ts'
import { checksBefore } from './checks.ts'
import { comparedByCall } from './compared-inside.ts'
import { callGiven, isOfId, rightsCallAround } from './given-to-calls.ts'
import { insisted, type Known } from './known.ts'
import { runBy, tagKind, type SqlNames } from './libraries.ts'
import { isOnlySaid } from './logged.ts'
import { queryAsked } from './nobody.ts'
import { argumentsIn } from './permitted.ts'
import { usesOf, type Use } from './row-uses.ts'
import { searchBy } from './searches.ts'
import { isTested } from './tested.ts'
import { isNamedSecret, verifyingCallAround } from './verified.ts'

/** The query of which a check looks at the rows. */
export const guardedBy = onceFor((check: Known, program: Program, names: SqlNames): Node | undefined => {
  if (check.kind === 'found' || check.kind === 'came back' || check.kind === 'empty') return undefined
  if (check.kind === 'either') return check.ways.flat().flatMap((one) => guardedBy(one, program, names) ?? [])[0]
  for (const one of check.kind === 'permitted' || check.kind === 'verified' ? argumentsIn(check.call) : [check.one]) {
    const asked = queryAsked(one, program, names)
    if (asked) return asked
  }
  return undefined
})

/** Whether a row is only asked something there. */
export function isAsked({ node, path }: Use, program: Program, names: SqlNames): boolean {
  return (
    rightsCallAround(node, program) !== undefined ||
    (isNamedSecret(path.at(-1)) && verifyingCallAround(node, program) !== undefined) ||
    queryAround({ node, path }, program, names) !== undefined ||
    isTested(node, program, names) ||
    isInsistedOn(node, program, names) ||
    isOnlySaid(node, program)
  )
}

/** Whether a function is given a row only to throw where there is none, or where it is another's: `assertFound(row)`. */
function isInsistedOn(node: Node, program: Program, names: SqlNames): boolean {
  const call = callGiven(node, program)
  if (!call) return false
  if (comparedByCall(call, program, names).some(({ one }) => bare(one) === node)) return true
  if (program.outside(call)?.type !== 'ExpressionStatement') return false
  const asserted = assertedBy(call, program, names.modules)
  return [...(asserted ? [asserted] : []), ...refusedIfNothing(call, program, names.modules)].some((given) => bare(given) === node)
}

/** The query, or the function of the program, that is asked about something of a row, where the program asks whether it finds anything. */
export function queryAround(use: Pick<Use, 'node' | 'path'>, program: Program, names: SqlNames): Node | undefined {
  const { node } = use
  for (const around of program.ancestors(node)) {
    if (isWaiting(around) || isFunction(around)) return undefined
    const isQuery =
      around.type === 'TaggedTemplateExpression'
        ? tagKind(around.tag, names) !== undefined && program.outside(around)?.type !== 'CallExpression'
        : around.type === 'CallExpression' &&
          (runBy(around, names) !== undefined ||
            (mayGiveRows(around) && !searchBy(around)) ||
            (isOfId(use, program) && isOwnCall(around, program, names)))
    const whole = isQuery ? withCalls(around, program) : undefined
    if (whole) return isOnlyAsked(whole, program, names) ? whole : undefined
  }
  return undefined
}

/** Whether of a query nothing is used than whether it finds anything, and what it finds behind that. */
function isOnlyAsked(query: Node, program: Program, names: SqlNames): boolean {
  const uses = usesOf(query, program, names)
  const isAsking = (node: Node): boolean =>
    isTested(node, program, names) || isInsistedOn(node, program, names) || rightsCallAround(node, program) !== undefined
  if (uses.length > 0) return uses.every(({ node }) => isAsking(node) || isFoundBefore(query, node, program, names))
  const outer = program.outside(query)
  return outer !== undefined && insisted(outer, program, names).some((known) => known.kind === 'found' && known.by !== 'write')
}

function isFoundBefore(query: Node, place: Node, program: Program, names: SqlNames): boolean {
  for (const check of checksBefore(place, program, names)) {
    if (check.end <= query.range[0]) return false
    if (check.kind === 'found' && check.asked === query && check.by !== 'write') return true
    if (check.kind === 'compared' && guardedBy(check, program, names) === query) return true
    if (check.kind === 'came back' && check.call === query && check.gave !== 'anything') return true
  }
  return false
}

/** Whether a function of the program is called, which may ask a query of its own. */
export function isOwnCall(call: TSESTree.CallExpression, program: Program, { modules = noModules }: SqlNames): boolean {
  return calledFunction(call, program, modules, modules.heir) !== undefined
}
