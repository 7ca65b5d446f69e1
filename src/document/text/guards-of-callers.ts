import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction } from '../../javascript/called.ts'
import { callsAnywhere } from '../../javascript/calls-anywhere.ts'
import { noModules } from '../../javascript/modules.ts'
import type { FunctionNode, Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { CallPlace, GuardsOfCaller, RowGuard } from '../../query/told.ts'
import { askedElsewhere } from './asking-guards.ts'
import { callsByPlace } from './by-place.ts'
import { placeOfCall } from './callers.ts'
import { guardsOf, guardsOfParts } from './guarded.ts'
import type { SqlNames } from './libraries.ts'
import { itself } from './loaded.ts'
import { partsGivenBack, usesDoing } from './mapped-uses.ts'
import { isWhole, itAll, partsThrough, type PartGiven } from './parts-given.ts'
import { argumentsIn, isSomebody } from './permitted.ts'
import { usesOf } from './row-uses.ts'

/** What the program asks of a row that a call gives, as far as it says whose that is. */
export function guardsOfCall(call: Node, program: Program, names: SqlNames): readonly RowGuard[] {
  return guardsOfWhole(call, program, names)
}

const guardsOfWhole = onceFor((call: Node, program: Program, names: SqlNames): readonly RowGuard[] =>
  guardsOf(call, program, names).filter((guard) => saysWhoAsks(guard, program, names)),
)

/** The same where a call gives parts of a row. */
function guardsAsking(parts: readonly PartGiven[], call: Node, program: Program, names: SqlNames): readonly RowGuard[] {
  if (isWhole(parts)) return guardsOfCall(call, program, names)
  return guardsOfParts(parts, call, program, names).filter((guard) => saysWhoAsks(guard, program, names))
}

/** Whether a function does nothing else with the rows of a query, or of what it calls, than that it gives them. */
export function onlyGives(asked: Node, program: Program, names: SqlNames): boolean {
  const within = program.functionAround(asked)
  return within !== undefined && givesWhole(asked, within, program, names)
}

function givesWhole(asked: Node, within: FunctionNode, program: Program, names: SqlNames): boolean {
  const parts = partsGivenBack(asked, within, program, names)
  return parts !== undefined && isWhole(parts)
}

const mostCallers = 20
/** Callers of callers multiply. */
const maxDepth = 3

/** What each of those asks of the rows of a query that call the function which gives them, or one part, and does nothing else with them; nothing where one asks nothing. */
export function guardsOfCallers(asked: Node, program: Program, names: SqlNames): readonly GuardsOfCaller[] {
  const callers = guardsBehind(asked, itAll, program, names)
  return callers.map(({ file, guards }) => ({ file: file === program.file ? undefined : file, guards }))
}

/** Where those call it that ask something of the rows which they are given, or of the part. */
export function callersAsking(asked: Node, program: Program, names: SqlNames): readonly CallPlace[] {
  const within = program.functionAround(asked)
  const parts = within && partsGivenBack(asked, within, program, names)
  const calls = parts ? callsAnywhere(within, program, names.modules ?? noModules) : []
  return calls
    .filter(({ call, program: by }) => parts !== undefined && guardsAsking(parts, call, by, names).length > 0)
    .map((one) => placeOfCall(one, program))
}

function guardsBehind(asked: Node, parts: readonly PartGiven[], program: Program, names: SqlNames, depth = 0): readonly GuardsOfCaller[] {
  const within = program.functionAround(asked)
  if (!within || depth > maxDepth) return []
  const given = partsGivenBack(asked, within, program, names)
  if (!given) return guardsOfLed(asked, within, program, names, depth)
  const whole = partsThrough(given, parts)
  const calls = callsAnywhere(within, program, names.modules ?? noModules)
  const callers: GuardsOfCaller[] = []
  for (const { call, program: by } of calls) {
    const guards = guardsAsking(whole, call, by, names)
    const further = guards.length > 0 ? [{ file: by.file, guards }] : guardsBehind(call, whole, by, names, depth + 1)
    if (further.length === 0 || callers.length > mostCallers) return []
    callers.push(...further)
  }
  return callers
}

/** What they ask of that which something of a row leads to, where the function gives nothing but that: `return findTenantOf(row.projectId)`. */
function guardsOfLed(asked: Node, within: FunctionNode, program: Program, names: SqlNames, depth: number): readonly GuardsOfCaller[] {
  const [use, ...others] = usesDoing(asked, program, names)
  const call = use && others.length === 0 && use.path.length > 0 ? program.outside(use.node) : undefined
  if (!use || call?.type !== 'CallExpression' || !calledFunction(call, program, names.modules ?? noModules)) return []
  if (!givesWhole(call, within, program, names)) return []
  const behind = guardsBehind(call, itAll, program, names, depth + 1)
  const isPermitted =
    behind.length > 0 && behind.every(({ guards }) => guards.some(({ by, path }) => by === 'function' && path.length === 0))
  if (!isPermitted) return []
  const guard = askedElsewhere({ call, gave: 'anything', path: [itself] }, use, usesOf(asked, program, names), program, names)
  return [{ file: program.file, guards: [guard] }]
}

/** Whether what a row is compared with is none that a function of the program has found by what may be chosen as freely. */
function saysWhoAsks({ compared, or = [] }: RowGuard, program: Program, names: SqlNames): boolean {
  const isChosen = compared?.rows.some((row) => {
    const call = callsByPlace(program).get(String(row.statement))
    return call && !argumentsIn(call).every(isSomebody) && calledFunction(call, program, names.modules ?? noModules) !== undefined
  })
  return isChosen !== true && or.flat().every((one) => saysWhoAsks(one, program, names))
}
